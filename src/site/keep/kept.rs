//! What is kept and what is not yet: the keeper, and the parts of the workspace that still have to be saved.

use super::local_space;
use super::lock::{Lock, Patience};
use super::notice::{self, Notice, State, Trouble};
use crate::session::Session;
use leptos::prelude::*;
use model::Change;
use std::collections::BTreeSet;
use store::{Keeper, Save, SaveError, Segments, Space};

/// The keeper of the page. A handle: copies share it.
#[derive(Clone, Copy)]
pub struct Kept {
    /// What is open.
    pub session: Session,
    /// Whether that is kept.
    pub state: RwSignal<State>,
    /// What stands in the way.
    pub notices: RwSignal<Vec<Notice>>,
    /// Room taken in the browser, in UTF-16 units; 0 when nothing is kept.
    pub size: RwSignal<usize>,
    /// Whether the dialog about the data is asked for.
    pub dialog: RwSignal<bool>,
    pub(super) desk: StoredValue<Desk, LocalStorage>,
}

/// What belongs to keeping.
#[derive(Default)]
pub(super) struct Desk {
    pub keeper: Option<Keeper<Box<dyn Space>>>,
    /// What was read, in a tab that reads along, to go on from.
    pub segments: Segments,
    pub lock: Option<Lock>,
    pub waiting: Option<Patience>,
    /// Segments that differ from what is kept.
    pub changed: BTreeSet<String>,
    /// Segments in the save under way.
    written: BTreeSet<String>,
    save: Option<Save>,
    /// Whether saving is on its way.
    pub saving: bool,
    /// How many times reading everything was begun; the last one counts.
    pub readings: u32,
    /// The same of showing it.
    pub shows: u32,
}

/// How far saving is.
pub(super) enum Step {
    /// There is more to write.
    More,
    /// Everything is kept.
    Done,
    /// There was nothing to do, or nothing may be done.
    Idle,
    /// It did not work.
    Failed(SaveError),
}

impl Desk {
    /// Saves one segment more, or ends the save when that was the last. Both are of the same moment of the workspace: the
    /// last segment and the end are never in different turns.
    pub fn step(&mut self, session: Session) -> Step {
        let Some(keeper) = self.keeper.as_mut() else {
            return Step::Idle;
        };
        if keeper.role() == store::Role::Reader || (self.save.is_none() && self.changed.is_empty())
        {
            return Step::Idle;
        }
        let mut save = match self.save.take().map_or_else(|| keeper.begin(), Ok) {
            Ok(save) => save,
            Err(error) => return Step::Failed(error),
        };
        if let Some(name) = self.changed.pop_first() {
            let bytes = session.look(|desk| store::segment(&desk.workspace, &name));
            self.written.insert(name.clone());
            if let Err(error) = save.put(keeper, &name, bytes.as_deref()) {
                return self.failed(error);
            }
        }
        if !self.changed.is_empty() {
            self.save = Some(save);
            return Step::More;
        }
        match save.finish(keeper) {
            Ok(_) => {
                self.written.clear();
                Step::Done
            }
            Err(error) => self.failed(error),
        }
    }

    fn failed(&mut self, error: SaveError) -> Step {
        self.give_up();
        Step::Failed(error)
    }

    /// Gives the save under way up; what it wrote has to be written again.
    pub fn give_up(&mut self) {
        if let (Some(save), Some(keeper)) = (self.save.take(), self.keeper.as_mut()) {
            save.cancel(keeper);
        }
        self.changed.append(&mut self.written);
    }

    /// Forgets what was to be saved.
    pub fn forget(&mut self) {
        self.give_up();
        self.changed.clear();
    }
}

impl Kept {
    /// Nothing is known yet.
    pub fn new(session: Session) -> Kept {
        Kept {
            session,
            state: RwSignal::new(State::Opening),
            notices: RwSignal::new(Vec::new()),
            size: RwSignal::new(0),
            dialog: RwSignal::new(false),
            desk: StoredValue::new_local(Desk::default()),
        }
    }

    /// Does something with the desk.
    pub(super) fn with<T>(self, act: impl FnOnce(&mut Desk) -> T) -> Option<T> {
        let mut done = None;
        self.desk.update_value(|desk| done = Some(act(desk)));
        done
    }

    /// Says something across the top of the page.
    pub(super) fn tell(self, trouble: Trouble, text: impl Into<String>) {
        let text = text.into();
        self.notices
            .update(|notices| notice::put(notices, trouble, text));
    }

    /// Says it no longer.
    pub(super) fn untell(self, trouble: Trouble) {
        let told = |notices: &Vec<Notice>| notices.iter().any(|n| n.trouble == trouble);
        if self.notices.with_untracked(told) {
            self.notices
                .update(|notices| notices.retain(|notice| notice.trouble != trouble));
        }
    }

    /// A change was made; it has to be saved.
    pub(super) fn changed(self, change: &Change) {
        self.mark(store::segments_touched(change));
    }

    /// Everything has to be saved, and what is kept beyond it has to go.
    pub(super) fn mark_all(self, also: impl IntoIterator<Item = String>) {
        let names: Vec<String> = self
            .session
            .look(|desk| store::segment_names(&desk.workspace).collect());
        self.mark(names.into_iter().chain(also));
    }

    /// Measures the room taken.
    pub(super) fn measure(self) {
        self.size.set(local_space::units_of_ours());
    }
}
