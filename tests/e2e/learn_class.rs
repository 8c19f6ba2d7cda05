//! A class's results: codes pasted and scanned, and what they say of who, what and which case.

use crate::{
    everyone,
    room::{self, catch_downloads, downloaded, saved},
};
use exchange::{Course, class_csv};
use leadlens_tests::{Browser, Context, Page, Result, Scheme, Test, ensure, test};
use model::learn::{
    Confusion, CourseResults, TestResult, curriculum, read_class, separations, test_forms,
    write_code,
};
use model::{Day, Stage, published_rulebook};
use qrcodegen::{QrCode, QrCodeEcc};
use serde_json::{Value, json};

/// The table of this file.
pub fn tests() -> Vec<Test> {
    let mut tests = vec![
        test("learn_class::sees_a_class_of_fifteen", sees_a_class).within(120),
        test("learn_class::scans_photos", scans_photos).within(90),
        test("learn_class::scans_with_the_camera", scans_with_the_camera)
            .only(&[Browser::Chromium, Browser::Firefox])
            .within(90),
    ];
    for (name, width, scheme) in [
        ("learn_class::clean_wide_and_light", 1280, Scheme::Light),
        ("learn_class::clean_wide_and_dark", 1280, Scheme::Dark),
        ("learn_class::clean_narrow_and_light", 390, Scheme::Light),
        ("learn_class::clean_narrow_and_dark", 390, Scheme::Dark),
    ] {
        tests.push(test(name, move |page| clean(page, width, scheme)).within(180));
    }
    tests
}

pub const DAY: Day = Day(20_783);
const NAMES: [&str; 15] = [
    "Ada Lovelace",
    "Bo",
    "Cem Yıldız",
    "Di",
    "Eve",
    "Fay",
    "Gus",
    "Hal",
    "Ida",
    "Jo",
    "Kit",
    "Lee",
    "Max",
    "Núria",
    "Oz",
];

/// A course under the house definition.
pub fn course() -> Result<Course> {
    let house = published_rulebook("house").context("there is no house definition")?;
    let aims = curriculum(&separations(house, DAY));
    let forms = test_forms(house, DAY, &aims, 7, 2);
    Ok(Course::of_forms(&forms, house, DAY, "Leads or prospects?"))
}

/// What a learner answered: the more often right the later in the list and the later the test, but question 3 hardly ever.
fn result(course: &Course, learner: usize, after: bool) -> Result<TestResult> {
    let deck = if after { &course.after } else { &course.before };
    let mut right = Vec::new();
    let mut confusion = Confusion::default();
    for (at, case) in deck.cases.iter().enumerate() {
        let is = Stage::from_id(&case.answer).context("an answer is no stage")?;
        let hard = at == 2 && learner != 4;
        let wrong = hard || (learner * 7 + at * 5) % 15 < if after { 3 } else { 7 };
        let other = if is == Stage::Lead {
            Stage::Prospect
        } else {
            Stage::Lead
        };
        let said = if wrong { other } else { is };
        right.push(!wrong);
        confusion.add(is, said, 1);
    }
    Ok(TestResult {
        learner: NAMES.get(learner).copied().unwrap_or("Pip").to_owned(),
        deck: deck.id.clone(),
        right,
        confusion,
        ..TestResult::default()
    })
}

/// The codes of the class, without those of the second test of the last one.
fn codes(course: &Course) -> Result<Vec<String>> {
    let mut codes = Vec::new();
    for learner in 0..NAMES.len() {
        for after in [false, true] {
            if learner + 1 < NAMES.len() || !after {
                codes.push(write_code(&result(course, learner, after)?)?);
            }
        }
    }
    Ok(codes)
}

/// What the page is to show of these codes.
fn expected(codes: &[String]) -> Result<CourseResults> {
    let mut courses = read_class(&codes.join("\n")).courses();
    ensure!(courses.len() == 1, "{} courses", courses.len());
    Ok(courses.remove(0))
}

