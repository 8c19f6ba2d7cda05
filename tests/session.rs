//! One running browser.

use crate::{Browser, driver::Driver};
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};
use thirtyfour::{TimeoutConfiguration, WebDriver};

/// A browser that a driver started, on a profile folder of its own.
#[derive(Debug, Clone)]
pub struct Session {
    /// The connection to it.
    pub driver: WebDriver,
    /// Its kind.
    pub browser: Browser,
    /// Its profile folder.
    pub profile: PathBuf,
    /// Where its driver answers.
    pub url: String,
}

static PROFILES: AtomicU32 = AtomicU32::new(0);

impl Session {
    /// Starts a browser on an empty profile under `scratch`.
    ///
    /// # Errors
    /// The browser cannot be started.
    pub async fn start(driver: &Driver, scratch: &Path) -> Result<Self> {
        let number = PROFILES.fetch_add(1, Ordering::Relaxed);
        let profile = scratch.join(format!("profile-{}-{number}", driver.browser));
        if profile.exists() {
            fs::remove_dir_all(&profile)?;
        }
        fs::create_dir_all(&profile)?;
        Self::on_profile(driver.browser, &driver.url, profile).await
    }

    /// Starts a browser on a profile that another one left.
    ///
    /// # Errors
    /// The browser cannot be started.
    pub async fn on_profile(browser: Browser, url: &str, profile: PathBuf) -> Result<Self> {
        let driver = WebDriver::new(url, browser.capabilities(&profile)?)
            .await
            .with_context(|| format!("{browser} cannot be started"))?;
        let limit = Some(Duration::from_secs(60));
        driver
            .update_timeouts(TimeoutConfiguration::new(limit, limit, None))
            .await?;
        Ok(Self {
            driver,
            browser,
            profile,
            url: url.to_owned(),
        })
    }

    /// Closes the browser and removes its profile.
    pub async fn end(self) {
        // A browser that is gone already is as closed as can be.
        drop(self.driver.quit().await);
        drop(fs::remove_dir_all(&self.profile));
    }
}
