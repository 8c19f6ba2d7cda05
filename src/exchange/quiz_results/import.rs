//! Results become contacts, ready for [`model::Edit::Import`].

use super::{QuizResult, QuizResults};
use crate::problem::Problems;
use crate::reader::Progress;
use model::quiz::{QUIZ_LOG_GREW, QUIZ_TALLIES, tallies_to_json};
use model::{Kind, List, Table, contact_into_table};
use serde_json::{Map, Value};
use std::vec::IntoIter;

/// The attributes that tell of a contact which quiz it answered: the quiz, its variant, the result's id and title, the stage told, what
/// was said to consent, and what tells this result from every other.
pub const QUIZ_ATTRIBUTES: [&str; 7] = [
    "quiz",
    "quiz_variant",
    "quiz_result",
    "quiz_result_title",
    "quiz_stage",
    "quiz_consent",
    SUBMISSION,
];

const SUBMISSION: &str = "submission";

/// Results that have become contacts.
#[derive(Clone, Debug)]
pub struct ResultsImport {
    /// The list, to be given to [`model::Edit::Import`] with the table. It also holds the tallies, see [`model::quiz::tallies_of`].
    pub list: List,
    /// The contacts, one for each result that is new.
    pub table: Table,
    /// Results whose contacts were there already.
    pub already_there: u32,
    /// What was wrong in the file.
    pub problems: Problems,
}

/// Makes contacts of results, a slice at a time.
#[derive(Debug)]
pub struct ResultsJob {
    coming: IntoIter<QuizResult>,
    row: u32,
    made: ResultsImport,
}

impl QuizResults {
    /// Makes a contact of each result, but for those that the existing contacts hold already. In one go, see [`QuizResults::job`].
    #[must_use]
    pub fn into_import(self, file_name: &str, existing: &Table) -> ResultsImport {
        let mut job = self.job(file_name, existing);
        while !job.step(10_000).finished {}
        job.finish()
    }

    /// A job that makes a contact of each result, but for those that the existing contacts hold already.
    #[must_use]
    pub fn job(self, file_name: &str, existing: &Table) -> ResultsJob {
        let known = existing.column(SUBMISSION);
        let counts = known.map(|column| column.counts()).unwrap_or_default();
        let is_there = |submission: &str| {
            let code = known.and_then(|column| column.dictionary().find(submission));
            code.is_some_and(|code| counts.get(code as usize).is_some_and(|count| *count > 0))
        };
        let before = self.results.len();
        let is_new = |r: &QuizResult| !is_there(&r.submission) && !is_there(&r.derived);
        let results: Vec<QuizResult> = self.results.into_iter().filter(is_new).collect();
        let already_there = u32::try_from(before - results.len()).unwrap_or(u32::MAX);
        let mut table = Table::new();
        table.add_rows(u32::try_from(results.len()).unwrap_or(u32::MAX), None);
        let mut list = List::new(file_name);
        let tallies = tallies_to_json(&self.tallies);
        list.extra.insert(QUIZ_TALLIES.to_owned(), tallies);
        if already_there > 0 {
            list.extra.insert(QUIZ_LOG_GREW.to_owned(), true.into());
        }
        ResultsJob {
            coming: results.into_iter(),
            row: 0,
            made: ResultsImport {
                list,
                table,
                already_there,
                problems: self.problems,
            },
        }
    }
}

impl ResultsJob {
    /// Makes up to so many contacts more.
    pub fn step(&mut self, max_rows: u32) -> Progress {
        let table = &mut self.made.table;
        let end = self.row.saturating_add(max_rows.max(1)).min(table.rows());
        while self.row < end
            && let Some(result) = self.coming.next()
        {
            record(result, table, self.row);
            self.row += 1;
        }
        Progress {
            done: u64::from(self.row),
            of: u64::from(table.rows()),
            rows: self.row,
            finished: self.row >= table.rows(),
        }
    }

    /// The contacts made so far.
    #[must_use]
    pub fn finish(mut self) -> ResultsImport {
        let columns = self.made.table.columns().iter();
        let headers = columns.map(|c| (c.id.to_string(), c.id.to_string()));
        self.made.list.headers = headers.collect();
        self.made
    }
}

/// Attributes and kinds of signals that get a column. Who answers a quiz can make up names, and each costs something in every row.
const MOST_COLUMNS: usize = 400;

