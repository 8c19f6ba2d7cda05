//! A deck taken as a test: what was answered so far, what came of it, and how both are kept.
//!
//! A record is JSON: `running` is the test that somebody is at, `attempts` those that are finished, the first one first. Finished ones are
//! never written over.

use super::{Deck, DeckCase};
use model::learn::{Confusion, Sureness, TestResult};
use model::{Day, Stage};
use serde_json::{Map, Value, json};

/// The most bytes of a deck's id in a result code.
const MOST_ID: usize = 40;

/// A test that somebody is at.
#[derive(Clone, Debug, PartialEq)]
pub struct Sitting {
    /// Who.
    pub name: String,
    /// The ids of the cases, in their order.
    pub cases: Vec<String>,
    /// The answer to each, as it stands among its options; `None` as long as it is open.
    pub answers: Vec<Option<String>>,
    /// How sure; `None` where it was not said.
    pub sure: Vec<Option<Sureness>>,
    /// The place of the case that is on the screen, from 0; the number of cases for the look over all of them.
    pub at: usize,
    /// Time spent, in milliseconds.
    pub millis: u64,
}

/// A test that is finished.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    /// Who.
    pub name: String,
    /// The id of the deck.
    pub deck: String,
    /// The deck's title then.
    pub title: String,
    /// The day it was finished; `None` where a record does not say it.
    pub on: Option<Day>,
    /// The ids of the cases.
    pub cases: Vec<String>,
    /// The answers; `None` where a case was left open.
    pub answers: Vec<Option<String>>,
    /// What was right, then.
    pub was: Vec<String>,
    /// How sure.
    pub sure: Vec<Option<Sureness>>,
    /// Whether each case was answered right.
    pub right: Vec<bool>,
    /// Time spent, in milliseconds.
    pub millis: u64,
    /// The share with which the deck was passed, 0 to 1.
    pub pass_mark: Option<f64>,
    /// The id of the definition.
    pub rulebook: String,
    /// Its name.
    pub definition: String,
}

impl Sitting {
    /// One that begins.
    #[must_use]
    pub fn new(deck: &Deck, name: &str) -> Sitting {
        let all = deck.cases.len();
        Sitting {
            name: name.trim().to_owned(),
            cases: deck.cases.iter().map(|case| case.id.clone()).collect(),
            answers: vec![None; all],
            sure: vec![None; all],
            at: 0,
            millis: 0,
        }
    }

    /// The one in a record, fitted to the deck as it is now: answers stay with their cases.
    #[must_use]
    pub fn read(record: &Value, deck: &Deck) -> Option<Sitting> {
        let running = record.get("running")?.as_object()?;
        let texts = texts(running.get("cases"));
        let answers = texts_or_nothing(running.get("answers"));
        let sure = surenesses(running.get("sure"));
        let place = |case: &DeckCase| texts.iter().position(|id| *id == case.id);
        let places: Vec<Option<usize>> = deck.cases.iter().map(place).collect();
        let at = |place: &Option<usize>| place.and_then(|place| answers.get(place).cloned());
        Some(Sitting {
            answers: places.iter().map(|p| at(p).flatten()).collect(),
            sure: places
                .iter()
                .map(|place| place.and_then(|place| sure.get(place).copied().flatten()))
                .collect(),
            at: number(running.get("at"))
                .and_then(|at| usize::try_from(at).ok())
                .unwrap_or(0)
                .min(deck.cases.len()),
            millis: number(running.get("millis")).unwrap_or(0),
            name: text(running.get("name")),
            cases: deck.cases.iter().map(|case| case.id.clone()).collect(),
        })
    }

    /// The places of the cases that are still open.
    #[must_use]
    pub fn open(&self) -> Vec<usize> {
        let all = self.answers.iter().enumerate();
        all.filter(|(_, answer)| answer.is_none())
            .map(|(place, _)| place)
            .collect()
    }

    /// Its end. `definition` is the id and the name of the definition.
    #[must_use]
    pub fn finish(&self, deck: &Deck, definition: (&str, &str), on: Day) -> Attempt {
        let was: Vec<String> = deck.cases.iter().map(|case| case.answer.clone()).collect();
        let right = self.answers.iter().zip(&was);
        Attempt {
            name: self.name.clone(),
            deck: deck.id.clone(),
            title: deck.title.clone(),
            on: Some(on),
            cases: self.cases.clone(),
            answers: self.answers.clone(),
            sure: self.sure.clone(),
            right: right
                .map(|(said, was)| said.as_ref() == Some(was))
                .collect(),
            was,
            millis: self.millis,
            pass_mark: deck.pass_mark,
            rulebook: definition.0.to_owned(),
            definition: definition.1.to_owned(),
        }
    }

