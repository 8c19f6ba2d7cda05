//! The quiz room: a quiz is made, changed, tried, looked through, put on somebody's page, and its results are read.

use crate::{
    everyone,
    quiz::visitor::{answer, click, told},
    room::{self, button, catch_downloads, choose, downloaded, saved},
};
use leadlens_tests::{Key, Page, Result, Scheme, Site, Test, ensure, test};
use serde_json::{Value, json};
use std::path::PathBuf;
use xtask::{Extra, HeaderRules, Mount, Server};

/// The table of this file; empty as long as the embed is not part of the site.
pub fn tests(site: &Site) -> Vec<Test> {
    if !site.has_embed() {
        return Vec::new();
    }
    let mut tests = vec![
        test("quiz_room::makes_and_keeps_a_quiz", makes_and_keeps).within(90),
        test("quiz_room::changes_every_part", changes_every_part).within(120),
        test("quiz_room::says_what_is_missing", says_what_is_missing).within(90),
        test("quiz_room::says_where_it_leads", says_where_it_leads).within(90),
        test("quiz_room::changes_one_version_alone", changes_one_version).within(90),
        test("quiz_room::puts_the_quiz_on_a_strict_page", puts_on_a_page).within(120),
        test("quiz_room::opens_files", opens_files).within(90),
        test("quiz_room::reads_results", reads_results).within(120),
        test("quiz_room::works_by_keyboard", works_by_keyboard).within(90),
    ];
    for (name, width, scheme) in [
        ("quiz_room::clean_wide_and_light", 1280, Scheme::Light),
        ("quiz_room::clean_wide_and_dark", 1280, Scheme::Dark),
        ("quiz_room::clean_narrow_and_light", 390, Scheme::Light),
        ("quiz_room::clean_narrow_and_dark", 390, Scheme::Dark),
    ] {
        tests.push(test(name, move |page| clean(page, width, scheme)).within(180));
    }
    tests
}

/// What finds things in the preview.
const IN_QUIZ: &str = concat!(include_str!("../fixtures/quiz/host.js"), "; return null");

/// What stands at a place of a value; null for nothing.
fn at<'v>(value: &'v Value, place: &str) -> &'v Value {
    value.pointer(place).unwrap_or(&Value::Null)
}

fn set(value: &mut Value, member: &str, text: &str) {
    if let Some(members) = value.as_object_mut() {
        members.insert(member.to_owned(), text.into());
    }
}

/// Opens the empty room in a window of its usual size.
async fn open(page: &Page) -> Result<()> {
    page.size(1280, 900).await?;
    open_as_it_is(page).await
}

async fn open_as_it_is(page: &Page) -> Result<()> {
    page.open("#/quiz").await?;
    page.find(".quiz-begin").await?;
    page.eval::<Value>(IN_QUIZ).await.map(drop)
}

/// Presses the button with this name, in the middle of what scrolls: WebKit's driver does not bring it there itself.
async fn press(page: &Page, name: &str) -> Result<()> {
    let found = button(page, name).await?;
    found.scroll_into_view().await?;
    room::press(page, name).await
}

/// Clicks what a selector finds in the room, likewise.
async fn click_on(page: &Page, selector: &str) -> Result<()> {
    page.find(selector).await?;
    let script =
        "document.querySelector(arguments[0]).scrollIntoView({ block: 'center' }); return null";
    page.eval_with::<Value>(script, vec![json!(selector)])
        .await?;
    page.click(selector).await
}

/// Makes the sample quiz, and waits for its preview.
async fn make_sample(page: &Page) -> Result<()> {
    open(page).await?;
    press(page, "Start with the sample quiz").await?;
    preview_says(page, ".title", "Is it a match?").await
}

async fn preview_says(page: &Page, selector: &str, text: &str) -> Result<()> {
    page.wait_until("document.querySelector('leadlens-quiz')?.shadowRoot?.querySelector('form')")
        .await?;
    page.wait_until(&format!(
        "part({})?.textContent === {}",
        json!(selector),
        json!(text)
    ))
    .await
}

/// The quiz as the room says it is.
async fn quiz(page: &Page) -> Result<Value> {
    page.eval::<Value>("document.querySelector('.quiz-source').open = true; return null")
        .await?;
    page.wait_until("document.querySelector('.quiz-source textarea').value")
        .await?;
    let text: String = page
        .eval("return document.querySelector('.quiz-source textarea').value")
        .await?;
    Ok(serde_json::from_str(&text)?)
}

