//! A stage under a definition: what it means, an example, who owns it, what to do and what not to do yet.

use super::advice;
use super::grounds::{Statement, clause, clause_in_list, ground};
use crate::condition::{Condition, Test};
use crate::day::Day;
use crate::explain::explain;
use crate::learn::story::{TAUGHT, stage_words, story};
use crate::rulebook::Rulebook;
use crate::stage::{Gate, Stage};
use crate::table::Table;
use crate::words::list;

/// What is taught of the stages of a definition.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// The stages in the order of the funnel; those who are out only where the definition puts anyone out.
    pub stages: Vec<StageLesson>,
}

/// What is taught of one stage.
#[derive(Clone, Debug)]
pub struct StageLesson {
    /// The stage.
    pub stage: Stage,
    /// What it means.
    pub meaning: Meaning,
    /// How somebody falls out of it again by time alone, a sentence each; empty where time moves nobody.
    pub lapses: Vec<Statement>,
    /// Somebody who stands there; `None` where no contact was found.
    pub example: Option<Example>,
    /// Who works on them.
    pub owner: Owner,
    /// What one wants to reach, as the playbook has it; empty where it does not say.
    pub aim: String,
    /// What to do, the first first.
    pub to_do: Vec<Statement>,
    /// What not to do yet, and why.
    pub not_yet: Vec<Statement>,
}

/// How the parts of a gate go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joined {
    /// All of them are needed; also where there is one alone.
    All,
    /// One of them is enough.
    One,
    /// So many of them are needed.
    AtLeast(u64),
}

/// What a stage means under a definition.
#[derive(Clone, Debug, PartialEq)]
pub struct Meaning {
    /// The sentence: "A prospect is a lead who fits our profile (50 or more) and replied."
    pub sentence: String,
    /// How its parts go together.
    pub joined: Joined,
    /// Its parts, each on the criterion it stands on.
    pub parts: Vec<Statement>,
}

/// A made-up contact at a stage, staged by the engine.
#[derive(Clone, Debug)]
pub struct Example {
    /// The story.
    pub text: String,
    /// The contact, a table of one row.
    pub table: Table,
    /// The boundary that the story was made for, for a drill at the same place.
    pub aim: (Stage, Stage),
    /// Why the contact stands there, by the engine.
    pub why: String,
}

/// Who works on contacts of a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// Whom the definition names.
    Said(String),
    /// Who usually does, where it names nobody. Source: stage model, section 1.
    Usual(&'static str),
}

impl Owner {
    /// Who.
    #[must_use]
    pub fn who(&self) -> &str {
        match self {
            Owner::Said(who) => who,
            Owner::Usual(who) => who,
        }
    }
}

/// Seeds that are tried for an example at one boundary.
const TRIES: u64 = 6;

/// What is taught of the stages of a definition, with examples as of a day. The same arguments give the same lesson.
#[must_use]
pub fn lesson(rulebook: &Rulebook, as_of: Day) -> Lesson {
    let stages = TAUGHT
        .into_iter()
        .filter(|stage| *stage != Stage::Disqualified || !rulebook.disqualify.is_empty());
    Lesson {
        stages: stages
            .map(|stage| stage_lesson(rulebook, stage, as_of))
            .collect(),
    }
}

fn stage_lesson(rulebook: &Rulebook, stage: Stage, as_of: Day) -> StageLesson {
    let play = rulebook.play(stage);
    StageLesson {
        stage,
        meaning: meaning(rulebook, stage),
        lapses: lapses(rulebook, stage),
        example: example(rulebook, stage, as_of),
        owner: owner(rulebook, stage),
        aim: play.map(|play| play.aim.clone()).unwrap_or_default(),
        to_do: advice::to_do(rulebook, stage),
        not_yet: advice::not_yet(rulebook, stage),
    }
}

