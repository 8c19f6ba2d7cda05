//! The made-up sample list, to try things on.

use crate::session::Session;
use model::Edit;

/// Loads it as a list of its own. What stands against it is said on the screen.
pub fn load(session: Session) {
    let as_of = session.look(|desk| desk.workspace.as_of());
    let (list, part) = exchange::sample_list(as_of);
    let part = Box::new(part);
    // A refusal was said on the screen already.
    let _ = session.apply(Edit::Import { list, part });
}
