//! What is open: the workspace, the engine that looks at it, the history of edits. Everything on the screen follows from it.
//!
//! Nothing changes the workspace but [`Session::apply`] and its kin. Parts of the screen listen to the generation of what they
//! show, so that a keystroke does not run over all contacts.

use crate::slice::{Cancel, Slice, breathe};
use crate::words;
use leptos::prelude::*;
use model::{
    Change, Day, Edit, EditError, Engine, Fact, History, Rulebook, Speaker, Typing, Workspace,
};
use std::cell::RefCell;
use std::ops::Range;

/// Up to so many contacts are staged at once; more in slices.
const AT_ONCE: u32 = 20_000;
/// Rows staged between two looks at the clock: a multiple of the engine's block.
const STEP: u32 = 8_192;

/// What is open. A handle: copies share it.
#[derive(Clone, Copy)]
pub struct Session {
    desk: StoredValue<Desk, LocalStorage>,
    /// Goes up when facts, signals, overrides or lists change.
    pub facts: RwSignal<u32>,
    /// Goes up when rows come or go, or facts of many contacts change: what was arranged must be arranged anew.
    pub rows: RwSignal<u32>,
    /// Goes up when the rulebook in use, the list of rulebooks or the as-of day changes.
    pub rules: RwSignal<u32>,
    /// Goes up when a quiz changes, comes or goes.
    pub quizzes: RwSignal<u32>,
    /// Goes up when something that belongs to learning changes.
    pub learning: RwSignal<u32>,
    /// Goes up when there are new assessments.
    pub assessments: RwSignal<u32>,
    /// How far staging a long list has come, 0 to 1; `None` when it is not running.
    pub staging: RwSignal<Option<f64>>,
    /// The counts before the definition or the day was changed last, to show what moved.
    pub before: RwSignal<Option<Before>>,
    /// What the page says aloud and in its corner: what happened, or why not.
    pub message: RwSignal<Message>,
    /// Whether edits are refused: another tab writes, or the data is newer than this program.
    pub read_only: RwSignal<bool>,
    /// Whether what is kept is still being read.
    pub opening: RwSignal<bool>,
}

/// Counts to compare with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    /// What was in force: "House", "1 Nov 2026".
    pub label: String,
    /// How many stood at each stage.
    pub counts: [u32; 7],
}

/// A sentence for the person at the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// The sentence; empty for none.
    pub text: String,
    /// Whether something did not work.
    pub problem: bool,
}

/// The workspace and what belongs to it.
pub struct Desk {
    /// What the team keeps.
    pub workspace: Workspace,
    /// The engine that runs the rulebook in use.
    pub engine: Engine,
    /// The rulebook the engine runs.
    pub rulebook: Rulebook,
    /// Says why and what next of the contacts as the engine sees them.
    pub speaker: RefCell<Speaker>,
    history: History,
    /// Calls off the staging that runs.
    staging: Cancel,
    /// Rows changed while it ran.
    changed: Vec<Range<u32>>,
    watchers: Vec<Watcher>,
}

/// Called with each change after it was made.
type Watcher = Box<dyn Fn(&Workspace, &Change)>;

impl Desk {
    fn of(workspace: Workspace) -> Desk {
        let rulebook = current_rulebook(&workspace);
        let engine = Engine::new(&rulebook, workspace.as_of());
        Desk {
            workspace,
            engine,
            speaker: RefCell::default(),
            rulebook,
            history: History::default(),
            staging: Cancel::default(),
            changed: Vec::new(),
            watchers: Vec::new(),
        }
    }
}

fn current_rulebook(workspace: &Workspace) -> Rulebook {
    workspace.current_rulebook().map_or_else(
        // There is always one: the published ones are part of the program.
        || unreachable_rulebook(workspace),
        std::borrow::Cow::into_owned,
    )
}

fn unreachable_rulebook(workspace: &Workspace) -> Rulebook {
    Rulebook {
        id: workspace.definition().to_owned(),
        name: workspace.definition().to_owned(),
        summary: String::new(),
        source: String::new(),
        criteria: Vec::new(),
        fit: Vec::new(),
        engagement: Vec::new(),
        disqualify: Vec::new(),
        gates: [0, 1, 2].map(|_| model::Condition::Any(Vec::new())),
        stale_after_days: [30, 21, 14],
        playbook: Vec::new(),
        json: serde_json::Value::Null,
    }
}

impl Session {
    /// An empty workspace, looked at on this day.
    pub fn new(as_of: Day) -> Session {
        Session {
            desk: StoredValue::new_local(Desk::of(Workspace::new("Leadlens", as_of))),
            facts: RwSignal::new(0),
            rows: RwSignal::new(0),
            rules: RwSignal::new(0),
            quizzes: RwSignal::new(0),
            learning: RwSignal::new(0),
            assessments: RwSignal::new(0),
            staging: RwSignal::new(None),
            before: RwSignal::new(None),
            message: RwSignal::new(Message::default()),
            read_only: RwSignal::new(false),
            opening: RwSignal::new(false),
        }
    }

