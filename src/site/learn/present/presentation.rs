//! The presentation itself: over the whole window, with its keys and its bar.

use super::full_screen;
use super::hands::Hands;
use super::keys::{Act, Focus, act};
use super::leave;
use super::presented::Presented;
use super::reveal::Reveal;
use super::story::Story;
use super::summary::Summary;
use super::verdicts::Verdicts;
use crate::app::focus_first;
use crate::slice;
use crate::toast::Toast;
use leptos::prelude::*;
use leptos::{ev, html};
use model::learn::{Place, Step};
use wasm_bindgen::JsCast;

/// The first field for hands that is empty, else the first.
const FIELDS: &str = ".present-field";

/// A dialog of the browser's own: the page behind it rests, and the focus stays inside.
#[component]
pub fn Presentation(shown: Presented) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let screen = NodeRef::<html::Div>::new();
    let black = RwSignal::new(false);
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get()
            && !dialog.open()
        {
            let _ = dialog.show_modal();
            focus_step(shown.place.get_untracked());
        }
    });
    // A step that is new is told: the focus goes to its heading, or to where hands are typed.
    Effect::new(move |before: Option<Place>| {
        let place = shown.place.get();
        if before.is_some_and(|before| before != place) {
            focus_step(place);
        }
        place
    });
    let toggle_screen = move || {
        let Some(element) = screen.get_untracked() else {
            return;
        };
        leptos::task::spawn_local(async move {
            if !full_screen::toggle(element.unchecked_into()).await {
                shown
                    .session
                    .warn("This browser does not give the page the whole screen.");
            }
        });
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if event.default_prevented() {
            return;
        }
        let key = event.key();
        let held = event.ctrl_key() || event.meta_key();
        let focus = focus_of(&event);
        let Some(act) = act(&key, held, event.alt_key(), event.shift_key(), focus) else {
            return;
        };
        let on_poll = matches!(shown.place.get_untracked(), Place::Case(_, Step::Poll));
        // Behind the last case the page keys scroll, as anywhere.
        let at_end = act == Act::Next && shown.place.get_untracked() == Place::Summary;
        if (act == Act::Hands && !on_poll) || (at_end && !black.get_untracked()) {
            return;
        }
        // The digit itself goes into the field that has the focus by then.
        if act != Act::Hands {
            event.prevent_default();
        }
        // What is not seen does not move.
        if black.get_untracked() && act != Act::Undo && act != Act::Redo {
            black.set(false);
            event.prevent_default();
            return;
        }
        match act {
            Act::Next => shown.next(),
            Act::Back => shown.back(),
            Act::FullScreen => toggle_screen(),
            Act::Black => black.set(true),
            Act::Hands => focus_field(),
            Act::Undo => shown.session.undo(),
            Act::Redo => shown.session.redo(),
            // The field itself counts up and down.
            Act::More | Act::Fewer => {}
        }
    };
    // Keys come to the page, not to the dialog, where nothing has the focus: Safari gives it to no button that is clicked.
    let keys = window_event_listener(ev::keydown, on_key);
    on_cleanup(move || keys.remove());
    let on_cancel = move |event: ev::Event| {
        event.prevent_default();
        if black.get_untracked() {
            black.set(false);
        } else if full_screen::is_on() {
            document().exit_fullscreen();
        } else {
            leave();
        }
    };
    let body = move || match shown.place.get() {
        Place::Summary => view! { <Summary shown /> }.into_any(),
        Place::Case(at, Step::Story) => view! { <Story shown at /> }.into_any(),
        Place::Case(at, Step::Poll) => view! { <Hands shown at /> }.into_any(),
        Place::Case(at, Step::Reveal) => view! { <Reveal shown at /> }.into_any(),
        Place::Case(at, Step::Verdicts) => view! { <Verdicts shown at /> }.into_any(),
    };
    let title = shown.look(|given| given.deck.title.clone());
    let class = move || match shown.place.get() {
        Place::Summary => "summary",
        Place::Case(_, step) => step.id(),
    };
    view! {
        <dialog
            class="present"
            aria-label=format!("Presenting {title}")
            node_ref=dialog
            on:cancel=on_cancel
            on:close=move |_| leave()
        >
            <div class="present-screen" class:present-black=move || black.get() node_ref=screen>
                <Progress shown />
                <section class="present-main" tabindex="0" aria-label="What is shown" data-step=class>
                    <Heading shown />
                    {body}
                </section>
                <ControlBar shown black toggle_screen />
                <Show when=move || black.get()>
                    <button type="button" class="present-curtain" on:click=move |_| black.set(false)>
                        "The screen is black. Press B to go on."
                    </button>
                </Show>
                <div class="unseen" role="status">
                    {move || shown.session.message.get().text}
                </div>
                <Toast session=shown.session />
            </div>
        </dialog>
    }
}

