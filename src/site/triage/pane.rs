//! The scrolling body of the table: a few slots, and which rows they stand for.

use super::cells::{self, Cells};
use super::scroll::Scroll;
use super::sentences;
use super::slots::Slot;
use super::view::View;
use crate::session::Session;
use crate::slice::now;
use leptos::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;
use web_sys::HtmlElement;

/// Slots more than rows in view, so that a small move shows rows that are there already.
const SPARE: usize = 6;
/// Rows whose words are kept at most.
const KEPT: usize = 2_000;
/// Milliseconds per turn for saying why and what next.
const BUDGET: f64 = 4.0;

/// The body of the table.
pub struct Pane {
    session: Session,
    view: View,
    body: HtmlElement,
    space: HtmlElement,
    layer: HtmlElement,
    slots: Vec<Slot>,
    scroll: Scroll,
    /// The row at which the layer begins.
    anchor: usize,
    rows: Arc<Vec<u32>>,
    words: HashMap<u32, Cells>,
    /// Whether some rows in view do not say yet why and what next.
    left: bool,
}

impl Pane {
    /// A body without rows.
    pub fn new(
        session: Session,
        view: View,
        body: HtmlElement,
        space: HtmlElement,
        layer: HtmlElement,
    ) -> Pane {
        Pane {
            session,
            view,
            body,
            space,
            layer,
            slots: Vec::new(),
            scroll: Scroll::default(),
            anchor: 0,
            rows: Arc::default(),
            words: HashMap::new(),
            left: false,
        }
    }

    /// How many whole rows are in view.
    pub fn page(&self) -> usize {
        self.scroll.page()
    }

    /// Other rows are to be shown.
    pub fn show(&mut self, rows: Arc<Vec<u32>>) {
        self.rows = rows;
        self.words.clear();
        self.scroll.rewind();
        self.measure();
    }

    /// What the rows say has changed.
    pub fn refresh(&mut self) {
        self.words.clear();
        self.draw(true);
    }

    /// Takes the measures of the page anew: its size, or the height of a row, may have changed.
    pub fn measure(&mut self) {
        if self.slots.is_empty() {
            self.grow(1);
        }
        let row = self.slots.first_mut().map_or(0, |slot| {
            slot.row.set_hidden(false);
            let height = slot.row.offset_height();
            slot.row.set_hidden(slot.index().is_none());
            height
        });
        let row = if row > 0 { f64::from(row) } else { 38.0 };
        let view = f64::from(self.body.client_height());
        self.scroll.measure(self.rows.len(), row, view);
        let wanted = self.scroll.page() + 2 + SPARE;
        if self.slots.len() < wanted {
            self.grow(wanted - self.slots.len());
        }
        let _ = self
            .space
            .style()
            .set_property("height", &format!("{}px", self.scroll.height()));
        self.body.set_scroll_top(self.scroll.bar() as i32);
        self.draw(true);
    }

    /// The bar was moved.
    pub fn scrolled(&mut self) {
        self.scroll.moved(scroll_top(&self.body));
        self.draw(false);
    }

    /// The bar came to rest.
    pub fn settle(&mut self) {
        if self.scroll.settle() {
            self.body.set_scroll_top(self.scroll.bar() as i32);
            self.draw(false);
        }
    }

    /// Brings a row into view.
    pub fn reveal(&mut self, index: usize) {
        if self.scroll.reveal(index) {
            self.body.set_scroll_top(self.scroll.bar() as i32);
            self.scroll.moved(scroll_top(&self.body));
            self.draw(false);
        }
    }

    /// Marks the selected row and the one that Tab reaches; gives that one the focus if asked to.
    pub fn mark(&self, focus: bool) {
        let cursor = self.view.cursor.get_untracked();
        let open = self.view.open.get_untracked();
        let first = self.scroll.window().start;
        // Tab must reach some row, also when the cursor is out of view.
        let in_view = cursor.filter(|c| self.slots.iter().any(|s| s.index() == Some(*c)));
        let reached = in_view.unwrap_or(first);
        for slot in &self.slots {
            let Some(index) = slot.index() else { continue };
            let selected = open.is_some() && self.rows.get(index).copied() == open;
            slot.mark(selected, index == reached);
            if focus && Some(index) == cursor {
                let options = web_sys::FocusOptions::new();
                options.set_prevent_scroll(true);
                let _ = slot.row.focus_with_options(&options);
            }
        }
    }

