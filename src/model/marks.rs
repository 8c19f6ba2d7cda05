//! Sets of small numbers, a bit each: of moves, of leaves, of aims.

/// A set, in words. It has room for as many numbers as it was made for, and holds no others.
pub(crate) type Marks = Vec<usize>;

const WORD: usize = usize::BITS as usize;

/// A set with room for the numbers below this.
pub(crate) fn none_of(numbers: usize) -> Marks {
    vec![0; numbers.div_ceil(WORD)]
}

/// Whether a number is in a set.
pub(crate) fn has(marks: &[usize], number: usize) -> bool {
    match marks.get(number / WORD) {
        Some(word) => word >> (number % WORD) & 1 == 1,
        None => false,
    }
}

/// Puts a number into a set.
pub(crate) fn mark(marks: &mut [usize], number: usize) {
    if let Some(word) = marks.get_mut(number / WORD) {
        *word |= 1 << (number % WORD);
    }
}

/// Puts all numbers of another set into one.
pub(crate) fn join(into: &mut [usize], from: &[usize]) {
    for (word, other) in into.iter_mut().zip(from) {
        *word |= other;
    }
}

/// Leaves in a set only what is in another as well, or only what is not.
pub(crate) fn keep(marks: &mut [usize], other: &[usize], within: bool) {
    for (word, other) in marks.iter_mut().zip(other) {
        *word &= if within { *other } else { !other };
    }
}

/// Whether two sets have a number in common.
pub(crate) fn meet(one: &[usize], other: &[usize]) -> bool {
    for (word, other) in one.iter().zip(other) {
        if word & other != 0 {
            return true;
        }
    }
    false
}

/// How many numbers are in a set.
pub(crate) fn count(marks: &[usize]) -> usize {
    let mut count = 0;
    for word in marks {
        count += word.count_ones() as usize;
    }
    count
}

/// The least number in a set from one on.
pub(crate) fn next(marks: &[usize], from: usize) -> Option<usize> {
    let mut place = from / WORD;
    // The first word without what lies before.
    let mut word = marks.get(place)? >> (from % WORD) << (from % WORD);
    while word == 0 {
        place += 1;
        word = *marks.get(place)?;
    }
    Some(place * WORD + word.trailing_zeros() as usize)
}

#[cfg(test)]
mod tests {
    use super::{count, has, join, keep, mark, meet, next, none_of};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn it_is_a_set(a in proptest::collection::btree_set(0usize..200, 0..20), b in proptest::collection::btree_set(0usize..200, 0..20)) {
            let made = |set: &BTreeSet<usize>| {
                let mut marks = none_of(200);
                set.iter().for_each(|i| mark(&mut marks, *i));
                marks
            };
            let read = |marks: &[usize]| {
                let (mut set, mut from) = (BTreeSet::new(), 0);
                while let Some(i) = next(marks, from) {
                    set.insert(i);
                    from = i + 1;
                }
                set
            };
            let (one, other) = (made(&a), made(&b));
            prop_assert_eq!(&read(&one), &a);
            prop_assert_eq!(count(&one), a.len());
            prop_assert!((0..300).all(|i| has(&one, i) == a.contains(&i)));
            prop_assert_eq!(meet(&one, &other), !a.is_disjoint(&b));
            let mut all = one.clone();
            join(&mut all, &other);
            prop_assert_eq!(read(&all), &a | &b);
            let (mut both, mut rest) = (one.clone(), one.clone());
            keep(&mut both, &other, true);
            keep(&mut rest, &other, false);
            prop_assert_eq!(read(&both), &a & &b);
            prop_assert_eq!(read(&rest), &a - &b);
        }
    }
}
