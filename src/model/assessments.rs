//! What the engine says of every row, held as bit planes so that a million fit and a re-run is quick.

use crate::grade::Grade;
use crate::lanes::{LANES, Lanes, WORDS, Words, zip};
use crate::program::{Block, Program};
use crate::row_map::RowMap;
use crate::stage::{Gate, Stage, Verdict};

/// The assessments of all rows of a table. Made by [`crate::Engine`].
#[derive(Clone, Debug, Default)]
pub struct Assessments {
    rows: u32,
    /// Block by block: three planes of the stage, two of each gate, then the disqualifier, fit low, fit high.
    planes: Vec<Words>,
    disqualifier_planes: usize,
    fit_planes: usize,
    /// The fit score of a sum of points, where sums are small; else worked out.
    fit_scores: Vec<u8>,
    fit_total: u64,
    engagement: Vec<u8>,
    /// Stages set by hand that are in force.
    pub(crate) overrides: RowMap<Stage>,
}

const STAGE: usize = 0;
const GATES: usize = 3;
const DISQUALIFIER: usize = 9;

impl Assessments {
    /// Goes over to another program. The fit sums stay where they are if they are `known`, that is the same, and there is no other
    /// layout; says whether.
    pub(crate) fn go_over(&mut self, program: &Program, known: bool) -> bool {
        let before = self.stride();
        let planes = std::mem::take(&mut self.planes);
        self.reset(program);
        let stay = known && self.stride() == before;
        if stay {
            self.planes = planes;
        }
        stay
    }

    /// The planes of the fit sums of a block: those of the low one, then those of the high one.
    #[inline]
    pub(crate) fn fit_sums(&self, at: usize) -> Option<&[Words]> {
        let stride = self.stride();
        self.planes
            .get(at * stride..(at + 1) * stride)?
            .get(DISQUALIFIER + self.disqualifier_planes..)
    }

    pub(crate) fn reset(&mut self, program: &Program) {
        let count = program.disqualify.len() as u64;
        self.disqualifier_planes = 64 - count.leading_zeros() as usize;
        self.fit_planes = program.planes;
        self.fit_total = program.fit_total;
        self.fit_scores = if program.fit_total <= 4096 {
            (0..=program.fit_total)
                .map(|sum| program.fit_score(sum))
                .collect()
        } else {
            Vec::new()
        };
        self.planes.clear();
    }

    #[inline]
    pub(crate) fn resize(&mut self, rows: u32, blocks: usize) {
        self.rows = rows;
        self.planes.resize(blocks * self.stride(), [0; WORDS]);
        self.engagement.resize(blocks * LANES, 0);
    }

    fn stride(&self) -> usize {
        DISQUALIFIER + self.disqualifier_planes + 2 * self.fit_planes
    }

    #[inline]
    pub(crate) fn store(
        &mut self,
        at: usize,
        program: &Program,
        block: &Block,
        scores: &[u8; LANES],
    ) {
        let stride = self.stride();
        let numbers = self.disqualifier_planes;
        let fit = self.fit_planes;
        let Some(out) = self.planes.get_mut(at * stride..(at + 1) * stride) else {
            return;
        };
        // Part by part in the order of the layout, each copied at once.
        let (stage, out) = out.split_at_mut(GATES);
        stage.copy_from_slice(&block.stage);
        let (gates, out) = out.split_at_mut(DISQUALIFIER - GATES);
        for (pair, gate) in gates.chunks_exact_mut(2).zip(&block.gates) {
            pair.copy_from_slice(&[gate.met, gate.unknown]);
        }
        let (disqualifier, out) = out.split_at_mut(numbers);
        disqualifier.fill([0; WORDS]);
        let mut claimed = [0; WORDS];
        for (i, node) in program.disqualify.iter().enumerate() {
            let met = block.lanes(node.register).met;
            let first = zip(&met, &claimed, |m, c| m & !c);
            claimed = zip(&met, &claimed, |m, c| m | c);
            for (place, plane) in disqualifier.iter_mut().enumerate() {
                if (i + 1) >> place & 1 == 1 {
                    *plane = zip(plane, &first, |p, f| p | f);
                }
            }
        }
        let sums = [&block.fit_low, &block.fit_high];
        for (out, sum) in out.chunks_exact_mut(fit.max(1)).zip(sums) {
            if let Some(sum) = sum.get(..fit) {
                out.copy_from_slice(sum);
            }
        }
        if let Some(out) = self.engagement.get_mut(at * LANES..(at + 1) * LANES) {
            out.copy_from_slice(scores);
        }
    }

    pub(crate) fn memory(&self) -> usize {
        self.planes.capacity() * size_of::<Words>() + self.engagement.capacity()
    }

    /// The number of rows assessed.
    #[must_use]
    pub fn rows(&self) -> u32 {
        self.rows
    }

