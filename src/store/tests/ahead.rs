//! Reading ahead in slices: whatever happens in between, the opening gives what it gives in one go.

use super::{Changes, assert_tidy, assert_whole, own_keys, run, saved, script, states};
use crate::faults::{Fault, FaultySpace, flipped, truncated};
use crate::{
    Ahead, Condition, Format, Keeper, MemorySpace, Migration, Opened, Role, Segments, Space,
};

const ROLES: [Role; 2] = [Role::Writer, Role::Reader];

/// Everything an opening tells.
fn told(opened: &Opened) -> (Segments, Condition, String) {
    let rest = format!("{:?} {:?}", opened.troubles, opened.set_aside);
    (opened.segments.clone(), opened.condition.clone(), rest)
}

/// Reads so many segments ahead, lets something happen, reads the rest ahead, opens: the same is told and written as by an
/// opening in one go of the space after it happened.
fn check(values: &MemorySpace, role: Role, steps: usize, between: impl Fn(&FaultySpace)) {
    let in_one_go = FaultySpace::new(values.clone());
    between(&in_one_go);
    let (_, expected) = Keeper::open_as(in_one_go.reopened(), Format::CURRENT, role);

    let space = FaultySpace::new(values.clone());
    let page = space.reopened();
    let mut ahead = Ahead::new(&page, Format::CURRENT);
    for _ in 0..steps {
        ahead.read_one(&page);
    }
    between(&space);
    while ahead.read_one(&page) {}
    let (done, all) = ahead.progress();
    assert_eq!(done, all);
    let (_, opened) = Keeper::open_from(page, Format::CURRENT, role, ahead);
    assert_eq!(told(&opened), told(&expected), "{role:?}, after {steps}");
    assert_eq!(
        space.values(),
        in_one_go.values(),
        "{role:?}, after {steps}"
    );
}

fn check_all(values: &MemorySpace, between: impl Fn(&FaultySpace)) {
    for role in ROLES {
        for steps in [0, 1, 3, 9] {
            check(values, role, steps, &between);
        }
    }
}

#[test]
fn nothing_happens() {
    check_all(&MemorySpace::new(), |_| {});
    check_all(&saved().values(), |_| {});
    for writes in 0..=saved().writes() {
        let space = FaultySpace::default().with(writes.max(1), Fault::Kill);
        run(&space);
        check_all(&space.values(), |_| {});
    }
}

#[test]
fn what_is_read_ahead_is_not_read_again() {
    let space = saved();
    let mut ahead = Ahead::new(&space, Format::CURRENT);
    assert_eq!(ahead.progress(), (0, 5));
    while ahead.read_one(&space) {}
    assert_eq!(ahead.progress(), (5, 5));
    // The opening would notice if it looked.
    for key in own_keys(&space)
        .iter()
        .filter(|key| key.segment_name().is_some())
    {
        space.rot(&key.to_string(), |text| flipped(text, 70, 3));
    }
    let (_, opened) = Keeper::open_from(space.reopened(), Format::CURRENT, Role::Reader, ahead);
    assert_whole(&opened, states().last().unwrap());
}

#[test]
fn another_tab_saves() {
    for (at, changes) in script().into_iter().enumerate() {
        let space = FaultySpace::default();
        let (mut keeper, _) = Keeper::open(space.reopened());
        for before in script().into_iter().take(at) {
            keeper.save(before).unwrap();
        }
        check_all(&space.values(), |space| {
            let (mut keeper, _) = Keeper::open(space.reopened());
            keeper.save(changes.clone()).unwrap();
        });
    }
}

#[test]
fn another_tab_is_killed_while_it_saves() {
    let changes = || -> Changes { script().swap_remove(2) };
    let (mut keeper, _) = Keeper::open(saved());
    keeper.save(changes()).unwrap();
    for write in 1..=12 {
        for fault in [Fault::Kill, Fault::Torn(40)] {
            check_all(&saved().values(), |space| {
                let (mut keeper, _) = Keeper::open(space.reopened().with(write, fault.clone()));
                let _ = keeper.save(changes());
            });
        }
    }
}

#[test]
fn another_tab_deletes_everything_or_begins_anew() {
    check_all(&saved().values(), |space| {
        let (mut keeper, _) = Keeper::open(space.reopened());
        keeper.delete_everything().unwrap();
    });
    check_all(&saved().values(), |space| {
        let (mut keeper, _) = Keeper::open(space.reopened());
        keeper.delete_everything().unwrap();
        // The same names and numbers once more, with other bytes.
        for _ in 0..5 {
            let changes = [("contacts/0", Some(b"other".to_vec())), ("rules", None)];
            keeper.save(changes).unwrap();
            keeper.save([("rules", Some(b"x".to_vec()))]).unwrap();
        }
    });
}

