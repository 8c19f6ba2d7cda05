//! Bringing lists in: by file, by paste, by drop; what columns are taken for; the three questions; what real lists show.

use crate::room::{
    LONG, at, choose, choose_definition, counts, definitions, fixture, open_contact, open_empty,
    press, rows, settled, shared,
};
use leadlens_tests::{Page, Result, Test, ensure, test};
use serde_json::{Value, json};
use std::path::Path;

/// The file field of the import dialog.
const FILE: &str = "dialog[open] input[aria-label='File with contacts']";
/// The file field of the empty room.
const FIRST_FILE: &str = ".empty input[aria-label='File with contacts']";

/// The table of this file.
pub fn tests() -> Vec<Test> {
    vec![
        test("import::recognises_the_exports", recognises_the_exports).within(120),
        test("import::columns_and_answers_can_be_changed", changes).within(90),
        test("import::takes_pasted_and_dropped_cells", pasted_and_dropped).within(90),
        test("import::x_education_shows_leads_and_prospects", |page| {
            real_list(page, "data/x-education/leads.csv", 6_000)
        })
        .within(180),
        test("import::zoho_shows_leads_and_prospects", |page| {
            real_list(page, "data/zoho/Leads.csv", 3_900)
        })
        .within(180),
    ]
}

/// What the columns of each program's export are taken for; others are kept as they are.
const EXPORTS: &[(&str, &[(&str, &str)])] = &[
    (
        "hubspot.csv",
        &[
            ("First Name", "First name"),
            ("Last Name", "Last name"),
            ("Job Title", "Job title"),
            ("Company Name", "Company"),
            ("Email", "E-mail"),
            ("Phone Number", "Phone"),
            ("Country/Region", "Country"),
            ("Lead Status", "Status"),
            ("Lifecycle Stage", "Status"),
            ("Original Source", "Source"),
            ("Contact Owner", "Owner"),
            ("Create Date", "Created on"),
            ("Last Activity Date", "Day they did it"),
            ("Annual Revenue", "Annual revenue"),
        ],
    ),
    (
        "salesforce.csv",
        &[
            ("LastName", "Last name"),
            ("FirstName", "First name"),
            ("Title", "Job title"),
            ("Company", "Company"),
            ("Country", "Country"),
            ("Phone", "Phone"),
            ("Email", "E-mail"),
            ("LeadSource", "Source"),
            ("Status", "Status"),
            ("Industry", "Industry"),
            ("AnnualRevenue", "Annual revenue"),
            ("NumberOfEmployees", "Employees"),
            ("OwnerId", "Owner"),
            ("IsConverted", "Status"),
            ("CreatedDate", "Created on"),
            ("LastActivityDate", "Day they did it"),
        ],
    ),
    (
        "pipedrive.csv",
        &[
            ("Person - Name", "Name"),
            ("Person - Phone", "Phone"),
            ("Person - Email (Work)", "E-mail"),
            ("Organization - Name", "Company"),
            ("Activity - Subject", "What they did last"),
            ("Activity - Due date", "Day they did it"),
        ],
    ),
    (
        "zoho.csv",
        &[
            ("Last Name", "Last name"),
            ("Company", "Company"),
            ("Lead Owner", "Owner"),
            ("Email", "E-mail"),
            ("Mobile", "Phone"),
            ("Industry", "Industry"),
            ("Lead Source", "Source"),
            ("Lead Status", "Status"),
            ("Created Time", "Created on"),
            ("CONVERTED", "Status"),
        ],
    ),
    (
        "apollo.csv",
        &[
            ("First Name", "First name"),
            ("Last Name", "Last name"),
            ("Title", "Job title"),
            ("Company", "Company"),
            ("Email", "E-mail"),
            ("Seniority", "Seniority"),
            ("Contact Owner", "Owner"),
            ("First Phone", "Phone"),
            ("Stage", "Status"),
            ("Last Contacted", "We wrote or called"),
            ("# Employees", "Employees"),
            ("Industry", "Industry"),
            ("Annual Revenue", "Annual revenue"),
            ("Email Sent", "We wrote or called"),
            ("Email Open", "Opened an e-mail"),
            ("Email Bounced", "E-mail bounced"),
            ("Replied", "Replied"),
            ("Demoed", "Took part in a demo"),
        ],
    ),
    (
        "linkedin.csv",
        &[
            ("First Name", "First name"),
            ("Last Name", "Last name"),
            ("Email Address", "E-mail"),
            ("Company", "Company"),
            ("Position", "Job title"),
            ("Connected On", "Reacted on social media"),
        ],
    ),
];

