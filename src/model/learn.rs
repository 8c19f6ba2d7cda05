//! The learn room: stories of contacts at the boundary between two stages, what was right about an answer, a session of practice, and
//! what getting it wrong costs. The right answer always comes from the engine and the rulebook in use.

mod calibration;
mod class;
mod confusion;
mod dice;
mod feedback;
mod forms;
mod letters;
mod packing;
mod pairs;
mod people;
mod phrases;
mod practice;
mod result_code;
mod separations;
mod simulator;
mod smallest;
mod space;
mod stock;
mod story;
mod telling;

pub use calibration::{Calibration, Level, Speed, Sureness, median};
pub use class::{
    Class, ClassResults, CourseResults, Form, Gain, Learner, Share, form_of, read_class,
};
pub use confusion::Confusion;
pub use feedback::{Feedback, SmallestChange, feedback};
pub use forms::{TestForms, TestItem, test_forms};
pub use practice::{
    Answered, Boundary, Due, INTERVALS, MIXED_A_DAY, PRACTICE_FORMAT, Phase, Practice, Task,
    curriculum, practice_from_json, practice_to_json,
};
pub use result_code::{CodeError, TestResult, read_code, write_code};
pub use separations::{Separation, separations};
pub use simulator::{
    Comparison, FunnelStep, Outcome, Policy, Preset, Simulation, SimulationError, presets, simulate,
};
pub use smallest::{FactChange, MOST_CHANGES};
pub use story::{Case, Deciding, Story, Subject, TAUGHT, Told, stage_words, stories, story};
