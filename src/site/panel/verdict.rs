//! Stage, grade, why, the gates, and what should not wait.

use super::Explained;
use crate::session::Session;
use crate::words;
use leptos::prelude::*;
use model::facts::signal_label;
use model::{Gate, Stage};

/// The card with the verdict.
#[component]
pub fn Verdict(session: Session, said: Explained, row: u32) -> impl IntoView {
    let by_hand = Memo::new(move |_| {
        session.facts.track();
        session.rules.track();
        let said = said.get();
        session.look(|desk| {
            let set = desk.workspace.table().overrides.get(&row)?;
            set.in_force(desk.workspace.as_of()).then(|| {
                let mut text = format!("Set by {}", or(&set.author, "hand"));
                if let Some(until) = set.until {
                    text += &format!(" until {}", words::day(until));
                }
                if !set.reason.trim().is_empty() {
                    text += &format!(": {}", set.reason.trim());
                }
                let end = if text.ends_with(['.', '!', '?']) {
                    ""
                } else {
                    "."
                };
                format!(
                    "{text}{end} By the rules: {}.",
                    said.rule_stage.label().to_lowercase()
                )
            })
        })
    });
    view! {
        <section class="verdict" aria-label="Verdict" aria-live="polite">
            {move || {
                let said = said.get();
                let stage = said.stage;
                view! {
                    <div class="verdict-line">
                        <span class=format!("stage {}", words::stage_class(stage))>
                            <svg class="shape" aria-hidden="true">
                                <use href=words::stage_shape(stage)></use>
                            </svg>
                            {stage.label()}
                        </span>
                        <span class="grade" title="Fit as a letter, engagement as a number">
                            {said.grade.to_string()}
                        </span>
                        <small>
                            {said.stale.map(|days| format!("stale for {}", words::counted(days, "day")))}
                        </small>
                    </div>
                    <p>{said.why.clone()}</p>
                }
            }} {move || by_hand.get().map(|text| view! { <p class="by-hand">{text}</p> })}
            <Gates said />
        </section>
        {move || alerts(&said.get()).into_iter().map(|text| view! { <p class="alert-line"><span>{text}</span></p> }).collect_view()}
        {move || {
            let as_of = session.look(|desk| desk.workspace.as_of());
            said.get()
                .next_move
                .map(|(day, stage)| {
                    view! {
                        <p class="note-line">
                            {format!(
                                "If nothing happens: {} on {}, {}.",
                                stage.label().to_lowercase(),
                                words::day(day),
                                words::ago(day, as_of),
                            )}
                        </p>
                    }
                })
        }}
        {move || {
            said.get()
                .bad_data
                .iter()
                .map(|text| view! { <p class="note-line">{text.clone()}</p> })
                .collect_view()
        }}
    }
}

/// A bar per gate with a piece per criterion.
#[component]
fn Gates(said: Explained) -> impl IntoView {
    view! {
        <ul class="gates">
            {move || {
                let said = said.get();
                Gate::ALL
                    .iter()
                    .zip(&said.gates)
                    .zip(&said.gate_parts)
                    .map(|((gate, verdict), parts)| {
                        let met = parts.iter().filter(|p| p.verdict == model::Verdict::Met).count();
                        let name = gate.stage().label();
                        let sign = match verdict {
                            model::Verdict::Met => "✓",
                            model::Verdict::NotMet => "✗",
                            model::Verdict::Unknown => "?",
                        };
                        view! {
                            <li title=format!("{name}: {met} of {} met", parts.len())>
                                <span class="gate-bar" aria-hidden="true">
                                    {parts.iter().map(|p| view! { <i class=p.verdict.id()></i> }).collect_view()}
                                </span>
                                <small>
                                    <span class=format!("sign {}", verdict.id())>{sign}</span>
                                    {name}
                                </small>
                            </li>
                        }
                    })
                    .collect_view()
            }}
        </ul>
    }
}

/// What should not wait: later gates met before their turn, and interest after the end.
fn alerts(said: &super::Shared) -> Vec<String> {
    let mut alerts = Vec::new();
    if let Some((kind, day)) = &said.re_engage {
        alerts.push(format!(
            "Back again: {} on {}. Worth another look.",
            signal_label(kind).to_lowercase(),
            words::day(*day)
        ));
    }
    let open = said
        .stopped_at
        .map(|gate| gate.stage().label().to_lowercase());
    if let (Some(open), false) = (open, said.overlaps.is_empty()) {
        let met: Vec<String> = said
            .overlaps
            .iter()
            .map(|gate| gate.stage().label().to_lowercase())
            .collect();
        if !matches!(said.stage, Stage::Customer) {
            alerts.push(format!(
                "Already behaves like {} {}, but was never qualified as {} {open}.",
                article(&met.join(" and ")),
                met.join(" and "),
                article(&open),
            ));
        }
    }
    alerts
}

fn article(word: &str) -> &'static str {
    if word.starts_with('o') { "an" } else { "a" }
}

fn or<'a>(text: &'a str, instead: &'a str) -> &'a str {
    if text.trim().is_empty() {
        instead
    } else {
        text.trim()
    }
}
