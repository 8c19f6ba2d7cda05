//! What was asked about a list, to be answered again; each answer is an edit of its own.

use super::answers::Answers;
use super::questions::ThreeQuestions;
use crate::dialog::Dialog;
use crate::session::Session;
use crate::triage::View;
use crate::words;
use leptos::prelude::*;
use model::{Edit, Profile, Suggestion};

/// The dialog. Opens when [`View::list`] names a list.
#[component]
pub fn ListSettings(session: Session, view: View) -> impl IntoView {
    let shown = RwSignal::new(false);
    let answers = Answers::new();
    let suggestions = RwSignal::new(Vec::<Suggestion>::new());
    let list = StoredValue::new(0_usize);
    let about = RwSignal::new((String::new(), 0_u32));
    Effect::new(move |_| {
        let Some(at) = view.list.get() else { return };
        view.list.set(None);
        let found = session.look(|desk| {
            let list = desk.workspace.lists().get(at)?;
            Some((list.clone(), desk.workspace.profile().cloned()))
        });
        let Some((found, profile)) = found else {
            return;
        };
        list.set_value(at);
        about.set((found.name, found.rows));
        suggestions.set(session.look(|desk| {
            let table = desk.workspace.table();
            Profile::suggestions(table, 0..table.rows())
        }));
        answers.propose(found.in_target_market, found.exported_on, profile);
        shown.set(true);
    });
    let finish = move |_| {
        save(
            session,
            list.get_value(),
            answers,
            &suggestions.get_untracked(),
        );
        shown.set(false);
    };
    let title = Signal::derive(move || about.with(|(name, _)| name.clone()));
    view! {
        <Dialog shown title wide=true>
            <div class="dialog-body import-questions">
                <p class="muted">
                    {move || {
                        about.with(|(_, rows)| {
                            format!(
                                "{}. The first two answers are about this list; the ideal customer is the same for all lists.",
                                words::counted(*rows, "contact"),
                            )
                        })
                    }}
                </p>
                <ThreeQuestions answers suggestions=suggestions.into() />
            </div>
            <div class="dialog-foot">
                <button type="button" class="button" on:click=move |_| shown.set(false)>
                    "Cancel"
                </button>
                <button type="button" class="button primary" disabled=session.read_only on:click=finish>
                    "Save the answers"
                </button>
            </div>
        </Dialog>
    }
}

/// Makes one edit of the answers that changed.
fn save(session: Session, at: usize, answers: Answers, suggestions: &[Suggestion]) {
    let Some((before, name)) = session.look(|desk| {
        let list = desk.workspace.lists().get(at)?;
        Some(((list.in_target_market, list.exported_on), list.name.clone()))
    }) else {
        return;
    };
    let mut edits = Vec::new();
    let answer = answers.in_target_market.get_untracked();
    if answer != before.0 {
        edits.push(Edit::AnswerTargetMarket { list: at, answer });
    }
    let day = answers.exported_on.get_untracked();
    if day != before.1 {
        edits.push(Edit::SetExportDay { list: at, day });
    }
    if let Some(profile) = answers.profile(suggestions) {
        edits.push(Edit::SetProfile(profile));
    }
    if !edits.is_empty()
        && session
            .apply_as(Edit::Several(edits), format!("Answers about {name}"))
            .is_ok()
    {
        session.say("The answers are saved.");
    }
}
