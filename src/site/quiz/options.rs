//! The answers of a question that is answered by choosing.

use super::controls::{Field, Places};
use super::draft::Draft;
use super::effects::{Effects, Recorded};
use super::questions::{Name, focus_within, names_of};
use leptos::html;
use leptos::prelude::*;
use model::quiz::changes::{add_option, move_option, remove_option};
use serde_json::Value;

/// All answers, in order.
#[component]
pub fn Options(draft: Draft, question: Memo<usize>) -> impl IntoView {
    let names = Memo::new(move |_| {
        let place = format!("/questions/{}/options", question.get());
        draft.shown.with(|quiz| {
            let options = quiz.pointer(&place).and_then(Value::as_array);
            names_of(options.map_or(&[][..], Vec::as_slice))
        })
    });
    let add = move |_| {
        let question = question.get_untracked();
        let list = format!("/questions/{question}/options");
        draft.add(&list, "Add an answer", |quiz| add_option(quiz, question));
    };
    view! {
        <div class="quiz-options">
            <span class="quiz-label">"Answers"</span>
            <ol class="quiz-list">
                <For
                    each=move || names.get()
                    key=|name| name.clone()
                    children=move |name| view! { <Item draft question names name /> }
                />
            </ol>
            <button type="button" class="button small" on:click=add>
                "Add an answer"
            </button>
        </div>
    }
}

#[component]
fn Item(draft: Draft, question: Memo<usize>, names: Memo<Vec<Name>>, name: Name) -> impl IntoView {
    let item = NodeRef::<html::Li>::new();
    let list = format!("/questions/{}/options", question.get_untracked());
    if draft.is_fresh(&list, &name.0) {
        focus_within(item);
    }
    let place = Memo::new(move |_| {
        names.with(|names| names.iter().position(|n| *n == name).unwrap_or(usize::MAX))
    });
    let base =
        Signal::derive(move || format!("/questions/{}/options/{}", question.get(), place.get()));
    let go = Callback::new(move |by: isize| {
        let (question, from) = (question.get_untracked(), place.get_untracked());
        let to = from.saturating_add_signed(by);
        draft.change("Move an answer", |quiz| {
            move_option(quiz, question, from, to)
        });
    });
    let remove = Callback::new(move |()| {
        let (question, place) = (question.get_untracked(), place.get_untracked());
        draft.change("Remove an answer", |quiz| {
            remove_option(quiz, question, place)
        });
    });
    view! {
        <li class="quiz-item" node_ref=item>
            <div class="quiz-body">
                <Field draft place=Signal::derive(move || format!("{}/text", base.get())) label="Answer" />
                <Effects draft base recorded=Recorded::ByAnswer />
            </div>
            <Places
                what="answer"
                number=Signal::derive(move || place.get().saturating_add(1))
                up=Signal::derive(move || place.get() > 0)
                down=Signal::derive(move || {
                    place.get().saturating_add(1) < names.with(Vec::len)
                })
                go
                remove
            />
        </li>
    }
}
