//! The standard library and `serde_json` say what is right.

use super::{json_text, parse, text};
use proptest::prelude::*;
use serde_json::Number;

/// Reads as the standard library does, to the bit.
fn reads(written: &str) {
    let expected: f64 = written.parse().unwrap();
    let read = parse(written).unwrap_or_else(|| panic!("{written} was not read"));
    assert_eq!(read.to_bits(), expected.to_bits(), "{written}: {read:e}");
}

/// Is written as `serde_json` does, and as shortly as the standard library does (which halfway between two does not take the even).
fn writes(number: f64) {
    let (written, standard) = (text(number), number.to_string());
    assert_eq!(written.len(), standard.len(), "{written} {standard}");
    let read: f64 = written.parse().unwrap();
    assert!(
        read.to_bits() == number.to_bits() || number.is_nan(),
        "{written} {standard}"
    );
    if let Some(json) = Number::from_f64(number) {
        assert_eq!(json_text(&json), json.to_string());
    }
}

#[test]
fn hard_numbers_are_read_to_the_bit() {
    for written in [
        "0",
        "-0",
        "+7",
        "007",
        "1.50",
        "0.1",
        "120",
        "9007199254740993",
        "9007199254740992.5",
        "9007199254740993.00000000000000000000000000000000000000000000000000000000000001",
        "1e22",
        "1e23",
        "1e-22",
        "1e-23",
        "8.5e22",
        "123456789012345678901234567890",
        "2.2250738585072011e-308",
        "2.2250738585072014e-308",
        "2.2250738585072012e-308",
        "4.9406564584124654e-324",
        "2.4703282292062327e-324",
        "2.4703282292062328e-324",
        "1.7976931348623157e308",
        "1.7976931348623158e308",
        "1.7976931348623159e308",
        "1e308",
        "1e309",
        "1e-323",
        "1e-324",
        "1e-400",
        "1e400",
        "1e99999999999999999999",
        "0e99999999999999999999",
        "1e-99999999999999999999",
        "1E+2",
        "1e-0",
        "6.631236846766476e-316",
        "3.237883913302901290e-319",
        "1448997445238699",
        "5e-324",
        "72057594037927945",
        "72057594037927944",
        "18446744073709551615",
        "18446744073709551616",
    ] {
        reads(written);
    }
    reads(&"9".repeat(400));
    reads(&format!("0.{}1", "0".repeat(320)));
    reads(&format!("0.{}7", "0".repeat(5000)));
    reads(&format!("{}e-5000", "3".repeat(5000)));
    reads(&format!("9007199254740993.{}1", "0".repeat(900)));
    reads(&format!("{}1", "0".repeat(900)));
}

#[test]
fn what_is_no_number_is_not_read() {
    for written in [
        "", "+", "-", ".", ".5", "5.", "1e", "1e+", "e5", "1.e5", "1.2.3", "1,5", " 1", "1 ",
        "+-1", "inf", "NaN", "0x10", "١٢", "1_0", "1e5e5", "1e1.5", "1é",
    ] {
        assert_eq!(parse(written), None, "{written}");
    }
}

#[test]
fn hard_numbers_are_written_in_as_few_digits_as_tell_them_apart() {
    for number in [
        0.0,
        -0.0,
        1.0,
        -1.5,
        0.1,
        0.3,
        120.0,
        1e15,
        1e16,
        1e17,
        1.5e16,
        1e21,
        1e22,
        1e23,
        1e-4,
        1e-5,
        1e-6,
        1e-7,
        1.25e-5,
        1.25e-6,
        123_456.789,
        0.1 + 0.2,
        2f64.powi(-44),
        2f64.powi(60),
        9.5e-3,
        9_007_199_254_740_993.0,
        f64::MAX,
        f64::MIN_POSITIVE,
        5e-324,
        4.35,
        1.0 / 3.0,
        999_999_999_999_999.9,
        99_999_999_999_999_990.0,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::NAN,
    ] {
        writes(number);
    }
    assert_eq!(json_text(&Number::from(u64::MAX)), u64::MAX.to_string());
    assert_eq!(json_text(&Number::from(-7)), "-7");
}

proptest! {
    #[test]
    fn any_float_is_written_and_read_back(bits in any::<u64>()) {
        let number = f64::from_bits(bits);
        writes(number);
        if number.is_finite() {
            reads(&number.to_string());
            reads(&format!("{number:e}"));
        }
    }

    #[test]
    fn powers_of_two_and_their_neighbours_are_written(power in 1u64..2047, off in -1i64..2) {
        writes(f64::from_bits((power << 52).wrapping_add_signed(off)));
    }

    #[test]
    fn everyday_numbers_are_written_and_read(whole in 0u64..10_000_000_000_000_000_000, places in 0usize..20) {
        let digits = format!("{whole:020}");
        let (a, b) = digits.split_at(20 - places);
        let written = if b.is_empty() { a.to_owned() } else { format!("{a}.{b}") };
        reads(&written);
        writes(written.parse().unwrap());
    }

    #[test]
    fn any_digits_are_read(written in "[+-]?[0-9]{1,40}(\\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?") {
        reads(&written);
    }

    #[test]
    fn points_halfway_between_floats_are_read(bits in any::<u64>(), more in "[0-9]{0,3}") {
        let (low, high) = (f64::from_bits(bits).abs(), f64::from_bits(bits + 1).abs());
        prop_assume!(high.is_finite() && low > 1e-300 && low < 1e300);
        // 780 digits hold the middle of any two neighbours of this size exactly.
        let digits = format!("{:.770e}", low);
        reads(&digits);
        let middle = format!("{:.25e}", f64::midpoint(low, high));
        reads(&middle.replace('e', &format!("{more}e")));
    }
}
