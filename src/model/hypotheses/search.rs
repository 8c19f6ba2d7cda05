//! The search for the fewest changes after which all aims hold.
//!
//! As long as some aim does not hold, every set of changes that reaches the goal has one in it that touches this aim. So a set grows
//! only by changes that touch the aim that the fewest do; of brothers, each bars the elder ones, so that no set comes twice.

use super::{BATCH, Hypotheses, add, score_of};
use crate::lanes::LANES;
use crate::marks::{Marks, count, has, join, keep, mark, meet, next, none_of};
use crate::moves::Subject;
use crate::order::order;
use crate::program::{Aim, MET, Slope};

/// A goal, and the moves of some that bear on it.
pub(crate) struct Goal {
    aims: Vec<Aim>,
    /// For each aim the moves that touch it.
    touching: Vec<Marks>,
    /// The moves that bear on it.
    useful: Marks,
}

/// How many sets a search of up to four moves looks at before it gives up, and one of more.
const MOST_SETS: usize = 400_000;
const MOST_LARGE_SETS: usize = 40_000;
/// So many sets of one size are choice enough.
const ENOUGH: usize = 20_000;
/// How many sets a search by guess carries along, and how far.
const WIDTH: usize = 12;
const FAR: usize = 24;

/// While a set is grown it stands behind the marks of the moves that cannot join it: one list, because there are many of them.
type Partial = Vec<usize>;

