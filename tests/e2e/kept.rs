//! Kept data: what stays, what is said when it cannot, and that nothing is ever written over by mistake.

use crate::{
    hostile::delete_everything,
    import::import_file,
    room::{
        self, catch_downloads, choose_definition, counts, downloaded, fixture, load_sample,
        open_contact, press, rows, saved, settled,
    },
};
use leadlens_tests::{Context, Page, Result, Test, ensure, test};
use serde_json::{Value, json};
use std::{collections::BTreeMap, fs};
use xtask::{Extra, Mount, Server};

/// The table of this file.
pub fn tests() -> Vec<Test> {
    vec![
        test("kept::everything_is_here_after_a_reload", after_a_reload).within(90),
        test("kept::a_second_tab_reads_along_and_takes_over", two_tabs).within(120),
        test("kept::a_full_browser_keeps_the_old_state", full).within(120),
        test("kept::without_storage_it_works_in_memory", without_storage).within(90),
        test("kept::damage_is_set_aside", damaged).within(120),
        test("kept::newer_data_is_only_read", newer).within(90),
        test("kept::goes_out_and_comes_back_whole", out_and_back).within(120),
    ]
}

/// All keys of ours with their texts.
async fn texts(page: &Page) -> Result<BTreeMap<String, String>> {
    page.eval("return Object.fromEntries(Object.entries(localStorage).filter((each) => each[0].startsWith('leadlens/')))")
        .await
}

/// Writes the company of a contact in view.
pub async fn set_company(page: &Page, name: &str, company: &str) -> Result<()> {
    open_contact(page, name).await?;
    page.fill("#fact-company", company).await?;
    has_company(page, name, company).await
}

/// Waits until the table shows this company for a contact in view.
pub async fn has_company(page: &Page, name: &str, company: &str) -> Result<()> {
    let (name, company) = (json!(name), json!(company));
    page.wait_until(&format!(
        "[...document.querySelectorAll('.contacts-body .contacts-row:not([hidden])')].some((row) => \
         row.querySelector('.cell-name').textContent === {name} && row.querySelector('.cell-company').textContent === {company})"
    ))
    .await
}

async fn after_a_reload(page: Page) -> Result<()> {
    room::open_empty(&page).await?;
    import_file(&page, &fixture("hubspot.csv")).await?;
    choose_definition(&page, "Dynamic states").await?;
    set_company(&page, "Mara Quandt", "Quandt & Daughters").await?;
    saved(&page).await?;
    let (shown, counted) = (rows(&page).await?, counts(&page).await?);
    page.reload().await?;
    settled(&page).await?;
    let (now, count) = (rows(&page).await?, counts(&page).await?);
    ensure!(
        now == shown && count == counted,
        "after loading again the list is another: {now:?} and {count:?}, not {shown:?} and {counted:?}"
    );
    page.wait_for_text("button[popovertarget=definitions] b", "Dynamic states")
        .await?;
    page.wait_for_text(".lists", "hubspot.csv").await?;

    // Saved at the latest 500 ms after a change: from the letter to the manifest that makes it count, by the page's own clock,
    // so that neither the driver nor any looking is part of it.
    open_contact(&page, "Mara Quandt").await?;
    let mut took: Vec<f64> = page
        .eval_async(
            "const done = arguments[arguments.length - 1];\
             const write = Storage.prototype.setItem; let written = null;\
             Storage.prototype.setItem = function (key, text) {\
               write.call(this, key, text);\
               if (key.startsWith('leadlens/manifest/')) { written?.(performance.now()); written = null; }\
             };\
             const saved = () => document.querySelector('.keep-words').textContent.startsWith('Saved');\
             const wait = (time) => new Promise((resolve) => setTimeout(resolve, time));\
             const field = document.querySelector('#fact-company');\
             const one = async (nth) => {\
               const counts = new Promise((resolve) => { written = resolve; });\
               field.value = `Soon ${nth}`; const start = performance.now();\
               field.dispatchEvent(new InputEvent('input', { bubbles: true }));\
               const end = await Promise.race([counts, wait(5000).then(() => Infinity)]);\
               while (!saved()) await wait(10);\
               return Math.min(end - start, 5000);\
             };\
             (async () => { const all = []; for (let nth = 0; nth < 5; nth++) all.push(await one(nth));\
               Storage.prototype.setItem = write; done(all); })()",
        )
        .await?;
    took.sort_by(f64::total_cmp);
    ensure!(
        took.last().is_some_and(|longest| *longest <= 500.0),
        "edits were saved after {took:.0?} ms"
    );

    // A page that is left at once saves first.
    page.eval::<Value>(
        "const field = document.querySelector('#fact-company'); field.value = 'At once';\
         field.dispatchEvent(new InputEvent('input', { bubbles: true })); window.__old = true; location.reload(); return null",
    )
    .await?;
    page.wait_until("!window.__old").await?;
    settled(&page).await?;
    has_company(&page, "Mara Quandt", "At once").await
}

