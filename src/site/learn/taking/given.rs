//! A deck that somebody gave as a link: what it is, and what to do with it. Nothing is kept until somebody says so.

use super::opening::keep_once;
use super::{focus_heading, short, test_page};
use crate::learn::address::Page;
use crate::learn::deck_rules::DeckRules;
use crate::session::Session;
use crate::words;
use exchange::{Deck, DeckLinkError, LinkError};
use leptos::prelude::*;

/// A deck in a link.
#[component]
pub fn Given(session: Session, link: String) -> impl IntoView {
    focus_heading();
    let deck = match Deck::from_link(&link) {
        Ok(deck) => deck,
        Err(why) => {
            let cut = matches!(why, DeckLinkError::Link(LinkError::Damaged));
            return view! {
                <h2 tabindex="-1">"This deck cannot be opened"</h2>
                <p class="taking-refusal">{why.to_string()}</p>
                <p>
                    "Nothing was changed here. "
                    {cut.then_some("If the link came in a message, copy all of it: some programs cut long links. ")}
                    <a class="link" href=Page::Test(None).hash()>
                        "All tests"
                    </a>
                </p>
            }
            .into_any();
        }
    };
    let title = short(&deck.title);
    let cases = words::counted(deck.cases.len() as u64, "case");
    let pass = deck
        .pass_mark
        .map(|mark| format!(", {:.0} % right to pass", mark * 100.0));
    let rules = deck.clone();
    let deck = StoredValue::new(deck);
    // The link's address goes, so that a reload or the way back does not come to it again.
    let open = move |page: fn(&str) -> Page| {
        if let Some(key) = deck.with_value(|deck| keep_once(session, deck)) {
            replace(&page(&key));
        }
    };
    view! {
        <p class="taking-title">"A deck for you"</p>
        <h2 tabindex="-1">
            <bdi>{title}</bdi>
        </h2>
        <p>{cases} {pass} "."</p>
        <DeckRules session deck=rules />
        <div class="taking-steps">
            <button type="button" class="button primary" on:click=move |_| open(test_page)>
                "Take the test"
            </button>
            <button type="button" class="button" on:click=move |_| open(|key| Page::Desk(key.to_owned()))>
                "Open in the trainer’s desk"
            </button>
        </div>
        <p class="muted">"Either keeps the deck in this browser."</p>
    }
    .into_any()
}

/// Goes to a page in the place of this one.
pub fn replace(page: &Page) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().replace(&page.hash());
    }
}