async fn recognises_the_exports(page: Page) -> Result<()> {
    open_empty(&page).await?;
    press(&page, "Paste from a spreadsheet").await?;
    let mut wrong = Vec::new();
    for (name, expected) in EXPORTS {
        page.choose_file(FILE, &fixture(name)).await?;
        page.wait_for_text("dialog[open] .import-name", name)
            .await?;
        let about = page.text("dialog[open] .import-columns > p").await?;
        ensure!(about.contains("16 contacts"), "{name}: {about}");
        let found = taken_for(&page).await?;
        for (header, meaning) in &found {
            let expected = expected
                .iter()
                .find(|(known, _)| known == header)
                .map_or("Kept as it is", |(_, meaning)| *meaning);
            if meaning != expected {
                wrong.push(format!(
                    "{name}: (\"{header}\", \"{meaning}\"), not {expected}"
                ));
            }
        }
        press(&page, "Choose another file").await?;
    }
    ensure!(
        wrong.is_empty(),
        "taken for something else:\n{}",
        wrong.join("\n")
    );
    Ok(())
}

/// Waits until all columns of the list are shown; they come a few at a time.
pub async fn columns_are_there(page: &Page) -> Result<()> {
    page.wait_long(
        "document.querySelectorAll('.import-column').length === \
         Number(document.querySelector('dialog[open] .import-columns')?.textContent.match(/in ([0-9]+) columns/)?.[1])",
        LONG,
    )
    .await
}

/// Each header in the dialog with what it is taken for.
async fn taken_for(page: &Page) -> Result<Vec<(String, String)>> {
    columns_are_there(page).await?;
    page.eval(
        "return [...document.querySelectorAll('.import-column')].map((each) => [each.querySelector('.import-header').textContent,\
         each.querySelector('.import-meaning select').selectedOptions[0].textContent.trim()])",
    )
    .await
}

/// The selector of the list of meanings of a column.
async fn meaning_of(page: &Page, header: &str) -> Result<String> {
    let id: String = page
        .eval_with(
            "return [...document.querySelectorAll('.import-header')].find((each) => each.textContent === arguments[0]).htmlFor",
            vec![json!(header)],
        )
        .await?;
    Ok(format!("#{id}"))
}

/// From a chosen file to the list, without changing anything.
pub async fn import_file(page: &Page, path: &Path) -> Result<()> {
    if page.count(FIRST_FILE).await? == 0 {
        press(page, "Import").await?;
        page.choose_file(FILE, path).await?;
    } else {
        page.choose_file(FIRST_FILE, path).await?;
    }
    through(page).await
}

/// From the columns to the list.
pub async fn through(page: &Page) -> Result<()> {
    page.wait_long(
        "document.querySelector('dialog[open] .import-columns')",
        LONG,
    )
    .await?;
    press(page, "Go on").await?;
    page.wait_long(
        "document.querySelector('dialog[open] .import-questions')",
        LONG,
    )
    .await?;
    press(page, "Import").await?;
    page.wait_long(
        "document.querySelector('dialog[open] .import-counts b')",
        LONG,
    )
    .await?;
    press(page, "Show the list").await?;
    settled(page).await
}

