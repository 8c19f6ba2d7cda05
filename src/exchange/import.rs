//! A list becomes contacts, in slices, as its [`Plan`] says.

use crate::import_columns::{Copy, Event, Events, Fact, Facts, Titles, report};
use crate::meaning::{Meaning, Reading};
use crate::problem::Problems;
use crate::raw::{RawColumn, RawTable};
use crate::reader::Progress;
use crate::report::{ColumnReport, Report};
use crate::typing::{Happened, Typing};
use crate::{Plan, PlannedColumn, readings, recognise, seniority};
use model::{Day, List, Table, facts};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

/// A list that has become contacts, ready for [`model::Edit::Import`].
#[derive(Clone, Debug)]
pub struct Import {
    /// The contacts.
    pub table: Table,
    /// Each header of the list in its order, with the attribute that holds its values as they came; empty where none does.
    pub headers: Vec<(String, String)>,
    /// What happened.
    pub report: Report,
}

impl Import {
    /// The list, to be given to [`model::Edit::Import`] with the table. The export day was set on the table's rows already; it is told again here.
    #[must_use]
    pub fn list(&self, name: &str, exported_on: Option<Day>) -> List {
        List {
            exported_on,
            headers: self.headers.clone(),
            ..List::new(name)
        }
    }
}

/// Makes contacts of a list, a slice at a time. Give every step the list that the plan was made for.
#[derive(Debug)]
pub struct ImportJob {
    plan: Plan,
    table: Table,
    copies: Vec<Copy>,
    events: Vec<Events>,
    facts: Vec<Facts>,
    names: Option<(Option<usize>, Option<usize>)>,
    /// First and last names that were joined lately, by their codes, and the code of the name they make; no names make none.
    joined: Vec<((u32, u32), u32)>,
    titles: Option<Titles>,
    headers: Vec<(String, String)>,
    ids: BTreeSet<String>,
    has_stage: bool,
    prepared: usize,
    row: u32,
    disqualified: u32,
    inferred: u32,
    problems: Problems,
    scratch: String,
    happened: Vec<Event>,
}

/// Joined names that are remembered.
const JOINED: usize = 1024;

impl ImportJob {
    /// A job that has done nothing yet. `exported_on` is the day that undated signals carry, if somebody said.
    #[must_use]
    pub fn new(raw: &RawTable, plan: Plan, exported_on: Option<Day>) -> ImportJob {
        let mut table = Table::new();
        table.add_rows(raw.rows(), exported_on);
        let first = plan.find(&Meaning::FirstName);
        let last = plan.find(&Meaning::LastName);
        ImportJob {
            names: (first.is_some() || last.is_some()).then_some((first, last)),
            headers: Vec::with_capacity(plan.columns.len()),
            plan,
            table,
            copies: Vec::new(),
            events: Vec::new(),
            facts: Vec::new(),
            joined: vec![((0, 0), 0); JOINED],
            titles: None,
            ids: BTreeSet::new(),
            has_stage: false,
            prepared: 0,
            row: 0,
            disqualified: 0,
            inferred: 0,
            problems: Problems::default(),
            scratch: String::new(),
            happened: Vec::new(),
        }
    }

    /// Works on: reads the distinct values of one column, or makes about `max_rows` contacts.
    pub fn step(&mut self, raw: &RawTable, max_rows: u32) -> Progress {
        if self.prepared < self.plan.columns.len() {
            self.prepare(raw, self.prepared);
            self.prepared += 1;
            if self.prepared == self.plan.columns.len() {
                self.prepare_titles(raw);
            }
        } else {
            let end = self.row.saturating_add(max_rows.max(1)).min(raw.rows());
            self.make(raw, self.row..end);
            self.row = end;
        }
        let is_prepared = self.prepared == self.plan.columns.len();
        Progress {
            done: u64::from(self.row),
            of: u64::from(raw.rows()),
            rows: self.row,
            finished: is_prepared && self.row == raw.rows(),
        }
    }

    /// The contacts made so far, and what happened.
    #[must_use]
    pub fn finish(self, raw: &RawTable) -> Import {
        let columns = self.plan.columns.into_iter().zip(&self.headers);
        let mut problems = raw.problems.clone();
        problems.append(self.problems);
        // Signals lie in the order of rows.
        let contacts_with =
            |entries: &[model::Entry]| entries.chunk_by(|a, b| a.row == b.row).count() as u32;
        let signals = self.table.signals().iter();
        Import {
            report: Report {
                contacts: raw.rows(),
                empty_rows: raw.empty_rows,
                columns: columns
                    .map(|(column, (_, kept_as))| ColumnReport {
                        header: column.header,
                        meaning: column.meaning,
                        filled: column.filled,
                        read: column.read,
                        kept_as: kept_as.clone(),
                    })
                    .collect(),
                signals: signals
                    .map(|s| (s.kind.to_string(), contacts_with(s.entries())))
                    .collect(),
                disqualified: self.disqualified,
                inferred_seniority: self.inferred,
                problems,
            },
            headers: self.headers,
            table: self.table,
        }
    }

