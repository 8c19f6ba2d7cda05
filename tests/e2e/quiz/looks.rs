//! How it looks, to eyes and to screen readers: no finding of axe, nothing too wide, nothing too small to press.

use super::{
    host::{Policy, host},
    visitor::{answer, arrived, click, next, part, tab_to, told},
};
use leadlens_tests::{Browser, Key, Page, Result, Scheme, Test, ensure, test};
use serde_json::{Value, json};

/// The table of this file.
pub(super) fn tests() -> Vec<Test> {
    let mut tests = vec![
        // Chromium alone can be told to look as if these were set.
        test("quiz::is_seen_in_forced_colours", forced_colours).only(&[Browser::Chromium]),
        test("quiz::moves_little_where_that_is_wished", little_motion).only(&[Browser::Chromium]),
        test("quiz::fits_at_400_percent", fits_at_400_percent).within(60),
    ];
    for (name, width, scheme) in [
        ("quiz::clean_wide_and_light", 1280, Scheme::Light),
        ("quiz::clean_wide_and_dark", 1280, Scheme::Dark),
        ("quiz::clean_narrow_and_light", 320, Scheme::Light),
        ("quiz::clean_narrow_and_dark", 320, Scheme::Dark),
    ] {
        tests.push(test(name, move |page| clean(page, width, scheme)).within(120));
    }
    tests
}

/// Looks at what is shown now. What is in the field for robots needs no part: nobody sees it. Else axe finds nothing, nothing is wider than the window, and what can be pressed is large enough.
async fn look(page: &Page, state: &str, wrong: &mut Vec<String>) -> Result<()> {
    page.wait_until("part('.box').getAnimations({ subtree: true }).length === 0")
        .await?;
    if let Err(error) = page.check_accessibility().await {
        wrong.push(format!("{state}: {error:#}"));
    }
    let found: Vec<String> = page
        .eval(
            "const wide = document.scrollingElement.scrollWidth - innerWidth;\
             const small = [...part('.box').querySelectorAll('button, summary, .option, .input, .action, .link')].filter((each) => each.getBoundingClientRect().height < 24).map((each) => `${each.className} is small`);\
             const partless = [...part('.box').querySelectorAll('*:not(slot, .trap *)')].filter((each) => !each.part.length).map((each) => `${each.localName} has no part`);\
             return [...(wide > 0 ? [`${wide} pixels too wide`] : []), ...small, ...partless]",
        )
        .await?;
    wrong.extend(found.into_iter().map(|each| format!("{state}: {each}")));
    let width: u32 = page.eval("return innerWidth").await?;
    page.screenshot(&format!("quiz-{state}-{width}"))
        .await
        .map(drop)
}

