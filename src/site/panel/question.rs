//! The best next question with its answers, and the shortest way to the next stage.

use super::Explained;
use crate::app::Keys;
use crate::session::Session;
use crate::words;
use leptos::prelude::*;
use model::Gate;

/// The question. Its answers are buttons, also by the keys 1 to 9.
#[component]
pub fn Ask(session: Session, keys: Keys, said: Explained, row: u32) -> impl IntoView {
    let answer = move |which: usize| {
        let said = said.get_untracked();
        if let Some(question) = &said.next_question
            && let Some((value, _)) = question.answers.get(which)
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
        let last = said.path.len() == 1;
        let next = Gate::after(said.stage).map(|gate| gate.stage().label().to_lowercase());
        let hint = match next {
            Some(next) if last => format!("The one answer that can make this contact {next}."),
            _ => "The answer that can change the most.".to_owned(),
        };
        Some(view! {
            <section class="question" aria-label="Best next question">
                <b>{question.text.clone()}</b>
                <div class="answers">
                    {question
                        .answers
                        .iter()
                        .enumerate()
                        .map(|(at, (_, label))| {
                            view! {
                                <button type="button" class="button" on:click=move |_| answer(at)>
                                    {label.clone()}
                                    <kbd aria-hidden="true">{at + 1}</kbd>
                                </button>
                            }
                        })
                        .collect_view()}
                </div>
                <p>{hint}</p>
            </section>
        })
    }
}

/// The shortest way to the next stage.
#[component]
pub fn Way(said: Explained) -> impl IntoView {
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
                                <span>{step.label.clone()}</span>
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
