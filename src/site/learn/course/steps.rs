//! The four steps of a course, and how far a learner is.

use super::in_use;
use super::record::{KeptCourse, deck_key, kept_course};
use super::taken::{ENOUGH, Finished, Taken, lesson, note_lesson, stories, taken};
use crate::copying::Copy;
use crate::learn::address::Page;
use crate::session::Session;
use crate::{clock, words};
use exchange::Course;
use leptos::prelude::*;
use model::learn::Share;

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    ToDo,
    Begun,
    Done,
}

/// A step, as it is shown.
#[derive(Clone, Debug, PartialEq)]
struct Step {
    title: &'static str,
    /// What there is to do, or what was done.
    said: String,
    /// What the link says.
    link: &'static str,
    page: Page,
    state: State,
}

/// The page of a course that is kept.
#[component]
pub fn Steps(session: Session, stem: String) -> impl IntoView {
    let kept = Memo::new(move |_| kept_course(session, &stem));
    view! {
        <div class="course-page">
            {move || match kept.get() {
                None => view! { <Gone /> }.into_any(),
                Some(KeptCourse { course: Ok(course), .. }) => view! { <Whole session course /> }.into_any(),
                Some(KeptCourse { course: Err(why), .. }) => {
                    view! {
                        <h2 tabindex="-1">"This course cannot be opened"</h2>
                        <p class="course-refused" role="alert">
                            {why}
                        </p>
                    }
                        .into_any()
                }
            }}
        </div>
    }
}

#[component]
fn Gone() -> impl IntoView {
    view! {
        <h2 tabindex="-1">"This course is not in this browser"</h2>
        <p>
            "Open the link that your trainer sent you: all of the course is in it. "
            <a class="link" href=Page::Lesson(String::new()).hash()>
                "Or go to the lesson"
            </a>
        </p>
    }
}

#[component]
fn Whole(session: Session, course: Course) -> impl IntoView {
    let stem = StoredValue::new(course.stem.clone());
    let tests = Memo::new(move |_| {
        stem.with_value(|stem| ["before", "after"].map(|which| taken(session, stem, which)))
    });
    let cases = course.before.cases.len();
    let whole = StoredValue::new(course.clone());
    let steps = Memo::new(move |_| {
        let [before, after] = tests.get();
        let read = stem.with_value(|stem| lesson(session, stem));
        let told = whole.with_value(|course| stories(session, course));
        stem.with_value(|stem| steps(stem, cases, &before, read, told, &after))
    });
    let about = format!("By the definition {}.", in_use::name(session, &course));
    view! {
        <p class="course-kind">"Course"</p>
        <h2 tabindex="-1">{course.title.clone()}</h2>
        <p class="course-lead">{about} " Take the steps in their order; you can stop at any time and go on here."</p>
        <Definition session course />
        <ol class="course-steps">
            {move || {
                let steps = steps.get();
                let next = steps.iter().position(|step| step.state != State::Done);
                steps
                    .into_iter()
                    .enumerate()
                    .map(|(at, step)| {
                        let open = move || {
                            if at == 1 {
                                stem.with_value(|stem| note_lesson(session, stem, clock::today()));
                            }
                        };
                        view! { <OneStep number=at + 1 step next=next == Some(at) open /> }
                    })
                    .collect_view()
            }}
        </ol>
        {move || {
            let [before, after] = tests.get().map(|taken| taken.first);
            before.zip(after).map(|(before, after)| view! { <Both before after /> })
        }}
        {move || {
            let [before, after] = tests.get().map(|taken| taken.first);
            view! { <Codes session before after /> }
        }}
    }
}

#[component]
fn OneStep(number: usize, step: Step, next: bool, open: impl Fn() + 'static) -> impl IntoView {
    let (state, mark) = match step.state {
        State::Done => ("done", "done"),
        State::Begun => ("begun", "begun"),
        State::ToDo if next => ("todo", "next"),
        State::ToDo => ("todo", ""),
    };
    let button = if next { "button primary" } else { "button" };
    view! {
        <li class=format!("course-step {state}") aria-current=next.then_some("step")>
            <span class="course-number" aria-hidden="true">
                {if step.state == State::Done { "✓".to_owned() } else { number.to_string() }}
            </span>
            <div>
                <h3>
                    {step.title} " "
                    {(!mark.is_empty()).then(|| view! { <small class="course-mark">{mark}</small> })}
                </h3>
                <p>{step.said}</p>
            </div>
            <a class=button href=step.page.hash() on:click=move |_| open()>
                {step.link}
                <span class="unseen">{format!(": {}", step.title)}</span>
            </a>
        </li>
    }
}

