//! The criteria of each gate, each with its verdict and the fact it stands on.

use super::Explained;
use crate::words;
use leptos::prelude::*;
use model::{Gate, Part, Verdict};

/// The gates with their criteria. The gate where the walk stopped is open.
#[component]
pub fn Criteria(said: Explained) -> impl IntoView {
    let stopped = Memo::new(move |_| said.get().stopped_at);
    view! {
        {Gate::ALL
            .iter()
            .enumerate()
            .map(|(at, gate)| {
                let gate = *gate;
                let stage = gate.stage();
                let open = stopped.get_untracked().unwrap_or(Gate::Opportunity) == gate;
                view! {
                    <details open=open>
                        <summary>
                            <span class="gate-title">
                                <svg class=format!("shape {}", words::stage_class(stage)) aria-hidden="true">
                                    <use href=words::stage_shape(stage)></use>
                                </svg>
                                {format!("To be {} {}", if gate == Gate::Opportunity { "an" } else { "a" }, stage.label().to_lowercase())}
                            </span>
                            {move || said.get().gates.get(at).map(|v| sign(*v))}
                        </summary>
                        {move || said.get().gate_parts.get(at).map(|parts| tree(parts))}
                    </details>
                }
            })
            .collect_view()}
        {move || {
            let said = said.get();
            let any = !said.disqualifiers.is_empty();
            any.then(|| {
                view! {
                    <details>
                        <summary>"What would rule them out"</summary>
                        <div class="ruled-out">{tree(&said.disqualifiers)}</div>
                    </details>
                }
            })
        }}
    }
}

/// Criteria, with those inside them.
pub fn tree(parts: &[Part]) -> AnyView {
    view! {
        <ul class="criteria">
            {parts
                .iter()
                .map(|part| {
                    view! {
                        <li>
                            <div class="criterion" class:group=!part.parts.is_empty()>
                                {sign(part.verdict)} <span class="what">{part.label.clone()}</span>
                                <span class="fact">{part.fact.clone()}</span>
                            </div>
                            {(!part.parts.is_empty()).then(|| tree(&part.parts))}
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
    .into_any()
}

/// A verdict as a sign that is not told by colour alone, and in words.
pub fn told(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Met => ("✓", "met"),
        Verdict::NotMet => ("✗", "not met"),
        Verdict::Unknown => ("?", "not known"),
    }
}

/// A verdict by its sign, for eyes and for ears.
pub fn sign(verdict: Verdict) -> impl IntoView + use<> {
    let (sign, word) = told(verdict);
    view! {
        <span class=format!("sign {}", verdict.id()) title=word>
            <span aria-hidden="true">{sign}</span>
            <span class="unseen">{word}</span>
        </span>
    }
}
