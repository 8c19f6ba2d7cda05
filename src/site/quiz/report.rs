//! The report: what each version of the quiz brought, and whether a difference is more than chance.

use super::draft::Draft;
use super::results::ToTriage;
use crate::words;
use leptos::prelude::*;
use model::Stage;
use model::quiz::Tally;
use model::quiz::ab_report::{Base, Share, VariantReport, ab_report};

/// The report on the quiz that is open.
#[component]
pub fn Report(draft: Draft, tallies: Signal<Vec<Tally>>) -> impl IntoView {
    move || {
        let report = draft
            .kept
            .with(|quiz| tallies.with(|tallies| ab_report(quiz, tallies)));
        let any = report
            .variants
            .iter()
            .any(|v| v.seen > 0 || v.started > 0 || v.completed > 0);
        if !any {
            let other = tallies.with(|all| !all.is_empty()).then(|| {
                let mut ids: Vec<String> =
                    tallies.with(|all| all.iter().map(|t| format!("“{}”", t.quiz)).collect());
                ids.dedup();
                format!(
                    "There are results of {}, but none of this quiz.",
                    ids.join(", ")
                )
            });
            return view! {
                <p class="muted">{other.unwrap_or_else(|| "There are no results of this quiz yet.".to_owned())}</p>
            }
            .into_any();
        }
        let sentences = report
            .variants
            .iter()
            .filter_map(|v| v.beside_first.as_ref())
            .map(|c| view! { <p class="quiz-verdict">{c.sentence.clone()}</p> })
            .collect_view();
        let several = report
            .variants
            .iter()
            .filter(|v| v.weight.is_some())
            .count()
            > 1;
        let base = report.base;
        // Stages that nobody came to take no place.
        let met = |stage: &Stage| {
            let counts = report.variants.iter();
            let mut counts =
                counts.filter_map(|v| v.stages_of_completed.get(*stage as usize)?.as_ref());
            counts.any(|share| share.count > 0)
        };
        let stages: Vec<Stage> = Stage::ALL.into_iter().filter(met).collect();
        view! {
            <section class="quiz-report" aria-label="Report">
                <h3>"Report"</h3>
                {report
                    .warnings
                    .iter()
                    .map(|text| view! { <p class="quiz-problem">{text.clone()}</p> })
                    .collect_view()}
                {sentences}
                <div class="quiz-wide" tabindex="0" role="group" aria-label="Versions and what they brought">
                    <table class="quiz-shares">
                        <caption class="unseen">"What each version brought"</caption>
                        <thead>
                            <tr>
                                <th scope="col">"Version"</th>
                                <th scope="col">"Prospects or better"</th>
                                <th scope="col">"Finished"</th>
                                <th scope="col">"Seen"</th>
                                <th scope="col">"Started"</th>
                                {stages
                                    .iter()
                                    .map(|stage| view! { <th scope="col">{stage.label()}</th> })
                                    .collect_view()}
                            </tr>
                        </thead>
                        <tbody>
                            {report.variants.iter().map(|v| view! { <Row variant=v.clone() base stages=stages.clone() /> }).collect_view()}
                        </tbody>
                    </table>
                </div>
                <p class="muted">
                    {match base {
                        Base::Seen => "Shares are of those who saw the quiz, with the range in which the true share lies 95 times of 100.",
                        Base::Completed => "Shares are of those who finished, with the range in which the true share lies 95 times of 100.",
                    }}
                </p>
                {several.then(|| view! { <p class="muted">{report.caution}</p> })}
                <ToTriage draft />
            </section>
        }
        .into_any()
    }
}

#[component]
fn Row(variant: VariantReport, base: Base, stages: Vec<Stage>) -> impl IntoView {
    let (prospects, shares) = match base {
        Base::Seen => (variant.prospects_of_seen, variant.stages_of_seen),
        Base::Completed => (variant.prospects_of_completed, variant.stages_of_completed),
    };
    let shares = stages
        .into_iter()
        .map(move |stage| shares.get(stage as usize).copied().flatten());
    let name = match (&variant.variant, variant.weight) {
        (None, _) => "Without versions".to_owned(),
        (Some(id), Some(_)) => id.clone(),
        (Some(id), None) => format!("{id} (no longer in the quiz)"),
    };
    let finished = match variant.completed_of_seen {
        Some(share) => counted(share),
        None => words::count(variant.completed),
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>{prospects.map_or_else(|| "–".to_owned(), counted)}</td>
            <td>{finished}</td>
            <td>{words::count(variant.seen)}</td>
            <td>{words::count(variant.started)}</td>
            {shares
                .map(|share| view! { <td>{share.map_or_else(|| "–".to_owned(), counted)}</td> })
                .collect_view()}
        </tr>
    }
}

/// "12 · 8.1 % (5.0–12.9)".
fn counted(share: Share) -> String {
    format!("{} · {}", words::count(share.count), interval(share))
}

/// "8.1 % (5.0–12.9)".
fn interval(share: Share) -> String {
    let percent = |x: f64| format!("{:.1}", x * 100.0);
    format!(
        "{} % ({}–{})",
        percent(share.estimate),
        percent(share.low),
        percent(share.high)
    )
}
