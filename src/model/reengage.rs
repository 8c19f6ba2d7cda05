//! Contacts that were given up and came back.

use crate::day::Day;
use crate::facts::SIGNALS;
use crate::stage::Stage;
use crate::table::Table;

/// The latest interest signal after the decision, with its day, of a lost or disqualified contact; a future day counts as the
/// as-of day, signals without a day do not flag, and without a day of decision there is no flag.
#[must_use]
pub fn re_engage(table: &Table, row: u32, stage: Stage, as_of: Day) -> Option<(String, Day)> {
    let decided = match stage {
        Stage::Lost => "outcome_on",
        Stage::Disqualified => "disqualified_on",
        _ => return None,
    };
    let column = table.column(decided)?;
    if column.kind(row) == crate::dictionary::Kind::Number {
        return None;
    }
    let decided = Day::parse(column.get(row))?;
    let mut latest: Option<(&str, Day)> = None;
    // In the order of the stage model, so that on a tie the first stays.
    for (kind, _, _) in SIGNALS.iter().filter(|(_, _, interest)| *interest) {
        let Some(signal) = table.signal(kind) else {
            continue;
        };
        for entry in signal.of_rows(row..row.saturating_add(1)) {
            let Some(day) = entry.day().map(|d| d.min(as_of)) else {
                continue;
            };
            if day > decided && latest.is_none_or(|(_, before)| day > before) {
                latest = Some((kind, day));
            }
        }
    }
    latest.map(|(kind, day)| (kind.to_owned(), day))
}
