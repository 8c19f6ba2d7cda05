//! One case at a time for a room full of people: the story, a show of hands, the answer, what each definition says.

mod choose;
mod full_screen;
mod hands;
mod kept;
mod keys;
mod presentation;
mod presented;
mod reveal;
mod story;
mod summary;
mod verdicts;

use super::{address, decks};
use crate::app::focus_first;
use crate::session::Session;
use crate::slice;
use address::Page;
use choose::Choose;
use leptos::prelude::*;
use presentation::Presentation;
use presented::Presented;

/// The key of what is presented without a deck: stories from the definition in use. No deck has such a key.
const STORIES: &str = "~stories";

/// The page: the deck of this key, or what there is to choose from.
#[component]
pub fn Present(session: Session, key: Option<String>) -> impl IntoView {
    let Some(key) = key else {
        return view! { <Choose session /> }.into_any();
    };
    // What is presented does not change under the presenter's hands.
    let found = untrack(|| match key == STORIES {
        true => kept::stories(session),
        false => decks::kept_deck(session, &key).map(|kept| kept.deck),
    });
    let problem = match found {
        Some(Ok(deck)) if deck.cases.is_empty() => {
            format!(
                "“{}” has no cases yet. Add some at the trainer’s desk, then come back.",
                deck.title
            )
        }
        Some(Ok(deck)) => {
            let shown = Presented::new(session, key, deck);
            return view! { <Presentation shown /> }.into_any();
        }
        Some(Err(sentence)) => {
            format!("This deck cannot be presented. {sentence} Mend it at the trainer’s desk.")
        }
        None => "There is no deck at this address in this browser. Choose another one.".to_owned(),
    };
    view! {
        <h2 tabindex="-1">"Nothing to present"</h2>
        <p class="present-note">{problem}</p>
        <a class="button" href=Page::Present(None).hash()>
            "Choose what to present"
        </a>
    }
    .into_any()
}

/// Goes back to what there is to choose from; the focus comes along.
fn leave() {
    address::go(&Page::Present(None));
    leptos::task::spawn_local(async {
        // The address is followed in a turn of its own.
        for _ in 0..100 {
            if document()
                .query_selector(".present")
                .is_ok_and(|found| found.is_none())
            {
                break;
            }
            slice::wait(20).await;
        }
        focus_first(".learn-page h2[tabindex]");
    });
}
