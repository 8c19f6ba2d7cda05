//! The last step: what came in, what did not, and where everybody stands.

use super::importing::Importing;
use super::problems::ProblemList;
use crate::words;
use leptos::prelude::*;
use model::Stage;

/// The step.
#[component]
pub fn Done(importing: Importing) -> impl IntoView {
    let session = importing.session;
    let name = importing.name.get_untracked();
    let outcome = importing.outcome.get_untracked();
    let mut said = Vec::new();
    if outcome.empty_rows > 0 {
        said.push(format!(
            "{} left out",
            words::counted(outcome.empty_rows, "blank row")
        ));
    }
    if outcome.disqualified > 0 {
        said.push(format!(
            "{} set aside by their status",
            words::count(outcome.disqualified)
        ));
    }
    if outcome.inferred_seniority > 0 {
        said.push(format!(
            "for {} the seniority was worked out from the job title",
            words::count(outcome.inferred_seniority)
        ));
    }
    let counts = Memo::new(move |_| {
        session.assessments.track();
        let staged = session.staging.get().is_none();
        staged.then(|| session.look(|desk| desk.engine.assessments().counts()))
    });
    let all = session.look(|desk| desk.workspace.lists().len()) > 1;
    let definition = session.look(|desk| desk.rulebook.name.clone());
    let take_back = move |_| {
        session.undo();
        importing.start_over();
    };
    let show = move |_| {
        // What the list was filtered by before must not hide what has come.
        importing.view.clear();
        importing.view.import.set(false);
    };
    view! {
        <div class="dialog-body import-done">
            <p>
                <b>{words::counted(outcome.contacts, "contact")}</b>
                {format!(" from {name} are in.")}
                {(!said.is_empty()).then(|| format!(" {}.", said.join(", ")))}
            </p>
            <p class="muted">
                {format!("{} by “{definition}”:", if all { "All lists together" } else { "Staged" })}
            </p>
            // A list that is said aloud is still a list, so the saying is another element's.
            <div role="status">
                <ul class="import-counts">
                    {move || match counts.get() {
                        None => view! { <li class="muted">"Staging…"</li> }.into_any(),
                        Some(counts) => stages(&counts).into_any(),
                    }}
                </ul>
            </div>
            <ProblemList importing />
        </div>
        <div class="dialog-foot">
            <button type="button" class="button" on:click=take_back>
                "Take it back"
            </button>
            <span class="gap"></span>
            <button type="button" class="button primary" autofocus on:click=show>
                "Show the list"
            </button>
        </div>
    }
}

fn stages(counts: &[u32; 7]) -> impl IntoView + use<> {
    Stage::ALL
        .into_iter()
        .zip(*counts)
        .filter(|(stage, count)| {
            *count > 0 || !matches!(stage, Stage::Disqualified | Stage::Lost | Stage::Customer)
        })
        .map(|(stage, count)| {
            view! {
                <li>
                    <span class=format!("stage {}", words::stage_class(stage))>
                        <svg class="shape" aria-hidden="true">
                            <use href=words::stage_shape(stage)></use>
                        </svg>
                        {stage.label()}
                    </span>
                    <b>{words::count(count)}</b>
                </li>
            }
        })
        .collect_view()
}
