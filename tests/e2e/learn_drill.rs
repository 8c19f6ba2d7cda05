//! The drill and what it has shown: stories are answered by keyboard, explained, kept at once, and come back after some days.

use crate::{
    everyone,
    room::{load_sample, open_empty, press, saved},
};
use leadlens_tests::{Browser, Key, Page, Result, Scheme, Test, bail, ensure, test};
use serde_json::{Value, json};

/// The table of this file.
pub fn tests() -> Vec<Test> {
    let mut tests = vec![
        test("learn_drill::a_session_by_keyboard", by_keyboard).within(240),
        test(
            "learn_drill::explains_a_wrong_answer",
            explains_a_wrong_answer,
        )
        .within(180),
        test("learn_drill::a_reload_loses_nothing", reload_loses_nothing).within(180),
        test("learn_drill::comes_back_after_days", comes_back).within(240),
        test("learn_drill::other_definitions", other_definitions).within(180),
        test("learn_drill::puts_what_it_cannot_read_aside", puts_aside).within(120),
        test("learn_drill::one_tab_writes", one_tab_writes).within(120),
        test("learn_drill::without_motion", without_motion)
            .only(&[Browser::Chromium])
            .within(120),
    ];
    for (name, width, scheme) in [
        ("learn_drill::clean_wide_and_light", 1280, Scheme::Light),
        ("learn_drill::clean_wide_and_dark", 1280, Scheme::Dark),
        ("learn_drill::clean_narrow_and_light", 390, Scheme::Light),
        ("learn_drill::clean_narrow_and_dark", 390, Scheme::Dark),
    ] {
        tests.push(test(name, move |page| clean(page, width, scheme)).within(240));
    }
    tests
}

/// What kind of story is on the screen: `example`, `contrast`, `case`, `hall`.
const KIND: &str = "document.querySelector('.drill-scene')?.className.match(/drill-(example|contrast|case|hall)/)?.[1] ?? ''";

pub async fn open(page: &Page) -> Result<()> {
    page.open("#/learn/drill").await?;
    page.find(".drill-hall .drill-next").await.map(drop)
}

async fn kind(page: &Page) -> Result<String> {
    page.eval(&format!("return {KIND}")).await
}

/// Waits until the heading of the story or of the feedback has the focus, which is when keys mean something new.
async fn at_heading(page: &Page, selector: &str) -> Result<()> {
    page.wait_until(&format!(
        "document.querySelector({0}) && document.activeElement === document.querySelector({0})",
        json!(selector)
    ))
    .await
}

/// Goes on to the next story by Enter.
pub async fn go_on(page: &Page) -> Result<String> {
    page.eval::<Value>(
        "document.querySelector('.drill-scene')?.setAttribute('data-old', ''); return null",
    )
    .await?;
    page.press(Key::Enter).await?;
    page.wait_until("document.querySelector('.drill-scene:not([data-old])')")
        .await?;
    at_heading(page, ".drill-scene h3[tabindex]").await?;
    kind(page).await
}

/// Answers what is on the screen by keys alone, and waits for the feedback.
pub async fn answer_by_keys(page: &Page, kind: &str) -> Result<()> {
    match kind {
        "example" => {
            for _ in 0..8 {
                if page.count(".drill-example .drill-options").await? > 0 {
                    break;
                }
                let before = page.count(".drill-steps > li").await?;
                page.press(Key::Enter).await?;
                page.wait_until(&format!(
                    "document.querySelectorAll('.drill-steps > li').length > {before} || document.querySelector('.drill-example .drill-options')"
                ))
                .await?;
                // What one goes on with is on the screen, also on a phone.
                page.wait_until(
                    "(() => { const bottom = (each) => document.querySelector(each)?.getBoundingClientRect().bottom; \
                       return bottom('.drill-example :is(.drill-next, .drill-options)') <= bottom('.learn-room') + 1; })()",
                )
                .await?;
            }
            page.press("1").await?;
        }
        "contrast" => {
            page.press("1").await?;
            page.wait_until(
                "document.querySelectorAll('.drill-options')[1].dataset.asked === 'true'",
            )
            .await?;
            page.press("2").await?;
        }
        "case" => {
            page.press("3").await?;
            page.wait_until("document.querySelector('.drill-options').dataset.asked === 'true'")
                .await?;
            page.press("2").await?;
        }
        other => bail!("there is nothing to answer on {other:?}"),
    }
    at_heading(page, ".drill-headline").await
}