    /// Makes contacts of a whole list in one go.
    #[must_use]
    pub fn run(raw: &RawTable, plan: Plan, exported_on: Option<Day>) -> Import {
        let mut job = ImportJob::new(raw, plan, exported_on);
        while !job.step(raw, 10_000).finished {}
        job.finish(raw)
    }

    fn prepare(&mut self, raw: &RawTable, at: usize) {
        let (Some(column), Some(planned)) = (raw.columns.get(at), self.plan.columns.get(at)) else {
            return;
        };
        let planned = planned.clone();
        let typing = Typing::of(column, &planned.meaning, planned.date_order);
        let kept_as = match &planned.meaning {
            Meaning::Ignore => String::new(),
            Meaning::Attribute(id) => {
                self.prepare_attribute(at, column, id, &typing, &planned.header)
            }
            Meaning::Keep | Meaning::ActivityDate | Meaning::FirstName | Meaning::LastName => {
                self.keep(at, column, &planned.header)
            }
            Meaning::Signal(kind) => {
                self.prepare_signal(at, column, kind, &typing);
                self.keep(at, column, &planned.header)
            }
            Meaning::Activity => {
                self.prepare_activity(raw, at, column, &planned);
                self.keep(at, column, &planned.header)
            }
            Meaning::Status => {
                self.prepare_status(at, column, &planned);
                let is_stage = !self.has_stage
                    && !readings::is_converted(&planned.header)
                    && self.plan.find(&Meaning::attribute("crm_stage")).is_none();
                if is_stage {
                    self.has_stage = true;
                    self.copy_verbatim(at, column, "crm_stage".into());
                    "crm_stage".into()
                } else {
                    self.keep(at, column, &planned.header)
                }
            }
        };
        self.headers.push((planned.header, kept_as));
    }

    /// Has a column's values copied into an attribute as they came. The distinct values go over as they are, without being looked up again.
    fn copy_verbatim(&mut self, at: usize, column: &RawColumn, attribute: String) {
        let is_new = self
            .table
            .column(&attribute)
            .is_none_or(|c| c.dictionary().is_empty());
        let has_blanks = column
            .dictionary()
            .iter()
            .skip(1)
            .any(recognise::is_not_chosen);
        if !is_new || has_blanks {
            self.copy(at, column, attribute, |_| None);
            return;
        }
        let mut alone = Table::new();
        let place = alone.column_mut(&attribute);
        *place = column.values().clone();
        place.id = attribute.as_str().into();
        alone.add_rows(self.table.rows(), None);
        std::mem::swap(
            self.table.column_mut(&attribute),
            alone.column_mut(&attribute),
        );
        self.copies.push(Copy {
            column: at,
            attribute,
            codes: None,
            unread: BTreeSet::new(),
            fills_gaps: false,
        });
    }

    /// Puts the texts of a column into an attribute of their own, as they came; returns its id.
    fn keep(&mut self, at: usize, column: &RawColumn, header: &str) -> String {
        let is_standard = facts::ATTRIBUTES.iter().any(|(id, _)| *id == header);
        let mut id = match is_standard {
            true => format!("{header} (as written)"),
            false => header.to_owned(),
        };
        while !self.ids.insert(id.clone()) {
            id.push_str(" (2)");
        }
        self.copy_verbatim(at, column, id.clone());
        id
    }

    /// Has a column's values copied into an attribute: as `read` says, as they came where it says nothing.
    fn copy(
        &mut self,
        at: usize,
        column: &RawColumn,
        attribute: String,
        mut read: impl FnMut(&str) -> Option<String>,
    ) {
        let target = self.table.column_mut(&attribute);
        let codes = column
            .dictionary()
            .iter()
            .map(|value| match read(value) {
                Some(value) => target.intern(&value),
                None if recognise::is_not_chosen(value) => 0,
                None => target.intern(value),
            })
            .collect();
        let fills_gaps = self.copies.iter().any(|c| c.attribute == attribute);
        self.copies.push(Copy {
            column: at,
            attribute,
            codes: Some(codes),
            unread: BTreeSet::new(),
            fills_gaps,
        });
    }

