//! Taking a course's definition into use, so that lesson and drill are about what its tests ask.

use super::record::keeping;
use crate::session::Session;
use exchange::{Course, DeckRulebook};
use leptos::prelude::*;
use model::{Edit, published_rulebook};

/// The name of a course's definition; its id where nobody here knows it.
pub fn name(session: Session, course: &Course) -> String {
    let known = crate::learn::decks::rulebook_of(session, &course.before);
    match (known, course.rulebook()) {
        (Some(rulebook), _) => rulebook.name,
        (None, DeckRulebook::Known(id)) => id.clone(),
        (None, DeckRulebook::Own(rulebook)) => rulebook.name.clone(),
    }
}

/// Whether it is the definition in use. Listens to the rules.
pub fn is_used(session: Session, course: &Course) -> bool {
    session.rules.track();
    session.look(|desk| match course.rulebook() {
        DeckRulebook::Known(id) => desk.workspace.definition() == id,
        DeckRulebook::Own(own) => {
            desk.workspace.definition() == own.id && desk.rulebook.json == own.json
        }
    })
}

/// Whether this program can put it in use: it came along, or is known here.
pub fn can_be_used(session: Session, course: &Course) -> bool {
    crate::learn::decks::rulebook_of(session, &course.before).is_some()
}

/// Keeps the course and takes its definition into use, as one step of undo. Whether that was done; if not, why is on the screen.
pub fn start(session: Session, course: &Course) -> bool {
    let mut edits = keeping(course);
    if !untrack(|| is_used(session, course)) {
        edits.extend(using(session, course));
    }
    let label = format!("Start “{}”", course.title);
    session.apply_as(Edit::Several(edits), label).is_ok()
}

/// Takes it into use; undo takes that back.
pub fn take(session: Session, course: &Course) {
    let label = format!("Use {}", untrack(|| name(session, course)));
    let _ = session.apply_as(Edit::Several(using(session, course)), label);
}

fn using(session: Session, course: &Course) -> Vec<Edit> {
    match course.rulebook() {
        DeckRulebook::Known(id) => {
            let own = session.look(|desk| desk.workspace.rulebooks().iter().any(|r| r.id == *id));
            match own || published_rulebook(id).is_some() {
                true => vec![Edit::ChooseDefinition(id.clone())],
                false => Vec::new(),
            }
        }
        DeckRulebook::Own(rulebook) => vec![
            Edit::SetRulebook {
                id: rulebook.id.clone(),
                json: Some(rulebook.json.clone()),
            },
            Edit::ChooseDefinition(rulebook.id.clone()),
        ],
    }
}
