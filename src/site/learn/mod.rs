//! The room that teaches the difference: a lesson, practice on stories, tests, and what a trainer needs for a class.
//!
//! Fetched apart from the first screen. What is on the screen says the address ([`address::Page`]); what is kept are records on a shelf of
//! the workspace ([`records`]).

pub mod address;
mod certificate;
mod choices;
mod class;
mod cost;
mod course;
mod deck_rules;
mod decks;
mod desk;
mod drill;
mod focus;
mod lesson;
mod matrix;
mod pairs;
mod present;
mod progress;
mod records;
mod stage_name;
mod taking;

use crate::later::{NotFetched, Part, sheet};
use crate::session::Session;
use crate::toast::Toast;
use address::{Page, Section};
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use wasm_bindgen::JsCast;

/// Where the room is.
#[component]
pub fn LearnPlace(session: Session, address: ReadSignal<String>) -> impl IntoView {
    view! {
        <main class="learn-room">
            <Show when=move || !session.opening.get()>
                <Part fetch=move || {
                    Box::pin(async move {
                        sheet("panel").await?;
                        sheet("learn").await?;
                        learn_room(session, address).await
                    })
                } />
            </Show>
        </main>
    }
}

/// Fetches the room, before somebody enters it.
///
/// # Errors
/// It cannot be fetched now; it is fetched again when it is needed.
pub async fn fetch() -> Result<(), NotFetched> {
    sheet("panel").await?;
    sheet("learn").await?;
    Ok(fetch_learn().await?)
}

#[wasm_split(learn, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_learn))]
fn learn_room(session: Session, address: ReadSignal<String>) -> Result<AnyView, NotFetched> {
    Ok(view! { <LearnRoom session address /> }.into_any())
}

/// Pixels that are seen of what stands before the open section.
const BEFORE_IT: i32 = 60;

#[component]
fn LearnRoom(session: Session, address: ReadSignal<String>) -> impl IntoView {
    let page = Memo::new(move |_| address.with(|address| Page::at(address)));
    let section = Memo::new(move |_| page.with(Page::section));
    let sections = NodeRef::<html::Nav>::new();
    // On a phone they do not all fit: the one that is open is to be seen.
    Effect::new(move |_| {
        section.track();
        let Some(nav) = sections.get() else { return };
        let open = nav.query_selector("[aria-current]").ok().flatten();
        if let Some(open) = open.and_then(|open| open.dyn_into::<web_sys::HtmlElement>().ok()) {
            nav.set_scroll_left(open.offset_left() - nav.offset_left() - BEFORE_IT);
        }
    });
    view! {
        <Toast session />
        <nav class="learn-sections" aria-label="Learn" node_ref=sections>
            {Section::ALL
                .map(|to| {
                    view! {
                        <a
                            href=to.hash()
                            aria-current=move || (section.get() == Some(to)).then_some("page")
                        >
                            {to.name()}
                        </a>
                    }
                })
                .collect_view()}
        </nav>
        <div class="learn-page">
            {move || {
                matches!(section.get(), Some(Section::Lesson | Section::Drill))
                    .then(|| view! { <course::CourseWay session /> })
            }}
            {move || match page.get() {
                Page::Lesson(part) => view! { <lesson::Lesson session part /> }.into_any(),
                Page::Drill(aim) => view! { <drill::Drill session aim /> }.into_any(),
                Page::Progress => view! { <progress::Progress session /> }.into_any(),
                Page::Test(key) => view! { <taking::Taking session key /> }.into_any(),
                Page::Link(link) => view! { <taking::Given session link /> }.into_any(),
                Page::Course(course) => view! { <course::Course session course /> }.into_any(),
                Page::Desk(part) if class::is_class(&part) => {
                    view! { <class::Class session part /> }.into_any()
                }
                Page::Desk(part) if course::is_desk(&part) => {
                    view! { <course::CourseDesk session part /> }.into_any()
                }
                Page::Desk(part) => view! { <desk::Desk session part /> }.into_any(),
                Page::Present(key) => view! { <present::Present session key /> }.into_any(),
                Page::Cost => view! { <cost::Cost session /> }.into_any(),
            }}
        </div>
    }
}