    fn prepare_attribute(
        &mut self,
        at: usize,
        column: &RawColumn,
        id: &str,
        typing: &Typing,
        header: &str,
    ) -> String {
        let mut unread = BTreeSet::new();
        let mut as_written = true;
        let read: Vec<Option<Cow<'_, str>>> = column
            .dictionary()
            .iter()
            .zip(0_u32..)
            .map(|(value, code)| {
                if value.is_empty() || typing.is_text() {
                    return None;
                }
                if typing.is_blank(value) {
                    as_written = false;
                    return Some("".into());
                }
                let read = typing.read(value).filter(|read| read != value);
                as_written &= read.is_none();
                if read.is_none() && !typing.can_read(value) {
                    unread.insert(code);
                }
                read
            })
            .collect();
        let again = self.copies.iter().any(|c| c.attribute == id);
        if as_written {
            self.copy_verbatim(at, column, id.to_owned());
        } else {
            let mut read = read.into_iter();
            self.copy(at, column, id.to_owned(), |_| {
                read.next().flatten().map(Cow::into_owned)
            });
        }
        if let Some(copy) = self.copies.last_mut() {
            copy.unread = unread;
        }
        match as_written && !again {
            true => id.to_owned(),
            false => self.keep(at, column, &format!("{header} (as written)")),
        }
    }

    fn prepare_signal(&mut self, at: usize, column: &RawColumn, kind: &str, typing: &Typing) {
        let place = self.table.signal_index(kind);
        let mut unread = BTreeSet::new();
        let by_code = column
            .dictionary()
            .iter()
            .zip(0_u32..)
            .map(|(value, code)| {
                if typing.is_blank(value) {
                    return None;
                }
                let (day, count) = match typing.happened(value) {
                    Some(Happened::Times(count)) => (None, count),
                    Some(Happened::On(day)) => (Some(day), 1),
                    None => {
                        unread.insert(code);
                        return None;
                    }
                };
                (count > 0).then_some(Event {
                    place,
                    day,
                    count,
                    is_activity: false,
                })
            })
            .collect();
        self.events.push(Events {
            column: at,
            by_code,
            unread,
            dated_by: None,
        });
    }

    fn prepare_activity(
        &mut self,
        raw: &RawTable,
        at: usize,
        column: &RawColumn,
        planned: &PlannedColumn,
    ) {
        let is_form = readings::is_form(&planned.header);
        let dated = self.plan.find(&Meaning::ActivityDate);
        // A form that was filled in made the contact, so the day it was created is the day of the form.
        let dated = dated.or_else(|| {
            let created = self.plan.find(&Meaning::attribute("created_on"));
            created.filter(|_| is_form)
        });
        let dated_by = dated.and_then(|dated| {
            let (days, plan) = (raw.columns.get(dated)?, self.plan.columns.get(dated)?);
            let typing = Typing::of(days, &Meaning::ActivityDate, plan.date_order);
            Some((
                dated,
                days.dictionary().iter().map(|v| typing.day(v)).collect(),
            ))
        });
        let by_code = column
            .dictionary()
            .iter()
            .map(|text| match reading(planned, text) {
                Reading::Signal(kind) => Some(Event {
                    place: self.table.signal_index(&kind),
                    day: None,
                    count: 1,
                    is_activity: true,
                }),
                _ => None,
            })
            .collect();
        self.events.push(Events {
            column: at,
            by_code,
            unread: BTreeSet::new(),
            dated_by,
        });
        self.add_facts(at, column, planned);
    }

    fn prepare_status(&mut self, at: usize, column: &RawColumn, planned: &PlannedColumn) {
        let by_code: Vec<Option<Event>> = column
            .dictionary()
            .iter()
            .map(|text| match reading(planned, text) {
                Reading::Signal(kind) => Some(Event {
                    place: self.table.signal_index(&kind),
                    day: None,
                    count: 1,
                    is_activity: true,
                }),
                _ => None,
            })
            .collect();
        if by_code.iter().any(Option::is_some) {
            self.events.push(Events {
                column: at,
                by_code,
                unread: BTreeSet::new(),
                dated_by: None,
            });
        }
        self.add_facts(at, column, planned);
    }

    fn add_facts(&mut self, at: usize, column: &RawColumn, planned: &PlannedColumn) {
        let by_code: Vec<Option<Fact>> = column
            .dictionary()
            .iter()
            .map(|text| match reading(planned, text) {
                Reading::Fact { attribute, value } => {
                    let code = self.table.column_mut(&attribute).intern(&value);
                    Some(Fact::Value { attribute, code })
                }
                Reading::Disqualified => Some(Fact::Disqualified),
                _ => None,
            })
            .collect();
        if by_code.iter().any(Option::is_some) {
            self.facts.push(Facts {
                column: at,
                by_code,
            });
        }
    }

    fn prepare_titles(&mut self, raw: &RawTable) {
        let Some(at) = self.plan.find(&Meaning::attribute("title")) else {
            return;
        };
        let Some(column) = raw.columns.get(at) else {
            return;
        };
        let named: Vec<Option<&str>> = column
            .dictionary()
            .iter()
            .map(seniority::of_title)
            .collect();
        if named.iter().any(Option::is_some) {
            let target = self.table.column_mut("seniority");
            let by_code = named.iter().map(|s| s.map_or(0, |s| target.intern(s)));
            self.titles = Some(Titles {
                column: at,
                by_code: by_code.collect(),
            });
        }
    }

