//! Why the contacts of a list stand where they stand, and what to do next: cheap enough for every row.

use crate::engine::Engine;
use crate::facts::{signal_label, topic};
use crate::hypotheses::Hypotheses;
use crate::lanes::LANES;
use crate::one::One;
use crate::program::Block;
use crate::question::next_question;
use crate::reengage::re_engage;
use crate::rulebook::Rulebook;
use crate::stage::Gate;
use crate::table::Table;
use crate::why::{Standing, why};
use crate::words::lower_first;
use std::collections::HashMap;

/// Speaks about the rows of a table that an engine has assessed. Remembers what it said of alike contacts.
#[derive(Default)]
pub struct Speaker {
    block: Block,
    at: Option<usize>,
    steps: HashMap<Vec<u8>, String>,
}

impl Speaker {
    /// One that has looked at nothing yet. Make a new one when the rulebook, the day or the facts change.
    #[must_use]
    pub fn new() -> Speaker {
        Speaker::default()
    }

    fn look(&mut self, engine: &Engine, row: u32) -> usize {
        let at = row as usize / LANES;
        if self.at != Some(at) {
            engine.run_block(at, &mut self.block);
            self.at = Some(at);
        }
        row as usize % LANES
    }

    /// Forgets what it saw, after facts changed.
    pub fn forget(&mut self) {
        self.at = None;
    }

    /// Why a contact stands where it stands, in one or two short sentences.
    pub fn why(&mut self, rulebook: &Rulebook, engine: &Engine, table: &Table, row: u32) -> String {
        let lane = self.look(engine, row);
        {
            let standing = Standing::of_row(engine, &self.block, lane, row);
            why(rulebook, &standing, table, row)
        }
    }

    /// The next step for a contact: an alert, else the question that matters, else what the playbook says.
    pub fn next_step(
        &mut self,
        rulebook: &Rulebook,
        engine: &Engine,
        table: &Table,
        row: u32,
    ) -> String {
        let assessments = engine.assessments();
        let stage = assessments.stage(row);
        if let Some((kind, day)) = re_engage(table, row, stage, engine.as_of()) {
            return format!(
                "Back again: {}, {}",
                lower_first(signal_label(&kind)),
                day.in_words()
            );
        }
        if let Some(gate) = assessments.overlaps(row).last() {
            let missing = assessments.stopped_at(row).map_or("", Gate::id);
            let (a, not) = (article(gate.id()), article(missing));
            return format!(
                "Looks like {a} {}, but is not {not} {missing} yet",
                gate.id()
            );
        }
        let overridden = assessments.overrides.contains_key(&row);
        let mut key: Vec<u8> = engine
            .bits
            .iter()
            .map(|b| b.block(row as usize / LANES).verdict(row as usize % LANES) as u8)
            .collect();
        // Of the score only what the rulebook asks about it matters.
        let score = f64::from(assessments.engagement(row));
        key.extend(
            engine
                .program
                .engagement_bounds()
                .map(|x| u8::from(score >= x)),
        );
        key.push(stage as u8);
        key.push(u8::from(overridden));
        if let Some(known) = self.steps.get(&key) {
            return known.clone();
        }
        let question = if overridden || Gate::after(stage).is_none() {
            None
        } else {
            let alone = table.row_alone(row);
            let one = One::new(rulebook, &alone, engine.as_of());
            let mut hypotheses = Hypotheses::new(rulebook, &one, &alone, engine.as_of());
            next_question(&mut hypotheses, stage)
        };
        let step = match question {
            Some(q) => format!("Ask: {}", topic(&q.attribute)),
            None => rulebook
                .play(stage)
                .and_then(|play| play.actions.first().cloned())
                .unwrap_or_default(),
        };
        self.steps.insert(key, step.clone());
        step
    }
}

fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    }
}
