//! Bad input: what is no list is refused, what is half a list is read as far as it goes, and nothing a cell holds is more than text.

use crate::{
    import::{columns_are_there, through},
    room::{
        self, LONG, catch_downloads, downloaded, open_contact, open_empty, press, rows, settled,
    },
};
use leadlens_tests::{Page, Result, Test, ensure, test};
use serde_json::{Value, json};
use std::fs;

const FIRST_FILE: &str = ".empty input[aria-label='File with contacts']";
const FILE: &str = "dialog[open] input[aria-label='File with contacts']";

/// The table of this file.
pub fn tests() -> Vec<Test> {
    vec![
        test("hostile::no_lists_are_refused", no_lists_are_refused).within(90),
        test("hostile::half_lists_are_read_and_said", half_lists).within(90),
        test("hostile::a_cell_of_ten_megabytes_is_read", ten_megabytes).within(120),
        test(
            "hostile::cells_are_text_and_come_back_exactly",
            cells_are_text,
        )
        .within(180),
    ]
}

async fn no_lists_are_refused(page: Page) -> Result<()> {
    open_empty(&page).await?;
    press(&page, "Paste from a spreadsheet").await?;
    let picture: Vec<u8> = (0..4_000_u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 11).to_le_bytes()[0])
        .collect();
    let cases: &[(&str, &[u8], &str)] = &[
        (
            "page.csv",
            b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Name,Email</body></html>",
            "web page (HTML)",
        ),
        ("list.csv", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n<<>>\nendobj\n", "PDF"),
        ("empty.csv", b"", "empty"),
        ("blank.csv", b"\r\n \r\n\t\r\n", "empty"),
        ("noise.csv", &picture, "not a text file"),
        ("book.csv", b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0", "Excel workbook"),
    ];
    for (name, bytes, part) in cases {
        page.choose_bytes(FILE, name, bytes).await?;
        page.wait_for_text("dialog[open] .import-refusal", part)
            .await?;
        let said = page.text("dialog[open] .import-refusal").await?;
        ensure!(
            said.ends_with('.') && said.len() < 160,
            "{name} is refused with {said:?}"
        );
    }
    press(&page, "Close").await?;
    page.find(".empty").await?;
    ensure!(
        page.count(".contacts-row").await? == 0,
        "something was imported"
    );
    let kept: Vec<String> = page
        .eval("return Object.keys(localStorage).filter((key) => key.includes('contacts'))")
        .await?;
    ensure!(kept.is_empty(), "something was kept: {kept:?}");
    Ok(())
}

/// Ragged rows, a quote never closed, a NUL, headers twice and empty: all contacts come in, each problem is listed.
async fn half_lists(page: Page) -> Result<()> {
    let list = "Name,E-mail,Note,Note,\n\
        Ann Ash,ann@half.example,one,two,three\n\
        Bea Birch,bea@half.example\n\
        Cal Cedar,cal@half.example,one,two,three,four\n\
        Di\0 Elm,di@half.example,one,two,three\n\
        Eve Fir,eve@half.example,\"never closed,two,three\n\
        Flo Gum,flo@half.example,one,two,three\n";
    open_empty(&page).await?;
    page.choose_bytes(FIRST_FILE, "half.csv", list.as_bytes())
        .await?;
    page.find("dialog[open] .import-problems").await?;
    catch_downloads(&page).await?;
    page.click("dialog[open] .import-problems summary").await?;
    columns_are_there(&page).await?;
    let headers = page.texts(".import-column .import-header").await?;
    ensure!(
        headers.len() >= 5
            && headers.iter().all(|header| !header.is_empty())
            && headers
                .iter()
                .enumerate()
                .all(|(at, header)| !headers.iter().take(at).any(|other| other == header)),
        "the headers are not kept apart: {headers:?}"
    );
    let listed: Vec<Vec<String>> = page
        .eval("return [...document.querySelectorAll('.import-problems tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent))")
        .await?;
    let found = |line: &str, column: &str, part: &str| {
        listed.iter().any(|row| {
            let [at, place, _, what] = row.as_slice() else {
                return false;
            };
            at == line && place.starts_with(column) && what.to_lowercase().contains(part)
        })
    };
    for (line, column, part) in [
        ("1", "4", "note"),
        ("1", "5", "header"),
        ("3", "", "cells"),
        ("4", "", "cells"),
        ("5", "1", "nul"),
        ("6", "3", "quote"),
    ] {
        ensure!(
            found(line, column, part),
            "no problem in line {line}, column {column:?} about {part:?} among {listed:#?}"
        );
    }
    press(&page, "Download as CSV").await?;
    let file = downloaded(&page).await?;
    ensure!(
        file.name.ends_with(".csv")
            && file
                .text
                .starts_with("Line,Column,Header,Value,Problem\r\n"),
        "the list of problems is {file:?}"
    );
    let records = records(&file.text);
    ensure!(
        records.len() == listed.len() + 1,
        "listed are {} problems, downloaded {}",
        listed.len(),
        records.len() - 1
    );
    for (row, record) in listed.iter().zip(records.iter().skip(1)) {
        ensure!(
            (row.first(), row.last()) == (record.first(), record.last()),
            "listed is {row:?}, downloaded {record:?}"
        );
    }
    through(&page).await?;
    let mut names: Vec<String> = rows(&page).await?.into_iter().map(|row| row.name).collect();
    names.sort();
    ensure!(
        names
            == [
                "Ann Ash",
                "Bea Birch",
                "Cal Cedar",
                "Di\0 Elm",
                "Eve Fir",
                "Flo Gum"
            ],
        "the contacts are {names:?}"
    );
    Ok(())
}

async fn ten_megabytes(page: Page) -> Result<()> {
    open_empty(&page).await?;
    let list = format!(
        "Name,Note,Company\nAmy Long,{},Firm\nBo Short,brief,Firm\n",
        "long text ".repeat(1_048_576)
    );
    page.choose_bytes(FIRST_FILE, "long.csv", list.as_bytes())
        .await?;
    through(&page).await?;
    let names: Vec<String> = rows(&page).await?.into_iter().map(|row| row.name).collect();
    ensure!(names.len() == 2, "the contacts are {names:?}");
    room::saved(&page).await?;
    page.reload().await?;
    settled(&page).await?;
    open_contact(&page, "Bo Short").await?;
    open_contact(&page, "Amy Long").await?;
    // The field itself holds less in WebKit; its tip says it all.
    let length: u64 = page
        .eval("return Math.max(...[...document.querySelectorAll('.panel .facts input')].map((each) => each.title.length))")
        .await?;
    ensure!(
        length >= 10_000_000,
        "the cell came back with {length} letters"
    );
    Ok(())
}

/// Markup of our own beside the public list of naughty strings.
const MARKUP: [&str; 8] = [
    "<img src=x onerror=window.__ran=1>",
    "<script>window.__ran=2</script>",
    "\"><svg/onload=window.__ran=3>",
    "<a href=\"javascript:window.__ran=4\">click</a>",
    "{{7*7}}${7*7}<%= 7*7 %>",
    "=HYPERLINK(\"http://127.0.0.1:1/\",\"x\")",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "'quoted'",
];

async fn cells_are_text(page: Page) -> Result<()> {
    let mut texts: Vec<String> = MARKUP.iter().map(|text| (*text).to_owned()).collect();
    for start in ["=", "+", "-", "@", "\t", "\r", "\n"] {
        texts.push(format!("{start}1+1"));
    }
    if let Some(path) = room::shared("data/naughty/blns.json") {
        let naughty: Vec<String> = serde_json::from_slice(&fs::read(path)?)?;
        texts.extend(naughty);
    }
    open_empty(&page).await?;
    // Letters are composed one way on their way in; otherwise a text stays as it is.
    let texts: Vec<String> = page
        .eval_with(
            "return arguments[0].map((text) => text.normalize('NFC'))",
            vec![json!(texts)],
        )
        .await?;
    page.eval::<Value>("for (const name of ['alert', 'confirm', 'prompt']) window[name] = () => { window.__ran = name; }; return null")
        .await?;
    let mut list = String::from("Name,E-mail,<b>Note</b>\r\n");
    for (at, text) in texts.iter().enumerate() {
        let cell = text.replace('"', "\"\"");
        list.push_str(&format!("\"{cell}\",n{at}@naughty.example,\"{cell}\"\r\n"));
    }
    page.choose_bytes(
        FIRST_FILE,
        "<img src=x onerror=window.__ran=5>.csv",
        list.as_bytes(),
    )
    .await?;
    through(&page).await?;

    // In the table.
    let mut shown = room::all_names(&page).await?;
    let mut expected: Vec<String> = texts
        .iter()
        .enumerate()
        .map(|(at, text)| {
            if text.trim().is_empty() {
                format!("n{at}@naughty.example")
            } else {
                text.clone()
            }
        })
        .collect();
    shown.sort();
    expected.sort();
    let lost: Vec<&String> = expected
        .iter()
        .filter(|text| shown.binary_search(text).is_err())
        .collect();
    let new: Vec<&String> = shown
        .iter()
        .filter(|text| expected.binary_search(text).is_err())
        .collect();
    ensure!(
        shown.len() == expected.len() && lost.is_empty(),
        "shown are {} of {}; not shown: {lost:?}; shown instead: {new:?}",
        shown.len(),
        expected.len()
    );

    // In the panel.
    for text in MARKUP {
        page.fill(".search input", text).await?;
        page.wait_for_text(".tally", "“").await?;
        settled(&page).await?;
        open_contact(&page, text).await?;
        let (heading, fields): (String, Vec<String>) = page
            .eval("return [document.querySelector('.panel h2').textContent, [...document.querySelectorAll('.panel .facts input')].map((each) => each.value)]")
            .await?;
        ensure!(
            heading == text && fields.iter().filter(|field| *field == text).count() == 2,
            "the panel of {text:?} says {heading:?} and {fields:?}"
        );
    }
    page.click(".tally .clear").await?;
    page.wait_for_text(".tally", "All ").await?;
    ensure!(
        page.eval::<bool>("return window.__ran === undefined && !document.querySelector('#app img, #app script, #app a[href^=javascript]')")
            .await?,
        "markup in a cell became part of the page"
    );

    // Out as CSV and in again.
    let first = csv(&page).await?;
    let written = records(&first);
    let note = written.first().and_then(|headers| {
        headers
            .iter()
            .position(|header| header.contains("<b>Note</b>"))
    });
    let Some(note) = note else {
        anyhow::bail!(
            "the file has no column for the notes: {:?}",
            written.first()
        );
    };
    ensure!(
        written.len() == texts.len() + 1,
        "{} rows went out",
        written.len() - 1
    );
    for (text, row) in texts.iter().zip(written.iter().skip(1)) {
        let cell = row.get(note).cloned().unwrap_or_default();
        // Nothing but blanks is as good as empty.
        let text = if text.trim().is_empty() { "" } else { text };
        ensure!(
            cell == text || cell == format!("'{text}"),
            "{text:?} went out as {cell:?}"
        );
        ensure!(
            !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']),
            "{cell:?} can run in a spreadsheet"
        );
    }
    delete_everything(&page).await?;
    page.choose_bytes(FIRST_FILE, "ours.csv", first.as_bytes())
        .await?;
    through(&page).await?;
    let second = csv(&page).await?;
    for (before, after) in written.iter().zip(records(&second)) {
        ensure!(*before == after, "{before:?} came back as {after:?}");
    }
    ensure!(first == second, "the file that went out twice differs");
    Ok(())
}

/// The contacts as the page writes them for spreadsheets.
async fn csv(page: &Page) -> Result<String> {
    catch_downloads(page).await?;
    press(page, "Your data").await?;
    press(page, "Download as CSV").await?;
    let file = downloaded(page).await?;
    ensure!(
        file.name.ends_with(".csv"),
        "the file is called {}",
        file.name
    );
    press(page, "Close").await?;
    Ok(file.text)
}

/// Deletes everything that is kept and shown.
pub async fn delete_everything(page: &Page) -> Result<()> {
    press(page, "Your data").await?;
    page.fill("#data-delete", "delete").await?;
    press(page, "Delete everything").await?;
    page.wait_long("document.querySelector('.empty')", LONG)
        .await
}

/// The cells of a CSV file, read by its bare rules.
fn records(text: &str) -> Vec<Vec<String>> {
    let (mut all, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                all.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    all
}
