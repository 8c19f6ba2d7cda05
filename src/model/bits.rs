//! The verdicts of each condition on facts for each row of a table: a bit each, worked out once per distinct value.

use crate::compare::{Wanted, number};
use crate::condition::{Did, Test};
use crate::day::Day;
use crate::dictionary::{Dictionary, Kind};
use crate::lanes::{LANES, Lanes, WORDS};
use crate::program::Leaf;
use crate::stage::Verdict;
use crate::table::{Column, Entry, Table};
use std::ops::Range;

/// The verdicts of one leaf, a bit for each row; always whole blocks long.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bits {
    met: Vec<u64>,
    unknown: Vec<u64>,
}

impl Bits {
    /// Makes room for so many blocks.
    pub fn resize(&mut self, blocks: usize) {
        self.met.resize(blocks * WORDS, 0);
        self.unknown.resize(blocks * WORDS, 0);
    }

    /// The verdicts of one block.
    #[inline]
    pub fn block(&self, block: usize) -> Lanes {
        let take = |words: &[u64]| {
            words
                .get(block * WORDS..)
                .and_then(|w| w.first_chunk::<WORDS>())
                .copied()
                .unwrap_or_default()
        };
        Lanes {
            met: take(&self.met),
            unknown: take(&self.unknown),
        }
    }

    #[inline]
    fn set(&mut self, block: usize, word: usize, met: u64, unknown: u64) {
        let at = block * WORDS + word;
        if let (Some(m), Some(u)) = (self.met.get_mut(at), self.unknown.get_mut(at)) {
            *m = met;
            *u = unknown;
        }
    }
}

/// How many leaves share one look-up: a bit for met and one for unknown each, in a byte.
const LEAVES_A_TABLE: usize = 4;

/// Up to four leaves on one attribute, with their verdicts for each distinct value.
#[derive(Clone, Debug)]
pub(crate) struct ValueTable {
    attribute: String,
    /// Places in the program's leaves.
    pub leaves: Vec<usize>,
    /// For each code of the column: bits of met from 0, of unknown from 4.
    bytes: Vec<u8>,
}

impl ValueTable {
    /// Tables for the leaves on attributes among these, by attribute.
    pub fn for_leaves(leaves: &[Leaf], wanted: impl Fn(usize) -> bool) -> Vec<ValueTable> {
        let mut tables: Vec<ValueTable> = Vec::new();
        for (i, leaf) in leaves.iter().enumerate() {
            let Leaf::Attribute { id, .. } = leaf else {
                continue;
            };
            if !wanted(i) {
                continue;
            }
            match tables
                .iter_mut()
                .find(|t| t.attribute == *id && t.leaves.len() < LEAVES_A_TABLE)
            {
                Some(table) => table.leaves.push(i),
                None => tables.push(ValueTable {
                    attribute: id.clone(),
                    leaves: vec![i],
                    bytes: Vec::new(),
                }),
            }
        }
        tables
    }

    /// Looks at the distinct values that are new since the last time.
    #[inline]
    pub fn prepare(&mut self, leaves: &[Leaf], table: &Table, as_of: Day) {
        let nothing = Dictionary::default();
        let dictionary = table
            .column(&self.attribute)
            .map_or(&nothing, Column::dictionary);
        if self.bytes.len() > dictionary.len() {
            self.bytes.clear();
        }
        if self.bytes.len() == dictionary.len() {
            return;
        }
        let tests: Vec<Prepared> = self
            .leaves
            .iter()
            .filter_map(|&i| match leaves.get(i) {
                Some(Leaf::Attribute { test, .. }) => Some(Prepared::new(test, as_of)),
                _ => None,
            })
            .collect();
        for code in self.bytes.len()..dictionary.len() {
            let code = u32::try_from(code).unwrap_or(0);
            let (value, kind) = (dictionary.get(code), dictionary.kind(code));
            let byte = tests.iter().enumerate().fold(0u8, |byte, (i, test)| {
                match test.verdict(value, kind) {
                    Verdict::Met => byte | 1 << i,
                    Verdict::Unknown => byte | 1 << (i + LEAVES_A_TABLE),
                    Verdict::NotMet => byte,
                }
            });
            self.bytes.push(byte);
        }
    }

    /// Writes the bits of these blocks.
    #[inline]
    pub fn fill(&self, table: &Table, blocks: Range<usize>, bits: &mut [Bits]) {
        let codes = table.column(&self.attribute).map_or(&[][..], Column::codes);
        let nothing = self.bytes.first().copied().unwrap_or(0);
        for block in blocks {
            for word in 0..WORDS {
                let start = block * LANES + word * 64;
                let mut bytes = [nothing; 64];
                let here = codes.get(start..).unwrap_or(&[]);
                for (byte, &code) in bytes.iter_mut().zip(here) {
                    *byte = self.bytes.get(code as usize).copied().unwrap_or(nothing);
                }
                let eights: [u64; 8] = eights(&bytes);
                for (i, &leaf) in self.leaves.iter().enumerate() {
                    if let Some(bits) = bits.get_mut(leaf) {
                        bits.set(
                            block,
                            word,
                            gather(&eights, i),
                            gather(&eights, i + LEAVES_A_TABLE),
                        );
                    }
                }
            }
        }
    }
}

