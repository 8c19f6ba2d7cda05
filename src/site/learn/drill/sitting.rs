//! A learner at practice: what is on the screen, and what happens when something is chosen. Everything is kept at once.

use super::{finding, kept, timing};
use crate::learn::records;
use crate::session::Session;
use crate::slice::Cancel;
use leptos::prelude::*;
use model::learn::{
    Boundary, Clue, Feedback, Phase, Practice, Running, Story, Subject, Sureness, Task, Told,
    rulebook_mark,
};
use model::{Day, Rulebook, Stage};
use serde_json::Value;
use std::sync::Arc;

/// More cases that are asked for at a time.
pub const MORE: usize = 6;

/// What practice stands on: the definition, the day and, if one was asked for, the boundary.
#[derive(Clone, Debug)]
pub struct Basis {
    /// The definition's id.
    pub id: String,
    /// The definition.
    pub rulebook: Arc<Rulebook>,
    /// What it decides, in digits.
    pub mark: String,
    /// The day.
    pub today: Day,
    /// The boundary that alone is practised.
    pub aim: Option<Boundary>,
}

impl PartialEq for Basis {
    fn eq(&self, other: &Basis) -> bool {
        (&self.id, &self.mark, self.today, self.aim)
            == (&other.id, &other.mark, other.today, other.aim)
    }
}

impl Basis {
    /// What is in use now.
    pub fn of(session: Session, aim: Option<Boundary>) -> Basis {
        session.look(|desk| Basis {
            id: desk.rulebook.id.clone(),
            mark: rulebook_mark(&desk.rulebook),
            today: desk.workspace.as_of(),
            rulebook: Arc::new(desk.rulebook.clone()),
            aim: aim.map(|(one, other)| (one.min(other), one.max(other))),
        })
    }
}

/// What is on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scene {
    /// A story is being looked for.
    Waiting,
    /// Between stories: what comes, and how it went.
    Hall,
    /// A story, counted so that each is drawn anew.
    Story(u32),
}

/// A learner at practice. A handle: copies share it.
#[derive(Clone, Copy)]
pub struct Sitting {
    /// What is open.
    pub session: Session,
    /// The practice; `None` until the first boundaries are known.
    pub practice: RwSignal<Option<Practice>>,
    /// What is on the screen.
    pub scene: RwSignal<Scene>,
    /// The story that is told.
    pub story: RwSignal<Option<Arc<Story>>, LocalStorage>,
    /// What there is to say about the answer, once it is there.
    pub feedback: RwSignal<Option<Arc<Feedback>>, LocalStorage>,
    /// What stands in the way of practice, or has changed since the last time; empty for nothing.
    pub news: RwSignal<String>,
    /// Sentences on stages that the definition does not tell apart.
    pub alike: RwSignal<Vec<String>>,
    /// Answers since the page was opened.
    pub done: RwSignal<usize>,
    /// Whether no story can be found at the boundary that was asked for.
    pub stuck: RwSignal<bool>,
    pub(super) basis: StoredValue<Basis, LocalStorage>,
    pub(super) prepared: StoredValue<Option<(Task, Arc<Story>)>, LocalStorage>,
    pub(super) told: StoredValue<Option<Told>, LocalStorage>,
    pub(super) left: StoredValue<Cancel, LocalStorage>,
    pub(super) finding: StoredValue<bool>,
    pub(super) wanted: StoredValue<bool>,
    pub(super) since: StoredValue<Option<f64>>,
    more: RwSignal<usize>,
    written: StoredValue<Option<Value>>,
}

impl Sitting {
    /// Goes on with a practice, or begins one.
    pub fn open(session: Session, basis: Basis, practice: Option<Practice>) -> Sitting {
        let written = untrack(|| records::record(session, &kept::key(&basis.id)));
        let sitting = Sitting {
            session,
            practice: RwSignal::new(practice),
            scene: RwSignal::new(Scene::Waiting),
            story: RwSignal::new_local(None),
            feedback: RwSignal::new_local(None),
            news: RwSignal::new(String::new()),
            alike: RwSignal::new(Vec::new()),
            done: RwSignal::new(0),
            stuck: RwSignal::new(false),
            basis: StoredValue::new_local(basis),
            prepared: StoredValue::new_local(None),
            told: StoredValue::new_local(None),
            left: StoredValue::new_local(Cancel::default()),
            finding: StoredValue::new(false),
            wanted: StoredValue::new(false),
            since: StoredValue::new(None),
            more: RwSignal::new(0),
            written: StoredValue::new(written),
        };
        finding::open(sitting);
        sitting
    }

