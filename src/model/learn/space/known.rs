//! A contact that is given, as a place in the space of facts.

use super::{Chosen, Recorded, Space, Subject};
use crate::bits::counted_day;
use crate::compare::{number, plain_number};
use crate::condition::{Condition, Did, Kinds};
use crate::dictionary::Kind;
use crate::path::PathStep;
use crate::stage::{Stage, Verdict};
use crate::table::Table;

/// What a change to one fact does to the conditions: verdicts that are others then, what is counted more or less, and points.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::learn) struct Effect {
    verdicts: Vec<(usize, Verdict)>,
    counts: Vec<(usize, i64)>,
    points: i128,
}

impl Effect {
    /// Whether it does nothing.
    pub fn is_none(&self) -> bool {
        *self == Effect::default()
    }
}

impl Space<'_> {
    /// A state that a subject is in, added if it is not known.
    fn state_of(&mut self, subject: usize, recorded: Recorded) -> usize {
        let Some(known) = self.subjects.get(subject) else {
            return 0;
        };
        if let Some(at) = known.states.iter().position(|s| s.recorded == recorded) {
            return at;
        }
        let state = self.state(&known.id, recorded);
        match self.subjects.get_mut(subject) {
            Some(known) => {
                known.states.push(state);
                known.states.len() - 1
            }
            None => 0,
        }
    }

    /// The contact of a table's only row, as far as the rulebook looks at it. States it is in are added.
    pub fn chosen(&mut self, alone: &Table) -> Chosen {
        let mut contact = Vec::new();
        for place in 0..self.subjects.len() {
            let Some(subject) = self.subjects.get(place) else {
                break;
            };
            let recorded = if subject.signal {
                let entries = alone.signal(&subject.id).map_or(&[][..], |s| s.entries());
                let mut signals: Vec<(i32, u32)> = Vec::new();
                for entry in entries {
                    let day = counted_day(entry, alone, self.as_of);
                    signals.push((self.as_of.0.saturating_sub(day.0), entry.count));
                }
                if signals.is_empty() {
                    Recorded::Nothing
                } else {
                    Recorded::Signals(signals)
                }
            } else {
                match alone.column(&subject.id) {
                    Some(column) if !column.get(0).trim().is_empty() => {
                        Recorded::Value(column.get(0).to_owned(), column.kind(0))
                    }
                    _ => Recorded::Nothing,
                }
            };
            let state = self.state_of(place, recorded);
            contact.push(state);
        }
        contact
    }

    /// Adds the state that a step of a path asks for.
    pub fn add_step(&mut self, contact: &Chosen, step: &PathStep) {
        let (id, signal) = match &step.condition {
            Condition::Attribute { id, .. } => (id, false),
            Condition::Did(Did {
                kinds: Kinds::These(kinds),
                ..
            }) => match kinds.first() {
                Some(kind) => (kind, true),
                None => return,
            },
            _ => return,
        };
        let is_it = |s: &Subject| s.id == *id && s.signal == signal;
        let Some(place) = self.subjects.iter().position(is_it) else {
            return;
        };
        let recorded = match &step.condition {
            Condition::Did(did) => {
                let mut all = match self.recorded(contact, place) {
                    Recorded::Signals(all) => all.clone(),
                    _ => Vec::new(),
                };
                let counted = all
                    .iter()
                    .filter(|(age, _)| did.within_days != Some(0) || *age == 0);
                let counted: u64 = counted.map(|(_, n)| u64::from(*n)).sum();
                let more = did.times.saturating_sub(counted).max(1);
                all.push((0, u32::try_from(more).unwrap_or(u32::MAX)));
                Recorded::Signals(all)
            }
            _ if step.value.trim().is_empty() => Recorded::Nothing,
            _ => {
                let reads = plain_number(&step.value).is_none()
                    && number(&step.value, Kind::Number).is_some();
                let kind = if reads { Kind::Number } else { Kind::Text };
                Recorded::Value(step.value.clone(), kind)
            }
        };
        self.state_of(place, recorded);
    }

    /// What it does to the conditions when a subject goes over to a state.
    pub fn effect(&self, contact: &Chosen, subject: usize, state: usize) -> Effect {
        let now = contact.get(subject).copied().unwrap_or(0);
        let states = self.subjects.get(subject).map_or(&[][..], |s| &s.states);
        let (Some(from), Some(to)) = (states.get(now), states.get(state)) else {
            return Effect::default();
        };
        let signed = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let counts = from.counts.iter().zip(&to.counts);
        Effect {
            verdicts: (to.verdicts.iter())
                .filter(|verdict| !from.verdicts.contains(verdict))
                .copied()
                .collect(),
            counts: counts
                .map(|((leaf, less), (_, more))| (*leaf, signed(*more) - signed(*less)))
                .filter(|(_, more)| *more != 0)
                .collect(),
            points: to.points - from.points,
        }
    }

    /// How far a contact that was looked at last is from a boundary: first by its stage; before the boundary the nearer the more criteria
    /// of the gates up to it are met, behind it the nearer the fewer are.
    pub fn distance(&self, lane: usize, aim: (Stage, Stage)) -> i64 {
        let stage = self.stage(lane);
        let (low, high) = if aim.0 < aim.1 { aim } else { (aim.1, aim.0) };
        let goal = if high > Stage::Opportunity { low } else { high };
        let met = |wanted: &dyn Fn(&[bool; 3]) -> bool| {
            let marks = self.marks.iter().enumerate();
            let met = marks
                .filter(|(m, mark)| wanted(&mark.gates) && self.verdict(*m, lane) == Verdict::Met);
            i64::try_from(met.count()).unwrap_or(0)
        };
        let of_gates = |gates: &[bool; 3]| gates.iter().take(goal as usize).any(|stands| *stands);
        if stage == low {
            return -met(&of_gates);
        }
        if stage > Stage::Opportunity {
            return if stage == high { 100 } else { 500 } - met(&of_gates);
        }
        if stage == high {
            return 100 + met(&of_gates);
        }
        let away = 100 * (1 + i64::from((stage as u8).abs_diff(low as u8)));
        if stage > low {
            away + met(&|_| true)
        } else {
            away - met(&of_gates)
        }
    }
}
