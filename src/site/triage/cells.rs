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
    /// Why it stands there.
    pub why: String,
    /// What to do next; `None` until it is worked out, which takes its time.
    pub next: Option<Next>,
}

/// What to do next.
#[derive(Clone, Debug, PartialEq)]
pub struct Next {
    /// In a few words.
    pub text: String,
    /// Whether it should not wait.
    pub alert: bool,
}

/// The row of a contact, without what to do next.
pub fn of(desk: &Desk, row: u32) -> Cells {
    let a = desk.engine.assessments();
    Cells {
        name: name(desk, row),
        company: desk.workspace.table().get(row, "company").to_owned(),
        stage: a.stage(row),
        grade: a.grade(row),
        fit: a.fit(row),
        engagement: a.engagement(row),
        why: why(desk, row),
        next: None,
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
    speaker.why(&desk.rulebook, &desk.engine, desk.workspace.table(), row)
}

/// What to do next, in a few words.
pub fn next(desk: &Desk, row: u32) -> Next {
    let (table, a) = (desk.workspace.table(), desk.engine.assessments());
    let mut speaker = desk.speaker.borrow_mut();
    let text = speaker.next_step(&desk.rulebook, &desk.engine, table, row);
    let stage = a.stage(row);
    let back = || re_engage(table, row, stage, desk.engine.as_of()).is_some();
    let alert = a.overlaps(row).next().is_some() || back();
    Next { text, alert }
}
