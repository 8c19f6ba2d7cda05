//! The lesson of the learn room: stages read from the definition, sources compared, flows walked, cases argued about.

use crate::{
    everyone,
    room::{self, choose, load_sample, press},
};
use leadlens_tests::{Key, Page, Result, Scheme, Test, ensure, test};
use serde_json::{Value, json};

/// The table of this file.
pub fn tests() -> Vec<Test> {
    let mut tests = vec![
        test("learn_lesson::opens_to_criteria", opens_to_criteria).within(120),
        test("learn_lesson::compares_sources", compares_sources).within(120),
        test("learn_lesson::walks_a_flow", walks_a_flow).within(120),
        test("learn_lesson::counts_ones_own_list", counts_the_list).within(90),
        test("learn_lesson::asks_before_it_tells", asks_before_it_tells).within(120),
        test("learn_lesson::works_by_keyboard", works_by_keyboard).within(90),
    ];
    for (name, width, scheme) in [
        ("learn_lesson::clean_wide_and_light", 1280, Scheme::Light),
        ("learn_lesson::clean_wide_and_dark", 1280, Scheme::Dark),
        ("learn_lesson::clean_narrow_and_light", 390, Scheme::Light),
        ("learn_lesson::clean_narrow_and_dark", 390, Scheme::Dark),
    ] {
        tests.push(test(name, move |page| clean(page, width, scheme)).within(180));
    }
    tests
}

async fn open(page: &Page, part: &str) -> Result<()> {
    page.open(&format!("#/learn/lesson{part}")).await?;
    page.find(".lesson-head h2").await.map(drop)
}

/// Clicks what a selector finds, in the middle of what scrolls: WebKit's driver does not bring it there itself.
async fn click_on(page: &Page, selector: &str) -> Result<()> {
    page.find(selector).await?;
    let script =
        "document.querySelector(arguments[0]).scrollIntoView({ block: 'center' }); return null";
    page.eval_with::<Value>(script, vec![json!(selector)])
        .await?;
    page.click(selector).await
}

/// Presses the button with this name, likewise.
async fn press_on(page: &Page, name: &str) -> Result<()> {
    let found = room::button(page, name).await?;
    found.scroll_into_view().await?;
    press(page, name).await
}

/// Waits until an element's text holds a text.
async fn says(page: &Page, selector: &str, text: &str) -> Result<()> {
    page.wait_for_text(selector, text).await
}

async fn opens_to_criteria(page: Page) -> Result<()> {
    page.size(1280, 900).await?;
    open(&page, "").await?;
    says(&page, ".lesson-head h2", "The stages, as House has them").await?;
    let stages: Vec<String> = page.texts(".lesson-stage h3").await?;
    ensure!(
        stages == ["Contact", "Lead", "Prospect", "Opportunity", "Disqualified"],
        "the stages are {stages:?}"
    );
    says(
        &page,
        ".lesson-stage.prospect .lesson-meaning",
        "A prospect is a lead who fits our profile",
    )
    .await?;
    // What not to do yet opens to the criterion it stands on.
    let shut = "document.querySelector('.lesson-stage.prospect .lesson-block:nth-of-type(5) li:nth-child(2) details')";
    page.wait_until(&format!("{shut}?.open === false")).await?;
    click_on(
        &page,
        ".lesson-stage.prospect .lesson-block:nth-of-type(5) li:nth-child(2) summary",
    )
    .await?;
    page.wait_until(&format!("{shut}.open && {shut}.textContent.includes('has a need we solve') && {shut}.textContent.includes('Do they have a problem that we solve?')"))
        .await?;
    // The drill at the boundary.
    let drill: String = page
        .eval("return document.querySelector('.lesson-stage.prospect .lesson-drill').hash")
        .await?;
    ensure!(drill == "#/learn/drill/prospect-opportunity", "{drill}");
    // Another definition is another lesson.
    open(&page, "/sources").await?;
    press_on(&page, "Use this definition: Conversation").await?;
    click_on(&page, ".lesson-parts a:first-child").await?;
    says(&page, ".lesson-head h2", "as Conversation has them").await?;
    says(
        &page,
        ".lesson-stage.prospect .lesson-meaning",
        "was contacted by us and replied",
    )
    .await
}

