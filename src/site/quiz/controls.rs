//! Controls that stand for a member of the quiz.

use super::draft::Draft;
use crate::slice;
use leptos::prelude::*;
use serde_json::{Number, Value};
use wasm_bindgen::JsCast;

/// What a field holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Holds {
    /// A text that must be there.
    #[default]
    Text,
    /// A text that may be left out.
    OptionalText,
    /// A longer text that must be there.
    Lines,
    /// A longer text that may be left out.
    OptionalLines,
    /// A number that may be left out.
    Number,
}

impl Holds {
    /// What becomes of a typed text; `None` takes the member out.
    fn value(self, text: &str) -> Option<Value> {
        match self {
            Holds::Text | Holds::Lines => Some(text.into()),
            _ if text.trim().is_empty() => None,
            Holds::OptionalText | Holds::OptionalLines => Some(text.into()),
            // What is no number stays as it was typed, and is pointed out.
            Holds::Number => Some(number(text).map_or_else(|| text.into(), Value::Number)),
        }
    }
}

/// A text as a JSON number, whole where it is whole.
fn number(text: &str) -> Option<Number> {
    let text = text.trim();
    let whole = text.parse::<i64>().ok().map(Number::from);
    whole.or_else(|| Number::from_f64(text.parse().ok()?))
}

/// A labelled field for the member at a place.
#[component]
pub fn Field(
    draft: Draft,
    #[prop(into)] place: Signal<String>,
    label: &'static str,
    #[prop(optional)] holds: Holds,
    #[prop(optional)] hint: &'static str,
) -> impl IntoView {
    let value = Memo::new(move |_| draft.text(&place.get()));
    let typed = move |event: leptos::ev::Event| {
        let text = event_target_value(&event);
        draft.type_in(&place.get_untracked(), holds.value(&text), label);
    };
    let end = move |_| draft.session.end_typing();
    let problem = Memo::new(move |_| draft.problem_at(&place.get()));
    let invalid = move || problem.with(Option::is_some).then_some("true");
    let field = match holds {
        Holds::Lines | Holds::OptionalLines => view! {
            <textarea
                class="field"
                rows="2"
                aria-invalid=invalid
                class:bad=move || problem.with(Option::is_some)
                prop:value=value
                on:input=typed
                on:blur=end
            ></textarea>
        }
        .into_any(),
        _ => view! {
            <input
                class="field"
                type="text"
                inputmode=(holds == Holds::Number).then_some("decimal")
                autocomplete="off"
                aria-invalid=invalid
                class:bad=move || problem.with(Option::is_some)
                prop:value=value
                on:input=typed
                on:blur=end
            />
        }
        .into_any(),
    };
    view! {
        <label class="quiz-field">
            <span>{label}</span>
            {field}
            {(!hint.is_empty()).then(|| view! { <small>{hint}</small> })}
            {move || problem.get().map(|text| view! { <small class="quiz-wrong">{text}</small> })}
        </label>
    }
}

/// A box to tick for the member at a place: true, or not there.
#[component]
pub fn Tick(
    draft: Draft,
    #[prop(into)] place: Signal<String>,
    label: &'static str,
) -> impl IntoView {
    let ticked = Memo::new(move |_| draft.flag(&place.get()));
    let change = move |event: leptos::ev::Event| {
        let value = event_target_checked(&event).then_some(Value::Bool(true));
        draft.set(&place.get_untracked(), value, label);
    };
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=ticked on:change=change />
            {label}
        </label>
    }
}

/// One of some values for the member at a place. The first stands for a member that is not there.
#[component]
pub fn Choice(
    draft: Draft,
    #[prop(into)] place: Signal<String>,
    label: &'static str,
    #[prop(into)] choices: Signal<Vec<(String, String)>>,
    #[prop(optional)] hint: &'static str,
) -> impl IntoView {
    let value = Memo::new(move |_| {
        let text = draft.text(&place.get());
        if text.is_empty() {
            choices.with(|all| all.first().map_or_else(String::new, |(id, _)| id.clone()))
        } else {
            text
        }
    });
    let change = move |event: leptos::ev::Event| {
        let chosen = event_target_value(&event);
        draft.set(&place.get_untracked(), Some(chosen.into()), label);
    };
    // What the quiz holds is shown, even where nobody offers it.
    let all = move || {
        let (mut all, value) = (choices.get(), value.get());
        if !all.iter().any(|(id, _)| *id == value) {
            all.push((value.clone(), value));
        }
        all
    };
    view! {
        <label class="quiz-field">
            <span>{label}</span>
            <select class="field" prop:value=value on:change=change>
                {move || {
                    all()
                        .into_iter()
                        .map(|(id, name)| {
                            let selected = id == value.get_untracked();
                            view! { <option value=id selected=selected>{name}</option> }
                        })
                        .collect_view()
                }}
            </select>
            {(!hint.is_empty()).then(|| view! { <small>{hint}</small> })}
        </label>
    }
}

