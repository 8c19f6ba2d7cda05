//! Minimal pairs: two contacts that differ in one fact, by which one criterion flips and with it the stage.
//!
//! A walk goes from contact to contact, each time to one that differs in a single fact, and looks at all its neighbours at once. It is
//! drawn to the boundary between the two stages; whatever neighbours lie on the two sides of it are a pair.

use super::dice::Dice;
use super::space::{Chosen, Recorded, Space};
use crate::lanes::LANES;
use crate::stage::{Stage, Verdict};

/// Two contacts on the two sides of a boundary.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    /// The contact that the story tells of.
    pub here: Chosen,
    /// Its twin.
    pub there: Chosen,
    /// The fact in which they differ.
    pub subject: usize,
    /// The criterion that flips.
    pub mark: usize,
    /// The stages of the two.
    pub stages: (Stage, Stage),
    /// Other facts without which one of the two would stand elsewhere or the pair would not be minimal.
    pub needed: Vec<usize>,
    /// On how many criteria the two stages stand, the one that flips among them.
    pub criteria: usize,
    /// Whether the scores that decide lie well apart.
    clear: bool,
}

/// Walks begun anew.
const WALKS: usize = 24;
/// Steps of a walk.
const STEPS: usize = 40;
/// Facts that decide nothing are told, at most so many.
const DISTRACTORS: usize = 3;

/// A pair on the two sides of this boundary; none where no walk comes by one.
pub(super) async fn find(
    space: &mut Space<'_>,
    aim: (Stage, Stage),
    dice: &mut Dice,
    pause: &mut impl AsyncFnMut(),
) -> Option<Pair> {
    let reach = space.within_reach();
    if aim.0 == aim.1 || reach >> aim.0 as u8 & 1 == 0 || reach >> aim.1 as u8 & 1 == 0 {
        return None;
    }
    for _ in 0..WALKS {
        if let Some(pair) = walk(space, aim, dice, pause).await {
            return Some(dress(space, pair, dice, pause).await);
        }
    }
    None
}

/// A contact with facts at random, many or few, as far as they go together.
fn any_contact(space: &Space, dice: &mut Dice) -> Chosen {
    let told = dice.pick(&[10, 30, 55, 80]).copied().unwrap_or(50);
    let subjects = space.subjects.iter();
    let drawn: Chosen = subjects
        .map(|subject| {
            if dice.chance(told) {
                dice.below(subject.states.len())
            } else {
                0
            }
        })
        .collect();
    let mut contact = vec![0; drawn.len()];
    // What goes with no fact so far may go with one that comes later.
    for _ in 0..2 {
        for change in drawn.iter().copied().enumerate() {
            if !space.clashes(&contact, change)
                && let Some(chosen) = contact.get_mut(change.0)
            {
                *chosen = change.1;
            }
        }
    }
    contact
}

/// All single changes to a contact that go with the rest of it, at most a block of them.
fn neighbours(space: &Space, contact: &Chosen, dice: &mut Dice) -> Vec<Vec<(usize, usize)>> {
    let mut all = Vec::new();
    for (place, subject) in space.subjects.iter().enumerate() {
        let now = contact.get(place).copied().unwrap_or(0);
        let others = (0..subject.states.len())
            .filter(|state| *state != now && !space.clashes(contact, (place, *state)));
        all.extend(others.map(|state| vec![(place, state)]));
    }
    dice.shuffle(&mut all);
    all.truncate(LANES - 1);
    all
}

async fn walk(
    space: &mut Space<'_>,
    aim: (Stage, Stage),
    dice: &mut Dice,
    pause: &mut impl AsyncFnMut(),
) -> Option<Pair> {
    let mut contact = any_contact(space, dice);
    for _ in 0..STEPS {
        pause().await;
        let mut changes = neighbours(space, &contact, dice);
        // The contact itself comes first.
        changes.insert(0, Vec::new());
        space.look(&contact, &changes);
        let here = space.stage(0);
        if here == aim.0 || here == aim.1 {
            let other = if here == aim.0 { aim.1 } else { aim.0 };
            if let Some(pair) = boundary(space, &contact, &changes, (here, other), dice) {
                return Some(pair);
            }
        }
        let next = step(space, &changes, aim, dice)?;
        for (place, state) in changes.get(next)? {
            if let Some(chosen) = contact.get_mut(*place) {
                *chosen = *state;
            }
        }
    }
    None
}

/// A pair with one of the neighbours that were looked at: any fact is as good as another, those first whose scores are clearly apart.
fn boundary(
    space: &Space,
    contact: &Chosen,
    changes: &[Vec<(usize, usize)>],
    stages: (Stage, Stage),
    dice: &mut Dice,
) -> Option<Pair> {
    let mut found: Vec<(usize, usize, usize, bool)> = Vec::new();
    for (lane, list) in changes.iter().enumerate().skip(1) {
        if space.stage(lane) != stages.1 {
            continue;
        }
        let Some((subject, state)) = list.first().copied() else {
            continue;
        };
        if let Some(mark) = flips(space, 0, lane) {
            let clear = |lane| {
                space
                    .margin(mark, lane)
                    .is_none_or(|margin| margin >= CLEAR)
            };
            found.push((subject, state, mark, clear(0) && clear(lane)));
        }
    }
    if found.iter().any(|f| f.3) {
        found.retain(|f| f.3);
    }
    let mut subjects: Vec<usize> = found.iter().map(|f| f.0).collect();
    subjects.sort_unstable();
    subjects.dedup();
    let subject = *dice.pick(&subjects)?;
    found.retain(|f| f.0 == subject);
    let (_, state, mark, clear) = *dice.pick(&found)?;
    let mut there = contact.clone();
    if let Some(chosen) = there.get_mut(subject) {
        *chosen = state;
    }
    Some(Pair {
        here: contact.clone(),
        there,
        subject,
        mark,
        stages,
        needed: Vec::new(),
        criteria: 1,
        clear,
    })
}

