//! What a person does and sees in the triage room, as steps that the tests share.

use leadlens_tests::{Context, PATIENCE, Page, Result, WebElement, bail, ensure};
use serde::Deserialize;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    path::PathBuf,
    time::{Duration, Instant},
};

/// How long something may take that reads or stages a long list.
pub const LONG: Duration = Duration::from_secs(60);

/// A row of the table as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Row {
    pub name: String,
    pub company: String,
    pub stage: String,
    pub grade: String,
    pub fit: String,
    pub engagement: String,
    pub why: String,
    pub next: String,
}

/// A file the page handed out.
#[derive(Debug, Clone, Deserialize)]
pub struct Download {
    pub name: String,
    pub text: String,
}

/// Opens the page as a stranger finds it: empty.
pub async fn open_empty(page: &Page) -> Result<()> {
    page.open("").await?;
    page.find(".empty").await.map(drop)
}

/// Loads the sample list with one click and waits until it is staged.
pub async fn load_sample(page: &Page) -> Result<()> {
    open_empty(page).await?;
    press(page, "Load 200 sample contacts").await?;
    settled(page).await
}

/// Waits until the list is there, staged and in order, and every row in view says why.
pub async fn settled(page: &Page) -> Result<()> {
    page.wait_long(
        "(() => { \
           const rows = [...document.querySelectorAll('.contacts-body .contacts-row:not([hidden])')]; \
           return document.querySelector('.tally') && !document.querySelector('.tally progress, .tally .slow') \
             && (rows.length || document.querySelector('.nothing')) \
             && rows.every((row) => row.querySelector('.cell-why').textContent); \
         })()",
        LONG,
    )
    .await
}

/// Clicks the button with this name, in the open dialog if there is one.
pub async fn press(page: &Page, name: &str) -> Result<()> {
    button(page, name)
        .await?
        .click()
        .await
        .with_context(|| format!("the button “{name}” cannot be clicked"))
}

