//! One line under the funnel: what keeps the list from having leads or prospects, or what did not work.

use crate::session::Session;
use leptos::prelude::*;
use model::{Gate, missing_for, missing_sentence};

/// The line, when there is something to say.
#[component]
pub fn Notices(session: Session) -> impl IntoView {
    let missing = Memo::new(move |_| {
        session.assessments.track();
        session.staging.track();
        missing(session)
    });
    let problem = Memo::new(move |_| {
        Some(session.message.get())
            .filter(|m| m.problem)
            .map(|m| m.text)
    });
    view! {
        <div class="notices">
            <Show when=move || problem.get().is_some()>
                <div class="notice problem">
                    <p>
                        <b>"That did not work. "</b>
                        {move || problem.get()}
                    </p>
                    <button type="button" class="quiet" on:click=move |_| session.message.set(Default::default())>
                        "Close"
                    </button>
                </div>
            </Show>
            <Show when=move || missing.get().is_some()>
                <div class="notice" role="note">
                    <p>{move || missing.get()}</p>
                </div>
            </Show>
        </div>
    }
}

/// What keeps the list from having leads or prospects under the definition in use.
fn missing(session: Session) -> Option<String> {
    if session.staging.get_untracked().is_some() {
        return None;
    }
    session.look(|desk| {
        let [_, lead, prospect, opportunity, ..] = desk.engine.assessments().counts();
        let gate = match (lead + prospect + opportunity, prospect + opportunity) {
            (0, _) => Gate::Lead,
            (_, 0) => Gate::Prospect,
            _ => return None,
        };
        let missing = missing_for(&desk.rulebook, desk.workspace.table(), gate);
        Some(missing_sentence(&desk.rulebook, gate, &missing))
    })
}
