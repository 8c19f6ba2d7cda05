//! Accessibility, checked by axe-core against WCAG 2.2 AA.

use crate::{Page, Result};
use anyhow::bail;

/// Loads axe from the page's own origin (its policy allows nothing else) and runs it.
const RUN: &str = r#"
const done = arguments[arguments.length - 1];
const run = () => axe.run(document, {
  resultTypes: ["violations"],
  runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
}).then(
  (found) => done({ violations: found.violations.map((violation) =>
    `${violation.id}: ${violation.help}\n` + violation.nodes.slice(0, 5).map((node) =>
      `      ${node.target.join(" ")}  ${node.html.slice(0, 160)}\n        ` +
      [...node.any, ...node.all, ...node.none].map((check) => check.message).join("; ")).join("\n")) }),
  (error) => done({ error: String(error) }),
);
if (window.axe) run();
else {
  const script = document.createElement("script");
  script.src = "/__axe.js";
  script.onload = run;
  script.onerror = () => done({ error: "axe could not be loaded" });
  document.head.append(script);
}
"#;

/// Fails with every violation on the page as it is now.
///
/// # Errors
/// There is a violation, or axe could not run.
pub async fn check(page: &Page) -> Result<()> {
    let found: serde_json::Value = page.eval_async(RUN).await?;
    if let Some(error) = found.get("error") {
        bail!("axe: {error}");
    }
    let violations: Vec<&str> = found
        .get("violations")
        .and_then(serde_json::Value::as_array)
        .map(|list| list.iter().filter_map(serde_json::Value::as_str).collect())
        .unwrap_or_default();
    if !violations.is_empty() {
        bail!("accessibility:\n    {}", violations.join("\n    "));
    }
    Ok(())
}
