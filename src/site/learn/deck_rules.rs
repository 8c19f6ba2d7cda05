//! Under which definition a deck's answers are right, and whether that is the one in use.

use super::decks::rulebook_of;
use super::taking::short;
use crate::session::Session;
use exchange::{Deck, DeckRulebook};
use leptos::prelude::*;
use model::{Edit, OWN_FIT, Rulebook, Stage};
use serde_json::Value;

/// Names a deck's definition; where another one is in use it says so, and offers this one.
#[component]
pub fn DeckRules(session: Session, deck: Deck) -> impl IntoView {
    let known = {
        let deck = deck.clone();
        Memo::new(move |_| {
            session.rules.track();
            let rulebook = rulebook_of(session, &deck);
            let same = rulebook
                .as_ref()
                .is_some_and(|rulebook| session.look(|desk| is_same(&desk.rulebook, rulebook)));
            (rulebook, same)
        })
    };
    let brings = matches!(deck.rulebook, DeckRulebook::Own(_));
    move || match known.get() {
        (None, _) => {
            let id = match &deck.rulebook {
                DeckRulebook::Known(id) => short(id),
                DeckRulebook::Own(rulebook) => short(&rulebook.name),
            };
            view! {
                <p class="deck-rules">
                    "Its answers are right under the definition “" <bdi>{id}</bdi>
                    "”, which is not here: the test can be taken, but not explained by criterion."
                </p>
            }
            .into_any()
        }
        (Some(rulebook), same) => {
            let name = short(&rulebook.name);
            view! {
                <p class="deck-rules">
                    "The right answers are those of the definition " <b>
                        <bdi>{name}</bdi>
                    </b> {if brings { ", which the deck brings along. " } else { ". " }}
                    {(!same)
                        .then(|| {
                            view! {
                                "You use another one now. "
                                <button
                                    type="button"
                                    class="link"
                                    on:click=move |_| use_rules(session, &rulebook)
                                >
                                    "Use this definition"
                                </button>
                            }
                        })}
                </p>
            }
            .into_any()
        }
    }
}

/// Makes a deck's definition the one in use; one that is not here yet comes in, and never takes the place of another.
fn use_rules(session: Session, rulebook: &Rulebook) {
    let (here, taken) = session.look(|desk| {
        let workspace = &desk.workspace;
        let own = workspace.rulebooks().iter();
        let taken: Vec<String> = own
            .chain(model::published())
            .map(|r| r.id.clone())
            .collect();
        // As they judge here: with the team's ideal customer.
        let here = taken.iter().find(|id| {
            let other = workspace.rulebook(id);
            other.is_some_and(|other| is_same(&other, rulebook))
        });
        (here.cloned(), taken)
    });
    if let Some(id) = here {
        return session.choose_definition(&id);
    }
    let id = free_id(&rulebook.id, &taken);
    let mut json = rulebook.json.clone();
    if let Some(members) = json.as_object_mut() {
        members.insert("id".to_owned(), Value::from(id.clone()));
        // The deck was made with this fit, not with that of this team's ideal customer.
        members.insert(OWN_FIT.to_owned(), Value::from(true));
    }
    let label = format!("Use {}", short(&rulebook.name));
    let edits = vec![
        Edit::SetRulebook {
            id: id.clone(),
            json: Some(json),
        },
        Edit::ChooseDefinition(id),
    ];
    // What stands against it is said on the screen.
    let _ = session.apply_as(Edit::Several(edits), label);
}

/// Where a deck's answer is not what a definition says of the same facts: a sentence, so that nobody has to guess which is meant.
pub fn other_answer(answer: Stage, by: &str, said: Stage) -> Option<String> {
    (answer != said).then(|| {
        format!(
            "The deck answers {}. By the facts of this case, “{by}” says {}.",
            answer.label(),
            said.label()
        )
    })
}

/// Whether two definitions judge the same, whatever their ids, and whoever's fit it is.
fn is_same(one: &Rulebook, other: &Rulebook) -> bool {
    let without_id = |rulebook: &Rulebook| {
        let mut json = rulebook.json.clone();
        if let Some(members) = json.as_object_mut() {
            members.remove("id");
            members.remove(OWN_FIT);
        }
        json
    };
    without_id(one) == without_id(other)
}

/// An id that is not taken: `ours`, `ours-2`.
fn free_id(id: &str, taken: &[String]) -> String {
    let mut free = id.to_owned();
    let mut number = 2_u32;
    while taken.contains(&free) {
        free = format!("{id}-{number}");
        number += 1;
    }
    free
}

#[cfg(test)]
mod tests {
    use super::{free_id, is_same, other_answer};
    use model::Stage;

    #[test]
    fn a_definition_takes_no_others_place() {
        let taken = ["house".to_owned(), "house-2".to_owned()];
        assert_eq!(free_id("house", &taken), "house-3");
        assert_eq!(free_id("ours", &taken), "ours");
    }

    #[test]
    fn an_answer_that_is_not_the_definitions_is_told() {
        assert_eq!(other_answer(Stage::Lead, "House", Stage::Lead), None);
        assert_eq!(
            other_answer(Stage::Lead, "House", Stage::Prospect).unwrap(),
            "The deck answers Lead. By the facts of this case, “House” says Prospect."
        );
    }

    #[test]
    fn definitions_are_compared_by_what_they_say() {
        let house = model::published_rulebook("house").unwrap();
        let mut other = house.clone();
        other.json["id"] = "ours".into();
        other.json["own_fit"] = true.into();
        assert!(is_same(house, &other));
        other.json["name"] = "Ours".into();
        assert!(!is_same(house, &other));
    }
}
