//! What the engine says of a case while it is written: the stage, why, criterion by criterion, and what other definitions say.

use super::super::stage_name::StageName;
use super::case::Writing;
use crate::definitions;
use crate::panel::criteria::tree;
use leptos::prelude::*;
use model::{Day, Gate, One, Part, Rulebook, Stage, Table, explain};

/// What the engine says.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The definition's name.
    pub by: String,
    /// The stage.
    pub stage: Stage,
    /// Why, in a sentence or two.
    pub why: String,
    /// What the gates ask for.
    gates: [Vec<Part>; 3],
    /// What would rule the contact out.
    disqualifiers: Vec<Part>,
    /// The first gate that is not met.
    stopped_at: Option<Gate>,
    /// Facts that could not be read, a sentence each.
    bad_data: Vec<String>,
}

impl Said {
    /// What a rulebook says of the contact in a table's only row.
    pub fn of(rulebook: &Rulebook, table: &Table, day: Day) -> Option<Said> {
        let all = explain(rulebook, table, 0, day);
        Some(Said {
            by: rulebook.name.clone(),
            stage: all.stage,
            why: all.why.clone(),
            stopped_at: all.stopped_at,
            gates: all.gate_parts,
            disqualifiers: all.disqualifiers,
            bad_data: all.bad_data,
        })
    }
}

/// The side of the page that says it.
#[component]
pub fn Verdict(writing: Writing) -> impl IntoView {
    let stage = Memo::new(move |_| {
        writing
            .said
            .with(|said| said.as_ref().map(|said| said.stage))
    });
    view! {
        <aside class="desk-verdict" aria-label="What the definition says">
            {move || match stage.get() {
                None => {
                    view! {
                        <p class="desk-warning">
                            "The definition of this deck is not here, or the facts cannot be read, so nothing can be said of this case. Choose another definition on the deck’s page."
                        </p>
                    }
                        .into_any()
                }
                Some(_) => view! { <Whole writing /> }.into_any(),
            }}
        </aside>
    }
}

#[component]
fn Whole(writing: Writing) -> impl IntoView {
    let said = Memo::new(move |_| writing.said.get());
    view! {
        <div aria-live="polite" class="desk-said">
            {move || {
                said.get()
                    .map(|said| {
                        view! {
                            <p class="desk-by">{format!("{} says", said.by)}</p>
                            <p class="desk-stage">
                                <StageName stage=said.stage />
                            </p>
                            <p>{said.why}</p>
                            {said.bad_data.into_iter().map(|text| view! { <p class="desk-note">{text}</p> }).collect_view()}
                        }
                    })
            }}
        </div>
        <div class="desk-gates">
            {Gate::ALL
                .iter()
                .enumerate()
                .map(|(at, gate)| {
                    let gate = *gate;
                    let stage = gate.stage();
                    let is_open = Memo::new(move |_| {
                        said.with(|said| said.as_ref().is_some_and(|said| said.stopped_at.unwrap_or(Gate::Opportunity) == gate))
                    });
                    view! {
                        <details prop:open=is_open>
                            <summary>
                                "To be " {if gate == Gate::Opportunity { "an " } else { "a " }}
                                <StageName stage />
                                <small>
                                    {move || {
                                        said.with(|said| said.as_ref().and_then(|said| said.gates.get(at)).map(|parts| met(parts)))
                                    }}
                                </small>
                            </summary>
                            {move || said.with(|said| said.as_ref().and_then(|said| said.gates.get(at)).map(|parts| tree(parts)))}
                        </details>
                    }
                })
                .collect_view()}
            {move || {
                said.with(|said| {
                    let parts = said.as_ref().map(|said| &said.disqualifiers).filter(|parts| !parts.is_empty())?;
                    Some(
                        view! {
                            <details>
                                <summary>"What would rule them out"</summary>
                                <div class="ruled-out">{tree(parts)}</div>
                            </details>
                        },
                    )
                })
            }}
        </div>
        <Others writing />
    }
}

/// How many of the parts are met.
fn met(parts: &[Part]) -> String {
    let met = parts
        .iter()
        .filter(|part| part.verdict == model::Verdict::Met)
        .count();
    format!("{met} of {} met", parts.len())
}

/// What the other definitions say of the same facts.
#[component]
fn Others(writing: Writing) -> impl IntoView {
    let session = writing.draft.session;
    let others = Memo::new(move |_| {
        session.rules.track();
        let day = writing.draft.as_of();
        let own = writing
            .draft
            .rulebook
            .with(|rulebook| rulebook.as_ref().map(|r| r.id.clone()));
        let Some(table) = writing.table() else {
            return Vec::new();
        };
        let mut by_stage: Vec<(Stage, Vec<String>)> = Vec::new();
        for choice in definitions::choices(session) {
            if own.as_ref() == Some(&choice.id) {
                continue;
            }
            let id = serde_json::Value::from(choice.id);
            let Some(rulebook) = super::draft::rulebook_named(session, &id) else {
                continue;
            };
            let stage = One::new(&rulebook, &table, day).stage();
            match by_stage.iter_mut().find(|(known, _)| *known == stage) {
                Some((_, names)) => names.push(choice.name),
                None => by_stage.push((stage, vec![choice.name])),
            }
        }
        by_stage.sort_by_key(|(stage, _)| *stage);
        by_stage
    });
    view! {
        <div class="desk-others">
            <p class="desk-by">"The others say"</p>
            <ul>
                {move || {
                    others
                        .get()
                        .into_iter()
                        .map(|(stage, names)| {
                            view! {
                                <li>
                                    <StageName stage />
                                    <small>{names.join(", ")}</small>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
        </div>
    }
}
