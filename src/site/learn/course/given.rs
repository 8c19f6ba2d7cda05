//! A course in a link: what it is, and its start.

use super::in_use;
use super::record::kept_course;
use crate::learn::address::{Page, go};
use crate::session::Session;
use crate::words;
use exchange::Course;
use leptos::prelude::*;

/// The page.
#[component]
pub fn Given(session: Session, link: String) -> impl IntoView {
    match Course::from_link(&link) {
        Err(error) => view! {
            <div class="course-page">
                <h2 tabindex="-1">"This course cannot be opened"</h2>
                <p class="course-refused" role="alert">
                    {error.to_string()}
                </p>
                <p>
                    <a class="link" href=Page::Lesson(String::new()).hash()>
                        "Go to the lesson"
                    </a>
                </p>
            </div>
        }
        .into_any(),
        Ok(course) => view! { <Opened session course /> }.into_any(),
    }
}

#[component]
fn Opened(session: Session, course: Course) -> impl IntoView {
    let stem = course.stem.clone();
    let kept = kept_course(session, &stem).is_some();
    let name = in_use::name(session, &course);
    let cases = words::counted(course.before.cases.len() as u64, "case");
    let title = course.title.clone();
    let changes = !in_use::is_used(session, &course) && in_use::can_be_used(session, &course);
    let start = {
        let stem = stem.clone();
        move |_| {
            if in_use::start(session, &course) {
                go(&Page::Course(stem.clone()));
            }
        }
    };
    view! {
        <div class="course-page">
            <p class="course-kind">"A course for you"</p>
            <h2 tabindex="-1">{title}</h2>
            <p class="course-lead">
                "You take a short test, read a lesson, practise, and take another test with other cases of the same kinds. The answers go by the definition "
                <b>{name.clone()}</b> "."
            </p>
            <ol class="course-plan">
                <li>{format!("Test before: {cases}")}</li>
                <li>"Lesson"</li>
                <li>"Drill"</li>
                <li>{format!("Test after: {cases}")}</li>
            </ol>
            <p class="course-hint">
                "Everything stays in this browser. Each test ends with a short code, which you send to your trainer."
            </p>
            {if kept {
                view! {
                    <p>
                        <a class="button primary" href=Page::Course(stem).hash()>
                            "Go on with this course"
                        </a>
                    </p>
                }
                    .into_any()
            } else {
                view! {
                    <p>
                        <button type="button" class="button primary" on:click=start>
                            "Start the course"
                        </button>
                    </p>
                    {changes
                        .then(|| {
                            view! {
                                <p class="course-hint">
                                    {format!("Starting puts the definition {name} in use, so that lesson and drill are about it. Undo takes that back.")}
                                </p>
                            }
                        })}
                }
                    .into_any()
            }}
        </div>
    }
}
