//! The two ways beside one another, in numbers.

use super::Found;
use leptos::prelude::*;
use model::learn::{Outcome, amount_told, money_told};

/// How a number is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Plain,
    Hours,
    Money,
}

/// A line: its name, its unit, and where its number is found; `None` where there is no such number.
type Line = (&'static str, Unit, fn(&Outcome) -> Option<f64>);

const LINES: [Line; 9] = [
    ("Leads worked on", Unit::Plain, |o| Some(o.worked)),
    ("Prospects among them", Unit::Plain, |o| {
        let [_, prospects, ..] = o.funnel;
        Some(prospects.contacts)
    }),
    ("Opportunities among them", Unit::Plain, |o| {
        let [.., opportunities, _] = o.funnel;
        Some(opportunities.contacts)
    }),
    ("Opportunities missed", Unit::Plain, |o| Some(o.missed)),
    ("Hours of work", Unit::Hours, |o| Some(o.hours)),
    ("Of these wasted", Unit::Hours, |o| Some(o.wasted)),
    ("Cost", Unit::Money, |o| Some(o.cost)),
    ("Customers", Unit::Plain, |o| Some(o.customers)),
    ("Cost per customer", Unit::Money, |o| o.cost_per_customer),
];

/// The table.
#[component]
pub fn Differences(found: Memo<Option<Found>>, currency: Memo<String>) -> impl IntoView {
    let rows = LINES.map(|(name, unit, number)| {
        let told = move |number: Option<f64>| {
            let Some(number) = number else {
                return "–".to_owned();
            };
            match unit {
                Unit::Plain => amount_told(number),
                Unit::Hours => format!("{} h", amount_told(number)),
                Unit::Money => currency.with(|currency| money_told(number, currency)),
            }
        };
        let cell = move |which: fn(&Found) -> &Outcome| {
            let number = found.with(|found| found.as_ref().and_then(|found| number(which(found))));
            (number, told(number))
        };
        let all = move || cell(|found| &found.both.all);
        let staged = move || cell(|found| &found.both.staged);
        let difference = move || match (all().0, staged().0) {
            (Some(all), Some(staged)) => match told(Some(staged - all)) {
                less_or_none if staged <= all => less_or_none,
                more => format!("+{more}"),
            },
            _ => told(None),
        };
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td>{move || all().1}</td>
                <td>{move || staged().1}</td>
                <td>{difference}</td>
            </tr>
        }
    });
    view! {
        <div class="cost-table-frame" tabindex="0" role="group" aria-label="The two ways in numbers">
            <table class="cost-table">
                <caption class="unseen">"The two ways in numbers"</caption>
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col">"Every lead as an opportunity"</th>
                        <th scope="col">"Each by its stage"</th>
                        <th scope="col">"Difference"</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().collect_view()}</tbody>
            </table>
        </div>
    }
}
