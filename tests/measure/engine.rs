//! The engine and the readers against their peers, on a page of the bench's own.

use crate::table;
use anyhow::{Result, bail};
use leadlens_tests::{Browser, driver::Driver, session::Session};
use serde_json::{Value, json};
use std::{
    path::Path,
    time::{Duration, Instant},
};
use xtask::{Mount, Server};

/// How long all measurements may take together.
const PATIENCE: Duration = Duration::from_secs(900);

/// Runs `window.runBench()` of `tests/bench/bench.js` with the WebAssembly in `folder`, and prints what it gives.
///
/// # Errors
/// The browser cannot be started, or the page fails.
pub async fn measure(folder: &Path, rows: usize, scratch: &Path) -> Result<()> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let server = Server::start(
        0,
        vec![
            Mount::root(&tests.join("bench")).without_policy(),
            Mount::at("/engine/", folder).without_policy(),
            Mount::at("/modules/", &tests.join("node_modules")).without_policy(),
        ],
        Vec::new(),
        "",
    )?;
    let driver = Driver::start(Browser::Chromium, scratch).await?;
    let session = Session::start(&driver, scratch).await?;
    let page = session.driver.clone();
    page.goto(format!("{}/bench.html", server.origin())).await?;
    let start = "const [settings] = arguments; window.report = null;\
         const wait = () => window.runBench ? window.runBench(settings).then(\
           (report) => { window.report = report }, (error) => { window.report = { error: String(error.stack || error) } })\
           : setTimeout(wait, 50);\
         wait(); return null";
    page.execute(start, vec![json!({ "rows": rows, "runs": 7 })])
        .await?;
    let begun = Instant::now();
    let report = loop {
        tokio::time::sleep(Duration::from_millis(500)).await;
        let report = page
            .execute("return window.report", Vec::new())
            .await?
            .json()
            .clone();
        if !report.is_null() {
            break report;
        }
        if begun.elapsed() > PATIENCE {
            bail!("the bench did not end in {} s", PATIENCE.as_secs());
        }
    };
    session.end().await;
    if let Some(error) = report.get("error").and_then(Value::as_str) {
        bail!("the bench page failed: {error}");
    }
    table::print(&report);
    Ok(())
}
