//! What is recorded about a contact, each fact editable in place, and a way to add one.

use super::fact_field::FactField;
use crate::session::Session;
use leptos::prelude::*;
use model::facts::{ATTRIBUTES, attribute_label};

/// The facts.
#[component]
pub fn Facts(session: Session, row: u32) -> impl IntoView {
    // A fact that is emptied keeps its place until the contact is opened anew.
    let shown = RwSignal::new(recorded(session, row));
    Effect::new(move |_| {
        session.facts.track();
        let now = recorded(session, row);
        let new: Vec<String> = shown
            .with_untracked(|shown| now.into_iter().filter(|id| !shown.contains(id)).collect());
        if !new.is_empty() {
            shown.update(|shown| {
                shown.extend(new);
                shown.sort_by_key(|id| place(id));
            });
        }
    });
    view! {
        <h3>"Facts"</h3>
        <div class="facts">
            <For each=move || shown.get() key=Clone::clone let:id>
                <FactField session row id />
            </For>
        </div>
        <AddFact session shown />
    }
}

/// Adds a field for a fact that is not recorded yet.
#[component]
fn AddFact(session: Session, shown: RwSignal<Vec<String>>) -> impl IntoView {
    let others = move || {
        session.facts.track();
        let shown = shown.get();
        let custom: Vec<String> = session.look(|desk| {
            let columns = desk.workspace.table().columns().iter();
            columns
                .map(|c| c.id.to_string())
                .filter(|id| !ATTRIBUTES.iter().any(|(known, _)| known == id))
                .collect()
        });
        let standard = ATTRIBUTES.iter().map(|(id, _)| (*id).to_owned());
        standard
            .chain(custom)
            .filter(|id| !shown.contains(id))
            .collect::<Vec<_>>()
    };
    let add = move |event: leptos::ev::Event| {
        let id = event_target_value(&event);
        if id.is_empty() {
            return;
        }
        shown.update(|shown| shown.push(id.clone()));
        // The field is there after this turn; the cursor goes into it.
        request_animation_frame(move || {
            let name = super::fact_field::control_id(&id);
            if let Some(field) = document().get_element_by_id(&name) {
                use wasm_bindgen::JsCast;
                if let Some(field) = field.dyn_ref::<web_sys::HtmlElement>() {
                    let _ = field.focus();
                }
            }
        });
    };
    view! {
        <div class="add-fact">
            <select class="field" aria-label="Add a fact" prop:value="" on:change=add>
                {move || {
                    let mut options = vec![(String::new(), "Add a fact…".to_owned())];
                    options.extend(others().into_iter().map(|id| {
                        let label = attribute_label(&id).to_owned();
                        (id, label)
                    }));
                    options
                        .into_iter()
                        .map(|(id, label)| view! { <option value=id>{label}</option> })
                        .collect_view()
                }}
            </select>
        </div>
    }
}

/// The attributes recorded for a contact: the standard ones in their order, then the list's own.
fn recorded(session: Session, row: u32) -> Vec<String> {
    let mut ids: Vec<String> = session.look(|desk| {
        let columns = desk.workspace.table().columns().iter();
        columns
            .filter(|c| !c.get(row).is_empty())
            .map(|c| c.id.to_string())
            .collect()
    });
    ids.sort_by_key(|id| place(id));
    ids
}

fn place(id: &str) -> usize {
    ATTRIBUTES
        .iter()
        .position(|(known, _)| *known == id)
        .unwrap_or(ATTRIBUTES.len())
}
