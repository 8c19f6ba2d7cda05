//! The lesson: the stages side by side, who says what about them, the way through, and worked cases to be argued about.

mod cases;
mod claims;
mod compare_two;
mod drawing;
mod grounds;
mod own_list;
mod sources;
mod stages;
mod use_definition;
mod way;
mod way_list;

use crate::app::focus_first;
use crate::session::Session;
use crate::slice;
use leptos::prelude::*;
use model::{Day, Rulebook};
use std::cell::Cell;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// The parts of the lesson: the name in the address, and the name on the screen.
const PARTS: [(&str, &str); 4] = [
    ("", "The stages"),
    ("sources", "Who says what"),
    ("way", "The way through"),
    ("cases", "What would each say?"),
];

/// The address of a part, and of something in it: a worked case, a definition.
pub fn address(part: &str, within: &str) -> String {
    let mut address = "#/learn/lesson".to_owned();
    for step in [part, within] {
        if !step.is_empty() {
            address.push('/');
            address.push_str(step);
        }
    }
    address
}

/// The definition in use, shared by what shows it.
#[derive(Clone)]
pub struct InUse(Arc<Rulebook>);

impl PartialEq for InUse {
    fn eq(&self, other: &InUse) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl std::ops::Deref for InUse {
    type Target = Rulebook;

    fn deref(&self) -> &Rulebook {
        &self.0
    }
}

/// The definition in use and the day looked at; new when either changes.
pub fn in_use(session: Session) -> Memo<(InUse, Day)> {
    Memo::new(move |_| {
        session.rules.track();
        session.look(|desk| {
            let rulebook = InUse(Arc::new(desk.rulebook.clone()));
            (rulebook, desk.workspace.as_of())
        })
    })
}

/// The page: one part of the lesson, by its name in the address.
#[component]
pub fn Lesson(session: Session, part: String) -> impl IntoView {
    let (part, within) = part.split_once('/').unwrap_or((&part, ""));
    let within = within.to_owned();
    let (open, _) = PARTS
        .into_iter()
        .find(|(known, _)| *known == part)
        .unwrap_or(PARTS[0]);
    let shown = match open {
        "sources" => view! { <sources::Sources session /> }.into_any(),
        "way" => view! { <way::TheWay session within /> }.into_any(),
        "cases" => view! { <cases::Cases session within /> }.into_any(),
        _ => view! { <stages::Stages session /> }.into_any(),
    };
    arrive();
    view! {
        <div class="lesson" on:click=leave>
        <nav class="lesson-parts" aria-label="Lesson">
            {PARTS
                .map(|(to, name)| {
                    view! {
                        <a href=address(to, "") aria-current=(to == open).then_some("page")>
                            {name}
                        </a>
                    }
                })
                .collect_view()}
        </nav>
        {shown}
        </div>
    }
}

thread_local! {
    /// Whether a link within the lesson was followed, so that the link is gone and the focus with it.
    static FOLLOWED: Cell<bool> = const { Cell::new(false) };
}

/// Notes that a link to another place of the lesson is followed.
fn leave(event: leptos::ev::MouseEvent) {
    let link = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .and_then(|target| target.closest("a[href^='#/learn/lesson']").ok().flatten());
    if link.is_some_and(|link| link.get_attribute("aria-current").is_none()) {
        FOLLOWED.set(true);
    }
}

/// Goes on from the heading of the place that a link led to.
fn arrive() {
    if FOLLOWED.take() {
        leptos::task::spawn_local(async {
            slice::breathe().await;
            if let Ok(Some(room)) = document().query_selector(".learn-room") {
                room.set_scroll_top(0);
            }
            focus_first(".learn-page h2");
        });
    }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn addresses_of_parts() {
        assert_eq!(address("", ""), "#/learn/lesson");
        assert_eq!(address("cases", ""), "#/learn/lesson/cases");
        assert_eq!(address("cases", "won"), "#/learn/lesson/cases/won");
    }
}
