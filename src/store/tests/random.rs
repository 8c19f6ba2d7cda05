//! Random sequences of saves, kills, refusals and silent damage, against a model that is a map.

use proptest::prelude::*;

use super::{assert_tidy, read};
use crate::faults::{Fault, FaultySpace, flipped};
use crate::{Keeper, Segments, Space, SpaceError};

const NAMES: [&str; 5] = ["contacts/0", "contacts/1", "rules", "settings", "views"];

#[derive(Clone, Debug)]
struct Step {
    changes: Vec<(usize, Option<Vec<u8>>)>,
    fault: Option<(usize, Fault)>,
}

fn fault() -> impl Strategy<Value = Fault> {
    prop_oneof![
        4 => Just(Fault::Kill),
        1 => Just(Fault::Refuse(SpaceError::Full)),
        1 => Just(Fault::Refuse(SpaceError::Blocked("no".to_owned()))),
        1 => (0_usize..80).prop_map(Fault::Truncate),
        1 => (0_usize..80, 0_u32..16).prop_map(|(unit, bit)| Fault::Flip { unit, bit }),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let bytes = prop::option::weighted(0.8, prop::collection::vec(any::<u8>(), 0..60));
    let changes = prop::collection::vec((0..NAMES.len(), bytes), 0..5);
    (changes, prop::option::of((1_usize..14, fault())))
        .prop_map(|(changes, fault)| Step { changes, fault })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_state_before_or_after_whole(steps in prop::collection::vec(step(), 1..12)) {
        let space = FaultySpace::default();
        let mut state = Segments::new();
        for step in steps {
            let page = match step.fault {
                Some((nth, fault)) => space.reopened().with(nth, fault),
                None => space.reopened(),
            };
            let (mut keeper, opened) = Keeper::open(page);
            prop_assert_eq!(&opened.segments, &state);
            prop_assert_eq!(&opened.troubles, &vec![]);

            let mut after = state.clone();
            for (name, bytes) in &step.changes {
                match bytes {
                    Some(bytes) => after.insert(NAMES[*name].to_owned(), bytes.clone()),
                    None => after.remove(NAMES[*name]),
                };
            }
            let saved = keeper.save(step.changes.into_iter().map(|(name, bytes)| (NAMES[name], bytes)));
            let found = read(&space);
            prop_assert_eq!(&found.troubles, &vec![]);
            prop_assert!(found.segments == after || (saved.is_err() && found.segments == state));
            state = found.segments;
        }
        let (_, opened) = Keeper::open(space.reopened());
        prop_assert_eq!(&opened.segments, &state);
        prop_assert_eq!(&opened.set_aside, &vec![]);
        assert_tidy(&space, &state);
    }

    #[test]
    fn no_rot_is_taken_for_data(
        rot in prop::collection::vec((any::<prop::sample::Index>(), any::<usize>(), 0_u32..16), 1..6),
        kill in 0_usize..40,
    ) {
        let space = FaultySpace::default();
        super::run(&space.clone().with(kill, Fault::Kill));
        let keys = space.values().keys().unwrap();
                for (key, unit, bit) in rot {
            if !keys.is_empty() {
                space.rot(&keys[key.index(keys.len())], |text| flipped(text, unit, bit));
            }
        }
        let (mut keeper, opened) = Keeper::open(space.reopened());
        for (name, bytes) in &opened.segments {
            // Every segment is as some save of the script had it.
            prop_assert!(super::states().iter().any(|state| state.get(name) == Some(bytes)), "{}", name);
        }
        keeper.save([("settings", Some(b"on we go".to_vec()))]).unwrap();
        let (_, again) = Keeper::open(space.reopened());
        prop_assert_eq!(&again.segments["settings"], b"on we go");
        prop_assert_eq!(again.troubles, vec![]);
    }
}
