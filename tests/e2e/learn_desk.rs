//! The trainer's desk: cases are written with the verdict beside them, decks are shared, brought in, and given to a platform that they pass in.

use crate::{
    everyone,
    lms::{self, INSIDE, platform::Platform},
    room::{self, button, catch_downloads, choose, downloaded, saved, shared},
};
use leadlens_tests::{Key, Page, Result, Scheme, Test, ensure, test};
use serde_json::{Value, json};
use std::{fs, time::Duration};

/// The table of this file.
pub fn tests() -> Vec<Test> {
    let mut tests = vec![
        test("learn_desk::writes_a_case_by_keyboard", writes_a_case).within(120),
        test("learn_desk::keeps_a_half_written_case", keeps_half_written).within(90),
        test("learn_desk::orders_copies_and_twins_cases", orders_cases).within(120),
        test("learn_desk::asks_something_of_its_own", asks_its_own).within(90),
        test(
            "learn_desk::leaves_the_focus_to_who_moved_it",
            leaves_the_focus,
        )
        .within(90),
        test(
            "learn_desk::another_definition_says_what_changed",
            another_definition,
        )
        .within(90),
        test("learn_desk::a_link_is_the_deck", link_is_the_deck).within(90),
        test("learn_desk::gift_in_and_out", gift_in_and_out).within(120),
        test("learn_desk::takes_what_is_dropped", takes_what_is_dropped).within(90),
        test(
            "learn_desk::a_package_passes_on_a_platform",
            passes_on_a_platform,
        )
        .within(120),
    ];
    for (name, width, scheme) in [
        ("learn_desk::clean_wide_and_light", 1280, Scheme::Light),
        ("learn_desk::clean_wide_and_dark", 1280, Scheme::Dark),
        ("learn_desk::clean_narrow_and_light", 390, Scheme::Light),
        ("learn_desk::clean_narrow_and_dark", 390, Scheme::Dark),
    ] {
        tests.push(test(name, move |page| clean(page, width, scheme)).within(180));
    }
    tests
}

/// A deck whose second answer is not the definition's.
fn deck() -> Value {
    json!({
        "format": "leadlens.deck/1", "id": "first-week", "title": "First week: <who> is a lead?", "lang": "en", "as_of": "2026-11-25",
        "rulebook": "house", "pass_mark": 0.6,
        "cases": [
            { "id": "ada", "text": "Ada is in our market. Nobody has talked to her.", "answer": "lead", "explanation": "She fits.",
              "contact": { "attributes": { "in_target_market": "yes" } } },
            { "id": "bo", "text": "<b>Bo</b> & \"Co\" are in our market as well.", "answer": "prospect",
              "contact": { "attributes": { "in_target_market": "yes" } } },
            { "id": "next", "text": "What next?", "answer": "Send <i>it</i>", "options": ["Send <i>it</i>", "Wait"], "explanation": "It was asked for." },
        ],
    })
}

async fn open(page: &Page) -> Result<()> {
    page.size(1280, 900).await?;
    page.open("#/learn/desk").await?;
    page.wait_for_text("h2", "Trainer’s desk").await
}

/// Presses the button with this name, in the middle of what scrolls: WebKit's driver does not bring it there itself.
async fn press(page: &Page, name: &str) -> Result<()> {
    button(page, name).await?.scroll_into_view().await?;
    room::press(page, name).await
}

/// Follows a link by its words.
async fn follow(page: &Page, words: &str) -> Result<()> {
    let found = format!(
        "[...document.querySelectorAll('.learn-page a')].find((each) => each.innerText.trim() === {})",
        json!(words)
    );
    page.wait_until(&found).await?;
    page.eval::<Value>(&format!("{found}.click(); return null"))
        .await
        .map(drop)
}

async fn focus(page: &Page, selector: &str) -> Result<()> {
    page.find(selector).await?;
    page.eval_with::<Value>(
        "const field = document.querySelector(arguments[0]); field.scrollIntoView({ block: 'center' }); field.focus(); return null",
        vec![json!(selector)],
    )
    .await
    .map(drop)
}

