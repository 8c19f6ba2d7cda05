//! Reading what is kept: at the start, after another tab saved, and when this tab takes over.

use super::kept::{Desk, Kept};
use super::local_space;
use super::lock::{self, Answer, Ask};
use super::notice::{State, Trouble};
use crate::clock;
use crate::slice::{Slice, breathe};
use leptos::prelude::*;
use model::Edit;
use store::{Ahead, Condition, Damage, Format, Keeper, Opened, Reading, Role, Segments, Space};

impl Kept {
    /// Opens what is kept, as its writer if no other tab is.
    pub(super) async fn open(self) {
        // The page shows itself first: the browser fetches all of its storage at the first look.
        breathe().await;
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
        let mut role = match lock::ask(Ask::IfFree, None, move || self.lost()).await {
            Answer::Held(lock) => {
                self.with(|desk| desk.lock = Some(lock));
                Role::Writer
            }
            Answer::NoLocks => Role::Writer,
            Answer::Taken => Role::Reader,
        };
        let held = |desk: &mut Desk| desk.lock.is_some();
        let had = self.with(held);
        let ahead = read_ahead(&space).await;
        // Another tab may have taken the writing over meanwhile; this one stood back then.
        let lost = had != self.with(held);
        if lost {
            role = Role::Reader;
        }
        let (keeper, opened) = Keeper::open_from(space, Format::CURRENT, role, ahead);
        self.with(|desk| desk.keeper = Some(keeper));
        self.take(opened).await;
        if role == Role::Reader && !lost {
            self.stand_back();
        }
        self.session.opening.set(false);
    }

    /// Reads what is kept ahead, in slices, for a keeper that is there already. `None` when another reading began meanwhile, which
    /// is the one to go on, or when there is no keeper.
    pub(super) async fn ahead(self) -> Option<Ahead> {
        let turn = self.with(|desk| {
            desk.readings += 1;
            desk.readings
        });
        let begin =
            |desk: &mut Desk| Some(Ahead::new(desk.keeper.as_ref()?.space(), Format::CURRENT));
        let mut ahead = self.with(begin).flatten()?;
        let mut slice = Slice::new();
        loop {
            let one = |desk: &mut Desk| Some(ahead.read_one(desk.keeper.as_ref()?.space()));
            if !self.with(one).flatten()? {
                break;
            }
            slice.pause().await;
        }
        breathe().await;
        (self.with(|desk| desk.readings) == turn).then_some(ahead)
    }

    /// Shows what was read, says what was wrong with it, and sets whether it may be changed.
    pub(super) async fn take(self, opened: Opened) {
        let reads = self.reads();
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
                self.session.read_only.set(false);
                return;
            }
        };
        if reads {
            // What the other tab saves while this is put together comes on top of it.
            self.with(|desk| desk.segments.clone_from(&opened.segments));
        }
        let damage = self.show(&opened.segments, !reads && !frozen).await;
        // Another tab may have taken the writing over meanwhile, or this one has, and reads again.
        let reads = self.reads();
        let Some(damage) = damage.or_else(|| reads.then(Vec::new)) else {
            return;
        };
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
        leptos::task::spawn_local(async move {
            breathe().await;
            self.measure();
        });
    }

    /// Whether another tab writes.
    fn reads(self) -> bool {
        let role = |desk: &mut Desk| desk.keeper.as_ref().map(Keeper::role);
        self.with(role).flatten() != Some(Role::Writer)
    }

    /// Puts a workspace together from its segments, in slices, and opens it; gives what could not be read. `None` when something
    /// newer was shown meanwhile.
    pub(super) async fn show(self, segments: &Segments, writes: bool) -> Option<Vec<Damage>> {
        let today = clock::today();
        let shows = |desk: &mut Desk| desk.shows;
        let turn = self.with(|desk| {
            desk.shows += 1;
            desk.shows
        });
        // Putting what is kept in order, which came before, putting it together and showing it are turns of their own.
        breathe().await;
        let mut slice = Slice::new();
        let mut reading = Reading::new(segments, today);
        while reading.read_one(segments) {
            slice.pause().await;
        }
        breathe().await;
        let (mut workspace, damage) = reading.finish();
        breathe().await;
        if self.with(shows) != turn {
            return None;
        }
        // Time passes by an edit, too.
        let later = workspace.as_of() < today;
        let passed = later && workspace.apply(Edit::SetAsOf(today)).is_ok();
        self.session.open(workspace);
        if passed && writes {
            self.mark(["meta".to_owned()]);
        }
        Some(damage)
    }
}

/// Reads what is kept ahead, in slices, so that opening it does not hold the page up.
async fn read_ahead(space: &impl Space) -> Ahead {
    breathe().await;
    let mut ahead = Ahead::new(space, Format::CURRENT);
    let mut slice = Slice::new();
    while ahead.read_one(space) {
        slice.pause().await;
    }
    breathe().await;
    ahead
}
