//! The rows of the table as elements that are made once and filled anew while it scrolls.
//!
//! Each slot holds every so-manieth row; a move of a few rows fills a few slots. Only what differs is written, nothing is read
//! back from the page, and text is written as text.

use super::cells::Cells;
use super::view::Column;
use crate::words;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement, Text};

/// The elements of one row.
pub struct Slot {
    /// The row itself.
    pub row: HtmlElement,
    index: Option<usize>,
    shown: Option<Cells>,
    texts: Texts,
    stage: Element,
    shape: Element,
    low: HtmlElement,
    high: HtmlElement,
    next: Element,
}

struct Texts {
    name: Text,
    company: Text,
    stage: Text,
    grade: Text,
    fit: Text,
    engagement: Text,
    why: Text,
    next: Text,
}

impl Slot {
    /// A row without content.
    pub fn new(document: &Document) -> Result<Slot, JsValue> {
        let make = |tag: &str, class: &str| -> Result<Element, JsValue> {
            let element = document.create_element(tag)?;
            if !class.is_empty() {
                element.set_class_name(class);
            }
            Ok(element)
        };
        let row = make("div", "contacts-row")?;
        row.set_attribute("role", "row")?;
        row.set_attribute("tabindex", "-1")?;
        row.set_attribute("hidden", "")?;
        let cell = |column: Column| -> Result<Element, JsValue> {
            let cell = make("div", column.class())?;
            cell.set_attribute("role", "gridcell")?;
            row.append_child(&cell)?;
            Ok(cell)
        };
        let text = |within: &Element| -> Result<Text, JsValue> {
            let text = document.create_text_node("");
            within.append_child(&text)?;
            Ok(text)
        };
        let name = text(&cell(Column::Name)?)?;
        let company = text(&cell(Column::Company)?)?;
        let stage = make("span", "stage")?;
        cell(Column::Stage)?.append_child(&stage)?;
        let svg = "http://www.w3.org/2000/svg";
        let drawing = document.create_element_ns(Some(svg), "svg")?;
        drawing.set_attribute("class", "shape")?;
        drawing.set_attribute("aria-hidden", "true")?;
        let shape = document.create_element_ns(Some(svg), "use")?;
        drawing.append_child(&shape)?;
        stage.append_child(&drawing)?;
        let stage_name = text(&stage)?;
        let grade = make("span", "grade")?;
        cell(Column::Grade)?.append_child(&grade)?;
        let fit = cell(Column::Fit)?;
        let range = make("span", "range")?;
        let low: HtmlElement = make("i", "")?.dyn_into()?;
        let high: HtmlElement = make("i", "")?.dyn_into()?;
        range.append_child(&low)?;
        range.append_child(&high)?;
        fit.append_child(&range)?;
        let engagement = cell(Column::Engagement)?;
        let why = cell(Column::Why)?;
        let next = cell(Column::Next)?;
        Ok(Slot {
            index: None,
            shown: None,
            texts: Texts {
                name,
                company,
                stage: stage_name,
                grade: text(&grade)?,
                fit: text(&fit)?,
                engagement: text(&engagement)?,
                why: text(&why)?,
                next: text(&next)?,
            },
            row: row.dyn_into()?,
            stage,
            shape,
            low,
            high,
            next,
        })
    }

    /// The place in the list of the row it shows.
    pub fn index(&self) -> Option<usize> {
        self.index
    }

    /// Shows nothing.
    pub fn clear(&mut self) {
        if self.index.take().is_some() {
            self.row.set_hidden(true);
        }
    }

    /// Stands for the row at this place, so many pixels below the layer's start.
    pub fn place(&mut self, index: usize, offset: f64) {
        if self.index.is_none() {
            self.row.set_hidden(false);
        }
        self.index = Some(index);
        let _ = self
            .row
            .style()
            .set_property("transform", &format!("translateY({offset}px)"));
        // The head is row 1.
        let _ = self
            .row
            .set_attribute("aria-rowindex", &(index + 2).to_string());
    }

    /// Marks whether it is the selected row, and the one that Tab reaches.
    pub fn mark(&self, selected: bool, reached: bool) {
        let _ = self
            .row
            .set_attribute("aria-selected", if selected { "true" } else { "false" });
        self.row.set_tab_index(if reached { 0 } else { -1 });
    }

    /// Shows a contact.
    pub fn fill(&mut self, cells: Cells) {
        let old = self.shown.take();
        let write = |text: &Text, now: &str, before: Option<&str>| {
            if before != Some(now) {
                text.set_data(now);
            }
        };
        let was = old.as_ref();
        let texts = &self.texts;
        write(&texts.name, &cells.name, was.map(|o| o.name.as_str()));
        write(
            &texts.company,
            &cells.company,
            was.map(|o| o.company.as_str()),
        );
        let (said, said_was) = (cells.said.as_ref(), was.and_then(|o| o.said.as_ref()));
        if said != said_was || was.is_none() {
            texts.why.set_data(said.map_or("", |s| s.why.as_str()));
            texts.next.set_data(said.map_or("", |s| s.next.as_str()));
            let alert = said.is_some_and(|s| s.alert);
            if alert != said_was.is_some_and(|s| s.alert) {
                let class = if alert {
                    "cell-next alert"
                } else {
                    "cell-next"
                };
                self.next.set_class_name(class);
            }
        }
        if was.map(|o| o.stage) != Some(cells.stage) {
            texts.stage.set_data(cells.stage.label());
            self.stage
                .set_class_name(&format!("stage {}", words::stage_class(cells.stage)));
            let _ = self
                .shape
                .set_attribute("href", words::stage_shape(cells.stage));
        }
        if was.map(|o| o.grade) != Some(cells.grade) {
            texts.grade.set_data(&cells.grade.to_string());
        }
        if was.map(|o| o.engagement) != Some(cells.engagement) {
            texts.engagement.set_data(&cells.engagement.to_string());
        }
        if was.map(|o| o.fit) != Some(cells.fit) {
            texts.fit.set_data(&words::interval(cells.fit));
            let (low, high) = cells.fit;
            let scale = |part: u8| format!("scaleX({})", f64::from(part) / 100.0);
            let _ = self.low.style().set_property("transform", &scale(low));
            let _ = self.high.style().set_property("transform", &scale(high));
        }
        self.shown = Some(cells);
    }
}
