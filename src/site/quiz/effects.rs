//! What an answer records: facts, and things the visitor did.

use super::draft::Draft;
use crate::fact_form::{Form, form};
use leptos::prelude::*;
use model::facts::{ATTRIBUTES, SIGNALS, attribute_label, signal_label};
use model::quiz::changes::Changed;
use serde_json::{Map, Value};

/// What records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// Choosing an answer, by its `sets` and `signals`.
    ByAnswer,
    /// A yes, by the question's `attribute` and `signals`; a no sets the attribute as well.
    ByYes,
}

/// The attribute that an answer sets.
#[component]
pub fn AttributeField(draft: Draft, #[prop(into)] place: Signal<String>) -> impl IntoView {
    let value = Memo::new(move |_| draft.text(&place.get()));
    let change = move |event: leptos::ev::Event| {
        let id = event_target_value(&event);
        let value = (!id.trim().is_empty()).then(|| id_of(&id).into());
        draft.set(
            &place.get_untracked(),
            value,
            "What the answer is recorded as",
        );
    };
    view! {
        <label class="quiz-field">
            <span>"Recorded as"</span>
            <input
                class="field"
                type="text"
                list="quiz-attributes"
                autocomplete="off"
                prop:value=value
                on:change=change
            />
            <small>{move || words_of(&value.get())}</small>
        </label>
    }
}

/// The attribute that is meant: its id, or its label as people know it.
fn id_of(typed: &str) -> &str {
    let typed = typed.trim();
    let meant = ATTRIBUTES
        .iter()
        .find(|(_, label)| label.to_lowercase() == typed.to_lowercase());
    meant.map_or(typed, |(id, _)| id)
}

/// A value to begin with for a fact that an answer records.
fn first_value(id: &str) -> &'static str {
    match form(id) {
        Form::YesNo => "yes",
        Form::OneOf(options) => options.first().map_or("", |(value, _)| value),
        Form::Number | Form::Date | Form::Text => "",
    }
}

fn words_of(id: &str) -> String {
    let label = attribute_label(id);
    if id.is_empty() {
        "Nothing: the answer is only part of the results.".to_owned()
    } else if label == id {
        "A fact of your own.".to_owned()
    } else {
        label.to_owned()
    }
}

/// The list that fields for attributes complete from. Once for the room.
#[component]
pub fn Attributes() -> impl IntoView {
    view! {
        <datalist id="quiz-attributes">
            {ATTRIBUTES.map(|(id, label)| view! { <option value=id>{label}</option> }).collect_view()}
        </datalist>
    }
}

/// Everything that an answer records.
#[component]
pub fn Effects(
    draft: Draft,
    /// The place of the option or question.
    #[prop(into)]
    base: Signal<String>,
    recorded: Recorded,
) -> impl IntoView {
    let sets = Memo::new(move |_| {
        let place = format!("{}/sets", base.get());
        draft.shown.with(|quiz| entries(quiz.pointer(&place)))
    });
    let signals = Memo::new(move |_| {
        let place = format!("{}/signals", base.get());
        draft.shown.with(|quiz| texts(quiz.pointer(&place)))
    });
    let set = move |id: String, value: Option<Value>| {
        let base = base.get_untracked();
        draft.change("What an answer records", |quiz| {
            with_set(quiz, &base, &id, value)
        });
    };
    let signal = move |kind: &str, on: bool| {
        let base = base.get_untracked();
        draft.change("What an answer records", |quiz| {
            with_signal(quiz, &base, kind, on)
        });
    };
    let add = move |event: leptos::ev::Event| {
        let chosen = event_target_value(&event);
        match chosen.split_once(' ') {
            Some(("did", kind)) => signal(kind, true),
            Some(("fact", id)) => set(id.to_owned(), Some(first_value(id).into())),
            _ => {}
        }
    };
    let fact = move |(id, value): (String, String)| {
        let label = attribute_label(&id).to_owned();
        let (changed, gone) = (id.clone(), id);
        let name = label.clone();
        view! {
            <li>
                <label>
                    <span>{label}</span>
                    <input
                        class="field"
                        type="text"
                        autocomplete="off"
                        prop:value=value
                        on:change=move |event| {
                            set(changed.clone(), Some(event_target_value(&event).into()));
                        }
                    />
                </label>
                <Remove name on_remove=Callback::new(move |()| set(gone.clone(), None)) />
            </li>
        }
    };
    let did = move |kind: String| {
        let name = signal_label(&kind).to_owned();
        view! {
            <li>
                <span>{name.clone()}</span>
                <Remove name on_remove=Callback::new(move |()| signal(&kind, false)) />
            </li>
        }
    };
    view! {
        {(recorded == Recorded::ByYes)
            .then(|| {
                let place = Signal::derive(move || format!("{}/attribute", base.get()));
                view! { <AttributeField draft place /> }
            })}
        <div class="quiz-effects">
            <span class="muted">
                {match recorded {
                    Recorded::ByAnswer => "Records",
                    Recorded::ByYes => "Yes also records",
                }}
            </span>
            <ul>
                {move || sets.get().into_iter().map(fact).collect_view()}
                {move || signals.get().into_iter().map(did).collect_view()}
            </ul>
            <select class="field" aria-label="Add what is recorded" prop:value="" on:change=add>
                <option value="">"Add…"</option>
                {(recorded == Recorded::ByAnswer)
                    .then(|| {
                        view! {
                            <optgroup label="A fact">
                                {ATTRIBUTES
                                    .map(|(id, label)| {
                                        view! { <option value=format!("fact {id}")>{label}</option> }
                                    })
                                    .collect_view()}
                            </optgroup>
                        }
                    })}
                <optgroup label="Something they did">
                    {SIGNALS
                        .map(|(kind, label, _)| {
                            view! { <option value=format!("did {kind}")>{label}</option> }
                        })
                        .collect_view()}
                </optgroup>
            </select>
        </div>
    }
}