/// After an element was moved or taken away: the focus stays on the button that was pressed; where that is gone or can do no more, it
/// goes to the next one there is.
fn keep_focus(pressed: web_sys::Element) {
    let button = |element: &web_sys::Element| element.closest("button").ok().flatten();
    let Some(pressed) = button(&pressed) else {
        return;
    };
    let item = pressed.closest(".quiz-item").ok().flatten();
    let list = item.as_ref().and_then(|item| item.parent_element());
    let next = item.as_ref().and_then(|item| {
        item.next_element_sibling()
            .or_else(|| item.previous_element_sibling())
    });
    leptos::task::spawn_local(async move {
        slice::breathe().await;
        let usable = |within: &web_sys::Element| {
            within
                .query_selector(".quiz-places button:not(:disabled)")
                .ok()
                .flatten()
        };
        let stays = pressed.is_connected() && !pressed.has_attribute("disabled");
        let found = if stays {
            Some(pressed)
        } else {
            let of = |element: Option<web_sys::Element>| element.filter(|e| e.is_connected());
            of(item)
                .as_ref()
                .and_then(usable)
                .or_else(|| of(next).as_ref().and_then(usable))
                .or_else(|| of(list).as_ref().and_then(usable))
        };
        if let Some(found) = found.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = found.focus();
        }
    });
}

/// The buttons of an element of a list: up, down, away. Their names say which element.
#[component]
pub fn Places(
    /// What is moved: "question", "answer".
    what: &'static str,
    /// Its number from 1.
    #[prop(into)]
    number: Signal<usize>,
    /// Whether there is a place before it that it can have.
    #[prop(into)]
    up: Signal<bool>,
    /// Whether there is a place behind it that it can have.
    #[prop(into)]
    down: Signal<bool>,
    /// Moves it: -1 up, 1 down.
    go: Callback<isize>,
    /// Takes it away.
    remove: Callback<()>,
) -> impl IntoView {
    let button =
        move |does: &'static str, icon: &'static str, off: Signal<bool>, run: Callback<()>| {
            view! {
                <button
                    type="button"
                    class="quiet"
                    aria-label=move || format!("{does} {what} {}", number.get())
                    title=does
                    disabled=off
                    on:click=move |event| {
                            let pressed = event_target::<web_sys::Element>(&event);
                            run.run(());
                            keep_focus(pressed);
                        }
                >
                    <svg class="icon" aria-hidden="true">
                        <use href=icon></use>
                    </svg>
                </button>
            }
        };
    view! {
        <span class="quiz-places">
            {button(
                "Move up",
                "#icon-up",
                Signal::derive(move || !up.get()),
                Callback::new(move |()| go.run(-1)),
            )}
            {button(
                "Move down",
                "#icon-down",
                Signal::derive(move || !down.get()),
                Callback::new(move |()| go.run(1)),
            )}
            {button("Remove", "#icon-close", Signal::derive(|| false), remove)}
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::Holds;
    use serde_json::json;

    #[test]
    fn typed_texts_become_members() {
        for (holds, text, expected) in [
            (Holds::Text, "", Some(json!(""))),
            (Holds::OptionalText, " ", None),
            (Holds::OptionalText, "a", Some(json!("a"))),
            (Holds::Number, "", None),
            (Holds::Number, "12", Some(json!(12))),
            (Holds::Number, " 1.5 ", Some(json!(1.5))),
            (Holds::Number, "many", Some(json!("many"))),
        ] {
            assert_eq!(holds.value(text), expected, "{text}");
        }
    }
}
