//! All tests that can be taken here, and how more come in.

use super::check::CheckCode;
use super::forms::BeforeAndAfter;
use super::opening::OpenDeck;
use super::test::record_key;
use super::{short, test_page};
use crate::learn::address::Page;
use crate::learn::course::CourseList;
use crate::learn::decks::{KeptDeck, kept_decks, rulebook_of};
use crate::learn::records;
use crate::session::Session;
use crate::words;
use exchange::{Attempt, Deck, DeckRulebook, Sitting};
use leptos::prelude::*;
use model::learn::form_of;
use serde_json::Value;

/// The page.
#[component]
pub fn TestList(session: Session) -> impl IntoView {
    let rows = Memo::new(move |_| {
        session.rules.track();
        let decks = kept_decks(session).into_iter();
        let mut rows: Vec<Row> = decks.map(|kept| Row::of(session, kept)).collect();
        // By key a course's test after would stand before its test before.
        rows.sort_by_cached_key(|row| {
            let (stem, form) = form_of(&row.key);
            (stem.to_owned(), form)
        });
        rows
    });
    view! {
        <h2 tabindex="-1">"Tests"</h2>
        <CourseList session />
        {move || {
            let rows = rows.get();
            if rows.is_empty() {
                return view! {
                    <p class="learn-none">
                        "No tests here yet. Make two for yourself, or open the deck that your trainer gave you."
                    </p>
                }
                    .into_any();
            }
            view! { <ul class="taking-decks">{rows.into_iter().map(row).collect_view()}</ul> }.into_any()
        }}
        <div class="taking-more">
            <BeforeAndAfter session />
            <OpenDeck session />
            <CheckCode session />
        </div>
    }
}

/// A deck in the list.
#[derive(Clone, PartialEq)]
struct Row {
    key: String,
    title: String,
    /// What it is: cases and definition; or why it is none.
    about: Result<String, String>,
    /// What came of it last, or how far one is.
    state: String,
    running: bool,
}

impl Row {
    fn of(session: Session, kept: KeptDeck) -> Row {
        let title = short(&kept.title());
        let record = records::record(session, &record_key(&kept.key)).unwrap_or_default();
        let about = kept
            .deck
            .as_ref()
            .map(|deck| about(session, deck))
            .map_err(Clone::clone);
        let (state, running) = kept
            .deck
            .as_ref()
            .map_or((String::new(), false), |deck| state(&record, deck));
        Row {
            key: kept.key,
            title,
            about,
            state,
            running,
        }
    }
}

fn row(row: Row) -> impl IntoView {
    let page = match row.about {
        Ok(_) => test_page(&row.key),
        Err(_) => Page::Desk(row.key),
    };
    let about = match row.about {
        Ok(about) => view! { <p class="muted">{about}</p> }.into_any(),
        Err(why) => {
            view! { <p class="taking-refusal">"Not ready to be taken: " {why}</p> }.into_any()
        }
    };
    let running = row.running;
    view! {
        <li>
            <a href=page.hash()>
                <bdi>{row.title}</bdi>
            </a>
            {about}
            <p class="taking-state" class:running=running>
                {row.state}
            </p>
        </li>
    }
}

/// Cases and definition in a line.
fn about(session: Session, deck: &Deck) -> String {
    let definition = match (rulebook_of(session, deck), &deck.rulebook) {
        (Some(known), _) => short(&known.name),
        (None, DeckRulebook::Own(own)) => short(&own.name),
        (None, DeckRulebook::Known(id)) => short(id),
    };
    format!(
        "{} · definition: {definition}",
        words::counted(deck.cases.len() as u64, "case")
    )
}

/// What came of it last, or how far one is; and whether it runs.
fn state(record: &Value, deck: &Deck) -> (String, bool) {
    if let Some(sitting) = Sitting::read(record, deck) {
        let all = sitting.answers.len();
        let done = all - sitting.open().len();
        return (format!("Begun: {done} of {all} answered"), true);
    }
    let said = match Attempt::read_all(record).last() {
        None => "Not taken yet".to_owned(),
        Some(last) => {
            let passed = match last.passed() {
                Some(true) => ", passed",
                Some(false) => ", not passed",
                None => "",
            };
            let on = last.on.map(|on| format!(" · {}", words::day(on)));
            format!(
                "{} of {} right{passed}{}",
                last.score(),
                last.right.len(),
                on.unwrap_or_default()
            )
        }
    };
    (said, false)
}