    /// Counts `turn` up when the record becomes another than was written here.
    pub fn follow(self, turn: RwSignal<u32>) {
        Effect::new(move |_| {
            self.session.learning.track();
            let key = self.basis.with_value(|basis| kept::key(&basis.id));
            let now = untrack(|| records::record(self.session, &key));
            if self.written.with_value(|written| *written != now) {
                turn.update(|turn| *turn += 1);
            }
        });
    }

    /// Nobody looks any more.
    pub fn leave(self) {
        timing::stop(self);
        self.left.with_value(Cancel::cancel);
    }

    /// The definition.
    pub fn rulebook(self) -> Arc<Rulebook> {
        self.basis.with_value(|basis| basis.rulebook.clone())
    }

    /// The day.
    pub fn today(self) -> Day {
        self.basis.with_value(|basis| basis.today)
    }

    /// The boundary that alone is practised.
    pub fn aim(self) -> Option<Boundary> {
        self.basis.with_value(|basis| basis.aim)
    }

    /// What is on the screen, as it is kept. Listens.
    pub fn now(self) -> Option<Running> {
        self.practice
            .with(|practice| practice.as_ref().and_then(|practice| practice.now.clone()))
    }

    /// What kind of task is on the screen. Does not listen.
    pub fn phase(self) -> Option<Phase> {
        untrack(|| self.now()).map(|now| now.phase)
    }

    /// Whether it is answered. Listens.
    pub fn answered(self) -> bool {
        self.now().is_some_and(|now| now.answered)
    }

    /// Changes the practice and keeps it.
    pub fn keep(self, change: impl FnOnce(&mut Practice)) {
        self.practice.update(|practice| {
            if let Some(practice) = practice {
                change(practice);
                // Said before the record changes, so that it is not taken for somebody else's.
                let json = model::learn::practice_to_json(practice);
                self.written.set_value(Some(json));
                kept::note(self.session, practice);
            }
        });
    }

    /// The task that comes next.
    pub(super) fn task(self) -> Task {
        let (today, aim) = (self.today(), self.aim());
        let more = self.more.get_untracked();
        self.practice
            .with_untracked(|practice| match (practice, aim) {
                (None, _) => Task::Rest(None),
                (Some(practice), Some(aim)) => {
                    let round = self.done.get_untracked() < MORE;
                    if (round || more > 0) && !self.stuck.get_untracked() {
                        practice.aimed(aim, today)
                    } else {
                        Task::Rest(None)
                    }
                }
                (Some(practice), None) => match practice.next(today) {
                    Task::Rest(_) if more > 0 => practice.more(),
                    task => task,
                },
            })
    }

    /// Goes on: to the next story, or to the hall where it is time to rest.
    pub fn next(self) {
        self.keep(|practice| practice.now = None);
        self.feedback.set(None);
        finding::show_next(self);
    }

    /// Some more, though it is time to rest.
    pub fn more(self) {
        self.more.set(MORE);
        finding::show_next(self);
    }

    /// Shows one step more of an example.
    pub fn step(self) {
        self.running(|now| now.step += 1);
    }

    /// Chooses a stage.
    pub fn choose(self, stage: Stage) {
        self.say(|now| now.chosen = Some(stage));
    }

    /// Takes the choice back, as long as it is not an answer.
    pub fn choose_again(self) {
        self.running(|now| (now.chosen, now.sureness) = (None, None));
    }

    /// Says how sure.
    pub fn sure(self, sureness: Sureness) {
        self.say(|now| now.sureness = Some(sureness));
    }

    /// Says which fact.
    pub fn pick(self, clue: &Clue) {
        let subject: Subject = clue.subject.clone();
        self.say(move |now| now.picked = Some(subject));
    }

    /// Changes what is on the screen unless it is answered.
    fn running(self, change: impl FnOnce(&mut Running)) {
        let spent = timing::spent(self);
        self.keep(|practice| {
            if let Some(now) = practice.now.as_mut().filter(|now| !now.answered) {
                now.millis = now.millis.saturating_add(spent);
                change(now);
            }
        });
    }

    /// Something was said: if it was all that is asked, it is the answer.
    fn say(self, change: impl FnOnce(&mut Running)) {
        let Some(story) = self.story.get_untracked() else {
            return;
        };
        let mut settled = false;
        let spent = timing::spent(self);
        self.keep(|practice| {
            if let Some(now) = practice.now.as_mut().filter(|now| !now.answered) {
                now.millis = now.millis.saturating_add(spent);
                change(now);
                settled = practice.settle(&story);
            }
        });
        if settled {
            if self.phase() != Some(Phase::Example) {
                self.done.update(|done| *done += 1);
                self.more.update(|more| *more = more.saturating_sub(1));
            }
            finding::explain(self);
            finding::prepare(self);
        }
    }
}
