//! Many what-ifs about one contact at once: each is a lane of the same block that lists run through.

use crate::day::Day;
use crate::lanes::{LANES, Lanes};
use crate::marks::Marks;
use crate::moves::Moves;
use crate::one::One;
use crate::program::{Block, Can, MET, NOT_MET, UNKNOWN};
use crate::rulebook::Rulebook;
use crate::stage::Verdict;
use crate::table::Table;

mod search;

pub(crate) use search::Goal;

/// One contact as it is, and all that could change.
pub(crate) struct Hypotheses<'a> {
    pub engine: &'a One,
    pub moves: Moves<'a>,
    /// For each register the leaves it depends on; one past the last of them is engagement.
    pub sees: Vec<Marks>,
    /// What came of the sets that were run last, a lane each.
    blocks: Vec<Block>,
    lanes: Vec<Lanes>,
}

/// How many sets are run at once. A search looks at so many before it goes deeper, however wide a block is.
const BATCH: usize = 512;

impl<'a> Hypotheses<'a> {
    /// `engine` has looked at `alone`, a table of one row.
    pub fn new(rulebook: &'a Rulebook, engine: &'a One, alone: &Table, as_of: Day) -> Self {
        Hypotheses::of(engine, Moves::new(rulebook, engine, alone, as_of))
    }

    /// By moves that are known.
    pub fn of(engine: &'a One, moves: Moves<'a>) -> Self {
        Hypotheses {
            engine,
            moves,
            sees: engine.program.sees(),
            blocks: Vec::new(),
            lanes: Vec::new(),
        }
    }

    /// Runs sets of moves, a lane each. Before each set stand words of other use, so many.
    fn run(&mut self, sets: &[Vec<usize>], words: usize) {
        while self.blocks.len() < BATCH / LANES {
            self.blocks.push(Block::default());
        }
        for (place, sets) in sets.chunks(LANES).enumerate() {
            self.run_block(place, sets, words);
        }
    }

    fn run_block(&mut self, place: usize, sets: &[Vec<usize>], words: usize) {
        let Some(block) = self.blocks.get_mut(place) else {
            return;
        };
        self.lanes.clear();
        for can in &self.moves.now {
            let verdict = Verdict::from_bits(*can == MET, *can == UNKNOWN);
            self.lanes.push(Lanes::splat(verdict));
        }
        let mut scores = [0u8; LANES];
        let mut missing = self.moves.missing.clone();
        for (lane, (set, score)) in sets.iter().zip(&mut scores).enumerate() {
            let mut engagement = self.moves.engagement;
            missing.clone_from(&self.moves.missing);
            for i in set.get(words..).unwrap_or_default() {
                let Some((m, verdicts)) = self.moves.effect(*i) else {
                    continue;
                };
                add(&mut engagement, m.engagement);
                for (leaf, can) in verdicts {
                    if m.times > 0
                        && let Some(missing) = missing.get_mut(*leaf)
                    {
                        *missing = missing.saturating_sub(m.times);
                        if *missing > 0 {
                            continue;
                        }
                    }
                    if let Some(lanes) = self.lanes.get_mut(*leaf) {
                        lanes.set(lane, Verdict::from_bits(*can == MET, *can == UNKNOWN));
                    }
                }
            }
            *score = score_of(&engagement);
        }
        let lanes = &self.lanes;
        self.engine.program.run(
            &|leaf| lanes.get(leaf).copied().unwrap_or_default(),
            &scores,
            block,
        );
    }

    /// The verdict of a register after one of the sets that were run last.
    fn can(&self, register: usize, lane: usize) -> Can {
        match self.blocks.get(lane / LANES) {
            Some(block) => block.can(register, lane % LANES),
            None => NOT_MET,
        }
    }
}

/// Wide sums, out of line: this stands in many places.
#[inline(never)]
fn add(sum: &mut i128, more: i128) {
    *sum = sum.saturating_add(more);
}

/// The engagement score of a sum.
#[inline(never)]
fn score_of(sum: &i128) -> u8 {
    crate::engagement::rounded(*sum)
}
