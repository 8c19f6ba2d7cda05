//! Codes among words, and what two tests of a class show.

use super::find::{Found, MOST_TEXT, find_counting};
use super::{Form, Gain, Share, form_of, read_class};
use crate::day::Day;
use crate::learn::confusion::Confusion;
use crate::learn::result_code::{TestResult, write_code};
use crate::stage::Stage::{self, Lead, Prospect};

/// A code with so many of eight questions right; wrong ones took a lead for a prospect.
fn code(learner: &str, deck: &str, right: u32) -> String {
    let mut confusion = Confusion::default();
    confusion.add(Lead, Lead, right);
    confusion.add(Lead, Prospect, 8 - right);
    let result = TestResult {
        learner: learner.to_owned(),
        deck: deck.to_owned(),
        right: (0..8).map(|at| at < right).collect(),
        confusion,
        ..TestResult::default()
    };
    write_code(&result).unwrap()
}

#[test]
fn codes_are_found_among_words() {
    let ada = code("Ada", "abcd-before", 5);
    let spaced = ada.replace('-', " ");
    let plain = ada.replace('-', "");
    let wrapped = {
        let (one, two) = ada.split_at(ada.len() / 2 / 6 * 6);
        format!("{one}\n> {two}")
    };
    let (newer, start) = (code("Bo", "abcd-before", 2), "1");
    assert!(newer.starts_with(start));
    for text in [
        ada.clone(),
        format!("Ada: {ada}"),
        format!("Hi, my code is “{ada}”. See you on Monday!"),
        format!("[26/11/2026, 09:14] Ada L: {ada}"),
        format!("ada@example.com,{ada},done"),
        format!("<p>{}</p>", ada.to_lowercase()),
        format!("**{ada}**"),
        format!("1 l8er {ada} 7 of 8"),
        format!("code={plain}&x"),
        spaced,
        ada.replace('-', " – "),
        wrapped.clone(),
        format!("On Monday Ada wrote:\n> {wrapped}"),
        format!("{ada}\n\n\n"),
    ] {
        let class = read_class(&text);
        let found: Vec<&str> = class.tests.iter().map(|test| test.deck.as_str()).collect();
        assert_eq!(found, ["abcd-before"], "{text}");
        assert_eq!(class.tests[0].results[0].learner, "Ada", "{text}");
        assert_eq!(class.problems, [], "{text}");
    }
    // Several on a line, and one behind the other without anything between but a line's end.
    let bo = code("Bo", "abcd-before", 2);
    for between in [" ", "\n", ", ", " and ", "\r\n\r\n"] {
        let class = read_class(&format!("{ada}{between}{bo}"));
        assert_eq!(class.tests[0].results.len(), 2, "{between:?}");
        assert_eq!((class.problems.len(), class.passed_over.len()), (0, 0));
    }
}

#[test]
fn what_looks_like_a_code_and_is_none_is_said() {
    let ada = code("Ada", "abcd-before", 5);
    let without = |at: usize| {
        let mut letters: Vec<char> = ada.chars().collect();
        letters.remove(at);
        letters.into_iter().collect::<String>()
    };
    let check = |text: &str, said: &str, sentence: &str| {
        let class = read_class(&format!("Monday\nAda: {text} ok\n"));
        assert_eq!(class.problems.len(), 1, "{text}");
        let (line, found, why) = &class.problems[0];
        assert_eq!((*line, found.as_str()), (2, said), "{text}");
        assert!(why.contains(sentence), "{text}: {why}");
        assert_eq!(class.passed_over, [(1, "Monday".to_owned())]);
        assert!(class.tests.is_empty());
    };
    let typo = "a typing mistake";
    for at in [2, 8, ada.len() - 2] {
        check(&without(at), &without(at), typo);
    }
    let joined = without(9).replace('-', "");
    check(&joined, &joined, typo);
    let wrong_letter = ada.replacen(|c: char| c.is_ascii_digit(), "U", 1);
    check(&wrong_letter, &wrong_letter, "in no result code");
    let newer = crate::learn::letters::write_letters(&[30; 12]);
    check(&newer, &newer, "newer version");
    // Words, dates, numbers and addresses are none.
    for text in [
        "Hello there, world peace",
        "2026-11-26 09:14, room 12",
        "+49 171 1234567",
        "well-known people-first",
        "https://example.com/learn/123",
        "550e8400-e29b-41d4-a716-446655440000",
    ] {
        let class = read_class(text);
        assert_eq!(class.problems, [], "{text}");
        assert_eq!(class.passed_over, [(1, text.to_owned())]);
    }
}

