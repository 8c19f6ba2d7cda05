//! Where something is missing: WebAssembly, the engine, the quiz. A frame is used, or the page's own fallback is shown, and the console says why.

use super::{
    host::{Policy, host, host_of_widget, host_with, host_without_engine},
    visitor::{expect, press_next, told},
};
use leadlens_tests::{Context, Page, Result, Test, ensure, test};
use serde_json::{Value, json};
use std::fs;
use xtask::{Extra, Server};

/// The table of this file.
pub(super) fn tests() -> Vec<Test> {
    vec![
        test("quiz::falls_back_to_a_frame", falls_back_to_a_frame)
            .expecting_problem("policy: script-src")
            .expecting_problem("add 'wasm-unsafe-eval' to script-src")
            .within(60),
        test(
            "quiz::arrives_under_every_policy_and_storage",
            every_policy_and_storage,
        )
        .expecting_problem("policy: script-src")
        .expecting_problem("add 'wasm-unsafe-eval' to script-src")
        .within(90),
        test("quiz::says_that_the_engine_is_blocked", engine_is_blocked)
            .expecting_problem("engine.wasm is blocked or not there: add http://127.0.0.1")
            .expecting_problem("CORS")
            .expecting_problem("access control checks")
            .expecting_problem("could not load")
            .within(60),
        test("quiz::says_that_the_engine_is_none", engine_is_none)
            .expecting_problem("engine.wasm is of the wrong type: the host sends text/html")
            .expecting_problem("<leadlens-quiz>:")
            .within(60),
        test("quiz::says_that_the_engine_is_missing", engine_is_missing)
            .expecting_problem("engine.wasm is blocked or not there")
            .expecting_problem("engine.wasm is not there: the host answers 404.")
            .expecting_problem("engine.wasm cannot be loaded: the host answers 404")
            .expecting_problem("CORS")
            .expecting_problem("access control checks")
            .expecting_problem("could not load")
            .within(60),
        test("quiz::names_what_forbids_the_frame", frame_is_forbidden)
            .expecting_problem("policy: script-src")
            .expecting_problem("policy: frame-src")
            .expecting_problem("add 'wasm-unsafe-eval' to script-src")
            .expecting_problem("in frame-src")
            .within(60),
        test("quiz::says_what_is_missing", says_what_is_missing).expecting_problem("nowhere.json"),
    ]
}

async fn falls_back_to_a_frame(page: Page) -> Result<()> {
    let _host = host(&page, "page.html?ref=partner", Policy::NoWebAssembly).await?;
    told(&page, "ready").await?;
    page.eval::<Value>("document.querySelector('leadlens-quiz').start(); return null")
        .await?;
    page.wait_until("happened('step').length").await?;
    // Someone else's message counts for nothing.
    page.eval::<Value>(
        "postMessage({ leadlens: 1, event: 'finish', detail: {} }, '*'); return null",
    )
    .await?;
    let height: f64 = page
        .eval("return part('iframe').getBoundingClientRect().height")
        .await?;
    page.eval::<Value>("document.querySelector('leadlens-quiz').next(); return null")
        .await?;
    page.wait_until(&format!(
        "part('iframe').getBoundingClientRect().height > {height}"
    ))
    .await?;
    page.screenshot("quiz-frame").await?;
    // To the end, by what the element can be told from outside.
    page.eval::<Value>(
        "document.querySelector('leadlens-quiz').state = { place: 'consent', path: ['market', 'mail'], given: { market: 'companies', mail: 'uma@example.com' }, agreed: true }; return null",
    )
    .await?;
    let detail = press_next(&page).await?;
    expect(
        &detail,
        "/contact/attributes/in_target_market",
        &json!("yes"),
    )?;
    expect(&detail, "/contact/attributes/source", &json!("partner"))?;
    expect(&detail, "/consent", &json!(true))
}

/// Host policies by storage; the browsers are the third side. The result always arrives as the host's own event.
async fn every_policy_and_storage(page: Page) -> Result<()> {
    for policy in [Policy::None, Policy::Strict, Policy::NoWebAssembly] {
        for path in ["inline.html", "inline.html?nostorage"] {
            let _host = host(&page, path, policy).await?;
            told(&page, "ready").await?;
            page.eval::<Value>(
                "document.querySelector('leadlens-quiz').state = { place: 'question', path: ['intent'], given: { intent: 'yes' } }; return null",
            )
            .await?;
            press_next(&page)
                .await
                .with_context(|| format!("{path} under {policy:?}"))?;
            let framed: bool = page.eval("return Boolean(part('iframe'))").await?;
            ensure!(
                framed == (policy == Policy::NoWebAssembly),
                "{path} under {policy:?}: framed is {framed}"
            );
        }
    }
    Ok(())
}

