//! The right answer of a case: a stage, or one of the case's own answers.

use super::super::stage_name::StageName;
use super::case::Writing;
use crate::learn::focus::focus_when_there;
use exchange::{MOST_OPTIONS, option_label, set_member_of, text_of};
use leptos::prelude::*;
use model::Stage;
use serde_json::Value;

/// The section.
#[component]
pub fn Answer(writing: Writing) -> impl IntoView {
    let own = Memo::new(move |_| {
        writing
            .case
            .with(|case| case.get("options").is_some_and(Value::is_array))
    });
    view! {
        <section class="desk-right" aria-label="The right answer">
            {move || match own.get() {
                false => view! { <Stages writing /> }.into_any(),
                true => view! { <Own writing /> }.into_any(),
            }}
            <Differs writing />
        </section>
    }
}

#[component]
fn Stages(writing: Writing) -> impl IntoView {
    let answer = Memo::new(move |_| writing.text("answer"));
    let own = move |_| {
        writing.change("answers of its own", |case| {
            let usual = [
                Stage::Contact,
                Stage::Lead,
                Stage::Prospect,
                Stage::Opportunity,
            ];
            let mut options: Vec<&str> = usual.iter().map(|stage| stage.id()).collect();
            let answer = text_of(case, "answer").to_owned();
            if !answer.is_empty() && !options.contains(&answer.as_str()) {
                options.push(&answer);
            }
            let options = Value::from(options);
            set_member_of(case, "options", Some(options));
        });
        focus_when_there(&[".desk-own input[type=text]"]);
    };
    view! {
        <fieldset class="desk-stages">
            <legend>"Right answer"</legend>
            {Stage::ALL
                .map(|stage| {
                    view! {
                        <label>
                            <input
                                type="radio"
                                name="desk-answer"
                                value=stage.id()
                                prop:checked=move || answer.get() == stage.id()
                                on:change=move |_| {
                                    writing.set("answer", Some(stage.id().into()), "right answer");
                                }
                            />
                            <StageName stage />
                        </label>
                    }
                })
                .collect_view()}
        </fieldset>
        <button type="button" class="link desk-switch" on:click=own>
            "Ask something else than the stage"
        </button>
    }
}

/// The case's own answers.
#[component]
fn Own(writing: Writing) -> impl IntoView {
    let count = Memo::new(move |_| writing.case.with(|case| options(case).len()));
    let add = move |_| {
        let at = count.get_untracked();
        writing.change("add an answer", |case| {
            change_options(case, |all| all.push("".into()))
        });
        focus_when_there(&[&format!(
            ".desk-own li:nth-child({}) input[type=text]",
            at + 1
        )]);
    };
    let stages = move |_| {
        writing.change("use the stages", |case| {
            set_member_of(case, "options", None);
            if Stage::from_id(text_of(case, "answer")).is_none() {
                set_member_of(case, "answer", Some("".into()));
            }
        });
        focus_when_there(&[".desk-stages input"]);
    };
    view! {
        <fieldset class="desk-own">
            <legend>"Answers to choose from; mark the right one"</legend>
            <ul>
                {move || (0..count.get()).map(|at| view! { <Option writing at /> }).collect_view()}
            </ul>
        </fieldset>
        <div class="desk-row">
            {move || {
                (count.get() < MOST_OPTIONS)
                    .then(|| {
                        view! {
                            <button type="button" class="button small" on:click=add>
                                "Add an answer"
                            </button>
                        }
                    })
            }}
            <button type="button" class="button small" on:click=stages>
                "Ask for the stage instead"
            </button>
        </div>
    }
}

