//! The quiz as a visitor sees it: the real element, at the width of a phone or of a desk.

use super::draft::Draft;
use crate::slice;
use leptos::html;
use leptos::prelude::*;
use serde_json::Value;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::Element;

/// Milliseconds after the last letter at which the preview follows.
const PATIENCE: i32 = 250;
/// CSS pixels of a desk's window.
const DESK: f64 = 1280.0;
/// The script of the element, from this page.
const SCRIPT: &str = "./embed/leadlens.js";

/// The events of the element that are shown.
const EVENTS: [&str; 5] = [
    "leadlens-start",
    "leadlens-step",
    "leadlens-result",
    "leadlens-submit",
    "leadlens-error",
];

/// The preview.
#[component]
pub fn Preview(draft: Draft) -> impl IntoView {
    let wide = RwSignal::new(false);
    let theme = RwSignal::new("auto");
    let last = RwSignal::new(None::<(String, String)>);
    let failed = RwSignal::new(false);
    let place = NodeRef::<html::Div>::new();
    let scale = RwSignal::new(1.0_f64);
    load_script(failed);
    let shown = StoredValue::new_local(None::<Shown>);
    Effect::new(move |_| {
        if let Some(place) = place.get()
            && shown.with_value(Option::is_none)
        {
            shown.set_value(Shown::within(&place, last));
        }
    });
    follow(draft, shown);
    Effect::new(move |_| {
        let theme = theme.get();
        place.track();
        shown.with_value(|shown| {
            if let Some(shown) = shown {
                let _ = shown.element.set_attribute("theme", theme);
            }
        });
    });
    let fit = move || {
        if let Some(place) = place.get_untracked() {
            let room = place
                .parent_element()
                .map_or(DESK, |e| f64::from(e.client_width()));
            scale.set(if wide.get_untracked() {
                (room / DESK).min(1.0)
            } else {
                1.0
            });
        }
    };
    Effect::new(move |_| {
        wide.track();
        place.track();
        fit();
    });
    let handle = window_event_listener(leptos::ev::resize, move |_| fit());
    on_cleanup(move || {
        handle.remove();
        // Before the closures it calls.
        shown.update_value(|shown| drop(shown.take()));
    });
    let again = move |_| {
        shown.with_value(|shown| {
            if let Some(shown) = shown {
                shown.call("reset");
            }
        });
        last.set(None);
    };
    let has_logo = Memo::new(move |_| draft.shown.with(|q| q.pointer("/branding/logo").is_some()));
    view! {
        <div class="quiz-tools">
            <div class="choice" role="radiogroup" aria-label="Width">
                <Radio name="quiz-width" label="Phone" on=Signal::derive(move || !wide.get()) choose=Callback::new(move |()| wide.set(false)) />
                <Radio name="quiz-width" label="Desk" on=Signal::derive(move || wide.get()) choose=Callback::new(move |()| wide.set(true)) />
            </div>
            <div class="choice" role="radiogroup" aria-label="Colours">
                {[("auto", "As here"), ("light", "Light"), ("dark", "Dark")]
                    .map(|(id, label)| {
                        view! {
                            <Radio
                                name="quiz-theme"
                                label
                                on=Signal::derive(move || theme.get() == id)
                                choose=Callback::new(move |()| theme.set(id))
                            />
                        }
                    })
                    .collect_view()}
            </div>
            <button type="button" class="button small" on:click=again>
                "Start again"
            </button>
        </div>
        <Show when=move || failed.get()>
            <p class="quiz-problem" role="alert">
                "The quiz’s script could not be fetched, so there is no preview. Check your connection and open this room again."
            </p>
        </Show>
        {move || {
            let problem = draft.ready.with(|ready| ready.as_ref().err().map(|p| p.sentence.clone()));
            problem.map(|text| view! { <p class="quiz-note">"The preview waits, as the quiz cannot be played now. " {text}</p> })
        }}
        <Show when=move || has_logo.get()>
            <p class="quiz-note">"Your logo is shown on your page. This one fetches nothing from elsewhere."</p>
        </Show>
        <div class="quiz-screen" class:wide=wide>
            <div
                class="quiz-stage"
                node_ref=place
                style:width=move || if wide.get() { format!("{DESK}px") } else { String::new() }
                style:zoom=move || format!("{:.3}", scale.get())
            ></div>
        </div>
        <details class="quiz-events">
            <summary>"What your page is told"</summary>
            {move || match last.get() {
                None => view! { <p class="muted">"Answer a question and look here. Nothing is sent from this preview."</p> }.into_any(),
                Some((name, detail)) => {
                    view! {
                        <p>
                            <code>{name}</code>
                        </p>
                        <pre tabindex="0" aria-label="The event’s detail">{detail}</pre>
                    }
                        .into_any()
                }
            }}
        </details>
    }
}

#[component]
fn Radio(
    name: &'static str,
    label: &'static str,
    on: Signal<bool>,
    choose: Callback<()>,
) -> impl IntoView {
    view! {
        <label>
            <input type="radio" name=name prop:checked=on on:change=move |_| choose.run(()) />
            {label}
        </label>
    }
}

/// The element in its place.
struct Shown {
    element: Element,
    /// What listens to it, as long as it is there.
    _listening: Closure<dyn Fn(web_sys::Event)>,
}

impl Drop for Shown {
    fn drop(&mut self) {
        self.element.remove();
    }
}

