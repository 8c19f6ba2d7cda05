//! How many stand at each stage under every definition.

use crate::dialog::Dialog;
use crate::later::{NotFetched, PartOnceAsked};
use crate::session::Session;
use crate::slice::{Cancel, Slice};
use crate::words;
use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use model::{Engine, Stage};

/// Rows staged between two looks at the clock.
const STEP: u32 = 8_192;

/// A definition with its counts.
#[derive(Clone, Debug)]
struct Line {
    id: String,
    name: String,
    counts: [u32; 7],
}

/// Where the dialog is once it was asked for.
#[component]
pub fn ComparePlace(session: Session, shown: RwSignal<bool>) -> impl IntoView {
    view! { <PartOnceAsked asked=shown fetch=move || Box::pin(compare_dialog(session, shown)) /> }
}

#[wasm_split(dialogs, wasm_split_path = leptos::wasm_split, fallible)]
fn compare_dialog(session: Session, shown: RwSignal<bool>) -> Result<AnyView, NotFetched> {
    Ok(view! { <Compare session shown /> }.into_any())
}

/// The dialog with the table.
#[component]
fn Compare(session: Session, shown: RwSignal<bool>) -> impl IntoView {
    let lines = RwSignal::new(Vec::<Line>::new());
    let progress = RwSignal::new(0.0);
    let running: StoredValue<Cancel, LocalStorage> = StoredValue::new_local(Cancel::default());
    Effect::new(move |_| {
        running.with_value(Cancel::cancel);
        if !shown.get() {
            return;
        }
        let cancel = Cancel::default();
        running.set_value(cancel.clone());
        lines.set(Vec::new());
        leptos::task::spawn_local(count(session, lines, progress, cancel));
    });
    on_cleanup(move || {
        running.try_with_value(Cancel::cancel);
    });
    let current = move || session.look(|desk| desk.workspace.definition().to_owned());
    view! {
        <Dialog shown title="The same list under every definition" wide=true>
            <div class="dialog-body compare">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">"Definition"</th>
                            {Stage::ALL
                                .map(|stage| {
                                    view! {
                                        <th scope="col">
                                            <span class=format!("stage {}", words::stage_class(stage))>
                                                <svg class="shape" aria-hidden="true">
                                                    <use href=words::stage_shape(stage)></use>
                                                </svg>
                                                {stage.label()}
                                            </span>
                                        </th>
                                    }
                                })
                                .collect_view()}
                        </tr>
                    </thead>
                    <tbody>
                        {move || {
                            let current = current();
                            lines
                                .get()
                                .into_iter()
                                .map(|line| {
                                    let used = line.id == current;
                                    view! { <Row session shown line used /> }
                                })
                                .collect_view()
                        }}
                    </tbody>
                </table>
                <Show when=move || progress.get() < 1.0>
                    <progress prop:value=progress aria-label="Counting"></progress>
                </Show>
            </div>
        </Dialog>
    }
}

#[component]
fn Row(session: Session, shown: RwSignal<bool>, line: Line, used: bool) -> impl IntoView {
    let id = line.id;
    let choose = move |_| {
        session.choose_definition(&id);
        shown.set(false);
    };
    view! {
        <tr aria-current=used.then_some("true")>
            <th scope="row">
                <button type="button" class="link" on:click=choose>
                    {line.name}
                </button>
            </th>
            {line
                .counts
                .map(|count| view! { <td class:none=count == 0>{words::count(count)}</td> })
                .into_iter()
                .collect_view()}
        </tr>
    }
}

async fn count(
    session: Session,
    lines: RwSignal<Vec<Line>>,
    progress: RwSignal<f64>,
    cancel: Cancel,
) {
    progress.set(0.0);
    let (books, rows, as_of) = session.look(|desk| {
        let own = desk.workspace.rulebooks().iter().map(|r| r.id.clone());
        let mut ids: Vec<String> = own.collect();
        for published in model::published() {
            if !ids.contains(&published.id) {
                ids.push(published.id.clone());
            }
        }
        let books: Vec<_> = ids
            .iter()
            .filter_map(|id| {
                desk.workspace
                    .rulebook(id)
                    .map(std::borrow::Cow::into_owned)
            })
            .collect();
        (books, desk.workspace.table().rows(), desk.workspace.as_of())
    });
    let mut slice = Slice::new();
    let whole = f64::from(rows.max(1)) * books.len() as f64;
    for (at, book) in books.iter().enumerate() {
        let mut engine = Engine::new(book, as_of);
        let mut done = 0;
        while done < rows {
            let end = (done + STEP).min(rows);
            session.look(|desk| batch::assess(&mut engine, desk.workspace.table(), done..end));
            done = end;
            slice.pause().await;
            if cancel.is_cancelled() {
                return;
            }
            progress.set((at as f64 * f64::from(rows) + f64::from(done)) / whole);
        }
        let line = Line {
            id: book.id.clone(),
            name: book.name.clone(),
            counts: engine.assessments().counts(),
        };
        lines.update(|lines| lines.push(line));
    }
    progress.set(1.0);
}
