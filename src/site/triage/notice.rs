//! One line under the funnel: what keeps the list from having leads or prospects, or what did not work.

use super::sentences::Sentences;
use crate::session::Session;
use leptos::prelude::*;

/// The line, when there is something to say.
#[component]
pub fn Notices(session: Session, sentences: RwSignal<Option<Sentences>>) -> impl IntoView {
    let missing = Memo::new(move |_| {
        session.assessments.track();
        let staging = session.staging.get().is_some();
        let sentences = sentences.get().filter(|_| !staging)?;
        session.look(sentences.missing)
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
