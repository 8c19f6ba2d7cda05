//! Changes of a deck that is being written: of its JSON, so that a half-written case is kept as it is, though no reader takes it yet.

use super::{DECK_FORMAT, DeckRulebook, MOST_CASES};
use model::learn::Story;
use model::{Day, Rulebook, assess_alone};
use serde_json::{Map, Value, json};

/// The member of a deck with the ids of cases that were taken out.
const REMOVED: &str = "removed_cases";

/// An empty deck, not ready yet: it has no cases.
#[must_use]
pub fn new_deck(id: &str, title: &str, rulebook: &str, as_of: Day) -> Value {
    json!({
        "format": DECK_FORMAT, "id": id, "title": title, "lang": "en", "as_of": as_of.written(), "rulebook": rulebook, "pass_mark": 0.8, "cases": [],
    })
}

/// The case that a story is, with the engine's reason for its explanation.
#[must_use]
pub fn case_of_story(story: &Story, rulebook: &Rulebook, as_of: Day) -> Value {
    let case = &story.case;
    json!({
        "id": story.id(), "text": case.text, "contact": case.contact(), "answer": case.stage.id(),
        "explanation": assess_alone(rulebook, &case.table, as_of).why, "seed": story.seed,
    })
}

/// The cases of a deck as they stand, whole or not.
#[must_use]
pub fn cases_of(deck: &Value) -> &[Value] {
    let cases = deck.get("cases").and_then(Value::as_array);
    cases.map_or(&[], Vec::as_slice)
}

/// The text of a member such as `text`; empty where it has none.
#[must_use]
pub fn text_of<'v>(json: &'v Value, member: &str) -> &'v str {
    json.get(member).and_then(Value::as_str).unwrap_or("")
}

/// Sets a member of a deck, of one of its cases or of anything else that is an object, or takes it out.
pub fn set_member_of(json: &mut Value, member: &str, value: Option<Value>) {
    if !json.is_object() {
        *json = Value::Object(Map::new());
    }
    let Some(members) = json.as_object_mut() else {
        return;
    };
    match value {
        Some(value) => {
            members.insert(member.to_owned(), value);
        }
        None => {
            members.shift_remove(member);
        }
    }
}

/// Puts a case into a deck at a place, from 0, or at its end; one with an id that another has or had gets one of its own, since answers
/// and polls name cases by their ids. Gives the place, or `None` where the deck is full.
pub fn add_case(deck: &mut Value, at: usize, mut case: Value) -> Option<usize> {
    let removed = removed(deck);
    let cases = list(deck)?;
    if cases.len() >= MOST_CASES {
        return None;
    }
    let taken: Vec<&str> = cases
        .iter()
        .map(|case| text_of(case, "id"))
        .chain(removed.iter().map(String::as_str))
        .collect();
    let wanted = text_of(&case, "id").trim().to_owned();
    let (stem, mut number) = match wanted.is_empty() {
        true => ("case".to_owned(), cases.len() + 1),
        false => (wanted.clone(), 2),
    };
    let mut id = match wanted.is_empty() {
        true => format!("{stem}-{number}"),
        false => wanted,
    };
    while taken.contains(&id.as_str()) {
        id = format!("{stem}-{number}");
        number += 1;
    }
    set_member_of(&mut case, "id", Some(id.into()));
    let at = at.min(cases.len());
    cases.insert(at, case);
    Some(at)
}

/// Moves a case to another place; both from 0. Places that are none change nothing.
pub fn move_case(deck: &mut Value, from: usize, to: usize) {
    if let Some(cases) = list(deck)
        && from < cases.len()
        && to < cases.len()
    {
        let case = cases.remove(from);
        cases.insert(to, case);
    }
}

/// Takes a case out. Its id stays behind, so that no other case gets it.
pub fn remove_case(deck: &mut Value, at: usize) {
    let mut removed = removed(deck);
    if let Some(cases) = list(deck)
        && at < cases.len()
    {
        let case = cases.remove(at);
        let id = text_of(&case, "id").to_owned();
        if !id.is_empty() && !removed.contains(&id) {
            removed.push(id);
            set_member_of(deck, REMOVED, Some(removed.into()));
        }
    }
}

