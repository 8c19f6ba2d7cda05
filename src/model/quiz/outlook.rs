//! Where a quiz can lead: the shares of its answers that come to each stage and result, and what they never come to.

use super::{Answer, Quiz, QuizQuestion, QuizType, State, given};
use crate::day::Day;
use crate::dictionary::Kind;
use crate::engine::Engine;
use crate::host::number_text;
use crate::lanes::LANES;
use crate::program::Program;
use crate::rulebook::Rulebook;
use crate::stage::Stage;
use crate::table::Table;

/// Up to so many combinations of answers are all looked at.
pub const MOST_COMBINATIONS: u64 = 200_000;
/// Of more, so many are drawn.
pub const SAMPLE: u32 = 20_000;

/// Where the answers to a quiz lead. Each answer that the rulebook tells apart counts the same, "don't know" among them where it is
/// offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// Combinations that were looked at.
    pub looked_at: u32,
    /// Whether these are all there are; else a sample.
    pub exact: bool,
    /// How many of them come to each stage, in the order of [`Stage::ALL`].
    pub stages: [u32; 7],
    /// How many of them come to each result, in the order of the quiz.
    pub results: Vec<u32>,
    /// Stages that no answers lead to. Where not all combinations were looked at, only those of which that is certain.
    pub unreachable: Vec<Stage>,
    /// How many of them meet each question as one that is not skipped, in the order of the quiz.
    pub asked: Vec<u32>,
}

impl Outlook {
    /// The places of the results that were never met. Certain only where all combinations were looked at.
    #[must_use]
    pub fn unmet_results(&self) -> Vec<usize> {
        never(&self.results)
    }

    /// The places of the questions that were always skipped. Certain only where all combinations were looked at.
    #[must_use]
    pub fn unmet_questions(&self) -> Vec<usize> {
        never(&self.asked)
    }
}

fn never(counts: &[u32]) -> Vec<usize> {
    let places = counts.iter().enumerate();
    places
        .filter(|(_, count)| **count == 0)
        .map(|(place, _)| place)
        .collect()
}

/// Where the answers to a quiz lead. The seed decides on the sample, if there must be one.
#[must_use]
pub fn outlook(quiz: &Quiz<'_>, rulebook: &Rulebook, as_of: Day, seed: u64) -> Outlook {
    let program = Program::compile(rulebook);
    let all: Vec<Vec<Answer>> = quiz
        .questions
        .iter()
        .map(|q| q.told_apart(&program, as_of))
        .collect();
    let combinations = all
        .iter()
        .fold(1u64, |n, answers| n.saturating_mul(answers.len() as u64));
    let exact = combinations <= MOST_COMBINATIONS;
    let count = if exact {
        u32::try_from(combinations).unwrap_or(0)
    } else {
        SAMPLE
    };
    let mut outlook = Outlook {
        looked_at: count,
        exact,
        stages: [0; 7],
        results: vec![0; quiz.results.len()],
        unreachable: Vec::new(),
        asked: vec![0; quiz.questions.len()],
    };
    let mut draw = seed;
    let mut engine = Engine::new(rulebook, as_of);
    let mut first = 0;
    while first < count {
        let rows = (count - first).min(LANES as u32 * 8);
        let mut table = Table::new();
        table.add_rows(rows, None);
        for row in 0..rows {
            let mut rest = u64::from(first + row);
            let answers: Vec<Option<Answer>> = all
                .iter()
                .map(|answers| {
                    let choices = answers.len() as u64;
                    let place = if exact {
                        rest % choices
                    } else {
                        drawn(&mut draw) % choices
                    };
                    rest /= choices;
                    answers.get(usize::try_from(place).unwrap_or(0)).cloned()
                })
                .collect();
            let states = quiz.states(&answers);
            for (asked, state) in outlook.asked.iter_mut().zip(&states) {
                *asked += u32::from(*state != State::Skipped);
            }
            quiz.record(&mut table, row, as_of, &|place| {
                given(&states, &answers, place)
            });
        }
        engine.assess_all(&table);
        for row in 0..rows {
            let stage = engine.assessments().stage(row);
            if let Some(count) = outlook.stages.get_mut(stage as usize) {
                *count += 1;
            }
            let result = quiz.result(stage, engine.assessments().grade(row));
            if let Some(count) = outlook.results.get_mut(result) {
                *count += 1;
            }
        }
        first += rows;
    }
    let bound = super::standing::reachable(quiz, rulebook, as_of);
    for (stage, met) in Stage::ALL.into_iter().zip(outlook.stages) {
        if met == 0 && (exact || bound >> stage as u8 & 1 == 0) {
            outlook.unreachable.push(stage);
        }
    }
    outlook
}

