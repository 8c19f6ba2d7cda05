//! The three browsers, and how each is started for a test.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::{
    fmt,
    path::{Path, PathBuf},
    process::Command,
    str::FromStr,
};
use thirtyfour::Capabilities;
use xtask::programs;

/// A browser the tests run in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Browser {
    /// Chromium, by chromedriver.
    Chromium,
    /// Firefox, by geckodriver.
    Firefox,
    /// WebKit's GTK port, by WebKitWebDriver: the engine of Safari.
    WebKit,
}

impl Browser {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// What a new session asks of the driver. `profile` is an empty folder, or one that an earlier browser of the same
    /// kind left; WebKit knows no such thing, it forgets with the session.
    ///
    /// # Errors
    /// The browser is not installed.
    pub fn capabilities(self, profile: &Path) -> Result<Capabilities> {
        let wanted = match self {
            Self::Chromium => json!({
                "browserName": "chrome",
                "goog:loggingPrefs": { "browser": "SEVERE" },
                "goog:chromeOptions": {
                    "binary": program(&["chromium", "chromium-browser", "google-chrome"])?,
                    "args": [
                        format!("--user-data-dir={}", profile.display()),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--window-size=1280,900",
                    ],
                },
            }),
            Self::Firefox => json!({
                "browserName": "firefox",
                "moz:firefoxOptions": {
                    "binary": program(&["firefox-esr", "firefox"])?,
                    "args": ["-headless", "-profile", profile],
                    "prefs": {
                        // Narrow pages are tried in a pop-up: the main window is never narrower than 500 pixels.
                        "dom.disable_open_during_load": false,
                        "app.update.enabled": false,
                        "datareporting.policy.dataSubmissionEnabled": false,
                    },
                },
            }),
            Self::WebKit => json!({
                "browserName": "MiniBrowser",
                "webkitgtk:browserOptions": { "binary": mini_browser()?, "args": ["--automation"] },
            }),
        };
        let mut capabilities = Capabilities::new();
        if let Value::Object(members) = wanted {
            for (name, value) in members {
                capabilities.set(name, value)?;
            }
        }
        capabilities.set("unhandledPromptBehavior", "accept")?;
        Ok(capabilities)
    }

    /// The driver's program.
    ///
    /// # Errors
    /// It is not installed.
    pub fn driver(self) -> Result<PathBuf> {
        program(match self {
            Self::Chromium => &["chromedriver"],
            Self::Firefox => &["geckodriver"],
            Self::WebKit => &["WebKitWebDriver"],
        })
    }
}

impl fmt::Display for Browser {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.pad(self.name())
    }
}

impl FromStr for Browser {
    type Err = anyhow::Error;

    fn from_str(name: &str) -> Result<Self> {
        match Self::ALL.into_iter().find(|browser| browser.name() == name) {
            Some(browser) => Ok(browser),
            None => bail!("there is no browser `{name}` here"),
        }
    }
}

fn program(names: &[&str]) -> Result<PathBuf> {
    programs::first(names).with_context(|| format!("{} was not found on PATH", names.join(" or ")))
}

/// The little browser that comes with WebKit's library; Debian keeps it outside `PATH`.
fn mini_browser() -> Result<PathBuf> {
    if let Some(path) = programs::first(&["MiniBrowser"]) {
        return Ok(path);
    }
    let listing = Command::new("dpkg")
        .args(["-S", "MiniBrowser"])
        .output()
        .context("MiniBrowser was not found")?;
    String::from_utf8_lossy(&listing.stdout)
        .lines()
        .filter_map(|line| {
            line.split_once(": ")
                .map(|(_, path)| PathBuf::from(path.trim()))
        })
        .find(|path| path.is_file())
        .context("MiniBrowser was not found; Debian's package libwebkit2gtk-4.1-0 brings it")
}
