//! What leads nowhere in a quiz: results nobody sees, questions nobody is asked, stages nobody comes to, answers that say nothing.

use super::options::with_commas;
use super::{Answer, Outlook, Quiz, QuizOption, QuizType, read_quiz};
use crate::day::Day;
use crate::lanes::LANES;
use crate::missing::missing_for;
use crate::node::Node;
use crate::one::verdicts;
use crate::program::{Leaf, Program};
use crate::rulebook::Rulebook;
use crate::stage::{Gate, Stage};
use crate::table::Table;
use crate::words;
use serde_json::Value;

/// Something in a quiz that leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadEnd {
    /// What it is.
    pub at: DeadEndAt,
    /// What is the matter, a sentence or two.
    pub sentence: String,
    /// Whether it is certain; else no answers that were tried showed otherwise, and the sentence says how many that were.
    pub certain: bool,
}

/// Where a quiz leads nowhere, by places in its JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeadEndAt {
    /// A stage that no answers lead to.
    Stage(Stage),
    /// A result that is never shown.
    Result(usize),
    /// A result without anything to click.
    Action(usize),
    /// A question that is never asked.
    Question(usize),
    /// A question no answer to which makes a difference.
    Pointless(usize),
    /// An option that makes no difference: the question's place and its own.
    Option(usize, usize),
}

/// What leads nowhere in a quiz, by its [`Outlook`] on that day. Nothing where the quiz cannot be read.
///
/// The last result is for all that no other fits, so nobody has to see it. Questions for a text, a day or an address may be asked for
/// their own sake; of the others it is said when the rulebook looks at nothing that an answer records, and no question depends on it.
#[must_use]
pub fn dead_ends(json: &Value, rulebook: &Rulebook, outlook: &Outlook, as_of: Day) -> Vec<DeadEnd> {
    let Ok(quiz) = read_quiz(Node::Value(json)) else {
        return Vec::new();
    };
    let program = Program::compile(rulebook);
    let look = Look {
        json,
        quiz: &quiz,
        rulebook,
        outlook,
        as_of,
        program: &program,
    };
    let mut found = look.stages();
    found.extend(look.results());
    found.extend(look.questions());
    found
}

struct Look<'a> {
    json: &'a Value,
    quiz: &'a Quiz<'a>,
    rulebook: &'a Rulebook,
    outlook: &'a Outlook,
    as_of: Day,
    program: &'a Program,
}

