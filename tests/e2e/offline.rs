//! Without a connection: after the first visit the site opens all the same, in one version, until a newer one is asked for.
//!
//! Each test has a copy of the built site, made into other versions by what makes the built one's service worker.

use crate::{
    hosted,
    kept::{has_company, set_company},
    room::{self, press, rows, saved, settled},
};
use leadlens_tests::{Context, Page, Result, Site, Test, bail, ensure, site::SUB_PATH, test};
use serde::Deserialize;
use serde_json::{Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
    process,
    sync::atomic::{AtomicU32, Ordering},
    time::{Duration, Instant},
};
use xtask::{Extra, Mount, Server, offline};

/// The table of this file; empty as long as the embed is not part of the site.
pub fn tests(site: &Site) -> Vec<Test> {
    if !site.has_embed() {
        return Vec::new();
    }
    vec![
        test("offline::opens_without_a_connection", opens).within(240),
        test(
            "offline::opens_from_a_host_that_names_pages_otherwise",
            short_names,
        )
        .within(180),
        test("offline::a_newer_version_waits_to_be_asked", newer).within(180),
        test("offline::a_mixture_is_not_taken", mixture).within(150),
        test("offline::two_tabs_are_never_mixed", two_tabs).within(180),
        test("offline::sites_on_one_origin_keep_apart", two_sites).within(150),
        test("offline::a_frame_asks_for_nothing", frame),
    ]
}

/// How long a version may take to come: debug builds are large, and checked byte by byte.
const COMING: Duration = Duration::from_secs(120);
/// What a version has in its start page and in the script of its quizzes, to be told by.
const MARK: &str = "data-version";

/// A copy of the built site, as a version named by a letter. Pages are watched for errors by a file of the site, as the network
/// is gone at times.
struct Copy {
    folder: PathBuf,
}

impl Copy {
    fn of(site: &Site, letter: char) -> Result<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("leadlens-offline-{}-{number}", process::id());
        let copy = Self {
            folder: std::env::temp_dir().join(name),
        };
        copy_all(&site.folder, &copy.folder)?;
        fs::write(
            copy.folder.join("__watch.js"),
            include_bytes!("../watch.js"),
        )?;
        for page in ["index.html", "quiz.html"] {
            copy.change(page, |text| {
                text.replacen("<head>", "<head><script src=\"./__watch.js\"></script>", 1)
                    .replacen("<html", &format!("<html {MARK}=\"-\""), 1)
            })?;
        }
        copy.change("embed/leadlens.js", |text| {
            format!("{text}\nglobalThis.__embed = '-';\n")
        })?;
        copy.become_version(letter)?;
        Ok(copy)
    }

    fn change(&self, path: &str, change: impl FnOnce(String) -> String) -> Result<()> {
        let path = self.folder.join(path);
        let text = fs::read_to_string(&path)
            .with_context(|| format!("{} cannot be read", path.display()))?;
        Ok(fs::write(&path, change(text))?)
    }

    /// Puts another version in place of this one: no file of the program keeps its name.
    fn become_version(&self, letter: char) -> Result<()> {
        self.change_files(letter)?;
        offline::write(&self.folder).map(drop)
    }

    fn change_files(&self, letter: char) -> Result<()> {
        let files: Vec<PathBuf> = fs::read_dir(&self.folder)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<std::io::Result<_>>()?;
        let before = files
            .iter()
            .find_map(|path| {
                let name = path.file_name()?.to_str()?;
                name.strip_prefix("site-")?.strip_suffix("_bg.wasm")
            })
            .context("the site has no program")?
            .to_owned();
        let after = format!("{:0>16}", u32::from(letter));
        for path in files {
            let name = path.file_name().and_then(|name| name.to_str());
            let name = name.unwrap_or_default();
            if name.ends_with(".js") || name.ends_with(".html") {
                let text = fs::read_to_string(&path)?;
                fs::write(&path, text.replace(&before, &after))?;
            }
            if name.contains(&before) {
                fs::rename(&path, path.with_file_name(name.replace(&before, &after)))?;
            }
        }
        for page in ["index.html", "quiz.html"] {
            self.change(page, |text| marked(&text, &format!("{MARK}=\""), letter))?;
        }
        self.change("embed/leadlens.js", |text| {
            marked(&text, "globalThis.__embed = '", letter)
        })
    }

    /// Serves it at the root; on this port, if it is not 0.
    fn serve(&self, page: &Page, port: u16) -> Result<Server> {
        serve(page, port, vec![Mount::root(&self.folder)])
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.folder));
    }
}

