//! From a file or pasted text to columns, in slices.

use super::compose::compose;
use super::importing::{Importing, Step, Way};
use crate::clock;
use crate::slice::{Cancel, Slice, breathe};
use exchange::{MAX_BYTES, Options, Plan, Reader, Refusal};
use leptos::prelude::*;
use model::Day;
use std::rc::Rc;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// Bytes of the file fetched at a time.
const FETCH: f64 = 2_097_152.0;
/// Bytes read between two looks at the clock.
const READ: usize = 48 * 1024;

impl Importing {
    /// Reads a file.
    pub fn read_file(self, file: File) {
        self.view.import.set(true);
        if self.is_refused() {
            return;
        }
        let cancel = self.begin("Reading");
        self.name.set(file.name());
        let day = day_of(file.last_modified());
        leptos::task::spawn_local(async move {
            match fetch(&file, &cancel).await {
                Fetched::Bytes(bytes) => self.read(bytes, day, cancel).await,
                Fetched::Cancelled => {}
                Fetched::TooLarge => self.refuse(Refusal::TooLarge.to_string()),
                Fetched::Unreadable => self.refuse(
                    "This file could not be opened. It may have been moved or changed; choose it again.",
                ),
            }
        });
    }

    /// Reads pasted cells.
    pub fn read_text(self, text: String) {
        self.view.import.set(true);
        if self.is_refused() {
            return;
        }
        let cancel = self.begin("Reading");
        self.name.set("Pasted cells".to_owned());
        leptos::task::spawn_local(async move {
            self.read(text.into_bytes(), Some(clock::today()), cancel)
                .await;
        });
    }

    fn is_refused(self) -> bool {
        let refused = self.session.read_only.get_untracked();
        if refused {
            self.refuse("This page only reads along, so nothing can be imported here. See the line on top of the page.");
        }
        refused
    }

    async fn read(self, bytes: Vec<u8>, day: Option<Day>, cancel: Cancel) {
        self.raw.set_value(None);
        self.made.set_value(None);
        let bytes = compose(bytes).await;
        let mut reader = Reader::new(Options::default());
        let mut slice = Slice::new();
        loop {
            if cancel.is_cancelled() {
                return;
            }
            match reader.step(&bytes, READ) {
                Err(refusal) => return self.refuse(refusal.to_string()),
                Ok(progress) if progress.finished => break,
                Ok(progress) => {
                    if slice.pause().await {
                        self.way.set(Way {
                            what: "Reading",
                            share: progress.done as f64 / progress.of.max(1) as f64,
                            rows: progress.rows,
                        });
                    }
                }
            }
        }
        drop(bytes);
        let raw = Rc::new(reader.finish());
        breathe().await;
        let mut slice = Slice::new();
        let mut columns = Vec::with_capacity(raw.columns.len());
        for column in Plan::one_by_one(&raw) {
            columns.push(column);
            slice.pause().await;
        }
        let plan = Plan { columns };
        breathe().await;
        if cancel.is_cancelled() {
            return;
        }
        if raw.rows() == 0 {
            let why = raw.problems.kept().first().map_or_else(
                || "There are no contacts in this list.".to_owned(),
                |problem| problem.what.clone(),
            );
            return self.refuse(format!("{why} Nothing was imported."));
        }
        self.problems.set_value(raw.problems.clone());
        self.dated.set_value(day);
        self.raw.set_value(Some(raw));
        self.plan.set(Some(plan));
        self.go(Step::Columns);
    }
}

enum Fetched {
    Bytes(Vec<u8>),
    Cancelled,
    TooLarge,
    Unreadable,
}

/// The bytes of a file, fetched in parts so that no copy of it holds the page up.
async fn fetch(file: &File, cancel: &Cancel) -> Fetched {
    let size = file.size();
    if size > MAX_BYTES as f64 {
        return Fetched::TooLarge;
    }
    let mut bytes = Vec::new();
    if bytes.try_reserve_exact(size as usize).is_err() {
        return Fetched::TooLarge;
    }
    let mut from = 0.0;
    while from < size {
        let to = (from + FETCH).min(size);
        let Ok(part) = file.slice_with_f64_and_f64(from, to) else {
            return Fetched::Unreadable;
        };
        let Ok(buffer) = JsFuture::from(part.array_buffer()).await else {
            return Fetched::Unreadable;
        };
        if cancel.is_cancelled() {
            return Fetched::Cancelled;
        }
        let array = js_sys::Uint8Array::new(&buffer);
        let start = bytes.len();
        bytes.resize(start + array.length() as usize, 0);
        if let Some(place) = bytes.get_mut(start..) {
            array.copy_to(place);
        }
        from = to;
    }
    Fetched::Bytes(bytes)
}

/// The day of a moment in milliseconds since 1970, here; none in the future.
fn day_of(moment: f64) -> Option<Day> {
    let date = js_sys::Date::new(&moment.into());
    let year = i32::try_from(date.get_full_year()).ok()?;
    let month = u8::try_from(date.get_month() + 1).ok()?;
    let day = Day::from_parts(year, month, u8::try_from(date.get_date()).ok()?)?;
    Some(day.min(clock::today()))
}
