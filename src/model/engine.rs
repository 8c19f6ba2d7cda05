//! The engine: a rulebook run over a table. One contact and a million go through the same code.

use crate::assessments::Assessments;
use crate::bits::{Bits, ValueTable, fill_did};
use crate::day::Day;
use crate::engagement::Engagement;
use crate::lanes::LANES;
use crate::program::{Block, Leaf, Program};
use crate::rulebook::{EngagementRow, Rulebook};
use crate::table::Table;
use std::ops::Range;

/// A rulebook ready to run on a day, what it has found out about the rows of a table, and what it says of them.
///
/// Every condition is decided once per distinct value and kept as a bit per row; gates and scores are worked out from the bits,
/// 512 rows at a time. Changing a weight or a threshold re-uses the bits.
#[derive(Clone, Debug)]
pub struct Engine {
    pub(crate) program: Program,
    pub(crate) as_of: Day,
    points: Vec<EngagementRow>,
    tables: Vec<ValueTable>,
    pub(crate) bits: Vec<Bits>,
    pub(crate) engagement: Engagement,
    assessments: Assessments,
    pub(crate) block: Block,
    blocks: usize,
}

impl Engine {
    /// An engine that has not looked at any row yet.
    #[must_use]
    pub fn new(rulebook: &Rulebook, as_of: Day) -> Engine {
        let program = Program::compile(rulebook);
        let mut assessments = Assessments::default();
        assessments.reset(&program);
        Engine {
            as_of,
            points: rulebook.engagement.clone(),
            tables: ValueTable::for_leaves(&program.leaves, |_| true),
            bits: vec![Bits::default(); program.leaves.len()],
            engagement: Engagement::default(),
            assessments,
            block: Block::default(),
            blocks: 0,
            program,
        }
    }

    /// The day as of which it looks.
    #[must_use]
    pub fn as_of(&self) -> Day {
        self.as_of
    }

    /// What it says of the rows it was asked about.
    #[must_use]
    pub fn assessments(&self) -> &Assessments {
        &self.assessments
    }

    /// Looks at all rows.
    #[inline]
    pub fn assess_all(&mut self, table: &Table) {
        self.assess(table, 0..table.rows());
    }

    /// Looks at some rows, and at those that share a block of 512 with them: for long lists, slice by slice, and after a change.
    #[inline]
    pub fn assess(&mut self, table: &Table, rows: Range<u32>) {
        self.make_room(table);
        let blocks = rows.start as usize / LANES..(rows.end as usize).div_ceil(LANES);
        for values in &mut self.tables {
            values.prepare(&self.program.leaves, table, self.as_of);
            values.fill(table, blocks.clone(), &mut self.bits);
        }
        for (leaf, bits) in self.program.leaves.iter().zip(&mut self.bits) {
            if let Leaf::Did(did) = leaf {
                fill_did(did, table, self.as_of, blocks.clone(), bits);
            }
        }
        self.engagement
            .fill(&self.points, table, self.as_of, blocks.clone());
        self.run(table, blocks, false);
    }

    /// Goes over to a changed rulebook. What it shares with the one before, conditions on facts above all, is not looked at again.
    #[inline]
    pub fn update(&mut self, rulebook: &Rulebook, table: &Table) {
        let program = Program::compile(rulebook);
        let blocks = 0..self.blocks;
        let same_fit = program.has_fit_of(&self.program);
        let mut kept = vec![false; program.leaves.len()];
        let mut moved = vec![usize::MAX; self.program.leaves.len()];
        let mut bits = vec![Bits::default(); program.leaves.len()];
        for (new, leaf) in program.leaves.iter().enumerate() {
            let Some(old) = self.program.leaves.iter().position(|l| l == leaf) else {
                continue;
            };
            if let (Some(to), Some(from), Some(m), Some(k)) = (
                bits.get_mut(new),
                self.bits.get_mut(old),
                moved.get_mut(old),
                kept.get_mut(new),
            ) {
                *to = std::mem::take(from);
                *m = new;
                *k = true;
            }
        }
        for values in &mut self.tables {
            for leaf in &mut values.leaves {
                *leaf = moved.get(*leaf).copied().unwrap_or(usize::MAX);
            }
        }
        self.tables
            .retain(|t| t.leaves.iter().any(|leaf| *leaf != usize::MAX));
        self.program = program;
        self.bits = bits;
        for bits in &mut self.bits {
            bits.resize(self.blocks);
        }
        let is_new = |i: usize| kept.get(i) == Some(&false);
        let mut fresh = ValueTable::for_leaves(&self.program.leaves, is_new);
        for values in &mut fresh {
            values.prepare(&self.program.leaves, table, self.as_of);
            values.fill(table, blocks.clone(), &mut self.bits);
        }
        self.tables.append(&mut fresh);
        for (i, (leaf, bits)) in self.program.leaves.iter().zip(&mut self.bits).enumerate() {
            if let Leaf::Did(did) = leaf
                && is_new(i)
            {
                fill_did(did, table, self.as_of, blocks.clone(), bits);
            }
        }
        self.points.clone_from(&rulebook.engagement);
        self.engagement
            .change(&self.points, table, self.as_of, blocks.clone());
        // What rows were added since they were last looked at has no sums yet.
        let known = same_fit && self.assessments.rows() == table.rows();
        let fit_stays = self.assessments.go_over(&self.program, known);
        self.assessments.resize(table.rows(), self.blocks);
        self.run(table, blocks, fit_stays);
    }

    /// Looks again at one row after one of its facts changed.
    pub fn reassess_row(&mut self, table: &Table, row: u32) {
        self.assess(table, row..row.saturating_add(1));
    }

    /// Bytes of memory held beside the table, about.
    #[must_use]
    pub fn memory(&self) -> usize {
        let bits = self.bits.len() * self.blocks * LANES / 4;
        bits + self.blocks * LANES * (16 + 2) + self.assessments.memory()
    }

    #[inline]
    fn make_room(&mut self, table: &Table) {
        self.blocks = (table.rows() as usize).div_ceil(LANES);
        for bits in &mut self.bits {
            bits.resize(self.blocks);
        }
        self.engagement.resize(self.blocks);
        self.assessments.resize(table.rows(), self.blocks);
    }

    #[inline]
    fn run(&mut self, table: &Table, blocks: Range<usize>, fit_stays: bool) {
        let mut block = std::mem::take(&mut self.block);
        for at in blocks {
            self.program.run_knowing(
                &|leaf| self.bits.get(leaf).map(|b| b.block(at)).unwrap_or_default(),
                self.engagement.block(at),
                &mut block,
                fit_stays.then(|| self.assessments.fit_sums(at)).flatten(),
            );
            self.assessments
                .store(at, &self.program, &block, self.engagement.block(at));
        }
        self.block = block;
        self.assessments.overrides = table
            .overrides
            .iter()
            .filter(|(_, set)| set.in_force(self.as_of))
            .map(|(row, set)| (*row, set.stage))
            .collect();
    }

    #[inline]
    #[cfg(feature = "workspace")]
    pub(crate) fn run_block(&self, at: usize, block: &mut Block) {
        self.program.run(
            &|leaf| self.bits.get(leaf).map(|b| b.block(at)).unwrap_or_default(),
            self.engagement.block(at),
            block,
        );
    }
}
