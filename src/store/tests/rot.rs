//! Values that change behind everybody's back: nothing wrong is taken for right, and no text is lost.

use super::{assert_whole, own_keys, read, saved, states, text};
use crate::faults::{Fault, FaultySpace, flipped, truncated};
use crate::key::Key;
use crate::{
    Condition, Keeper, Opened, SaveError, Segments, SpaceError, Trouble, Unreadable, units,
};

/// A fresh copy of the saved space in which one text was changed.
fn rotten(key: &Key, change: impl FnOnce(&str) -> String) -> FaultySpace {
    let space = FaultySpace::new(saved().values());
    space.rot(&key.to_string(), change);
    space
}

fn names_of(troubles: &[Trouble]) -> Vec<&str> {
    let name = |trouble| match trouble {
        &Trouble::Damaged { ref name, .. }
        | &Trouble::Missing { ref name }
        | &Trouble::Older { ref name } => Some(name.as_str()),
        _ => None,
    };
    troubles.iter().filter_map(name).collect()
}

/// What was opened is part of the last state, and what is not is reported by name.
fn assert_honest(opened: &Opened, last: &Segments) {
    for (name, bytes) in &opened.segments {
        assert_eq!(last.get(name), Some(bytes), "{name} is wrong");
    }
    let lost: Vec<&str> = last
        .keys()
        .filter(|name| !opened.segments.contains_key(*name))
        .map(String::as_str)
        .collect();
    assert_eq!(names_of(&opened.troubles), lost);
    for trouble in &opened.troubles {
        assert!(trouble.to_string().ends_with('.'), "{trouble}");
    }
}

/// Opens a rotten space, goes on working, opens it again: the rotten text is there all the time.
fn check_nothing_lost(space: &FaultySpace, key: &Key, rotten: &str) {
    let last = states().pop().unwrap();
    assert_honest(&read(space), &last);
    let (mut keeper, opened) = Keeper::open(space.reopened());
    assert_eq!(opened.condition, Condition::Ready);
    assert_honest(&opened, &last);
    if opened.troubles.is_empty() {
        // Spelled otherwise, the same content: as a flip beyond the end of the deflated bytes.
        assert_eq!(opened.segments, last);
        return;
    }
    let keeps = |keeper: &Keeper<FaultySpace>| {
        let asides = keeper.asides().unwrap();
        assert!(
            asides
                .iter()
                .any(|it| it.text == rotten && it.origin == key.rest()),
            "{asides:?}"
        );
    };
    assert_eq!(opened.set_aside.len(), 1);
    assert_eq!(opened.set_aside[0].segment, key.segment_name());
    assert!(opened.set_aside[0].why.is_some());
    keeps(&keeper);

    keeper.save([("extra", Some(b"more".to_vec()))]).unwrap();
    keeps(&keeper);
    let (mut keeper, again) = Keeper::open(space.reopened());
    keeps(&keeper);
    let mut expected = opened.segments.clone();
    expected.insert("extra".to_owned(), b"more".to_vec());
    assert_whole(&again, &expected);

    // The damaged segment written anew, as the page does that still has it in memory: its old text stays all the same.
    keeper
        .save(
            last.clone()
                .into_iter()
                .map(|(name, bytes)| (name, Some(bytes))),
        )
        .unwrap();
    keeps(&keeper);
    for aside in keeper.asides().unwrap() {
        keeper.forget_aside(&aside.key).unwrap();
    }
    let (keeper, again) = Keeper::open(space.reopened());
    assert_eq!(keeper.asides(), Ok(vec![]));
    expected.extend(last);
    assert_whole(&again, &expected);
}

fn positions(length: usize) -> impl Iterator<Item = usize> {
    // All of the header, then every so often, then the end.
    (0..length).filter(move |at| *at < 70 || at % 41 == 0 || at + 3 > length)
}

#[test]
fn any_value_cut_short() {
    for key in own_keys(&saved()) {
        let whole = text(&saved(), &key.to_string()).unwrap();
        for length in positions(units(&whole)).step_by(3) {
            let cut = truncated(&whole, length);
            check_nothing_lost(&rotten(&key, |text| truncated(text, length)), &key, &cut);
        }
    }
}

#[test]
fn any_bit_turned_over() {
    for key in own_keys(&saved()) {
        let whole = text(&saved(), &key.to_string()).unwrap();
        for (nth, unit) in positions(units(&whole)).enumerate() {
            for bit in [nth as u32 % 16, (nth as u32 + 7) % 16] {
                let turned = flipped(&whole, unit, bit);
                check_nothing_lost(
                    &rotten(&key, |text| flipped(text, unit, bit)),
                    &key,
                    &turned,
                );
            }
        }
    }
}

