//! What a team keeps beside its contacts, as JSON objects under keys: quizzes, and what belongs to learning.

use serde_json::Value;

/// A place of a workspace where JSON objects are kept, in whatever state their authors left them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shelf {
    /// The team's quizzes.
    Quizzes,
    /// What belongs to learning: decks, what a learner has answered, results of a class, numbers of the simulator. The key begins with
    /// what it is: `deck/abc`.
    Learning,
}

/// An object on a shelf.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// What tells it apart on its shelf. Its own id may change; this stays.
    pub key: String,
    /// Its JSON, an object.
    pub json: Value,
}

impl Shelf {
    /// All shelves.
    pub const ALL: [Shelf; 2] = [Shelf::Quizzes, Shelf::Learning];

    /// Its name in workspace files, and that of its segment.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Shelf::Quizzes => "quizzes",
            Shelf::Learning => "learning",
        }
    }

    /// What people call one thing on it, for sentences: "There is no quiz “a”."
    #[must_use]
    pub fn thing(self) -> &'static str {
        match self {
            Shelf::Quizzes => "quiz",
            Shelf::Learning => "learning record",
        }
    }
}
