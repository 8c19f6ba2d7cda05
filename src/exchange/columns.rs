//! What each column of a list is taken for before it is imported; everything in here can be changed by the person who imports.

use crate::dates::DateOrder;
use crate::meaning::{Meaning, Reading};
use crate::raw::{RawColumn, RawTable};
use crate::readings;
use crate::recognise;
use crate::typing::Typing;

/// What is going to become of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// One per column of the list, in its order.
    pub columns: Vec<PlannedColumn>,
}

/// What is going to become of one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedColumn {
    /// Its header.
    pub header: String,
    /// What it is taken for.
    pub meaning: Meaning,
    /// Something to know about it, one sentence.
    pub note: Option<String>,
    /// Its first distinct values, at most five.
    pub samples: Vec<String>,
    /// Rows with a value.
    pub filled: u32,
    /// Distinct values.
    pub distinct: u32,
    /// Rows whose value can be read as the meaning wants it.
    pub read: u32,
    /// The first distinct values that cannot, at most five.
    pub unread: Vec<String>,
    /// Whether day or month comes first in dates like 03/04/2026; `None` where there are no such dates. Set it with [`Plan::choose_date_order`].
    pub date_order: Option<DateOrder>,
    /// For a status or an activity: its distinct texts, the most frequent first, and what each is read as.
    pub values: Vec<PlannedValue>,
}

/// One text of a status or activity column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedValue {
    /// The text.
    pub text: String,
    /// Rows that hold it.
    pub count: u32,
    /// What it is read as.
    pub reading: Reading,
}

/// Distinct texts of one column that are listed; the others read as nothing.
const MAX_VALUES: usize = 500;

/// Values shown of a column.
const SHOWN: usize = 5;

impl Plan {
    /// What the columns of a list are by their names and values.
    #[must_use]
    pub fn new(raw: &RawTable) -> Plan {
        Plan {
            columns: Plan::one_by_one(raw).collect(),
        }
    }

    /// The columns of [`Plan::new`], one after the other, so that the caller can pause between them.
    pub fn one_by_one(raw: &RawTable) -> impl Iterator<Item = PlannedColumn> + '_ {
        let recognised = recognise::columns(raw);
        let columns = raw.columns.iter().zip(recognised);
        columns.map(|(column, (meaning, note))| planned(column, meaning, note))
    }

    /// Takes a column for something else, and reads its values anew.
    pub fn choose(&mut self, raw: &RawTable, column: usize, meaning: Meaning) {
        if let (Some(place), Some(values)) = (self.columns.get_mut(column), raw.columns.get(column))
        {
            *place = planned(values, meaning, None);
        }
    }

    /// Reads a text of a status or activity column as something else.
    pub fn choose_reading(&mut self, column: usize, value: usize, reading: Reading) {
        let place = self
            .columns
            .get_mut(column)
            .and_then(|c| c.values.get_mut(value));
        if let Some(place) = place {
            place.reading = reading;
        }
    }

    /// Takes day or month to come first in a column's dates, and reads them anew.
    pub fn choose_date_order(&mut self, raw: &RawTable, column: usize, order: DateOrder) {
        if let (Some(place), Some(values)) = (self.columns.get_mut(column), raw.columns.get(column))
        {
            place.date_order = Some(order);
            let typing = Typing::of(values, &place.meaning, Some(order));
            count_read(values, &typing, place);
        }
    }

    /// The first column with a meaning.
    #[must_use]
    pub fn find(&self, meaning: &Meaning) -> Option<usize> {
        self.columns.iter().position(|c| c.meaning == *meaning)
    }
}

fn planned(column: &RawColumn, meaning: Meaning, note: Option<String>) -> PlannedColumn {
    let typing = Typing::of(column, &meaning, None);
    let samples = column.dictionary().iter().filter(|v| !typing.is_blank(v));
    let values = match meaning {
        Meaning::Status | Meaning::Activity => values(column, &meaning),
        _ => Vec::new(),
    };
    let mut planned = PlannedColumn {
        header: column.header.clone(),
        note: note.or_else(|| typing.note().map(str::to_owned)),
        samples: samples.take(SHOWN).map(crate::problem::shown).collect(),
        filled: 0,
        distinct: column.dictionary().len() as u32 - 1,
        read: 0,
        unread: Vec::new(),
        date_order: typing.date_order(),
        values,
        meaning,
    };
    count_read(column, &typing, &mut planned);
    planned
}

/// Counts the rows that are filled in and those that can be read, and keeps some values that cannot.
fn count_read(column: &RawColumn, typing: &Typing, planned: &mut PlannedColumn) {
    (planned.filled, planned.read) = (0, 0);
    planned.unread.clear();
    for (value, count) in column.dictionary().iter().zip(column.counts()) {
        if typing.is_blank(value) {
            continue;
        }
        planned.filled += count;
        if typing.can_read(value) {
            planned.read += count;
        } else if planned.unread.len() < SHOWN {
            planned.unread.push(crate::problem::shown(value));
        }
    }
}

fn values(column: &RawColumn, meaning: &Meaning) -> Vec<PlannedValue> {
    let texts: Vec<&str> = column.dictionary().iter().collect();
    let mut values: Vec<PlannedValue> = texts
        .iter()
        .zip(column.counts())
        .filter(|(text, _)| !recognise::is_blank(text))
        .map(|(text, count)| PlannedValue {
            text: (*text).to_owned(),
            count,
            reading: match meaning {
                Meaning::Activity => readings::activity(&column.header, text),
                _ => readings::status(&column.header, text),
            },
        })
        .collect();
    values.sort_by_key(|v| std::cmp::Reverse(v.count));
    values.truncate(MAX_VALUES);
    values
}
