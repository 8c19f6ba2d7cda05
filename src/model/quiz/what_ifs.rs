//! What each answer that an open question can have would do to a visitor's facts.

use super::{Answer, Quiz, State, given};
use crate::day::Day;
use crate::engine::Engine;
use crate::grade::Grade;
use crate::lanes::LANES;
use crate::marks::{Marks, mark, none_of};
use crate::moves::Moves;
use crate::program::{Can, Leaf, MET, can};
use crate::rulebook::Rulebook;
use crate::table::Table;

/// The facts so far, and what could become of them.
pub(super) struct WhatIfs {
    pub states: Vec<State>,
    /// The place of a question and an answer it can have, for each row of the table from [`FIRST`] on.
    rows: Vec<(usize, Answer)>,
    /// Facts so far; then with signals that open questions can record: all, those that add to engagement, those that take from it;
    /// then after one more answer.
    pub table: Table,
    /// For each question the leaves that it bears on; one past the last of them is engagement.
    pub bears: Vec<Marks>,
    /// The questions that can be answered, as the moves have them.
    pub subjects: Vec<usize>,
    /// The verdicts that each leaf could have in the end.
    possible: Vec<Can>,
}

/// The rows with signals that open questions can record.
const ALL: u32 = 1;
const ADDING: u32 = 2;
const TAKING: u32 = 3;
/// The first row with an answer more.
const FIRST: u32 = 4;

impl WhatIfs {
    pub fn new(
        quiz: &Quiz<'_>,
        rulebook: &Rulebook,
        answers: &[Option<Answer>],
        engine: &mut Engine,
    ) -> WhatIfs {
        let as_of = engine.as_of();
        let mut what_ifs = WhatIfs {
            states: quiz.states(answers),
            rows: Vec::new(),
            table: Table::new(),
            bears: Vec::new(),
            subjects: Vec::new(),
            possible: Vec::new(),
        };
        for (place, question) in quiz.questions.iter().enumerate() {
            if what_ifs.is_open(place) {
                let rows = &mut what_ifs.rows;
                question.candidates(&engine.program, as_of, &mut |answer| {
                    rows.push((place, answer));
                });
            }
        }
        what_ifs.fill(quiz, rulebook, answers, as_of);
        engine.assess_all(&what_ifs.table);
        what_ifs
    }

    /// Whether a question may still be asked.
    pub fn is_open(&self, place: usize) -> bool {
        matches!(self.states.get(place), Some(State::Open | State::Waits))
    }

    fn fill(
        &mut self,
        quiz: &Quiz<'_>,
        rulebook: &Rulebook,
        answers: &[Option<Answer>],
        as_of: Day,
    ) {
        self.table.add_rows(FIRST + self.rows.len() as u32, None);
        for row in 0..self.table.rows() {
            let more = row_of(&self.rows, row);
            quiz.record(&mut self.table, row, as_of, &|place| match more {
                Some((question, answer)) if *question == place => Some(answer),
                _ => given(&self.states, answers, place),
            });
        }
        for (place, question) in quiz.questions.iter().enumerate() {
            if !self.is_open(place) {
                continue;
            }
            for option in &question.options {
                for kind in &option.signals {
                    let mut takes = false;
                    for row in &rulebook.engagement {
                        takes |= row.signal == *kind && row.points < 0;
                    }
                    for row in [ALL, if takes { TAKING } else { ADDING }] {
                        self.table.add_signal(row, kind, Some(as_of), 1);
                    }
                }
            }
        }
    }

    /// The moves that the answers are.
    pub fn moves<'a>(&mut self, engine: &'a Engine, scored: bool) -> Moves<'a> {
        let sum = |row: u32| {
            if scored {
                engine.engagement.sum(row)
            } else {
                0
            }
        };
        let mut moves = Moves::none(sum(0));
        let leaves = &engine.program.leaves;
        for row in 0..self.table.rows() {
            let mut verdicts = Vec::new();
            for (leaf, of) in leaves.iter().enumerate() {
                let bits = engine.bits.get(leaf);
                let bits = bits.map(|bits| bits.block(row as usize / LANES));
                let mut can = can(bits.unwrap_or_default().verdict(row as usize % LANES));
                match self.possible.get_mut(leaf) {
                    Some(possible) => *possible |= can,
                    None => self.possible.push(can),
                }
                if let Leaf::Did(did) = of {
                    // What brings a number of signals nearer is as good as what reaches it: it is counted what is missing.
                    let before = self.counted(0, &|kind| did.kinds.contains(kind));
                    if self.counted(row, &|kind| did.kinds.contains(kind)) > before {
                        can = MET;
                    }
                    if row == 0 {
                        moves.missing.push(did.times.saturating_sub(before as u64));
                    }
                } else if row == 0 {
                    moves.missing.push(0);
                }
                verdicts.push(can);
            }
            if row == 0 {
                moves.now = verdicts;
                continue;
            }
            let Some((place, _)) = row_of(&self.rows, row) else {
                continue;
            };
            // A question's answers follow one another.
            let new = self.subjects.last() != Some(place);
            if new {
                self.subjects.push(*place);
                self.bears.resize(*place, Vec::new());
                self.bears.push(none_of(leaves.len() + 1));
            }
            let engagement = sum(row) - sum(0);
            if let Some(bears) = self.bears.last_mut() {
                for (leaf, can) in verdicts.iter().enumerate() {
                    if moves.now.get(leaf) != Some(can) {
                        mark(bears, leaf);
                    }
                }
                if engagement != 0 {
                    mark(bears, leaves.len());
                }
            }
            moves.add(new, verdicts, engagement);
        }
        moves
    }

    /// How many signals of some kinds a row has.
    fn counted(&self, row: u32, kinds: &dyn Fn(&str) -> bool) -> usize {
        let mut count = 0;
        for signal in self.table.signals() {
            if kinds(&signal.kind) {
                count += signal.of_rows(row..row + 1).len();
            }
        }
        count
    }

    /// The stages that could come out, and the least and the greatest low end of fit, by what each condition could become by itself.
    pub fn within_reach(&self, engine: &Engine) -> (u8, (u8, u8)) {
        let now = engine.assessments();
        let scores = (now.engagement(TAKING), now.engagement(ADDING));
        engine.program.stages_within_reach(&self.possible, scores)
    }

    /// Whether answers to open questions could lead to another stage or, where results look at grades, to another result. True also in
    /// some cases where they could not, never false where they could: each condition is taken by itself.
    pub fn is_unsettled(&self, quiz: &Quiz<'_>, engine: &Engine) -> bool {
        let now = engine.assessments();
        let scores = (now.engagement(TAKING), now.engagement(ADDING));
        let (stages, fit) = self.within_reach(engine);
        let stage = now.stage(0);
        if stages & !(1 << stage as u8) != 0 {
            return true;
        }
        let result = quiz.result(stage, now.grade(0));
        let (worst, best) = (Grade::of(fit.0, scores.0), Grade::of(fit.1, scores.1));
        let mut other = false;
        for fit in best.fit..worst.fit + 1 {
            for engagement in best.engagement..worst.engagement + 1 {
                other |= quiz.result(stage, Grade { fit, engagement }) != result;
            }
        }
        other
    }
}

/// The answer that a row has more.
fn row_of(rows: &[(usize, Answer)], row: u32) -> Option<&(usize, Answer)> {
    rows.get(row.checked_sub(FIRST)? as usize)
}
