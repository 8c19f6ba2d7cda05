//! What each answer that an open question can have would do to a visitor's facts.

use super::{Answer, Quiz, State, given};
use crate::engagement::rounded;
use crate::grade::Grade;
use crate::marks::{Marks, mark, none_of};
use crate::moves::Moves;
use crate::one::{One, points, times, verdicts};
use crate::program::{Can, Leaf, MET, can};
use crate::rulebook::Rulebook;
use crate::table::Table;

/// What could become of the facts so far.
pub(super) struct WhatIfs<'a> {
    quiz: &'a Quiz<'a>,
    rulebook: &'a Rulebook,
    answers: &'a [Option<Answer>],
    one: &'a One,
    states: &'a [State],
    /// The answers to open questions, as moves.
    pub moves: Moves<'a>,
    /// For each question the leaves that it bears on; one past the last of them is engagement.
    pub bears: Vec<Marks>,
    /// The questions that can be answered, as the moves have them.
    pub subjects: Vec<usize>,
    /// The verdicts that each leaf could have in the end.
    possible: Vec<Can>,
    /// The least and the greatest engagement there could be in the end.
    scores: (u8, u8),
}

/// Whether a question may still be asked.
pub(super) fn is_open(states: &[State], place: usize) -> bool {
    matches!(states.get(place), Some(State::Open | State::Waits))
}

impl<'a> WhatIfs<'a> {
    /// `one` has looked at the facts so far. Points are left out of account where nothing looks at them.
    pub fn new(
        quiz: &'a Quiz<'a>,
        rulebook: &'a Rulebook,
        answers: &'a [Option<Answer>],
        states: &'a [State],
        one: &'a One,
        scored: bool,
    ) -> Self {
        let mut all = WhatIfs {
            quiz,
            rulebook,
            answers,
            one,
            states,
            moves: Moves::none(one),
            bears: Vec::new(),
            subjects: Vec::new(),
            possible: Vec::new(),
            scores: (one.engagement(), one.engagement()),
        };
        all.possible.clone_from(&all.moves.now);
        let now = all.facts(None);
        for leaf in &one.program.leaves {
            all.moves.missing.push(match leaf {
                Leaf::Did(did) => did.times.saturating_sub(times(did, &now, one.as_of)),
                Leaf::Attribute { .. } => 0,
            });
        }
        all.every_signal();
        for (place, question) in quiz.questions.iter().enumerate() {
            let mut bears = none_of(one.program.leaves.len() + 1);
            if is_open(states, place) {
                let mut new = true;
                question.candidates(&one.program, one.as_of, &mut |answer| {
                    all.answer(place, &answer, &now, scored, new, &mut bears);
                    new = false;
                });
                all.subjects.push(place);
            }
            all.bears.push(bears);
        }
        all
    }

    /// The facts so far, or after one answer more.
    fn facts(&self, more: Option<(usize, &Answer)>) -> Table {
        let mut table = Table::new();
        table.add_rows(1, None);
        self.quiz
            .record(&mut table, 0, self.one.as_of, &|place| match more {
                Some((question, answer)) if question == place => Some(answer),
                _ => given(self.states, self.answers, place),
            });
        table
    }

    /// Takes account of what all signals that open questions can record come to, and those that add to engagement and those that take
    /// from it by themselves.
    fn every_signal(&mut self) {
        let as_of = self.one.as_of;
        let (mut all, mut adding, mut taking) =
            (self.facts(None), self.facts(None), self.facts(None));
        for (place, question) in self.quiz.questions.iter().enumerate() {
            if !is_open(self.states, place) {
                continue;
            }
            for option in &question.options {
                for kind in &option.signals {
                    let mut takes = false;
                    for row in &self.rulebook.engagement {
                        takes |= row.signal == *kind && row.points < 0;
                    }
                    for table in [&mut all, if takes { &mut taking } else { &mut adding }] {
                        table.add_signal(0, kind, Some(as_of), 1);
                    }
                }
            }
        }
        self.could_be(&all);
        let score = |table: &Table| rounded(points(self.rulebook, table, as_of));
        self.scores = (score(&taking), score(&adding));
    }

    /// Adds the verdicts of facts to those that there could be, and returns them.
    fn could_be(&mut self, facts: &Table) -> Vec<Can> {
        let mut all = Vec::new();
        for (verdict, possible) in verdicts(&self.one.program, facts, self.one.as_of)
            .iter()
            .zip(&mut self.possible)
        {
            *possible |= can(*verdict);
            all.push(can(*verdict));
        }
        all
    }

    fn answer(
        &mut self,
        place: usize,
        answer: &Answer,
        now: &Table,
        scored: bool,
        new: bool,
        bears: &mut Marks,
    ) {
        let one = self.one;
        let facts = self.facts(Some((place, answer)));
        let mut verdicts = Vec::new();
        for (leaf, mut can) in self.could_be(&facts).into_iter().enumerate() {
            // What brings a number of signals nearer is as good as what reaches it: it is counted what is missing.
            if let Some(Leaf::Did(did)) = one.program.leaves.get(leaf)
                && times(did, &facts, one.as_of) > times(did, now, one.as_of)
            {
                can = MET;
            }
            if self.moves.now.get(leaf) != Some(&can) {
                mark(bears, leaf);
                verdicts.push((leaf, can));
            }
        }
        let mut engagement = 0;
        if scored {
            engagement = points(self.rulebook, &facts, one.as_of) - one.points;
            if engagement != 0 {
                mark(bears, one.program.leaves.len());
            }
        }
        self.moves.add(new, verdicts, engagement);
    }

    /// The stages that could come out, a bit each, and the least and the greatest low end of fit, by what each condition could become by
    /// itself.
    pub fn within_reach(&self) -> (u8, (u8, u8)) {
        let program = &self.one.program;
        program.stages_within_reach(&self.possible, self.scores)
    }

    /// Whether answers to open questions could lead to another stage or, where results look at grades, to another result. True also in
    /// some cases where they could not, never false where they could: each condition is taken by itself.
    pub fn is_unsettled(&self) -> bool {
        let (stages, fit) = self.within_reach();
        let stage = self.one.rule_stage();
        if stages & !(1 << stage as u8) != 0 {
            return true;
        }
        let (worst, best) = (
            Grade::of(fit.0, self.scores.0),
            Grade::of(fit.1, self.scores.1),
        );
        let result = self.quiz.result(stage, best);
        let mut other = false;
        for fit in best.fit..worst.fit + 1 {
            for engagement in best.engagement..worst.engagement + 1 {
                other |= self.quiz.result(stage, Grade { fit, engagement }) != result;
            }
        }
        other
    }
}
