//! Logs of events: what is counted, what becomes a contact, what is told as a problem.

use super::{QuizResults, ResultsReader, ResultsRefusal};
use expect_test::{Expect, expect};
use model::quiz::{QUIZ_LOG_GREW, QUIZ_TALLIES, tallies_from_json};
use model::{MemberPath, Table, contact_to_json};
use serde_json::{Value, json};
use std::fmt::Write;

/// A result's detail: who, and what is other than usual.
fn result(mail: &str, changes: Value) -> Value {
    let mut detail = json!({
        "schema_version": 1, "quiz": "q", "variant": "a",
        "answers": { "need": "yes", "email": mail },
        "contact": {
            "attributes": { "need": "yes", "email": mail, "questionnaire_done": "yes" },
            "signals": [{ "kind": "form_submitted", "date": "2026-11-25" }],
        },
        "assessment": { "stage": "lead", "why": "…" },
        "result": { "id": "read", "title": "Read on" },
        "attribution": { "first": { "landing_page": "https://example.com/" }, "last": { "landing_page": "https://example.com/" } },
        "consent": null,
    });
    for (name, value) in changes.as_object().unwrap() {
        detail[name] = value.clone();
    }
    detail
}

fn lines(events: &[Value]) -> String {
    events.iter().map(|e| format!("{e}\n")).collect()
}

/// What is found, in words.
fn shown(text: &str) -> String {
    let found = QuizResults::read(text.as_bytes()).unwrap();
    let mut out = String::new();
    for t in &found.tallies {
        let stages: Vec<_> = model::Stage::ALL
            .iter()
            .zip(t.stages)
            .filter(|(_, n)| *n > 0)
            .map(|(s, n)| format!("{} {n}", s.id()))
            .collect();
        writeln!(
            out,
            "{} {:?}: seen {}, started {}, completed {} ({}) {:?}",
            t.quiz,
            t.variant,
            t.seen,
            t.started,
            t.completed,
            stages.join(", "),
            t.results
        )
        .unwrap();
    }
    for r in &found.results {
        let made = if r.submission == r.derived {
            "made"
        } else {
            &r.submission
        };
        writeln!(out, "result {} {made}", r.contact["attributes"]["email"]).unwrap();
    }
    if (found.others, found.repeated) != (0, 0) {
        writeln!(out, "others {}, repeated {}", found.others, found.repeated).unwrap();
    }
    for p in found.problems.kept() {
        writeln!(out, "{}:{} {} [{}]", p.line, p.column, p.what, p.value).unwrap();
    }
    out
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "expectations are written where they are checked"
)]
fn check(text: &str, expected: Expect) {
    expected.assert_eq(&shown(text));
}

