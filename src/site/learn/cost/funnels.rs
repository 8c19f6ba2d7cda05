//! Two funnels side by side: contacts step by step, and the hours that each step takes.

use super::Found;
use super::moving::{Pair, moving};
use crate::words;
use leptos::prelude::*;
use model::Stage;
use model::learn::{
    FUNNEL_SIZE, FunnelShape, FunnelStep, Outcome, Reach, amount_told, funnel_shape,
};

/// Both funnels on the same scale.
#[component]
pub fn Funnels(found: Memo<Option<Found>>) -> impl IntoView {
    let to_be = Memo::new(move |_| -> Pair {
        found.with(|found| {
            found.as_ref().map_or_else(Pair::default, |found| {
                let reach = Reach::of(&found.both);
                [&found.both.all, &found.both.staged].map(|outcome| funnel_shape(outcome, reach))
            })
        })
    });
    let now = moving(to_be);
    let all = Memo::new(move |_| now.with(|[all, _]| *all));
    let staged = Memo::new(move |_| now.with(|[_, staged]| *staged));
    view! {
        <div class="cost-funnels">
            <Funnel
                name="Every lead treated as an opportunity"
                outcome=Memo::new(move |_| found.get().map(|found| found.both.all))
                shape=all
                pattern="cost-waste-all"
            />
            <Funnel
                name="Each by its stage"
                outcome=Memo::new(move |_| found.get().map(|found| found.both.staged))
                shape=staged
                pattern="cost-waste-staged"
            />
        </div>
        <p class="cost-legend" aria-hidden="true">
            <span class="cost-key"></span>
            "Hours of work"
            <span class="cost-key wasted"></span>
            "of these wasted on contacts that are no opportunities"
        </p>
    }
}

#[component]
fn Funnel(
    name: &'static str,
    outcome: Memo<Option<Outcome>>,
    shape: Memo<FunnelShape>,
    pattern: &'static str,
) -> impl IntoView {
    let (width, height) = FUNNEL_SIZE;
    let said = move || {
        let steps = outcome.get().map(|outcome| outcome.funnel);
        let steps = steps.iter().flatten().map(step_said);
        format!("{name}: {}.", steps.collect::<Vec<_>>().join("; "))
    };
    let rows = (0..4).map(|at| view! { <Row at outcome shape pattern /> });
    view! {
        <figure class="cost-funnel">
            <figcaption>{name}</figcaption>
            <svg viewBox=format!("0 0 {width} {height}") role="img" aria-label=said>
                <pattern id=pattern width="6" height="6" patternUnits="userSpaceOnUse">
                    <rect class="cost-waste-ground" width="6" height="6"></rect>
                    <path class="cost-waste-line" d="M-1.5 1.5 1.5-1.5M0 6 6 0M4.5 7.5 7.5 4.5"></path>
                </pattern>
                {rows.collect_view()}
            </svg>
        </figure>
    }
}

#[component]
fn Row(
    at: usize,
    outcome: Memo<Option<Outcome>>,
    shape: Memo<FunnelShape>,
    pattern: &'static str,
) -> impl IntoView {
    let row =
        Memo::new(move |_| shape.with(|shape| shape.rows.get(at).copied().unwrap_or_default()));
    let step = Memo::new(move |_| outcome.get().and_then(|o| o.funnel.get(at).copied()));
    let stage = STAGES.get(at).copied().unwrap_or(Stage::Lead);
    let contacts = move || {
        let number = step.get().map_or(0.0, |step| step.contacts);
        counted(stage, number)
    };
    let hours = move || match step.get() {
        Some(step) if step.hours > 0.0 => format!("{} h", amount_told(step.hours)),
        _ => String::new(),
    };
    // A row does not move but within itself.
    let top = row.get_untracked().top;
    view! {
        <g class=words::stage_class(stage)>
            <polygon class="cost-step" points=move || row.with(|row| row.points())></polygon>
            <use
                href=words::stage_shape(stage)
                x="92"
                y=top + 9.0
                width="12"
                height="12"
            ></use>
            <text class="cost-count" x="98" y=top + 38.0 text-anchor="middle">
                {contacts}
            </text>
            <rect
                class="cost-hours"
                x=move || row.get().bar
                y=top + 8.0
                width=move || (row.get().hours - row.get().wasted).max(0.0)
                height="18"
            ></rect>
            <rect
                fill=format!("url(#{pattern})")
                x=move || row.get().bar + row.get().hours - row.get().wasted
                y=top + 8.0
                width=move || row.get().wasted
                height="18"
            ></rect>
            <text class="cost-count" x=move || row.get().bar y=top + 42.0>
                {hours}
            </text>
        </g>
    }
}

const STAGES: [Stage; 4] = [
    Stage::Lead,
    Stage::Prospect,
    Stage::Opportunity,
    Stage::Customer,
];

/// "500 leads", "1 opportunity".
pub fn counted(stage: Stage, number: f64) -> String {
    let told = amount_told(number);
    let one = told == "1";
    let noun = match (stage, one) {
        (Stage::Lead, true) => "lead",
        (Stage::Lead, false) => "leads",
        (Stage::Prospect, true) => "prospect",
        (Stage::Prospect, false) => "prospects",
        (Stage::Opportunity, true) => "opportunity",
        (Stage::Opportunity, false) => "opportunities",
        (_, true) => "customer",
        (_, false) => "customers",
    };
    format!("{told} {noun}")
}

fn step_said(step: &FunnelStep) -> String {
    let contacts = counted(step.stage, step.contacts);
    match step.hours > 0.0 {
        true => format!("{contacts}, {} hours", amount_told(step.hours)),
        false => contacts,
    }
}

#[cfg(test)]
mod tests {
    use super::counted;
    use model::Stage;

    #[test]
    fn counts_have_nouns() {
        for (stage, number, expected) in [
            (Stage::Lead, 500.0, "500 leads"),
            (Stage::Opportunity, 1.0, "1 opportunity"),
            (Stage::Customer, 0.9, "0.9 customers"),
            (Stage::Prospect, 0.0, "0 prospects"),
        ] {
            assert_eq!(counted(stage, number), expected);
        }
    }
}