/// The codes as they come in mails and chats, with two that were mistyped.
fn messages(codes: &[String]) -> String {
    let mut text = String::from("Hi all, thanks for your codes!\n\n");
    for (at, code) in codes.iter().enumerate() {
        text.push_str(&match at % 5 {
            0 => format!("[26/11/2026, 09:{:02}] learner {at}: {code}\n", at + 10),
            1 => format!("{}\n", code.to_lowercase()),
            2 => format!("> my code is “{}”, bye\n\n", code.replace('-', " ")),
            3 => format!("{at};{code};ok\n"),
            _ => format!("\t**{code}**\n"),
        });
    }
    for code in codes.iter().take(2) {
        text.push_str(&format!("Again: {}\n", code.replacen('-', "-7", 1)));
    }
    text
}

/// Puts a text into a field at once, as pasting does.
async fn put(page: &Page, selector: &str, text: &str) -> Result<()> {
    page.find(selector).await?;
    page.eval_with::<Value>(
        "const field = document.querySelector(arguments[0]); field.focus(); field.value = arguments[1];\
         field.dispatchEvent(new InputEvent('input', { bubbles: true })); return null",
        vec![json!(selector), json!(text)],
    )
    .await
    .map(drop)
}

/// Presses the button with this name, in the middle of what scrolls.
pub async fn press(page: &Page, name: &str) -> Result<()> {
    room::button(page, name).await?.scroll_into_view().await?;
    room::press(page, name).await
}

/// Opens the start of a course by its link, and starts it.
async fn start(page: &Page, course: &Course) -> Result<()> {
    page.open(&format!("#/learn/course/{}", course.to_link()))
        .await?;
    press(page, "Start the course").await?;
    page.find(".course-steps").await.map(drop)
}

async fn go_to(page: &Page, hash: &str) -> Result<()> {
    page.eval_with::<Value>(
        "location.hash = arguments[0]; return null",
        vec![json!(hash)],
    )
    .await
    .map(drop)
}

/// The cells of a table's body, row by row.
async fn cells(page: &Page, table: &str, place: usize) -> Result<Vec<Vec<String>>> {
    page.eval_with(
        "return [...document.querySelectorAll(arguments[0])][arguments[1]] ? \
         [...document.querySelectorAll(arguments[0])[arguments[1]].querySelectorAll('tbody tr')]\
         .map((row) => [...row.children].map((cell) => cell.innerText.trim())) : []",
        vec![json!(table), json!(place)],
    )
    .await
}

