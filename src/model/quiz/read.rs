//! A quiz's JSON to a [`Quiz`], or the member for which it is refused.

#[cfg(feature = "workspace")]
use super::links::{LinkTo, link};
use super::questions::question;
use super::{ALL_GRADES, Quiz, QuizResult};
use crate::node::Node;
use crate::parse::is_later;
use crate::refusal::{Refusal, quoted};
use crate::spot::{Log, Spot};
use crate::stage::Stage;

/// The format of quizzes that this version reads.
pub const QUIZ_FORMAT: &str = "leadlens.quiz/1";

const A_TEXT: &str = "a text";
const OWN_ID: &str = "an id of its own, a text";

/// Reads a quiz. Members this version does not know are left alone. The small build does not look at what decides nothing (texts that may
/// be left out, links, branding, variants, where answers go): the player that shows a quiz guards against those by itself.
///
/// # Errors
/// At the first member that is not as it must be, with its path; also when a newer version wrote it.
pub fn read_quiz(node: Node<'_>) -> Result<Quiz<'_>, Refusal> {
    let log = Log::default();
    let quiz = quiz(&Spot::root(node, &log), &log);
    log.result(quiz)
}

pub(super) fn quiz<'v>(root: &Spot<'v, '_>, log: &Log) -> Quiz<'v> {
    root.object();
    let mut quiz = Quiz {
        id: "",
        fixed: false,
        questions: Vec::new(),
        results: Vec::new(),
        records_questionnaire: true,
        records_form: true,
        known: Vec::new(),
    };
    if log.is_clean() {
        format(root);
    }
    // Nothing of a later version's is held against it.
    if !log.is_clean() {
        return quiz;
    }
    quiz.id = root.filled_text_of("id", OWN_ID);
    texts(root, &["title", "intro", "lang"]);
    let rulebook = root.member("rulebook");
    if rulebook.node().is_none_or(|n| n.members().is_none()) {
        rulebook.filled_text("the id of a rulebook, or a rulebook");
    }
    root.given("order", &mut |order| {
        quiz.fixed = one_of(order, &["adaptive", "fixed"], "adaptive or fixed") == 1;
    });
    let mut known = Vec::new();
    each(&root.member("questions"), 1, &mut |spot| {
        let question = question(spot, &quiz.questions, &mut known);
        quiz.questions.push(question);
    });
    known.clear();
    each(&root.member("results"), 1, &mut |spot| {
        let id = own_id(spot, &mut known);
        let result = result(spot, id);
        quiz.results.push(result);
    });
    if let Some(last) = quiz.results.last()
        && last.conditional
    {
        root.member("results").refuse_saying(
            "a last one without \"when\", for all that no other fits",
            quoted(last.id),
        );
    }
    root.given("records", &mut |records| {
        quiz.records_questionnaire = false;
        quiz.records_form = false;
        each(records, 0, &mut |spot| {
            let expected = "questionnaire_done or form_submitted";
            if one_of(spot, &["questionnaire_done", "form_submitted"], expected) == 0 {
                quiz.records_questionnaire = true;
            } else {
                quiz.records_form = true;
            }
        });
    });
    #[cfg(feature = "workspace")]
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
    if is_later(format, QUIZ_FORMAT) {
        found.push_str(", made by a newer version of Leadlens");
    }
    spot.refuse_saying(expected, found);
}

/// Looks at each element of a list of at least so many.
pub(super) fn each<'v>(at: &Spot<'v, '_>, least: usize, look: &mut dyn FnMut(&Spot<'v, '_>)) {
    let mut found = 0;
    at.each(0, "a list", &mut |spot| {
        found += 1;
        look(spot);
    });
    if found < least {
        at.refuse(if least == 1 {
            "a list with something in it"
        } else {
            "a list of at least two"
        });
    }
}

/// Checks texts that may be left out; they are the player's alone.
pub(super) fn texts(spot: &Spot<'_, '_>, keys: &[&str]) {
    if cfg!(feature = "workspace") {
        for key in keys {
            spot.text_or(key, "");
        }
    }
}