/// Says that another definition is in use, and offers the course's.
#[component]
fn Definition(session: Session, course: Course) -> impl IntoView {
    let course = StoredValue::new(course);
    let used = Memo::new(move |_| course.with_value(|course| in_use::is_used(session, course)));
    let name = course.with_value(|course| in_use::name(session, course));
    let can = course.with_value(|course| in_use::can_be_used(session, course));
    move || {
        (!used.get()).then(|| {
            let now = session.look(|desk| desk.rulebook.name.clone());
            let said = match can {
                true => format!("Lesson and drill go by the definition in use, {now}, and this course by {name}. "),
                false => format!("This course goes by the definition {name}, which is not in this browser: lesson and drill are about another one. Ask your trainer for the course again."),
            };
            view! {
                <p class="course-note">
                    {said}
                    {can
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="button small"
                                    on:click=move |_| course.with_value(|course| in_use::take(session, course))
                                >
                                    {format!("Use {name}")}
                                </button>
                            }
                        })}
                </p>
            }
        })
    }
}

/// Both results, side by side.
#[component]
fn Both(before: Finished, after: Finished) -> impl IntoView {
    let shares = [&before, &after].map(|finished| Share::of(&finished.result.right));
    let said = match shares[1].compare(shares[0]) {
        std::cmp::Ordering::Greater => "More right than before.",
        std::cmp::Ordering::Equal => "As many right as before.",
        std::cmp::Ordering::Less => {
            "Fewer right than before: go back to the drill, and try again in some days."
        }
    };
    let numbers = ["Before", "After"]
        .into_iter()
        .zip(shares)
        .map(|(when, share)| {
            let width = format!("{}%", share.percent());
            view! {
                <tr>
                    <th scope="row">{when}</th>
                    <td class="course-track-cell">
                        <span class="course-track" aria-hidden="true">
                            <span class="course-fill" style:width=width></span>
                        </span>
                    </td>
                    <td>{format!("{} of {}", share.right, share.of)}</td>
                    <td>{format!("{} %", share.percent())}</td>
                </tr>
            }
        });
    view! {
        <section class="course-both">
            <h3>"Before and after"</h3>
            <table>
                <caption class="unseen">"What you had right before and after"</caption>
                <thead class="unseen">
                    <tr>
                        <th scope="col">"Test"</th>
                        <td></td>
                        <th scope="col">"Right"</th>
                        <th scope="col">"Share"</th>
                    </tr>
                </thead>
                <tbody>{numbers.collect_view()}</tbody>
            </table>
            <p>{said} " The cases are others of the same kinds; with so few cases a difference of one or two can be luck."</p>
        </section>
    }
}

/// The codes to send.
#[component]
fn Codes(session: Session, before: Option<Finished>, after: Option<Finished>) -> impl IntoView {
    let codes: Vec<(&str, String)> = [("before", before), ("after", after)]
        .into_iter()
        .filter_map(|(which, finished)| Some((which, finished?.code()?)))
        .collect();
    (!codes.is_empty()).then(|| {
        view! {
            <section class="course-codes">
                <h3>{if codes.len() > 1 { "Your codes" } else { "Your code" }}</h3>
                <p class="course-hint">"Send this to your trainer, who sees your result by it. It holds your name and what you answered."</p>
                {codes
                    .into_iter()
                    .map(|(which, code)| {
                        view! { <Copy session label=format!("Code of the test {which}") text=code class="course-copy" /> }
                    })
                    .collect_view()}
            </section>
        }
    })
}

/// How far a learner is with a course, in a line. Listens to what is kept.
pub fn far(session: Session, course: &Course) -> String {
    let stem = &course.stem;
    let [before, after] = ["before", "after"].map(|which| taken(session, stem, which));
    let (read, told) = (lesson(session, stem), stories(session, course));
    let cases = course.before.cases.len();
    in_line(&steps(stem, cases, &before, read, told, &after))
}