async fn two_tabs(page: Page) -> Result<()> {
    load_sample(&page).await?;
    saved(&page).await?;
    let name = rows(&page).await?.swap_remove(0).name;
    let driver = page.driver();
    let first = driver.window().await?;
    // A window of its own rather than a tab: drivers differ in whether a tab behind another is drawn.
    let second = driver.new_window().await?;
    driver.switch_to_window(second.clone()).await?;
    page.open("").await?;
    settled(&page).await?;
    page.wait_for_text("[data-trouble=OtherTab]", "Another tab is editing.")
        .await?;
    // It shows the same list, and changes nothing.
    let before = texts(&page).await?;
    ensure!(
        rows(&page).await?.iter().any(|row| row.name == name),
        "{name} is not here"
    );
    open_contact(&page, &name).await?;
    page.fill("#fact-company", "Not to be").await?;
    page.wait_for_text(".notice.problem", "That did not work.")
        .await?;
    ensure!(
        texts(&page).await? == before,
        "a tab that reads along wrote something"
    );

    // What the first tab saves comes here.
    driver.switch_to_window(first.clone()).await?;
    set_company(&page, &name, "From the first").await?;
    saved(&page).await?;
    driver.switch_to_window(second.clone()).await?;
    has_company(&page, &name, "From the first").await?;

    // Taking over: this tab writes, the other reads along.
    press(&page, "Edit here instead").await?;
    page.wait_until_gone("[data-trouble=OtherTab]").await?;
    // It reads again what is kept: rows may change places until that is shown.
    settled(&page).await?;
    set_company(&page, &name, "From the second").await?;
    saved(&page).await?;
    driver.switch_to_window(first.clone()).await?;
    page.wait_for_text("[data-trouble=OtherTab]", "Another tab is editing.")
        .await?;
    has_company(&page, &name, "From the second").await?;

    // The writer is closed: the other goes on by itself.
    driver.switch_to_window(second).await?;
    driver.close_window().await?;
    driver.switch_to_window(first).await?;
    page.wait_until_gone("[data-trouble=OtherTab]").await?;
    settled(&page).await?;
    set_company(&page, &name, "From the first again").await?;
    saved(&page).await?;
    page.reload().await?;
    settled(&page).await?;
    has_company(&page, &name, "From the first again").await
}

