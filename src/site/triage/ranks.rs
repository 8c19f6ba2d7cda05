//! The alphabetical place of each distinct value of a column, so that rows are sorted by numbers.

use crate::session::Session;
use crate::slice::{Cancel, Slice};
use model::{Column, Dictionary};
use std::cmp::Ordering;

/// Values between two looks at the clock.
const STEP: usize = 4_096;

/// The place of each value of a text column by its code, from 1; the empty value has 0. `None` when called off. No places when
/// there is no such column.
pub async fn of_column(
    session: Session,
    id: &str,
    slice: &mut Slice,
    cancel: &Cancel,
) -> Option<Vec<u32>> {
    let with = |see: &mut dyn FnMut(&Dictionary)| {
        session.look(|desk| {
            if let Some(column) = desk.workspace.table().column(id) {
                see(Column::dictionary(column));
            }
        });
    };
    let mut len = 0;
    with(&mut |values| len = values.len());
    // Values by their first two letters: each bucket is sorted alone, so that the page can breathe in between.
    let mut buckets: Vec<Vec<(u64, u32)>> = Vec::new();
    buckets.resize_with(1 << 16, Vec::new);
    for start in (1..len).step_by(STEP) {
        with(&mut |values| {
            for code in start..(start + STEP).min(len) {
                let code = u32::try_from(code).unwrap_or(u32::MAX);
                let first = first_letters(values.get(code));
                if let Some(bucket) = buckets.get_mut((first >> 48) as usize) {
                    bucket.push((first, code));
                }
            }
        });
        slice.pause().await;
        if cancel.is_cancelled() {
            return None;
        }
    }
    let mut ranks = vec![0; len];
    let mut rank = 0;
    for mut bucket in buckets {
        if bucket.is_empty() {
            continue;
        }
        with(&mut |values| {
            bucket.sort_unstable_by(|a, b| {
                a.0.cmp(&b.0)
                    .then_with(|| compare(values.get(a.1), values.get(b.1)))
                    .then(a.1.cmp(&b.1))
            });
        });
        for (_, code) in bucket {
            rank += 1;
            if let Some(place) = ranks.get_mut(code as usize) {
                *place = rank;
            }
        }
        slice.pause().await;
        if cancel.is_cancelled() {
            return None;
        }
    }
    Some(ranks)
}

/// The first eight bytes in lower case, as a number that orders as they do.
fn first_letters(value: &str) -> u64 {
    let mut bytes = [0; 8];
    if value.is_ascii() {
        for (to, from) in bytes.iter_mut().zip(value.trim_start().bytes()) {
            *to = from.to_ascii_lowercase();
        }
    } else {
        for (to, from) in bytes
            .iter_mut()
            .zip(value.trim_start().to_lowercase().bytes())
        {
            *to = from;
        }
    }
    u64::from_be_bytes(bytes)
}

/// Alphabetical, upper and lower case alike.
fn compare(a: &str, b: &str) -> Ordering {
    let letters = |text: &str| -> String { text.trim_start().to_lowercase() };
    letters(a).cmp(&letters(b))
}

#[cfg(test)]
mod tests {
    use super::{compare, first_letters};
    use std::cmp::Ordering;

    #[test]
    fn first_letters_order_as_whole_values_do() {
        let values = [
            "",
            "a",
            "Ab",
            "abc",
            "abcdefgh",
            "abcdefghi",
            "B",
            "Émile",
            "zoë",
            "Ω",
        ];
        for a in values {
            for b in values {
                match first_letters(a).cmp(&first_letters(b)) {
                    Ordering::Equal => {}
                    order => assert_eq!(order, compare(a, b), "{a} {b}"),
                }
            }
        }
    }
}
