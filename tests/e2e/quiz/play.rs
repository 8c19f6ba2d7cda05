//! From the start to the result: by mouse and by keyboard, adaptive and fixed, alone and beside others.

use super::{
    host::{Policy, host},
    visitor::{answer, arrived, click, expect, next, tab_to, told},
};
use leadlens_tests::{Key, Page, Result, Test, ensure, test};
use serde_json::{Value, json};

/// The table of this file.
pub(super) fn tests() -> Vec<Test> {
    vec![
        test("quiz::plays_on_a_strict_page", plays_on_a_strict_page).within(60),
        test("quiz::plays_by_keyboard_alone", plays_by_keyboard).within(60),
        test("quiz::asks_no_more_than_needed", asks_no_more).within(60),
        test("quiz::errors_lead_to_the_field", errors_lead_to_the_field),
        test("quiz::speaks_arabic", speaks_arabic),
        test("quiz::several_on_a_page", several_on_a_page),
        test("quiz::keeps_answers_when_moved", keeps_answers_when_moved),
    ]
}

/// From the start to the result by mouse; the page hears of all of it.
async fn plays_on_a_strict_page(page: Page) -> Result<()> {
    let _host = host(
        &page,
        "page.html?utm_source=letter&utm_campaign=autumn&token=secret",
        Policy::Strict,
    )
    .await?;
    told(&page, "ready").await?;
    next(&page, "Whom do you sell to?").await?;
    click(&page, "[value=companies]").await?;
    next(&page, "How many people work with you?").await?;
    answer(&page, "120").await?;
    next(&page, "What have you done so far?").await?;
    click(&page, "[value=quote]").await?;
    next(&page, "How urgent is it?").await?;
    // There and back: the answer is still there.
    click(&page, ".back").await?;
    arrived(&page, "What have you done so far?").await?;
    page.wait_until("part('[value=quote]').checked && !part('[value=demo]').checked")
        .await?;
    next(&page, "How urgent is it?").await?;
    click(&page, ".skip").await?;
    arrived(&page, "Do you want to buy?").await?;
    click(&page, "[value=no]").await?;
    // The date is passed over, as its rule says.
    next(&page, "Which company is it?").await?;
    answer(&page, "Wexford").await?;
    next(&page, "Where may we write to you?").await?;
    answer(&page, "uma@example.com").await?;
    next(&page, "Before you see the result").await?;
    click(&page, "[value=yes]").await?;
    click(&page, ".next").await?;
    let detail = told(&page, "submit").await?;
    for (pointer, expected) in [
        ("/schema_version", json!(1)),
        ("/quiz", json!("readiness")),
        ("/variant", Value::Null),
        ("/answers/size", json!(120)),
        ("/answers/done", json!(["quote"])),
        ("/answers/urgency", Value::Null),
        ("/contact/attributes/employees", json!(120)),
        ("/contact/attributes/company", json!("Wexford")),
        ("/contact/attributes/source", json!("letter")),
        ("/contact/attributes/campaign", json!("autumn")),
        ("/attribution/first/utm_source", json!("letter")),
        ("/consent", json!(true)),
    ] {
        expect(&detail, pointer, &expected)?;
    }
    let kinds: Vec<&str> = detail
        .pointer("/contact/signals")
        .and_then(Value::as_array)
        .map(|all| {
            all.iter()
                .filter_map(|each| each.get("kind").and_then(Value::as_str))
                .collect()
        })
        .unwrap_or_default();
    ensure!(
        kinds.contains(&"quote_requested") && kinds.contains(&"form_submitted"),
        "the signals are {kinds:?}"
    );
    ensure!(
        !detail.to_string().contains("secret"),
        "the address's query came along"
    );
    // Of the rulebooks only the quiz's own was waited for.
    let rulebooks: Vec<String> = page
        .eval("return performance.getEntriesByType('resource').map((each) => each.name.split('/embed/')[1]).filter((name) => name?.startsWith('rulebooks'))")
        .await?;
    ensure!(
        rulebooks == ["rulebooks/criteria-and-intent.json"],
        "the page fetched {rulebooks:?}"
    );
    // The verdict is what the engine says of the very contact that is handed over.
    let again: Value = page
        .eval_async(&format!(
            "const done = arguments[0]; import('{}/embed/leadlens.js').then((leadlens) => leadlens.ready().then(() => {{ const {{ contact, assessment }} = happened('result')[0].detail;\
             done([leadlens.assess({{ rulebook: 'criteria-and-intent', contact, as_of: contact.signals.find((each) => each.kind === 'form_submitted').date }}), assessment, document.querySelector('leadlens-quiz').result()]); }})).catch((error) => done(String(error)));",
            page.origin()
        ))
        .await?;
    ensure!(
        again.pointer("/0") == again.pointer("/1")
            && again.pointer("/2/assessment") == again.pointer("/1"),
        "the engine says otherwise: {again}"
    );
    let names: Vec<String> = page
        .eval("return events.map((event) => event.name)")
        .await?;
    ensure!(
        names.first().is_some_and(|name| name == "ready")
            && names.ends_with(&["result".to_owned(), "submit".to_owned()]),
        "the events are {names:?}"
    );
    // A log of details alone tells which event each was.
    let logged: Vec<Value> = page
        .eval("return events.map((event) => event.detail.event)")
        .await?;
    ensure!(logged == names, "the details say {logged:?}, not {names:?}");
    told(&page, "start").await?;
    click(&page, ".again").await?;
    arrived(&page, "Are you ready to plan together?").await
}

