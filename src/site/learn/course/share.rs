//! Giving a course away, as a link and as a file.

use crate::copying::{Copy, page_address};
use crate::keep::download;
use crate::session::Session;
use crate::words;
use exchange::Course;
use leptos::prelude::*;

/// Links longer than this are cut by some mail programs.
const LONG: usize = 2_000;

/// The link and the file.
#[component]
pub fn Share(session: Session, course: Course) -> impl IntoView {
    let link = format!("{}#/learn/course/{}", page_address(), course.to_link());
    let length = words::count(link.chars().count() as u64);
    let long = link.len() > LONG;
    let save = move |_| {
        let name = format!("course-{}.json", course.stem);
        let text = serde_json::to_string_pretty(&course.to_json()).unwrap_or_default() + "\n";
        match download(&name, "application/json", &text) {
            Ok(()) => session.say(format!("Downloading {name}.")),
            Err(_) => session.warn("This browser did not save the file."),
        }
    };
    view! {
        <section class="course-share">
            <h3>"Give it to your learners"</h3>
            <p class="course-hint">
                "The whole course is in the link itself. Whoever opens it sends it to no server, and needs no account."
            </p>
            <Copy session label="Link to the course" text=link class="course-copy" />
            <p class="course-hint">
                {format!("{length} characters. ")}
                {long
                    .then_some(
                        "Some mail programs cut links this long: send it by chat, put it on a page as a link, or send the file.",
                    )}
            </p>
            <p>
                <button type="button" class="button" on:click=save>
                    "Download as a file"
                </button>
                <span class="course-hint">
                    " Learners open it under Test, “Open a deck or a course”."
                </span>
            </p>
        </section>
    }
}