/// Goes on until a story of this kind is there, answering by keys.
async fn until(page: &Page, wanted: &str) -> Result<()> {
    for _ in 0..40 {
        let kind = go_on(page).await?;
        if kind == wanted {
            return Ok(());
        }
        answer_by_keys(page, &kind).await?;
    }
    bail!("no {wanted} came")
}

async fn by_keyboard(page: Page) -> Result<()> {
    page.size(1280, 900).await?;
    open(&page).await?;
    at_heading(&page, ".drill-hall h3").await?;
    let mut kinds: Vec<String> = Vec::new();
    let mut texts: Vec<String> = Vec::new();
    for _ in 0..60 {
        let kind = go_on(&page).await?;
        if kind == "hall" {
            break;
        }
        texts.push(page.text(".drill-story").await?);
        answer_by_keys(&page, &kind).await?;
        let said = page.text(".drill-feedback").await?;
        ensure!(
            // Between the story and its twin one criterion decides; between other stages all that lie between them.
            [
                "What decides is",
                "One fact differs",
                "What it lacks for",
                "What makes it more than",
                "rules it out",
            ]
            .iter()
            .any(|words| said.contains(words)),
            "the feedback names no fact: {said}"
        );
        kinds.push(kind);
    }
    let first = |kind: &str| kinds.iter().position(|one| one == kind);
    let (example, contrast, case) = (first("example"), first("contrast"), first("case"));
    ensure!(
        example == Some(0) && contrast == Some(1) && case > contrast,
        "the phases came as {kinds:?}"
    );
    ensure!(
        kinds.iter().filter(|kind| *kind == "case").count() == 12,
        "a sitting has twelve mixed stories: {kinds:?}"
    );
    let told = texts.len();
    texts.sort();
    texts.dedup();
    ensure!(texts.len() == told, "a story came twice");
    ensure!(
        page.text(".drill-hall h3").await? == "Done for today",
        "it ends with {}",
        page.text(".drill-hall").await?
    );
    let today = page.text(".drill-today").await?;
    ensure!(today.contains("Answered today"), "no summary: {today}");
    // There is more for whoever wants it.
    let kind = go_on(&page).await?;
    ensure!(kind == "case", "more is {kind}");
    go(&page, "#/learn/progress").await?;
    page.find(".progress .matrix").await?;
    let total: u32 = page
        .eval("return [...document.querySelectorAll('.matrix td')].reduce((sum, each) => sum + Number(each.textContent || 0), 0)")
        .await?;
    let contrasts = kinds.iter().filter(|kind| *kind == "contrast").count();
    ensure!(
        usize::try_from(total)? == 12 + 2 * contrasts,
        "{total} answers are counted of {kinds:?}"
    );
    page.find(".progress-chart .progress-point").await?;
    page.check_accessibility().await
}

async fn explains_a_wrong_answer(page: Page) -> Result<()> {
    page.size(1280, 900).await?;
    open(&page).await?;
    until(&page, "case").await?;
    for _ in 0..12 {
        answer_by_keys(&page, "case").await?;
        if page.count(".drill-feedback.right").await? == 0 {
            break;
        }
        ensure!(go_on(&page).await? == "case", "no story was answered wrong");
    }
    ensure!(
        page.count(".drill-feedback:not(.right)").await? == 1,
        "every answer was right"
    );
    let right = page.texts(".choice.right span").await?;
    let wrong = page.texts(".choice.wrong small").await?;
    ensure!(
        right.len() == 1 && wrong == ["your answer"],
        "marked are {right:?} and {wrong:?}"
    );
    ensure!(
        page.count(".drill-criteria .drill-verdict").await? > 0,
        "no criteria"
    );
    let change = page.text(".drill-change").await?;
    ensure!(
        change.contains("If ") || change.contains("No change"),
        "the smallest change is {change:?}"
    );
    // An answer stays, whatever is undone.
    page.eval::<Value>("document.querySelector('.drill-more').open = true; return null")
        .await?;
    page.find(".drill-more .drill-story").await?;
    let undo: bool = page
        .eval("return document.querySelector('button[aria-label^=Undo]').disabled")
        .await?;
    ensure!(undo, "an answer can be taken back");
    page.press("u").await?;
    ensure!(
        page.count(".choice.wrong").await? == 1,
        "the answer is gone"
    );
    Ok(())
}

