//! Sorting many rows by small keys, stable, in linear time and in slices.

use crate::slice::{Cancel, Slice};

/// Rows between two looks at the clock.
const STEP: usize = 65_536;
/// Keys are taken apart into digits of so many bits.
const BITS: u32 = 16;
const BUCKETS: usize = 1 << BITS;

/// Puts rows in the order of their keys, where `keys` holds the key of each in the same order. Rows with equal keys stay in
/// their order. `None` when called off.
pub async fn sort(
    rows: Vec<u32>,
    keys: Vec<u32>,
    slice: &mut Slice,
    cancel: &Cancel,
) -> Option<Vec<u32>> {
    let highest = keys.iter().copied().max().unwrap_or(0);
    let mut pairs: Vec<(u32, u32)> = keys.into_iter().zip(rows).collect();
    let mut spare = vec![(0, 0); pairs.len()];
    for shift in [0, BITS] {
        if shift > 0 && highest >> shift == 0 {
            break;
        }
        let mut starts = vec![0_usize; BUCKETS];
        for step in pairs.chunks(STEP) {
            for (key, _) in step {
                if let Some(count) = starts.get_mut(digit(*key, shift)) {
                    *count += 1;
                }
            }
            slice.pause().await;
            if cancel.is_cancelled() {
                return None;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += std::mem::replace(start, sum);
        }
        for step in pairs.chunks(STEP) {
            for pair in step {
                if let Some(next) = starts.get_mut(digit(pair.0, shift)) {
                    if let Some(place) = spare.get_mut(*next) {
                        *place = *pair;
                    }
                    *next += 1;
                }
            }
            slice.pause().await;
            if cancel.is_cancelled() {
                return None;
            }
        }
        std::mem::swap(&mut pairs, &mut spare);
    }
    Some(pairs.into_iter().map(|(_, row)| row).collect())
}

fn digit(key: u32, shift: u32) -> usize {
    (key >> shift) as usize & (BUCKETS - 1)
}