/// 64 bytes as eight words.
#[inline]
fn eights(bytes: &[u8; 64]) -> [u64; 8] {
    let mut out = [0; 8];
    for (o, chunk) in out.iter_mut().zip(bytes.chunks_exact(8)) {
        *o = u64::from_le_bytes(chunk.try_into().unwrap_or_default());
    }
    out
}

/// One bit of each of 64 bytes, as a word. The multiplication moves the lowest bits of eight bytes into the highest byte.
#[inline]
fn gather(eights: &[u64; 8], bit: usize) -> u64 {
    let mut out = 0;
    for (i, &e) in eights.iter().enumerate() {
        let ones = (e >> bit) & 0x0101_0101_0101_0101;
        out |= (ones.wrapping_mul(0x0102_0408_1020_4080) >> 56) << (i * 8);
    }
    out
}

/// A test made ready for many values.
pub(crate) enum Prepared {
    Is(Wanted),
    Number(f64, f64),
    Date(Day, Day),
    DaysAgo { as_of: Day, low: f64, high: f64 },
    Known(bool),
}

impl Prepared {
    pub fn new(test: &Test, as_of: Day) -> Prepared {
        match test {
            Test::Is(values) => Prepared::Is(Wanted::new(values)),
            Test::Number { low, high } => Prepared::Number(
                low.unwrap_or(f64::NEG_INFINITY),
                high.unwrap_or(f64::INFINITY),
            ),
            Test::Date { low, high } => {
                Prepared::Date(low.unwrap_or(Day(i32::MIN)), high.unwrap_or(Day(i32::MAX)))
            }
            Test::DaysAgoAtMost(days) => Prepared::DaysAgo {
                as_of,
                low: f64::NEG_INFINITY,
                high: *days,
            },
            Test::DaysAgoAtLeast(days) => Prepared::DaysAgo {
                as_of,
                low: *days,
                high: f64::INFINITY,
            },
            Test::Known(known) => Prepared::Known(*known),
        }
    }

    /// The verdict on one value; blank text is nothing recorded.
    pub fn verdict(&self, value: &str, kind: Kind) -> Verdict {
        let of = |yes: bool| Verdict::from_bits(yes, false);
        let recorded = !value.trim().is_empty();
        if let Prepared::Known(known) = self {
            return of(recorded == *known);
        }
        if !recorded {
            return Verdict::Unknown;
        }
        match self {
            Prepared::Is(wanted) => of(wanted.matches(value, kind)),
            Prepared::Number(low, high) => match number(value, kind) {
                Some(n) => of(*low <= n && n <= *high),
                None => Verdict::Unknown,
            },
            Prepared::Date(low, high) => match date(value, kind) {
                Some(day) => of(*low <= day && day <= *high),
                None => Verdict::Unknown,
            },
            Prepared::DaysAgo { as_of, low, high } => match date(value, kind) {
                Some(day) => {
                    let ago = f64::from(as_of.0.saturating_sub(day.0).max(0));
                    of(*low <= ago && ago <= *high)
                }
                None => Verdict::Unknown,
            },
            Prepared::Known(_) => Verdict::NotMet,
        }
    }
}

fn date(value: &str, kind: Kind) -> Option<Day> {
    match kind {
        Kind::Text => Day::parse(value),
        Kind::Number => None,
    }
}

/// The day a signal counts as of: its own, or that of its list's export, or the as-of day; never later than the as-of day.
#[inline]
pub(crate) fn counted_day(entry: &Entry, table: &Table, as_of: Day) -> Day {
    match entry.day() {
        Some(day) => day.min(as_of),
        None => table
            .exported_on(entry.row)
            .map_or(as_of, |day| day.min(as_of)),
    }
}

/// Writes the bits of a `did` for these blocks.
#[inline]
pub(crate) fn fill_did(
    did: &Did,
    table: &Table,
    as_of: Day,
    blocks: Range<usize>,
    bits: &mut Bits,
) {
    let words = blocks.start * WORDS..blocks.end * WORDS;
    if let Some(met) = bits.met.get_mut(words) {
        met.fill(0);
    }
    let first = blocks.start * LANES;
    let rows = u32::try_from(first).unwrap_or(u32::MAX)
        ..u32::try_from(blocks.end * LANES).unwrap_or(u32::MAX);
    let oldest = did
        .within_days
        .map(|d| i64::from(as_of.0) - i64::try_from(d).unwrap_or(i64::MAX / 2));
    let counts_day = |entry: &Entry| match oldest {
        None => true,
        Some(oldest) => i64::from(counted_day(entry, table, as_of).0) >= oldest,
    };
    // Once is enough for most; more than once needs a sum over the kinds.
    let mut sums = vec![
        0u64;
        if did.times > 1 {
            blocks.len() * LANES
        } else {
            0
        }
    ];
    for signal in table.signals() {
        if !did.kinds.contains(&signal.kind) {
            continue;
        }
        for entry in signal.of_rows(rows.clone()) {
            if !counts_day(entry) {
                continue;
            }
            let row = entry.row as usize;
            if did.times > 1 {
                let Some(sum) = sums.get_mut(row - first) else {
                    continue;
                };
                *sum = sum.saturating_add(u64::from(entry.count));
                if *sum < did.times {
                    continue;
                }
            }
            if let Some(word) = bits.met.get_mut(row / 64) {
                *word |= 1 << (row % 64);
            }
        }
    }
}
