//! Which room is open, and what of it: the URL's hash says so, so that any static host and any path will do.

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
    /// What the difference is, and whether one has it.
    Learn,
}

impl Room {
    /// The rooms there are, in the order of the side bar.
    pub const ALL: [Room; 3] = [Room::Triage, Room::Quiz, Room::Learn];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Room::Triage => "Triage",
            Room::Quiz => "Quiz",
            Room::Learn => "Learn",
        }
    }

    /// Its address in the page.
    pub fn hash(self) -> &'static str {
        match self {
            Room::Triage => "#/triage",
            Room::Quiz => "#/quiz",
            Room::Learn => "#/learn",
        }
    }

    /// The symbol before its name.
    pub fn icon(self) -> &'static str {
        match self {
            Room::Triage => "#icon-list",
            Room::Quiz => "#icon-quiz",
            Room::Learn => "#icon-learn",
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

/// The address within the page: what stands from the `#` on, and what comes of it.
pub fn address() -> ReadSignal<String> {
    let read = || {
        web_sys::window()
            .and_then(|w| w.location().hash().ok())
            .unwrap_or_default()
    };
    let (address, set_address) = signal(read());
    if let Some(window) = web_sys::window() {
        let follow = Closure::<dyn Fn()>::new(move || set_address.set(read()));
        let _ =
            window.add_event_listener_with_callback("hashchange", follow.as_ref().unchecked_ref());
        // The page listens as long as it is open.
        follow.forget();
    }
    address
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
            ("#/learn/drill", Room::Learn),
            ("#/nowhere", Room::Triage),
        ] {
            assert_eq!(Room::at(hash), room, "{hash}");
        }
    }
}
