//! Saving in time: soon after a change in slices, and at once when the page goes out of sight.

use super::kept::{Kept, Step};
use super::notice::{State, Trouble};
use crate::slice::{Slice, wait};
use leptos::prelude::*;
use store::SaveError;

/// Milliseconds from a change to its saving. The promise is 500, and writing takes some of them.
const SOON: i32 = 200;

impl Kept {
    /// Saves these segments soon.
    pub(super) fn mark(self, names: impl IntoIterator<Item = String>) {
        let start = self.with(|desk| {
            desk.changed.extend(names);
            // Without a keeper nothing is ever saved.
            desk.keeper.as_ref()?;
            Some(!std::mem::replace(&mut desk.saving, true))
        });
        let Some(start) = start.flatten() else { return };
        self.state.set(State::Unsaved);
        if start {
            leptos::task::spawn_local(async move {
                wait(SOON).await;
                let mut slice = Slice::new();
                while self.save_on() {
                    slice.pause().await;
                }
            });
        }
    }

    /// Saves what is not saved yet, now. For a page that may never get another turn.
    pub(super) fn save_now(self) {
        while self.save_on() {}
    }

    /// Saves what is not saved yet, now, and says whether the page may go without anything being lost.
    pub fn flush(self) -> bool {
        self.save_now();
        self.state.with_untracked(State::may_go)
    }

    /// One step; says whether there are more.
    fn save_on(self) -> bool {
        let session = self.session;
        let step = self.with(|desk| {
            let step = desk.step(session);
            desk.saving = matches!(step, Step::More);
            step
        });
        match step.unwrap_or(Step::Idle) {
            Step::More => return true,
            Step::Idle => {}
            Step::Done => self.saved(),
            Step::Failed(error) => self.not_saved(error),
        }
        false
    }

    fn saved(self) {
        self.state.set(State::Saved);
        self.untell(Trouble::NotSaved);
        self.untell(Trouble::Emptied);
        self.measure();
    }

    fn not_saved(self, error: SaveError) {
        let text = error.to_string();
        match error {
            SaveError::Superseded => {
                self.mark([]);
                return;
            }
            SaveError::SavedElsewhere => self.tell(Trouble::Overtaken, text),
            SaveError::ChangedBeneath => self.tell(Trouble::Emptied, text),
            SaveError::Newer { .. } | SaveError::Older(_) => {
                self.tell(Trouble::OtherVersion, text);
            }
            SaveError::Reading => {}
            _ => self.tell(Trouble::NotSaved, text),
        }
        self.state.set(State::NotSaved);
    }
}
