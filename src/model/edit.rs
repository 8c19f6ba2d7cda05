//! A change to a workspace as a value. Each has an exact inverse; undo, the journal and the news to other tabs are the same edits.

use crate::change::Change;
use crate::day::Day;
use crate::dictionary::Kind;
use crate::facts::{attribute_label, signal_label};
use crate::profile::Profile;
use crate::shelf::Shelf;
use crate::table::{Override, Table};
use crate::workspace::{List, Workspace};
use serde_json::Value;
use std::ops::Range;

/// A recorded value of an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The value; a number as JSON writes it. The empty text records nothing.
    pub text: String,
    /// Whether it is text or a JSON number.
    pub kind: Kind,
    /// Whether it was worked out from another fact or an answer about the whole list, not stated.
    pub inferred: bool,
}

/// The same fact, or nothing recorded, for a run of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactRun {
    /// The rows.
    pub rows: Range<u32>,
    /// What they have; `None` when nothing is recorded.
    pub fact: Option<Fact>,
}

/// A change to a workspace, to be given to [`Workspace::apply`].
#[derive(Clone, Debug)]
pub enum Edit {
    /// Puts a list behind the others. Its `first_row` and `rows` are set from where it lands; its `exported_on` holds for all its rows.
    Import {
        /// The list.
        list: List,
        /// Its contacts.
        part: Box<Table>,
    },
    /// Takes the last list away, with its contacts.
    RemoveImport,
    /// Records a fact, or that nothing is recorded.
    SetFact {
        /// The contact.
        row: u32,
        /// The attribute's id.
        attribute: String,
        /// The fact.
        value: Option<Fact>,
    },
    /// Records facts of one attribute for many contacts.
    SetFacts {
        /// The attribute's id.
        attribute: String,
        /// Who gets what. Of runs that overlap, the later one counts.
        runs: Vec<FactRun>,
    },
    /// Sets all signals of one kind of a contact.
    SetSignals {
        /// The contact.
        row: u32,
        /// The kind of signal.
        kind: String,
        /// Each with its day (`None`: not known) and how often; a count of 0 is left out.
        entries: Vec<(Option<Day>, u32)>,
    },
    /// Sets a contact's stage by hand, or takes that back.
    SetOverride {
        /// The contact.
        row: u32,
        /// The stage with reason, author and days.
        value: Option<Override>,
    },
    /// Answers "are these all in your target market?" about a list. The answer is filled in, as an inferred fact, where nothing is
    /// recorded or an earlier answer stands; `None` takes the answer and what it filled in back.
    AnswerTargetMarket {
        /// The place of the list in [`Workspace::lists`].
        list: usize,
        /// The answer.
        answer: Option<bool>,
    },
    /// Puts back what an [`Edit::AnswerTargetMarket`] changed.
    RestoreTargetMarket {
        /// The place of the list in [`Workspace::lists`].
        list: usize,
        /// The answer that stood.
        answer: Option<bool>,
        /// The facts that stood.
        runs: Vec<FactRun>,
    },
    /// Sets the day on which a list was exported.
    SetExportDay {
        /// The place of the list in [`Workspace::lists`].
        list: usize,
        /// The day; `None` when it is not known.
        day: Option<Day>,
    },
    /// Says who the ideal customer is, or takes that back.
    SetProfile(Option<Profile>),
    /// Writes a rulebook of the team's own, or removes it. One that cannot be read is refused and the old one stays.
    SetRulebook {
        /// Its id, the same as in its JSON.
        id: String,
        /// Its JSON; `None` removes it.
        json: Option<Value>,
    },
    /// Keeps an object on a shelf, whatever state it is in, or removes it.
    Keep {
        /// Where, see [`Workspace::shelf`].
        shelf: Shelf,
        /// Which.
        key: String,
        /// Its JSON, an object; `None` removes it.
        json: Option<Value>,
    },
    /// Chooses the rulebook in use.
    ChooseDefinition(String),
    /// Sets the day looked at.
    SetAsOf(Day),
    /// Names the workspace.
    Rename(String),
    /// Several edits, one after the other, all or none.
    Several(Vec<Edit>),
}

