//! What each answer that an open question can have would do to a visitor's facts.

use super::{Answer, Quiz, State, given};
use crate::day::Day;
use crate::engagement::{contribution, rounded};
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
    /// Facts so far; then with all signals that open questions can record; then after one more answer.
    pub table: Table,
    /// For each question the leaves that it bears on; one past the last of them is engagement.
    pub bears: Vec<Marks>,
    /// The questions that bear on something, as the moves have them.
    pub subjects: Vec<usize>,
    /// The verdicts that each leaf could have in the end.
    possible: Vec<Can>,
}

/// The first row with an answer more.
const FIRST: usize = 2;

impl WhatIfs {
    pub fn new(quiz: &Quiz<'_>, answers: &[Option<Answer>], engine: &mut Engine) -> WhatIfs {
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
                for answer in question.candidates(&engine.program, as_of) {
                    what_ifs.rows.push((place, answer));
                }
            }
        }
        what_ifs.fill(quiz, answers, as_of);
        engine.assess_all(&what_ifs.table);
        what_ifs
    }

    /// Whether a question may still be asked.
    pub fn is_open(&self, place: usize) -> bool {
        matches!(self.states.get(place), Some(State::Open | State::Waits))
    }

    fn fill(&mut self, quiz: &Quiz<'_>, answers: &[Option<Answer>], as_of: Day) {
        let rows = u32::try_from(FIRST + self.rows.len()).unwrap_or(u32::MAX);
        self.table.add_rows(rows, None);
        for row in 0..rows {
            let more = (row as usize)
                .checked_sub(FIRST)
                .and_then(|row| self.rows.get(row));
            quiz.record(&mut self.table, row, as_of, &|place| match more {
                Some((question, answer)) if *question == place => Some(answer),
                _ => given(&self.states, answers, place),
            });
        }
        for (place, question) in quiz.questions.iter().enumerate() {
            if self.is_open(place) {
                for option in &question.options {
                    for kind in &option.signals {
                        self.table.add_signal(1, kind, Some(as_of), 1);
                    }
                }
            }
        }
    }

    /// The moves that the answers are.
    pub fn moves<'a>(
        &mut self,
        rulebook: &Rulebook,
        engine: &'a Engine,
        scored: bool,
    ) -> Moves<'a> {
        let sum = |row: usize| match (scored, u32::try_from(row)) {
            (true, Ok(row)) => engine.engagement.sum(row),
            _ => 0,
        };
        let mut moves = Moves::none(sum(0));
        let leaves = &engine.program.leaves;
        // For each leaf, and for engagement behind them, its verdict in each row.
        let mut verdicts: Vec<Vec<Can>> = Vec::new();
        for (leaf, of) in leaves.iter().enumerate() {
            let mut column = Vec::new();
            let mut possible = 0;
            for row in 0..FIRST + self.rows.len() {
                let bits = engine.bits.get(leaf).map(|bits| bits.block(row / LANES));
                let can = can(bits.unwrap_or_default().verdict(row % LANES));
                possible |= can;
                column.push(can);
            }
            self.possible.push(possible);
            moves.now.push(column.first().copied().unwrap_or(0));
            let mut missing = 0;
            if let Leaf::Did(did) = of {
                let before = self.counted(&mut column, &|kind| did.kinds.contains(kind));
                missing = did.times.saturating_sub(before);
            }
            moves.missing.push(missing);
            verdicts.push(column);
        }
        let mut column = vec![0; FIRST + self.rows.len()];
        if scored {
            self.counted(&mut column, &|kind| {
                rulebook.engagement.iter().any(|row| row.signal == kind)
            });
        }
        verdicts.push(column);

        let mut first = 0;
        while let Some((place, _)) = self.rows.get(first) {
            let place = *place;
            let mut end = first;
            while self.rows.get(end).is_some_and(|(other, _)| *other == place) {
                end += 1;
            }
            let mut bears = none_of(verdicts.len());
            let mut touched = Vec::new();
            for (leaf, column) in verdicts.iter().enumerate() {
                let now = column.first();
                let mut changes = false;
                for row in first + FIRST..end + FIRST {
                    changes |= column.get(row) != now;
                }
                if changes {
                    mark(&mut bears, leaf);
                    if leaf < leaves.len() {
                        touched.push(leaf);
                    }
                }
            }
            let mut effects = Vec::new();
            for row in first + FIRST..end + FIRST {
                let mut gives = Vec::new();
                for leaf in &touched {
                    let column = verdicts.get(*leaf).and_then(|column| column.get(row));
                    gives.push(column.copied().unwrap_or(0));
                }
                effects.push((gives, sum(row) - sum(0)));
            }
            moves.add(touched, effects);
            self.subjects.push(place);
            while self.bears.len() < place {
                self.bears.push(Vec::new());
            }
            self.bears.push(bears);
            first = end;
        }
        moves
    }

    /// Puts met into those rows of a column that have more of some kinds of signals than the first one: nearer is as good as there
    /// where it is counted what is missing. Returns how many the first one has.
    fn counted(&self, column: &mut [Can], kinds: &dyn Fn(&str) -> bool) -> u64 {
        let mut counts = vec![0u64; column.len()];
        for signal in self.table.signals() {
            if kinds(&signal.kind) {
                for entry in signal.entries() {
                    if let Some(count) = counts.get_mut(entry.row as usize) {
                        *count += u64::from(entry.count);
                    }
                }
            }
        }
        let before = counts.first().copied().unwrap_or(0);
        for (can, count) in column.iter_mut().zip(counts) {
            if count > before {
                *can = MET;
            }
        }
        before
    }

    /// Whether answers to open questions could lead to another stage or, where results look at grades, to another result. True also in
    /// some cases where they could not, never false where they could: each condition is taken by itself.
    pub fn is_unsettled(&self, quiz: &Quiz<'_>, rulebook: &Rulebook, engine: &Engine) -> bool {
        let as_of = engine.as_of();
        let mut least = engine.engagement.sum(0);
        let mut greatest = least;
        for row in &rulebook.engagement {
            if let Some(signal) = self.table.signal(&row.signal) {
                let of =
                    |at: u32| contribution(row, signal.of_rows(at..at + 1), &self.table, as_of);
                let more = of(1) - of(0);
                least += more.min(0);
                greatest += more.max(0);
            }
        }
        let scores = (rounded(least), rounded(greatest));
        let (stages, fit) = engine.program.stages_within_reach(&self.possible, scores);
        let stage = engine.assessments().stage(0);
        if stages & !(1 << stage as u8) != 0 {
            return true;
        }
        let result = quiz.result(stage, engine.assessments().grade(0));
        let (worst, best) = (Grade::of(fit.0, scores.0), Grade::of(fit.1, scores.1));
        for fit in best.fit..=worst.fit {
            for engagement in best.engagement..=worst.engagement {
                if quiz.result(stage, Grade { fit, engagement }) != result {
                    return true;
                }
            }
        }
        false
    }
}
