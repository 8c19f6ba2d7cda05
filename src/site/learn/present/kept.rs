//! What is kept of a presentation: the hands that were counted (`poll/KEY`), and where it stands (`presented/KEY`).

use super::STORIES;
use crate::learn::records;
use crate::session::Session;
use exchange::{Deck, read_deck};
use leptos::prelude::{Track, untrack};
use model::Shelf;
use model::learn::{Place, Step};
use serde_json::{Value, json};

const FORMAT: &str = "leadlens.poll/1";

fn poll_key(key: &str) -> String {
    format!("poll/{key}")
}

fn place_key(key: &str) -> String {
    format!("presented/{key}")
}

/// The stories that are presented without a deck.
pub fn stories(session: Session) -> Option<Result<Deck, String>> {
    let record = records::record(session, &poll_key(STORIES))?;
    Some(read_deck(record.get("deck")?).map_err(|refusal| refusal.to_string()))
}

/// Puts new stories into the place of those before, with their hands. False when nothing can be kept now; why is on the screen.
pub fn keep_stories(session: Session, deck: &Deck) -> bool {
    let json = json!({ "format": FORMAT, "hands": {}, "deck": deck.to_json() });
    let kept = records::change(session, &poll_key(STORIES), json, "New stories to present");
    if kept {
        let start = json!({ "step": Step::Story.id() });
        records::note(session, &place_key(STORIES), start);
    }
    kept
}

/// The count that was typed for an option of a case; empty for none. Listens to what is kept.
pub fn typed(session: Session, key: &str, case: &str, option: &str) -> String {
    session.learning.track();
    session.look(|desk| {
        // Looked at where it lies: a summary asks for thousands.
        let record = desk.workspace.kept(Shelf::Learning, &poll_key(key));
        let hands = record.and_then(|record| record.get("hands"));
        let text = hands.and_then(|hands| hands.get(case)?.get(option)?.as_str());
        text.unwrap_or_default().to_owned()
    })
}

/// Keeps what is typed for an option of a case.
pub fn type_hands(session: Session, key: &str, case: &str, option: &str, text: &str, label: &str) {
    let record = untrack(|| records::record(session, &poll_key(key)));
    let mut record = record
        .filter(Value::is_object)
        .unwrap_or_else(|| json!({ "format": FORMAT }));
    let mut place = &mut record;
    for member in ["hands", case] {
        place = match place.as_object_mut() {
            Some(members) => members.entry(member).or_insert_with(|| json!({})),
            None => return,
        };
        // What stands there instead of a list of counts is none of ours.
        if !place.is_object() {
            *place = json!({});
        }
    }
    if let Some(counts) = place.as_object_mut() {
        counts.insert(option.to_owned(), text.into());
    }
    let member = format!("{case}/{option}");
    records::type_in(session, &poll_key(key), &member, record, label);
}

/// Forgets all hands; undo brings them back.
pub fn start_over(session: Session, key: &str) {
    let record = untrack(|| records::record(session, &poll_key(key)));
    if let Some(mut record) = record {
        if let Some(members) = record.as_object_mut() {
            members.insert("hands".to_owned(), json!({}));
        }
        records::change(session, &poll_key(key), record, "Start the poll over");
    }
}

/// Where the presentation of a deck stands; its start where it was never shown.
pub fn place(session: Session, key: &str, deck: &Deck) -> Place {
    let read = || {
        let record = untrack(|| records::record(session, &place_key(key)))?;
        let text = |member: &str| record.get(member)?.as_str();
        if text("step") == Some("summary") {
            return Some(Place::Summary);
        }
        let step = Step::from_id(text("step")?)?;
        let id = text("case")?;
        let case = deck.cases.iter().position(|case| case.id == id)?;
        Some(Place::Case(case, step))
    };
    read().unwrap_or(Place::START)
}

/// Notes where it stands.
pub fn note_place(session: Session, key: &str, deck: &Deck, place: Place) {
    let json = match place {
        Place::Summary => json!({ "step": "summary" }),
        Place::Case(case, step) => {
            let id = deck.cases.get(case).map(|case| case.id.as_str());
            json!({ "case": id, "step": step.id() })
        }
    };
    records::note(session, &place_key(key), json);
}
