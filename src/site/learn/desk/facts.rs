//! The facts behind a story, each picked in a field that fits what it holds.

use super::case::Writing;
use crate::fact_form::{Form, form};
use crate::learn::focus::focus_when_there;
use exchange::set_attribute;
use leptos::prelude::*;
use model::facts::{ATTRIBUTES, attribute_label};
use model::learn::{Subject, facts_looked_at};
use serde_json::Value;

/// The attributes: those that the deck's definition looks at, what else is recorded, and a way to add others.
#[component]
pub fn Facts(writing: Writing) -> impl IntoView {
    let draft = writing.draft;
    // What is emptied keeps its place, and what was added stays.
    let added = RwSignal::new(Vec::<String>::new());
    let wanted = Memo::new(move |_| {
        let day = draft.as_of();
        draft.rulebook.with(|rulebook| match rulebook {
            Some(rulebook) => facts_looked_at(rulebook, day)
                .into_iter()
                .filter_map(|subject| match subject {
                    Subject::Attribute(id) => Some(id),
                    Subject::Signal(_) => None,
                })
                .collect::<Vec<_>>(),
            None => Vec::new(),
        })
    });
    let recorded = Memo::new(move |_| writing.case.with(recorded));
    Effect::new(move |_| {
        let now = recorded.get();
        let new: Vec<String> = now
            .into_iter()
            .filter(|id| added.with_untracked(|added| !added.contains(id)))
            .collect();
        if !new.is_empty() {
            added.update(|added| added.extend(new));
        }
    });
    let shown = Memo::new(move |_| {
        let mut ids = wanted.get();
        for id in added.get() {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    });
    let others = move || {
        let shown = shown.get();
        ATTRIBUTES
            .iter()
            .filter(move |(id, _)| !shown.iter().any(|s| s == id))
            .copied()
            .collect::<Vec<_>>()
    };
    let add = move |event: leptos::ev::Event| {
        let id = event_target_value(&event);
        if !id.is_empty() {
            added.update(|added| added.push(id.clone()));
            focus_when_there(&[&format!("#{}", control_id(&id))]);
        }
    };
    view! {
        <section class="desk-facts" aria-labelledby="desk-facts">
            <h3 id="desk-facts">"What is known"</h3>
            <p class="desk-hint">
                "The facts behind the story, as far as the definition looks at them. Leave out what nobody asked."
            </p>
            <div class="desk-grid">
                <For each=move || shown.get() key=Clone::clone let:id>
                    <Fact writing id />
                </For>
            </div>
            <select class="field desk-add" aria-label="Add another fact" prop:value="" on:change=add>
                {move || {
                    let first = view! { <option value="">"Add another fact…"</option> };
                    let rest = others()
                        .into_iter()
                        .map(|(id, label)| view! { <option value=id>{label}</option> })
                        .collect_view();
                    (first, rest)
                }}
            </select>
        </section>
    }
}

/// The id of the control of a fact.
fn control_id(attribute: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() || c == '_' {
            c
        } else {
            '-'
        }
    };
    format!(
        "desk-fact-{}",
        attribute.chars().map(plain).collect::<String>()
    )
}

fn recorded(case: &Value) -> Vec<String> {
    let attributes = case
        .pointer("/contact/attributes")
        .and_then(Value::as_object);
    attributes
        .into_iter()
        .flatten()
        .map(|(id, _)| id.clone())
        .collect()
}

/// What is recorded of an attribute, as it is shown.
fn value_of(case: &Value, id: &str) -> String {
    let attributes = case.pointer("/contact/attributes");
    match attributes.and_then(|attributes| attributes.get(id)) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Bool(true)) => "yes".to_owned(),
        Some(Value::Bool(false)) => "no".to_owned(),
        _ => String::new(),
    }
}

