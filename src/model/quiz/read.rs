//! A quiz's JSON to a [`Quiz`], or the member for which it is refused.

use super::links::link;
use super::{ALL_GRADES, Quiz, QuizOption, QuizQuestion, QuizResult, QuizType};
use crate::contact_json::recorded;
use crate::dictionary::Kind;
use crate::node::Node;
use crate::refusal::{Refusal, quoted};
use crate::spot::{Log, Spot};
use crate::stage::Stage;

/// The format of quizzes that this version reads.
pub const QUIZ_FORMAT: &str = "leadlens.quiz/1";

const A_TEXT: &str = "a text";
const OWN_ID: &str = "an id of its own, a text";
/// A scale has at most so many numbers between its ends, and one more.
const MOST_STEPS: f64 = 10.0;
/// The most characters of a text where a question does not say.
const MOST_CHARACTERS: f64 = 500.0;

const TYPES: [(&str, QuizType); 8] = [
    ("single", QuizType::Single),
    ("multiple", QuizType::Multiple),
    ("yes_no", QuizType::YesNo),
    ("number", QuizType::Number),
    ("scale", QuizType::Scale),
    ("date", QuizType::Date),
    ("text", QuizType::Text),
    ("email", QuizType::Email),
];

/// Reads a quiz. Members this version does not know are left alone.
///
/// # Errors
/// At the first member that is not as it must be, with its path; also when a newer version wrote it.
pub fn read_quiz(node: Node<'_>) -> Result<Quiz<'_>, Refusal> {
    let log = Log::default();
    let quiz = quiz(&Spot::root(node, &log), &log);
    log.result(quiz)
}

pub(super) fn quiz<'v>(root: &Spot<'v, '_>, log: &Log) -> Quiz<'v> {
    root.members();
    let mut quiz = Quiz {
        id: "",
        fixed: false,
        questions: Vec::new(),
        results: Vec::new(),
        records_questionnaire: true,
        records_form: true,
    };
    if log.is_clean() {
        format(root);
    }
    // Nothing of a later version's is held against it.
    if !log.is_clean() {
        return quiz;
    }
    quiz.id = root.member("id").filled_text(OWN_ID);
    text_or(root, "title", "");
    text_or(root, "intro", "");
    text_or(root, "lang", "");
    let rulebook = root.member("rulebook");
    if rulebook.node().is_none_or(|n| n.members().is_none()) {
        rulebook.filled_text("the id of a rulebook, or a rulebook");
    }
    quiz.fixed = match root.optional("order") {
        Some(order) => one_of(&order, &["adaptive", "fixed"], "adaptive or fixed") == 1,
        None => false,
    };
    let mut known = Vec::new();
    let at = root.member("questions");
    for spot in at.filled_list("a list of questions") {
        let question = question(&spot, &quiz.questions, &mut known);
        quiz.questions.push(question);
    }
    known.clear();
    let at = root.member("results");
    let results = at.filled_list("a list of results");
    for (place, spot) in results.iter().enumerate() {
        let id = own_id(spot, &mut known);
        let result = result(spot, id, place + 1 == results.len());
        quiz.results.push(result);
    }
    if let Some(records) = root.optional("records") {
        quiz.records_questionnaire = false;
        quiz.records_form = false;
        for spot in records.list() {
            let expected = "questionnaire_done or form_submitted";
            if one_of(&spot, &["questionnaire_done", "form_submitted"], expected) == 0 {
                quiz.records_questionnaire = true;
            } else {
                quiz.records_form = true;
            }
        }
    }
    around(root);
    quiz
}

/// Refuses what is not of this format.
fn format(root: &Spot<'_, '_>) {
    let spot = root.member("format");
    let expected = "\"leadlens.quiz/1\"";
    let format = spot.text(expected);
    if format == QUIZ_FORMAT {
        return;
    }
    let mut found = quoted(format);
    let version = format.strip_prefix("leadlens.quiz/").unwrap_or("");
    let digits = version.trim_start_matches('0');
    if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) && digits != "1" {
        found.push_str(", made by a newer version of Leadlens");
    }
    spot.refuse_saying(expected, found);
}

/// The text of a member that may be left out.
fn text_or<'v>(spot: &Spot<'v, '_>, key: &str, other: &'v str) -> &'v str {
    match spot.optional(key) {
        Some(text) => text.text(A_TEXT),
        None => other,
    }
}

/// The answer of a member that may be left out.
fn yes_or_no(spot: &Spot<'_, '_>, key: &str) -> bool {
    let Some(spot) = spot.optional(key) else {
        return false;
    };
    match spot.node().and_then(Node::boolean) {
        Some(answer) => answer,
        None => {
            spot.refuse("true or false");
            false
        }
    }
}