async fn compares_sources(page: Page) -> Result<()> {
    page.size(1280, 900).await?;
    open(&page, "/sources").await?;
    let claims: u32 = page
        .eval("return document.querySelectorAll('.claim').length")
        .await?;
    ensure!(claims == 16, "{claims} claims");
    page.wait_long(
        "document.querySelector('.two-sum')",
        std::time::Duration::from_secs(30),
    )
    .await?;
    says(&page, ".two-sum", "The same answer for").await?;
    let before: String = page
        .eval("return document.querySelector('.two-sum').textContent")
        .await?;
    choose(
        &page,
        ".two-picks label:first-child select",
        "marketing-alone",
    )
    .await?;
    choose(&page, ".two-picks label:last-child select", "sales-alone").await?;
    page.wait_until(&format!(
        "document.querySelector('.two-sum')?.textContent !== {}",
        json!(before)
    ))
    .await?;
    says(&page, ".two-stages thead", "Only Sales alone").await?;
    // Where both are the same there is nothing to compare.
    choose(
        &page,
        ".two-picks label:last-child select",
        "marketing-alone",
    )
    .await?;
    page.wait_until("!document.querySelector('.two-sum')")
        .await?;
    // A small one becomes one of the team's own, in one step of undo.
    press_on(&page, "Use this definition: Agreed by both").await?;
    says(
        &page,
        "button[popovertarget=definitions] b",
        "Agreed by both",
    )
    .await?;
    page.wait_until("[...document.querySelectorAll('.origin')].find((each) => each.textContent.startsWith('Agreed'))?.querySelector('.used')")
        .await?;
    let offered = room::definitions(&page).await?;
    ensure!(offered.len() == 8, "offered are {offered:?}");
    click_on(&page, "button[aria-label^='Undo']").await?;
    says(&page, "button[popovertarget=definitions] b", "House").await?;
    let offered = room::definitions(&page).await?;
    ensure!(offered.len() == 7, "offered are {offered:?}");
    Ok(())
}

/// What stands at the end of the way.
async fn ends(page: &Page, text: &str) -> Result<()> {
    page.wait_long(
        &format!(
            "document.querySelector('.way-end')?.textContent.includes({})",
            json!(text)
        ),
        std::time::Duration::from_secs(15),
    )
    .await
}

async fn walks_a_flow(page: Page) -> Result<()> {
    page.size(1280, 900).await?;
    open(&page, "/way/one-call-away").await?;
    says(&page, ".way-told h3", "One question short").await?;
    ends(&page, "the opportunity gate is not known to open").await?;
    ends(&page, "When do they want to have it in place?").await?;
    let lit: Vec<String> = page.texts(".flow-node.lit > span:first-of-type").await?;
    ensure!(
        lit == [
            "On your list",
            "A reason to stop?",
            "A lead?",
            "Lead",
            "A prospect?",
            "Prospect",
            "An opportunity?"
        ],
        "lit are {lit:?}"
    );
    // The drawings of article 000 have their own words, and nobody has to drop the contact in again.
    choose(&page, ".way-flow select", "qualify-first").await?;
    says(&page, ".flow figcaption", "article 000").await?;
    ends(&page, "Comes as far as a lead").await?;
    let nodes: Vec<String> = page.texts(".flow-node > span:first-of-type").await?;
    ensure!(nodes.contains(&"Re-engage".to_owned()), "nodes: {nodes:?}");
    choose(&page, ".way-flow select", "").await?;
    // By a click, and by dragging a card onto the drawing.
    press_on(&page, "Keen, and no money").await?;
    ends(&page, "Goes out: No budget.").await?;
    let script = "const card = [...document.querySelectorAll('.card')].find((each) => each.textContent === arguments[0]);\
        const dataTransfer = new DataTransfer();\
        card.dispatchEvent(new DragEvent('dragstart', { bubbles: true, dataTransfer }));\
        for (const kind of ['dragover', 'drop']) document.querySelector('.flow').dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer }));\
        return null";
    page.eval_with::<Value>(script, vec![json!("Everything lines up")])
        .await?;
    ends(&page, "Goes all the way").await?;
    // A decided deal goes no way at all.
    press_on(&page, "Signed").await?;
    ends(&page, "The way ended before this flow.").await
}

