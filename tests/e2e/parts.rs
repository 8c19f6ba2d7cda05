//! The program comes in parts: the first screen loads without them, and what happens when one does not come, or all ends.

use crate::room;
use leadlens_tests::{Page, Result, Test, ensure, test};
use serde_json::{Value, json};

/// The table of this file.
pub fn tests() -> Vec<Test> {
    vec![
        test("parts::come_after_the_first_screen", come_after),
        test(
            "parts::one_that_does_not_come_is_said_and_asked_for_again",
            missing,
        )
        .expecting_problem("refused on purpose"),
        test("parts::a_trap_ends_in_a_page_with_the_data", trap).expecting_problem("RuntimeError"),
    ]
}

/// Which of our WebAssembly files were asked for, without their hashes.
fn asked(page: &Page) -> Vec<String> {
    let name = |path: &str| {
        let file = path.rsplit('/').next()?.strip_suffix(".wasm")?;
        let (stem, _) = file.rsplit_once('-')?;
        Some(stem.to_owned())
    };
    let log = page.server().log();
    log.iter().filter_map(|r| name(&r.path)).collect()
}

async fn come_after(page: Page) -> Result<()> {
    room::open_empty(&page).await?;
    // Nothing here wants the sentences: they come with the first list.
    let first = asked(&page);
    ensure!(
        first.first().is_some_and(|name| name == "site")
            && !first.iter().any(|name| name == "words"),
        "the first screen asked for {first:?}"
    );
    // They come by themselves, so that they are at hand when they are wanted.
    let there = |name: &str| {
        format!(
            "performance.getEntriesByType('resource').some((each) => each.name.includes('/{name}-') && each.responseEnd)"
        )
    };
    for part in ["panel", "import", "dialogs"] {
        page.wait_until(&there(part)).await?;
    }
    ensure!(
        !asked(&page).iter().any(|name| name == "words"),
        "the sentences came without a list"
    );
    room::press(&page, "Load 200 sample contacts").await?;
    room::settled(&page).await?;
    ensure!(
        asked(&page).iter().any(|name| name == "words"),
        "the sentences are there but were not asked for: {:?}",
        asked(&page)
    );
    Ok(())
}

/// Lets the page fetch nothing whose address has this in it, also after it is loaded again.
async fn refuse(page: &Page, part: &str) -> Result<()> {
    page.eval_with::<Value>(
        "sessionStorage.setItem('__refuse', arguments[0]); return null",
        vec![json!(part)],
    )
    .await
    .map(drop)
}

async fn missing(page: Page) -> Result<()> {
    room::load_sample(&page).await?;
    room::saved(&page).await?;
    refuse(&page, "/panel-").await?;
    page.reload().await?;
    room::settled(&page).await?;
    page.find(".contacts-body .contacts-row")
        .await?
        .click()
        .await?;
    page.wait_for_text(".part-missing", "could not be fetched")
        .await?;
    page.check_accessibility().await?;
    refuse(&page, "").await?;
    room::press(&page, "Try again").await?;
    page.find(".panel h2").await?;
    ensure!(
        page.count(".part-missing").await? == 0,
        "the sentence stays although the part is there"
    );
    Ok(())
}

/// The page's own scripts meet what WebAssembly does when a program cannot go on.
const TRAP: &str = "const script = document.createElement('script'); script.type = 'module'; script.src = '/__trap.js'; \
    document.head.append(script); return null";

async fn trap(page: Page) -> Result<()> {
    room::load_sample(&page).await?;
    room::saved(&page).await?;
    page.eval::<Value>(TRAP).await?;
    page.wait_for_text(".failure h1", "Leadlens has stopped")
        .await?;
    page.check_accessibility().await?;
    room::catch_downloads(&page).await?;
    room::press(&page, "Download my data").await?;
    let file = room::downloaded(&page).await?;
    ensure!(
        file.name == "leadlens-rescued.json",
        "it is called {}",
        file.name
    );
    ensure!(
        file.text.contains("leadlens/"),
        "nothing of what is kept is in it: {:.200}",
        file.text
    );
    room::press(&page, "Load the page again").await?;
    room::settled(&page).await
}