/// A text with another letter behind this.
fn marked(text: &str, before: &str, letter: char) -> String {
    match text.split_once(before) {
        Some((start, rest)) => {
            let rest: String = rest.chars().skip(1).collect();
            format!("{start}{before}{letter}{rest}")
        }
        None => text.to_owned(),
    }
}

fn copy_all(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy_all(&path, &target)?;
        } else {
            fs::copy(&path, &target)?;
        }
    }
    Ok(())
}

fn serve(page: &Page, port: u16, mounts: Vec<Mount>) -> Result<Server> {
    let axe = page.site().modules.join("axe-core").join("axe.min.js");
    let extras = vec![
        Extra {
            path: "/__axe.js".to_owned(),
            media_type: "text/javascript; charset=utf-8".to_owned(),
            body: fs::read(&axe)?,
        },
        Extra {
            path: "/__frame.html".to_owned(),
            media_type: "text/html; charset=utf-8".to_owned(),
            body: b"<!doctype html><title>frame</title><link rel=icon href=data:,><iframe src='/' width=1200 height=800></iframe>".to_vec(),
        },
    ];
    // The one before may need a moment to let go of the port.
    let start = Instant::now();
    loop {
        match Server::start(port, mounts.clone(), extras.clone(), "") {
            Err(_) if start.elapsed() < Duration::from_secs(5) => {
                std::thread::sleep(Duration::from_millis(20));
            }
            done => return Ok(done?),
        }
    }
}

/// What the browser says about the workers of a page.
#[derive(Debug, Deserialize, PartialEq, Eq)]
struct Workers {
    installing: bool,
    waiting: bool,
    active: bool,
    /// Whether the page gets what it asks for from the worker.
    controlled: bool,
}

async fn workers(page: &Page) -> Result<Workers> {
    page.eval_async(
        "const done = arguments[arguments.length - 1];\
         navigator.serviceWorker.getRegistrations().then((all) => {\
           const found = all.find((each) => each.scope === new URL('./', location).href);\
           done({ installing: Boolean(found?.installing), waiting: Boolean(found?.waiting), active: found?.active?.state === 'activated',\
             controlled: Boolean(navigator.serviceWorker.controller) }); });",
    )
    .await
}

