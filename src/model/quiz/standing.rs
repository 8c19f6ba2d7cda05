//! Where a visitor stands: what to ask next, and why; and the result so far.
//!
//! Each answer that an open question can have makes a row of what the facts would then be, and the engine looks at all of them at once.
//! What the rows say of each condition bounds from above what could become of the stage: while another one is within that bound,
//! asking goes on. Which question comes first is found by the search that finds shortest paths, with answers for moves.

use super::what_ifs::{WhatIfs, is_open};
use super::{Answer, Quiz, QuizQuestion, QuizType};
use crate::condition::Condition;
use crate::day::Day;
use crate::grade::Grade;
use crate::hypotheses::Hypotheses;
use crate::marks::{Marks, has, join, mark, meet, none_of};
use crate::one::One;
use crate::program::{Leaf, Program};
use crate::question::{MOST_ANSWERS, nearest};
use crate::rulebook::Rulebook;
use crate::stage::{Gate, Stage};
use crate::table::Table;
use crate::words::label;

/// Where a visitor stands.
#[derive(Debug)]
pub struct Standing {
    /// The place of the question to ask now; `None` when no answer could change the result, or all is asked.
    pub next: Option<usize>,
    /// What of the rulebook the question bears on, in words; at most three.
    pub labels: Vec<String>,
    /// The gates it bears on, by their ids, and `disqualified`.
    pub gates: Vec<&'static str>,
    /// How many questions may still come at most, the next one included.
    pub left: usize,
    /// The place of the result for the facts so far.
    pub result: usize,
    /// The stage for the facts so far.
    pub stage: Stage,
    /// The facts so far, in one row.
    pub table: Table,
}

/// Reasons that are given for a question.
const MOST_LABELS: usize = 3;

/// Where a visitor stands who has given these answers, one place for each question.
#[must_use]
pub fn stand(
    quiz: &Quiz<'_>,
    rulebook: &Rulebook,
    answers: &[Option<Answer>],
    as_of: Day,
) -> Standing {
    let states = quiz.states(answers);
    let table = quiz.facts(answers, as_of);
    let one = One::new(rulebook, &table, as_of);
    let stage = one.rule_stage();
    let program = &one.program;
    let grades = quiz.looks_at_grades();
    let scored = grades || program.looks_at_engagement();
    let what_ifs = WhatIfs::new(quiz, rulebook, answers, &states, &one, scored);
    let unsettled = !quiz.fixed && what_ifs.is_unsettled();
    let WhatIfs {
        moves,
        bears,
        subjects,
        ..
    } = what_ifs;
    let mut hypotheses = Hypotheses::of(&one, moves);
    let mut near = Vec::new();
    if unsettled {
        near = nearest_subjects(&mut hypotheses, stage);
    }

    // The leaves that each gate, each disqualifier and the outcomes depend on, and all that the result depends on.
    let nothing = Marks::new();
    let mut sees = Vec::new();
    let mut matters = none_of(program.leaves.len() + 1);
    for aim in program.way_on(Stage::Prospect) {
        let seen = hypotheses.sees.get(aim.register()).unwrap_or(&nothing);
        join(&mut matters, seen);
        sees.push(seen);
    }
    if grades {
        matters.fill(usize::MAX);
    }
    let bears = |place: usize| bears.get(place).unwrap_or(&nothing);
    // Those that may still be asked, and those of them that bear on the result.
    let mut wanted = none_of(quiz.questions.len());
    let mut bearing = wanted.clone();
    for (place, question) in quiz.questions.iter().enumerate() {
        if is_open(&states, place) {
            if unsettled && meet(bears(place), &matters) {
                mark(&mut bearing, place);
                mark(&mut wanted, place);
            }
            if quiz.fixed || is_always_asked(question, rulebook, program) {
                mark(&mut wanted, place);
            }
        }
    }
    let mut next = None;
    if unsettled {
        let mut most = 0;
        for subject in near {
            let place = subjects.get(subject).copied().unwrap_or(0);
            let mut gates = 1;
            for seen in sees.iter().take(Gate::ALL.len()) {
                gates += usize::from(meet(seen, bears(place)));
            }
            if gates > most || gates == most && Some(place) < next {
                most = gates;
                next = Some(place);
            }
        }
        // Where the search finds no way, any may be on one, and even those that make no difference alone.
        next = next.or_else(|| crate::marks::next(&bearing, 0));
        next = next.or_else(|| (0..quiz.questions.len()).find(|place| is_open(&states, *place)));
        if let Some(next) = next {
            mark(&mut wanted, next);
        }
    }
    next = next.or_else(|| crate::marks::next(&wanted, 0));
    let mut left = 0;
    for (place, question) in quiz.questions.iter().enumerate().rev() {
        if !has(&wanted, place) {
            continue;
        }
        left += 1;
        // What decides whether a question is asked comes before it.
        for (earlier, _) in &question.skip_when {
            if is_open(&states, *earlier) {
                mark(&mut wanted, *earlier);
                if next == Some(place) {
                    next = Some(*earlier);
                }
            }
        }
    }
    let mut standing = Standing {
        next,
        labels: Vec::new(),
        gates: Vec::new(),
        left,
        result: quiz.result(stage, Grade::of(one.fit().0, one.engagement())),
        stage,
        table,
    };
    if let Some(place) = next {
        let bears = bears(place);
        standing.labels = labels(rulebook, program, bears);
        let mut disqualifies = false;
        for (place, seen) in sees.iter().enumerate() {
            if meet(seen, bears) {
                match Gate::ALL.get(place) {
                    Some(gate) => standing.gates.push(gate.id()),
                    None => disqualifies |= place < Gate::ALL.len() + program.disqualify.len(),
                }
            }
        }
        if disqualifies {
            standing.gates.push(Stage::Disqualified.id());
        }
    }
    standing
}

