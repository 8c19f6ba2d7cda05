//! A deck's packages for learning platforms, as a platform unpacks and shows them.

pub mod platform;

use leadlens_tests::{Browser, Context, Key, Page, Result, Scheme, Test, ensure, test};
use platform::{Platform, Store};
use serde_json::{Value, json};
use std::{path::Path, process::Command};
use xtask::programs;

/// The table of this file.
pub fn tests() -> Vec<Test> {
    let mut tests = vec![
        // Node runs these; the browser only waits.
        test("lms::scripts_keep_to_the_standards", scripts)
            .only(&[Browser::Chromium])
            .within(120),
        test("lms::scorm_1_2_resumes_and_passes", |page| {
            resumes(page, "strict12", "scorm12")
        })
        .within(90),
        test("lms::scorm_2004_resumes_and_passes", |page| {
            resumes(page, "strict2004", "scorm2004")
        })
        .within(90),
        test("lms::cmi5_resumes_and_passes", cmi5).within(90),
        test("lms::plays_by_keyboard", plays_by_keyboard).within(60),
        test("lms::scorm_1_2_with_scorm_again", |page| {
            with_again(page, "again12", "scorm12")
        }),
        test("lms::scorm_2004_with_scorm_again", |page| {
            with_again(page, "again2004", "scorm2004")
        }),
    ];
    for (name, width, scheme) in [
        ("lms::clean_wide_and_light", 1280, Scheme::Light),
        ("lms::clean_wide_and_dark", 1280, Scheme::Dark),
        ("lms::clean_narrow_and_light", 320, Scheme::Light),
        ("lms::clean_narrow_and_dark", 320, Scheme::Dark),
    ] {
        tests.push(test(name, move |page| clean(page, width, scheme)).within(90));
    }
    tests
}

async fn scripts(page: Page) -> Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let node = programs::first(&["node"]).context("node was not found")?;
    let output = Command::new(node)
        .current_dir(folder)
        .args(["--test", "lms/"])
        .output()?;
    ensure!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
    // Nothing of it concerns the page.
    page.open_url("about:blank").await
}

/// The page's `document` of the frame in which the player is.
pub const INSIDE: &str = "inside()";

/// Answers the case on the screen with the option of this name, surely, and goes on.
pub async fn answer(page: &Page, within: &str, option: &str) -> Result<()> {
    page.wait_until(&format!(
        "{within}?.querySelector('input[name=option]') && {within}.activeElement.tagName === 'H2'"
    ))
    .await?;
    let script = format!(
        "const within = {within}; const label = [...within.querySelectorAll('.options label')].find((each) => each.textContent === arguments[0]);\
         label.querySelector('input').click(); within.querySelector('.sure input[value=\"2\"]').click(); within.querySelector('.next').click(); return null"
    );
    page.eval_with::<Value>(&script, vec![json!(option)])
        .await?;
    page.wait_until(&format!("{within}.querySelector('.answer')"))
        .await?;
    click(page, within, ".next").await
}

/// Clicks what a selector finds, once it is there.
pub async fn click(page: &Page, within: &str, selector: &str) -> Result<()> {
    page.wait_until(&format!("{within}?.querySelector('{selector}')"))
        .await?;
    page.eval::<Value>(&format!(
        "{within}.querySelector('{selector}').click(); return null"
    ))
    .await
    .map(drop)
}

/// Waits until the player says this.
pub async fn says(page: &Page, within: &str, part: &str) -> Result<()> {
    let said = format!("{within}?.querySelector('main')?.innerText");
    if page
        .wait_until(&format!("{said}?.includes({})", json!(part)))
        .await
        .is_err()
    {
        let found: Value = page.eval(&format!("return {said} ?? null")).await?;
        ensure!(false, "the player should say {part:?} and says {found}");
    }
    Ok(())
}

