//! That asking adaptively comes to the same stage as asking everything, and asks fewer questions.

use super::{Answer, Quiz, QuizType, quiz_from_rulebook, read_quiz, stand};
use crate::day::Day;
use crate::dictionary::Kind;
use crate::engine::Engine;
use crate::node::Node;
use crate::program::Program;
use crate::published;
use crate::rulebook::Rulebook;
use crate::stage::Stage;
use std::io::Write;

fn day() -> Day {
    Day::parse("2026-11-25").unwrap()
}

/// A small generator, the same on every machine.
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

/// What a visitor would answer to each question: any answer with the same chance, "don't know" among them.
fn visitor(quiz: &Quiz, program: &Program, draw: &mut Draw) -> Vec<Answer> {
    let mut answers = Vec::new();
    for question in &quiz.questions {
        let mut all = match question.kind {
            QuizType::Email => vec![Answer::of("a@b.de".to_owned(), Kind::Text)],
            QuizType::Text => vec![Answer::of("something".to_owned(), Kind::Text)],
            _ => {
                let mut all = Vec::new();
                question.candidates(program, day(), &mut |answer| all.push(answer));
                all
            }
        };
        all.push(Answer::unknown());
        answers.push(all.swap_remove(draw.below(all.len())));
    }
    answers
}

fn final_state(quiz: &Quiz, rulebook: &Rulebook, answers: &[Option<Answer>]) -> (Stage, usize) {
    let mut engine = Engine::new(rulebook, day());
    engine.assess_all(&quiz.facts(answers, day()));
    let (stage, grade) = (engine.assessments().stage(0), engine.assessments().grade(0));
    (stage, quiz.result(stage, grade))
}

/// How many questions a visitor is asked, and the answers they have then given.
fn asked(quiz: &Quiz, rulebook: &Rulebook, visitor: &[Answer]) -> (usize, Vec<Option<Answer>>) {
    let mut answers = vec![None; visitor.len()];
    let mut count = 0;
    loop {
        let standing = stand(quiz, rulebook, &answers, day());
        let Some(next) = standing.next else {
            return (count, answers);
        };
        assert!(answers[next].is_none(), "asked twice");
        assert!(standing.left > 0);
        answers[next] = Some(visitor[next].clone());
        count += 1;
    }
}

#[test]
fn one_click_quizzes_of_the_published_rulebooks_ask_less_and_come_to_the_same() {
    let visitors = 1000;
    let mut good = 0;
    for rulebook in published() {
        let json = quiz_from_rulebook(rulebook);
        let quiz = read_quiz(Node::Value(&json)).unwrap();
        let program = Program::compile(rulebook);
        let mut draw = Draw(7);
        let mut sum = 0;
        for _ in 0..visitors {
            let visitor = visitor(&quiz, &program, &mut draw);
            let all: Vec<Option<Answer>> = visitor.iter().cloned().map(Some).collect();
            let (count, answers) = asked(&quiz, rulebook, &visitor);
            sum += count;
            let (stage, result) = final_state(&quiz, rulebook, &all);
            assert_eq!(
                final_state(&quiz, rulebook, &answers),
                (stage, result),
                "{}: {visitor:?}",
                rulebook.id
            );
        }
        let average = sum as f64 / f64::from(visitors);
        let all = quiz.questions.len();
        let share = average / all as f64;
        // Past the runner, which keeps what passing tests print to itself.
        writeln!(
            std::io::stdout(),
            "{:24} {average:5.2} of {all:2} asked, {:3.0} % fewer",
            rulebook.id,
            100.0 - 100.0 * share
        )
        .unwrap();
        good += usize::from(share <= 0.6);
    }
    assert!(good >= 4, "only {good} of seven");
}
