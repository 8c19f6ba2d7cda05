//! Before the first quiz, and the choice among several: made from a definition in one click, or opened from a file.

use super::draft::title;
use super::files::open_file;
use super::{Pane, QuizView};
use crate::app::focus_first;
use crate::definitions::{self, Choice};
use crate::session::Session;
use crate::slice;
use leptos::html;
use leptos::prelude::*;
use model::quiz::quiz_from_rulebook;
use model::{Edit, Shelf};
use serde_json::Value;

/// The definition that the sample is made from: its criteria are questions that a visitor can answer.
const SAMPLE: &str = "criteria-and-intent";

/// The room without a quiz.
#[component]
pub fn Begin(session: Session, shown: QuizView) -> impl IntoView {
    view! {
        <section class="quiz-begin" aria-label="No quiz yet">
            <h2>"Let visitors of your site find out where they stand"</h2>
            <p>
                "A quiz asks a few questions, and the same definition you triage with gives the verdict. You get answers and reasons as an event on your own page; nothing goes to anybody else."
            </p>
            <div class="row">
                <button
                    type="button"
                    class="button primary"
                    on:click=move |_| make(session, shown, SAMPLE)
                >
                    "Start with the sample quiz"
                </button>
                <OpenFile session shown />
            </div>
            <Definitions session shown />
        </section>
    }
}

/// A quiz of any definition.
#[component]
fn Definitions(session: Session, shown: QuizView) -> impl IntoView {
    let choices = Memo::new(move |_| {
        session.rules.track();
        definitions::choices(session)
    });
    view! {
        <fieldset class="quiz-definitions">
            <legend>"Or make one from a definition"</legend>
            <ul>
                {move || {
                    choices
                        .get()
                        .into_iter()
                        .map(|Choice { id, name, summary, .. }| {
                            view! {
                                <li>
                                    <button
                                        type="button"
                                        class="button"
                                        on:click=move |_| make(session, shown, &id)
                                    >
                                        {name}
                                    </button>
                                    <span class="muted">{summary}</span>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
        </fieldset>
    }
}

/// Which quiz is open, a new one, and away with it.
#[component]
pub fn Chooser(session: Session, shown: QuizView, key: String) -> impl IntoView {
    let quizzes = Memo::new(move |_| {
        session.quizzes.track();
        session.look(|desk| {
            let quizzes = desk.workspace.quizzes().iter();
            quizzes
                .map(|quiz| (quiz.key.clone(), title(&quiz.json)))
                .collect::<Vec<_>>()
        })
    });
    let making = RwSignal::new(false);
    let choose = move |event: leptos::ev::Event| shown.open.set(Some(event_target_value(&event)));
    let current = key.clone();
    view! {
        <label class="quiz-chooser">
            <span class="unseen">"Quiz"</span>
            <select class="field" prop:value=key.clone() on:change=choose>
                {move || {
                    quizzes
                        .get()
                        .into_iter()
                        .map(|(key, name)| {
                            let selected = key == current;
                            view! { <option value=key selected=selected>{name}</option> }
                        })
                        .collect_view()
                }}
            </select>
        </label>
        <button type="button" class="button" on:click=move |_| making.set(true)>
            "New quiz"
        </button>
        <crate::dialog::Dialog shown=making title="New quiz">
            <div class="dialog-body">
                <p>
                    <OpenFile session shown />
                </p>
                <Definitions session shown />
            </div>
        </crate::dialog::Dialog>
    }
}

#[component]
fn OpenFile(session: Session, shown: QuizView) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            open_file(session, shown, file);
        }
        // The same file can be chosen again.
        input.set_value("");
    };
    let choose = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    view! {
        <button type="button" class="button" on:click=choose>
            "Open a quiz.json"
        </button>
        <input
            type="file"
            class="unseen"
            tabindex="-1"
            aria-label="File with a quiz"
            accept=".json,application/json"
            node_ref=input
            on:change=chosen
        />
    }
}

/// Makes a quiz of a definition and opens it.
fn make(session: Session, shown: QuizView, definition: &str) {
    let made = session.look(|desk| {
        let rulebook = desk.workspace.rulebook(definition)?;
        let mut quiz = quiz_from_rulebook(&rulebook);
        // It stays with the definition as the team has it, and goes out with it.
        if let Some(members) = quiz.as_object_mut() {
            members.insert("rulebook".to_owned(), definition.into());
        }
        Some((quiz, rulebook.name.clone()))
    });
    if let Some((quiz, name)) = made {
        add(session, shown, quiz, &format!("Make a quiz from {name}"));
    }
}

/// Adds a quiz to the workspace and opens it.
pub fn add(session: Session, shown: QuizView, quiz: Value, label: &str) {
    let wanted = quiz.get("id").and_then(Value::as_str).unwrap_or("");
    let wanted = if wanted.trim().is_empty() {
        "quiz"
    } else {
        wanted
    };
    let key = session.look(|desk| {
        let taken = |key: &str| desk.workspace.quiz(key).is_some();
        let mut key = wanted.to_owned();
        let mut number = 2;
        while taken(&key) {
            key = format!("{wanted}-{number}");
            number += 1;
        }
        key
    });
    let edit = Edit::Keep {
        shelf: Shelf::Quizzes,
        key: key.clone(),
        json: Some(quiz),
    };
    if session.apply_as(edit, label.to_owned()).is_ok() {
        shown.open.set(Some(key));
        shown.pane.set(Pane::Preview);
        // Where somebody stood is gone; the room goes on from its beginning.
        leptos::task::spawn_local(async {
            slice::breathe().await;
            focus_first(".quiz-chooser select");
        });
    }
}
