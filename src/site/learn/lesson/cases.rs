//! The worked cases: first one's own answer, then what every definition says, and why.

use super::super::choices::{Choices, place_of};
use super::super::stage_name::StageName;
use super::grounds::verdicts;
use super::use_definition::UseDefinition;
use super::{InUse, address, in_use};
use crate::session::Session;
use crate::words;
use leptos::html;
use leptos::prelude::*;
use model::learn::lesson::{
    Definition, Opinion, WORKED_DAY, WorkedCase, definitions, opinions, worked_cases,
};
use model::learn::stage_words;
use model::{Gate, Rulebook, Stage, explain};

/// The part of the lesson; with the case of this id, if there is one.
#[component]
pub fn Cases(session: Session, within: String) -> impl IntoView {
    let cases = worked_cases();
    let first = cases.iter().position(|case| case.id == within).unwrap_or(0);
    let at = RwSignal::new(first);
    let answer = RwSignal::new(None::<Stage>);
    let used = in_use(session);
    let title = NodeRef::<html::H3>::new();
    let go = move |to: usize| {
        answer.set(None);
        at.set(to);
        // What is read next is the other case.
        if let Some(title) = title.get_untracked() {
            let _ = title.focus();
        }
    };
    let last = cases.len().saturating_sub(1);
    view! {
        <header class="lesson-head">
            <h2 tabindex="-1">"What would each say?"</h2>
            <p>
                "Cases to argue about, as of " {words::day(WORKED_DAY)}
                ". Say first where you would put them; then see every definition’s answer and its reason."
            </p>
        </header>
        <div class="case-bar">
            <label>
                <span>"Case"</span>
                <select
                    class="field"
                    prop:value=move || at.get().to_string()
                    on:change=move |event| {
                        answer.set(None);
                        at.set(event_target_value(&event).parse().unwrap_or_default());
                    }
                >
                    {cases
                        .iter()
                        .enumerate()
                        .map(|(place, case)| {
                            view! {
                                <option value=place selected=place == first>
                                    {format!("{}. {}", place + 1, case.title)}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
            </label>
            <button type="button" class="button" disabled=move || { at.get() == 0 } on:click=move |_| go(at.get_untracked().saturating_sub(1))>
                "Previous"
            </button>
            <button type="button" class="button" disabled=move || { at.get() >= last } on:click=move |_| go((at.get_untracked() + 1).min(last))>
                "Next case"
            </button>
        </div>
        <article class="case" aria-label="Case">
            <h3 tabindex="-1" node_ref=title>
                {move || cases.get(at.get()).map(|case| case.title.as_str())}
            </h3>
            <p class="case-story">{move || cases.get(at.get()).map(|case| case.story.as_str())}</p>
        </article>
        <Answer used at answer />
        <div aria-live="polite">
            {move || {
                let case = cases.get(at.get())?;
                let answer = answer.get()?;
                let (rulebook, _) = used.get();
                Some(view! { <Said session case answer rulebook /> })
            }}
        </div>
    }
}

/// The stage under the definition in use.
fn right(case: &WorkedCase, rulebook: &Rulebook) -> Stage {
    explain(rulebook, &case.table, 0, WORKED_DAY).stage
}

#[component]
fn Answer(
    used: Memo<(InUse, model::Day)>,
    at: RwSignal<usize>,
    answer: RwSignal<Option<Stage>>,
) -> impl IntoView {
    let chosen = Signal::derive(move || answer.get().map(|stage| stage.id().to_owned()));
    let right = Signal::derive(move || {
        answer.get()?;
        let case = worked_cases().get(at.get())?;
        Some(right(case, &used.get().0).id().to_owned())
    });
    let choose = move |id: String| answer.set(Stage::from_id(&id));
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let plain = !event.ctrl_key() && !event.alt_key() && !event.meta_key();
        let stage = place_of(&event.key()).and_then(|place| Stage::ALL.get(place));
        if let Some(stage) = stage.filter(|_| plain && answer.get_untracked().is_none()) {
            event.prevent_default();
            answer.set(Some(*stage));
        }
    };
    let options: Vec<String> = Stage::ALL.map(|stage| stage.id().to_owned()).to_vec();
    view! {
        <div class="case-choices" on:keydown=on_key>
            <p class="case-ask">"Where would you put them?"</p>
            <Choices legend="Where would you put them?" options chosen right choose />
        </div>
    }
}

/// What everyone says, grouped by stage.
#[component]
fn Said(
    session: Session,
    case: &'static WorkedCase,
    answer: Stage,
    rulebook: InUse,
) -> impl IntoView {
    let all = definitions(&rulebook);
    let said = opinions(&all, &case.table, WORKED_DAY);
    let with_you = (said.by_stage.iter())
        .find(|(stage, _)| *stage == answer)
        .map_or(0, |(_, group)| group.len());
    let yours = match with_you {
        0 => "No definition says what you said.".to_owned(),
        1 => "One definition says what you said.".to_owned(),
        n if n == said.of => "They all say what you said.".to_owned(),
        n => format!("{n} definitions say what you said."),
    };
    let groups = said.by_stage.iter().map(|(stage, group)| {
        let stage = *stage;
        let cards = group.iter().filter_map(|opinion| {
            let definition = *all.get(opinion.definition)?;
            Some(one_opinion(session, case, definition, opinion))
        });
        view! {
            <section class=format!("opinions {}", words::stage_class(stage)) class:yours=stage == answer>
                <h4>
                    <StageName stage />
                    <span class="muted">
                        {words::counted(group.len() as u64, "definition")}
                        {(stage == answer).then_some(", as you")}
                    </span>
                </h4>
                <ul>{cards.collect_view()}</ul>
            </section>
        }
    });
    view! {
        <section class="case-said" aria-label="What each says">
            <p class="case-sum">
                <b>{said.sentence()}</b> " " {yours}
            </p>
            {groups.collect_view()}
            <p>
                <a href=address("way", &case.id)>"Drop this case into a flow"</a>
            </p>
        </section>
    }
}

/// What one definition says, with why; opened, each criterion with its fact.
fn one_opinion(
    session: Session,
    case: &'static WorkedCase,
    definition: Definition<'_>,
    opinion: &Opinion,
) -> impl IntoView + use<> {
    let explanation = explain(definition.rulebook, &case.table, 0, WORKED_DAY);
    let gates = Gate::ALL
        .into_iter()
        .zip(explanation.gate_parts)
        .map(|(gate, parts)| {
            view! {
                <p class="muted">{format!("What {} asks for", stage_words(gate.stage()))}</p>
                {verdicts(parts)}
            }
        });
    let out = explanation.disqualifiers;
    let in_use = definition.in_use;
    view! {
        <li class="opinion" class:used=in_use>
            <div class="opinion-head">
                <b>{opinion.name.clone()}</b>
                <UseDefinition session id=definition.rulebook.id.clone() name=opinion.name.clone() />
            </div>
            <p>{opinion.why.clone()}</p>
            <details class="ground">
                <summary>"Criterion by criterion"</summary>
                <div class="ground-body">
                    {(!out.is_empty())
                        .then(|| {
                            view! {
                                <p class="muted">"What would put them out"</p>
                                <div class="ruled-out">{verdicts(out)}</div>
                            }
                        })} {gates.collect_view()}
                </div>
            </details>
        </li>
    }
}
