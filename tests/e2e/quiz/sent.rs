//! What leaves the page, and what is kept of a visitor: the endpoint, the next visit, variants, and pages without storage.

use super::{
    host::{Policy, host},
    visitor::{click, expect, next, told},
};
use crate::endpoint::Endpoint;
use leadlens_tests::{Context, Page, Result, Test, ensure, test};
use serde_json::{Value, json};

/// The table of this file.
pub(super) fn tests() -> Vec<Test> {
    vec![
        test("quiz::sends_again_what_failed", sends_again)
            .expecting_problem("503")
            .within(60),
        test("quiz::says_when_answers_are_lost", says_lost)
            .expecting_problem("400")
            .within(60),
        test("quiz::sends_at_the_next_visit", sends_at_the_next_visit)
            .expecting_problem("503")
            .within(60),
        test("quiz::variants_follow_the_hash", variants_follow_the_hash).within(60),
        test(
            "quiz::remembers_the_first_touch_after_consent",
            remembers_the_first_touch,
        )
        .within(60),
        test("quiz::works_without_storage", works_without_storage),
        test("quiz::is_logged_as_its_readme_says", is_logged),
    ]
}

/// Opens the small quiz with these attributes, answers it and consents.
async fn answer_small(page: &Page, attributes: &Value) -> Result<()> {
    answer_and(page, attributes, true).await
}

/// As [`answer_small`], with consent or without.
async fn answer_and(page: &Page, attributes: &Value, consents: bool) -> Result<()> {
    page.eval_with::<Value>(
        "fetch('inline.html').then((response) => response.text()).then((html) => {\
           const quiz = JSON.parse(new DOMParser().parseFromString(html, 'text/html').querySelector('[type=\"application/json\"]').textContent);\
           const element = document.createElement('leadlens-quiz'); element.loading = 'eager';\
           for (const [name, value] of Object.entries(arguments[0])) element.setAttribute(name, value);\
           quiz.consent = { text: 'Yes, keep it.' }; element.quiz = quiz; document.querySelector('main').append(element); }); return null",
        vec![attributes.clone()],
    )
    .await?;
    click(page, "[value=yes]").await?;
    next(page, "Before you see the result").await?;
    if consents {
        click(page, "[value=yes]").await?;
    }
    next(page, "Thank you").await
}

async fn sends_again(page: Page) -> Result<()> {
    let endpoint = Endpoint::start(&[503, 200])?;
    let _host = host(&page, "empty.html", Policy::None).await?;
    answer_small(
        &page,
        &json!({ "endpoint": endpoint.url(), "encoding": "form" }),
    )
    .await?;
    let failed = told(&page, "submit-error").await?;
    expect(&failed, "/event", &json!("submit-error"))?;
    expect(&failed, "/attempt", &json!(1))?;
    expect(&failed, "/retry", &json!(true))?;
    page.wait_until("part('.status').textContent").await?;
    let got = endpoint.received(2).await?;
    let last = got.last().context("nothing came")?;
    ensure!(
        last.contains("application/x-www-form-urlencoded")
            && last.contains("answers.intent=yes")
            && last.contains("event=submit&")
            && last.contains("assessment.stage="),
        "this came: {last}"
    );
    page.wait_until("localStorage.getItem('leadlens-quiz-unsent') === null")
        .await
}

/// What is refused for good is not tried again, and the visitor is not left to think that it arrived.
async fn says_lost(page: Page) -> Result<()> {
    let endpoint = Endpoint::start(&[400])?;
    let _host = host(&page, "empty.html", Policy::None).await?;
    answer_small(&page, &json!({ "endpoint": endpoint.url() })).await?;
    let detail = told(&page, "submit-error").await?;
    expect(&detail, "/retry", &json!(false))?;
    page.wait_until("part('.status').textContent === 'Your answers could not be sent.'")
        .await
}

