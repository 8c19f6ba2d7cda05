//! The search for the fewest changes after which all aims hold.
//!
//! As long as some aim does not hold, every set of changes that reaches the goal has one in it that touches this aim. So a set grows
//! only by changes that touch the aim that the fewest do; of brothers, each bars the elder ones, so that no set comes twice.

use super::Hypotheses;
use crate::engagement::rounded;
use crate::lanes::LANES;
use crate::moves::{Move, Subject};
use crate::order::sort;
use crate::program::{Aim, Can, MET, Sees, Slope, can};
use crate::stage::Verdict;

/// A set of moves by their numbers.
type Bits = Vec<u64>;

/// A set that is being grown, and the moves that cannot join it.
struct Partial {
    set: Vec<usize>,
    barred: Bits,
}

/// What a move does to what a goal sees.
#[derive(PartialEq)]
struct Effect {
    verdicts: Vec<(usize, Verdict)>,
    counts: Vec<(usize, u64)>,
    engagement: i128,
}

/// A goal, and the moves of some that bear on it.
pub(crate) struct Goal {
    aims: Vec<Aim>,
    /// For each aim the moves that touch it.
    touching: Vec<Bits>,
    /// For each move those on the same fact, itself among them.
    rivals: Vec<Bits>,
    /// The moves that bear on it.
    useful: Bits,
}

/// How many sets a search of up to four moves looks at before it gives up, and one of more.
const MOST_SETS: usize = 400_000;
const MOST_LARGE_SETS: usize = 40_000;
/// So many sets of one size are choice enough.
const ENOUGH: usize = 20_000;
/// How many sets a search by guess carries along, and how far.
const WIDTH: usize = 12;
const FAR: usize = 24;