async fn reload_loses_nothing(page: Page) -> Result<()> {
    page.size(1280, 900).await?;
    open(&page).await?;
    ensure!(go_on(&page).await? == "example", "no example first");
    let story = page.text(".drill-story").await?;
    page.press(Key::Enter).await?;
    page.wait_until("document.querySelectorAll('.drill-steps > li').length === 1")
        .await?;
    again(&page).await?;
    ensure!(page.text(".drill-story").await? == story, "another story");
    page.wait_until("document.querySelectorAll('.drill-steps > li').length === 1")
        .await?;
    answer_by_keys(&page, "example").await?;
    until(&page, "case").await?;
    let story = page.text(".drill-story").await?;
    page.press("2").await?;
    page.wait_until("document.querySelectorAll('.choice')[1].ariaPressed === 'true'")
        .await?;
    again(&page).await?;
    ensure!(page.text(".drill-story").await? == story, "another story");
    page.wait_until("document.querySelectorAll('.choice')[1]?.ariaPressed === 'true'")
        .await?;
    // Thinking again is possible until it is an answer.
    at_heading(&page, ".drill-scene h3[tabindex]").await?;
    page.press(Key::Backspace).await?;
    page.wait_until("document.querySelectorAll('.choice')[1].ariaPressed === 'false'")
        .await?;
    answer_by_keys(&page, "case").await?;
    let said = page.text(".drill-headline").await?;
    again(&page).await?;
    page.wait_for_text(".drill-headline", said.trim()).await?;
    ensure!(page.text(".drill-story").await? == story, "another story");
    // It was counted once.
    go(&page, "#/learn/progress").await?;
    let days =
        "[...document.querySelectorAll('.progress-numbers td')].map((each) => each.textContent)";
    page.wait_until(&format!("{days}.length")).await
}

/// Waits until all is saved, and opens the page anew.
async fn again(page: &Page) -> Result<()> {
    saved(page).await?;
    page.reload().await?;
    page.find(".drill-scene .drill-story").await.map(drop)
}

/// Looks from so many days later: the day is chosen in the triage room.
async fn later(page: &Page, days: u32) -> Result<()> {
    go(page, "#/triage").await?;
    page.find("#as-of").await?;
    let script = "const field = document.querySelector('#as-of'); const day = new Date(field.value + 'T00:00Z');\
        day.setUTCDate(day.getUTCDate() + arguments[0]); field.value = day.toISOString().slice(0, 10);\
        field.dispatchEvent(new Event('change', { bubbles: true })); return null";
    page.eval_with::<Value>(script, vec![json!(days)]).await?;
    go(page, "#/learn/drill").await
}

/// Goes somewhere without opening the page anew.
async fn go(page: &Page, hash: &str) -> Result<()> {
    page.eval_with::<Value>(
        "location.hash = arguments[0]; return null",
        vec![json!(hash)],
    )
    .await
    .map(drop)
}

async fn comes_back(page: Page) -> Result<()> {
    page.size(1280, 900).await?;
    load_sample(&page).await?;
    go(&page, "#/learn/drill").await?;
    page.find(".drill-hall .drill-next").await?;
    at_heading(&page, ".drill-hall h3").await?;
    for _ in 0..60 {
        let kind = go_on(&page).await?;
        if kind == "hall" {
            break;
        }
        answer_by_keys(&page, &kind).await?;
    }
    let lead = page.text(".drill-hall .drill-lead").await?;
    ensure!(
        lead.contains("comes back tomorrow"),
        "what comes is not said: {lead}"
    );
    later(&page, 1).await?;
    page.wait_for_text(".drill-hall h3", "stories come back today")
        .await?;
    at_heading(&page, ".drill-hall h3").await?;
    ensure!(go_on(&page).await? == "case", "no story came back");
    page.wait_for_text(".drill-kind", "It comes back today")
        .await?;
    answer_by_keys(&page, "case").await?;
    // What was answered stands there still after a look elsewhere.
    go(&page, "#/learn/lesson").await?;
    page.wait_until("!document.querySelector('.drill')").await?;
    go(&page, "#/learn/drill").await?;
    at_heading(&page, ".drill-headline").await?;
    let kind = go_on(&page).await?;
    ensure!(kind == "case", "a second story comes back: {kind}");
    Ok(())
}

