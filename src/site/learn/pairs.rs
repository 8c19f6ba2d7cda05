//! Which pairs of stages a definition tells apart, found in turns with the page: where there are none, it takes long to be sure of that.

use crate::slice::{Slice, breathe};
use model::learn::{Boundary, curriculum, separations_in_turns};
use model::{Day, Rulebook};

/// The pairs that stories can be told of, in the order in which they are learnt.
pub async fn pairs_told_apart(rulebook: &Rulebook, as_of: Day) -> Vec<Boundary> {
    // What is said meanwhile is painted first.
    breathe().await;
    let mut slice = Slice::new();
    let mut pause = async || {
        slice.pause().await;
    };
    curriculum(&separations_in_turns(rulebook, as_of, &mut pause).await)
}