impl Hypotheses<'_> {
    /// Prepares the search for a goal by these moves, in sets of at most `most`.
    pub fn goal(&self, aims: Vec<Aim>, among: &[usize], most: usize) -> Goal {
        let mut seen = Sees {
            leaves: vec![false; self.engine.program.leaves.len()],
            engagement: false,
        };
        for sees in aims.iter().filter_map(|a| self.sees.get(a.register)) {
            for (all, one) in seen.leaves.iter_mut().zip(&sees.leaves) {
                *all |= one;
            }
            seen.engagement |= sees.engagement;
        }
        let useful = self.useful(&aims, among, &seen, most);
        let words = self.moves.len().div_ceil(64);
        let touching = aims
            .iter()
            .map(|aim| {
                let touches = |effect: &Effect| match self.sees.get(aim.register) {
                    Some(sees) => touches(effect, sees),
                    None => false,
                };
                let touching = useful.iter().filter(|(_, effect)| touches(effect));
                bits(words, touching.map(|(i, _)| *i))
            })
            .collect();
        let rivals = self
            .moves
            .iter()
            .map(|m| {
                let same = |other: &Move| other.subject == m.subject;
                let among = self.moves.iter().enumerate();
                bits(words, among.filter(|(_, o)| same(o)).map(|(i, _)| i))
            })
            .collect();
        Goal {
            aims,
            touching,
            rivals,
            useful: bits(words, useful.iter().map(|(i, _)| *i)),
        }
    }

    fn effect(&self, m: &Move, seen: &Sees) -> Effect {
        let sees = |leaf: usize| seen.leaves.get(leaf) == Some(&true);
        let now = |leaf: usize| self.now.get(leaf).copied();
        Effect {
            verdicts: (m.verdicts.iter().copied())
                .filter(|(leaf, v)| sees(*leaf) && now(*leaf) != Some(*v))
                .collect(),
            counts: (m.counts.iter().copied())
                .filter(|(leaf, _)| sees(*leaf) && now(*leaf) != Some(Verdict::Met))
                .collect(),
            engagement: if seen.engagement { m.engagement } else { 0 },
        }
    }

    /// Of these moves those that can matter: of what does the same, or less of the same, as many as a set can hold.
    fn useful(
        &self,
        aims: &[Aim],
        among: &[usize],
        seen: &Sees,
        most: usize,
    ) -> Vec<(usize, Effect)> {
        let slope = self.engine.program.slope(aims);
        let mut useful: Vec<(usize, Effect)> = Vec::new();
        // Kinds of signals of which more is never worse: only their strongest moves.
        let mut strongest: Vec<(usize, Effect)> = Vec::new();
        let mut subjects: Vec<&Subject> = Vec::new();
        for &i in among {
            let Some(m) = self.moves.get(i) else { continue };
            let effect = self.effect(m, seen);
            let nothing = effect.verdicts.is_empty() && effect.counts.is_empty();
            if nothing && effect.engagement == 0 {
                continue;
            }
            if self.leans_up(m, &effect, &slope) {
                match subjects.iter().position(|s| **s == m.subject) {
                    // Moves on one kind come in the order of their times.
                    Some(at) => {
                        if let Some(place) = strongest.get_mut(at) {
                            *place = (i, effect);
                        }
                    }
                    None => {
                        subjects.push(&m.subject);
                        strongest.push((i, effect));
                    }
                }
                continue;
            }
            let known = useful.iter().any(|(j, other)| {
                *other == effect
                    && self.moves.get(*j).map(|o| (&o.subject, o.reverses))
                        == Some((&m.subject, m.reverses))
            });
            if !known {
                useful.push((i, effect));
            }
        }
        let better = |a: &(usize, Effect), b: &(usize, Effect)| {
            let counts = b.1.counts.iter().all(|(leaf, n)| {
                a.1.counts
                    .iter()
                    .any(|(other, more)| other == leaf && more >= n)
            });
            let same = a.1 == b.1;
            counts && a.1.engagement >= b.1.engagement && (!same || a.0 < b.0)
        };
        let keep: Vec<bool> = strongest
            .iter()
            .map(|b| strongest.iter().filter(|a| better(a, b)).count() < most)
            .collect();
        let kept = strongest.into_iter().zip(keep).filter(|(_, keep)| *keep);
        useful.extend(kept.map(|(m, _)| m));
        sort(&mut useful, |a, b| a.0 < b.0);
        useful
    }

    /// Whether more of a kind of signal can only bring the goal nearer.
    fn leans_up(&self, m: &Move, effect: &Effect, slope: &Slope) -> bool {
        let Subject::Signal(kind) = &m.subject else {
            return false;
        };
        let counts = effect
            .counts
            .iter()
            .all(|(leaf, _)| slope.leaves.get(*leaf).is_none_or(|(_, loses)| !loses));
        let points = self
            .happenings
            .iter()
            .find(|h| h.kind == *kind)
            .and_then(|h| h.row.as_ref())
            .map_or(0, |row| row.points);
        counts && !slope.engagement.1 && (points >= 0 || !slope.engagement.0)
    }

    /// The set to start from.
    fn nothing(&self) -> Partial {
        Partial {
            set: Vec::new(),
            barred: vec![0; self.moves.len().div_ceil(64)],
        }
    }

    /// All smallest sets of up to `most` moves that reach a goal; none when there are none, or too many sets to try.
    pub fn fewest(&mut self, goal: &Goal, most: usize) -> Vec<Vec<usize>> {
        if !self.within_reach(goal, &self.nothing()) {
            return Vec::new();
        }
        for size in 1..=most {
            let mut waiting = vec![self.nothing()];
            let mut reached = Vec::new();
            let most = if size > 4 { MOST_LARGE_SETS } else { MOST_SETS };
            let mut tried = 0;
            while !waiting.is_empty() && tried < most && reached.len() < ENOUGH {
                let batch = waiting.split_off(waiting.len().saturating_sub(LANES));
                tried += batch.len();
                self.run(batch.iter().map(|p| p.set.as_slice()));
                for (lane, partial) in batch.iter().enumerate() {
                    let left = size - partial.set.len();
                    if self.holds(goal, lane) {
                        reached.push(partial.set.clone());
                    } else if left > 0 {
                        self.grow(goal, partial, lane, left, &mut waiting);
                    }
                }
            }
            // When the search was cut short, what it found may not be smallest, but is the best there is.
            if !reached.is_empty() || tried >= most {
                return reached;
            }
        }
        Vec::new()
    }

    /// Whether a goal could be reached after these moves by those that are not barred, as far as can be told without trying.
    fn within_reach(&self, goal: &Goal, partial: &Partial) -> bool {
        let mut leaves: Vec<Can> = self.now.iter().map(|v| can(*v)).collect();
        let mut least = self.engagement;
        let mut greatest = self.engagement;
        let mut open: Vec<(&Subject, i128, i128)> = Vec::new();
        for &i in &partial.set {
            let Some(m) = self.moves.get(i) else { continue };
            for (leaf, verdict) in &m.verdicts {
                if let Some(place) = leaves.get_mut(*leaf) {
                    *place = can(*verdict);
                }
            }
            for (leaf, _) in &m.counts {
                if let Some(place) = leaves.get_mut(*leaf) {
                    *place |= MET;
                }
            }
            least = least.saturating_add(m.engagement);
            greatest = greatest.saturating_add(m.engagement);
        }
        let free: Bits = (goal.useful.iter().zip(&partial.barred))
            .map(|(u, b)| u & !b)
            .collect();
        for m in members(&free).filter_map(|i| self.moves.get(i)) {
            for (leaf, verdict) in &m.verdicts {
                if let Some(place) = leaves.get_mut(*leaf) {
                    *place |= can(*verdict);
                }
            }
            for (leaf, _) in &m.counts {
                if let Some(place) = leaves.get_mut(*leaf) {
                    *place |= MET;
                }
            }
            if m.engagement != 0 {
                match open.last_mut().filter(|o| *o.0 == m.subject) {
                    Some(o) => {
                        o.1 = o.1.min(m.engagement);
                        o.2 = o.2.max(m.engagement);
                    }
                    None => open.push((&m.subject, m.engagement.min(0), m.engagement.max(0))),
                }
            }
        }
        for (_, low, high) in open {
            least = least.saturating_add(low);
            greatest = greatest.saturating_add(high);
        }
        let scores = (rounded(least), rounded(greatest));
        self.engine
            .program
            .within_reach(&goal.aims, &leaves, scores)
    }

    /// Whether all aims hold in a lane of the block that was run last.
    fn holds(&self, goal: &Goal, lane: usize) -> bool {
        goal.aims
            .iter()
            .all(|aim| aim.holds(self.block.lanes(aim.register).verdict(lane)))
    }

    /// The sets that have one more move, if `left` more can be enough.
    fn grow(
        &self,
        goal: &Goal,
        partial: &Partial,
        lane: usize,
        left: usize,
        next: &mut Vec<Partial>,
    ) {
        let mut open: Vec<(u32, Bits)> = Vec::new();
        for (aim, touching) in goal.aims.iter().zip(&goal.touching) {
            if aim.holds(self.block.lanes(aim.register).verdict(lane)) {
                continue;
            }
            let free: Bits = (touching.iter().zip(&partial.barred))
                .map(|(t, b)| t & !b)
                .collect();
            let count = free.iter().map(|w| w.count_ones()).sum();
            if count == 0 {
                return;
            }
            open.push((count, free));
        }
        sort(&mut open, |a, b| a.0 < b.0);
        // Aims that no one move touches together take a move each.
        let mut apart: Bits = vec![0; partial.barred.len()];
        let mut needed = 0;
        for (_, free) in &open {
            if free.iter().zip(&apart).all(|(f, a)| f & a == 0) {
                needed += 1;
                for (a, f) in apart.iter_mut().zip(free) {
                    *a |= f;
                }
            }
        }
        if needed > left {
            return;
        }
        if left > 1 && !partial.set.is_empty() && !self.within_reach(goal, partial) {
            return;
        }
        let Some((_, mut branch)) = open.first().cloned() else {
            return;
        };
        if left == 1 {
            // The last move has to touch all that is still open.
            for (_, free) in &open {
                for (b, f) in branch.iter_mut().zip(free) {
                    *b &= f;
                }
            }
        }
        let mut barred = partial.barred.clone();
        for i in members(&branch) {
            let mut set = partial.set.clone();
            set.push(i);
            let mut grown = barred.clone();
            if let Some(rivals) = goal.rivals.get(i) {
                for (g, r) in grown.iter_mut().zip(rivals) {
                    *g |= r;
                }
            }
            next.push(Partial { set, barred: grown });
            if let Some(word) = barred.get_mut(i / 64) {
                *word |= 1 << (i % 64);
            }
        }
    }

    /// A set that reaches a goal, found by going where it seems nearest; no part of it can be left out.
    pub fn by_guess(&mut self, goal: &Goal) -> Option<Vec<usize>> {
        let mut frontier = vec![self.nothing()];
        if !self.within_reach(goal, &self.nothing()) {
            return None;
        }
        for _ in 0..FAR {
            self.run(frontier.iter().map(|p| p.set.as_slice()));
            let mut next = Vec::new();
            for (lane, partial) in frontier.iter().enumerate() {
                self.grow(goal, partial, lane, usize::MAX, &mut next);
            }
            let mut ranked: Vec<(f64, usize)> = Vec::new();
            for (first, chunk) in next.chunks(LANES).enumerate() {
                self.run(chunk.iter().map(|p| p.set.as_slice()));
                for (lane, partial) in chunk.iter().enumerate() {
                    if self.holds(goal, lane) {
                        return Some(self.without_needless(goal, partial.set.clone()));
                    }
                    let far = self.engine.program.distance(&goal.aims, &self.block, lane);
                    ranked.push((far, first * LANES + lane));
                }
            }
            sort(&mut ranked, |a, b| a.0 < b.0);
            let mut next: Vec<Option<Partial>> = next.into_iter().map(Some).collect();
            frontier = (ranked.iter().take(WIDTH))
                .filter_map(|(_, i)| next.get_mut(*i)?.take())
                .collect();
            if frontier.is_empty() {
                return None;
            }
        }
        None
    }

    /// Leaves out what is not needed, one by one, until every part is.
    pub fn without_needless(&mut self, goal: &Goal, mut set: Vec<usize>) -> Vec<usize> {
        let mut i = 0;
        while i < set.len() {
            let mut without = set.clone();
            without.remove(i);
            if self.reaches(goal, &without) {
                set = without;
                i = 0;
            } else {
                i += 1;
            }
        }
        set
    }

    /// Whether a set of moves reaches a goal.
    pub fn reaches(&mut self, goal: &Goal, set: &[usize]) -> bool {
        self.run(std::iter::once(set));
        self.holds(goal, 0)
    }

    /// Lets each signal of a set happen no more often than it must.
    pub fn least_times(&mut self, goal: &Goal, mut set: Vec<usize>) -> Vec<usize> {
        for place in 0..set.len() {
            let Some(m) = set.get(place).and_then(|i| self.moves.get(*i)) else {
                continue;
            };
            let (Subject::Signal(kind), times) = (&m.subject, m.times) else {
                continue;
            };
            let Some(happening) = self.happenings.iter().find(|h| h.kind == *kind) else {
                continue;
            };
            let fewer: Vec<Move> = (1..times.min(LANES as u64))
                .map(|n| happening.at(n))
                .collect();
            let first = self.moves.len();
            self.moves.extend(fewer);
            let sets: Vec<Vec<usize>> = (first..self.moves.len())
                .map(|i| {
                    let mut set = set.clone();
                    if let Some(p) = set.get_mut(place) {
                        *p = i;
                    }
                    set
                })
                .collect();
            self.run(sets.iter().map(Vec::as_slice));
            let enough = (0..sets.len()).find(|lane| self.holds(goal, *lane));
            if let Some(better) = enough.and_then(|lane| sets.into_iter().nth(lane)) {
                set = better;
            }
        }
        set
    }
}

fn touches(effect: &Effect, sees: &Sees) -> bool {
    let leaf = |leaf: usize| sees.leaves.get(leaf) == Some(&true);
    effect.verdicts.iter().any(|v| leaf(v.0))
        || effect.counts.iter().any(|c| leaf(c.0))
        || (sees.engagement && effect.engagement != 0)
}

fn bits(words: usize, of: impl Iterator<Item = usize>) -> Bits {
    let mut bits = vec![0u64; words];
    for i in of {
        if let Some(word) = bits.get_mut(i / 64) {
            *word |= 1 << (i % 64);
        }
    }
    bits
}

fn members(bits: &Bits) -> impl Iterator<Item = usize> + '_ {
    bits.iter().enumerate().flat_map(|(place, word)| {
        (0..64)
            .filter(move |b| word >> b & 1 == 1)
            .map(move |b| place * 64 + b)
    })
}
