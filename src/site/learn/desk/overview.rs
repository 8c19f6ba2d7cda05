//! All decks: what they are, what is still to do about each, and ways to get another.

use super::super::address::Page;
use super::super::course::{KeptCourse, course_of_deck, kept_courses};
use super::super::decks::{self, KeptDeck};
use super::bring::{Bring, OpenFile, OpenLink, Refused};
use super::draft::rulebook_named;
use super::new::NewDeck;
use crate::learn::focus::focus_when_there;
use crate::session::Session;
use crate::words;
use exchange::{cases_of, deck_problems};
use leptos::prelude::*;

/// The page.
#[component]
pub fn Overview(session: Session, bring: Bring) -> impl IntoView {
    // The tests of a course are the course's.
    let decks = Memo::new(move |_| {
        let all = decks::kept_decks(session).into_iter();
        all.filter(|deck| course_of_deck(session, &deck.key).is_none())
            .collect::<Vec<_>>()
    });
    let courses = Memo::new(move |_| kept_courses(session));
    view! {
        <h2 tabindex="-1">"Trainer’s desk"</h2>
        <p class="desk-lead">
            "Write cases under the definition your company uses, hand them out as a link or give them to your learning platform, and read what the class mixes up. Nothing leaves this browser unless you send it."
        </p>
        <nav class="desk-ways" aria-label="For a class">
            <a class="button" href=Page::Desk("class".to_owned()).hash()>
                "Class results"
            </a>
            <a class="button" href=Page::Desk("course".to_owned()).hash()>
                "Courses: before and after"
            </a>
            <a class="button" href=Page::Present(None).hash()>
                "Present"
            </a>
        </nav>
        <section class="desk-decks" aria-labelledby="desk-decks">
            <h3 id="desk-decks">"Your decks"</h3>
            {move || {
                let decks = decks.get();
                if decks.is_empty() {
                    return view! {
                        <p class="learn-none">
                            "No deck yet. Make one below, or drop a file here."
                        </p>
                    }
                        .into_any();
                }
                view! {
                    <ul>
                        {decks.into_iter().map(|deck| view! { <Line session deck /> }).collect_view()}
                    </ul>
                }
                    .into_any()
            }}
        </section>
        <Show when=move || courses.with(|courses| !courses.is_empty())>
            <section class="desk-decks" aria-labelledby="desk-courses">
                <h3 id="desk-courses">"Your courses"</h3>
                <ul>
                    {move || courses.get().into_iter().map(|course| view! { <CourseLine course /> }).collect_view()}
                </ul>
            </section>
        </Show>
        <div class="desk-columns">
            <NewDeck session />
            <section class="desk-card" aria-labelledby="desk-open">
                <h3 id="desk-open">"Bring one"</h3>
                <p class="desk-hint">
                    "The file of a deck or a course, questions in Moodle’s GIFT format, or a link. You can also drop a file anywhere on this page."
                </p>
                <Refused bring />
                <div class="desk-row">
                    <OpenFile bring label="Open a file" />
                </div>
                <OpenLink bring />
            </section>
        </div>
    }
}

#[component]
fn CourseLine(course: KeptCourse) -> impl IntoView {
    let about = match &course.course {
        Ok(course) => format!(
            "{} in each of its two tests",
            words::counted(course.before.cases.len() as u64, "case")
        ),
        Err(why) => why.clone(),
    };
    view! {
        <li>
            <div class="desk-what">
                <a href=Page::Desk(format!("course/{}", course.stem)).hash()>{course.title()}</a>
                <small>{about}</small>
            </div>
        </li>
    }
}

#[component]
fn Line(session: Session, deck: KeptDeck) -> impl IntoView {
    let title = deck.title();
    let count = cases_of(&deck.json).len();
    let rulebook = deck
        .json
        .get("rulebook")
        .and_then(|named| rulebook_named(session, named));
    let problems = deck_problems(&deck.json, rulebook.as_ref());
    let by = rulebook.map_or_else(|| "a definition that is not here".to_owned(), |r| r.name);
    let state = match (problems.unfinished.len(), problems.doubtful.len()) {
        (0, 0) => view! { <span class="desk-ok">"✓ ready to hand out"</span> }.into_any(),
        (0, n) => view! {
            <span class="desk-doubt">{format!("! {} to look at", words::counted(n as u64, "thing"))}</span>
        }
        .into_any(),
        (n, _) => view! {
            <span class="desk-doubt">{format!("✎ {} to finish", words::counted(n as u64, "thing"))}</span>
        }
        .into_any(),
    };
    let whole = problems.unfinished.is_empty();
    let remove = {
        let (key, title) = (deck.key.clone(), title.clone());
        move |_| {
            if !decks::remove_deck(session, &key, &format!("Remove deck “{title}”")) {
                return;
            }
            session.say(format!("“{title}” is removed. Undo brings it back."));
            focus_when_there(&[".learn-page h2"]);
        }
    };
    view! {
        <li>
            <div class="desk-what">
                <a href=Page::Desk(deck.key.clone()).hash()>{title.clone()}</a>
                <small>{format!("{} · {by}", words::counted(count as u64, "case"))}</small>
            </div>
            {state}
            <div class="desk-row">
                {whole
                    .then(|| {
                        view! {
                            <a
                                class="button small"
                                href=Page::Test(Some(deck.key.clone())).hash()
                                aria-label=format!("Try {title}")
                            >
                                "Try"
                            </a>
                            <a
                                class="button small"
                                href=Page::Present(Some(deck.key.clone())).hash()
                                aria-label=format!("Present {title}")
                            >
                                "Present"
                            </a>
                        }
                    })}
                <button type="button" class="quiet" aria-label=format!("Remove {title}") title="Remove" on:click=remove>
                    <svg class="icon" aria-hidden="true">
                        <use href="#icon-close"></use>
                    </svg>
                </button>
            </div>
        </li>
    }
}