async fn full(page: Page) -> Result<()> {
    load_sample(&page).await?;
    saved(&page).await?;
    let name = rows(&page).await?.swap_remove(0).name;
    let before = texts(&page).await?;
    page.eval::<Value>(
        "for (let size = 1 << 20, n = 0; size >= 1; ) {\
           try { localStorage.setItem(`foreign-${n++}`, 'x'.repeat(size)); } catch { size >>= 1; }\
         } return null",
    )
    .await?;
    set_company(&page, &name, "Does not fit").await?;
    page.wait_for_text(
        "[data-trouble=NotSaved]",
        "Your last changes are not saved.",
    )
    .await?;
    page.wait_for_text(".keep-words", "Not saved").await?;
    ensure!(texts(&page).await? == before, "the old state was touched");
    catch_downloads(&page).await?;
    press(&page, "Download your data").await?;
    let file = downloaded(&page).await?;
    ensure!(
        file.name.ends_with(".json") && file.text.contains("Does not fit"),
        "the download {} lacks the last change",
        file.name
    );
    // The old state is what a page opened now finds.
    page.reload().await?;
    settled(&page).await?;
    ensure!(
        !rows(&page)
            .await?
            .iter()
            .any(|row| row.company == "Does not fit"),
        "what was not saved came back"
    );
    set_company(&page, &name, "Too much").await?;
    page.find("[data-trouble=NotSaved]").await?;
    // With room again, the next change saves everything.
    page.eval::<Value>(
        "for (const key of Object.keys(localStorage)) if (key.startsWith('foreign-')) localStorage.removeItem(key); return null",
    )
    .await?;
    set_company(&page, &name, "Fits again").await?;
    saved(&page).await?;
    page.wait_until_gone("[data-trouble=NotSaved]").await?;
    page.reload().await?;
    settled(&page).await?;
    has_company(&page, &name, "Fits again").await
}

/// In a frame without an origin of its own, as in a browser that blocks site data, every touch of storage throws.
async fn without_storage(page: Page) -> Result<()> {
    // Without an origin nothing is "self", so the page goes without its policy and its hashes here.
    let index = fs::read_to_string(page.site().folder.join("index.html"))?;
    let html = |path: &str, body: String| Extra {
        path: path.to_owned(),
        media_type: "text/html; charset=utf-8".to_owned(),
        body: body.into_bytes(),
    };
    let bare = without(
        &without(&index, "http-equiv=\"Content-Security-Policy\" content=\""),
        "integrity=\"",
    );
    let bare = bare.replacen("<head>", "<head><script src=\"/__watch.js\"></script>", 1);
    let frame = "<!doctype html><title>frame</title><link rel=icon href=data:,>\
        <iframe sandbox='allow-scripts' src='/bare.html' width=1200 height=800></iframe>";
    let watch = Extra {
        path: "/__watch.js".to_owned(),
        media_type: "text/javascript; charset=utf-8".to_owned(),
        body: include_bytes!("../watch.js").to_vec(),
    };
    let mount = Mount::root(&page.site().folder)
        .without_policy()
        .for_other_origins();
    let extras = vec![
        html("/__frame.html", frame.to_owned()),
        html("/bare.html", bare),
        watch,
    ];
    let server = Server::start(0, vec![mount], extras, "")?;
    page.open_url(&format!("{}/__frame.html", server.origin()))
        .await?;
    page.find("iframe").await?.enter_frame().await?;
    page.find(".empty").await?;
    let thrown: String = page
        .eval("try { localStorage.length; return 'nothing'; } catch (error) { return error.name; }")
        .await?;
    ensure!(
        thrown == "SecurityError",
        "storage is not blocked here: {thrown}"
    );
    page.wait_for_text("[data-trouble=ThisTabOnly]", "This works in this tab only.")
        .await?;
    page.wait_for_text(".keep-words", "In this tab only")
        .await?;
    press(&page, "Load 200 sample contacts").await?;
    settled(&page).await?;
    let name = rows(&page).await?.swap_remove(0).name;
    set_company(&page, &name, "In memory").await?;
    catch_downloads(&page).await?;
    press(&page, "Download your data").await?;
    ensure!(
        downloaded(&page).await?.text.contains("In memory"),
        "the download lacks the change"
    );
    // The runner looks at the problems of this frame, which is the current one.
    page.problems().await?;
    page.driver().enter_default_frame().await?;
    Ok(())
}

/// A page without these attributes, which begin so and end with a quote.
fn without(page: &str, attribute: &str) -> String {
    let mut parts = page.split(attribute);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |before, part| {
        before + part.split_once('"').map_or(part, |(_, rest)| rest)
    })
}

