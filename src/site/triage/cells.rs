//! What a row of the table says.

use crate::session::Desk;
use model::{Grade, Stage, re_engage};

/// A row of the table in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Cells {
    /// Name, or else e-mail, phone or number.
    pub name: String,
    /// Company.
    pub company: String,
    /// Stage.
    pub stage: Stage,
    /// Grade.
    pub grade: Grade,
    /// Fit, low and high end.
    pub fit: (u8, u8),
    /// Engagement.
    pub engagement: u8,
    /// Why it stands there and what to do next; `None` until it is worked out, which takes its time.
    pub said: Option<Said>,
}

/// What there is to say about a contact.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// Why it stands where it stands.
    pub why: String,
    /// What to do next.
    pub next: String,
    /// Whether that should not wait.
    pub alert: bool,
}

/// The row of a contact, without what takes its time.
pub fn of(desk: &Desk, row: u32) -> Cells {
    let a = desk.engine.assessments();
    Cells {
        name: name(desk, row),
        company: desk.workspace.table().get(row, "company").to_owned(),
        stage: a.stage(row),
        grade: a.grade(row),
        fit: a.fit(row),
        engagement: a.engagement(row),
        said: None,
    }
}

/// What a contact is called: its name, or else e-mail, phone or number in the list.
pub fn name(desk: &Desk, row: u32) -> String {
    let table = desk.workspace.table();
    ["name", "email", "phone"]
        .into_iter()
        .map(|id| table.get(row, id))
        .find(|text| !text.trim().is_empty())
        .map_or_else(|| format!("No name, no. {}", row + 1), str::to_owned)
}

/// Why a contact stands where it stands, in a line.
pub fn why(desk: &Desk, row: u32) -> String {
    let mut speaker = desk.speaker.borrow_mut();
    let why = speaker.why(&desk.rulebook, &desk.engine, desk.workspace.table(), row);
    // The stage stands in a cell of its own; the line has little room.
    let stage = desk.engine.assessments().stage(row).label();
    match why
        .strip_prefix(stage)
        .and_then(|rest| rest.strip_prefix(": "))
    {
        Some(rest) => rest.to_owned(),
        None => why,
    }
}

/// What to do next, in a few words.
pub fn next(desk: &Desk, row: u32) -> String {
    let mut speaker = desk.speaker.borrow_mut();
    speaker.next_step(&desk.rulebook, &desk.engine, desk.workspace.table(), row)
}

/// What there is to say about a contact.
pub fn said(desk: &Desk, row: u32) -> Said {
    let (table, a) = (desk.workspace.table(), desk.engine.assessments());
    let back = || re_engage(table, row, a.stage(row), desk.engine.as_of()).is_some();
    Said {
        why: why(desk, row),
        next: next(desk, row),
        alert: a.overlaps(row).next().is_some() || back(),
    }
}
