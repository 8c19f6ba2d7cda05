//! What a row of the table says.

use super::sentences::Said;
use crate::session::Desk;
use model::{Grade, Stage};

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
