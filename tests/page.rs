//! The page under test: opening it, looking at it, and asking what went wrong in it.

use crate::{Browser, Context, Result, Site, axe, session::Session, site::SUB_PATH};
use anyhow::{bail, ensure};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::{
    fs,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};
use thirtyfour::{By, WebDriver, WebElement, WindowHandle};
use xtask::Server;

/// How long the page may take to come to what a test waits for. It costs time only where a test fails, so it is long: two cores may
/// be shared by four browsers.
pub const PATIENCE: Duration = Duration::from_secs(30);
/// How often it is looked at meanwhile.
const GLANCE: Duration = Duration::from_millis(30);

/// A colour scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Dark text on light ground.
    Light,
    /// Light text on dark ground.
    Dark,
}

/// A browser with the site on an origin of its own. Clones share it.
#[derive(Debug, Clone)]
pub struct Page {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    session: Mutex<Session>,
    main_window: Mutex<Option<WindowHandle>>,
    site: Site,
    server: Server,
    /// Problems of documents that are gone.
    problems: Mutex<Vec<String>>,
    screenshots: PathBuf,
}

impl Page {
    /// A page in this browser, on a fresh origin.
    ///
    /// # Errors
    /// No port can be had.
    pub fn new(session: Session, site: &Site, screenshots: PathBuf) -> Result<Self> {
        Ok(Self {
            inner: Arc::new(Inner {
                session: Mutex::new(session),
                main_window: Mutex::default(),
                site: site.clone(),
                server: site.serve()?,
                problems: Mutex::default(),
                screenshots,
            }),
        })
    }

    /// Which browser this is.
    pub fn browser(&self) -> Browser {
        lock(&self.inner.session).browser
    }

    /// The connection to the browser, for what the page's own methods do not cover.
    pub fn driver(&self) -> WebDriver {
        lock(&self.inner.session).driver.clone()
    }

    /// The browser as it is now.
    pub fn session(&self) -> Session {
        lock(&self.inner.session).clone()
    }

    /// Goes on in another browser, after the one before has ended.
    pub(crate) fn continue_in(&self, session: Session) {
        *lock(&self.inner.session) = session;
        *lock(&self.inner.main_window) = None;
    }

    /// The built site.
    pub fn site(&self) -> &Site {
        &self.inner.site
    }

    /// The server this page comes from, with its log.
    pub fn server(&self) -> &Server {
        &self.inner.server
    }

    /// `http://127.0.0.1:PORT`.
    pub fn origin(&self) -> String {
        self.inner.server.origin()
    }

    /// Opens a room by its hash (`""`, `"#quiz"`), loading the site anew.
    ///
    /// # Errors
    /// The browser cannot load it.
    pub async fn open(&self, hash: &str) -> Result<()> {
        self.open_url(&format!("{}/{hash}", self.origin())).await
    }

    /// As [`Page::open`], from under a sub-path.
    ///
    /// # Errors
    /// The browser cannot load it.
    pub async fn open_in_sub_path(&self, hash: &str) -> Result<()> {
        self.open_url(&format!("{}{SUB_PATH}{hash}", self.origin()))
            .await
    }

    /// Opens any address, always as a new document.
    ///
    /// # Errors
    /// The browser cannot load it.
    pub async fn open_url(&self, url: &str) -> Result<()> {
        self.keep_problems().await;
        // A change of the hash alone would not load anything.
        self.driver().goto("about:blank").await?;
        self.driver()
            .goto(url)
            .await
            .with_context(|| format!("{url} does not load"))
    }

    /// Loads the page again.
    ///
    /// # Errors
    /// The browser cannot load it.
    pub async fn reload(&self) -> Result<()> {
        self.keep_problems().await;
        Ok(self.driver().refresh().await?)
    }

    /// Runs a script, which may use `arguments`, and takes what it returns.
    ///
    /// # Errors
    /// The script throws, or returns something else.
    pub async fn eval_with<T: DeserializeOwned>(
        &self,
        script: &str,
        arguments: Vec<Value>,
    ) -> Result<T> {
        let value = self
            .driver()
            .execute(script, arguments)
            .await
            .with_context(|| format!("script: {script}"))?;
        Ok(value.convert()?)
    }

    /// As [`Page::eval_with`], without arguments.
    ///
    /// # Errors
    /// The script throws, or returns something else.
    pub async fn eval<T: DeserializeOwned>(&self, script: &str) -> Result<T> {
        self.eval_with(script, Vec::new()).await
    }

