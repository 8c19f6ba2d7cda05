//! The learn room: stories of contacts at the boundary between two stages, what was right about an answer, a session of practice, and
//! what getting it wrong costs. The right answer always comes from the engine and the rulebook in use.

mod calibration;
mod clashes;
mod class;
mod clues;
mod confusion;
mod dice;
mod difference;
mod feedback;
mod forms;
pub mod lesson;
mod letters;
mod mixed;
mod packing;
mod pairs;
mod people;
mod phrases;
mod poll;
mod practice;
mod presenting;
mod reasons;
mod result_code;
mod separations;
mod simulator;
mod smallest;
mod space;
mod stock;
mod story;
mod telling;
mod turns;
mod verdicts;
mod worked;

pub use calibration::{Calibration, Level, Speed, Sureness, median};
pub use class::{
    Class, ClassResults, CourseResults, Form, Gain, Learner, Share, form_of, read_class,
};
pub use clues::{Clue, clues};
pub use confusion::Confusion;
pub use difference::{Passage, passages};
pub use feedback::{Feedback, SmallestChange, feedback, feedback_in_turns};
pub use forms::{FormsJob, TestForms, TestItem, test_forms};
pub use mixed::Mixed;
pub use poll::{CountError, MOST_HANDS, Poll, count_of, most_disagreed};
pub use practice::{
    Answered, Boundary, DayOfPractice, Due, INTERVALS, MIXED_A_DAY, PRACTICE_FORMAT, Phase,
    Practice, Running, Task, curriculum, json_mark, practice_from_json, practice_to_json,
    rulebook_mark,
};
pub use presenting::{Place, Step};
pub use reasons::{Reasons, reasons};
pub use result_code::{CodeError, MOST_QUESTIONS, TestResult, read_code, write_code};
pub use separations::{Separation, separations, separations_in_turns};
pub use simulator::{
    Comparison, FUNNEL_SIZE, FunnelRow, FunnelShape, FunnelStep, ListCounts, Outcome, Policy,
    Preset, Reach, Simulation, SimulationError, Working, amount_told, from_counts, funnel_shape,
    money_told, presets, simulate,
};
pub use smallest::{FactChange, MOST_CHANGES, Twin, twin_of};
pub use story::{
    Case, Deciding, Story, Subject, TAUGHT, Told, stage_words, stories, story, story_in_turns,
};
pub use telling::{facts_looked_at, tell_contact, untold};
pub use verdicts::{Says, says, together};
pub use worked::{WorkedStep, worked};
