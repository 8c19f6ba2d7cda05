//! What is on a learner's screen: the task, what was chosen so far, whether it is answered. Kept with the practice, so that it survives
//! a reload.

use super::{Boundary, Phase, Practice, Task};
use crate::day::Day;
use crate::learn::calibration::Sureness;
use crate::learn::story::{Story, Subject};
use crate::stage::Stage;
use serde_json::{Map, Value};

/// A task that was begun.
#[derive(Clone, Debug, PartialEq)]
pub struct Running {
    /// What kind of task.
    pub phase: Phase,
    /// The boundary.
    pub aim: Boundary,
    /// The seed of the story.
    pub seed: u64,
    /// The day of the story.
    pub on: Day,
    /// How many steps of a worked example are shown.
    pub step: usize,
    /// The stage that was chosen; of two stories side by side, that of the first.
    pub chosen: Option<Stage>,
    /// The fact that was said to decide, or to differ.
    pub picked: Option<Subject>,
    /// How sure the learner was.
    pub sureness: Option<Sureness>,
    /// For how long the story was looked at, in milliseconds.
    pub millis: u32,
    /// Whether it is answered, and why is being said.
    pub answered: bool,
    /// Members this version does not know, written back as they came.
    pub extra: Map<String, Value>,
}

impl Practice {
    /// Puts the story of a task on the screen.
    pub fn begin(&mut self, task: &Task, story: &Story, on: Day) {
        if let Task::Case { phase, aim, .. } = *task {
            self.now = Some(Running {
                phase,
                aim,
                seed: story.seed,
                on,
                step: 0,
                chosen: None,
                picked: None,
                sureness: None,
                millis: 0,
                answered: false,
                extra: Map::new(),
            });
        }
    }

    /// Notes the answer to what is on the screen, once all that is asked was said; two stories side by side are two answers. Whether
    /// there was an answer to note.
    pub fn settle(&mut self, story: &Story) -> bool {
        let Some(now) = self.now.as_mut().filter(|now| !now.answered) else {
            return false;
        };
        let task = |twin: bool| Task::Case {
            phase: now.phase,
            aim: now.aim,
            seed: now.seed,
            twin,
        };
        let (here, there) = (story.case.stage, story.twin.stage);
        let said = match (now.phase, now.chosen, &now.picked, now.sureness) {
            (Phase::Example, _, Some(_), _) => here,
            (Phase::Contrast, Some(said), Some(_), _) => said,
            (Phase::Mixed | Phase::Return, Some(said), _, Some(_)) => said,
            _ => return false,
        };
        now.answered = true;
        let sureness = now.sureness.unwrap_or(Sureness::Fairly);
        let (millis, on) = (now.millis, now.on);
        if now.phase == Phase::Contrast {
            let (first, second) = (task(false), task(true));
            let other = if said == here { there } else { here };
            self.note(&first, story, said, sureness, millis / 2, on);
            let twin = story.clone().turned();
            self.note(&second, &twin, other, sureness, millis / 2, on);
        } else {
            let task = task(false);
            self.note(&task, story, said, sureness, millis, on);
        }
        true
    }
}
