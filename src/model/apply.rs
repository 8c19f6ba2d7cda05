//! Applying edits: the one way a workspace changes.

use crate::dictionary::Kind;
use crate::edit::{Edit, EditError, Fact, FactRun};
use crate::published::published_rulebook;
use crate::row_map::RowSet;
use crate::shelf::{Kept, Shelf};
use crate::table::{Column, Table};
use crate::workspace::{List, Workspace};
use serde_json::Value;
use std::ops::Range;

/// The attribute that the answer about a whole list fills in.
const TARGET_MARKET: &str = "in_target_market";

impl Workspace {
    /// Applies an edit and returns its exact inverse: applied in turn, it makes the workspace what it was.
    ///
    /// # Errors
    /// When the edit does not fit the workspace; nothing is changed then.
    pub fn apply(&mut self, edit: Edit) -> Result<Edit, EditError> {
        match edit {
            Edit::Import { list, part } => self.import(list, *part),
            Edit::RemoveImport => self.remove_import(),
            Edit::SetFact {
                row,
                attribute,
                value,
            } => {
                self.check_row(row)?;
                check_name(&attribute)?;
                let old = Fact::of(&self.table, row, &attribute);
                set_facts(self.table.column_mut(&attribute), row..row + 1, &value);
                Ok(Edit::SetFact {
                    row,
                    attribute,
                    value: old,
                })
            }
            Edit::SetFacts { attribute, runs } => {
                check_name(&attribute)?;
                for run in &runs {
                    self.check_rows(&run.rows)?;
                }
                let runs = self.put_runs(&attribute, &runs);
                Ok(Edit::SetFacts { attribute, runs })
            }
            Edit::SetSignals { row, kind, entries } => {
                self.check_row(row)?;
                check_name(&kind)?;
                let old = self.table.take_signals(row, &kind);
                let place = self.table.signal_index(&kind);
                for (day, count) in entries {
                    self.table.add_signal_at(place, row, day, count);
                }
                Ok(Edit::SetSignals {
                    row,
                    kind,
                    entries: old,
                })
            }
            Edit::SetOverride { row, value } => {
                self.check_row(row)?;
                let old = match value {
                    Some(value) => self.table.overrides.insert(row, value),
                    None => self.table.overrides.remove(&row),
                };
                Ok(Edit::SetOverride { row, value: old })
            }
            Edit::AnswerTargetMarket { list, answer } => {
                let rows = self.list(list)?.range();
                let fill = answer.map(|yes| if yes { "yes" } else { "no" });
                let column = self.table.column_mut(TARGET_MARKET);
                let runs = answer_runs(column, rows, fill);
                let old = self.put_runs(TARGET_MARKET, &runs);
                self.restore_answer(list, answer, old)
            }
            Edit::RestoreTargetMarket { list, answer, runs } => {
                self.list(list)?;
                for run in &runs {
                    self.check_rows(&run.rows)?;
                }
                let old = self.put_runs(TARGET_MARKET, &runs);
                self.restore_answer(list, answer, old)
            }
            Edit::SetExportDay { list, day } => {
                let place = list;
                let list = self
                    .lists
                    .get_mut(place)
                    .ok_or(EditError::NoSuchList(place))?;
                let old = std::mem::replace(&mut list.exported_on, day);
                if list.rows > 0 {
                    self.table.set_exported_on(list.range(), day);
                }
                Ok(Edit::SetExportDay {
                    list: place,
                    day: old,
                })
            }
            Edit::SetProfile(profile) => Ok(Edit::SetProfile(std::mem::replace(
                &mut self.profile,
                profile,
            ))),
            Edit::SetRulebook { id, json } => self.set_rulebook(id, json),
            Edit::Keep { shelf, key, json } => self.keep(shelf, key, json),
            Edit::ChooseDefinition(id) => {
                if !self.has_rulebook(&id) {
                    return Err(EditError::NoSuchRulebook(id));
                }
                let old = std::mem::replace(&mut self.definition, id);
                Ok(Edit::ChooseDefinition(old))
            }
            Edit::SetAsOf(day) => Ok(Edit::SetAsOf(std::mem::replace(&mut self.as_of, day))),
            Edit::Rename(name) => Ok(Edit::Rename(std::mem::replace(&mut self.name, name))),
            Edit::Several(edits) => self.apply_several(edits),
        }
    }

