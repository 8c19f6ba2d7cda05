//! Before the first list: what to do, in one sentence, and a sample to try.

use super::view::View;
use crate::import::{self, Brought};
use crate::session::Session;
use crate::words;
use leptos::html;
use leptos::prelude::*;
use model::Stage;

/// The empty room.
#[component]
pub fn Empty(session: Session, view: View) -> impl IntoView {
    let file = NodeRef::<html::Input>::new();
    let chosen = move |_| {
        let Some(input) = file.get_untracked() else {
            return;
        };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            view.brought.set(Some(Brought::File(file)));
        }
        // The same file can be chosen again.
        input.set_value("");
    };
    let choose = move |_| {
        if let Some(input) = file.get_untracked() {
            input.click();
        }
    };
    view! {
        <section class="list empty" aria-label="No contacts yet">
            <div class="path-shapes" aria-hidden="true">
                {[Stage::Contact, Stage::Lead, Stage::Prospect, Stage::Opportunity]
                    .map(|stage| {
                        view! {
                            <span class=format!("stage {}", words::stage_class(stage))>
                                <svg class="shape">
                                    <use href=words::stage_shape(stage)></use>
                                </svg>
                                {stage.label()}
                            </span>
                        }
                    })
                    .collect_view()}
            </div>
            <h2>"Drop a list of contacts and see who is a lead, a prospect or an opportunity, and why"</h2>
            <div class="drop">
                <div class="row">
                    <button type="button" class="button primary" on:click=choose>
                        "Choose a file"
                    </button>
                    <button type="button" class="button" on:click=move |_| view.import.set(true)>
                        "Paste from a spreadsheet"
                    </button>
                </div>
                <small>"CSV from HubSpot, Salesforce, Pipedrive, Zoho, Apollo, LinkedIn or any other"</small>
                <input
                    type="file"
                    class="unseen"
                    tabindex="-1"
                    aria-label="File with contacts"
                    accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
                    node_ref=file
                    on:change=chosen
                />
            </div>
            <button type="button" class="link" on:click=move |_| import::load_sample(session)>
                "Load 200 sample contacts"
            </button>
            <p class="promise">"Your data stays in this browser. Nothing is sent anywhere."</p>
        </section>
    }
}
