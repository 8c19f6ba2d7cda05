//! The script interface at length: the README's own example, what bad input is told, and the spec's cases by the browser.

use crate::room::shared;
use leadlens_tests::{Context, Page, Result, Site, Test, ensure, test};
use serde_json::{Value, json};
use std::fs;
use xtask::{Extra, Mount, Server};

/// The table of this file; empty as long as the embed is not part of the site.
pub fn tests(site: &Site) -> Vec<Test> {
    if !site.has_embed() {
        return Vec::new();
    }
    vec![
        test("embed::runs_the_readme_example", runs_the_readme_example),
        test("embed::names_what_is_wrong", names_what_is_wrong).within(60),
        test("embed::stages_the_cases_of_the_spec", stages_the_cases).within(120),
    ]
}

fn html(path: &str, body: String) -> Extra {
    Extra {
        path: path.to_owned(),
        media_type: "text/html; charset=utf-8".to_owned(),
        body: body.into_bytes(),
    }
}

fn watch() -> Extra {
    Extra {
        path: "/__watch.js".to_owned(),
        media_type: "text/javascript; charset=utf-8".to_owned(),
        body: include_bytes!("../watch.js").to_vec(),
    }
}

/// The README's example, copied as it stands onto somebody's site that has `dist/embed` beside it.
async fn runs_the_readme_example(page: Page) -> Result<()> {
    let readme = include_str!("../../README.md");
    let example = readme
        .split_once("<!-- A test runs this page. -->")
        .and_then(|(_, rest)| rest.split_once("```html\n"))
        .and_then(|(_, rest)| rest.split_once("```"))
        .map(|(example, _)| example)
        .context("the README has no example to run")?;
    ensure!(
        example.lines().count() <= 12,
        "the example is {} lines long",
        example.lines().count()
    );
    let page_of_theirs =
        format!("<link rel=icon href=data:,><script src=/__watch.js></script>{example}");
    let embed = page.site().folder.join("embed");
    let theirs = Server::start(
        0,
        vec![Mount::at("/embed/", &embed).without_policy()],
        vec![html("/", page_of_theirs), watch()],
        "",
    )?;
    page.open_url(&format!("{}/", theirs.origin())).await?;
    page.wait_until("document.querySelector('#stage').textContent")
        .await?;
    let said = page.text("#stage").await?;
    let (verdict, why) = said.split_once(": ").context("no sentence in #stage")?;
    ensure!(
        ["contact", "lead", "prospect", "opportunity", "customer"]
            .iter()
            .any(|stage| verdict.starts_with(&format!("{stage} ")))
            && why.ends_with('.')
            && why.len() > 20,
        "the example says {said:?}"
    );
    let failed: Vec<_> = theirs
        .log()
        .into_iter()
        .filter(|each| each.status >= 400)
        .collect();
    ensure!(failed.is_empty(), "asked in vain for {failed:?}");
    Ok(())
}

/// Opens a page on another origin than the interface and gives what an async function body, with `leadlens` in scope, returns.
async fn elsewhere(page: &Page, body: &str, input: &Value) -> Result<Value> {
    let module = json!(format!("{}/embed/leadlens.js", page.origin()));
    let theirs = page.site().serve_stranger(&[(
        "/",
        format!(
            "<!doctype html><html lang=en><title>Elsewhere</title><link rel=icon href=data:,>\
             <script src=/__watch.js></script><p>text</p><script type=module>\
             window.run = async (input) => {{ const leadlens = await import({module}); await leadlens.ready(); {body} }}; window.loaded = true;</script>"
        ),
    )])?;
    page.open_url(&format!("{}/", theirs.origin())).await?;
    page.wait_until("window.loaded").await?;
    page.eval_with::<Value>(
        "run(arguments[0]).then((value) => window.result = { value }, (error) => window.result = { error: String(error) }); return null",
        vec![input.clone()],
    )
    .await?;
    page.wait_until("window.result").await?;
    let result: Value = page.eval("return window.result").await?;
    if let Some(error) = result.get("error") {
        anyhow::bail!("the page failed: {error}");
    }
    Ok(result.get("value").cloned().unwrap_or_default())
}

