//! `cargo xtask bench`: the engine, the page and the quiz against their peers, in headless Chromium; with `--native`, the parts without
//! a browser.

use crate::{
    arguments::Arguments,
    bundle::{self, Profile, Toolbox},
    debian, quiz_pages, run, tools,
    wasm::{self, Module},
    workspace::{Workspace, cargo},
};
use anyhow::Result;
use std::process::Command;

/// Builds the bench and the site as people get them, and runs the measurements; says whether all could be taken.
///
/// # Errors
/// A build fails or the browser cannot be started.
pub fn run(words: &[String]) -> Result<bool> {
    let mut arguments = Arguments::new(words);
    let rows: usize = arguments.number("--rows")?.unwrap_or(1_000_000);
    let [engine, page, quiz] =
        parts(["--engine", "--page", "--quiz"].map(|name| arguments.flag(name)));
    let native = arguments.flag("--native");
    arguments.end()?;
    let workspace = Workspace::find()?;
    if native {
        let mut command = Command::new(cargo());
        command.current_dir(&workspace.root).args([
            "bench",
            "--quiet",
            "--locked",
            "--package",
            "bench-native",
        ]);
        return Ok(run::watched(&mut command)?.0);
    }
    debian::browsers(&["chromium".to_owned()])?;
    tools::npm_files(&workspace)?;

    let mut command = Command::new(cargo());
    command
        .current_dir(&workspace.root)
        .args([
            "run",
            "--quiet",
            "--locked",
            "--package",
            "leadlens-tests",
            "--bin",
            "measure",
            "--",
        ])
        .arg("--rows")
        .arg(rows.to_string());
    if engine {
        println!("Building the bench ...");
        let toolbox = Toolbox::ready(&workspace)?;
        let out = workspace.target.join("bench");
        std::fs::create_dir_all(&out)?;
        let module = Module {
            package: "bench",
            release_profile: "release",
            optimisation: "-O3",
            name: "bench",
        };
        wasm::compile(&workspace, &toolbox, module, Profile::Release, &out)?;
        command.arg("--bench").arg(&out);
    }
    if page {
        println!("Building the site ...");
        let site = workspace.target.join("site-release");
        bundle::build(&workspace, Profile::Release, &site)?;
        command.arg("--site").arg(&site);
    }
    if quiz {
        println!("Building the quiz ...");
        let out = workspace.target.join("bench-quiz");
        quiz_pages::prepare(&workspace, &Toolbox::ready(&workspace)?, &out)?;
        command.arg("--quiz").arg(&out);
    }
    let (succeeded, _) = run::watched(&mut command)?;
    Ok(succeeded)
}

/// Which parts are measured: those that were named, or all.
fn parts<const COUNT: usize>(named: [bool; COUNT]) -> [bool; COUNT] {
    if named.contains(&true) {
        named
    } else {
        [true; COUNT]
    }
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn what_is_named_is_measured_and_otherwise_all() {
        for (named, measured) in [
            ([false, false], [true, true]),
            ([true, false], [true, false]),
            ([true, true], [true, true]),
        ] {
            assert_eq!(parts(named), measured, "{named:?}");
        }
    }
}
