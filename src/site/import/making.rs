//! From columns to contacts, and into the workspace as one edit.

use super::importing::{Importing, Outcome, Step, Way};
use crate::slice::{Slice, breathe, wait};
use crate::words;
use exchange::ImportJob;
use leptos::prelude::*;
use model::{Edit, Profile};

/// Contacts made between two looks at the clock.
const ROWS: u32 = 500;

impl Importing {
    /// Makes contacts as the columns say, then asks the questions.
    pub fn make(self) {
        let (Some(raw), Some(plan)) = (self.raw(), self.plan.get_untracked()) else {
            return;
        };
        let cancel = self.begin("Making contacts");
        leptos::task::spawn_local(async move {
            let mut job = ImportJob::new(&raw, plan, None);
            let mut slice = Slice::new();
            loop {
                let progress = job.step(&raw, ROWS);
                if progress.finished {
                    break;
                }
                if slice.pause().await {
                    self.way.set(Way {
                        what: "Making contacts",
                        share: progress.done as f64 / progress.of.max(1) as f64,
                        rows: progress.rows,
                    });
                }
                if cancel.is_cancelled() {
                    return;
                }
            }
            breathe().await;
            let import = job.finish(&raw);
            breathe().await;
            if cancel.is_cancelled() {
                return;
            }
            let rows = 0..import.table.rows();
            self.suggestions
                .set(Profile::suggestions(&import.table, rows));
            breathe().await;
            self.problems.set_value(import.report.problems.clone());
            self.made.set_value(Some(import));
            let profile = self.session.look(|desk| desk.workspace.profile().cloned());
            // Answers given before one went back to the columns stay.
            if self.answers.exported_on.get_untracked().is_none() {
                let market = self.answers.in_target_market.get_untracked();
                self.answers
                    .propose(market, self.dated.get_value(), profile);
            }
            self.go(Step::Questions);
        });
    }

    /// Puts the list into the workspace, with the answers: one edit, taken back by one undo.
    pub fn put_in(self) {
        let cancel = self.begin("Putting in");
        leptos::task::spawn_local(async move {
            // The questions go, the contacts come and the result is shown in turns of their own: each takes a while.
            breathe().await;
            // Contacts come to those that are kept, and these may still be on their way.
            while self.session.opening.get_untracked() {
                wait(50).await;
            }
            if cancel.is_cancelled() {
                return;
            }
            if let Some(outcome) = self.put() {
                breathe().await;
                self.show(outcome);
            }
        });
    }

    fn put(self) -> Option<Outcome> {
        let mut import = None;
        self.made.update_value(|made| import = made.take());
        let import = import?;
        let exported_on = self.answers.exported_on.get_untracked();
        let name = self.name.get_untracked();
        let list = import.list(&name, exported_on);
        let report = import.report;
        let mut edits = vec![Edit::Import {
            list,
            part: Box::new(import.table),
        }];
        if let Some(answer) = self.answers.in_target_market.get_untracked() {
            edits.push(Edit::AnswerTargetMarket {
                list: self.session.look(|desk| desk.workspace.lists().len()),
                answer: Some(answer),
            });
        }
        let suggestions = self.suggestions.get_untracked();
        if let Some(profile) = self.answers.profile(&suggestions) {
            edits.push(Edit::SetProfile(profile));
        }
        self.raw.set_value(None);
        if self.session.read_only.get_untracked() {
            self.refuse("This page only reads along now, so nothing was imported.");
            return None;
        }
        let label = format!("Import {name}");
        if let Err(error) = self.session.apply_as(Edit::Several(edits), label) {
            self.refuse(error.to_string());
            return None;
        }
        Some(Outcome {
            contacts: report.contacts,
            empty_rows: report.empty_rows,
            disqualified: report.disqualified,
            inferred_seniority: report.inferred_seniority,
        })
    }

    /// Says what became of it, and is ready for the next list.
    fn show(self, outcome: Outcome) {
        let said = words::counted(outcome.contacts, "contact");
        self.outcome.set(outcome);
        self.plan.set(None);
        self.answers.exported_on.set(None);
        self.answers.in_target_market.set(None);
        self.go(Step::Done);
        let name = self.name.get_untracked();
        self.session.say(format!("{said} imported from {name}."));
    }
}