#[component]
fn Remove(name: String, on_remove: Callback<()>) -> impl IntoView {
    view! {
        <button
            type="button"
            class="quiet"
            aria-label=format!("Do not record: {name}")
            on:click=move |_| on_remove.run(())
        >
            <svg class="icon" aria-hidden="true">
                <use href="#icon-close"></use>
            </svg>
        </button>
    }
}

/// The members of an object with their values as text.
fn entries(object: Option<&Value>) -> Vec<(String, String)> {
    let members = object.and_then(Value::as_object);
    let words = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let members = members.into_iter().flatten();
    members
        .map(|(id, value)| (id.clone(), words(value)))
        .collect()
}

fn texts(list: Option<&Value>) -> Vec<String> {
    let list = list.and_then(Value::as_array);
    let texts = list.into_iter().flatten().filter_map(Value::as_str);
    texts.map(str::to_owned).collect()
}

/// Sets a fact that is recorded, or takes it out.
fn with_set(quiz: &Value, base: &str, id: &str, value: Option<Value>) -> Result<Changed, String> {
    changed(quiz, base, |members| {
        let sets = members
            .entry("sets")
            .or_insert_with(|| Value::Object(Map::new()));
        let sets = sets.as_object_mut()?;
        match value {
            Some(value) => drop(sets.insert(id.to_owned(), value)),
            None => drop(sets.shift_remove(id)),
        }
        if sets.is_empty() {
            members.shift_remove("sets");
        }
        Some(())
    })
}

/// Records a signal, or no longer.
fn with_signal(quiz: &Value, base: &str, kind: &str, on: bool) -> Result<Changed, String> {
    changed(quiz, base, |members| {
        let signals = members
            .entry("signals")
            .or_insert_with(|| Value::Array(Vec::new()));
        let signals = signals.as_array_mut()?;
        signals.retain(|known| known.as_str() != Some(kind));
        if on {
            signals.push(kind.into());
        }
        if signals.is_empty() {
            members.shift_remove("signals");
        }
        Some(())
    })
}

fn changed(
    quiz: &Value,
    base: &str,
    change: impl FnOnce(&mut Map<String, Value>) -> Option<()>,
) -> Result<Changed, String> {
    let mut quiz = quiz.clone();
    let members = quiz.pointer_mut(base).and_then(Value::as_object_mut);
    members
        .and_then(change)
        .ok_or("What this answer records cannot be read.")?;
    Ok(Changed {
        quiz,
        said: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::{entries, first_value, id_of, with_set, with_signal};
    use serde_json::json;

    #[test]
    fn facts_are_meant_by_id_or_by_label() {
        for (typed, id) in [
            ("budget_amount", "budget_amount"),
            (" budget AMOUNT ", "budget_amount"),
            ("shoe size", "shoe size"),
        ] {
            assert_eq!(id_of(typed), id);
        }
        assert_eq!(
            ["budget", "seniority", "company"].map(first_value),
            ["yes", "owner", ""]
        );
    }

    #[test]
    fn what_is_recorded_comes_and_goes() {
        let quiz = json!({ "a": { "id": "x" } });
        let one = with_set(&quiz, "/a", "budget", Some("yes".into())).unwrap();
        assert_eq!(
            one.quiz,
            json!({ "a": { "id": "x", "sets": { "budget": "yes" } } })
        );
        assert_eq!(
            entries(one.quiz.pointer("/a/sets")),
            [("budget".to_owned(), "yes".to_owned())]
        );
        let none = with_set(&one.quiz, "/a", "budget", None).unwrap();
        assert_eq!(none.quiz, quiz);
        let did = with_signal(&quiz, "/a", "replied", true).unwrap();
        let twice = with_signal(&did.quiz, "/a", "replied", true).unwrap();
        assert_eq!(
            twice.quiz,
            json!({ "a": { "id": "x", "signals": ["replied"] } })
        );
        assert_eq!(
            with_signal(&twice.quiz, "/a", "replied", false)
                .unwrap()
                .quiz,
            quiz
        );
        assert!(with_set(&json!({ "a": { "sets": 3 } }), "/a", "b", None).is_err());
    }
}