fn in_line(steps: &[Step]) -> String {
    let done = steps.iter().filter(|step| step.state == State::Done);
    let done = format!("{} of {} steps done", done.count(), steps.len());
    match steps.iter().find(|step| step.state != State::Done) {
        Some(next) => format!("{done}. Next: {}", next.title.to_lowercase()),
        None => done,
    }
}

fn steps(
    stem: &str,
    cases: usize,
    before: &Taken,
    read: bool,
    told: usize,
    after: &Taken,
) -> [Step; 4] {
    let test = |title, which: &str, taken: &Taken| {
        let (said, link, state) = match (&taken.first, taken.running) {
            (Some(first), running) => {
                let on = first
                    .on
                    .map_or_else(String::new, |on| format!(" on {}", words::day(on)));
                let link = if running { "Go on" } else { "Look at it" };
                (
                    format!("{} of {} right{on}.", first.right(), first.of()),
                    link,
                    State::Done,
                )
            }
            (None, true) => (
                "Begun: your answers are kept.".to_owned(),
                "Go on",
                State::Begun,
            ),
            (None, false) => {
                let what = words::counted(cases as u64, "case");
                (format!("{what}, without hints."), "Start", State::ToDo)
            }
        };
        let page = Page::Test(Some(deck_key(stem, which)));
        Step {
            title,
            said,
            link,
            page,
            state,
        }
    };
    let drill = match told {
        0 => (
            format!("{ENOUGH} stories, each with its explanation."),
            "Start",
            State::ToDo,
        ),
        told if told < ENOUGH => (
            format!("{told} of {ENOUGH} stories answered."),
            "Go on",
            State::Begun,
        ),
        told => (
            format!("{} answered.", story_count(told)),
            "More",
            State::Done,
        ),
    };
    let lesson = match read {
        true => ("You have opened it.".to_owned(), "Read again", State::Done),
        false => (
            "What each stage means, and what tells it from the next.".to_owned(),
            "Read",
            State::ToDo,
        ),
    };
    [
        test("Test before", "before", before),
        Step {
            title: "Lesson",
            said: lesson.0,
            link: lesson.1,
            page: Page::Lesson("stages".to_owned()),
            state: lesson.2,
        },
        Step {
            title: "Drill",
            said: drill.0,
            link: drill.1,
            page: Page::Drill(None),
            state: drill.2,
        },
        test("Test after", "after", after),
    ]
}

fn story_count(told: usize) -> String {
    match told {
        1 => "1 story".to_owned(),
        told => format!("{} stories", words::count(told as u64)),
    }
}

#[cfg(test)]
mod tests {
    use super::{State, in_line, steps};
    use crate::learn::course::taken::{ENOUGH, Finished, Taken};
    use model::learn::TestResult;

    #[test]
    fn steps_say_how_far_they_are() {
        let check = |before: Taken, read: bool, told: usize, expected: [State; 4]| {
            let all = steps("k7q2mx", 8, &before, read, told, &Taken::default());
            assert_eq!(all.each_ref().map(|step| step.state), expected);
            all
        };
        use State::{Begun, Done, ToDo};
        check(Taken::default(), false, 0, [ToDo; 4]);
        let running = Taken {
            running: true,
            first: None,
        };
        check(running, true, ENOUGH - 1, [Begun, Done, Begun, ToDo]);
        let first = Some(Finished {
            on: model::Day::parse("2026-11-26"),
            result: TestResult {
                right: vec![true, false],
                ..TestResult::default()
            },
        });
        let done = Taken {
            running: false,
            first,
        };
        let all = check(done.clone(), false, ENOUGH, [Done, ToDo, Done, ToDo]);
        assert_eq!(all[0].said, "1 of 2 right on 26 Nov 2026.");
        assert_eq!(all[0].page.hash(), "#/learn/test/k7q2mx-before");
        assert_eq!(all[3].page.hash(), "#/learn/test/k7q2mx-after");
        assert_eq!(in_line(&all), "2 of 4 steps done. Next: lesson");
        let all = steps("k7q2mx", 8, &done, true, ENOUGH, &done);
        assert_eq!(in_line(&all), "4 of 4 steps done");
    }
}