/// The button with this name that can be seen and pressed, in the open dialog if there is one.
pub async fn button(page: &Page, name: &str) -> Result<WebElement> {
    let script = r#"
        const place = document.querySelector("dialog[open]") ?? document;
        const called = (e) => (e.getAttribute("aria-label") || e.innerText).trim().replace(/\s+/g, " ");
        return [...place.querySelectorAll("button")].find(
          (e) => !e.disabled && e.getClientRects().length && called(e) === arguments[0]) ?? null"#;
    let start = Instant::now();
    loop {
        let found = page.driver().execute(script, vec![json!(name)]).await?;
        if !found.json().is_null() {
            return Ok(found.element()?);
        }
        if start.elapsed() > PATIENCE {
            let all: Vec<String> = page.texts("button").await?;
            bail!("there is no button “{name}” to press, only {all:?}");
        }
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
}

/// The counts of the funnel by the class of each segment: `contact`, `lead`, … `out`.
pub async fn counts(page: &Page) -> Result<BTreeMap<String, u32>> {
    page.find(".funnel [data-segment]").await?;
    page.eval(
        "return Object.fromEntries([...document.querySelectorAll('.funnel [data-segment]')].map(\
         (each) => [each.dataset.segment, Number(each.querySelector('b').textContent.replaceAll(',', ''))]))",
    )
    .await
}

/// How many are at a stage.
pub fn at(counts: &BTreeMap<String, u32>, stage: &str) -> u32 {
    counts.get(stage).copied().unwrap_or_default()
}

/// The rows in view, from top to bottom.
pub async fn rows(page: &Page) -> Result<Vec<Row>> {
    page.eval(
        "const text = (row, part) => row.querySelector('.cell-' + part).textContent;\
         return [...document.querySelectorAll('.contacts-body .contacts-row:not([hidden])')]\
         .sort((a, b) => a.getAttribute('aria-rowindex') - b.getAttribute('aria-rowindex'))\
         .map((row) => Object.fromEntries(['name', 'company', 'stage', 'grade', 'fit', 'engagement', 'why', 'next'].map((part) => [part, text(row, part)])))",
    )
    .await
}

/// The names of all contacts in the table, which is scrolled through from top to bottom.
pub async fn all_names(page: &Page) -> Result<Vec<String>> {
    page.eval_async(
        r#"
        const done = arguments[arguments.length - 1];
        (async () => {
          const body = document.querySelector(".contacts-body");
          const found = new Map();
          const frame = () => new Promise((next) => requestAnimationFrame(next));
          for (let top = 0; ; top += body.clientHeight * 0.8) {
            body.scrollTop = top;
            await frame(); await frame(); await frame();
            for (const row of body.querySelectorAll(".contacts-row:not([hidden])"))
              found.set(Number(row.getAttribute("aria-rowindex")), row.querySelector(".cell-name").textContent);
            if (top + body.clientHeight >= body.scrollHeight) break;
          }
          body.scrollTop = 0;
          done([...found].sort((a, b) => a[0] - b[0]).map((each) => each[1]));
        })()"#,
    )
    .await
}

/// Opens the contact with this name, which is in view, and waits for its panel.
pub async fn open_contact(page: &Page, name: &str) -> Result<()> {
    let script = "return [...document.querySelectorAll('.contacts-body .contacts-row:not([hidden])')]\
                  .find((row) => row.querySelector('.cell-name').textContent === arguments[0]) ?? null";
    let row = page.driver().execute(script, vec![json!(name)]).await?;
    ensure!(!row.json().is_null(), "no row in view is of {name:?}");
    is_still(page, name).await?;
    row.element()?.click().await?;
    let part: String = name.split_whitespace().collect::<Vec<_>>().join(" ");
    page.wait_for_text(".panel h2", &part).await
}

/// Waits until the row of a contact stays where it is for three frames: what came or went above it has moved it by then.
async fn is_still(page: &Page, name: &str) -> Result<()> {
    let name = json!(name);
    page.eval_async::<serde_json::Value>(&format!(
        "const done = arguments[arguments.length - 1]; let before = null, same = 0, frames = 0;\
         const top = () => [...document.querySelectorAll('.contacts-body .contacts-row:not([hidden])')]\
           .find((row) => row.querySelector('.cell-name').textContent === {name})?.getBoundingClientRect().top ?? null;\
         const look = () => {{ const now = top(); same = now === before ? same + 1 : 0; before = now;\
           if (same > 2 || ++frames > 300) done(null); else requestAnimationFrame(look); }};\
         look();"
    ))
    .await?;
    Ok(())
}

/// The stage in the panel of the open contact.
pub async fn stage(page: &Page) -> Result<String> {
    page.text(".panel .verdict-line .stage").await
}

/// Waits until the panel says this stage.
pub async fn stage_is(page: &Page, stage: &str) -> Result<()> {
    let wanted = json!(stage);
    let expression = format!(
        "document.querySelector('.panel .verdict-line .stage')?.innerText.trim() === {wanted}"
    );
    if page.wait_until(&expression).await.is_err() {
        bail!(
            "the stage should be {stage} and is {}: {}",
            self::stage(page).await?,
            page.text(".panel .verdict").await?
        );
    }
    Ok(())
}

/// The field of a fact in the panel, added if the contact has none; its selector is given.
pub async fn fact_field(page: &Page, attribute: &str) -> Result<String> {
    let selector = format!("#fact-{attribute}");
    if page.count(&selector).await? == 0 {
        choose(page, ".add-fact select", attribute).await?;
    }
    page.find(&selector).await?;
    Ok(selector)
}

/// Chooses an option of a select by its value, as a person does.
pub async fn choose(page: &Page, selector: &str, value: &str) -> Result<()> {
    page.find(&format!("{selector} option[value={}]", json!(value)))
        .await?;
    // Drivers differ in how they open lists; what the page hears is the same.
    let script = "const select = document.querySelector(arguments[0]); select.value = arguments[1];\
                  select.dispatchEvent(new Event('input', { bubbles: true })); select.dispatchEvent(new Event('change', { bubbles: true })); return null";
    page.eval_with::<Value>(script, vec![json!(selector), json!(value)])
        .await
        .map(drop)
}

/// Chooses another definition by its name.
pub async fn choose_definition(page: &Page, name: &str) -> Result<()> {
    page.click("button[popovertarget=definitions]").await?;
    page.wait_until("document.querySelector('#definitions:popover-open')")
        .await?;
    // In the middle, as what is at the edge may lie under the foot of the list.
    let script = "const found = [...document.querySelectorAll('#definitions .definition')].find((each) => each.querySelector('b').textContent === arguments[0]);\
                  found?.scrollIntoView({ block: 'center' }); return found ?? null";
    let found = page.driver().execute(script, vec![json!(name)]).await?;
    ensure!(!found.json().is_null(), "there is no definition {name:?}");
    found.element()?.click().await?;
    page.wait_for_text("button[popovertarget=definitions] b", name)
        .await?;
    page.eval::<Value>("document.querySelector('#definitions').hidePopover(); return null")
        .await?;
    settled(page).await
}

/// The names of the definitions on offer.
pub async fn definitions(page: &Page) -> Result<Vec<String>> {
    page.eval("return [...document.querySelectorAll('#definitions .definition b')].map((each) => each.textContent)")
        .await
}

/// Waits until everything is kept.
pub async fn saved(page: &Page) -> Result<()> {
    page.wait_long(
        "document.querySelector('.keep-words')?.textContent.startsWith('Saved in this browser')",
        LONG,
    )
    .await
}

/// From now on, files the page hands out are caught instead of saved.
pub async fn catch_downloads(page: &Page) -> Result<()> {
    page.eval::<Value>(
        r#"
        if (window.__downloads) return null;
        window.__downloads = [];
        const blobs = new Map();
        const make = URL.createObjectURL.bind(URL);
        URL.createObjectURL = (blob) => { const url = make(blob); blobs.set(url, blob); return url; };
        const caught = (link) => { if (!link.download || !blobs.has(link.href)) return false;
          blobs.get(link.href).text().then((text) => window.__downloads.push({ name: link.download, text })); return true; };
        const click = HTMLAnchorElement.prototype.click;
        HTMLAnchorElement.prototype.click = function () { if (!caught(this)) click.call(this); };
        return null"#,
    )
    .await
    .map(drop)
}

/// The file the page hands out next, after [`catch_downloads`].
pub async fn downloaded(page: &Page) -> Result<Download> {
    page.wait_long("window.__downloads.length", LONG).await?;
    page.eval("return window.__downloads.shift()").await
}

/// A file of the public data beside the project; `None`, said in a line, where it is not there.
pub fn shared(path: &str) -> Option<PathBuf> {
    let full = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared")
        .join(path);
    if full.is_file() {
        return Some(full);
    }
    println!("skipped: ../shared/{path} is not here, so what needs it was not tried");
    None
}

/// One of this project's own lists.
pub fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(name)
}
