//! What the keys do.

use crate::app::Keys;
use crate::dialog::Dialog;
use crate::later::{NotFetched, PartOnceAsked};
use leptos::prelude::*;
use leptos::wasm_split::wasm_split;

/// Keys, each with what it does.
type Group = &'static [(&'static str, &'static [&'static str])];

const IN_TRIAGE: Group = &[
    ("Search", &["/"]),
    ("Next contact", &["j", "↓"]),
    ("Contact before", &["k", "↑"]),
    ("A page further", &["Page Down"]),
    ("A page back", &["Page Up"]),
    ("First, last contact", &["Home", "End"]),
    ("Open the contact", &["Enter"]),
    ("Close the contact", &["Esc"]),
    ("Answer the question", &["1", "–", "9"]),
    ("Choose the definition", &["d"]),
    ("Import a list", &["i"]),
    ("Undo", &["u", "Ctrl Z"]),
    ("Redo", &["Shift u", "Ctrl Shift Z"]),
];

const IN_LEARN: Group = &[
    ("Drill and test: choose an answer", &["1", "–", "9"]),
    ("Drill: then say how sure you are", &["1", "–", "3"]),
    ("Drill and test: go on", &["Enter"]),
    ("Presenting: go on, back", &["→", "←"]),
    ("Presenting: full screen, black", &["f", "b"]),
];

/// Where the dialog is once it was asked for.
#[component]
pub fn ShortcutsPlace(keys: Keys) -> impl IntoView {
    view! { <PartOnceAsked asked=keys.shown fetch=move || Box::pin(shortcuts_dialog(keys)) /> }
}

/// Fetches this and the other dialogs that are seldom asked for, before somebody does.
///
/// # Errors
/// They cannot be fetched now; they are fetched again when they are needed.
pub async fn fetch() -> Result<(), NotFetched> {
    Ok(fetch_dialogs().await?)
}

#[wasm_split(dialogs, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_dialogs))]
fn shortcuts_dialog(keys: Keys) -> Result<AnyView, NotFetched> {
    Ok(view! { <Shortcuts keys /> }.into_any())
}

/// The dialog that lists the keys and can switch the single ones off.
#[component]
fn Shortcuts(keys: Keys) -> impl IntoView {
    view! {
        <Dialog shown=keys.shown title="Keys">
            <div class="dialog-body">
                {group(IN_TRIAGE)} <h3>"In Learn"</h3> {group(IN_LEARN)}
            </div>
            <div class="dialog-foot">
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=keys.single
                        on:change=move |event| keys.single.set(event_target_checked(&event))
                    />
                    "Single keys work (switch off if you dictate)"
                </label>
            </div>
        </Dialog>
    }
}

fn group(keys: Group) -> impl IntoView {
    view! {
        <dl class="shortcuts">
            {keys
                .iter()
                .map(|(what, keys)| {
                    view! {
                        <div>
                            <dt>{*what}</dt>
                            <dd>{keys.iter().map(|key| view! { <kbd>{*key}</kbd> }).collect_view()}</dd>
                        </div>
                    }
                })
                .collect_view()}
        </dl>
    }
}
