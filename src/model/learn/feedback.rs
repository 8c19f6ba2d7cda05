//! What is right about a story, which facts decided, and the smallest change that would have made the learner's answer right.

use super::phrases::word;
use super::smallest::{FactChange, MOST_CHANGES, smallest};
use super::story::{Story, stage_words};
use super::turns::{at_once, no_pause};
use crate::condition::Condition;
use crate::contact_write::contact_to_json;
use crate::day::Day;
use crate::explain::{Explanation, Part, explain};
use crate::rulebook::Rulebook;
use crate::stage::{Gate, Stage, Verdict};
use crate::words::list;
use serde_json::Value;

/// What there is to say to a learner about an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Feedback {
    /// Whether the answer is right.
    pub right: bool,
    /// The stage, by the engine.
    pub stage: Stage,
    /// What the learner said.
    pub answer: Stage,
    /// In a few words: "Almost: one fact is missing."
    pub headline: String,
    /// What the gate in question asks for and how much of that is there: "An opportunity needs all four: three are there, one is not
    /// known."
    pub count: String,
    /// Why the contact stands where it stands, by the engine.
    pub why: String,
    /// The gate that the answer turns on; `None` where it is a disqualifier or an outcome.
    pub gate: Option<Gate>,
    /// What each gate asks for: each criterion with its verdict and the fact it stands on.
    pub gates: [Vec<Part>; 3],
    /// The disqualifiers likewise; the label is the reason.
    pub disqualifiers: Vec<Part>,
    /// What decides between the stage and the answer, in a sentence: after a right answer, and where the twin's stage was said, the criterion
    /// and the fact by which the two differ; else the criteria that make it more or less than what was said.
    pub decisive: String,
    /// The smallest change after which the answer would be right; after a right answer, the one that makes the contact its twin. `None`
    /// where no change of up to three facts was found.
    pub change: Option<SmallestChange>,
    /// That change in a sentence, or that there is none.
    pub change_sentence: String,
}

/// Facts that would have to be others, and what comes of it by the engine.
#[derive(Clone, Debug, PartialEq)]
pub struct SmallestChange {
    /// The facts, one to three.
    pub changes: Vec<FactChange>,
    /// The stage then.
    pub stage: Stage,
    /// The contact then, as JSON.
    pub contact: Value,
}

/// What to say about an answer to a story, by the definition and on the day that the story was made for.
#[must_use]
pub fn feedback(story: &Story, rulebook: &Rulebook, as_of: Day, answer: Stage) -> Feedback {
    at_once(feedback_in_turns(
        story,
        rulebook,
        as_of,
        answer,
        &mut no_pause,
    ))
}

/// As [`feedback`], with pauses: the smallest of many changes takes long to find.
pub async fn feedback_in_turns(
    story: &Story,
    rulebook: &Rulebook,
    as_of: Day,
    answer: Stage,
    pause: &mut impl AsyncFnMut(),
) -> Feedback {
    let explanation = explain(rulebook, &story.case.table, 0, as_of);
    let stage = explanation.stage;
    let right = answer == stage;
    let wanted = if right { story.twin.stage } else { answer };
    let found = smallest(story, rulebook, as_of, wanted, pause).await;
    let change = found.map(|found| SmallestChange {
        changes: found.changes,
        stage: wanted,
        contact: contact_to_json(&found.table, 0),
    });
    let gate = gate_in_question(story, stage, answer);
    let count = gate.map_or_else(String::new, |gate| {
        let parts = explanation.gate_parts.get(gate as usize);
        counted(rulebook, gate, parts.map_or(&[][..], Vec::as_slice))
    });
    Feedback {
        right,
        stage,
        answer,
        headline: headline(stage, answer, change.as_ref()),
        count,
        why: why_against(&explanation, answer),
        gate,
        decisive: decisive(story, rulebook, &explanation, answer),
        change_sentence: change_sentence(story, stage, wanted, change.as_ref()),
        change,
        gates: explanation.gate_parts,
        disqualifiers: explanation.disqualifiers,
    }
}

/// The gate between the stage and the answer: the one that stopped the contact, or the one that it passed and the learner thought shut.
fn gate_in_question(story: &Story, stage: Stage, answer: Stage) -> Option<Gate> {
    if stage == answer {
        return story.deciding.gate;
    }
    if stage > Stage::Opportunity || answer > Stage::Opportunity {
        return None;
    }
    if answer < stage {
        return Gate::ALL.into_iter().find(|gate| gate.stage() == stage);
    }
    Gate::after(stage)
}

