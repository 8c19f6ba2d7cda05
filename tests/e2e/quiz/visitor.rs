//! What a visitor does in a quiz, and what the page hears of it.

use leadlens_tests::{Context, Key, Page, Result, WebElement, ensure};
use serde_json::{Value, json};

/// An element within the first quiz of the page, once it is there.
pub(crate) async fn part(page: &Page, selector: &str) -> Result<WebElement> {
    page.wait_until(&format!("part({})", json!(selector)))
        .await?;
    let found = page
        .driver()
        .execute("return part(arguments[0])", vec![json!(selector)])
        .await?;
    Ok(found.element()?)
}

pub(crate) async fn click(page: &Page, selector: &str) -> Result<()> {
    part(page, selector)
        .await?
        .click()
        .await
        .with_context(|| format!("`{selector}` cannot be clicked"))
}

/// Types into the field of the present question.
pub(crate) async fn answer(page: &Page, text: &str) -> Result<()> {
    Ok(part(page, "#answer").await?.send_keys(text).await?)
}

/// Goes on, and waits until this heading is there and has the focus.
pub(crate) async fn next(page: &Page, heading: &str) -> Result<()> {
    click(page, ".next").await?;
    arrived(page, heading).await
}

pub(crate) async fn arrived(page: &Page, heading: &str) -> Result<()> {
    let expression = format!(
        "part('.title')?.textContent === {} && focused() === part('.title')",
        json!(heading)
    );
    if page.wait_until(&expression).await.is_err() {
        let found: Value = page
            .eval(
                "return [part('.title')?.textContent, focused()?.outerHTML.slice(0, 200), events]",
            )
            .await?;
        anyhow::bail!("`{heading}` is not there or has no focus, but {found}");
    }
    Ok(())
}

/// Presses Tab until the focus is on what a selector finds within the quiz. The focus can be seen at every stop.
pub(crate) async fn tab_to(page: &Page, selector: &str) -> Result<()> {
    for _ in 0..20 {
        page.press(Key::Tab).await?;
        let (there, visible): (bool, bool) = page
            .eval_with(
                "const at = focused(); const ring = (each) => each && getComputedStyle(each).outlineStyle !== 'none';\
                 return [at.matches(arguments[0]), at.type === 'date' || ring(at) || ring(at.closest('.option')) || !at.getRootNode().host]",
                vec![json!(selector)],
            )
            .await?;
        ensure!(
            visible,
            "the focus cannot be seen on the way to `{selector}`"
        );
        if there {
            return Ok(());
        }
    }
    anyhow::bail!("Tab never comes to `{selector}`")
}

/// Goes on by the element's own method until the result is there; a frame takes its time to be ready.
pub(crate) async fn press_next(page: &Page) -> Result<Value> {
    for _ in 0..80 {
        if page
            .eval::<bool>("return happened('submit').length > 0")
            .await?
        {
            break;
        }
        page.eval::<Value>("document.querySelector('leadlens-quiz').next(); return null")
            .await?;
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    told(page, "submit").await
}

/// The detail of the only event of this name.
pub(crate) async fn told(page: &Page, name: &str) -> Result<Value> {
    page.wait_until(&format!("happened({}).length", json!(name)))
        .await?;
    let all: Vec<Value> = page
        .eval_with("return happened(arguments[0])", vec![json!(name)])
        .await?;
    ensure!(all.len() == 1, "{} events {name}", all.len());
    Ok(all
        .first()
        .and_then(|event| event.get("detail"))
        .cloned()
        .unwrap_or_default())
}

pub(crate) fn expect(detail: &Value, pointer: &str, expected: &Value) -> Result<()> {
    let found = detail.pointer(pointer).unwrap_or(&Value::Null);
    ensure!(found == expected, "{pointer} is {found}, not {expected}");
    Ok(())
}
