//! Presenting to a room: case by case with a clicker, with hands, answers, verdicts and a summary.

use crate::{
    everyone,
    room::{self, button, catch_downloads, downloaded, saved},
};
use leadlens_tests::{Key, Page, Result, Scheme, Test, ensure, test};
use serde_json::{Value, json};

/// The table of this file.
pub fn tests() -> Vec<Test> {
    let mut tests = vec![
        test("learn_present::a_whole_presentation_by_clicker", whole).within(240),
        test("learn_present::counts_hands_by_mouse_and_keys", hands).within(120),
        test("learn_present::keeps_stories_as_a_deck", keeps_a_deck).within(120),
        test("learn_present::goes_black_and_leaves", black_and_leave).within(90),
        test("learn_present::says_what_cannot_be_presented", nothing).within(60),
    ];
    for (name, width, height, scheme) in [
        (
            "learn_present::clean_wide_and_light",
            1280,
            720,
            Scheme::Light,
        ),
        (
            "learn_present::clean_wider_and_dark",
            1580,
            900,
            Scheme::Dark,
        ),
        (
            "learn_present::clean_narrow_and_light",
            390,
            844,
            Scheme::Light,
        ),
        (
            "learn_present::clean_narrow_and_dark",
            390,
            844,
            Scheme::Dark,
        ),
    ] {
        let run = move |page| clean(page, width, height, scheme);
        tests.push(test(name, run).within(150));
    }
    tests
}

/// Ten new stories, presented from the first one on.
async fn begin(page: &Page) -> Result<()> {
    page.open("#/learn/present").await?;
    room::press(page, "10 new stories from “House”").await?;
    step(page, "story").await?;
    heading(page, "Case 1 of 10").await
}

async fn step(page: &Page, step: &str) -> Result<()> {
    page.find(&format!(".present-main[data-step='{step}']"))
        .await
        .map(drop)
}

async fn heading(page: &Page, text: &str) -> Result<()> {
    page.wait_for_text(".present-heading", text).await
}

/// Follows the link with this text.
async fn follow(page: &Page, text: &str) -> Result<()> {
    let found = format!(
        "[...document.querySelectorAll('a')].find((link) => link.textContent.trim() === {})",
        json!(text)
    );
    page.wait_until(&found).await?;
    page.eval::<Value>(&format!("{found}.click(); return null"))
        .await
        .map(drop)
}

/// The heading has the focus, so that it is read out.
async fn is_told(page: &Page) -> Result<()> {
    page.wait_until("document.activeElement?.classList.contains('present-heading')")
        .await
}

/// Types hands for the options, one after another, from the field that has the focus.
async fn count(page: &Page, hands: &[u32]) -> Result<()> {
    step(page, "poll").await?;
    for (at, hands) in hands.iter().enumerate() {
        page.wait_until(&format!(
            "document.activeElement === document.querySelectorAll('.present-field')[{at}]"
        ))
        .await?;
        page.press(hands.to_string()).await?;
        page.wait_until(&format!("document.activeElement.value === '{hands}'"))
            .await?;
        page.press(Key::Tab).await?;
        page.press(Key::Tab).await?;
        page.press(Key::Tab).await?;
    }
    Ok(())
}

async fn hands_counted(page: &Page) -> Result<Vec<String>> {
    page.eval("return [...document.querySelectorAll('.present-field')].map((field) => field.value)")
        .await
}