/// The ids of cases that were taken out.
fn removed(deck: &Value) -> Vec<String> {
    let ids = deck.get(REMOVED).and_then(Value::as_array);
    let ids = ids.into_iter().flatten().filter_map(Value::as_str);
    ids.map(str::to_owned).collect()
}

/// The case at a place, to be changed.
pub fn case_at(deck: &mut Value, at: usize) -> Option<&mut Value> {
    list(deck)?.get_mut(at)
}

/// Says what is known of an attribute of a case; nothing, where the value is blank.
pub fn set_attribute(case: &mut Value, id: &str, value: &str) {
    let mut contact = contact(case);
    let mut attributes = contact.get("attributes").cloned().unwrap_or(json!({}));
    let value = (!value.trim().is_empty()).then(|| Value::from(value));
    set_member_of(&mut attributes, id, value);
    set_member_of(&mut contact, "attributes", Some(attributes));
    put(case, contact);
}

/// Adds something that the contact of a case did, on a day or on nobody knows which.
pub fn add_signal(case: &mut Value, kind: &str, day: Option<Day>, count: u32) {
    let mut contact = contact(case);
    let mut signals = signals_of(&contact).to_vec();
    let mut signal = json!({ "kind": kind, "date": day.map(Day::written) });
    if count > 1 {
        set_member_of(&mut signal, "count", Some(count.into()));
    }
    signals.push(signal);
    set_member_of(&mut contact, "signals", Some(signals.into()));
    put(case, contact);
}

/// Takes out what stands at a place of the contact's signals, from 0.
pub fn remove_signal(case: &mut Value, at: usize) {
    let mut contact = contact(case);
    let mut signals = signals_of(&contact).to_vec();
    if at < signals.len() {
        signals.remove(at);
    }
    set_member_of(&mut contact, "signals", Some(signals.into()));
    put(case, contact);
}

/// What the contact of a case did, as it stands there.
#[must_use]
pub fn signals_of(contact: &Value) -> &[Value] {
    let signals = contact.get("signals").and_then(Value::as_array);
    signals.map_or(&[], Vec::as_slice)
}

/// What others get: a definition that is not the published one of its id comes along, so that the answers are checked by it elsewhere.
/// `rulebook` is the one by which the deck is judged here, with the team's ideal customer in it.
#[must_use]
pub fn deck_for_others(deck: &Value, rulebook: Option<&Rulebook>) -> Value {
    let mut deck = deck.clone();
    let is_named = deck.get("rulebook").is_some_and(Value::is_string);
    if let Some(rulebook) = rulebook.filter(|_| is_named)
        && let DeckRulebook::Own(own) = DeckRulebook::of(rulebook)
    {
        set_member_of(&mut deck, "rulebook", Some(own.json));
    }
    deck
}

fn list(deck: &mut Value) -> Option<&mut Vec<Value>> {
    if !deck.get("cases").is_some_and(Value::is_array) {
        set_member_of(deck, "cases", Some(json!([])));
    }
    deck.get_mut("cases")?.as_array_mut()
}

/// The contact of a case, empty where there is none yet.
fn contact(case: &Value) -> Value {
    let contact = case.get("contact").filter(|contact| contact.is_object());
    contact.cloned().unwrap_or_else(|| json!({}))
}