async fn value(page: &Page, selector: &str) -> Result<String> {
    page.find(selector).await?;
    page.eval_with(
        "return document.querySelector(arguments[0]).value",
        vec![json!(selector)],
    )
    .await
}

async fn value_is(page: &Page, selector: &str, text: &str) -> Result<()> {
    page.wait_until(&format!(
        "document.querySelector({})?.value === {}",
        json!(selector),
        json!(text)
    ))
    .await
}

/// Waits until the verdict beside the case is this stage.
async fn verdict(page: &Page, stage: &str) -> Result<()> {
    page.wait_until(&format!(
        "document.querySelector('.desk-stage')?.innerText.trim() === {}",
        json!(stage)
    ))
    .await
}

/// Brings a file through the button.
async fn bring(page: &Page, name: &str, bytes: &[u8]) -> Result<()> {
    page.choose_bytes(".desk input[type=file]", name, bytes)
        .await
}

/// A new deck with one empty case, which is open.
async fn empty_case(page: &Page) -> Result<()> {
    open(page).await?;
    press(page, "Empty deck").await?;
    page.wait_for_text("h2", "New deck").await?;
    press(page, "Write a case").await?;
    page.wait_for_text("h2", "Case 1 of 1").await
}

async fn writes_a_case(page: Page) -> Result<()> {
    empty_case(&page).await?;
    verdict(&page, "Contact").await?;
    // The page begins with its heading, and Tab goes on from there.
    page.wait_until("document.activeElement.tagName === 'H2'")
        .await?;
    for _ in 0..6 {
        page.press(Key::Tab).await?;
        let there: bool = page
            .eval("return document.activeElement.id === 'desk-text'")
            .await?;
        if there {
            break;
        }
    }
    page.press("Ada is new here.").await?;
    value_is(&page, "#desk-text", "Ada is new here.").await?;
    // Picking a fact changes the verdict.
    focus(&page, "#desk-fact-in_target_market").await?;
    page.press(" ").await?;
    verdict(&page, "Lead").await?;
    page.wait_for_text(".desk-untold", "“In our target market”")
        .await?;
    // The answer is another: said, and taken back with one press.
    focus(&page, ".desk-stages input[value=prospect]").await?;
    page.press(" ").await?;
    page.wait_for_text(
        ".desk-differs",
        "You say prospect; the definition says lead.",
    )
    .await?;
    focus(&page, ".desk-differs button").await?;
    page.press(Key::Enter).await?;
    page.wait_until_gone(".desk-differs").await?;
    page.wait_until("document.activeElement.value === 'lead'")
        .await?;
    focus(&page, ".desk-explain button").await?;
    page.press(Key::Enter).await?;
    page.wait_until("document.querySelector('#desk-why').value.startsWith('Lead')")
        .await?;
    // What they did moves it on, and the story is told from it.
    choose(&page, "#desk-kind", "meeting_held").await?;
    press(&page, "Add").await?;
    page.wait_for_text(".desk-signals li", "Met with us")
        .await?;
    // In other words each time; the remark goes once all facts are told.
    press(&page, "Tell it anew").await?;
    page.wait_until_gone(".desk-untold").await?;
    let told = value(&page, "#desk-text").await?;
    ensure!(
        told.len() > 40 && !told.contains("Ada is new here."),
        "the story became {told:?}"
    );
    // All of it can be taken back, the letters as one step.
    press(&page, "Undo: Deck: tell the story").await?;
    value_is(&page, "#desk-text", "Ada is new here.").await?;
    for label in [
        "add “Met with us”",
        "explanation",
        "take the definition’s answer",
        "right answer",
        "fact “In our target market”",
        "story",
    ] {
        press(&page, &format!("Undo: Deck: {label}")).await?;
    }
    value_is(&page, "#desk-text", "").await?;
    verdict(&page, "Contact").await
}