#[component]
fn Option(writing: Writing, at: usize) -> impl IntoView {
    let text = Memo::new(move |_| {
        writing
            .case
            .with(|case| options(case).get(at).cloned().unwrap_or_default())
    });
    let is_right = Memo::new(move |_| {
        let text = text.get();
        !text.is_empty() && writing.text("answer") == text
    });
    // Ids of stages are shown by their names.
    let shown = move || text.with(|text| option_label(text).to_owned());
    // Whoever empties the right answer to write it anew means the new one.
    let emptied = StoredValue::new(false);
    let typed = move |event: leptos::ev::Event| {
        let new = event_target_value(&event);
        let new = Stage::ALL
            .iter()
            .find(|stage| stage.label() == new)
            .map_or(new, |stage| stage.id().to_owned());
        let was_right = is_right.get_untracked()
            || emptied.get_value()
                && writing
                    .case
                    .with_untracked(|case| text_of(case, "answer").is_empty());
        emptied.set_value(was_right && new.is_empty());
        writing.type_in(&format!("options/{at}"), "answers", |case| {
            change_options(case, |all| {
                if let Some(option) = all.get_mut(at) {
                    *option = new.as_str().into();
                }
            });
            if was_right {
                set_member_of(case, "answer", Some(new.into()));
            }
        });
    };
    let remove = move |_| {
        let was_right = is_right.get_untracked();
        writing.change("remove an answer", |case| {
            change_options(case, |all| {
                if at < all.len() {
                    all.remove(at);
                }
            });
            if was_right {
                set_member_of(case, "answer", Some("".into()));
            }
        });
        focus_when_there(&[".desk-right .desk-row button"]);
    };
    let number = at + 1;
    view! {
        <li>
            <input
                type="radio"
                name="desk-answer"
                aria-label=format!("Answer {number} is right")
                prop:checked=is_right
                on:change=move |_| {
                    writing.set("answer", Some(text.get_untracked().into()), "right answer");
                }
            />
            <input
                class="field"
                type="text"
                autocomplete="off"
                aria-label=format!("Answer {number}")
                prop:value=shown
                on:input=typed
                on:blur=move |_| writing.draft.session.end_typing()
            />
            <button type="button" class="quiet" aria-label=format!("Remove answer {number}") on:click=remove>
                <svg class="icon" aria-hidden="true">
                    <use href="#icon-close"></use>
                </svg>
            </button>
        </li>
    }
}

fn options(case: &Value) -> Vec<String> {
    let options = case.get("options").and_then(Value::as_array);
    options
        .into_iter()
        .flatten()
        .map(|option| option.as_str().unwrap_or_default().to_owned())
        .collect()
}

fn change_options(case: &mut Value, change: impl FnOnce(&mut Vec<Value>)) {
    if let Some(all) = case.get_mut("options").and_then(Value::as_array_mut) {
        change(all);
    }
}

/// Where the chosen stage is not the engine's: why, and a button to take the engine's.
#[component]
fn Differs(writing: Writing) -> impl IntoView {
    let differs = Memo::new(move |_| {
        let answer = Stage::from_id(&writing.text("answer"))?;
        writing
            .case
            .with(|case| case.get("contact").is_some().then_some(()))?;
        writing.said.with(|said| {
            let said = said.as_ref().filter(|said| said.stage != answer)?;
            Some((answer, said.stage, said.why.clone()))
        })
    });
    let take = move |_| {
        if let Some((_, stage, _)) = differs.get_untracked() {
            writing.set(
                "answer",
                Some(stage.id().into()),
                "take the definition’s answer",
            );
            writing.draft.say(format!(
                "The right answer is {} now.",
                stage.label().to_lowercase()
            ));
        }
        focus_when_there(&["[name=desk-answer]:checked"]);
    };
    move || {
        differs.get().map(|(answer, stage, why)| {
            let takes = writing.case.with(|case| {
                let own = options(case);
                own.is_empty() || own.iter().any(|option| option == stage.id())
            });
            view! {
                <div class="desk-warning desk-differs">
                    <p>
                        {format!(
                            "You say {}; the definition says {}. {why}",
                            answer.label().to_lowercase(),
                            stage.label().to_lowercase(),
                        )}
                    </p>
                    {takes
                        .then(|| {
                            view! {
                                <button type="button" class="button small" on:click=take>
                                    {format!("Take “{}”", stage.label())}
                                </button>
                            }
                        })}
                </div>
            }
        })
    }
}
