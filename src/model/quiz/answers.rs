//! A visitor's answers.

use super::questions::option_place;
use super::{Quiz, QuizQuestion, QuizType};
use crate::dictionary::Kind;
use crate::host::number_text;
use crate::node::Node;
use crate::refusal::Refusal;
use crate::spot::{Log, Spot};

/// The answer to a question; without anything in it, "don't know".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The places of the options that were chosen, upwards.
    pub chosen: Vec<usize>,
    /// The value that was given; empty where options were to choose.
    pub value: String,
    /// Whether it is a number.
    pub kind: Kind,
}

impl Answer {
    /// "Don't know".
    #[must_use]
    pub fn unknown() -> Answer {
        Answer::of(String::new(), Kind::Text)
    }

    /// A value.
    #[must_use]
    pub fn of(value: String, kind: Kind) -> Answer {
        Answer {
            chosen: Vec::new(),
            value,
            kind,
        }
    }

    /// Options, by their places.
    #[must_use]
    pub fn chosen(chosen: Vec<usize>) -> Answer {
        Answer {
            chosen,
            ..Answer::unknown()
        }
    }
}

/// The most characters of an e-mail address.
const MOST_OF_ADDRESS: usize = 254;

/// Reads answers, an object with the ids of questions: for each question of the quiz its answer, or nothing while it is open.
///
/// # Errors
/// At the first answer that the question does not allow, with the path `answers.` and the question's id.
pub fn read_answers(quiz: &Quiz<'_>, answers: Node<'_>) -> Result<Vec<Option<Answer>>, Refusal> {
    let log = Log::default();
    let nothing = Spot::root(Node::Words(&[]), &log);
    let read = self::answers(quiz, &nothing.member_at("answers", Some(answers)));
    log.result(read)
}

pub(super) fn answers(quiz: &Quiz<'_>, at: &Spot<'_, '_>) -> Vec<Option<Answer>> {
    at.object();
    let mut answers = Vec::new();
    for question in &quiz.questions {
        let spot = at.member(question.id);
        answers.push(spot.node().map(|node| {
            if node.is_null() {
                Answer::unknown()
            } else {
                answer(question, &spot)
            }
        }));
    }
    answers
}

fn answer(question: &QuizQuestion<'_>, spot: &Spot<'_, '_>) -> Answer {
    let text = |text: &str| Answer::of(text.to_owned(), Kind::Text);
    match question.kind {
        QuizType::Single | QuizType::YesNo => Answer::chosen(vec![option_place(question, spot)]),
        QuizType::Multiple => {
            let mut given = Vec::new();
            spot.each(0, "a list", &mut |spot| {
                given.push(option_place(question, spot));
            });
            let mut chosen = Vec::new();
            for place in 0..question.options.len() {
                if given.contains(&place) {
                    chosen.push(place);
                }
            }
            Answer::chosen(chosen)
        }
        QuizType::Number | QuizType::Scale => {
            let scale = question.kind == QuizType::Scale;
            let number = spot.number_that(
                &|n| question.low <= n && n <= question.high && (!scale || n.fract() == 0.0),
                if scale {
                    "a whole number on the question's scale"
                } else {
                    "a number within the question's bounds"
                },
            );
            Answer::of(number_text(number), Kind::Number)
        }
        QuizType::Date => {
            let day = spot.day("a date such as \"2026-01-31\", or null");
            text(&day.map(|day| day.written()).unwrap_or_default())
        }
        QuizType::Text => {
            let given = spot.text("a text");
            #[expect(clippy::cast_precision_loss, reason = "texts are not that long")]
            if given.chars().count() as f64 > question.high {
                spot.refuse("a text no longer than the question allows");
            }
            text(given)
        }
        QuizType::Email => {
            let expected = "an e-mail address";
            let given = spot.text(expected).trim();
            if !is_address(given) {
                spot.refuse(expected);
            }
            text(given)
        }
    }
}

/// Whether a text can be an e-mail address: something, one @, and a domain with a dot within it.
fn is_address(text: &str) -> bool {
    let (mut ats, mut dots, mut letters, mut odd) = (0, 0, 0, text.len() > MOST_OF_ADDRESS);
    for byte in text.bytes() {
        letters += 1;
        match byte {
            b'@' | b'.' => {
                odd |= letters == 1;
                letters = 0;
                dots += 1;
                if byte == b'@' {
                    ats += 1;
                    dots = 0;
                }
            }
            0..=b' ' | b',' | b';' | b'<' | b'>' | b'"' => odd = true,
            _ => {}
        }
    }
    !odd && ats == 1 && dots > 0 && letters > 0
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn addresses() {
        let check = |text: &str, expected: bool| assert_eq!(is_address(text), expected, "{text}");
        check("a@b.de", true);
        check("first.last+tag@mail.example.co.uk", true);
        check("jürgen@müller.de", true);
        check("", false);
        check("a", false);
        check("a@b", false);
        check("@b.de", false);
        check("a@.de", false);
        check("a@b.", false);
        check("a.b@c", false);
        check("a@b@c.de", false);
        check("a b@c.de", false);
        check("A <a@b.de>", false);
    }
}
