//! Practice day by day: bars, and their table.

use super::chart::{HEIGHT, LEFT, WIDTH, bars, y};
use crate::words;
use leptos::prelude::*;
use model::learn::DayOfPractice;

/// The chart with its table.
#[component]
pub fn DaysChart(days: Vec<DayOfPractice>) -> impl IntoView {
    let (drawn, most) = bars(&days);
    let ends = days.len().checked_sub(drawn.len()).and_then(|from| {
        let first = days.get(from)?;
        let last = days.last()?;
        Some((words::day(first.on), words::day(last.on)))
    });
    let ends = ends.zip(drawn.first().copied().zip(drawn.last().copied()));
    let labels = ends.map(|((first, last), (from, to))| {
        let (left, right) = (from.x, to.x + to.width);
        let more = first != last;
        view! {
            <text class="progress-tick" x=left y=HEIGHT - 14.0>
                {first}
            </text>
            {(more && right - left > 150.0)
                .then(|| {
                    view! {
                        <text class="progress-tick" x=right y=HEIGHT - 14.0 text-anchor="end">
                            {last}
                        </text>
                    }
                })}
        }
    });
    let drawn = drawn.into_iter().map(|bar| {
        let base = y(0.0);
        view! {
            <rect class="progress-asked" x=bar.x y=bar.asked width=bar.width height=base - bar.asked />
            <rect class="progress-right" x=bar.x y=bar.right width=bar.width height=base - bar.right />
        }
    });
    let lines = [0, most].map(|n| {
        let at = y(f64::from(n) / f64::from(most));
        view! {
            <line class="progress-grid" x1=LEFT x2=WIDTH y1=at y2=at />
            <text class="progress-tick" x=LEFT - 6.0 y=at + 4.0 text-anchor="end">
                {n}
            </text>
        }
    });
    let rows = days.iter().rev().map(|day| {
        view! {
            <tr>
                <th scope="row">{words::day(day.on)}</th>
                <td>{day.asked}</td>
                <td>{day.right}</td>
                <td>{words::percent(day.right, day.asked)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <svg class="progress-chart" viewBox=format!("0 0 {WIDTH} {HEIGHT}") aria-hidden="true">
            {lines.collect_view()}
            {drawn.collect_view()}
            {labels}
        </svg>
        <p class="progress-legend" aria-hidden="true">
            <span class="progress-key-right">"right"</span>
            <span class="progress-key-asked">"answered"</span>
        </p>
        <details class="progress-numbers">
            <summary>"As a table"</summary>
            <table class="progress-table">
                <caption>"Answers day by day, the last day first"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Day"</th>
                        <th scope="col">"Answered"</th>
                        <th scope="col">"Right"</th>
                        <th scope="col">"Share"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
}