/// Points of a score by which a case is clear.
const CLEAR: f64 = 4.0;

/// The criterion that is another in the two lanes, if it is the only one.
fn flips(space: &Space, one: usize, other: usize) -> Option<usize> {
    let mut flipped =
        (0..space.marks.len()).filter(|m| space.verdict(*m, one) != space.verdict(*m, other));
    let first = flipped.next()?;
    flipped.next().is_none().then_some(first)
}

/// The neighbour to go to: mostly the one that lies nearest to the boundary.
fn step(
    space: &Space,
    changes: &[Vec<(usize, usize)>],
    aim: (Stage, Stage),
    dice: &mut Dice,
) -> Option<usize> {
    if changes.len() < 2 {
        return None;
    }
    if dice.chance(30) {
        return Some(1 + dice.below(changes.len() - 1));
    }
    let lanes = 1..changes.len();
    // Of neighbours equally near, one with a fact less: what holds a contact up may be any of many facts.
    let adds = |lane: usize| {
        changes
            .get(lane)
            .and_then(|c| c.first())
            .is_some_and(|c| c.1 > 0)
    };
    lanes.min_by_key(|lane| (space.distance(*lane, aim), adds(*lane)))
}

/// Leaves out of a pair what decides nothing, and puts a little of that back; turns it either way round.
async fn dress(
    space: &mut Space<'_>,
    mut pair: Pair,
    dice: &mut Dice,
    pause: &mut impl AsyncFnMut(),
) -> Pair {
    let mut order: Vec<usize> = (0..space.subjects.len())
        .filter(|s| *s != pair.subject)
        .collect();
    dice.shuffle(&mut order);
    let mut dropped = Vec::new();
    let mut flipped: Vec<usize> = vec![pair.mark];
    for place in order {
        pause().await;
        let chosen = pair.here.get(place).copied().unwrap_or(0);
        if chosen == 0 || clashes(space, &pair, (place, 0)) {
            continue;
        }
        let mut fewer = pair.clone();
        set(&mut fewer, place, 0);
        let full = verdicts(space, &pair);
        if holds(space, &fewer) {
            dropped.push((place, chosen));
            pair = fewer;
        } else {
            let without = verdicts(space, &fewer);
            for (mark, (before, after)) in full.iter().zip(&without).enumerate() {
                if before != after && !flipped.contains(&mark) {
                    flipped.push(mark);
                }
            }
            pair.needed.push(place);
        }
    }
    pair.criteria = flipped.len();
    dice.shuffle(&mut dropped);
    let mut room = dice.below(DISTRACTORS + 1);
    for (place, chosen) in dropped {
        let change = (place, chosen);
        if room == 0 || odd(space, pair.stages, change) || clashes(space, &pair, change) {
            continue;
        }
        let mut more = pair.clone();
        set(&mut more, place, chosen);
        if holds(space, &more) {
            pair = more;
            room -= 1;
        }
    }
    if dice.chance(50) {
        std::mem::swap(&mut pair.here, &mut pair.there);
        pair.stages = (pair.stages.1, pair.stages.0);
    }
    pair
}

/// Whether a fact goes badly with something of one of the two.
fn clashes(space: &Space, pair: &Pair, change: (usize, usize)) -> bool {
    space.clashes(&pair.here, change) || space.clashes(&pair.there, change)
}

/// Whether a fact that decides nothing would only make readers wonder: a mail that bounced, or why somebody is courted who is in no market
/// of yours.
fn odd(space: &Space, stages: (Stage, Stage), (place, state): (usize, usize)) -> bool {
    let Some(subject) = space.subjects.get(place) else {
        return true;
    };
    let no = || {
        let recorded = subject.states.get(state).map(|s| &s.recorded);
        matches!(recorded, Some(Recorded::Value(value, _)) if value == "no")
    };
    match subject.id.as_str() {
        "bounced" | "unsubscribed" => true,
        "in_target_market" => stages.0.max(stages.1) > Stage::Lead && no(),
        _ => false,
    }
}

fn set(pair: &mut Pair, place: usize, state: usize) {
    for contact in [&mut pair.here, &mut pair.there] {
        if let Some(chosen) = contact.get_mut(place) {
            *chosen = state;
        }
    }
}

/// The verdicts of all criteria, for both contacts.
fn verdicts(space: &mut Space, pair: &Pair) -> Vec<(Verdict, Verdict)> {
    look_at_both(space, pair);
    let marks = 0..space.marks.len();
    marks
        .map(|m| (space.verdict(m, 0), space.verdict(m, 1)))
        .collect()
}

fn look_at_both(space: &mut Space, pair: &Pair) {
    let there = pair.there.get(pair.subject).copied().unwrap_or(0);
    space.look(&pair.here, &[Vec::new(), vec![(pair.subject, there)]]);
}

/// Whether it still is a pair of these stages, by this criterion alone, and as clear.
fn holds(space: &mut Space, pair: &Pair) -> bool {
    look_at_both(space, pair);
    let clear = |lane| {
        !pair.clear
            || space
                .margin(pair.mark, lane)
                .is_none_or(|margin| margin >= CLEAR)
    };
    (space.stage(0), space.stage(1)) == pair.stages
        && flips(space, 0, 1) == Some(pair.mark)
        && clear(0)
        && clear(1)
}

impl Pair {
    /// What is recorded of the fact in which the two differ: here and there.
    pub fn difference<'s>(&self, space: &'s Space) -> (&'s Recorded, &'s Recorded) {
        (
            space.recorded(&self.here, self.subject),
            space.recorded(&self.there, self.subject),
        )
    }
}