    fn to_json(&self) -> Value {
        json!({
            "name": self.name, "cases": self.cases, "answers": self.answers, "sure": ids(&self.sure), "at": self.at, "millis": self.millis,
        })
    }
}

impl Attempt {
    /// The attempts of a record.
    #[must_use]
    pub fn read_all(record: &Value) -> Vec<Attempt> {
        let all = record.get("attempts").and_then(Value::as_array);
        let all = all.into_iter().flatten().filter_map(Value::as_object);
        all.map(|attempt| Attempt::read(attempt, record)).collect()
    }

    /// Whatever of an attempt can be read.
    fn read(attempt: &Map<String, Value>, record: &Value) -> Attempt {
        let of = |member: &str| attempt.get(member).or_else(|| record.get(member));
        let bools = attempt.get("right").and_then(Value::as_array);
        Attempt {
            name: text(attempt.get("name")),
            deck: text(of("deck")),
            title: text(of("title")),
            on: attempt
                .get("on")
                .and_then(Value::as_str)
                .and_then(Day::parse),
            cases: texts(attempt.get("cases")),
            answers: texts_or_nothing(attempt.get("answers")),
            was: texts(attempt.get("was")),
            sure: surenesses(attempt.get("sure")),
            right: bools
                .into_iter()
                .flatten()
                .map(|right| right.as_bool().unwrap_or(false))
                .collect(),
            millis: number(attempt.get("millis")).unwrap_or(0),
            pass_mark: attempt.get("pass_mark").and_then(Value::as_f64),
            rulebook: text(attempt.get("rulebook")),
            definition: text(attempt.get("definition")),
        }
    }

    fn to_json(&self) -> Value {
        json!({
            "on": self.on.map(Day::written), "name": self.name, "deck": self.deck, "title": self.title, "rulebook": self.rulebook,
            "definition": self.definition, "pass_mark": self.pass_mark, "cases": self.cases, "answers": self.answers, "was": self.was,
            "sure": ids(&self.sure), "right": self.right, "score": self.score(), "of": self.right.len(), "millis": self.millis,
        })
    }

    /// How many cases were right.
    #[must_use]
    pub fn score(&self) -> usize {
        self.right.iter().filter(|right| **right).count()
    }

    /// Whether that is enough; `None` where the deck has no pass mark.
    #[must_use]
    pub fn passed(&self) -> Option<bool> {
        self.pass_mark
            .map(|mark| is_enough(self.score(), self.right.len(), mark))
    }

    /// Which stage was taken for which; what was left open or asks for no stage is not in it.
    #[must_use]
    pub fn confusion(&self) -> Confusion {
        let mut confusion = Confusion::default();
        for (was, said) in self.was.iter().zip(&self.answers) {
            let said = said.as_deref().and_then(Stage::from_id);
            if let Some((was, said)) = Stage::from_id(was).zip(said) {
                confusion.add(was, said, 1);
            }
        }
        confusion
    }

    /// What a result code says of it. Not in it: answers that are no stages, beyond whether they were right.
    #[must_use]
    pub fn result(&self) -> TestResult {
        let (score, of) = (self.score(), self.right.len());
        // Per cent, rounded half up.
        let score = (200 * score + of).checked_div(2 * of).unwrap_or(0);
        TestResult {
            learner: self.name.clone(),
            deck: code_id(&self.deck),
            right: self.right.clone(),
            confusion: self.confusion(),
            score: u32::try_from(score).unwrap_or(0),
            on: self.on,
        }
    }
}

/// Whether so many right ones of so many are enough for a pass mark, 0 to 1; to four digits, as learning platforms see it.
#[must_use]
pub fn is_enough(right: usize, of: usize, mark: f64) -> bool {
    let count = |n: usize| u32::try_from(n).map_or(f64::from(u32::MAX), f64::from);
    let four = |share: f64| (share * 10_000.0).round();
    of > 0 && four(count(right) / count(of)) >= four(mark)
}

