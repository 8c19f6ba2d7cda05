//! The learn room: stories of contacts at the boundary between two stages, what was right about an answer, a session of practice, and
//! what getting it wrong costs. The right answer always comes from the engine and the rulebook in use.

mod dice;
mod feedback;
mod pairs;
mod people;
mod phrases;
mod separations;
mod smallest;
mod space;
mod stock;
mod story;
mod telling;

pub use feedback::{Feedback, SmallestChange, feedback};
pub use separations::{Separation, separations};
pub use smallest::{FactChange, MOST_CHANGES};
pub use story::{Case, Deciding, Story, Subject, TAUGHT, Told, stage_words, stories, story};
