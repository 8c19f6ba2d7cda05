//! Codes and classes.

use super::{CodeError, TestResult, read_code, write_code};
use crate::day::Day;
use crate::learn::class::read_class;
use crate::learn::confusion::Confusion;
use crate::learn::dice::Dice;
use crate::learn::{Practice, Sureness};
use crate::stage::Stage::{self, Contact, Lead, Prospect};

/// A result with these questions right; wrong ones took a lead for a prospect.
fn result(learner: &str, deck: &str, right: &[bool]) -> TestResult {
    let mut confusion = Confusion::default();
    for known in right {
        confusion.add(Lead, if *known { Lead } else { Prospect }, 1);
    }
    TestResult {
        learner: learner.to_owned(),
        deck: deck.to_owned(),
        right: right.to_vec(),
        confusion,
        score: 70,
        on: None,
    }
}

#[test]
fn a_code_is_short_and_comes_back() {
    let right = [
        true, true, false, true, true, true, false, true, true, true, true, true,
    ];
    let ann = result("Ann Lee", "house-1", &right);
    let code = write_code(&ann).unwrap();
    expect_test::expect!["1709W-ZWBF7-HW6HE-P7QZB-56XZ6-324S4-A4H7M-7"].assert_eq(&code);
    assert_eq!(read_code(&code), Ok(ann.clone()));
    assert_eq!(read_code(&code.to_lowercase().replace('-', "  ")), Ok(ann));
}

/// Codes with a day, with questions left open and with questions that ask for no stage; those without stay as they were.
#[test]
fn a_day_and_what_is_no_stage_fit_in() {
    let plain = result("Ann Lee", "house-1", &[true, false, true]);
    for on in [
        None,
        Some(Day(20_454)),
        Some(Day(20_783)),
        Some(Day(90_000)),
    ] {
        for missing in [0, 1] {
            let mut dated = TestResult {
                on,
                ..plain.clone()
            };
            dated.right.extend(vec![false; missing]);
            let code = write_code(&dated).unwrap();
            assert_eq!(
                code.starts_with('1'),
                on.is_none() && missing == 0,
                "{code}"
            );
            assert_eq!(read_code(&code), Ok(dated));
        }
    }
    // No confusions at all: none of the questions asks for a stage.
    let other = TestResult {
        confusion: Confusion::default(),
        ..plain.clone()
    };
    assert_eq!(read_code(&write_code(&other).unwrap()), Ok(other));
    // A day before such codes is left out, not made up.
    let early = TestResult {
        on: Some(Day(20_453)),
        ..plain.clone()
    };
    assert_eq!(read_code(&write_code(&early).unwrap()), Ok(plain.clone()));
    // More right by the confusions than by the questions.
    let mut wrong = TestResult {
        on: Some(Day(20_783)),
        ..plain
    };
    wrong.right = vec![false; 3];
    assert_eq!(write_code(&wrong).unwrap_err(), CodeError::Contradiction);
}

/// Every code of random results comes back, and with one wrong letter or two that changed places it does not.
#[test]
fn damage_is_refused_with_a_sentence() {
    const NAMES: [&str; 6] = [
        "Ann",
        "Zoë Ó Briain",
        "名前",
        "J. R. (night shift)",
        "a",
        "Max Mustermann-Ng 2",
    ];
    for seed in 0..12 {
        let dice = &mut Dice::new(seed, 0);
        let mut sample = TestResult {
            learner: (*dice.pick(&NAMES).unwrap()).to_owned(),
            deck: (*dice.pick(&["", "house", "own_rules/7"]).unwrap()).to_owned(),
            score: dice.below(1000) as u32,
            ..TestResult::default()
        };
        for _ in 0..dice.below(30) {
            let right = *dice.pick(&Stage::ALL).unwrap();
            let said = if dice.chance(60) {
                right
            } else {
                *dice.pick(&Stage::ALL).unwrap()
            };
            sample.right.push(right == said);
            sample.confusion.add(right, said, 1);
        }
        let code = write_code(&sample).unwrap();
        assert_eq!(read_code(&code).as_ref(), Ok(&sample));
        let letters: Vec<char> = code.chars().filter(|c| *c != '-').collect();
        let read = |letters: &[char]| read_code(&letters.iter().collect::<String>());
        for at in 0..letters.len() {
            for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars() {
                let mut wrong = letters.clone();
                wrong[at] = other;
                let expected = if wrong == letters {
                    Ok(sample.clone())
                } else {
                    Err(CodeError::Damaged)
                };
                assert_eq!(read(&wrong), expected);
            }
            if at > 0 && letters[at] != letters[at - 1] {
                let mut swapped = letters.clone();
                swapped.swap(at - 1, at);
                assert_eq!(read(&swapped), Err(CodeError::Damaged));
            }
        }
    }
}

