//! The learn room: stories of contacts at the boundary between two stages, what was right about an answer, a session of practice, and
//! what getting it wrong costs. The right answer always comes from the engine and the rulebook in use.

mod dice;
mod pairs;
mod people;
mod phrases;
mod separations;
mod space;
mod stock;
mod story;
mod telling;

pub use separations::{Separation, separations};
pub use story::{Case, Deciding, Story, Subject, TAUGHT, Told, stage_words, stories, story};