    fn make(&mut self, raw: &RawTable, rows: Range<u32>) {
        for copy in &mut self.copies {
            if let Some(column) = raw.columns.get(copy.column) {
                copy.rows(
                    &mut self.table,
                    raw,
                    column,
                    rows.clone(),
                    &mut self.problems,
                );
            }
        }
        for facts in &self.facts {
            if let Some(column) = raw.columns.get(facts.column) {
                self.disqualified += facts.rows(&mut self.table, column, rows.clone());
            }
        }
        self.join_names(raw, rows.clone());
        self.infer_seniority(raw, rows.clone());
        for row in rows {
            self.signals_of(raw, row);
        }
    }

    /// First and last name make the name, where no column holds it whole.
    fn join_names(&mut self, raw: &RawTable, rows: Range<u32>) {
        let Some((first, last)) = self.names else {
            return;
        };
        let column = |at: Option<usize>| at.and_then(|at| raw.columns.get(at));
        let (first, last) = (column(first), column(last));
        let code = |column: Option<&RawColumn>, row: u32| column.map_or(0, |c| c.code(row));
        let names = self.table.column_mut("name");
        for row in rows {
            if names.codes().get(row as usize).is_some_and(|c| *c != 0) {
                continue;
            }
            let pair = (code(first, row), code(last, row));
            let at = pair.0.wrapping_mul(31).wrapping_add(pair.1) as usize % JOINED;
            let joined = match self.joined.get(at) {
                Some((known, joined)) if *known == pair => *joined,
                _ => {
                    let (first, last) = (part(first, pair.0), part(last, pair.1));
                    self.scratch.clear();
                    self.scratch.push_str(first);
                    if !first.is_empty() && !last.is_empty() {
                        self.scratch.push(' ');
                    }
                    self.scratch.push_str(last);
                    let joined = names.intern(&self.scratch);
                    if let Some(place) = self.joined.get_mut(at) {
                        *place = (pair, joined);
                    }
                    joined
                }
            };
            names.set_code(row, joined);
        }
    }

    /// A job title gives a seniority, marked as inferred, where none is stated.
    fn infer_seniority(&mut self, raw: &RawTable, rows: Range<u32>) {
        let Some(titles) = &self.titles else {
            return;
        };
        let Some(column) = raw.columns.get(titles.column) else {
            return;
        };
        let target = self.table.column_mut("seniority");
        for row in rows {
            let code = titles.by_code.get(column.code(row) as usize).copied();
            let code = code.unwrap_or(0);
            if code != 0 && target.codes().get(row as usize) == Some(&0) {
                target.set_code(row, code);
                target.inferred.insert(row);
                self.inferred += 1;
            }
        }
    }

    fn signals_of(&mut self, raw: &RawTable, row: u32) {
        self.happened.clear();
        for events in &mut self.events {
            let Some(column) = raw.columns.get(events.column) else {
                continue;
            };
            let code = column.code(row);
            let Some(Some(event)) = events.by_code.get(code as usize) else {
                if events.unread.remove(&code) {
                    report(
                        &mut self.problems,
                        raw,
                        events.column,
                        row,
                        "as a number, a day, or yes and no",
                    );
                }
                continue;
            };
            let mut event = *event;
            if let Some((dates, days)) = &events.dated_by {
                let code = raw.columns.get(*dates).map_or(0, |c| c.code(row));
                event.day = days.get(code as usize).copied().flatten();
            }
            self.happened.push(event);
        }
        for (at, event) in self.happened.iter().enumerate() {
            // "Last Activity" and "Last Notable Activity" tell of one and the same thing, and a visit told by words is one of those counted.
            let told = event.is_activity
                && self.happened.iter().enumerate().any(|(other_at, other)| {
                    let same = other.place == event.place && other.day == event.day;
                    same && (!other.is_activity || other_at < at)
                });
            if !told {
                self.table
                    .add_signal_at(event.place, row, event.day, event.count);
            }
        }
    }
}

/// A part of a name by its code.
fn part(column: Option<&RawColumn>, code: u32) -> &str {
    column.map_or("", |c| recognise::trimmed(c.dictionary().get(code)))
}

/// What a text was chosen to be read as; those beyond the list as they would be by themselves.
fn reading(planned: &PlannedColumn, text: &str) -> Reading {
    if recognise::is_blank(text) {
        return Reading::Nothing;
    }
    let chosen = planned.values.iter().find(|v| v.text == text);
    match (chosen, &planned.meaning) {
        (Some(chosen), _) => chosen.reading.clone(),
        (None, Meaning::Activity) => readings::activity(&planned.header, text),
        (None, _) => readings::status(&planned.header, text),
    }
}
