//! Two tabs on one space.

use super::{assert_whole, read, saved, script, states};
use crate::faults::{FaultySpace, flipped};
use crate::{Condition, Format, Keeper, Role, SaveError};

fn settings(text: &str) -> [(&'static str, Option<Vec<u8>>); 1] {
    [("settings", Some(text.as_bytes().to_vec()))]
}

#[test]
fn a_late_writer_is_refused() {
    let space = saved();
    let (mut one, _) = Keeper::open(space.reopened());
    let (mut other, _) = Keeper::open(space.reopened());
    other.save(settings("other")).unwrap();
    let values = space.values();
    assert_eq!(one.save(settings("one")), Err(SaveError::SavedElsewhere));
    assert_eq!(space.values(), values, "nothing was written");
    assert_eq!(one.changed_elsewhere(), Ok(true));

    assert_eq!(one.reload().segments["settings"], b"other");
    assert_eq!(one.changed_elsewhere(), Ok(false));
    one.save(settings("one")).unwrap();
    assert_eq!(read(&space).segments["settings"], b"one");
}

#[test]
fn a_writer_overtaken_between_slices_is_refused() {
    let space = saved();
    let (mut one, _) = Keeper::open(space.reopened());
    let mut save = one.begin().unwrap();
    save.put(&mut one, "settings", Some(b"one")).unwrap();
    let (mut other, _) = Keeper::open(space.reopened());
    other.save([("contacts/1", None::<Vec<u8>>)]).unwrap();
    let values = space.values();
    assert_eq!(save.finish(&mut one), Err(SaveError::SavedElsewhere));
    assert_eq!(space.values(), values);
    assert!(!read(&space).segments.contains_key("contacts/1"));
}

#[test]
fn a_save_whose_segments_were_swept_elsewhere_is_refused() {
    let space = saved();
    let (mut one, _) = Keeper::open(space.reopened());
    let mut save = one.begin().unwrap();
    save.put(&mut one, "settings", Some(b"one")).unwrap();
    let _ = Keeper::open(space.reopened());
    assert_eq!(save.finish(&mut one), Err(SaveError::Superseded));
    assert_whole(&read(&space), states().last().unwrap());
    one.save(settings("one")).unwrap();
}

#[test]
fn a_save_begun_anew_voids_the_one_before() {
    let space = saved();
    let (mut keeper, _) = Keeper::open(space.clone());
    let mut first = keeper.begin().unwrap();
    first.put(&mut keeper, "settings", Some(b"first")).unwrap();
    let mut second = keeper.begin().unwrap();
    second.put(&mut keeper, "rules", Some(b"second")).unwrap();
    assert_eq!(
        first.put(&mut keeper, "settings", Some(b"first")),
        Err(SaveError::Superseded)
    );
    assert_eq!(first.finish(&mut keeper), Err(SaveError::Superseded));
    second.finish(&mut keeper).unwrap();
    assert_eq!(read(&space).segments["rules"], b"second");
    assert_eq!(read(&space).segments["settings"], b"theme light");
}

#[test]
fn a_reader_reads_along_writes_nothing_and_takes_over() {
    let space = FaultySpace::default();
    let (mut writer, _) = Keeper::open(space.reopened());
    let page = space.reopened();
    let (mut reader, opened) = Keeper::open_as(page.clone(), Format::CURRENT, Role::Reader);
    assert_eq!(opened.condition, Condition::Fresh);
    for (changes, state) in script().into_iter().zip(states().into_iter().skip(1)) {
        writer.save(changes).unwrap();
        let mut unfinished = writer.begin().unwrap();
        unfinished
            .put(&mut writer, "settings", Some(b"not yet"))
            .unwrap();
        assert_whole(&reader.reload(), &state);
        unfinished.cancel(&mut writer);
    }
    assert_eq!(reader.save(settings("reader")), Err(SaveError::Reading));
    assert_eq!(reader.delete_everything(), Err(SaveError::Reading));
    assert_eq!(
        reader.forget_aside("leadlens/aside/1/manifest/0"),
        Err(SaveError::Reading)
    );
    assert_eq!(page.writes(), 0);

    let mut unfinished = writer.begin().unwrap();
    unfinished
        .put(&mut writer, "settings", Some(b"too late"))
        .unwrap();
    writer.step_down();
    assert_eq!(unfinished.finish(&mut writer), Err(SaveError::Superseded));
    assert_whole(&reader.take_over(), states().last().unwrap());
    reader.save(settings("reader")).unwrap();
    assert_eq!(writer.save(settings("writer")), Err(SaveError::Reading));
    assert_eq!(writer.reload().segments["settings"], b"reader");
}

#[test]
fn reading_along_tells_what_changed_and_no_more() {
    let space = FaultySpace::default();
    let (mut writer, _) = Keeper::open(space.reopened());
    assert_eq!(writer.read_along(), None, "a writer has nobody to follow");
    let page = space.reopened();
    let (mut reader, _) = Keeper::open_as(page.clone(), Format::CURRENT, Role::Reader);
    assert_eq!(reader.read_along(), None, "there is nothing yet");
    let mut state = states().swap_remove(0);
    for (changes, expected) in script().into_iter().zip(states().into_iter().skip(1)) {
        let given = changes.len();
        writer.save(changes).unwrap();
        let told = reader.read_along().unwrap();
        assert!(told.len() <= given);
        for (name, bytes) in told {
            match bytes {
                Some(bytes) => state.insert(name, bytes),
                None => state.remove(&name),
            };
        }
        assert_eq!(state, expected);
        assert_eq!(reader.read_along().unwrap().len(), 0);
        assert_eq!(reader.save_number(), writer.save_number());
    }
    assert_eq!(reader.condition(), &Condition::Ready);
    assert_eq!(page.writes(), 0);
    space.rot("leadlens/manifest/0", |text| flipped(text, 50, 1));
    assert_eq!(reader.read_along(), None);
    assert_eq!(reader.reload().segments, state);
}

#[test]
fn a_space_emptied_or_put_back_is_not_written_over() {
    let space = saved();
    let (mut keeper, _) = Keeper::open(space.reopened());
    let (mut other, _) = Keeper::open(space.reopened());
    other.delete_everything().unwrap();
    assert_eq!(
        keeper.save(settings("keeper")),
        Err(SaveError::ChangedBeneath)
    );
    let opened = keeper.reload();
    assert_eq!(opened.condition, Condition::Fresh);
    assert_whole(&opened, &states()[0]);
    let everything = states().pop().unwrap();
    keeper
        .save(
            everything
                .clone()
                .into_iter()
                .map(|(name, bytes)| (name, Some(bytes))),
        )
        .unwrap();
    assert_whole(&read(&space), &everything);
}
