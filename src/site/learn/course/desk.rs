//! Courses as a trainer sees them: the list, and one with its link and its cases.

use super::in_use;
use super::make::Make;
use super::record::{self, KeptCourse, deck_key, kept_course, kept_courses};
use super::share::Share;
use crate::app::focus_first;
use crate::learn::address::{Page, go};
use crate::session::Session;
use crate::words;
use exchange::{Course, DeckCase, matched_cases, option_label};
use leptos::prelude::*;

/// All courses, and making another.
#[component]
pub fn List(session: Session) -> impl IntoView {
    let courses = Memo::new(move |_| kept_courses(session));
    view! {
        <div class="course-page wide">
            <h2 tabindex="-1">"Courses"</h2>
            <p class="course-lead">
                "A course is a test before, the lesson, the drill, and a test after with other cases of the same kinds. Learners need its link and a browser, and nothing else."
            </p>
            <Show when=move || courses.with(|courses| !courses.is_empty())>
                <ul class="course-list">
                    {move || courses.get().into_iter().map(|course| view! { <Row course /> }).collect_view()}
                </ul>
            </Show>
            <Make session />
            <p class="course-hint">
                "To open a course from a file or a link, bring it to "
                <a class="link" href=Page::Desk(String::new()).hash()>
                    "your desk"
                </a> "."
            </p>
        </div>
    }
}

#[component]
fn Row(course: KeptCourse) -> impl IntoView {
    let about = match &course.course {
        Ok(course) => format!(
            "{} in each test, as of {}",
            words::counted(course.before.cases.len() as u64, "case"),
            words::day(course.before.as_of)
        ),
        Err(why) => why.clone(),
    };
    view! {
        <li>
            <a class="link" href=Page::Desk(format!("course/{}", course.stem)).hash()>
                {course.title()}
            </a>
            <span class="course-hint">{about}</span>
        </li>
    }
}

/// One course.
#[component]
pub fn One(session: Session, stem: String) -> impl IntoView {
    let kept = Memo::new(move |_| kept_course(session, &stem));
    view! {
        <div class="course-page wide">
            {move || match kept.get() {
                None => view! { <Gone /> }.into_any(),
                Some(kept) => view! { <Kept session kept /> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Gone() -> impl IntoView {
    view! {
        <h2 tabindex="-1">"This course is not here"</h2>
        <p>
            "It was removed, or made in another browser. "
            <a class="link" href=Page::Desk("course".to_owned()).hash()>
                "All courses"
            </a>
        </p>
    }
}

#[component]
fn Kept(session: Session, kept: KeptCourse) -> impl IntoView {
    let title = kept.title();
    let stem = kept.stem.clone();
    let course = kept.course.clone();
    let remove = move |_| {
        record::remove(session, &kept);
        go(&Page::Desk("course".to_owned()));
        focus_first(".course-page h2");
    };
    view! {
        <p class="course-kind">
            <a class="link" href=Page::Desk("course".to_owned()).hash()>
                "Courses"
            </a>
        </p>
        <h2 tabindex="-1">{title}</h2>
        {match course {
            Err(why) => view! { <p class="course-refused">{why}</p> }.into_any(),
            Ok(course) => view! { <Whole session course /> }.into_any(),
        }}
        <p class="course-actions">
            <a class="button" href=Page::Course(stem).hash()>
                "See it as a learner"
            </a>
            <a class="button" href=Page::Desk("class".to_owned()).hash()>
                "Class results"
            </a>
            <button type="button" class="button" on:click=remove>
                "Remove the course"
            </button>
        </p>
    }
}

#[component]
fn Whole(session: Session, course: Course) -> impl IntoView {
    let about = format!(
        "By the definition {}, as of {}: {} in each test. In class results on another computer it is called {}.",
        in_use::name(session, &course),
        words::day(course.before.as_of),
        words::counted(course.before.cases.len() as u64, "case"),
        course.stem
    );
    let pairs: Vec<(DeckCase, DeckCase)> = matched_cases(&course.before, &course.after)
        .into_iter()
        .map(|(before, after)| (before.clone(), after.clone()))
        .collect();
    let of = |which: &str| Page::Desk(deck_key(&course.stem, which)).hash();
    let (before, after) = (of("before"), of("after"));
    let present = Page::Present(Some(deck_key(&course.stem, "before"))).hash();
    view! {
        <p class="course-lead">{about}</p>
        <Share session course />
        <section>
            <h3>"For a learning platform"</h3>
            <p class="course-hint">
                "Each test alone, as a SCORM or cmi5 package, GIFT or QTI: "
                <a class="link" href=before>
                    "Test before"
                </a>
                ", "
                <a class="link" href=after>
                    "Test after"
                </a>
                "."
            </p>
        </section>
        <section>
            <h3>"Cases"</h3>
            <p class="course-hint">
                "The two in a row are matched; in the tests they come in other orders. "
                <a class="link" href=present>
                    "Present the test before"
                </a>
            </p>
            <ol class="course-questions">
                {pairs
                    .into_iter()
                    .enumerate()
                    .map(|(at, (before, after))| {
                        let number = at + 1;
                        view! {
                            <li>
                                <Case when=format!("{number}, before") case=before />
                                <Case when="Its match, after".to_owned() case=after />
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
        </section>
    }
}

#[component]
fn Case(when: String, case: DeckCase) -> impl IntoView {
    view! {
        <div class="course-case">
            <h4>{when}</h4>
            <p class="course-text">{case.text}</p>
            <p>
                "Right: " <b>{option_label(&case.answer).to_owned()}</b>
            </p>
            {(!case.explanation.is_empty()).then(|| view! { <p class="course-hint">{case.explanation}</p> })}
        </div>
    }
}
