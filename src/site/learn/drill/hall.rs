//! Between stories: what comes, how today went, and what else there is to practise.

use super::kept;
use super::sitting::{MORE, Sitting};
use crate::learn::address::Page;
use crate::words;
use leptos::prelude::*;
use model::learn::{Confusion, Practice, Task};
use model::{Day, Stage};

/// What is said, by how far the learner is.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Said {
    headline: String,
    text: String,
    /// What the button says; empty where there is nothing to go on with.
    button: String,
    /// Whether it is time to rest, so that going on is more than is needed.
    rest: bool,
}

fn said(practice: &Practice, task: &Task, (aimed, stuck): (bool, bool), today: Day) -> Said {
    let rest = matches!(task, Task::Rest(_));
    let asked = practice.day(today);
    let back = practice.coming_back(today);
    let more = format!("{} more", MORE);
    if stuck {
        return Said {
            headline: "These two cannot be practised under this definition".to_owned(),
            text: String::new(),
            button: String::new(),
            rest: false,
        };
    }
    if practice.boundaries.is_empty() && !aimed {
        return Said {
            headline: "There is nothing to practise under this definition".to_owned(),
            text: "It tells no two stages apart by one criterion. Choose another definition at the top."
                .to_owned(),
            button: String::new(),
            rest: true,
        };
    }
    let (headline, text) = if practice.answered.is_empty() {
        (
            "Tell them apart, and know why".to_owned(),
            "You get stories of contacts at the border between two stages. First some are worked through for you, then you compare two that differ in one fact, then they come mixed. What a story does not tell, nobody knows, or it did not happen. Whatever you answer, you see which fact decided. What you learnt comes back after some days.".to_owned(),
        )
    } else if rest && !aimed {
        let next = match practice.due().first() {
            Some(due) if due.on > today => {
                let days = words::ago(due.on, today);
                format!(
                    "Nothing more is due. The next story comes back {days} ({}): {} or {}.",
                    words::day(due.on),
                    due.aim.0.label().to_lowercase(),
                    due.aim.1.label().to_lowercase()
                )
            }
            _ => "Nothing more is due.".to_owned(),
        };
        ("Done for today".to_owned(), next)
    } else if rest {
        (
            "That was a round".to_owned(),
            "Go on with this pair, or practise everything.".to_owned(),
        )
    } else if back > 0 {
        let comes = if back == 1 { "comes" } else { "come" };
        (
            format!(
                "{} {comes} back today",
                words::counted(u64::try_from(back).unwrap_or(0), "story").replace("storys", "stories")
            ),
            "They are new stories about what you learnt some days ago: what is remembered after a pause stays.".to_owned(),
        )
    } else {
        (
            "Go on where you were".to_owned(),
            format!(
                "{} so far.",
                words::counted(
                    u64::try_from(practice.answers().count()).unwrap_or(0),
                    "answer"
                )
            ),
        )
    };
    Said {
        headline,
        text,
        button: match (rest, practice.answered.is_empty(), asked.asked) {
            (true, ..) => more,
            (false, true, _) => "Start".to_owned(),
            _ => "Go on".to_owned(),
        },
        rest,
    }
}

/// How a day went: stages taken for one another on it.
fn of_day(practice: &Practice, today: Day) -> Confusion {
    let mut confusion = Confusion::default();
    for answer in practice.answers().filter(|a| a.on == today) {
        confusion.add(answer.stage, answer.answer, 1);
    }
    confusion
}

/// The hall.
#[component]
pub fn Hall(sitting: Sitting) -> impl IntoView {
    let today = sitting.today();
    let aimed = sitting.aim().is_some();
    // What is found out about the definition meanwhile changes what is said.
    let said = Memo::new(move |_| {
        let stuck = sitting.stuck.get();
        sitting.practice.with(|practice| {
            let practice = practice.as_ref()?;
            Some(said(practice, &sitting.task(), (aimed, stuck), today))
        })
    });
    let confirm = RwSignal::new(false);
    let begin = move |_| {
        let rulebook = sitting.rulebook();
        if kept::begin_again(sitting.session, &rulebook.id) {
            sitting.session.say(format!(
                "Practice under “{}” begins again. Your answers so far are put aside; you can bring them back below.",
                rulebook.name
            ));
        }
    };
    let answers = sitting
        .practice
        .with_untracked(|practice| practice.as_ref().map_or(0, |p| p.answered.len()));
    view! {
        <section class="drill-scene drill-hall" aria-label="Practice">
            <p class="drill-news" role="status">
                {move || sitting.news.get()}
            </p>
            {move || said.get()
                .map(|said| {
                    let rest = said.rest;
                    view! {
                        <h3 tabindex="-1">{said.headline}</h3>
                        {(!said.text.is_empty())
                            .then(|| view! { <p class="drill-lead">{said.text.clone()}</p> })}
                        {rest.then(|| view! { <Today sitting today /> })}
                        {(!said.button.is_empty())
                            .then(|| {
                                view! {
                                    <button
                                        type="button"
                                        class="button primary drill-next"
                                        data-enter
                                        on:click=move |_| {
                                            if rest { sitting.more() } else { sitting.next() }
                                        }
                                    >
                                        {said.button}
                                        <kbd aria-hidden="true">"Enter"</kbd>
                                    </button>
                                }
                            })}
                    }
                })} <Pairs sitting />
            {move || {
                let alike = sitting.alike.get();
                (!alike.is_empty())
                    .then(|| {
                        view! {
                            <h4>"What this definition does not tell apart"</h4>
                            <ul class="drill-alike">
                                {alike.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}
                            </ul>
                        }
                    })
            }}
            {(answers > 0)
                .then(|| {
                    view! {
                        <div class="drill-again">
                            <Show
                                when=move || confirm.get()
                                fallback=move || {
                                    view! {
                                        <button
                                            type="button"
                                            class="link"
                                            on:click=move |_| confirm.set(true)
                                        >
                                            "Begin again under this definition"
                                        </button>
                                    }
                                }
                            >
                                <p>
                                    {format!(
                                        "Put {} under “{}” aside? Your progress under it starts from nothing; you can bring them back here.",
                                        words::counted(u64::try_from(answers).unwrap_or(0), "answer"),
                                        sitting.rulebook().name,
                                    )}
                                </p>
                                <div class="drill-buttons">
                                    <button type="button" class="button" on:click=begin>
                                        "Begin again"
                                    </button>
                                    <button
                                        type="button"
                                        class="button"
                                        on:click=move |_| confirm.set(false)
                                    >
                                        "Keep them"
                                    </button>
                                </div>
                            </Show>
                        </div>
                    }
                })}
            <kept::Asides session=sitting.session id=sitting.rulebook().id.clone() />
        </section>
    }
}

