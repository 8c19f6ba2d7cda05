//! The triage room under load: 100,000 rows come in, are opened again, and scroll by. What is measured is what a person
//! feels: how long the page did not answer, and how evenly it moved.

use crate::{
    blocks::{self, Block},
    profile,
    table::quantile,
};
use anyhow::{Context, Result, bail};
use leadlens_tests::{Browser, Page, Site, driver::Driver, session::Session};
use serde_json::{Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

/// Where in the room things are; to be kept in step with it.
const FILE_FIELD: &str = ".empty input[type=file]";
/// Pressed one after the other after the file was chosen, each once it is there: the columns as they were taken, no answers.
const CONFIRM: &[&str] = &["Go on", "Import"];
/// A JavaScript expression that is true once all rows are in, staged, in order, shown and kept, or not kept for lack of room.
const ALL_IN: &str = "document.querySelector('.tally')?.textContent.includes('All 100,000') \
    && !document.querySelector('.tally progress') \
    && document.querySelector('.contacts')?.getAttribute('aria-busy') === 'false' \
    && document.querySelector('.contacts-body .contacts-row:not([hidden])') \
    && /^(Saved in|Not saved)/.test(document.querySelector('.keep-words')?.textContent)";
/// What scrolls.
const SCROLLER: &str = ".contacts-body";

const ROWS: usize = 100_000;
/// A block of the main thread of more than so many milliseconds is one too many.
const BLOCK: f64 = 50.0;
/// A frame at 60 Hz, in milliseconds. Frames are timed to a tenth, so what rounds to it is it.
const FRAME: f64 = 16.7;

/// Each way is gone so many times, each time from an origin where nothing is kept; what counts is the median.
pub struct Way {
    /// How many times.
    pub runs: usize,
    /// Where to write a CPU profile of the first time, for DevTools.
    pub profile: Option<PathBuf>,
}

/// Imports the generated list into the built site, opens it again and scrolls through it.
///
/// # Errors
/// The room is not as expected here, or the browser fails.
pub async fn measure(folder: PathBuf, scratch: &Path, way: &Way) -> Result<()> {
    let site = Site::in_folder(folder)?;
    let driver = Driver::start(Browser::Chromium, &scratch.join("room")).await?;
    let session = Session::start(&driver, scratch).await?;
    let (mut coming_in, mut again, mut frames) = (Vec::new(), Vec::new(), Vec::new());
    let mut file = None;
    for run in 0..way.runs {
        let page = Page::new(session.clone(), &site, scratch.join("screenshots"))?;
        page.size(1280, 900).await?;
        let file = match &file {
            Some(file) => file,
            None => file.insert(write_list(&page, scratch).await?),
        };
        let profile = way.profile.as_deref().filter(|_| run == 0);
        coming_in.push(import(&page, file, profile).await.context("importing")?);
        again.push(open_again(&page, profile).await.context("opening again")?);
        frames.push(scroll(&page).await.context("scrolling")?);
    }
    session.end().await;
    report("the list comes in, is staged, shown and saved", &coming_in);
    report("the kept list is opened again", &again);
    report_frames(&frames);
    Ok(())
}

/// The generated list as a file on disk, so that the page under test has no trace of its making in its memory.
async fn write_list(page: &Page, scratch: &Path) -> Result<PathBuf> {
    page.open_url(&format!("{}/__blank.html", page.origin()))
        .await?;
    let text: String = page
        .eval_async(&format!(
            "const done = arguments[0]; import('/__generate.js').then(({{ csv }}) => done(csv({ROWS})), (error) => done(String(error)))"
        ))
        .await?;
    println!("\n{ROWS} rows, {} bytes into the room", text.len());
    fs::create_dir_all(scratch)?;
    let file = scratch.join("crm-export.csv");
    fs::write(&file, text)?;
    Ok(file)
}

/// Blocks, and milliseconds in all.
type Taken = (Vec<Block>, f64);

async fn import(page: &Page, file: &Path, profile: Option<&Path>) -> Result<Taken> {
    page.open("").await?;
    page.wait_until("window.wasmBindings").await?;
    page.find(FILE_FIELD).await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    if profile.is_some() {
        profile::start(page).await?;
    }
    let begun = blocks::watch(page).await?;
    page.choose_file(FILE_FIELD, file).await?;
    for name in CONFIRM {
        let there = format!(
            "[...document.querySelectorAll('dialog[open] button.primary')].find((e) => e.innerText.trim() === {})",
            json!(name)
        );
        page.wait_long(&there, Duration::from_secs(60)).await?;
        page.eval::<Value>(&format!("{there}.click(); return null"))
            .await?;
    }
    taken(page, begun, profile, "import").await
}

async fn open_again(page: &Page, profile: Option<&Path>) -> Result<Taken> {
    // Another document in between, so that nothing of the page is left in memory.
    page.open_url(&format!("{}/__blank.html", page.origin()))
        .await?;
    if profile.is_some() {
        profile::start(page).await?;
    }
    page.open("").await?;
    blocks::watch(page).await?;
    taken(page, 0.0, profile, "open-again").await
}

/// Waits until everything is there, and a little longer for what may come after.
async fn taken(page: &Page, begun: f64, profile: Option<&Path>, name: &str) -> Result<Taken> {
    page.wait_long(ALL_IN, Duration::from_secs(120)).await?;
    let now: f64 = page.eval("return performance.now()").await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let blocks = blocks::since(page, begun).await?;
    if let Some(folder) = profile {
        profile::write(page, folder, name, &blocks).await?;
    }
    if page.text(".keep-words").await? == "Not saved" {
        bail!("the list was not saved: {:?}", page.texts(".notice").await?);
    }
    Ok((blocks, now - begun))
}

/// Frame intervals in milliseconds while the list scrolls by.
async fn scroll(page: &Page) -> Result<Vec<f64>> {
    page.eval::<Value>("document.querySelector('dialog[open]')?.close(); return null")
        .await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    page.eval_async(&format!(
        "const done = arguments[0]; const scroller = document.querySelector({});\
         const intervals = []; let last = 0; let frames = 0;\
         const step = (now) => {{\
           if (last) intervals.push(now - last);\
           last = now; scroller.scrollTop += 400;\
           if (++frames < 300) requestAnimationFrame(step); else done(intervals);\
         }};\
         requestAnimationFrame(step)",
        json!(SCROLLER)
    ))
    .await
}

fn report(what: &str, runs: &[Taken]) {
    let median = |values: Vec<f64>| quantile(values, 0.5).unwrap_or_default();
    let longest: Vec<f64> = runs.iter().map(|(each, _)| blocks::longest(each)).collect();
    let middle = median(longest.clone());
    println!(
        "{what}: {:.0} ms in all; longest block of the main thread {middle:.0} ms (wanted: none over 50) {}",
        median(runs.iter().map(|(_, all)| *all).collect()),
        verdict(middle <= BLOCK)
    );
    for (run, (blocks, _)) in runs.iter().enumerate() {
        let said: Vec<String> = blocks
            .iter()
            .map(|each| {
                format!(
                    "{:.0} ms at {:.0} ms, then “{}”",
                    each.lasted, each.at, each.shown
                )
            })
            .collect();
        println!(
            "    run {}: {}",
            run + 1,
            if said.is_empty() {
                "none".to_owned()
            } else {
                said.join("; ")
            }
        );
    }
}

fn report_frames(runs: &[Vec<f64>]) {
    let at = |part: f64| {
        let each = runs.iter().filter_map(|run| quantile(run.clone(), part));
        quantile(each.collect(), 0.5).unwrap_or_default()
    };
    println!(
        "frame intervals while it scrolls by: median {:.1} ms, 95th percentile {:.1} ms (wanted: {FRAME}) {}, longest {:.1} ms",
        at(0.5),
        at(0.95),
        // A clock of tenths puts as many frames a tenth above as below.
        verdict(at(0.95) < FRAME + 0.15),
        at(1.0)
    );
}

fn verdict(held: bool) -> &'static str {
    if held { "HELD" } else { "NOT HELD" }
}
