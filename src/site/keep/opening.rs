//! Reading what is kept: at the start, after another tab saved, and when this tab takes over.

use super::kept::Kept;
use super::local_space;
use super::lock::{self, Answer, Ask};
use super::notice::{State, Trouble};
use crate::clock;
use crate::slice::Slice;
use leptos::prelude::*;
use model::Edit;
use store::{Condition, Damage, Format, Keeper, Opened, Reading, Role, Segments};

impl Kept {
    /// Opens what is kept, as its writer if no other tab is.
    pub(super) async fn open(self) {
        let (space, blocked) = local_space::space();
        if let Some(why) = blocked {
            self.tell(
                Trouble::ThisTabOnly,
                format!("{why} You can work in this tab, but nothing will be here when you close it. Download your data before you do."),
            );
            self.state.set(State::ThisTabOnly);
            self.session.opening.set(false);
            return;
        }
        let role = match lock::ask(Ask::IfFree, None, move || self.lost()).await {
            Answer::Held(lock) => {
                self.with(|desk| desk.lock = Some(lock));
                Role::Writer
            }
            Answer::NoLocks => Role::Writer,
            Answer::Taken => Role::Reader,
        };
        let (keeper, opened) = Keeper::open_as(space, Format::CURRENT, role);
        self.with(|desk| desk.keeper = Some(keeper));
        self.take(opened).await;
        if role == Role::Reader {
            self.stand_back();
        }
        self.session.opening.set(false);
    }

    /// Shows what was read, says what was wrong with it, and sets whether it may be changed.
    pub(super) async fn take(self, opened: Opened) {
        let reads = self
            .with(|desk| desk.keeper.as_ref().map(Keeper::role))
            .flatten()
            != Some(Role::Writer);
        let frozen = match &opened.condition {
            Condition::Fresh | Condition::Ready => false,
            Condition::ReadOnlyNewer { .. } | Condition::ReadOnlyOlder { .. } => {
                self.tell(Trouble::OtherVersion, opened.condition.to_string());
                true
            }
            Condition::Blocked { .. } => {
                self.tell(Trouble::ThisTabOnly, opened.condition.to_string());
                self.with(|desk| desk.keeper = None);
                self.state.set(State::ThisTabOnly);
                return;
            }
        };
        let damage = self.show(&opened.segments, !reads && !frozen).await;
        let mut said: Vec<String> = opened.troubles.iter().map(ToString::to_string).collect();
        said.extend(damage.iter().map(ToString::to_string));
        if said.is_empty() {
            self.untell(Trouble::Damaged);
        } else {
            self.tell(Trouble::Damaged, said.join(" "));
            // The gaps become part of what is kept, so that they are said once. What stood there is set aside.
            if !reads && !frozen && !opened.set_aside.is_empty() {
                self.mark_all([]);
            }
        }
        if reads {
            self.with(|desk| desk.segments = opened.segments);
        }
        if frozen {
            self.session.read_only.set(true);
            self.state.set(State::ReadOnly);
        } else if reads {
            self.state.set(State::OtherTab);
        } else {
            self.session.read_only.set(false);
            if self.with(|desk| desk.changed.is_empty()).unwrap_or(true) {
                self.state.set(State::Saved);
            }
        }
        self.measure();
    }

    /// Puts a workspace together from its segments, in slices, and opens it.
    pub(super) async fn show(self, segments: &Segments, writes: bool) -> Vec<Damage> {
        let today = clock::today();
        let mut slice = Slice::new();
        let mut reading = Reading::new(segments, today);
        while reading.read_one(segments) {
            slice.pause().await;
        }
        let (mut workspace, damage) = reading.finish();
        // Time passes by an edit, too.
        let later = workspace.as_of() < today;
        let passed = later && workspace.apply(Edit::SetAsOf(today)).is_ok();
        self.session.open(workspace);
        if passed && writes {
            self.mark(["meta".to_owned()]);
        }
        damage
    }
}
