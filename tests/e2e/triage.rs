//! The main job: sorting a list out.

use crate::room::{
    self, at, choose_definition, counts, load_sample, open_contact, press, rows, settled, stage,
    stage_is,
};
use leadlens_tests::{Key, Page, Result, Test, ensure, test};
use serde_json::{Value, json};

/// The table of this file.
pub fn tests() -> Vec<Test> {
    vec![
        test("triage::finds_contacts", finds_contacts).within(90),
        test("triage::explains_a_contact", explains_a_contact).within(90),
        test(
            "triage::stages_as_facts_are_typed",
            stages_as_facts_are_typed,
        )
        .within(90),
        test("triage::stages_by_hand_and_by_other_rules", stages_by_hand).within(90),
    ]
}

/// One click shows every stage; filter, search and order find contacts again.
async fn finds_contacts(page: Page) -> Result<()> {
    // Wide enough for every column.
    page.size(1280, 900).await?;
    load_sample(&page).await?;
    let counts = counts(&page).await?;
    for stage in [
        "contact",
        "lead",
        "prospect",
        "opportunity",
        "customer",
        "out",
    ] {
        ensure!(
            counts.get(stage).is_some_and(|count| *count > 0),
            "nobody is at {stage}: {counts:?}"
        );
    }
    ensure!(
        counts.values().sum::<u32>() == 200,
        "the counts do not sum to 200: {counts:?}"
    );

    page.click("[data-segment=prospect]").await?;
    let prospects = counts.get("prospect").copied().unwrap_or_default();
    page.wait_for_text(".tally", &format!("{prospects} of 200 contacts"))
        .await?;
    settled(&page).await?;
    let shown = rows(&page).await?;
    ensure!(
        !shown.is_empty() && shown.iter().all(|row| row.stage == "Prospect"),
        "others than prospects pass the filter: {shown:?}"
    );
    page.click("[data-segment=prospect]").await?;
    page.wait_for_text(".tally", "All 200 contacts").await?;
    settled(&page).await?;

    let wanted = rows(&page).await?.swap_remove(3);
    page.press("/").await?;
    page.press(wanted.company.to_uppercase().as_str()).await?;
    page.wait_for_text(".tally", " of 200 contacts").await?;
    settled(&page).await?;
    let found = rows(&page).await?;
    ensure!(
        found.contains(&wanted),
        "searching for {} does not find {wanted:?} but {found:?}",
        wanted.company
    );
    page.fill(".search input", "nobody is called so").await?;
    page.wait_for_text(".nothing", "No contact fits these filters.")
        .await?;
    press(&page, "Show all contacts").await?;
    page.wait_for_text(".tally", "All 200 contacts").await?;
    orders(&page).await
}

/// Every column orders the table, and a second press turns it round.
async fn orders(page: &Page) -> Result<()> {
    for (column, class) in [
        ("Name", "name"),
        ("Company", "company"),
        ("Stage", "stage"),
        ("Grade", "grade"),
        ("Fit", "fit"),
        ("Eng.", "engagement"),
        ("Why", "why"),
        ("Next step", "next"),
    ] {
        let mut seen = Vec::new();
        for _ in 0..2 {
            let head = format!(".contacts-head [role=columnheader].cell-{class}");
            let before: String = aria_sort(page, &head).await?;
            page.click(&format!("{head} button")).await?;
            page.wait_until(&format!(
                "document.querySelector('{head}').getAttribute('aria-sort') !== '{before}'"
            ))
            .await?;
            settled(page).await?;
            let order = aria_sort(page, &head).await?;
            ensure!(
                page.count("[role=columnheader]:not([aria-sort=none])")
                    .await?
                    == 1,
                "two columns say they order the table"
            );
            let keys: Vec<Vec<u32>> = rows(page)
                .await?
                .iter()
                .map(|row| sort_key(class, row))
                .collect();
            let fine = keys.windows(2).all(|pair| match pair {
                [a, b] if order == "ascending" => a <= b,
                [a, b] => a >= b,
                _ => true,
            });
            ensure!(fine, "{column} is not {order}: {keys:?}");
            seen.push(order);
        }
        ensure!(
            seen.contains(&"ascending".to_owned()) && seen.contains(&"descending".to_owned()),
            "{column} was only {seen:?}"
        );
    }
    Ok(())
}

async fn aria_sort(page: &Page, head: &str) -> Result<String> {
    page.find(head).await?;
    page.eval_with(
        "return document.querySelector(arguments[0]).getAttribute('aria-sort')",
        vec![json!(head)],
    )
    .await
}

