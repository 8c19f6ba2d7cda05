//! Quizzes that are not as they must be: the console, `leadlens-error` and the page's fallback say so, and the message names the member.

use super::host::{Policy, host};
use leadlens_tests::{Page, Result, Test, ensure, test};
use serde_json::{Value, json};

/// The table of this file.
pub(super) fn tests() -> Vec<Test> {
    vec![
        test("quiz::names_the_member_that_is_wrong", names_the_member)
            .expecting_problem("<leadlens-quiz>: quiz")
            .within(90),
        test("quiz::names_what_is_no_json", names_what_is_no_json)
            .expecting_problem("expected JSON")
            .expecting_problem("expected an object"),
        test("quiz::shows_what_may_be_left_out_as_null", null_is_nothing),
    ]
}

/// A quiz of one question, with these members instead of its own.
fn small(changes: &Value) -> Value {
    let quiz = json!({
        "format": "leadlens.quiz/1", "id": "small", "order": "fixed", "rulebook": "house",
        "questions": [{ "id": "need", "type": "yes_no", "text": "Do you need it?", "attribute": "need" }],
        "results": [{ "id": "all", "title": "Thank you" }],
    });
    let members = [&quiz, changes].map(|each| each.as_object().into_iter().flatten());
    let all = members.into_iter().flatten();
    all.map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// Shows a quiz alone on the page, and gives what the element says of it: `leadlens-error`'s message, or nothing.
async fn show(page: &Page, quiz: &Value) -> Result<Value> {
    page.eval_async(&format!("const quiz = {quiz}, done = arguments[0];{SHOW}"))
        .await
}

const SHOW: &str = "const main = document.querySelector('main'); main.replaceChildren();\
         const element = document.createElement('leadlens-quiz'); element.loading = 'eager';\
         element.append(Object.assign(document.createElement('p'), { textContent: 'Write to us instead.' }));\
         element.addEventListener('leadlens-ready', () => done(null));\
         element.addEventListener('leadlens-error', ({ detail }) => done(element.querySelector('p').getClientRects().length ? detail.message : 'no fallback'));\
         element.quiz = quiz; main.append(element);";

async fn names_the_member(page: Page) -> Result<()> {
    let _host = host(&page, "empty.html", Policy::Strict).await?;
    let found = show(&page, &small(&json!({}))).await?;
    ensure!(found.is_null(), "the quiz as it must be: {found}");
    let mut wrong = Vec::new();
    for (quiz, expected) in [
        (
            json!("readiness"),
            "quiz: expected an object, found \"readiness\"",
        ),
        (json!(5), "quiz: expected an object, found 5"),
        (json!([1]), "quiz: expected an object, found a list"),
    ] {
        let found = show(&page, &quiz).await?;
        if found != expected {
            wrong.push(format!("{quiz}: {found}"));
        }
    }
    for (changes, expected) in [
        (
            json!({ "rulebook": null }),
            "quiz.rulebook: expected the id of a rulebook, or a rulebook, found nothing",
        ),
        (
            json!({ "rulebook": 5 }),
            "quiz.rulebook: expected the id of a rulebook, or a rulebook, found 5",
        ),
        (
            json!({ "rulebook": " " }),
            "quiz.rulebook: expected the id of a rulebook, or a rulebook, found \" \"",
        ),
        (
            json!({ "format": null, "rulebook": null }),
            "quiz.format: expected \"leadlens.quiz/1\", found nothing",
        ),
        (
            json!({ "format": "leadlens.rulebook/1" }),
            "quiz.format: expected \"leadlens.quiz/1\", found \"leadlens.rulebook/1\"",
        ),
        (
            json!({ "format": "leadlens.quiz/10", "rulebook": 5 }),
            "quiz.format: expected \"leadlens.quiz/1\", found \"leadlens.quiz/10\", made by a newer version of Leadlens",
        ),
        (
            json!({ "format": "leadlens.quiz/2", "title": 5 }),
            "quiz.format: expected \"leadlens.quiz/1\", found \"leadlens.quiz/2\", made by a newer version of Leadlens",
        ),
        (
            json!({ "id": "" }),
            "quiz.id: expected an id of its own, a text, found \"\"",
        ),
        (
            json!({ "title": 5 }),
            "quiz.title: expected a text, found 5",
        ),
        (
            json!({ "intro": { "a": 1 } }),
            "quiz.intro: expected a text, found an object",
        ),
        (
            json!({ "lang": ["en"] }),
            "quiz.lang: expected a text, found a list",
        ),
        (
            json!({ "texts": { "progress": 5 } }),
            "quiz.texts.progress: expected a text, found 5",
        ),
        (
            json!({ "texts": "next" }),
            "quiz.texts: expected an object, found \"next\"",
        ),
        (
            json!({ "consent": {} }),
            "quiz.consent.text: expected a text, found nothing",
        ),
        (
            json!({ "consent": "x" }),
            "quiz.consent: expected an object, found \"x\"",
        ),
        (
            json!({ "consent": { "text": "Yes", "required": "yes" } }),
            "quiz.consent.required: expected true or false, found \"yes\"",
        ),
        (
            json!({ "consent": { "text": "Yes", "link": { "text": "Why?", "href": "why.html" } } }),
            "quiz.consent.link.href: expected a link with http, https, mailto or tel, found \"why.html\"",
        ),
        (
            json!({ "branding": { "accent": "red" } }),
            "quiz.branding.accent: expected a colour such as \"#0b57d0\", found \"red\"",
        ),
        (
            json!({ "branding": { "logo": { "src": "data:image/png,x" } } }),
            "quiz.branding.logo.src: expected a link with http or https, or one relative to the page, found \"data:image/png,x\"",
        ),
        (
            json!({ "submit": { "endpoint": "/take" } }),
            "quiz.submit.endpoint: expected a link with http or https, found \"/take\"",
        ),
        (
            json!({ "submit": { "encoding": "xml" } }),
            "quiz.submit.encoding: expected json or form, found \"xml\"",
        ),
        (
            json!({ "variants": [null] }),
            "quiz.variants[0]: expected an object, found nothing",
        ),
        (
            json!({ "variants": {} }),
            "quiz.variants: expected a list, found an object",
        ),
        (
            json!({ "variants": [{ "id": "a", "weight": -1 }] }),
            "quiz.variants[0].weight: expected a number from 0, found -1",
        ),
        (
            json!({ "variants": [{ "id": "a", "changes": { "title": 5 } }] }),
            "quiz.title: expected a text, found 5",
        ),
        (
            json!({ "questions": [null] }),
            "quiz.questions[0]: expected an object, found nothing",
        ),
        (
            json!({ "questions": "need" }),
            "quiz.questions: expected a list, found \"need\"",
        ),
        (
            json!({ "questions": [{ "id": "need", "type": "yes_no", "text": "Do you?", "hint": 5 }] }),
            "quiz.questions[0].hint: expected a text, found 5",
        ),
        (
            json!({ "questions": [{ "id": "need", "type": "yes_no" }] }),
            "quiz.questions[0].text: expected a text, found nothing",
        ),
        (
            json!({ "results": [{ "id": "all", "title": "Thank you", "text": 5 }] }),
            "quiz.results[0].text: expected a text, found 5",
        ),
        (
            json!({ "results": [{ "id": "all", "title": "Thank you", "action": { "type": "link", "text": "Go", "href": "javascript:run()" } }] }),
            "quiz.results[0].action.href: expected a link with http, https, mailto or tel, found \"javascript:run()\"",
        ),
        (
            json!({ "results": [{ "id": "all", "title": "Thank you", "action": { "type": "form", "text": "Go", "href": "tel:1" } }] }),
            "quiz.results[0].action.type: expected link, calendar or download, found \"form\"",
        ),
    ] {
        let found = show(&page, &small(&changes)).await?;
        if found != expected {
            wrong.push(format!("{changes}: {found}"));
        }
    }
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

/// What has no quiz in it is named: the address, or the child.
async fn names_what_is_no_json(page: Page) -> Result<()> {
    let _host = host(&page, "empty.html", Policy::Strict).await?;
    let mut wrong = Vec::new();
    for (inside, src, expected) in [
        ("", "host.css", "/host.css: expected JSON: "),
        ("{ \"format\": ", "", "the <script> in it: expected JSON: "),
        ("null", "", "quiz: expected an object, found nothing"),
    ] {
        let found: String = page
            .eval_async(&format!(
                "const [inside, src] = {}, done = arguments[0];{READ}",
                json!([inside, src])
            ))
            .await?;
        if !found.contains(expected) {
            wrong.push(found);
        }
    }
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

const READ: &str = "const main = document.querySelector('main'); main.replaceChildren();\
                 const element = document.createElement('leadlens-quiz'); element.loading = 'eager';\
                 if (src) element.src = src; else element.append(Object.assign(document.createElement('script'), { type: 'application/json', textContent: inside }));\
                 element.addEventListener('leadlens-error', ({ detail }) => done(detail.message)); main.append(element);";

/// Members that may be left out may be null, and are nothing then.
async fn null_is_nothing(page: Page) -> Result<()> {
    let _host = host(&page, "empty.html", Policy::Strict).await?;
    let quiz = small(&json!({
        "title": null, "intro": null, "lang": null, "consent": null, "branding": null, "records": null, "submit": null,
        "texts": { "next": null, "progress": null },
        "variants": [{ "id": "a", "weight": null, "changes": null }],
        "questions": [{ "id": "need", "type": "yes_no", "text": "Do you need it?", "attribute": "need", "hint": null }],
    }));
    let found = show(&page, &quiz).await?;
    ensure!(found.is_null(), "it says {found}");
    page.wait_until("part('.next').textContent === 'See the result' && part('.progress').textContent === 'Question 1 of at most 1' && part('.title').textContent === 'Do you need it?'").await
}
