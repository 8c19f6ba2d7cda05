//! The way of a contact as a list: each question with its verdict and the facts it stands on, then where it ends and what would help.

use super::super::stage_name::StageName;
use super::grounds::verdicts;
use super::way::{OnTheWay, Open};
use crate::panel::criteria::{sign, told};
use leptos::prelude::*;
use model::learn::lesson::{Flow, NodeKind, Question, Stay, Step, Walk};

/// The list, as far as the way is lit.
#[component]
pub fn WayList(open: Memo<Open>, steps: OnTheWay) -> impl IntoView {
    move || {
        let Some(walk) = steps.walk.get() else {
            return view! { <p class="muted">"Choose a case above, or drag it onto the drawing."</p> }
                .into_any();
        };
        let open = open.get();
        let asked: Vec<&Step> = walk.steps.iter().filter(|s| s.verdict.is_some()).collect();
        let items = asked.into_iter().map(|step| question(open.flow(), step));
        let all = walk.steps.len();
        let lit = steps.lit;
        let walked = walk.clone();
        view! {
            <ol class="way-steps">{items.collect_view()}</ol>
            <Show when=move || { lit.get() >= all }>{end(&walked)}</Show>
        }
        .into_any()
    }
}

fn question(flow: &Flow, step: &Step) -> AnyView {
    let (Some(node), Some(verdict)) = (flow.nodes.get(step.node), step.verdict) else {
        return ().into_any();
    };
    let arrow = step.arrow.and_then(|arrow| flow.arrows.get(arrow));
    let taken = arrow.map(|arrow| {
        let to = flow
            .nodes
            .get(arrow.to)
            .map_or("", |node| node.label.as_str());
        format!("{} → {to}", arrow.label)
    });
    // A reason to stop is looked for in the hope that there is none: no sign says whether that is good.
    let out = node.kind == NodeKind::Asks(Question::Out);
    let shown = (!out).then(|| sign(verdict));
    let word = if out { "" } else { told(verdict).1 };
    let between = if out { "" } else { ": " };
    view! {
        <li>
            <details class="ground">
                <summary>
                    <span class="way-sign">{shown}</span> <b>{node.label.clone()}</b> " "
                    <span class="muted">{word} {between} {taken}</span>
                </summary>
                <div class="ground-body" class:ruled-out=out>{verdicts(step.parts.clone())}</div>
            </details>
        </li>
    }
    .into_any()
}

/// Where it ends, and what would take it on.
fn end(walk: &Walk) -> AnyView {
    let more = match &walk.stay {
        Stay::Waits { ask, .. } => {
            let ask = (!ask.is_empty()).then(|| {
                view! {
                    <p>
                        "To ask first: " <b>{ask.clone()}</b>
                    </p>
                }
            });
            ask.into_any()
        }
        Stay::Over | Stay::Out(_) | Stay::Top => ().into_any(),
    };
    view! {
        <div class="way-end">
            <p>
                <StageName stage=walk.stage /> " " {walk.sentence.clone()}
            </p>
            {(!walk.by_hand.is_empty())
                .then(|| view! { <p class="muted">{walk.by_hand.clone()}</p> })} {more}
        </div>
    }
    .into_any()
}
