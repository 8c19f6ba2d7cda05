//! The slim line that says how far the learner is, and what comes.

use super::sitting::Sitting;
use leptos::prelude::*;
use model::Day;
use model::learn::{MIXED_A_DAY, Phase, Practice};

/// A phase, and how much of it is done.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Leg {
    phase: Phase,
    name: &'static str,
    state: String,
    done: bool,
}

fn legs(practice: &Practice, today: Day) -> Vec<Leg> {
    let all = practice.boundaries.len();
    let not = |phase: Phase| {
        let open = |aim: &&model::learn::Boundary| match practice.introduction(**aim) {
            Some(Phase::Example) => true,
            Some(_) => phase == Phase::Contrast,
            None => false,
        };
        practice.boundaries.iter().filter(open).count()
    };
    let of = |done: usize, all: usize| format!("{done} of {all}");
    let (examples, pairs) = (all - not(Phase::Example), all - not(Phase::Contrast));
    let mixed = practice.answered.iter().filter(|a| a.phase == Phase::Mixed);
    let (ever, now) = (
        mixed.clone().count(),
        mixed.filter(|a| a.on == today).count(),
    );
    let mixed = if ever >= MIXED_A_DAY && now == 0 {
        MIXED_A_DAY
    } else {
        now.min(MIXED_A_DAY)
    };
    let back = practice.coming_back(today);
    let due = practice.due();
    vec![
        Leg {
            phase: Phase::Example,
            name: "Examples",
            state: of(examples, all),
            done: examples == all,
        },
        Leg {
            phase: Phase::Contrast,
            name: "Pairs",
            state: of(pairs, all),
            done: pairs == all,
        },
        Leg {
            phase: Phase::Mixed,
            name: "Mixed",
            state: of(mixed, MIXED_A_DAY),
            done: mixed == MIXED_A_DAY,
        },
        Leg {
            phase: Phase::Return,
            name: "Coming back",
            state: match (back, due.first()) {
                (0, None) => "later".to_owned(),
                (0, Some(due)) => crate::words::ago(due.on, today),
                (n, _) => format!("{n} today"),
            },
            done: false,
        },
    ]
}

/// The line.
#[component]
pub fn Line(sitting: Sitting) -> impl IntoView {
    move || {
        let today = sitting.today();
        let phase = sitting.now().map(|now| now.phase);
        let legs = sitting
            .practice
            .with(|practice| practice.as_ref().map(|practice| legs(practice, today)))
            .filter(|_| sitting.aim().is_none());
        legs.map(|legs| {
            let items = legs.into_iter().map(|leg| {
                let current = phase == Some(leg.phase);
                view! {
                    <li class:done=leg.done aria-current=current.then_some("step")>
                        <b>{leg.name}</b>
                        <span>{leg.state}</span>
                    </li>
                }
            });
            view! {
                <ol class="drill-line" aria-label="How far you are">
                    {items.collect_view()}
                </ol>
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::legs;
    use model::Day;
    use model::Stage::{Contact, Lead, Prospect};
    use model::learn::{Practice, Task};

    #[test]
    fn the_line_follows_the_log() {
        let today = Day::parse("2026-11-21").unwrap();
        let house = model::published_rulebook("house").unwrap();
        let mut practice = Practice::new("house", vec![(Contact, Lead), (Lead, Prospect)], 3);
        let check = |practice: &Practice, expected: [&str; 4]| {
            let states: Vec<String> = legs(practice, today).into_iter().map(|l| l.state).collect();
            assert_eq!(states, expected);
        };
        check(&practice, ["0 of 2", "0 of 2", "0 of 12", "later"]);
        let take = |practice: &mut Practice, tasks: usize| {
            for _ in 0..tasks {
                let task = practice.next(today);
                if let Task::Rest(_) = task {
                    break;
                }
                let story = practice.story(&task, house, today).unwrap();
                let right = story.case.stage;
                practice.note(&task, &story, right, model::learn::Sureness::Very, 9, today);
            }
        };
        take(&mut practice, 1);
        check(&practice, ["1 of 2", "0 of 2", "0 of 12", "later"]);
        take(&mut practice, 2);
        check(&practice, ["1 of 2", "1 of 2", "0 of 12", "later"]);
        take(&mut practice, 4);
        check(&practice, ["2 of 2", "2 of 2", "1 of 12", "tomorrow"]);
        take(&mut practice, 30);
        check(&practice, ["2 of 2", "2 of 2", "12 of 12", "tomorrow"]);
    }
}
