//! What there is to present: the kept decks, or stories from the definition in use.

use super::{STORIES, kept};
use crate::clock;
use crate::learn::address::{self, Page};
use crate::learn::decks;
use crate::session::Session;
use crate::slice::Slice;
use crate::words;
use exchange::{Deck, DeckCase, DeckRulebook, read_deck, worked_deck};
use leptos::prelude::*;
use model::learn::lesson::worked_cases;
use model::learn::{Mixed, Story, stage_words};
use serde_json::Map;

/// How many stories are made at a time.
const STORIES_MADE: usize = 10;

/// The page.
#[component]
pub fn Choose(session: Session) -> impl IntoView {
    let all = Memo::new(move |_| decks::kept_decks(session));
    let name = Memo::new(move |_| {
        session.rules.track();
        session.look(|desk| desk.rulebook.name.clone())
    });
    let making = RwSignal::new(false);
    let make = move |_| {
        if !making.get_untracked() {
            making.set(true);
            leptos::task::spawn_local(async move {
                make_stories(session).await;
                let _ = making.try_set(false);
            });
        }
    };
    let left = Memo::new(move |_| kept::stories(session).is_some_and(|deck| deck.is_ok()));
    view! {
        <h2 tabindex="-1">"Present to a room"</h2>
        <p class="present-note">
            "One case at a time, large: the story, a show of hands, the answer, and what each definition says. A clicker works, and so do the arrow keys; F is for full screen, B for a black one."
        </p>
        <section class="present-choose">
            <h3>"Without a deck"</h3>
            <div class="present-actions">
                <button
                    type="button"
                    class="button primary"
                    aria-disabled=move || making.get().to_string()
                    on:click=make
                >
                    {move || match making.get() {
                        true => "Making up stories…".to_owned(),
                        false => format!("{STORIES_MADE} new stories from “{}”", name.get()),
                    }}
                </button>
                <button type="button" class="button" on:click=move |_| present_worked(session)>
                    {format!("The {} worked cases", worked_cases().len())}
                </button>
                <Show when=move || left.get()>
                    <a class="button" href=Page::Present(Some(STORIES.to_owned())).hash()>
                        "Go on with the last stories"
                    </a>
                </Show>
            </div>
            <h3>"Your decks"</h3>
            <Show
                when=move || all.with(|all| !all.is_empty())
                fallback=|| {
                    view! {
                        <p class="learn-none">
                            "No decks yet. "
                            <a href=Page::Desk(String::new()).hash()>"Make one at the trainer’s desk"</a>
                            ", or open one that somebody sent you."
                        </p>
                    }
                }
            >
                <ul class="present-decks">
                    <For each=move || all.get() key=|kept| (kept.key.clone(), kept.title()) let(kept)>
                        <li>
                            <a href=Page::Present(Some(kept.key.clone())).hash()>{kept.title()}</a>
                            <span class="muted">
                                {match &kept.deck {
                                    Ok(deck) => words::counted(deck.cases.len() as u64, "case"),
                                    Err(_) => "not ready".to_owned(),
                                }}
                            </span>
                        </li>
                    </For>
                </ul>
            </Show>
        </section>
    }
}

/// Presents the worked cases of the lesson, with the answers of the definition in use.
fn present_worked(session: Session) {
    let rulebook = session.look(|desk| desk.rulebook.clone());
    let title = format!("Worked cases: {}", rulebook.name);
    let json = worked_deck(&format!("worked-{}", rulebook.id), &title, &rulebook);
    let Ok(mut deck) = read_deck(&json) else {
        return;
    };
    deck.rulebook = DeckRulebook::of(&rulebook);
    deck.pass_mark = None;
    if kept::keep_stories(session, &deck) {
        address::go(&Page::Present(Some(STORIES.to_owned())));
    }
}

/// Makes stories in slices, keeps them, and presents them.
async fn make_stories(session: Session) {
    let (rulebook, as_of) = session.look(|desk| (desk.rulebook.clone(), desk.workspace.as_of()));
    // Each room gets stories of its own.
    let mut mixed = Mixed::new(clock::seed());
    let mut slice = Slice::new();
    let mut cases = Vec::new();
    while cases.len() < STORIES_MADE {
        let Some(story) = mixed.another(&rulebook, as_of) else {
            break;
        };
        cases.push(case(&story, cases.len()));
        slice.pause().await;
    }
    if cases.is_empty() {
        session.warn(format!(
            "“{}” tells no two stages apart by one fact, so no stories could be made up. Choose another definition.",
            rulebook.name
        ));
        return;
    }
    let deck = Deck {
        id: format!("stories-{}", rulebook.id),
        title: format!("Stories from “{}”", rulebook.name),
        lang: "en".to_owned(),
        as_of,
        rulebook: DeckRulebook::of(&rulebook),
        pass_mark: None,
        cases,
        extra: Map::new(),
    };
    if kept::keep_stories(session, &deck) {
        address::go(&Page::Present(Some(STORIES.to_owned())));
    }
}

fn case(story: &Story, at: usize) -> DeckCase {
    DeckCase {
        id: format!("{}-{}", at + 1, story.id()),
        text: story.case.text.clone(),
        contact: Some(story.case.contact()),
        answer: story.case.stage.id().to_owned(),
        explanation: format!(
            "If {}, this would be {}.",
            story.deciding.supposed,
            stage_words(story.twin.stage)
        ),
        options: Vec::new(),
        seed: Some(story.seed),
        extra: Map::new(),
    }
}