async fn clean(page: Page, width: u32, scheme: Scheme) -> Result<()> {
    page.size(width, 800).await?;
    let _host = host(&page, "page.html", Policy::Strict).await?;
    page.scheme(scheme).await?;
    let mut wrong = Vec::new();
    told(&page, "ready").await?;
    look(&page, "start", &mut wrong).await?;
    next(&page, "Whom do you sell to?").await?;
    page.eval::<Value>("part('details') && (part('details').open = true); return null")
        .await?;
    look(&page, "single", &mut wrong).await?;
    click(&page, ".next").await?;
    part(&page, ".problem").await?;
    look(&page, "error", &mut wrong).await?;
    click(&page, "[value=companies]").await?;
    for (state, heading) in [
        ("number", "How many people work with you?"),
        ("multiple", "What have you done so far?"),
        ("scale", "How urgent is it?"),
        ("yes-no", "Do you want to buy?"),
        ("date", "When does it start?"),
        ("text", "Which company is it?"),
        ("email", "Where may we write to you?"),
    ] {
        next(&page, heading).await?;
        look(&page, state, &mut wrong).await?;
    }
    answer(&page, "uma@example.com").await?;
    next(&page, "Before you see the result").await?;
    look(&page, "consent", &mut wrong).await?;
    click(&page, "[value=yes]").await?;
    next(&page, "Read on for now").await?;
    page.eval::<Value>("part('details').open = true; return null")
        .await?;
    look(&page, "result", &mut wrong).await?;
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

/// As if this were set in the system.
async fn prefer(page: &Page, name: &str, value: &str) -> Result<()> {
    let features = json!({ "features": [{ "name": name, "value": value }] });
    page.driver()
        .cdp()
        .send_raw("Emulation.setEmulatedMedia", features)
        .await?;
    page.wait_until(&format!("matchMedia('({name}: {value})').matches"))
        .await
}

/// Colours of the page's own are taken away, and with them whatever only a ground or a shadow shows.
async fn forced_colours(page: Page) -> Result<()> {
    let _host = host(&page, "page.html", Policy::Strict).await?;
    prefer(&page, "forced-colors", "active").await?;
    told(&page, "ready").await?;
    next(&page, "Whom do you sell to?").await?;
    click(&page, "[value=companies]").await?;
    next(&page, "How many people work with you?").await?;
    click(&page, ".back").await?;
    arrived(&page, "Whom do you sell to?").await?;
    next(&page, "How many people work with you?").await?;
    seen(&page, &[".bar", ".track", ".input", ".next"]).await?;
    tab_to(&page, ".skip").await?;
    seen(&page, &[".skip:focus-visible"]).await?;
    page.press(Key::Enter).await?;
    arrived(&page, "What have you done so far?").await?;
    seen(&page, &[".option"]).await?;
    tab_to(&page, "[value=demo]").await?;
    page.press(" ").await?;
    seen(
        &page,
        &[".option:has(:focus-visible)", ".option:has(:checked)"],
    )
    .await?;
    page.screenshot("quiz-forced-colours").await.map(drop)
}

/// What each selector finds has a border or an outline that differs from the ground.
async fn seen(page: &Page, selectors: &[&str]) -> Result<()> {
    let unseen: Vec<String> = page
        .eval_with(
            "return arguments[0].filter((selector) => { const at = part(selector); if (!at) return true; const style = getComputedStyle(at);\
               const ground = getComputedStyle(document.body).backgroundColor;\
               const shows = (kind) => style[kind + 'Style'] !== 'none' && parseFloat(style[kind + 'Width']) > 0 && style[kind + 'Color'] !== ground && !/^rgba.*, 0\\)$/.test(style[kind + 'Color']);\
               return !(at.getBoundingClientRect().width > 0 && (shows('borderTop') || shows('outline'))); })",
            vec![json!(selectors)],
        )
        .await?;
    ensure!(unseen.is_empty(), "cannot be seen: {unseen:?}");
    Ok(())
}

async fn little_motion(page: Page) -> Result<()> {
    let _host = host(&page, "page.html", Policy::Strict).await?;
    prefer(&page, "prefers-reduced-motion", "reduce").await?;
    told(&page, "ready").await?;
    let mut moving: Vec<String> = Vec::new();
    for (go_on, heading) in [
        (".next", "Whom do you sell to?"),
        (".problem-link", ""),
        ("[value=people]", ""),
        (".next", "How many people work with you?"),
        (".skip", "What have you done so far?"),
    ] {
        if go_on == ".problem-link" {
            click(&page, ".next").await?;
        }
        click(&page, go_on).await?;
        if !heading.is_empty() {
            arrived(&page, heading).await?;
        }
        let found: Vec<String> = page
            .eval(
                "const long = (times) => times.split(',').some((each) => parseFloat(each) > 0);\
                 return [document.querySelector('leadlens-quiz'), ...part('.box').querySelectorAll('*'), part('.box')].flatMap((each) => ['', '::before', '::after'].filter((piece) => {\
                   const style = getComputedStyle(each, piece || null); return long(style.transitionDuration) || (style.animationName !== 'none' && long(style.animationDuration)) || style.scrollBehavior === 'smooth'; })\
                   .map((piece) => `${each.localName}.${each.className}${piece}`))",
            )
            .await?;
        moving.extend(found);
    }
    ensure!(moving.is_empty(), "moves: {moving:?}");
    Ok(())
}

/// A window of 1280 by 1024 at 400 %, and words that do not break by themselves.
async fn fits_at_400_percent(page: Page) -> Result<()> {
    page.size(320, 256).await?;
    let _host = host(&page, "empty.html", Policy::Strict).await?;
    let long = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen";
    let result = json!({ "id": "all", "title": long, "text": long, "action": { "type": "link", "text": long, "href": "https://example.com/" } });
    let quiz = json!({
        "format": "leadlens.quiz/1", "id": "long", "title": long, "intro": long, "order": "fixed", "rulebook": "house", "results": [result],
        "questions": [
            { "id": "a", "type": "single", "text": long, "hint": long, "options": [{ "id": "x", "text": long }, { "id": "y", "text": "y" }] },
            { "id": "b", "type": "scale", "text": long, "attribute": "urgency", "min": 0, "max": 10, "low": long, "high": long },
            { "id": "c", "type": "number", "text": long, "attribute": "employees", "unit": long },
            { "id": "d", "type": "date", "text": long, "attribute": "starts_on" },
            { "id": "e", "type": "text", "text": long, "attribute": "company" },
        ],
        "texts": { "next": long, "finish": long, "start": long, "dont_know": long, "progress": format!("{long} {{n}}"), "back": long, "why_asked": long, "again": long },
        "consent": { "text": long, "link": { "text": long, "href": "https://example.com/" } },
    });
    page.eval_with::<Value>(
        "const element = document.createElement('leadlens-quiz'); element.loading = 'eager'; element.quiz = arguments[0]; document.querySelector('main').append(element); return null",
        vec![quiz],
    )
    .await?;
    told(&page, "ready").await?;
    let mut wrong: Vec<String> = Vec::new();
    for step in 0..8 {
        let found: Vec<String> = page
            .eval(
                "const wide = document.scrollingElement.scrollWidth - innerWidth; const edge = part('.box').getBoundingClientRect();\
                 const out = [...part('.box').querySelectorAll('*')].filter((each) => !each.closest('.trap')).filter((each) => { const { left, right, width } = each.getBoundingClientRect(); return width && (right > edge.right + 1 || left < edge.left - 1); });\
                 return [...(wide > 0 ? [`${wide} pixels too wide`] : []), ...out.map((each) => each.className)]",
            )
            .await?;
        wrong.extend(found.into_iter().map(|each| format!("step {step}: {each}")));
        page.screenshot(&format!("quiz-400-percent-{step}")).await?;
        if page.eval::<bool>("return Boolean(part('.again'))").await? {
            ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
            return Ok(());
        }
        click(&page, ".next").await?;
        page.wait_until("focused().matches('.title')").await?;
    }
    anyhow::bail!("the result never comes")
}
