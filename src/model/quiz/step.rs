//! One step of a quiz, as the script interface asks for it.

use super::{Quiz, Standing, answers, read, stand};
use crate::assessment::assess_alone;
use crate::assessment_json::write_assessment;
use crate::contact_json::read_attributes;
use crate::day::Day;
use crate::dictionary::Kind;
use crate::host::parse_number;
#[cfg(not(feature = "workspace"))]
use crate::json_out::JsonOut;
use crate::json_out::Out;
use crate::node::Node;
use crate::parse::read_rulebook;
use crate::rulebook::Rulebook;
use crate::spot::{Log, Spot};
use crate::table::Table;

/// Takes `{ "quiz": object, "rulebook": object, "answers": object, "as_of": "YYYY-MM-DD" }`, with `known` besides if attributes are known
/// before any answer (an object as a contact's `attributes`), and writes where the visitor stands, see [`write_standing`].
///
/// # Errors
/// A sentence that names the member that is wrong and says what was expected there.
pub fn step(request: Node<'_>, out: &mut Out) -> Result<(), String> {
    let log = Log::default();
    let root = Spot::root(request, &log);
    let mut quiz = read::quiz(&root.member("quiz"), &log);
    let mut answers_read = Vec::new();
    // What is read of a quiz that is refused has no questions to answer.
    if log.is_clean() {
        answers_read = answers::answers(&quiz, &root.member("answers"));
    }
    quiz.known = read_attributes(&root, "known");
    let day = root.member("as_of").day("a date such as \"2026-11-21\"");
    log.result(()).map_err(|e| e.sentence())?;
    let rulebook = request.member("rulebook").unwrap_or(Node::Words(&["z"]));
    let rulebook = read_rulebook(rulebook).map_err(|e| "rulebook: ".to_owned() + &e.sentence())?;
    let day = day.unwrap_or(Day(0));
    let standing = stand(&quiz, &rulebook, &answers_read, day);
    write_standing(&quiz, &rulebook, &standing, day, out);
    Ok(())
}

/// Writes where a visitor stands: `next`, the id of a question or null; `labels` and `gates`, why it is asked; `left`, the most questions
/// that may still come; `result`, its place in the quiz; `contact`, the facts so far with what submitting records, and their
/// `assessment`.
pub fn write_standing(
    quiz: &Quiz<'_>,
    rulebook: &Rulebook,
    standing: &Standing,
    as_of: Day,
    out: &mut Out,
) {
    out.object(7);
    out.name("next");
    match standing.next.and_then(|place| quiz.questions.get(place)) {
        Some(question) => out.text(question.id),
        None => out.null(),
    }
    out.list_of("labels", standing.labels.len());
    for label in &standing.labels {
        out.text(label);
    }
    out.list_of("gates", standing.gates.len());
    for gate in &standing.gates {
        out.text(gate);
    }
    out.number_of("left", standing.left as f64);
    out.number_of("result", standing.result as f64);
    out.name("contact");
    write_contact(&standing.table, out);
    out.name("assessment");
    write_assessment(&assess_alone(rulebook, &standing.table, as_of), out);
}

/// Writes what is recorded in the first row, as a contact's JSON has it. Source: stage model, section 9.
fn write_contact(table: &Table, out: &mut Out) {
    let columns = table.columns();
    let mut recorded = 0;
    for column in columns {
        recorded += usize::from(!column.get(0).is_empty());
    }
    out.object(2);
    out.name("attributes");
    out.object(recorded);
    for column in columns {
        let value = column.get(0);
        if !value.is_empty() {
            out.name(&column.id);
            match (column.kind(0), parse_number(value)) {
                (Kind::Number, Some(number)) => out.number(number),
                _ => out.text(value),
            }
        }
    }
    out.name("signals");
    let mut happened = 0;
    for signal in table.signals() {
        happened += signal.of_rows(0..1).len();
    }
    out.list(happened);
    for signal in table.signals() {
        for entry in signal.of_rows(0..1) {
            let day = entry.day();
            out.object(1 + usize::from(day.is_some()));
            out.text_of("kind", &signal.kind);
            if let Some(day) = day {
                out.text_of("date", &day.written());
            }
        }
    }
}
