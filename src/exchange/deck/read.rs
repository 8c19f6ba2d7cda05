//! A deck's JSON to a [`Deck`], or the member for which it is refused.

use super::{DECK_FORMAT, Deck, DeckCase, DeckRulebook, MOST_CASES, MOST_OPTIONS};
use model::{Day, MemberPath, Refusal, Stage, contact_table, describe, parse_rulebook};
use serde_json::{Map, Value};

const DECK: [&str; 8] = [
    "format",
    "id",
    "title",
    "lang",
    "as_of",
    "rulebook",
    "pass_mark",
    "cases",
];
const CASE: [&str; 7] = [
    "id",
    "text",
    "contact",
    "answer",
    "explanation",
    "options",
    "seed",
];

type Members = Map<String, Value>;

/// Reads a deck. Members this version does not know are kept. Whether answers are right says [`Deck::check`].
///
/// # Errors
/// At the first member that is not as it must be, with its path; also when a newer version wrote it.
pub fn read_deck(json: &Value) -> Result<Deck, Refusal> {
    let root = MemberPath::root();
    let members = object(json, &root, "a deck, an object")?;
    format(members, &root)?;
    let cases = members.get("cases");
    let path = root.key("cases");
    let list = cases
        .and_then(Value::as_array)
        .ok_or_else(|| Refusal::new(&path, "a list of cases", cases))?;
    if list.len() > MOST_CASES {
        let expected = std::format!("at most {MOST_CASES} cases");
        return Err(Refusal::saying(path, expected, list.len().to_string()));
    }
    let mut deck = Deck {
        id: filled(members, &root, "id")?,
        title: filled(members, &root, "title")?,
        lang: text(members, &root, "lang")?,
        as_of: day(members, &root)?,
        rulebook: rulebook(members, &root)?,
        pass_mark: pass_mark(members, &root)?,
        cases: Vec::with_capacity(list.len()),
        extra: others(members, &DECK),
    };
    let mut known = std::collections::HashSet::new();
    for (at, value) in list.iter().enumerate() {
        let path = path.index(at);
        let case = case(value, &path)?;
        if !known.insert(case.id.clone()) {
            let found = object(value, &path, "")?.get("id");
            return Err(Refusal::new(
                &path.key("id"),
                "an id that no case before it has",
                found,
            ));
        }
        deck.cases.push(case);
    }
    Ok(deck)
}

/// Refuses what is not of this format.
fn format(members: &Members, root: &MemberPath) -> Result<(), Refusal> {
    let format = members.get("format");
    if format.and_then(Value::as_str) == Some(DECK_FORMAT) {
        return Ok(());
    }
    let mut found = format.map_or_else(|| "nothing".to_owned(), describe);
    let version = format.and_then(Value::as_str).unwrap_or("");
    let version = version.strip_prefix("leadlens.deck/").unwrap_or("");
    let digits = version.trim_start_matches('0');
    if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) && digits != "1" {
        found.push_str(
            ", made by a newer version of Leadlens; reload this page to get that version",
        );
    }
    let expected = std::format!("\"{DECK_FORMAT}\"");
    Err(Refusal::saying(root.key("format"), expected, found))
}

fn case(value: &Value, path: &MemberPath) -> Result<DeckCase, Refusal> {
    let members = object(value, path, "a case, an object")?;
    let options = options(members, &path.key("options"))?;
    let answer = filled(members, path, "answer")?;
    let right = match options.is_empty() {
        true => Stage::from_id(&answer).is_some(),
        false => options.contains(&answer),
    };
    if !right {
        let expected = match options.is_empty() {
            true => "contact, lead, prospect, opportunity, customer, disqualified or lost",
            false => "one of the case's options",
        };
        let found = members.get("answer");
        return Err(Refusal::new(&path.key("answer"), expected, found));
    }
    let contact = members.get("contact").filter(|c| !c.is_null());
    if let Some(contact) = contact {
        contact_table(contact).map_err(|refusal| below(path.key("contact"), &refusal))?;
    }
    let seed = members.get("seed").filter(|s| !s.is_null());
    Ok(DeckCase {
        id: filled(members, path, "id")?,
        text: filled(members, path, "text")?,
        contact: contact.cloned(),
        answer,
        explanation: text(members, path, "explanation")?,
        options,
        seed: match seed {
            None => None,
            Some(value) => {
                let refusal = || Refusal::new(&path.key("seed"), "a whole number from 0", seed);
                Some(value.as_u64().ok_or_else(refusal)?)
            }
        },
        extra: others(members, &CASE),
    })
}