async fn names_what_is_wrong(page: Page) -> Result<()> {
    let house: Value = serde_json::from_str(include_str!("../../src/model/rulebooks/house.json"))?;
    let body = r#"
        const good = { attributes: { employees: 120 } }, as_of = "2026-11-21";
        const changed = (change) => { const rulebook = structuredClone(input); change(rulebook); return rulebook; };
        const deep = () => { let inner = { attribute: "need", is: "yes" }; for (let i = 0; i < 10000; i++) inner = { all: [inner] }; return inner; };
        const gate = (rulebook, condition) => { rulebook.stages.lead.gate = condition; };
        const cycle = { attributes: {} }; cycle.attributes.self = cycle;
        const cases = {
          "a NaN": { rulebook: changed((r) => { r.engagement[0].points = NaN; }), contact: good, as_of },
          "a NaN in the contact": { rulebook: "house", contact: { attributes: { employees: NaN } }, as_of },
          "a contact that is part of itself": { rulebook: "house", contact: cycle, as_of },
          "criteria that lead to themselves": { rulebook: changed((r) => { r.criteria.one = { label: "one", when: { criterion: "two" } }; r.criteria.two = { label: "two", when: { criterion: "one" } }; }), contact: good, as_of },
          "10,000 nested conditions": { rulebook: changed((r) => gate(r, deep())), contact: good, as_of },
          "an unknown criterion": { rulebook: changed((r) => gate(r, { criterion: "nowhere" })), contact: good, as_of },
          "an unknown rulebook": { rulebook: "mansion", contact: good, as_of },
          "a bad date of a signal": { rulebook: "house", contact: { signals: [{ kind: "replied", date: "2026-02-30" }] }, as_of },
          "a bad as_of": { rulebook: "house", contact: good, as_of: "today" },
          "no contact": { rulebook: "house", as_of },
        };
        const said = {};
        for (const [name, request] of Object.entries(cases)) {
          try { leadlens.assess(request); said[name] = "nothing"; }
          catch (error) { said[name] = error instanceof Error ? error.message : "no Error"; }
        }
        // After all that it still works.
        said["fine"] = leadlens.assess({ rulebook: "house", contact: good, as_of }).stage;
        return said;"#;
    let said = elsewhere(&page, body, &house).await?;
    for (case, parts) in [
        ("a NaN", &["rulebook.engagement[0].points", "NaN"][..]),
        (
            "a NaN in the contact",
            &["contact.attributes.employees", "NaN"],
        ),
        (
            "a contact that is part of itself",
            &["contact.attributes.self", "part of itself"],
        ),
        (
            "criteria that lead to themselves",
            &["rulebook", "criteria"],
        ),
        (
            "10,000 nested conditions",
            &["rulebook", "stages.lead.gate"],
        ),
        (
            "an unknown criterion",
            &["rulebook", "stages.lead.gate", "nowhere"],
        ),
        ("an unknown rulebook", &["rulebook", "mansion", "house"]),
        (
            "a bad date of a signal",
            &["contact", "signals[0].date", "2026-02-30"],
        ),
        ("a bad as_of", &["as_of", "today"]),
        ("no contact", &["contact"]),
        ("fine", &["contact"]),
    ] {
        let message = said.get(case).and_then(Value::as_str).unwrap_or_default();
        ensure!(
            parts.iter().all(|part| message.contains(part)) && message.len() < 400,
            "{case}: the message is {message:?}, which should name {parts:?}"
        );
    }
    Ok(())
}

/// A sample of the cases that were written by hand, by every definition, as the browser stages them.
async fn stages_the_cases(page: Page) -> Result<()> {
    let Some(path) = shared("spec/cases.json") else {
        return Ok(());
    };
    let all: Value = serde_json::from_slice(&fs::read(path)?)?;
    let cases = all
        .get("cases")
        .and_then(Value::as_array)
        .context("the file has no cases")?;
    // Every third, beginning where the day says, so that over time all of them come past.
    let start = usize::try_from(
        std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)?
            .as_secs()
            / 86_400
            % 3,
    )?;
    let some: Vec<&Value> = cases.iter().skip(start).step_by(3).collect();
    ensure!(some.len() >= 5, "only {} cases", some.len());
    let body = r#"
        const wrong = []; let checked = 0;
        const same = (a, b) => a === b || (a && b && typeof a === "object" && typeof b === "object" &&
          Object.keys(a).length === Object.keys(b).length && Object.keys(a).every((key) => same(a[key], b[key])));
        for (const { id, contact, expect } of input.cases)
          for (const [rulebook, expected] of Object.entries(expect)) {
            const found = leadlens.assess({ rulebook, contact, as_of: input.as_of });
            for (const [member, value] of Object.entries(expected)) {
              checked++;
              if (!same(found[member] ?? null, value)) wrong.push(`${id} by ${rulebook}: ${member} is ${JSON.stringify(found[member])}, not ${JSON.stringify(value)}`);
            }
          }
        return { wrong, checked, rulebooks: leadlens.rulebooks().map((each) => each.id) };"#;
    let found = elsewhere(
        &page,
        body,
        &json!({ "as_of": all.get("as_of"), "cases": some }),
    )
    .await?;
    let wrong = found
        .get("wrong")
        .and_then(Value::as_array)
        .context("no answer")?;
    ensure!(wrong.is_empty(), "{} differ: {wrong:#?}", wrong.len());
    let checked = found
        .get("checked")
        .and_then(Value::as_u64)
        .unwrap_or_default();
    ensure!(checked > 200, "only {checked} members were compared");
    let published: Vec<&str> = model::published().iter().map(|r| r.id.as_str()).collect();
    ensure!(
        found.get("rulebooks") == Some(&json!(published)),
        "the rulebooks are {:?}, not {published:?}",
        found.get("rulebooks")
    );
    Ok(())
}
