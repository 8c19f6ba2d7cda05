//! How soon a visitor with a slow connection and a slow machine sees the first question: the quiz beside SurveyJS, on pages that differ
//! in nothing else, served compressed alike, in the same browser, one after the other.

use crate::table::quantile;
use anyhow::{Context, Result, bail};
use leadlens_tests::{Browser, driver::Driver, session::Session};
use serde::Deserialize;
use serde_json::json;
use std::{
    path::Path,
    time::{Duration, Instant},
};
use xtask::{HeaderRules, Mount, Server};

/// Each page is opened so many times, after once that does not count.
const RUNS: usize = 9;
/// How long a page may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// A connection as Chromium's "Slow 4G": milliseconds until an answer begins, and bytes per second.
const LATENCY: u32 = 150;
const DOWN: u32 = 1_600_000 / 8;
const UP: u32 = 750_000 / 8;
/// The processor is this many times slower than it is.
const SLOWER: u32 = 4;

/// What `bench/quiz/probe.js` notes of one visit.
#[derive(Debug, Deserialize)]
struct Seen {
    /// Milliseconds from the start of the visit until the question was painted.
    at: f64,
    /// Bytes of all files fetched until then, as they were sent.
    bytes: u64,
    /// Each file: path, begun and done in milliseconds, bytes.
    fetched: Vec<(String, f64, f64, u64)>,
}

/// Opens both pages of a folder that `cargo xtask bench` prepared, by turns, and prints what came out.
///
/// # Errors
/// The browser cannot be started, or a page never shows the question.
pub async fn measure(folder: &Path, scratch: &Path) -> Result<()> {
    let mut mount = Mount::root(folder).without_policy();
    // All files lie there as they are sent.
    mount.rules = HeaderRules::parse("/*\n  Content-Encoding: br\n");
    let server = Server::start(0, vec![mount], Vec::new(), "")?;
    let driver = Driver::start(Browser::Chromium, &scratch.join("quiz")).await?;
    let session = Session::start(&driver, scratch).await?;
    prepare(&session).await?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for run in 0..=RUNS {
        let seen = visit(&session, &format!("{}/ours.html", server.origin())).await?;
        let other = visit(&session, &format!("{}/peer.html", server.origin())).await?;
        // The first time the browser itself is not warm.
        if run > 0 {
            ours.push(seen);
            theirs.push(other);
        }
    }
    session.end().await;
    report(&ours, &theirs);
    Ok(())
}

async fn prepare(session: &Session) -> Result<()> {
    let devtools = session.driver.cdp();
    for (method, settings) in [
        ("Network.enable", json!({})),
        ("Page.enable", json!({})),
        (
            "Network.emulateNetworkConditions",
            json!({ "offline": false, "latency": LATENCY, "downloadThroughput": DOWN, "uploadThroughput": UP }),
        ),
        ("Emulation.setCPUThrottlingRate", json!({ "rate": SLOWER })),
        (
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": include_str!("../bench/quiz/probe.js") }),
        ),
    ] {
        devtools
            .send_raw(method, settings)
            .await
            .with_context(|| method.to_owned())?;
    }
    Ok(())
}

/// Opens a page with nothing in the browser's cache.
async fn visit(session: &Session, url: &str) -> Result<Seen> {
    let page = &session.driver;
    page.goto("about:blank").await?;
    page.cdp()
        .send_raw("Network.clearBrowserCache", json!({}))
        .await?;
    page.goto(url).await?;
    let start = Instant::now();
    loop {
        let seen: Option<Seen> = page
            .execute("return window.seen ?? null", Vec::new())
            .await?
            .convert()?;
        if let Some(seen) = seen {
            return Ok(seen);
        }
        if start.elapsed() > PATIENCE {
            bail!("{url} does not show the question");
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

fn report(ours: &[Seen], theirs: &[Seen]) {
    println!(
        "\nthe first question of a quiz; {} kbit/s, {LATENCY} ms to each answer, processor {SLOWER} times slower, nothing cached, brotli",
        DOWN * 8 / 1000
    );
    println!(
        "{:<44} {:<24} {:>10} {:>10} {:>8} {:>8}",
        format!("median of {RUNS}"),
        "peer",
        "peer",
        "ours",
        "ratio",
        "wanted"
    );
    let line = |name: &str, wanted: &str, of: fn(&Seen) -> f64| {
        let median = |runs: &[Seen]| quantile(runs.iter().map(of).collect(), 0.5);
        if let (Some(peer), Some(own)) = (median(theirs), median(ours)) {
            println!(
                "{name:<44} {:<24} {peer:>10.0} {own:>10.0} {:>8.2} {wanted:>8}",
                "SurveyJS",
                peer / own
            );
        }
    };
    line("painted after, ms", "1.00", |seen| seen.at);
    #[expect(clippy::cast_precision_loss, reason = "far fewer bytes than 2^52")]
    line("bytes fetched until then", "-", |seen| seen.bytes as f64);
    for (name, runs) in [("ours", ours), ("SurveyJS", theirs)] {
        let times: Vec<String> = runs.iter().map(|seen| format!("{:.0}", seen.at)).collect();
        println!("    {name}: {} ms", times.join(", "));
        for (path, begun, done, bytes) in runs.last().map_or(&[][..], |seen| &seen.fetched) {
            println!("        {path:<28} {begun:>6} to {done:>6} ms {bytes:>8} bytes");
        }
    }
}
