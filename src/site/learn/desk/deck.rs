//! One deck: what it is, its cases, and how it is handed out.

use super::super::address::Page;
use super::bring::{Bring, OpenFile, Refused};
use super::cases::Cases;
use super::draft::Draft;
use super::export::Export;
use super::settings::Settings;
use super::share::Share;
use crate::session::Session;
use crate::words;
use exchange::DeckProblems;
use leptos::prelude::*;

/// The page of the deck of this key.
#[component]
pub fn DeckPage(session: Session, key: String, bring: Bring) -> impl IntoView {
    let draft = Draft::new(session, &key);
    let there = Memo::new(move |_| draft.is_there());
    move || match there.get() {
        true => view! { <Whole draft bring /> }.into_any(),
        false => view! { <Nothing /> }.into_any(),
    }
}

/// There is no such deck, or not any more.
#[component]
pub fn Nothing() -> impl IntoView {
    view! {
        <h2 tabindex="-1">"This deck is not here"</h2>
        <p>
            "It was removed, or it is kept in another browser. Undo brings back what was removed here. "
            <a class="link" href=Page::Desk(String::new()).hash()>
                "To the desk"
            </a>
        </p>
    }
}

#[component]
fn Whole(draft: Draft, bring: Bring) -> impl IntoView {
    let problems = Memo::new(move |_| Problems(draft.problems()));
    let ready = Memo::new(move |_| problems.with(|found| found.0.unfinished.is_empty()));
    let key = draft.key();
    view! {
        <p class="desk-back">
            <a class="link" href=Page::Desk(String::new()).hash()>
                "← All decks"
            </a>
        </p>
        <div class="desk-title">
            <h2 tabindex="-1">{move || draft.title()}</h2>
            <div class="desk-row">
                <Show when=move || ready.get()>
                    <a class="button" href=Page::Test(Some(draft.key())).hash()>
                        "Try it as a learner"
                    </a>
                    <a class="button" href=Page::Present(Some(draft.key())).hash()>
                        "Present"
                    </a>
                </Show>
            </div>
        </div>
        <Refused bring />
        <Settings draft />
        <Cases draft problems />
        <p class="desk-row">
            <OpenFile bring label="Add questions from a GIFT file" />
        </p>
        <section class="desk-out" aria-labelledby="desk-out">
            <h3 id="desk-out">"Hand it out"</h3>
            <ToDo problems key />
            {move || ready.get().then(|| view! {
                <Share draft />
                <Export draft />
            })}
        </section>
    }
}

/// What is wrong, compared as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Problems(pub DeckProblems);

/// What is to be done first, each with a link to where.
#[component]
fn ToDo(problems: Memo<Problems>, key: String) -> impl IntoView {
    move || {
        let Problems(found) = problems.get();
        let key = key.clone();
        let (list, unfinished) = match found.unfinished.is_empty() {
            true => (found.doubtful, false),
            false => (found.unfinished, true),
        };
        if list.is_empty() {
            return None;
        }
        let lead = match unfinished {
            true => "It can be handed out when this is done:",
            false => "You can hand it out as it is, but look at this first:",
        };
        Some(view! {
            <div class="desk-warning">
                <p>{lead}</p>
                <ul>
                    {list
                        .into_iter()
                        .map(|issue| {
                            let case = issue
                                .case
                                .map(|at| {
                                    let hash = Page::Desk(format!("{key}/{}", at + 1)).hash();
                                    view! {
                                        <a class="link" href=hash>
                                            {format!("Case {}", words::count(at as u64 + 1))}
                                        </a>
                                        ": "
                                    }
                                });
                            view! { <li>{case} {issue.what}</li> }
                        })
                        .collect_view()}
                </ul>
            </div>
        })
    }
}