#[test]
fn what_cannot_be_read_is_said() {
    let check = |code: &str, expected: &str| {
        assert_eq!(read_code(code).unwrap_err().to_string(), expected);
    };
    check(
        "",
        "This is too short to be a result code. Copy all of it, from the first letter to the last.",
    );
    check(
        "12U",
        "“U”, letter 3 of the code, is in no result code. Compare it with the code on the learner's screen.",
    );
    check(
        "12345-67890",
        "This code has a typing mistake: a letter is wrong, missing or in another's place. Compare it with the code on the learner's screen.",
    );
    let newer = crate::learn::letters::write_letters(&[3, 9, 9]);
    check(
        &newer,
        "This code was made by a newer version of Leadlens. Reload the page to get the newest version, and try again.",
    );
    let refused = |result: TestResult| write_code(&result).unwrap_err();
    assert_eq!(refused(result("  ", "d", &[])), CodeError::NoName);
    for long in ["a".repeat(61), "я".repeat(31)] {
        let why = refused(result(&long, "d", &[])).to_string();
        assert_eq!(why, "The name is too long for a code. Shorten it.");
    }
    assert!(matches!(
        refused(result("a", &"d".repeat(41), &[])),
        CodeError::TooLong(..)
    ));
    let mut wrong = result("a", "d", &[true]);
    wrong.confusion.add(Contact, Contact, 1);
    assert_eq!(refused(wrong), CodeError::Contradiction);
}

#[test]
fn a_class_is_summed_up() {
    let code = |learner: &str, deck: &str, right: &[bool]| {
        write_code(&result(learner, deck, right)).unwrap()
    };
    let ann = code("Ann", "house", &[true, false, false]);
    let bo = code("Bo", "house", &[true, true, false]);
    let again = code(" ann ", "house", &[true, true, true]);
    let other = code("Cy", "conversation", &[true]);
    let text = format!("{ann}\n\n{bo}; {bo}\nnonsense!\n{again}\n{other}\n");
    let class = read_class(&text);
    let house = &class.tests[0];
    let who: Vec<&str> = house.results.iter().map(|r| r.learner.as_str()).collect();
    assert_eq!((house.deck.as_str(), who), ("house", vec!["Ann", "Bo"]));
    assert_eq!(house.questions, [(2, 2), (1, 2), (0, 2)]);
    assert_eq!(house.hardest, Some(2));
    assert_eq!(
        (
            house.confusion.count(Lead, Lead),
            house.confusion.count(Lead, Prospect)
        ),
        (3, 3)
    );
    assert_eq!(
        (class.tests[1].deck.as_str(), class.tests[1].hardest),
        ("conversation", None)
    );
    assert_eq!(
        class.duplicates,
        [
            (3, "Bo is here twice with the same code; it counts once.".to_owned()),
            (
                5,
                "Ann has more than one result; the first time counts, so the one on line 5 is left out. If these are two people, let them add to their names."
                    .to_owned()
            ),
        ]
    );
    assert_eq!(class.problems, []);
    assert_eq!(class.passed_over, [(4, "nonsense!".to_owned())]);
    assert_eq!(read_class(" \n"), super::super::class::Class::default());
    // Of as hard questions the first; those who answered fewer count where they answered.
    let two = format!(
        "{}\n{}",
        code("A", "x", &[false, true]),
        code("B", "x", &[true, false, false])
    );
    assert_eq!(
        read_class(&two).tests[0].questions,
        [(1, 2), (1, 2), (0, 1)]
    );
    assert_eq!(read_class(&two).tests[0].hardest, Some(2));
}

#[test]
fn a_result_is_that_of_its_answers() {
    let aim = (Lead, Prospect);
    let mut practice = Practice::new("house", vec![aim], 3);
    let rulebook = crate::published_rulebook("house").unwrap();
    let on = crate::Day::parse("2026-11-21").unwrap();
    for n in 0..3 {
        let task = practice.next(on);
        let story = practice.story(&task, rulebook, on).unwrap();
        let answer = if n == 1 { Contact } else { story.case.stage };
        practice.note(&task, &story, answer, Sureness::Fairly, 900, on);
    }
    let result = TestResult::of(" Ann ", "house-3", practice.answers());
    assert_eq!(
        (
            result.learner.as_str(),
            result.right.as_slice(),
            result.score
        ),
        ("Ann", &[false, true][..], 50)
    );
    assert_eq!(read_code(&write_code(&result).unwrap()), Ok(result));
    assert_eq!(TestResult::of("Ann", "d", []).score, 0);
}
