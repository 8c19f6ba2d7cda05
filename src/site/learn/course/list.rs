//! The courses that a learner has begun: the way back to them.

use super::in_use::is_used;
use super::record::{KeptCourse, kept_courses};
use super::steps::far;
use super::taken::{lesson, taken};
use crate::learn::address::Page;
use crate::session::Session;
use exchange::Course;
use leptos::prelude::*;

/// Each course with what is done and what is next; nothing where there is none.
#[component]
pub fn CourseList(session: Session) -> impl IntoView {
    let rows = Memo::new(move |_| {
        let all = kept_courses(session).into_iter();
        all.map(|kept| (kept.stem.clone(), kept.title(), state(session, &kept)))
            .collect::<Vec<_>>()
    });
    view! {
        <Show when=move || rows.with(|rows| !rows.is_empty())>
            <section class="taking-courses" aria-labelledby="taking-courses">
                <h3 id="taking-courses">"Courses"</h3>
                <ul class="taking-decks">
                    {move || {
                        rows.get()
                            .into_iter()
                            .map(|(stem, title, state)| {
                                view! {
                                    <li>
                                        <a href=Page::Course(stem).hash()>
                                            <bdi>{title}</bdi>
                                        </a>
                                        <p class="taking-state">{state}</p>
                                    </li>
                                }
                            })
                            .collect_view()
                    }}
                </ul>
            </section>
        </Show>
    }
}

/// The way back from the lesson or the drill to the course that somebody is at under the definition in use; nothing where there is none.
#[component]
pub fn CourseWay(session: Session) -> impl IntoView {
    let at = Memo::new(move |_| {
        let all = kept_courses(session).into_iter();
        let mut open = all.filter_map(|kept| Some((kept.title(), kept.course.ok()?)));
        let (title, course) = open.find(|(_, course)| is_open(session, course))?;
        Some((course.stem.clone(), title, far(session, &course)))
    });
    move || {
        at.get().map(|(stem, title, state)| {
            view! {
                <p class="learn-way">
                    <a class="link" href=Page::Course(stem).hash()>
                        "← "
                        <bdi>{title}</bdi>
                    </a>
                    <span class="muted">{state}</span>
                </p>
            }
        })
    }
}

/// Whether somebody began a course and has its last test still to take, by the definition in use.
fn is_open(session: Session, course: &Course) -> bool {
    let first = |which| taken(session, &course.stem, which).first;
    let begun = lesson(session, &course.stem) || first("before").is_some();
    begun && first("after").is_none() && is_used(session, course)
}

/// What is done and what is next, in a line.
fn state(session: Session, kept: &KeptCourse) -> String {
    match &kept.course {
        Ok(course) => far(session, course),
        Err(why) => why.clone(),
    }
}
