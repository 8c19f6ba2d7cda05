//! How often each variant of a quiz was seen, begun and finished, and what it came to: what a report on variants is drawn from.

use crate::refusal::{MemberPath, Refusal};
use crate::stage::Stage;
use crate::workspace::List;
use serde_json::{Map, Value};

/// The member of a list that holds its tallies, see [`tallies_to_json`].
pub const QUIZ_TALLIES: &str = "quiz_tallies";
/// The member of a list that is true when its file also held results which an earlier list had brought: a log that went on growing.
pub const QUIZ_LOG_GREW: &str = "quiz_log_grew";

/// Counts of one variant of a quiz. As hosts log only some of the events, none is bound to be at least as large as a later one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The quiz's id; empty where an event named none.
    pub quiz: String,
    /// The variant's id; `None` for a quiz without variants.
    pub variant: Option<String>,
    /// How often it came into sight. Told for quizzes with variants only.
    pub seen: u32,
    /// How often somebody began.
    pub started: u32,
    /// How many results there were.
    pub completed: u32,
    /// How many of them were of each stage, as it was told to the visitor, in the order of [`Stage::ALL`].
    pub stages: [u32; 7],
    /// How often each result was shown, by its id, in the order in which they were met.
    pub results: Vec<(String, u32)>,
}

impl Tally {
    /// Changes the tally of a variant among these; it is made if it is not there.
    pub fn count(
        tallies: &mut Vec<Tally>,
        quiz: &str,
        variant: Option<&str>,
        change: impl FnOnce(&mut Tally),
    ) {
        let is = |t: &&mut Tally| t.quiz == quiz && t.variant.as_deref() == variant;
        if let Some(tally) = tallies.iter_mut().find(is) {
            return change(tally);
        }
        let mut tally = Tally {
            quiz: quiz.to_owned(),
            variant: variant.map(str::to_owned),
            ..Tally::default()
        };
        change(&mut tally);
        tallies.push(tally);
    }

    /// Counts a result of this stage, shown as the one with this id.
    pub fn complete(&mut self, stage: Stage, result: &str) {
        self.completed = self.completed.saturating_add(1);
        if let Some(count) = self.stages.get_mut(stage as usize) {
            *count = count.saturating_add(1);
        }
        self.show(result, 1);
    }

    fn show(&mut self, result: &str, times: u32) {
        match self.results.iter_mut().find(|(id, _)| id == result) {
            Some((_, count)) => *count = count.saturating_add(times),
            None => self.results.push((result.to_owned(), times)),
        }
    }

    /// Adds the counts of another tally.
    pub fn add(&mut self, other: &Tally) {
        self.seen = self.seen.saturating_add(other.seen);
        self.started = self.started.saturating_add(other.started);
        self.completed = self.completed.saturating_add(other.completed);
        for (count, more) in self.stages.iter_mut().zip(other.stages) {
            *count = count.saturating_add(more);
        }
        for (id, times) in &other.results {
            self.show(id, *times);
        }
    }

    /// Whether the log that this was counted in can be one that grew out of the other's.
    fn can_grow_from(&self, earlier: &Tally) -> bool {
        let stages = self.stages.iter().zip(earlier.stages);
        self.seen >= earlier.seen
            && self.started >= earlier.started
            && self.completed >= earlier.completed
            && stages.into_iter().all(|(now, before)| *now >= before)
    }
}

/// Writes tallies: `[{ "quiz", "variant", "seen", "started", "completed", "stages": { "lead": 3 }, "results": { "talk": 3 } }]`.
/// Stages that nobody came to are left out.
#[must_use]
pub fn tallies_to_json(tallies: &[Tally]) -> Value {
    let counts = |counts: &mut dyn Iterator<Item = (&str, u32)>| -> Value {
        counts
            .map(|(id, count)| (id.to_owned(), Value::from(count)))
            .collect()
    };
    let one = |tally: &Tally| {
        let stages = Stage::ALL.iter().map(|s| s.id()).zip(tally.stages);
        let results = tally
            .results
            .iter()
            .map(|(id, count)| (id.as_str(), *count));
        let mut json = Map::new();
        json.insert("quiz".to_owned(), tally.quiz.as_str().into());
        json.insert("variant".to_owned(), tally.variant.as_deref().into());
        json.insert("seen".to_owned(), tally.seen.into());
        json.insert("started".to_owned(), tally.started.into());
        json.insert("completed".to_owned(), tally.completed.into());
        json.insert(
            "stages".to_owned(),
            counts(&mut stages.filter(|(_, count)| *count > 0)),
        );
        json.insert("results".to_owned(), counts(&mut results.into_iter()));
        Value::Object(json)
    };
    tallies.iter().map(one).collect()
}