/// The text of a member that must have some.
pub(super) fn filled<'v>(spot: &Spot<'v, '_>, key: &str) -> &'v str {
    spot.filled_text_of(key, A_TEXT)
}

/// The answer of a member that may be left out.
pub(super) fn yes_or_no(spot: &Spot<'_, '_>, key: &str) -> bool {
    let mut answer = false;
    spot.given(key, &mut |at| match at.node().and_then(Node::boolean) {
        Some(given) => answer = given,
        None => at.refuse("true or false"),
    });
    answer
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
pub(super) fn own_id<'v>(spot: &Spot<'v, '_>, known: &mut Vec<&'v str>) -> &'v str {
    let at = spot.member("id");
    let id = at.filled_text(OWN_ID);
    if known.contains(&id) {
        at.refuse("an id that nothing before it has");
    }
    known.push(id);
    id
}

fn result<'v>(spot: &Spot<'v, '_>, id: &'v str) -> QuizResult<'v> {
    let mut result = QuizResult {
        id,
        conditional: false,
        stages: u8::MAX,
        grades: ALL_GRADES,
    };
    spot.given("when", &mut |when| {
        when.object();
        result.conditional = true;
        when.given("stage", &mut |stages| {
            result.stages = 0;
            each(stages, 1, &mut |stage| {
                let expected =
                    "contact, lead, prospect, opportunity, customer, disqualified or lost";
                match Stage::from_id(stage.text(expected)) {
                    Some(stage) => result.stages |= 1 << stage as u8,
                    None => stage.refuse(expected),
                }
            });
        });
        when.given("grade", &mut |grades| {
            result.grades = 0;
            each(grades, 1, &mut |at| {
                let expected = "a grade such as A or B1";
                let (fit, digits) = match *at.text(expected).as_bytes() {
                    [fit] => (fit, 15),
                    [fit, digit @ b'1'..=b'4'] => (fit, 1 << (digit - b'1')),
                    _ => (0, 0),
                };
                let fit = fit.wrapping_sub(b'A');
                if fit < 4 {
                    result.grades |= digits << (fit * 4);
                } else {
                    at.refuse(expected);
                }
            });
        });
    });
    filled(spot, "title");
    texts(spot, &["text"]);
    #[cfg(feature = "workspace")]
    spot.given("action", &mut |action| {
        let kinds = ["link", "calendar", "download"];
        one_of(&action.member("type"), &kinds, "link, calendar or download");
        filled(action, "text");
        link(action, "href", LinkTo::Anything);
    });
    result
}

/// Checks what stands around the questions: the player's alone.
#[cfg(feature = "workspace")]
fn around(root: &Spot<'_, '_>) {
    root.given("consent", &mut |consent| {
        filled(consent, "text");
        yes_or_no(consent, "required");
        consent.given("link", &mut |at| {
            filled(at, "text");
            link(at, "href", LinkTo::Anything);
        });
    });
    root.given("branding", &mut |branding| {
        branding.object();
        branding.given("accent", &mut |accent| {
            let expected = "a colour such as \"#0b57d0\"";
            let digits = accent.text(expected).strip_prefix('#').unwrap_or("");
            let hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
            if !hex || (digits.len() != 3 && digits.len() != 6) {
                accent.refuse(expected);
            }
        });
        branding.given("logo", &mut |logo| {
            link(logo, "src", LinkTo::Picture);
            texts(logo, &["alt"]);
        });
    });
    root.given("texts", &mut |words| {
        words.each_member(&mut |name, _| texts(words, &[name]));
    });
    root.given("variants", &mut |variants| {
        let mut known = Vec::new();
        each(variants, 0, &mut |variant| {
            own_id(variant, &mut known);
            variant.given("weight", &mut |weight| {
                weight.number_that(&|n| n >= 0.0, "a number from 0");
            });
            variant.given("changes", &mut |changes| changes.object());
        });
    });
    root.given("submit", &mut |submit| {
        submit.object();
        // The element may name the endpoint, and the quiz the encoding alone.
        if submit.optional("endpoint").is_some() {
            link(submit, "endpoint", LinkTo::Server);
        }
        submit.given("encoding", &mut |encoding| {
            one_of(encoding, &["json", "form"], "json or form");
        });
    });
}