/// Why an edit was refused. The workspace is as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The row is not there.
    #[error("There is no contact number {}.", .0.saturating_add(1))]
    NoSuchContact(u32),
    /// The list is not there.
    #[error("There is no list number {}.", .0.saturating_add(1))]
    NoSuchList(usize),
    /// An import without contacts.
    #[error("There are no contacts in “{0}”.")]
    NoContacts(String),
    /// Row numbers would run out.
    #[error("That would be more than {} contacts.", u32::MAX)]
    TooManyContacts,
    /// An attribute or a kind of signal without a name.
    #[error("A fact needs a name.")]
    NoName,
    /// The rulebook is not there.
    #[error("There is no definition “{0}”.")]
    NoSuchRulebook(String),
    /// The rulebook in use cannot be removed.
    #[error("“{0}” is in use. Choose another definition before you remove it.")]
    RulebookInUse(String),
    /// The rulebook's JSON has another id than the edit.
    #[error("The rulebook says its id is “{found}”, not “{expected}”.")]
    OtherId {
        /// The id of the edit.
        expected: String,
        /// The id in the JSON.
        found: String,
    },
    /// The rulebook cannot be read.
    #[error("This rulebook cannot be used: {0}")]
    Rulebook(String),
    /// There is nothing with this key on the shelf.
    #[error("There is no {} “{key}”.", shelf.thing())]
    NotKept {
        /// Where.
        shelf: Shelf,
        /// What was looked for.
        key: String,
    },
    /// What should be kept is no JSON object.
    #[error("This cannot be kept as a {}: it is no JSON object.", .0.thing())]
    NoObject(Shelf),
}

impl Fact {
    /// A stated text; `None` when it is blank, which records nothing.
    #[must_use]
    pub fn text(text: &str) -> Option<Fact> {
        (!text.trim().is_empty()).then(|| Fact {
            text: text.to_owned(),
            kind: Kind::Text,
            inferred: false,
        })
    }

    /// A text that was worked out; `None` when it is blank, which records nothing.
    #[must_use]
    pub fn inferred(text: &str) -> Option<Fact> {
        Fact::text(text).map(|fact| Fact {
            inferred: true,
            ..fact
        })
    }

    /// The recorded fact of a row; `None` when nothing is recorded.
    #[must_use]
    pub fn of(table: &Table, row: u32, attribute: &str) -> Option<Fact> {
        let column = table.column(attribute)?;
        let text = column.get(row);
        (!text.is_empty()).then(|| Fact {
            text: text.to_owned(),
            kind: column.kind(row),
            inferred: column.inferred.contains(&row),
        })
    }
}

impl Edit {
    /// Facts of one attribute for many contacts; equal facts of neighbours become one run.
    #[must_use]
    pub fn facts(attribute: &str, facts: impl IntoIterator<Item = (u32, Option<Fact>)>) -> Edit {
        let mut runs: Vec<FactRun> = Vec::new();
        for (row, fact) in facts {
            match runs.last_mut() {
                Some(last) if last.rows.end == row && last.fact == fact => last.rows.end += 1,
                _ => runs.push(FactRun {
                    rows: row..row.saturating_add(1),
                    fact,
                }),
            }
        }
        Edit::SetFacts {
            attribute: attribute.to_owned(),
            runs,
        }
    }

