//! What is presented, and where it stands.

use super::kept;
use crate::learn::decks;
use crate::session::Session;
use exchange::{Deck, DeckCase, PolledCase, option_label};
use leptos::prelude::*;
use model::learn::{Confusion, Place, Poll, Says, count_of, says};
use model::{Explanation, Rulebook, Stage, Table, contact_table, explain, published};

/// What does not change while it is presented.
pub struct Given {
    /// Its key among the decks.
    pub key: String,
    /// The deck.
    pub deck: Deck,
    /// The definition by which it is right.
    pub rulebook: Option<Rulebook>,
    /// The facts of each case.
    tables: Vec<Option<Table>>,
    /// Whether there are facts.
    facts: Vec<bool>,
    /// What there is to choose from in each case.
    choices: Vec<Vec<Choice>>,
}

/// A presentation. A handle: copies share it.
#[derive(Clone, Copy)]
pub struct Presented {
    /// What is open.
    pub session: Session,
    /// Where it stands.
    pub place: RwSignal<Place>,
    given: StoredValue<Given, LocalStorage>,
}

/// What an option of a case is.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The option as the deck has it.
    pub id: String,
    /// As it is shown.
    pub label: String,
    /// The stage, where it is one.
    pub stage: Option<Stage>,
    /// Whether it is right.
    pub right: bool,
}

impl Presented {
    /// The presentation of a deck, where it was left.
    pub fn new(session: Session, key: String, deck: Deck) -> Presented {
        let rulebook = decks::rulebook_of(session, &deck);
        let table = |case: &DeckCase| contact_table(case.contact.as_ref()?).ok();
        let tables: Vec<Option<Table>> = deck.cases.iter().map(table).collect();
        let facts: Vec<bool> = tables.iter().map(Option::is_some).collect();
        let usual = deck.usual_options();
        let choices = deck
            .cases
            .iter()
            .map(|case| choices(case, &usual))
            .collect();
        let place = kept::place(session, &key, &deck).within(&facts);
        Presented {
            session,
            place: RwSignal::new(place),
            given: StoredValue::new_local(Given {
                key,
                deck,
                rulebook,
                tables,
                facts,
                choices,
            }),
        }
    }

    /// Looks at what is presented.
    pub fn look<T>(self, see: impl FnOnce(&Given) -> T) -> T {
        self.given.with_value(see)
    }

    /// Goes to a place, and notes it.
    pub fn go(self, to: Place) {
        if to == self.place.get_untracked() {
            return;
        }
        self.session.end_typing();
        self.place.set(to);
        self.look(|given| kept::note_place(self.session, &given.key, &given.deck, to));
    }

    /// One step on.
    pub fn next(self) {
        self.go(self.look(|given| self.place.get_untracked().next(&given.facts)));
    }

    /// One step back.
    pub fn back(self) {
        self.go(self.look(|given| self.place.get_untracked().back(&given.facts)));
    }

    /// How many cases there are.
    pub fn cases(self) -> usize {
        self.look(|given| given.deck.cases.len())
    }

    /// Something of a case.
    pub fn of_case<T>(self, at: usize, see: impl FnOnce(&DeckCase) -> T) -> Option<T> {
        self.look(|given| given.deck.cases.get(at).map(see))
    }

    /// What there is to choose from in a case.
    pub fn choices(self, at: usize) -> Vec<Choice> {
        self.look(|given| given.choices.get(at).cloned())
            .unwrap_or_default()
    }

    /// What was typed for an option of a case. Listens to what is kept.
    pub fn typed(self, at: usize, option: &str) -> String {
        self.look(|given| {
            let case = given.deck.cases.get(at);
            case.map(|case| kept::typed(self.session, &given.key, &case.id, option))
        })
        .unwrap_or_default()
    }

