//! Taking a course's definition into use, so that lesson and drill are about what its tests ask.

use super::record::keeping;
use super::taken;
use crate::learn::{deck_rules, decks};
use crate::session::Session;
use exchange::{Course, DeckRulebook};
use leptos::prelude::*;
use model::{Edit, Rulebook, published_rulebook};

/// The definition that a course's tests go by: the one it brings, or the published one it names, which one of the same id here does not
/// shadow. `None` where it names one that nobody here knows.
pub fn rulebook(session: Session, course: &Course) -> Option<Rulebook> {
    match course.rulebook() {
        DeckRulebook::Own(rulebook) => Some((**rulebook).clone()),
        DeckRulebook::Known(id) => published_rulebook(id)
            .cloned()
            .or_else(|| decks::rulebook_of(session, &course.before)),
    }
}

/// The name of a course's definition; its id where nobody here knows it.
pub fn name(session: Session, course: &Course) -> String {
    match (rulebook(session, course), course.rulebook()) {
        (Some(rulebook), _) => rulebook.name,
        (None, DeckRulebook::Known(id)) => id.clone(),
        (None, DeckRulebook::Own(rulebook)) => rulebook.name.clone(),
    }
}

/// The id under which a course's definition is kept here; `None` where it has not come in. Listens to the rules.
pub fn id_here(session: Session, course: &Course) -> Option<String> {
    session.rules.track();
    let rulebook = rulebook(session, course)?;
    session.look(|desk| deck_rules::id_here(&desk.workspace, &rulebook))
}

/// Whether it is the definition in use. Listens to the rules.
pub fn is_used(session: Session, course: &Course) -> bool {
    session.rules.track();
    rulebook(session, course)
        .is_some_and(|rulebook| session.look(|desk| deck_rules::is_same(&desk.rulebook, &rulebook)))
}

/// Whether this program can put it in use: it came along, or is known here.
pub fn can_be_used(session: Session, course: &Course) -> bool {
    rulebook(session, course).is_some()
}

/// Keeps the course and takes its definition into use, as one step of undo. Whether that was done; if not, why is on the screen.
pub fn start(session: Session, course: &Course) -> bool {
    let mut edits = keeping(session, course);
    edits.extend(using(session, course));
    let label = format!("Start “{}”", course.title);
    let kept = session.apply_as(Edit::Several(edits), label).is_ok();
    if kept {
        taken::note_start(session, course);
    }
    kept
}

/// Takes it into use; undo takes that back.
pub fn take(session: Session, course: &Course) {
    let label = format!("Use {}", untrack(|| name(session, course)));
    let _ = session.apply_as(Edit::Several(using(session, course)), label);
}

fn using(session: Session, course: &Course) -> Vec<Edit> {
    rulebook(session, course).map_or_else(Vec::new, |rulebook| {
        session.look(|desk| deck_rules::using(&desk.workspace, &rulebook))
    })
}
