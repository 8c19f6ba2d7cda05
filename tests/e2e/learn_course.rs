//! What the learn room is for, from end to end: a trainer gives a course as a link, learners take the test before, the lesson, the drill and
//! the test after, each in a browser of their own, the class of fifteen is read from their codes, and the same test passes on a learning
//! platform.

use crate::learn_desk;
use crate::learn_drill::{answer_by_keys, go_on};
use crate::lms::{self, INSIDE, platform::Platform};
use crate::room::{self, saved};
use exchange::{Course, Deck, option_label};
use leadlens_tests::{Context, Key, Page, Result, Test, ensure, test};
use model::Stage;
use model::learn::{Confusion, TestResult, read_class, read_code, write_code};
use serde_json::{Value, json};

/// The table of this file.
pub fn tests() -> Vec<Test> {
    vec![test("learn_course::a_class_of_fifteen", a_class).within(420)]
}

/// Learners who take all of it in the browser; of the others only the codes come.
const IN_THE_BROWSER: [&str; 2] = ["Ada Lovelace", "Bo"];
const ELSEWHERE: [&str; 13] = [
    "Cem", "Di", "Eve", "Fay", "Gus", "Hal", "Ida", "Jo", "Kit", "Lee", "Max", "Núria", "Oz",
];
/// Stories of the drill that a learner answers here.
const STORIES: usize = 3;

/// What a learner says to a case: the answer, or for some cases the stage beside it.
fn said(learner: usize, at: usize, after: bool, answer: Stage) -> Stage {
    let share = if after { 2 } else { 6 };
    if (learner * 7 + at * 5) % 12 >= share {
        return answer;
    }
    match answer {
        Stage::Lead => Stage::Prospect,
        _ => Stage::Lead,
    }
}

/// What a code has to say of a learner's test.
fn expected(deck: &Deck, learner: usize, name: &str, after: bool) -> Result<TestResult> {
    let mut result = TestResult {
        learner: name.to_owned(),
        deck: deck.id.clone(),
        ..TestResult::default()
    };
    let mut confusion = Confusion::default();
    for (at, case) in deck.cases.iter().enumerate() {
        let answer = Stage::from_id(&case.answer).context("an answer is no stage")?;
        let says = said(learner, at, after, answer);
        result.right.push(says == answer);
        confusion.add(answer, says, 1);
    }
    result.confusion = confusion;
    Ok(result)
}

/// Forgets everything, as another person's browser.
async fn another_browser(page: &Page) -> Result<()> {
    page.driver()
        .execute("localStorage.clear(); return null", vec![])
        .await?;
    Ok(())
}

/// Takes one of the tests by number keys, from its step on the course's page, and gives the code at its end.
async fn take(page: &Page, deck: &Deck, learner: usize, name: &str, after: bool) -> Result<String> {
    page.wait_until(&format!("location.hash === '#/learn/test/{}'", deck.id))
        .await?;
    page.find("#taking-name").await?;
    page.fill("#taking-name", name).await?;
    room::press(page, "Start the test").await?;
    for (at, case) in deck.cases.iter().enumerate() {
        let heading = format!("Case {} of {}", at + 1, deck.cases.len());
        page.wait_for_text(".learn-page h2", &heading).await?;
        page.wait_until("document.activeElement.matches('.learn-page h2')")
            .await?;
        let answer = Stage::from_id(&case.answer).context("an answer is no stage")?;
        let says = said(learner, at, after, answer);
        let options = deck.options(case);
        let place = options.iter().position(|option| *option == says.id());
        let place = place.with_context(|| format!("{says:?} is not among {options:?}"))?;
        page.press((place + 1).to_string().as_str()).await?;
        page.find(".choice[aria-pressed=true]").await?;
        page.press(Key::Enter).await?;
    }
    page.wait_for_text(".learn-page h2", "Look over all answers")
        .await?;
    room::press(page, "Finish the test").await?;
    page.find(".taking-code textarea").await?;
    page.eval("return document.querySelector('.taking-code textarea').value")
        .await
}

/// A learner's whole course: the codes of both tests.
async fn learn(page: &Page, course: &Course, learner: usize, name: &str) -> Result<[String; 2]> {
    another_browser(page).await?;
    page.open(&format!("#/learn/course/{}", course.to_link()))
        .await?;
    page.wait_for_text(".course-page", &course.title).await?;
    room::press(page, "Start the course").await?;
    page.find(".course-steps").await?;
    let home = format!("#/learn/course/{}", course.stem);
    page.click(".course-step:nth-child(1) a").await?;
    let before = take(page, &course.before, learner, name, false).await?;

    go(page, &home).await?;
    page.find(".course-steps").await?;
    page.click(".course-step:nth-child(2) a").await?;
    page.wait_for_text(".learn-page h2", "The stages").await?;

    go(page, &home).await?;
    page.find(".course-steps").await?;
    page.click(".course-step:nth-child(3) a").await?;
    page.find(".drill-hall .drill-next").await?;
    for _ in 0..STORIES {
        let kind = go_on(page).await?;
        answer_by_keys(page, &kind).await?;
    }
    saved(page).await?;

    go(page, &home).await?;
    page.find(".course-steps").await?;
    page.click(".course-step:nth-child(4) a").await?;
    let after = take(page, &course.after, learner, name, true).await?;

    // The course's page gives both codes together, the same ones.
    go(page, &home).await?;
    page.find(".course-steps").await?;
    for code in [&before, &after] {
        page.wait_until(&format!(
            "[...document.querySelectorAll('.course-page *')].some((each) => String(each.value ?? each.textContent).includes({}))",
            json!(code)
        ))
        .await?;
    }
    Ok([before, after])
}