    fn number(&self, row: u32, plane: usize, planes: usize) -> u64 {
        let row = row as usize;
        let first = row / LANES * self.stride() + plane;
        let (word, bit) = (row % LANES / 64, row % 64);
        self.planes
            .get(first..first + planes)
            .unwrap_or(&[])
            .iter()
            .enumerate()
            .fold(0, |sum, (place, words)| {
                sum | words.get(word).map_or(0, |w| (w >> bit & 1) << place)
            })
    }

    /// The stage, after a person's override that is in force.
    #[must_use]
    pub fn stage(&self, row: u32) -> Stage {
        match self.overrides.get(&row) {
            Some(stage) => *stage,
            None => self.rule_stage(row),
        }
    }

    /// The stage by the rules alone.
    #[must_use]
    pub fn rule_stage(&self, row: u32) -> Stage {
        Stage::from_index(u8::try_from(self.number(row, STAGE, 3)).unwrap_or(0))
    }

    /// The verdict of a gate, from the facts alone.
    #[must_use]
    pub fn gate(&self, row: u32, gate: Gate) -> Verdict {
        let bits = self.number(row, GATES + 2 * gate as usize, 2);
        Verdict::from_bits(bits & 1 == 1, bits & 2 == 2)
    }

    /// The first gate that is not met, from the facts alone; `None` when all are.
    #[must_use]
    pub fn stopped_at(&self, row: u32) -> Option<Gate> {
        Gate::ALL
            .into_iter()
            .find(|gate| self.gate(row, *gate) != Verdict::Met)
    }

    /// Later gates that are met although the walk stopped before them.
    pub fn overlaps(&self, row: u32) -> impl Iterator<Item = Gate> + '_ {
        let stopped = self.stopped_at(row);
        Gate::ALL.into_iter().filter(move |gate| {
            stopped.is_some_and(|s| *gate > s) && self.gate(row, *gate) == Verdict::Met
        })
    }

    /// The place in the rulebook's list of the first disqualifier that is met.
    #[must_use]
    pub fn disqualified(&self, row: u32) -> Option<usize> {
        let number = self.number(row, DISQUALIFIER, self.disqualifier_planes);
        usize::try_from(number).ok()?.checked_sub(1)
    }

    /// Fit, low and high end, 0 to 100.
    #[must_use]
    pub fn fit(&self, row: u32) -> (u8, u8) {
        let first = DISQUALIFIER + self.disqualifier_planes;
        let score = |plane: usize| {
            let sum = self.number(row, plane, self.fit_planes);
            self.fit_score(sum)
        };
        (score(first), score(first + self.fit_planes))
    }

    fn fit_score(&self, sum: u64) -> u8 {
        match usize::try_from(sum)
            .ok()
            .and_then(|s| self.fit_scores.get(s))
        {
            Some(score) => *score,
            None => crate::program::fit_score(sum, self.fit_total),
        }
    }

    /// Engagement, 0 to 100.
    #[must_use]
    pub fn engagement(&self, row: u32) -> u8 {
        self.engagement.get(row as usize).copied().unwrap_or(0)
    }

    /// The grade.
    #[must_use]
    pub fn grade(&self, row: u32) -> Grade {
        Grade::of(self.fit(row).0, self.engagement(row))
    }

    /// How many rows stand at each stage, in the order of [`Stage::ALL`].
    #[must_use]
    pub fn counts(&self) -> [u32; 7] {
        let mut counts = [0; 7];
        let stride = self.stride();
        for (at, block) in self.planes.chunks_exact(stride.max(1)).enumerate() {
            let Some([s0, s1, s2]) = block.first_chunk::<3>() else {
                continue;
            };
            for (w, ((&a, &b), &c)) in s0.iter().zip(s1).zip(s2).enumerate() {
                let here = self
                    .rows
                    .saturating_sub(u32::try_from(at * LANES + w * 64).unwrap_or(u32::MAX));
                let mask = if here >= 64 {
                    u64::MAX
                } else {
                    (1 << here) - 1
                };
                for (i, count) in counts.iter_mut().enumerate() {
                    let is = |word: u64, place: usize| {
                        if i >> place & 1 == 1 { word } else { !word }
                    };
                    *count += (is(a, 0) & is(b, 1) & is(c, 2) & mask).count_ones();
                }
            }
        }
        for (row, stage) in self.overrides.iter() {
            if *row >= self.rows {
                continue;
            }
            if let Some(count) = counts.get_mut(self.rule_stage(*row) as usize) {
                *count -= 1;
            }
            if let Some(count) = counts.get_mut(*stage as usize) {
                *count += 1;
            }
        }
        counts
    }
}

/// Keeps the compiler honest about the layout above.
const _: () =
    assert!(GATES == STAGE + 3 && DISQUALIFIER == GATES + 6 && size_of::<Lanes>() == 16 * WORDS);