/// Reads tallies that stand at this path. Members this version does not know are left alone.
///
/// # Errors
/// When a member is not as expected; the refusal names it.
pub fn tallies_from_json(json: &Value, path: &MemberPath) -> Result<Vec<Tally>, Refusal> {
    let refuse = |path: &MemberPath, expected, found| Err(Refusal::new(path, expected, found));
    let Some(list) = json.as_array() else {
        return refuse(path, "a list", Some(json));
    };
    let mut tallies = Vec::new();
    for (place, json) in list.iter().enumerate() {
        let path = path.index(place);
        if !json.is_object() {
            return refuse(&path, "an object", Some(json));
        }
        let mut tally = Tally::default();
        match json.get("quiz") {
            Some(Value::String(id)) => tally.quiz.clone_from(id),
            other => return refuse(&path.key("quiz"), "a text", other),
        }
        match json.get("variant") {
            None | Some(Value::Null) => {}
            Some(Value::String(id)) => tally.variant = Some(id.clone()),
            other => return refuse(&path.key("variant"), "a text or null", other),
        }
        let members = [
            ("seen", &mut tally.seen),
            ("started", &mut tally.started),
            ("completed", &mut tally.completed),
        ];
        for (name, into) in members {
            *into = count(json.get(name), &path.key(name))?;
        }
        for (id, json) in counts(json, "stages", &path)? {
            let path = path.key("stages").key(id);
            let stage = Stage::ALL
                .iter()
                .zip(&mut tally.stages)
                .find(|(s, _)| s.id() == id);
            match stage {
                Some((_, into)) => *into = count(Some(json), &path)?,
                None => return refuse(&path, "the id of a stage", Some(&id.as_str().into())),
            }
        }
        for (id, json) in counts(json, "results", &path)? {
            let count = count(Some(json), &path.key("results").key(id))?;
            tally.results.push((id.clone(), count));
        }
        tallies.push(tally);
    }
    Ok(tallies)
}

fn counts<'v>(
    json: &'v Value,
    member: &str,
    path: &MemberPath,
) -> Result<impl Iterator<Item = (&'v String, &'v Value)>, Refusal> {
    let members = match json.get(member) {
        None => None,
        Some(Value::Object(members)) => Some(members),
        other => return Err(Refusal::new(&path.key(member), "an object", other)),
    };
    Ok(members.into_iter().flatten())
}

fn count(json: Option<&Value>, path: &MemberPath) -> Result<u32, Refusal> {
    let number = json.and_then(Value::as_u64).map(u32::try_from);
    match number {
        Some(Ok(count)) => Ok(count),
        _ => Err(Refusal::new(path, "a whole number from 0", json)),
    }
}