/// The options of a case, none where they are left out.
fn options(members: &Members, path: &MemberPath) -> Result<Vec<String>, Refusal> {
    let Some(value) = members.get("options").filter(|o| !o.is_null()) else {
        return Ok(Vec::new());
    };
    let expected = || std::format!("a list of 2 to {MOST_OPTIONS} options");
    let list = value
        .as_array()
        .ok_or_else(|| Refusal::new(path, expected(), Some(value)))?;
    if !(2..=MOST_OPTIONS).contains(&list.len()) {
        let found = list.len().to_string();
        return Err(Refusal::saying(path.clone(), expected(), found));
    }
    let mut options: Vec<String> = Vec::with_capacity(list.len());
    for (at, option) in list.iter().enumerate() {
        let text = option.as_str().filter(|text| !text.trim().is_empty());
        let text = text.filter(|text| !options.iter().any(|o| o == text));
        let expected = "the id of a stage or a text, each only once";
        let text = text.ok_or_else(|| Refusal::new(&path.index(at), expected, Some(option)))?;
        options.push(text.to_owned());
    }
    Ok(options)
}

fn rulebook(members: &Members, root: &MemberPath) -> Result<DeckRulebook, Refusal> {
    let path = root.key("rulebook");
    match members.get("rulebook") {
        Some(Value::String(id)) if !id.trim().is_empty() => Ok(DeckRulebook::Known(id.clone())),
        Some(value @ Value::Object(_)) => match parse_rulebook(value) {
            Ok(rulebook) => Ok(DeckRulebook::Own(Box::new(rulebook))),
            Err(error) => Err(Refusal::saying(
                path,
                "a definition that can be read",
                std::format!("one with a fault ({error})"),
            )),
        },
        found => {
            let expected = "the id of a definition, or a definition";
            Err(Refusal::new(&path, expected, found))
        }
    }
}

fn pass_mark(members: &Members, root: &MemberPath) -> Result<Option<f64>, Refusal> {
    let Some(value) = members.get("pass_mark").filter(|mark| !mark.is_null()) else {
        return Ok(None);
    };
    let mark = value.as_f64().filter(|mark| (0.0..=1.0).contains(mark));
    let refusal = || Refusal::new(&root.key("pass_mark"), "a number from 0 to 1", Some(value));
    mark.map(Some).ok_or_else(refusal)
}

fn day(members: &Members, root: &MemberPath) -> Result<Day, Refusal> {
    let found = members.get("as_of");
    let day = found.and_then(Value::as_str).and_then(Day::parse);
    let expected = "a date such as \"2026-01-31\"";
    day.ok_or_else(|| Refusal::new(&root.key("as_of"), expected, found))
}

fn object<'v>(
    value: &'v Value,
    path: &MemberPath,
    expected: &'static str,
) -> Result<&'v Members, Refusal> {
    let refusal = || Refusal::new(path, expected, Some(value));
    value.as_object().ok_or_else(refusal)
}

/// The text of a member that must have some.
fn filled(members: &Members, path: &MemberPath, key: &str) -> Result<String, Refusal> {
    let found = members.get(key);
    let text = found.and_then(Value::as_str);
    let text = text.filter(|text| !text.trim().is_empty());
    let refusal = || Refusal::new(&path.key(key), "a text that is not empty", found);
    text.map(str::to_owned).ok_or_else(refusal)
}

/// The text of a member that may be left out.
fn text(members: &Members, path: &MemberPath, key: &str) -> Result<String, Refusal> {
    match members.get(key) {
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::String(text)) => Ok(text.clone()),
        found => Err(Refusal::new(&path.key(key), "a text", found)),
    }
}

/// The members but those that are known.
fn others(members: &Members, known: &[&str]) -> Members {
    let unknown = |(key, _): &(&String, &Value)| !known.contains(&key.as_str());
    let all = members.iter().filter(unknown);
    all.map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

/// A refusal of a part, told from the whole.
fn below(path: MemberPath, refusal: &Refusal) -> Refusal {
    let mut whole = path;
    for step in refusal.path.steps() {
        whole = match step {
            model::Step::Key(key) => whole.key(key),
            model::Step::Index(at) => whole.index(*at),
        };
    }
    Refusal::saying(whole, refusal.expected.clone(), refusal.found.clone())
}