/// Room for a small save, but not for a copy of the text that rotted.
#[test]
fn no_room_to_set_anything_aside() {
    let settings = |text: &str| [("settings", Some(text.as_bytes().to_vec()))];
    for key in own_keys(&saved()) {
        let space = saved();
        space.rot(&key.to_string(), |text| {
            flipped(text, 30, 2) + &"x".repeat(900)
        });
        let mut values = space.values();
        values.set_quota(Some(values.used() + 800));
        let rotten = text(&space, &key.to_string()).unwrap();
        let space = FaultySpace::new(values);

        let (mut keeper, opened) = Keeper::open(space.reopened());
        assert_honest(&opened, &states().pop().unwrap());
        assert!(opened.set_aside[0].in_place);
        assert_eq!(opened.set_aside[0].key, key.to_string());
        for round in ["one", "two", "three"] {
            keeper.save(settings("more")).unwrap();
            keeper.save(settings(round)).unwrap();
            assert_eq!(text(&space, &key.to_string()).as_ref(), Some(&rotten));
            let (next, again) = Keeper::open(space.reopened());
            keeper = next;
            let asides = keeper.asides().unwrap();
            assert!(
                asides
                    .iter()
                    .any(|it| it.text == rotten && it.origin == key.rest())
            );
            let mut expected = opened.segments.clone();
            expected.insert("settings".to_owned(), round.as_bytes().to_vec());
            assert_whole(&again, &expected);
        }
        // It is the person's to forget.
        keeper.forget_aside("leadlens/manifest/9").unwrap();
        keeper.forget_aside("theirs").unwrap();
        for aside in keeper.asides().unwrap() {
            keeper.forget_aside(&aside.key).unwrap();
        }
        assert_eq!(text(&space, &key.to_string()), None);
        keeper.save(settings("new")).unwrap();
        let (keeper, again) = Keeper::open(space.reopened());
        assert_eq!((again.troubles, again.set_aside), (vec![], vec![]));
        assert_eq!(keeper.asides(), Ok(vec![]));
        assert_eq!(again.segments["settings"], b"new");
    }
}

#[test]
fn what_could_not_be_mended_at_opening_is_mended_by_the_next_save() {
    for key in own_keys(&saved()) {
        let space = rotten(&key, |text| truncated(text, 50));
        let page = space.reopened();
        page.refuse_all(Some(SpaceError::Full));
        let (mut keeper, opened) = Keeper::open(page.clone());
        assert_honest(&opened, &states().pop().unwrap());
        assert_eq!(
            keeper.reload().troubles,
            opened.troubles,
            "nothing was made worse"
        );
        page.refuse_all(None);
        keeper.save([("settings", None::<Vec<u8>>); 0]).unwrap();
        let (keeper, again) = Keeper::open(space.reopened());
        assert_whole(&again, &opened.segments);
        assert_eq!(keeper.asides().unwrap().len(), 1);
    }
}

#[test]
fn both_manifests_lost() {
    let last = states().pop().unwrap();
    let check = |change: fn(&str) -> String, asides: usize| {
        let space = FaultySpace::new(saved().values());
        space.rot("leadlens/manifest/0", change);
        space.rot("leadlens/manifest/1", change);
        let (keeper, opened) = Keeper::open(space.reopened());
        assert_eq!(opened.troubles, [Trouble::Rebuilt]);
        assert_eq!(opened.segments, last);
        assert_eq!(
            (opened.set_aside.len(), keeper.asides().unwrap().len()),
            (asides, asides)
        );
        let (_, again) = Keeper::open(space.reopened());
        assert_whole(&again, &last);
    };
    check(|text| flipped(text, 60, 1), 2);
    check(|text| truncated(text, 30), 2);
    check(|_| String::new(), 2);
}

#[test]
fn both_manifests_gone_without_a_trace() {
    use crate::Space;
    let space = saved();
    let mut page = space.reopened();
    page.remove("leadlens/manifest/0").unwrap();
    page.remove("leadlens/manifest/1").unwrap();
    let (_, opened) = Keeper::open(space.reopened());
    assert_eq!(
        (opened.troubles, opened.segments),
        (vec![Trouble::Rebuilt], states().pop().unwrap())
    );
}

