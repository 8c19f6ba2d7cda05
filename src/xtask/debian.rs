//! Browsers and drivers: Debian packages where we are root on Debian, elsewhere a list of what is missing.

use crate::run;
use anyhow::{Result, bail};
use std::{path::Path, process::Command};
use xtask::programs;

/// A program the end-to-end tests need, and how to come by it.
struct Needed {
    browser: &'static str,
    names: &'static [&'static str],
    package: &'static str,
}

const NEEDED: &[Needed] = &[
    Needed {
        browser: "chromium",
        names: &["chromium", "chromium-browser", "google-chrome"],
        package: "chromium",
    },
    Needed {
        browser: "chromium",
        names: &["chromedriver"],
        package: "chromium-driver",
    },
    Needed {
        browser: "firefox",
        names: &["firefox-esr", "firefox"],
        package: "firefox-esr",
    },
    Needed {
        browser: "webkit",
        names: &["WebKitWebDriver"],
        package: "webkit2gtk-driver",
    },
    Needed {
        browser: "webkit",
        names: &["Xvfb"],
        package: "xvfb",
    },
];

/// Sees to it that these browsers and their drivers are there (but geckodriver, which Debian does not pack).
///
/// # Errors
/// Something is missing and we are not root on Debian, or its packages cannot be installed.
pub fn browsers(browsers: &[String]) -> Result<()> {
    let missing: Vec<&Needed> = NEEDED
        .iter()
        .filter(|needed| browsers.iter().any(|browser| browser == needed.browser))
        .filter(|needed| programs::first(needed.names).is_none())
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<&str> = missing.iter().map(|needed| needed.package).collect();
    if !is_root_on_debian() {
        let names: Vec<String> = missing
            .iter()
            .map(|needed| {
                format!(
                    "  {} (Debian and Ubuntu: package {})",
                    needed.names.join(" or "),
                    needed.package
                )
            })
            .collect();
        bail!(
            "the end-to-end tests need programs that are not on PATH:\n{}\n\
             Install them (on Debian: sudo apt-get install {}), or leave a browser out with --browser, or all with --no-browser.",
            names.join("\n"),
            packages.join(" ")
        );
    }
    println!(
        "Installing the Debian packages {}: the tests run in these browsers. This takes about 2 minutes, once.",
        packages.join(" ")
    );
    let apt = |words: &[&str]| {
        let mut command = Command::new("apt-get");
        command
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(["-qq", "-o", "Dpkg::Use-Pty=0"])
            .args(words);
        run::quietly(&mut command)
    };
    apt(&["update"])?;
    apt(&[
        ["install", "-y", "--no-install-recommends"].as_slice(),
        &packages,
    ]
    .concat())
}

fn is_root_on_debian() -> bool {
    Path::new("/etc/debian_version").exists()
        && run::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
