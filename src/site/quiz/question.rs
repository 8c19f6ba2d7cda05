//! One question: its words, its answers, and what an answer records.

use super::controls::{Field, Holds, Tick};
use super::draft::Draft;
use super::effects::{AttributeField, Effects, Recorded};
use super::options::Options;
use super::questions::KINDS;
use leptos::prelude::*;
use model::quiz::changes::{Changed, change_type, rename_question};
use serde_json::{Value, json};

/// The inside of a question.
#[component]
pub fn Question(draft: Draft, place: Memo<usize>) -> impl IntoView {
    let at = move |member: &'static str| {
        Signal::derive(move || format!("/questions/{}/{member}", place.get()))
    };
    let kind = Memo::new(move |_| draft.text(&at("type").get()));
    let rename = move |event: leptos::ev::Event| {
        let id = event_target_value(&event);
        let place = place.get_untracked();
        draft.change("Name in the data", |quiz| rename_question(quiz, place, &id));
    };
    let id = Memo::new(move |_| draft.text(&at("id").get()));
    view! {
        <div class="quiz-body">
            <Field draft place=at("text") label="Question" holds=Holds::Lines />
            <Field draft place=at("hint") label="Hint" holds=Holds::OptionalText />
            <Kinds draft place kind />
            {move || match kind.get().as_str() {
                "single" | "multiple" => view! { <Options draft question=place /> }.into_any(),
                "yes_no" => {
                    let base = Signal::derive(move || format!("/questions/{}", place.get()));
                    view! { <Effects draft base recorded=Recorded::ByYes /> }.into_any()
                }
                "number" => {
                    view! {
                        <AttributeField draft place=at("attribute") />
                        <div class="quiz-pair">
                            <Field draft place=at("min") label="From" holds=Holds::Number />
                            <Field draft place=at("max") label="To" holds=Holds::Number />
                            <Field draft place=at("step") label="In steps of" holds=Holds::Number />
                            <Field draft place=at("unit") label="Unit" holds=Holds::OptionalText />
                        </div>
                    }
                        .into_any()
                }
                "scale" => {
                    view! {
                        <AttributeField draft place=at("attribute") />
                        <div class="quiz-pair">
                            <Field draft place=at("min") label="From" holds=Holds::Number />
                            <Field draft place=at("max") label="To" holds=Holds::Number />
                            <Field draft place=at("low") label="The low end says" holds=Holds::OptionalText />
                            <Field draft place=at("high") label="The high end says" holds=Holds::OptionalText />
                        </div>
                    }
                        .into_any()
                }
                "text" => {
                    view! {
                        <AttributeField draft place=at("attribute") />
                        <Field draft place=at("max_length") label="At most so many characters" holds=Holds::Number />
                    }
                        .into_any()
                }
                _ => view! { <AttributeField draft place=at("attribute") /> }.into_any(),
            }}
            <Tick draft place=at("required") label="Must be answered: “I don’t know” is not offered" />
            <Skips draft place />
            <label class="quiz-field">
                <span>"Name in the data"</span>
                <input class="field" type="text" autocomplete="off" prop:value=id on:change=rename />
            </label>
        </div>
    }
}