/// The place of the text here among some.
pub(super) fn one_of(spot: &Spot<'_, '_>, known: &[&str], expected: &'static str) -> usize {
    let text = spot.text(expected);
    match known.iter().position(|known| *known == text) {
        Some(place) => place,
        None => {
            spot.refuse(expected);
            0
        }
    }
}

/// The id of what stands here, which none of those before it has.
fn own_id<'v>(spot: &Spot<'v, '_>, known: &mut Vec<&'v str>) -> &'v str {
    let at = spot.member("id");
    let id = at.filled_text(OWN_ID);
    if known.contains(&id) {
        at.refuse("an id that nothing before it has");
    }
    known.push(id);
    id
}

fn question<'v>(
    spot: &Spot<'v, '_>,
    before: &[QuizQuestion<'v>],
    known: &mut Vec<&'v str>,
) -> QuizQuestion<'v> {
    spot.members();
    let id = own_id(spot, known);
    let expected = "single, multiple, yes_no, number, scale, date, text or email";
    let kind_at = spot.member("type");
    let kind = one_of(&kind_at, &TYPES.map(|t| t.0), expected);
    let kind = TYPES.get(kind).map_or(QuizType::Single, |t| t.1);
    spot.member("text").filled_text(A_TEXT);
    text_or(spot, "hint", "");
    let mut question = QuizQuestion {
        id,
        kind,
        required: yes_or_no(spot, "required"),
        skip_when: Vec::new(),
        options: Vec::new(),
        attribute: "",
        low: f64::NEG_INFINITY,
        high: f64::INFINITY,
    };
    if let Some(rules) = spot.optional("skip_when") {
        for rule in rules.list() {
            question.skip_when.push(skip_rule(&rule, before));
        }
    }
    match kind {
        QuizType::Single | QuizType::Multiple => {
            let at = spot.member("options");
            let list = at.list();
            if list.len() < 2 {
                at.refuse("a list of at least two options");
            }
            let mut known = Vec::new();
            for spot in list {
                let id = own_id(&spot, &mut known);
                question.options.push(option(&spot, id));
            }
        }
        QuizType::YesNo => {
            let attribute = text_or(spot, "attribute", "");
            for id in ["yes", "no"] {
                let mut option = QuizOption {
                    id,
                    sets: Vec::new(),
                    signals: Vec::new(),
                };
                if !attribute.is_empty() {
                    option.sets.push((attribute, id.to_owned(), Kind::Text));
                }
                if id == "yes" {
                    option.signals = signals(spot);
                }
                question.options.push(option);
            }
        }
        _ => bounds(spot, &mut question),
    }
    question
}

/// What there is to say of questions without options.
fn bounds<'v>(spot: &Spot<'v, '_>, question: &mut QuizQuestion<'v>) {
    question.attribute = match spot.optional("attribute") {
        None if question.kind == QuizType::Email => "email",
        _ => spot
            .member("attribute")
            .filled_text("the id of an attribute"),
    };
    let scale = question.kind == QuizType::Scale;
    if scale || question.kind == QuizType::Number {
        let expected = if scale { "a whole number" } else { "a number" };
        let whole = |n: f64| !scale || n.fract() == 0.0;
        for key in ["min", "max"] {
            let at = spot.member(key);
            if !scale && spot.optional(key).is_none() {
                continue;
            }
            let bound = at.number_that(&whole, expected);
            if key == "min" {
                question.low = bound;
                continue;
            }
            question.high = bound;
            if question.high < question.low {
                at.refuse("a number from min up");
            }
            if scale && !(1.0..=MOST_STEPS).contains(&(bound - question.low)) {
                at.refuse("a number over min, by at most 10");
            }
        }
        if let Some(step) = spot.optional("step") {
            step.number_that(&|n| n > 0.0, "a number over 0");
        }
        for key in ["unit", "low", "high"] {
            text_or(spot, key, "");
        }
    }
    if question.kind == QuizType::Text {
        question.high = match spot.optional("max_length") {
            Some(most) => most.number_that(
                &|n| n.fract() == 0.0 && n >= 1.0,
                "a whole number of characters from 1",
            ),
            None => MOST_CHARACTERS,
        };
    }
}

fn option<'v>(spot: &Spot<'v, '_>, id: &'v str) -> QuizOption<'v> {
    spot.member("text").filled_text(A_TEXT);
    let mut sets = Vec::new();
    if let Some(at) = spot.optional("sets") {
        for (attribute, node) in at.members() {
            if let Some((value, kind)) = recorded(&at.member_at(attribute, Some(node))) {
                sets.push((attribute, value, kind));
            }
        }
    }
    QuizOption {
        id,
        sets,
        signals: signals(spot),
    }
}

