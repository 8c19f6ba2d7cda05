//! Under which definition a deck's answers are right, and whether that is the one in use.

use super::decks::rulebook_of;
use super::taking::short;
use crate::session::Session;
use exchange::{Deck, DeckRulebook};
use leptos::prelude::*;
use model::{Edit, OWN_FIT, Rulebook, Stage, Workspace};
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

/// Makes a deck's definition the one in use.
fn use_rules(session: Session, rulebook: &Rulebook) {
    let edits = session.look(|desk| using(&desk.workspace, rulebook));
    match edits.as_slice() {
        // One that is here is chosen as in the top bar, which says what moved.
        [Edit::ChooseDefinition(id)] => session.choose_definition(id),
        [] => {}
        _ => {
            let label = format!("Use {}", short(&rulebook.name));
            // What stands against it is said on the screen.
            let _ = session.apply_as(Edit::Several(edits), label);
        }
    }
}

/// The edits that make a definition the one in use; none where it is. One that is not here yet comes in, and never takes the place of
/// another.
pub fn using(workspace: &Workspace, rulebook: &Rulebook) -> Vec<Edit> {
    if let Some(id) = id_here(workspace, rulebook) {
        return match id == workspace.definition() {
            true => Vec::new(),
            false => vec![Edit::ChooseDefinition(id)],
        };
    }
    let id = free_id(&rulebook.id, &ids(workspace));
    let mut json = rulebook.json.clone();
    if let Some(members) = json.as_object_mut() {
        members.insert("id".to_owned(), Value::from(id.clone()));
        // The deck was made with this fit, not with that of this team's ideal customer.
        members.insert(OWN_FIT.to_owned(), Value::from(true));
    }
    vec![
        Edit::SetRulebook {
            id: id.clone(),
            json: Some(json),
        },
        Edit::ChooseDefinition(id),
    ]
}

/// The id under which a definition is here, with all that is mixed into it here; that of the one in use before others. `None` where
/// none says the same.
pub fn id_here(workspace: &Workspace, rulebook: &Rulebook) -> Option<String> {
    let used = std::iter::once(workspace.definition().to_owned());
    used.chain(ids(workspace)).find(|id| {
        workspace
            .rulebook(id)
            .is_some_and(|other| is_same(&other, rulebook))
    })
}

/// The ids of all definitions: the team's own, and the published ones.
fn ids(workspace: &Workspace) -> Vec<String> {
    let all = workspace.rulebooks().iter().chain(model::published());
    all.map(|rulebook| rulebook.id.clone()).collect()
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

/// Whether two definitions say the same, whatever their ids, and whoever's fit they have.
pub fn is_same(one: &Rulebook, other: &Rulebook) -> bool {
    let said = |rulebook: &Rulebook| {
        let mut json = rulebook.json.clone();
        if let Some(members) = json.as_object_mut() {
            members.remove("id");
            members.remove(OWN_FIT);
        }
        json
    };
    said(one) == said(other)
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
    use super::{free_id, id_here, is_same, other_answer, using};
    use model::{
        DEFAULT_RULEBOOK, Day, Edit, Profile, ProfileItem, Rulebook, Stage, Wanted, Workspace,
        published_rulebook,
    };

    fn profile(city: &str) -> Edit {
        let wanted = Wanted::OneOf(vec![city.to_owned()]);
        Edit::SetProfile(Some(Profile::new(vec![ProfileItem::new("City", wanted)])))
    }

    fn use_it(workspace: &mut Workspace, rulebook: &Rulebook) {
        for edit in using(workspace, rulebook) {
            workspace.apply(edit).unwrap();
        }
        let used = workspace.current_rulebook().unwrap();
        assert!(is_same(&used, rulebook), "{} is in use", used.id);
        // Once in use, there is nothing left to do.
        assert!(using(workspace, rulebook).is_empty());
    }

    #[test]
    fn a_definition_takes_no_others_place() {
        let taken = ["house".to_owned(), "house-2".to_owned()];
        assert_eq!(free_id("house", &taken), "house-3");
        assert_eq!(free_id("ours", &taken), "ours");
        // The learner has one of the same id that says something else.
        let mut json = published_rulebook("house").unwrap().json.clone();
        json["id"] = "ours".into();
        json["name"] = "The learner's".into();
        let mut learner = Workspace::new("", Day(20_783));
        learner
            .apply(Edit::SetRulebook {
                id: "ours".to_owned(),
                json: Some(json.clone()),
            })
            .unwrap();
        let theirs = model::parse_rulebook(&json).unwrap();
        json["name"] = "The trainer's".into();
        let given = model::parse_rulebook(&json).unwrap();
        use_it(&mut learner, &given);
        assert_eq!(*learner.rulebook("ours").unwrap(), theirs);
        assert_eq!(learner.definition(), "ours-2");
        assert_eq!(id_here(&learner, &given).as_deref(), Some("ours-2"));
    }

    #[test]
    fn profiles_of_trainer_and_learner_stay_apart() {
        let mut trainer = Workspace::new("", Day(20_783));
        trainer.apply(profile("Bern")).unwrap();
        let given = trainer.current_rulebook().unwrap().into_owned();
        assert_eq!(given.id, DEFAULT_RULEBOOK);
        let house = published_rulebook(DEFAULT_RULEBOOK).unwrap();
        for own in [false, true] {
            let mut learner = Workspace::new("", Day(20_783));
            if own {
                learner.apply(profile("Oslo")).unwrap();
            }
            let before = learner.rulebook(DEFAULT_RULEBOOK).unwrap().into_owned();
            // What the trainer mixed in, and the published one, both as they are.
            use_it(&mut learner, &given);
            use_it(&mut learner, house);
            assert_eq!(*learner.rulebook(DEFAULT_RULEBOOK).unwrap(), before);
        }
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
        let house = published_rulebook("house").unwrap();
        let mut other = house.clone();
        other.json["id"] = "ours".into();
        other.json["own_fit"] = true.into();
        assert!(is_same(house, &other));
        other.json["name"] = "Ours".into();
        assert!(!is_same(house, &other));
    }
}