/// The field with this label in a part of the room.
fn labelled(within: &str, label: &str) -> String {
    format!(
        "[...document.querySelectorAll({})].find((each) => each.firstElementChild?.textContent === {})?.querySelector('input, textarea, select')",
        json!(format!("{within} .quiz-field")),
        json!(label)
    )
}

/// Types into the field with this label as somebody does: what is there is replaced.
async fn type_into(page: &Page, within: &str, label: &str, text: &str) -> Result<()> {
    let found = labelled(within, label);
    page.wait_until(&found).await?;
    let script = format!("const field = {found}; field.focus(); field.select(); return null");
    page.eval::<Value>(&script).await?;
    page.press(text).await
}

async fn makes_and_keeps(page: Page) -> Result<()> {
    make_sample(&page).await?;
    let before = quiz(&page).await?;
    ensure!(
        at(&before, "/rulebook") == "criteria-and-intent",
        "the sample is made of {}",
        at(&before, "/rulebook")
    );
    type_into(&page, ".quiz-edit", "Title", "Shall we talk?").await?;
    preview_says(&page, ".title", "Shall we talk?").await?;
    page.wait_until("document.querySelector('.quiz-chooser select').selectedOptions[0]?.textContent === 'Shall we talk?'")
        .await?;
    saved(&page).await?;
    page.reload().await?;
    page.find(".quiz-panes").await?;
    page.eval::<Value>(IN_QUIZ).await?;
    preview_says(&page, ".title", "Shall we talk?").await?;
    let banners: String = page.text(".banners").await?;
    ensure!(
        banners.is_empty(),
        "after a reload the page says {banners:?}"
    );

    // All letters are one step back.
    type_into(&page, ".quiz-edit", "Title", "Hello").await?;
    preview_says(&page, ".title", "Hello").await?;
    press(&page, "Undo: Quiz: Title").await?;
    preview_says(&page, ".title", "Shall we talk?").await?;

    press(&page, "Remove this quiz").await?;
    page.find(".quiz-begin").await?;
    press(&page, "Undo: Remove quiz “Shall we talk?”").await?;
    preview_says(&page, ".title", "Shall we talk?").await
}

async fn changes_every_part(page: Page) -> Result<()> {
    make_sample(&page).await?;
    let before = quiz(&page).await?;
    let ids = |quiz: &Value, list: &str| -> Vec<String> {
        let all = at(quiz, &format!("/{list}"))
            .as_array()
            .cloned()
            .unwrap_or_default();
        let id = |each: &Value| each["id"].as_str().unwrap_or("").to_owned();
        all.iter().map(id).collect()
    };
    // Questions: order, away, a new one, an answer and what it records. The focus stays where somebody works.
    let questions = ids(&before, "questions");
    press(&page, "Move down question 1").await?;
    page.wait_until("document.activeElement.getAttribute('aria-label') === 'Move down question 2'")
        .await?;
    press(&page, "Remove question 3").await?;
    let after = ids(&quiz(&page).await?, "questions");
    let expected: Vec<String> = [1, 0]
        .into_iter()
        .chain(3..questions.len())
        .filter_map(|at| questions.get(at).cloned())
        .collect();
    ensure!(after == expected, "the questions are {after:?}");
    choose(&page, ".quiz-add select", "single").await?;
    let last = format!(
        ".quiz-section .quiz-list > li:nth-child({})",
        expected.len() + 1
    );
    // What was added is open, and the focus is in it.
    page.wait_until(&format!(
        "document.activeElement === document.querySelector({}) ",
        json!(format!("{last} textarea"))
    ))
    .await?;
    type_into(&page, &last, "Question", "How did you find us?").await?;
    type_into(
        &page,
        &format!("{last} .quiz-options li:first-child"),
        "Answer",
        "A friend",
    )
    .await?;
    choose(
        &page,
        &format!("{last} .quiz-options li:first-child .quiz-effects select"),
        "fact persona",
    )
    .await?;
    page.fill(
        &format!("{last} .quiz-options li:first-child .quiz-effects input"),
        "fan",
    )
    .await?;
    page.press(Key::Tab).await?;
    choose(
        &page,
        &format!("{last} .quiz-options li:first-child .quiz-effects > select"),
        "did question_asked",
    )
    .await?;
    page.wait_for_text(
        &format!("{last} .quiz-options li:first-child .quiz-effects"),
        "Asked a question",
    )
    .await?;
    let made = quiz(&page).await?;
    let question = at(&made, "/questions")
        .as_array()
        .and_then(|all| all.last())
        .cloned()
        .unwrap_or_default();
    ensure!(
        at(&question, "/text") == "How did you find us?"
            && at(&question, "/options/0/text") == "A friend"
            && *at(&question, "/options/0/sets") == json!({ "persona": "fan" })
            && *at(&question, "/options/0/signals") == json!(["question_asked"]),
        "the new question is {question}"
    );
    // Left out after an earlier answer.
    choose(&page, &format!("{last} .quiz-skips select"), "0").await?;
    page.wait_for_text(&format!("{last} .quiz-skips"), ": Yes")
        .await?;

    // Results.
    let result = ".quiz-section:has(> h2:first-child + p) .quiz-list > li:first-child";
    click_on(&page, &format!("{result} summary")).await?;
    type_into(&page, result, "Title", "Let us talk").await?;
    click_on(&page, &format!("{result} .quiz-body > .check input")).await?;
    type_into(&page, result, "Address", "mailto:us@example.com").await?;
    // Looks.
    page.fill("[aria-label='Colour as text']", "#0a7d4f")
        .await?;
    page.wait_until("part('.box').style.getPropertyValue('--brand') === '#0a7d4f'")
        .await?;
    let quiz = quiz(&page).await?;
    ensure!(
        at(&quiz, "/results/0/title") == "Let us talk"
            && at(&quiz, "/results/0/action/href") == "mailto:us@example.com"
            && at(&quiz, "/branding/accent") == "#0a7d4f",
        "results and looks are {} {}",
        at(&quiz, "/results/0"),
        at(&quiz, "/branding")
    );
    ensure!(
        page.count(".quiz-problem:not([hidden])").await? == 0,
        "the quiz is not ready"
    );
    Ok(())
}

