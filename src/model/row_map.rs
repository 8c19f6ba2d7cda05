//! What few rows of a table have, by row. In short sorted runs: a tenth of a B-tree's code, and as quick for what tables do.

use std::ops::Range;

/// Entries of a run before it is split in two.
const LONGEST: usize = 512;

/// A value for some rows. Entries that come in the order of rows, as those of lists do, go behind the others at once.
#[derive(Clone, Debug)]
pub struct RowMap<T> {
    /// None of them empty, all ordered by row.
    runs: Vec<Vec<(u32, T)>>,
}

impl<T> Default for RowMap<T> {
    fn default() -> Self {
        RowMap { runs: Vec::new() }
    }
}

impl<T> RowMap<T> {
    /// Without any entry.
    #[must_use]
    pub fn new() -> Self {
        RowMap::default()
    }

    /// With one entry.
    #[must_use]
    pub fn of(row: u32, value: T) -> Self {
        RowMap {
            runs: vec![vec![(row, value)]],
        }
    }

    /// The run and the place in it where a row is (true) or would be.
    fn place(&self, row: u32) -> (usize, usize, bool) {
        let starts = |run: &Vec<(u32, T)>| run.first().is_some_and(|first| first.0 <= row);
        let run = self.runs.partition_point(starts).saturating_sub(1);
        let Some(entries) = self.runs.get(run) else {
            return (0, 0, false);
        };
        let place = entries.partition_point(|entry| entry.0 < row);
        let is_there = entries.get(place).is_some_and(|entry| entry.0 == row);
        (run, place, is_there)
    }

    /// The value of a row.
    #[must_use]
    pub fn get(&self, row: &u32) -> Option<&T> {
        let (run, place, is_there) = self.place(*row);
        let entry = self.runs.get(run)?.get(place).filter(|_| is_there)?;
        Some(&entry.1)
    }

    /// The value of a row, to be changed.
    pub fn get_mut(&mut self, row: &u32) -> Option<&mut T> {
        let (run, place, is_there) = self.place(*row);
        let entries = self.runs.get_mut(run).filter(|_| is_there)?;
        entries.get_mut(place).map(|entry| &mut entry.1)
    }

    /// Whether a row has a value.
    #[must_use]
    pub fn contains_key(&self, row: &u32) -> bool {
        self.place(*row).2
    }

    /// Gives a row a value, and returns the one it had.
    pub fn insert(&mut self, row: u32, value: T) -> Option<T> {
        let last = self.runs.last().and_then(|run| run.last());
        if last.is_none_or(|last| last.0 < row) {
            match self.runs.last_mut().filter(|run| run.len() < LONGEST) {
                Some(run) => run.push((row, value)),
                None => self.runs.push(vec![(row, value)]),
            }
            return None;
        }
        let (run, place, is_there) = self.place(row);
        let entries = self.runs.get_mut(run)?;
        if is_there {
            let entry = entries.get_mut(place)?;
            return Some(std::mem::replace(&mut entry.1, value));
        }
        entries.insert(place, (row, value));
        if entries.len() > LONGEST {
            let tail = entries.split_off(LONGEST / 2);
            self.runs.insert(run + 1, tail);
        }
        None
    }

