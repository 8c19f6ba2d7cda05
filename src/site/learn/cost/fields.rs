//! The fields for the reader's own numbers.

use super::{Read, Sheet};
use crate::session::Session;
use exchange::CostField;
use leptos::prelude::*;

/// The fields in their groups, with a heading each.
const GROUPS: [(&str, &[CostField]); 3] = [
    ("What comes in", &[CostField::Leads, CostField::Spend]),
    (
        "How many of them prove…",
        &[
            CostField::ToProspect,
            CostField::ToOpportunity,
            CostField::ToCustomer,
        ],
    ),
    (
        "What work on one takes",
        &[
            CostField::HoursLead,
            CostField::HoursProspect,
            CostField::HoursOpportunity,
            CostField::HourCost,
            CostField::HoursAvailable,
        ],
    ),
];

/// Its name, its unit behind the field, and what is to be known.
fn words_of(field: CostField) -> (&'static str, &'static str, &'static str) {
    match field {
        CostField::Spend => ("Spent to get them", "", "Advertising, events, lists"),
        CostField::Leads => ("Leads", "contacts", ""),
        CostField::ToProspect => ("Leads that prove prospects", "%", ""),
        CostField::ToOpportunity => ("Prospects that prove opportunities", "%", ""),
        CostField::ToCustomer => ("Opportunities that buy", "%", ""),
        CostField::HoursLead => ("For a lead", "hours", "A short mail or call"),
        CostField::HoursProspect => ("For a prospect", "hours", "Talks and research"),
        CostField::HoursOpportunity => {
            ("For an opportunity", "hours", "Demo, proposal, negotiation")
        }
        CostField::HourCost => ("An hour costs", "", "Wages and all that comes with them"),
        CostField::HoursAvailable => (
            "Hours there are",
            "hours",
            "Leave it empty for as many as it takes",
        ),
    }
}

/// All fields.
#[component]
pub fn Fields(session: Session, sheet: Memo<Sheet>, read: Memo<Read>) -> impl IntoView {
    let groups = GROUPS.map(|(heading, fields)| {
        let fields = fields
            .iter()
            .map(|field| view! { <Field session sheet read field=*field /> });
        view! {
            <fieldset>
                <legend>{heading}</legend>
                {fields.collect_view()}
            </fieldset>
        }
    });
    let type_currency = move |event| {
        let mut next = sheet.get_untracked();
        next.currency = event_target_value(&event);
        next.type_in(session, "currency", "Currency");
    };
    view! {
        <form class="cost-fields" aria-label="Your numbers" on:submit=|event| event.prevent_default()>
            {groups.into_iter().collect_view()}
            <div class="cost-field">
                <label for="cost-currency">"Currency"</label>
                <span class="cost-entry">
                    <input
                        id="cost-currency"
                        class="field cost-currency"
                        maxlength="6"
                        autocomplete="off"
                        prop:value=move || sheet.with(|sheet| sheet.currency.clone())
                        on:input=type_currency
                        on:blur=move |_| session.end_typing()
                    />
                    <span class="cost-unit">"$, €, CHF or another"</span>
                </span>
            </div>
        </form>
    }
}

#[component]
fn Field(
    session: Session,
    sheet: Memo<Sheet>,
    read: Memo<Read>,
    field: CostField,
) -> impl IntoView {
    let (name, unit, hint) = words_of(field);
    let at = field as usize;
    let id = format!("cost-{}", field.id());
    let about = format!("{id}-about");
    let money = matches!(field, CostField::Spend | CostField::HourCost);
    let unit = move || match money {
        true => sheet.with(|sheet| sheet.currency.clone()),
        false => unit.to_owned(),
    };
    let problem = Memo::new(move |_| {
        read.with(|read| read.get(at).and_then(|read| read.as_ref().err().copied()))
    });
    let read_as = Memo::new(move |_| {
        read.with(|read| {
            let number = read.get(at)?.as_ref().ok()?;
            number.read_as.clone()
        })
    });
    let text = move || sheet.with(|sheet| sheet.texts.get(at).cloned().unwrap_or_default());
    let type_it = move |event| {
        let mut next = sheet.get_untracked();
        if let Some(text) = next.texts.get_mut(at) {
            *text = event_target_value(&event);
        }
        next.type_in(session, field.id(), &format!("Cost: {name}"));
    };
    view! {
        <div class="cost-field">
            <label for=id.clone()>{name}</label>
            <span class="cost-entry">
                <input
                    id=id
                    class="field"
                    inputmode="decimal"
                    autocomplete="off"
                    aria-invalid=move || problem.with(Option::is_some).to_string()
                    aria-describedby=about.clone()
                    prop:value=text
                    on:input=type_it
                    on:blur=move |_| session.end_typing()
                />
                <span class="cost-unit">{unit}</span>
            </span>
            <small id=about class:cost-problem=move || problem.with(Option::is_some)>
                {move || match (problem.get(), read_as.get()) {
                    (Some(problem), _) => problem.to_string(),
                    (None, Some(read_as)) => format!("Read as {read_as}"),
                    (None, None) => hint.to_owned(),
                }}
            </small>
        </div>
    }
}
