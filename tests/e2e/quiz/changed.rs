//! What the page changes about a quiz that is already there: attributes, properties, its place; and what must not be lost by it.

use super::{
    host::{Policy, host},
    visitor::{answer, arrived, click, expect, next, part, told},
};
use leadlens_tests::{Page, Result, Test, ensure, test};
use serde_json::{Value, json};

/// The table of this file.
pub(super) fn tests() -> Vec<Test> {
    vec![
        test("quiz::a_frame_follows_the_page", a_frame_follows)
            .expecting_problem("policy: script-src")
            .expecting_problem("add 'wasm-unsafe-eval' to script-src")
            .within(60),
        test("quiz::a_reset_takes_the_result_back", reset_takes_back),
        test("quiz::loads_when_told_later", loads_when_told),
        test("quiz::properties_are_as_customary", as_customary),
        test("quiz::keeps_the_focus_in_another_language", keeps_focus),
    ]
}

/// Waits for something within the frame, where `quiz` is the element and `root` its inside.
async fn within(page: &Page, expression: &str) -> Result<()> {
    part(page, "iframe").await?.enter_frame().await?;
    let outcome = page
        .wait_until(&format!(
            "(() => {{ const quiz = document.querySelector('leadlens-quiz'), root = quiz?.shadowRoot; return root && ({expression}); }})()"
        ))
        .await;
    page.driver().enter_default_frame().await?;
    outcome
}

/// Does something to the element.
async fn set(page: &Page, script: &str) -> Result<()> {
    page.eval::<Value>(&format!(
        "const quiz = document.querySelector('leadlens-quiz'); {script}; return null"
    ))
    .await
    .map(drop)
}

/// Looks, language and direction go on into the frame, and what was done in there is known to the page: it may move the element.
async fn a_frame_follows(page: Page) -> Result<()> {
    let _host = host(&page, "page.html", Policy::NoWebAssembly).await?;
    told(&page, "ready").await?;
    set(
        &page,
        "quiz.state = { place: 'question', path: ['market', 'size'], given: { market: 'companies' } }",
    )
    .await?;
    within(&page, "root.querySelector('#answer')").await?;
    within(
        &page,
        "(() => { const input = root.querySelector('#answer'); input.value = '12'; input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true })); return true; })()",
    )
    .await?;
    page.wait_until("document.querySelector('leadlens-quiz').state.given.size === 12")
        .await?;
    set(
        &page,
        "quiz.state = { place: 'consent', path: ['market', 'mail'], given: { market: 'companies', mail: 'uma@example.com' }, agreed: false }",
    )
    .await?;
    within(
        &page,
        "root.querySelector('.consent [value=yes]') && (root.querySelector('[value=yes]').click(), true)",
    )
    .await?;
    page.wait_until("document.querySelector('leadlens-quiz').state.agreed === true")
        .await?;
    set(&page, "quiz.lang = 'de'").await?;
    within(
        &page,
        "root.querySelector('.next')?.textContent === 'Ergebnis ansehen' && root.querySelector('[value=yes]').checked",
    )
    .await?;
    set(&page, "quiz.theme = 'dark'; quiz.dir = 'rtl'").await?;
    within(
        &page,
        "quiz.theme === 'dark' && document.documentElement.dataset.theme === 'dark' && root.querySelector('.box')?.dir === 'rtl' && root.querySelector('[value=yes]').checked",
    )
    .await?;
    set(&page, "document.body.append(quiz)").await?;
    within(
        &page,
        "quiz.theme === 'dark' && root.querySelector('.next')?.textContent === 'Ergebnis ansehen' && root.querySelector('[value=yes]').checked",
    )
    .await?;
    set(&page, "quiz.back()").await?;
    page.wait_until("document.querySelector('leadlens-quiz').state.place === 'question'")
        .await
}

/// What was not told yet when the visitor began anew is not told any more.
async fn reset_takes_back(page: Page) -> Result<()> {
    let _host = host(&page, "inline.html", Policy::Strict).await?;
    click(&page, "[value=yes]").await?;
    set(&page, "quiz.next(); quiz.reset()").await?;
    arrived(&page, "Do you want to buy?").await?;
    click(&page, "[value=no]").await?;
    click(&page, ".next").await?;
    let detail = told(&page, "submit").await?;
    expect(&detail, "/answers/intent", &json!("no"))?;
    told(&page, "result").await?;
    set(&page, "quiz.reset()").await?;
    ensure!(
        page.eval::<bool>("return document.querySelector('leadlens-quiz').result() === null")
            .await?,
        "the result is still there after a reset"
    );
    // Another language while the result is on its way takes nothing back.
    click(&page, "[value=yes]").await?;
    set(&page, "quiz.next(); quiz.lang = 'fr'").await?;
    page.wait_until("happened('submit').length === 2 && happened('result').length === 2")
        .await
}