/// How the question is answered.
#[component]
fn Kinds(draft: Draft, place: Memo<usize>, kind: Memo<String>) -> impl IntoView {
    let change = move |event: leptos::ev::Event| {
        let chosen = event_target_value(&event);
        let place = place.get_untracked();
        if let Some((wanted, ..)) = KINDS.iter().find(|(_, id, _)| *id == chosen) {
            draft.change("How a question is answered", |quiz| {
                change_type(quiz, place, *wanted)
            });
        }
    };
    view! {
        <label class="quiz-field">
            <span>"Answered by"</span>
            <select class="field" prop:value=kind on:change=change>
                {KINDS
                    .map(|(_, id, name)| {
                        view! {
                            <option value=id selected=kind.get_untracked() == id>
                                {name}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
        </label>
    }
}

/// When the question is left out.
#[component]
fn Skips(draft: Draft, place: Memo<usize>) -> impl IntoView {
    let rules = Memo::new(move |_| {
        let place = place.get();
        draft.shown.with(|quiz| rules(quiz, place))
    });
    let offers = Memo::new(move |_| {
        let place = place.get();
        draft.shown.with(|quiz| answers_before(quiz, place))
    });
    let add = move |event: leptos::ev::Event| {
        let chosen = event_target_value(&event).parse::<usize>();
        let offer = chosen
            .ok()
            .and_then(|at| offers.with_untracked(|all| all.get(at).cloned()));
        if let Some(offer) = offer {
            let place = place.get_untracked();
            draft.change("Skip a question", |quiz| {
                with_rule(quiz, place, &offer.question, &offer.option)
            });
        }
    };
    let remove = move |rule: usize| {
        let place = place.get_untracked();
        draft.change("Ask a question again", |quiz| {
            without_rule(quiz, place, rule)
        });
    };
    view! {
        <Show when=move || !offers.with(Vec::is_empty) || !rules.with(Vec::is_empty)>
            <div class="quiz-skips">
                <span>"Left out when"</span>
                <ul>
                    {move || {
                        rules
                            .get()
                            .into_iter()
                            .enumerate()
                            .map(|(at, text)| {
                                view! {
                                    <li>
                                        {text.clone()}
                                        <button
                                            type="button"
                                            class="quiet"
                                            aria-label=format!("Remove: {text}")
                                            on:click=move |_| remove(at)
                                        >
                                            <svg class="icon" aria-hidden="true">
                                                <use href="#icon-close"></use>
                                            </svg>
                                        </button>
                                    </li>
                                }
                            })
                            .collect_view()
                    }}
                </ul>
                <select class="field" aria-label="Leave this question out when" prop:value="" on:change=add>
                    <option value="">"Choose an earlier answer…"</option>
                    {move || {
                        offers
                            .get()
                            .into_iter()
                            .enumerate()
                            .map(|(at, offer)| {
                                view! { <option value=at.to_string()>{offer.words}</option> }
                            })
                            .collect_view()
                    }}
                </select>
            </div>
        </Show>
    }
}

/// An answer to an earlier question.
#[derive(Clone, Debug, PartialEq)]
struct Before {
    question: String,
    option: String,
    words: String,
}

fn text<'v>(value: &'v Value, member: &str) -> &'v str {
    value.get(member).and_then(Value::as_str).unwrap_or("")
}

fn questions(quiz: &Value) -> &[Value] {
    let list = quiz.get("questions").and_then(Value::as_array);
    list.map_or(&[], Vec::as_slice)
}

/// What can be chosen in the questions before one.
fn answers_before(quiz: &Value, place: usize) -> Vec<Before> {
    let mut found = Vec::new();
    for question in questions(quiz).iter().take(place) {
        let mut offer = |option: &str, words: &str| {
            found.push(Before {
                question: text(question, "id").to_owned(),
                option: option.to_owned(),
                words: format!("{}: {words}", text(question, "text")),
            });
        };
        match text(question, "type") {
            "yes_no" => {
                offer("yes", "Yes");
                offer("no", "No");
            }
            "single" | "multiple" => {
                let options = question.get("options").and_then(Value::as_array);
                for option in options.into_iter().flatten() {
                    offer(text(option, "id"), text(option, "text"));
                }
            }
            _ => {}
        }
    }
    found
}

/// The rules for leaving a question out, in words.
fn rules(quiz: &Value, place: usize) -> Vec<String> {
    let all = answers_before(quiz, place);
    let question = questions(quiz).get(place);
    let rules = question.and_then(|q| q.get("skip_when")?.as_array());
    let words = |rule: &Value| {
        let of = text(rule, "question");
        let is = rule.get("is").and_then(Value::as_array);
        let mut answers = Vec::new();
        for option in is.into_iter().flatten().filter_map(Value::as_str) {
            let known = all.iter().find(|b| b.question == of && b.option == option);
            answers.push(known.map_or_else(|| format!("{of}: {option}"), |b| b.words.clone()));
        }
        answers.join(" / ")
    };
    rules.into_iter().flatten().map(words).collect()
}

fn with_rule(quiz: &Value, place: usize, question: &str, option: &str) -> Result<Changed, String> {
    let mut quiz = quiz.clone();
    let rules = rules_mut(&mut quiz, place)?;
    rules.push(json!({ "question": question, "is": [option] }));
    Ok(Changed {
        quiz,
        said: Vec::new(),
    })
}

fn without_rule(quiz: &Value, place: usize, rule: usize) -> Result<Changed, String> {
    let mut quiz = quiz.clone();
    let rules = rules_mut(&mut quiz, place)?;
    if rule < rules.len() {
        rules.remove(rule);
    }
    let empty = rules.is_empty();
    let question = quiz.get_mut("questions").and_then(|all| all.get_mut(place));
    if let (true, Some(members)) = (empty, question.and_then(Value::as_object_mut)) {
        members.shift_remove("skip_when");
    }
    Ok(Changed {
        quiz,
        said: Vec::new(),
    })
}

fn rules_mut(quiz: &mut Value, place: usize) -> Result<&mut Vec<Value>, String> {
    let question = quiz.get_mut("questions").and_then(|all| all.get_mut(place));
    let members = question.and_then(Value::as_object_mut);
    let rules = members.map(|m| m.entry("skip_when").or_insert_with(|| json!([])));
    rules
        .and_then(Value::as_array_mut)
        .ok_or_else(|| "The rules for leaving this question out cannot be read.".to_owned())
}

#[cfg(test)]
mod tests {
    use super::{answers_before, rules, with_rule, without_rule};
    use serde_json::json;

    #[test]
    fn a_question_is_left_out_after_an_earlier_answer() {
        let quiz = json!({ "questions": [
            { "id": "a", "type": "yes_no", "text": "A?" },
            { "id": "b", "type": "single", "text": "B?", "options": [{ "id": "x", "text": "X" }] },
            { "id": "c", "type": "number", "text": "C?" },
        ] });
        let words = |place| {
            let all = answers_before(&quiz, place);
            all.into_iter().map(|b| b.words).collect::<Vec<_>>()
        };
        assert!(words(0).is_empty());
        assert_eq!(words(2), ["A?: Yes", "A?: No", "B?: X"]);
        let changed = with_rule(&quiz, 2, "b", "x").unwrap().quiz;
        assert_eq!(
            changed["questions"][2]["skip_when"],
            json!([{ "question": "b", "is": ["x"] }])
        );
        assert_eq!(rules(&changed, 2), ["B?: X"]);
        assert_eq!(without_rule(&changed, 2, 0).unwrap().quiz, quiz);
    }
}
