use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::bytes;
use crate::faults::{flipped, truncated};
use crate::{INFLATED_LIMIT, PackError, pack, units, unpack};

#[test]
fn round_trip_of_every_length() {
    for length in (0..200).chain([1023, 1024, 1025, 4095, 65_535, 65_536, 300_000]) {
        for raw in [
            bytes(length as u32, length),
            vec![0; length],
            vec![255; length],
        ] {
            assert_eq!(unpack(&pack(&raw).unwrap()), Ok(raw), "{length}");
        }
    }
}

#[test]
fn short_text_stays_legible() {
    let check = |raw: &str, packed: &str| assert_eq!(pack(raw.as_bytes()).unwrap(), packed);
    check("", "=");
    check("theme dark", "=theme dark");
    check("a,b\nc,\"d\"", "=a,b\nc,\"d\"");
    for raw in ["é", "a\0", "a\tb", &"a".repeat(1025), &"a".repeat(1000)] {
        assert!(pack(raw.as_bytes()).unwrap().starts_with('~'), "{raw}");
    }
}

#[test]
fn no_normalisation_changes_a_packed_text() {
    // Every value of 15 bits, as the units of bytes that do not deflate would show them.
    let all: String = (0..0x8000_u32)
        .map(|value| {
            if value < 0x6C00 {
                0x3400 + value
            } else {
                0xE000 + value - 0x6C00
            }
        })
        .map(|code| char::from_u32(code).unwrap())
        .collect();
    assert_eq!(units(&all), 0x8000);
    assert!(
        all.chars()
            .all(|unit| !unit.is_whitespace() && !unit.is_control())
    );
    assert_eq!(all.nfc().collect::<String>(), all);
    assert_eq!(all.nfd().collect::<String>(), all);
    assert_eq!(all.nfkc().collect::<String>(), all);
    assert_eq!(all.nfkd().collect::<String>(), all);
    let noise: Vec<u8> = (0..200_000_u32)
        .map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    let packed = pack(&noise).unwrap();
    let (_, body) = packed.split_once(':').unwrap();
    assert!(body.chars().all(|unit| all.contains(unit)));
}

#[test]
fn contacts_take_little_room() {
    let list: String = (0..500)
        .map(|row| {
            format!(
                "Ann Example {row},Example {} GmbH,ann.{row}@example.com,Head of Sales,50,Opened\n",
                row % 40
            )
        })
        .collect();
    assert!(units(&pack(list.as_bytes()).unwrap()) * 10 < list.len());
}

#[test]
fn what_was_not_packed_is_refused() {
    let check =
        |text: &str, expected: PackError| assert_eq!(unpack(text), Err(expected), "{text:?}");
    check("", PackError::Start);
    check("theme dark", PackError::Start);
    check("=caf\u{e9}", PackError::Character);
    check("~", PackError::Start);
    check("~1,1", PackError::Start);
    check("~01,1:\u{3400}", PackError::Start);
    check("~-1,1:\u{3400}", PackError::Start);
    check("~1,1:", PackError::Length);
    check("~1,99999999999:\u{3400}", PackError::Length);
    check("~1,99999999999999999999999:\u{3400}", PackError::Start);
    check("~1,1:ab", PackError::Character);
    check("~1,1:\u{3400}\u{3400}", PackError::Length);
    check("~9,4:\u{3400}\u{3400}", PackError::Length);
    check("~1,3:\u{2000}\u{3400}", PackError::Character);
    check("~1,3:\u{1F600}\u{3400}", PackError::Character);
    check("~1,1:\u{3400}", PackError::Deflate);
    check(
        &format!("~{},1:\u{3400}", INFLATED_LIMIT + 1),
        PackError::TooLarge,
    );
}

#[test]
fn a_text_made_to_burst_does_not() {
    let bomb = pack(&vec![0; 8 << 20]).unwrap();
    assert!(units(&bomb) < 10_000);
    let lying = bomb.replacen(&(8 << 20).to_string(), "1000", 1);
    assert_eq!(unpack(&lying), Err(PackError::Deflate));
    assert_eq!(pack(&vec![0; INFLATED_LIMIT + 1]), Err(PackError::TooLarge));
}

proptest! {
    #[test]
    fn any_bytes_come_back(raw in prop::collection::vec(any::<u8>(), 0..4000)) {
        let packed = pack(&raw).unwrap();
        prop_assert_eq!(unpack(&packed), Ok(raw));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[=~]?[0-9]{0,3},?[0-9]{0,3}:?\\PC{0,40}") {
        let _ = unpack(&text);
    }

    #[test]
    fn damage_never_gives_more_than_was_promised(
        seed in any::<u32>(), length in 1_usize..3000, unit in any::<usize>(), bit in 0_u32..16, cut in any::<usize>()
    ) {
        let packed = pack(&bytes(seed, length)).unwrap();
        let cut = truncated(&packed, cut % units(&packed));
        prop_assert!(packed.starts_with('=') || unpack(&cut).is_err());
        if let Ok(read) = unpack(&flipped(&packed, unit, bit)) {
            prop_assert!(read.len() <= 10 * length + 10);
        }
    }
}
