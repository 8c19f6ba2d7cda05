//! The answers that a question can have, as far as a rulebook tells them apart.

use super::{Answer, QuizQuestion, QuizType};
use crate::compare::number;
use crate::day::Day;
use crate::dictionary::Kind;
use crate::host::number_text;
use crate::moves::values;
use crate::program::{Leaf, Program};

impl QuizQuestion<'_> {
    /// At least one answer for each set of verdicts that an answer can give the conditions on facts, but "don't know". Of a question with
    /// several choices these are the options one by one, and all of them: what only some together give, each fact by itself has from one.
    pub(super) fn candidates(&self, program: &Program, as_of: Day) -> Vec<Answer> {
        let mut answers = Vec::new();
        for place in 0..self.options.len() {
            answers.push(Answer::chosen(vec![place]));
        }
        if self.kind == QuizType::Multiple {
            answers.push(Answer::chosen((0..self.options.len()).collect()));
        }
        if !self.options.is_empty() {
            return answers;
        }
        let mut add_number = |n: f64| {
            answers.push(Answer::of(
                number_text(n.clamp(self.low, self.high)),
                Kind::Number,
            ));
        };
        if self.kind == QuizType::Scale {
            let mut n = self.low;
            while n <= self.high {
                add_number(n);
                n += 1.0;
            }
            return answers;
        }
        let mut tests = Vec::new();
        for leaf in &program.leaves {
            if let Leaf::Attribute { id, test } = leaf
                && *id == self.attribute
            {
                tests.push(test);
            }
        }
        let values = values(&tests, as_of);
        if self.kind == QuizType::Number {
            add_number(0.0);
            for value in &values {
                if let Some(n) = number(&value.value, value.kind) {
                    // The number itself, and what lies on either side of it.
                    add_number(n);
                    add_number(n.next_down());
                    add_number(n.next_up());
                }
            }
            return answers;
        }
        let date = self.kind == QuizType::Date;
        if date {
            answers.push(Answer::of(as_of.written(), Kind::Text));
        }
        for value in values {
            if !date || Day::parse(&value.value).is_some() {
                answers.push(Answer::of(value.value, Kind::Text));
            }
        }
        answers
    }
}