async fn whole(page: Page) -> Result<()> {
    page.size(1280, 720).await?;
    begin(&page).await?;
    is_told(&page).await?;
    let story = page.text(".present-story").await?;
    ensure!(story.len() > 60, "the story is {story:?}");

    // Hands, by the keys of a clicker and of a numeric pad.
    page.press(Key::PageDown).await?;
    count(&page, &[7, 2, 1, 0]).await?;
    page.wait_for_text(".present-total", "10 hands").await?;
    let bars: Vec<String> = page
        .eval("return [...document.querySelectorAll('.present-bar i')].map((bar) => bar.style.inlineSize)")
        .await?;
    ensure!(
        bars.starts_with(&["100%", "28.6%"].map(str::to_owned)),
        "the bars are {bars:?}"
    );

    // A reload in the middle loses nothing.
    saved(&page).await?;
    page.reload().await?;
    step(&page, "poll").await?;
    heading(&page, "Case 1 of 10").await?;
    let counted = hands_counted(&page).await?;
    ensure!(
        counted.starts_with(&["7", "2", "1", "0"].map(str::to_owned)),
        "after a reload: {counted:?}"
    );
    ensure!(
        page.text(".present-story").await? == story,
        "another story after a reload"
    );

    // The answer, with the share of the room that had it.
    page.press(Key::PageDown).await?;
    step(&page, "reveal").await?;
    is_told(&page).await?;
    let right: String = page
        .eval("return document.querySelector('.present-right b').textContent")
        .await?;
    let said = page.text(".present-said").await?;
    ensure!(
        said.starts_with(&format!("{right} of 10 had it: {right}0 %").replace(": 00 %", ": 0 %")),
        "the room: {said:?}"
    );
    let answer = page.text(".present-answer .present-label").await?;
    ensure!(
        page.count(".present-reasons li .present-verdict").await? > 0,
        "no criterion says why"
    );

    // Every definition says what it says, and the deck's says what is right.
    page.press(Key::Right).await?;
    step(&page, "verdicts").await?;
    is_told(&page).await?;
    ensure!(
        page.count(".present-group li").await? == 7,
        "not every definition has a say"
    );
    let own: String = page
        .eval("return [...document.querySelectorAll('.present-group')].find((group) => group.innerText.includes('this deck’s')).querySelector('.stage-name').textContent.trim()")
        .await?;
    ensure!(
        own == answer,
        "the deck's definition says {own}, the answer is {answer}"
    );

    // Back and forth again.
    page.press(Key::PageUp).await?;
    step(&page, "reveal").await?;
    page.press(Key::Enter).await?;
    step(&page, "verdicts").await?;
    page.press(" ").await?;
    heading(&page, "Case 2 of 10").await?;

    // The second case divides the room, the others are not counted.
    page.press(Key::Enter).await?;
    count(&page, &[3, 3, 3, 3]).await?;
    page.press(Key::PageDown).await?;
    step(&page, "reveal").await?;
    for _ in 0..40 {
        if page.count(".present-main[data-step='summary']").await? > 0 {
            break;
        }
        let before = page.text(".present-heading").await?;
        page.press(Key::PageDown).await?;
        page.wait_until(&format!(
            "document.querySelector('.present-heading').innerText !== {}",
            json!(before)
        ))
        .await?;
    }
    step(&page, "summary").await?;
    page.wait_for_text(".present-headline", "least of one mind about case 2.")
        .await?;
    page.wait_for_text(".present-most", "most disagreed on")
        .await?;
    let first: Vec<String> = page.texts(".present-table tbody tr:first-child td").await?;
    ensure!(
        first.starts_with(&[answer.clone(), "10".to_owned(), right.clone()]),
        "the summary of case 1 is {first:?}"
    );
    let drill: String = page
        .eval("return document.querySelector('.present-actions a').getAttribute('href')")
        .await?;
    ensure!(drill.starts_with("#/learn/drill/"), "the drill is {drill}");

    catch_downloads(&page).await?;
    room::press(&page, "Save as CSV").await?;
    let file = downloaded(&page).await?;
    let lines: Vec<&str> = file.text.lines().collect();
    ensure!(
        file.name.ends_with(".csv")
            && lines.len() == 11
            && lines
                .first()
                .is_some_and(|line| line.starts_with("Case,Id,Story,Right answer")),
        "{}: {lines:?}",
        file.name
    );

    // Started over, and taken back.
    room::press(&page, "Start over").await?;
    heading(&page, "Case 1 of 10").await?;
    page.press(Key::PageDown).await?;
    step(&page, "poll").await?;
    let none = hands_counted(&page).await?;
    ensure!(
        none.iter().all(String::is_empty),
        "started over with {none:?}"
    );
    room::press(&page, "Undo: Start the poll over").await?;
    page.wait_until("document.querySelector('.present-field').value === '7'")
        .await
}

async fn hands(page: Page) -> Result<()> {
    page.size(1280, 720).await?;
    begin(&page).await?;
    room::press(&page, "Next").await?;
    step(&page, "poll").await?;
    for _ in 0..3 {
        room::press(&page, "One hand more for Lead").await?;
    }
    room::press(&page, "One hand fewer for Lead").await?;
    room::press(&page, "One hand fewer for Contact").await?;
    page.wait_for_text(".present-total", "2 hands").await?;
    let counted = hands_counted(&page).await?;
    ensure!(
        counted.starts_with(&["0", "2"].map(str::to_owned)),
        "{counted:?}"
    );
    // A digit goes into the next empty field, whatever has the focus.
    page.press("4").await?;
    page.wait_for_text(".present-total", "6 hands").await?;
    page.press(Key::Up).await?;
    page.wait_for_text(".present-total", "7 hands").await?;
    // What is no count is told, kept, and counts for nothing.
    page.press("x").await?;
    page.wait_for_text(".present-poll", "Type a whole number, such as 7.")
        .await?;
    page.check_accessibility().await?;
    saved(&page).await?;
    page.reload().await?;
    page.wait_for_text(".present-poll", "Type a whole number, such as 7.")
        .await?;
    page.wait_for_text(".present-total", "2 hands").await?;
    // The focus stays within the presentation.
    for _ in 0..30 {
        page.press(Key::Tab).await?;
        let inside: bool = page
            .eval("return document.activeElement === document.body || Boolean(document.activeElement.closest('.present'))")
            .await?;
        ensure!(inside, "the focus has left the presentation");
    }
    Ok(())
}