fn owner(rulebook: &Rulebook, stage: Stage) -> Owner {
    let said = rulebook.play(stage).map(|play| play.owner.trim());
    match (said.filter(|owner| !owner.is_empty()), stage) {
        (Some(owner), _) => Owner::Said(owner.to_owned()),
        (None, Stage::Lead) => Owner::Usual("marketing"),
        (None, Stage::Prospect) => Owner::Usual("marketing and sales"),
        (None, Stage::Opportunity) => Owner::Usual("sales"),
        (None, Stage::Customer) => Owner::Usual("account management"),
        (None, _) => Owner::Usual("nobody"),
    }
}

/// The gate that leads to a stage.
pub(super) fn gate_to(stage: Stage) -> Option<Gate> {
    Gate::ALL.into_iter().find(|gate| gate.stage() == stage)
}

/// The gate in words: "what is asked of a lead".
pub(super) fn gate_words(gate: Gate) -> String {
    format!("what is asked of {}", stage_words(gate.stage()))
}

fn meaning(rulebook: &Rulebook, stage: Stage) -> Meaning {
    if stage == Stage::Disqualified {
        return out(rulebook);
    }
    let (gate, start) = match (gate_to(stage), stage) {
        (Some(Gate::Lead), _) => (Gate::Lead, "A lead is a contact who "),
        (Some(Gate::Prospect), _) => (Gate::Prospect, "A prospect is a lead who "),
        (Some(Gate::Opportunity), _) => (Gate::Opportunity, "An opportunity is a prospect who "),
        (None, _) => (
            Gate::Lead,
            "A contact is a name on your list, and becomes a lead once this person ",
        ),
    };
    let (joined, conditions) = parts_of(rulebook, rulebook.gate(gate));
    let said: Vec<String> = match conditions {
        [one] => vec![clause(rulebook, one)],
        more => more.iter().map(|c| clause_in_list(rulebook, c)).collect(),
    };
    let rest = match joined {
        Joined::All => apart(&said, "and"),
        Joined::One => apart(&said, "or"),
        Joined::AtLeast(n) => format!("shows at least {n} of these: {}", apart(&said, "and")),
    };
    Meaning {
        sentence: format!("{start}{rest}."),
        joined,
        parts: conditions
            .iter()
            .map(|condition| Statement {
                text: clause(rulebook, condition),
                grounds: vec![ground(rulebook, condition)],
                source: gate_words(gate),
            })
            .collect(),
    }
}

/// Clauses in a row, set apart by what none of them has within: commas, or semicolons where one has commas of its own.
fn apart(said: &[String], last: &str) -> String {
    let [before @ .., end] = said else {
        return String::new();
    };
    let has = |clauses: &[String], word: &str| clauses.iter().any(|clause| clause.contains(word));
    if before.is_empty() {
        end.clone()
    } else if has(before, ", ") {
        format!("{}; {last} {end}", before.join("; "))
    } else if has(said, " or ") || has(said, " and ") {
        format!("{}, {last} {end}", before.join(", "))
    } else {
        list(said, last)
    }
}

/// The top parts of a gate, and how they go together. A gate that is one criterion stays one part, unless that is nothing but a name.
fn parts_of<'a>(rulebook: &'a Rulebook, gate: &'a Condition) -> (Joined, &'a [Condition]) {
    match gate {
        Condition::All(parts) => (Joined::All, parts),
        Condition::Any(parts) if parts.len() > 1 => (Joined::One, parts),
        Condition::Any(parts) => (Joined::All, parts),
        Condition::AtLeast(n, parts) => (Joined::AtLeast(*n), parts),
        Condition::Criterion(i) => match rulebook.criteria.get(*i) {
            Some(criterion) if criterion.label == criterion.id => {
                match parts_of(rulebook, &criterion.when) {
                    (_, []) => (Joined::All, std::slice::from_ref(gate)),
                    parts => parts,
                }
            }
            _ => (Joined::All, std::slice::from_ref(gate)),
        },
        one => (Joined::All, std::slice::from_ref(one)),
    }
}