    fn import(&mut self, mut list: List, part: Table) -> Result<Edit, EditError> {
        if part.rows() == 0 {
            return Err(EditError::NoContacts(list.name));
        }
        if self.table.rows().checked_add(part.rows()).is_none() {
            return Err(EditError::TooManyContacts);
        }
        list.rows = part.rows();
        list.first_row = self.table.append(part);
        self.table.set_exported_on(list.range(), list.exported_on);
        self.lists.push(list);
        Ok(Edit::RemoveImport)
    }

    fn remove_import(&mut self) -> Result<Edit, EditError> {
        let list = self.lists.pop().ok_or(EditError::NoSuchList(0))?;
        let part = Box::new(self.table.split_off(list.first_row));
        Ok(Edit::Import { list, part })
    }

    fn set_rulebook(&mut self, id: String, json: Option<Value>) -> Result<Edit, EditError> {
        let old = match json {
            Some(json) => {
                let rulebook = crate::parse_rulebook(&json)
                    .map_err(|error| EditError::Rulebook(error.to_string()))?;
                if rulebook.id != id {
                    return Err(EditError::OtherId {
                        expected: id,
                        found: rulebook.id,
                    });
                }
                self.put_rulebook(rulebook)
            }
            None => {
                let at = self.rulebooks.iter().position(|r| r.id == id);
                let Some(at) = at else {
                    return Err(EditError::NoSuchRulebook(id));
                };
                if id == self.definition && published_rulebook(&id).is_none() {
                    return Err(EditError::RulebookInUse(id));
                }
                Some(self.rulebooks.remove(at))
            }
        };
        Ok(Edit::SetRulebook {
            id,
            json: old.map(|rulebook| rulebook.json),
        })
    }

    pub(crate) fn keep(
        &mut self,
        shelf: Shelf,
        key: String,
        json: Option<Value>,
    ) -> Result<Edit, EditError> {
        check_name(&key)?;
        if json.as_ref().is_some_and(|json| !json.is_object()) {
            return Err(EditError::NoObject(shelf));
        }
        let Some(all) = self.shelves.get_mut(shelf as usize) else {
            return Err(EditError::NotKept { shelf, key });
        };
        let at = all.binary_search_by(|kept| kept.key.cmp(&key));
        let old = match (at, json) {
            (Ok(at), Some(json)) => all
                .get_mut(at)
                .map(|kept| std::mem::replace(&mut kept.json, json)),
            (Ok(at), None) => Some(all.remove(at).json),
            (Err(at), Some(json)) => {
                let key = key.clone();
                all.insert(at, Kept { key, json });
                None
            }
            (Err(_), None) => return Err(EditError::NotKept { shelf, key }),
        };
        let json = old;
        Ok(Edit::Keep { shelf, key, json })
    }

    fn apply_several(&mut self, edits: Vec<Edit>) -> Result<Edit, EditError> {
        let mut inverses = Vec::with_capacity(edits.len());
        let mut refused = None;
        for edit in edits {
            match self.apply(edit) {
                Ok(inverse) => inverses.push(inverse),
                Err(error) => {
                    refused = Some(error);
                    break;
                }
            }
        }
        inverses.reverse();
        let Some(error) = refused else {
            return Ok(Edit::Several(inverses));
        };
        for inverse in inverses {
            // An exact inverse of what was just applied fits.
            self.apply(inverse)?;
        }
        Err(error)
    }