async fn plays_by_keyboard(page: Page) -> Result<()> {
    let _host = host(&page, "page.html", Policy::Strict).await?;
    told(&page, "ready").await?;
    tab_to(&page, ".next").await?;
    page.press(Key::Enter).await?;
    arrived(&page, "Whom do you sell to?").await?;
    // Nothing chosen: the summary has the focus, and its link leads to the choices.
    tab_to(&page, ".next").await?;
    page.press(Key::Enter).await?;
    page.wait_until("focused().matches('.problem')").await?;
    tab_to(&page, ".problem-link").await?;
    page.press(Key::Enter).await?;
    page.wait_until("focused().matches('[value=companies]')")
        .await?;
    page.press(" ").await?;
    page.press(Key::Enter).await?;
    arrived(&page, "How many people work with you?").await?;
    tab_to(&page, "#answer").await?;
    page.press("120").await?;
    page.press(Key::Enter).await?;
    arrived(&page, "What have you done so far?").await?;
    tab_to(&page, "[value=demo]").await?;
    page.press(" ").await?;
    tab_to(&page, ".next").await?;
    page.press(Key::Enter).await?;
    arrived(&page, "How urgent is it?").await?;
    tab_to(&page, ".control").await?;
    page.press(" ").await?;
    page.press(Key::Down).await?;
    page.wait_until("part('[value=\"1\"]').checked").await?;
    page.press(Key::Enter).await?;
    arrived(&page, "Do you want to buy?").await?;
    tab_to(&page, "[value=yes]").await?;
    page.press(" ").await?;
    tab_to(&page, "summary").await?;
    page.press(Key::Enter).await?;
    page.wait_until("part('details').open && part('.label').textContent")
        .await?;
    for heading in ["When does it start?", "Which company is it?"] {
        tab_to(
            &page,
            if heading.starts_with("When") {
                ".next"
            } else {
                ".skip"
            },
        )
        .await?;
        page.press(Key::Enter).await?;
        arrived(&page, heading).await?;
    }
    tab_to(&page, ".skip").await?;
    page.press(Key::Enter).await?;
    arrived(&page, "Where may we write to you?").await?;
    tab_to(&page, "#answer").await?;
    page.press("uma@example.com").await?;
    page.press(Key::Enter).await?;
    arrived(&page, "Before you see the result").await?;
    tab_to(&page, "[value=yes]").await?;
    page.press(" ").await?;
    page.press(Key::Enter).await?;
    arrived(&page, "Let us talk").await?;
    tab_to(&page, ".action").await?;
    // And out of it again: no trap.
    for _ in 0..6 {
        page.press(Key::Tab).await?;
    }
    let answers = told(&page, "submit").await?;
    expect(&answers, "/answers/urgency", &json!(1))?;
    expect(&answers, "/assessment/stage", &json!("opportunity"))
        .or_else(|_| expect(&answers, "/assessment/stage", &json!("prospect")))
}

