//! Who says what: contradictions and agreements, what each definition asks for, and any two of them compared.

use super::super::stage_name::StageName;
use super::claims::Claims;
use super::compare_two::CompareTwo;
use super::in_use;
use super::use_definition::UseDefinition;
use crate::session::Session;
use crate::words;
use leptos::prelude::*;
use model::learn::lesson::{
    AGREEMENTS, CONTRADICTIONS, Definition, Kind, Place, definitions, theme_table,
};
use model::{Gate, Stage};

/// The part of the lesson.
#[component]
pub fn Sources(session: Session) -> impl IntoView {
    let used = in_use(session);
    view! {
        <header class="lesson-head">
            <h2 tabindex="-1">"Who says what"</h2>
            <p>
                "Five articles explain the same three words, and no two of them mean the same. Each became a definition that the engine runs, so nothing here is opinion: it is what came out."
            </p>
        </header>
        <section class="lesson-section">
            <h3>"Where they contradict one another"</h3>
            <Claims claims=&CONTRADICTIONS />
        </section>
        <section class="lesson-section">
            <h3>"Where all seven agree"</h3>
            <Claims claims=&AGREEMENTS />
        </section>
        <section class="lesson-section">
            <h3>"Two at a time"</h3>
            <CompareTwo session />
        </section>
        <section class="lesson-section">
            <h3 id="asks-for">"What each of them asks for, and when"</h3>
            <p class="theme-legend">
                "Asked of a" <StageName stage=Stage::Lead /> <StageName stage=Stage::Prospect />
                <StageName stage=Stage::Opportunity />
                <span class="stage-name out">
                    <svg class="shape" aria-hidden="true">
                        <use href="#shape-out"></use>
                    </svg>
                    "Puts them out"
                </span>
            </p>
            {move || {
                let (rulebook, _) = used.get();
                let all = definitions(&rulebook);
                view! {
                    {table(&all)}
                    <h3>"The definitions, and where they come from"</h3>
                    {origins(session, &all)}
                }
            }}
        </section>
    }
}

/// The name of a definition among others: a published one that the team has changed is marked.
pub fn name_of(definition: &Definition<'_>) -> String {
    let name = &definition.rulebook.name;
    let published = model::published_rulebook(&definition.rulebook.id).is_some();
    if definition.kind == Kind::Own && published {
        format!("{name} (yours)")
    } else {
        name.clone()
    }
}

fn table(all: &[Definition<'_>]) -> impl IntoView + use<> {
    let heads = all.iter().map(|definition| {
        let used = definition.in_use.then_some("true");
        view! {
            <th scope="col" aria-current=used>
                {name_of(definition)}
            </th>
        }
    });
    let rows = theme_table(all).into_iter().map(|row| {
        let cells = row.places.into_iter().map(|places| {
            let none = places.is_empty();
            view! { <td class:none=none>{cell(places)}</td> }
        });
        view! {
            <tr>
                <th scope="row">
                    {row.theme.label()} <small>{row.theme.question()}</small>
                </th>
                {cells.collect_view()}
            </tr>
        }
    });
    view! {
        <div class="theme-frame" tabindex="0" role="group" aria-labelledby="asks-for">
            <table class="themes">
                <thead>
                    <tr>
                        <th scope="col">"What is asked"</th>
                        {heads.collect_view()}
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

/// The gates at which something is asked, each once, with what exactly.
fn cell(places: Vec<Place>) -> AnyView {
    if places.is_empty() {
        return view! { <span class="unseen">"not asked"</span> }.into_any();
    }
    let gates = Gate::ALL.into_iter().map(Some).chain([None]);
    let marks = gates.filter_map(|gate| {
        let said: Vec<&str> = (places.iter())
            .filter(|place| place.gate == gate)
            .map(|place| place.criterion.as_str())
            .collect();
        if said.is_empty() {
            return None;
        }
        let (shape, class, word) = match gate {
            Some(gate) => {
                let stage = gate.stage();
                (
                    words::stage_shape(stage),
                    words::stage_class(stage),
                    gate.id(),
                )
            }
            None => ("#shape-out", "out", "puts out"),
        };
        let said = said.join("; ");
        Some(view! {
            <span class=class title=said.clone()>
                <svg class="shape" aria-hidden="true">
                    <use href=shape></use>
                </svg>
                <span class="unseen">{format!("{word}: {said}. ")}</span>
            </span>
        })
    });
    marks.collect_view().into_any()
}

fn origins(session: Session, all: &[Definition<'_>]) -> impl IntoView + use<> {
    let items = all.iter().map(|definition| {
        let rulebook = definition.rulebook;
        view! {
            <li class="origin">
                <div class="opinion-head">
                    <b>{name_of(definition)}</b>
                    <UseDefinition session id=rulebook.id.clone() name=rulebook.name.clone() />
                </div>
                <p>{rulebook.summary.clone()}</p>
                {(!rulebook.source.is_empty())
                    .then(|| view! { <p class="muted">{rulebook.source.clone()}</p> })}
            </li>
        }
    });
    view! { <ul class="origins">{items.collect_view()}</ul> }
}