    /// The place of a row, for a value that is made where there is none.
    pub fn entry(&mut self, row: u32) -> RowEntry<'_, T> {
        RowEntry { map: self, row }
    }

    /// Takes a row's value away, and returns it.
    pub fn remove(&mut self, row: &u32) -> Option<T> {
        let (run, place, is_there) = self.place(*row);
        let entries = self.runs.get_mut(run).filter(|_| is_there)?;
        let (_, value) = entries.remove(place);
        if entries.is_empty() {
            self.runs.remove(run);
        }
        Some(value)
    }

    /// Takes out all from a row on.
    pub fn split_off(&mut self, row: &u32) -> Self {
        let (run, place, _) = self.place(*row);
        let Some(entries) = self.runs.get_mut(run) else {
            return RowMap::new();
        };
        let first = entries.split_off(place);
        let mut runs = self.runs.split_off(run + 1);
        if !first.is_empty() {
            runs.insert(0, first);
        }
        self.runs.retain(|run| !run.is_empty());
        RowMap { runs }
    }

    /// How many rows have a value.
    #[must_use]
    pub fn len(&self) -> usize {
        self.runs.iter().map(Vec::len).sum()
    }

    /// Whether no row has a value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// All rows that have a value, in order, with it.
    pub fn iter(&self) -> impl Iterator<Item = (&u32, &T)> {
        self.runs.iter().flatten().map(|(row, value)| (row, value))
    }

    /// All rows that have a value, in order.
    pub fn keys(&self) -> impl Iterator<Item = &u32> {
        self.iter().map(|(row, _)| row)
    }

    /// All values, in the order of rows.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.iter().map(|(_, value)| value)
    }

    /// The entries of some rows, in order.
    pub fn range(&self, rows: Range<u32>) -> impl Iterator<Item = (&u32, &T)> {
        let (run, place, _) = self.place(rows.start);
        let runs = self.runs.get(run..).unwrap_or(&[]);
        runs.iter()
            .flatten()
            .skip(place)
            .take_while(move |entry| entry.0 < rows.end)
            .map(|(row, value)| (row, value))
    }
}

/// The place of a row in a [`RowMap`].
pub struct RowEntry<'a, T> {
    map: &'a mut RowMap<T>,
    row: u32,
}

impl<'a, T> RowEntry<'a, T> {
    /// The value there, made if there is none.
    pub fn or_insert_with(self, value: impl FnOnce() -> T) -> &'a mut T {
        if !self.map.contains_key(&self.row) {
            self.map.insert(self.row, value());
        }
        let (run, place, _) = self.map.place(self.row);
        #[expect(clippy::indexing_slicing, reason = "found or inserted above")]
        &mut self.map.runs[run][place].1
    }
}

impl<T: PartialEq> PartialEq for RowMap<T> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<T: Eq> Eq for RowMap<T> {}

impl<T> IntoIterator for RowMap<T> {
    type Item = (u32, T);
    type IntoIter = std::iter::Flatten<std::vec::IntoIter<Vec<(u32, T)>>>;

    fn into_iter(self) -> Self::IntoIter {
        self.runs.into_iter().flatten()
    }
}

impl<T> Extend<(u32, T)> for RowMap<T> {
    fn extend<I: IntoIterator<Item = (u32, T)>>(&mut self, entries: I) {
        for (row, value) in entries {
            self.insert(row, value);
        }
    }
}

impl<T> FromIterator<(u32, T)> for RowMap<T> {
    fn from_iter<I: IntoIterator<Item = (u32, T)>>(entries: I) -> Self {
        let mut map = RowMap::new();
        map.extend(entries);
        map
    }
}

/// A set of rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowSet(RowMap<()>);

impl RowSet {
    /// Without any row.
    #[must_use]
    pub fn new() -> RowSet {
        RowSet::default()
    }

    /// Whether a row is in it.
    #[must_use]
    pub fn contains(&self, row: &u32) -> bool {
        self.0.contains_key(row)
    }

    /// Adds a row; false when it was in it before.
    pub fn insert(&mut self, row: u32) -> bool {
        self.0.insert(row, ()).is_none()
    }

    /// Takes a row out; false when it was not in it.
    pub fn remove(&mut self, row: &u32) -> bool {
        self.0.remove(row).is_some()
    }

    /// Takes out all from a row on.
    pub fn split_off(&mut self, row: &u32) -> RowSet {
        RowSet(self.0.split_off(row))
    }

    /// Moves the rows of another set into this one.
    pub fn append(&mut self, other: &mut RowSet) {
        self.0.extend(std::mem::take(other).0);
    }

    /// How many rows are in it.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether no row is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The rows in order.
    pub fn iter(&self) -> impl Iterator<Item = &u32> {
        self.0.keys()
    }

    /// Those of some rows that are in it, in order.
    pub fn range(&self, rows: Range<u32>) -> impl Iterator<Item = &u32> {
        self.0.range(rows).map(|(row, ())| row)
    }
}

impl IntoIterator for RowSet {
    type Item = u32;
    type IntoIter = std::iter::Map<<RowMap<()> as IntoIterator>::IntoIter, fn((u32, ())) -> u32>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter().map(|(row, ())| row)
    }
}

