//! Whether a deck's answers are the engine's.

use super::{Deck, DeckCase, DeckRulebook};
use model::{One, Rulebook, Stage, contact_table};

/// What a trainer should look at in a deck before handing it out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeckIssue {
    /// The place of the case, from 0; `None` where it concerns the deck.
    pub case: Option<usize>,
    /// One sentence: what is the matter and what to do.
    pub what: String,
}

impl Deck {
    /// Looks at each case that has a contact and a stage for an answer: is that the stage the engine gives? Nothing is changed. `rulebook`
    /// is that of [`Deck::rulebook`].
    #[must_use]
    pub fn check(&self, rulebook: Option<&Rulebook>) -> Vec<DeckIssue> {
        let mut issues = Vec::new();
        if self.cases.is_empty() {
            issues.push(DeckIssue {
                case: None,
                what: "This deck has no cases yet. Add one before you hand it out.".to_owned(),
            });
        }
        if let (None, DeckRulebook::Known(id)) = (rulebook, &self.rulebook) {
            let what = format!(
                "The definition \"{id}\" is not here, so the answers could not be checked. Choose another definition, or ask whoever made the deck for theirs."
            );
            issues.push(DeckIssue { case: None, what });
        }
        let Some(rulebook) = rulebook else {
            return issues;
        };
        for (at, case) in self.cases.iter().enumerate() {
            if let Some(what) = self.difference(case, rulebook) {
                let case = Some(at);
                issues.push(DeckIssue { case, what });
            }
        }
        issues
    }

    /// In a sentence, how a case's answer differs from the engine's.
    fn difference(&self, case: &DeckCase, rulebook: &Rulebook) -> Option<String> {
        // What answers with a text of its own asks something else.
        let answer = Stage::from_id(&case.answer)?;
        let table = match contact_table(case.contact.as_ref()?) {
            Ok(table) => table,
            Err(refusal) => {
                return Some(format!(
                    "The contact of this case cannot be read: {refusal}."
                ));
            }
        };
        let stage = One::new(rulebook, &table, self.as_of).stage();
        let right = answer == stage;
        (!right).then(|| {
            format!(
                "The facts of this case make it {} by \"{}\" as of {}, but its answer is {}. Change the answer or the facts.",
                stage.label(),
                rulebook.name,
                self.as_of.written(),
                answer.label(),
            )
        })
    }
}