/// Two sessions: left after one case, by going elsewhere; taken up again and ended with a pass.
async fn resumes(page: Page, kind: &str, package: &str) -> Result<()> {
    let platform = Platform::start(&page)?;
    page.open_url(&platform.url("platform.html")).await?;
    page.wait_until("window.launch").await?;
    let address = format!("/{package}/player.html");
    launch(&page, kind, &address, &json!({})).await?;
    click(&page, INSIDE, ".next").await?;
    answer(&page, INSIDE, "Lead").await?;
    says(&page, INSIDE, "Case 2 of 3").await?;
    page.eval::<Value>("leave(); return null").await?;
    page.wait_until("['finished', 'terminated'].includes(platform.state())")
        .await?;
    let (faults, kept): (Vec<String>, Value) = page
        .eval("return [platform.faults, platform.values]")
        .await?;
    ensure!(faults.is_empty(), "{faults:?}");

    launch(&page, kind, &address, &kept).await?;
    says(&page, INSIDE, "You have done 1 case of them already.").await?;
    click(&page, INSIDE, ".next").await?;
    // Text is text.
    says(&page, INSIDE, "<b>Bo</b> & \"Co\"").await?;
    answer(&page, INSIDE, "Contact").await?;
    answer(&page, INSIDE, "Send <i>it</i>").await?;
    says(&page, INSIDE, "You had 2 of 3 cases right: 66.7 %.").await?;
    says(&page, INSIDE, "Passed").await?;
    says(&page, INSIDE, "2 of 3 right").await?;
    click(&page, INSIDE, ".next").await?;
    says(&page, INSIDE, "You can close this window now.").await?;
    let second: Value = page
        .eval(
            "return { faults: platform.faults, state: platform.state(), count: platform.interactions.length,\
             status: platform.values['cmi.core.lesson_status'] ?? platform.values['cmi.success_status'],\
             raw: platform.values['cmi.core.score.raw'] ?? platform.values['cmi.score.raw'], problems: inside().defaultView.__problems }",
        )
        .await?;
    let state = if kind == "strict12" {
        "finished"
    } else {
        "terminated"
    };
    let expected = json!({ "faults": [], "state": state, "count": 2, "status": "passed", "raw": "66.67", "problems": [] });
    ensure!(second == expected, "the platform has {second}");
    platform.nothing_was_missing()
}

/// Has the platform open a player, with what it kept of a session before.
pub async fn launch(page: &Page, kind: &str, address: &str, before: &Value) -> Result<()> {
    page.eval_with::<Value>(
        "launch(...arguments); return null",
        vec![json!(kind), json!(address), before.clone()],
    )
    .await
    .map(drop)
}

/// The same on a platform that people use.
async fn with_again(page: Page, kind: &str, package: &str) -> Result<()> {
    let platform = Platform::start(&page)?;
    page.open_url(&platform.url("platform.html")).await?;
    page.wait_until("window.launch").await?;
    launch(&page, kind, &format!("/{package}/player.html"), &json!({})).await?;
    click(&page, INSIDE, ".next").await?;
    for option in ["Lead", "Prospect", "Wait"] {
        answer(&page, INSIDE, option).await?;
    }
    says(&page, INSIDE, "Passed").await?;
    says(&page, INSIDE, "60 % was asked for").await?;
    page.eval::<Value>("leave(); return null").await?;
    page.wait_until("platform.isTerminated()").await?;
    let status: String = page
        .eval("const { cmi } = JSON.parse(JSON.stringify({ cmi: platform.cmi })); return cmi.core?.lesson_status ?? cmi.success_status")
        .await?;
    ensure!(status == "passed", "the platform says {status}");
    platform.nothing_was_missing()
}

async fn cmi5(page: Page) -> Result<()> {
    let platform = Platform::start(&page)?;
    let back = platform.url("back.html");
    let mut store = Store::start(&json!({ "masteryScore": 0.6, "returnURL": back }))?;
    let within = "document";
    page.open_url(&platform.url(&format!("cmi5/player.html?{}", store.session(0))))
        .await?;
    click(&page, within, ".next").await?;
    answer(&page, within, "Lead").await?;
    says(&page, within, "Case 2 of 3").await?;
    // Closed as people close pages.
    page.open_url("about:blank").await?;
    page.open_url(&platform.url(&format!("cmi5/player.html?{}", store.session(1))))
        .await?;
    says(&page, within, "You have done 1 case of them already.").await?;
    click(&page, within, ".next").await?;
    answer(&page, within, "Prospect").await?;
    answer(&page, within, "Wait").await?;
    says(&page, within, "Passed").await?;
    click(&page, within, ".next").await?;
    page.wait_until(&format!("location.href === {}", json!(back)))
        .await?;
    let report: Value = page
        .eval_async(&format!(
            "const done = arguments[0]; fetch({}).then((sent) => sent.json()).then(done)",
            json!(store.report())
        ))
        .await?;
    store.end()?;
    let faults = report.get("faults");
    ensure!(faults == Some(&json!([])), "{faults:?}");
    let statements = report.get("statements").and_then(Value::as_array);
    let verbs: Vec<&str> = statements
        .into_iter()
        .flatten()
        .filter_map(|each| each.get("verb")?.as_str())
        .collect();
    let expected = [
        "initialized",
        "answered",
        "terminated",
        "initialized",
        "answered",
        "answered",
        "completed",
        "passed",
        "terminated",
    ];
    ensure!(verbs == expected, "said {verbs:?}");
    platform.nothing_was_missing()
}

