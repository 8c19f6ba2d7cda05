use std::collections::{BTreeMap, BTreeSet};

use super::bytes;
use crate::Unreadable;
use crate::faults::{flipped, truncated};
use crate::key::{Key, NUMBER_LIMIT, is_name};
use crate::manifest::{Entry, Found, Manifest};
use crate::sealed::{seal, unseal};
use crate::space::units;

#[test]
fn keys_print_as_they_parse() {
    let check = |text: &str, known: bool| {
        let parsed = Key::parse(text);
        assert_eq!(parsed.is_some(), known, "{text}");
        assert!(parsed.is_none_or(|key| key.to_string() == text), "{text}");
    };
    for known in [
        "leadlens/manifest/0",
        "leadlens/manifest/17",
        "leadlens/segment/settings@1",
        "leadlens/segment/contacts/12@9007199254740991",
        "leadlens/aside/3/segment/contacts/12@7",
        "leadlens/aside/3/manifest/0",
    ] {
        check(known, true);
    }
    for unknown in [
        "",
        "leadlens/",
        "leadlens/manifest/",
        "leadlens/manifest/00",
        "leadlens/manifest/+1",
        "leadlens/segment/settings",
        "leadlens/segment/settings@",
        "leadlens/segment/settings@07",
        "leadlens/segment/@7",
        "leadlens/segment/a b@7",
        "leadlens/segment/contacts@9007199254740992",
        "leadlens/aside/3",
        "other/manifest/0",
    ] {
        check(unknown, false);
    }
}

#[test]
fn names() {
    let check = |name: &str, expected: bool| assert_eq!(is_name(name), expected, "{name}");
    check("contacts/12", true);
    check("rules_v2.de-DE", true);
    check(&"a".repeat(100), true);
    check(&"a".repeat(101), false);
    check("", false);
    check("a@b", false);
    check("a b", false);
    check("é", false);
}

/// Texts as they lie in people's browsers. If this test fails, their data can no longer be read.
#[test]
fn the_form_is_frozen() {
    let check = |text: &str, label: &str, number: u64, raw: &[u8]| {
        let sealed = unseal(text).unwrap();
        assert_eq!(
            (sealed.schema, sealed.label.as_str(), sealed.number),
            (1, label, number)
        );
        assert_eq!(sealed.bytes, raw);
    };
    let settings = "leadlens1 1 segment/settings@7 add4af005b779569 =theme dark";
    check(settings, "segment/settings", 7, b"theme dark");
    assert_eq!(
        seal(1, "segment/settings", 7, b"theme dark").unwrap().0,
        settings
    );
    check(
        "leadlens1 1 segment/contacts/0@2 885f0e1845b06d14 ~100,15:軠呀㐀㐈㤇艰",
        "segment/contacts/0",
        2,
        &[0; 100],
    );
    let manifest =
        "leadlens1 1 manifest@9 7259fed60ce0301a ~41,31:䦧㽊洹碲畜钀㕩梮嚂謱䮙罍嬔翵㩜㐀";
    check(
        manifest,
        "manifest",
        9,
        b"settings 7 00000000000000ff\n! manifest/1\n",
    );
    let expected = Manifest {
        schema: 1,
        save: 9,
        entries: BTreeMap::from([(
            "settings".to_owned(),
            Entry {
                generation: 7,
                check: 255,
            },
        )]),
        kept: BTreeSet::from([Key::Manifest(1)]),
    };
    assert_eq!(Manifest::read(manifest, 1), Ok(Found::Known(expected)));
}

#[test]
fn a_sealed_text_comes_back_or_not_at_all() {
    let raw = bytes(7, 900);
    let (text, check) = seal(3, "segment/contacts/0", 12, &raw).unwrap();
    let sealed = unseal(&text).unwrap();
    assert_eq!(
        (sealed.schema, sealed.label.as_str(), sealed.number),
        (3, "segment/contacts/0", 12)
    );
    assert_eq!((sealed.check, &sealed.bytes), (check, &raw));

    for length in 0..units(&text) {
        assert!(
            unseal(&truncated(&text, length)).is_err(),
            "cut to {length}"
        );
    }
    for unit in 0..units(&text) {
        for bit in 0..16 {
            if let Ok(read) = unseal(&flipped(&text, unit, bit)) {
                assert_eq!(
                    read, sealed,
                    "unit {unit}, bit {bit}: other content accepted"
                );
            }
        }
    }
}

#[test]
fn texts_that_are_no_seals() {
    let check =
        |text: &str, expected: Unreadable| assert_eq!(unseal(text), Err(expected), "{text:?}");
    check("", Unreadable::Form);
    check("leadlens1", Unreadable::Form);
    check("leadlens1 1 a@1 0", Unreadable::Form);
    check("leadlens2 1 a@1 0 =", Unreadable::Form);
    check("leadlens1 1 a 0 =", Unreadable::Form);
    check("leadlens1 -1 a@1 0 =", Unreadable::Form);
    check(
        &format!("leadlens1 1 a@{NUMBER_LIMIT} 0 ="),
        Unreadable::Form,
    );
    check("leadlens1 1 a@1 0 =", Unreadable::Checksum);
    let (text, _) = seal(1, "a", 1, b"x").unwrap();
    check(&text.replacen("1 a", "2 a", 1), Unreadable::Checksum);
    check(&text.replacen("a@1", "a@2", 1), Unreadable::Checksum);
    check(&text.replacen("a@1", "b@1", 1), Unreadable::Checksum);
}

#[test]
fn manifests_come_back() {
    let entry = |generation| Entry {
        generation,
        check: generation.wrapping_mul(0x9E37_79B9_7F4A_7C15),
    };
    let manifest = Manifest {
        schema: 2,
        save: 40,
        entries: (0..300)
            .map(|at| (format!("contacts/{at}"), entry(at)))
            .collect(),
        kept: BTreeSet::from([Key::segment("contacts/3", 5), Key::Manifest(1)]),
    };
    let text = manifest.write().unwrap();
    assert!(units(&text) < 300 * 10, "{} units", units(&text));
    assert_eq!(Manifest::read(&text, 2), Ok(Found::Known(manifest.clone())));
    assert_eq!(Manifest::read(&text, 1), Ok(Found::Newer(manifest)));

    let check = |lines: &str, expected: Result<(), Unreadable>| {
        let (text, _) = seal(1, "manifest", 1, lines.as_bytes()).unwrap();
        assert_eq!(Manifest::read(&text, 1).map(|_| ()), expected, "{lines:?}");
    };
    check("", Ok(()));
    check("settings 1 ff\n", Ok(()));
    check("settings 1\n", Err(Unreadable::Form));
    check("settings 1 ff\nsettings 1 ff\n", Err(Unreadable::Form));
    check("a@b 1 ff\n", Err(Unreadable::Form));
    check("! other\n", Err(Unreadable::Form));
    let (text, _) = seal(1, "segment/settings", 1, b"").unwrap();
    assert_eq!(Manifest::read(&text, 1), Err(Unreadable::Misplaced));
}