/// 1,200 contacts in three segments; the second is flipped.
async fn damaged(page: Page) -> Result<()> {
    room::open_empty(&page).await?;
    let list: String = std::iter::once("Name,Company\n".to_owned())
        .chain((0..1_200).map(|n| format!("Person {n:04},Firm {}\n", n % 37)))
        .collect();
    page.choose_bytes(".empty input[type=file]", "long.csv", list.as_bytes())
        .await?;
    crate::import::through(&page).await?;
    saved(&page).await?;
    let (key, text): (String, String) = page
        .eval(
            "const keys = Object.keys(localStorage).filter((key) => key.startsWith('leadlens/segment/contacts/')).sort();\
             const key = keys[1]; const text = localStorage[key]; const at = text.length >> 1;\
             const flipped = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1, text.charCodeAt(at + 1) ^ 2) + text.slice(at + 2);\
             localStorage[key] = flipped; return [key, flipped]",
        )
        .await?;
    page.reload().await?;
    settled(&page).await?;
    page.wait_for_text(
        "[data-trouble=Damaged]",
        "Part of your data could not be read.",
    )
    .await?;
    page.wait_for_text("[data-trouble=Damaged]", "Everything else is here")
        .await?;
    let names = room::all_names(&page).await?;
    let whole = names
        .iter()
        .filter(|name| name.starts_with("Person "))
        .count();
    ensure!(whole == 700, "{whole} of 700 whole contacts are here");
    saved(&page).await?;
    let kept = texts(&page).await?;
    ensure!(
        kept.iter()
            .any(|(name, kept)| name.starts_with("leadlens/aside/") && *kept == text),
        "the damaged text of {key} is not set aside among {:?}",
        kept.keys()
    );
    catch_downloads(&page).await?;
    press(&page, "Download what is kept, as it is").await?;
    let file: BTreeMap<String, String> = serde_json::from_str(&downloaded(&page).await?.text)?;
    ensure!(
        file.values().any(|kept| *kept == text),
        "the damaged text is not in the download"
    );
    // Said once; what is whole is kept as before.
    page.reload().await?;
    settled(&page).await?;
    ensure!(
        page.count("[data-trouble=Damaged]").await? == 0,
        "the damage is said again: {}",
        page.text("[data-trouble=Damaged]").await?
    );
    ensure!(
        texts(&page).await?.values().any(|kept| *kept == text),
        "what was set aside is gone"
    );
    Ok(())
}

/// A manifest as a later version would write it.
async fn newer(page: Page) -> Result<()> {
    load_sample(&page).await?;
    saved(&page).await?;
    let name = rows(&page).await?.swap_remove(0).name;
    let mut raised = BTreeMap::new();
    for (key, text) in texts(&page).await? {
        if key.starts_with("leadlens/manifest/") {
            raised.insert(key, with_schema(&text, 99)?);
        }
    }
    ensure!(!raised.is_empty(), "there is no manifest");
    page.eval_with::<Value>(
        "for (const [key, text] of Object.entries(arguments[0])) localStorage[key] = text; return null",
        vec![json!(raised)],
    )
    .await?;
    let before = texts(&page).await?;
    page.reload().await?;
    page.wait_for_text(
        "[data-trouble=OtherVersion]",
        "saved by a newer version of Leadlens",
    )
    .await?;
    page.wait_for_text(".keep-words", "Read only").await?;
    // It can be looked at and downloaded, and nothing is written.
    if page.count(".contacts-row").await? > 0 {
        settled(&page).await?;
        open_contact(&page, &name).await?;
        page.fill("#fact-company", "Not to be").await?;
        page.wait_for_text(".notice.problem", "That did not work.")
            .await?;
    }
    catch_downloads(&page).await?;
    press(&page, "Download what is kept, as it is").await?;
    let file: BTreeMap<String, String> = serde_json::from_str(&downloaded(&page).await?.text)?;
    ensure!(file == before, "the download is not what is kept");
    page.reload().await?;
    page.find("[data-trouble=OtherVersion]").await?;
    ensure!(texts(&page).await? == before, "newer data was written over");
    Ok(())
}