/// In adaptive order the quiz ends when nothing can change any more, and comes to the stage of all answers.
async fn asks_no_more(page: Page) -> Result<()> {
    let _host = host(&page, "empty.html", Policy::Strict).await?;
    page.eval::<Value>(
        "fetch('quiz.json').then((response) => response.json()).then((quiz) => {\
           const element = document.createElement('leadlens-quiz'); element.loading = 'eager'; element.order = 'adaptive';\
           delete quiz.consent; delete quiz.title; delete quiz.intro; element.quiz = quiz; document.querySelector('main').append(element); }); return null",
    )
    .await?;
    told(&page, "ready").await?;
    // Everything but what is required stays unanswered.
    for _ in 0..12 {
        if page
            .eval::<bool>("return happened('submit').length > 0")
            .await?
        {
            break;
        }
        page.eval::<Value>(
            "const choice = part('[value=people]'), mail = part('[type=email]'); choice?.click(); if (mail) mail.value = 'uma@example.com';\
             (part('.skip') ?? part('.next')).click(); return null",
        )
        .await?;
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    let detail = told(&page, "submit").await?;
    expect(
        &detail,
        "/contact/attributes/in_target_market",
        &json!("no"),
    )?;
    expect(&detail, "/result/id", &json!("read"))?;
    let steps: Vec<Value> = page
        .eval("return happened('step').map((event) => event.detail.question)")
        .await?;
    ensure!((2..=8).contains(&steps.len()), "asked {steps:?}");
    Ok(())
}

async fn errors_lead_to_the_field(page: Page) -> Result<()> {
    let _host = host(&page, "page.html", Policy::Strict).await?;
    let title = page.eval::<String>("return document.title").await?;
    click(&page, ".next").await?;
    arrived(&page, "Whom do you sell to?").await?;
    click(&page, ".next").await?;
    page.wait_until("focused().matches('.problem[role=alert]')")
        .await?;
    page.wait_until("part('#error').textContent === 'Choose an answer' && part('fieldset').getAttribute('aria-describedby').includes('error') && part('[value=people]').getAttribute('aria-invalid') === 'true'").await?;
    click(&page, ".problem-link").await?;
    page.wait_until("focused() === part('[value=companies]')")
        .await?;
    click(&page, "[value=people]").await?;
    next(&page, "How many people work with you?").await?;
    answer(&page, "-3").await?;
    click(&page, ".next").await?;
    page.wait_until("part('.problem-link').textContent === 'Enter a number from 1 to 100000' && part('#answer').getAttribute('aria-describedby').includes('error')").await?;
    ensure!(
        page.eval::<String>("return document.title").await? == title,
        "the page's title was touched"
    );
    Ok(())
}

async fn speaks_arabic(page: Page) -> Result<()> {
    let _host = host(&page, "arabic.html", Policy::Strict).await?;
    page.wait_until("part('.next')?.textContent === 'ابدأ'")
        .await?;
    click(&page, ".next").await?;
    page.wait_until("getComputedStyle(part('.form')).direction === 'rtl'")
        .await?;
    // The box of an option begins at the right.
    page.wait_until("part('.control').getBoundingClientRect().x > part('.option-text').getBoundingClientRect().x").await?;
    page.screenshot("quiz-arabic").await.map(drop)?;
    page.eval::<Value>("document.querySelector('leadlens-quiz').lang = 'fr'; return null")
        .await?;
    page.wait_until("part('.next')?.textContent === 'Suivant' && getComputedStyle(part('.form')).direction === 'ltr'").await
}

async fn several_on_a_page(page: Page) -> Result<()> {
    let _host = host(&page, "several.html", Policy::Strict).await?;
    page.wait_until("happened('ready').length === 2").await?;
    // The third gets its quiz as a property. The interface is loaded once more from another address: nothing happens.
    let third: Value = page
        .eval_async(&format!(
            "const done = arguments[0]; import('{}/embed/leadlens.js?again').then(() => {{ const third = document.querySelector('#third');\
             third.quiz = {{ ...JSON.parse(document.querySelector('[type=\"application/json\"]').textContent), id: 'third' }};\
             document.addEventListener('leadlens-step', (event) => event.detail.quiz === 'third' && done(event.detail)); }});",
            page.origin()
        ))
        .await?;
    expect(&third, "/question", &json!("intent"))?;
    // Each has its own answers.
    page.eval::<Value>("part('[value=yes]').click(); part('.next').click(); return null")
        .await?;
    let detail = told(&page, "submit").await?;
    expect(&detail, "/quiz", &json!("small"))?;
    page.wait_until("part('.question', 2) && part('.start', 1) && getComputedStyle(document.querySelectorAll('leadlens-quiz')[1]).colorScheme === 'dark'").await
}

async fn keeps_answers_when_moved(page: Page) -> Result<()> {
    let _host = host(&page, "page.html", Policy::Strict).await?;
    click(&page, ".next").await?;
    click(&page, "[value=people]").await?;
    page.eval::<Value>(
        "document.body.append(document.querySelector('leadlens-quiz')); return null",
    )
    .await?;
    page.wait_until("part('[value=people]').checked").await?;
    next(&page, "How many people work with you?").await?;
    told(&page, "ready").await.map(drop)
}