async fn keeps_half_written(page: Page) -> Result<()> {
    empty_case(&page).await?;
    focus(&page, "#desk-text").await?;
    page.press("Half of a sto").await?;
    saved(&page).await?;
    page.reload().await?;
    value_is(&page, "#desk-text", "Half of a sto").await?;
    let banners: String = page.text(".banners").await?;
    ensure!(
        banners.is_empty(),
        "after a reload the page says {banners:?}"
    );
    // Nothing can be handed out yet, and what is missing leads to its place.
    follow(&page, "← New deck").await?;
    page.wait_for_text(".desk-out", "This case has no right answer yet.")
        .await?;
    ensure!(
        page.count(".desk-share, .desk-export").await? == 0,
        "it can be handed out"
    );
    // A title that is gone and a mark that is none are kept, and said.
    focus(&page, "#desk-title").await?;
    page.fill("#desk-title", " ").await?;
    page.wait_for_text(".desk-out", "This deck has no title yet.")
        .await?;
    // As somebody types over what is there.
    focus(&page, ".desk-settings input[inputmode=decimal]").await?;
    page.eval::<Value>("document.activeElement.select(); return null")
        .await?;
    page.press("most").await?;
    page.fill("#desk-title", "Mine").await?;
    page.wait_for_text(".desk-out", "The pass mark is a number")
        .await?;
    saved(&page).await?;
    page.reload().await?;
    value_is(&page, ".desk-settings input[inputmode=decimal]", "most").await?;
    follow(&page, "Case 1").await?;
    page.wait_for_text("h2", "Case 1 of 1").await
}

async fn orders_cases(page: Page) -> Result<()> {
    open(&page).await?;
    bring(&page, "deck.json", deck().to_string().as_bytes()).await?;
    page.wait_for_text("h2", "First week: <who> is a lead?")
        .await?;
    let order = |page: Page| async move {
        page.eval::<Vec<String>>("return [...document.querySelectorAll('.desk-cases .desk-what a')].map((a) => a.innerText.split(':').pop().trim().slice(0, 5))")
            .await
    };
    let is = |page: Page, expected: Vec<&'static str>| async move {
        let list = "[...document.querySelectorAll('.desk-cases .desk-what a')].map((a) => a.innerText.split(':').pop().trim().slice(0, 5)).join('|')";
        page.wait_until(&format!("{list} === {}", json!(expected.join("|"))))
            .await
    };
    is(page.clone(), vec!["Ada i", "<b>Bo", "What "]).await?;
    press(&page, "Move case 1 down").await?;
    is(page.clone(), vec!["<b>Bo", "Ada i", "What "]).await?;
    // The focus goes along.
    page.wait_until("document.activeElement.getAttribute('aria-label') === 'Move case 2 down'")
        .await?;
    focus(&page, ".desk-cases li:nth-child(3) a").await?;
    page.hold_and_press(&[Key::Alt], &char::from(Key::Up).to_string())
        .await?;
    is(page.clone(), vec!["<b>Bo", "What ", "Ada i"]).await?;
    press(&page, "Copy case 3").await?;
    press(&page, "Remove case 2").await?;
    is(page.clone(), vec!["<b>Bo", "Ada i", "Ada i"]).await?;
    press(&page, "Undo: Deck: remove case 2").await?;
    is(page.clone(), vec!["<b>Bo", "What ", "Ada i", "Ada i"]).await?;
    // The twin differs in one fact and stands at another stage.
    page.eval::<Value>(
        "document.querySelector('.desk-cases li:nth-child(3) a').click(); return null",
    )
    .await?;
    verdict(&page, "Lead").await?;
    press(&page, "Make its twin").await?;
    page.wait_for_text("h2", "Case 4 of 5").await?;
    page.wait_until("document.querySelector('.desk-stage')?.innerText.trim() !== 'Lead'")
        .await?;
    page.wait_for_text(".toast", "This is the twin").await?;
    ensure!(
        page.count(".desk-differs").await? == 0,
        "the twin's answer is not the definition's"
    );
    follow(&page, "Before").await?;
    page.wait_for_text("h2", "Case 3 of 5").await?;
    // Stories of the definition make a deck by themselves.
    open(&page).await?;
    page.fill(".desk-many input", "6").await?;
    press(&page, "Make stories").await?;
    page.wait_for_text(".desk-cases h3", "6 cases").await?;
    let stories = order(page.clone()).await?;
    ensure!(stories.len() == 6, "the stories are {stories:?}");
    ensure!(
        page.count(".desk-warning").await? == 0,
        "a deck of stories has something to look at"
    );
    page.find(".desk-export").await.map(drop)
}

