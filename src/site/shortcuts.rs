//! What the keys do.

use crate::app::Keys;
use crate::dialog::Dialog;
use leptos::prelude::*;

const KEYS: [(&str, &[&str]); 13] = [
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

/// The dialog that lists the keys and can switch the single ones off.
#[component]
pub fn Shortcuts(keys: Keys) -> impl IntoView {
    view! {
        <Dialog shown=keys.shown title="Keys">
            <div class="dialog-body">
                <dl class="shortcuts">
                    {KEYS
                        .iter()
                        .map(|(what, keys)| {
                            view! {
                                <div>
                                    <dt>{*what}</dt>
                                    <dd>
                                        {keys
                                            .iter()
                                            .map(|key| view! { <kbd>{*key}</kbd> })
                                            .collect_view()}
                                    </dd>
                                </div>
                            }
                        })
                        .collect_view()}
                </dl>
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