/// A quiz that cannot be played says what is missing, keeps what was typed, and the preview waits.
async fn says_what_is_missing(page: Page) -> Result<()> {
    make_sample(&page).await?;
    click_on(&page, ".quiz-list > li:first-child summary").await?;
    page.fill(".quiz-list > li:first-child textarea", " ")
        .await?;
    page.wait_for_text(
        ".quiz-problem",
        "Question 1, text: expected a text, found \" \".",
    )
    .await?;
    preview_says(&page, ".title", "Is it a match?").await?;
    click_on(&page, ".quiz-switch.publish").await?;
    page.wait_for_text(".quiz-beside", "Nobody could play it yet. Question 1, text")
        .await?;
    saved(&page).await?;
    page.reload().await?;
    page.wait_for_text(".quiz-problem", "Question 1, text")
        .await?;
    // What is no JSON stays in its field and changes nothing.
    click_on(&page, ".quiz-source summary").await?;
    page.fill(".quiz-source textarea", "{ \"id\": ").await?;
    page.press(Key::Tab).await?;
    page.wait_for_text(".quiz-source .quiz-problem", "This is no JSON")
        .await?;
    let kept: String = page
        .eval("return document.querySelector('.quiz-source textarea').value")
        .await?;
    ensure!(kept == "{ \"id\": ", "the text became {kept:?}");
    Ok(())
}

async fn says_where_it_leads(page: Page) -> Result<()> {
    make_sample(&page).await?;
    click_on(&page, ".quiz-switch.leads-to").await?;
    page.wait_for_text(
        ".quiz-beside",
        "20,000 combinations of answers, drawn evenly",
    )
    .await?;
    for part in [
        "Opportunity",
        "Customer: no answer can say that they bought.",
        "4 results have no button",
    ] {
        page.wait_for_text(".quiz-beside", part).await?;
    }
    let sum: u32 = page
        .eval(
            "return [...document.querySelectorAll('.quiz-shares')[0].querySelectorAll('tbody td:nth-child(2)')]\
             .reduce((sum, cell) => sum + Number(cell.textContent.replaceAll(',', '')), 0)",
        )
        .await?;
    ensure!(sum == 20_000, "the stages sum to {sum}");
    Ok(())
}