    /// The place in the list of the row that an element belongs to.
    pub fn index_of(&self, element: &web_sys::Node) -> Option<usize> {
        self.slots
            .iter()
            .find(|slot| slot.row.contains(Some(element)))
            .and_then(Slot::index)
    }

    fn grow(&mut self, more: usize) {
        let Some(document) = self.body.owner_document() else {
            return;
        };
        for _ in 0..more {
            if let Ok(slot) = Slot::new(&document)
                && self.layer.append_child(&slot.row).is_ok()
            {
                self.slots.push(slot);
            }
        }
    }

    fn draw(&mut self, afresh: bool) {
        let window = self.scroll.window();
        let count = self.slots.len().max(1);
        let start = window.start.saturating_sub(SPARE / 2);
        let end = (start + count).min(self.rows.len());
        // Offsets in the layer stay small, or they lose their last pixels.
        let far = start.abs_diff(self.anchor) > 50_000;
        if far {
            self.anchor = start;
        }
        let layer = self.scroll.layer(self.anchor);
        let _ = self
            .layer
            .style()
            .set_property("transform", &format!("translateY({layer}px)"));
        let anchor = self.anchor;
        let height = self.scroll.row_height();
        let (rows, words, session) = (&self.rows, &mut self.words, self.session);
        if words.len() > KEPT {
            words.clear();
        }
        let mut moved = false;
        session.look(|desk| {
            for (at, slot) in self.slots.iter_mut().enumerate() {
                // The one row between start and start + count that this slot stands for.
                let index = start + (at + count - start % count) % count;
                if index >= end {
                    slot.clear();
                    continue;
                }
                let other = slot.index() != Some(index);
                if other || far || afresh {
                    slot.place(index, (index as f64 - anchor as f64) * height);
                }
                if other || afresh {
                    moved = true;
                    if let Some(row) = rows.get(index).copied() {
                        let cells = words.entry(row).or_insert_with(|| cells::of(desk, row));
                        slot.fill(cells.clone());
                    }
                }
            }
        });
        if moved {
            self.hold_focus();
            self.mark(false);
            self.say_more();
        }
    }

    /// Says why and what next for the rows in view, as far as half a frame goes. Says whether some are left.
    pub fn say_more(&mut self) -> bool {
        let Some(sentences) = sentences::at_hand() else {
            // Called again as soon as they are here.
            return false;
        };
        let started = now();
        let (rows, words) = (&self.rows, &mut self.words);
        self.left = self.session.look(|desk| {
            for slot in &mut self.slots {
                let row = slot.index().and_then(|index| rows.get(index).copied());
                let Some((row, cells)) = row.and_then(|row| Some((row, words.get_mut(&row)?)))
                else {
                    continue;
                };
                if cells.said.is_none() {
                    if now() - started > BUDGET {
                        return true;
                    }
                    cells.said = Some((sentences.said)(desk, row));
                    slot.fill(cells.clone());
                }
            }
            false
        });
        self.left
    }

    /// Whether some rows in view do not say yet why and what next.
    pub fn is_left(&self) -> bool {
        self.left
    }

    /// A row that had the focus and now stands for another gives it to the table, so that nobody types into the wrong contact.
    fn hold_focus(&self) {
        let cursor = self.view.cursor.get_untracked();
        let Some(active) = self.body.owner_document().and_then(|d| d.active_element()) else {
            return;
        };
        let strayed = self
            .slots
            .iter()
            .any(|slot| slot.row.is_same_node(Some(&active)) && slot.index() != cursor);
        if strayed {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = self.body.focus_with_options(&options);
        }
    }
}

/// The place of the bar with its fractions, where the browser has them.
fn scroll_top(body: &HtmlElement) -> f64 {
    js_sys::Reflect::get(body, &"scrollTop".into())
        .ok()
        .and_then(|top| top.as_f64())
        .unwrap_or_default()
}
