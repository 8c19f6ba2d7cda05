//! Tests of the harness itself: a net with holes catches nothing, and nobody would notice.

use leadlens_tests::{Browser, Page, Result, Test, ensure, test};
use serde_json::Value;
use std::time::Duration;

/// The table of this file.
pub fn tests() -> Vec<Test> {
    vec![
        test("harness::sees_what_goes_wrong", sees_what_goes_wrong)
            .expecting_problem("said on purpose")
            .expecting_problem("thrown on purpose")
            .expecting_problem("rejected on purpose")
            .expecting_problem("policy: script-src")
            .expecting_problem("missing-on-purpose"),
        test(
            "harness::axe_sees_a_nameless_button",
            axe_sees_a_nameless_button,
        ),
        test("harness::origins_share_nothing", origins_share_nothing),
        // Chromium alone can be started again on the profile of one that was killed.
        test("harness::what_was_flushed_survives_a_kill", survives_a_kill)
            .only(&[Browser::Chromium])
            .own_profile()
            .within(180),
    ]
}

async fn sees_what_goes_wrong(page: Page) -> Result<()> {
    page.open("").await?;
    page.eval::<Value>(
        "console.error('said on purpose');\
         const wrong = document.createElement('script'); wrong.src = '/__wrong.js'; document.head.append(wrong);\
         const inline = document.createElement('script'); inline.textContent = 'window.__ran = true'; document.head.append(inline);\
         const image = document.createElement('img'); image.alt = ''; image.src = './missing-on-purpose.png'; document.body.append(image);\
         return null",
    )
    .await?;
    for part in [
        "said on purpose",
        "thrown on purpose",
        "rejected on purpose",
        "policy: script-src",
        "could not load",
    ] {
        page.wait_until(&format!(
            "window.__problems.some((each) => each.includes('{part}'))"
        ))
        .await?;
    }
    let problems = page.problems().await?;
    ensure!(
        problems.contains(&"404 for /missing-on-purpose.png".to_owned()),
        "no 404 among {problems:?}"
    );
    ensure!(
        !page.eval::<bool>("return window.__ran === true").await?,
        "an inline script ran"
    );
    Ok(())
}

async fn axe_sees_a_nameless_button(page: Page) -> Result<()> {
    page.open("").await?;
    page.eval::<Value>("document.body.append(document.createElement('button')); return null")
        .await?;
    let Err(error) = page.check_accessibility().await else {
        anyhow::bail!("axe found nothing wrong with a button without a name");
    };
    ensure!(
        format!("{error:#}").contains("button-name"),
        "axe said something else: {error:#}"
    );
    Ok(())
}

async fn origins_share_nothing(page: Page) -> Result<()> {
    page.open("").await?;
    page.eval::<Value>("localStorage.setItem('from-a-test', '1'); return null")
        .await?;
    let other = page.site().serve()?;
    page.open_url(&format!("{}/", other.origin())).await?;
    let found: Option<String> = page
        .eval("return localStorage.getItem('from-a-test')")
        .await?;
    ensure!(found.is_none(), "another origin's data is here");
    Ok(())
}

async fn survives_a_kill(page: Page) -> Result<()> {
    // A page without the program, so that nothing else writes.
    let blank = format!("{}/__blank.html", page.origin());
    page.open_url(&blank).await?;
    page.eval::<Value>("localStorage.setItem('kept', 'yes'); return null")
        .await?;
    // Chromium commits about once a minute; a value that is never committed would be lost here.
    tokio::time::sleep(Duration::from_secs(90)).await;
    page.kill_and_restart().await?;
    page.open_url(&blank).await?;
    let kept: Option<String> = page.eval("return localStorage.getItem('kept')").await?;
    ensure!(
        kept.as_deref() == Some("yes"),
        "the value is gone after the restart"
    );
    Ok(())
}