async fn changes_one_version(page: Page) -> Result<()> {
    make_sample(&page).await?;
    press(&page, "Make a second version").await?;
    page.wait_for_text(".quiz-variants", "Version b").await?;
    type_into(&page, ".quiz-edit", "Title", "Other words").await?;
    preview_says(&page, ".title", "Other words").await?;
    // Another order is beyond a version: said, and nothing changed.
    press(&page, "Move down question 1").await?;
    page.wait_for_text(".toast", "no order of its own").await?;
    click_on(&page, ".quiz-version:first-of-type input").await?;
    preview_says(&page, ".title", "Is it a match?").await?;
    // What a version changes goes along when its question is called otherwise in all of them.
    let first = ".quiz-list > li:first-child";
    click_on(&page, ".quiz-version:last-of-type input").await?;
    click_on(&page, &format!("{first} summary")).await?;
    type_into(&page, first, "Question", "Do you sell to companies?").await?;
    click_on(&page, ".quiz-version:first-of-type input").await?;
    page.wait_for_text(&format!("{first} summary"), "Are you in our target market?")
        .await?;
    type_into(&page, first, "Name in the data", "market").await?;
    page.press(Key::Tab).await?;
    catch_downloads(&page).await?;
    click_on(&page, ".quiz-switch.publish").await?;
    press(&page, "Download criteria-and-intent-quiz.json").await?;
    let quiz: Value = serde_json::from_str(&downloaded(&page).await?.text)?;
    let other = json!({ "market": { "text": "Do you sell to companies?" } });
    ensure!(
        *at(&quiz, "/variants")
            == json!([
                { "id": "a", "weight": 1, "changes": {} },
                { "id": "b", "weight": 1, "changes": { "title": "Other words", "questions": other } },
            ]),
        "the versions are {}",
        at(&quiz, "/variants")
    );
    Ok(())
}

/// The whole way: the file and the lines that the room hands out, on a page of another origin with a strict policy; its visitor's result
/// is the page's own event. And the same quiz in a link.
async fn puts_on_a_page(page: Page) -> Result<()> {
    make_sample(&page).await?;
    catch_downloads(&page).await?;
    click_on(&page, ".quiz-switch.publish").await?;
    press(&page, "Download criteria-and-intent-quiz.json").await?;
    let file = downloaded(&page).await?;
    let copy = |label: &str| {
        let script = format!(
            "return document.querySelector('textarea[aria-label={}]').value",
            json!(label)
        );
        let page = page.clone();
        async move { page.eval::<String>(&script).await }
    };
    let (lines, link) = (copy("Lines for your page").await?, copy("Link").await?);
    let policy = copy("Policy").await?;
    let html = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>A page</title><h1>Ours</h1><script src=\"/__host.js\"></script>{lines}"
    );
    let extra = |path: &str, media_type: &str, body: Vec<u8>| Extra {
        path: path.to_owned(),
        media_type: media_type.to_owned(),
        body,
    };
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/quiz");
    let mut mount = Mount::root(&folder).without_policy();
    mount.rules = HeaderRules::parse(&format!(
        "/*\n  Content-Security-Policy: default-src 'none'; {} ; base-uri 'none'; form-action 'none'\n",
        policy.replace("script-src ", "script-src 'self' ")
    ));
    let server = Server::start(
        0,
        vec![mount],
        vec![
            extra("/page.html", "text/html; charset=utf-8", html.into_bytes()),
            extra(
                "/__host.js",
                "text/javascript; charset=utf-8",
                include_bytes!("../fixtures/quiz/host.js").to_vec(),
            ),
            extra(
                &format!("/{}", file.name),
                "application/json",
                file.text.into_bytes(),
            ),
        ],
        "",
    )?;
    page.open_url(&format!("{}/page.html", server.origin()))
        .await?;
    play(&page).await?;
    let told: Value = told(&page, "submit").await?;
    ensure!(
        at(&told, "/quiz") == "criteria-and-intent-quiz"
            && at(&told, "/assessment/stage") == "opportunity",
        "the page was told {told}"
    );
    page.open_url(&link).await?;
    page.eval::<Value>(IN_QUIZ).await?;
    play(&page).await?;
    let title: String = page.eval("return document.title").await?;
    ensure!(
        title.contains("Is it a match?"),
        "the page is called {title:?}"
    );
    Ok(())
}

