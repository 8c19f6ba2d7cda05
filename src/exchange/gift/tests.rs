//! GIFT in and out.

use super::{GiftKind, GiftQuestion, cases_from_gift, read_gift, write_gift};
use crate::deck::{Deck, DeckCase, read_deck};
use expect_test::{Expect, expect};
use proptest::prelude::*;
use serde_json::json;
use std::fmt::Write;
use std::{fs, path::PathBuf};

fn check(text: &str, expected: Expect) {
    expected.assert_eq(&shown(text.as_bytes()));
}

/// What was read, in short lines.
fn shown(bytes: &[u8]) -> String {
    let (questions, problems) = read_gift(bytes);
    let mut out = String::new();
    for q in &questions {
        write!(out, "{}", q.line).unwrap();
        for (name, value) in [
            ("id", &q.id),
            ("name", &q.name),
            ("in", &q.category),
            ("format", &q.format),
        ] {
            if !value.is_empty() {
                write!(out, " {name}={value}").unwrap();
            }
        }
        if !q.tags.is_empty() {
            write!(out, " tags={:?}", q.tags).unwrap();
        }
        writeln!(out, " {:?}", q.text).unwrap();
        answers(q, &mut out);
        if !q.feedback.is_empty() {
            writeln!(out, "  #### {:?}", q.feedback).unwrap();
        }
    }
    for problem in problems.kept() {
        writeln!(
            out,
            "! {} {:?} {}",
            problem.line, problem.value, problem.what
        )
        .unwrap();
    }
    out
}

fn answers(q: &GiftQuestion, out: &mut String) {
    match &q.kind {
        GiftKind::Description => writeln!(out, "  description").unwrap(),
        GiftKind::Essay => writeln!(out, "  essay").unwrap(),
        GiftKind::TrueFalse {
            right,
            when_wrong,
            when_right,
        } => {
            writeln!(out, "  {right} wrong={when_wrong:?} right={when_right:?}").unwrap();
        }
        GiftKind::Choice { single, answers } => {
            writeln!(out, "  {}", if *single { "one of" } else { "some of" }).unwrap();
            for a in answers {
                writeln!(out, "  {}% {:?} # {:?}", a.percent, a.text, a.feedback).unwrap();
            }
        }
        GiftKind::Short(answers) => {
            for a in answers {
                writeln!(
                    out,
                    "  typed {}% {:?} # {:?}",
                    a.percent, a.text, a.feedback
                )
                .unwrap();
            }
        }
        GiftKind::Matching(pairs) => writeln!(out, "  {pairs:?}").unwrap(),
        GiftKind::Numerical {
            answers,
            when_wrong,
        } => {
            for a in answers {
                writeln!(
                    out,
                    "  number {}% {:?} # {:?}",
                    a.percent, a.range, a.feedback
                )
                .unwrap();
            }
            if !when_wrong.is_empty() {
                writeln!(out, "  else {when_wrong:?}").unwrap();
            }
        }
    }
}