/// Who is out.
fn out(rulebook: &Rulebook) -> Meaning {
    let parts: Vec<Statement> = rulebook
        .disqualify
        .iter()
        .map(|disqualifier| Statement {
            text: disqualifier.reason.clone(),
            grounds: vec![ground(rulebook, &disqualifier.when)],
            source: "what puts a contact out".to_owned(),
        })
        .collect();
    let reasons: Vec<String> = (rulebook.disqualify.iter())
        .map(|disqualifier| format!("“{}”", disqualifier.reason))
        .collect();
    Meaning {
        sentence: format!(
            "Disqualified is whoever is out for a reason that is written down: {}. It is looked at before any gate.",
            list(&reasons, "or")
        ),
        joined: if parts.len() > 1 {
            Joined::One
        } else {
            Joined::All
        },
        parts,
    }
}

/// What in a stage's gate runs out by itself.
fn lapses(rulebook: &Rulebook, stage: Stage) -> Vec<Statement> {
    let Some(gate) = gate_to(stage) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for (_, leaf) in super::themes::themes(rulebook, rulebook.gate(gate)) {
        let text = match &leaf {
            Condition::Did(did) => did.within_days.map(|days| {
                format!(
                    "This runs out when nothing of the kind happens for {days} {}.",
                    if days == 1 { "day" } else { "days" }
                )
            }),
            Condition::EngagementAtLeast(x) => Some(format!(
                "Engagement fades from day to day; below {x} this is over."
            )),
            Condition::Attribute {
                test: Test::DaysAgoAtMost(days),
                ..
            } => Some(format!("This is over after {days} days.")),
            _ => None,
        };
        if let Some(text) = text {
            all.push(Statement {
                text,
                grounds: vec![ground(rulebook, &leaf)],
                source: gate_words(gate),
            });
        }
    }
    all
}

/// Somebody at a stage: best beside the next one, else beside the one before, else beside any.
fn example(rulebook: &Rulebook, stage: Stage, as_of: Day) -> Option<Example> {
    let mut others: Vec<Stage> = TAUGHT.into_iter().filter(|other| *other != stage).collect();
    others.sort_by_key(|other| {
        let out = *other == Stage::Disqualified && stage < Stage::Opportunity;
        let apart = (*other as u8).abs_diff(stage as u8);
        (out, apart, *other < stage)
    });
    for other in others {
        let aim = (stage.min(other), stage.max(other));
        let mut cases = Vec::new();
        for seed in 0..TRIES {
            let Some(found) = story(rulebook, as_of, aim, seed) else {
                // Where one seed finds nothing, others seldom do.
                break;
            };
            let both = [found.case, found.twin].into_iter();
            cases.extend(both.filter(|case| case.stage == stage));
        }
        // The shortest is read soonest.
        if let Some(case) = cases.into_iter().min_by_key(|case| case.text.len()) {
            return Some(Example {
                why: explain(rulebook, &case.table, 0, as_of).assessment.why,
                text: case.text,
                table: case.table,
                aim,
            });
        }
    }
    None
}

impl StageLesson {
    /// The stage behind "is": "a lead".
    #[must_use]
    pub fn words(&self) -> &'static str {
        stage_words(self.stage)
    }
}

#[cfg(test)]
mod tests {
    use super::apart;

    #[test]
    fn clauses_are_set_apart_by_what_none_has_within() {
        let check = |said: &[&str], last: &str, expected: &str| {
            let said: Vec<String> = said.iter().map(|s| (*s).to_owned()).collect();
            assert_eq!(apart(&said, last), expected);
        };
        check(&[], "and", "");
        check(&["replied"], "and", "replied");
        check(&["replied", "met us"], "or", "replied or met us");
        check(
            &["fits", "met us or replied"],
            "and",
            "fits, and met us or replied",
        );
        check(
            &["fits", "is keen", "replied, or met us"],
            "and",
            "fits, is keen, and replied, or met us",
        );
        check(
            &["said so, or asked", "replied"],
            "or",
            "said so, or asked; or replied",
        );
    }
}