async fn other_definitions(page: Page) -> Result<()> {
    page.size(1280, 900).await?;
    open(&page).await?;
    go_on(&page).await?;
    let story = page.text(".drill-story").await?;
    use_definition(&page, "Criteria and intent").await?;
    page.find(".drill-hall .drill-next").await?;
    ensure!(
        page.text(".drill-definition").await?.contains("Criteria"),
        "the page does not say by which definition"
    );
    at_heading(&page, ".drill-hall h3").await?;
    let kind = go_on(&page).await?;
    ensure!(kind == "example", "a new definition begins with {kind}");
    answer_by_keys(&page, "example").await?;
    // The other one goes on where it was.
    use_definition(&page, "House").await?;
    page.wait_for_text(".drill-story", story.get(..20).unwrap_or(&story))
        .await?;
    // One pair alone, also one that a link names the wrong way round.
    go(&page, "#/learn/drill/prospect-lead").await?;
    page.wait_for_text("h2", "lead").await?;
    page.find(".drill-hall .drill-next").await?;
    at_heading(&page, ".drill-hall h3").await?;
    ensure!(
        go_on(&page).await? == "example",
        "the pair is introduced first"
    );
    answer_by_keys(&page, "example").await?;
    // Begin again, and take that back.
    go(&page, "#/learn/drill").await?;
    use_definition(&page, "Criteria and intent").await?;
    at_heading(&page, ".drill-headline").await?;
    for _ in 0..40 {
        let kind = go_on(&page).await?;
        if kind == "hall" {
            break;
        }
        answer_by_keys(&page, &kind).await?;
    }
    press(&page, "Begin again under this definition").await?;
    press(&page, "Begin again").await?;
    page.wait_for_text(".drill-hall h3", "Tell them apart")
        .await?;
    // What was answered is put aside, not into the history: undo would write it over what is answered from here on.
    ensure!(
        page.count("button[aria-label^='Undo: Begin again']")
            .await?
            == 0,
        "undo brings answers back over others"
    );
    ensure!(go_on(&page).await? == "example", "nothing begins again");
    answer_by_keys(&page, "example").await?;
    go(&page, "#/learn/drill/prospect-lead").await?;
    at_heading(&page, ".drill-hall h3").await?;
    page.click("button[aria-label^='Bring back']").await?;
    // And what was answered since is aside in its turn.
    page.wait_for_text(".drill-hall .drill-alike", "1 answer,")
        .await?;
    page.check_accessibility().await?;
    go(&page, "#/learn/drill").await?;
    page.wait_for_text(".drill-hall h3", "Done for today").await
}

/// Chooses a definition at the top.
async fn use_definition(page: &Page, name: &str) -> Result<()> {
    page.click("button[popovertarget=definitions]").await?;
    page.find("#definitions:popover-open").await?;
    let script = "[...document.querySelectorAll('#definitions label')].find((each) => each.textContent.includes(arguments[0])).querySelector('input').click();\
         document.querySelector('#definitions').hidePopover(); return null";
    page.eval_with::<Value>(script, vec![json!(name)])
        .await
        .map(drop)
}

/// A record that is damaged or of a newer version is put aside, and practice goes on.
async fn puts_aside(page: Page) -> Result<()> {
    page.size(1280, 900).await?;
    open_empty(&page).await?;
    let workspace = json!({
        "format": "leadlens.workspace/1", "name": "Test", "as_of": "2026-11-26", "definition": "house",
        "contacts": [], "learning": { "practice/house": { "format": "leadlens.practice/9", "kept": "this" } }
    });
    press(&page, "Your data").await?;
    page.choose_bytes(
        "dialog[open] input[aria-label='Saved file']",
        "workspace.json",
        workspace.to_string().as_bytes(),
    )
    .await?;
    press(&page, "Open it").await?;
    if page.count("dialog[open]").await? > 0 {
        press(&page, "Close").await?;
    }
    go(&page, "#/learn/drill").await?;
    page.wait_for_text(".drill-note", "made by a newer version")
        .await?;
    page.check_accessibility().await?;
    press(&page, "Begin a new practice").await?;
    page.wait_for_text(".drill-hall h3", "Tell them apart")
        .await?;
    saved(&page).await
}