    /// Keeps what is typed for an option of a case.
    pub fn type_hands(self, at: usize, choice: &Choice, text: &str) {
        self.look(|given| {
            if let Some(case) = given.deck.cases.get(at) {
                let label = format!("Poll: {}, case {}", choice.label, at + 1);
                kept::type_hands(self.session, &given.key, &case.id, &choice.id, text, &label);
            }
        });
    }

    /// The hands for a case; what is no number counts as none. Listens to what is kept.
    pub fn poll(self, at: usize) -> Poll {
        let choices = self.choices(at);
        let hands = choices
            .iter()
            .map(|choice| count_of(&self.typed(at, &choice.id)).unwrap_or(0));
        Poll {
            hands: hands.collect(),
            right: choices.iter().position(|c| c.right).unwrap_or(0),
        }
    }

    /// All cases with their hands. Listens to what is kept.
    pub fn polled(self) -> Vec<PolledCase> {
        (0..self.cases())
            .filter_map(|at| {
                let (id, text) = self.of_case(at, |case| (case.id.clone(), case.text.clone()))?;
                let options = self.choices(at).into_iter().map(|choice| choice.label);
                Some(PolledCase {
                    id,
                    text,
                    options: options.collect(),
                    poll: self.poll(at),
                })
            })
            .collect()
    }

    /// Which stage was taken for which, where options are stages. Listens to what is kept.
    pub fn confusion(self) -> Confusion {
        let mut all = Confusion::default();
        for at in 0..self.cases() {
            let choices = self.choices(at);
            let right = choices.iter().find(|c| c.right).and_then(|c| c.stage);
            for (choice, hands) in choices.iter().zip(self.poll(at).hands) {
                if let (Some(right), Some(said)) = (right, choice.stage) {
                    all.add(right, said, hands);
                }
            }
        }
        all
    }

    /// Everything about a case by the deck's definition, and the definition's name; `None` for a case without facts.
    pub fn explained(self, at: usize) -> Option<(String, Explanation)> {
        self.look(|given| {
            let table = given.tables.get(at)?.as_ref()?;
            let rulebook = given.rulebook.as_ref()?;
            let explanation = explain(rulebook, table, 0, given.deck.as_of);
            Some((rulebook.name.clone(), explanation))
        })
    }

    /// What the deck's definition, the one in use and the published ones say of a case, each once; which of them is the deck's.
    pub fn verdicts(self, at: usize) -> Vec<(Says, bool)> {
        let in_use = self.session.look(|desk| desk.rulebook.clone());
        self.look(|given| {
            let Some(table) = given.tables.get(at).and_then(Option::as_ref) else {
                return Vec::new();
            };
            let mut all: Vec<&Rulebook> = Vec::new();
            let own = given.rulebook.as_ref();
            for rulebook in own.into_iter().chain([&in_use]).chain(published()) {
                // A definition of one's own may have a published one's id.
                let same =
                    |other: &&Rulebook| other.id == rulebook.id && other.json == rulebook.json;
                if !all.iter().any(same) {
                    all.push(rulebook);
                }
            }
            let is_own = |place: usize| own.is_some() && place == 0;
            says(all, table, given.deck.as_of)
                .into_iter()
                .enumerate()
                .map(|(place, says)| (says, is_own(place)))
                .collect()
        })
    }

    /// Forgets the hands and goes to the start; undo brings the hands back.
    pub fn start_over(self) {
        self.look(|given| kept::start_over(self.session, &given.key));
        self.go(Place::START);
    }
}

fn choices(case: &DeckCase, usual: &[&str]) -> Vec<Choice> {
    let own = case.options.iter().map(String::as_str);
    let all: Vec<&str> = match case.options.is_empty() {
        true => usual.to_vec(),
        false => own.collect(),
    };
    let choice = |option: &str| Choice {
        id: option.to_owned(),
        label: option_label(option).to_owned(),
        stage: Stage::from_id(option),
        right: option == case.answer,
    };
    all.into_iter().map(choice).collect()
}