#[component]
fn Fact(writing: Writing, id: String) -> impl IntoView {
    let value = {
        let id = id.clone();
        Memo::new(move |_| writing.case.with(|case| value_of(case, &id)))
    };
    let label = attribute_label(&id).to_owned();
    let control = control_id(&id);
    let form = form(&id);
    let plain = matches!(value.get_untracked().trim(), "" | "yes" | "no");
    let choices: Option<Vec<(&str, &str)>> = match form {
        Form::YesNo if plain => Some(vec![("yes", "Yes"), ("no", "No"), ("", "Not known")]),
        _ => None,
    };
    if let Some(choices) = choices {
        return view! {
            <div class="desk-fact">
                <span class="desk-label" id=format!("{control}-label")>{label}</span>
                <div class="desk-pick" role="radiogroup" aria-labelledby=format!("{control}-label")>
                    {choices
                        .into_iter()
                        .enumerate()
                        .map(|(at, (answer, label))| {
                            let id = id.clone();
                            view! {
                                <label>
                                    <input
                                        type="radio"
                                        id=(at == 0).then(|| control.clone())
                                        name=control.clone()
                                        value=answer
                                        prop:checked=move || value.get().trim() == answer
                                        on:change=move |_| set(writing, &id, answer)
                                    />
                                    {label}
                                </label>
                            }
                        })
                        .collect_view()}
                </div>
            </div>
        }
        .into_any();
    }
    let field = match form {
        Form::OneOf(options) => {
            let other = move || {
                let value = value.get();
                let known = value.is_empty() || options.iter().any(|(option, _)| *option == value);
                (!known).then(
                    || view! { <option value=value.clone() selected>{value.clone()}</option> },
                )
            };
            let id = id.clone();
            view! {
                <select
                    class="field"
                    id=control.clone()
                    prop:value=value
                    on:change=move |event| set(writing, &id, &event_target_value(&event))
                >
                    <option value="">"Not known"</option>
                    {options
                        .iter()
                        .map(|(option, label)| {
                            let selected = value.get_untracked() == *option;
                            view! { <option value=*option selected=selected>{*label}</option> }
                        })
                        .collect_view()}
                    {other}
                </select>
            }
            .into_any()
        }
        _ => {
            let day = form == Form::Date
                && (value.get_untracked().is_empty()
                    || model::Day::parse(&value.get_untracked()).is_some());
            let id = id.clone();
            let member = format!("fact/{id}");
            let said = format!("fact “{label}”");
            let bad = move || {
                let now = value.get();
                form == Form::Number
                    && !now.trim().is_empty()
                    && model::compare::plain_number(&now).is_none()
            };
            view! {
                <input
                    class="field"
                    class:bad=bad
                    id=control.clone()
                    type=if day { "date" } else { "text" }
                    inputmode=(form == Form::Number).then_some("decimal")
                    placeholder="Not known"
                    autocomplete="off"
                    prop:value=value
                    on:input=move |event| {
                        let text = event_target_value(&event);
                        writing.type_in(&member, &said, |case| set_attribute(case, &id, &text));
                    }
                    on:blur=move |_| writing.draft.session.end_typing()
                />
                {move || bad().then(|| view! { <small class="desk-doubt">"Not a plain number, so it counts as not known."</small> })}
            }
            .into_any()
        }
    };
    view! {
        <div class="desk-fact">
            <label class="desk-label" for=control.clone()>{label}</label>
            <div>{field}</div>
        </div>
    }
    .into_any()
}

fn set(writing: Writing, id: &str, value: &str) {
    let label = format!("fact “{}”", attribute_label(id));
    writing.change(&label, |case| set_attribute(case, id, value));
}

#[cfg(test)]
mod tests {
    use super::{control_id, recorded, value_of};
    use serde_json::json;

    #[test]
    fn values_are_shown_as_they_count() {
        let case = json!({ "contact": { "attributes": { "a": "x", "b": 3, "c": true, "d": false, "e": null } } });
        for (id, expected) in [
            ("a", "x"),
            ("b", "3"),
            ("c", "yes"),
            ("d", "no"),
            ("e", ""),
            ("f", ""),
        ] {
            assert_eq!(value_of(&case, id), expected, "{id}");
        }
        assert_eq!(recorded(&case).len(), 5);
        assert_eq!(recorded(&json!({})).len(), 0);
        assert_eq!(control_id("a b.c"), "desk-fact-a-b-c");
    }
}