#[test]
fn lines_lists_and_whatever_hosts_make_of_them() {
    let event =
        |name: &str| json!({ "schema_version": 1, "event": name, "quiz": "q", "variant": "a" });
    let all = [
        event("ready"),
        event("exposure"),
        event("start"),
        event("step"),
        result("a@b.de", json!({ "event": "result" })),
        result("a@b.de", json!({ "event": "submit" })),
    ];
    let expected = shown(&lines(&all));
    expect![[r#"
        q Some("a"): seen 1, started 1, completed 1 (lead 1) [("read", 1)]
        result "a@b.de" made
        others 2, repeated 1
    "#]]
    .assert_eq(&expected);
    let list = Value::from(all.to_vec());
    for text in [
        format!("\u{feff}\r\n\r\n{}\r\n", lines(&all).replace('\n', "\r\n\r\n")),
        list.to_string(),
        serde_json::to_string_pretty(&list).unwrap(),
        lines(&all).replace('\n', ",\n"),
        lines(&all.clone().map(|detail| json!({ "type": format!("leadlens-{}", detail["event"].as_str().unwrap()), "detail": detail }))),
        lines(&all.clone().map(|mut detail| {
            let name = detail.as_object_mut().unwrap().remove("event").unwrap();
            json!({ "name": name, "detail": detail })
        })),
        lines(&all.clone().map(|mut detail| {
            detail["event"] = format!("leadlens-{}", detail["event"].as_str().unwrap()).into();
            detail
        })),
    ] {
        assert_eq!(shown(&text), expected, "{text}");
    }
    // UTF-16, as some editors save it.
    let wide: Vec<u8> = format!("\u{feff}{}", lines(&all))
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(QuizResults::read(&wide).unwrap().results.len(), 1);
    check(
        &all[4].to_string(),
        expect![[r#"
        q Some("a"): seen 0, started 0, completed 1 (lead 1) [("read", 1)]
        result "a@b.de" made
    "#]],
    );
}

#[test]
fn a_result_counts_once() {
    let told = |mail: &str, name: &str| result(mail, json!({ "event": name }));
    let sent = |mail: &str, id: &str| result(mail, json!({ "event": "submit", "submission": id }));
    // Two visitors at once, and what they submit comes later.
    check(
        &lines(&[
            told("a", "result"),
            told("b", "result"),
            told("b", "submit"),
            told("a", "submit"),
        ]),
        expect![[r#"
            q Some("a"): seen 0, started 0, completed 2 (lead 2) [("read", 2)]
            result "a" made
            result "b" made
            others 0, repeated 2
        "#]],
    );
    // The one who says the same after another is somebody else, and beacons may overtake each other.
    check(
        &lines(&[
            told("", "result"),
            told("", "submit"),
            told("", "submit"),
            told("", "result"),
        ]),
        expect![[r#"
            q Some("a"): seen 0, started 0, completed 2 (lead 2) [("read", 2)]
            result "" made
            result "" made
            others 0, repeated 2
        "#]],
    );
    // An endpoint: sent again, also on the next visit.
    check(
        &lines(&[
            sent("a", "1"),
            sent("b", "2"),
            sent("a", "1"),
            sent("a", "3"),
        ]),
        expect![[r#"
            q Some("a"): seen 0, started 0, completed 3 (lead 3) [("read", 3)]
            result "a" 1
            result "b" 2
            result "a" 3
            others 0, repeated 1
        "#]],
    );
    let failed = |id: &str| {
        result(
            "a",
            json!({ "event": "submit-error", "submission": id, "error": "no", "attempt": 1, "retry": true }),
        )
    };
    check(
        &lines(&[
            told("a", "result"),
            told("a", "submit"),
            failed("1"),
            failed("1"),
            sent("a", "1"),
        ]),
        expect![[r#"
            q Some("a"): seen 0, started 0, completed 1 (lead 1) [("read", 1)]
            result "a" 1
            others 0, repeated 4
        "#]],
    );
    // Older details do not say what they are.
    let old = |mail: &str| result(mail, json!({}));
    check(
        &lines(&[old("a"), old("a"), old("b"), old("a")]),
        expect![[r#"
            q Some("a"): seen 0, started 0, completed 3 (lead 3) [("read", 3)]
            result "a" made
            result "b" made
            result "a" made
            others 0, repeated 1
        "#]],
    );
}

#[test]
fn slices_come_to_what_one_go_comes_to() {
    let told = |mail: &str, name: &str| result(mail, json!({ "event": name }));
    let log = lines(&[
        told("a", "result"),
        json!("?"),
        told("a", "submit"),
        told("b", "result"),
    ]);
    let whole = QuizResults::read(log.as_bytes()).unwrap();
    let mut reader = ResultsReader::new(log.clone().into_bytes()).unwrap();
    let mut steps = 1;
    while !reader.step(1).finished {
        steps += 1;
    }
    let read = reader.finish();
    assert_eq!(
        (steps, &read.results, &read.tallies),
        (5, &whole.results, &whole.tallies)
    );
    assert_eq!(read.problems, whole.problems);
    let mut job = read.job("log", &Table::new());
    assert!(!job.step(1).finished);
    assert!(job.step(1).finished);
    let made = job.finish();
    let whole = whole.into_import("log", &Table::new());
    assert_eq!(made.list, whole.list);
    for row in 0..2 {
        assert_eq!(
            contact_to_json(&made.table, row),
            contact_to_json(&whole.table, row)
        );
    }
}

#[test]
fn what_is_no_event_is_told() {
    let event = |changes: Value| result("a", changes).to_string();
    for (text, expected) in [
        ("x\n1\n\"a\"\n{}\n[[]]\n".to_owned(), expect![[r#"
            1:0 This is not JSON, or it is cut off. It was left out, up to the end of the line. [x]
            2:0 This is 1, not an event of a quiz. It was left out. [1]
            3:0 This is "a", not an event of a quiz. It was left out. ["a"]
            4:0 This is no event of a quiz. It was left out. [{}]
        "#]]),
        (format!("[\n{},\n{{\"quiz\": \n{}]\n", event(json!({})), event(json!({ "submission": "2" }))), expect![[r#"
            q Some("a"): seen 0, started 0, completed 1 (lead 1) [("read", 1)]
            result "a" 2
            others 0, repeated 1
            3:2 This is not JSON, or it is cut off. It was left out, up to the end of the line. [{"quiz":]
        "#]]),
        (format!("[{}", event(json!({}))), expect![[r#"
            q Some("a"): seen 0, started 0, completed 1 (lead 1) [("read", 1)]
            result "a" made
            1:1 The file ends before its list does. It may be cut off. []
        "#]]),
        (event(json!({ "schema_version": 2 })), expect![[r#"
            1:0 This event was written by a newer version of Leadlens. Reload this page to get that version, then open the file again. [{"schema_version":2,"quiz":"q","variant":"a","answers":{"need":"yes","email":"a"},"contact":{"attributes":{"need":"yes",…]
        "#]]),
        (event(json!({ "schema_version": "1" })), expect![[r#"
            1:0 schema_version: expected 1, found "1". The event was left out. [{"schema_version":"1","quiz":"q","variant":"a","answers":{"need":"yes","email":"a"},"contact":{"attributes":{"need":"yes…]
        "#]]),
        (event(json!({ "quiz": 1 })), expect![[r#"
            1:0 This event is damaged and was left out: quiz: expected a text or null, found 1. [{"schema_version":1,"quiz":1,"variant":"a","answers":{"need":"yes","email":"a"},"contact":{"attributes":{"need":"yes","e…]
        "#]]),
        (event(json!({ "assessment": { "stage": "buyer" } })), expect![[r#"
            1:0 This event is damaged and was left out: assessment.stage: expected the id of a stage, found "buyer". [{"schema_version":1,"quiz":"q","variant":"a","answers":{"need":"yes","email":"a"},"contact":{"attributes":{"need":"yes",…]
        "#]]),
        (event(json!({ "contact": { "attributes": { "a": [] } } })), expect![[r#"
            1:0 This event is damaged and was left out: contact.attributes.a: expected text, a number, true, false or null, found an empty list. [{"schema_version":1,"quiz":"q","variant":"a","answers":{"need":"yes","email":"a"},"contact":{"attributes":{"a":[]}},"ass…]
        "#]]),
        (event(json!({ "contact": { "signals": [{ "kind": "x", "date": "soon" }] } })), expect![[r#"
            1:0 This event is damaged and was left out: contact.signals[0].date: expected a date such as "2026-01-31", or null, found "soon". [{"schema_version":1,"quiz":"q","variant":"a","answers":{"need":"yes","email":"a"},"contact":{"signals":[{"kind":"x","dat…]
        "#]]),
        (event(json!({ "consent": "yes" })), expect![[r#"
            1:0 This event is damaged and was left out: consent: expected true, false or null, found "yes". [{"schema_version":1,"quiz":"q","variant":"a","answers":{"need":"yes","email":"a"},"contact":{"attributes":{"need":"yes",…]
        "#]]),
        (event(json!({ "attribution": "x" })), expect![[r#"
            1:0 This event is damaged and was left out: attribution: expected an object, found "x". [{"schema_version":1,"quiz":"q","variant":"a","answers":{"need":"yes","email":"a"},"contact":{"attributes":{"need":"yes",…]
        "#]]),
        (r#"{"event":"gtm.js"} {"event":"start"} {"name":"start"} {"event":"result","quiz":"q"}"#.to_owned(), expect![[r#"
            1:0 This is no event of a quiz. It was left out. [{"event":"gtm.js"}]
            1:0 This is no event of a quiz. It was left out. [{"event":"start"}]
            1:0 This is no event of a quiz. It was left out. [{"name":"start"}]
            1:0 This result has no contact, so nothing can be made of it. Log the whole detail of the event. [{"event":"result","quiz":"q"}]
        "#]]),
        (r#"{"event":"leadlens-result","quiz":"q","variant":null,"stage":"prospect"} {"event":"leadlens-submit","quiz":"q","stage":"prospect"}"#.to_owned(), expect![[r#"
            q None: seen 0, started 0, completed 1 (prospect 1) [("", 1)]
            others 1, repeated 0
            1:0 This result came without its contact: it is counted, but no contact can be made of it. Log the whole detail of the event. [{"event":"leadlens-result","quiz":"q","variant":null,"stage":"prospect"}]
        "#]]),
    ] {
        check(&text, expected);
    }
    let refused =
        |bytes: &[u8], expected| assert_eq!(QuizResults::read(bytes).unwrap_err(), expected);
    refused(b"", ResultsRefusal::Empty);
    refused(b" \r\n", ResultsRefusal::Empty);
    refused(b"\xef\xbb\xbf \n", ResultsRefusal::Empty);
    refused(b"PK\x03\x04\x00\x00", ResultsRefusal::NotText);
    let found = QuizResults::read(b"{\"event\":\"leadlens-start\",\"quiz\":\"\xff\"}").unwrap();
    assert_eq!((found.tallies.len(), found.problems.total()), (1, 1));
}

#[test]
fn variants_beyond_all_reason_are_left_out() {
    let events: Vec<Value> = (0..1_010)
        .map(|n| json!({ "event": "start", "quiz": "q", "variant": n.to_string() }))
        .collect();
    let found = QuizResults::read(lines(&events).as_bytes()).unwrap();
    assert_eq!((found.tallies.len(), found.problems.total()), (1_000, 10));
}

#[test]
fn a_result_becomes_a_contact_with_all_it_says() {
    let event = result(
        "a@b.de",
        json!({
            "event": "submit", "submission": "s1", "received": "2026-11-25T10:00:00Z",
            "answers": { "need": "yes", "mail": "a@b.de", "size": 12, "team": "l", "news": ["a", "c"], "none": [], "unknown": null, "other": "yes", "rating": 3, "again": 3 },
            "contact": {
                "attributes": { "need": "yes", "email": "a@b.de", "employees": 12, "points": 3, "quiz": "my own", "source": "news" },
                "signals": [{ "kind": "form_submitted", "date": "2026-11-25" }, { "kind": "replied", "date": "2026-11-25" }],
                "seen": true,
            },
            "attribution": {
                "first": { "utm_source": "news", "landing_page": "https://example.com/" },
                "last": { "utm_campaign": "autumn", "referrer": "https://example.org/", "landing_page": "https://example.com/b" },
            },
            "consent": false,
        }),
    );
    let import = QuizResults::read(event.to_string().as_bytes())
        .unwrap()
        .into_import("log.jsonl", &Table::new());
    let contact = contact_to_json(&import.table, 0);
    let mut shown = serde_json::to_string_pretty(&contact).unwrap();
    write!(shown, "\n{}", import.list.extra[QUIZ_TALLIES]).unwrap();
    expect![[r#"
        {
          "attributes": {
            "need": "yes",
            "email": "a@b.de",
            "employees": 12,
            "points": 3,
            "quiz": "q",
            "source": "news",
            "quiz (2)": "my own",
            "quiz_variant": "a",
            "quiz_result": "read",
            "quiz_result_title": "Read on",
            "quiz_stage": "lead",
            "quiz_consent": "no",
            "submission": "s1",
            "first_utm_source": "news",
            "first_landing_page": "https://example.com/",
            "last_utm_campaign": "autumn",
            "last_referrer": "https://example.org/",
            "last_landing_page": "https://example.com/b",
            "answer.team": "l",
            "answer.news": "a, c",
            "answer.other": "yes",
            "answer.again": 3
          },
          "signals": [
            {
              "kind": "form_submitted",
              "date": "2026-11-25"
            },
            {
              "kind": "replied",
              "date": "2026-11-25"
            }
          ],
          "seen": true,
          "quiz_event": {
            "received": "2026-11-25T10:00:00Z"
          }
        }
        [{"quiz":"q","variant":"a","seen":0,"started":0,"completed":1,"stages":{"lead":1},"results":{"read":1}}]"#]].assert_eq(&shown);
    assert_eq!(import.list.name, "log.jsonl");
    assert!(
        import
            .list
            .headers
            .contains(&("email".to_owned(), "email".to_owned()))
    );
    let tallies = tallies_from_json(&import.list.extra[QUIZ_TALLIES], &MemberPath::root()).unwrap();
    assert_eq!((tallies.len(), tallies[0].completed), (1, 1));
}

#[test]
fn a_log_that_grew_adds_only_what_is_new() {
    let told = |mail: &str, name: &str| result(mail, json!({ "event": name }));
    let failed = result(
        "b",
        json!({ "event": "submit-error", "submission": "9", "error": "no" }),
    );
    let all = [
        told("a", "result"),
        told("a", "submit"),
        told("b", "result"),
        failed,
        told("a", "result"),
        told("c", "result"),
    ];
    for cut in 0..=all.len() {
        let mut first = QuizResults::default();
        if cut > 0 {
            first = QuizResults::read(lines(&all[..cut]).as_bytes()).unwrap();
        }
        let first = first.into_import("log", &Table::new());
        assert!(!first.list.extra.contains_key(QUIZ_LOG_GREW));
        let again = QuizResults::read(lines(&all).as_bytes())
            .unwrap()
            .into_import("log", &first.table);
        assert_eq!(again.already_there, first.table.rows(), "cut at {cut}");
        assert_eq!(first.table.rows() + again.table.rows(), 4, "cut at {cut}");
        assert_eq!(again.list.extra.contains_key(QUIZ_LOG_GREW), cut > 0);
    }
}

#[test]
fn made_up_names_get_no_columns_without_end() {
    let events: Vec<Value> = (0..600).map(|n| {
        let name = format!("utm_{n}");
        result(&n.to_string(), json!({
            "attribution": { "first": { name.as_str(): "x" } }, "answers": { name.as_str(): "y" },
            "contact": { "attributes": { format!("a{n}"): 1 }, "signals": [{ "kind": format!("k{n}") }] },
        }))
    }).collect();
    let import = QuizResults::read(lines(&events).as_bytes())
        .unwrap()
        .into_import("log", &Table::new());
    assert_eq!(import.table.rows(), 600);
    assert!(
        import.table.columns().len() <= 400 + super::QUIZ_ATTRIBUTES.len(),
        "{}",
        import.table.columns().len()
    );
    assert_eq!(import.table.signals().len(), 400);
    // All of it is kept beside.
    let last = &import.table.extras.get(&599).unwrap()["quiz_event"];
    assert_eq!(
        last,
        &json!({ "contact": { "attributes": { "a599": 1 }, "signals": [{ "kind": "k599" }] }, "first_utm_599": "x", "answer.utm_599": "y" })
    );
}