async fn sees_a_class(page: Page) -> Result<()> {
    let course = course()?;
    let codes = codes(&course)?;
    let expected = expected(&codes)?;
    page.size(1280, 900).await?;
    start(&page, &course).await?;
    go_to(&page, "#/learn/desk/class").await?;
    page.wait_for_text(".class-empty", "No results yet").await?;
    put(&page, ".class-codes textarea", &messages(&codes)).await?;
    page.wait_for_text(".class-found", "29 results of 15 learners.")
        .await?;
    // What is wrong is said, line by line.
    ensure!(
        page.count(".class-problems:not(.mild) li").await? == 2,
        "the mistyped codes are told as {:?}",
        page.texts(".class-problems li").await?
    );
    page.wait_for_text(".class-problems", "typing mistake")
        .await?;
    page.wait_for_text(".class-course h3", "Leads or prospects?")
        .await?;
    // The matrices, cell by cell.
    for (place, (_, test)) in expected.tests.iter().enumerate() {
        let shown = cells(&page, ".matrix", place).await?;
        let mut sum = 0;
        let stages: Vec<Stage> = Stage::ALL
            .into_iter()
            .filter(|stage| {
                shown
                    .iter()
                    .any(|row| row.first().is_some_and(|name| name == stage.label()))
            })
            .collect();
        for (row, right) in shown.iter().zip(&stages) {
            for (cell, said) in row.iter().skip(1).zip(&stages) {
                let count = test.confusion.count(*right, *said);
                ensure!(
                    *cell == count.to_string(),
                    "matrix {place} says {cell} for {right:?} taken for {said:?}, which is {count}"
                );
                sum += count;
            }
        }
        ensure!(
            sum == test.confusion.total() && sum > 0,
            "matrix {place} has {sum} answers of {}",
            test.confusion.total()
        );
        let hardest = test.hardest.context("a question is the hardest")?;
        ensure!(hardest == 2, "the hardest is {hardest}");
        let said = page.texts(".class-hardest").await?;
        ensure!(
            said.get(place)
                .is_some_and(|said| said.starts_with("Hardest: case 3. 1 had it right")),
            "of the hardest it says {said:?}"
        );
        let deck = if place == 0 {
            &course.before
        } else {
            &course.after
        };
        let text = deck.cases.get(2).map(|case| case.text.as_str());
        let first = text.and_then(|text| text.split('.').next()).unwrap_or("?");
        let quoted = page.texts(".class-quote").await?;
        ensure!(
            quoted
                .get(place)
                .is_some_and(|quoted| quoted.contains(first)),
            "the hardest question is told as {quoted:?}"
        );
        let bars = cells(&page, ".class-questions", place).await?;
        for (row, (right, of)) in bars.iter().zip(&test.questions) {
            ensure!(
                row.get(2) == Some(&format!("{right} of {of}")),
                "a question says {row:?}"
            );
        }
        ensure!(bars.len() == deck.cases.len(), "{} questions", bars.len());
    }
    let gain = expected.gain().context("somebody took both")?;
    for sentence in gain.sentences() {
        page.wait_for_text(".class-gain", &sentence).await?;
    }
    page.wait_for_text(".class-missing", "No code of the test after from: Oz")
        .await?;
    page.wait_for_text(".class-pairs", "Lead").await?;
    // The learners, by name, then by gain.
    let shown = cells(&page, ".class-learners", 0).await?;
    ensure!(shown.len() == 15, "{} learners are listed", shown.len());
    for row in &shown {
        let name = row.first().map(String::as_str).unwrap_or_default();
        let learner = expected.learners.iter().find(|each| each.name == name);
        let learner = learner.with_context(|| format!("nobody is called {name}"))?;
        let gain = learner.gain().map_or("–".to_owned(), |gain| match gain {
            0 => "0".to_owned(),
            gain if gain > 0 => format!("+{gain}"),
            gain => format!("−{}", -gain),
        });
        ensure!(row.last() == Some(&gain), "{name}: {row:?}, not {gain}");
    }
    let names = |rows: &[Vec<String>]| -> Vec<String> {
        rows.iter().filter_map(|row| row.first().cloned()).collect()
    };
    ensure!(
        names(&shown).first().map(String::as_str) == Some("Ada Lovelace"),
        "by name they are {:?}",
        names(&shown)
    );
    press(&page, "Gain").await?;
    page.wait_until("document.querySelector('.class-learners th:last-child').getAttribute('aria-sort') === 'descending'")
        .await?;
    let sorted = cells(&page, ".class-learners", 0).await?;
    let most = expected.learners.iter().filter_map(|l| l.gain()).max();
    ensure!(
        sorted.first().and_then(|row| row.last()) == most.map(|m| format!("+{m}")).as_ref()
            && names(&sorted).last().map(String::as_str) == Some("Oz"),
        "by gain they are {sorted:?}"
    );
    // The file is what was computed here.
    catch_downloads(&page).await?;
    press(&page, "Download as CSV").await?;
    let file = downloaded(&page).await?;
    let same = |text: &str| -> Vec<String> {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    ensure!(
        same(&file.text) == same(&class_csv(&expected)),
        "the file says {}",
        file.text
    );
    // It is kept as it was typed, and undone in one step.
    saved(&page).await?;
    page.reload().await?;
    page.wait_for_text(".class-found", "29 results of 15 learners.")
        .await?;
    let kept: String = page
        .eval("return document.querySelector('.class-codes textarea').value")
        .await?;
    ensure!(kept == messages(&codes), "the text became {kept:?}");
    // A second class beside it.
    press(&page, "New class").await?;
    page.find(".class-empty").await?;
    page.fill(".class-name input", "Evening class").await?;
    page.wait_for_text(".class-others", "Evening class").await?;
    press(&page, "Remove this class").await?;
    page.wait_for_text(".class-found", "29 results").await?;
    press(&page, "Undo: Remove “Evening class”").await?;
    page.wait_for_text(".class-others", "Evening class").await
}

/// A picture with QR codes side by side, as a file that every browser opens: BMP of 24 bits.
fn picture(texts: &[&str]) -> Result<Vec<u8>> {
    const CELL: usize = 4;
    const EDGE: usize = 24;
    let mut codes = Vec::new();
    for text in texts {
        codes.push(QrCode::encode_text(text, QrCodeEcc::Medium).context("too long for a QR code")?);
    }
    let side = |code: &QrCode| usize::try_from(code.size()).unwrap_or(0) * CELL;
    let width: usize = codes.iter().map(|code| side(code) + EDGE).sum::<usize>() + EDGE;
    let width = width.div_ceil(4) * 4;
    let height = codes.iter().map(side).max().unwrap_or(0) + 2 * EDGE;
    let size = 54 + width * height * 3;
    let mut bytes = b"BM".to_vec();
    let number = |n: usize| u32::try_from(n).unwrap_or(0).to_le_bytes();
    for n in [size, 0, 54, 40, width, height] {
        bytes.extend(number(n));
    }
    bytes.extend([1, 0, 24, 0]);
    for n in [0, width * height * 3, 2835, 2835, 0, 0] {
        bytes.extend(number(n));
    }
    // From the lowest row upwards.
    for y in (0..height).rev() {
        let mut left = EDGE;
        let mut row = vec![235_u8; width * 3];
        for code in &codes {
            for x in 0..side(code) {
                let at = |n: usize| i32::try_from(n / CELL).unwrap_or(-1);
                let inside = y.checked_sub(EDGE).filter(|y| *y < side(code));
                if inside.is_some_and(|y| code.get_module(at(x), at(y))) {
                    for dot in row.iter_mut().skip((left + x) * 3).take(3) {
                        *dot = 20;
                    }
                }
            }
            left += side(code) + EDGE;
        }
        bytes.extend(row);
    }
    Ok(bytes)
}

async fn scans_photos(page: Page) -> Result<()> {
    let course = course()?;
    let one = write_code(&result(&course, 0, false)?)?;
    let two = write_code(&result(&course, 1, true)?)?;
    page.size(1280, 900).await?;
    page.open("#/learn/desk/class").await?;
    let field = ".class-photos input[type=file]";
    page.choose_bytes(field, "two.bmp", &picture(&[&one, &two])?)
        .await?;
    page.wait_for_text(".class-found", "2 results of 2 learners.")
        .await?;
    page.wait_for_text(".toast", "Ada Lovelace").await?;
    let kept: String = page
        .eval("return document.querySelector('.class-codes textarea').value")
        .await?;
    ensure!(
        kept.contains(&one) && kept.contains(&two),
        "the field holds {kept:?}"
    );
    // Again: nothing is added. Something else: said.
    page.choose_bytes(field, "again.bmp", &picture(&[&one])?)
        .await?;
    page.wait_for_text(".toast", "1 code was there already.")
        .await?;
    page.choose_bytes(field, "other.bmp", &picture(&["https://example.com/menu"])?)
        .await?;
    page.wait_for_text(".toast", "holds no result of a test")
        .await?;
    page.choose_bytes(field, "none.bmp", &picture(&[])?).await?;
    page.wait_for_text(".toast", "No code was found in none.bmp")
        .await?;
    page.choose_bytes(field, "text.png", b"not a picture")
        .await?;
    page.wait_for_text(".toast", "text.png is no picture")
        .await?;
    page.wait_for_text(".class-found", "2 results of 2 learners.")
        .await?;
    // Undone in one step.
    press(&page, "Undo: Scan 2 codes").await?;
    page.find(".class-empty").await?;
    Ok(())
}

/// A camera that shows a picture, or none: what the browser would lend is put in its place.
async fn lend_camera(page: &Page, picture: Option<&[u8]>, error: &str) -> Result<()> {
    page.eval_with::<Value>(
        r#"
        const [bytes, error] = arguments;
        window.__stopped = 0;
        navigator.mediaDevices.getUserMedia = async () => {
          if (!bytes) throw new DOMException("", error);
          const image = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: "image/bmp" }));
          const canvas = document.createElement("canvas");
          canvas.width = image.width; canvas.height = image.height;
          const context = canvas.getContext("2d");
          const draw = () => context.drawImage(image, 0, 0);
          draw();
          const timer = setInterval(draw, 50);
          const stream = canvas.captureStream(20);
          for (const track of stream.getTracks()) {
            const stop = track.stop.bind(track);
            track.stop = () => { window.__stopped += 1; clearInterval(timer); stop(); };
          }
          return stream;
        };
        return null"#,
        vec![json!(picture), json!(error)],
    )
    .await
    .map(drop)
}

