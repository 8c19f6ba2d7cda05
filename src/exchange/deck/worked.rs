//! The worked cases of the lesson as a deck, so that a room, a test or a learning platform can have them.

use super::changes::{add_case, new_deck};
use model::learn::lesson::{WORKED_DAY, worked_cases};
use model::{Rulebook, assess_alone, contact_to_json};
use serde_json::{Value, json};

/// A deck of all worked cases, as of their day, with the answers and reasons of a definition.
#[must_use]
pub fn worked_deck(id: &str, title: &str, rulebook: &Rulebook) -> Value {
    let mut deck = new_deck(id, title, &rulebook.id, WORKED_DAY);
    for case in worked_cases() {
        let said = assess_alone(rulebook, &case.table, WORKED_DAY);
        let made = json!({
            "id": case.id, "text": case.story, "contact": contact_to_json(&case.table, 0), "answer": said.stage.id(),
            "explanation": said.why,
        });
        add_case(&mut deck, usize::MAX, made);
    }
    deck
}

#[cfg(test)]
mod tests {
    use super::worked_deck;
    use crate::read_deck;

    #[test]
    fn the_worked_cases_are_a_deck_under_every_definition() {
        for rulebook in model::published() {
            let deck = read_deck(&worked_deck("a", "A", rulebook)).unwrap();
            assert_eq!(deck.cases.len(), 22);
            assert_eq!(deck.check(Some(rulebook)), [], "{}", rulebook.id);
            assert!(deck.cases.iter().all(|case| !case.explanation.is_empty()));
        }
    }
}