/// What a column is taken for, and what is answered about the list, can be changed: before the import and after it.
async fn changes(page: Page) -> Result<()> {
    open_empty(&page).await?;
    page.choose_file(FIRST_FILE, &fixture("hubspot.csv"))
        .await?;
    columns_are_there(&page).await?;
    let city = meaning_of(&page, "City").await?;
    choose(&page, &city, "attribute:persona").await?;
    // The texts of a status, each with what it is read as, to be changed too.
    page.click(".import-column:has(.import-values) summary")
        .await?;
    page.find(".import-values li select").await?;
    let read: Vec<(String, String)> = page
        .eval("return [...document.querySelectorAll('.import-values li')].map((each) => [each.querySelector('.import-text').textContent, each.querySelector('select').selectedOptions[0].textContent.trim()])")
        .await?;
    ensure!(
        read.iter()
            .any(|(text, reading)| text == "Connected" && reading != "Nothing"),
        "“Connected” is read as nothing: {read:?}"
    );
    press(&page, "Go on").await?;
    page.wait_for_text("dialog[open] h2", "Three questions about the whole list")
        .await?;
    let day: String = page
        .eval("return document.querySelector('#import-day').value")
        .await?;
    ensure!(day.len() == 10, "no export day is proposed: {day:?}");
    // Back to the columns, where nothing is forgotten.
    press(&page, "Back to the columns").await?;
    page.find(".import-column").await?;
    ensure!(
        taken_for(&page)
            .await?
            .contains(&("City".into(), "Buyer persona".into()))
            || taken_for(&page)
                .await?
                .contains(&("City".into(), "Persona".into())),
        "the choice is forgotten: {:?}",
        taken_for(&page).await?
    );
    press(&page, "Go on").await?;
    answer_market(&page, "Yes").await?;
    press(&page, "Import").await?;
    press(&page, "Show the list").await?;
    settled(&page).await?;
    page.wait_for_text(".tally", "All 16 contacts").await?;
    open_contact(&page, "Mara Quandt").await?;
    ensure!(
        page.eval::<String>("return document.querySelector('#fact-persona').value")
            .await?
            == "Berlin",
        "the city did not become the persona"
    );
    page.wait_for_text(".panel .facts", "answered for the list")
        .await?;
    let seniority = page.text(".panel .facts").await?;
    ensure!(
        seniority.contains("from the job title"),
        "no seniority from the job title: {seniority}"
    );

    // The answers again, later: nobody is in the target market.
    let before = counts(&page).await?;
    page.click(".lists button").await?;
    answer_market(&page, "No").await?;
    press(&page, "Save the answers").await?;
    settled(&page).await?;
    let after = counts(&page).await?;
    ensure!(before != after, "the answer changed nothing: {before:?}");
    page.press("u").await?;
    settled(&page).await?;
    ensure!(
        counts(&page).await? == before,
        "undo did not bring the answer back"
    );
    Ok(())
}

/// Answers whether all of the list are in the target market.
async fn answer_market(page: &Page, answer: &str) -> Result<()> {
    page.find("dialog[open] input[name=in-target-market]")
        .await?;
    let label = page
        .driver()
        .execute(
            "return [...document.querySelectorAll('dialog[open] label')].find((each) => each.textContent.trim() === arguments[0])",
            vec![json!(answer)],
        )
        .await?;
    label.element()?.click().await?;
    Ok(())
}

const CELLS: &str = "Name\tCompany\tE-mail\tReplied\nIda Holm\tNorth Sea Wind\tida@wind.example\tyes\nJon Berg\tFjord Foods\tjon@fjord.example\t\n";

async fn pasted_and_dropped(page: Page) -> Result<()> {
    // Into the field, typed or pasted.
    open_empty(&page).await?;
    press(&page, "Paste from a spreadsheet").await?;
    page.paste_text("#import-paste", CELLS).await?;
    page.wait_for_text("dialog[open] .import-columns", "2 contacts in 4 columns")
        .await?;
    // Closed and opened again, the import goes on where it was; taken back, nothing is left.
    press(&page, "Close").await?;
    page.wait_until_gone("dialog[open]").await?;
    ensure!(
        page.count(".empty").await? == 1,
        "closing the dialog imported something"
    );
    press(&page, "Paste from a spreadsheet").await?;
    through(&page).await?;
    let found: Vec<String> = rows(&page).await?.into_iter().map(|row| row.name).collect();
    ensure!(
        found.len() == 2 && found.contains(&"Ida Holm".into()),
        "pasted were {found:?}"
    );
    page.click("[aria-label^='Undo:']").await?;
    page.find(".empty").await?;

    // Anywhere on the page.
    page.paste_text("body", CELLS).await?;
    through(&page).await?;
    ensure!(
        rows(&page).await?.len() == 2,
        "pasted on the page, not two came in"
    );

    // A file, dropped on the page; it is added to what is there, and no filter from before hides it.
    page.find(".search input").await?.send_keys("Ida").await?;
    page.wait_for_text(".tally", "1 of 2 contacts").await?;
    page.drop_text(
        ".room",
        "dropped.csv",
        "Full name,Company\nKirsi Aho,Lakeland\n",
    )
    .await?;
    page.wait_for_text("dialog[open] .import-name", "dropped.csv")
        .await?;
    through(&page).await?;
    page.wait_for_text(".tally", "All 3 contacts").await?;
    page.wait_for_text(".lists", "dropped.csv").await?;

    // A long one, called off while it is read: nothing comes in.
    let mut long = String::from("Name,Company,Note\n");
    for n in 0..200_000 {
        long.push_str(&format!("Person {n},Firm {},{}\n", n % 900, n * 7));
    }
    press(&page, "Import").await?;
    // It is read quicker than a driver looks, so the page itself presses the button as soon as it is there.
    page.eval::<Value>(
        "new MutationObserver((_, observer) => {\
           const cancel = document.querySelector('dialog[open] .import-work + .dialog-foot button');\
           if (!cancel) return;\
           observer.disconnect(); window.__work = document.querySelector('.import-work').textContent; cancel.click();\
         }).observe(document.body, { subtree: true, childList: true }); return null",
    )
    .await?;
    page.choose_bytes(FILE, "long.csv", long.as_bytes()).await?;
    page.wait_until("window.__work").await?;
    let work: String = page.eval("return window.__work").await?;
    ensure!(
        work.contains("Reading") && work.contains("long.csv"),
        "the work says {work}"
    );
    page.find("dialog[open] .import-drop").await?;
    press(&page, "Close").await?;
    page.wait_for_text(".tally", "All 3 contacts").await
}