impl QuizQuestion<'_> {
    /// The answers that the rulebook tells apart, "don't know" among them where it is offered; of several choices every set.
    fn told_apart(&self, program: &Program, as_of: Day) -> Vec<Answer> {
        let mut answers = if self.kind == QuizType::Multiple && self.options.len() <= MOST_SETS {
            let sets = 0..1usize << self.options.len();
            let set = |bits: usize| {
                (0..self.options.len())
                    .filter(|o| bits >> o & 1 == 1)
                    .collect()
            };
            // None chosen says as much as "don't know".
            sets.map(|bits| Answer::chosen(set(bits))).collect()
        } else {
            let mut answers = Vec::new();
            self.candidates(program, as_of, &mut |answer| answers.push(answer));
            if !self.required {
                answers.push(Answer::unknown());
            }
            answers
        };
        // What bounds what could come of it is not always what a visitor can say.
        answers.retain(|answer| match self.kind {
            QuizType::Number | QuizType::Scale => {
                answer.value.is_empty() || answer.kind == Kind::Number
            }
            QuizType::Date => answer.value.is_empty() || Day::parse(&answer.value).is_some(),
            QuizType::Email => answer.value.is_empty(),
            _ => true,
        });
        if answers.iter().all(|answer| *answer == Answer::unknown()) {
            let (value, kind) = match self.kind {
                QuizType::Number | QuizType::Scale => (
                    number_text(0.0_f64.max(self.low).min(self.high)),
                    Kind::Number,
                ),
                QuizType::Date => (as_of.written(), Kind::Text),
                _ => ("somebody@example.com".to_owned(), Kind::Text),
            };
            answers.push(Answer::of(value, kind));
        }
        let mut kept: Vec<Answer> = Vec::new();
        for answer in answers {
            if !kept.contains(&answer) {
                kept.push(answer);
            }
        }
        kept
    }
}

/// Of so many options all sets are told apart.
const MOST_SETS: usize = 8;