/// Puts a contact back; one of whom nothing is known is none.
fn put(case: &mut Value, mut contact: Value) {
    if let Some(members) = contact.as_object_mut() {
        let is_empty = |value: &Value| {
            value.as_object().is_some_and(Map::is_empty)
                || value.as_array().is_some_and(Vec::is_empty)
        };
        members.retain(|_, value| !is_empty(value));
    }
    let some = contact
        .as_object()
        .is_some_and(|members| !members.is_empty());
    set_member_of(case, "contact", some.then_some(contact));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read_deck;

    fn ids(deck: &Value) -> Vec<&str> {
        cases_of(deck)
            .iter()
            .map(|case| text_of(case, "id"))
            .collect()
    }

    fn day() -> Day {
        Day::parse("2026-11-26").unwrap()
    }

    #[test]
    fn a_new_deck_is_read_but_has_no_cases() {
        let deck = new_deck("a", "A", "house", day());
        assert_eq!(read_deck(&deck).unwrap().to_json(), deck);
    }

    #[test]
    fn cases_come_move_and_go() {
        let mut deck = new_deck("a", "A", "house", day());
        assert_eq!(add_case(&mut deck, 9, json!({})), Some(0));
        assert_eq!(add_case(&mut deck, 9, json!({ "id": "ada" })), Some(1));
        assert_eq!(add_case(&mut deck, 1, json!({ "id": "ada" })), Some(1));
        assert_eq!(ids(&deck), ["case-1", "ada-2", "ada"]);
        move_case(&mut deck, 0, 2);
        assert_eq!(ids(&deck), ["ada-2", "ada", "case-1"]);
        move_case(&mut deck, 0, 3);
        remove_case(&mut deck, 1);
        remove_case(&mut deck, 7);
        assert_eq!(ids(&deck), ["ada-2", "case-1"]);
        // An id that another has by now is not given again.
        add_case(&mut deck, 9, json!({ "id": " " }));
        add_case(&mut deck, 9, json!({}));
        assert_eq!(ids(&deck), ["ada-2", "case-1", "case-3", "case-4"]);
        remove_case(&mut deck, 0);
        add_case(&mut deck, 9, json!({}));
        assert_eq!(ids(&deck), ["case-1", "case-3", "case-4", "case-5"]);
        // Nor one that another had: answers to it are kept, and would be taken for answers to the new case.
        remove_case(&mut deck, 3);
        remove_case(&mut deck, 2);
        add_case(&mut deck, 9, json!({}));
        add_case(&mut deck, 9, json!({ "id": "ada" }));
        assert_eq!(ids(&deck), ["case-1", "case-3", "case-6", "ada-3"]);
        // What is no list of cases is put right by the first case.
        let mut broken = json!({ "cases": 3 });
        assert_eq!(add_case(&mut broken, 0, json!({})), Some(0));
    }

    #[test]
    fn facts_are_put_in_and_taken_out() {
        let mut case = json!({ "id": "a", "contact": { "note": 1 } });
        set_attribute(&mut case, "budget", "yes");
        add_signal(&mut case, "replied", Some(day()), 1);
        add_signal(&mut case, "site_visit", None, 3);
        assert_eq!(
            case,
            json!({ "id": "a", "contact": { "note": 1, "attributes": { "budget": "yes" }, "signals": [
                { "kind": "replied", "date": "2026-11-26" },
                { "kind": "site_visit", "date": null, "count": 3 },
            ] } })
        );
        model::contact_table(&case["contact"]).unwrap();
        remove_signal(&mut case, 0);
        remove_signal(&mut case, 0);
        remove_signal(&mut case, 0);
        set_attribute(&mut case, "budget", " ");
        assert_eq!(case, json!({ "id": "a", "contact": { "note": 1 } }));
        let mut case = json!({ "contact": 7 });
        set_attribute(&mut case, "need", "no");
        set_attribute(&mut case, "need", "");
        assert_eq!(case, json!({}));
    }

    #[test]
    fn a_definition_of_ones_own_comes_along() {
        let house = model::published_rulebook("house").unwrap();
        let deck = new_deck("a", "A", "house", day());
        assert_eq!(deck_for_others(&deck, Some(house)), deck);
        assert_eq!(deck_for_others(&deck, None), deck);
        let mut ours = house.json.clone();
        ours["fit"].as_array_mut().unwrap().truncate(1);
        let ours = model::parse_rulebook(&ours).unwrap();
        let given = deck_for_others(&deck, Some(&ours));
        assert_eq!(given["rulebook"]["fit"], ours.json["fit"]);
        assert_eq!(given["rulebook"]["own_fit"], true);
        // What came along stays as it came.
        assert_eq!(deck_for_others(&given, Some(house)), given);
    }

    #[test]
    fn a_story_is_a_case_whose_answer_is_the_engines() {
        let house = model::published_rulebook("house").unwrap();
        let aim = (model::Stage::Lead, model::Stage::Prospect);
        let mut deck = new_deck("a", "A", "house", day());
        for story in model::learn::stories(house, day(), aim, 1, 4) {
            add_case(&mut deck, usize::MAX, case_of_story(&story, house, day()));
        }
        let deck = read_deck(&deck).unwrap();
        assert_eq!(deck.cases.len(), 4);
        assert_eq!(deck.check(Some(house)), []);
    }
}
