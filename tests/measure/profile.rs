//! A CPU profile of the page, to find out where a block comes from. It slows the page down; what it measures meanwhile
//! says where time goes, not how much.

use crate::blocks::Block;
use anyhow::{Context, Result};
use leadlens_tests::Page;
use serde_json::{Value, json};
use std::{fs, path::Path};

/// Begins.
///
/// # Errors
/// The browser does not do it.
pub async fn start(page: &Page) -> Result<()> {
    let driver = page.driver();
    let tools = driver.cdp();
    tools.send_raw("Profiler.enable", json!({})).await?;
    tools
        .send_raw("Profiler.setSamplingInterval", json!({ "interval": 200 }))
        .await?;
    tools.send_raw("Profiler.start", json!({})).await?;
    Ok(())
}

/// Ends, and writes `NAME.cpuprofile`, which DevTools opens, with the page's clock and blocks in it.
///
/// # Errors
/// It was not begun, or cannot be written.
pub async fn write(page: &Page, folder: &Path, name: &str, blocks: &[Block]) -> Result<()> {
    let now: f64 = page.eval("return performance.now()").await?;
    let stopped = page
        .driver()
        .cdp()
        .send_raw("Profiler.stop", json!({}))
        .await?;
    let mut profile: Value = stopped.get("profile").cloned().context("no profile came")?;
    let blocks: Vec<Value> = blocks
        .iter()
        .map(|each| json!({ "at": each.at, "lasted": each.lasted, "shown": each.shown }))
        .collect();
    if let Some(members) = profile.as_object_mut() {
        members.insert("pageNowAtEnd".to_owned(), json!(now));
        members.insert("pageBlocks".to_owned(), json!(blocks));
    }
    fs::create_dir_all(folder)?;
    fs::write(
        folder.join(format!("{name}.cpuprofile")),
        profile.to_string(),
    )?;
    Ok(())
}
