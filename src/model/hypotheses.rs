//! Many what-ifs about one contact at once: each is a lane of the same block that lists run through.

use crate::day::Day;
use crate::engine::Engine;
use crate::lanes::{LANES, Lanes};
use crate::moves::{Move, Subject, attribute_moves, counts_now, signal_moves};
use crate::program::{Block, Leaf};
use crate::rulebook::Rulebook;
use crate::stage::{Stage, Verdict};
use crate::table::Table;

/// One contact as it is, and all that could change.
pub(crate) struct Hypotheses<'a> {
    pub engine: &'a Engine,
    now: Vec<Verdict>,
    counts: Vec<u64>,
    engagement: i128,
    /// Changes to attributes, then signals that may come.
    pub moves: Vec<Move>,
    block: Block,
    lanes: Vec<Lanes>,
}

impl<'a> Hypotheses<'a> {
    /// `engine` has assessed `alone`, a table of one row.
    pub fn new(rulebook: &Rulebook, engine: &'a Engine, alone: &Table, as_of: Day) -> Self {
        let now: Vec<Verdict> = engine.bits.iter().map(|b| b.block(0).verdict(0)).collect();
        let counts = counts_now(&engine.program, alone, as_of);
        let mut moves = attribute_moves(&engine.program, alone, as_of, &now);
        moves.append(&mut signal_moves(
            rulebook,
            &engine.program,
            alone,
            as_of,
            &counts,
        ));
        Hypotheses {
            engine,
            now,
            counts,
            engagement: engine.engagement.sum(0),
            moves,
            block: Block::default(),
            lanes: Vec::new(),
        }
    }

    /// Whether two moves can go together: they are about different facts.
    pub fn together(&self, a: usize, b: usize) -> bool {
        match (self.moves.get(a), self.moves.get(b)) {
            (Some(a), Some(b)) => a.subject != b.subject,
            _ => false,
        }
    }

    /// Runs up to 512 sets of moves and gives the block, a lane each.
    pub fn run(&mut self, sets: &[Vec<usize>]) -> &Block {
        self.lanes.clear();
        self.lanes.extend(self.now.iter().map(|v| Lanes::splat(*v)));
        let mut scores = [0u8; LANES];
        for (lane, (set, score)) in sets.iter().zip(&mut scores).enumerate() {
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
                        Some((_, sum)) => *sum += n,
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
            |leaf| lanes.get(leaf).copied().unwrap_or_default(),
            &scores,
            &mut self.block,
        );
        &self.block
    }

    /// Of these sets, which lead to a stage that is wanted.
    pub fn which(&mut self, sets: &[Vec<usize>], wanted: impl Fn(Stage) -> bool) -> Vec<usize> {
        let mut hits = Vec::new();
        for (first, chunk) in sets.chunks(LANES).enumerate() {
            let block = self.run(chunk);
            hits.extend(
                (0..chunk.len())
                    .filter(|lane| wanted(block.stage(*lane)))
                    .map(|lane| first * LANES + lane),
            );
        }
        hits
    }

    /// Whether a set of moves leads to a stage that is wanted.
    pub fn leads(&mut self, set: &[usize], wanted: impl Fn(Stage) -> bool) -> bool {
        !self.which(&[set.to_vec()], wanted).is_empty()
    }

    /// Goes through all sets of `size` of these moves until `found` has seen enough (returns true). At most `most` sets are tried;
    /// `None` when there are more.
    pub fn search(
        &mut self,
        among: &[usize],
        size: usize,
        most: usize,
        wanted: impl Fn(Stage) -> bool + Copy,
        mut found: impl FnMut(&[usize]) -> bool,
    ) -> Option<()> {
        let mut tried = 0;
        let mut batch: Vec<Vec<usize>> = Vec::with_capacity(LANES);
        let mut places: Vec<usize> = (0..size).collect();
        if size > among.len() {
            return Some(());
        }
        loop {
            let set: Vec<usize> = places
                .iter()
                .filter_map(|p| among.get(*p).copied())
                .collect();
            let fits = set
                .iter()
                .enumerate()
                .all(|(i, a)| set.iter().skip(i + 1).all(|b| self.together(*a, *b)));
            if fits {
                batch.push(set);
            }
            let more = advance(&mut places, among.len());
            if batch.len() == LANES || (!more && !batch.is_empty()) {
                tried += batch.len();
                for hit in self.which(&batch, wanted) {
                    if batch.get(hit).is_some_and(|set| found(set)) {
                        return Some(());
                    }
                }
                batch.clear();
                if tried > most {
                    return None;
                }
            }
            if !more {
                return Some(());
            }
        }
    }

    /// The block that was run last.
    pub fn last_block(&self) -> &Block {
        &self.block
    }

    /// The attribute of a move.
    pub fn attribute(&self, index: usize) -> Option<&str> {
        match self.moves.get(index).map(|m| &m.subject) {
            Some(Subject::Attribute(id)) => Some(id),
            _ => None,
        }
    }
}

/// The next combination in order; false after the last.
fn advance(places: &mut [usize], count: usize) -> bool {
    let size = places.len();
    for i in (0..size).rev() {
        let Some(place) = places.get(i).copied() else {
            return false;
        };
        if place + 1 + (size - 1 - i) < count {
            for (offset, p) in places.iter_mut().skip(i).enumerate() {
                *p = place + 1 + offset;
            }
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::advance;

    #[test]
    fn combinations_come_each_once() {
        let mut places = vec![0, 1, 2];
        let mut count = 1;
        while advance(&mut places, 6) {
            count += 1;
        }
        assert_eq!(count, 20);
        assert_eq!(places, [3, 4, 5]);
    }
}