async fn go(page: &Page, hash: &str) -> Result<()> {
    page.eval::<Value>(&format!("location.hash = {}; return null", json!(hash)))
        .await
        .map(drop)
}

async fn a_class(page: Page) -> Result<()> {
    page.size(1280, 900).await?;
    // The trainer makes the course and takes its link.
    page.open("#/learn/desk/course").await?;
    page.fill(".course-make input[type=text]", "Lead or prospect?")
        .await?;
    page.fill(".course-make input[type=number]", "42").await?;
    page.press(Key::Tab).await?;
    room::choose(&page, ".course-make select", "1").await?;
    room::press(&page, "Make the course").await?;
    page.wait_for_text(".course-page h2", "Lead or prospect?")
        .await?;
    let link: String = page
        .eval("return document.querySelector('.course-copy textarea').value")
        .await?;
    let (_, packed) = link
        .split_once("#/learn/course/")
        .with_context(|| format!("the link is {link}"))?;
    let course = Course::from_link(packed)?;

    let mut codes = Vec::new();
    for (learner, name) in IN_THE_BROWSER.into_iter().enumerate() {
        let both = learn(&page, &course, learner, name).await?;
        for (code, (deck, after)) in both
            .iter()
            .zip([(&course.before, false), (&course.after, true)])
        {
            let told = read_code(code)?;
            let wanted = expected(deck, learner, name, after)?;
            ensure!(
                (&told.learner, &told.deck, &told.right, &told.confusion)
                    == (
                        &wanted.learner,
                        &wanted.deck,
                        &wanted.right,
                        &wanted.confusion
                    ),
                "{name}'s code says {told:?}, not {wanted:?}"
            );
        }
        codes.extend(both);
    }
    for (at, name) in ELSEWHERE.into_iter().enumerate() {
        let learner = at + IN_THE_BROWSER.len();
        for (deck, after) in [(&course.before, false), (&course.after, true)] {
            codes.push(write_code(&expected(deck, learner, name, after)?)?);
        }
    }

    // The trainer's browser: the course from its link, and what came by mail.
    another_browser(&page).await?;
    page.open(&format!("#/learn/course/{packed}")).await?;
    room::press(&page, "Start the course").await?;
    page.find(".course-steps").await?;
    go(&page, "#/learn/desk/class").await?;
    page.find(".class-codes textarea").await?;
    let mail = codes
        .iter()
        .map(|code| format!("Hello, here is mine: {code}\n"))
        .collect::<String>();
    page.eval_with::<Value>(
        "const field = document.querySelector('.class-codes textarea'); field.value = arguments[0];\
         field.dispatchEvent(new InputEvent('input', { bubbles: true })); return null",
        vec![json!(mail)],
    )
    .await?;
    page.wait_for_text(".class-found", "30 results of 15 learners.")
        .await?;
    page.wait_for_text(".class-course h3", "Lead or prospect?")
        .await?;
    let tests = read_class(&mail).courses();
    let tests = tests.first().context("no course was found")?;
    for (place, (_, test)) in tests.tests.iter().enumerate() {
        let shown: Vec<Vec<String>> = page
            .eval_with(
                "return [...document.querySelectorAll('.matrix')[arguments[0]].querySelectorAll('tbody tr')]\
                 .map((row) => [...row.children].map((cell) => cell.textContent.trim()))",
                vec![json!(place)],
            )
            .await?;
        let stages: Vec<Stage> = shown
            .iter()
            .filter_map(|row| {
                let name = row.first()?;
                Stage::ALL.into_iter().find(|stage| stage.label() == name)
            })
            .collect();
        let wanted: Vec<Vec<String>> = stages
            .iter()
            .map(|right| {
                let counts = stages
                    .iter()
                    .map(|said| test.confusion.count(*right, *said));
                std::iter::once(right.label().to_owned())
                    .chain(counts.map(|count| count.to_string()))
                    .collect()
            })
            .collect();
        ensure!(
            shown == wanted && test.confusion.total() as usize == 15 * course.before.cases.len(),
            "the matrix shows {shown:?}, not {wanted:?}"
        );
    }

    // The same test on a learning platform, packed by the page that the course leads to.
    go(&page, &format!("#/learn/desk/course/{}", course.stem)).await?;
    let packing = "[...document.querySelectorAll('.course-page a')].find((each) => each.textContent === 'Test after')";
    page.wait_until(packing).await?;
    page.eval::<Value>(&format!("{packing}.click(); return null"))
        .await?;
    learn_desk::press_kind(&page, "SCORM 1.2").await?;
    let (_, package) = learn_desk::bytes_of(&page, "Download for SCORM 1.2").await?;
    let deck = &course.after;
    ensure!(
        (course.before.pass_mark, deck.pass_mark) == (None, Some(0.42)),
        "the tests are passed with {:?} and {:?}",
        course.before.pass_mark,
        deck.pass_mark
    );
    let platform = Platform::with(&page, vec![("scorm12", package)])?;
    page.open_url(&platform.url("platform.html")).await?;
    page.wait_until("window.launch").await?;
    lms::launch(&page, "strict12", "/scorm12/player.html", &json!({})).await?;
    lms::says(&page, INSIDE, &format!("{} cases", deck.cases.len())).await?;
    lms::click(&page, INSIDE, ".next").await?;
    for case in &deck.cases {
        lms::answer(&page, INSIDE, option_label(&case.answer)).await?;
    }
    lms::says(&page, INSIDE, "Passed").await?;
    lms::click(&page, INSIDE, ".next").await?;
    let found: Value = page
        .eval(
            "return { faults: platform.faults, status: platform.values['cmi.core.lesson_status'] }",
        )
        .await?;
    ensure!(
        found == json!({ "faults": [], "status": "passed" }),
        "the platform has {found}"
    );
    platform.nothing_was_missing()
}