impl Hypotheses<'_> {
    /// Prepares the search for a goal by these moves, in sets of at most `most`: of what does the same, or less of the same, as many
    /// as a set can hold.
    pub fn goal(&self, aims: &[Aim], among: &[usize], most: usize) -> Goal {
        let aims = self.engine.program.apart(aims);
        let slope = self.engine.program.slope(&aims);
        let mut seen = none_of(self.moves.now.len() + 1);
        for aim in &aims {
            if let Some(sees) = self.sees.get(aim.register()) {
                join(&mut seen, sees);
            }
        }
        let nothing = none_of(self.moves.all.len());
        let mut useful = nothing.clone();
        // Kinds of signals of which more is never worse: only their strongest moves.
        let mut strongest = Vec::new();
        for subject in &self.moves.subjects {
            let leans_up = subject.signal && self.leans_up(subject, &seen, &slope);
            let mut last = None;
            for i in subject.moves.clone() {
                if !has(among, i) || !self.touches(i, &seen) {
                    continue;
                }
                // Moves on one kind come in the order of their times.
                last = Some(i);
                let known = |j| has(&useful, j) && self.same(i, j, &seen);
                if !leans_up && !(subject.moves.start..i).any(known) {
                    mark(&mut useful, i);
                }
            }
            if leans_up && let Some(last) = last {
                strongest.push(last);
            }
        }
        for b in &strongest {
            let mut better = 0;
            for a in &strongest {
                better += usize::from(
                    self.covers(*a, *b, &seen) && (a < b || !self.covers(*b, *a, &seen)),
                );
            }
            if better < most {
                mark(&mut useful, *b);
            }
        }
        let mut touching = Vec::new();
        for aim in &aims {
            let mut marks = nothing.clone();
            if let Some(sees) = self.sees.get(aim.register()) {
                for i in 0..self.moves.all.len() {
                    if has(&useful, i) && self.touches(i, sees) {
                        mark(&mut marks, i);
                    }
                }
            }
            touching.push(marks);
        }
        Goal {
            aims,
            touching,
            useful,
        }
    }

    /// Whether a move changes anything of what is seen.
    fn touches(&self, index: usize, seen: &[usize]) -> bool {
        let Some((m, verdicts)) = self.moves.effect(index) else {
            return false;
        };
        for (leaf, can) in verdicts {
            if has(seen, *leaf) && self.moves.now.get(*leaf) != Some(can) {
                return true;
            }
        }
        m.engagement != 0 && has(seen, self.moves.now.len())
    }

    /// Whether a move does to what is seen all that another does: of two on one subject, that both cover each other says that they do the
    /// same.
    fn covers(&self, one: usize, other: usize, seen: &[usize]) -> bool {
        let (Some((a, mine)), Some((b, wanted))) =
            (self.moves.effect(one), self.moves.effect(other))
        else {
            return false;
        };
        for (at, verdict) in wanted.iter().enumerate() {
            let (leaf, can) = verdict;
            if !has(seen, *leaf) || self.moves.now.get(*leaf) == Some(can) {
                continue;
            }
            let gives = if a.subject == b.subject {
                mine.get(at) == Some(verdict)
            } else {
                mine.contains(verdict)
            };
            if a.times < b.times || !gives {
                return false;
            }
        }
        a.engagement >= b.engagement || !has(seen, self.moves.now.len())
    }

    /// Whether two moves on one subject do the same to what is seen.
    fn same(&self, one: usize, other: usize, seen: &[usize]) -> bool {
        let reverses = |i: usize| self.moves.all.get(i).is_some_and(|m| m.reverses);
        reverses(one) == reverses(other)
            && self.covers(one, other, seen)
            && self.covers(other, one, seen)
    }

    /// Whether more of a kind of signal can only bring the goal nearer.
    fn leans_up(&self, subject: &Subject, seen: &[usize], slope: &Slope) -> bool {
        for leaf in &subject.leaves {
            let counts = has(seen, *leaf) && self.moves.now.get(*leaf) != Some(&MET);
            if counts && !slope.never_loses(*leaf) {
                return false;
            }
        }
        let engagement = self.moves.now.len();
        slope.never_loses(engagement)
            && (subject.row.is_none_or(|row| row.points >= 0) || slope.never_gains(engagement))
    }

    /// All smallest sets of up to `most` moves that reach a goal; none when there are none, or too many sets to try.
    pub fn fewest(&mut self, goal: &Goal, most: usize) -> Vec<Vec<usize>> {
        let words = goal.useful.len();
        let mut reached = Vec::new();
        if !self.within_reach(goal, &vec![0; words]) {
            return reached;
        }
        for size in 1..=most {
            let mut waiting = vec![vec![0; words]];
            let most = if size > 4 { MOST_LARGE_SETS } else { MOST_SETS };
            let mut tried = 0;
            while !waiting.is_empty() && tried < most && reached.len() < ENOUGH {
                let batch = waiting.split_off(waiting.len().saturating_sub(BATCH));
                tried += batch.len();
                self.run(&batch, words);
                for (lane, partial) in batch.iter().enumerate() {
                    let left = size + words - partial.len();
                    if self.holds(goal, lane) {
                        reached.push(partial.get(words..).unwrap_or_default().to_vec());
                    } else if left > 0 {
                        self.grow(goal, partial, lane, left, &mut waiting);
                    }
                }
            }
            // When the search was cut short, what it found may not be smallest, but is the best there is.
            if !reached.is_empty() || tried >= most {
                break;
            }
        }
        reached
    }

    /// Whether a goal could be reached after these moves by those that are not barred, as far as can be told without trying.
    fn within_reach(&self, goal: &Goal, partial: &Partial) -> bool {
        let mut leaves = self.moves.now.clone();
        let mut least = self.moves.engagement;
        let mut greatest = least;
        let mut free = goal.useful.clone();
        keep(&mut free, partial, false);
        let (mut subject, mut low, mut high) = (usize::MAX, 0, 0);
        // First the moves of the set, then those that may join it.
        let mut set = partial.get(free.len()..).unwrap_or_default().iter();
        let mut from = 0;
        loop {
            let chosen = set.next();
            let Some(i) = chosen.copied().or_else(|| next(&free, from)) else {
                break;
            };
            let Some((m, verdicts)) = self.moves.effect(i) else {
                break;
            };
            for (leaf, can) in verdicts {
                if let Some(place) = leaves.get_mut(*leaf) {
                    // No other move on an attribute of the set is free.
                    *place = match chosen {
                        Some(_) if m.times == 0 => *can,
                        _ => *place | can,
                    };
                }
            }
            if chosen.is_some() {
                add(&mut least, m.engagement);
                add(&mut greatest, m.engagement);
                continue;
            }
            from = i + 1;
            // Of the moves on one subject only one can come: the least or the greatest of them.
            if subject != m.subject {
                (subject, low, high) = (m.subject, 0, 0);
            }
            if m.engagement < low {
                add(&mut least, m.engagement - low);
                low = m.engagement;
            }
            if m.engagement > high {
                add(&mut greatest, m.engagement - high);
                high = m.engagement;
            }
        }
        let scores = (score_of(&least), score_of(&greatest));
        self.engine
            .program
            .within_reach(&goal.aims, &leaves, scores)
    }

    /// Whether all aims hold in a lane of the block that was run last.
    fn holds(&self, goal: &Goal, lane: usize) -> bool {
        for aim in &goal.aims {
            if !aim.holds(self.can(aim.register(), lane)) {
                return false;
            }
        }
        true
    }

    /// The sets that have one more move, if `left` more can be enough.
    fn grow(
        &self,
        goal: &Goal,
        partial: &Partial,
        lane: usize,
        left: usize,
        grown: &mut Vec<Partial>,
    ) {
        let words = goal.useful.len();
        // For each aim that is open the moves that touch it, and how many they are.
        let mut open = Vec::new();
        let mut counts = Vec::new();
        for (aim, touching) in goal.aims.iter().zip(&goal.touching) {
            if aim.holds(self.can(aim.register(), lane)) {
                continue;
            }
            let mut free = touching.clone();
            keep(&mut free, partial, false);
            let count = count(&free);
            if count == 0 {
                return;
            }
            open.push(free);
            counts.push(count);
        }
        // Aims that no one move touches together take a move each.
        let mut apart = vec![0; words];
        let mut needed = 0;
        let mut branch = Vec::new();
        for place in order(open.len(), &|a, b| counts.get(a) < counts.get(b)) {
            let Some(free) = open.get(place) else {
                continue;
            };
            if !meet(free, &apart) {
                needed += 1;
                join(&mut apart, free);
            }
            if branch.is_empty() {
                branch = free.clone();
            } else if left == 1 {
                // The last move has to touch all that is still open.
                keep(&mut branch, free, true);
            }
        }
        if needed > left {
            return;
        }
        if left > 1 && partial.len() > words && !self.within_reach(goal, partial) {
            return;
        }
        let mut barred = partial.clone();
        let mut from = 0;
        while let Some(i) = next(&branch, from) {
            from = i + 1;
            let mut set = barred.clone();
            let subject = self.moves.all.get(i).map_or(0, |m| m.subject);
            if let Some(subject) = self.moves.subjects.get(subject) {
                for rival in subject.moves.clone() {
                    mark(&mut set, rival);
                }
            }
            set.push(i);
            grown.push(set);
            mark(&mut barred, i);
        }
    }

    /// A set that reaches a goal, found by going where it seems nearest; no part of it can be left out. None, or one.
    pub fn by_guess(&mut self, goal: &Goal) -> Vec<Vec<usize>> {
        let words = goal.useful.len();
        let mut frontier = vec![vec![0; words]];
        let mut far = Vec::new();
        if !self.within_reach(goal, &vec![0; words]) {
            return Vec::new();
        }
        for _ in 0..FAR {
            self.run(&frontier, words);
            let mut grown = Vec::new();
            for (lane, partial) in frontier.iter().enumerate() {
                self.grow(goal, partial, lane, usize::MAX, &mut grown);
            }
            far.clear();
            for chunk in grown.chunks(BATCH) {
                self.run(chunk, words);
                for (lane, partial) in chunk.iter().enumerate() {
                    if self.holds(goal, lane) {
                        let set = partial.get(words..).unwrap_or_default().to_vec();
                        return vec![self.without_needless(goal, set)];
                    }
                    if let Some(block) = self.blocks.get(lane / LANES) {
                        let program = &self.engine.program;
                        far.push(program.distance(&goal.aims, block, lane % LANES));
                    }
                }
            }
            frontier.clear();
            for nearest in order(far.len(), &|a, b| far.get(a) < far.get(b))
                .iter()
                .take(WIDTH)
            {
                if let Some(set) = grown.get_mut(*nearest) {
                    frontier.push(std::mem::take(set));
                }
            }
            if frontier.is_empty() {
                break;
            }
        }
        Vec::new()
    }

    /// Leaves out what is not needed, one by one, until every part is.
    pub fn without_needless(&mut self, goal: &Goal, mut set: Vec<usize>) -> Vec<usize> {
        let mut i = 0;
        while i < set.len() {
            let mut without = set.clone();
            without.remove(i);
            self.run(std::slice::from_ref(&without), 0);
            i += 1;
            if self.holds(goal, 0) {
                set = without;
                i = 0;
            }
        }
        set
    }

    /// Lets each signal of a set happen no more often than it must.
    pub fn least_times(&mut self, goal: &Goal, mut set: Vec<usize>) -> Vec<usize> {
        for place in 0..set.len() {
            let m = set.get(place).and_then(|i| self.moves.all.get(*i));
            let Some(m) = m.filter(|m| m.times > 1) else {
                continue;
            };
            let (subject, most) = (m.subject, m.times.min(BATCH as u64));
            let mut sets = Vec::new();
            for n in 1..most {
                let mut fewer = set.clone();
                if let Some(place) = fewer.get_mut(place) {
                    *place = self.moves.all.len();
                }
                self.moves.happens(subject, n);
                sets.push(fewer);
            }
            self.run(&sets, 0);
            for (lane, fewer) in sets.into_iter().enumerate() {
                if self.holds(goal, lane) {
                    set = fewer;
                    break;
                }
            }
        }
        set
    }
}