async fn sends_at_the_next_visit(page: Page) -> Result<()> {
    let endpoint = Endpoint::start(&[503, 200])?;
    let host = host(&page, "empty.html", Policy::None).await?;
    answer_small(&page, &json!({ "endpoint": endpoint.url() })).await?;
    told(&page, "submit-error").await?;
    // Left before it was tried again.
    page.open_url(&format!("{}/empty.html", host.origin()))
        .await?;
    let got = endpoint.received(2).await?;
    let bodies: Vec<Value> = got
        .iter()
        .filter_map(|each| {
            each.split_once("\r\n\r\n")
                .and_then(|(_, body)| serde_json::from_str(body).ok())
        })
        .collect();
    let [first, second] = bodies.as_slice() else {
        anyhow::bail!("not two results in JSON: {got:?}");
    };
    ensure!(
        first == second && first.get("submission").is_some(),
        "two results: {first} and {second}"
    );
    page.wait_until("localStorage.getItem('leadlens-quiz-unsent') === null && JSON.parse(localStorage.getItem('leadlens-quiz-visit')).visitor").await
}

/// FNV-1a of 32 bits.
fn hash(text: &str) -> u32 {
    text.bytes().fold(2_166_136_261, |sum: u32, byte| {
        (sum ^ u32::from(byte)).wrapping_mul(16_777_619)
    })
}

async fn variants_follow_the_hash(page: Page) -> Result<()> {
    let _host = host(&page, "empty.html", Policy::Strict).await?;
    let visitors: Vec<String> = (0..12).map(|each| format!("{each}-visitor")).collect();
    page.eval_with::<Value>(
        "for (const visitor of arguments[0]) { const element = document.createElement('leadlens-quiz'); element.loading = 'eager'; element.visitor = visitor; element.id = visitor;\
           element.quiz = { format: 'leadlens.quiz/1', id: 'ab', order: 'fixed', rulebook: 'house', results: [{ id: 'all', title: 'Thank you' }],\
             questions: [{ id: 'need', type: 'yes_no', text: 'Before', attribute: 'need' }],\
             variants: [{ id: 'a', weight: 1 }, { id: 'b', weight: 3, changes: { questions: { need: { text: 'After' }, size: { type: 'number', text: 'How many?', attribute: 'employees' }, nobody: null } } }] };\
           document.querySelector('main').append(element); } return null",
        vec![json!(visitors)],
    )
    .await?;
    page.wait_until("happened('ready').length === 12").await?;
    let (mut before, mut after) = (0, 0);
    for visitor in &visitors {
        let first = u64::from(hash(&format!("ab/{visitor}"))) * 4 < 1 << 32;
        let expected = if first { "Before" } else { "After" };
        if first {
            before += 1;
        } else {
            after += 1;
        }
        let found: String = page
            .eval_with("return document.getElementById(arguments[0]).shadowRoot.querySelector('.title').textContent", vec![json!(visitor)])
            .await?;
        ensure!(found == expected, "{visitor} sees {found}");
    }
    ensure!(
        before > 0 && after > 0,
        "{before} see one, {after} the other"
    );
    // The variant has a question more.
    let most: Vec<(String, u32)> = page
        .eval("return happened('step').map(({ detail }) => [detail.variant, detail.most])")
        .await?;
    ensure!(
        most.len() == visitors.len()
            && most
                .iter()
                .all(|(variant, most)| *most == if variant == "a" { 1 } else { 2 }),
        "questions by variant: {most:?}"
    );
    // Those on the screen were seen, those far below were not.
    page.wait_until("happened('exposure').length").await?;
    let seen: Vec<Value> = page
        .eval("return happened('exposure').map((event) => event.detail.variant)")
        .await?;
    ensure!(
        seen.len() < 12 && seen.iter().all(Value::is_string),
        "seen: {seen:?}"
    );
    Ok(())
}

