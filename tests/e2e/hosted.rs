//! `quiz.html`: the site's page for a quiz that comes in the address.

use crate::{
    endpoint::Endpoint,
    quiz::visitor::{arrived, expect, tab_to, told},
};
use leadlens_tests::{Key, Page, Result, Scheme, Site, Test, ensure, test};
use miniz_oxide::deflate::{compress_to_vec, compress_to_vec_zlib};
use serde_json::{Value, json};
use xtask::{Extra, Mount, Server};

/// The table of this file; empty as long as the embed is not part of the site.
pub fn tests(site: &Site) -> Vec<Test> {
    if !site.has_embed() {
        return Vec::new();
    }
    let mut tests = vec![
        test("hosted::plays_by_keyboard", plays_by_keyboard).within(60),
        test("hosted::says_what_is_wrong", says_what_is_wrong)
            .expecting_problem("<leadlens-quiz>: ")
            .within(90),
        test("hosted::follows_the_address", follows_the_address),
        test("hosted::says_that_it_does_not_come", does_not_come).expecting_problem("not-there"),
    ];
    for (name, width, scheme) in [
        ("hosted::clean_wide_and_light", 1280, Scheme::Light),
        ("hosted::clean_wide_and_dark", 1280, Scheme::Dark),
        ("hosted::clean_narrow_and_light", 390, Scheme::Light),
        ("hosted::clean_narrow_and_dark", 390, Scheme::Dark),
    ] {
        tests.push(test(name, move |page| clean(page, width, scheme)).within(90));
    }
    tests
}

/// Base64url without padding.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0, |sum, at| {
            sum << 8 | u32::from(three.get(at).copied().unwrap_or(0))
        });
        for digit in 0..=three.len() {
            let place = bits >> (18 - 6 * digit) & 63;
            out.extend(DIGITS.get(place as usize).map(|digit| char::from(*digit)));
        }
    }
    out
}

/// What stands behind `#` for a text.
pub fn packed(text: &str) -> String {
    format!("2.{}", base64(&compress_to_vec_zlib(text.as_bytes(), 9)))
}

/// As [`packed`], as it was before links had a checksum.
fn packed_before(text: &str) -> String {
    format!("1.{}", base64(&compress_to_vec(text.as_bytes(), 9)))
}

/// A quiz of one question, with other members besides or instead.
fn quiz(others: &Value) -> Value {
    let mut quiz = json!({
        "format": "leadlens.quiz/1", "id": "link", "title": "Ça va? – 你好", "lang": "de", "order": "fixed",
        "rulebook": "criteria-and-intent",
        "questions": [{ "id": "intent", "type": "yes_no", "text": "Wollen Sie kaufen?", "attribute": "explicit_intent", "required": true }],
        "results": [{ "id": "all", "title": "Danke" }],
    });
    if let (Some(members), Some(others)) = (quiz.as_object_mut(), others.as_object()) {
        members.extend(others.clone());
    }
    quiz
}

/// Opens the page with this behind `#`.
async fn open(page: &Page, link: &str) -> Result<()> {
    page.open(&format!("quiz.html#{link}")).await?;
    page.eval::<Value>(concat!(
        include_str!("../fixtures/quiz/host.js"),
        "; return null"
    ))
    .await
    .map(drop)
}

const PLAYS: &str = "document.querySelector('leadlens-quiz')?.shadowRoot.querySelector('.next')";

async fn plays_by_keyboard(page: Page) -> Result<()> {
    let endpoint = Endpoint::start(&[200])?;
    let quiz = quiz(&json!({ "submit": { "endpoint": endpoint.url() } }));
    open(&page, &packed(&quiz.to_string())).await?;
    page.wait_until(PLAYS).await?;
    let around: Value = page
        .eval("return [document.title, document.documentElement.lang, document.querySelector('h1').textContent, document.querySelector('footer a').href]")
        .await?;
    let title = "Ça va? – 你好";
    let start = format!("{}/", page.origin());
    ensure!(
        around == json!([title, "de", title, start]),
        "around the quiz: {around}"
    );
    tab_to(&page, ".next").await?;
    page.press(Key::Enter).await?;
    arrived(&page, "Wollen Sie kaufen?").await?;
    tab_to(&page, "[value=yes]").await?;
    page.press(" ").await?;
    page.press(Key::Enter).await?;
    arrived(&page, "Danke").await?;
    let detail = told(&page, "submit").await?;
    expect(
        &detail,
        "/contact/attributes/explicit_intent",
        &json!("yes"),
    )?;
    let landed = format!("{}/quiz.html", page.origin());
    expect(&detail, "/attribution/last/landing_page", &json!(landed))?;
    let got = endpoint.received(1).await?;
    ensure!(
        got.iter().any(|each| each.contains("\"quiz\":\"link\"")),
        "the endpoint got {got:?}"
    );
    Ok(())
}