/// A second tab keeps no answers, says so, and goes on with the practice once it writes.
async fn one_tab_writes(page: Page) -> Result<()> {
    open(&page).await?;
    at_heading(&page, ".drill-hall h3").await?;
    go_on(&page).await?;
    let story = page.text(".drill-story").await?;
    saved(&page).await?;
    let driver = page.driver();
    let first = driver.window().await?;
    let second = driver.new_window().await?;
    driver.switch_to_window(second).await?;
    page.open("#/learn/drill").await?;
    page.wait_for_text(".drill-note", "This tab only reads along")
        .await?;
    page.check_accessibility().await?;
    press(&page, "Edit here instead").await?;
    page.wait_for_text(".drill-story", story.get(..20).unwrap_or(&story))
        .await?;
    driver.close_window().await?;
    driver.switch_to_window(first).await?;
    Ok(())
}

async fn without_motion(page: Page) -> Result<()> {
    let features = json!({ "features": [{ "name": "prefers-reduced-motion", "value": "reduce" }] });
    page.driver()
        .cdp()
        .send_raw("Emulation.setEmulatedMedia", features)
        .await?;
    open(&page).await?;
    at_heading(&page, ".drill-hall h3").await?;
    let kind = go_on(&page).await?;
    answer_by_keys(&page, &kind).await?;
    let moving: Vec<String> = page
        .eval(
            "const long = (times) => times.split(',').some((time) => parseFloat(time) * (time.trim().endsWith('ms') ? 1 : 1000) > 20);\
             return [...document.querySelectorAll('.learn-room *')].filter((each) => { const style = getComputedStyle(each);\
               return (style.transitionProperty !== 'none' && long(style.transitionDuration)) || (style.animationName !== 'none' && long(style.animationDuration)); })\
             .map((each) => each.outerHTML.slice(0, 80))",
        )
        .await?;
    ensure!(moving.is_empty(), "these still move: {moving:#?}");
    Ok(())
}

async fn clean(page: Page, width: u32, scheme: Scheme) -> Result<()> {
    page.size(width, if width < 500 { 844 } else { 900 })
        .await?;
    page.open("#/learn/progress").await?;
    page.find(".progress-none").await?;
    page.scheme(scheme).await?;
    let mut wrong = Vec::new();
    look(&page, "progress-none", &mut wrong).await?;
    open(&page).await?;
    at_heading(&page, ".drill-hall h3").await?;
    look(&page, "hall", &mut wrong).await?;
    let mut seen: Vec<String> = Vec::new();
    for _ in 0..60 {
        let kind = go_on(&page).await?;
        if kind == "hall" {
            look(&page, "summary", &mut wrong).await?;
            break;
        }
        let new = !seen.contains(&kind);
        if new {
            look(&page, &kind, &mut wrong).await?;
        }
        answer_by_keys(&page, &kind).await?;
        if new {
            page.eval::<Value>("for (const each of document.querySelectorAll('.drill details')) each.open = true; return null").await?;
            look(&page, &format!("{kind}-answered"), &mut wrong).await?;
            seen.push(kind);
        }
    }
    go(&page, "#/learn/progress").await?;
    page.find(".progress .matrix").await?;
    page.eval::<Value>("for (const each of document.querySelectorAll('.progress details')) each.open = true; return null").await?;
    look(&page, "progress", &mut wrong).await?;
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

async fn look(page: &Page, part: &str, wrong: &mut Vec<String>) -> Result<()> {
    everyone::look(page, &format!("learn-drill-{part}"), wrong).await?;
    let sideways: Vec<String> = page
        .eval(
            "const room = document.querySelector('.learn-room'); if (room.scrollWidth <= room.clientWidth) return [];\
             const end = room.getBoundingClientRect().left + room.clientWidth;\
             return [...room.querySelectorAll('*')].filter((part) => part.getBoundingClientRect().right > end + 1).slice(-3).map((part) => part.outerHTML.slice(0, 80))",
        )
        .await?;
    if !sideways.is_empty() {
        wrong.push(format!("{part}: {sideways:?} scroll sideways"));
    }
    Ok(())
}
