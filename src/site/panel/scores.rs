//! What fit and engagement are made of. The parts sum to the score.

use super::Explained;
use crate::session::Session;
use crate::words;
use leptos::prelude::*;

/// Fit, item by item.
#[component]
pub fn Fit(said: Explained) -> impl IntoView {
    move || {
        let said = said.get();
        let items = &said.fit_items;
        let whole: u32 = items.iter().map(|i| i.of).sum();
        let (low, high) = items
            .iter()
            .fold((0, 0), |sum, i| (sum.0 + i.low, sum.1 + i.high));
        view! {
            <details>
                <summary>
                    <span>"Fit " <b class="sum">{words::interval(said.fit)}</b></span>
                </summary>
                <ul class="shares">
                    {items
                        .iter()
                        .map(|item| {
                            let scale = |part: u32| {
                                format!("scaleX({:.3})", f64::from(part) / f64::from(item.of.max(1)))
                            };
                            view! {
                                <li>
                                    <span>
                                        {item.label.clone()}
                                        {(!item.fact.is_empty())
                                            .then(|| view! { <small class="muted">{item.fact.clone()}</small> })}
                                    </span>
                                    <span class="share-bar" aria-hidden="true">
                                        <i style:transform=scale(item.low)></i>
                                        <i style:transform=scale(item.high)></i>
                                    </span>
                                    <span class="points">
                                        {range(item.low, item.high)} <span class="muted">" / " {item.of}</span>
                                    </span>
                                </li>
                            }
                        })
                        .collect_view()}
                    <li class="sum">
                        <span>
                            {if items.is_empty() { "This definition scores no fit" } else { "Points" }}
                        </span>
                        <span></span>
                        <span class="points">{range(low, high)} <span class="muted">" / " {whole}</span></span>
                    </li>
                </ul>
            </details>
        }
    }
}

/// Engagement, signal by signal.
#[component]
pub fn Engagement(session: Session, said: Explained) -> impl IntoView {
    move || {
        let said = said.get();
        let as_of = session.look(|desk| desk.workspace.as_of());
        view! {
            <details>
                <summary>
                    <span>"Engagement " <b class="sum">{said.engagement}</b></span>
                </summary>
                <ul class="shares engagement">
                    {said
                        .engagement_items
                        .iter()
                        .map(|item| {
                            let width = f64::from(u8::try_from(item.points.unsigned_abs().min(100)).unwrap_or(100)) / 100.0;
                            let times = if item.count > 1 { format!(" ×{}", item.count) } else { String::new() };
                            let when = match item.last {
                                Some(day) => format!("{}, {}", words::day(day), words::ago(day, as_of)),
                                None if item.kind.is_empty() => String::new(),
                                None => "day not known".to_owned(),
                            };
                            let faded = (!item.kind.is_empty() && item.fresh != item.points)
                                .then(|| format!(", {} when fresh", signed(item.fresh)));
                            view! {
                                <li>
                                    <span>{item.label.clone()} {times} <small>{when} {faded}</small></span>
                                    <span class="share-bar" class:minus=item.points < 0 aria-hidden="true">
                                        <i style:transform=format!("scaleX({width:.3})")></i>
                                    </span>
                                    <span class="points">{signed(item.points)}</span>
                                </li>
                            }
                        })
                        .collect_view()}
                    <li class="sum">
                        <span>
                            {if said.engagement_items.is_empty() { "Nothing that counts was done yet" } else { "Score" }}
                        </span>
                        <span></span>
                        <span class="points">{said.engagement}</span>
                    </li>
                </ul>
            </details>
        }
    }
}

fn range(low: u32, high: u32) -> String {
    if low == high {
        low.to_string()
    } else {
        format!("{low}–{high}")
    }
}

fn signed(points: i64) -> String {
    if points < 0 {
        format!("−{}", points.unsigned_abs())
    } else {
        points.to_string()
    }
}
