//! What came of the quiz: the events that the host logged, as contacts for triage and as a report on the variants.

use super::draft::Draft;
use super::report::Report;
use crate::copying::Copy;
use crate::import::compose::compose;
use crate::keep::{download, file_name};
use crate::rooms::Room;
use crate::slice::Slice;
use crate::{clock, words};
use exchange::{Problems, ResultsImport, ResultsReader};
use leptos::html;
use leptos::prelude::*;
use model::quiz::tallies_of;
use model::{Edit, List};
use wasm_bindgen_futures::JsFuture;

/// What a page does to keep what its visitors' events tell.
const KEEPING: &str = r#"<script type="module">
  for (const name of ["exposure", "start", "result"]) {
    document.addEventListener(`leadlens-${name}`, ({ detail }) =>
      navigator.sendBeacon("/quiz-log", JSON.stringify(detail) + "\n"));
  }
</script>"#;

/// Events read, or contacts made, between two looks at the clock.
const STEP: u32 = 50;
/// Problems shown; all that are kept are in the file.
const SHOWN: usize = 50;

/// A log that was opened, and what it holds.
#[derive(Clone)]
struct Opened {
    name: String,
    results: usize,
    repeated: u32,
    /// The list it would become, which holds what was counted.
    list: List,
    seen: u32,
    import: StoredValue<Option<ResultsImport>, LocalStorage>,
    already_there: u32,
    problems: StoredValue<Problems, LocalStorage>,
}

/// The pane.
#[component]
pub fn Results(draft: Draft) -> impl IntoView {
    let session = draft.session;
    let opened = RwSignal::new_local(None::<Opened>);
    let refused = RwSignal::new(String::new());
    // What is opened and not added counts as well; once it is added it is among the workspace's.
    let counted = Memo::new(move |_| {
        session.facts.track();
        let mut lists = session.look(|desk| desk.workspace.lists().to_vec());
        lists.extend(opened.get().map(|log| log.list));
        tallies_of(&lists)
    });
    view! {
        <h2>"Results"</h2>
        <p>
            "Your page is told every result as an event. Keep the events’ "
            <code>"detail"</code>
            " in a file, one on each line or as one list, and open it here: every result becomes a contact with its signals, source and campaign."
        </p>
        <details class="quiz-way">
            <summary>"How to keep them"</summary>
            <p>"On your page; the address is one of yours that appends what it gets to a file, a line each:"</p>
            <Copy
                session=draft.session
                label="Lines that keep the events"
                text=KEEPING.to_owned()
                class="quiz-copy"
            />
        </details>
        <Choose draft opened refused />
        <div role="alert">
            <Show when=move || !refused.with(String::is_empty)>
                <p class="quiz-problem">{refused}</p>
            </Show>
        </div>
        {move || opened.get().map(|log| view! { <Log draft log opened /> })}
        {move || {
            let (_, damaged) = counted.get();
            damaged.into_iter().map(|text| view! { <p class="quiz-problem">{text}</p> }).collect_view()
        }}
        <Report draft tallies=Signal::derive(move || counted.get().0) />
    }
}

#[component]
fn Choose(
    draft: Draft,
    opened: RwSignal<Option<Opened>, LocalStorage>,
    refused: RwSignal<String>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let reading = RwSignal::new(false);
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            read(draft, file, opened, refused, reading);
        }
        // The same file can be chosen again: it may have grown.
        input.set_value("");
    };
    let choose = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    view! {
        <p>
            <button type="button" class="button primary" disabled=reading on:click=choose>
                "Open results"
            </button>
            <span class="muted" role="status">
                {move || reading.get().then_some(" Reading…")}
            </span>
        </p>
        <input
            type="file"
            class="unseen"
            tabindex="-1"
            aria-label="File with results"
            accept=".json,.jsonl,.ndjson,.txt,application/json"
            node_ref=input
            on:change=chosen
        />
    }
}

fn read(
    draft: Draft,
    file: web_sys::File,
    opened: RwSignal<Option<Opened>, LocalStorage>,
    refused: RwSignal<String>,
    reading: RwSignal<bool>,
) {
    leptos::task::spawn_local(async move {
        let name = file.name();
        let _ = refused.try_set(String::new());
        let Ok(buffer) = JsFuture::from(file.array_buffer()).await else {
            let _ = refused.try_set(format!("{name} could not be read."));
            return;
        };
        let bytes = compose(js_sys::Uint8Array::new(&buffer).to_vec()).await;
        let _ = reading.try_set(true);
        let mut reader = match ResultsReader::new(bytes) {
            Ok(reader) => reader,
            Err(why) => {
                let _ = reading.try_set(false);
                let _ = refused.try_set(format!("{name}: {why}"));
                return;
            }
        };
        let mut slice = Slice::new();
        while !reader.step(STEP).finished {
            slice.pause().await;
        }
        let found = reader.finish();
        let (results, repeated) = (found.results.len(), found.repeated);
        let tallies = found.tallies.iter();
        let seen = tallies.fold(0_u32, |n, tally| n.saturating_add(tally.seen));
        let session = draft.session;
        let mut job = session.look(|desk| found.job(&name, desk.workspace.table()));
        while !job.step(STEP).finished {
            slice.pause().await;
        }
        let mut import = job.finish();
        let _ = reading.try_set(false);
        let log = Opened {
            name,
            results,
            repeated,
            list: import.list.clone(),
            seen,
            already_there: import.already_there,
            problems: StoredValue::new_local(std::mem::take(&mut import.problems)),
            import: StoredValue::new_local((import.table.rows() > 0).then_some(import)),
        };
        // The room may have been left meanwhile.
        let _ = opened.try_set(Some(log));
    });
}

