//! How sure the learner was against how often right: a chart, its table, and what to take from it.

use super::chart::{HEIGHT, LEFT, WIDTH, points, y};
use crate::words;
use leptos::prelude::*;
use model::learn::{Calibration, Level, Sureness};

/// The name of a level: "Very sure".
fn name(sureness: Sureness) -> String {
    let mut name = sureness.words().to_owned();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    name
}

/// The chart with its table.
#[component]
pub fn SurenessChart(calibration: Calibration) -> impl IntoView {
    if calibration.brier.is_none() {
        return view! { <p class="learn-none">"Shown once you have answered mixed stories."</p> }
            .into_any();
    }
    let sentence = calibration.sentence();
    let levels: Vec<Level> = calibration.levels.to_vec();
    let said: Vec<String> = points(&levels)
        .iter()
        .map(|point| format!("{:.1},{:.1}", point.x, point.said))
        .collect();
    let marks = points(&levels).into_iter().zip(levels.clone());
    let marks = marks.map(|(point, level)| {
        view! {
            <text class="progress-tick" x=point.x y=HEIGHT - 16.0 text-anchor="middle">
                {name(level.sureness)}
            </text>
            <text class="progress-tick" x=point.x y=HEIGHT - 3.0 text-anchor="middle">
                {if level.asked == 0 {
                    "no answers".to_owned()
                } else {
                    format!("{} of {}", level.right, level.asked)
                }}
            </text>
            {point
                .right
                .map(|right| {
                    view! {
                        <line class="progress-gap" x1=point.x x2=point.x y1=point.said y2=right />
                        <circle class="progress-point" cx=point.x cy=right r="6" />
                    }
                })}
        }
    });
    let lines = [0.0, 0.5, 1.0].map(|share| {
        view! {
            <line class="progress-grid" x1=LEFT x2=WIDTH y1=y(share) y2=y(share) />
            <text class="progress-tick" x=LEFT - 6.0 y=y(share) + 4.0 text-anchor="end">
                {format!("{:.0} %", share * 100.0)}
            </text>
        }
    });
    let rows = levels.into_iter().map(|level| {
        view! {
            <tr>
                <th scope="row">{name(level.sureness)}</th>
                <td>{format!("{:.0} %", level.sureness.chance() * 100.0)}</td>
                <td>{words::percent(level.right, level.asked)}</td>
                <td>{level.asked}</td>
            </tr>
        }
    });
    view! {
        <p>{sentence}</p>
        <svg class="progress-chart" viewBox=format!("0 0 {WIDTH} {HEIGHT}") aria-hidden="true">
            {lines.collect_view()}
            <polyline class="progress-said" points=said.join(" ") />
            {marks.collect_view()}
        </svg>
        <p class="progress-legend" aria-hidden="true">
            <span class="progress-key-point">"how often you were right"</span>
            <span class="progress-key-said">"what the words claim"</span>
        </p>
        <details class="progress-numbers">
            <summary>"As a table"</summary>
            <table class="progress-table">
                <caption>"How sure you were, and how often right"</caption>
                <thead>
                    <tr>
                        <th scope="col">"You were"</th>
                        <th scope="col">"That claims"</th>
                        <th scope="col">"Right"</th>
                        <th scope="col">"Answers"</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </details>
    }
    .into_any()
}