    /// Looks at the workspace and its engine. Does not listen: say first what the look depends on.
    pub fn look<T>(self, see: impl FnOnce(&Desk) -> T) -> T {
        self.desk.with_value(see)
    }

    /// Puts another workspace on the desk, as opened from storage or a file. What was done before cannot be undone.
    pub fn open(self, workspace: Workspace) {
        self.desk.update_value(|desk| {
            desk.staging.cancel();
            let watchers = std::mem::take(&mut desk.watchers);
            *desk = Desk::of(workspace);
            desk.watchers = watchers;
        });
        self.before.set(None);
        self.restage();
        self.facts.update(|g| *g += 1);
        self.rows.update(|g| *g += 1);
        self.rules.update(|g| *g += 1);
        self.quizzes.update(|g| *g += 1);
        self.learning.update(|g| *g += 1);
    }

    /// Calls `watcher` after each change, with what was changed: for keeping it.
    pub fn watch(self, watcher: impl Fn(&Workspace, &Change) + 'static) {
        self.desk
            .update_value(|desk| desk.watchers.push(Box::new(watcher)));
    }

    /// Makes a change.
    ///
    /// # Errors
    /// What stands against it, also that this page only reads along. It is on the screen by then: a caller says no more than what it does
    /// when all went well.
    pub fn apply(self, edit: Edit) -> Result<(), String> {
        let label = edit.label();
        self.apply_as(edit, label)
    }

    /// Makes a change under a label of its own, for the undo button.
    pub fn apply_as(self, edit: Edit, label: String) -> Result<(), String> {
        self.make(|desk| Some(desk.history.apply_as(&mut desk.workspace, edit, label)))
    }

    /// Makes a change that undo does not take back: what somebody has answered stays answered.
    pub fn record(self, edit: Edit) -> Result<(), String> {
        self.make(|desk| {
            let change = edit.change(&desk.workspace);
            Some(desk.workspace.apply(edit).map(|_| change))
        })
    }

    /// Records what is being typed into a fact; while the same fact is typed, all letters are one step of undo.
    pub fn type_fact(self, row: u32, attribute: &str, text: &str) {
        let same = self.look(|desk| desk.workspace.table().get(row, attribute) == text);
        if same {
            return;
        }
        let edit = Edit::SetFact {
            row,
            attribute: attribute.to_owned(),
            value: Fact::text(text),
        };
        let (label, typing) = (edit.label(), Typing::fact(row, attribute));
        let _ = self.type_in(edit, label, typing);
    }

    /// Makes a change by a letter; while the same is typed into, all letters are one step of undo, under the last label.
    pub fn type_in(self, edit: Edit, label: String, typing: Typing) -> Result<(), String> {
        self.make(|desk| {
            let history = &mut desk.history;
            Some(history.apply_typed(&mut desk.workspace, edit, label, typing))
        })
    }

    /// Ends typing.
    pub fn end_typing(self) {
        self.desk.update_value(|desk| desk.history.end_typing());
    }

    /// Records a fact; empty text records that nothing is known.
    pub fn set_fact(self, row: u32, attribute: &str, text: &str) {
        let _ = self.apply(Edit::SetFact {
            row,
            attribute: attribute.to_owned(),
            value: Fact::text(text),
        });
    }

    /// Takes the last change back.
    pub fn undo(self) {
        let label = self.undo_label();
        if self
            .make(|desk| desk.history.undo(&mut desk.workspace))
            .is_ok()
            && let Some(label) = label
        {
            self.say(format!("Undone: {label}"));
        }
    }

    /// Makes the change again that was taken back last.
    pub fn redo(self) {
        let label = self.redo_label();
        if self
            .make(|desk| desk.history.redo(&mut desk.workspace))
            .is_ok()
            && let Some(label) = label
        {
            self.say(format!("Done again: {label}"));
        }
    }

    /// What undo would take back.
    pub fn undo_label(self) -> Option<String> {
        self.look(|desk| desk.history.undo_label().map(str::to_owned))
    }

    /// What redo would make again.
    pub fn redo_label(self) -> Option<String> {
        self.look(|desk| desk.history.redo_label().map(str::to_owned))
    }

    /// Chooses the definition in use and remembers the counts from before, to show what moved.
    pub fn choose_definition(self, id: &str) {
        let (now, name, counts) = self.look(|desk| {
            (
                desk.workspace.definition().to_owned(),
                desk.rulebook.name.clone(),
                desk.engine.assessments().counts(),
            )
        });
        if now == id {
            return;
        }
        let chosen = self.look(|desk| desk.workspace.rulebook(id).map(|r| r.name.clone()));
        let label = format!("Use {}", chosen.as_deref().unwrap_or(id));
        if self
            .apply_as(Edit::ChooseDefinition(id.to_owned()), label)
            .is_ok()
        {
            let label = name;
            self.before.set(Some(Before { label, counts }));
        }
    }

