use super::{MAX_DEPTH, parse, to_nfc};
use expect_test::{Expect, expect};
use proptest::prelude::*;
use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization as _;

fn check(text: &str, expected: Expect) {
    let error = parse(text).unwrap_err();
    expected.assert_eq(&error.to_string());
}

#[test]
fn an_error_names_member_line_and_column() {
    check("", expect!["line 1, column 1: the text is empty"]);
    check("  \n", expect!["line 2, column 1: the text is empty"]);
    check(
        "{\"a\": NaN}",
        expect![
            "a: line 1, column 7: expected a value: text, a number, true, false, null, a list or an object"
        ],
    );
    check(
        "{\"fit\": [{\"points\": 1},\n  {\"points\": NaN}]}",
        expect![
            "fit[1].points: line 2, column 14: expected a value: text, a number, true, false, null, a list or an object"
        ],
    );
    check(
        "{\"a\": [1, 2,]}",
        expect!["a[2]: line 1, column 13: there is a comma too many"],
    );
    check(
        "{\"a\": {\"b\": 1,}}",
        expect!["a: line 1, column 15: there is a comma too many"],
    );
    check(
        "{\"a\": {\"half life\": 1e999}}",
        expect![[r#"a["half life"]: line 1, column 25: the number is too large"#]],
    );
    check(
        "{\"é\": \"ü\", \"b\": tru}",
        expect!["b: line 1, column 20: expected true, false or null"],
    );
    check(
        "{\"a\": \"\\ud800\"}",
        expect![[r#"a: line 1, column 14: half of a \u escape"#]],
    );
    check(
        "{\"a\": \"\n\"}",
        expect![[
            r#"a: line 2, column 1: a line break or control character inside of a text must be written \n or \u0000"#
        ]],
    );
    check(
        "{\"a\": [1, {\"b\": \"never closed",
        expect!["a[1].b: line 1, column 29: the text ends too early"],
    );
    check(
        "{\"a\": [1, {\"b\": 1",
        expect!["a[1].b: line 1, column 17: the text ends too early"],
    );
    check("{\"a\" 1}", expect!["a: line 1, column 6: expected `:`"]);
    check(
        "{a: 1}",
        expect!["line 1, column 2: expected a member's name in quotation marks"],
    );
    check(
        "{\"a\": 1} x",
        expect!["line 1, column 10: there is more text after the end"],
    );
    check(
        "{\"a\": 01}",
        expect!["a: line 1, column 8: invalid number"],
    );
    check(
        "{\"a\": 1]",
        expect!["a: line 1, column 8: expected `,` or `}`"],
    );
    check(
        "]",
        expect![
            "line 1, column 1: expected a value: text, a number, true, false, null, a list or an object"
        ],
    );
    check(
        "<html>",
        expect![
            "line 1, column 1: expected a value: text, a number, true, false, null, a list or an object"
        ],
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
        &nested(10_000),
        expect![
            "gate.all[0].all[0].all[0].all[0].all[0].all…[0].all[0].all[0].all: line 1, column 2056: nested too deeply, over 512 levels"
        ],
    );
    check(
        &"[".repeat(1_000_000),
        expect![
            "[0][0][0][0][0][0][0][0][0][0][0][0]…[0][0][0][0][0][0]: line 1, column 513: nested too deeply, over 512 levels"
        ],
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
    assert_eq!(
        parse("123456789.123456789e-5").unwrap(),
        json!(123456789.123456789e-5)
    );
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
