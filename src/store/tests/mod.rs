//! The crate under every fault its spaces know.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails may panic"
)]

mod ahead;
mod kills;
mod packing;
mod random;
mod refusals;
mod room;
mod rot;
mod sealing;
mod tabs;
mod versions;

use std::collections::BTreeSet;

use crate::faults::FaultySpace;
use crate::key::Key;
use crate::{Condition, Format, Keeper, MemorySpace, Opened, Role, Segments, Space};

type Changes = Vec<(&'static str, Option<Vec<u8>>)>;

/// Bytes that deflate to about half.
fn bytes(seed: u32, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        b'a' + (state >> 7) as u8 % 20
    };
    (0..length).map(|_| next()).collect()
}

/// A workspace's life: imported, edited, cut, left alone, edited again.
fn script() -> Vec<Changes> {
    vec![
        vec![
            ("contacts/0", Some(bytes(1, 1500))),
            ("contacts/1", Some(bytes(2, 1400))),
            ("contacts/2", Some(bytes(3, 30))),
            ("settings", Some(b"theme dark\nrows 50".to_vec())),
            ("rules", Some(Vec::new())),
        ],
        vec![("contacts/1", Some(bytes(4, 1450)))],
        vec![
            ("settings", Some(b"theme light".to_vec())),
            ("contacts/2", None),
            ("contacts/3", Some(vec![0, 255, 7])),
        ],
        vec![("settings", Some(b"theme light".to_vec()))],
        vec![
            ("contacts/0", Some(bytes(5, 1600))),
            ("rules", Some(bytes(6, 300))),
        ],
    ]
}

/// The workspace before the first save of the script, and after each.
fn states() -> Vec<Segments> {
    let mut states = vec![Segments::new()];
    for changes in script() {
        states.push(applied(states.last().unwrap(), &changes));
    }
    states
}

fn applied(state: &Segments, changes: &Changes) -> Segments {
    let mut state = state.clone();
    for (name, bytes) in changes {
        match bytes {
            Some(bytes) => state.insert((*name).to_owned(), bytes.clone()),
            None => state.remove(*name),
        };
    }
    state
}

/// Runs the script to its end or to the first save that fails. Gives the number of saves that succeeded.
fn run(space: &FaultySpace) -> usize {
    let (mut keeper, _) = Keeper::open(space.clone());
    script()
        .into_iter()
        .take_while(|changes| keeper.save(changes.clone()).is_ok())
        .count()
}

/// A space in which the whole script was saved.
fn saved() -> FaultySpace {
    let space = FaultySpace::default();
    assert_eq!(run(&space), script().len());
    space
}

fn read(space: &FaultySpace) -> Opened {
    Keeper::open_as(space.reopened(), Format::CURRENT, Role::Reader).1
}

/// All is well with an opened space, and it holds this state.
fn assert_whole(opened: &Opened, state: &Segments) {
    assert_eq!(&opened.segments, state);
    assert_eq!((&opened.troubles, &opened.set_aside), (&vec![], &vec![]));
    assert!(matches!(
        opened.condition,
        Condition::Fresh | Condition::Ready
    ));
}

/// Nothing of ours is in the space but two manifests and one key for each segment.
fn assert_tidy(space: &FaultySpace, state: &Segments) {
    let keys = own_keys(space);
    let segments: BTreeSet<String> = keys
        .iter()
        .filter(|key| !key.is_manifest())
        .map(|key| key.rest())
        .collect();
    let names: Vec<&str> = segments
        .iter()
        .map(|rest| rest["segment/".len()..].split_once('@').unwrap().0)
        .collect();
    assert_eq!(names, state.keys().collect::<Vec<_>>(), "{keys:?}");
    assert_eq!(
        keys.iter().filter(|key| key.is_manifest()).count(),
        if keys.is_empty() { 0 } else { 2 }
    );
}

fn own_keys(space: &FaultySpace) -> BTreeSet<Key> {
    space
        .values()
        .keys()
        .unwrap()
        .iter()
        .filter_map(|key| Key::parse(key))
        .collect()
}

fn text(space: &FaultySpace, key: &str) -> Option<String> {
    space.values().get(key).unwrap()
}

impl Key {
    fn is_manifest(&self) -> bool {
        matches!(self, Key::Manifest(_))
    }
}

#[test]
fn what_is_saved_is_there_again() {
    let space = FaultySpace::default();
    for (changes, state) in script().into_iter().zip(states().into_iter().skip(1)) {
        let (mut keeper, _) = Keeper::open(space.reopened());
        keeper.save(changes).unwrap();
        assert_whole(&read(&space), &state);
        assert_tidy(&space, &state);
    }
}

#[test]
fn only_what_changed_is_written() {
    let space = FaultySpace::default();
    let (mut keeper, opened) = Keeper::open(space.clone());
    assert_eq!(opened.condition, Condition::Fresh);
    assert_eq!(space.writes(), 0, "opening an empty space writes nothing");

    let reports: Vec<_> = script()
        .into_iter()
        .map(|changes| keeper.save(changes).unwrap())
        .collect();
    let told: Vec<_> = reports
        .iter()
        .map(|it| (it.save, it.written, it.removed, it.unchanged))
        .collect();
    assert_eq!(
        told,
        [
            (1, 5, 0, 0),
            (2, 1, 0, 0),
            (3, 2, 1, 0),
            (3, 0, 0, 1),
            (4, 2, 0, 0)
        ]
    );
    assert!(reports.iter().all(|it| it.mirrored && it.left_over == 0));

    let writes = space.writes();
    keeper
        .save(
            states()
                .pop()
                .unwrap()
                .into_iter()
                .map(|(name, bytes)| (name, Some(bytes))),
        )
        .unwrap();
    assert_eq!(
        space.writes(),
        writes,
        "saving what is there writes nothing"
    );
    let (_, opened) = Keeper::open(space.clone());
    assert_whole(&opened, states().last().unwrap());
    assert_eq!(
        space.writes(),
        writes,
        "opening what is whole writes nothing"
    );
}

#[test]
fn other_programs_keys_are_left_alone() {
    let mut values = MemorySpace::new();
    let foreign = [
        "theme",
        "leadlens",
        "leadlens/future/1",
        "leadlens/segment/a@01",
        "leadlens/segment/a b@1",
    ];
    for key in foreign {
        values.set(key, "theirs").unwrap();
    }
    let space = FaultySpace::new(values);
    assert_eq!(run(&space), script().len());
    assert_whole(&read(&space), states().last().unwrap());
    for key in foreign {
        assert_eq!(text(&space, key).as_deref(), Some("theirs"), "{key}");
    }
}