/// Where other origins may not read the engine, a frame from its own origin may.
async fn engine_is_blocked(page: Page) -> Result<()> {
    let engine = Extra {
        path: "/embed/engine.wasm".to_owned(),
        media_type: "application/wasm".to_owned(),
        body: fs::read(page.site().folder.join("embed/engine.wasm"))?,
    };
    let widget = host_of_widget(&page, engine)?;
    let _host = host_with(&page, "inline.html", Policy::None, &widget.origin()).await?;
    told(&page, "ready").await?;
    page.wait_until(
        "part('iframe') && window.__problems.some((each) => each.includes('is blocked or not there'))",
    )
    .await
}

/// A page in place of the engine is no engine, in no frame either: the fallback is shown.
async fn engine_is_none(page: Page) -> Result<()> {
    let engine = Extra {
        path: "/embed/engine.wasm".to_owned(),
        media_type: "text/html; charset=utf-8".to_owned(),
        body: b"<!doctype html><title>Not found</title>".to_vec(),
    };
    let widget = host_of_widget(&page, engine)?;
    page.open_url(&format!("{}/page.html", widget.origin()))
        .await?;
    told(&page, "error").await?;
    fallback_is_shown(&page).await?;
    page.wait_until("window.__problems.some((each) => each.includes('wrong type'))")
        .await
}

/// A host without the engine. The frame is tried, and has none either: the fallback is shown, and the console says what the host answers.
/// On a page from elsewhere only the frame can know: the browser keeps the answer from the page.
async fn engine_is_missing(page: Page) -> Result<()> {
    let widget = host_without_engine(&page)?;
    let own = format!("{}/page.html", widget.origin());
    page.open_url(&own).await?;
    engine_was_missed(
        &page,
        "/embed/engine.wasm is not there: the host answers 404.",
    )
    .await?;
    let before = frames(&widget);
    ensure!(before > 0, "no frame was tried");
    let _host = host_with(&page, "page.html", Policy::Strict, &widget.origin()).await?;
    engine_was_missed(
        &page,
        "/embed/engine.wasm cannot be loaded: the host answers 404",
    )
    .await?;
    ensure!(frames(&widget) > before, "no frame was tried elsewhere");
    Ok(())
}

async fn engine_was_missed(page: &Page, said: &str) -> Result<()> {
    told(page, "error").await?;
    fallback_is_shown(page).await?;
    page.wait_until(&format!(
        "window.__problems.some((each) => each.includes({}))",
        json!(said)
    ))
    .await
}

/// How often the frame's page was fetched.
fn frames(widget: &Server) -> usize {
    let log = widget.log();
    log.iter()
        .filter(|request| request.path == "/embed/frame.html" && request.status == 200)
        .count()
}

/// Neither WebAssembly nor the frame: the page's own words are shown, and the console names both directives.
async fn frame_is_forbidden(page: Page) -> Result<()> {
    let _host = host(&page, "page.html", Policy::NoFrame).await?;
    let detail = told(&page, "error").await?;
    let message = detail
        .get("message")
        .and_then(Value::as_str)
        .unwrap_or_default();
    ensure!(
        message.contains(&format!("must name {} in frame-src", page.origin())),
        "it says {message:?}"
    );
    fallback_is_shown(&page).await?;
    for named in ["in frame-src", "to script-src"] {
        page.wait_until(&format!(
            "window.__problems.some((each) => each.startsWith('console: <leadlens-quiz>') && each.includes('{named}'))"
        ))
        .await?;
    }
    Ok(())
}

async fn fallback_is_shown(page: &Page) -> Result<()> {
    page.wait_until("document.querySelector('leadlens-quiz p').getClientRects().length > 0")
        .await
}

async fn says_what_is_missing(page: Page) -> Result<()> {
    let _host = host(&page, "missing.html", Policy::Strict).await?;
    let detail = told(&page, "error").await?;
    let message = detail
        .get("message")
        .and_then(Value::as_str)
        .unwrap_or_default();
    ensure!(
        message.contains("nowhere.json") && message.contains("404"),
        "it says {message:?}"
    );
    ensure!(
        page.eval::<bool>("return document.querySelector('#instead').getClientRects().length > 0")
            .await?,
        "the fallback is not shown"
    );
    Ok(())
}