/// Why the contact stands where it stands; why it is not more is left out where the answer was less.
fn why_against(explanation: &Explanation, answer: Stage) -> String {
    let stage = explanation.stage;
    let opened_by = Gate::ALL.into_iter().find(|gate| gate.stage() == stage);
    let Some(gate) = opened_by.filter(|_| answer < stage) else {
        return explanation.why.clone();
    };
    let parts = explanation.gate_parts.get(gate as usize);
    let met = opened(parts.map_or(&[], Vec::as_slice)).iter();
    let met = met.filter(|part| part.verdict == Verdict::Met);
    let met: Vec<String> = met.map(|part| part.label.clone()).collect();
    format!("{}: {}.", stage.label(), list(&met, "and"))
}

fn headline(stage: Stage, answer: Stage, change: Option<&SmallestChange>) -> String {
    let stage_is = stage_words(stage);
    if stage == answer {
        return format!("Right: {stage_is}.");
    }
    if answer > Stage::Opportunity {
        return format!("No: {stage_is}.");
    }
    let funnel = stage <= Stage::Opportunity;
    // One fact may lead two stages down, but that was not almost right.
    let far = funnel && (stage as u8).abs_diff(answer as u8) > 1;
    match change.map(|change| change.changes.as_slice()) {
        Some([one]) if !one.reverses && answer > stage && funnel => {
            "Almost: one fact is missing.".to_owned()
        }
        Some([_]) if !far => format!("Almost: one fact makes it {stage_is}."),
        Some(more) if funnel && more.iter().all(|c| !c.reverses) && answer > stage => {
            format!("Not yet: {} facts are missing.", small_number(more.len()))
        }
        _ => format!("No: {stage_is}."),
    }
}

fn small_number(n: usize) -> String {
    word(n as u64)
}

/// What a gate stands for.
fn whole_of(rulebook: &Rulebook, gate: Gate) -> &Condition {
    let mut condition = rulebook.gate(gate);
    while let Condition::Criterion(i) = condition {
        match rulebook.criteria.get(*i) {
            Some(criterion) => condition = &criterion.when,
            None => break,
        }
    }
    condition
}

/// What a gate asks for; one that is one whole is shown as one part, with its own within.
fn opened(parts: &[Part]) -> &[Part] {
    match parts {
        [one] if !one.parts.is_empty() => &one.parts,
        _ => parts,
    }
}

/// How much of what a gate asks for is there.
pub(super) fn counted(rulebook: &Rulebook, gate: Gate, parts: &[Part]) -> String {
    let condition = whole_of(rulebook, gate);
    let inner = match condition {
        Condition::Any(_) | Condition::AtLeast(..) | Condition::All(_) => opened(parts),
        _ => parts,
    };
    let of = |verdict: Verdict| inner.iter().filter(|p| p.verdict == verdict).count();
    let (met, unknown, unmet) = (of(Verdict::Met), of(Verdict::Unknown), of(Verdict::NotMet));
    let mut what = stage_words(gate.stage()).to_owned();
    if let Some(first) = what.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    if let [one] = inner {
        let it = match one.verdict {
            Verdict::Met => "it is there",
            Verdict::Unknown => "it is not known",
            Verdict::NotMet => "it is not so",
        };
        return format!("{what} needs one thing, “{}”, and {it}.", one.label);
    }
    let all = small_number(inner.len());
    let needs = match condition {
        Condition::All(_) if inner.len() == 2 => format!("{what} needs both of two things"),
        Condition::All(_) => format!("{what} needs all of {all} things"),
        Condition::Any(_) => format!("{what} needs one of {all} things"),
        Condition::AtLeast(n, _) => {
            format!("{what} needs {} of {all} things", word(*n))
        }
        _ => return String::new(),
    };
    let mut said = Vec::new();
    for (n, which) in [(met, "there"), (unknown, "not known"), (unmet, "not so")] {
        if n > 0 {
            let is = if n == 1 { "is" } else { "are" };
            said.push(format!("{} {is} {which}", small_number(n)));
        }
    }
    format!("{needs}: {}.", list(&said, "and"))
}

