//! The dialog about the data: where it is, how to take it along, how to be rid of it.

use super::asides::Asides;
use super::delete::Delete;
use super::kept::Kept;
use super::notice::State;
use super::replace::Replace;
use super::save_file;
use super::size::{ROOM, size};
use crate::dialog::Dialog;
use crate::later::{NotFetched, PartOnceAsked};
use leptos::prelude::*;
use leptos::wasm_split::wasm_split;

/// Where the dialog is once it was asked for.
#[component]
pub fn DataPlace(kept: Kept) -> impl IntoView {
    view! { <PartOnceAsked asked=kept.dialog fetch=move || Box::pin(data_dialog(kept)) /> }
}

#[wasm_split(dialogs, wasm_split_path = leptos::wasm_split, fallible)]
fn data_dialog(kept: Kept) -> Result<AnyView, NotFetched> {
    Ok(view! { <DataDialog kept /> }.into_any())
}

/// The dialog. Opens when [`Kept::dialog`] turns true.
#[component]
fn DataDialog(kept: Kept) -> impl IntoView {
    view! {
        <Dialog shown=kept.dialog title="Your data">
            <div class="dialog-body data">
                <Where kept />
                <section>
                    <h3>"Take it along"</h3>
                    <div class="data-row">
                        <button
                            type="button"
                            class="button primary"
                            on:click=move |_| save_file::workspace(kept.session)
                        >
                            "Download your data"
                        </button>
                        <p>"Everything in one file: lists, answers, definitions. Open it here or in another browser."</p>
                    </div>
                    <div class="data-row">
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| leptos::task::spawn_local(save_file::csv(kept.session))
                        >
                            "Download as CSV"
                        </button>
                        <p>"The contacts with their stage, for a spreadsheet. Cells that look like formulas are made harmless."</p>
                    </div>
                </section>
                <Replace kept />
                <Asides kept />
                <Delete kept />
            </div>
        </Dialog>
    }
}

#[component]
fn Where(kept: Kept) -> impl IntoView {
    let share = move || kept.size.get() as f64 / ROOM as f64;
    let sentence = move || match kept.state.get() {
        State::ThisTabOnly => {
            "Your data is in this tab only and is gone when you close it. Nothing is sent anywhere."
        }
        State::OtherTab => {
            "Your data is kept in this browser, by another tab. Nothing is sent anywhere."
        }
        _ => "Your data is kept in this browser, on this computer. Nothing is sent anywhere.",
    };
    view! {
        <section>
            <p>{sentence}</p>
            <Show when=move || kept.size.get() != 0>
                <div class="data-room">
                    <meter
                        min="0"
                        max="1"
                        high="0.8"
                        prop:value=share
                        aria-label="Room taken in this browser"
                    ></meter>
                    <span>{move || format!("{} of about {}", size(kept.size.get()), size(ROOM))}</span>
                </div>
            </Show>
            <p class="muted">
                "Safari forgets sites you have not visited for 7 days, and clearing your browser's data clears this too. Keep a downloaded copy of what you cannot lose."
            </p>
        </section>
    }
}
