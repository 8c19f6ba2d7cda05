//! The first step: a file, or cells from a spreadsheet.

use super::importing::Importing;
use crate::{keep, words};
use leptos::html;
use leptos::prelude::*;

/// The step.
#[component]
pub fn Choose(importing: Importing) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let over = RwSignal::new(false);
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            importing.read_file(file);
        }
        // The same file can be chosen again.
        input.set_value("");
    };
    let on_drop = move |event: leptos::ev::DragEvent| {
        over.set(false);
        let files = event.data_transfer().and_then(|data| data.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            event.prevent_default();
            event.stop_propagation();
            importing.read_file(file);
        }
    };
    view! {
        <div class="dialog-body import-choose">
            <div role="alert">
                <Show when=move || importing.refusal.with(Option::is_some)>
                    <p class="import-refusal">{move || importing.refusal.get()}</p>
                </Show>
            </div>
            <div
                class="drop import-drop"
                class:over=over
                on:dragover=move |event| {
                    event.prevent_default();
                    over.set(true);
                }
                on:dragleave=move |_| over.set(false)
                on:drop=on_drop
            >
                <p>
                    <b>"Drop a file here"</b>
                    " or "
                    <button
                        type="button"
                        class="button primary"
                        autofocus
                        on:click=move |_| {
                            if let Some(input) = input.get_untracked() {
                                input.click();
                            }
                        }
                    >
                        "Choose a file"
                    </button>
                </p>
                <small>"CSV from HubSpot, Salesforce, Pipedrive, Zoho, Apollo, LinkedIn or any other, up to 256 MB"</small>
                <input
                    type="file"
                    class="unseen"
                    tabindex="-1"
                    aria-label="File with contacts"
                    accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
                    node_ref=input
                    on:change=chosen
                />
            </div>
            <Paste importing />
            <p class="muted">"The list is read on this computer. Nothing is sent anywhere."</p>
            <Here importing />
        </div>
    }
}

/// A field for pasted cells. They are read as soon as they are there.
#[component]
fn Paste(importing: Importing) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let on_paste = move |event: web_sys::ClipboardEvent| {
        let data = event.clipboard_data();
        let pasted = data
            .and_then(|data| data.get_data("text/plain").ok())
            .unwrap_or_default();
        // A whole table need not go through the field, which would be slow for a long one.
        if text.with_untracked(|text| text.trim().is_empty()) && pasted.trim().lines().count() > 1 {
            event.prevent_default();
            importing.read_text(pasted);
        }
    };
    view! {
        <form
            class="import-paste"
            on:submit=move |event| {
                event.prevent_default();
                importing.read_text(text.get_untracked());
            }
        >
            <label for="import-paste">"Or paste cells from a spreadsheet, with their headers"</label>
            <textarea
                id="import-paste"
                class="field"
                rows="4"
                spellcheck="false"
                placeholder="Name    Company    E-mail"
                on:paste=on_paste
                on:input=move |event| text.set(event_target_value(&event))
            ></textarea>
            <button type="submit" class="button" disabled=move || text.with(|text| text.trim().is_empty())>
                "Read these cells"
            </button>
        </form>
    }
}

/// What is here already. Narrow screens have no side bar to find it in.
#[component]
fn Here(importing: Importing) -> impl IntoView {
    let (session, view) = (importing.session, importing.view);
    let data = keep::data_dialog(session);
    let lists = session.look(|desk| {
        let lists = desk.workspace.lists().iter();
        lists
            .map(|list| (list.name.clone(), list.rows))
            .collect::<Vec<_>>()
    });
    let any = !lists.is_empty();
    let lists = lists.into_iter().enumerate().map(|(at, (name, rows))| {
        let open = move |_| {
            view.import.set(false);
            view.list.set(Some(at));
        };
        view! {
            <li>
                <button type="button" class="link" on:click=open>
                    {name}
                </button>
                <span class="muted">{words::counted(rows, "contact")}</span>
            </li>
        }
    });
    let lists = lists.collect_view();
    view! {
        <section class="import-here">
            {any.then(|| view! {
                <h3>"Lists here already"</h3>
                <ul>{lists}</ul>
            })}
            <button
                type="button"
                class="link"
                on:click=move |_| {
                    view.import.set(false);
                    data.set(true);
                }
            >
                "Your data: download, restore, delete"
            </button>
        </section>
    }
}
