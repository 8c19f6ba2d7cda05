//! One contact, decided: the same conditions, program and scores as a list goes through, without what a list needs around them.
//!
//! An [`crate::Engine`] decides each condition once per distinct value and keeps bits for rows; for one contact both are more work than
//! the verdicts themselves, and more code than a page that embeds the engine should load. A law in `tests/laws.rs` holds that both say
//! the same.

use crate::bits::{Prepared, counted_day};
#[cfg(feature = "workspace")]
use crate::condition::Condition;
use crate::condition::Did;
use crate::day::Day;
use crate::dictionary::Kind;
use crate::engagement::{contribution, rounded};
use crate::lanes::{LANES, Lanes};
use crate::program::{Block, Leaf, Program};
use crate::rulebook::Rulebook;
use crate::stage::{Gate, Stage, Verdict};
use crate::table::Table;

/// A contact in a table of its own, as a rulebook sees it on a day.
#[derive(Clone, Debug)]
pub struct One {
    pub(crate) program: Program,
    pub(crate) as_of: Day,
    /// The verdict of each condition on facts.
    pub(crate) now: Vec<Verdict>,
    /// The engagement sum, in units of 2^-40 points, before it is clamped and rounded.
    pub(crate) points: i128,
    /// What the program found out; the contact is in every lane.
    pub(crate) block: Block,
    set_by_hand: Option<Stage>,
}

impl One {
    /// Looks at the contact in a table of one row.
    #[must_use]
    pub fn new(rulebook: &Rulebook, alone: &Table, as_of: Day) -> One {
        let program = Program::compile(rulebook);
        let now = verdicts(&program, alone, as_of);
        let points = points(rulebook, alone, as_of);
        let mut block = Block::default();
        program.run(
            &|leaf| Lanes::splat(now.get(leaf).copied().unwrap_or(Verdict::Unknown)),
            &[rounded(points); LANES],
            &mut block,
        );
        let set = alone.overrides.get(&0).filter(|set| set.in_force(as_of));
        One {
            set_by_hand: set.map(|set| set.stage),
            program,
            as_of,
            now,
            points,
            block,
        }
    }

    /// The stage, after a person's override that is in force.
    #[must_use]
    pub fn stage(&self) -> Stage {
        self.set_by_hand.unwrap_or(self.rule_stage())
    }

    /// Whether a person's override is in force.
    #[must_use]
    pub fn is_set_by_hand(&self) -> bool {
        self.set_by_hand.is_some()
    }

    /// The stage by the rules alone.
    #[must_use]
    pub fn rule_stage(&self) -> Stage {
        let mut number = 0;
        for (place, plane) in self.block.stage.iter().enumerate() {
            number |= u8::from(crate::lanes::bit(plane, 0)) << place;
        }
        Stage::from_index(number)
    }

    /// The verdict of a gate, from the facts alone.
    #[must_use]
    pub fn gate(&self, gate: Gate) -> Verdict {
        match self.block.gates.get(gate as usize) {
            Some(lanes) => lanes.verdict(0),
            None => Verdict::NotMet,
        }
    }

    /// The verdict of a condition that stands somewhere in the rulebook; `None` where it stands nowhere.
    #[cfg(feature = "workspace")]
    #[must_use]
    pub fn verdict_of(&self, rulebook: &Rulebook, condition: &Condition) -> Option<Verdict> {
        let node = self.program.node_of(rulebook, condition)?;
        Some(self.block.verdict(node, 0))
    }

    /// The first gate that is not met, from the facts alone; `None` when all are.
    #[must_use]
    pub fn stopped_at(&self) -> Option<Gate> {
        Gate::ALL
            .into_iter()
            .find(|gate| self.gate(*gate) != Verdict::Met)
    }

    /// Later gates that are met although the walk stopped before them.
    #[must_use]
    pub fn overlaps(&self) -> Vec<Gate> {
        let mut overlaps = Vec::new();
        if let Some(stopped) = self.stopped_at() {
            for gate in Gate::ALL {
                if gate > stopped && self.gate(gate) == Verdict::Met {
                    overlaps.push(gate);
                }
            }
        }
        overlaps
    }

    /// The place in the rulebook's list of the first disqualifier that is met.
    #[must_use]
    pub fn disqualified(&self) -> Option<usize> {
        let met = |node| self.block.verdict(node, 0) == Verdict::Met;
        self.program.disqualify.iter().position(met)
    }

    /// Fit, low and high end, 0 to 100.
    #[must_use]
    pub fn fit(&self) -> (u8, u8) {
        let score = |planes: &[[u64; crate::lanes::WORDS]]| {
            let mut sum = 0u64;
            for plane in planes.iter().rev() {
                sum = sum << 1 | u64::from(crate::lanes::bit(plane, 0));
            }
            self.program.fit_score(sum)
        };
        (score(&self.block.fit_low), score(&self.block.fit_high))
    }

    /// Engagement, 0 to 100.
    #[must_use]
    pub fn engagement(&self) -> u8 {
        rounded(self.points)
    }
}

/// The verdict of each condition on facts.
pub(crate) fn verdicts(program: &Program, alone: &Table, as_of: Day) -> Vec<Verdict> {
    let mut now = Vec::with_capacity(program.leaves.len());
    for leaf in &program.leaves {
        now.push(match leaf {
            Leaf::Attribute { id, test } => {
                let (value, kind) = match alone.column(id) {
                    Some(column) => (column.get(0), column.kind(0)),
                    None => ("", Kind::Text),
                };
                Prepared::new(test, as_of).verdict(value, kind)
            }
            Leaf::Did(did) => Verdict::from_bits(times(did, alone, as_of) >= did.times, false),
        });
    }
    now
}

/// The engagement sum, in units of 2^-40 points, before it is clamped and rounded.
pub(crate) fn points(rulebook: &Rulebook, alone: &Table, as_of: Day) -> i128 {
    let mut points = 0i128;
    for row in &rulebook.engagement {
        if let Some(signal) = alone.signal(&row.signal) {
            let more = contribution(row, signal.entries(), alone, as_of);
            points = points.saturating_add(more);
        }
    }
    points
}

/// How often the contact did something, as far as it counts on a day.
pub(crate) fn times(did: &Did, alone: &Table, as_of: Day) -> u64 {
    let mut times = 0u64;
    for signal in alone.signals() {
        if !did.kinds.contains(&signal.kind) {
            continue;
        }
        for entry in signal.entries() {
            let age = as_of.0.saturating_sub(counted_day(entry, alone, as_of).0);
            let counts = match did.within_days {
                None => true,
                Some(days) => u64::try_from(age).unwrap_or(0) <= days,
            };
            if counts {
                times = times.saturating_add(u64::from(entry.count));
            }
        }
    }
    times
}
