//! Where a trainer makes decks: writes cases, shares them, gives them to a learning platform. Fetched apart from what learners need.

mod answer;
mod bring;
mod case;
mod cases;
mod deck;
mod draft;
mod export;
mod facts;
mod fields;
mod gift;
mod in_course;
mod new;
mod overview;
mod settings;
mod share;
mod signals;
mod verdict;

use super::course::course_of_deck;
use crate::later::{NotFetched, Part};
use crate::learn::focus::focus_heading_if_lost;
use crate::session::Session;
use bring::{Bring, DropPlace};
use case::CasePage;
use deck::{DeckPage, Nothing};
use gift::GiftReview;
use in_course::InCourse;
use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use overview::Overview;

/// The page: all decks, or what stands behind `#/learn/desk/`: a deck's key, and behind another slash the number of one of its cases.
#[component]
pub fn Desk(session: Session, part: String) -> impl IntoView {
    view! {
        <Part fetch=move || {
            let part = part.clone();
            Box::pin(desk_part(session, part))
        } />
    }
}

#[wasm_split(desk, wasm_split_path = leptos::wasm_split, fallible)]
fn desk_part(session: Session, part: String) -> Result<AnyView, NotFetched> {
    Ok(view! { <DeskPage session part /> }.into_any())
}

#[component]
fn DeskPage(session: Session, part: String) -> impl IntoView {
    let (key, case) = place(&part);
    // The tests of a course are not changed: nothing is brought into them either.
    let course = untrack(|| course_of_deck(session, key.as_deref()?));
    let open = if course.is_none() { key.clone() } else { None };
    let bring = Bring::new(session, open);
    let page = match (key, case) {
        (Some(key), _) if course.is_some() => view! { <Tests session key /> }.into_any(),
        (None, _) => view! { <Overview session bring /> }.into_any(),
        (Some(key), None) => view! { <DeckPage session key bring /> }.into_any(),
        (Some(key), Some(at)) => view! { <CasePage session key at /> }.into_any(),
    };
    // Another page begins with its heading; when the desk is opened, the focus stays where it is.
    focus_heading_if_lost();
    view! {
        <DropPlace bring>
            <GiftReview bring />
            {page}
        </DropPlace>
    }
}

/// The deck of a course, as long as there is the course.
#[component]
fn Tests(session: Session, key: String) -> impl IntoView {
    let course = Memo::new({
        let key = key.clone();
        move |_| course_of_deck(session, &key)
    });
    move || match course.get() {
        Some(course) => view! { <InCourse session key=key.clone() course /> }.into_any(),
        None => view! { <Nothing /> }.into_any(),
    }
}

/// The key of a deck, and the place of a case in it, from 0.
fn place(part: &str) -> (Option<String>, Option<usize>) {
    if part.is_empty() {
        return (None, None);
    }
    if let Some((key, number)) = part.rsplit_once('/')
        && let Ok(number @ 1..) = number.parse::<usize>()
    {
        return (Some(key.to_owned()), Some(number - 1));
    }
    (Some(part.to_owned()), None)
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn addresses_lead_to_decks_and_cases() {
        for (part, key, case) in [
            ("", None, None),
            ("ours", Some("ours"), None),
            ("ours/1", Some("ours"), Some(0)),
            ("ours/12", Some("ours"), Some(11)),
            ("ours/0", Some("ours/0"), None),
            ("ours/x", Some("ours/x"), None),
        ] {
            assert_eq!(place(part), (key.map(str::to_owned), case), "{part}");
        }
    }
}
