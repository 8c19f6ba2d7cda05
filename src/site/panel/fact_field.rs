//! One fact: a field that fits what it holds.

use crate::fact_form::{Form, form};
use crate::session::Session;
use leptos::prelude::*;
use model::Day;
use model::facts::attribute_label;

/// The id of the control of a fact, for its label and the focus.
pub fn control_id(attribute: &str) -> String {
    format!("fact-{attribute}")
}

/// A fact with its label, where it comes from, and a field.
#[component]
pub fn FactField(session: Session, row: u32, id: String) -> impl IntoView {
    let value = Memo::new({
        let id = id.clone();
        move |_| {
            session.facts.track();
            session.look(|desk| desk.workspace.table().get(row, &id).to_owned())
        }
    });
    let origin = Memo::new({
        let id = id.clone();
        move |_| {
            session.facts.track();
            origin(session, row, &id)
        }
    });
    let form = form(&id);
    let name = control_id(&id);
    let label = attribute_label(&id).to_owned();
    let note = move || origin.get().map(|text| view! { <small>{text}</small> });
    // Yes and no are a group of their own; what is recorded but is neither shows as text.
    let plain = matches!(value.get_untracked().trim(), "" | "yes" | "no");
    if form == Form::YesNo && plain {
        return view! {
            <div>
                <span class="label" id=format!("{name}-label")>
                    {label}
                    {note}
                </span>
                <YesNo session row id value name />
            </div>
        }
        .into_any();
    }
    view! {
        <div>
            <label for=name.clone()>
                {label}
                {note}
            </label>
            {match form {
                Form::OneOf(options) => {
                    view! { <OneOf session row id value name options=options /> }.into_any()
                }
                _ => view! { <Typed session row id value name form /> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

#[component]
fn YesNo(
    session: Session,
    row: u32,
    id: String,
    value: Memo<String>,
    name: String,
) -> impl IntoView {
    let group = name.clone();
    view! {
        <div class="choice" role="radiogroup" aria-labelledby=format!("{name}-label")>
            {[("yes", "Yes"), ("no", "No"), ("", "Not known")]
                .into_iter()
                .enumerate()
                .map(|(at, (answer, label))| {
                    let id = id.clone();
                    view! {
                        <label>
                            <input
                                type="radio"
                                id=(at == 0).then(|| name.clone())
                                name=group.clone()
                                prop:checked=move || value.get().trim() == answer
                                on:change=move |_| session.set_fact(row, &id, answer)
                            />
                            {label}
                        </label>
                    }
                })
                .collect_view()}
        </div>
    }
}

#[component]
fn OneOf(
    session: Session,
    row: u32,
    id: String,
    value: Memo<String>,
    name: String,
    options: &'static [(&'static str, &'static str)],
) -> impl IntoView {
    let other = move || {
        let value = value.get();
        let known = value.is_empty() || options.iter().any(|(option, _)| *option == value);
        (!known).then(|| view! { <option value=value.clone() selected>{value.clone()}</option> })
    };
    view! {
        <select
            class="field"
            id=name
            prop:value=value
            on:change=move |event| session.set_fact(row, &id, &event_target_value(&event))
        >
            <option value="">"Not known"</option>
            {options
                .iter()
                .map(|(option, label)| {
                    view! {
                        <option value=*option selected=value.get_untracked() == *option>
                            {*label}
                        </option>
                    }
                })
                .collect_view()}
            {other}
        </select>
    }
}

#[component]
fn Typed(
    session: Session,
    row: u32,
    id: String,
    value: Memo<String>,
    name: String,
    form: Form,
) -> impl IntoView {
    let bad = Memo::new(move |_| match form {
        _ if value.get().trim().is_empty() => None,
        Form::Number if model::compare::plain_number(&value.get()).is_none() => {
            Some("Not a plain number, so it counts as not known")
        }
        Form::Date if Day::parse(&value.get()).is_none() => {
            Some("Not a day such as 2026-11-21, so it counts as not known")
        }
        _ => None,
    });
    // What cannot be shown as a day stays text, as it was recorded.
    let is_day = form == Form::Date && bad.get_untracked().is_none();
    view! {
        <div>
            <input
                class="field"
                class:bad=move || bad.get().is_some()
                id=name
                type=if is_day { "date" } else { "text" }
                inputmode=(form == Form::Number).then_some("decimal")
                placeholder="Not known"
                autocomplete="off"
                title=value
                prop:value=value
                on:input=move |event| session.type_fact(row, &id, &event_target_value(&event))
                on:blur=move |_| session.end_typing()
            />
            {move || bad.get().map(|text| view! { <span class="bad-note">{text}</span> })}
        </div>
    }
}

/// Where a fact comes from when nobody stated it.
fn origin(session: Session, row: u32, id: &str) -> Option<String> {
    session.look(|desk| {
        let column = desk.workspace.table().column(id)?;
        let text = match id {
            _ if !column.inferred.contains(&row) => return None,
            "seniority" => "from the job title",
            "in_target_market" => "answered for the list",
            _ => "worked out",
        };
        Some(text.to_owned())
    })
}