/// A visit that was consented to is the first touch of later ones; one that was not leaves nothing, whatever it came from.
async fn remembers_the_first_touch(page: Page) -> Result<()> {
    let host = host(
        &page,
        "empty.html?utm_source=unseen&utm_campaign=one",
        Policy::Strict,
    )
    .await?;
    let kept = "return Object.keys(localStorage).concat(Object.keys(sessionStorage), document.cookie || [])";
    for (source, consents, first) in [
        ("unseen", false, "unseen"),
        ("letter", true, "letter"),
        ("fair", true, "letter"),
        // Also what is known from before is not written again without the visitor's word.
        ("search", false, "letter"),
        // A visit that tells nothing of itself is no touch: the last that did is the last one.
        ("", false, "letter"),
    ] {
        let before: Value = page
            .eval("return localStorage.getItem('leadlens-quiz-visit')")
            .await?;
        page.open_url(&format!("{}/empty.html?utm_source={source}", host.origin()))
            .await?;
        answer_and(&page, &json!({}), consents).await?;
        let detail = told(&page, "submit").await?;
        let last = if source.is_empty() { "fair" } else { source };
        for (pointer, expected) in [
            ("/consent", json!(consents)),
            ("/attribution/first/utm_source", json!(first)),
            ("/attribution/last/utm_source", json!(last)),
            ("/contact/attributes/source", json!(last)),
        ] {
            expect(&detail, pointer, &expected).with_context(|| format!("from {source:?}"))?;
        }
        let names: Vec<String> = page.eval(kept).await?;
        let expected: &[&str] = if source == "unseen" {
            &[]
        } else {
            &["leadlens-quiz-visit"]
        };
        ensure!(
            names == expected,
            "after {source:?} the browser keeps {names:?}"
        );
        let after: Value = page
            .eval("return localStorage.getItem('leadlens-quiz-visit')")
            .await?;
        ensure!(
            consents || before == after,
            "without consent {before} became {after}"
        );
    }
    Ok(())
}

/// A page in a sandbox has no origin and no storage.
async fn works_without_storage(page: Page) -> Result<()> {
    let _host = host(&page, "sandboxed.html", Policy::None).await?;
    page.wait_until("happened('ready').length").await?;
    page.driver().enter_frame(0).await?;
    click(&page, "[value=yes]").await?;
    click(&page, ".next").await?;
    page.driver().enter_default_frame().await?;
    let detail = told(&page, "submit").await?;
    expect(
        &detail,
        "/contact/attributes/explicit_intent",
        &json!("yes"),
    )
}

/// The recipe *Collect results* of the package: both of its scripts keep every event, a line of JSON each, in order.
async fn is_logged(page: Page) -> Result<()> {
    let recipe = include_str!("../../../src/embed/package/README.md")
        .split_once("**Collect results**")
        .and_then(|(_, rest)| rest.split_once("**WordPress**"))
        .map(|(recipe, _)| recipe)
        .context("the recipe is not there")?;
    let scripts: Vec<&str> = recipe
        .split("```js")
        .skip(1)
        .filter_map(|rest| rest.split_once("```").map(|(script, _)| script))
        .collect();
    ensure!(scripts.len() == 2, "{} scripts", scripts.len());
    let _host = host(&page, "empty.html", Policy::Strict).await?;
    page.eval::<Value>(
        "window.posted = []; navigator.sendBeacon = (to, line) => window.posted.push(line);\
         URL.createObjectURL = (blob) => { window.saved = blob.text(); return '#saved'; };\
         HTMLAnchorElement.prototype.click = () => {};\
         document.querySelector('main').append(Object.assign(document.createElement('button'), { id: 'save', textContent: 'Save' })); return null",
    )
    .await?;
    for script in scripts {
        page.eval::<Value>(&format!("{script}; return null"))
            .await?;
    }
    answer_small(&page, &json!({})).await?;
    told(&page, "submit").await?;
    let logs: (Vec<String>, String) = page
        .eval_async(
            "const done = arguments[0]; document.querySelector('#save').click(); saved.then((text) => done([posted, text]))",
        )
        .await?;
    let lines: Vec<&str> = logs.1.lines().collect();
    ensure!(lines == logs.0, "saved {lines:?}, posted {:?}", logs.0);
    let names: Vec<Value> = lines
        .iter()
        .filter_map(|line| {
            serde_json::from_str::<Value>(line)
                .ok()?
                .get("event")
                .cloned()
        })
        .collect();
    ensure!(
        names == ["step", "start", "result", "submit"],
        "the log says {names:?}"
    );
    Ok(())
}