    /// Records runs of facts and returns those that stood there, to be recorded in their order.
    fn put_runs(&mut self, attribute: &str, runs: &[FactRun]) -> Vec<FactRun> {
        let column = self.table.column_mut(attribute);
        let mut old: Vec<Vec<FactRun>> = Vec::with_capacity(runs.len());
        for run in runs {
            old.push(runs_of(column, run.rows.clone()));
            set_facts(column, run.rows.clone(), &run.fact);
        }
        // Runs may overlap: what stood there first must be put back last.
        old.into_iter().rev().flatten().collect()
    }

    fn restore_answer(
        &mut self,
        list: usize,
        answer: Option<bool>,
        runs: Vec<FactRun>,
    ) -> Result<Edit, EditError> {
        let place = self
            .lists
            .get_mut(list)
            .ok_or(EditError::NoSuchList(list))?;
        let answer = std::mem::replace(&mut place.in_target_market, answer);
        Ok(Edit::RestoreTargetMarket { list, answer, runs })
    }

    fn list(&self, list: usize) -> Result<&List, EditError> {
        self.lists.get(list).ok_or(EditError::NoSuchList(list))
    }

    fn check_row(&self, row: u32) -> Result<(), EditError> {
        if row < self.table.rows() {
            Ok(())
        } else {
            Err(EditError::NoSuchContact(row))
        }
    }

    fn check_rows(&self, rows: &Range<u32>) -> Result<(), EditError> {
        if rows.start <= rows.end && rows.end <= self.table.rows() {
            Ok(())
        } else {
            Err(EditError::NoSuchContact(rows.end.saturating_sub(1)))
        }
    }
}

fn check_name(name: &str) -> Result<(), EditError> {
    if name.is_empty() {
        Err(EditError::NoName)
    } else {
        Ok(())
    }
}

/// The facts of some rows as runs, as short as they can be.
fn runs_of(column: &Column, rows: Range<u32>) -> Vec<FactRun> {
    let mut runs: Vec<FactRun> = Vec::new();
    let mut last = None;
    for row in rows {
        let code = column.codes().get(row as usize).copied().unwrap_or(0);
        let state = (code, code != 0 && column.inferred.contains(&row));
        if last == Some(state)
            && let Some(run) = runs.last_mut()
        {
            run.rows.end = row + 1;
            continue;
        }
        last = Some(state);
        runs.push(FactRun {
            rows: row..row + 1,
            fact: (code != 0).then(|| Fact {
                text: column.dictionary().get(code).to_owned(),
                kind: column.dictionary().kind(code),
                inferred: state.1,
            }),
        });
    }
    runs
}

fn set_facts(column: &mut Column, rows: Range<u32>, fact: &Option<Fact>) {
    let (text, kind, inferred) = match fact {
        Some(fact) => (fact.text.as_str(), fact.kind, fact.inferred),
        None => ("", Kind::Text, false),
    };
    column.fill(rows.clone(), text, kind);
    if rows.len() == 1 {
        if inferred && !text.is_empty() {
            column.inferred.insert(rows.start);
        } else {
            column.inferred.remove(&rows.start);
        }
        return;
    }
    // Whole runs at once: one by one, a set of 100,000 marks takes its time.
    let mut behind = column.inferred.split_off(&rows.start);
    let mut behind = behind.split_off(&rows.end);
    if inferred && !text.is_empty() {
        let mut marks: RowSet = rows.collect();
        column.inferred.append(&mut marks);
    }
    column.inferred.append(&mut behind);
}

/// Which rows of a list an answer about all of them fills in: those with nothing recorded and those an earlier answer filled in.
fn answer_runs(column: &Column, rows: Range<u32>, fill: Option<&str>) -> Vec<FactRun> {
    let fact = fill.and_then(Fact::inferred);
    let mut runs: Vec<FactRun> = Vec::new();
    for row in rows {
        let recorded = column.codes().get(row as usize).is_some_and(|c| *c != 0);
        if recorded && !column.inferred.contains(&row) {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.rows.end == row => run.rows.end += 1,
            _ => runs.push(FactRun {
                rows: row..row + 1,
                fact: fact.clone(),
            }),
        }
    }
    runs
}