#[test]
fn a_segment_that_is_gone() {
    use crate::Space;
    let space = saved();
    let key = own_keys(&space)
        .into_iter()
        .find(|key| key.segment_name().as_deref() == Some("settings"))
        .unwrap();
    space.reopened().remove(&key.to_string()).unwrap();
    let (_, opened) = Keeper::open(space.reopened());
    assert_eq!(
        opened.troubles,
        [Trouble::Missing {
            name: "settings".to_owned()
        }]
    );
    assert_honest(&opened, &states().pop().unwrap());
    let (_, again) = Keeper::open(space.reopened());
    assert_whole(&again, &opened.segments);
}

#[test]
fn a_segment_under_the_key_of_another() {
    use crate::Space;
    let space = saved();
    let segments: Vec<Key> = own_keys(&space)
        .into_iter()
        .filter(|key| !key.is_manifest())
        .collect();
    let misplaced = text(&space, &segments[0].to_string()).unwrap();
    space
        .reopened()
        .set(&segments[1].to_string(), &misplaced)
        .unwrap();
    let (_, opened) = Keeper::open(space.reopened());
    let name = segments[1].segment_name().unwrap();
    assert_eq!(
        opened.troubles,
        [Trouble::Damaged {
            name,
            why: Unreadable::Misplaced
        }]
    );
    assert_honest(&opened, &states().pop().unwrap());
}

/// The last save reaches the first manifest, then the page dies, then something of that save rots.
#[test]
fn the_newest_state_rots_while_the_one_before_is_whole() {
    let before = states().pop().unwrap();
    let changes = || {
        [
            ("settings", Some(b"theme newest".to_vec())),
            ("rules", Some(b"newest".to_vec())),
        ]
    };
    // Two segments, the first manifest, dead.
    let killed = || {
        let space = saved();
        let (mut keeper, _) = Keeper::open(space.reopened().with(3, Fault::Kill));
        assert!(keeper.save(changes()).is_err());
        assert_eq!(read(&space).segments["rules"], b"newest");
        space
    };
    let newest = own_keys(&killed())
        .difference(&own_keys(&saved()))
        .cloned()
        .collect::<Vec<_>>();
    assert_eq!(newest.len(), 2);
    for key in &newest {
        let space = killed();
        space.rot(&key.to_string(), |text| flipped(text, 50, 3));
        assert_eq!(read(&space).segments, before);
        let (keeper, opened) = Keeper::open(space.reopened());
        assert_eq!(opened.troubles, [Trouble::StateBefore]);
        assert_eq!(opened.segments, before);
        // The damaged segment and its healthy neighbour of the same save can both be downloaded.
        let origins: Vec<String> = keeper
            .asides()
            .unwrap()
            .into_iter()
            .map(|it| it.origin)
            .collect();
        assert!(
            newest.iter().all(|key| origins.contains(&key.rest())),
            "{origins:?}"
        );
        let (_, again) = Keeper::open(space.reopened());
        assert_whole(&again, &before);
    }
    // The same with the manifest that made it count.
    for slot in ["leadlens/manifest/0", "leadlens/manifest/1"] {
        let space = killed();
        space.rot(slot, |text| flipped(text, 50, 3));
        let (keeper, opened) = Keeper::open(space.reopened());
        assert_eq!(opened.troubles, [Trouble::CopyDamaged]);
        if opened.segments == before {
            assert_eq!(
                keeper.asides().unwrap().len(),
                3,
                "what the lost save wrote is kept"
            );
        } else {
            assert_eq!(opened.segments["rules"], b"newest");
        }
        let (mut keeper, again) = Keeper::open(space.reopened());
        assert_whole(&again, &opened.segments);
        keeper.save([("rules", None::<Vec<u8>>)]).unwrap();
    }
}

#[test]
fn rot_while_the_page_is_open_is_not_written_over() {
    let space = saved();
    let (mut keeper, _) = Keeper::open(space.reopened());
    let torn = truncated(&text(&space, "leadlens/manifest/0").unwrap(), 50);
    space.rot("leadlens/manifest/0", |text| truncated(text, 50));
    keeper.save([("settings", Some(b"new".to_vec()))]).unwrap();
    assert!(keeper.asides().unwrap().iter().any(|it| it.text == torn));
    assert_eq!(read(&space).segments["settings"], b"new");

    space.rot("leadlens/manifest/0", |text| truncated(text, 50));
    space.rot("leadlens/manifest/1", |text| truncated(text, 50));
    assert_eq!(
        keeper.save([("settings", Some(b"newer".to_vec()))]),
        Err(SaveError::ChangedBeneath)
    );
    let opened = keeper.reload();
    assert_eq!(opened.segments["settings"], b"new");
    keeper
        .save([("settings", Some(b"newer".to_vec()))])
        .unwrap();
    assert_eq!(read(&space).segments["settings"], b"newer");
}