async fn asks_its_own(page: Page) -> Result<()> {
    empty_case(&page).await?;
    press(&page, "Ask something else than the stage").await?;
    for (at, text) in [(1, "Call"), (2, "Wait")] {
        page.fill(&format!("[aria-label='Answer {at}']"), text)
            .await?;
    }
    press(&page, "Remove answer 4").await?;
    press(&page, "Remove answer 3").await?;
    page.click("[aria-label='Answer 2 is right']").await?;
    page.fill("[aria-label='Answer 2']", "Wait a month").await?;
    // Emptied and written anew it stays the right one.
    page.hold_and_press(&[Key::Control], "a").await?;
    page.press(Key::Delete).await?;
    page.press("Wait a week").await?;
    page.fill("#desk-text", "What now?").await?;
    page.press(Key::Tab).await?;
    catch_downloads(&page).await?;
    follow(&page, "← New deck").await?;
    press(&page, "Download as a file").await?;
    let made: Value = serde_json::from_str(&downloaded(&page).await?.text)?;
    let case = made.pointer("/cases/0").cloned().unwrap_or_default();
    ensure!(
        case.get("options") == Some(&json!(["Call", "Wait a week"]))
            && case.get("answer") == Some(&json!("Wait a week")),
        "the case is {case}"
    );
    Ok(())
}

/// Whoever types on already, when what was pressed gives the focus somewhere else, is not called away.
async fn leaves_the_focus(page: Page) -> Result<()> {
    empty_case(&page).await?;
    press(&page, "Ask something else than the stage").await?;
    page.wait_until("document.activeElement.ariaLabel === 'Answer 1'")
        .await?;
    page.eval::<Value>(
        "addEventListener('focusin', (event) => {
           if (event.target.innerText !== 'Add an answer') return;
           window.called = (window.called ?? 0) + 1;
           if (window.called === 1) setTimeout(() => document.querySelector('[aria-label=\"Answer 2\"]').focus());
         });
         return null",
    )
    .await?;
    press(&page, "Remove answer 4").await?;
    page.wait_until("document.activeElement.ariaLabel === 'Answer 2'")
        .await?;
    // Longer than the focus is given at all.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let called: u32 = page.eval("return window.called").await?;
    ensure!(called == 1, "the button took the focus {called} times");
    page.wait_until("document.activeElement.ariaLabel === 'Answer 2'")
        .await
}

async fn another_definition(page: Page) -> Result<()> {
    open(&page).await?;
    bring(&page, "deck.json", deck().to_string().as_bytes()).await?;
    page.wait_for_text(".desk-all", "One answer is not what the definition says.")
        .await?;
    choose(&page, ".desk-settings select", "dynamic-states").await?;
    page.wait_for_text(".toast", "case 1 (lead → contact)")
        .await?;
    page.wait_for_text(".desk-all", "2 answers are not what the definition says.")
        .await?;
    press(&page, "Take the definition’s").await?;
    page.wait_until_gone(".desk-all").await?;
    press(&page, "Undo: Deck: take the definition’s answers").await?;
    press(&page, "Undo: Deck: use Dynamic states").await?;
    page.wait_for_text(".desk-all", "One answer is not what the definition says.")
        .await
}

