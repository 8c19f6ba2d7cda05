//! A story: a contact at the boundary between two stages, told in plain English, and its twin on the other side.

use super::dice::Dice;
use super::people::Person;
use super::phrases;
use super::space::Space;
use super::turns::{at_once, no_pause};
use super::{pairs, telling};
use crate::condition::Condition;
use crate::contact_write::contact_to_json;
use crate::day::Day;
use crate::one::One;
use crate::rulebook::Rulebook;
use crate::stage::{Gate, Stage, Verdict};
use crate::table::Table;
use crate::words::label;
use serde_json::Value;
use std::collections::BTreeSet;

/// A contact that is told of, with what a definition says of it.
#[derive(Clone, Debug)]
pub struct Case {
    /// The story, in plain English.
    pub text: String,
    /// The contact's facts, a table of one row.
    pub table: Table,
    /// The stage, as the engine found it.
    pub stage: Stage,
}

impl Case {
    /// The contact as JSON. Source: stage model, section 9.
    #[must_use]
    pub fn contact(&self) -> Value {
        contact_to_json(&self.table, 0)
    }

    /// What tells cases apart beside their words: all facts but who it is.
    pub(super) fn essence(&self) -> String {
        let mut contact = self.contact();
        if let Some(attributes) = contact.get_mut("attributes").and_then(Value::as_object_mut) {
            for persona in ["name", "company", "title", "email"] {
                attributes.shift_remove(persona);
            }
        }
        contact.to_string()
    }
}

/// Which fact a criterion looks at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// An attribute, by its id.
    Attribute(String),
    /// A kind of signal.
    Signal(String),
}

/// The one criterion and the one fact by which a story and its twin differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Deciding {
    /// The gate in which the criterion stands; `None` for a disqualifier.
    pub gate: Option<Gate>,
    /// The criterion.
    pub condition: Condition,
    /// What it says, in the definition's words.
    pub criterion: String,
    /// Its verdict on the contact, and on the twin.
    pub verdicts: (Verdict, Verdict),
    /// Which fact differs.
    pub subject: Subject,
    /// The fact, short: "Has a budget: yes".
    pub fact: String,
    /// The same fact of the twin.
    pub twin_fact: String,
    /// A clause behind "if" that makes the contact its twin: "there was money set aside for it".
    pub supposed: String,
    /// The clause that makes the twin the contact.
    pub twin_supposed: String,
}

/// A case at the boundary of two stages, with its twin: they differ in one fact, by it in one criterion, and by that in their stage.
#[derive(Clone, Debug)]
pub struct Story {
    /// With definition, day and aim it gives the same story again.
    pub seed: u64,
    /// The two stages, the one earlier in the funnel first.
    pub aim: (Stage, Stage),
    /// What is told.
    pub case: Case,
    /// Its twin.
    pub twin: Case,
    /// What makes the difference.
    pub deciding: Deciding,
    /// On how many criteria the stages stand: those that flip if a fact the story needs is left out, and the one that decides.
    pub criteria: usize,
    /// How the person is called, for sentences about them.
    pub(super) person: Person,
}

/// The stages between which stories can stand: customers and lost deals are told by their outcome alone.
pub const TAUGHT: [Stage; 5] = [
    Stage::Contact,
    Stage::Lead,
    Stage::Prospect,
    Stage::Opportunity,
    Stage::Disqualified,
];

impl Story {
    /// An id that is the same for the same story under one definition and day: `lead-prospect-2f`.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}-{}-{:x}", self.aim.0.id(), self.aim.1.id(), self.seed)
    }

    /// The story of the twin: what was told becomes the twin, with all that is said of them.
    #[must_use]
    pub fn turned(mut self) -> Story {
        std::mem::swap(&mut self.case, &mut self.twin);
        let deciding = &mut self.deciding;
        deciding.verdicts = (deciding.verdicts.1, deciding.verdicts.0);
        std::mem::swap(&mut deciding.fact, &mut deciding.twin_fact);
        std::mem::swap(&mut deciding.supposed, &mut deciding.twin_supposed);
        self
    }
}

/// The story of a seed; `None` where no pair of contacts was found that differ in one fact and stand at these two stages. The same
/// arguments give the same story on every machine.
#[must_use]
pub fn story(rulebook: &Rulebook, as_of: Day, aim: (Stage, Stage), seed: u64) -> Option<Story> {
    at_once(story_in_turns(rulebook, as_of, aim, seed, &mut no_pause))
}