#[test]
fn choices() {
    check(
        "Who?{~Grant ~Jefferson =no one}",
        expect![[r#"
        1 "Who?"
          one of
          0% "Grant" # ""
          0% "Jefferson" # ""
          100% "no one" # ""
    "#]],
    );
    check(
        "Grant is {~%50%buried#half =entombed#yes ~[html]<b>living</b> # <i>no</i>} in it.",
        expect![[r#"
            1 "Grant is _____ in it."
              one of
              50% "buried" # "half"
              100% "entombed" # "yes"
              0% "living" # "<i>no</i>"
        "#]],
    );
    check(
        "All?{~%33.33333%A ~%-100%B ~%66.66667%C}",
        expect![[r#"
        1 "All?"
          some of
          33.33333% "A" # ""
          -100% "B" # ""
          66.66667% "C" # ""
    "#]],
    );
    check(
        "Odd?{~50% =5%}",
        expect![[r#"
        1 "Odd?"
          one of
          0% "50%" # ""
          100% "5%" # ""
    "#]],
    );
    check(
        "Blank?{=a ~ }",
        expect![[r#"
        ! 1 "" One of the answers is empty. This question was left out.
    "#]],
    );
    check(
        "Alone?{~a}",
        expect![[r#"
        ! 1 "~a" A question with ~ needs at least two answers. This question was left out.
    "#]],
    );
    check(
        "Weight?{~%120%a =b}",
        expect![[r#"
        ! 1 "%120%a" What an answer counts must be a number from -100 to 100. This question was left out.
    "#]],
    );
}

#[test]
fn other_types() {
    check(
        "Tomb.{FALSE#for wrong#for right}\n\nSun{T}\n\nSun{ TRUE # #yes }",
        expect![[r#"
            1 "Tomb."
              false wrong="for wrong" right="for right"
            3 "Sun"
              true wrong="" right=""
            5 "Sun"
              true wrong="" right="yes"
        "#]],
    );
    check(
        "Type{=four =%50%4#nearly ####all in all}\n\nType{}\n\nJust a text",
        expect![[r#"
            1 "Type"
              typed 100% "four" # ""
              typed 50% "4" # "nearly"
              #### "all in all"
            3 "Type"
              essay
            5 "Just a text"
              description
        "#]],
    );
    check(
        "Match{=a -> b =[html]<b>c</b>->d = -> e}\n\nMatch{=a -> b =c}\n\nMatch{=a->b}",
        expect![[r#"
            1 "Match"
              [("a", "b"), ("c", "d"), ("", "e")]
            ! 3 "c" In a question with pairs each answer needs a ->. This question was left out.
            ! 5 "=a->b" A question with pairs needs at least two of them. This question was left out.
        "#]],
    );
    check(
        "N{#1822:5}\n\nN{#-3.142..-3.141}\n\nN{#=1822:0#yes =%50%1822:2 =%0%* ~#no}\n\nN{#x}\n\nN{#}\n\nN{#1e999}",
        expect![[r#"
            1 "N"
              number 100% Some((1817.0, 1827.0)) # ""
            3 "N"
              number 100% Some((-3.142, -3.141)) # ""
            5 "N"
              number 100% Some((1822.0, 1822.0)) # "yes"
              number 50% Some((1820.0, 1824.0)) # ""
              number 0% None # ""
              else "no"
            ! 7 "x" A number was expected here, such as 3.14, 3.14:0.01 or 3..4. This question was left out.
            ! 9 "" There is no number behind the #. This question was left out.
            ! 11 "1e999" A number was expected here, such as 3.14, 3.14:0.01 or 3..4. This question was left out.
        "#]],
    );
}

#[test]
fn what_stands_around() {
    check(
        "// c\n// [id:a\\]b] [tag:x] [tag:y z]\n\n$CATEGORY: $course$/top/One\n::Name \\:: here::[markdown]*Text*\n// within\ngoes on{T}\n\n$CATEGORY: Two\n\n::no name{F}",
        expect![[r#"
            5 name=Name :: here in=$course$/top/One format=markdown "*Text*\n\ngoes on"
              true wrong="" right=""
            11 in=Two "::no name"
              false wrong="" right=""
        "#]],
    );
    check(
        r"A \{ b \} \~ \= \# \: \\n \n c \x \\\\{}",
        expect![[r#"
        1 "A { b } ~ = # : \\n \n c \\x \\\\"
          essay
    "#]],
    );
    check(
        "[html]<p>a &lt; b</p><p>c</p>{=<p>d</p>#<b>e</b> ~f}",
        expect![[r#"
            1 format=html "a < b\nc"
              one of
              100% "d" # "e"
              0% "f" # ""
        "#]],
    );
    check(
        "[other]x{T}",
        expect![[r#"
        1 "[other]x"
          true wrong="" right=""
    "#]],
    );
}

#[test]
fn what_is_wrong_is_said_with_its_line() {
    check(
        "\n\nfine{T}\n\nhere\nit is{~a\n\n=b}\n\n}{",
        expect![[r#"
        3 "fine"
          true wrong="" right=""
        ! 6 "here\nit is{~a" A { is not closed before the next blank line. Close it with }, take blank lines out from between the answers, or write \{ for the character. This question was left out.
        ! 8 "=b}" A } stands before any {. Write \} for the character. This question was left out.
        ! 10 "}{" A } stands before any {. Write \} for the character. This question was left out.
    "#]],
    );
    check(
        "",
        expect![[r#"
        ! 0 "" There is no question in this file. A GIFT file has questions with their answers in braces, parted by blank lines.
    "#]],
    );
    check(
        "// nothing\n",
        expect![[r#"
        ! 0 "" There is no question in this file. A GIFT file has questions with their answers in braces, parted by blank lines.
    "#]],
    );
}

#[test]
fn encodings() {
    let expected = "1 \"Größe?\"\n  true wrong=\"\" right=\"\"\n";
    let text = "Größe?{T}";
    assert_eq!(shown(text.as_bytes()), expected);
    assert_eq!(shown(format!("\u{feff}{text}").as_bytes()), expected);
    let wide: Vec<u8> = format!("\u{feff}{text}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(shown(&wide), expected);
    assert_eq!(
        shown(b"Gr\xf6\xdfe?{T}"),
        format!(
            "{expected}! 0 \"\" The file is not in UTF-8, so it was read as windows-1252. Look through letters such as é and ß.\n"
        )
    );
    // Old Macs end lines otherwise.
    assert_eq!(read_gift(b"a{T}\r\rb{F}\r\n\r\nc{T}").0.len(), 3);
}

#[test]
fn cases_of_questions() {
    let check = |text: &str, expected: Expect| {
        let (questions, _) = read_gift(text.as_bytes());
        let made = cases_from_gift(&questions);
        let mut out = String::new();
        for case in &made.cases {
            writeln!(
                out,
                "{} {:?} {:?} = {:?} {:?}",
                case.id, case.text, case.options, case.answer, case.explanation
            )
            .unwrap();
        }
        writeln!(out, "{} about stages", made.about_stages).unwrap();
        for problem in made.problems.kept() {
            writeln!(
                out,
                "! {} {:?} {}",
                problem.line, problem.value, problem.what
            )
            .unwrap();
        }
        expected.assert_eq(&out);
    };
    check(
        "::ada::Ada?{~Contact =lead#Interest. ~PROSPECT#No fit. ####See the rules.}\n\n// [id:7]\n::ada::Bo?{~%100%Lead ~Prospect}\n\n::ada::Cy?{=Lead ~Maybe}",
        expect![[r#"
            ada "Ada?" ["contact", "lead", "prospect"] = "lead" "Interest.\nSee the rules.\nPROSPECT: No fit."
            7 "Bo?" ["lead", "prospect"] = "lead" ""
            ada-2 "Cy?" ["Lead", "Maybe"] = "Lead" ""
            2 about stages
        "#]],
    );
    check(
        "Sun{T#no#yes}\n\nMoon{F}",
        expect![[r#"
        case-1 "Sun" ["True", "False"] = "True" "yes\nno"
        case-2 "Moon" ["True", "False"] = "False" ""
        0 about stages
    "#]],
    );
    check(
        "Text\n\nE{}\n\nS{=a}\n\nM{=a->b =c->d}\n\nN{#1}\n\nTwo{=a =b ~c}\n\nSome{~%50%a ~%50%b}\n\nHalf{=a ~%50%b}\n\nTwice{=a ~a}\n\n{=a ~b}\n\nNone{~a =%0%b ~c}",
        expect![[r#"
            case-1 "Half" ["a", "b"] = "a" ""
            case-2 "None" ["a", "%0%b", "c"] = "%0%b" ""
            0 about stages
            ! 1 "Text" This is a text without a question. It was left out.
            ! 3 "E" This question wants an answer in one's own words; a case of a deck has one right answer to choose. It was left out.
            ! 5 "S" This question wants a word to be typed; a case of a deck has one right answer to choose. It was left out.
            ! 7 "M" This question wants pairs; a case of a deck has one right answer to choose. It was left out.
            ! 9 "N" This question wants a number; a case of a deck has one right answer to choose. It was left out.
            ! 11 "Two" This question has more than one right answer. It was left out.
            ! 13 "Some" This question wants several answers at once; a case of a deck has one right answer to choose. It was left out.
            ! 15 "Half" Some of its wrong answers counted in part. In a deck they count nothing.
            ! 17 "Twice" This question has the same answer twice. It was left out.
            ! 19 "" This question has answers, but asks nothing. It was left out.
        "#]],
    );
}

/// A file that wants to do harm: what GIFT does not have, half a question, signs of every kind, markup, and bytes that are no letters.
const HOSTILE: &[u8] = b"\xEF\xBB\xBF// a comment \\{ \\}\r\n$CATEGORY: ../../etc/$course$/=~#\r\n\r\n\
    ::<script>alert(1)</script>::[html]<img src=x onerror=alert(1)> &amp;lt; who\\: {=<b>a lead</b>#\\#\\# ~%-33.33333%x ~\xE2\x80\xAEy}\r\n\r\n\
    ::a::b::c:: \xE2\x80\xAE\xC2\xAD\xEE\x80\x81 \\\\{ {}{}{ =\r\n\r\n{}}}{{{\r\n\r\n\
    \x00\xFF\xFE half a question {=yes ~no\r\n\r\nnumbers {#1..:::..2 =%100%=3:-0 ~nan}\r\n\r\n\
    {T#}{F##}\r\n\r\npairs {=->-> =a -> =->b}\r\n\r\nlast \\";

/// Always here, wherever the files of others are not.
#[test]
fn a_hostile_file() {
    expect![[r###"
        4 name=<script>alert(1)</script> in=../../etc/$course$/=~# format=html "&lt; who:"
          one of
          100% "a lead" # "##"
          -33.33333% "x" # ""
          0% "\u{202e}y" # ""
        6 name=a in=../../etc/$course$/=~# "b::c:: \u{202e}\u{ad}\u{e001} \\_____{}{ ="
          typed 100% "{" # ""
        8 in=../../etc/$course$/=~# "_____}}{{{"
          essay
        14 in=../../etc/$course$/=~# "_____{F##}"
          true wrong="" right=""
        16 in=../../etc/$course$/=~# "pairs"
          [("", "->"), ("a", ""), ("", "b")]
        18 in=../../etc/$course$/=~# "last \\"
          description
        ! 0 "" 2 characters could not be read; � stands in their places.
        ! 10 "\0�� half a question {=yes ~no" A { is not closed before the next blank line. Close it with }, take blank lines out from between the answers, or write \{ for the character. This question was left out.
        ! 12 "1..:::..2" A number was expected here, such as 3.14, 3.14:0.01 or 3..4. This question was left out.
    "###]].assert_eq(&shown(HOSTILE));
    // As cases of a deck its texts are texts.
    let (questions, _) = read_gift(HOSTILE);
    let made = cases_from_gift(&questions);
    let cases: Vec<_> = made
        .cases
        .iter()
        .map(|case| (&case.text, &case.options, &case.answer))
        .collect();
    expect![[r#"
        [
            (
                "&lt; who:",
                [
                    "a lead",
                    "x",
                    "\u{202e}y",
                ],
                "a lead",
            ),
            (
                "_____{F##}",
                [
                    "True",
                    "False",
                ],
                "True",
            ),
        ]
    "#]]
    .assert_debug_eq(&cases);
}

/// All files of other people are read, or it is said why not.
#[test]
fn files_of_others() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/gift");
    let Ok(entries) = fs::read_dir(&folder) else {
        // Past what the test runner keeps to itself when all is well.
        let said = "skipped: the GIFT files of others are not here";
        std::io::Write::write_all(&mut std::io::stderr(), format!("{said}\n").as_bytes()).unwrap();
        return;
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 26, "{paths:?}");
    let mut out = String::new();
    for path in paths {
        let (questions, problems) = read_gift(&fs::read(&path).unwrap());
        let kinds: String = questions
            .iter()
            .map(|q| match &q.kind {
                GiftKind::Description => 'D',
                GiftKind::Essay => 'E',
                GiftKind::TrueFalse { .. } => 'T',
                GiftKind::Choice { single: true, .. } => '1',
                GiftKind::Choice { .. } => '+',
                GiftKind::Short(_) => 'S',
                GiftKind::Matching(_) => 'M',
                GiftKind::Numerical { .. } => 'N',
            })
            .collect();
        writeln!(out, "{} {kinds}", path.file_name().unwrap().display()).unwrap();
        for problem in problems.kept() {
            writeln!(out, "! {} {}", problem.line, problem.what).unwrap();
        }
    }
    expect![[r#"
        TFTwoFeedback.gift TTT
        categorySpecialCharacter.gift 
        ! 0 There is no question in this file. A GIFT file has questions with their answers in braces, parted by blank lines.
        descriptionTitleEscapedColon.gift DT
        escapeAll.gift 1
        escapeEquals.gift 1
        examples.gift.txt 11TSN1111SSTTMMNNNNNS11SST11S++1111TSNM11SN
        formatExamples.gift 1
        markdown.gift DDDD
        mc1.gift 1
        mc4.gift 1
        mcHTMLComment.gift 1
        multipleAnswersFloat.gift +
        numerical1.gift NNNNNNNNNN
        shortAnswer1.gift SS
        shortAnswerNotMatching.gift 11
        shortFirstEmbeddedUnderline.gift SS
        symbolsAll.gift T
        tag_id_and_two_tags.gift E
        tf1.gift T
        tf1_markdown.gift T
        totara_moodle_backslash.gift E
        totara_moodle_match.gift M
        totara_moodle_multichoice_multi.gift +
        totara_moodle_pre_content.gift E
        totara_moodle_shortanswer_general_feedback.gift S
        totara_moodle_truefalse_true_answer1.gift T
        type_inferred_multiline_markdown.gift S
    "#]].assert_eq(&out);
}

/// The story and the options of a deck as GIFT can carry them.
fn carried(deck: &Deck) -> Vec<(String, String, Vec<String>, String, String)> {
    let text = |text: &str| {
        text.replace("\r\n", "\n")
            .replace('\r', "\n")
            .trim()
            .to_owned()
    };
    let case = |case: &DeckCase| {
        let options = deck
            .options(case)
            .iter()
            .map(|option| text(option))
            .collect();
        (
            case.id.clone(),
            text(&case.text),
            options,
            text(&case.answer),
            text(&case.explanation),
        )
    };
    deck.cases.iter().map(case).collect()
}

#[test]
fn a_deck_as_gift() {
    let deck = read_deck(&json!({
        "format": "leadlens.deck/1", "id": "d", "title": "Week 1/2 = first", "as_of": "2026-11-25", "rulebook": "house",
        "cases": [
            { "id": "a", "text": "Ada {CEO} asks: 50% ~ = # \\ \\n?\n\n// Second paragraph", "answer": "lead", "explanation": "[html]<b>no markup</b>" },
            { "id": "b c", "text": "[markdown]*B*", "answer": "%50%x", "options": ["%50%x", "%25%y", "[html]z", "a -> b"] },
        ],
    }))
    .unwrap();
    expect![[r#"
        // Made with Leadlens.

        $CATEGORY: $course$/top/Week 1//2 \= first

        ::a::[plain]Ada \{CEO\} asks\: 50% \~ \= \# \\ \\n?\n\n// Second paragraph{
        	~Contact
        	=Lead
        	~Prospect
        	~Opportunity
        	####[plain][html]<b>no markup</b>
        }

        ::b c::[plain][markdown]*B*{
        	=%50%x
        	~%0%%25%y
        	~[plain][html]z
        	~a -> b
        }
    "#]]
    .assert_eq(&write_gift(&deck));
    let (questions, problems) = read_gift(write_gift(&deck).as_bytes());
    assert_eq!(problems.total(), 0, "{problems:?}");
    assert_eq!(questions[0].category, "$course$/top/Week 1//2 = first");
    let made = cases_from_gift(&questions);
    assert_eq!((made.problems.total(), made.about_stages), (0, 1));
    assert_eq!(
        carried(&Deck {
            cases: made.cases,
            ..deck.clone()
        }),
        carried(&deck)
    );
}

/// Texts full of what means something in GIFT.
fn text() -> impl Strategy<Value = String> {
    "([ab%0-9]|[~=#{}:\\\\\\[\\]]|\\\\n|\n|\r|\t| |::|####|->|//|%50%|\\[html\\]|\\[plain\\]|<b>|&amp;|é|\u{10fff3}|\u{10fff8}|[TF]){0,24}x"
}

fn any_deck() -> impl Strategy<Value = Deck> {
    let id =
        prop::collection::vec("[a-z0-9:={}#~\\\\]{1,6}", 1..3).prop_map(|words| words.join(" "));
    let case = (
        id,
        text(),
        prop::collection::vec(text(), 0..6),
        text(),
        any::<prop::sample::Index>(),
    );
    prop::collection::vec(case, 0..6).prop_map(|all| {
        let mut cases: Vec<DeckCase> = Vec::new();
        for (id, text, options, explanation, right) in all {
            let mut options: Vec<String> = options;
            let mut known = std::collections::HashSet::new();
            options.retain(|option| known.insert(option.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned()));
            if options.len() < 2 {
                options.clear();
            }
            let answer = match options.is_empty() {
                true => "lead".to_owned(),
                false => options[right.index(options.len())].clone(),
            };
            if cases.iter().all(|case| case.id != id) {
                cases.push(DeckCase { id, text, contact: None, answer, explanation, options, seed: None, extra: serde_json::Map::new() });
            }
        }
        let mut deck = read_deck(&json!({
            "format": "leadlens.deck/1", "id": "d", "title": "D", "as_of": "2026-11-25", "rulebook": "house", "cases": [],
        }))
        .unwrap();
        deck.cases = cases;
        deck
    })
}

proptest! {
    #[test]
    fn a_deck_comes_back(deck in any_deck()) {
        let gift = write_gift(&deck);
        let (questions, problems) = read_gift(gift.as_bytes());
        prop_assert_eq!(problems.total(), u64::from(deck.cases.is_empty()), "{:?}\n{}", problems, gift);
        let made = cases_from_gift(&questions);
        prop_assert_eq!(made.problems.total(), 0, "{:?}\n{}", made.problems, gift);
        let back = Deck { cases: made.cases, ..deck.clone() };
        prop_assert_eq!(carried(&back), carried(&deck), "{}", gift);
    }

    #[test]
    fn any_bytes_do_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let (questions, problems) = read_gift(&bytes);
        prop_assert!(!questions.is_empty() || problems.total() > 0 || bytes.is_empty());
        let _ = cases_from_gift(&questions);
    }

    #[test]
    fn any_marks_do_no_harm(text in "([~=#{}:\\\\\n]|\\[html\\]|<|>|&|;|//|\\[id:|\\]|\\$CATEGORY:|%|-|\\.\\.|[0-9TFx ]){0,120}") {
        let (questions, problems) = read_gift(text.as_bytes());
        let made = cases_from_gift(&questions);
        prop_assert!(made.cases.len() as u64 + made.problems.total() >= questions.len() as u64);
        let lines = text.split('\n').count() as u32;
        prop_assert!(problems.kept().iter().all(|problem| problem.line <= lines));
    }
}

/// A file of nothing but beginnings must not take longer than its length is worth.
#[test]
fn hostile_files_are_read_at_once() {
    for part in [
        "<a '",
        "<!--",
        "<script>",
        "<style></style>",
        "&",
        "{",
        "~a",
        "[tag:",
        "\\",
        "<p>",
    ] {
        let text = format!("[html]{}", part.repeat(1_000_000 / part.len()));
        let start = std::time::Instant::now();
        let _ = read_gift(text.as_bytes());
        let _ = read_gift(format!("// {text}\n\nx{{{text}}}").as_bytes());
        assert!(
            start.elapsed().as_secs() < 5,
            "{part}: {:?}",
            start.elapsed()
        );
    }
    assert_eq!(
        read_gift(&vec![b'a'; super::MOST_GIFT_BYTES + 1]).1.total(),
        1
    );
}