/// Far below the screen nothing is loaded until the page says so.
async fn loads_when_told(page: Page) -> Result<()> {
    let _host = host(&page, "empty.html", Policy::Strict).await?;
    set(
        &page,
        "document.querySelector('main').append(Object.assign(document.createElement('leadlens-quiz'), { src: 'quiz.json' }));\
         const far = new CSSStyleSheet(); far.replaceSync('main { padding-block-start: 9000px }'); document.adoptedStyleSheets = [far]",
    )
    .await?;
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    ensure!(
        page.eval::<bool>("return happened('ready').length === 0")
            .await?,
        "it was loaded although it is far"
    );
    set(&page, "quiz.loading = 'eager'").await?;
    told(&page, "ready").await.map(drop)
}

/// Attribute and property of the same name, as HTML has them.
async fn as_customary(page: Page) -> Result<()> {
    let _host = host(&page, "empty.html", Policy::Strict).await?;
    let wrong: Vec<String> = page
        .eval(
            "const quiz = document.createElement('leadlens-quiz'), wrong = [];\
             const check = (name, attribute, expected) => { if (attribute === null) quiz.removeAttribute(name); else quiz.setAttribute(name, attribute);\
               if (quiz[name] !== expected) wrong.push(`${name}=${attribute}: ${quiz[name]}`); };\
             for (const [name, ...all] of [['theme', [null, 'auto'], ['', 'auto'], ['dark', 'dark'], ['LIGHT', 'light'], ['purple', 'auto']],\
               ['loading', [null, 'lazy'], ['eager', 'eager'], ['Eager', 'eager'], ['soon', 'lazy']],\
               ['order', [null, ''], ['fixed', 'fixed'], ['ADAPTIVE', 'adaptive'], ['random', '']],\
               ['encoding', [null, ''], ['form', 'form'], ['JSON', 'json'], ['xml', '']],\
               ['endpoint', [null, ''], ['in', new URL('in', document.baseURI).href], ['http://', 'http://']],\
               ['src', [null, ''], ['https://example.com/a b', 'https://example.com/a%20b']],\
               ['visitor', [null, ''], ['7', '7']]]) {\
               for (const [attribute, expected] of all) check(name, attribute, expected);\
               quiz[name] = 'x'; quiz[name] = null; if (quiz.hasAttribute(name)) wrong.push(`${name} = null leaves ${quiz.getAttribute(name)}`);\
               quiz[name] = 'x'; quiz[name] = undefined; if (quiz.hasAttribute(name)) wrong.push(`${name} = undefined leaves ${quiz.getAttribute(name)}`);\
             }\
             return wrong",
        )
        .await?;
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

async fn keeps_focus(page: Page) -> Result<()> {
    let _host = host(&page, "page.html", Policy::Strict).await?;
    click(&page, ".next").await?;
    arrived(&page, "Whom do you sell to?").await?;
    let german = "part('.next')?.textContent === 'Weiter'";
    let french = "part('.next')?.textContent === 'Suivant'";
    set(&page, "part('[value=people]').focus(); quiz.lang = 'de'").await?;
    page.wait_until(&format!("{german} && focused() === part('[value=people]')"))
        .await?;
    click(&page, "[value=people]").await?;
    next(&page, "How many people work with you?").await?;
    answer(&page, "12").await?;
    set(&page, "quiz.lang = 'fr'").await?;
    page.wait_until(&format!(
        "{french} && focused() === part('#answer') && part('#answer').value === '12'"
    ))
    .await?;
    set(&page, "part('.back').focus(); quiz.dir = 'rtl'").await?;
    page.wait_until("part('.box').dir === 'rtl' && focused() === part('.back')")
        .await?;
    // A message is gone, and with it the focus goes to the heading, not out of the quiz.
    set(&page, "part('#answer').value = '-1'; quiz.next()").await?;
    page.wait_until("focused().matches('.problem')").await?;
    set(&page, "quiz.lang = 'de'").await?;
    page.wait_until(&format!("{german} && focused() === part('.title')"))
        .await?;
    // What has the focus elsewhere keeps it.
    set(&page, "focused().blur(); quiz.lang = 'fr'").await?;
    page.wait_until(&format!("{french} && focused() === document.body"))
        .await
}
