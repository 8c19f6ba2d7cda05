//! The answers that a question can have, as far as a rulebook tells them apart.

use super::{Answer, QuizQuestion, QuizType};
use crate::compare::number;
use crate::day::Day;
use crate::host::number_text;
use crate::moves::values;
use crate::program::{Leaf, Program};

impl QuizQuestion<'_> {
    /// Answers, but "don't know", that together give each condition on facts every verdict that an answer can give it. Of a question with
    /// several choices these are the options one by one, and all of them.
    pub(super) fn candidates(&self, program: &Program, as_of: Day, add: &mut dyn FnMut(Answer)) {
        let mut all = Vec::new();
        for place in 0..self.options.len() {
            add(Answer::chosen(vec![place]));
            all.push(place);
        }
        if self.kind == QuizType::Multiple {
            add(Answer::chosen(all));
        }
        if !self.options.is_empty() {
            return;
        }
        let mut tests = Vec::new();
        for leaf in &program.leaves {
            if let Leaf::Attribute { id, test } = leaf
                && *id == self.attribute
            {
                tests.push(test);
            }
        }
        for value in &values(&tests, as_of) {
            let mut text = value.value.clone();
            // Every stretch of numbers between the bounds of the rules has one here, and still does within those of the question.
            if self.kind != QuizType::Text
                && let Some(n) = number(&text, value.kind)
            {
                text = number_text(n.max(self.low).min(self.high));
            }
            add(Answer::of(text, value.kind));
        }
    }
}
