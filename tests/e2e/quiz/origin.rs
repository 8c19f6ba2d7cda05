//! Quizzes by rulebooks of one's own: what they ask of the visitor's origin, one that is not there, and links that must not run.

use super::{
    host::{Policy, host},
    visitor::{click, expect, next, press_next, told},
};
use leadlens_tests::{Page, Result, Test, ensure, test};
use serde_json::{Value, json};

/// The table of this file.
pub(super) fn tests() -> Vec<Test> {
    vec![
        test("quiz::counts_where_the_visitor_came_from", counts_origin),
        test(
            "quiz::counts_in_a_frame_where_the_visitor_came_from",
            counts_origin_in_a_frame,
        )
        .expecting_problem("policy: script-src")
        .expecting_problem("add 'wasm-unsafe-eval' to script-src")
        .within(60),
        test("quiz::names_the_rulebooks_there_are", names_the_rulebooks)
            .expecting_problem("rulebook: expected a rulebook object or one of the ids")
            .expecting_problem("404"),
        test(
            "quiz::shows_no_link_that_runs_a_script",
            shows_no_script_link,
        )
        .expecting_problem("results[0].action.href: expected a link"),
    ]
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

/// A link that would run a script is none: the quiz is refused as in the app, and nothing of it is there to press.
async fn shows_no_script_link(page: Page) -> Result<()> {
    let _host = host(&page, "empty.html?utm_source=fair", Policy::None).await?;
    for (href, shown) in [
        ("https://example.com/", true),
        ("javascript:document.title='run'", false),
        (" JavaScript:document.title='run'", false),
        ("data:text/html,run", false),
    ] {
        let action = json!({ "results": [{ "id": "all", "title": "Thank you", "action": { "type": "link", "text": "Go", "href": href } }] });
        page.eval::<Value>(
            "document.querySelector('leadlens-quiz')?.remove(); events.length = 0; return null",
        )
        .await?;
        page.eval::<Value>(&LETTERS.replace(
            "document.querySelector('main').append(element)",
            &format!("element.quiz = {{ ...element.quiz, ...{action} }}; document.querySelector('main').append(element)"),
        ))
        .await?;
        if shown {
            click(&page, "[value=yes]").await?;
            next(&page, "Thank you").await?;
            ensure!(
                page.eval::<bool>("return part('.action').href === 'https://example.com/'")
                    .await?,
                "no link to {href}"
            );
        } else {
            let detail = told(&page, "error").await?;
            expect(
                &detail,
                "/message",
                &json!(format!(
                    "quiz.results[0].action.href: expected a link with http, https, mailto or tel, found \"{href}\""
                )),
            )?;
            ensure!(
                page.eval::<bool>("return part('a, .next') === null")
                    .await?,
                "something is shown for {href}"
            );
        }
    }
    Ok(())
}
