//! The picker of the definition in use: the published ones and the team's own.

use crate::compare::ComparePlace;
use crate::session::Session;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A definition to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it says, in a sentence or two.
    pub summary: String,
    source: String,
}

/// The button with the definition in use, and the list it opens.
#[component]
pub fn Definitions(session: Session) -> impl IntoView {
    let popover = NodeRef::<html::Div>::new();
    let comparing = RwSignal::new(false);
    let choices = Memo::new(move |_| {
        session.rules.track();
        choices(session)
    });
    let current = Memo::new(move |_| {
        session.rules.track();
        session.look(|desk| (desk.rulebook.id.clone(), desk.rulebook.name.clone()))
    });
    let compare = move |_| {
        if let Some(popover) = popover.get_untracked() {
            let _ = popover.hide_popover();
        }
        comparing.set(true);
    };
    view! {
        <div class="definition-picker">
            <button
                type="button"
                class="button"
                popovertarget="definitions"
                aria-label=move || format!("Definition {}", current.get().1)
                title="What counts as a lead, a prospect, an opportunity (d)"
            >
                <span class="muted hide-medium">"Definition"</span>
                " "
                <b>{move || current.get().1}</b>
                <svg class="icon" aria-hidden="true">
                    <use href="#icon-down"></use>
                </svg>
            </button>
            <div id="definitions" class="popover" popover="auto" node_ref=popover>
                <fieldset>
                    <legend class="unseen">"Definition"</legend>
                    {move || {
                        choices
                            .get()
                            .into_iter()
                            .map(|choice| view! { <Pick session choice current=current.get().0 /> })
                            .collect_view()
                    }}
                </fieldset>
                <div class="popover-foot">
                    <button type="button" class="button small" on:click=compare>
                        "Compare all on this list"
                    </button>
                </div>
            </div>
        </div>
        <ComparePlace session shown=comparing />
    }
}

#[component]
fn Pick(session: Session, choice: Choice, current: String) -> impl IntoView {
    let Choice {
        id,
        name,
        summary,
        source,
    } = choice;
    let checked = id == current;
    view! {
        <label class="definition">
            <input
                type="radio"
                name="definition"
                prop:checked=checked
                on:change=move |_| session.choose_definition(&id)
            />
            <b>{name}</b>
            <small>{summary}</small>
            {(!source.is_empty()).then(|| view! { <small>{source}</small> })}
        </label>
    }
}

/// Opens or closes the list.
pub fn toggle() {
    let popover = document()
        .get_element_by_id("definitions")
        .and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(popover) = popover {
        let _ = popover.toggle_popover();
        crate::app::focus_first("#definitions input:checked");
    }
}

/// The definitions there are: the team's own, the default one, the other published ones.
pub fn choices(session: Session) -> Vec<Choice> {
    session.look(|desk| {
        let own = desk.workspace.rulebooks();
        let published = model::published()
            .iter()
            .filter(|p| !own.iter().any(|o| o.id == p.id));
        let (default, others): (Vec<_>, Vec<_>) =
            published.partition(|p| p.id == model::DEFAULT_RULEBOOK);
        own.iter()
            .chain(default)
            .chain(others)
            .map(|r| Choice {
                id: r.id.clone(),
                name: r.name.clone(),
                summary: r.summary.clone(),
                source: r.source.clone(),
            })
            .collect()
    })
}
