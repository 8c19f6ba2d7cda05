//! What was found: each column, what it was taken for, and what was wrong.

use super::column::ColumnRow;
use super::importing::Importing;
use super::problems::ProblemList;
use crate::slice::breathe;
use crate::words;
use exchange::Meaning;
use leptos::prelude::*;

/// Columns made in one turn.
const AT_ONCE: usize = 6;
/// Columns shown before somebody asks for more.
const SHOWN: usize = 60;

/// The step.
#[component]
pub fn Columns(importing: Importing) -> impl IntoView {
    let (rows, about) = importing
        .raw()
        .map(|raw| (raw.rows(), about(&raw)))
        .unwrap_or_default();
    let columns = importing
        .plan
        .with_untracked(|plan| plan.as_ref().map_or(0, |plan| plan.columns.len()));
    // A few at a time: each has a long list of meanings, and the page must not stand still for them.
    let shown = RwSignal::new(columns.min(AT_ONCE));
    leptos::task::spawn_local(async move {
        while let Some(now) = shown.try_get_untracked()
            && now < columns.min(SHOWN)
        {
            breathe().await;
            // The step may be left meanwhile.
            let _ = shown.try_set((now + AT_ONCE).min(columns.min(SHOWN)));
        }
    });
    let more = move || (SHOWN..columns).contains(&shown.get());
    let recognised = move || {
        importing.plan.with(|plan| {
            let columns = plan.iter().flat_map(|plan| &plan.columns);
            columns
                .filter(|column| !matches!(column.meaning, Meaning::Keep | Meaning::Ignore))
                .count()
        })
    };
    let summary = move || {
        format!(
            "{} in {}. {} of the columns say something about a stage or a fit; the others are kept as they are.",
            words::counted(rows, "contact"),
            words::counted(columns as u32, "column"),
            recognised()
        )
    };
    let unnamed = move || {
        importing.plan.with(|plan| {
            let has = |meaning: &Meaning| plan.as_ref().is_some_and(|p| p.find(meaning).is_some());
            let name = Meaning::Attribute("name".to_owned());
            let email = Meaning::Attribute("email".to_owned());
            ![name, email, Meaning::FirstName, Meaning::LastName]
                .iter()
                .any(has)
        })
    };
    view! {
        <div class="dialog-body import-columns" tabindex="-1" autofocus>
            <p>
                <b class="import-name">{move || importing.name.get()}</b>
                " · "
                {summary}
            </p>
            <p class="muted">{about}</p>
            <Show when=unnamed>
                <p class="import-hint">
                    "No column was taken for a name or an e-mail, so contacts will go by their numbers. Choose one below if there is one."
                </p>
            </Show>
            <ProblemList importing />
            <ul class="import-list">
                <li class="import-head" aria-hidden="true">
                    <span>"Column"</span>
                    <span>"First values"</span>
                    <span>"Taken for"</span>
                </li>
                <For
                    each=move || 0..shown.get()
                    key=|at| *at
                    children=move |at| view! { <ColumnRow importing at /> }
                />
            </ul>
            <Show when=more>
                <button type="button" class="button" on:click=move |_| shown.set(columns)>
                    {format!("Show {} more columns", columns - columns.min(SHOWN))}
                </button>
            </Show>
        </div>
        <div class="dialog-foot">
            <button type="button" class="button" on:click=move |_| importing.start_over()>
                "Choose another file"
            </button>
            <span class="gap"></span>
            <button type="button" class="button primary" on:click=move |_| importing.make()>
                "Go on"
            </button>
        </div>
    }
}

/// How the file was read: encoding, separator, rows left out.
fn about(raw: &exchange::RawTable) -> String {
    let mut said = Vec::new();
    if let Some(encoding) = raw.encoding {
        said.push(format!("Read as {}", encoding.label()));
    }
    if let Some(dialect) = raw.dialect {
        let by = match dialect.delimiter {
            b',' => "commas",
            b';' => "semicolons",
            b'\t' => "tabs",
            b'|' => "bars",
            _ => "another character",
        };
        said.push(format!("cells set apart by {by}"));
        if !dialect.header {
            said.push("no header row".to_owned());
        }
    }
    if raw.empty_rows > 0 {
        said.push(format!(
            "{} left out",
            words::counted(raw.empty_rows, "blank row")
        ));
    }
    let mut said = said.join(", ");
    if !said.is_empty() {
        said.push('.');
    }
    said
}
