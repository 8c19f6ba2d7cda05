//! A course: a test before, the lesson, the drill and a test after. What a learner sees of it, and what a trainer does.

mod desk;
mod given;
mod in_use;
mod list;
mod make;
mod record;
mod share;
mod steps;
mod taken;

use crate::session::Session;
use desk::{List, One};
use given::Given;
use leptos::prelude::*;
use steps::Steps;

pub use list::{CourseList, CourseWay};
pub use record::{KeptCourse, course_of_deck, keep, kept_courses};

/// Whether this part of the desk is about courses: `course`, or `course/STEM`.
pub fn is_desk(part: &str) -> bool {
    part == "course" || part.starts_with("course/")
}

/// What a learner sees: a course that is kept, or one in a link.
#[component]
pub fn Course(session: Session, course: String) -> impl IntoView {
    // No course is told by something with a point in it; every link has one.
    match course.contains('.') {
        true => view! { <Given session link=course /> }.into_any(),
        false => view! { <Steps session stem=course /> }.into_any(),
    }
}

/// What a trainer sees: all courses, or one.
#[component]
pub fn CourseDesk(session: Session, part: String) -> impl IntoView {
    match part.strip_prefix("course/") {
        Some(stem) => view! { <One session stem=stem.to_owned() /> }.into_any(),
        None => view! { <List session /> }.into_any(),
    }
}