impl Shown {
    fn within(place: &Element, last: RwSignal<Option<(String, String)>>) -> Option<Shown> {
        let element = document().create_element("leadlens-quiz").ok()?;
        let visit = kept_visit();
        element.set_attribute("loading", "eager").ok()?;
        let listening = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
            let name = event.type_();
            if name == "leadlens-submit" {
                // A preview sends nothing, and nobody's consent in it counts.
                event.prevent_default();
                keep_visit(visit.as_deref());
            }
            let detail = js_sys::Reflect::get(&event, &"detail".into()).unwrap_or_default();
            let text =
                js_sys::JSON::stringify_with_replacer_and_space(&detail, &JsValue::NULL, &2.into());
            let text = text.ok().and_then(|text| text.as_string());
            let _ = last.try_set(Some((name, text.unwrap_or_default())));
        });
        for name in EVENTS {
            let callback = listening.as_ref().unchecked_ref();
            element
                .add_event_listener_with_callback(name, callback)
                .ok()?;
        }
        place.append_child(&element).ok()?;
        Some(Shown {
            element,
            _listening: listening,
        })
    }

    /// Shows a quiz, and leaves the visitor where they were as far as the questions they answered are still there.
    fn show(&self, quiz: &Value) {
        let state = js_sys::Reflect::get(&self.element, &"state".into()).unwrap_or_default();
        let Ok(json) = js_sys::JSON::parse(&quiz.to_string()) else {
            return;
        };
        let _ = js_sys::Reflect::set(&self.element, &"quiz".into(), &json);
        if !state.is_null() && !state.is_undefined() && fits(&state, quiz) {
            let _ = js_sys::Reflect::set(&self.element, &"state".into(), &state);
        }
    }

    fn call(&self, method: &str) {
        let found = js_sys::Reflect::get(&self.element, &method.into());
        if let Some(method) = found
            .ok()
            .and_then(|m| m.dyn_into::<js_sys::Function>().ok())
        {
            let _ = method.call0(&self.element);
        }
    }
}

/// Where the element keeps who came and from where, once they consented.
const VISIT: &str = "leadlens-quiz-visit";

/// What the element has kept on this origin, perhaps of a real visit to the quiz's own page.
fn kept_visit() -> Option<String> {
    window().local_storage().ok()??.get_item(VISIT).ok()?
}

/// Puts back what was kept.
fn keep_visit(before: Option<&str>) {
    let Ok(Some(storage)) = window().local_storage() else {
        return;
    };
    // Where storage is full or blocked, nothing was written either.
    let _ = match before {
        Some(before) => storage.set_item(VISIT, before),
        None => storage.remove_item(VISIT),
    };
}

/// Whether all questions on a visitor's way are in a quiz.
fn fits(state: &JsValue, quiz: &Value) -> bool {
    let path = js_sys::Reflect::get(state, &"path".into()).unwrap_or_default();
    let questions = quiz.get("questions").and_then(Value::as_array);
    let is_asked = |id: JsValue| {
        let id = id.as_string();
        let mut questions = questions.into_iter().flatten();
        questions.any(|q| q.get("id").and_then(Value::as_str) == id.as_deref())
    };
    let place = js_sys::Reflect::get(state, &"place".into()).unwrap_or_default();
    // After the last question there is nothing to go on with: what it says may be what changed.
    place.as_string().as_deref() == Some("question")
        && js_sys::Array::from(&path).iter().all(is_asked)
}

/// Keeps the element up to date with what is edited, a moment after the last letter.
fn follow(draft: Draft, shown: StoredValue<Option<Shown>, LocalStorage>) {
    let turn = Rc::new(RefCell::new(0_u32));
    let before = Rc::new(RefCell::new(None::<Value>));
    Effect::new(move |_| {
        let Ok(mut quiz) = draft.played() else {
            return;
        };
        if let Some(members) = quiz.as_object_mut() {
            members.shift_remove("submit");
        }
        if let Some(branding) = quiz.get_mut("branding").and_then(Value::as_object_mut) {
            branding.shift_remove("logo");
        }
        // Whatever still waits to be shown is out of date.
        let mine = {
            let mut turn = turn.borrow_mut();
            *turn += 1;
            *turn
        };
        if before.borrow().as_ref() == Some(&quiz) {
            return;
        }
        let first = before.borrow().is_none();
        let (turn, before) = (turn.clone(), before.clone());
        leptos::task::spawn_local(async move {
            slice::wait(if first { 0 } else { PATIENCE }).await;
            if *turn.borrow() != mine {
                return;
            }
            // The room may have been left meanwhile.
            let _ = shown.try_with_value(|shown| {
                if let Some(shown) = shown {
                    shown.show(&quiz);
                }
            });
            *before.borrow_mut() = Some(quiz);
        });
    });
}

/// Fetches the element's script, once for the page.
fn load_script(failed: RwSignal<bool>) {
    let known = document().query_selector(&format!("script[src='{SCRIPT}']"));
    if known.is_ok_and(|found| found.is_some()) {
        return;
    }
    let Ok(script) = document().create_element("script") else {
        return;
    };
    let _ = script.set_attribute("type", "module");
    let _ = script.set_attribute("src", SCRIPT);
    let again = script.clone();
    let missing = Closure::once_into_js(move || {
        // The next preview tries again.
        again.remove();
        let _ = failed.try_set(true);
    });
    let _ = script.add_event_listener_with_callback("error", missing.unchecked_ref());
    if let Some(head) = document().head() {
        let _ = head.append_child(&script);
    }
}
