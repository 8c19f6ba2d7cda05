//! What to do at a stage, and what is too early there: from the playbook, and from what the next gate still asks.

use super::grounds::{Ground, Statement, ground, subject};
use super::stages::{gate_to, gate_words};
use super::themes::{Theme, themes};
use crate::learn::story::stage_words;
use crate::rulebook::Rulebook;
use crate::stage::{Gate, Stage};

/// Questions that are proposed at most.
const MOST_QUESTIONS: usize = 4;
/// Warnings by what the next gate asks, at most.
const MOST_WARNINGS: usize = 3;

/// What to do with contacts of a stage: the playbook's steps, then the questions that the next gate waits for.
pub(super) fn to_do(rulebook: &Rulebook, stage: Stage) -> Vec<Statement> {
    let mut all = Vec::new();
    if let Some(play) = rulebook.play(stage) {
        for action in &play.actions {
            all.push(Statement {
                text: sentence(action),
                grounds: Vec::new(),
                source: playbook(stage),
            });
        }
    }
    if let Some(gate) = Gate::after(stage) {
        let asked = open_questions(rulebook, gate);
        for ground in asked.into_iter().take(MOST_QUESTIONS) {
            all.push(Statement {
                text: format!("Find out: {}", sentence(&ground.question)),
                grounds: vec![ground],
                source: gate_words(gate),
            });
        }
        if all.is_empty() {
            all.push(Statement {
                text: format!("Find out what makes {} of them.", stage_words(gate.stage())),
                grounds: vec![ground(rulebook, rulebook.gate(gate))],
                source: gate_words(gate),
            });
        }
    }
    if stage == Stage::Disqualified {
        let grounds = |fits: &dyn Fn(&str) -> bool| -> Vec<Ground> {
            (rulebook.disqualify.iter())
                .filter(|d| fits(&d.reason))
                .map(|d| ground(rulebook, &d.when))
                .collect()
        };
        all.push(Statement {
            text: "Write down the reason and the day. A sign of interest after that day is flagged, so nobody has to remember."
                .to_owned(),
            grounds: grounds(&|_| true),
            source: "what puts a contact out".to_owned(),
        });
        all.push(Statement {
            text: "Check the fact behind the reason: once it is no longer so, they are back in the funnel by themselves."
                .to_owned(),
            grounds: grounds(&|_| true),
            source: "what puts a contact out".to_owned(),
        });
    }
    all
}

/// What not to do yet: what the playbook does one stage later, then what the next gate makes too early, then leaving them alone.
pub(super) fn not_yet(rulebook: &Rulebook, stage: Stage) -> Vec<Statement> {
    let mut all = Vec::new();
    if let Some(gate) = Gate::after(stage) {
        too_early(rulebook, stage, gate, &mut all);
        let mut warned = 0;
        for (theme, leaf) in themes(rulebook, rulebook.gate(gate)) {
            let Some(text) = warning(theme, gate).filter(|_| warned < MOST_WARNINGS) else {
                continue;
            };
            if all.iter().all(|known| known.text != text) {
                warned += 1;
                all.push(Statement {
                    text: text.to_owned(),
                    grounds: vec![ground(rulebook, &leaf)],
                    source: gate_words(gate),
                });
            }
        }
    }
    let allowed = (stage as usize)
        .checked_sub(1)
        .and_then(|place| rulebook.stale_after_days.get(place));
    if let (Some(days), Some(_)) = (allowed, gate_to(stage)) {
        all.push(Statement {
            text: format!("Do not leave them alone for more than {days} days: that is when they count as stale."),
            grounds: Vec::new(),
            source: "the definition’s days until stale".to_owned(),
        });
    }
    if stage == Stage::Disqualified {
        all.push(Statement {
            text: "Spend no more time on them while the reason holds, however well they would score otherwise."
                .to_owned(),
            grounds: rulebook
                .disqualify
                .iter()
                .map(|d| ground(rulebook, &d.when))
                .collect(),
            source: "what puts a contact out".to_owned(),
        });
    }
    all
}

/// The first steps of the next stage's playbook that are none of this one's.
fn too_early(rulebook: &Rulebook, stage: Stage, gate: Gate, all: &mut Vec<Statement>) {
    let here = rulebook.play(stage).map_or(&[][..], |play| &play.actions);
    let Some(next) = rulebook.play(gate.stage()) else {
        return;
    };
    let later: Vec<&String> = next.actions.iter().filter(|a| !here.contains(a)).collect();
    if let Some(action) = later.first() {
        all.push(Statement {
            text: format!(
                "Too early: “{}”. The playbook does that with {}.",
                action.trim_end_matches('.'),
                stage_words(gate.stage())
            ),
            grounds: vec![ground(rulebook, rulebook.gate(gate))],
            source: playbook(gate.stage()),
        });
    }
}

/// What is too early while something that the next gate asks for is open.
fn warning(theme: Theme, gate: Gate) -> Option<&'static str> {
    Some(match theme {
        Theme::Interest if gate != Gate::Lead => {
            "Do not build on interest that they once showed before you know that it is still there."
        }
        Theme::Interest => {
            "Do not count them among your leads while they have shown no interest: it makes every rate look worse than it is."
        }
        Theme::Market => {
            "Do not write to them before you know that they are among those you sell to."
        }
        Theme::Fit => {
            "Do not give them an hour before you have looked up who they are: fit costs a minute to check."
        }
        Theme::Depth => {
            "Do not take one click for interest: wait until they did something that took them time."
        }
        Theme::Conversation => "Do not call it a relationship while words went only one way.",
        Theme::Product => "Do not talk terms before they have seen or tried what they would buy.",
        Theme::Questionnaire => "Do not skip the questionnaire because they sound keen.",
        Theme::Marketing | Theme::Sales => {
            "Do not hand them over before the team that has to say yes has said it."
        }
        Theme::Need => {
            "Make no proposal while nobody has asked whether they have a problem that you solve."
        }
        Theme::Value => "Do not talk price before they can say what it would be worth to them.",
        Theme::Timing => "Do not put them into the forecast while nobody knows when they want it.",
        Theme::Authority => {
            "Do not count on a yes from somebody whose say in it nobody has asked about."
        }
        Theme::Budget => "Do not offer a discount before you know whether there is money at all.",
        Theme::Intent => "Do not press them to close before they said that they want to buy.",
        Theme::Choice => "Do not negotiate with somebody who is not choosing yet.",
        Theme::Mutual => {
            "Do not let their interest alone decide: somebody on your side has to think it worth pursuing."
        }
        Theme::Reach | Theme::Other => return None,
    })
}

/// The criteria of a gate that a question would find out, each question once.
fn open_questions(rulebook: &Rulebook, gate: Gate) -> Vec<Ground> {
    let mut asked: Vec<Ground> = Vec::new();
    for (_, leaf) in themes(rulebook, rulebook.gate(gate)) {
        let mut found = ground(rulebook, &leaf);
        if found.question.is_empty() && matches!(leaf, crate::Condition::Attribute { .. }) {
            found.question = format!("{}?", upper_first(&subject(&leaf)));
        }
        if !found.question.is_empty() && asked.iter().all(|g| g.question != found.question) {
            asked.push(found);
        }
    }
    asked
}

fn playbook(stage: Stage) -> String {
    format!("the playbook for {}", stage_words(stage))
}

/// With a full stop, if it ends with no mark.
fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '?', '!']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    first + letters.as_str()
}
