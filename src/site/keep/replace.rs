//! Opening a saved file in place of what is here.

use super::kept::Kept;
use super::save_file;
use crate::words;
use leptos::html;
use leptos::prelude::*;
use model::{Workspace, json, workspace_from_json};
use store::segment_names;
use wasm_bindgen_futures::JsFuture;

/// A file that was read and waits for a yes.
#[derive(Clone, Default)]
struct Waiting {
    name: String,
    workspace: Option<Workspace>,
    refusal: Option<String>,
}

/// Choosing a file, and a question before it takes the place of what is here.
#[component]
pub fn Replace(kept: Kept) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let waiting = RwSignal::new_local(Waiting::default());
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            leptos::task::spawn_local(async move {
                let read = read(&file).await;
                let name = file.name();
                let (workspace, refusal) = match read {
                    Ok(workspace) => (Some(workspace), None),
                    Err(why) => (None, Some(why)),
                };
                // The dialog may have been closed meanwhile.
                let _ = waiting.try_set(Waiting {
                    name,
                    workspace,
                    refusal,
                });
            });
        }
        input.set_value("");
    };
    let open = move |_| {
        let file = waiting.get_untracked();
        waiting.set(Waiting::default());
        if let Some(workspace) = file.workspace {
            put(kept, workspace);
            kept.dialog.set(false);
            kept.session.say(format!("Opened {}.", file.name));
        }
    };
    let here = move || kept.session.look(|desk| desk.workspace.table().rows());
    let question = move || {
        waiting.with(|file| {
            let workspace = file.workspace.as_ref()?;
            let rows = workspace.table().rows();
            let coming = words::counted(rows, "contact");
            Some(match here() {
                0 => format!("Open “{}” with {coming}?", file.name),
                rows => format!(
                    "Replace the {} here by “{}” with {coming}? This cannot be undone.",
                    words::counted(rows, "contact"),
                    file.name
                ),
            })
        })
    };
    view! {
        <section>
            <h3>"Restore"</h3>
            <div class="data-row">
                <button
                    type="button"
                    class="button"
                    disabled=move || kept.session.read_only.get()
                    on:click=move |_| {
                        if let Some(input) = input.get_untracked() {
                            input.click();
                        }
                    }
                >
                    "Open a saved file"
                </button>
                <p>"A file from “Download your data”. It takes the place of what is here."</p>
                <input
                    type="file"
                    class="unseen"
                    tabindex="-1"
                    aria-label="Saved file"
                    accept=".json,application/json"
                    node_ref=input
                    on:change=chosen
                />
            </div>
            <div role="status">
                <Show when=move || waiting.with(|file| file.refusal.is_some())>
                    <p class="data-problem">{move || waiting.with(|file| file.refusal.clone())}</p>
                </Show>
                <Show when=move || question().is_some()>
                    <div class="data-ask">
                        <p>{question}</p>
                        <div class="data-buttons">
                            <Show when=move || here() != 0>
                                <button
                                    type="button"
                                    class="button"
                                    on:click=move |_| save_file::workspace(kept.session)
                                >
                                    "Download what is here first"
                                </button>
                            </Show>
                            <button type="button" class="button primary" on:click=open>
                                {move || if here() == 0 { "Open it" } else { "Replace it" }}
                            </button>
                            <button type="button" class="button" on:click=move |_| waiting.set(Waiting::default())>
                                "Cancel"
                            </button>
                        </div>
                    </div>
                </Show>
            </div>
        </section>
    }
}

async fn read(file: &web_sys::File) -> Result<Workspace, String> {
    let name = file.name();
    let text = JsFuture::from(file.text())
        .await
        .ok()
        .and_then(|text| text.as_string())
        .ok_or_else(|| format!("“{name}” could not be read."))?;
    let json = json::parse(&text).map_err(|error| {
        format!("“{name}” is not a file saved by Leadlens: {error}. Nothing was changed.")
    })?;
    workspace_from_json(&json, crate::clock::today())
        .map_err(|error| format!("“{name}” cannot be opened: {error}. Nothing was changed."))
}

/// Puts a workspace in the place of the one that is open, also where it is kept.
pub(super) fn put(kept: Kept, workspace: Workspace) {
    let before: Vec<String> = kept
        .session
        .look(|desk| segment_names(&desk.workspace).collect());
    kept.session.open(workspace);
    kept.mark_all(before);
}