async fn link_is_the_deck(page: Page) -> Result<()> {
    open(&page).await?;
    bring(&page, "deck.json", deck().to_string().as_bytes()).await?;
    let link = value(&page, ".desk-share textarea").await?;
    ensure!(link.contains("#/learn/deck/2."), "the link is {link}");
    let length: String = page.text(".desk-share").await?;
    ensure!(
        length.contains(&format!("{} characters", link.len())),
        "{length}"
    );
    // Elsewhere it is the same deck.
    page.driver()
        .execute("localStorage.clear(); return null", vec![])
        .await?;
    open(&page).await?;
    for (text, said) in [
        ("https://a.example/", "This is no link to a deck."),
        (&link[..link.len() - 20], "This link is damaged"),
        ("#/learn/deck/7.AA", "newer version"),
    ] {
        page.fill(".desk-link input", text).await?;
        press(&page, "Open link").await?;
        page.wait_for_text(".desk-refused", said).await?;
    }
    page.fill(".desk-link input", &link).await?;
    press(&page, "Open link").await?;
    page.wait_for_text("h2", "First week: <who> is a lead?")
        .await?;
    catch_downloads(&page).await?;
    press(&page, "Download as a file").await?;
    let file = downloaded(&page).await?;
    ensure!(
        file.name == "first-week-who-is-a-lead.deck.json",
        "the file is called {}",
        file.name
    );
    let made: Value = serde_json::from_str(&file.text)?;
    ensure!(made == deck(), "the deck became {made}");
    Ok(())
}

/// Questions that want to be markup, script and formula, and some that are none.
const HOSTILE: &str = "// c\n$CATEGORY: x\n\n::<script>alert(1)</script>::<img src=x onerror=alert(1)>What is it?{=Lead ~Prospect ~%50%Contact#no}\n\nOpen{\n\n=1+1=cmd|{=a =b}\n\nSay something{}\n\n::two::Twice{=a ~a}\n\nNext?{T#wrong#right}\n";

async fn gift_in_and_out(page: Page) -> Result<()> {
    for name in ["examples.gift.txt", "mc1.gift"] {
        let Some(path) = shared(&format!("data/gift/{name}")) else {
            continue;
        };
        let bytes = fs::read(&path)?;
        let exchange::BroughtDeck::Gift(made) = exchange::bring_deck(&bytes).map_err(anyhow_of)?
        else {
            continue;
        };
        open(&page).await?;
        bring(&page, name, &bytes).await?;
        page.wait_for_text(".desk-gift h3", name).await?;
        let said: String = page.text(".desk-gift").await?;
        ensure!(
            made.problems.total() == 0
                || said.contains(&format!("{} remark", made.problems.total())),
            "of {name} it says {said:?}"
        );
        match made.cases.len() {
            0 => ensure!(
                said.contains("No question of this file became a case."),
                "{said}"
            ),
            count => {
                press(&page, "Keep as a new deck").await?;
                page.wait_for_text(".desk-cases h3", &format!("{count} case"))
                    .await?;
            }
        }
    }
    open(&page).await?;
    bring(&page, "hostile.gift", HOSTILE.as_bytes()).await?;
    page.wait_for_text(".desk-gift h3", "Questions in hostile.gift")
        .await?;
    page.wait_until("document.activeElement.matches('.desk-gift h3')")
        .await?;
    page.eval::<Value>("for (const each of document.querySelectorAll('.desk-gift details')) each.open = true; return null").await?;
    let said: String = page.text(".desk-gift").await?;
    for part in [
        "2 questions can become cases",
        "1 about stages",
        "line 6",
        "This question was left out.",
        "counted in part",
        "Answer: True",
    ] {
        ensure!(said.contains(part), "{part:?} is not in {said:?}");
    }
    // Nothing is kept before somebody says so.
    ensure!(
        !page
            .texts(".desk-what a")
            .await?
            .iter()
            .any(|t| t == "hostile"),
        "it is kept already"
    );
    press(&page, "Keep as a new deck").await?;
    page.wait_for_text("h2", "hostile").await?;
    catch_downloads(&page).await?;
    press_kind(&page, "GIFT").await?;
    press(&page, "Download for GIFT").await?;
    let file = downloaded(&page).await?;
    ensure!(
        file.name == "hostile.gift",
        "the file is called {}",
        file.name
    );
    let (questions, problems) = exchange::read_gift(file.text.as_bytes());
    let texts: Vec<&str> = questions.iter().map(|q| q.text.as_str()).collect();
    ensure!(
        problems.total() == 0 && questions.len() == 2,
        "{texts:?} {problems:?}"
    );
    // Into a deck that is open as well.
    bring(&page, "more.gift", b"More?{=Lead ~Prospect}").await?;
    press(&page, "Add to “hostile”").await?;
    page.wait_for_text(".desk-cases h3", "3 cases").await
}

