//! The fewest facts that would have to be others for a contact to stand at a stage, up or down, by the engine.

use super::dice::Dice;
use super::phrases;
use super::space::{Chosen, Effect, Recorded, Space};
use super::story::{Story, Subject};
use crate::assessment::assess_alone;
use crate::day::Day;
use crate::dictionary::Kind;
use crate::lanes::LANES;
use crate::one::One;
use crate::rulebook::Rulebook;
use crate::stage::Stage;
use crate::table::Table;

mod twin;

pub use twin::{Twin, twin_of};

/// At most so many facts are changed together.
pub const MOST_CHANGES: usize = 3;

/// One fact that would have to be another.
#[derive(Clone, Debug, PartialEq)]
pub struct FactChange {
    /// Which fact.
    pub subject: Subject,
    /// What is recorded, short: "Has a budget: nobody knows".
    pub from: String,
    /// What would have to be.
    pub to: String,
    /// A clause to stand behind "if": "there was money set aside for it".
    pub supposed: String,
    /// Whether it goes against something that is recorded.
    pub reverses: bool,
}

/// Changes that move a contact, and the contact after them.
pub(super) struct Smallest {
    pub changes: Vec<FactChange>,
    pub table: Table,
}

/// Sets of three that are looked at one by one; of more only those that come nearest with two.
const MOST_SETS: usize = 600_000;

/// What it costs that a change goes badly with something else: more than any changes that do not.
const CLASH: u32 = 100;

/// A change to one fact, and how far-fetched it is.
#[derive(Clone, Copy)]
struct Step {
    subject: usize,
    state: usize,
    cost: u32,
}

/// The fewest changes, of those the least far-fetched, that bring a story's contact to a stage; none where no three changes do.
pub(super) async fn smallest(
    story: &Story,
    rulebook: &Rulebook,
    as_of: Day,
    wanted: Stage,
    pause: &mut impl AsyncFnMut(),
) -> Option<Smallest> {
    let dice = &mut Dice::new(story.seed, 77);
    let mut space = Space::new(rulebook, as_of, true, dice);
    if space.within_reach() >> wanted as u8 & 1 == 0 {
        return None;
    }
    // What the twin has is among the states.
    let twin = space.chosen(&story.twin.table);
    let contact = space.chosen(&story.case.table);
    // What the engine's own path to the next stage asks for is among them too.
    let path = assess_alone(rulebook, &story.case.table, as_of).path;
    for step in path.iter().filter(|_| wanted > story.case.stage) {
        space.add_step(&contact, step);
    }
    let options = options(&space, &contact, &twin);
    let found = search(&mut space, &contact, &options, wanted, pause).await?;
    let mut table = story.case.table.clone();
    let mut changes = Vec::new();
    for option in &found {
        let subject = space.subjects.get(option.subject)?;
        let from = space.recorded(&contact, option.subject);
        let to = &subject.states.get(option.state)?.recorded;
        record(&mut table, &subject.id, to, as_of);
        let words = |r: &Recorded| phrases::fact(&subject.id, subject.signal, r, as_of);
        changes.push(FactChange {
            from: words(from),
            to: words(to),
            supposed: phrases::supposed(&subject.id, subject.signal, to, as_of, &story.person),
            reverses: !from.is_nothing(),
            subject: if subject.signal {
                Subject::Signal(subject.id.clone())
            } else {
                Subject::Attribute(subject.id.clone())
            },
        });
    }
    // Said only where the engine says so too.
    (One::new(rulebook, &table, as_of).stage() == wanted).then_some(Smallest { changes, table })
}

/// Records a state in a table's only row, in place of what is there.
fn record(table: &mut Table, id: &str, to: &Recorded, as_of: Day) {
    match to {
        Recorded::Value(value, kind) => table.column_mut(id).set(0, value, *kind),
        Recorded::Signals(all) => {
            table.take_signals(0, id);
            for (age, count) in all {
                table.add_signal(0, id, Some(as_of.plus(-age)), *count);
            }
        }
        Recorded::Nothing => {
            table.take_signals(0, id);
            if table.column(id).is_some() {
                table.column_mut(id).set(0, "", Kind::Text);
            }
        }
    }
}