/// Records all that a result says.
fn record(mut result: QuizResult, table: &mut Table, row: u32) {
    let unsaid = unsaid_answers(&result);
    let mut extra = std::mem::take(&mut result.extra);
    let spilled = spill(&mut result.contact, table);
    if !spilled.is_empty() {
        extra.insert("contact".to_owned(), Value::Object(spilled));
    }
    // It was read once before, or it would not have become a result.
    if contact_into_table(&result.contact, table, row).is_err() {
        extra.insert("contact".to_owned(), result.contact);
    }
    let consent = result.consent.map(|yes| if yes { "yes" } else { "no" });
    let values = [
        result.quiz.as_str(),
        result.variant.as_deref().unwrap_or(""),
        &result.shown.0,
        &result.shown.1,
        result.stage.id(),
        consent.unwrap_or(""),
        &result.submission,
    ];
    let ours = QUIZ_ATTRIBUTES.iter().zip(values);
    let mut facts: Vec<(String, Value)> = ours
        .map(|(id, value)| ((*id).to_owned(), value.into()))
        .collect();
    for (touch, members) in result.attribution {
        match members {
            Value::Object(members) => {
                let named = members.into_iter();
                facts.extend(named.map(|(name, value)| (format!("{touch}_{name}"), value)));
            }
            other => facts.push((format!("attribution.{touch}"), other)),
        }
    }
    facts.extend(unsaid);
    for (mut id, value) in facts {
        if is_nothing(&value) {
            continue;
        }
        if QUIZ_ATTRIBUTES.contains(&id.as_str()) {
            // A contact's own attribute of that name moves aside: these are what results are found by.
            let own = table.get(row, &id).to_owned();
            if !own.is_empty() {
                let aside = free_name(table, row, format!("{id} (2)"));
                let kind = table.column_mut(&id).kind(row);
                table.column_mut(&aside).set(row, &own, kind);
            }
        } else {
            id = free_name(table, row, id);
            if table.column(&id).is_none() && table.columns().len() >= MOST_COLUMNS {
                extra.insert(id, value);
                continue;
            }
        }
        let (text, kind) = recorded(value);
        table.column_mut(&id).set(row, &text, kind);
    }
    if !extra.is_empty() {
        let mut members = table.extras.remove(&row).unwrap_or_default();
        members.insert("quiz_event".to_owned(), Value::Object(extra));
        table.extras.insert(row, members);
    }
}

/// A name that nothing is recorded under yet.
fn free_name(table: &Table, row: u32, mut id: String) -> String {
    while !table.get(row, &id).is_empty() {
        id.push_str(" (2)");
    }
    id
}

/// Takes the attributes and signals out of a contact for which there is no room.
fn spill(contact: &mut Value, table: &Table) -> Map<String, Value> {
    let mut spilled = Map::new();
    let mut room = MOST_COLUMNS.saturating_sub(table.columns().len());
    if let Some(Value::Object(attributes)) = contact.get_mut("attributes") {
        let mut out = Map::new();
        for (id, value) in std::mem::take(attributes) {
            let new = usize::from(table.column(&id).is_none() && !is_nothing(&value));
            if new <= room {
                room -= new;
                attributes.insert(id, value);
            } else {
                out.insert(id, value);
            }
        }
        if !out.is_empty() {
            spilled.insert("attributes".to_owned(), Value::Object(out));
        }
    }
    let mut room = MOST_COLUMNS.saturating_sub(table.signals().len());
    if let Some(Value::Array(signals)) = contact.get_mut("signals") {
        let mut out = Vec::new();
        signals.retain(|signal| {
            let kind = signal.get("kind").and_then(Value::as_str).unwrap_or("");
            let new = usize::from(table.signal(kind).is_none());
            let fits = new <= room;
            if fits {
                room -= new;
            } else {
                out.push(signal.clone());
            }
            fits
        });
        if !out.is_empty() {
            spilled.insert("signals".to_owned(), Value::Array(out));
        }
    }
    spilled
}

/// Whether a value says nothing.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        _ => false,
    }
}

/// The answers of which the contact does not say the same. Each of its attributes says so of one answer at most: rather the one of the
/// question's own name than another.
fn unsaid_answers(result: &QuizResult) -> Vec<(String, Value)> {
    let nothing = Map::new();
    let attributes = result.contact.get("attributes").and_then(Value::as_object);
    let attributes = attributes.unwrap_or(&nothing);
    let mut free: Vec<(&String, &Value)> = attributes.iter().collect();
    let mut open: Vec<(&String, &Value)> = result.answers.iter().collect();
    open.retain(|(id, _)| attributes.get(*id) != result.answers.get(*id));
    free.retain(|(id, _)| result.answers.get(*id) != attributes.get(*id));
    open.retain(|(_, answer)| {
        // Yes and no say nothing about what was asked.
        if matches!(answer.as_str(), Some("yes" | "no")) {
            return true;
        }
        let place = free.iter().position(|(_, value)| value == answer);
        match place {
            Some(place) => drop(free.remove(place)),
            None => return true,
        }
        false
    });
    let unsaid = open.into_iter();
    let unsaid = unsaid.map(|(id, answer)| (format!("answer.{id}"), answer.clone()));
    unsaid.collect()
}

/// A value as an attribute holds it; nothing where it says nothing.
fn recorded(value: Value) -> (String, Kind) {
    match value {
        Value::Null => (String::new(), Kind::Text),
        Value::String(text) => (text, Kind::Text),
        Value::Bool(true) => ("yes".to_owned(), Kind::Text),
        Value::Bool(false) => ("no".to_owned(), Kind::Text),
        Value::Number(number) => (number.to_string(), Kind::Number),
        Value::Array(list) => {
            let texts = list.into_iter().map(|each| recorded(each).0);
            (texts.collect::<Vec<_>>().join(", "), Kind::Text)
        }
        other => (other.to_string(), Kind::Text),
    }
}
