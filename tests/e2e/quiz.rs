//! `<leadlens-quiz>` on other people's pages, from another origin than the widget's, most of them with a strict policy.

use crate::endpoint::Endpoint;
use leadlens_tests::{Context, Key, Page, Result, Scheme, Site, Test, WebElement, ensure, test};
use serde_json::{Value, json};
use std::{fs, path::PathBuf};
use xtask::{Extra, HeaderRules, Mount, Server};

/// The table of this file; empty as long as the embed is not part of the site.
pub fn tests(site: &Site) -> Vec<Test> {
    if !site.has_embed() {
        return Vec::new();
    }
    let mut tests = vec![
        test("quiz::plays_on_a_strict_page", plays_on_a_strict_page).within(60),
        test("quiz::plays_by_keyboard_alone", plays_by_keyboard).within(60),
        test("quiz::asks_no_more_than_needed", asks_no_more).within(60),
        test("quiz::errors_lead_to_the_field", errors_lead_to_the_field),
        test("quiz::speaks_arabic", speaks_arabic),
        test("quiz::several_on_a_page", several_on_a_page),
        test("quiz::keeps_answers_when_moved", keeps_answers_when_moved),
        test("quiz::counts_where_the_visitor_came_from", counts_origin),
        test(
            "quiz::counts_in_a_frame_where_the_visitor_came_from",
            counts_origin_in_a_frame,
        )
        .expecting_problem("policy: script-src")
        .expecting_problem("add 'wasm-unsafe-eval' to script-src")
        .within(60),
        test(
            "quiz::shows_no_link_that_runs_a_script",
            shows_no_script_link,
        ),
        test("quiz::names_the_rulebooks_there_are", names_the_rulebooks)
            .expecting_problem("rulebook: expected a rulebook object or one of the ids")
            .expecting_problem("404"),
        test("quiz::sends_again_what_failed", sends_again)
            .expecting_problem("503")
            .within(60),
        test("quiz::sends_at_the_next_visit", sends_at_the_next_visit)
            .expecting_problem("503")
            .within(60),
        test("quiz::variants_follow_the_hash", variants_follow_the_hash).within(60),
        test("quiz::works_without_storage", works_without_storage),
        test("quiz::falls_back_to_a_frame", falls_back_to_a_frame)
            .expecting_problem("policy: script-src")
            .expecting_problem("add 'wasm-unsafe-eval' to script-src")
            .within(60),
        test(
            "quiz::arrives_under_every_policy_and_storage",
            every_policy_and_storage,
        )
        .expecting_problem("policy: script-src")
        .expecting_problem("add 'wasm-unsafe-eval' to script-src")
        .within(90),
        test("quiz::says_that_the_engine_is_blocked", engine_is_blocked)
            .expecting_problem("engine.wasm is blocked: add http://127.0.0.1")
            .expecting_problem("CORS")
            .expecting_problem("access control checks")
            .expecting_problem("could not load")
            .within(60),
        test("quiz::says_that_the_engine_is_none", engine_is_none)
            .expecting_problem("engine.wasm is of the wrong type: the host sends text/html")
            .expecting_problem("<leadlens-quiz>:")
            .within(60),
        test("quiz::says_what_is_missing", says_what_is_missing).expecting_problem("nowhere.json"),
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

/// What a page may load beside its own files, as its policy says.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Policy {
    /// Whatever it likes.
    None,
    /// The widget's origin, and WebAssembly.
    Strict,
    /// The widget's origin, but no WebAssembly.
    NoWebAssembly,
}

/// Serves the pages of `fixtures/quiz` from an origin of their own, and opens one.
async fn host(page: &Page, path: &str, policy: Policy) -> Result<Server> {
    host_with(page, path, policy, &page.origin()).await
}

/// As [`host`], with the widget from any origin.
async fn host_with(page: &Page, path: &str, policy: Policy, widget: &str) -> Result<Server> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/quiz");
    let wasm = if policy == Policy::Strict {
        " 'wasm-unsafe-eval'"
    } else {
        ""
    };
    let mut mount = Mount::root(&folder).without_policy();
    if policy != Policy::None {
        mount.rules = HeaderRules::parse(&format!(
            "/*\n  Content-Security-Policy: default-src 'none'; script-src 'self' {widget}{wasm}; connect-src 'self' {widget}; \
             frame-src {widget}; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'\n"
        ));
    }
    let script = |path: &str, body: Vec<u8>| Extra {
        path: path.to_owned(),
        media_type: "text/javascript; charset=utf-8".to_owned(),
        body,
    };
    let server = Server::start(
        0,
        vec![mount],
        vec![
            script("/__watch.js", include_bytes!("../watch.js").to_vec()),
            script(
                "/__axe.js",
                fs::read(page.site().modules.join("axe-core/axe.min.js"))?,
            ),
        ],
        &format!(
            "<script src=\"/__watch.js\"></script><script type=\"module\" src=\"{widget}/embed/leadlens.js\"></script>"
        ),
    )?;
    page.open_url(&format!("{}/{path}", server.origin()))
        .await?;
    Ok(server)
}

