//! A [`Deck`] to its JSON.

use super::{DECK_FORMAT, Deck, DeckCase, DeckRulebook};
use serde_json::{Map, Value};

/// The deck's JSON: known members first, each only where it says something.
pub(super) fn deck(deck: &Deck) -> Value {
    let mut members = Map::new();
    let mut put = |key: &str, value: Value| members.insert(key.to_owned(), value);
    put("format", DECK_FORMAT.into());
    put("id", deck.id.as_str().into());
    put("title", deck.title.as_str().into());
    if !deck.lang.is_empty() {
        put("lang", deck.lang.as_str().into());
    }
    put("as_of", deck.as_of.written().into());
    put(
        "rulebook",
        match &deck.rulebook {
            DeckRulebook::Known(id) => id.as_str().into(),
            DeckRulebook::Own(rulebook) => rulebook.json.clone(),
        },
    );
    if let Some(mark) = deck.pass_mark {
        put("pass_mark", mark.into());
    }
    put("cases", deck.cases.iter().map(case).collect());
    members.extend(deck.extra.clone());
    Value::Object(members)
}

fn case(case: &DeckCase) -> Value {
    let mut members = Map::new();
    let mut put = |key: &str, value: Value| members.insert(key.to_owned(), value);
    put("id", case.id.as_str().into());
    put("text", case.text.as_str().into());
    if let Some(contact) = &case.contact {
        put("contact", contact.clone());
    }
    put("answer", case.answer.as_str().into());
    if !case.explanation.is_empty() {
        put("explanation", case.explanation.as_str().into());
    }
    if !case.options.is_empty() {
        let options = case.options.iter().map(String::as_str);
        put("options", options.map(Value::from).collect());
    }
    if let Some(seed) = case.seed {
        put("seed", seed.into());
    }
    members.extend(case.extra.clone());
    Value::Object(members)
}
