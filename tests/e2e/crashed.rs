//! A browser that is killed while a long list is kept. Chromium alone can be started again on the profile of one that was killed.
//!
//! Chromium writes `localStorage` to disk in batches: each five seconds after its first change, but not before the bytes of all
//! batches before it fit into an allowance of 10 MiB an hour, and their number into 60 an hour, counted since the page opened. A
//! list that has just come in uses up minutes of the first.

use crate::kept::{has_company, set_company};
use crate::room::{LONG, open_empty, rows, saved, settled};
use leadlens_tests::{Browser, Page, Result, Test, ensure, test};
use std::{
    fs,
    time::{Duration, Instant},
};

/// The tests in here.
pub fn tests() -> Vec<Test> {
    vec![
        test("crashed::an_edit_is_there_after_two_minutes", two_minutes)
            .only(&[Browser::Chromium])
            .own_profile()
            .within(700),
        test("crashed::right_after_an_import_all_is_whole", right_after)
            .only(&[Browser::Chromium])
            .own_profile()
            .within(400),
    ]
}

const EDIT: &str = "Edited before the crash";
/// What the README says a crash can cost.
const PROMISED: Duration = Duration::from_secs(120);
/// A JavaScript expression for the bytes of what is kept, as the browser writes it.
const BYTES: &str = "Object.entries(localStorage).reduce((sum, [key, value]) => sum + key.length + 2 * value.length, 0)";

/// A list of 20,000 that the browser has had time to write, a small edit, two minutes, and the browser's processes are killed.
async fn two_minutes(page: Page) -> Result<()> {
    import_long_list(&page).await?;
    until_written(&page).await?;
    let name = edit(&page).await?;
    // This is no waiting for the page but the promise itself.
    tokio::time::sleep(PROMISED).await;
    page.kill_and_restart().await?;
    page.open("").await?;
    all_here(&page).await?;
    page.fill(".search input", EDIT).await?;
    page.wait_for_text(".tally", "1 of 20,000 contacts").await?;
    has_company(&page, &name, EDIT).await?;
    nothing_is_damaged(&page).await
}

/// Killed while the browser still holds writes back: the state before or after the edit, whole.
async fn right_after(page: Page) -> Result<()> {
    import_long_list(&page).await?;
    // The list's own batch goes out, the edit's has to wait.
    until_on_disk(&page).await?;
    let name = edit(&page).await?;
    page.kill_and_restart().await?;
    page.open("").await?;
    all_here(&page).await?;
    page.fill(".search input", &name).await?;
    page.wait_for_text(".tally", "of 20,000 contacts").await?;
    ensure!(
        rows(&page).await?.iter().any(|row| row.name == name),
        "{name} is gone"
    );
    nothing_is_damaged(&page).await
}

async fn import_long_list(page: &Page) -> Result<()> {
    open_empty(page).await?;
    let mut list = String::from("Name,E-mail,Company,Job Title,Country,Employees,Replied,Note\n");
    for n in 0_u64..20_000 {
        let odd = n.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        list.push_str(&format!(
            "Person {n:05},p{n}@firm{}.example,Firm {},{},{},{},{},{odd:016x}\n",
            odd % 4_001,
            odd % 4_001,
            if odd % 4 == 0 {
                "Head of Sales"
            } else {
                "Engineer"
            },
            if odd % 3 == 0 { "Germany" } else { "Kenya" },
            odd % 900,
            if odd % 5 == 0 { "yes" } else { "" },
        ));
    }
    page.choose_bytes(".empty input[type=file]", "crash.csv", list.as_bytes())
        .await?;
    crate::import::through(page).await?;
    saved(page).await
}

/// Waits until the browser may write again what comes next: the bytes kept, at its allowance, since the page opened.
async fn until_written(page: &Page) -> Result<()> {
    let left: f64 = page
        .eval(&format!(
            "return {BYTES} / (10 * 1024 * 1024 / 3600) - performance.now() / 1000"
        ))
        .await?;
    tokio::time::sleep(Duration::from_secs_f64(left.clamp(0.0, 400.0) + 10.0)).await;
    Ok(())
}

/// Waits until the browser has written all that is kept, for as long as the README says a crash can cost.
async fn until_on_disk(page: &Page) -> Result<()> {
    let kept: u64 = page.eval(&format!("return {BYTES}")).await?;
    let folder = page.session().profile.join("Default/Local Storage/leveldb");
    let start = Instant::now();
    loop {
        let written: u64 = fs::read_dir(&folder)?
            .flatten()
            // The browser may have done away with a file meanwhile.
            .filter_map(|file| file.metadata().ok())
            .map(|file| file.len())
            .sum();
        if written >= kept {
            return Ok(());
        }
        ensure!(
            start.elapsed() < PROMISED,
            "{written} of {kept} bytes are on disk after {} s",
            PROMISED.as_secs()
        );
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

/// Changes one fact of the first contact, waits until the page says it is saved, and gives the contact's name.
async fn edit(page: &Page) -> Result<String> {
    let name = rows(page).await?.swap_remove(0).name;
    set_company(page, &name, EDIT).await?;
    saved(page).await?;
    Ok(name)
}

async fn all_here(page: &Page) -> Result<()> {
    settled(page).await?;
    page.wait_long(
        "document.querySelector('.tally').innerText.includes('All 20,000 contacts')",
        LONG,
    )
    .await
}

async fn nothing_is_damaged(page: &Page) -> Result<()> {
    ensure!(
        page.count(".keep-banner").await? == 0,
        "after the crash it says {}",
        page.text(".keep-banner").await?
    );
    Ok(())
}