/// Goes by Tab, on which the focus can be seen.
async fn tab_to(page: &Page, selector: &str) -> Result<()> {
    for _ in 0..10 {
        page.press(Key::Tab).await?;
        let (there, visible): (bool, bool) = page
            .eval_with(
                "const at = document.activeElement; return [at.matches(arguments[0]), getComputedStyle(at).outlineStyle !== 'none']",
                vec![json!(selector)],
            )
            .await?;
        ensure!(visible, "the focus cannot be seen before `{selector}`");
        if there {
            return Ok(());
        }
    }
    ensure!(false, "Tab never comes to `{selector}`");
    Ok(())
}

/// Alone on its page, with no platform: it says so and plays.
async fn plays_by_keyboard(page: Page) -> Result<()> {
    let platform = Platform::start(&page)?;
    page.open_url(&platform.url("scorm12/player.html")).await?;
    let within = "document";
    says(&page, within, "This page found no learning platform").await?;
    tab_to(&page, ".next").await?;
    page.press(Key::Enter).await?;
    says(&page, within, "Case 1 of 3").await?;
    // What is left out is asked for, and the focus goes there.
    tab_to(&page, ".next").await?;
    page.press(Key::Enter).await?;
    says(&page, within, "Choose one of the answers first.").await?;
    page.press(" ").await?;
    page.press(Key::Down).await?;
    page.press(Key::Tab).await?;
    page.press(" ").await?;
    page.press(Key::Tab).await?;
    page.press(Key::Enter).await?;
    says(&page, within, "Right").await?;
    says(&page, within, "Interest was shown.").await?;
    let focus: String = page.eval("return document.activeElement.tagName").await?;
    ensure!(focus == "H2", "the focus is on {focus}");
    tab_to(&page, ".next").await?;
    page.press(Key::Enter).await?;
    says(&page, within, "Case 2 of 3").await?;
    platform.nothing_was_missing()
}

async fn clean(page: Page, width: u32, scheme: Scheme) -> Result<()> {
    let platform = Platform::start(&page)?;
    page.size(width, 800).await?;
    page.open_url(&platform.url("scorm12/player.html")).await?;
    page.scheme(scheme).await?;
    let within = "document";
    says(&page, within, "3 cases.").await?;
    looked_at(&page, "start", width, scheme).await?;
    click(&page, within, ".next").await?;
    click(&page, within, ".next").await?;
    says(&page, within, "Choose one of the answers first.").await?;
    click(&page, within, ".options label").await?;
    looked_at(&page, "case", width, scheme).await?;
    click(&page, within, ".sure label").await?;
    click(&page, within, ".next").await?;
    says(&page, within, "Not quite").await?;
    looked_at(&page, "why", width, scheme).await?;
    click(&page, within, ".next").await?;
    answer(&page, within, "Prospect").await?;
    answer(&page, within, "Wait").await?;
    says(&page, within, "How sure you were").await?;
    looked_at(&page, "result", width, scheme).await?;
    let problems: Value = page.eval("return window.__problems").await?;
    ensure!(problems == json!([]), "{problems}");
    platform.nothing_was_missing()
}

async fn looked_at(page: &Page, what: &str, width: u32, scheme: Scheme) -> Result<()> {
    page.check_accessibility().await?;
    let script =
        "const root = document.documentElement; return root.scrollWidth - root.clientWidth";
    let wider: i64 = page.eval(script).await?;
    ensure!(
        wider <= 0,
        "{what} is {wider} pixels wider than its window of {width}"
    );
    page.screenshot(&format!("lms-{what}-{width}-{scheme:?}"))
        .await
        .map(drop)
}
