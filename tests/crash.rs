//! A browser that dies, and the one started after it on what it left on disk.

use crate::{Browser, Page, Result, session::Session};
use anyhow::ensure;
use std::{
    fs,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

impl Page {
    /// Kills the browser at once, as a power cut would, and goes on in a new one on the same profile. The page has to
    /// be opened again; its origin stays.
    ///
    /// # Errors
    /// This is not Chromium (the others do not let a profile outlive their driver), the test has no profile of its
    /// own, or the browser cannot be started again.
    pub async fn kill_and_restart(&self) -> Result<()> {
        let session = self.session();
        ensure!(
            session.browser == Browser::Chromium,
            "only Chromium can be killed and restarted here"
        );
        ensure!(
            !processes_on(&session.profile).is_empty(),
            "the browser's process was not found"
        );
        let start = Instant::now();
        // What the browser was about to start has its name for a moment, so that more than one may be found.
        loop {
            let found = processes_on(&session.profile);
            if found.is_empty() {
                break;
            }
            ensure!(
                start.elapsed() < Duration::from_secs(30),
                "the killed browser is still there as {found:?}"
            );
            for pid in found {
                // One that is gone by now is as dead as can be.
                let mut kill = Command::new("kill");
                drop(kill.args(["-KILL", &pid.to_string()]).output());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        // The driver is told that this session is over; its answer can only be that the browser is gone.
        drop(session.driver.clone().quit().await);
        // A killed browser leaves its lock behind.
        for name in [
            "SingletonLock",
            "SingletonSocket",
            "SingletonCookie",
            "DevToolsActivePort",
        ] {
            drop(fs::remove_file(session.profile.join(name)));
        }
        let next =
            Session::on_profile(session.browser, &session.url, session.profile.clone()).await?;
        self.continue_in(next);
        Ok(())
    }
}

/// The numbers of the processes on this profile that are no helper of another: the browser, and what it is about to start.
fn processes_on(profile: &Path) -> Vec<u32> {
    let on_profile = format!("--user-data-dir={}", profile.display());
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let main = entries.filter_map(|entry| {
        let pid: u32 = entry.file_name().to_str()?.parse().ok()?;
        let line = fs::read(entry.path().join("cmdline")).ok()?;
        let words: Vec<&[u8]> = line.split(|byte| *byte == 0).collect();
        let main = words.contains(&on_profile.as_bytes())
            && !words.iter().any(|word| word.starts_with(b"--type="))
            && words
                .first()
                .is_some_and(|program| !program.ends_with(b"chrome_crashpad_handler"));
        main.then_some(pid)
    });
    main.collect()
}