    /// What it will change in a workspace that it has not been applied to yet.
    #[must_use]
    pub fn change(&self, workspace: &Workspace) -> Change {
        let rows = workspace.table.rows();
        let of_list = |list: usize| workspace.lists.get(list).map_or(0..0, List::range);
        let mut change = Change::default();
        match self {
            Edit::Import { part, .. } => {
                change.add_rows(rows..rows.saturating_add(part.rows()));
                (change.rows_came_or_went, change.settings) = (true, true);
            }
            Edit::RemoveImport => {
                change.add_rows(of_list(workspace.lists.len().wrapping_sub(1)));
                (change.rows_came_or_went, change.settings) = (true, true);
            }
            Edit::SetFact { row, .. }
            | Edit::SetSignals { row, .. }
            | Edit::SetOverride { row, .. } => change.add_rows(*row..row.saturating_add(1)),
            Edit::SetFacts { runs, .. } => {
                for run in runs {
                    change.add_rows(run.rows.clone());
                }
            }
            Edit::AnswerTargetMarket { list, .. }
            | Edit::RestoreTargetMarket { list, .. }
            | Edit::SetExportDay { list, .. } => {
                change.add_rows(of_list(*list));
                change.settings = true;
            }
            Edit::SetProfile(_) => (change.rules, change.settings) = (true, true),
            Edit::SetRulebook { id, .. } => {
                change.rulebooks = true;
                change.rules = *id == workspace.definition;
            }
            Edit::Keep { shelf, .. } => match shelf {
                Shelf::Quizzes => change.quizzes = true,
                Shelf::Learning => change.learning = true,
            },
            Edit::ChooseDefinition(_) => (change.rules, change.settings) = (true, true),
            Edit::SetAsOf(_) => (change.as_of, change.settings) = (true, true),
            Edit::Rename(_) => change.settings = true,
            Edit::Several(edits) => {
                // Rows are numbered as they will be when each edit has its turn.
                let mut coming = rows;
                for edit in edits {
                    let mut part = edit.change(workspace);
                    if let Edit::Import { part: table, .. } = edit {
                        let end = coming.saturating_add(table.rows());
                        part.rows.clear();
                        part.add_rows(coming..end);
                        coming = end;
                    }
                    change.add(part);
                }
            }
        }
        change
    }

    /// What it does, for the undo button and the log: "Import leads.csv", "Industry: software".
    #[must_use]
    pub fn label(&self) -> String {
        let answered = |answer: &Option<bool>| match answer {
            Some(true) => "Target market: yes",
            Some(false) => "Target market: no",
            None => "Target market: not answered",
        };
        match self {
            Edit::Import { list, .. } => format!("Import {}", list.name),
            Edit::RemoveImport => "Remove the last list".to_owned(),
            Edit::SetFact {
                attribute, value, ..
            } => match value {
                Some(fact) => format!("{}: {}", attribute_label(attribute), fact.text),
                None => format!("{}: nothing", attribute_label(attribute)),
            },
            Edit::SetFacts { attribute, .. } => attribute_label(attribute).to_owned(),
            Edit::SetSignals { kind, .. } => signal_label(kind).to_owned(),
            Edit::SetOverride { value, .. } => match value {
                Some(set) => format!("Set to {} by hand", set.stage.label()),
                None => "Leave the stage to the rules".to_owned(),
            },
            Edit::AnswerTargetMarket { answer, .. } | Edit::RestoreTargetMarket { answer, .. } => {
                answered(answer).to_owned()
            }
            Edit::SetExportDay { day, .. } => match day {
                Some(day) => format!("Exported on {day}"),
                None => "Exported on an unknown day".to_owned(),
            },
            Edit::SetProfile(_) => "Ideal customer".to_owned(),
            Edit::SetRulebook { id, json } => match json {
                Some(_) => format!("Rules of {id}"),
                None => format!("Remove {id}"),
            },
            Edit::Keep { shelf, key, json } => match json {
                Some(_) => format!("Keep {} {key}", shelf.thing()),
                None => format!("Remove {} {key}", shelf.thing()),
            },
            Edit::ChooseDefinition(id) => format!("Use {id}"),
            Edit::SetAsOf(day) => format!("Look at {day}"),
            Edit::Rename(name) => format!("Rename to {name}"),
            Edit::Several(edits) => edits.first().map_or_else(String::new, Edit::label),
        }
    }
}

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