/// What the step is, for the eye and the ear.
#[component]
fn Heading(shown: Presented) -> impl IntoView {
    let cases = shown.cases();
    let text = move || match shown.place.get() {
        Place::Summary => ("Summary".to_owned(), "What the room said"),
        Place::Case(at, step) => (
            format!("Case {} of {cases}", at + 1),
            match step {
                Step::Story => "Who is this?",
                Step::Poll => "What do you say? Hands up",
                Step::Reveal => "The answer",
                Step::Verdicts => "What each definition says",
            },
        ),
    };
    view! {
        <h2 class="present-heading" tabindex="-1">
            <span>{move || text().0}</span>
            " "
            {move || text().1}
        </h2>
    }
}

/// How far the presentation has come.
#[component]
fn Progress(shown: Presented) -> impl IntoView {
    let cases = shown.cases().max(1);
    let part = move || {
        let done = match shown.place.get() {
            Place::Summary => cases,
            Place::Case(at, _) => at,
        };
        let (done, cases) = (u32::try_from(done), u32::try_from(cases));
        let share = f64::from(done.unwrap_or(0)) / f64::from(cases.unwrap_or(1));
        format!("{:.2}%", 100.0 * share)
    };
    view! {
        <div class="present-progress" aria-hidden="true">
            <i style:inline-size=part></i>
        </div>
    }
}

/// The bar for mouse and touch.
#[component]
fn ControlBar(
    shown: Presented,
    black: RwSignal<bool>,
    toggle_screen: impl Fn() + Copy + 'static,
) -> impl IntoView {
    let undo = Memo::new(move |_| {
        shown.session.learning.track();
        // What was done in other rooms is not taken back from here.
        shown
            .session
            .undo_label()
            .filter(|label| label.starts_with("Poll: ") || label == "Start the poll over")
    });
    let at_start = move || shown.place.get() == Place::START;
    let at_end = move || shown.place.get() == Place::Summary;
    view! {
        <div class="present-bar-keys" role="toolbar" aria-label="Presentation">
            <button
                type="button"
                class="quiet"
                aria-label="Back"
                aria-disabled=move || at_start().to_string()
                on:click=move |_| shown.back()
            >
                <svg class="icon" aria-hidden="true">
                    <use href="#icon-back"></use>
                </svg>
            </button>
            <button
                type="button"
                class="quiet present-next"
                aria-disabled=move || at_end().to_string()
                on:click=move |_| shown.next()
            >
                "Next"
                <svg class="icon present-turned" aria-hidden="true">
                    <use href="#icon-back"></use>
                </svg>
            </button>
            <span class="present-gap"></span>
            <Show when=move || undo.with(Option::is_some)>
                <button
                    type="button"
                    class="quiet"
                    aria-label=move || format!("Undo: {}", undo.get().unwrap_or_default())
                    on:click=move |_| shown.session.undo()
                >
                    <svg class="icon" aria-hidden="true">
                        <use href="#icon-undo"></use>
                    </svg>
                </button>
            </Show>
            <button type="button" class="quiet" on:click=move |_| black.set(true)>
                "Black"
                <kbd aria-hidden="true">"B"</kbd>
            </button>
            {full_screen::is_offered()
                .then(|| {
                    view! {
                        <button type="button" class="quiet" on:click=move |_| toggle_screen()>
                            "Full screen"
                            <kbd aria-hidden="true">"F"</kbd>
                        </button>
                    }
                })}
            <button type="button" class="quiet" on:click=move |_| leave()>
                "Leave"
            </button>
        </div>
    }
}

/// Where the focus is, for the meaning of a key.
fn focus_of(event: &ev::KeyboardEvent) -> Focus {
    let target = event.target();
    let element = target.and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let Some(element) = element else {
        return Focus::Page;
    };
    if let Some(field) = element.dyn_ref::<web_sys::HtmlInputElement>() {
        let at = |place: Result<Option<u32>, _>| place.ok().flatten().unwrap_or(0);
        let length = u32::try_from(field.value().encode_utf16().count()).unwrap_or(u32::MAX);
        return Focus::Field {
            begins: at(field.selection_start()) == 0,
            ends: at(field.selection_end()) >= length,
        };
    }
    match element.closest("button, a, summary") {
        Ok(Some(_)) => Focus::Button,
        _ => Focus::Page,
    }
}

/// Gives the focus to what is new, once it is there.
fn focus_step(place: Place) {
    leptos::task::spawn_local(async move {
        slice::breathe().await;
        if let Ok(Some(main)) = document().query_selector(".present-main") {
            main.set_scroll_top(0);
        }
        match place {
            Place::Case(_, Step::Poll) => focus_field(),
            _ => focus_first(".present-heading"),
        }
    });
}

/// Gives the focus to the first field that is empty, else to the first.
fn focus_field() {
    let Ok(all) = document().query_selector_all(FIELDS) else {
        return;
    };
    let fields: Vec<web_sys::HtmlInputElement> = (0..all.length())
        .filter_map(|at| all.get(at)?.dyn_into().ok())
        .collect();
    let empty = fields.iter().find(|field| field.value().is_empty());
    if let Some(field) = empty.or(fields.first()) {
        let _ = field.focus();
    }
}
