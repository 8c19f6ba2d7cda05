//! Several tabs: one writes, the others read along, and any of them can take over.

use super::kept::Kept;
use super::lock::{self, Answer, Ask, Patience};
use super::notice::{State, Trouble};
use crate::slice::wait;
use leptos::prelude::*;
use store::{Keeper, Role};

/// Milliseconds the writing tab gets to save what it has before the lock is taken from it.
const GRACE: i32 = 200;

impl Kept {
    /// Another tab writes: this one reads along, and writes when the other is closed.
    pub(super) fn stand_back(self) {
        self.session.read_only.set(true);
        self.state.set(State::OtherTab);
        self.tell(
            Trouble::OtherTab,
            "Another tab is editing. You see what it saves.",
        );
        let patience = Patience::new();
        self.with(|desk| desk.waiting = Some(patience.clone()));
        leptos::task::spawn_local(async move {
            let answer = lock::ask(Ask::Wait, Some(&patience), move || self.lost()).await;
            if let Answer::Held(lock) = answer {
                self.with(|desk| desk.lock = Some(lock));
                self.write_on().await;
                self.session
                    .say("The other tab is closed. You are editing here now.");
            }
        });
    }

    /// Takes the writing over from another tab.
    pub(super) async fn take_over(self) {
        super::listen::ask_to_save();
        wait(GRACE).await;
        if let Some(Some(waiting)) = self.with(|desk| desk.waiting.take()) {
            waiting.end();
        }
        match lock::ask(Ask::Steal, None, move || self.lost()).await {
            Answer::Held(lock) => {
                self.with(|desk| desk.lock = Some(lock));
                self.write_on().await;
                self.session.say("You are editing here now.");
            }
            Answer::NoLocks => self.write_on().await,
            Answer::Taken => self
                .session
                .warn("Another tab is still editing. Close it and try again."),
        }
    }

    /// This tab has the lock: goes on from what is kept now.
    pub(super) async fn write_on(self) {
        self.with(|desk| desk.waiting = None);
        let Some(ahead) = self.ahead().await else {
            return;
        };
        let opened = self.with(|desk| {
            desk.segments.clear();
            Some(desk.keeper.as_mut()?.take_over_from(ahead))
        });
        self.untell(Trouble::OtherTab);
        self.untell(Trouble::Overtaken);
        if let Some(opened) = opened.flatten() {
            self.take(opened).await;
        }
    }

    /// Another tab has taken the writing over.
    pub(super) fn lost(self) {
        let missed = self.with(|desk| {
            desk.lock = None;
            // What is read for writing is not gone on with.
            desk.readings += 1;
            let missed = !desk.changed.is_empty() || desk.saving;
            desk.forget();
            if let Some(keeper) = desk.keeper.as_mut() {
                keeper.step_down();
            }
            missed
        });
        self.stand_back();
        if missed == Some(true) {
            self.session
                .warn("Another tab took over before your last change was saved.");
        }
        leptos::task::spawn_local(self.read_again());
    }

    /// Reads along: takes in what the other tab saved.
    pub(super) async fn follow(self) {
        let changes = self.with(|desk| {
            let keeper = desk.keeper.as_mut()?;
            (keeper.role() == Role::Reader).then(|| keeper.read_along())
        });
        match changes.flatten() {
            None => {}
            Some(Some(changes)) if changes.is_empty() => {}
            Some(Some(changes)) => {
                let segments = self.with(|desk| {
                    for (name, bytes) in changes {
                        match bytes {
                            Some(bytes) => desk.segments.insert(name, bytes),
                            None => desk.segments.remove(&name),
                        };
                    }
                    desk.segments.clone()
                });
                self.show(&segments.unwrap_or_default(), false).await;
                self.measure();
            }
            Some(None) => self.read_again().await,
        }
    }

    /// Reads everything again, as a tab that reads along, or after another one saved first.
    pub(super) async fn read_again(self) {
        let any = self.with(|desk| {
            desk.forget();
            desk.keeper.is_some()
        });
        if any != Some(true) {
            return;
        }
        // What would be changed meanwhile would be gone when it is read.
        self.session.read_only.set(true);
        let Some(ahead) = self.ahead().await else {
            return;
        };
        let opened = self.with(|desk| Some(desk.keeper.as_mut()?.reload_from(ahead)));
        self.untell(Trouble::Overtaken);
        if let Some(opened) = opened.flatten() {
            self.take(opened).await;
        }
    }

    /// What is kept is gone: saves what is on the screen.
    pub(super) fn save_again(self) {
        self.with(|desk| {
            desk.give_up();
            // What is read again here is of no use: it is gone, or older than what is on the screen.
            desk.keeper.as_mut().map(Keeper::reload)
        });
        self.untell(Trouble::Emptied);
        self.mark_all([]);
    }
}
