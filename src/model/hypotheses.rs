//! Many what-ifs about one contact at once: each is a lane of the same block that lists run through.

use crate::day::Day;
use crate::engine::Engine;
use crate::lanes::{LANES, Lanes};
use crate::moves::{Happening, Move, Subject, attribute_moves, counts_now, happenings};
use crate::program::{Block, Leaf, Sees};
use crate::rulebook::Rulebook;
use crate::stage::Verdict;
use crate::table::Table;

mod search;

pub(crate) use search::Goal;

/// One contact as it is, and all that could change.
pub(crate) struct Hypotheses<'a> {
    pub engine: &'a Engine,
    now: Vec<Verdict>,
    counts: Vec<u64>,
    engagement: i128,
    /// Changes to attributes, then signals that may come.
    pub moves: Vec<Move>,
    happenings: Vec<Happening>,
    sees: Vec<Sees>,
    block: Block,
    lanes: Vec<Lanes>,
}

impl<'a> Hypotheses<'a> {
    /// `engine` has assessed `alone`, a table of one row.
    pub fn new(rulebook: &Rulebook, engine: &'a Engine, alone: &Table, as_of: Day) -> Self {
        let now: Vec<Verdict> = engine.bits.iter().map(|b| b.block(0).verdict(0)).collect();
        let counts = counts_now(&engine.program, alone, as_of);
        let mut moves = attribute_moves(&engine.program, alone, as_of, &now);
        let engagement = engine.engagement.sum(0);
        let happenings = happenings(rulebook, &engine.program, alone, as_of);
        for happening in &happenings {
            moves.append(&mut happening.moves(&engine.program, &counts, engagement));
        }
        Hypotheses {
            engine,
            now,
            counts,
            engagement,
            moves,
            happenings,
            sees: engine.program.sees(),
            block: Block::default(),
            lanes: Vec::new(),
        }
    }

    /// Runs up to 512 sets of moves, a lane each.
    fn run<'s>(&mut self, sets: impl Iterator<Item = &'s [usize]>) {
        self.lanes.clear();
        self.lanes.extend(self.now.iter().map(|v| Lanes::splat(*v)));
        let mut scores = [0u8; LANES];
        for (lane, (set, score)) in sets.zip(&mut scores).enumerate() {
            let mut engagement = self.engagement;
            let mut added: Vec<(usize, u64)> = Vec::new();
            for m in set.iter().filter_map(|i| self.moves.get(*i)) {
                engagement = engagement.saturating_add(m.engagement);
                for (leaf, verdict) in &m.verdicts {
                    if let Some(lanes) = self.lanes.get_mut(*leaf) {
                        lanes.set(lane, *verdict);
                    }
                }
                for (leaf, n) in &m.counts {
                    match added.iter_mut().find(|(known, _)| known == leaf) {
                        Some((_, sum)) => *sum = sum.saturating_add(*n),
                        None => added.push((*leaf, *n)),
                    }
                }
            }
            for (leaf, n) in added {
                let enough = match self.engine.program.leaves.get(leaf) {
                    Some(Leaf::Did(did)) => {
                        self.counts
                            .get(leaf)
                            .copied()
                            .unwrap_or(0)
                            .saturating_add(n)
                            >= did.times
                    }
                    _ => false,
                };
                if enough && let Some(lanes) = self.lanes.get_mut(leaf) {
                    lanes.set(lane, Verdict::Met);
                }
            }
            *score = crate::engagement::rounded(engagement);
        }
        let lanes = &self.lanes;
        self.engine.program.run(
            &|leaf| lanes.get(leaf).copied().unwrap_or_default(),
            &scores,
            &mut self.block,
        );
    }

    /// The attribute of a move.
    pub fn attribute(&self, index: usize) -> Option<&str> {
        match self.moves.get(index).map(|m| &m.subject) {
            Some(Subject::Attribute(id)) => Some(id),
            _ => None,
        }
    }
}