/// The next number of a small generator (SplitMix64), which gives the same on every machine.
fn drawn(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::outlook;
    use crate::day::Day;
    use crate::node::Node;
    use crate::quiz::{quiz_from_rulebook, read_quiz};
    use crate::stage::Stage;
    use crate::{published, published_rulebook};
    use expect_test::expect;
    use serde_json::json;
    use std::fmt::Write;

    fn day() -> Day {
        Day::parse("2026-11-25").unwrap()
    }

    #[test]
    fn all_combinations_of_a_small_quiz_are_looked_at() {
        let json = json!({
            "format": "leadlens.quiz/1", "id": "q", "rulebook": "house",
            "questions": [
                { "id": "budget", "type": "yes_no", "text": "Money?", "attribute": "budget" },
                { "id": "amount", "type": "number", "text": "How much?", "attribute": "amount", "skip_when": [{ "question": "budget", "is": ["no"] }] },
                { "id": "news", "type": "multiple", "text": "Did you?", "required": true, "options": [
                    { "id": "a", "text": "Met", "signals": ["meeting_held"] }, { "id": "b", "text": "Asked", "signals": ["question_asked"] },
                ] },
            ],
            "results": [
                { "id": "no", "when": { "stage": ["disqualified"] }, "title": "No" },
                { "id": "won", "when": { "stage": ["customer"] }, "title": "Won" },
                { "id": "else", "title": "Yes" },
            ],
        });
        let quiz = read_quiz(Node::Value(&json)).unwrap();
        let found = outlook(&quiz, published_rulebook("house").unwrap(), day(), 1);
        // Yes, no and nothing; a number and nothing; four sets.
        assert_eq!((found.looked_at, found.exact), (24, true));
        assert_eq!(found.results, [8, 0, 16]);
        assert_eq!(found.unmet_results(), [1]);
        assert_eq!(found.asked, [24, 16, 24]);
        assert!(found.unmet_questions().is_empty());
        assert_eq!(found.stages[Stage::Disqualified as usize], 8);
        assert!(found.unreachable.contains(&Stage::Opportunity));
    }

    #[test]
    fn one_click_quizzes_and_where_they_lead() {
        let mut shown = String::new();
        for rulebook in published() {
            let json = quiz_from_rulebook(rulebook);
            let quiz = read_quiz(Node::Value(&json)).unwrap();
            let found = outlook(&quiz, rulebook, day(), 1);
            assert_eq!(found, outlook(&quiz, rulebook, day(), 1));
            let never: Vec<&str> = found.unreachable.iter().map(|s| s.id()).collect();
            let of = if found.exact { "all" } else { "a sample of" };
            writeln!(
                shown,
                "{}: {of} {}, {:?}, never {}",
                rulebook.id,
                found.looked_at,
                found.stages,
                never.join(" ")
            )
            .unwrap();
        }
        expect![[r#"
            dynamic-states: a sample of 20000, [0, 891, 8128, 1045, 0, 9936, 0], never contact customer lost
            qualify-first: a sample of 20000, [0, 4711, 3185, 252, 0, 11852, 0], never contact customer lost
            criteria-and-intent: a sample of 20000, [14924, 753, 1910, 2413, 0, 0, 0], never customer disqualified lost
            ideal-customer-profile: a sample of 20000, [13373, 4779, 345, 1503, 0, 0, 0], never customer disqualified lost
            conversation: a sample of 20000, [0, 20000, 0, 0, 0, 0, 0], never contact prospect opportunity customer disqualified lost
            marketing-to-sales: all 8748, [0, 2592, 2297, 3859, 0, 0, 0], never contact customer disqualified lost
            house: a sample of 20000, [0, 5588, 4197, 110, 0, 10105, 0], never contact customer lost
        "#]].assert_eq(&shown);
    }

    #[test]
    fn the_shipped_sample() {
        let json = quiz_from_rulebook(published_rulebook("criteria-and-intent").unwrap());
        let mut shown = String::new();
        for question in json["questions"].as_array().unwrap() {
            let options = question["options"].as_array().into_iter().flatten();
            let options: Vec<String> = options
                .map(|o| format!("{}={}", o["text"], o["sets"]))
                .collect();
            writeln!(
                shown,
                "{} {} {} {}",
                question["id"],
                question["type"],
                question["text"],
                options.join("; ")
            )
            .unwrap();
        }
        expect![[r#"
            in_target_market yes_no Are you in our target market? 
            explicit_intent yes_no Have you said you want to buy, or asked what it costs? 
            understands_value yes_no Do you see what we would do for you? 
            seniority single What is your role? Owner={seniority:owner}; Member of the board={seniority:c_suite}; Vice president={seniority:vp}; Director={seniority:director}; Manager={seniority:manager}; None of these={seniority:individual}
            industry single What line of business are you in? Software={industry:software}; Fintech={industry:fintech}; Professional services={industry:professional services}; Something else={industry:other}
            employees single How many people work there? Under 20={employees:10}; 20 to 1,000={employees:510}; More than 1,000={employees:2000}
            budget yes_no Is there money set aside for this? 
            country single Which country are you in? United States={country:US}; Canada={country:CA}; United Kingdom={country:GB}; Germany={country:DE}; France={country:FR}; Netherlands={country:NL}; Something else={country:other}
            annual_revenue single What is your annual revenue, about? Under 2,000,000={annual_revenue:1000000}; 2,000,000 to 200,000,000={annual_revenue:101000000}; More than 200,000,000={annual_revenue:400000000}
            timeline_months single When do you want to have it in place? 12 months or less={timeline_months:6}; More than 12 months={timeline_months:24}
            need yes_no Do you have a problem that we solve? 
            authority single Who decides on this, and what say do you have? I decide={authority:decision_maker}; I have a say={authority:influencer}; I have no say={authority:none}
            actively_considering yes_no Are you comparing vendors, testing or negotiating? 
            content_download yes_no Have you downloaded something of ours to read? 
            webinar_attended yes_no Have you been to one of our webinars? 
            question_asked yes_no Have you asked us a question? 
            quote_requested yes_no Have you asked us for a quote? 
            demo_attended yes_no Have you seen a demo? 
            replied yes_no Have you replied to a message of ours? 
            meeting_held yes_no Have you had a meeting with us? 
            negotiation yes_no Are you negotiating with us? 
            phone text What is your phone number? 
            email email Where may we write to you? 
        "#]].assert_eq(&shown.replace('"', ""));
    }
}
