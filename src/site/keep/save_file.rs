//! The data as files: the whole workspace, the contacts as CSV, and what is kept as it is.

use super::download::{download, file_name};
use super::kept::Kept;
use crate::clock;
use crate::later::{NotFetched, Work};
use crate::session::Session;
use crate::slice::Slice;
use exchange::{CsvWriter, export_columns};
use leptos::wasm_split::wasm_split;
use model::workspace_text_parts;
use serde_json::{Map, Value};
use store::Keeper;

/// Rows of CSV written between two looks at the clock.
const ROWS: u32 = 500;

/// Downloads the whole workspace, once what writes it is fetched; it can be opened again exactly.
pub fn workspace(session: Session) {
    leptos::task::spawn_local(async move {
        match workspace_file(session).await {
            Ok(work) => work.await,
            Err(why) => session.warn(why.to_string()),
        }
    });
}

/// Downloads every text that is kept under its key, readable or not, once what writes it is fetched.
pub fn raw(kept: Kept) {
    leptos::task::spawn_local(async move {
        if let Err(why) = kept_file(kept).await {
            kept.session.warn(why.to_string());
        }
    });
}

#[wasm_split(dialogs, wasm_split_path = leptos::wasm_split, fallible)]
fn workspace_file(session: Session) -> Result<Work, NotFetched> {
    Ok(Box::pin(write_workspace(session)))
}

#[wasm_split(dialogs, wasm_split_path = leptos::wasm_split, fallible)]
fn kept_file(kept: Kept) -> Result<(), NotFetched> {
    write_raw(kept);
    Ok(())
}

async fn write_workspace(session: Session) {
    // A copy, as the page may go on changing the workspace while the file is written.
    let workspace = session.look(|desk| desk.workspace.clone());
    let mut slice = Slice::new();
    let mut text = String::new();
    for part in workspace_text_parts(&workspace) {
        text.push_str(&part);
        slice.pause().await;
    }
    let name = file_name("leadlens", clock::today(), "json");
    hand_out(session, &name, "application/json", &text);
}

/// Downloads all contacts as a table for spreadsheets.
pub async fn csv(session: Session) {
    let workspace = session.look(|desk| desk.workspace.clone());
    let table = workspace.table();
    let imported = workspace.lists().iter().flat_map(|list| &list.headers);
    let columns = export_columns(table, imported.map(|(h, id)| (h.as_str(), id.as_str())));
    let stages = session.look(|desk| {
        let assessments = desk.engine.assessments();
        (0..table.rows())
            .map(|row| assessments.stage(row).label())
            .collect::<Vec<_>>()
    });
    let mut headers: Vec<&str> = columns.iter().map(|c| c.header.as_str()).collect();
    headers.push("Leadlens stage");
    let mut writer = CsvWriter::ours(&headers);
    let mut slice = Slice::new();
    let mut row = 0;
    while row < table.rows() {
        let end = (row + ROWS).min(table.rows());
        for row in row..end {
            let stage = stages.get(row as usize).copied().unwrap_or("");
            let cells = columns.iter().map(|c| table.get(row, &c.attribute));
            writer.row(cells.chain([stage]));
        }
        row = end;
        slice.pause().await;
    }
    let name = file_name("leadlens", clock::today(), "csv");
    hand_out(session, &name, "text/csv", &writer.finish());
}

fn write_raw(kept: Kept) {
    let texts = kept.with(|desk| desk.keeper.as_ref().map(Keeper::raw_texts));
    let Some(Some(Ok(texts))) = texts else {
        kept.session
            .warn("What is kept in this browser cannot be read at all.");
        return;
    };
    let texts: Map<String, Value> = texts
        .into_iter()
        .map(|(key, text)| (key, text.into()))
        .collect();
    let text = Value::Object(texts).to_string();
    let name = file_name("leadlens-as-kept", clock::today(), "json");
    hand_out(kept.session, &name, "application/json", &text);
}

fn hand_out(session: Session, name: &str, kind: &str, text: &str) {
    match download(name, kind, text) {
        Ok(()) => session.say(format!("Downloading {name}.")),
        Err(_) => session.warn("This browser did not save the file."),
    }
}
