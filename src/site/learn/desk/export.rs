//! A deck for learning platforms and question banks: what each file is for, and what does not come along, before it is saved.

use super::draft::Draft;
use super::share::file_name;
use crate::keep::{download, download_bytes};
use exchange::{Deck, PackageKind, pack_deck, pack_problems, write_gift};
use leptos::prelude::*;

/// What can be made.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    Package(PackageKind),
    Gift,
}

impl Target {
    const ALL: [Target; 5] = [
        Target::Package(PackageKind::Scorm12),
        Target::Package(PackageKind::Scorm2004),
        Target::Package(PackageKind::Cmi5),
        Target::Package(PackageKind::Qti),
        Target::Gift,
    ];

    fn name(self) -> &'static str {
        match self {
            Target::Package(kind) => kind.label(),
            Target::Gift => "GIFT",
        }
    }

    /// What it is for.
    fn purpose(self) -> &'static str {
        match self {
            Target::Package(PackageKind::Scorm12) => {
                "Nearly every platform takes it. Try this first. It resumes, and reports the score and each answer."
            }
            Target::Package(PackageKind::Scorm2004) => {
                "For platforms that ask for SCORM 2004: completed and passed are told apart."
            }
            Target::Package(PackageKind::Cmi5) => {
                "For platforms with a record store (xAPI): every answer becomes a statement."
            }
            Target::Package(PackageKind::Qti) => {
                "Questions for a question bank such as Canvas or TAO, without a player."
            }
            Target::Gift => "Questions for Moodle’s question bank, as plain text.",
        }
    }

    /// What a deck has that it has no place for.
    fn lost(self, deck: &Deck) -> Vec<String> {
        let mut lost = Vec::new();
        if deck.cases.iter().any(|case| case.contact.is_some()) {
            lost.push("the facts and the definition");
        }
        if self == Target::Gift && deck.pass_mark.is_some() {
            lost.push("the pass mark");
        }
        let mut said = Vec::new();
        if !lost.is_empty() {
            said.push(format!(
                "Stays behind: {}. Keep the deck’s own file.",
                lost.join(", ")
            ));
        }
        if deck.pass_mark.is_none()
            && matches!(self, Target::Package(kind) if kind != PackageKind::Qti)
        {
            said.push("No pass mark is set, so the platform hears a score and “completed”, but not “passed”.".to_owned());
        }
        said
    }
}

/// What was made, ready to be saved.
struct Made {
    name: String,
    kind: &'static str,
    bytes: Vec<u8>,
}

fn make(target: Target, deck: &Deck) -> Result<Made, String> {
    match target {
        Target::Package(kind) => {
            let package = pack_deck(deck, kind).map_err(|refusal| refusal.to_string())?;
            Ok(Made {
                name: package.name,
                kind: "application/zip",
                bytes: package.bytes,
            })
        }
        Target::Gift => Ok(Made {
            name: file_name(&deck.id, &deck.title, "gift"),
            kind: "text/plain",
            bytes: write_gift(deck).into_bytes(),
        }),
    }
}

/// The section.
#[component]
pub fn Export(draft: Draft) -> impl IntoView {
    let ready = Memo::new(move |_| draft.ready());
    let chosen = RwSignal::new(0_usize);
    let target = move || {
        Target::ALL
            .get(chosen.get())
            .copied()
            .unwrap_or(Target::Gift)
    };
    let said = move || {
        ready.with(|deck| {
            let deck = deck.as_ref()?;
            let mut said = target().lost(deck);
            // Packed is only what is saved.
            if let Target::Package(kind) = target() {
                let problems = pack_problems(deck, kind);
                said.extend(problems.kept().iter().map(|problem| problem.what.clone()));
            }
            Some(said)
        })
    };
    let save = move |_| {
        let session = draft.session;
        let Some(deck) = ready.get_untracked() else {
            return;
        };
        let made = match make(untrack(target), &deck) {
            Ok(made) => made,
            Err(why) => {
                session.warn(why);
                return;
            }
        };
        let saved = match made.kind {
            "text/plain" => download(&made.name, made.kind, &String::from_utf8_lossy(&made.bytes)),
            _ => download_bytes(&made.name, made.kind, &made.bytes),
        };
        match saved {
            Ok(()) => session.say(format!("Downloading {}.", made.name)),
            Err(_) => session.warn("This browser did not save the file."),
        }
    };
    view! {
        <div class="desk-card desk-export">
            <h4>"To a learning platform"</h4>
            <fieldset class="desk-kinds">
                <legend class="unseen">"Kind of file"</legend>
                {Target::ALL
                    .into_iter()
                    .enumerate()
                    .map(|(at, target)| {
                        view! {
                            <label>
                                <input
                                    type="radio"
                                    name="desk-kind-of-file"
                                    prop:checked=move || chosen.get() == at
                                    on:change=move |_| chosen.set(at)
                                />
                                <span>
                                    <b>{target.name()}</b>
                                    <small>{target.purpose()}</small>
                                </span>
                            </label>
                        }
                    })
                    .collect_view()}
            </fieldset>
            <div aria-live="polite">
                {move || {
                    said()
                        .into_iter()
                        .flatten()
                        .map(|text| view! { <p class="desk-note">{text}</p> })
                        .collect_view()
                }}
            </div>
            <div class="desk-row">
                <button type="button" class="button primary" on:click=save>
                    {move || format!("Download for {}", target().name())}
                </button>
            </div>
        </div>
    }
}