    /// Runs a script that calls its last argument with the result.
    ///
    /// # Errors
    /// The script throws, never calls, or gives something else.
    pub async fn eval_async<T: DeserializeOwned>(&self, script: &str) -> Result<T> {
        Ok(self
            .driver()
            .execute_async(script, Vec::new())
            .await?
            .convert()?)
    }

    /// The first element that a selector finds, waiting until there is one.
    ///
    /// # Errors
    /// There is none within the page's patience.
    pub async fn find(&self, selector: &str) -> Result<WebElement> {
        let start = Instant::now();
        loop {
            if let Ok(element) = self.driver().find(By::Css(selector)).await {
                return Ok(element);
            }
            ensure!(
                start.elapsed() < PATIENCE,
                "nothing on the page is `{selector}`"
            );
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// How many elements a selector finds now.
    ///
    /// # Errors
    /// The selector is none.
    pub async fn count(&self, selector: &str) -> Result<usize> {
        self.eval_with(
            "return document.querySelectorAll(arguments[0]).length",
            vec![json!(selector)],
        )
        .await
    }

    /// The text of the first element, as it is shown, trimmed.
    ///
    /// # Errors
    /// There is no such element.
    pub async fn text(&self, selector: &str) -> Result<String> {
        self.find(selector).await?;
        let script = "return document.querySelector(arguments[0]).innerText.trim()";
        self.eval_with(script, vec![json!(selector)]).await
    }

    /// The texts of all elements a selector finds now.
    ///
    /// # Errors
    /// The selector is none.
    pub async fn texts(&self, selector: &str) -> Result<Vec<String>> {
        let script = "return Array.from(document.querySelectorAll(arguments[0]), (each) => each.innerText.trim())";
        self.eval_with(script, vec![json!(selector)]).await
    }

    /// Waits until a JavaScript expression is true.
    ///
    /// # Errors
    /// It does not become true within the page's patience.
    pub async fn wait_until(&self, expression: &str) -> Result<()> {
        self.wait_long(expression, PATIENCE).await
    }

    /// As [`Page::wait_until`], with a patience of one's own.
    ///
    /// # Errors
    /// It does not become true in that time.
    pub async fn wait_long(&self, expression: &str, patience: Duration) -> Result<()> {
        let start = Instant::now();
        let script = format!("return Boolean({expression})");
        loop {
            let last = self.eval::<bool>(&script).await;
            if matches!(last, Ok(true)) {
                return Ok(());
            }
            if start.elapsed() >= patience {
                last?;
                bail!(
                    "this did not come true in {} s: {expression}",
                    patience.as_secs()
                );
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Waits until the text of the first element holds a part.
    ///
    /// # Errors
    /// It does not; the message says what the text was.
    pub async fn wait_for_text(&self, selector: &str, part: &str) -> Result<()> {
        let (of, what) = (json!(selector), json!(part));
        let expression = format!("document.querySelector({of})?.innerText.includes({what})");
        if self.wait_until(&expression).await.is_err() {
            bail!(
                "`{selector}` should say `{part}` and says {:?}",
                self.texts(selector).await?
            );
        }
        Ok(())
    }

    /// Waits until a selector finds nothing any more.
    ///
    /// # Errors
    /// It still does.
    pub async fn wait_until_gone(&self, selector: &str) -> Result<()> {
        self.wait_until(&format!("!document.querySelector({})", json!(selector)))
            .await
    }

    /// Makes the page this wide and high inside, in CSS pixels.
    ///
    /// # Errors
    /// The browser does not do it.
    pub async fn size(&self, width: u32, height: u32) -> Result<()> {
        let driver = self.driver();
        if self.browser() == Browser::Chromium {
            let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
            driver
                .cdp()
                .send_raw("Emulation.setDeviceMetricsOverride", metrics)
                .await?;
        } else {
            if self.browser() == Browser::Firefox && width < 500 {
                self.move_to_pop_up(width, height).await?;
            }
            let driver = self.driver();
            driver.set_window_rect(0, 0, width, height).await?;
            // What the frame around the page takes is added.
            let inside: (u32, u32) = self.eval("return [innerWidth, innerHeight]").await?;
            let larger = (2 * width).saturating_sub(inside.0);
            driver
                .set_window_rect(0, 0, larger, (2 * height).saturating_sub(inside.1))
                .await?;
        }
        self.wait_until(&format!("innerWidth === {width}"))
            .await
            .with_context(|| format!("the window cannot be made {width} pixels wide"))
    }

    /// Firefox's main window is never narrower than 500 pixels, a pop-up is: the page goes on in one. Size the page
    /// before opening the site, since what is open does not come along.
    async fn move_to_pop_up(&self, width: u32, height: u32) -> Result<()> {
        if lock(&self.inner.main_window).is_some() {
            return Ok(());
        }
        let driver = self.driver();
        let main = driver.window().await?;
        let before = driver.windows().await?;
        let address = driver.current_url().await?.to_string();
        self.eval_with::<Value>(
            "window.open(arguments[0], '_blank', `popup,width=${arguments[1]},height=${arguments[2]}`); return null",
            vec![json!(address), json!(width), json!(height)],
        )
        .await?;
        let start = Instant::now();
        loop {
            let new = driver
                .windows()
                .await?
                .into_iter()
                .find(|window| !before.contains(window));
            if let Some(window) = new {
                driver.switch_to_window(window).await?;
                *lock(&self.inner.main_window) = Some(main);
                return Ok(());
            }
            ensure!(start.elapsed() < PATIENCE, "the browser opened no pop-up");
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Shows the page in a colour scheme, as if the system were set to it.
    ///
    /// # Errors
    /// The browser does not do it.
    pub async fn scheme(&self, scheme: Scheme) -> Result<()> {
        let name = if scheme == Scheme::Dark {
            "dark"
        } else {
            "light"
        };
        if self.browser() == Browser::Chromium {
            let features =
                json!({ "features": [{ "name": "prefers-color-scheme", "value": name }] });
            self.driver()
                .cdp()
                .send_raw("Emulation.setEmulatedMedia", features)
                .await?;
        } else {
            // These have no switch at run time. The site's colours are `light-dark()`, which follow this property.
            let script = "document.documentElement.style.colorScheme = arguments[0]";
            self.eval_with::<Value>(script, vec![json!(name)]).await?;
        }
        Ok(())
    }

    /// Fails on any accessibility problem of the page as it is now.
    ///
    /// # Errors
    /// There is one.
    pub async fn check_accessibility(&self) -> Result<()> {
        axe::check(self).await
    }

    /// Everything that went wrong so far: console errors, unhandled errors, breaches of the policy, missing files.
    ///
    /// # Errors
    /// The browser does not answer.
    pub async fn problems(&self) -> Result<Vec<String>> {
        self.keep_problems().await;
        let mut problems = lock(&self.inner.problems).clone();
        let failed = self
            .inner
            .server
            .log()
            .into_iter()
            .filter(|request| request.status >= 400);
        problems.extend(failed.map(|request| format!("{} for {}", request.status, request.path)));
        Ok(problems)
    }

    /// Takes over what the current document noted, before it goes.
    async fn keep_problems(&self) {
        let script = "return window.__problems ? window.__problems.splice(0) : []";
        // A page that is not there has nothing to tell.
        let noted: Vec<String> = self.eval(script).await.unwrap_or_default();
        lock(&self.inner.problems).extend(noted);
    }

    /// Writes a picture of the page to `target/screenshots/BROWSER-NAME.png`.
    ///
    /// # Errors
    /// The browser takes none, or it cannot be written.
    pub async fn screenshot(&self, name: &str) -> Result<PathBuf> {
        let plain: String = name
            .chars()
            .map(|each| if each.is_alphanumeric() { each } else { '-' })
            .collect();
        let path = self
            .inner
            .screenshots
            .join(format!("{}-{plain}.png", self.browser()));
        fs::create_dir_all(&self.inner.screenshots)?;
        fs::write(&path, self.driver().screenshot_as_png().await?)?;
        Ok(path)
    }

    /// Leaves the browser as the next test wants it: one window, nothing open, nothing emulated.
    ///
    /// # Errors
    /// The browser does not answer.
    pub(crate) async fn tidy(&self) -> Result<()> {
        let driver = self.driver();
        let main = lock(&self.inner.main_window).take();
        let windows = driver.windows().await?;
        let stay = match main.or_else(|| windows.first().cloned()) {
            Some(window) => window,
            None => bail!("the browser has no window left"),
        };
        for window in windows.into_iter().filter(|window| *window != stay) {
            driver.switch_to_window(window).await?;
            driver.close_window().await?;
        }
        driver.switch_to_window(stay).await?;
        driver.goto("about:blank").await?;
        if self.browser() == Browser::Chromium {
            driver
                .cdp()
                .send_raw("Emulation.clearDeviceMetricsOverride", json!({}))
                .await?;
            driver
                .cdp()
                .send_raw("Emulation.setEmulatedMedia", json!({ "features": [] }))
                .await?;
        } else {
            driver.set_window_rect(0, 0, 1280, 900).await?;
        }
        Ok(())
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