async fn counts_the_list(page: Page) -> Result<()> {
    page.size(1280, 900).await?;
    load_sample(&page).await?;
    let counts = room::counts(&page).await?;
    open_here(&page, "#/learn/lesson/way").await?;
    page.find(".flow-label b").await?;
    // As many as triage counts stand at a stage.
    click_on(&page, ".flow-nodes li:nth-child(5) button").await?;
    let contacts = room::at(&counts, "contact");
    says(
        &page,
        ".flow-note",
        &format!("{contacts} of your list end here as contact."),
    )
    .await?;
    // Somebody of the list, by name, and by who stands where.
    page.fill(".way-own input", "zzzz").await?;
    says(&page, ".way-own", "Nobody of that name.").await?;
    page.fill(".way-own input", "tessa ell").await?;
    page.wait_until("document.querySelectorAll('.way-own .card').length === 1")
        .await?;
    click_on(&page, ".way-own .card").await?;
    says(&page, ".way-told h3", "Tessa Ellery").await?;
    page.find(".way-end").await?;
    click_on(&page, ".flow-note .card").await?;
    ends(&page, "Stays a contact").await
}

/// Goes to an address without loading the page anew, so that what is not saved yet stays.
async fn open_here(page: &Page, hash: &str) -> Result<()> {
    let script = "location.hash = arguments[0]; return null";
    page.eval_with::<Value>(script, vec![json!(hash)]).await?;
    page.wait_until("document.querySelector('.lesson-parts a[aria-current]')?.hash === location.hash.split('/').slice(0, 4).join('/')")
        .await
}

async fn asks_before_it_tells(page: Page) -> Result<()> {
    page.size(1280, 900).await?;
    open(&page, "/cases/ideal-but-silent").await?;
    says(&page, ".case h3", "Perfect, and not aware of us").await?;
    let told: bool = page
        .eval("return document.querySelector('.case-said') !== null")
        .await?;
    ensure!(!told, "it tells before it was answered");
    click_on(&page, ".choice.prospect").await?;
    says(
        &page,
        ".case-sum",
        "3 different answers from 10 definitions; at most 6 agree. One definition says what you said.",
    )
    .await?;
    let groups: Vec<String> = page.texts(".opinions h4 .stage-name").await?;
    ensure!(groups == ["Contact", "Lead", "Prospect"], "{groups:?}");
    says(&page, ".choice.right small", "the answer").await?;
    says(
        &page,
        ".opinions.prospect .opinion",
        "Ideal customer profile",
    )
    .await?;
    // The next case is asked anew.
    press_on(&page, "Next case").await?;
    says(&page, ".case h3", "A quote, please").await?;
    page.wait_until(
        "!document.querySelector('.case-said') && document.activeElement.matches('.case h3')",
    )
    .await?;
    // A claim leads to its case.
    open(&page, "/sources").await?;
    click_on(&page, ".claim:first-child a").await?;
    says(&page, ".case h3", "Perfect, and not aware of us").await
}

/// Presses Tab until an element is reached that a test in JavaScript holds for.
async fn tab_to(page: &Page, test: &str) -> Result<()> {
    for _ in 0..120 {
        page.press(Key::Tab).await?;
        let there: bool = page
            .eval(&format!(
                "const here = document.activeElement; return Boolean({test})"
            ))
            .await?;
        if there {
            return Ok(());
        }
    }
    ensure!(false, "Tab does not come to {test}");
    Ok(())
}

