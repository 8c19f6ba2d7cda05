//! A deck that is one of a course's two tests: it is handed out, and not changed, since the course is known by what is in both.

use super::super::address::Page;
use super::super::course::KeptCourse;
use super::draft::Draft;
use super::export::Export;
use super::share::Share;
use crate::session::Session;
use crate::words;
use leptos::prelude::*;

/// The page of such a deck.
#[component]
pub fn InCourse(session: Session, key: String, course: KeptCourse) -> impl IntoView {
    let draft = Draft::new(session, &key);
    let there = draft.is_there();
    let cases = words::counted(draft.count() as u64, "case");
    let course_page = Page::Desk(format!("course/{}", course.stem)).hash();
    view! {
        <p class="desk-back">
            <a class="link" href=Page::Desk(String::new()).hash()>
                "← All decks"
            </a>
        </p>
        <div class="desk-title">
            <h2 tabindex="-1">{draft.title()}</h2>
            <div class="desk-row">
                <a class="button" href=Page::Test(Some(key.clone())).hash()>
                    "Try it as a learner"
                </a>
                <a class="button" href=Page::Present(Some(key)).hash()>
                    "Present"
                </a>
            </div>
        </div>
        <p class="desk-in-course">
            {format!("{cases}, in the course ")}
            <a class="link" href=course_page>
                {course.title()}
            </a>
            ". It cannot be changed here: both tests of a course belong together, and the links you gave out would say something else. Make another course instead."
        </p>
        {there
            .then(|| {
                view! {
                    <section class="desk-out" aria-labelledby="desk-out">
                        <h3 id="desk-out">"Hand out this test alone"</h3>
                        <Share draft />
                        <Export draft />
                    </section>
                }
            })}
    }
}