/// What a column orders by, as numbers from low to high.
fn sort_key(class: &str, row: &room::Row) -> Vec<u32> {
    let letters = |text: &str| text.to_lowercase().chars().map(u32::from).collect();
    let number = |text: &str| text.parse().unwrap_or(u32::MAX);
    match class {
        "name" => letters(&row.name),
        "company" => letters(&row.company),
        "stage" => vec![
            [
                "Lost",
                "Disqualified",
                "Customer",
                "Contact",
                "Lead",
                "Prospect",
                "Opportunity",
            ]
            .iter()
            .position(|stage| *stage == row.stage)
            .and_then(|place| u32::try_from(place).ok())
            .unwrap_or(u32::MAX),
            number(&row.engagement),
        ],
        // A1 is the best grade, and the first.
        "grade" => letters(&row.grade),
        "fit" => {
            let (low, high) = row.fit.split_once('–').unwrap_or((&row.fit, &row.fit));
            vec![number(low), number(high)]
        }
        "engagement" => vec![number(&row.engagement)],
        "why" => row.why.chars().map(u32::from).collect(),
        _ => row.next.chars().map(u32::from).collect(),
    }
}

/// The keyboard selects a contact; its panel says everything there is to say.
async fn explains_a_contact(page: Page) -> Result<()> {
    load_sample(&page).await?;
    page.press("j").await?;
    page.press(Key::Down).await?;
    page.press(Key::Down).await?;
    page.press(Key::Enter).await?;
    page.find(".panel").await?;
    let wanted = rows(&page).await?.swap_remove(2);
    page.wait_for_text(".panel h2", &wanted.name).await?;
    ensure!(
        page.count(".contacts-row[aria-selected=true]").await? == 1,
        "not one row is selected"
    );
    ensure!(
        page.eval::<bool>(
            "return document.activeElement.matches('.contacts-row[aria-selected=true]')"
        )
        .await?,
        "the selected row has not the focus: {}",
        page.focused().await?
    );
    let (page_height, window_height): (f64, f64) = page
        .eval(
            "const page = document.documentElement; return [page.scrollHeight, page.clientHeight]",
        )
        .await?;
    ensure!(
        page_height <= window_height,
        "the page is {page_height} px long in a window of {window_height}: it scrolls beside its lists"
    );
    ensure!(
        stage(&page).await? == wanted.stage,
        "the panel says another stage than the table"
    );
    let verdict = page.text(".panel .verdict").await?;
    ensure!(
        verdict.contains(&wanted.grade) && verdict.contains(&wanted.why),
        "{wanted:?} is not what the panel says: {verdict}"
    );

    // Every criterion has a verdict, and those that are met or not have a fact they stand on.
    page.eval::<Value>(
        "document.querySelectorAll('.panel details').forEach((each) => each.open = true); return null",
    )
    .await?;
    let criteria: Vec<(String, String, String)> = page
        .eval(
            "return [...document.querySelectorAll('.panel .criterion')].map((each) => \
             ['.sign .unseen', '.what', '.fact'].map((part) => each.querySelector(part).textContent.trim()))",
        )
        .await?;
    ensure!(
        criteria.len() >= 6,
        "the panel lists few criteria: {criteria:?}"
    );
    for (verdict, what, fact) in &criteria {
        ensure!(
            ["met", "not met", "not known"].contains(&verdict.as_str()) && !what.is_empty(),
            "a criterion without a verdict: {verdict:?} {what:?}"
        );
        let group = fact.is_empty();
        ensure!(
            !group || criteria.len() > 1,
            "a criterion without a fact: {what}"
        );
    }
    ensure!(
        criteria.iter().filter(|each| !each.2.is_empty()).count() * 2 > criteria.len(),
        "most criteria name no fact: {criteria:?}"
    );
    sums(&page).await?;

    // Other rows follow with the panel open, and Escape closes it.
    page.press("k").await?;
    let before = rows(&page).await?.swap_remove(1);
    page.wait_for_text(".panel h2", &before.name).await?;
    page.press(Key::Escape).await?;
    page.wait_until_gone(".panel").await
}

