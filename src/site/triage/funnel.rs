//! The stages with their counts across the top; each is a filter.

use super::view::{Segment, View};
use crate::session::Session;
use crate::words;
use leptos::prelude::*;
use model::Stage;

/// The strip.
#[component]
pub fn Funnel(session: Session, view: View) -> impl IntoView {
    let counts = Memo::new(move |_| {
        session.assessments.track();
        session.look(|desk| desk.engine.assessments().counts())
    });
    view! {
        <div class="funnel" role="group" aria-label="Stages: press one to see only its contacts">
            {Segment::ALL
                .map(|segment| view! { <Part session view segment counts /> })
                .collect_view()}
        </div>
    }
}

#[component]
fn Part(session: Session, view: View, segment: Segment, counts: Memo<[u32; 7]>) -> impl IntoView {
    let count = Memo::new(move |_| segment.of(&counts.get()));
    let moved = move || {
        let before = session.before.get().map(|b| segment.of(&b.counts));
        before.map_or_else(String::new, |before| words::change(count.get(), before))
    };
    let pressed = move || view.segment.get() == Some(segment);
    let press = move |_| {
        view.segment.update(|now| {
            *now = if *now == Some(segment) {
                None
            } else {
                Some(segment)
            };
        });
    };
    let width = move || {
        let (part, whole) = share(segment, &counts.get());
        // In tenths, by whole numbers: the printing of fractions is a lot of program for one bar.
        let tenths = u64::from(part) * 1_000 / u64::from(whole.max(1));
        format!("{}.{}%", tenths / 10, tenths % 10)
    };
    let stage = segment.stage();
    view! {
        <button
            type="button"
            class=format!("segment {}", words::stage_class(stage))
            aria-pressed=move || pressed().to_string()
            data-segment=words::stage_class(stage)
            on:click=press
        >
            <span class="segment-name">
                <svg class="shape" aria-hidden="true">
                    <use href=words::stage_shape(stage)></use>
                </svg>
                {segment.name()}
            </span>
            <span class="segment-count">
                <b>{move || words::count(count.get())}</b>
                <span class="moved">{moved}</span>
            </span>
            <small>{move || note(segment, &counts.get())}</small>
            <span class="bar" aria-hidden="true">
                <i style:width=width></i>
            </span>
        </button>
    }
}

/// The part a segment is of what came before it in the funnel, and that whole. Everyone who stands further has come past.
fn share(segment: Segment, counts: &[u32; 7]) -> (u32, u32) {
    let [
        contact,
        lead,
        prospect,
        opportunity,
        customer,
        disqualified,
        lost,
    ] = *counts;
    let all = counts.iter().sum();
    let from = [
        contact + lead + prospect + opportunity + customer,
        lead + prospect + opportunity + customer,
        prospect + opportunity + customer,
        opportunity + customer,
        customer,
    ];
    let [_, leads, prospects, opportunities, customers] = from;
    match segment {
        Segment::At(Stage::Contact) => (contact, all),
        Segment::At(Stage::Lead) => (leads, from[0]),
        Segment::At(Stage::Prospect) => (prospects, leads),
        Segment::At(Stage::Opportunity) => (opportunities, prospects),
        Segment::At(_) => (customers, opportunities),
        Segment::Out => (disqualified + lost, all),
    }
}

/// What there is to say about a segment in a few words.
fn note(segment: Segment, counts: &[u32; 7]) -> String {
    let (part, whole) = share(segment, counts);
    let percent = words::percent(part, whole);
    let [.., disqualified, lost] = *counts;
    match segment {
        Segment::At(Stage::Contact) => "not leads yet".into(),
        Segment::At(Stage::Lead) => format!("{percent} got this far"),
        Segment::At(Stage::Prospect) => format!("{percent} of leads"),
        Segment::At(Stage::Opportunity) => format!("{percent} of prospects"),
        Segment::At(_) => format!("{percent} of opportunities"),
        Segment::Out => match (disqualified, lost) {
            (0, 0) => "nobody".into(),
            (_, 0) => "disqualified".into(),
            (0, _) => "lost".into(),
            _ => format!(
                "{} disqualified, {} lost",
                words::count(disqualified),
                words::count(lost)
            ),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{Segment, note, share};

    #[test]
    fn each_segment_is_a_share_of_those_who_came_this_far() {
        let counts = [10, 20, 30, 40, 50, 3, 2];
        let shares: Vec<_> = Segment::ALL.iter().map(|s| share(*s, &counts)).collect();
        assert_eq!(
            shares,
            [
                (10, 155),
                (140, 150),
                (120, 140),
                (90, 120),
                (50, 90),
                (5, 155)
            ]
        );
        assert_eq!(note(Segment::Out, &counts), "3 disqualified, 2 lost");
        assert_eq!(note(Segment::Out, &[0; 7]), "nobody");
    }
}