/// A code at all limits: the longest name and id, the most questions, the largest score, the furthest day, all stages mixed up.
#[test]
fn the_longest_code_is_found() {
    let mut confusion = Confusion::default();
    let mut right = Vec::new();
    for one in Stage::ALL {
        for other in Stage::ALL {
            // The more cells of two digits, the longer.
            let times = if right.len() < 180 - 49 { 8 } else { 1 };
            confusion.add(one, other, times);
            right.extend(vec![one == other; times as usize]);
        }
    }
    right.resize(200, false);
    let result = TestResult {
        learner: "語".repeat(20),
        deck: "é".repeat(20),
        right,
        confusion,
        score: u32::MAX,
        on: Some(Day(i32::MAX)),
    };
    let code = write_code(&result).unwrap();
    assert!(code.len() > 60 * 6, "{}", code.len());
    for text in [
        code.clone(),
        code.replace('-', " "),
        code.replace('-', ""),
        code.replace('-', "-\n> "),
        // A letter at a time, as from a form with a box for each.
        code.replace('-', "")
            .chars()
            .map(|c| format!("{c} "))
            .collect(),
        format!("Ada (7 of 8): {code}. Bye\n"),
    ] {
        let class = read_class(&text);
        assert_eq!(class.problems, [], "{text}");
        assert_eq!(class.tests.len(), 1, "{text}");
        assert_eq!(
            class.tests[0].results,
            std::slice::from_ref(&result),
            "{text}"
        );
    }
    // A letter of it is wrong: it is one code all the same.
    let wrong = code.replacen("-", "-0", 1);
    let class = read_class(&wrong);
    assert_eq!((class.problems.len(), class.passed_over.len()), (1, 0));
}

/// Whatever a megabyte says, each letter of it is looked at a bounded number of times, and what is not read is said.
#[test]
fn a_megabyte_is_read_in_bounded_steps() {
    let ada = code("Ada", "abcd-before", 5);
    let zeros = crate::learn::letters::write_letters(&[1; 30]);
    let many = |text: &str| text.repeat(1_000_000 / text.len() + 1);
    for text in [
        many("1 "),
        many("1-"),
        many("l1il2 "),
        many("2aaaa-"),
        many("1ZZZZ\n"),
        many("x\n"),
        many("x"),
        many("12345678"),
        many(&format!("{zeros} ")),
        many("Hello there, 2026 was a good year for all 12 of us.\n"),
    ] {
        let (found, steps) = find_counting(&text);
        let begins: String = text.chars().take(20).collect();
        assert!(steps < 450 * MOST_TEXT, "{begins}: {steps}");
        let rest = found.last().unwrap();
        assert!(matches!(rest, Found::Rest(..)), "{begins}: {rest:?}");
    }
    // What is read is read as ever, line by line.
    let long = format!("{ada}\n{}", many("hello\n"));
    let class = read_class(&long);
    assert_eq!(class.tests[0].results.len(), 1);
    let (line, said, why) = &class.problems[0];
    assert_eq!(
        (*line, said.as_str()),
        (class.passed_over.len() + 2, "hello")
    );
    assert!(why.contains("paste the rest into another class"), "{why}");
}

#[test]
fn tests_of_a_course_are_told_by_their_ids() {
    for (deck, expected) in [
        ("k7q2-before", ("k7q2", Form::Before)),
        ("k7q2-after", ("k7q2", Form::After)),
        ("house", ("house", Form::Alone)),
        ("-after", ("-after", Form::Alone)),
    ] {
        assert_eq!(form_of(deck), expected);
    }
}