fn signals<'v>(spot: &Spot<'v, '_>) -> Vec<&'v str> {
    let mut signals = Vec::new();
    if let Some(at) = spot.optional("signals") {
        for kind in at.list() {
            signals.push(kind.filled_text("a kind of signal"));
        }
    }
    signals
}

/// A rule on which a question is skipped.
fn skip_rule(spot: &Spot<'_, '_>, before: &[QuizQuestion<'_>]) -> (usize, Vec<usize>) {
    let at = spot.member("question");
    let expected = "the id of a question before this one";
    let id = at.text(expected);
    let place = before.iter().position(|q| q.id == id);
    let Some((place, earlier)) = place.and_then(|place| Some((place, before.get(place)?))) else {
        at.refuse(expected);
        return (0, Vec::new());
    };
    let mut options = Vec::new();
    for spot in spot.member("is").filled_list("a list of options") {
        options.push(option_place(earlier, &spot));
    }
    (place, options)
}

/// The place of the option whose id stands here.
pub(super) fn option_place(question: &QuizQuestion<'_>, spot: &Spot<'_, '_>) -> usize {
    let mut ids = Vec::new();
    for option in &question.options {
        ids.push(option.id);
    }
    one_of(spot, &ids, "the id of one of the question's options")
}

fn result<'v>(spot: &Spot<'v, '_>, id: &'v str, last: bool) -> QuizResult<'v> {
    let mut result = QuizResult {
        id,
        stages: u8::MAX,
        grades: ALL_GRADES,
    };
    if let Some(when) = spot.optional("when") {
        when.members();
        if last {
            when.refuse("no condition, since the last result is for all that no other fits");
        }
        if let Some(stages) = when.optional("stage") {
            result.stages = 0;
            for stage in stages.filled_list("a list of stages") {
                let expected =
                    "contact, lead, prospect, opportunity, customer, disqualified or lost";
                result.stages |= 1 << one_of(&stage, &Stage::ALL.map(Stage::id), expected);
            }
        }
        if let Some(grades) = when.optional("grade") {
            result.grades = 0;
            for at in grades.filled_list("a list of grades") {
                let expected = "a grade such as A or B1";
                result.grades |= match *at.text(expected).as_bytes() {
                    [fit @ b'A'..=b'D'] => 15 << ((fit - b'A') * 4),
                    [fit @ b'A'..=b'D', digit @ b'1'..=b'4'] => {
                        1 << ((fit - b'A') * 4 + digit - b'1')
                    }
                    _ => {
                        at.refuse(expected);
                        0
                    }
                };
            }
        }
    }
    spot.member("title").filled_text(A_TEXT);
    text_or(spot, "text", "");
    if let Some(action) = spot.optional("action") {
        let kinds = ["link", "calendar", "download"];
        one_of(&action.member("type"), &kinds, "link, calendar or download");
        action.member("text").filled_text(A_TEXT);
        link(&action.member("href"), false);
    }
    result
}

/// Checks what stands around the questions: the player's alone.
fn around(root: &Spot<'_, '_>) {
    if let Some(consent) = root.optional("consent") {
        consent.member("text").filled_text(A_TEXT);
        yes_or_no(&consent, "required");
        if let Some(at) = consent.optional("link") {
            at.member("text").filled_text(A_TEXT);
            link(&at.member("href"), false);
        }
    }
    if let Some(branding) = root.optional("branding") {
        branding.members();
        if let Some(accent) = branding.optional("accent") {
            let expected = "a colour such as \"#0b57d0\"";
            let digits = accent.text(expected).strip_prefix('#').unwrap_or("");
            let hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
            if !hex || (digits.len() != 3 && digits.len() != 6) {
                accent.refuse(expected);
            }
        }
        if let Some(logo) = branding.optional("logo") {
            link(&logo.member("src"), true);
            text_or(&logo, "alt", "");
        }
    }
    if let Some(texts) = root.optional("texts") {
        for (name, node) in texts.members() {
            texts.member_at(name, Some(node)).text(A_TEXT);
        }
    }
    if let Some(variants) = root.optional("variants") {
        let mut known = Vec::new();
        for variant in variants.list() {
            own_id(&variant, &mut known);
            if let Some(weight) = variant.optional("weight") {
                weight.number_that(&|n| n >= 0.0, "a number from 0");
            }
            variant.member("changes").members();
        }
    }
    if let Some(submit) = root.optional("submit") {
        let at = submit.member("endpoint");
        let expected = "a link with http or https";
        link(&at, false);
        if !at
            .text(expected)
            .as_bytes()
            .to_ascii_lowercase()
            .starts_with(b"http")
        {
            at.refuse(expected);
        }
        if let Some(encoding) = submit.optional("encoding") {
            one_of(&encoding, &["json", "form"], "json or form");
        }
    }
}
