//! The questions of the quiz as a list that can be put in order.

use super::controls::Places;
use super::draft::Draft;
use super::question::Question;
use crate::slice;
use leptos::html;
use leptos::prelude::*;
use model::quiz::QuizType;
use model::quiz::changes::{add_question, move_question, remove_question};
use serde_json::Value;
use wasm_bindgen::JsCast;

/// The kinds of questions, with their names.
pub const KINDS: [(QuizType, &str, &str); 8] = [
    (QuizType::YesNo, "yes_no", "Yes or no"),
    (QuizType::Single, "single", "Choose one"),
    (QuizType::Multiple, "multiple", "Choose several"),
    (QuizType::Number, "number", "Number"),
    (QuizType::Scale, "scale", "Scale"),
    (QuizType::Date, "date", "Date"),
    (QuizType::Text, "text", "Short text"),
    (QuizType::Email, "email", "E-mail address"),
];

/// The section with all questions.
#[component]
pub fn Questions(draft: Draft) -> impl IntoView {
    let names = Memo::new(move |_| draft.shown.with(|quiz| names(quiz, "questions")));
    let count = Memo::new(move |_| names.with(Vec::len));
    let add = move |event: leptos::ev::Event| {
        let chosen = event_target_value(&event);
        let Some((kind, ..)) = KINDS.iter().find(|(_, id, _)| *id == chosen) else {
            return;
        };
        let place = count.get_untracked();
        draft.add("/questions", "Add a question", |quiz| {
            add_question(quiz, *kind, place)
        });
        // It waits for the next choice.
        event_target::<web_sys::HtmlSelectElement>(&event).set_value("");
    };
    view! {
        <section class="quiz-section">
            <h2>"Questions " <span class="muted">{count}</span></h2>
            <ol class="quiz-list">
                <For
                    each=move || names.get()
                    key=|name| name.clone()
                    children=move |name| view! { <Item draft names name /> }
                />
            </ol>
            <label class="quiz-add">
                <span>"Add a question"</span>
                <select class="field" on:change=add>
                    <option value="">"Choose a kind…"</option>
                    {KINDS
                        .map(|(_, id, name)| view! { <option value=id>{name}</option> })
                        .collect_view()}
                </select>
            </label>
        </section>
    }
}

/// Gives the focus to the first field of an element once it is there.
pub fn focus_within(item: NodeRef<html::Li>) {
    leptos::task::spawn_local(async move {
        slice::breathe().await;
        let field = item
            .try_get_untracked()
            .flatten()
            .and_then(|item| {
                item.query_selector(".quiz-body input, .quiz-body textarea")
                    .ok()?
            })
            .and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(field) = field {
            let _ = field.focus();
        }
    });
}

/// Whether the details that an event comes from are open.
pub fn is_open(event: &leptos::ev::Event) -> bool {
    event_target::<web_sys::Element>(event).has_attribute("open")
}

/// An element of a list by its id; of several with the same one also by which of them it is.
pub type Name = (String, usize);

/// The names of the elements of a list.
pub fn names(quiz: &Value, list: &str) -> Vec<Name> {
    let elements = quiz.get(list).and_then(Value::as_array);
    names_of(elements.map_or(&[][..], Vec::as_slice))
}

/// The names of these elements.
pub fn names_of(elements: &[Value]) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for element in elements {
        let id = element.get("id").and_then(Value::as_str).unwrap_or("");
        let before = names.iter().filter(|(known, _)| known == id).count();
        names.push((id.to_owned(), before));
    }
    names
}

#[component]
fn Item(draft: Draft, names: Memo<Vec<Name>>, name: Name) -> impl IntoView {
    let id = name.0.clone();
    let place = Memo::new(move |_| {
        names.with(|names| names.iter().position(|n| *n == name).unwrap_or(usize::MAX))
    });
    let last = Memo::new(move |_| place.get().saturating_add(1) >= names.with(Vec::len));
    let text = Memo::new(move |_| draft.text(&format!("/questions/{}/text", place.get())));
    let kind = Memo::new(move |_| {
        let id = draft.text(&format!("/questions/{}/type", place.get()));
        let known = KINDS.iter().find(|(_, known, _)| *known == id);
        known.map_or(id, |(_, _, name)| (*name).to_owned())
    });
    let go = Callback::new(move |by: isize| {
        let from = place.get_untracked();
        let to = from.saturating_add_signed(by);
        draft.change("Move a question", |quiz| move_question(quiz, from, to));
    });
    let remove = Callback::new(move |()| {
        let place = place.get_untracked();
        draft.change("Remove a question", |quiz| remove_question(quiz, place));
    });
    let fresh = draft.is_fresh("/questions", &id);
    let opened = RwSignal::new(fresh);
    let item = NodeRef::<html::Li>::new();
    if fresh {
        focus_within(item);
    }
    view! {
        <li class="quiz-item" node_ref=item>
            <details open=fresh on:toggle=move |event| opened.set(opened.get_untracked() || is_open(&event))>
                <summary>
                    <span class="quiz-number">{move || place.get().saturating_add(1)}</span>
                    <span class="quiz-summary">{text}</span>
                    <small>{kind}</small>
                </summary>
                // A hundred closed questions are a hundred lines, not ten thousand controls.
                <Show when=move || opened.get()>
                    <Question draft place />
                </Show>
            </details>
            <Places
                what="question"
                number=Signal::derive(move || place.get().saturating_add(1))
                up=Signal::derive(move || place.get() > 0)
                down=Signal::derive(move || !last.get())
                go
                remove
            />
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::names;
    use serde_json::json;

    #[test]
    fn elements_with_the_same_id_are_told_apart() {
        let quiz = json!({ "questions": [{ "id": "a" }, {}, { "id": "a" }, 3] });
        let expected = [("a", 0), ("", 0), ("a", 1), ("", 1)];
        assert_eq!(
            names(&quiz, "questions"),
            expected.map(|(id, n)| (id.to_owned(), n))
        );
    }
}
