//! Data of newer and older schemas.

use super::{assert_tidy, read, saved, states};
use crate::faults::Fault;
use crate::faults::FaultySpace;
use crate::{Condition, Format, Keeper, Migration, Role, SaveError, Segments};

/// Schema 2 splits the settings; schema 3 puts a version before each list of contacts.
const LATER: Format = Format {
    schema: 3,
    migrations: &[
        Migration {
            from: 2,
            migrate: mark_contacts,
        },
        Migration {
            from: 1,
            migrate: split_settings,
        },
    ],
};

fn split_settings(mut segments: Segments) -> Result<Segments, String> {
    let settings = segments
        .remove("settings")
        .ok_or("There are no settings to bring up to date.")?;
    segments.insert("view".to_owned(), settings);
    segments.insert("filters".to_owned(), b"none".to_vec());
    Ok(segments)
}

fn mark_contacts(mut segments: Segments) -> Result<Segments, String> {
    for (_, bytes) in segments
        .iter_mut()
        .filter(|(name, _)| name.starts_with("contacts/"))
    {
        bytes.insert(0, 3);
    }
    Ok(segments)
}

fn migrated(state: &Segments) -> Segments {
    split_settings(state.clone())
        .and_then(mark_contacts)
        .unwrap()
}

#[test]
fn newer_data_is_read_and_nothing_is_written() {
    let space = saved();
    let (mut later, _) = Keeper::open_as(space.reopened(), LATER, Role::Writer);
    later.save([("rules", Some(b"later".to_vec()))]).unwrap();

    let page = space.reopened();
    let (mut keeper, opened) = Keeper::open(page.clone());
    assert_eq!(opened.condition, Condition::ReadOnlyNewer { schema: 3 });
    assert_eq!(opened.segments["rules"], b"later");
    assert_eq!(
        keeper.save([("rules", None::<Vec<u8>>)]),
        Err(SaveError::Newer { schema: 3 })
    );
    assert_eq!(
        keeper.forget_aside("leadlens/manifest/0"),
        Err(SaveError::Newer { schema: 3 })
    );
    assert_eq!(
        keeper.take_over().condition,
        Condition::ReadOnlyNewer { schema: 3 }
    );
    assert_eq!(page.writes(), 0);
    assert!(keeper.raw_texts().unwrap().len() > 5);
    assert!(
        keeper.delete_everything().unwrap() > 5,
        "deleting is for the person to decide"
    );
    assert_eq!(read(&space).condition, Condition::Fresh);
}

#[test]
fn a_newer_program_in_another_tab_stops_the_older_one() {
    let space = saved();
    let (mut keeper, _) = Keeper::open(space.reopened());
    let (mut later, _) = Keeper::open_as(space.reopened(), LATER, Role::Writer);
    later.save([("rules", Some(b"later".to_vec()))]).unwrap();
    let values = space.values();
    assert_eq!(
        keeper.save([("rules", None::<Vec<u8>>)]),
        Err(SaveError::Newer { schema: 3 })
    );
    assert_eq!(space.values(), values);
}

#[test]
fn older_data_is_brought_up_to_date_with_the_next_save() {
    let space = saved();
    let last = states().pop().unwrap();
    let page = space.reopened();
    let (mut keeper, opened) = Keeper::open_as(page.clone(), LATER, Role::Writer);
    assert_eq!(opened.condition, Condition::Ready);
    assert_eq!(opened.segments, migrated(&last));
    assert_eq!(page.writes(), 0);
    assert_eq!(
        read(&space).segments,
        last,
        "still there for the older program"
    );

    let mut save = keeper.begin().unwrap();
    save.put(&mut keeper, "view", Some(b"wide")).unwrap();
    save.put(&mut keeper, "filters", None).unwrap();
    let mut slices = 0;
    while save.carry_over_one(&mut keeper).unwrap() {
        slices += 1;
    }
    assert_eq!(slices, 3);
    let report = save.finish(&mut keeper).unwrap();
    assert_eq!((report.written, report.removed), (5, 1));
    let report = keeper
        .save([("rules", Some(b"a later edit".to_vec()))])
        .unwrap();
    assert_eq!(report.written, 1);
    assert_eq!(
        keeper
            .save([("view", Some(b"wide".to_vec()))])
            .unwrap()
            .written,
        0
    );
    let mut expected = migrated(&last);
    expected.insert("view".to_owned(), b"wide".to_vec());
    expected.remove("filters");
    expected.insert("rules".to_owned(), b"a later edit".to_vec());
    let (mut keeper, opened) = Keeper::open_as(space.reopened(), LATER, Role::Writer);
    assert_eq!(opened.segments, expected);
    assert_tidy(&space, &expected);
    let report = keeper.save([("view", Some(b"wide".to_vec()))]).unwrap();
    assert_eq!((report.written, report.unchanged), (0, 1));
}

#[test]
fn killed_while_bringing_up_to_date() {
    for writes in 1..40 {
        let space = saved();
        let last = states().pop().unwrap();
        let (mut keeper, _) = Keeper::open_as(
            space.reopened().with(writes, Fault::Kill),
            LATER,
            Role::Writer,
        );
        let done = keeper.save([("rules", Some(b"later".to_vec()))]).is_ok();
        let mut after = migrated(&last);
        after.insert("rules".to_owned(), b"later".to_vec());
        let (_, opened) = Keeper::open_as(space.reopened(), LATER, Role::Writer);
        assert_eq!(opened.troubles, []);
        assert!(opened.segments == after || (!done && opened.segments == migrated(&last)));
    }
}

#[test]
fn older_data_that_cannot_be_brought_up_to_date_stays_as_it_is() {
    let gap = Format {
        schema: 3,
        migrations: &[Migration {
            from: 2,
            migrate: mark_contacts,
        }],
    };
    let space = saved();
    let last = states().pop().unwrap();
    let check = |space: &FaultySpace, format: Format, state: &Segments, expected: &str| {
        let page = space.reopened();
        let (mut keeper, opened) = Keeper::open_as(page.clone(), format, Role::Writer);
        assert!(matches!(
            opened.condition,
            Condition::ReadOnlyOlder { schema: 1, .. }
        ));
        assert!(
            opened.condition.to_string().contains(expected),
            "{}",
            opened.condition
        );
        assert_eq!(&opened.segments, state);
        assert!(matches!(
            keeper.save([("rules", None::<Vec<u8>>)]),
            Err(SaveError::Older(_))
        ));
        assert_eq!(page.writes(), 0);
    };
    check(&space, gap, &last, "no longer reads data of form 1");
    let (mut keeper, _) = Keeper::open(space.reopened());
    keeper.save([("settings", None::<Vec<u8>>)]).unwrap();
    let mut last = last;
    last.remove("settings");
    check(&space, LATER, &last, "There are no settings");
}
