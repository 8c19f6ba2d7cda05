//! The courses that a learner has begun: the way back to them.

use super::record::{KeptCourse, kept_courses};
use super::steps::far;
use crate::learn::address::Page;
use crate::session::Session;
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

/// What is done and what is next, in a line.
fn state(session: Session, kept: &KeptCourse) -> String {
    match &kept.course {
        Ok(course) => far(session, course),
        Err(why) => why.clone(),
    }
}