/// The stages that answers to a quiz may lead to, a bit each in the order of [`Stage::ALL`]; those that they cannot may be among them.
#[cfg(feature = "workspace")]
pub(super) fn reachable(quiz: &Quiz<'_>, rulebook: &Rulebook, as_of: Day) -> u8 {
    let one = One::new(rulebook, &quiz.facts(&[], as_of), as_of);
    let states = quiz.states(&[]);
    let what_ifs = WhatIfs::new(quiz, rulebook, &[], &states, &one, true);
    what_ifs.within_reach().0
}

/// Whether a question is asked even when it cannot change the result: the author wants the answer.
fn is_always_asked(question: &QuizQuestion<'_>, rulebook: &Rulebook, program: &Program) -> bool {
    if question.required || question.kind == QuizType::Email {
        return true;
    }
    let sets = |id: &str| {
        let mut sets = question.attribute == id;
        for option in &question.options {
            sets |= option.sets.iter().any(|set| set.0 == id);
        }
        sets
    };
    for leaf in &program.leaves {
        let looks = match leaf {
            Leaf::Attribute { id, .. } => sets(id),
            Leaf::Did(did) => records(question, &|kind| did.kinds.contains(kind)),
        };
        if looks {
            return false;
        }
    }
    !records(question, &|kind| {
        rulebook.engagement.iter().any(|row| row.signal == kind)
    })
}

/// Whether a question records one of some kinds of signals.
fn records(question: &QuizQuestion<'_>, kinds: &dyn Fn(&str) -> bool) -> bool {
    for option in &question.options {
        if option.signals.iter().any(|kind| kinds(kind)) {
            return true;
        }
    }
    false
}

/// The places of the subjects with an answer that is one of the fewest that lead to another stage.
fn nearest_subjects(hypotheses: &mut Hypotheses<'_>, stage: Stage) -> Vec<usize> {
    let program = &hypotheses.engine.program;
    let mut all = none_of(hypotheses.moves.all.len());
    all.fill(usize::MAX);
    let mut goals = Vec::new();
    if stage > Stage::Opportunity {
        // Back into the funnel: nothing that puts a contact out of it holds.
        let aims = program.way_on(Stage::Contact);
        goals.push(hypotheses.goal(aims.get(1..).unwrap_or(&[]), &all, MOST_ANSWERS));
    } else {
        for aim in program.ways_off(stage) {
            goals.push(hypotheses.goal(&[aim], &all, MOST_ANSWERS));
        }
    }
    let mut subjects = Vec::new();
    for i in nearest(hypotheses, &goals).1 {
        if let Some(m) = hypotheses.moves.all.get(i) {
            subjects.push(m.subject);
        }
    }
    subjects
}

/// What leaves say, each thing once.
fn labels(rulebook: &Rulebook, program: &Program, bears: &Marks) -> Vec<String> {
    let mut labels = Vec::new();
    let mut add = |condition: &Condition| {
        let label = label(rulebook, condition);
        if labels.len() < MOST_LABELS && !labels.contains(&label) {
            labels.push(label);
        }
    };
    for (place, leaf) in program.leaves.iter().enumerate() {
        if has(bears, place) {
            add(&match leaf {
                Leaf::Attribute { id, test } => Condition::Attribute {
                    id: id.clone(),
                    test: test.clone(),
                },
                Leaf::Did(did) => Condition::Did(did.clone()),
            });
        }
    }
    if has(bears, program.leaves.len())
        && let Some(score) = program.engagement_bounds().next()
    {
        add(&Condition::EngagementAtLeast(score));
    }
    labels
}