/// Waits until the workers are like this.
async fn workers_are(page: &Page, what: &str, wanted: impl Fn(&Workers) -> bool) -> Result<()> {
    let start = Instant::now();
    loop {
        let now = workers(page).await?;
        if wanted(&now) {
            return Ok(());
        }
        ensure!(start.elapsed() < COMING, "{what}: {now:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn ready(page: &Page) -> Result<()> {
    workers_are(page, "no worker became active", |now| {
        now.active && !now.installing
    })
    .await
}

/// The names of all caches of the origin, but for those about pages.
async fn caches(page: &Page) -> Result<Vec<String>> {
    let mut names: Vec<String> = page
        .eval_async("const done = arguments[arguments.length - 1]; caches.keys().then(done)")
        .await?;
    names.retain(|name| !name.ends_with(" pages"));
    Ok(names)
}

/// Asks for a newer version, as the browser does now and then, and waits until nothing is on its way.
async fn look_for_newer(page: &Page) -> Result<()> {
    page.eval_async::<Value>(
        "const done = arguments[arguments.length - 1];\
         navigator.serviceWorker.getRegistration().then((found) => found.update()).then(() => done(null), () => done(null))",
    )
    .await?;
    workers_are(page, "a version does not come to an end", |now| {
        !now.installing
    })
    .await
}

/// Which version the page is of.
async fn is_version(page: &Page, letter: char) -> Result<()> {
    page.wait_until(&format!(
        "document.readyState === 'complete' && document.documentElement.getAttribute('{MARK}') === '{letter}'"
    ))
    .await
}

/// Enters the quiz room for the first time, and makes sure that the quiz in it is of this version too.
async fn quiz_room_is(page: &Page, letter: char) -> Result<()> {
    page.click("a[href='#/quiz']").await?;
    page.find(".quiz-room button").await?;
    page.wait_until("document.querySelector('.quiz-begin, leadlens-quiz')")
        .await?;
    if page.count(".quiz-begin").await? > 0 {
        press(page, "Start with the sample quiz").await?;
    }
    page.wait_until("document.querySelector('leadlens-quiz')?.shadowRoot?.querySelector('form')")
        .await?;
    let embed: String = page.eval("return String(globalThis.__embed)").await?;
    ensure!(
        embed == letter.to_string(),
        "the quiz is of version {embed}, the page of {letter}"
    );
    page.click("a[href='#/triage']").await?;
    settled(page).await
}

/// Visits a site for the first time, with a list, until it would open without a connection.
async fn visit(page: &Page, server: &Server) -> Result<String> {
    page.size(1280, 900).await?;
    page.open_url(&format!("{}/", server.origin())).await?;
    page.find(".empty").await?;
    press(page, "Load 200 sample contacts").await?;
    settled(page).await?;
    let name = rows(page).await?.swap_remove(0).name;
    set_company(page, &name, "Kept & Sons").await?;
    saved(page).await?;
    ready(page).await?;
    Ok(name)
}

/// Loads the page again as a person does: Firefox's driver would go past the worker, as with the shift key held down.
async fn reload(page: &Page) -> Result<()> {
    // They are taken over before the document goes.
    page.problems().await?;
    page.eval::<Value>("window.__before = true; setTimeout(() => location.reload()); return null")
        .await?;
    page.wait_until("!window.__before && document.readyState === 'complete'")
        .await
}

async fn again(page: &Page) -> Result<()> {
    reload(page).await?;
    settled(page).await
}

async fn opens(page: Page) -> Result<()> {
    let site = Copy::of(page.site(), 'A')?;
    let server = site.serve(&page, 0)?;
    let origin = server.origin();
    let name = visit(&page, &server).await?;
    ensure!(
        !workers(&page).await?.controlled,
        "a page from the network was taken over"
    );
    let missing: Vec<_> = server
        .log()
        .into_iter()
        .filter(|request| request.status != 200)
        .collect();
    ensure!(missing.is_empty(), "not on the host: {missing:?}");
    drop(server);

    again(&page).await?;
    has_company(&page, &name, "Kept & Sons").await?;
    is_version(&page, 'A').await?;
    quiz_room_is(&page, 'A').await?;
    page.click("a[href='#/learn']").await?;
    page.find(".learn-sections a[aria-current=page]").await?;
    // Its style sheet comes with it.
    page.wait_until("[...document.styleSheets].some((each) => each.href?.includes('/learn-'))")
        .await?;
    // So do its parts: practice, and the trainer's desk.
    page.click(".learn-sections a[href='#/learn/drill']")
        .await?;
    page.click(".drill-hall .drill-next").await?;
    page.find(".drill-example").await?;
    page.click(".learn-sections a[href='#/learn/test']").await?;
    room::press(&page, "Make both tests").await?;
    page.find(".taking-decks a").await?;
    page.click(".learn-sections a[href='#/learn/desk']").await?;
    room::press(&page, "Empty deck").await?;
    page.wait_for_text(".learn-page h2", "New deck").await?;
    page.click("a[href='#/triage']").await?;
    settled(&page).await?;
    room::open_contact(&page, &name).await?;
    press(&page, "Your data").await?;
    press(&page, "Close").await?;
    // What stands behind ? and # is the page's.
    for address in ["index.html", "?utm_source=mail#/triage"] {
        page.open_url(&format!("{origin}/{address}")).await?;
        settled(&page).await?;
        let seen: String = page.eval("return location.href").await?;
        ensure!(seen == format!("{origin}/{address}"), "it is at {seen}");
    }
    quiz_opens(&page, &format!("{origin}/quiz.html?utm_campaign=spring")).await?;
    // What is not of the site is not there.
    let reached: bool = page
        .eval_async(
            "const done = arguments[arguments.length - 1];\
             fetch('./elsewhere.json').then(() => done(true), () => done(false))",
        )
        .await?;
    ensure!(!reached, "the host answers although it is gone");
    Ok(())
}

/// Opens a link to a quiz at this address.
async fn quiz_opens(page: &Page, address: &str) -> Result<()> {
    let quiz = json!({
        "format": "leadlens.quiz/1", "id": "link", "title": "Without a net", "lang": "de", "rulebook": "house",
        "questions": [{ "id": "intent", "type": "yes_no", "text": "Kaufen?", "attribute": "explicit_intent" }],
        "results": [{ "id": "all", "title": "Danke" }],
    });
    page.open_url(&format!("{address}#{}", hosted::packed(&quiz.to_string())))
        .await?;
    page.wait_until("document.querySelector('leadlens-quiz')?.shadowRoot?.querySelector('form')")
        .await?;
    page.wait_for_text("h1", "Without a net").await?;
    let seen: String = page.eval("return location.href.split('#')[0]").await?;
    ensure!(seen == address, "the page sees {seen} of {address}");
    Ok(())
}

/// Some hosts serve `quiz.html` as `quiz`, and send those who ask for more there. Links of both kinds are about.
async fn short_names(page: Page) -> Result<()> {
    let site = Copy::of(page.site(), 'A')?;
    let server = serve(&page, 0, vec![Mount::root(&site.folder).by_short_names()])?;
    let origin = server.origin();
    page.open_url(&format!("{origin}/")).await?;
    ready(&page).await?;
    drop(server);
    for path in ["quiz.html", "quiz", "quiz?utm_campaign=spring"] {
        quiz_opens(&page, &format!("{origin}/{path}"))
            .await
            .with_context(|| path)?;
        is_version(&page, 'A').await?;
    }
    for path in ["", "index.html"] {
        page.open_url(&format!("{origin}/{path}")).await?;
        page.find(".empty").await?;
        is_version(&page, 'A').await?;
    }
    Ok(())
}

const NOTICE: &str = "[data-newer-version]";

async fn newer(page: Page) -> Result<()> {
    let site = Copy::of(page.site(), 'A')?;
    let server = site.serve(&page, 0)?;
    let name = visit(&page, &server).await?;
    again(&page).await?;
    let first = caches(&page).await?;
    ensure!(first.len() == 1, "these caches are there: {first:?}");

    site.become_version('B')?;
    // The page that loads now is still of A, of which nothing is left on the host.
    again(&page).await?;
    is_version(&page, 'A').await?;
    page.wait_for_text(NOTICE, "A new version of Leadlens is ready.")
        .await?;
    page.check_accessibility().await?;
    page.screenshot("offline-notice").await?;
    quiz_room_is(&page, 'A').await?;
    press(&page, "Later").await?;
    page.wait_until_gone(NOTICE).await?;
    again(&page).await?;
    is_version(&page, 'A').await?;
    ensure!(
        workers(&page).await?.waiting,
        "the newer version took over by itself"
    );

    // What was changed a moment ago comes along.
    set_company(&page, &name, "Changed & Gone").await?;
    press(&page, "Use it now").await?;
    is_version(&page, 'B').await?;
    settled(&page).await?;
    has_company(&page, &name, "Changed & Gone").await?;
    quiz_room_is(&page, 'B').await?;
    ensure!(
        page.count(NOTICE).await? == 0,
        "the new version is announced to itself"
    );
    only_cache_left(&page, &first).await?;
    drop(server);
    again(&page).await?;
    is_version(&page, 'B').await
}

/// Opens the page again until one cache is left, and none of these.
async fn only_cache_left(page: &Page, gone: &[String]) -> Result<()> {
    let start = Instant::now();
    loop {
        again(page).await?;
        let left = caches(page).await?;
        if left.len() == 1 && left.iter().all(|name| !gone.contains(name)) {
            return Ok(());
        }
        ensure!(start.elapsed() < COMING, "these caches stay: {left:?}");
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
}

async fn mixture(page: Page) -> Result<()> {
    let site = Copy::of(page.site(), 'A')?;
    let server = site.serve(&page, 0)?;
    let name = visit(&page, &server).await?;
    again(&page).await?;
    let before = caches(&page).await?;

    // Everything of B is there, but for one file: first one that has the same name in both, then one that has not come yet.
    let old = fs::read(site.folder.join("embed/leadlens.js"))?;
    site.become_version('B')?;
    let new = fs::read(site.folder.join("embed/leadlens.js"))?;
    let part = fs::read_dir(&site.folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| {
            let path = path.to_string_lossy();
            // Its style sheet is the same in both versions, so the browser has it already.
            path.contains("/panel-") && path.ends_with(".wasm")
        })
        .context("the site has no part of the panel")?;
    let away = part.with_extension("later");
    for turn in ["an old file", "a missing file"] {
        if turn == "an old file" {
            fs::write(site.folder.join("embed/leadlens.js"), &old)?;
        } else {
            fs::write(site.folder.join("embed/leadlens.js"), &new)?;
            fs::rename(&part, &away)?;
        }
        look_for_newer(&page).await?;
        let now = workers(&page).await?;
        ensure!(now.active && !now.waiting, "with {turn}: {now:?}");
        // The browser may be trying once more by itself, with a cache that goes again.
        let start = Instant::now();
        while caches(&page).await? != before {
            ensure!(
                start.elapsed() < COMING,
                "with {turn} there are the caches {:?}",
                caches(&page).await?
            );
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        again(&page).await?;
        is_version(&page, 'A').await?;
        has_company(&page, &name, "Kept & Sons").await?;
        ensure!(page.count(NOTICE).await? == 0, "{turn} is announced");
    }
    quiz_room_is(&page, 'A').await?;

    fs::rename(&away, &part)?;
    look_for_newer(&page).await?;
    page.find(NOTICE).await?;
    press(&page, "Use it now").await?;
    is_version(&page, 'B').await?;
    drop(server);
    again(&page).await?;
    quiz_room_is(&page, 'B').await?;
    has_company(&page, &name, "Kept & Sons").await
}

async fn two_tabs(page: Page) -> Result<()> {
    let site = Copy::of(page.site(), 'A')?;
    let server = site.serve(&page, 0)?;
    let name = visit(&page, &server).await?;
    again(&page).await?;
    // The second tab can only look on, so the quiz is made here; its script is not here any more after loading again.
    quiz_room_is(&page, 'A').await?;
    saved(&page).await?;
    again(&page).await?;
    let first = caches(&page).await?;
    let (driver, one) = (page.driver(), page.driver().window().await?);
    // A window of its own rather than a tab: drivers differ in whether a tab behind another is drawn.
    let two = driver.new_window().await?;
    driver.switch_to_window(two.clone()).await?;
    page.open_url(&format!("{}/", server.origin())).await?;
    settled(&page).await?;
    is_version(&page, 'A').await?;

    site.become_version('B')?;
    look_for_newer(&page).await?;
    page.find(NOTICE).await?;
    press(&page, "Use it now").await?;
    is_version(&page, 'B').await?;
    settled(&page).await?;
    quiz_room_is(&page, 'B').await?;
    // Notes about pages that are being opened count by themselves; this page's must not be one of them any more.
    tokio::time::sleep(Duration::from_secs(11)).await;
    again(&page).await?;

    // The other tab was not touched; it goes on as it is, without a host that has anything of it.
    driver.switch_to_window(one).await?;
    is_version(&page, 'A').await?;
    page.wait_for_text(NOTICE, "Another tab uses it already")
        .await?;
    ensure!(
        caches(&page).await?.iter().any(|name| first.contains(name)),
        "what the other tab needs is gone"
    );
    set_company(&page, &name, "From the old tab").await?;
    quiz_room_is(&page, 'A').await?;
    press(&page, "Use it now").await?;
    is_version(&page, 'B').await?;
    settled(&page).await?;
    has_company(&page, &name, "From the old tab").await?;
    only_cache_left(&page, &first).await?;
    drop(server);
    again(&page).await?;
    is_version(&page, 'B').await
}

async fn two_sites(page: Page) -> Result<()> {
    let (upper, lower) = (Copy::of(page.site(), 'A')?, Copy::of(page.site(), 'A')?);
    let mounts = vec![
        Mount::root(&upper.folder),
        Mount::at(SUB_PATH, &lower.folder),
    ];
    let server = serve(&page, 0, mounts)?;
    let (at_root, below) = (
        format!("{}/", server.origin()),
        format!("{}{SUB_PATH}", server.origin()),
    );
    page.open_url(&at_root).await?;
    ready(&page).await?;
    page.eval_async::<Value>(
        "const done = arguments[arguments.length - 1];\
         caches.open('of somebody else').then((cache) => cache.put('/theirs', new Response('1'))).then(() => done(null))",
    )
    .await?;
    // The site further up has a worker already, which this page is not for.
    page.open_url(&below).await?;
    page.find(".empty").await?;
    ready(&page).await?;
    reload(&page).await?;
    page.find(".empty").await?;
    ensure!(
        page.count(NOTICE).await? == 0,
        "the first version is announced"
    );
    let before = caches(&page).await?;
    ensure!(before.len() == 3, "these caches are there: {before:?}");

    upper.become_version('B')?;
    page.open_url(&at_root).await?;
    is_version(&page, 'A').await?;
    look_for_newer(&page).await?;
    page.find(NOTICE).await?;
    press(&page, "Use it now").await?;
    is_version(&page, 'B').await?;
    tokio::time::sleep(Duration::from_secs(11)).await;
    reload(&page).await?;
    is_version(&page, 'B').await?;
    page.find(".empty").await?;
    drop(server);
    page.open_url(&below).await?;
    is_version(&page, 'A').await?;
    page.find(".empty").await?;
    let after = caches(&page).await?;
    let stayed = before.iter().filter(|name| after.contains(name)).count();
    ensure!(
        stayed == 2 && after.len() == 3,
        "the caches were {before:?} and are {after:?}"
    );
    Ok(())
}

async fn frame(page: Page) -> Result<()> {
    let site = Copy::of(page.site(), 'A')?;
    let server = site.serve(&page, 0)?;
    page.open_url(&format!("{}/__frame.html", server.origin()))
        .await?;
    page.find("iframe").await?.enter_frame().await?;
    page.find(".empty").await?;
    // By now it would have asked.
    page.wait_until("performance.getEntriesByType('resource').some((each) => each.name.includes('/dialogs-') && each.responseEnd)")
        .await?;
    page.find("[aria-label='About new versions']").await?;
    let asked = server
        .log()
        .iter()
        .any(|request| request.path.ends_with("/sw.js"));
    page.problems().await?;
    page.driver().enter_default_frame().await?;
    if asked {
        bail!("a page in a frame asked for the worker");
    }
    Ok(())
}