/// Plays the sample: yes to everything, the first answer of each choice.
async fn play(page: &Page) -> Result<()> {
    page.wait_until("document.querySelector('leadlens-quiz')?.shadowRoot?.querySelector('.next')")
        .await?;
    click(page, ".next").await?;
    for _ in 0..30 {
        let heading: String = page.eval("return part('.title').textContent").await?;
        if page
            .eval::<bool>("return Boolean(part('.form.result'))")
            .await?
        {
            return Ok(());
        }
        if page
            .eval::<bool>("return Boolean(part('[name=answer]'))")
            .await?
        {
            let kind: String = page.eval("return part('[name=answer]').type").await?;
            match kind.as_str() {
                "radio" | "checkbox" => click(page, ".option").await?,
                "email" => answer(page, "ada@example.com").await?,
                _ => answer(page, "12").await?,
            }
        }
        click(page, ".next").await?;
        page.wait_until(&format!(
            "part('.form.result') || part('.title').textContent !== {}",
            json!(heading)
        ))
        .await?;
    }
    anyhow::bail!("the quiz does not end")
}

async fn opens_files(page: Page) -> Result<()> {
    open(&page).await?;
    let own = json!({
        "format": "leadlens.quiz/1", "id": "mine", "title": "<b>Mine</b>", "rulebook": "house", "more": { "kept": [1] },
        "questions": [{ "id": "need", "type": "yes_no", "text": "Do you need it?", "attribute": "need" }],
        "results": [{ "id": "all", "title": "Thank you" }],
    });
    let field = ".quiz-begin input[type=file]";
    page.choose_bytes(field, "list.json", b"[1, 2]").await?;
    page.wait_for_text(".toast", "list.json: this is no quiz")
        .await?;
    page.choose_bytes(field, "new.json", br#"{ "format": "leadlens.quiz/7" }"#)
        .await?;
    page.wait_for_text(".toast", "newer version of Leadlens")
        .await?;
    page.choose_bytes(field, "quiz.json", own.to_string().as_bytes())
        .await?;
    preview_says(&page, ".title", "<b>Mine</b>").await?;
    let kept = quiz(&page).await?;
    ensure!(kept == own, "it was opened as {kept}");
    Ok(())
}

/// A log of events becomes contacts and a report; a log that grew adds only what is new.
async fn reads_results(page: Page) -> Result<()> {
    make_sample(&page).await?;
    press(&page, "Make a second version").await?;
    click_on(&page, ".quiz-switch.preview").await?;
    page.wait_until("part('.title')").await?;
    play(&page).await?;
    click_on(&page, ".quiz-events summary").await?;
    page.wait_for_text(".quiz-events code", "leadlens-submit")
        .await?;
    let detail: String = page
        .eval("return document.querySelector('.quiz-events pre').textContent")
        .await?;
    let detail: Value = serde_json::from_str(&detail)?;
    ensure!(
        at(&detail, "/assessment/stage") == "opportunity",
        "the preview told {detail}"
    );
    let line = |variant: &str, submission: &str| {
        let mut told = detail.clone();
        set(&mut told, "variant", variant);
        set(&mut told, "submission", submission);
        told.to_string()
    };
    let mut log = String::new();
    for (variant, times) in [("a", 300), ("b", 310)] {
        for _ in 0..times {
            log += &json!({ "schema_version": 1, "event": "exposure", "quiz": at(&detail, "/quiz"), "variant": variant }).to_string();
            log.push('\n');
        }
    }
    for at in 0..40 {
        let variant = if at % 4 == 0 { "a" } else { "b" };
        log += &line(variant, &format!("visit-{at}"));
        log.push('\n');
    }
    log += "{ \"schema_version\": 1, \"eve";
    click_on(&page, ".quiz-switch.results").await?;
    page.choose_bytes(".quiz-beside input[type=file]", "log.jsonl", log.as_bytes())
        .await?;
    page.wait_for_text(".quiz-log", "40 results, seen 610 times")
        .await?;
    page.wait_for_text(".quiz-log summary", "1 problem in the file")
        .await?;
    page.wait_for_text(".quiz-verdict", "“b” brings more prospects than “a”")
        .await?;
    press(&page, "Add 40 contacts to triage").await?;
    page.wait_for_text(".quiz-report tbody", "310").await?;

    log.truncate(log.len() - "{ \"schema_version\": 1, \"eve".len());
    log += &line("a", "visit-new");
    page.choose_bytes(".quiz-beside input[type=file]", "log.jsonl", log.as_bytes())
        .await?;
    page.wait_for_text(".quiz-log", "40 among your contacts already")
        .await?;
    press(&page, "Add 1 contact to triage").await?;

    // In triage they are what their visitors were told.
    press(&page, "Use Criteria and intent in triage").await?;
    page.eval::<Value>("location.hash = '#/triage'; return null")
        .await?;
    room::settled(&page).await?;
    let counts = room::counts(&page).await?;
    ensure!(
        counts.get("opportunity") == Some(&41),
        "triage says {counts:?}"
    );
    Ok(())
}

async fn works_by_keyboard(page: Page) -> Result<()> {
    open(&page).await?;
    // The skip link leads past the rooms.
    page.press(Key::Tab).await?;
    page.wait_until("document.activeElement.textContent === 'Skip to the quiz'")
        .await?;
    page.press(Key::Enter).await?;
    page.wait_until("document.activeElement.textContent === 'Start with the sample quiz'")
        .await?;
    page.press(Key::Enter).await?;
    preview_says(&page, ".title", "Is it a match?").await?;
    for wanted in ["Where it leads", "Publish", "Results"] {
        for _ in 0..80 {
            page.press(Key::Tab).await?;
            if page
                .eval::<bool>(&format!(
                    "return document.activeElement.textContent === {}",
                    json!(wanted)
                ))
                .await?
            {
                break;
            }
        }
        page.press(Key::Enter).await?;
        page.wait_for_text(".quiz-switch[aria-pressed=true]", wanted)
            .await?;
    }
    Ok(())
}

async fn clean(page: Page, width: u32, scheme: Scheme) -> Result<()> {
    page.size(width, if width < 500 { 844 } else { 900 })
        .await?;
    open_as_it_is(&page).await?;
    page.scheme(scheme).await?;
    let mut wrong = Vec::new();
    look(&page, "begin", &mut wrong).await?;
    press(&page, "Start with the sample quiz").await?;
    preview_says(&page, ".title", "Is it a match?").await?;
    look(&page, "preview", &mut wrong).await?;
    click(&page, ".next").await?;
    page.wait_until("part('.form.question')").await?;
    look(&page, "playing", &mut wrong).await?;
    click_on(&page, ".quiz-switch.leads-to").await?;
    page.find(".quiz-shares").await?;
    look(&page, "leads-to", &mut wrong).await?;
    click_on(&page, ".quiz-switch.publish").await?;
    page.find(".quiz-copy").await?;
    look(&page, "publish", &mut wrong).await?;
    click_on(&page, ".quiz-switch.results").await?;
    let log = json!([{ "schema_version": 1, "event": "start", "quiz": "criteria-and-intent-quiz", "variant": null }, 3]);
    page.choose_bytes(
        ".quiz-beside input[type=file]",
        "log.json",
        log.to_string().as_bytes(),
    )
    .await?;
    page.find(".quiz-report").await?;
    look(&page, "results", &mut wrong).await?;
    if width < 1000 {
        click_on(&page, ".quiz-switch.edit").await?;
    }
    // Everything open: a question of each kind, results, versions, the source.
    page.eval::<Value>("for (const each of document.querySelectorAll('.quiz-edit details')) each.open = true; return null").await?;
    page.wait_until("[...document.querySelectorAll('.quiz-item > details')].every((each) => each.querySelector('.quiz-body'))")
        .await?;
    press(&page, "Make a second version").await?;
    look(&page, "edit", &mut wrong).await?;
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

/// As everywhere, and no pane scrolls sideways.
async fn look(page: &Page, part: &str, wrong: &mut Vec<String>) -> Result<()> {
    everyone::look(page, &format!("quiz-room-{part}"), wrong).await?;
    let sideways: Vec<String> = page
        .eval(
            "return [...document.querySelectorAll('.quiz-edit, .quiz-beside, .quiz-room')].filter((each) => each.scrollWidth > each.clientWidth)\
             .map((each) => { const end = each.getBoundingClientRect().left + each.clientWidth;\
               return each.className + ' by ' + [...each.querySelectorAll('*')].filter((part) => part.getBoundingClientRect().right > end + 1).slice(-3).map((part) => part.outerHTML.slice(0, 80)); })",
        )
        .await?;
    if !sideways.is_empty() {
        wrong.push(format!("{part}: {sideways:?} scroll sideways"));
    }
    Ok(())
}