impl Extend<u32> for RowSet {
    fn extend<I: IntoIterator<Item = u32>>(&mut self, rows: I) {
        self.0.extend(rows.into_iter().map(|row| (row, ())));
    }
}

impl FromIterator<u32> for RowSet {
    fn from_iter<I: IntoIterator<Item = u32>>(rows: I) -> Self {
        let mut set = RowSet::new();
        set.extend(rows);
        set
    }
}

#[cfg(test)]
mod tests {
    use super::{RowMap, RowSet};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// One thing done to both.
    #[derive(Clone, Debug)]
    enum Act {
        Insert(u32, u32),
        Fill(u32, u32),
        Remove(u32),
        SplitOff(u32, bool),
        Change(u32),
    }

    fn act() -> impl Strategy<Value = Act> {
        let row = 0u32..3000;
        prop_oneof![
            (row.clone(), any::<u32>()).prop_map(|(r, v)| Act::Insert(r, v)),
            (row.clone(), 0u32..1500).prop_map(|(r, n)| Act::Fill(r, n)),
            row.clone().prop_map(Act::Remove),
            (row.clone(), any::<bool>()).prop_map(|(r, keep)| Act::SplitOff(r, keep)),
            row.prop_map(Act::Change),
        ]
    }

    proptest! {
        #[test]
        fn it_is_a_map_by_row(acts in proptest::collection::vec(act(), 1..60), low in 0u32..3000, wide in 0u32..2000) {
            let mut map = RowMap::new();
            let mut tree = BTreeMap::new();
            for act in acts {
                match act {
                    Act::Insert(row, value) => prop_assert_eq!(map.insert(row, value), tree.insert(row, value)),
                    Act::Fill(row, n) => {
                        map.extend((row..row + n).map(|r| (r, r)));
                        tree.extend((row..row + n).map(|r| (r, r)));
                    }
                    Act::Remove(row) => prop_assert_eq!(map.remove(&row), tree.remove(&row)),
                    Act::SplitOff(row, keep) => {
                        let (behind, expected) = (map.split_off(&row), tree.split_off(&row));
                        prop_assert!(behind.iter().eq(expected.iter()));
                        if keep {
                            map.extend(behind);
                            tree.extend(expected);
                        }
                    }
                    Act::Change(row) => {
                        prop_assert_eq!(map.entry(row / 2).or_insert_with(|| 9), tree.entry(row / 2).or_insert_with(|| 9));
                        let (mine, other) = (map.get_mut(&row), tree.get_mut(&row));
                        prop_assert_eq!(&mine, &other);
                        if let (Some(mine), Some(other)) = (mine, other) {
                            *mine = 7;
                            *other = 7;
                        }
                    }
                }
                prop_assert!(map.iter().eq(tree.iter()));
                prop_assert_eq!((map.len(), map.is_empty()), (tree.len(), tree.is_empty()));
            }
            prop_assert_eq!(map.get(&low), tree.get(&low));
            prop_assert_eq!(map.contains_key(&low), tree.contains_key(&low));
            prop_assert!(map.range(low..low + wide).eq(tree.range(low..low + wide)));
            let again: RowMap<u32> = tree.iter().rev().map(|(r, v)| (*r, *v)).collect();
            prop_assert_eq!(&again, &map);
            prop_assert!(map.into_iter().eq(tree));
        }
    }

    #[test]
    fn a_set_holds_each_row_once() {
        let mut set: RowSet = (0..2000).collect();
        assert!(!set.insert(7) && set.remove(&7) && !set.contains(&7) && !set.remove(&7));
        let mut behind = set.split_off(&1000);
        assert_eq!((set.len(), behind.len()), (999, 1000));
        set.append(&mut behind);
        assert!(behind.is_empty());
        assert_eq!(set.range(5..9).copied().collect::<Vec<_>>(), [5, 6, 8]);
        assert!(
            set.iter().eq([0, 1, 2, 3, 4, 5, 6]
                .iter()
                .chain(&(8..2000).collect::<Vec<_>>()))
        );
    }
}