/// The parts of fit and engagement sum to the scores.
async fn sums(page: &Page) -> Result<()> {
    let sums: Vec<(Vec<String>, String, String)> = page
        .eval(
            "return [...document.querySelectorAll('.panel .shares')].map((list) => [\
             [...list.querySelectorAll('li:not(.sum) .points')].map((each) => each.innerText.trim()),\
             list.querySelector('li.sum .points').innerText.trim(),\
             list.closest('details').querySelector('summary .sum').innerText.trim()])",
        )
        .await?;
    let [fit, engagement] = sums.as_slice() else {
        anyhow::bail!("there are not two breakdowns: {sums:?}");
    };
    let number = |text: &str| -> Result<i64> {
        Ok(text.trim().replace('−', "-").replace(',', "").parse()?)
    };
    // "10–20 / 30"
    let share = |text: &str| -> Result<[i64; 3]> {
        let (range, of) = text
            .split_once('/')
            .ok_or_else(|| anyhow::anyhow!("{text}"))?;
        let (low, high) = range.split_once('–').unwrap_or((range, range));
        Ok([number(low)?, number(high)?, number(of)?])
    };
    let mut whole = [0; 3];
    for item in &fit.0 {
        for (sum, part) in whole.iter_mut().zip(share(item)?) {
            *sum += part;
        }
    }
    ensure!(
        whole == share(&fit.1)?,
        "the parts of fit {:?} do not sum to {}",
        fit.0,
        fit.1
    );
    let mut sum = 0;
    for item in &engagement.0 {
        sum += number(item)?;
    }
    ensure!(
        sum == number(&engagement.1)? && sum == number(&engagement.2)?,
        "the parts of engagement {:?} do not sum to {}",
        engagement.0,
        engagement.2
    );
    Ok(())
}

/// Facts are edited in place, the stage follows letter by letter, and undo takes the whole word back.
async fn stages_as_facts_are_typed(page: Page) -> Result<()> {
    open_two(&page).await?;
    open_contact(&page, "Ada Zabel").await?;
    stage_is(&page, "Customer").await?;
    // The outcome is a choice; a lost deal changes the stage at once, everywhere.
    let outcome = room::fact_field(&page, "outcome").await?;
    room::choose(&page, &outcome, "lost").await?;
    stage_is(&page, "Lost").await?;
    room::choose(&page, &outcome, "").await?;
    page.wait_until(
        "document.querySelector('.panel .verdict-line .stage').innerText.trim() !== 'Lost'",
    )
    .await?;
    let open_stage = stage(&page).await?;
    ensure!(
        ["Contact", "Lead", "Prospect", "Opportunity"].contains(&open_stage.as_str()),
        "without an outcome the stage is {open_stage}"
    );

    // A definition that asks for a number: the ideal customer has 50 to 500 people, say the fit items.
    let fit = || page.text(".contacts-row[aria-selected=true] .cell-fit");
    let before = fit().await?;
    let field = room::fact_field(&page, "employees").await?;
    page.fill(&field, "1").await?;
    page.wait_until("document.querySelector('.panel').innerText.includes('1 people')")
        .await?;
    let element = page.find(&field).await?;
    element.send_keys("2").await?;
    page.wait_until("document.querySelector('.panel').innerText.includes('12 people')")
        .await?;
    element.send_keys("0").await?;
    page.wait_until("document.querySelector('.panel').innerText.includes('120 people')")
        .await?;
    ensure!(
        page.eval_with::<String>(
            "return document.querySelector(arguments[0]).value",
            vec![json!(field)]
        )
        .await?
            == "120",
        "the field lost letters"
    );
    let after = fit().await?;
    ensure!(before != after, "fit stayed {before} with 120 people");
    element.send_keys("x").await?;
    page.wait_for_text(".bad-note", "counts as not known")
        .await?;
    // Out of the field, undo takes everything back that was typed into it, then the choices.
    page.click(".panel h2").await?;
    page.click("[aria-label^='Undo:']").await?;
    page.wait_until("!document.querySelector('.panel').innerText.includes('120')")
        .await?;
    ensure!(fit().await? == before, "undo did not bring the fit back");
    for _ in 0..2 {
        page.click("[aria-label^='Undo:']").await?;
    }
    stage_is(&page, "Customer").await?;
    page.click("[aria-label^='Redo:']").await?;
    stage_is(&page, "Lost").await?;
    page.hold_and_press(&[Key::Control], "z").await?;
    stage_is(&page, "Customer").await
}

/// Two contacts, pasted: one won, one of whom little is known.
async fn open_two(page: &Page) -> Result<()> {
    room::open_empty(page).await?;
    press(page, "Paste from a spreadsheet").await?;
    page.paste_text(
        "#import-paste",
        "Name\tE-mail\tCompany\tJob Title\tLead Status\nAda Zabel\tada@example.com\tNorth\tHead of Sales\tWon\nBen Quist\tben@example.com\tSouth\tEngineer\t\n",
    )
    .await?;
    press(page, "Go on").await?;
    press(page, "Import").await?;
    press(page, "Show the list").await?;
    settled(page).await
}

