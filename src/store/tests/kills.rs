//! The page dies between any two writes: what is found is the state before or after, whole.

use super::{applied, assert_tidy, assert_whole, read, run, saved, script, states};
use crate::faults::{Fault, FaultySpace};
use crate::{Keeper, SpaceError, Trouble};

fn killed_after(writes: usize) -> FaultySpace {
    let space = FaultySpace::default();
    if writes == 0 {
        space.kill();
    }
    space.with(writes, Fault::Kill)
}

/// The number of the state found, of the two it may be.
fn before_or_after(space: &FaultySpace, done: usize) -> usize {
    let opened = read(space);
    let found = (done..states().len().min(done + 2)).find(|&at| states()[at] == opened.segments);
    let found = found.unwrap_or_else(|| panic!("neither state {done} nor the next: {opened:?}"));
    assert_whole(&opened, &states()[found]);
    found
}

#[test]
fn between_any_two_writes() {
    for writes in 0..=saved().writes() {
        let space = killed_after(writes);
        let done = run(&space);
        let mut at = before_or_after(&space, done);

        let (mut keeper, opened) = Keeper::open(space.reopened());
        assert_whole(&opened, &states()[at]);
        if writes > 0 {
            assert_tidy(&space, &states()[at]);
        }
        for changes in script().into_iter().skip(at) {
            keeper.save(changes).unwrap();
            at += 1;
            assert_whole(&read(&space), &states()[at]);
            assert_tidy(&space, &states()[at]);
        }
    }
}

#[test]
fn again_while_putting_things_in_order_and_going_on() {
    for writes in 1..=saved().writes() {
        for then in 1..12 {
            let space = killed_after(writes);
            let at = before_or_after(&space, run(&space));
            let page = space.reopened().with(then, Fault::Kill);
            let (mut keeper, opened) = Keeper::open(page);
            assert_whole(&opened, &states()[at]);
            let next = script().into_iter().nth(at).unwrap_or_default();
            let went_on = keeper.save(next).is_ok();
            let found = before_or_after(&space, at);
            assert!(!went_on || states()[found] == *states().get(at + 1).unwrap_or(&states()[at]));
        }
    }
}

#[test]
fn in_the_middle_of_a_write() {
    for writes in 1..=saved().writes() {
        for length in [0, 1, 20, 43, 60, 200] {
            let space = FaultySpace::default().with(writes, Fault::Torn(length));
            let done = run(&space);
            let (mut keeper, opened) = Keeper::open(space.reopened());
            let after = states().into_iter().nth(done + 1).unwrap_or_default();
            assert!(
                opened.segments == states()[done] || opened.segments == after,
                "write {writes} cut to {length}: {opened:?}"
            );
            let next = vec![("settings", Some(b"theme new".to_vec()))];
            keeper.save(next.clone()).unwrap();
            assert_whole(&read(&space), &applied(&opened.segments, &next));
        }
    }
}

/// One copy of the manifest could not be written, and a later write is torn: the one good copy is not the one written over.
#[test]
fn in_the_middle_of_a_write_after_one_was_refused() {
    for writes in 1..=saved().writes() {
        for then in 1..9 {
            let space = FaultySpace::default()
                .with(writes, Fault::Refuse(SpaceError::Full))
                .with(writes + 1, Fault::Refuse(SpaceError::Full))
                .with(writes + 2, Fault::Refuse(SpaceError::Full))
                .with(writes + 2 + then, Fault::Torn(30));
            let (mut keeper, _) = Keeper::open(space.clone());
            let mut state = states().swap_remove(0);
            let mut after = state.clone();
            for changes in script() {
                after = applied(&state, &changes);
                if keeper.save(changes).is_ok() {
                    state = after.clone();
                }
            }
            let (_, opened) = Keeper::open(space.reopened());
            assert!(
                opened.segments == state
                    || opened.segments == after
                    || !opened.set_aside.is_empty()
            );
            assert!(
                state.is_empty() || !opened.troubles.contains(&Trouble::Rebuilt),
                "both copies were lost: {opened:?}"
            );
        }
    }
}

#[test]
fn a_dropped_save_leaves_the_state_and_is_swept() {
    let space = saved();
    let last = states().pop().unwrap();
    let (mut keeper, _) = Keeper::open(space.clone());
    let mut save = keeper.begin().unwrap();
    save.put(&mut keeper, "settings", Some(b"dropped")).unwrap();
    save.put(&mut keeper, "extra", Some(b"dropped")).unwrap();
    drop(save);
    assert_whole(&read(&space), &last);

    let save = keeper.begin().unwrap();
    assert_tidy(&space, &last);
    save.cancel(&mut keeper);

    let mut save = keeper.begin().unwrap();
    save.put(&mut keeper, "extra", Some(b"cancelled")).unwrap();
    save.cancel(&mut keeper);
    assert_tidy(&space, &last);

    let mut save = keeper.begin().unwrap();
    save.put(&mut keeper, "extra", Some(b"dropped")).unwrap();
    drop(save);
    let (_, opened) = Keeper::open(space.reopened());
    assert_whole(&opened, &last);
    assert_tidy(&space, &last);
}

#[test]
fn slices_amount_to_a_save_at_once() {
    let space = FaultySpace::default();
    let (mut keeper, _) = Keeper::open(space.clone());
    for (changes, state) in script().into_iter().zip(states().into_iter().skip(1)) {
        let mut save = keeper.begin().unwrap();
        for (name, bytes) in changes {
            // What is put twice counts as put last.
            save.put(&mut keeper, name, Some(b"first thought")).unwrap();
            save.put(&mut keeper, name, bytes.as_deref()).unwrap();
        }
        save.put(&mut keeper, "never-there", Some(b"x")).unwrap();
        save.put(&mut keeper, "never-there", None).unwrap();
        save.finish(&mut keeper).unwrap();
        assert_whole(&read(&space), &state);
        assert_tidy(&space, &state);
    }
}
