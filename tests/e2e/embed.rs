//! The script interface on a stranger's page, from another origin.

use leadlens_tests::{Page, Result, Site, Test, ensure, test};
use serde_json::Value;

/// The table of this file; empty as long as the embed is not part of the site, which is then said.
pub fn tests(site: &Site) -> Vec<Test> {
    if !site.has_embed() {
        println!("The embed is not built, so its tests are left out.");
        return Vec::new();
    }
    vec![
        test(
            "embed::assesses_on_a_strangers_page",
            assesses_on_a_strangers_page,
        ),
        test(
            "embed::bad_input_names_the_member",
            bad_input_names_the_member,
        ),
    ]
}

/// Opens a page on another origin that loads the script interface, runs a script body with it in scope as `leadlens`,
/// and gives what the body returns.
async fn on_a_strangers_page(page: &Page, body: &str) -> Result<Value> {
    let module = format!("{}/embed/leadlens.js", page.origin());
    let html = format!(
        "<!doctype html><html lang=en><title>A stranger's page</title><link rel=icon href=data:,>\
         <script src=/__watch.js></script><p>text</p><script type=module>\
         try {{ const leadlens = await import({module:?}); window.result = {{ value: await (async () => {{ {body} }})() }}; }}\
         catch (error) {{ window.result = {{ error: String(error) }}; }}</script>"
    );
    let stranger = page.site().serve_stranger(&[("/", html)])?;
    page.open_url(&format!("{}/", stranger.origin())).await?;
    page.wait_until("window.result").await?;
    let result: Value = page.eval("return window.result").await?;
    if let Some(error) = result.get("error") {
        anyhow::bail!("the stranger's page failed: {error}");
    }
    let failed: Vec<_> = stranger
        .log()
        .into_iter()
        .filter(|request| request.status >= 400)
        .collect();
    ensure!(
        failed.is_empty(),
        "asked of the stranger's site: {failed:?}"
    );
    Ok(result.get("value").cloned().unwrap_or_default())
}

async fn assesses_on_a_strangers_page(page: Page) -> Result<()> {
    let found = on_a_strangers_page(
        &page,
        "await leadlens.ready();\
         const contact = { attributes: { employees: 120 }, signals: [{ kind: 'replied', date: '2026-10-30' }] };\
         const assessment = leadlens.assess({ rulebook: 'house', contact, as_of: '2026-11-12' });\
         return { assessment, rulebooks: leadlens.rulebooks(), version: leadlens.version };",
    )
    .await?;
    let stage = found.pointer("/assessment/stage").and_then(Value::as_str);
    ensure!(stage == Some("lead"), "the stage is {stage:?}");
    let ids: Vec<&str> = found
        .get("rulebooks")
        .and_then(Value::as_array)
        .map(|list| {
            list.iter()
                .filter_map(|each| each.get("id").and_then(Value::as_str))
                .collect()
        })
        .unwrap_or_default();
    ensure!(
        ids.len() == 7 && ids.contains(&"house"),
        "the rulebooks are {ids:?}"
    );
    let version = found
        .get("version")
        .and_then(Value::as_str)
        .unwrap_or_default();
    ensure!(!version.is_empty(), "there is no version");
    Ok(())
}

async fn bad_input_names_the_member(page: Page) -> Result<()> {
    let found = on_a_strangers_page(
        &page,
        "await leadlens.ready();\
         try { leadlens.assess({ rulebook: 'house', contact: { signals: [{ kind: 'replied', date: 'soon' }] }, as_of: '2026-11-12' }); return 'nothing thrown'; }\
         catch (error) { return [error instanceof Error, error.message]; }",
    )
    .await?;
    ensure!(
        found.pointer("/0") == Some(&Value::Bool(true)),
        "no Error was thrown: {found}"
    );
    let message = found
        .pointer("/1")
        .and_then(Value::as_str)
        .unwrap_or_default();
    ensure!(
        message.contains("signals[0].date"),
        "the message names no member: {message}"
    );
    Ok(())
}
