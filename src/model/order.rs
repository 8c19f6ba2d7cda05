//! Sorting, for code that every page carries.
//!
//! The standard library's sorts are made anew for each kind of list, 1 to 3 kB each time, to be quick on long ones. The lists here
//! are short; what does the work is there once, and only looks at places.

/// Sorts a list; items of which neither comes before the other stay in their order.
pub(crate) fn sort<T>(list: &mut Vec<T>, before: impl Fn(&T, &T) -> bool) {
    let order = order(
        list.len(),
        &|a, b| matches!((list.get(a), list.get(b)), (Some(a), Some(b)) if before(a, b)),
    );
    let mut items: Vec<Option<T>> = list.drain(..).map(Some).collect();
    list.extend(
        order
            .iter()
            .filter_map(|place| items.get_mut(*place)?.take()),
    );
}

/// The places of a list of this length in order, by merging ever longer runs.
pub(crate) fn order(length: usize, before: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..length).collect();
    let mut width = 1;
    while width < length {
        let mut merged = Vec::with_capacity(length);
        for pair in order.chunks(2 * width) {
            let (mut left, mut right) = pair.split_at(width.min(pair.len()));
            while let (Some(a), Some(b)) = (left.first(), right.first()) {
                // The left one goes first unless it must not.
                let side = if before(*b, *a) {
                    &mut right
                } else {
                    &mut left
                };
                merged.extend(side.split_off_first());
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        order = merged;
        width *= 2;
    }
    order
}

/// For each place of a list whether an equal item stands before it.
pub(crate) fn repeats(length: usize, before: &dyn Fn(usize, usize) -> bool) -> Vec<bool> {
    let order = order(length, before);
    let mut repeats = vec![false; length];
    for (first, second) in order.iter().zip(order.iter().skip(1)) {
        if let Some(again) = repeats.get_mut(*second) {
            *again = !before(*first, *second);
        }
    }
    repeats
}

#[cfg(test)]
mod tests {
    use super::{order, repeats, sort};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_does(list in proptest::collection::vec((0u8..20, any::<u16>()), 0..200)) {
            let mut sorted = list.clone();
            sort(&mut sorted, |a, b| a.0 < b.0);
            let mut expected = list.clone();
            expected.sort_by_key(|item| item.0);
            prop_assert_eq!(sorted, expected);
            let again = repeats(list.len(), &|a, b| list[a].0 < list[b].0);
            for (place, item) in list.iter().enumerate() {
                prop_assert_eq!(again[place], list[..place].iter().any(|other| other.0 == item.0));
            }
            let places = order(list.len(), &|a, b| list[a] < list[b]);
            prop_assert!(places.windows(2).all(|w| list[w[0]] <= list[w[1]]));
        }
    }
}