/// All that the lists of a workspace tell about quizzes, added up; and a sentence for each list whose tallies cannot be read.
///
/// A log that went on growing is counted once: the tallies of the list it grew out of, the last one before it that it can have grown
/// out of, give way to its own.
#[must_use]
pub fn tallies_of(lists: &[List]) -> (Vec<Tally>, Vec<String>) {
    let mut problems = Vec::new();
    let mut kept: Vec<Tally> = Vec::new();
    for list in lists {
        let Some(json) = list.extra.get(QUIZ_TALLIES) else {
            continue;
        };
        let path = MemberPath::root().key(QUIZ_TALLIES);
        let tallies = match tallies_from_json(json, &path) {
            Ok(tallies) => tallies,
            Err(refusal) => {
                problems.push(format!(
                    "What “{}” tells about quizzes cannot be read and is left out: {}.",
                    list.name,
                    refusal.sentence()
                ));
                continue;
            }
        };
        let grew = list.extra.get(QUIZ_LOG_GREW) == Some(&Value::Bool(true));
        for tally in tallies {
            let earlier = kept.iter().rposition(|before| {
                before.quiz == tally.quiz
                    && before.variant == tally.variant
                    && tally.can_grow_from(before)
            });
            match earlier
                .and_then(|place| kept.get_mut(place))
                .filter(|_| grew)
            {
                Some(earlier) => *earlier = tally,
                None => kept.push(tally),
            }
        }
    }
    let mut sums = Vec::new();
    for tally in &kept {
        Tally::count(&mut sums, &tally.quiz, tally.variant.as_deref(), |sum| {
            sum.add(tally)
        });
    }
    (sums, problems)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn tally() -> impl Strategy<Value = Tally> {
        let results = prop::collection::btree_map(".{0,4}", any::<u32>(), 0..4);
        let counts = (any::<[u32; 3]>(), any::<[u32; 7]>(), results);
        ("[ab\\\"é]{0,3}", prop::option::of(".{0,3}"), counts).prop_map(
            |(quiz, variant, ([seen, started, completed], stages, results))| Tally {
                quiz,
                variant,
                seen,
                started,
                completed,
                stages,
                results: results.into_iter().collect(),
            },
        )
    }

    proptest! {
        #[test]
        fn tallies_come_back(tallies in prop::collection::vec(tally(), 0..4)) {
            let json = tallies_to_json(&tallies);
            let text = json.to_string();
            let read = crate::json::parse(&text).unwrap();
            prop_assert_eq!(tallies_from_json(&read, &MemberPath::root()), Ok(tallies));
        }
    }

    #[test]
    fn what_is_no_tally_is_refused_by_name() {
        let check = |json: Value, expected: &str| {
            let error = tallies_from_json(&json, &MemberPath::root()).unwrap_err();
            assert_eq!(error.sentence(), expected);
        };
        check(json!({}), "expected a list, found an object");
        check(json!([1]), "[0]: expected an object, found 1");
        check(json!([{}]), "[0].quiz: expected a text, found nothing");
        check(
            json!([{ "quiz": "q", "variant": 1 }]),
            "[0].variant: expected a text or null, found 1",
        );
        check(
            json!([{ "quiz": "q", "seen": -1 }]),
            "[0].seen: expected a whole number from 0, found -1",
        );
        let counts = json!({ "quiz": "q", "seen": 1, "started": 1, "completed": 1 });
        let with = |member: &str, value: Value| {
            let mut tally = counts.clone();
            tally[member] = value;
            json!([tally])
        };
        check(
            with("stages", json!({ "buyer": 1 })),
            "[0].stages.buyer: expected the id of a stage, found \"buyer\"",
        );
        check(
            with("stages", json!([])),
            "[0].stages: expected an object, found an empty list",
        );
        check(
            with("results", json!({ "r": 1.5 })),
            "[0].results.r: expected a whole number from 0, found 1.5",
        );
    }

    #[test]
    fn lists_add_up_and_a_log_that_grew_counts_once() {
        let list = |name: &str, tallies: Value, grew: bool| {
            let mut list = List::new(name);
            list.extra.insert(QUIZ_TALLIES.to_owned(), tallies);
            if grew {
                list.extra.insert(QUIZ_LOG_GREW.to_owned(), true.into());
            }
            list
        };
        let one = |variant: &str, seen: u32, leads: u32| {
            json!([{ "quiz": "q", "variant": variant, "seen": seen, "started": seen, "completed": leads,
                     "stages": { "lead": leads }, "results": { "r": leads } }])
        };
        let check = |lists: &[List], expected: &[(&str, u32, u32)], wrong: usize| {
            let (tallies, problems) = tallies_of(lists);
            let found = tallies.iter().map(|t| {
                assert_eq!((t.completed, t.results[0].1), (t.stages[1], t.stages[1]));
                (t.variant.as_deref().unwrap(), t.seen, t.stages[1])
            });
            assert_eq!(found.collect::<Vec<_>>(), expected);
            assert_eq!(problems.len(), wrong, "{problems:?}");
        };
        let week = list("week 1", one("a", 10, 3), false);
        let next = list("week 2", one("a", 20, 4), false);
        let other = list("b", one("b", 5, 1), false);
        let grown = list("week 1", one("a", 12, 3), true);
        check(&[], &[], 0);
        check(
            &[
                List::new("plain"),
                week.clone(),
                next.clone(),
                other.clone(),
            ],
            &[("a", 30, 7), ("b", 5, 1)],
            0,
        );
        check(
            &[week.clone(), other, grown.clone()],
            &[("a", 12, 3), ("b", 5, 1)],
            0,
        );
        // It cannot have grown out of one that counted more.
        check(&[week, next, grown.clone()], &[("a", 32, 7)], 0);
        // The first list is gone again.
        check(&[grown], &[("a", 12, 3)], 0);
        check(&[list("broken", json!(1), false)], &[], 1);
    }
}