/// A real list, with the three questions answered, shows leads and prospects under at least five of the seven
/// definitions; under each of the others the room says which facts are missing.
async fn real_list(page: Page, path: &str, contacts: usize) -> Result<()> {
    let Some(path) = shared(path) else {
        return Ok(());
    };
    open_empty(&page).await?;
    page.choose_file(FIRST_FILE, &path).await?;
    page.wait_long(
        "document.querySelector('dialog[open] .import-columns')",
        LONG,
    )
    .await?;
    press(&page, "Go on").await?;
    page.wait_long(
        "document.querySelector('dialog[open] .import-questions')",
        LONG,
    )
    .await?;
    answer_market(&page, "Yes").await?;
    // Two picks of each of the first two columns stand for an ideal customer.
    for group in 1..=2 {
        for chip in 1..=2 {
            let selector =
                format!("dialog[open] .picks:nth-of-type({group}) .chip:nth-of-type({chip})");
            if page.count(&selector).await? == 1 {
                page.click(&selector).await?;
            }
        }
    }
    ensure!(
        page.count("dialog[open] .chip[aria-pressed=true]").await? >= 2,
        "the list offers nothing to pick an ideal customer from"
    );
    press(&page, "Import").await?;
    page.wait_long(
        "document.querySelector('dialog[open] .import-counts b')",
        LONG,
    )
    .await?;
    press(&page, "Show the list").await?;
    settled(&page).await?;
    let names = definitions(&page).await?;
    ensure!(
        names.len() == 7,
        "there are not seven definitions: {names:?}"
    );
    let (mut shown, mut said) = (0, Vec::new());
    for name in names {
        if page.text("button[popovertarget=definitions] b").await? != name {
            choose_definition(&page, &name).await?;
        }
        let counts = counts(&page).await?;
        let all: u32 = counts.values().sum();
        ensure!(
            usize::try_from(all)?.abs_diff(contacts) < contacts / 10,
            "{all} contacts under {name}"
        );
        let (leads, prospects) = (at(&counts, "lead"), at(&counts, "prospect"));
        if leads > 0 && prospects > 0 {
            shown += 1;
            ensure!(
                page.count(".notice[role=note]").await? == 0,
                "{name} shows leads and prospects, and says why not: {}",
                page.text(".notice").await?
            );
            continue;
        }
        let notice = page.texts(".notice[role=note]").await?.join(" ");
        let names_it = ["No leads under", "No prospects under"]
            .iter()
            .any(|start| notice.starts_with(&format!("{start} {name}: ")));
        let says_what =
            notice.contains("nothing in this list says ") || notice.contains("no contact meets ");
        ensure!(
            names_it && says_what && notice.ends_with('.'),
            "under {name} with {counts:?} the room says {notice:?}"
        );
        said.push(notice);
    }
    ensure!(
        shown + said.len() == 7,
        "{shown} definitions show leads and prospects, the others say {said:?}"
    );
    Ok(())
}
