//! Under which definition a deck's answers are right, and whether that is the one in use.

use super::decks::rulebook_of;
use super::taking::short;
use crate::session::Session;
use exchange::{Deck, DeckRulebook};
use leptos::prelude::*;
use model::{Edit, Rulebook};
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
        let all: Vec<Rulebook> = own.chain(model::published()).cloned().collect();
        let here = all.iter().find(|other| is_same(other, rulebook));
        let here = here.map(|other| other.id.clone());
        let taken: Vec<String> = all.into_iter().map(|other| other.id).collect();
        (here, taken)
    });
    if let Some(id) = here {
        return session.choose_definition(&id);
    }
    let id = free_id(&rulebook.id, &taken);
    let mut json = rulebook.json.clone();
    if let Some(members) = json.as_object_mut() {
        members.insert("id".to_owned(), Value::from(id.clone()));
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

/// Whether two definitions say the same, whatever their ids.
fn is_same(one: &Rulebook, other: &Rulebook) -> bool {
    let without_id = |rulebook: &Rulebook| {
        let mut json = rulebook.json.clone();
        if let Some(members) = json.as_object_mut() {
            members.remove("id");
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
    use super::{free_id, is_same};

    #[test]
    fn a_definition_takes_no_others_place() {
        let taken = ["house".to_owned(), "house-2".to_owned()];
        assert_eq!(free_id("house", &taken), "house-3");
        assert_eq!(free_id("ours", &taken), "ours");
    }

    #[test]
    fn definitions_are_compared_by_what_they_say() {
        let house = model::published_rulebook("house").unwrap();
        let mut other = house.clone();
        other.json["id"] = "ours".into();
        assert!(is_same(house, &other));
        other.json["name"] = "Ours".into();
        assert!(!is_same(house, &other));
    }
}