/// A sealed text, sealed anew under another schema: `leadlens1 SCHEMA LABEL@NUMBER CHECK =PLAIN`.
fn with_schema(text: &str, schema: u32) -> Result<String> {
    let parts: Vec<&str> = text.splitn(5, ' ').collect();
    let [magic, _, label, _, packed] = parts.as_slice() else {
        anyhow::bail!("not a sealed text: {text:?}");
    };
    let plain = packed
        .strip_prefix('=')
        .context("a manifest this small is plain text")?;
    let check = crc64(format!("{schema} {label} {plain}").as_bytes());
    Ok(format!("{magic} {schema} {label} {check:016x} ={plain}"))
}

/// CRC-64/XZ, bit by bit.
fn crc64(bytes: &[u8]) -> u64 {
    !bytes.iter().fold(u64::MAX, |crc, byte| {
        (0..8).fold(crc ^ u64::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xC96C_5795_D787_0F42 & (crc & 1).wrapping_neg())
        })
    })
}

async fn out_and_back(page: Page) -> Result<()> {
    room::open_empty(&page).await?;
    import_file(&page, &fixture("apollo.csv")).await?;
    choose_definition(&page, "Conversation").await?;
    set_company(&page, "Mara Quandt", "Ça & 東京 “x”").await?;
    page.eval::<Value>(
        "document.querySelector('form.override').closest('details').open = true; return null",
    )
    .await?;
    room::choose(&page, ".override select", "opportunity").await?;
    page.fill(".override label.wide input", "They said so")
        .await?;
    press(&page, "Set the stage").await?;
    room::stage_is(&page, "Opportunity").await?;
    let (shown, counted) = (rows(&page).await?, counts(&page).await?);
    let before = download(&page).await?;
    saved(&page).await?;

    delete_everything(&page).await?;
    let left: Vec<String> = page.eval("return Object.keys(localStorage)").await?;
    ensure!(left.is_empty(), "not deleted: {left:?}");
    page.reload().await?;
    page.find(".empty").await?;
    let left: Vec<String> = page
        .eval("return Object.entries(localStorage).filter((each) => /Quandt|apollo/.test(each[1])).map((each) => each[0])")
        .await?;
    ensure!(left.is_empty(), "back after a reload: {left:?}");

    press(&page, "Your data").await?;
    // Something else first: nothing is opened, and it is said.
    page.choose_bytes(
        "dialog[open] input[aria-label='Saved file']",
        "other.json",
        b"{\"a\": 1}",
    )
    .await?;
    page.wait_for_text("dialog[open] .data-problem", "Nothing was changed.")
        .await?;
    page.choose_bytes(
        "dialog[open] input[aria-label='Saved file']",
        "saved.json",
        before.as_bytes(),
    )
    .await?;
    press(&page, "Open it").await?;
    if page.count("dialog[open]").await? > 0 {
        press(&page, "Close").await?;
    }
    settled(&page).await?;
    ensure!(
        rows(&page).await? == shown && counts(&page).await? == counted,
        "the opened file shows another list"
    );
    ensure!(
        download(&page).await? == before,
        "what goes out again is another file"
    );
    saved(&page).await?;
    page.reload().await?;
    settled(&page).await?;
    ensure!(rows(&page).await? == shown, "the opened file is not kept");
    ensure!(
        download(&page).await? == before,
        "after loading again it is another file"
    );
    Ok(())
}

/// The whole workspace as the page hands it out.
async fn download(page: &Page) -> Result<String> {
    catch_downloads(page).await?;
    press(page, "Your data").await?;
    press(page, "Download your data").await?;
    let file = downloaded(page).await?;
    press(page, "Close").await?;
    page.wait_until_gone("dialog[open]").await?;
    Ok(file.text)
}
