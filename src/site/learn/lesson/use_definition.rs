//! Taking another definition into use, where it is shown.

use crate::session::Session;
use leptos::prelude::*;
use model::Edit;
use model::learn::lesson::small_rulebooks;

/// A button that takes a definition into use; it says so where it is in use.
#[component]
pub fn UseDefinition(
    session: Session,
    /// The definition's id.
    id: String,
    /// Its name.
    name: String,
) -> impl IntoView {
    let used = {
        let id = id.clone();
        Memo::new(move |_| {
            session.rules.track();
            session.look(|desk| desk.workspace.definition() == id)
        })
    };
    let label = format!("Use this definition: {name}");
    let choose = move |_| take(session, &id, &name);
    view! {
        {move || {
            if used.get() {
                view! { <span class="used">"In use"</span> }.into_any()
            } else {
                view! {
                    <button type="button" class="button small" aria-label=label.clone() on:click=choose.clone()>
                        "Use this definition"
                    </button>
                }
                    .into_any()
            }
        }}
    }
}

/// Takes a definition into use. One of the small ones is put among the team's own first, in the same step of undo.
fn take(session: Session, id: &str, name: &str) {
    let known = session.look(|desk| desk.workspace.has_rulebook(id));
    let small = small_rulebooks().iter().find(|rulebook| rulebook.id == id);
    match small.filter(|_| !known) {
        Some(rulebook) => {
            let set = Edit::SetRulebook {
                id: id.to_owned(),
                json: Some(rulebook.json.clone()),
            };
            let both = Edit::Several(vec![set, Edit::ChooseDefinition(id.to_owned())]);
            // What stands against it is said on the screen.
            let _ = session.apply_as(both, format!("Use {name}"));
        }
        None => session.choose_definition(id),
    }
}
