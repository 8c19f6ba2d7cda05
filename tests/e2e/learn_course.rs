//! What the learn room is for, from end to end: a trainer gives a course as a link, learners take the test before, the lesson, the drill and
//! the test after, each in a browser of their own, the class of fifteen is read from their codes, and the same test passes on a learning
//! platform. Then a course by itself: made, given, followed, refused.

use crate::learn_class::{DAY, course, press};
use crate::learn_desk;
use crate::learn_drill::{answer_by_keys, go_on};
use crate::lms::{self, INSIDE, platform::Platform};
use crate::room::{self, catch_downloads, downloaded, saved};
use exchange::{Course, Deck, option_label};
use leadlens_tests::{Context, Key, Page, Result, Test, bail, ensure, test};
use model::learn::{
    Confusion, TestResult, curriculum, read_class, read_code, separations, test_forms, write_code,
};
use model::{Stage, published_rulebook};
use serde_json::{Value, json};

/// Where the desk takes files.
const BRING: &str = ".desk input[type=file]";

/// The table of this file.
pub fn tests() -> Vec<Test> {
    vec![
        test("learn_course::a_class_of_fifteen", a_class).within(420),
        test("learn_course::makes_and_gives_a_course", makes_a_course).within(120),
        test("learn_course::follows_a_learner", follows_a_learner).within(90),
        test("learn_course::gives_one_code_on_both_pages", takes_a_course).within(150),
        test("learn_course::refuses_other_courses", refuses_courses).within(180),
    ]
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

async fn makes_a_course(page: Page) -> Result<()> {
    page.size(1280, 900).await?;
    page.open("#/learn/desk/course").await?;
    page.fill(".course-make input[type=text]", "Autumn course")
        .await?;
    page.fill(".course-make input[max='999999']", "42").await?;
    room::choose(&page, ".course-make select", "1").await?;
    page.wait_for_text(".course-go", "in each of the two tests")
        .await?;
    // What is typed survives a reload before the course is made.
    saved(&page).await?;
    page.reload().await?;
    page.wait_until(
        "document.querySelector('.course-make input[type=text]')?.value === 'Autumn course'",
    )
    .await?;
    press(&page, "Make the course").await?;
    page.wait_for_text(".course-page h2", "Autumn course")
        .await?;
    let link: String = page
        .eval("return document.querySelector('.course-copy textarea').value")
        .await?;
    let (base, packed) = link
        .split_once("#/learn/course/")
        .with_context(|| format!("the link is {link}"))?;
    ensure!(
        base == format!("{}/", page.origin()),
        "the link leads to {base}"
    );
    let course = Course::from_link(packed)?;
    ensure!(
        course.title == "Autumn course"
            && !course.before.cases.is_empty()
            && course.before.pass_mark.is_none()
            && course.after.pass_mark == Some(0.8),
        "the link holds {course:?}"
    );
    let length = model_count(link.chars().count());
    page.wait_for_text(".course-share", &format!("{length} characters"))
        .await?;
    ensure!(
        page.count(".course-questions > li").await? == course.before.cases.len(),
        "not all questions are listed"
    );
    catch_downloads(&page).await?;
    press(&page, "Download as a file").await?;
    let file = downloaded(&page).await?;
    ensure!(
        Course::from_text(&file.text)? == course,
        "the file holds another course"
    );
    // In another browser: from the file.
    press(&page, "Remove the course").await?;
    page.wait_until_gone(".course-list").await?;
    go(&page, "#/learn/desk").await?;
    page.choose_bytes(BRING, "ours.json", file.text.as_bytes())
        .await?;
    page.wait_for_text(".course-page h2", "Autumn course")
        .await?;
    page.find(".course-share").await?;
    Ok(())
}

/// A count with a separator at the thousands, as the page writes it.
fn model_count(n: usize) -> String {
    match n {
        0..1000 => n.to_string(),
        _ => format!("{},{:03}", n / 1000, n % 1000),
    }
}

async fn follows_a_learner(page: Page) -> Result<()> {
    // A definition of the trainer's own travels in the course.
    let mut json = published_rulebook("conversation")
        .context("there is no such definition")?
        .json
        .clone();
    for (member, text) in [("id", "ours"), ("name", "Ours")] {
        if let Some(members) = json.as_object_mut() {
            members.insert(member.to_owned(), text.into());
        }
    }
    let ours = model::parse_rulebook(&json)?;
    let aims = curriculum(&separations(&ours, DAY));
    let forms = test_forms(&ours, DAY, &aims, 3, 1);
    let course = Course::of_forms(&forms, &ours, DAY, "Our words");
    page.size(1280, 900).await?;
    page.open(&format!("#/learn/course/{}", course.to_link()))
        .await?;
    page.wait_for_text(".course-page", "Our words").await?;
    press(&page, "Start the course").await?;
    page.wait_until(
        "document.querySelector('button[popovertarget=definitions] b').textContent === 'Ours'",
    )
    .await?;
    page.find(".course-steps").await?;
    ensure!(
        page.count(".course-note").await? == 0,
        "the definition is in use and the page says it is not"
    );
    let links: Vec<String> = page
        .eval("return [...document.querySelectorAll('.course-step a')].map((each) => each.getAttribute('href'))")
        .await?;
    let stem = &course.stem;
    ensure!(
        links
            == [
                format!("#/learn/test/{stem}-before"),
                "#/learn/lesson/stages".to_owned(),
                "#/learn/drill".to_owned(),
                format!("#/learn/test/{stem}-after"),
            ],
        "the steps lead to {links:?}"
    );
    ensure!(
        page.text(".course-step[aria-current=step] h3")
            .await?
            .starts_with("Test before"),
        "the first step is not the next"
    );
    // The lesson, opened from here, counts.
    page.click(".course-step:nth-child(2) a").await?;
    page.wait_until("location.hash === '#/learn/lesson/stages'")
        .await?;
    page.wait_for_text(".learn-way a", "Our words").await?;
    page.click(".learn-way a").await?;
    page.wait_for_text(".course-step:nth-child(2)", "You have opened it.")
        .await?;
    // Undo takes the start back, with the definition.
    press(&page, "Undo: Start “Our words”").await?;
    page.wait_for_text(".course-page h2", "not in this browser")
        .await?;
    page.wait_until(
        "document.querySelector('button[popovertarget=definitions] b').textContent === 'House'",
    )
    .await?;
    press(&page, "Redo: Start “Our words”").await?;
    page.find(".course-steps").await?;
    page.click("button[popovertarget=definitions]").await?;
    page.wait_until("document.querySelector('#definitions:popover-open')")
        .await?;
    page.eval::<Value>(
        "[...document.querySelectorAll('#definitions .definition')].find((each) => each.querySelector('b').textContent === 'House').click(); return null",
    )
    .await?;
    page.press(Key::Escape).await?;
    page.find(".course-note").await?;
    press(&page, "Use Ours").await?;
    page.wait_until_gone(".course-note").await?;
    saved(&page).await?;
    page.reload().await?;
    page.wait_for_text(".course-step:nth-child(2)", "You have opened it.")
        .await
}

/// Takes the test that is open with the mouse: the first case wrong, all others right. The code that its page shows.
async fn take_test(page: &Page, deck: &exchange::Deck) -> Result<String> {
    page.find("#taking-name").await?;
    page.fill("#taking-name", "Ada Lovelace").await?;
    press(page, "Start the test").await?;
    let all = deck.cases.len();
    for (at, case) in deck.cases.iter().enumerate() {
        let heading = format!("Case {} of {all}", at + 1);
        page.wait_for_text(".learn-page h2", &heading).await?;
        let said = match (at, case.answer.as_str()) {
            (0, "lead") => "prospect",
            (0, _) => "lead",
            (_, right) => right,
        };
        page.click(&format!(".choice.{said}")).await?;
        page.find(".choice[aria-pressed=true]").await?;
        let next = if at + 1 < all {
            "Next"
        } else {
            "Look over all answers"
        };
        press(page, next).await?;
    }
    press(page, "Finish the test").await?;
    let score = format!("{} of {all} right", all - 1);
    page.wait_for_text(".learn-page h2", &score).await?;
    page.find(".taking-code textarea").await?;
    page.eval("return document.querySelector('.taking-code textarea').value.trim()")
        .await
}

async fn takes_a_course(page: Page) -> Result<()> {
    let house = published_rulebook("house").context("there is no house definition")?;
    let aims = [(Stage::Lead, Stage::Prospect)];
    let forms = test_forms(house, DAY, &aims, 5, 2);
    let course = Course::of_forms(&forms, house, DAY, "Small course");
    let stem = course.stem.clone();
    ensure!(course.before.cases.len() == 2, "the course is not small");
    page.size(1280, 900).await?;
    // As a file, where learners open what they were given.
    page.open("#/learn/test").await?;
    page.choose_bytes(
        ".taking-open input[type=file]",
        "course.json",
        course.to_json().to_string().as_bytes(),
    )
    .await?;
    press(&page, "Start the course").await?;
    page.find(".course-steps").await?;
    let mut codes = Vec::new();
    for (step, deck) in [(1, &course.before), (4, &course.after)] {
        page.click(&format!(".course-step:nth-child({step}) a"))
            .await?;
        codes.push(take_test(&page, deck).await?);
        page.click(".taking-steps a.primary").await?;
        page.wait_for_text(".course-step:nth-child(1)", "1 of 2 right")
            .await?;
    }
    let shown: Vec<String> = page
        .eval("return [...document.querySelectorAll('.course-codes textarea')].map((each) => each.value.trim())")
        .await?;
    ensure!(
        shown == codes,
        "the course page gives {shown:?}, and the tests {codes:?}"
    );
    let class = read_class(&shown.join("\n"));
    let read: Vec<&str> = class.tests.iter().map(|test| test.deck.as_str()).collect();
    ensure!(
        read == [&*format!("{stem}-before"), &*format!("{stem}-after")],
        "the codes are of {read:?}"
    );
    // The way back to it, with what is done and what is next.
    go(&page, "#/learn/test").await?;
    page.wait_for_text(".taking-courses", "2 of 4 steps done. Next: lesson")
        .await?;
    // Its tests are the course's, and no decks to be changed.
    go(&page, "#/learn/desk").await?;
    page.wait_for_text(".desk-decks", "No deck yet").await?;
    let link = format!(".desk-decks a[href='#/learn/desk/course/{stem}']");
    ensure!(
        page.count(&link).await? == 1,
        "the desk does not list the course"
    );
    for part in [format!("{stem}-before"), format!("{stem}-after/1")] {
        go(&page, &format!("#/learn/desk/{part}")).await?;
        page.wait_for_text(".desk-in-course", "Small course")
            .await?;
        let fields = page.count(".desk-settings, .desk-cases, .desk-case");
        ensure!(fields.await? == 0, "a test of a course can be changed");
    }
    go(&page, &format!("#/learn/desk/course/{stem}")).await?;
    page.find(".course-questions").await.map(drop)
}

async fn refuses_courses(page: Page) -> Result<()> {
    let link = course()?.to_link();
    let cut = link.get(..link.len() - 40).unwrap_or_default();
    let mut newer = course()?.to_json();
    let mut unpaired = newer.clone();
    set(&mut newer, "/format", "leadlens.course/2");
    set(&mut unpaired, "/after/id", "another-after");
    for (link, part) in [
        (cut.to_owned(), "This link is damaged"),
        ("7.abc".to_owned(), "made by a newer version of Leadlens"),
        (
            exchange::pack_link(&newer),
            "made by a newer version of Leadlens",
        ),
        (exchange::pack_link(&unpaired), "do not belong together"),
        (
            exchange::pack_link(&json!({})),
            "This course cannot be read",
        ),
    ] {
        page.open(&format!("#/learn/course/{link}")).await?;
        page.wait_for_text(".course-refused", part).await?;
    }
    page.open("#/learn/course/nobody").await?;
    page.wait_for_text(".course-page h2", "not in this browser")
        .await?;
    page.open("#/learn/desk").await?;
    page.choose_bytes(BRING, "x.json", b"{ \"format\":").await?;
    page.wait_for_text(".desk-refused", "x.json").await?;
    page.open("#/learn/desk/course").await?;
    page.find(".course-make").await?;
    if page.count(".course-list").await? != 0 {
        bail!("a refused course is in the list");
    }
    Ok(())
}

fn set(value: &mut Value, place: &str, text: &str) {
    if let Some(found) = value.pointer_mut(place) {
        *found = text.into();
    }
}