async fn keeps_a_deck(page: Page) -> Result<()> {
    page.size(1280, 900).await?;
    begin(&page).await?;
    let story = page.text(".present-story").await?;
    for _ in 0..40 {
        if page.count(".present-main[data-step='summary']").await? > 0 {
            break;
        }
        page.press(Key::PageDown).await?;
    }
    page.wait_for_text(".present-headline", "No hands were counted.")
        .await?;
    room::press(&page, "Keep these stories as a deck").await?;
    room::press(&page, "Leave").await?;
    page.find(".present-decks a").await?;
    page.wait_for_text(".present-decks", "10 cases").await?;
    page.click(".present-decks a").await?;
    step(&page, "story").await?;
    ensure!(
        page.text(".present-story").await? == story,
        "the deck begins with another story"
    );
    // The two presentations do not share their hands.
    page.press(Key::PageDown).await?;
    count(&page, &[5]).await?;
    room::press(&page, "Leave").await?;
    follow(&page, "Go on with the last stories").await?;
    step(&page, "summary").await?;
    page.wait_for_text(".present-headline", "No hands were counted.")
        .await
}

async fn black_and_leave(page: Page) -> Result<()> {
    begin(&page).await?;
    is_told(&page).await?;
    page.press("b").await?;
    page.find(".present-curtain").await?;
    page.check_accessibility().await?;
    // What is not seen does not move.
    page.press(Key::PageDown).await?;
    page.wait_until_gone(".present-curtain").await?;
    step(&page, "story").await?;
    page.press(".").await?;
    page.find(".present-curtain").await?;
    page.press(Key::Escape).await?;
    page.wait_until_gone(".present-curtain").await?;
    step(&page, "story").await?;
    // Keys are heard where nothing has the focus, as after a click in Safari.
    page.eval::<Value>("document.activeElement.blur(); return null")
        .await?;
    page.press(Key::PageDown).await?;
    step(&page, "poll").await?;
    page.press(Key::Escape).await?;
    page.wait_until_gone(".present").await?;
    page.wait_until("document.activeElement?.textContent === 'Present to a room'")
        .await
}

async fn nothing(page: Page) -> Result<()> {
    page.open("#/learn/present/nowhere").await?;
    page.wait_for_text(
        ".learn-page",
        "There is no deck at this address in this browser.",
    )
    .await?;
    page.check_accessibility().await?;
    follow(&page, "Choose what to present").await?;
    page.wait_for_text(".learn-page h2", "Present to a room")
        .await
}

async fn clean(page: Page, width: u32, height: u32, scheme: Scheme) -> Result<()> {
    page.size(width, height).await?;
    page.open("#/learn/present").await?;
    button(&page, "10 new stories from “House”").await?;
    page.scheme(scheme).await?;
    let mut wrong = Vec::new();
    look(&page, "choose", &mut wrong).await?;
    room::press(&page, "10 new stories from “House”").await?;
    step(&page, "story").await?;
    look(&page, "story", &mut wrong).await?;
    page.press(Key::PageDown).await?;
    count(&page, &[4, 11, 6, 1]).await?;
    look(&page, "poll", &mut wrong).await?;
    for part in ["reveal", "verdicts"] {
        page.press(Key::PageDown).await?;
        step(&page, part).await?;
        look(&page, part, &mut wrong).await?;
    }
    for _ in 0..40 {
        if page.count(".present-main[data-step='summary']").await? > 0 {
            break;
        }
        page.press(Key::PageDown).await?;
    }
    step(&page, "summary").await?;
    look(&page, "summary", &mut wrong).await?;
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

/// As everywhere, and nothing within the presentation scrolls sideways; at 720 pixels and more a story is seen whole.
async fn look(page: &Page, part: &str, wrong: &mut Vec<String>) -> Result<()> {
    everyone::look(page, &format!("learn-present-{part}"), wrong).await?;
    let sideways: Vec<String> = page
        .eval(
            "return [...document.querySelectorAll('.present-main, .learn-room, .present')].filter((each) => each.scrollWidth > each.clientWidth || (each.matches('.present') && each.scrollHeight > each.clientHeight)).map((each) => each.className)",
        )
        .await?;
    if !sideways.is_empty() {
        wrong.push(format!("{part}: {sideways:?} scroll where they should not"));
    }
    let over: i64 = page
        .eval("const main = document.querySelector('.present-main'); return main ? main.scrollHeight - main.clientHeight : 0")
        .await?;
    let width: u32 = page.eval("return innerWidth").await?;
    if over > 0 && width >= 1280 && matches!(part, "story" | "poll") {
        wrong.push(format!("{part} is {over} pixels higher than the screen"));
    }
    let size: f64 = page
        .eval::<Option<f64>>("const story = document.querySelector('.present-story'); return story ? parseFloat(getComputedStyle(story).fontSize) : null")
        .await?
        .unwrap_or(99.0);
    // In a window that is wide and low, as WebKit's is here, a long story has to fit.
    let height: f64 = page.eval("return innerHeight").await?;
    // Beside the counts it is there to be looked up.
    let least = if width >= 1280 && height >= 700.0 && part != "poll" {
        22.0
    } else {
        17.0
    };
    if size < least {
        wrong.push(format!("{part}: the story's letters are {size} pixels"));
    }
    Ok(())
}
