//! Something long under way: how far it is, and a way out.

use super::importing::Importing;
use crate::words;
use leptos::prelude::*;

/// The step.
#[component]
pub fn Work(importing: Importing) -> impl IntoView {
    let way = importing.way;
    let rows = move || words::counted(way.with(|way| way.rows), "row");
    // Said aloud at the quarters; a voice that counts every row is no help.
    let quarter = Memo::new(move |_| way.with(|way| (way.share * 4.0).floor() as u32 * 25));
    view! {
        <div class="dialog-body import-work">
            <p>
                <b>{move || way.with(|way| way.what)}</b>
                " "
                {move || importing.name.get()}
            </p>
            <progress max="1" prop:value=move || way.with(|way| way.share) aria-label="Progress"></progress>
            <p class="muted" aria-hidden="true">{rows}</p>
            <p class="unseen" role="status">
                {move || format!("{} {} %, {}", way.with_untracked(|way| way.what), quarter.get(), untrack(rows))}
            </p>
        </div>
        <div class="dialog-foot">
            <button type="button" class="button" autofocus on:click=move |_| importing.call_off()>
                "Cancel"
            </button>
        </div>
    }
}
