//! Which room is open: the URL's hash says so, so that any static host and any path will do.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};

/// A room of the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Room {
    /// Who is a lead, a prospect, an opportunity, and why.
    #[default]
    Triage,
    /// Quizzes for other people's pages.
    Quiz,
}

impl Room {
    /// The rooms there are, in the order of the side bar.
    pub const ALL: [Room; 2] = [Room::Triage, Room::Quiz];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Room::Triage => "Triage",
            Room::Quiz => "Quiz",
        }
    }

    /// Its address in the page.
    pub fn hash(self) -> &'static str {
        match self {
            Room::Triage => "#/triage",
            Room::Quiz => "#/quiz",
        }
    }

    /// The symbol before its name.
    pub fn icon(self) -> &'static str {
        match self {
            Room::Triage => "#icon-list",
            Room::Quiz => "#icon-quiz",
        }
    }

    /// The room at an address; the first one for an address that is none.
    pub fn at(hash: &str) -> Room {
        Room::ALL
            .into_iter()
            .find(|room| hash.starts_with(room.hash()))
            .unwrap_or_default()
    }
}

/// The open room, following the address.
pub fn current() -> ReadSignal<Room> {
    let read = || {
        web_sys::window()
            .and_then(|w| w.location().hash().ok())
            .map_or_else(Room::default, |hash| Room::at(&hash))
    };
    let (room, set_room) = signal(read());
    if let Some(window) = web_sys::window() {
        let follow = Closure::<dyn Fn()>::new(move || set_room.set(read()));
        let _ =
            window.add_event_listener_with_callback("hashchange", follow.as_ref().unchecked_ref());
        // The page listens as long as it is open.
        follow.forget();
    }
    room
}

#[cfg(test)]
mod tests {
    use super::Room;

    #[test]
    fn every_address_leads_to_a_room() {
        for (hash, room) in [
            ("", Room::Triage),
            ("#/triage", Room::Triage),
            ("#/triage?stage=lead", Room::Triage),
            ("#/quiz", Room::Quiz),
            ("#/nowhere", Room::Triage),
        ] {
            assert_eq!(Room::at(hash), room, "{hash}");
        }
    }
}
