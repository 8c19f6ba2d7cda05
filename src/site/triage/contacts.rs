//! The table of contacts: its head, its keys, its life.

use super::pane::Pane;
use super::sentences::Sentences;
use super::view::{Column, View};
use crate::keys::{self, Move};
use crate::session::Session;
use crate::slice::{breathe, wait};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, closure::Closure};

/// A move asked for from outside the table, such as `j`; counted, so that the same move counts again.
pub type Moves = RwSignal<Option<(Move, u32)>>;

/// The table.
#[component]
pub fn Contacts(
    session: Session,
    view: View,
    sentences: RwSignal<Option<Sentences>>,
    moves: Moves,
) -> impl IntoView {
    let body = NodeRef::<html::Div>::new();
    let space = NodeRef::<html::Div>::new();
    let layer = NodeRef::<html::Div>::new();
    let pane: StoredValue<Option<Rc<RefCell<Pane>>>, LocalStorage> = StoredValue::new_local(None);
    let with = move |act: &mut dyn FnMut(&mut Pane)| {
        if let Some(pane) = pane.try_get_value().flatten() {
            let left = pane.try_borrow_mut().is_ok_and(|mut pane| {
                act(&mut pane);
                pane.is_left()
            });
            if left {
                finish(&pane);
            }
        }
    };
    let ready = RwSignal::new(false);
    Effect::new(move |_| {
        let (Some(body), Some(space), Some(layer)) = (body.get(), space.get(), layer.get()) else {
            return;
        };
        leptos::task::spawn_local(async move {
            // To measure is to lay the whole room out, which has just been made: that is a turn of its own.
            breathe().await;
            let element = body.clone().into();
            let made = Pane::new(session, view, element, space.into(), layer.into());
            // The list may have gone meanwhile.
            if pane
                .try_set_value(Some(Rc::new(RefCell::new(made))))
                .is_none()
            {
                follow_size(&body, move || with(&mut Pane::measure));
                let _ = ready.try_set(true);
            }
        });
    });
    Effect::new(move |_| {
        let rows = view.rows.get();
        if ready.get() {
            with(&mut |pane| pane.show(rows.clone()));
            if let Some(cursor) = view.cursor.get_untracked() {
                with(&mut |pane| pane.reveal(cursor));
            }
        }
    });
    Effect::new(move |_| {
        session.facts.track();
        session.assessments.track();
        if ready.get() {
            with(&mut Pane::refresh);
        }
    });
    Effect::new(move |_| {
        view.cursor.track();
        view.open.track();
        if ready.get() {
            with(&mut |pane| pane.mark(false));
        }
    });
    Effect::new(move |_| {
        if sentences.get().is_some() {
            with(&mut |pane| {
                pane.say_more();
            });
        }
    });
    let go = move |to: Move, focus: bool| {
        let rows = view.rows.get_untracked();
        let page = pane
            .get_value()
            .and_then(|pane| pane.try_borrow().ok().map(|p| p.page()))
            .unwrap_or(1);
        let Some(cursor) = keys::target(view.cursor.get_untracked(), rows.len(), page, to) else {
            return;
        };
        view.cursor.set(Some(cursor));
        if to == Move::Open || view.open.get_untracked().is_some() {
            view.open.set(rows.get(cursor).copied());
        }
        with(&mut |pane| pane.reveal(cursor));
        if focus {
            with(&mut |pane| pane.mark(true));
        }
    };
    Effect::new(move |_| {
        if let Some((to, _)) = moves.get() {
            go(to, true);
        }
    });
    let on_key = move |event: ev::KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        if let Some(to) = keys::in_table(&event.key()) {
            event.prevent_default();
            go(to, true);
        }
    };
    let place_of = move |event: &web_sys::Event| {
        let node: web_sys::Node = event.target()?.dyn_into().ok()?;
        pane.get_value()?.try_borrow().ok()?.index_of(&node)
    };
    let on_click = move |event: ev::MouseEvent| {
        if let Some(index) = place_of(&event) {
            view.cursor.set(Some(index));
            view.open.set(view.rows.get_untracked().get(index).copied());
            with(&mut |pane| pane.mark(true));
        }
    };
    let on_focus = move |event: ev::FocusEvent| {
        if let Some(index) = place_of(&event)
            && view.cursor.get_untracked() != Some(index)
        {
            view.cursor.set(Some(index));
        }
    };
    let resting = Rc::new(Cell::new(0_u32));
    let on_scroll = move |_: ev::Event| {
        with(&mut Pane::scrolled);
        let turn = resting.get().wrapping_add(1);
        resting.set(turn);
        let resting = resting.clone();
        leptos::task::spawn_local(async move {
            wait(180).await;
            if resting.get() == turn {
                with(&mut Pane::settle);
            }
        });
    };
    view! {
        <div
            class="contacts"
            role="grid"
            aria-label="Contacts"
            aria-rowcount=move || (view.rows.get().len() + 1).to_string()
            aria-colcount=Column::ALL.len().to_string()
            aria-busy=move || view.arranging.get().to_string()
            on:keydown=on_key
        >
            <div class="contacts-head" role="rowgroup">
                <div class="contacts-row" role="row" aria-rowindex="1">
                    {Column::ALL.map(|column| view! { <Head view column /> }).collect_view()}
                </div>
            </div>
            <div
                class="contacts-body"
                role="rowgroup"
                tabindex="-1"
                node_ref=body
                on:scroll=on_scroll
                on:click=on_click
                on:focusin=on_focus
            >
                <div class="contacts-space" role="presentation" node_ref=space>
                    <div class="contacts-layer" role="presentation" node_ref=layer></div>
                </div>
            </div>
        </div>
    }
}

/// The head of a column: a button that orders by it.
#[component]
fn Head(view: View, column: Column) -> impl IntoView {
    let title = match column {
        Column::Engagement => "Engagement: what they did, 0 to 100",
        Column::Fit => "Fit: who they are, 0 to 100; a range while facts are missing",
        Column::Grade => "Grade: fit as a letter, engagement as a number",
        _ => "",
    };
    view! {
        <div
            class=column.class()
            role="columnheader"
            aria-sort=move || view.order.get().aria(column)
        >
            <button
                type="button"
                title=(!title.is_empty()).then_some(title)
                on:click=move |_| view.order.update(|order| *order = order.pressed(column))
            >
                {column.label()}
                <svg aria-hidden="true">
                    <use href="#icon-down"></use>
                </svg>
            </button>
        </div>
    }
}

/// Says why and what next for the rows that could not say it in time, a little in every frame.
fn finish(pane: &Rc<RefCell<Pane>>) {
    let pane = Rc::clone(pane);
    request_animation_frame(move || {
        let left = pane
            .try_borrow_mut()
            .is_ok_and(|mut pane| pane.is_left() && pane.say_more());
        if left {
            finish(&pane);
        }
    });
}

/// Calls back when an element's size changes, as long as it is on the page.
fn follow_size(element: &web_sys::HtmlDivElement, changed: impl Fn() + 'static) {
    // The observer begins by telling the size there is, which is known.
    let told = Cell::new(false);
    let changed = Closure::<dyn Fn()>::new(move || {
        if told.replace(true) {
            changed();
        }
    });
    if let Ok(observer) = web_sys::ResizeObserver::new(changed.as_ref().unchecked_ref()) {
        observer.observe(element);
    }
    // The observer lives as long as the element and calls back until then.
    changed.forget();
}
