//! Everyone can use it: on a phone, by keyboard alone, in the dark, without motion, with a screen reader.

use crate::room::{
    self, choose_definition, fixture, load_sample, open_empty, press, rows, settled,
};
use leadlens_tests::{Browser, Key, Page, Result, Scheme, Test, ensure, test};
use serde_json::json;

/// The table of this file.
pub fn tests() -> Vec<Test> {
    let mut tests = vec![
        test(
            "everyone::keyboard_alone_imports_and_triages",
            keyboard_alone,
        )
        .within(120),
        // The others have no switch for it.
        test(
            "everyone::nothing_moves_where_motion_is_unwanted",
            no_motion,
        )
        .only(&[Browser::Chromium])
        .within(90),
    ];
    for (name, width, scheme) in [
        (
            "everyone::can_read_every_part_wide_and_light",
            1280,
            Scheme::Light,
        ),
        (
            "everyone::can_read_every_part_wide_and_dark",
            1280,
            Scheme::Dark,
        ),
        (
            "everyone::can_read_every_part_narrow_and_light",
            390,
            Scheme::Light,
        ),
        (
            "everyone::can_read_every_part_narrow_and_dark",
            390,
            Scheme::Dark,
        ),
    ] {
        tests.push(test(name, move |page| every_part(page, width, scheme)).within(180));
    }
    tests
}

/// Looks at what is open now: axe should find nothing, and the page should not be wider than its window. What is wrong is
/// noted, so that one run tells everything.
pub async fn look(page: &Page, part: &str, wrong: &mut Vec<String>) -> Result<()> {
    // Colours on their way from one to another are neither; the end of it is what people read.
    page.wait_until("document.getAnimations().every((each) => each.playState !== 'running' || each.effect?.getComputedTiming().iterations === Infinity)")
        .await?;
    if let Err(error) = page.check_accessibility().await {
        wrong.push(format!("{part}: {error:#}"));
    }
    let wider: i64 = page
        .eval("return document.scrollingElement.scrollWidth - innerWidth")
        .await?;
    if wider > 0 {
        wrong.push(format!("{part} is {wider} pixels wider than the window"));
    }
    page.screenshot(&format!(
        "part-{part}-{}",
        page.eval::<u32>("return innerWidth").await?
    ))
    .await
    .map(drop)
}