/// A deck's id as result codes have it: ids of more than 40 bytes are cut, and told apart by a number made of all of them.
#[must_use]
pub fn code_id(id: &str) -> String {
    if id.len() <= MOST_ID {
        return id.to_owned();
    }
    // FNV-1a, 32 bits.
    let all = id.bytes().fold(0x811c_9dc5_u32, |sum, byte| {
        (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    let mut end = MOST_ID - 9;
    while !id.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}-{all:08x}", id.get(..end).unwrap_or_default())
}

/// A record with this as the test that runs; `None` for none.
#[must_use]
pub fn with_running(record: Option<Value>, deck: &Deck, running: Option<&Sitting>) -> Value {
    let mut members = members(record, deck);
    let running = running.map_or(Value::Null, Sitting::to_json);
    members.insert("running".to_owned(), running);
    Value::Object(members)
}

/// A record with one more attempt, and no test that runs.
#[must_use]
pub fn with_attempt(record: Option<Value>, deck: &Deck, attempt: &Attempt) -> Value {
    let mut members = members(record, deck);
    members.insert("running".to_owned(), Value::Null);
    match members.get_mut("attempts") {
        Some(Value::Array(all)) => all.push(attempt.to_json()),
        _ => {
            members.insert("attempts".to_owned(), json!([attempt.to_json()]));
        }
    }
    Value::Object(members)
}

fn members(record: Option<Value>, deck: &Deck) -> Map<String, Value> {
    let mut members = match record {
        Some(Value::Object(members)) => members,
        _ => Map::new(),
    };
    members.insert("deck".to_owned(), deck.id.as_str().into());
    members.insert("title".to_owned(), deck.title.as_str().into());
    members
}

fn text(value: Option<&Value>) -> String {
    value.and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn texts_or_nothing(value: Option<&Value>) -> Vec<Option<String>> {
    let all = value.and_then(Value::as_array).into_iter().flatten();
    all.map(|each| each.as_str().map(str::to_owned)).collect()
}

fn texts(value: Option<&Value>) -> Vec<String> {
    let all = texts_or_nothing(value).into_iter();
    all.map(Option::unwrap_or_default).collect()
}

fn number(value: Option<&Value>) -> Option<u64> {
    value.and_then(Value::as_u64)
}

fn surenesses(value: Option<&Value>) -> Vec<Option<Sureness>> {
    let all = texts_or_nothing(value).into_iter();
    all.map(|id| Sureness::from_id(&id?)).collect()
}

fn ids(sure: &[Option<Sureness>]) -> Vec<Option<&'static str>> {
    sure.iter().map(|sure| sure.map(Sureness::id)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Attempt, Sitting, code_id, is_enough, with_attempt, with_running};
    use crate::{Deck, read_deck};
    use model::learn::{Sureness, read_code, write_code};
    use model::{Day, Stage};
    use serde_json::{Value, json};

    const ON: Day = Day(20_783);

    fn deck() -> Deck {
        read_deck(&json!({
            "format": "leadlens.deck/1", "id": "week", "title": "Week", "as_of": "2026-11-25", "rulebook": "house", "pass_mark": 0.5,
            "cases": [
                { "id": "a", "text": "A", "answer": "lead" },
                { "id": "b", "text": "B", "answer": "prospect" },
                { "id": "c", "text": "C", "answer": "Ask", "options": ["Ask", "Wait"] },
                { "id": "d", "text": "D", "answer": "contact" },
            ],
        }))
        .unwrap()
    }

    fn sat(answers: [&str; 4]) -> Sitting {
        let mut sitting = Sitting::new(&deck(), " Ann ");
        for (place, answer) in answers.iter().enumerate() {
            sitting.answers[place] = (!answer.is_empty()).then(|| (*answer).to_owned());
        }
        sitting
    }

    fn finished(answers: [&str; 4]) -> Attempt {
        sat(answers).finish(&deck(), ("house", "House"), ON)
    }

    #[test]
    fn answers_are_marked() {
        let check = |answers: [&str; 4], right: [bool; 4], percent: u32, passed: bool| {
            let attempt = finished(answers);
            assert_eq!(attempt.right, right, "{answers:?}");
            assert_eq!(attempt.result().score, percent, "{answers:?}");
            assert_eq!(attempt.passed(), Some(passed), "{answers:?}");
            // The code says the same, whatever was left open or is no stage.
            let code = write_code(&attempt.result()).unwrap();
            assert_eq!(read_code(&code), Ok(attempt.result()), "{answers:?}");
        };
        check(["lead", "prospect", "Ask", "contact"], [true; 4], 100, true);
        check(["", "", "", ""], [false; 4], 0, false);
        check(
            ["lead", "lead", "Wait", "contact"],
            [true, false, false, true],
            50,
            true,
        );
        check(["lead", "", "", ""], [true, false, false, false], 25, false);
        check(
            ["contact", "lead", "Ask", "opportunity"],
            [false, false, true, false],
            25,
            false,
        );
        let confusion = finished(["lead", "lead", "Wait", ""]).confusion();
        assert_eq!(confusion.total(), 2);
        assert_eq!(confusion.count(Stage::Prospect, Stage::Lead), 1);
    }

    #[test]
    fn shares_have_four_digits() {
        for (right, of, mark, enough) in [
            (2, 3, 0.666_7, true),
            (2, 3, 0.666_8, false),
            (0, 0, 0.0, false),
            (0, 3, 0.0, true),
            (8, 10, 0.8, true),
            (7, 10, 0.8, false),
        ] {
            assert_eq!(is_enough(right, of, mark), enough, "{right} of {of}");
        }
    }

    #[test]
    fn records_come_back() {
        let deck = deck();
        let mut sitting = sat(["lead", "", "Ask", ""]);
        sitting.sure[2] = Some(Sureness::Very);
        sitting.at = 2;
        sitting.millis = 1_500;
        let record = with_running(None, &deck, Some(&sitting));
        assert_eq!(Sitting::read(&record, &deck), Some(sitting));
        assert_eq!(Attempt::read_all(&record), []);
        let first = finished(["lead", "", "Wait", "contact"]);
        let record = with_attempt(Some(record), &deck, &first);
        assert_eq!(Sitting::read(&record, &deck), None);
        let second = finished(["lead", "prospect", "Ask", "contact"]);
        let record = with_attempt(Some(record), &deck, &second);
        assert_eq!(Attempt::read_all(&record), [first, second]);
        assert_eq!(record["attempts"][0]["score"], 2);
        assert_eq!(record["attempts"][1]["of"], 4);
        assert_eq!(
            (&record["deck"], &record["title"]),
            (&json!("week"), &json!("Week"))
        );
    }

    #[test]
    fn answers_stay_with_their_cases() {
        let record = with_running(
            None,
            &deck(),
            Some(&sat(["lead", "prospect", "", "contact"])),
        );
        let mut changed = deck();
        changed.cases.swap(0, 1);
        changed.cases.remove(2);
        let sitting = Sitting::read(&record, &changed).unwrap();
        assert_eq!(sitting.cases, ["b", "a", "d"]);
        let said: Vec<Option<&str>> = sitting.answers.iter().map(Option::as_deref).collect();
        assert_eq!(said, [Some("prospect"), Some("lead"), Some("contact")]);
        assert_eq!(sitting.open(), [0; 0]);
    }

    #[test]
    fn what_others_kept_stays() {
        let other = json!({ "more": [1], "attempts": [{ "score": 1, "right": [true], "x": 2 }, 7], "running": { "at": 99 } });
        let deck = deck();
        assert_eq!(Sitting::read(&other, &deck).unwrap().at, 4);
        let record = with_attempt(Some(other), &deck, &finished(["", "", "", ""]));
        assert_eq!(record["more"], json!([1]));
        assert_eq!(record["attempts"][0]["x"], 2);
        assert_eq!(record["attempts"][1], 7);
        assert_eq!(Attempt::read_all(&record).len(), 2);
        for nothing in [
            Value::Null,
            json!([]),
            json!({ "attempts": 3, "running": 4 }),
        ] {
            assert_eq!(Attempt::read_all(&nothing), []);
            assert_eq!(Sitting::read(&nothing, &deck), None);
        }
    }

    #[test]
    fn long_ids_are_cut_but_told_apart() {
        let long = "a-very-long-id-of-a-deck-that-somebody-made";
        assert_eq!(code_id("week"), "week");
        assert_eq!(code_id(&"x".repeat(40)), "x".repeat(40));
        for id in [long.to_owned(), "ä".repeat(50)] {
            assert!(code_id(&id).len() <= 40, "{}", code_id(&id));
            assert_ne!(code_id(&id), code_id(&(id.clone() + "1")));
        }
        assert!(code_id(long).starts_with("a-very-long-id-of-a-deck-that-s-"));
    }
}
