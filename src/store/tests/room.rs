//! Quotas, usage, and deleting everything.

use super::{assert_tidy, assert_whole, bytes, own_keys, read, run, saved, script, states, text};
use crate::faults::{Fault, FaultySpace};
use crate::{Keeper, MemorySpace, SaveError, Space, units};

#[test]
fn a_quota_reached_leaves_the_old_state_whole() {
    let most = saved().values().used();
    for quota in (0..most * 2).step_by(37) {
        let space = FaultySpace::new(MemorySpace::with_quota(quota));
        let (mut keeper, _) = Keeper::open(space.clone());
        let mut at = 0;
        for changes in script() {
            match keeper.save(changes) {
                Ok(_) => at += 1,
                Err(SaveError::Full { needed }) => {
                    assert!(needed > 0 && needed <= most, "{needed}");
                    break;
                }
                Err(other) => panic!("{other:?}"),
            }
            assert_whole(&read(&space), &states()[at]);
        }
        assert_whole(&read(&space), &states()[at]);
        let left = own_keys(&space)
            .into_iter()
            .filter(|key| !key.is_manifest())
            .count();
        assert_eq!(left, states()[at].len(), "new keys were removed");
        let (_, opened) = Keeper::open(space.reopened());
        assert_whole(&opened, &states()[at]);
    }
}

#[test]
fn room_made_elsewhere_lets_the_next_save_through() {
    let space = FaultySpace::new(MemorySpace::with_quota(6000));
    space.clone().set("theirs", &"x".repeat(4000)).unwrap();
    let (mut keeper, _) = Keeper::open(space.clone());
    let changes = [("contacts/0", Some(bytes(9, 8000)))];
    assert!(
        matches!(keeper.save(changes.clone()), Err(SaveError::Full { needed }) if needed > 2000)
    );
    space.clone().remove("theirs").unwrap();
    keeper.save(changes).unwrap();
}

#[test]
fn usage_adds_up() {
    let space = saved();
    space.clone().set("theirs", "12345").unwrap();
    space.clone().set("leadlens/later", "123").unwrap();
    space
        .clone()
        .set("leadlens/aside/1/manifest/0", "old")
        .unwrap();
    let (keeper, _) = Keeper::open(space.reopened());
    let usage = keeper.usage().unwrap();
    assert_eq!(usage.total(), space.values().used());
    assert_eq!((usage.elsewhere, usage.unknown, usage.asides), (11, 17, 30));
    assert_eq!(usage.ours() + 11, usage.total());
    assert_eq!(
        usage.segments.keys().collect::<Vec<_>>(),
        states().last().unwrap().keys().collect::<Vec<_>>()
    );
    let key = own_keys(&space)
        .into_iter()
        .find(|key| key.segment_name().as_deref() == Some("settings"))
        .unwrap();
    let value = text(&space, &key.to_string()).unwrap();
    assert_eq!(
        usage.segments["settings"],
        units(&key.to_string()) + units(&value)
    );
}

#[test]
fn delete_everything_deletes_everything_of_ours() {
    let space = saved();
    for key in [
        "theirs",
        "leadlens",
        "leadlens/later",
        "leadlens/aside/1/manifest/0",
    ] {
        space.clone().set(key, "text").unwrap();
    }
    let (mut keeper, _) = Keeper::open(space.reopened());
    let ours = keeper.raw_texts().unwrap().len();
    assert_eq!(keeper.delete_everything(), Ok(ours));
    assert_eq!(space.values().keys().unwrap(), ["leadlens", "theirs"]);
    assert_eq!(keeper.delete_everything(), Ok(0));
    assert_eq!(run(&space), script().len(), "and one can begin again");
    assert_whole(&keeper.reload(), states().last().unwrap());
    assert_tidy(&space, states().last().unwrap());
}

#[test]
fn killed_while_deleting_everything() {
    for writes in 1..30 {
        let space = saved();
        let (mut keeper, _) = Keeper::open(space.reopened().with(writes, Fault::Kill));
        let _ = keeper.delete_everything();
        let (_, opened) = Keeper::open(space.reopened());
        let all = writes == 1 && !opened.segments.is_empty();
        let expected = if all {
            states().pop().unwrap()
        } else {
            states().swap_remove(0)
        };
        assert_whole(&opened, &expected);
    }
}

#[test]
fn a_save_under_way_is_void_after_deleting_everything() {
    let space = saved();
    let (mut keeper, _) = Keeper::open(space.clone());
    let mut save = keeper.begin().unwrap();
    save.put(&mut keeper, "settings", Some(b"x")).unwrap();
    keeper.delete_everything().unwrap();
    assert_eq!(save.finish(&mut keeper), Err(SaveError::Superseded));
    assert!(space.values().keys().unwrap().is_empty());
}