impl Look<'_> {
    /// "In 20,000 tries", where not all answers were looked at.
    fn tries(&self) -> String {
        format!(
            "in {} tries",
            with_commas(f64::from(self.outlook.looked_at))
        )
    }

    fn certain(&self, stage: Stage) -> bool {
        self.outlook.unreachable.contains(&stage)
    }

    fn stages(&self) -> Vec<DeadEnd> {
        let mut found = Vec::new();
        for (stage, met) in Stage::ALL.into_iter().zip(self.outlook.stages) {
            let certain = self.certain(stage);
            // Nobody aims at people of whom nothing is known; nor at losing them.
            if met > 0 || matches!(stage, Stage::Contact | Stage::Lost) {
                continue;
            }
            if stage == Stage::Disqualified && self.rulebook.disqualify.is_empty() {
                continue;
            }
            let name = stage.label();
            let sentence = if certain {
                format!("{name}: {}.", self.what_is_missing(stage))
            } else {
                format!("{name}: {} no answers led there.", self.tries())
            };
            found.push(DeadEnd {
                at: DeadEndAt::Stage(stage),
                sentence,
                certain,
            });
        }
        found
    }

    /// Why no answers lead to a stage.
    fn what_is_missing(&self, stage: Stage) -> String {
        let sets_outcome = self.quiz.questions.iter().any(|q| {
            let mut sets = q.options.iter().flat_map(|o| &o.sets);
            q.attribute == "outcome" || sets.any(|(id, ..)| *id == "outcome")
        });
        if stage == Stage::Customer && !sets_outcome {
            return "no answer can say that they bought".to_owned();
        }
        if stage == Stage::Disqualified {
            let reasons = self.rulebook.disqualify.iter();
            let reasons: Vec<String> = reasons.map(|d| format!("“{}”", d.reason)).collect();
            return format!("no answers meet {}", words::list(&reasons, "or"));
        }
        let facts = self.all_facts();
        let gates = Gate::ALL
            .into_iter()
            .take_while(|gate| gate.stage() <= stage);
        let mut unsaid = Vec::new();
        let mut unmet = Vec::new();
        for missing in gates.flat_map(|gate| missing_for(self.rulebook, &facts, gate)) {
            let (list, label) = match missing.recorded {
                true => (&mut unmet, format!("“{}”", missing.label)),
                false => (&mut unsaid, missing.label),
            };
            if !list.contains(&label) {
                list.push(label);
            }
        }
        let mut reasons = Vec::new();
        if !unsaid.is_empty() {
            // Where a part has commas of its own, semicolons keep the parts apart.
            let unsaid = match unsaid.iter().any(|label| label.contains(", ")) {
                true => unsaid.join("; or "),
                false => words::list(&unsaid, "or"),
            };
            reasons.push(format!("no answer can say {unsaid}"));
        }
        if !unmet.is_empty() {
            reasons.push(format!("no answer meets {}", words::list(&unmet, "or")));
        }
        if reasons.is_empty() {
            reasons.push("no answers lead there".to_owned());
        }
        reasons.join(", and ")
    }

    /// A table with each answer in a row of its own, and what submitting records.
    fn all_facts(&self) -> Table {
        let mut all: Vec<(usize, Answer)> = Vec::new();
        for (place, question) in self.quiz.questions.iter().enumerate() {
            let answers = question.told_apart(self.program, self.as_of);
            all.extend(answers.into_iter().map(|answer| (place, answer)));
        }
        let mut table = Table::new();
        let rows = u32::try_from(all.len().max(1)).unwrap_or(LANES as u32);
        table.add_rows(rows, None);
        for row in 0..rows {
            let said = all.get(row as usize);
            self.quiz.record(&mut table, row, self.as_of, &|place| {
                said.filter(|(of, _)| *of == place)
                    .map(|(_, answer)| answer)
            });
        }
        table
    }

    fn results(&self) -> Vec<DeadEnd> {
        let mut found = Vec::new();
        let last = self.quiz.results.len().saturating_sub(1);
        // Stages that results above take, whatever the grade.
        let mut taken = 0_u8;
        for (place, result) in self.quiz.results.iter().enumerate() {
            let shown = self.json.get("results").and_then(|list| list.get(place));
            let title = shown.and_then(|r| r.get("title")).and_then(Value::as_str);
            let title = title.unwrap_or(result.id);
            if place < last && self.outlook.results.get(place) == Some(&0) {
                let bit = |stage: &Stage| 1_u8 << *stage as u8;
                let wanted = Stage::ALL.iter().filter(|s| result.stages & bit(s) != 0);
                let free: Vec<&Stage> = wanted.filter(|s| taken & bit(s) == 0).collect();
                let unreached = free.iter().all(|stage| self.certain(**stage));
                let certain = self.outlook.exact || unreached;
                let sentence = if free.is_empty() {
                    format!(
                        "“{title}” is never shown: the results above it take everyone it is for."
                    )
                } else if unreached && result.conditional {
                    let stages: Vec<String> = free.iter().map(|s| s.label().to_owned()).collect();
                    format!(
                        "“{title}” is never shown: no answers lead to {}.",
                        words::list(&stages, "or")
                    )
                } else if certain {
                    format!("“{title}” is never shown: no answers lead there.")
                } else {
                    format!("“{title}” was not shown once {}.", self.tries())
                };
                found.push(DeadEnd {
                    at: DeadEndAt::Result(place),
                    sentence,
                    certain,
                });
            }
            if result.grades == super::ALL_GRADES {
                taken |= result.stages;
            }
            if shown.is_some_and(|r| r.get("action").is_none_or(Value::is_null)) {
                found.push(DeadEnd {
                    at: DeadEndAt::Action(place),
                    sentence: format!(
                        "“{title}” has no button: whoever sees it has nowhere to go from there."
                    ),
                    certain: true,
                });
            }
        }
        found
    }

    fn questions(&self) -> Vec<DeadEnd> {
        let mut found = Vec::new();
        for (place, question) in self.quiz.questions.iter().enumerate() {
            let shown = self.json.get("questions").and_then(|list| list.get(place));
            let asked = shown.map_or(question.id, |q| of(q, "text"));
            if self.outlook.asked.get(place) == Some(&0) {
                let certain = self.outlook.exact;
                found.push(DeadEnd {
                    at: DeadEndAt::Question(place),
                    sentence: match certain {
                        true => format!(
                            "“{asked}” is never asked: every answer to the questions before it skips it."
                        ),
                        false => format!("“{asked}” was not asked once {}.", self.tries()),
                    },
                    certain,
                });
            }
            let options = question.options.iter().enumerate();
            let idle: Vec<usize> = options
                .filter(|(at, option)| !self.decides(place, *at) && !self.bears(option))
                .map(|(at, _)| at)
                .collect();
            let scale = matches!(question.kind, QuizType::Number | QuizType::Scale);
            let looked_at = self.program.leaves.iter().any(
                |leaf| matches!(leaf, Leaf::Attribute { id, .. } if *id == question.attribute),
            );
            let all = !question.options.is_empty() && idle.len() == question.options.len();
            if all || scale && !looked_at {
                found.push(DeadEnd {
                    at: DeadEndAt::Pointless(place),
                    sentence: format!(
                        "No answer to “{asked}” counts for “{}”. Keep the question only if you want to know.",
                        self.rulebook.name
                    ),
                    certain: true,
                });
                continue;
            }
            // That "no" records nothing is what such a question is for.
            if question.kind == QuizType::YesNo {
                continue;
            }
            for at in idle {
                let option = shown.and_then(|q| q.get("options")?.get(at));
                let text = option.map_or("", |o| of(o, "text"));
                let nothing = question
                    .options
                    .get(at)
                    .is_some_and(|o| o.sets.is_empty() && o.signals.is_empty());
                found.push(DeadEnd {
                    at: DeadEndAt::Option(place, at),
                    sentence: match nothing {
                        true => format!(
                            "“{text}” as an answer to “{asked}” records nothing: it says as little as “I don’t know”."
                        ),
                        false => format!(
                            "“{text}” as an answer to “{asked}” records nothing that “{}” looks at.",
                            self.rulebook.name
                        ),
                    },
                    certain: true,
                });
            }
        }
        found
    }

    /// Whether another question is skipped by an option.
    fn decides(&self, question: usize, option: usize) -> bool {
        let mut rules = self.quiz.questions.iter().flat_map(|q| &q.skip_when);
        rules.any(|(of, options)| *of == question && options.contains(&option))
    }

    /// Whether the rulebook looks at something that an option records, and sees a difference.
    fn bears(&self, option: &QuizOption<'_>) -> bool {
        let records = |kind: &str| option.signals.contains(&kind);
        if self
            .rulebook
            .engagement
            .iter()
            .any(|row| records(&row.signal))
        {
            return true;
        }
        let mut facts = Table::new();
        facts.add_rows(1, None);
        let before = verdicts(self.program, &facts, self.as_of);
        for (id, value, kind) in &option.sets {
            facts.column_mut(id).set(0, value, *kind);
        }
        let after = verdicts(self.program, &facts, self.as_of);
        let changes = before.iter().zip(&after);
        let leaves = self.program.leaves.iter().zip(changes);
        let mut leaves = leaves.into_iter();
        leaves.any(|(leaf, (before, after))| match leaf {
            Leaf::Did(did) => option.signals.iter().any(|kind| did.kinds.contains(kind)),
            Leaf::Attribute { .. } => before != after,
        })
    }
}

fn of<'v>(json: &'v Value, member: &str) -> &'v str {
    json.get(member).and_then(Value::as_str).unwrap_or("")
}

#[cfg(test)]
mod tests;