/// What decides between the stage and the answer.
fn decisive(story: &Story, rulebook: &Rulebook, found: &Explanation, answer: Stage) -> String {
    let stage = found.stage;
    if answer == stage || answer == story.twin.stage {
        return against_twin(story);
    }
    let parts = |met: bool, gates: &dyn Fn(Stage) -> bool| {
        let all = Gate::ALL.into_iter().filter(|gate| gates(gate.stage()));
        let all = all.filter_map(|gate| {
            let said = of_gate(rulebook, gate, found.gate_parts.get(gate as usize)?, met);
            (!said.is_empty()).then_some((gate, said))
        });
        let all: Vec<(Gate, String)> = all.collect();
        if let [(_, said)] = all.as_slice() {
            return said.clone();
        }
        // Several gates lie between the two: each is said by itself.
        let each = all.iter();
        let each = each.map(|(gate, said)| format!("for {}, {said}", stage_words(gate.stage())));
        each.collect::<Vec<_>>().join("; ")
    };
    match (stage, answer) {
        (Stage::Disqualified, _) => {
            let met = found.disqualifiers.iter();
            let met = met.filter(|part| part.verdict == Verdict::Met);
            let reasons: Vec<String> = met.map(with_facts).collect();
            format!("What rules it out is {}.", list(&reasons, "and"))
        }
        (_, Stage::Disqualified) => {
            let reasons = found.disqualifiers.iter();
            let reasons: Vec<String> = reasons.map(|part| format!("“{}”", part.label)).collect();
            match reasons.as_slice() {
                [] => format!("Nobody is disqualified under {}.", rulebook.name),
                all => format!("Nothing rules it out: not {}.", list(all, "nor")),
            }
        }
        (_, Stage::Customer) => "No deal is on record as won.".to_owned(),
        (_, Stage::Lost) => "No deal is on record as lost.".to_owned(),
        _ if answer < stage => format!(
            "What makes it more than {}: {}.",
            stage_words(answer),
            parts(true, &|gate| answer < gate && gate <= stage)
        ),
        _ => format!(
            "What it lacks for {}: {}.",
            stage_words(answer),
            parts(false, &|gate| stage < gate && gate <= answer)
        ),
    }
}

/// Of what a gate asks for, what is met or what is not, with the facts; nothing where a gate is open and it is asked what is not met.
fn of_gate(rulebook: &Rulebook, gate: Gate, parts: &[Part], met: bool) -> String {
    let open = parts.iter().all(|part| part.verdict == Verdict::Met);
    if open && !met {
        return String::new();
    }
    let (whole, inner) = (whole_of(rulebook, gate), opened(parts));
    let wanted = inner
        .iter()
        .filter(|part| (part.verdict == Verdict::Met) == met);
    let said: Vec<String> = wanted.map(with_facts).collect();
    match whole {
        Condition::Any(_) if !met => list(&said, "or"),
        Condition::AtLeast(n, _) if !met => {
            let there = inner.iter().filter(|p| p.verdict == Verdict::Met).count();
            let more = n.saturating_sub(there as u64);
            format!("{} more of {}", word(more), list(&said, "and"))
        }
        _ => list(&said, "and"),
    }
}

/// A criterion with the facts it stands on, and where it is not met, whether that is known.
fn with_facts(part: &Part) -> String {
    let mut facts: Vec<String> = Vec::new();
    if part.verdict == Verdict::Unknown {
        facts.push("not known".to_owned());
    }
    let says_more = part.fact != "not recorded" || facts.is_empty();
    if says_more && !part.fact.is_empty() {
        facts.push(part.fact.clone());
    }
    let inner = part.parts.iter().filter(|inner| !inner.fact.is_empty());
    let inner = inner.filter(|inner| inner.verdict == part.verdict);
    facts.extend(inner.map(|inner| format!("{}: {}", inner.label, inner.fact)));
    if facts.is_empty() {
        return format!("“{}”", part.label);
    }
    format!("“{}” ({})", part.label, facts.join("; "))
}

/// Which criterion and which fact decide between the story and its twin.
fn against_twin(story: &Story) -> String {
    let verdict = |verdict: Verdict| match verdict {
        Verdict::Met => "is met",
        Verdict::NotMet => "is not met",
        Verdict::Unknown => "is not known to be met",
    };
    format!(
        "What decides is “{}”: it {} here ({}) and {} in the twin ({}).",
        story.deciding.criterion,
        verdict(story.deciding.verdicts.0),
        story.deciding.fact,
        verdict(story.deciding.verdicts.1),
        story.deciding.twin_fact
    )
}

fn change_sentence(
    story: &Story,
    stage: Stage,
    wanted: Stage,
    change: Option<&SmallestChange>,
) -> String {
    match change {
        Some(change) => {
            let clauses: Vec<String> = change.changes.iter().map(|c| c.supposed.clone()).collect();
            format!(
                "If {}, this would be {}.",
                list(&clauses, "and"),
                stage_words(wanted)
            )
        }
        None => format!(
            "No change of up to {} facts was found that would make {} {}; by the facts told this is {}.",
            small_number(MOST_CHANGES),
            story.person.object(),
            stage_words(wanted),
            stage_words(stage)
        ),
    }
}

impl Story {
    /// Whether a part of a gate is the criterion that decides between the story and its twin.
    #[must_use]
    pub fn turns_on(&self, part: &Part) -> bool {
        part.label == self.deciding.criterion
    }
}