/// What the log holds, and what can be done with it.
#[component]
fn Log(draft: Draft, log: Opened, opened: RwSignal<Option<Opened>, LocalStorage>) -> impl IntoView {
    let new = log
        .import
        .with_value(|import| import.as_ref().map_or(0, |import| import.table.rows()));
    let mut said = vec![words::counted(log.results as u64, "result")];
    if log.seen > 0 {
        said.push(format!("seen {} times", words::count(log.seen)));
    }
    // A result and its submit are one visit's; only what came more often is worth a word.
    let more = u64::from(log.repeated).saturating_sub(log.results as u64);
    if more > 0 {
        said.push(format!("{} told again, counted once", words::count(more)));
    }
    if log.already_there > 0 {
        said.push(format!(
            "{} among your contacts already",
            words::count(log.already_there)
        ));
    }
    let added = RwSignal::new(false);
    let (import, name) = (log.import, log.name.clone());
    let add = move |_| {
        let Some(ready) = import.try_update_value(Option::take).flatten() else {
            return;
        };
        let edit = Edit::Import {
            list: ready.list,
            part: Box::new(ready.table),
        };
        if draft.session.apply(edit).is_ok() {
            draft.session.say(format!(
                "{} added to triage.",
                words::counted(new, "contact")
            ));
            added.set(true);
            opened.set(None);
        }
    };
    view! {
        <section class="quiz-log" aria-label="The file">
            <p>
                <b>{name}</b>
                ": "
                {said.join(", ")}
                "."
            </p>
            <ProblemList draft problems=log.problems />
            <p>
                {if new > 0 {
                    view! {
                        <button type="button" class="button primary" on:click=add>
                            {format!("Add {} to triage", words::counted(new, "contact"))}
                        </button>
                    }
                        .into_any()
                } else {
                    view! { <span class="muted">"There is no contact in it that you do not have."</span> }
                        .into_any()
                }}
                " "
                <button type="button" class="button" on:click=move |_| opened.set(None)>
                    "Close the file"
                </button>
            </p>
        </section>
    }
}

/// What was wrong in the file.
#[component]
fn ProblemList(draft: Draft, problems: StoredValue<Problems, LocalStorage>) -> impl IntoView {
    let total = problems.with_value(Problems::total);
    let save = move |_| {
        let name = file_name("leadlens-problems", clock::today(), "csv");
        let text = problems.with_value(Problems::to_csv);
        if download(&name, "text/csv", &text).is_err() {
            draft.session.warn("This browser did not save the file.");
        }
    };
    (total > 0).then(|| {
        let items = problems.with_value(|problems| {
            let kept = problems.kept().iter().take(SHOWN);
            kept.map(|problem| {
                let place = match (problem.line, problem.column) {
                    (0, _) => String::new(),
                    (line, 0) => format!("Line {line}: "),
                    (line, place) => format!("Line {line}, number {place}: "),
                };
                view! {
                    <li>
                        {place}
                        {problem.what.clone()}
                        " "
                        <code>{problem.value.clone()}</code>
                    </li>
                }
            })
            .collect_view()
        });
        view! {
            <details class="quiz-log-problems">
                <summary>
                    {format!("{} in the file; everything that could be read was read", words::counted(total, "problem"))}
                </summary>
                <ul class="quiz-dead-ends">{items}</ul>
                <p>
                    <button type="button" class="button small" on:click=save>
                        "Download all problems"
                    </button>
                </p>
            </details>
        }
    })
}

/// Where the contacts are, and under which definition they are looked at there.
#[component]
pub fn ToTriage(draft: Draft) -> impl IntoView {
    let session = draft.session;
    // The quiz's definition by id and name, the one in use by name; nothing where they are the same.
    let differs = Memo::new(move |_| {
        session.rules.track();
        let id = draft
            .kept
            .with(|quiz| Some(quiz.get("rulebook")?.as_str()?.to_owned()))?;
        session.look(|desk| {
            let name = desk.workspace.rulebook(&id)?.name.clone();
            (desk.rulebook.id != id).then(|| (id, name, desk.rulebook.name.clone()))
        })
    });
    view! {
        {move || {
            differs
                .get()
                .map(|(id, name, now)| {
                    let label = format!("Use {name} in triage");
                    view! {
                        <p class="quiz-note">
                            {format!("Triage goes by {now}, this quiz by {name}: the same people may stand elsewhere there. ")}
                            <button type="button" class="button small" on:click=move |_| session.choose_definition(&id)>
                                {label}
                            </button>
                        </p>
                    }
                })
        }}
        <a class="link" href=Room::Triage.hash()>
            "Go to triage"
        </a>
    }
}