/// An element within the first quiz of the page, once it is there.
async fn part(page: &Page, selector: &str) -> Result<WebElement> {
    page.wait_until(&format!("part({})", json!(selector)))
        .await?;
    let found = page
        .driver()
        .execute("return part(arguments[0])", vec![json!(selector)])
        .await?;
    Ok(found.element()?)
}

async fn click(page: &Page, selector: &str) -> Result<()> {
    part(page, selector)
        .await?
        .click()
        .await
        .with_context(|| format!("`{selector}` cannot be clicked"))
}

/// Types into the field of the present question.
async fn answer(page: &Page, text: &str) -> Result<()> {
    Ok(part(page, "#answer").await?.send_keys(text).await?)
}

/// Goes on, and waits until this heading is there and has the focus.
async fn next(page: &Page, heading: &str) -> Result<()> {
    click(page, ".next").await?;
    arrived(page, heading).await
}

async fn arrived(page: &Page, heading: &str) -> Result<()> {
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

/// The detail of the only event of this name.
async fn told(page: &Page, name: &str) -> Result<Value> {
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

fn expect(detail: &Value, pointer: &str, expected: &Value) -> Result<()> {
    let found = detail.pointer(pointer).unwrap_or(&Value::Null);
    ensure!(found == expected, "{pointer} is {found}, not {expected}");
    Ok(())
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
    told(&page, "start").await?;
    click(&page, ".again").await?;
    arrived(&page, "Are you ready to plan together?").await
}

/// Presses Tab until the focus is on what a selector finds within the quiz. The focus can be seen at every stop.
async fn tab_to(page: &Page, selector: &str) -> Result<()> {
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

/// A quiz by a rulebook of one's own, for which whoever comes from a letter is a lead.
const LETTERS: &str = "const no = { gate: { attribute: 'source', is: ['nowhere'] } };\
     const element = document.createElement('leadlens-quiz'); element.loading = 'eager';\
     element.quiz = { format: 'leadlens.quiz/1', id: 'letters', order: 'fixed',\
       rulebook: { format: 'leadlens.rulebook/1', id: 'mine', stages: { lead: { gate: { attribute: 'source', is: ['letter'] } }, prospect: no, opportunity: no } },\
       questions: [{ id: 'need', type: 'yes_no', text: 'Do you need it?', attribute: 'need' }],\
       results: [{ id: 'lead', when: { stage: ['lead'] }, title: 'From a letter' }, { id: 'other', title: 'From elsewhere' }] };\
     document.querySelector('main').append(element); return null";

/// What the rules ask of the visitor's origin is answered by the address of the page, before the result is told.
async fn counts_origin(page: Page) -> Result<()> {
    for (source, heading, stage) in [
        ("letter", "From a letter", "lead"),
        ("fair", "From elsewhere", "contact"),
    ] {
        let path = format!("empty.html?utm_source={source}");
        let _host = host(&page, &path, Policy::Strict).await?;
        page.eval::<Value>(LETTERS).await?;
        click(&page, "[value=yes]").await?;
        next(&page, heading).await?;
        let detail = told(&page, "result").await?;
        expect(&detail, "/assessment/stage", &json!(stage))?;
        expect(&detail, "/contact/attributes/source", &json!(source))?;
    }
    Ok(())
}

/// The frame has another address; the page around it says where the visitor came from.
async fn counts_origin_in_a_frame(page: Page) -> Result<()> {
    let _host = host(&page, "empty.html?utm_source=letter", Policy::NoWebAssembly).await?;
    page.eval::<Value>(LETTERS).await?;
    told(&page, "ready").await?;
    page.eval::<Value>(
        "document.querySelector('leadlens-quiz').state = { place: 'question', path: ['need'], given: { need: 'yes' }, agreed: false }; return null",
    )
    .await?;
    let detail = press_next(&page).await?;
    expect(&detail, "/assessment/stage", &json!("lead"))?;
    expect(&detail, "/contact/attributes/source", &json!("letter"))
}

/// Links are the player's to guard: the engine does not look at them.
async fn shows_no_script_link(page: Page) -> Result<()> {
    let _host = host(&page, "empty.html?utm_source=fair", Policy::None).await?;
    for (href, shown) in [
        ("https://example.com/", true),
        ("javascript:document.title='run'", false),
        (" JavaScript:document.title='run'", false),
        ("data:text/html,run", false),
    ] {
        let action = json!({ "results": [{ "id": "all", "title": "Thank you", "action": { "type": "link", "text": "Go", "href": href } }] });
        page.eval::<Value>("document.querySelector('leadlens-quiz')?.remove(); return null")
            .await?;
        page.eval::<Value>(&LETTERS.replace(
            "document.querySelector('main').append(element)",
            &format!("element.quiz = {{ ...element.quiz, ...{action} }}; document.querySelector('main').append(element)"),
        ))
        .await?;
        click(&page, "[value=yes]").await?;
        next(&page, "Thank you").await?;
        let found: bool = page.eval("return part('.action') !== null").await?;
        ensure!(found == shown, "a link to {href} is shown: {found}");
    }
    Ok(())
}

/// A quiz by a rulebook that is not published is told which are.
async fn names_the_rulebooks(page: Page) -> Result<()> {
    let _host = host(&page, "empty.html", Policy::Strict).await?;
    page.eval::<Value>(&LETTERS.replace("document.querySelector('main').append(element)", "element.quiz = { ...element.quiz, rulebook: '../mine' }; document.querySelector('main').append(element)"))
        .await?;
    let detail = told(&page, "error").await?;
    let message = detail
        .get("message")
        .and_then(Value::as_str)
        .unwrap_or_default();
    ensure!(
        message.contains("one of the ids dynamic-states, qualify-first")
            && message.ends_with("found \"../mine\""),
        "it says {message:?}"
    );
    Ok(())
}

/// Opens the small quiz with an endpoint, and answers it.
async fn answer_small(page: &Page, attributes: &Value) -> Result<()> {
    page.eval_with::<Value>(
        "fetch('inline.html').then((response) => response.text()).then((html) => {\
           const quiz = JSON.parse(new DOMParser().parseFromString(html, 'text/html').querySelector('[type=\"application/json\"]').textContent);\
           const element = document.createElement('leadlens-quiz'); element.loading = 'eager';\
           for (const [name, value] of Object.entries(arguments[0])) element.setAttribute(name, value);\
           quiz.consent = { text: 'Yes, keep it.' }; element.quiz = quiz; document.querySelector('main').append(element); }); return null",
        vec![attributes.clone()],
    )
    .await?;
    click(page, "[value=yes]").await?;
    next(page, "Before you see the result").await?;
    click(page, "[value=yes]").await?;
    next(page, "Thank you").await
}

async fn sends_again(page: Page) -> Result<()> {
    let endpoint = Endpoint::start(&[503, 200])?;
    let _host = host(&page, "empty.html", Policy::None).await?;
    answer_small(
        &page,
        &json!({ "endpoint": endpoint.url(), "encoding": "form" }),
    )
    .await?;
    let failed = told(&page, "submit-error").await?;
    expect(&failed, "/attempt", &json!(1))?;
    expect(&failed, "/retry", &json!(true))?;
    page.wait_until("part('.status').textContent").await?;
    let got = endpoint.received(2).await?;
    let last = got.last().context("nothing came")?;
    ensure!(
        last.contains("application/x-www-form-urlencoded")
            && last.contains("answers.intent=yes")
            && last.contains("assessment.stage="),
        "this came: {last}"
    );
    page.wait_until("localStorage.getItem('leadlens-quiz-unsent') === null")
        .await
}

async fn sends_at_the_next_visit(page: Page) -> Result<()> {
    let endpoint = Endpoint::start(&[503, 200])?;
    let host = host(&page, "empty.html", Policy::None).await?;
    answer_small(&page, &json!({ "endpoint": endpoint.url() })).await?;
    told(&page, "submit-error").await?;
    // Left before it was tried again.
    page.open_url(&format!("{}/empty.html", host.origin()))
        .await?;
    let got = endpoint.received(2).await?;
    let bodies: Vec<Value> = got
        .iter()
        .filter_map(|each| {
            each.split_once("\r\n\r\n")
                .and_then(|(_, body)| serde_json::from_str(body).ok())
        })
        .collect();
    let [first, second] = bodies.as_slice() else {
        anyhow::bail!("not two results in JSON: {got:?}");
    };
    ensure!(
        first == second && first.get("submission").is_some(),
        "two results: {first} and {second}"
    );
    page.wait_until("localStorage.getItem('leadlens-quiz-unsent') === null && JSON.parse(localStorage.getItem('leadlens-quiz-visit')).visitor").await
}

/// FNV-1a of 32 bits.
fn hash(text: &str) -> u32 {
    text.bytes().fold(2_166_136_261, |sum: u32, byte| {
        (sum ^ u32::from(byte)).wrapping_mul(16_777_619)
    })
}

async fn variants_follow_the_hash(page: Page) -> Result<()> {
    let _host = host(&page, "empty.html", Policy::Strict).await?;
    let visitors: Vec<String> = (0..12).map(|each| format!("visitor-{each}")).collect();
    page.eval_with::<Value>(
        "for (const visitor of arguments[0]) { const element = document.createElement('leadlens-quiz'); element.loading = 'eager'; element.visitor = visitor; element.id = visitor;\
           element.quiz = { format: 'leadlens.quiz/1', id: 'ab', order: 'fixed', rulebook: 'house', results: [{ id: 'all', title: 'Thank you' }],\
             questions: [{ id: 'need', type: 'yes_no', text: 'Before', attribute: 'need' }],\
             variants: [{ id: 'a', weight: 1 }, { id: 'b', weight: 3, changes: { questions: { need: { text: 'After' } } } }] };\
           document.querySelector('main').append(element); } return null",
        vec![json!(visitors)],
    )
    .await?;
    page.wait_until("happened('ready').length === 12").await?;
    for visitor in &visitors {
        let first = u64::from(hash(&format!("ab/{visitor}"))) * 4 < 1 << 32;
        let expected = if first { "Before" } else { "After" };
        let found: String = page
            .eval_with("return document.getElementById(arguments[0]).shadowRoot.querySelector('.title').textContent", vec![json!(visitor)])
            .await?;
        ensure!(found == expected, "{visitor} sees {found}");
    }
    // Those on the screen were seen, those far below were not.
    page.wait_until("happened('exposure').length").await?;
    let seen: Vec<Value> = page
        .eval("return happened('exposure').map((event) => event.detail.variant)")
        .await?;
    ensure!(
        seen.len() < 12 && seen.iter().all(Value::is_string),
        "seen: {seen:?}"
    );
    Ok(())
}

/// A page in a sandbox has no origin and no storage.
async fn works_without_storage(page: Page) -> Result<()> {
    let _host = host(&page, "sandboxed.html", Policy::None).await?;
    page.wait_until("happened('ready').length").await?;
    page.driver().enter_frame(0).await?;
    click(&page, "[value=yes]").await?;
    click(&page, ".next").await?;
    page.driver().enter_default_frame().await?;
    let detail = told(&page, "submit").await?;
    expect(
        &detail,
        "/contact/attributes/explicit_intent",
        &json!("yes"),
    )
}

async fn falls_back_to_a_frame(page: Page) -> Result<()> {
    let _host = host(&page, "page.html?ref=partner", Policy::NoWebAssembly).await?;
    told(&page, "ready").await?;
    page.eval::<Value>("document.querySelector('leadlens-quiz').start(); return null")
        .await?;
    page.wait_until("happened('step').length").await?;
    // Someone else's message counts for nothing.
    page.eval::<Value>(
        "postMessage({ leadlens: 1, event: 'finish', detail: {} }, '*'); return null",
    )
    .await?;
    let height: f64 = page
        .eval("return part('iframe').getBoundingClientRect().height")
        .await?;
    page.eval::<Value>("document.querySelector('leadlens-quiz').next(); return null")
        .await?;
    page.wait_until(&format!(
        "part('iframe').getBoundingClientRect().height > {height}"
    ))
    .await?;
    page.screenshot("quiz-frame").await?;
    // To the end, by what the element can be told from outside.
    page.eval::<Value>(
        "document.querySelector('leadlens-quiz').state = { place: 'consent', path: ['market', 'mail'], given: { market: 'companies', mail: 'uma@example.com' }, agreed: true }; return null",
    )
    .await?;
    let detail = press_next(&page).await?;
    expect(
        &detail,
        "/contact/attributes/in_target_market",
        &json!("yes"),
    )?;
    expect(&detail, "/contact/attributes/source", &json!("partner"))?;
    expect(&detail, "/consent", &json!(true))
}

/// Host policies by storage; the browsers are the third side. The result always arrives as the host's own event.
async fn every_policy_and_storage(page: Page) -> Result<()> {
    for policy in [Policy::None, Policy::Strict, Policy::NoWebAssembly] {
        for path in ["inline.html", "inline.html?nostorage"] {
            let _host = host(&page, path, policy).await?;
            told(&page, "ready").await?;
            page.eval::<Value>(
                "document.querySelector('leadlens-quiz').state = { place: 'question', path: ['intent'], given: { intent: 'yes' } }; return null",
            )
            .await?;
            press_next(&page)
                .await
                .with_context(|| format!("{path} under {policy:?}"))?;
            let framed: bool = page.eval("return Boolean(part('iframe'))").await?;
            ensure!(
                framed == (policy == Policy::NoWebAssembly),
                "{path} under {policy:?}: framed is {framed}"
            );
        }
    }
    Ok(())
}

/// Goes on by the element's own method until the result is there; a frame takes its time to be ready.
async fn press_next(page: &Page) -> Result<Value> {
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

/// A host of the widget whose engine is this, and a page of the fixtures on it.
fn host_of_widget(page: &Page, engine: Extra) -> Result<Server> {
    let script = Extra {
        path: "/__watch.js".to_owned(),
        media_type: "text/javascript; charset=utf-8".to_owned(),
        body: include_bytes!("../watch.js").to_vec(),
    };
    let embed = page.site().folder.join("embed");
    let fixtures = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/quiz");
    Ok(Server::start(
        0,
        vec![
            Mount::at("/embed/", &embed)
                .without_policy()
                .for_other_origins(),
            Mount::root(&fixtures).without_policy(),
        ],
        vec![script, engine],
        "<script src=\"/__watch.js\"></script><script type=\"module\" src=\"/embed/leadlens.js\"></script>",
    )?)
}

/// Where other origins may not read the engine, a frame from its own origin may.
async fn engine_is_blocked(page: Page) -> Result<()> {
    let engine = Extra {
        path: "/embed/engine.wasm".to_owned(),
        media_type: "application/wasm".to_owned(),
        body: fs::read(page.site().folder.join("embed/engine.wasm"))?,
    };
    let widget = host_of_widget(&page, engine)?;
    let _host = host_with(&page, "inline.html", Policy::None, &widget.origin()).await?;
    told(&page, "ready").await?;
    page.wait_until(
        "part('iframe') && window.__problems.some((each) => each.includes('is blocked'))",
    )
    .await
}

/// A page in place of the engine is no engine, in no frame either: the fallback is shown.
async fn engine_is_none(page: Page) -> Result<()> {
    let engine = Extra {
        path: "/embed/engine.wasm".to_owned(),
        media_type: "text/html; charset=utf-8".to_owned(),
        body: b"<!doctype html><title>Not found</title>".to_vec(),
    };
    let widget = host_of_widget(&page, engine)?;
    page.open_url(&format!("{}/page.html", widget.origin()))
        .await?;
    told(&page, "error").await?;
    page.wait_until("document.querySelector('leadlens-quiz p').getClientRects().length > 0")
        .await?;
    page.wait_until("window.__problems.some((each) => each.includes('wrong type'))")
        .await
}

async fn says_what_is_missing(page: Page) -> Result<()> {
    let _host = host(&page, "missing.html", Policy::Strict).await?;
    let detail = told(&page, "error").await?;
    let message = detail
        .get("message")
        .and_then(Value::as_str)
        .unwrap_or_default();
    ensure!(
        message.contains("nowhere.json") && message.contains("404"),
        "it says {message:?}"
    );
    ensure!(
        page.eval::<bool>("return document.querySelector('#instead').getClientRects().length > 0")
            .await?,
        "the fallback is not shown"
    );
    Ok(())
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
