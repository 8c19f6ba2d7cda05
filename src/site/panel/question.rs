//! The best next question with its answers, and the shortest way to the next stage.

use super::{Explained, Shared, wording};
use crate::app::Keys;
use crate::fact_form::{Form, form};
use crate::session::Session;
use crate::words;
use leptos::prelude::*;
use model::{Condition, Gate, PathStep, Question};

/// The question. Its answers are buttons, also by the keys 1 to 9; where nothing is to choose from, a field.
#[component]
pub fn Ask(session: Session, keys: Keys, said: Explained, row: u32) -> impl IntoView {
    let answer = move |which: usize| {
        let said = said.get_untracked();
        if let Some(question) = &said.next_question
            && let Some((value, _)) = wording::answers(question).get(which)
        {
            session.set_fact(row, &question.attribute, value);
        }
    };
    Effect::new(move |before: Option<Option<u32>>| {
        let pressed = keys.answer.get();
        let turn = pressed.map(|p| p.1);
        // What was pressed before this contact was opened is not for it.
        if let (Some(before), Some((which, now))) = (before, pressed)
            && before != Some(now)
        {
            answer(which);
        }
        turn
    });
    move || {
        let said = said.get();
        let question = said.next_question.as_ref()?;
        let text = session.look(|desk| wording::question(&desk.rulebook, &question.attribute));
        let answers = wording::answers(question);
        let few = answers.is_empty() || form(&question.attribute) == Form::Text;
        let attribute = question.attribute.clone();
        Some(view! {
            <section class="question" aria-label="Best next question">
                <b>{text}</b>
                <div class="answers">
                    {answers
                        .into_iter()
                        .enumerate()
                        .map(|(at, (_, label))| {
                            view! {
                                <button type="button" class="button" on:click=move |_| answer(at)>
                                    {label}
                                    <kbd aria-hidden="true">{at + 1}</kbd>
                                </button>
                            }
                        })
                        .collect_view()}
                    {few.then(|| view! { <Told session row attribute /> })}
                </div>
                <p>{hint(&said, question)}</p>
            </section>
        })
    }
}

/// A field for an answer in their own words.
#[component]
fn Told(session: Session, row: u32, attribute: String) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let label = format!("Their answer: {}", wording::named(&attribute));
    let record = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        session.set_fact(row, &attribute, text.get_untracked().trim());
    };
    view! {
        <form class="told" on:submit=record>
            <input
                class="field"
                type="text"
                required
                autocomplete="off"
                aria-label=label
                placeholder="Their answer"
                on:input=move |event| text.set(event_target_value(&event))
            />
            <button type="submit" class="button">
                "Record"
            </button>
        </form>
    }
}

/// What hangs on the answer.
fn hint(said: &Shared, question: &Question) -> String {
    let decides = matches!(
        said.path.as_slice(),
        [PathStep { condition: Condition::Attribute { id, .. }, .. }] if *id == question.attribute
    );
    let next = Gate::after(said.rule_stage).map(|gate| gate.stage().label().to_lowercase());
    match (next, question.further) {
        (Some(next), 0) if decides => {
            format!("This one answer can make them {}.", with_article(&next))
        }
        (_, 0) => "This one answer can change the stage.".to_owned(),
        (_, 1) => "With one more answer it can change the stage.".to_owned(),
        (_, more) => format!("With {more} more answers it can change the stage."),
    }
}

fn with_article(word: &str) -> String {
    let article = if word.starts_with('o') { "an" } else { "a" };
    format!("{article} {word}")
}

/// The shortest way to the next stage.
#[component]
pub fn Way(session: Session, said: Explained) -> impl IntoView {
    move || {
        let said = said.get();
        if said.path.is_empty() {
            return None;
        }
        let next = Gate::after(said.rule_stage)?.stage();
        Some(view! {
            <h3>{format!("Shortest way to {}", next.label().to_lowercase())}</h3>
            <ul class="way">
                {said
                    .path
                    .iter()
                    .map(|step| {
                        view! {
                            <li>
                                <svg class=format!("shape {}", words::stage_class(next)) aria-hidden="true">
                                    <use href=words::stage_shape(next)></use>
                                </svg>
                                <span>{session.look(|desk| wording::step(&desk.rulebook, step))}</span>
                                {step
                                    .reverses
                                    .then(|| {
                                        view! {
                                            <span class="tag warn" title="Something else is recorded now">
                                                "reverses a no"
                                            </span>
                                        }
                                    })}
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        })
    }
}
