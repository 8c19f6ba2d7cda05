//! Statements that open to the criterion they stand on, and criteria with what is known of them.

use crate::panel::criteria::sign;
use leptos::prelude::*;
use model::Part;
use model::learn::lesson::{Ground, Statement};

/// A statement; opened, it shows what it stands on.
#[component]
pub fn Opens(statement: Statement) -> impl IntoView {
    let from = if statement.grounds.is_empty() {
        format!("From {}.", statement.source)
    } else {
        format!("Because of {}:", statement.source)
    };
    view! {
        <details class="ground">
            <summary>{statement.text}</summary>
            <div class="ground-body">
                <p>{from}</p>
                {(!statement.grounds.is_empty()).then(|| grounds(statement.grounds))}
            </div>
        </details>
    }
}

/// Criteria, with those inside them.
fn grounds(all: Vec<Ground>) -> AnyView {
    let items = all.into_iter().map(|ground| {
        // What a criterion looks at says something new only where it is called otherwise.
        let looks_at = ground.looks_at;
        let joined = ground.joined;
        let points = ground.points;
        view! {
            <li>
                <b>{ground.label}</b>
                {(!looks_at.is_empty()).then(|| view! { <span class="looks-at">{looks_at}</span> })}
                {(!ground.question.is_empty())
                    .then(|| view! { <span class="looks-at">"Ask: " {ground.question}</span> })}
                {(!ground.parts.is_empty())
                    .then(|| {
                        view! {
                            <span class="looks-at">{format!("that is, {joined}:")}</span>
                            {grounds(ground.parts)}
                        }
                    })}
                {(!ground.scored.is_empty())
                    .then(|| {
                        let end = if points.is_empty() { "." } else { ":" };
                        view! {
                            <span class="looks-at">{ground.scored} {end}</span>
                            {(!points.is_empty())
                                .then(|| {
                                    view! {
                                        <ul class="grounds">
                                            {points.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
                                        </ul>
                                    }
                                })}
                        }
                    })}
            </li>
        }
    });
    view! { <ul class="grounds">{items.collect_view()}</ul> }.into_any()
}

/// Criteria with their verdicts and the facts they stand on.
pub fn verdicts(parts: Vec<Part>) -> AnyView {
    let items = parts.into_iter().map(|part| {
        view! {
            <li>
                <div class="seen-line">
                    {sign(part.verdict)} <span>{part.label}</span>
                    <span class="muted">{part.fact}</span>
                </div>
                {(!part.parts.is_empty()).then(|| verdicts(part.parts))}
            </li>
        }
    });
    view! { <ul class="seen-list">{items.collect_view()}</ul> }.into_any()
}