fn anyhow_of(why: String) -> std::io::Error {
    std::io::Error::other(why)
}

async fn takes_what_is_dropped(page: Page) -> Result<()> {
    open(&page).await?;
    for (name, text, said) in [
        ("a.pdf", "%PDF-1.7", "This is a PDF."),
        (
            "a.json",
            "{\"format\": \"leadlens.deck/9\"}",
            "newer version",
        ),
        ("a.json", "{\"format\": ", "not JSON"),
        ("a.txt", "", "The file is empty."),
    ] {
        page.drop_text(".desk", name, text).await?;
        page.wait_for_text(".desk-refused", said).await?;
    }
    page.drop_text(".desk", "deck.json", &deck().to_string())
        .await?;
    page.wait_for_text("h2", "First week").await?;
    ensure!(
        page.count("dialog[open]").await? == 0,
        "it was taken for a contact list"
    );
    ensure!(
        page.count(".desk-refused").await? == 0,
        "it is still refused"
    );
    Ok(())
}

/// Chooses a kind of file by its name.
/// Chooses a kind of package.
pub async fn press_kind(page: &Page, name: &str) -> Result<()> {
    let found = format!(
        "[...document.querySelectorAll('.desk-kinds label')].find((each) => each.querySelector('b').textContent === {})?.querySelector('input')",
        json!(name)
    );
    page.wait_until(&found).await?;
    page.eval::<Value>(&format!("{found}.click(); return null"))
        .await
        .map(drop)
}

/// The bytes of the file that a button hands out.
pub async fn bytes_of(page: &Page, name: &str) -> Result<(String, Vec<u8>)> {
    page.eval::<Value>(
        "window.__bytes = []; const make = URL.createObjectURL.bind(URL); const blobs = new Map();\
         URL.createObjectURL = (blob) => { const url = make(blob); blobs.set(url, blob); return url; };\
         const click = HTMLAnchorElement.prototype.click;\
         HTMLAnchorElement.prototype.click = function () {\
           if (!this.download || !blobs.has(this.href)) return click.call(this);\
           blobs.get(this.href).arrayBuffer().then((buffer) => window.__bytes.push([this.download, [...new Uint8Array(buffer)]])); };\
         return null",
    )
    .await?;
    press(page, name).await?;
    page.wait_until("window.__bytes.length").await?;
    page.eval("return window.__bytes.shift()").await
}