    /// Looks at another day and remembers the counts from before, to show what moved.
    pub fn choose_day(self, day: Day) {
        let (now, counts) =
            self.look(|desk| (desk.workspace.as_of(), desk.engine.assessments().counts()));
        if now != day && self.apply(Edit::SetAsOf(day)).is_ok() {
            let label = words::day(now);
            self.before.set(Some(Before { label, counts }));
        }
    }

    /// Says something to the person at the screen.
    pub fn say(self, text: impl Into<String>) {
        self.message.set(Message {
            text: text.into(),
            problem: false,
        });
    }

    /// Says what did not work.
    pub fn warn(self, text: impl Into<String>) {
        self.message.set(Message {
            text: text.into(),
            problem: true,
        });
    }

    fn make(
        self,
        change: impl FnOnce(&mut Desk) -> Option<Result<Change, EditError>>,
    ) -> Result<(), String> {
        // What is changed before the kept list is there would be saved over it.
        if self.opening.get_untracked() {
            return self.refuse(
                "Nothing was changed: your list is still being opened. Try again in a moment.",
            );
        }
        if self.read_only.get_untracked() {
            return self.refuse("Nothing was changed: this page only reads along.");
        }
        let mut made = None;
        self.desk.update_value(|desk| made = change(desk));
        match made {
            None => Ok(()),
            Some(Ok(change)) => {
                self.follow(&change);
                Ok(())
            }
            Some(Err(error)) => self.refuse(error.to_string()),
        }
    }

    /// Says why nothing was changed.
    fn refuse(self, why: impl Into<String>) -> Result<(), String> {
        let why = why.into();
        self.warn(why.clone());
        Err(why)
    }

    /// Brings assessments and screen up to date after a change.
    fn follow(self, change: &Change) {
        self.look(|desk| {
            for watcher in &desk.watchers {
                watcher(&desk.workspace, change);
            }
        });
        let touched: u64 = change.rows.iter().map(|r| u64::from(r.end - r.start)).sum();
        let many = change.rows_came_or_went || touched > u64::from(AT_ONCE);
        if change.rules || change.as_of || many {
            if many {
                self.before.set(None);
            }
            self.restage();
        } else if touched > 0 {
            self.desk.update_value(|desk| {
                for rows in &change.rows {
                    batch::assess(&mut desk.engine, desk.workspace.table(), rows.clone());
                    desk.speaker.get_mut().forget();
                    desk.changed.push(rows.clone());
                }
            });
            self.assessments.update(|g| *g += 1);
        }
        if touched > 0 || change.rows_came_or_went || change.settings {
            self.facts.update(|g| *g += 1);
        }
        if change.rows_came_or_went || touched > 1 {
            self.rows.update(|g| *g += 1);
        }
        if change.rules || change.rulebooks || change.as_of || change.settings {
            self.rules.update(|g| *g += 1);
        }
        if change.quizzes {
            self.quizzes.update(|g| *g += 1);
        }
        if change.learning {
            self.learning.update(|g| *g += 1);
        }
    }

    /// Stages all contacts anew: a short list at once, a long one in slices, the old assessments standing until the new ones do.
    fn restage(self) {
        let mine = Cancel::default();
        let mut engine = None;
        let mut rows = 0;
        self.desk.update_value(|desk| {
            desk.staging.cancel();
            desk.staging = mine.clone();
            desk.changed.clear();
            desk.rulebook = current_rulebook(&desk.workspace);
            rows = desk.workspace.table().rows();
            engine = Some(Engine::new(&desk.rulebook, desk.workspace.as_of()));
        });
        let Some(mut engine) = engine else { return };
        if rows <= AT_ONCE {
            self.look(|desk| batch::assess_all(&mut engine, desk.workspace.table()));
            self.take(engine);
            return;
        }
        self.staging.set(Some(0.0));
        leptos::task::spawn_local(async move {
            // The change that led here, and what it does to the screen, have a turn of their own.
            breathe().await;
            let mut slice = Slice::new();
            let mut done = 0;
            while !mine.is_cancelled() {
                if done == rows {
                    return self.take(engine);
                }
                self.staging.set(Some(f64::from(done) / f64::from(rows)));
                let end = (done + STEP).min(rows);
                self.look(|desk| batch::assess(&mut engine, desk.workspace.table(), done..end));
                done = end;
                slice.pause().await;
            }
        });
    }

    /// Takes over an engine that has staged all contacts.
    fn take(self, mut engine: Engine) {
        self.desk.update_value(|desk| {
            for rows in desk.changed.drain(..) {
                batch::assess(&mut engine, desk.workspace.table(), rows);
            }
            desk.engine = engine;
            desk.speaker = RefCell::default();
        });
        self.staging.set(None);
        self.assessments.update(|g| *g += 1);
    }
}
