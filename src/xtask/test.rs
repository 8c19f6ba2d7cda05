//! `cargo xtask test`: every check there is. All steps run even if one fails, so that one run tells everything.

use crate::{
    arguments::Arguments,
    bundle::{self, Profile},
    debian, run,
    tally::Tally,
    tools,
    workspace::{Workspace, cargo},
};
use anyhow::{Result, bail};
use std::{process::Command, time::Instant};

/// The browsers the end-to-end tests run in.
const BROWSERS: [&str; 3] = ["chromium", "firefox", "webkit"];
/// Crates that run in a browser only, so far as lints are concerned: they are linted for that target.
const WASM: [&str; 3] = ["site", "embed", "bench"];

/// Runs the checks; prints `N passed, N failed` last.
///
/// # Errors
/// The command line is wrong. Everything else counts as a failed check.
pub fn run(words: &[String]) -> Result<bool> {
    let mut arguments = Arguments::new(words);
    let mut browsers = arguments.values("--browser")?;
    let no_browser = arguments.flag("--no-browser");
    let profile = if arguments.flag("--release") {
        Profile::Release
    } else {
        Profile::Debug
    };
    let filter = arguments.word()?;
    if let Some(unknown) = browsers
        .iter()
        .find(|browser| !BROWSERS.contains(&browser.as_str()))
    {
        bail!(
            "there is no browser `{unknown}` here; choose from {}",
            BROWSERS.join(", ")
        );
    }
    if browsers.is_empty() {
        browsers = BROWSERS.map(str::to_owned).to_vec();
    }
    let workspace = Workspace::find()?;
    let mut steps = Steps::default();
    if filter.is_none() {
        steps.check("format", || {
            run::must(&mut cargo_in(&workspace, &["fmt", "--all", "--check"]))
        });
        steps.check("lints", || lints(&workspace));
        steps.check("lints for the browser", || {
            tools::wasm_target().and_then(|()| browser_lints(&workspace))
        });
    }
    steps.count("native tests", || {
        native_tests(&workspace, filter.as_deref())
    });
    if filter.is_none() {
        steps.count("examples in the documentation", || {
            let packages = ["-p", "model", "-p", "exchange", "-p", "store"];
            let mut command = cargo_in(&workspace, &["test", "--quiet", "--locked", "--doc"]);
            let (succeeded, text) = run::watched(command.args(packages))?;
            Ok(Tally::of_runner(succeeded, &text))
        });
    }
    if !no_browser {
        steps.count("end to end", || {
            end_to_end(&workspace, &browsers, profile, filter.as_deref())
        });
    }
    println!(
        "\n{} passed, {} failed",
        steps.tally.passed, steps.tally.failed
    );
    Ok(steps.tally.failed == 0)
}

/// The steps so far.
#[derive(Debug, Default)]
struct Steps {
    tally: Tally,
}

impl Steps {
    /// A step that is one check.
    fn check(&mut self, name: &str, step: impl FnOnce() -> Result<()>) {
        self.count(name, || step().map(|()| Tally::one(true)));
    }

    /// A step that counts its own tests; if it cannot run that is one failure.
    fn count(&mut self, name: &str, step: impl FnOnce() -> Result<Tally>) {
        println!("\n== {name}");
        let start = Instant::now();
        let tally = step().unwrap_or_else(|error| {
            eprintln!("error: {error:#}");
            Tally::one(false)
        });
        let verdict = if tally.failed == 0 { "ok" } else { "FAILED" };
        println!(
            "== {name}: {verdict}, {} passed and {} failed in {:.0} s",
            tally.passed,
            tally.failed,
            start.elapsed().as_secs_f64()
        );
        self.tally.add(tally);
    }
}

/// Cargo, run in the workspace.
fn cargo_in(workspace: &Workspace, words: &[&str]) -> Command {
    let mut command = Command::new(cargo());
    command.current_dir(&workspace.root).args(words);
    command
}

fn lints(workspace: &Workspace) -> Result<()> {
    let mut command = cargo_in(
        workspace,
        &[
            "clippy",
            "--quiet",
            "--locked",
            "--workspace",
            "--all-targets",
        ],
    );
    for package in WASM.iter().filter(|package| exists(workspace, package)) {
        command.args(["--exclude", package]);
    }
    run::must(command.args(["--", "-D", "warnings"]))
}

fn browser_lints(workspace: &Workspace) -> Result<()> {
    let target = "wasm32-unknown-unknown";
    let mut command = cargo_in(
        workspace,
        &["clippy", "--quiet", "--locked", "--target", target],
    );
    for package in WASM.iter().filter(|package| exists(workspace, package)) {
        command.args(["--package", package]);
    }
    run::must(command.args(["--", "-D", "warnings"]))
}

fn exists(workspace: &Workspace, package: &str) -> bool {
    let folder = if package == "bench" {
        "tests/bench".to_owned()
    } else {
        format!("src/{package}")
    };
    workspace.has_package(&folder)
}

fn native_tests(workspace: &Workspace, filter: Option<&str>) -> Result<Tally> {
    let mut command = cargo_in(workspace, &[]);
    if tools::has_nextest() {
        command.args([
            "nextest",
            "run",
            "--locked",
            "--no-fail-fast",
            "--cargo-quiet",
            "--status-level=slow",
        ]);
        command.args(["--no-tests=pass", "--color=never"]);
    } else {
        command.args([
            "test",
            "--quiet",
            "--locked",
            "--no-fail-fast",
            "--lib",
            "--bins",
            "--tests",
        ]);
    }
    command.arg("--workspace");
    if exists(workspace, "bench") {
        command.args(["--exclude", "bench"]);
    }
    let (succeeded, text) = run::watched(command.args(filter))?;
    Ok(Tally::of_runner(succeeded, &text))
}

fn end_to_end(
    workspace: &Workspace,
    browsers: &[String],
    profile: Profile,
    filter: Option<&str>,
) -> Result<Tally> {
    debian::browsers(browsers)?;
    if browsers.iter().any(|browser| browser == "firefox") {
        tools::geckodriver()?;
    }
    tools::npm_files(workspace)?;
    let site = workspace.site();
    println!("Building the site ({profile:?}) ...");
    bundle::build(workspace, profile, &site)?;
    let mut command = cargo_in(
        workspace,
        &[
            "run",
            "--quiet",
            "--locked",
            "--package",
            "leadlens-tests",
            "--bin",
            "e2e",
            "--",
        ],
    );
    command
        .arg("--site")
        .arg(&site)
        .arg("--out")
        .arg(&workspace.target);
    for browser in browsers {
        command.args(["--browser", browser]);
    }
    let (succeeded, text) = run::watched(command.args(filter))?;
    Ok(Tally::of_runner(succeeded, &text))
}