async fn scans_with_the_camera(page: Page) -> Result<()> {
    let code = write_code(&result(&course()?, 2, false)?)?;
    page.size(1280, 900).await?;
    page.open("#/learn/desk/class").await?;
    page.find(".class-camera").await?;
    for (error, part) in [
        ("NotAllowedError", "The camera was refused"),
        ("NotFoundError", "No camera was found"),
        ("NotReadableError", "another program"),
    ] {
        lend_camera(&page, None, error).await?;
        press(&page, "Scan with the camera").await?;
        page.wait_for_text(".class-refused", part).await?;
    }
    lend_camera(&page, Some(&picture(&[&code])?), "").await?;
    press(&page, "Scan with the camera").await?;
    page.find(".class-video").await?;
    page.wait_for_text(".class-found", "1 result of 1 learner.")
        .await?;
    page.wait_for_text(".class-camera", "1 code added").await?;
    press(&page, "Stop the camera").await?;
    page.wait_until("window.__stopped === 1 && !document.querySelector('.class-video')")
        .await?;
    // Leaving the page stops it as well. The same code again changes nothing.
    press(&page, "Scan with the camera").await?;
    page.wait_until("document.querySelector('.class-video')?.videoWidth > 0")
        .await?;
    go_to(&page, "#/learn/lesson").await?;
    page.wait_until("window.__stopped === 2").await?;
    go_to(&page, "#/learn/desk/class").await?;
    page.wait_for_text(".class-found", "1 result of 1 learner.")
        .await?;
    // The page may ask at all.
    if page.browser() == Browser::Chromium {
        let may: bool = page
            .eval("return document.featurePolicy.allowsFeature('camera') && !document.featurePolicy.allowsFeature('microphone')")
            .await?;
        ensure!(may, "the page's headers forbid the camera");
    }
    Ok(())
}

