//! The triage room under load: 100,000 rows come in, then the table is scrolled. What is measured is what a person
//! feels: how long the page did not answer, and how evenly it moved.

use crate::table::quantile;
use anyhow::{Context, Result, bail};
use leadlens_tests::{Browser, Page, Site, driver::Driver, session::Session};
use serde_json::{Value, json};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

/// Where in the room things are; to be kept in step with it.
const FILE_FIELD: &str = ".empty input[type=file]";
/// Pressed one after the other after the file was chosen, each once it is there: the columns as they were taken, no answers.
const CONFIRM: &[&str] = &["Go on", "Import"];
/// A JavaScript expression that is true once all rows are in and staged.
const ALL_IN: &str = "[...document.querySelectorAll('.tally')].some((e) => e.textContent.includes('100,000')) && !document.querySelector('.tally progress')";
/// What scrolls.
const SCROLLER: &str = ".contacts-body";

const ROWS: usize = 100_000;

/// Imports the generated list into the built site and scrolls through it.
///
/// # Errors
/// The room is not as expected here, or the browser fails.
pub async fn measure(folder: PathBuf, scratch: &Path) -> Result<()> {
    let site = Site::in_folder(folder)?;
    let driver = Driver::start(Browser::Chromium, &scratch.join("room")).await?;
    let session = Session::start(&driver, scratch).await?;
    let page = Page::new(session, &site, scratch.join("screenshots"))?;
    page.size(1280, 900).await?;
    page.open("").await?;
    page.wait_until("window.wasmBindings").await?;
    page.find(FILE_FIELD).await?;
    import(&page).await.context("importing")?;
    scroll(&page).await.context("scrolling")?;
    page.session().end().await;
    Ok(())
}

async fn import(page: &Page) -> Result<()> {
    // The list is made before anything is watched, and given to the field as its picker would.
    let made: Value = page
        .eval_async(&format!(
            "const done = arguments[0];\
             import('/__generate.js').then(async ({{ csvFile }}) => {{\
               const given = new DataTransfer(); given.items.add(csvFile({ROWS})); window.__given = given.files;\
               await new Promise((resolve) => setTimeout(resolve, 1000));\
               window.__long = [];\
               new PerformanceObserver((list) => list.getEntries().forEach((each) => window.__long.push(each.duration)))\
                 .observe({{ type: 'longtask' }});\
               done({{ bytes: given.files[0].size }});\
             }}).catch((error) => done({{ error: String(error) }}))"
        ))
        .await?;
    if let Some(error) = made.get("error") {
        bail!("the list could not be made: {error}");
    }
    let choose = "const field = document.querySelector(arguments[0]); field.files = window.__given;\
         window.__begun = performance.now(); field.dispatchEvent(new Event('change', { bubbles: true })); return null";
    page.eval_with::<Value>(choose, vec![json!(FILE_FIELD)])
        .await?;
    for name in CONFIRM {
        let there = format!(
            "[...document.querySelectorAll('dialog[open] button.primary')].find((e) => e.innerText.trim() === {})",
            json!(name)
        );
        page.wait_long(&there, Duration::from_secs(60)).await?;
        page.eval::<Value>(&format!("{there}.click(); return null"))
            .await?;
    }
    page.wait_long(ALL_IN, Duration::from_secs(120)).await?;
    let (longest, count, took): (f64, u32, f64) = page
        .eval("return [Math.max(0, ...window.__long), window.__long.length, performance.now() - window.__begun]")
        .await?;
    println!(
        "\n{ROWS} rows, {} bytes into the room: {took:.0} ms in all",
        made.get("bytes").unwrap_or(&Value::Null)
    );
    println!(
        "longest block of the main thread: {longest:.0} ms ({count} over 50 ms; wanted: none)"
    );
    Ok(())
}

async fn scroll(page: &Page) -> Result<()> {
    page.eval::<Value>("document.querySelector('dialog[open]')?.close(); return null")
        .await?;
    tokio::time::sleep(Duration::from_secs(3)).await;
    let intervals: Vec<f64> = page
        .eval_async(&format!(
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
        .await?;
    let at = |part| quantile(intervals.clone(), part).unwrap_or_default();
    println!(
        "frame intervals while scrolling: median {:.1} ms, 95th percentile {:.1} ms (wanted: 16.7), longest {:.1} ms",
        at(0.5),
        at(0.95),
        at(1.0)
    );
    Ok(())
}