async fn works_by_keyboard(page: Page) -> Result<()> {
    page.size(1280, 900).await?;
    open(&page, "").await?;
    // A statement opens.
    tab_to(&page, "here.matches('.ground summary')").await?;
    page.press(Key::Enter).await?;
    page.wait_until("document.activeElement.parentElement.open")
        .await?;
    // To another part: its heading has the focus, so that one reads on there.
    open(&page, "").await?;
    tab_to(&page, "here.matches('.lesson-parts a:last-child')").await?;
    page.press(Key::Enter).await?;
    page.wait_until("document.activeElement.matches('.lesson-head h2') && document.activeElement.textContent === 'What would each say?'")
        .await?;
    // A number answers once the focus is among the choices.
    tab_to(&page, "here.matches('.choice')").await?;
    page.press("2").await?;
    page.find(".case-said").await?;
    let chosen: Vec<String> = page.texts(".choice[aria-pressed=true] span").await?;
    ensure!(chosen == ["Lead"], "chosen is {chosen:?}");
    // Nodes of the drawing are reached and say what they ask; a card drops its case in.
    open(&page, "/way").await?;
    tab_to(&page, "here.matches('.card')").await?;
    page.press(Key::Enter).await?;
    ends(&page, "Stays a contact").await?;
    tab_to(
        &page,
        "here.matches('.flow-node') && here.textContent.includes('A prospect?')",
    )
    .await?;
    page.press(Key::Enter).await?;
    says(&page, ".flow-note", "Yes for whoever fits our profile").await
}

async fn clean(page: Page, width: u32, scheme: Scheme) -> Result<()> {
    page.size(width, if width < 500 { 844 } else { 900 })
        .await?;
    load_sample(&page).await?;
    page.scheme(scheme).await?;
    let mut wrong = Vec::new();
    open_here(&page, "#/learn/lesson").await?;
    page.eval::<Value>("for (const each of document.querySelectorAll('.lesson-stage.prospect details')) each.open = true; return null")
        .await?;
    look(&page, "lesson-stages", &mut wrong).await?;
    sideways(&page, "stages", &mut wrong).await?;
    open_here(&page, "#/learn/lesson/sources").await?;
    page.wait_long(
        "document.querySelector('.two-sum')",
        std::time::Duration::from_secs(30),
    )
    .await?;
    look(&page, "lesson-sources", &mut wrong).await?;
    sideways(&page, "sources", &mut wrong).await?;
    open_here(&page, "#/learn/lesson/way/no-budget").await?;
    ends(&page, "Goes out").await?;
    click_on(&page, ".flow-nodes li:nth-child(2) button").await?;
    page.find(".flow-note p").await?;
    page.eval::<Value>("for (const each of document.querySelectorAll('.way-steps details')) each.open = true; return null")
        .await?;
    look(&page, "lesson-way", &mut wrong).await?;
    sideways(&page, "way", &mut wrong).await?;
    open_here(&page, "#/learn/lesson/cases/no-budget").await?;
    look(&page, "lesson-case", &mut wrong).await?;
    click_on(&page, ".choice.prospect").await?;
    page.find(".case-said").await?;
    page.eval::<Value>("document.querySelector('.opinion details').open = true; return null")
        .await?;
    look(&page, "lesson-case-said", &mut wrong).await?;
    sideways(&page, "case", &mut wrong).await?;
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

/// As everywhere, from the top of the room: what has scrolled under its sections is no smaller for that.
async fn look(page: &Page, part: &str, wrong: &mut Vec<String>) -> Result<()> {
    page.eval::<Value>("document.querySelector('.learn-room').scrollTop = 0; return null")
        .await?;
    everyone::look(page, part, wrong).await
}

/// The room itself does not scroll sideways.
async fn sideways(page: &Page, part: &str, wrong: &mut Vec<String>) -> Result<()> {
    let wide: Vec<String> = page
        .eval(
            "const room = document.querySelector('.learn-room'); if (room.scrollWidth <= room.clientWidth) return [];\
             const end = room.getBoundingClientRect().left + room.clientWidth;\
             return [...room.querySelectorAll('*')].filter((each) => !each.closest('.theme-frame table') && each.getBoundingClientRect().right > end + 1).slice(-3).map((each) => each.outerHTML.slice(0, 90))",
        )
        .await?;
    if !wide.is_empty() {
        wrong.push(format!("{part}: too wide is {wide:?}"));
    }
    Ok(())
}