/// How today went.
#[component]
fn Today(sitting: Sitting, today: Day) -> impl IntoView {
    let (day, mixed, sentence) = sitting.practice.with_untracked(|practice| match practice {
        Some(practice) => (
            practice.day(today),
            of_day(practice, today).most_mixed_up(),
            practice.calibration().sentence(),
        ),
        None => (
            Practice::new("", Vec::new(), 0).day(today),
            None,
            String::new(),
        ),
    });
    (day.asked > 0).then(|| {
        view! {
            <dl class="drill-today">
                <div>
                    <dt>"Answered today"</dt>
                    <dd>{day.asked}</dd>
                </div>
                <div>
                    <dt>"Right"</dt>
                    <dd>{day.right} " · " {words::percent(day.right, day.asked)}</dd>
                </div>
                {mixed
                    .map(|(low, high, times)| {
                        view! {
                            <div>
                                <dt>"Mixed up most"</dt>
                                <dd>
                                    <a href=Page::Drill(Some((low, high))).hash()>
                                        {format!("{} and {}", low.label(), high.label().to_lowercase())}
                                    </a>
                                    {format!(" · {times}×")}
                                </dd>
                            </div>
                        }
                    })}
            </dl>
            <p class="drill-lead">{sentence} " " <a href=Page::Progress.hash()>"See your progress"</a></p>
        }
    })
}

/// Pairs that can be practised alone.
#[component]
fn Pairs(sitting: Sitting) -> impl IntoView {
    move || {
        let pairs: Vec<(Stage, Stage)> = sitting
            .practice
            .with(|practice| practice.as_ref().map(|p| p.boundaries.clone()))
            .unwrap_or_default();
        (!pairs.is_empty()).then(|| {
            let links = pairs.into_iter().map(|aim| {
                let current = sitting.aim() == Some(aim);
                view! {
                    <a
                        class="button small"
                        href=Page::Drill(Some(aim)).hash()
                        aria-current=current.then_some("page")
                    >
                        {format!("{} or {}", aim.0.label(), aim.1.label().to_lowercase())}
                    </a>
                }
            });
            view! {
                <div class="drill-pairs">
                    <h4>"One pair alone"</h4>
                    <div class="drill-buttons">{links.collect_view()}</div>
                </div>
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{of_day, said};
    use model::Day;
    use model::Stage::{Lead, Prospect};
    use model::learn::{Practice, Sureness, Task};

    #[test]
    fn the_hall_says_what_comes() {
        let today = Day::parse("2026-11-21").unwrap();
        let house = model::published_rulebook("house").unwrap();
        let mut practice = Practice::new("house", vec![(Lead, Prospect)], 4);
        let check = |practice: &Practice, aimed: (bool, bool), day: Day, expected: [&str; 2]| {
            let said = said(practice, &practice.next(day), aimed, day);
            assert_eq!([said.headline.as_str(), said.button.as_str()], expected);
            said.text
        };
        check(
            &practice,
            (false, false),
            today,
            ["Tell them apart, and know why", "Start"],
        );
        let take = |practice: &mut Practice, tasks: usize, day: Day| {
            for _ in 0..tasks {
                let task = practice.next(day);
                if let Task::Rest(_) = task {
                    break;
                }
                let story = practice.story(&task, house, day).unwrap();
                let says = story.twin.stage;
                practice.note(&task, &story, says, Sureness::Very, 9, day);
            }
        };
        take(&mut practice, 1, today);
        check(
            &practice,
            (false, false),
            today,
            ["Go on where you were", "Go on"],
        );
        take(&mut practice, 50, today);
        let text = check(
            &practice,
            (false, false),
            today,
            ["Done for today", "6 more"],
        );
        assert_eq!(
            text,
            "Nothing more is due. The next story comes back tomorrow (22 Nov 2026): lead or prospect."
        );
        let (low, high, times) = of_day(&practice, today).most_mixed_up().unwrap();
        assert_eq!((low, high, times), (Lead, Prospect, 18));
        assert_eq!(of_day(&practice, today.plus(1)).total(), 0);
        let tomorrow = today.plus(1);
        check(
            &practice,
            (false, false),
            tomorrow,
            ["2 stories come back today", "Go on"],
        );
        take(&mut practice, 1, tomorrow);
        check(
            &practice,
            (false, false),
            tomorrow,
            ["1 story comes back today", "Go on"],
        );
        check(
            &practice,
            (true, true),
            today,
            ["These two cannot be practised under this definition", ""],
        );
        let none = Practice::new("house", Vec::new(), 4);
        check(
            &none,
            (false, false),
            today,
            ["There is nothing to practise under this definition", ""],
        );
    }
}
