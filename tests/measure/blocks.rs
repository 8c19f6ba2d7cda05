//! Blocks of the main thread: how long a page did not answer, as the browser itself counts it.

use anyhow::Result;
use leadlens_tests::Page;
use serde::Deserialize;

/// The browser tells of every task of more than 50 ms, drawing included. With each goes what the page showed right after
/// it, since that says more than a time.
const WATCH: &str = "\
    const shown = () => {\
      const open = document.querySelector('dialog[open]');\
      return open?.querySelector('.import-work b')?.textContent\
        || open?.querySelector('h2')?.textContent\
        || (document.querySelector('.tally progress') && 'Staging')\
        || document.querySelector('.keep-words')?.textContent || 'the page';\
    };\
    window.__blocks = [];\
    new PerformanceObserver((list) => {\
      for (const { startTime, duration } of list.getEntries())\
        window.__blocks.push({ at: startTime, lasted: duration, shown: shown() });\
    }).observe({ type: 'longtask', buffered: true });\
    return performance.now()";

/// One task of more than 50 ms.
#[derive(Debug, Clone, Deserialize)]
pub struct Block {
    /// Milliseconds since the page was opened.
    pub at: f64,
    /// Milliseconds.
    pub lasted: f64,
    /// What the page showed when it was over.
    pub shown: String,
}

/// Watches from now on; gives the page's time.
///
/// # Errors
/// The browser does not answer.
pub async fn watch(page: &Page) -> Result<f64> {
    page.eval(WATCH).await
}

/// The blocks since a time of the page, those included that were over before it was watched.
///
/// # Errors
/// The page is not watched.
pub async fn since(page: &Page, begun: f64) -> Result<Vec<Block>> {
    let blocks: Vec<Block> = page.eval("return window.__blocks").await?;
    Ok(blocks
        .into_iter()
        .filter(|block| block.at + block.lasted > begun)
        .collect())
}

/// The longest of them, in milliseconds; what is below 50 counts as nothing, as the browser does not tell of it.
pub fn longest(blocks: &[Block]) -> f64 {
    blocks.iter().map(|block| block.lasted).fold(0.0, f64::max)
}