async fn clean(page: Page, width: u32, scheme: Scheme) -> Result<()> {
    let course = course()?;
    let codes = codes(&course)?;
    page.size(width, if width < 500 { 844 } else { 900 })
        .await?;
    page.open(&format!("#/learn/course/{}", course.to_link()))
        .await?;
    page.find(".course-plan").await?;
    page.scheme(scheme).await?;
    let mut wrong = Vec::new();
    everyone::look(&page, "learn-course-given", &mut wrong).await?;
    press(&page, "Start the course").await?;
    page.find(".course-steps").await?;
    everyone::look(&page, "learn-course", &mut wrong).await?;
    go_to(&page, "#/learn/desk/class").await?;
    page.find(".class-empty").await?;
    everyone::look(&page, "learn-class-empty", &mut wrong).await?;
    put(&page, ".class-codes textarea", &messages(&codes)).await?;
    page.find(".class-course").await?;
    everyone::look(&page, "learn-class", &mut wrong).await?;
    for (part, selector) in [
        ("learn-class-matrices", ".class-matrices"),
        ("learn-class-learners", ".class-learners"),
        ("learn-class-questions", ".class-questions"),
    ] {
        page.eval_with::<Value>(
            "document.querySelector(arguments[0]).scrollIntoView(); return null",
            vec![json!(selector)],
        )
        .await?;
        everyone::look(&page, part, &mut wrong).await?;
    }
    go_to(&page, "#/learn/desk/course").await?;
    page.find(".course-make").await?;
    everyone::look(&page, "learn-courses", &mut wrong).await?;
    go_to(&page, &format!("#/learn/desk/course/{}", course.stem)).await?;
    page.find(".course-questions").await?;
    everyone::look(&page, "learn-course-desk", &mut wrong).await?;
    page.open("#/learn/course/1.abc").await?;
    page.find(".course-refused").await?;
    everyone::look(&page, "learn-course-refused", &mut wrong).await?;
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}
