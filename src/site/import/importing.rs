//! An import under way: which step it is at, and what it has so far.

use super::answers::Answers;
use crate::session::Session;
use crate::slice::Cancel;
use crate::triage::View;
use exchange::{Import, Plan, RawTable};
use leptos::prelude::*;
use model::{Day, Suggestion};
use std::rc::Rc;
use wasm_bindgen::JsCast;

/// The steps from a file to a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    /// Choose a file or paste cells.
    #[default]
    Choose,
    /// Something long is under way.
    Work,
    /// What was found, column by column.
    Columns,
    /// What only the person knows.
    Questions,
    /// It is in.
    Done,
}

/// How far something long is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Way {
    /// What is being done: "Reading".
    pub what: &'static str,
    /// From 0 to 1.
    pub share: f64,
    /// Rows so far.
    pub rows: u32,
}

/// What became of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Contacts that came in.
    pub contacts: u32,
    /// Rows without text that were left out.
    pub empty_rows: u32,
    /// Set aside by their status.
    pub disqualified: u32,
    /// Whose seniority was worked out from the title.
    pub inferred_seniority: u32,
}

/// An import. A handle: copies share it.
#[derive(Clone, Copy)]
pub struct Importing {
    /// What it goes into.
    pub session: Session,
    /// Where it is asked for.
    pub view: View,
    /// Where it is.
    pub step: RwSignal<Step>,
    /// Why a file was not read.
    pub refusal: RwSignal<Option<String>>,
    /// How far the long part is.
    pub way: RwSignal<Way>,
    /// The list's name.
    pub name: RwSignal<String>,
    /// What each column is taken for.
    pub plan: RwSignal<Option<Plan>>,
    /// What is asked.
    pub answers: Answers,
    /// What the ideal customer can be picked from.
    pub suggestions: RwSignal<Vec<Suggestion>>,
    /// What became of it.
    pub outcome: RwSignal<Outcome>,
    pub(super) raw: StoredValue<Option<Rc<RawTable>>, LocalStorage>,
    pub(super) made: StoredValue<Option<Import>, LocalStorage>,
    pub(super) problems: StoredValue<exchange::Problems>,
    /// The day the file was last changed.
    pub(super) dated: StoredValue<Option<Day>>,
    cancel: StoredValue<Cancel, LocalStorage>,
}

impl Importing {
    /// Nothing chosen yet.
    pub fn new(session: Session, view: View) -> Importing {
        Importing {
            session,
            view,
            step: RwSignal::new(Step::Choose),
            refusal: RwSignal::new(None),
            way: RwSignal::new(Way::default()),
            name: RwSignal::new(String::new()),
            plan: RwSignal::new(None),
            answers: Answers::new(),
            suggestions: RwSignal::new(Vec::new()),
            outcome: RwSignal::new(Outcome::default()),
            raw: StoredValue::new_local(None),
            made: StoredValue::new_local(None),
            problems: StoredValue::new(exchange::Problems::default()),
            dated: StoredValue::new(None),
            cancel: StoredValue::new_local(Cancel::default()),
        }
    }

    /// Goes to another step.
    pub(super) fn go(self, to: Step) {
        // A focused element that is removed makes the browser lay out at once all that has come in the same turn.
        let focused = document().active_element();
        if let Some(focused) = focused.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = focused.blur();
        }
        self.step.set(to);
    }

    /// Calls off what runs, and gives the new piece of work a token of its own.
    pub(super) fn begin(self, what: &'static str) -> Cancel {
        let mine = Cancel::default();
        self.cancel
            .update_value(|running| std::mem::replace(running, mine.clone()).cancel());
        self.refusal.set(None);
        self.way.set(Way {
            what,
            ..Way::default()
        });
        self.go(Step::Work);
        mine
    }

    /// Calls off what runs and forgets the list.
    pub fn start_over(self) {
        self.cancel.update_value(|running| running.cancel());
        self.raw.set_value(None);
        self.made.set_value(None);
        self.plan.set(None);
        self.refusal.set(None);
        self.go(Step::Choose);
    }

    /// Calls off what runs: reading leads back to the choice of a file, the rest to the columns.
    pub fn call_off(self) {
        self.cancel.update_value(|running| running.cancel());
        let read = self.raw.with_value(Option::is_some);
        self.go(if read { Step::Columns } else { Step::Choose });
    }

    pub(super) fn refuse(self, why: impl Into<String>) {
        self.start_over();
        self.refusal.set(Some(why.into()));
    }

    /// What was wrong in the file so far.
    pub fn problems(self) -> exchange::Problems {
        self.problems.get_value()
    }

    /// The list as it was read.
    pub fn raw(self) -> Option<Rc<RawTable>> {
        self.raw.get_value()
    }
}