/// The whole way of a trainer with a platform: a deck from a file, its package saved, unpacked by a strict platform, played and passed.
async fn passes_on_a_platform(page: Page) -> Result<()> {
    open(&page).await?;
    bring(&page, "deck.json", deck().to_string().as_bytes()).await?;
    page.wait_for_text(
        ".desk-export",
        "Stays behind: the facts and the definition.",
    )
    .await?;
    let mut packages = Vec::new();
    for (kind, folder, ending) in [
        ("SCORM 1.2", "scorm12", "-scorm-1.2.zip"),
        ("SCORM 2004 4th Edition", "scorm2004", "-scorm-2004.zip"),
        ("cmi5", "cmi5", "-cmi5.zip"),
        ("QTI 2.1", "qti", "-qti-2.1.zip"),
    ] {
        press_kind(&page, kind).await?;
        let (name, bytes) = bytes_of(&page, &format!("Download for {kind}")).await?;
        ensure!(
            name == format!("first-week{ending}"),
            "the file is called {name}"
        );
        packages.push((folder, bytes));
    }
    let platform = Platform::with(&page, packages)?;
    for (kind, package) in [("strict12", "scorm12"), ("strict2004", "scorm2004")] {
        page.open_url(&platform.url("platform.html")).await?;
        page.wait_until("window.launch").await?;
        lms::launch(&page, kind, &format!("/{package}/player.html"), &json!({})).await?;
        lms::says(&page, INSIDE, "3 cases").await?;
        lms::click(&page, INSIDE, ".next").await?;
        for option in ["Lead", "Contact", "Send <i>it</i>"] {
            lms::answer(&page, INSIDE, option).await?;
        }
        lms::says(&page, INSIDE, "You had 2 of 3 cases right: 66.7 %.").await?;
        lms::says(&page, INSIDE, "Passed").await?;
        lms::click(&page, INSIDE, ".next").await?;
        lms::says(&page, INSIDE, "You can close this window now.").await?;
        let found: Value = page
            .eval(
                "return { faults: platform.faults, count: platform.interactions.length,\
                 status: platform.values['cmi.core.lesson_status'] ?? platform.values['cmi.success_status'] }",
            )
            .await?;
        ensure!(
            found == json!({ "faults": [], "count": 3, "status": "passed" }),
            "{kind} has {found}"
        );
    }
    platform.nothing_was_missing()
}

async fn clean(page: Page, width: u32, scheme: Scheme) -> Result<()> {
    page.size(width, if width < 500 { 844 } else { 900 })
        .await?;
    page.open("#/learn/desk").await?;
    page.wait_for_text("h2", "Trainer’s desk").await?;
    page.scheme(scheme).await?;
    let mut wrong = Vec::new();
    let name = |what: &str| format!("desk-{what}-{scheme:?}");
    bring(&page, "deck.json", deck().to_string().as_bytes()).await?;
    page.find(".desk-export").await?;
    everyone::look(&page, &name("deck"), &mut wrong).await?;
    page.eval::<Value>("document.querySelector('.desk-out').scrollIntoView(); return null")
        .await?;
    everyone::look(&page, &name("out"), &mut wrong).await?;
    page.eval::<Value>(
        "document.querySelector('.desk-cases li:nth-child(2) a').click(); return null",
    )
    .await?;
    verdict(&page, "Lead").await?;
    everyone::look(&page, &name("case"), &mut wrong).await?;
    page.eval::<Value>("document.querySelector('.desk-facts').scrollIntoView(); return null")
        .await?;
    everyone::look(&page, &name("facts"), &mut wrong).await?;
    follow(&page, "Next").await?;
    page.find(".desk-own").await?;
    everyone::look(&page, &name("own"), &mut wrong).await?;
    page.eval::<Value>("location.hash = '#/learn/desk'; return null")
        .await?;
    page.wait_for_text("h2", "Trainer’s desk").await?;
    everyone::look(&page, &name("overview"), &mut wrong).await?;
    bring(&page, "hostile.gift", HOSTILE.as_bytes()).await?;
    page.find(".desk-gift").await?;
    page.eval::<Value>("for (const each of document.querySelectorAll('.desk-gift details')) each.open = true; return null").await?;
    everyone::look(&page, &name("gift"), &mut wrong).await?;
    page.eval::<Value>("location.hash = '#/learn/desk/nothing'; return null")
        .await?;
    page.wait_for_text("h2", "This deck is not here").await?;
    everyone::look(&page, &name("gone"), &mut wrong).await?;
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}