/// All changes to one fact, the least far-fetched first; of those that do the same no more than can be used together.
fn options(space: &Space<'_>, contact: &Chosen, twin: &Chosen) -> Vec<Step> {
    let mut all = Vec::new();
    for (place, subject) in space.subjects.iter().enumerate() {
        let now = contact.get(place).copied().unwrap_or(0);
        for state in (0..subject.states.len()).filter(|state| *state != now) {
            let recorded = |state: usize| subject.states.get(state).map(|s| &s.recorded);
            let nothing = |state| recorded(state) == Some(&Recorded::Nothing);
            let cost = match (subject.signal, nothing(now), nothing(state)) {
                _ if twin.get(place) == Some(&state) => 0,
                (false, true, _) => 1,
                (true, true, _) => 2,
                (false, false, false) => 4,
                (true, ..) => 5,
                (false, false, true) => 6,
            };
            let clashes = space.clashes(contact, (place, state));
            let cost = cost + if clashes { CLASH } else { 0 };
            all.push(Step {
                subject: place,
                state,
                cost,
            });
        }
    }
    all.sort_by_key(|option| option.cost);
    let mut kept: Vec<Step> = Vec::new();
    let mut effects: Vec<(Effect, Vec<usize>)> = Vec::new();
    for option in all {
        let effect = space.effect(contact, option.subject, option.state);
        if effect.is_none() {
            continue;
        }
        match effects.iter_mut().find(|(known, _)| *known == effect) {
            Some((_, subjects)) if subjects.contains(&option.subject) => continue,
            Some((_, subjects)) if subjects.len() >= MOST_CHANGES => continue,
            Some((_, subjects)) => subjects.push(option.subject),
            None => effects.push((effect, vec![option.subject])),
        }
        kept.push(option);
    }
    kept
}

/// The best set of the smallest size.
async fn search(
    space: &mut Space<'_>,
    contact: &Chosen,
    options: &[Step],
    wanted: Stage,
    pause: &mut impl AsyncFnMut(),
) -> Option<Vec<Step>> {
    let n = options.len();
    let mut best = Best::new(wanted, pause);
    best.look(space, contact, (0..n).map(|a| vec![a]), options, false)
        .await;
    if let Some(found) = best.take(options) {
        return Some(found);
    }
    let pairs = (0..n).flat_map(|a| (a + 1..n).map(move |b| vec![a, b]));
    let all_of_three = n.saturating_mul(n).saturating_mul(n) / 6 <= MOST_SETS;
    best.look(space, contact, pairs, options, !all_of_three)
        .await;
    if let Some(found) = best.take(options) {
        return Some(found);
    }
    if all_of_three {
        let triples = (0..n)
            .flat_map(|a| (a + 1..n).flat_map(move |b| (b + 1..n).map(move |c| vec![a, b, c])));
        best.look(space, contact, triples, options, false).await;
    } else {
        let mut nearest = std::mem::take(&mut best.nearest);
        nearest.sort();
        nearest.truncate(MOST_SETS / n.max(1));
        let triples = nearest.iter().flat_map(|(_, pair)| {
            (0..n).filter(|c| !pair.contains(c)).map(move |c| {
                let mut set = pair.clone();
                set.push(c);
                set
            })
        });
        best.look(space, contact, triples, options, false).await;
    }
    best.take(options)
}

struct Best<'p, P> {
    pause: &'p mut P,
    wanted: Stage,
    found: Option<(u32, Vec<usize>)>,
    /// Sets with how far they are from the stage.
    nearest: Vec<(i64, Vec<usize>)>,
}

impl<'p, P: AsyncFnMut()> Best<'p, P> {
    fn new(wanted: Stage, pause: &'p mut P) -> Best<'p, P> {
        Best {
            pause,
            wanted,
            found: None,
            nearest: Vec::new(),
        }
    }

    async fn look(
        &mut self,
        space: &mut Space<'_>,
        contact: &Chosen,
        sets: impl Iterator<Item = Vec<usize>>,
        options: &[Step],
        keeps: bool,
    ) {
        let mut block: Vec<Vec<usize>> = Vec::with_capacity(LANES);
        for set in sets {
            let mut subjects: Vec<usize> = set
                .iter()
                .filter_map(|i| options.get(*i))
                .map(|o| o.subject)
                .collect();
            subjects.sort_unstable();
            subjects.dedup();
            if subjects.len() < set.len() {
                continue;
            }
            block.push(set);
            if block.len() == LANES {
                (self.pause)().await;
                self.run(space, contact, &mut block, options, keeps);
            }
        }
        self.run(space, contact, &mut block, options, keeps);
    }

    fn run(
        &mut self,
        space: &mut Space<'_>,
        contact: &Chosen,
        block: &mut Vec<Vec<usize>>,
        options: &[Step],
        keeps: bool,
    ) {
        let changes: Vec<Vec<(usize, usize)>> = (block.iter())
            .map(|set| {
                let set = set.iter().filter_map(|i| options.get(*i));
                set.map(|o| (o.subject, o.state)).collect()
            })
            .collect();
        space.look(contact, &changes);
        for (lane, set) in block.drain(..).enumerate() {
            if space.stage(lane) == self.wanted {
                let cost = set
                    .iter()
                    .filter_map(|i| options.get(*i))
                    .map(|o| o.cost)
                    .sum();
                if self.found.as_ref().is_none_or(|(least, _)| cost < *least) {
                    self.found = Some((cost, set));
                }
            } else if keeps {
                let far = space.distance(lane, (self.wanted, self.wanted));
                self.nearest.push((far, set));
            }
        }
    }

    fn take(&mut self, options: &[Step]) -> Option<Vec<Step>> {
        let (_, set) = self.found.take()?;
        Some(
            set.iter()
                .filter_map(|i| options.get(*i).copied())
                .collect(),
        )
    }
}
