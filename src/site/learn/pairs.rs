//! Which pairs of stages a definition tells apart, found in turns with the page: where there are none, it takes long to be sure of that.

use crate::session::Session;
use crate::slice::{Slice, breathe};
use leptos::prelude::*;
use model::learn::{Boundary, Separation, curriculum, separations_in_turns};
use model::{Day, Rulebook};

/// What a definition says of each two neighbouring stages.
async fn separations_of(rulebook: &Rulebook, as_of: Day) -> Vec<Separation> {
    // What is said meanwhile is painted first.
    breathe().await;
    let mut slice = Slice::new();
    let mut pause = async || {
        slice.pause().await;
    };
    separations_in_turns(rulebook, as_of, &mut pause).await
}

/// The pairs that stories can be told of, in the order in which they are learnt.
pub async fn pairs_told_apart(rulebook: &Rulebook, as_of: Day) -> Vec<Boundary> {
    curriculum(&separations_of(rulebook, as_of).await)
}

/// The definition in use, with the team's ideal customer in it, and the day it judges from.
pub fn base(session: Session) -> Memo<(Rulebook, Day)> {
    Memo::new(move |_| {
        session.rules.track();
        session.look(|desk| (desk.rulebook.clone(), desk.workspace.as_of()))
    })
}

/// What such a definition says of each two neighbouring stages; nothing while it is looked for.
pub fn known_separations(base: Memo<(Rulebook, Day)>) -> ReadSignal<Option<Vec<Separation>>> {
    let (known, set_known) = signal(None);
    Effect::new(move |_| {
        let of = base.get();
        set_known.set(None);
        leptos::task::spawn_local(async move {
            let found = separations_of(&of.0, of.1).await;
            // Another definition may be in use by now, or the page gone.
            if base.try_get_untracked() == Some(of) {
                let _ = set_known.try_set(Some(found));
            }
        });
    });
    known
}
