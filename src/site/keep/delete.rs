//! Deleting everything, once it is sure that somebody wants that.

use super::kept::Kept;
use super::notice::State;
use crate::clock;
use leptos::prelude::*;
use model::Workspace;

/// What has to be typed.
const WORD: &str = "delete";

/// The part of the dialog that deletes.
#[component]
pub fn Delete(kept: Kept) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let sure = move || typed.with(|typed| typed.trim().eq_ignore_ascii_case(WORD));
    let delete = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !sure() {
            return;
        }
        match everything(kept) {
            Ok(()) => {
                kept.dialog.set(false);
                kept.session.say("Everything is deleted.");
            }
            Err(why) => kept.session.warn(why),
        }
    };
    view! {
        <section>
            <h3>"Delete everything"</h3>
            <p>
                "Deletes all lists, answers and definitions from this browser, for good. Download your data first if you may want it back."
            </p>
            <form class="data-delete" on:submit=delete>
                <label for="data-delete">"Type “delete” to confirm"</label>
                <input
                    id="data-delete"
                    class="field"
                    type="text"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    disabled=move || kept.state.get() == State::OtherTab
                    prop:value=typed
                    on:input=move |event| typed.set(event_target_value(&event))
                />
                <button type="submit" class="button danger" disabled=move || !sure()>
                    "Delete everything"
                </button>
            </form>
            <Show when=move || kept.state.get() == State::OtherTab>
                <p class="muted">"Another tab is editing. Delete there, or edit here instead first."</p>
            </Show>
        </section>
    }
}

/// Deletes what is kept and what is open.
fn everything(kept: Kept) -> Result<(), String> {
    let deleted = kept.with(|desk| {
        desk.forget();
        desk.keeper.as_mut().map(store::Keeper::delete_everything)
    });
    if let Some(Some(Err(error))) = deleted {
        kept.mark_all([]);
        return Err(error.to_string());
    }
    kept.session
        .open(Workspace::new("Leadlens", clock::today()));
    if kept.with(|desk| desk.keeper.is_some()) == Some(true) {
        // What a later version wrote is gone as well, so this one may write again.
        kept.session.read_only.set(false);
        kept.notices.set(Vec::new());
        kept.state.set(State::Saved);
    }
    kept.measure();
    Ok(())
}
