//! How it looks, to eyes and to screen readers: no finding of axe, nothing too wide, nothing too small to press.

use super::{
    host::{Policy, host},
    visitor::{answer, click, next, part, told},
};
use leadlens_tests::{Page, Result, Scheme, Test, ensure, test};
use serde_json::Value;

/// The table of this file.
pub(super) fn tests() -> Vec<Test> {
    let mut tests = Vec::new();
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

/// Looks at what is shown now: axe finds nothing, nothing is wider than the window, and what can be pressed is large enough.
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
             const partless = [...part('.box').querySelectorAll('*:not(slot, input[name=fax_number], label:not([part]))')].filter((each) => !each.part.length).map((each) => `${each.localName} has no part`);\
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