#[test]
fn before_and_after_are_put_side_by_side() {
    let text = [
        code("Ann", "k7q2-after", 8),
        code("Ann", "k7q2-before", 4),
        code("Bo", "k7q2-before", 3),
        code("bo ", "k7q2-after", 6),
        code("Cy", "k7q2-before", 6),
        code("Di", "k7q2-after", 5),
        code("Ed", "k7q2", 5),
    ]
    .join("\n");
    let courses = read_class(&text).courses();
    let stems: Vec<_> = courses
        .iter()
        .map(|c| (c.stem.as_str(), c.tests.len()))
        .collect();
    assert_eq!(stems, [("k7q2", 2), ("k7q2", 1)]);
    let course = &courses[0];
    assert_eq!(
        (course.tests[0].0, course.tests[1].0),
        (Form::Before, Form::After)
    );
    let gains: Vec<_> = course
        .learners
        .iter()
        .map(|l| (l.name.as_str(), l.gain()))
        .collect();
    assert_eq!(
        gains,
        [
            ("Ann", Some(50)),
            ("Bo", Some(37)),
            ("Cy", None),
            ("Di", None)
        ]
    );
    assert_eq!(course.missing(Form::Before), ["Di"]);
    assert_eq!(course.missing(Form::After), ["Cy"]);
    assert_eq!(courses[1].missing(Form::Alone), [""; 0]);
    let gain = course.gain().unwrap();
    assert_eq!(
        (gain.better, gain.same, gain.worse, gain.by_luck),
        (2, 0, 0, None)
    );
    assert_eq!((gain.before.percent(), gain.after.percent()), (44, 88));
    assert_eq!(courses[1].gain(), None);
}

#[test]
fn shares_are_compared_exactly() {
    let share = |right, of| Share { right, of };
    assert!(share(1, 3).compare(share(33, 100)).is_gt());
    assert!(share(2, 6).compare(share(1, 3)).is_eq());
    for (right, of, percent) in [(0, 0, 0), (1, 8, 13), (1, 3, 33), (8, 8, 100)] {
        assert_eq!(share(right, of).percent(), percent);
    }
}

#[test]
fn what_a_gain_shows_is_said_honestly() {
    let check = |better, same, worse, expected: [&str; 2]| {
        let gain = Gain {
            better,
            same,
            worse,
            before: Share { right: 50, of: 100 },
            after: Share { right: 80, of: 100 },
            by_luck: super::sign_test::by_luck(better, worse),
        };
        assert_eq!(gain.sentences(), expected);
    };
    check(
        12,
        1,
        2,
        [
            "15 learners took both tests: 12 did better the second time, 1 had the same share right, 2 did worse. In all they had 50 % right before and 80 % after.",
            "If nobody had changed, so uneven a split would come up by luck in about 1 of 100 classes (sign test): something made them better, the course or the practice that a first test is.",
        ],
    );
    check(
        1,
        0,
        0,
        [
            "1 learner took both tests: 1 did better the second time. In all they had 50 % right before and 80 % after.",
            "That can be luck: 1 changed their result, and with fewer than 6 even all in one direction proves nothing. Look at what they mixed up instead.",
        ],
    );
    check(
        5,
        0,
        4,
        [
            "9 learners took both tests: 5 did better the second time, 4 did worse. In all they had 50 % right before and 80 % after.",
            "So uneven a split comes up by luck in about 100 of 100 classes (sign test), so it does not show whether the course helped.",
        ],
    );
}

#[test]
fn the_earliest_of_several_results_counts() {
    let code = |right: u32, on: Option<i32>| {
        let result = TestResult {
            learner: "Ada".to_owned(),
            deck: "k7q2-after".to_owned(),
            right: (0..4).map(|at| at < right).collect(),
            on: on.map(crate::Day),
            ..TestResult::default()
        };
        write_code(&result).unwrap()
    };
    let check = |codes: &[String], right: usize, said: &str| {
        let class = read_class(&codes.join("\n"));
        let results = &class.tests[0].results;
        assert_eq!(results.len(), 1);
        assert_eq!(results[0].right.iter().filter(|r| **r).count(), right);
        assert_eq!(class.duplicates.len(), 1);
        let (line, sentence) = &class.duplicates[0];
        assert_eq!(*line, 2);
        assert!(sentence.contains(said), "{sentence}");
    };
    let (early, late) = (Some(20_783), Some(20_784));
    check(&[code(1, early), code(4, late)], 1, "line 2 is left out");
    check(
        &[code(4, late), code(1, early)],
        1,
        "line 2 is from an earlier day",
    );
    // Where days do not tell, the one that was pasted first.
    check(&[code(4, early), code(1, early)], 4, "line 2 is left out");
    check(&[code(4, None), code(1, early)], 4, "line 2 is left out");
    check(&[code(1, early), code(4, None)], 1, "line 2 is left out");
}