async fn says_what_is_wrong(page: Page) -> Result<()> {
    let whole = packed(&quiz(&json!({})).to_string());
    let lost = whole.get(..whole.len() * 2 / 3).unwrap_or_default();
    let more = format!("{whole}AAAA");
    // One letter is another: the quiz would be another one.
    let (start, end) = whole.split_at(whole.len() / 2);
    let other = if end.starts_with('A') { 'B' } else { 'A' };
    let changed = format!("{start}{other}{}", end.get(1..).unwrap_or_default());
    let bomb = packed(&quiz(&json!({ "intro": "a".repeat(20 << 20) })).to_string());
    let empty = "There is no quiz in this link";
    let damaged = "This link is damaged";
    let newer = "This quiz needs a newer version of Leadlens";
    let refused = "This quiz cannot be shown";
    for (link, title, reason) in [
        ("", empty, ""),
        ("1.", empty, ""),
        ("1", damaged, ""),
        ("quiz", damaged, ""),
        ("1.%C3%A4", damaged, ""),
        ("1.AAAA", damaged, ""),
        (lost, damaged, ""),
        (&more, damaged, ""),
        (&changed, damaged, ""),
        ("2.", empty, ""),
        (&packed("{"), damaged, ""),
        (&packed("[1]"), damaged, ""),
        (&packed("null"), damaged, ""),
        (
            &format!("1.{}", base64(&compress_to_vec(b"\"\xff\"", 9))),
            damaged,
            "",
        ),
        ("3.AAAA", newer, ""),
        ("12.", newer, ""),
        (&bomb, "This quiz is too large for a link", ""),
        (&packed("{}"), refused, "quiz.format"),
        (
            &packed(&quiz(&json!({ "format": "leadlens.quiz/2" })).to_string()),
            refused,
            "newer version",
        ),
        (
            &packed(&quiz(&json!({ "questions": [] })).to_string()),
            refused,
            "questions",
        ),
        (
            &packed(
                &quiz(&json!({ "questions": 7, "title": 7, "lang": {}, "texts": 7 })).to_string(),
            ),
            refused,
            "title",
        ),
        (
            &packed(&quiz(&json!({ "variants": 7 })).to_string()),
            refused,
            "quiz.variants",
        ),
    ] {
        let start = link.get(..20).unwrap_or(link);
        open(&page, link).await?;
        page.wait_until("document.querySelector('h1')").await?;
        // The quiz may still be on its way to being refused.
        if title == refused {
            page.find(".failure").await?;
        }
        let found = page.text("h1").await?;
        ensure!(found == title, "{start}: {found:?} and not {title:?}");
        if !reason.is_empty() {
            let found = page.text(".reason").await?;
            ensure!(found.contains(reason), "{start}: {found:?}");
        }
        if page.count(".failure").await? > 0 {
            let found: Value = page
                .eval("return [document.title, document.documentElement.lang, document.querySelector('[role=alert] a').getAttribute('href')]")
                .await?;
            ensure!(found == json!([title, "en", "./"]), "{start}: {found}");
        }
    }
    Ok(())
}

/// A changed address is another quiz, also in place of one that could not be read.
async fn follows_the_address(page: Page) -> Result<()> {
    let first = packed(&quiz(&json!({ "title": "First" })).to_string());
    let second = packed(&quiz(&json!({ "title": "Second", "lang": "fr" })).to_string());
    open(&page, &first).await?;
    page.wait_until(PLAYS).await?;
    let before = packed_before(&quiz(&json!({ "title": "Before", "lang": "fr" })).to_string());
    for (link, title, lang, quizzes) in [
        (before.as_str(), "Before", "fr", 1),
        (second.as_str(), "Second", "fr", 1),
        ("1.A", "This link is damaged", "en", 0),
        (&first, "First", "de", 1),
    ] {
        page.eval_with::<Value>(
            "location.hash = arguments[0]; return null",
            vec![json!(link)],
        )
        .await?;
        page.wait_until(&format!("document.title === {}", json!(title)))
            .await?;
        let found: (String, usize) = page
            .eval("return [document.documentElement.lang, document.querySelectorAll('leadlens-quiz').length]")
            .await?;
        ensure!(found == (lang.to_owned(), quizzes), "{title}: {found:?}");
        if quizzes > 0 {
            page.wait_until(&format!(
                "{PLAYS} && part('.title').textContent === {}",
                json!(title)
            ))
            .await?;
        }
    }
    Ok(())
}

/// The scripts of the quiz are refused, as if the connection were gone.
async fn does_not_come(page: Page) -> Result<()> {
    let folder = page.site().folder.clone();
    let gone = Extra {
        path: "/embed/leadlens.js".to_owned(),
        media_type: "text/javascript; charset=utf-8".to_owned(),
        body: b"import './not-there.js'".to_vec(),
    };
    let watch = Extra {
        path: "/__watch.js".to_owned(),
        media_type: "text/javascript; charset=utf-8".to_owned(),
        body: include_bytes!("../watch.js").to_vec(),
    };
    let server = Server::start(
        0,
        vec![Mount::root(&folder)],
        vec![gone, watch],
        "<script src=\"/__watch.js\"></script>",
    )?;
    let link = packed(&quiz(&json!({})).to_string());
    page.open_url(&format!("{}/quiz.html#{link}", server.origin()))
        .await?;
    page.wait_for_text("h1", "The quiz could not be loaded")
        .await
}

async fn clean(page: Page, width: u32, scheme: Scheme) -> Result<()> {
    page.size(width, 800).await?;
    let whole = packed(&quiz(&json!({})).to_string());
    for (name, link) in [("quiz", whole.as_str()), ("damaged", "1.A")] {
        open(&page, link).await?;
        page.scheme(scheme).await?;
        page.wait_until(&format!("{PLAYS} || document.querySelector('.failure')"))
            .await?;
        look(&page, &format!("hosted-{name}-{width}-{scheme:?}")).await?;
    }
    open(&page, &whole).await?;
    page.scheme(scheme).await?;
    page.wait_until(PLAYS).await?;
    page.eval::<Value>("part('.next').click(); return null")
        .await?;
    arrived(&page, "Wollen Sie kaufen?").await?;
    look(&page, &format!("hosted-question-{width}-{scheme:?}")).await
}

async fn look(page: &Page, name: &str) -> Result<()> {
    page.check_accessibility().await?;
    page.screenshot(name).await?;
    let wide: i32 = page
        .eval("return document.scrollingElement.scrollWidth - innerWidth")
        .await?;
    ensure!(wide <= 0, "{name} is {wide} pixels too wide");
    Ok(())
}
