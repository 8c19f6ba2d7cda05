//! What holds for every room: it loads without an error, from anywhere, and everyone can use it.

use leadlens_tests::{Page, Result, Scheme, Test, ensure, site::SUB_PATH, test};

/// The rooms, by hash.
const ROOMS: [&str; 1] = [""];

/// The table of this file.
pub fn tests() -> Vec<Test> {
    vec![
        test("page::loads_without_an_error", loads_without_an_error),
        test("page::works_under_a_sub_path", works_under_a_sub_path),
        test(
            "page::is_there_before_the_program",
            is_there_before_the_program,
        ),
        test("page::is_accessible_wide_and_light", |page| {
            accessible(page, 1280, Scheme::Light)
        }),
        test("page::is_accessible_wide_and_dark", |page| {
            accessible(page, 1280, Scheme::Dark)
        }),
        test("page::is_accessible_narrow_and_light", |page| {
            accessible(page, 390, Scheme::Light)
        }),
        test("page::is_accessible_narrow_and_dark", |page| {
            accessible(page, 390, Scheme::Dark)
        }),
    ]
}

/// The program has started: trunk's start script tells the page so.
async fn started(page: &Page) -> Result<()> {
    page.wait_until("document.querySelector('h1') && window.wasmBindings")
        .await
}

async fn loads_without_an_error(page: Page) -> Result<()> {
    for room in ROOMS {
        page.open(room).await?;
        started(&page).await?;
        let title: String = page.eval("return document.title").await?;
        ensure!(title.contains("Leadlens"), "the title is {title:?}");
    }
    let asked: Vec<String> = page
        .server()
        .log()
        .into_iter()
        .map(|request| request.path)
        .collect();
    ensure!(
        asked.iter().any(|path| path.ends_with(".wasm")),
        "no WebAssembly among {asked:?}"
    );
    // Other origins are never asked: the page is complete in itself.
    let foreign: Vec<String> = page
        .eval("return performance.getEntriesByType('resource').map((each) => each.name).filter((name) => !name.startsWith(location.origin) && !name.startsWith('data:'))")
        .await?;
    ensure!(foreign.is_empty(), "fetched from elsewhere: {foreign:?}");
    Ok(())
}

async fn works_under_a_sub_path(page: Page) -> Result<()> {
    page.open_in_sub_path("").await?;
    started(&page).await?;
    let outside: Vec<String> = page
        .server()
        .log()
        .into_iter()
        .map(|request| request.path)
        .filter(|path| !path.starts_with(SUB_PATH) && !path.starts_with("/__"))
        .collect();
    ensure!(
        outside.is_empty(),
        "asked for outside the sub-path: {outside:?}"
    );
    Ok(())
}

/// The first paint does not wait for WebAssembly: the page as sent has its heading and its landmarks.
async fn is_there_before_the_program(page: Page) -> Result<()> {
    let sent: String = {
        page.open("").await?;
        page.eval_async("const done = arguments[0]; fetch(location.href).then((sent) => sent.text()).then(done)").await?
    };
    ensure!(sent.contains("<h1"), "index.html carries no heading");
    ensure!(
        sent.contains("<main"),
        "index.html carries no main landmark"
    );
    ensure!(
        !sent.contains("<script>"),
        "index.html carries an inline script"
    );
    Ok(())
}

async fn accessible(page: Page, width: u32, scheme: Scheme) -> Result<()> {
    let height = if width < 500 { 844 } else { 900 };
    page.size(width, height).await?;
    for room in ROOMS {
        page.open(room).await?;
        started(&page).await?;
        page.scheme(scheme).await?;
        page.check_accessibility().await?;
        let wider: i64 = page
            .eval(
                "const root = document.documentElement; return root.scrollWidth - root.clientWidth",
            )
            .await?;
        ensure!(
            wider <= 0,
            "the page is {wider} pixels wider than its window of {width}"
        );
        page.screenshot(&format!(
            "room{}-{width}-{scheme:?}",
            room.replace('#', "-")
        ))
        .await?;
    }
    Ok(())
}