#[test]
fn texts_go_or_rot_before_they_are_read() {
    for key in own_keys(&saved()) {
        let key = key.to_string();
        check_all(&saved().values(), |space| {
            space.reopened().remove(&key).unwrap();
        });
        // What rots after it was read ahead is what in one go would have been read just before: only the damage to come counts.
        for role in ROLES {
            check(&saved().values(), role, 0, |space| {
                space.rot(&key, |text| flipped(text, 60, 1));
            });
            check(&saved().values(), role, 0, |space| {
                space.rot(&key, |text| truncated(text, 50));
            });
        }
    }
}

#[test]
fn texts_are_damaged_from_the_beginning() {
    for key in own_keys(&saved()) {
        for damage in [
            |text: &str| flipped(text, 60, 1),
            |text: &str| truncated(text, 50),
            |_: &str| String::new(),
        ] {
            let space = saved();
            space.rot(&key.to_string(), damage);
            check_all(&space.values(), |_| {});
        }
    }
    let space = saved();
    space.rot("leadlens/manifest/0", |_| String::new());
    space.rot("leadlens/manifest/1", |_| String::new());
    check_all(&space.values(), |_| {});
}

#[test]
fn killed_while_reading_ahead_or_opening() {
    let last = states().pop().unwrap();
    for steps in 0..6 {
        let space = saved();
        let page = space.reopened();
        let mut ahead = Ahead::new(&page, Format::CURRENT);
        for _ in 0..steps {
            ahead.read_one(&page);
        }
        page.kill();
        while ahead.read_one(&page) {}
        let (_, opened) = Keeper::open_from(page, Format::CURRENT, Role::Writer, ahead);
        assert!(matches!(opened.condition, Condition::Blocked { .. }));
        let (_, again) = Keeper::open(space.reopened());
        assert_whole(&again, &last);
        assert_tidy(&space, &last);
    }
}

#[test]
fn a_tab_takes_over_in_slices() {
    let space = saved();
    let (mut writer, _) = Keeper::open(space.reopened());
    let (mut reader, _) = Keeper::open_as(space.reopened(), Format::CURRENT, Role::Reader);
    let mut ahead = Ahead::new(reader.space(), Format::CURRENT);
    ahead.read_one(reader.space());
    writer
        .save([("contacts/0", Some(b"the last word".to_vec()))])
        .unwrap();
    while ahead.read_one(reader.space()) {}
    writer.step_down();
    let opened = reader.take_over_from(ahead);
    assert_eq!(opened.segments["contacts/0"], b"the last word");
    reader.save([("extra", Some(b"more".to_vec()))]).unwrap();
    let mut ahead = Ahead::new(writer.space(), Format::CURRENT);
    while ahead.read_one(writer.space()) {}
    assert_eq!(writer.reload_from(ahead).segments["extra"], b"more");
}

#[test]
fn other_schemas_are_read_ahead_too() {
    const STEP: &[Migration] = &[Migration {
        from: 1,
        migrate: |segments| {
            let longer = |(name, mut bytes): (String, Vec<u8>)| {
                bytes.push(b'!');
                (name, bytes)
            };
            Ok(segments.into_iter().map(longer).collect())
        },
    }];
    let newer = Format {
        schema: 2,
        migrations: STEP,
    };
    let open = |space: &FaultySpace, format: Format| {
        let (_, one_go) = Keeper::open_as(space.reopened(), format, Role::Reader);
        let mut ahead = Ahead::new(space, format);
        while ahead.read_one(space) {}
        let (mut keeper, opened) = Keeper::open_from(space.reopened(), format, Role::Writer, ahead);
        assert_eq!(told(&opened), told(&one_go));
        (keeper.save([("extra", Some(b"x".to_vec()))]), opened)
    };
    let space = saved();
    let (saved_as_2, opened) = open(&space, newer);
    assert_eq!(opened.segments["settings"], b"theme light!");
    assert!(saved_as_2.is_ok());
    let (refused, opened) = open(&space, Format::CURRENT);
    assert_eq!(opened.condition, Condition::ReadOnlyNewer { schema: 2 });
    assert!(refused.is_err());
}