/// As [`story`], with pauses, for a page that goes on meanwhile: a story may take tens of milliseconds to find.
pub async fn story_in_turns(
    rulebook: &Rulebook,
    as_of: Day,
    aim: (Stage, Stage),
    seed: u64,
    pause: &mut impl AsyncFnMut(),
) -> Option<Story> {
    let aim = if aim.0 <= aim.1 { aim } else { (aim.1, aim.0) };
    if !TAUGHT.contains(&aim.0) || !TAUGHT.contains(&aim.1) {
        return None;
    }
    let purpose = (aim.0 as u64) << 8 | aim.1 as u64;
    let dice = &mut Dice::new(seed, purpose);
    let mut person = Person::of(dice);
    let mut space = Space::new(rulebook, as_of, false, dice);
    let pair = pairs::find(&mut space, aim, dice, pause).await?;
    let (subject, signal) = match space.subjects.get(pair.subject) {
        Some(subject) => (subject.id.clone(), subject.signal),
        None => return None,
    };
    let seed_of_words = dice.next();
    let extras = telling::persona(&space, &pair, &mut person, as_of, dice);
    let case = |here: bool| {
        // Both twins are told in the same words as far as their facts are the same.
        let words = &mut Dice::new(seed_of_words, 1);
        let (contact, other) = if here {
            (&pair.here, &pair.there)
        } else {
            (&pair.there, &pair.here)
        };
        let (text, table) = telling::tell(
            &space,
            contact,
            other,
            pair.subject,
            &extras,
            &person,
            as_of,
            words,
        );
        let stage = One::new(rulebook, &table, as_of).stage();
        Case { text, table, stage }
    };
    let (case, twin) = (case(true), case(false));
    if (case.stage, twin.stage) != pair.stages {
        return None;
    }
    let mark = space.marks.get(pair.mark)?;
    let (here, there) = pair.difference(&space);
    space_verdicts(rulebook, as_of, mark.condition, &case, &twin).map(|verdicts| Story {
        seed,
        aim,
        deciding: Deciding {
            gate: deciding_gate(mark.gates, aim),
            condition: mark.condition.clone(),
            criterion: label(rulebook, mark.condition),
            verdicts,
            fact: phrases::fact(&subject, signal, here, as_of),
            twin_fact: phrases::fact(&subject, signal, there, as_of),
            supposed: phrases::supposed(&subject, signal, there, as_of, &person),
            twin_supposed: phrases::supposed(&subject, signal, here, as_of, &person),
            subject: if signal {
                Subject::Signal(subject.clone())
            } else {
                Subject::Attribute(subject.clone())
            },
        },
        criteria: pair.criteria,
        case,
        twin,
        person,
    })
}

/// Of the gates that a criterion stands in, the one behind which the lower of the stages ends.
fn deciding_gate(gates: [bool; 3], aim: (Stage, Stage)) -> Option<Gate> {
    if aim.1 == Stage::Disqualified {
        return None;
    }
    let stands = |gate: &Gate| gates.get(*gate as usize).copied().unwrap_or(false);
    let first = Gate::after(aim.0).filter(stands);
    first.or_else(|| Gate::ALL.into_iter().find(stands))
}

/// The verdicts of the criterion on both, by the engine; `None` should it not tell them apart.
fn space_verdicts(
    rulebook: &Rulebook,
    as_of: Day,
    condition: &Condition,
    case: &Case,
    twin: &Case,
) -> Option<(Verdict, Verdict)> {
    let verdict = |case: &Case| {
        let one = One::new(rulebook, &case.table, as_of);
        one.verdict_of(rulebook, condition)
    };
    let (here, there) = (verdict(case)?, verdict(twin)?);
    (here != there).then_some((here, there))
}

/// Tries for a story that is like none before.
const TRIES: u64 = 12;
/// After so many seeds without a story there is none.
const MISSES: u32 = 3;

/// So many stories at the boundary of two stages, no two alike in words or in facts; fewer where the definition does not give so many,
/// none where it cannot tell the two stages apart by one fact. The same arguments give the same stories.
#[must_use]
pub fn stories(
    rulebook: &Rulebook,
    as_of: Day,
    aim: (Stage, Stage),
    seed: u64,
    how_many: usize,
) -> Vec<Story> {
    let mut told = Told::default();
    let mut stories = Vec::new();
    let mut next = seed;
    while stories.len() < how_many {
        match told.another(rulebook, as_of, aim, &mut next) {
            Some(story) => stories.push(story),
            None => break,
        }
    }
    stories
}

/// Which stories were told in a session.
#[derive(Clone, Debug, Default)]
pub struct Told {
    texts: BTreeSet<String>,
    names: BTreeSet<&'static str>,
}

impl Told {
    /// Notes a story; false if one like it, or like its twin, was told before: at whatever boundary, and whichever of the two was told.
    pub fn note(&mut self, story: &Story) -> bool {
        let cases = [&story.case, &story.twin];
        let of = |case: &Case| [case.text.clone(), case.essence()];
        let all: Vec<String> = cases.into_iter().flat_map(of).collect();
        let new = !all.iter().any(|one| self.texts.contains(one));
        if new {
            self.texts.extend(all);
            self.names.insert(story.person.name);
        }
        new
    }

    /// The next story that is like none before, and moves the seed behind it. `None` where twelve seeds in a row give none.
    pub fn another(
        &mut self,
        rulebook: &Rulebook,
        as_of: Day,
        aim: (Stage, Stage),
        seed: &mut u64,
    ) -> Option<Story> {
        at_once(self.another_in_turns(rulebook, as_of, aim, seed, &mut no_pause))
    }

    /// As [`Told::another`], with pauses.
    pub async fn another_in_turns(
        &mut self,
        rulebook: &Rulebook,
        as_of: Day,
        aim: (Stage, Stage),
        seed: &mut u64,
        pause: &mut impl AsyncFnMut(),
    ) -> Option<Story> {
        let mut missed = 0;
        for attempt in 0..TRIES {
            let found = story_in_turns(rulebook, as_of, aim, *seed, pause).await;
            *seed = seed.wrapping_add(1);
            // Somebody of the same name is met again only where there is nobody else.
            let Some(story) = found else {
                missed += 1;
                if missed == MISSES {
                    return None;
                }
                continue;
            };
            let met = self.names.contains(story.person.name) && attempt < TRIES / 2;
            if !met && self.note(&story) {
                return Some(story);
            }
        }
        None
    }
}

/// A stage behind "would be": "a lead", "an opportunity", "out" for those who are disqualified.
#[must_use]
pub fn stage_words(stage: Stage) -> &'static str {
    match stage {
        Stage::Contact => "a mere contact",
        Stage::Lead => "a lead",
        Stage::Prospect => "a prospect",
        Stage::Opportunity => "an opportunity",
        Stage::Customer => "a customer",
        Stage::Disqualified => "disqualified",
        Stage::Lost => "a lost deal",
    }
}