async fn every_part(page: Page, width: u32, scheme: Scheme) -> Result<()> {
    page.size(width, if width < 500 { 844 } else { 900 })
        .await?;
    open_empty(&page).await?;
    page.scheme(scheme).await?;
    let mut wrong = Vec::new();
    look(&page, "empty", &mut wrong).await?;

    // The import, step by step.
    press(&page, "Paste from a spreadsheet").await?;
    page.find("dialog[open] .import-drop").await?;
    look(&page, "import-choose", &mut wrong).await?;
    page.choose_bytes(
        "dialog[open] input[type=file]",
        "list.csv",
        b"%PDF-1.7 1 0 obj",
    )
    .await?;
    page.find("dialog[open] .import-refusal").await?;
    look(&page, "import-refused", &mut wrong).await?;
    page.choose_file("dialog[open] input[type=file]", &fixture("hubspot.csv"))
        .await?;
    page.find("dialog[open] .import-columns").await?;
    page.click(".import-column:has(.import-values) summary")
        .await?;
    page.find(".import-values li select").await?;
    look(&page, "import-columns", &mut wrong).await?;
    press(&page, "Go on").await?;
    page.find("dialog[open] .import-questions").await?;
    page.click("dialog[open] .chip").await?;
    look(&page, "import-questions", &mut wrong).await?;
    press(&page, "Import").await?;
    page.find("dialog[open] .import-counts b").await?;
    look(&page, "import-done", &mut wrong).await?;
    press(&page, "Show the list").await?;
    settled(&page).await?;

    // The room with the sample beside it, and a contact with everything unfolded.
    page.click("[aria-label^='Undo:']").await?;
    press(&page, "Load 200 sample contacts").await?;
    settled(&page).await?;
    look(&page, "room", &mut wrong).await?;
    let lead = rows(&page).await?.swap_remove(0).name;
    room::open_contact(&page, &lead).await?;
    look(&page, "panel", &mut wrong).await?;
    page.eval::<serde_json::Value>(
        "document.querySelectorAll('.panel details').forEach((each) => each.open = true); return null",
    )
    .await?;
    look(&page, "panel-unfolded", &mut wrong).await?;
    let back = "[aria-label='Back to the list'], [aria-label='Close the contact']";
    page.eval_with::<serde_json::Value>(
        "[...document.querySelectorAll(arguments[0])].find((each) => each.getClientRects().length).click(); return null",
        vec![json!(back)],
    )
    .await?;
    page.wait_until_gone(".panel").await?;

    // The definitions, side by side; a definition that lacks facts; the data; the keys.
    page.click("button[popovertarget=definitions]").await?;
    page.wait_until("document.querySelector('#definitions:popover-open')")
        .await?;
    // To its end: on the way there its foot lies over what is behind it.
    page.eval::<serde_json::Value>(
        "document.querySelector('#definitions').scrollTo(0, 9999); return null",
    )
    .await?;
    look(&page, "definitions", &mut wrong).await?;
    press(&page, "Compare all on this list").await?;
    page.wait_until("document.querySelectorAll('dialog[open] .compare tbody tr').length === 7 && !document.querySelector('dialog[open] .compare progress')")
        .await?;
    look(&page, "compare", &mut wrong).await?;
    press(&page, "Close").await?;
    choose_definition(&page, "Qualify first").await?;
    look(&page, "another-definition", &mut wrong).await?;
    data_dialog(&page).await?;
    look(&page, "data", &mut wrong).await?;
    press(&page, "Close").await?;
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

/// Opens the dialog about the data, which narrow screens reach through the import.
async fn data_dialog(page: &Page) -> Result<()> {
    let seen: bool = page
        .eval("return [...document.querySelectorAll('.keep-status button')].some((each) => each.getClientRects().length > 0)")
        .await?;
    if seen {
        press(page, "Your data").await?;
    } else {
        press(page, "Import").await?;
        press(page, "Your data: download, restore, delete").await?;
    }
    page.find("dialog[open] .data").await.map(drop)
}

/// Presses Tab until the focus is where it should be. At every stop the focus can be seen.
async fn tab_to(page: &Page, selector: &str) -> Result<()> {
    for _ in 0..120 {
        let (there, visible, what): (bool, bool, String) = page
            .eval_with(
                r#"
                const e = document.activeElement;
                const nothing = !e || e === document.body || e === document.documentElement;
                const ring = (at) => { const s = getComputedStyle(at);
                  return (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none"; };
                // On the button within a date field Chromium draws a ring of its own, which no script sees.
                const within = e?.type === "date" && !e.matches(":focus-visible");
                const shown = nothing || within || ring(e) || (e.parentElement && ring(e.parentElement)) || (e.labels?.length && ring(e.labels[0]));
                return [!nothing && e.matches(arguments[0]), Boolean(shown), nothing ? "" : e.outerHTML.slice(0, 120)]"#,
                vec![json!(selector)],
            )
            .await?;
        ensure!(visible, "the focus cannot be seen on {what}");
        if there {
            return Ok(());
        }
        page.press(Key::Tab).await?;
    }
    anyhow::bail!("Tab never comes to `{selector}`")
}

/// From the empty page over pasted cells to an answered question, without a mouse.
async fn keyboard_alone(page: Page) -> Result<()> {
    open_empty(&page).await?;
    page.press(Key::Tab).await?;
    tab_to(&page, ".empty .drop button + button").await?;
    page.press(Key::Enter).await?;
    page.find("dialog[open] #import-paste").await?;
    tab_to(&page, "#import-paste").await?;
    page.press("Name;Company;Job title;Replied").await?;
    page.press(Key::Enter).await?;
    page.press("Uma Vance;Wexford;Head of Sales;yes").await?;
    page.press(Key::Enter).await?;
    page.press("Xan Yale;Zenith;Engineer;").await?;
    tab_to(&page, ".import-paste button").await?;
    page.press(Key::Enter).await?;
    page.find("dialog[open] .import-columns").await?;
    tab_to(&page, "dialog[open] .dialog-foot .primary").await?;
    page.press(Key::Enter).await?;
    page.find("dialog[open] .import-questions").await?;
    // The radio buttons are one stop; arrows choose among them.
    tab_to(&page, "dialog[open] input[name=in-target-market]").await?;
    for _ in 0..3 {
        if page
            .eval::<bool>("return document.querySelector('input[name=in-target-market]').checked")
            .await?
        {
            break;
        }
        page.press(Key::Up).await?;
    }
    ensure!(
        page.eval::<bool>("return document.querySelector('input[name=in-target-market]').checked")
            .await?,
        "the arrow keys do not answer the first question"
    );
    tab_to(&page, "dialog[open] .chip").await?;
    page.press(" ").await?;
    page.find("dialog[open] .chip[aria-pressed=true]").await?;
    tab_to(&page, "dialog[open] .dialog-foot .primary").await?;
    page.press(Key::Enter).await?;
    page.find("dialog[open] .import-counts b").await?;
    tab_to(&page, "dialog[open] .dialog-foot .primary").await?;
    page.press(Key::Enter).await?;
    page.wait_until_gone("dialog[open]").await?;
    settled(&page).await?;

    // Triage: into the table, along it, into a contact, and an answer by its number.
    tab_to(&page, ".contacts-body .contacts-row").await?;
    page.press(Key::Down).await?;
    page.press(Key::Enter).await?;
    page.find(".panel .question").await?;
    let (name, question) = (
        page.text(".panel h2").await?,
        page.text(".question b").await?,
    );
    page.press("1").await?;
    page.wait_until(&format!(
        "document.querySelector('.question b')?.innerText.trim() !== {}",
        json!(question)
    ))
    .await?;
    page.press(Key::Home).await?;
    page.wait_until(&format!(
        "document.querySelector('.panel h2').innerText.trim() !== {}",
        json!(name)
    ))
    .await?;
    page.press(Key::Escape).await?;
    page.wait_until_gone(".panel").await?;

    // The definition, the keys and the search by their letters.
    page.press("d").await?;
    page.wait_until("document.querySelector('#definitions:popover-open')")
        .await?;
    page.press(Key::Down).await?;
    page.wait_until(
        "document.querySelector('button[popovertarget=definitions] b').textContent !== 'House'",
    )
    .await?;
    page.press(Key::Escape).await?;
    page.wait_until("!document.querySelector('#definitions:popover-open')")
        .await?;
    page.press("?").await?;
    page.find("dialog[open] .shortcuts").await?;
    page.press(Key::Escape).await?;
    page.wait_until_gone("dialog[open]").await?;
    page.press("/").await?;
    page.press("wexford").await?;
    page.wait_for_text(".tally", "1 of 2 contacts").await
}

/// Where motion is unwanted nothing takes its time.
async fn no_motion(page: Page) -> Result<()> {
    let features = json!({ "features": [{ "name": "prefers-reduced-motion", "value": "reduce" }] });
    page.driver()
        .cdp()
        .send_raw("Emulation.setEmulatedMedia", features)
        .await?;
    load_sample(&page).await?;
    page.press("j").await?;
    page.press(Key::Enter).await?;
    page.find(".panel").await?;
    press(&page, "Import").await?;
    page.find("dialog[open]").await?;
    let moving: Vec<String> = page
        .eval(
            "const long = (times) => times.split(',').some((time) => parseFloat(time) * (time.trim().endsWith('ms') ? 1 : 1000) > 20);\
             return [...document.querySelectorAll('*')].filter((each) => { const style = getComputedStyle(each);\
               return (style.transitionProperty !== 'none' && long(style.transitionDuration)) || (style.animationName !== 'none' && long(style.animationDuration)); })\
             .map((each) => each.outerHTML.slice(0, 80))",
        )
        .await?;
    ensure!(moving.is_empty(), "these still move: {moving:#?}");
    Ok(())
}