/// The question's answers, the override and the definition all move the contact.
async fn stages_by_hand(page: Page) -> Result<()> {
    load_sample(&page).await?;
    page.click("[data-segment=lead]").await?;
    page.wait_for_text(".tally", " of 200 contacts").await?;
    settled(&page).await?;
    let name = rows(&page).await?.swap_remove(0).name;
    open_contact(&page, &name).await?;
    stage_is(&page, "Lead").await?;

    // Answering, always with what can be pressed first, changes facts; the question then is another one.
    let question = page.text(".question b").await?;
    let facts = page.count(".panel .facts > div").await?;
    page.click(".question .answers button").await?;
    page.wait_until(&format!(
        "document.querySelector('.question b')?.innerText.trim() !== {} || document.querySelectorAll('.panel .facts > div').length > {facts}",
        json!(question)
    ))
    .await?;
    page.press("u").await?;
    page.wait_for_text(".question b", &question).await?;

    // By hand: with a reason, shown with what the rules would say.
    page.eval::<Value>(
        "const form = document.querySelector('.panel form.override'); form.closest('details').open = true; form.scrollIntoView(); return null",
    )
    .await?;
    room::choose(&page, ".override select", "disqualified").await?;
    press(&page, "Set the stage").await?;
    // Without a reason nothing happens.
    stage_is(&page, "Lead").await?;
    page.fill(".override label.wide input", "Works for a rival")
        .await?;
    page.fill(".override input[autocomplete=name]", "Kim")
        .await?;
    press(&page, "Set the stage").await?;
    stage_is(&page, "Disqualified").await?;
    page.wait_for_text(
        ".by-hand",
        "Set by Kim: Works for a rival. By the rules: lead.",
    )
    .await?;
    press(&page, "Leave it to the rules").await?;
    stage_is(&page, "Lead").await?;
    page.press("u").await?;
    stage_is(&page, "Disqualified").await?;
    page.click("[aria-label='Close the contact']").await?;
    page.click("[data-segment=lead]").await?;
    page.wait_for_text(".tally", "All 200 contacts").await?;

    // Other definitions count the same people differently, and say what moved.
    let house = counts(&page).await?;
    choose_definition(&page, "Dynamic states").await?;
    let dynamic = counts(&page).await?;
    ensure!(house != dynamic, "two definitions count alike: {house:?}");
    ensure!(
        dynamic.values().sum::<u32>() == 200,
        "some contacts are gone: {dynamic:?}"
    );
    page.wait_for_text(".tally", "+/− against House").await?;
    let moved = page.texts(".funnel .moved").await?;
    for (stage, moved) in [
        "contact",
        "lead",
        "prospect",
        "opportunity",
        "customer",
        "out",
    ]
    .iter()
    .zip(moved)
    {
        let change = i64::from(at(&dynamic, stage)) - i64::from(at(&house, stage));
        let said = match change {
            0 => String::new(),
            1.. => format!("+{change}"),
            _ => format!("−{}", -change),
        };
        ensure!(
            moved == said,
            "{stage} moved by {change}, it says {moved:?}"
        );
    }

    // All of them side by side: the counts there are the counts here.
    page.click("button[popovertarget=definitions]").await?;
    press(&page, "Compare all on this list").await?;
    page.wait_until("document.querySelectorAll('dialog[open] .compare tbody tr').length === 7 && !document.querySelector('dialog[open] .compare progress')")
        .await?;
    let current: Vec<u32> = page
        .eval("return [...document.querySelectorAll('.compare tbody tr[aria-current] td')].map((each) => Number(each.textContent))")
        .await?;
    let here: Vec<u32> = ["contact", "lead", "prospect", "opportunity", "customer"]
        .iter()
        .map(|stage| at(&dynamic, stage))
        .collect();
    ensure!(
        current.get(..5) == Some(here.as_slice()),
        "compared are {current:?}, the funnel says {dynamic:?}"
    );
    press(&page, "House").await?;
    settled(&page).await?;
    page.wait_for_text("button[popovertarget=definitions] b", "House")
        .await?;
    ensure!(
        counts(&page).await? == house,
        "back at the first definition the counts differ"
    );
    Ok(())
}
