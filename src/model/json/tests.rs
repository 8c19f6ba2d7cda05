use super::{MAX_DEPTH, parse, to_nfc};
use expect_test::{Expect, expect};
use proptest::prelude::*;
use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization as _;

/// Why each of these texts is refused, a line each.
fn check<const N: usize>(texts: [&str; N], expected: Expect) {
    let lines = texts.map(|text| format!("{}\n", parse(text).unwrap_err()));
    expected.assert_eq(&lines.concat());
}

#[test]
fn an_error_names_member_line_and_column() {
    check(
        [
            "",
            "  \n",
            "{\"a\": NaN}",
            "{\"fit\": [{\"points\": 1},\n  {\"points\": NaN}]}",
            "{\"a\": [1, 2,]}",
            "{\"a\": {\"b\": 1,}}",
            "{\"a\": {\"half life\": 1e999}}",
            "{\"é\": \"ü\", \"b\": tru}",
            "{\"a\": \"\\ud800\"}",
            "{\"a\": \"\n\"}",
            "{\"a\": [1, {\"b\": \"never closed",
            "{\"a\": [1, {\"b\": 1",
            "{\"a\" 1}",
            "{a: 1}",
            "{\"a\": 1} x",
            "{\"a\": 01}",
            "{\"a\": 1]",
            "]",
            "<html>",
        ],
        expect![[r#"
            line 1, column 1: the text ends too early: it is empty
            line 2, column 1: the text ends too early: it is empty
            a: line 1, column 7: expected a value: text, a number, true, false, null, a list or an object
            fit[1].points: line 2, column 14: expected a value: text, a number, true, false, null, a list or an object
            a[2]: line 1, column 13: there is a comma too many
            a: line 1, column 15: there is a comma too many
            a["half life"]: line 1, column 25: the number is too large
            b: line 1, column 20: expected true, false or null
            a: line 1, column 14: half of a \u escape
            a: line 2, column 1: a line break or control character inside of a text must be written \n or \u0000
            a[1].b: line 1, column 29: the text ends too early
            a[1].b: line 1, column 17: the text ends too early
            a: line 1, column 6: expected `:`
            line 1, column 2: expected a member's name in quotation marks
            line 1, column 10: there is more text after the end
            a: line 1, column 8: invalid number
            a: line 1, column 8: expected `,` or `}`
            line 1, column 1: expected a value: text, a number, true, false, null, a list or an object
            line 1, column 1: expected a value: text, a number, true, false, null, a list or an object
        "#]],
    );
}

#[test]
fn nesting_has_a_bound() {
    let nested = |levels: usize| {
        let (open, close) = ("{\"all\":[", "]}");
        format!(
            "{{\"gate\":{}1{}}}",
            open.repeat(levels),
            close.repeat(levels)
        )
    };
    assert!(parse(&nested(MAX_DEPTH / 2 - 1)).is_ok());
    check(
        [&nested(10_000), &"[".repeat(1_000_000)],
        expect![[r#"
        gate.all[0].all[0].all[0].all[0].all[0].all…[0].all[0].all[0].all: line 1, column 2056: nested too deeply, over 512 levels
        [0][0][0][0][0][0][0][0][0][0][0][0]…[0][0][0][0][0][0]: line 1, column 513: nested too deeply, over 512 levels
    "#]],
    );
    // Brackets in texts do not nest.
    assert!(parse(&format!("\"{}\"", "[\\\"{".repeat(1000))).is_ok());
}

#[test]
fn what_is_json_is_read() {
    assert_eq!(
        parse("\u{feff} {\"a\": [1, 2.5, null]} \r\n").unwrap(),
        json!({"a": [1, 2.5, null]})
    );
    assert_eq!(parse("1").unwrap(), json!(1));
    assert_eq!(parse("12345.6789e-5").unwrap(), json!(12345.6789e-5));
}

#[test]
fn all_texts_come_to_nfc() {
    let normal = |text: &str| Some(text.nfc().collect::<String>());
    let value = json!({"e\u{301}": ["o\u{308}", {"x": "a\u{30a}"}], "n": 1});
    let expected = json!({"é": ["ö", {"x": "å"}], "n": 1});
    assert_eq!(to_nfc(value.clone(), &normal), expected);
    assert_eq!(to_nfc(value.clone(), &|_| None), value);
}

proptest! {
    #[test]
    fn reads_what_the_plain_reader_reads(text in "[\\[\\]{}\",:0-9a-e.\\\\ \n-]{0,40}") {
        let plain = serde_json::from_str::<Value>(&text);
        match (parse(&text), plain) {
            (Ok(ours), Ok(theirs)) => prop_assert_eq!(ours, theirs),
            (Err(ours), Err(_)) => prop_assert!(!ours.to_string().is_empty()),
            (ours, theirs) => prop_assert!(false, "{ours:?} {theirs:?}"),
        }
    }

    #[test]
    fn numbers_are_read_to_the_last_bit(number in proptest::num::f64::NORMAL) {
        let text = format!("{number:?}");
        prop_assert_eq!(parse(&text).unwrap().as_f64().map(f64::to_bits), Some(number.to_bits()));
    }
}
