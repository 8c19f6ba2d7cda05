//! From sources to a folder that any static host can serve: the page and its styles by trunk, the program, the other files
//! of `public/`, then the embed.

use crate::{
    minify, page, program, run, styles,
    tools::{self, Tool},
    wasm,
    workspace::{Workspace, cargo},
};
use anyhow::{Context, Result};
use std::{fs, path::Path, process::Command};
use xtask::offline;

/// How a build is optimised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Quick to build; for trying things out.
    Debug,
    /// What people get.
    Release,
}

/// The tools a build runs.
#[derive(Debug)]
pub struct Toolbox {
    /// Bundles the site.
    pub trunk: Tool,
    /// Joins WebAssembly and JavaScript.
    pub wasm_bindgen: Tool,
    /// Makes WebAssembly smaller and quicker.
    pub wasm_opt: Tool,
}

impl Toolbox {
    /// Finds or installs them all.
    ///
    /// # Errors
    /// One is missing and cannot be installed.
    pub fn ready(workspace: &Workspace) -> Result<Self> {
        tools::wasm_target()?;
        Ok(Self {
            wasm_bindgen: tools::wasm_bindgen(workspace)?,
            wasm_opt: tools::wasm_opt()?,
            trunk: tools::trunk()?,
        })
    }
}

/// Builds everything a host serves into `out`, replacing what was there.
///
/// # Errors
/// A tool is missing, or a step fails; its own output says why.
pub fn build(workspace: &Workspace, profile: Profile, out: &Path) -> Result<()> {
    let toolbox = Toolbox::ready(workspace)?;
    // Trunk is told to stay offline, or it would fetch tools of its own; the crates must be there before.
    run::must(Command::new(cargo()).current_dir(&workspace.root).args([
        "fetch",
        "--quiet",
        "--locked",
        "--target",
        "wasm32-unknown-unknown",
    ]))?;
    let mut trunk = Command::new(&toolbox.trunk.path);
    trunk
        .current_dir(&workspace.root)
        // Trunk takes NO_COLOR=1, which others understand too, for a malformed switch of its own.
        .env_remove("NO_COLOR")
        .args(["--log", "error", "build", "--dist"])
        .arg(out);
    run::must(&mut trunk)?;
    let program = program::build(workspace, &toolbox, profile, out)?;
    page::add_program(out, &program)?;
    styles::join(out)?;
    styles::add_later(&workspace.root.join("style"), out)?;
    copy_missing(&workspace.root.join("public"), out)?;
    wasm::embed(workspace, &toolbox, profile, &out.join("embed"))?;
    if profile == Profile::Release {
        minify::join_embed(&out.join("embed"))?;
        minify::folder(out)?;
    }
    // Last, when every file is as people get it.
    let worker = offline::write(out)?;
    if profile == Profile::Release {
        minify::script(&worker)?;
    }
    Ok(())
}

/// Copies what trunk did not take: headers, icons, samples, demo pages. What trunk wrote stays.
fn copy_missing(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("{} cannot be read", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_missing(&entry.path(), &target)?;
        } else if !target.exists() {
            fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}
