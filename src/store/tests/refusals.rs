//! Writes that are refused, or done wrong: the state before stays, and the next save succeeds.

use super::{assert_tidy, assert_whole, read, saved, script, states};
use crate::faults::{Fault, FaultySpace};
use crate::{Condition, Keeper, SaveError, SpaceError};

/// Runs the script on a space with faults, each save once more if it failed. The state is never anything but that of the
/// last save that succeeded.
fn run_twice(space: &FaultySpace, expected: impl Fn(&SaveError) -> bool) {
    let (mut keeper, _) = Keeper::open(space.clone());
    for (at, changes) in script().into_iter().enumerate() {
        if let Err(error) = keeper.save(changes.clone()) {
            assert!(expected(&error), "{error:?}");
            assert!(error.to_string().ends_with('.'), "{error}");
            assert_eq!(read(space).segments, states()[at]);
            assert_eq!(read(space).troubles, []);
            let mut again = keeper.save(changes.clone());
            for _ in 0..4 {
                if again.is_err() {
                    again = keeper.save(changes.clone());
                }
            }
            again.unwrap();
        }
        assert_eq!(read(space).segments, states()[at + 1]);
        assert_eq!(read(space).troubles, []);
    }
    let (_, opened) = Keeper::open(space.reopened());
    assert_whole(&opened, states().last().unwrap());
    assert_tidy(space, states().last().unwrap());
}

#[test]
fn every_write_refused_in_turn() {
    for nth in 1..=saved().writes() {
        let check = |error: SpaceError, expected: fn(&SaveError) -> bool| {
            run_twice(
                &FaultySpace::default().with(nth, Fault::Refuse(error)),
                expected,
            );
        };
        check(
            SpaceError::Full,
            |error| matches!(error, SaveError::Full { needed } if *needed > 40),
        );
        check(SpaceError::Blocked("no".to_owned()), |error| {
            matches!(error, SaveError::Blocked(_))
        });
        check(SpaceError::Failed("no".to_owned()), |error| {
            matches!(error, SaveError::Blocked(_))
        });
    }
}

#[test]
fn a_copy_of_the_manifest_refused_once_is_made_up_for() {
    for nth in 1..=saved().writes() {
        let space = FaultySpace::default().with(nth, Fault::Refuse(SpaceError::Full));
        let (mut keeper, _) = Keeper::open(space.clone());
        for changes in script() {
            if let Ok(report) = keeper.save(changes) {
                assert!(report.mirrored);
            }
        }
    }
}

#[test]
fn several_writes_refused_in_a_row() {
    for nth in 1..=saved().writes() {
        for row in 2..5 {
            let refuse =
                |space: FaultySpace, at| space.with(nth + at, Fault::Refuse(SpaceError::Full));
            run_twice(&(0..row).fold(FaultySpace::default(), refuse), |error| {
                matches!(error, SaveError::Full { .. })
            });
        }
    }
}

#[test]
fn every_write_done_wrong_in_turn() {
    let kept = |error: &SaveError| *error == SaveError::NotKept;
    for nth in 1..=saved().writes() {
        for length in [0, 10, 60] {
            run_twice(
                &FaultySpace::default().with(nth, Fault::Truncate(length)),
                kept,
            );
        }
        for (unit, bit) in [(0, 0), (12, 3), (43, 14), (70, 15)] {
            run_twice(
                &FaultySpace::default().with(nth, Fault::Flip { unit, bit }),
                kept,
            );
        }
    }
}

#[test]
fn a_space_that_refuses_every_write() {
    for (error, full) in [
        (SpaceError::Full, true),
        (SpaceError::Blocked("private window".to_owned()), false),
    ] {
        let space = saved();
        let page = space.reopened();
        page.refuse_all(Some(error));
        let (mut keeper, opened) = Keeper::open(page.clone());
        assert_whole(&opened, states().last().unwrap());
        let refused = keeper
            .save([("settings", Some(b"new".to_vec()))])
            .unwrap_err();
        assert_eq!(matches!(refused, SaveError::Full { .. }), full);
        assert_whole(&read(&space), states().last().unwrap());
        page.refuse_all(None);
        keeper.save([("settings", Some(b"new".to_vec()))]).unwrap();
        assert_eq!(read(&space).segments["settings"], b"new");
    }
}

#[test]
fn a_space_that_does_not_let_itself_be_read() {
    let space = FaultySpace::default();
    space.kill();
    let (mut keeper, opened) = Keeper::open(space);
    assert!(matches!(opened.condition, Condition::Blocked { .. }));
    assert!(opened.condition.to_string().contains("the page was killed"));
    assert!(opened.segments.is_empty());
    assert!(matches!(
        keeper.save([("settings", Some(vec![]))]),
        Err(SaveError::Blocked(_))
    ));
    assert!(matches!(
        keeper.delete_everything(),
        Err(SaveError::Blocked(_))
    ));
}

#[test]
fn names_that_cannot_be() {
    let space = saved();
    let (mut keeper, _) = Keeper::open(space.clone());
    for name in ["", "a@b", "é"] {
        let changes = [("settings", Some(b"new".to_vec())), (name, Some(vec![]))];
        assert_eq!(
            keeper.save(changes),
            Err(SaveError::BadName(name.to_owned()))
        );
        assert_whole(&read(&space), states().last().unwrap());
        assert_tidy(&space, states().last().unwrap());
    }
}
