//! Scripts and style sheets without what only people read.

use crate::{run, tools};
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Minifies all scripts and style sheets of a folder and those below it.
///
/// # Errors
/// esbuild is missing and cannot be installed, or fails; its own output says why.
pub fn folder(folder: &Path) -> Result<()> {
    let mut files = Vec::new();
    list(folder, &mut files)?;
    minify(folder, &files)
}

/// Minifies one script.
///
/// # Errors
/// As [`folder`].
pub fn script(path: &Path) -> Result<()> {
    let folder = path.parent().context("a script without a folder")?;
    minify(folder, &[path.to_owned()])
}

/// Minifies files of a folder where they are.
fn minify(folder: &Path, files: &[PathBuf]) -> Result<()> {
    run::must(
        Command::new(tools::esbuild()?.path)
            // wasm-bindgen writes the same key twice where a program imports twice from one module.
            .args([
                "--minify",
                "--charset=utf8",
                "--log-level=error",
                "--allow-overwrite",
            ])
            .arg(format!("--outbase={}", folder.display()))
            .arg(format!("--outdir={}", folder.display()))
            .args(files),
    )
}

/// The scripts of the embed that are asked for by name, at once or when they are needed. They take in all others.
const ENTRIES: [&str; 3] = ["leadlens.js", "result.js", "frame-relay.js"];
/// The others: the first question waits for one script instead of six.
const TAKEN_IN: [&str; 8] = [
    "deliver.js",
    "element.js",
    "fields.js",
    "make.js",
    "player.js",
    "shape.js",
    "style.js",
    "visit.js",
];

/// Joins the scripts of the embed in its folder. Nothing happens where there is no embed.
///
/// # Errors
/// esbuild is missing and cannot be installed, or fails; its own output says why.
pub fn join_embed(folder: &Path) -> Result<()> {
    if !folder.join("element.js").is_file() {
        return Ok(());
    }
    run::must(
        Command::new(tools::esbuild()?.path)
            .current_dir(folder)
            .args([
                "--bundle",
                "--format=esm",
                "--charset=utf8",
                "--log-level=error",
                "--allow-overwrite",
                "--outdir=.",
            ])
            .args(ENTRIES.map(|name| format!("--external:./{name}")))
            .args(ENTRIES),
    )?;
    for name in TAKEN_IN {
        fs::remove_file(folder.join(name))?;
    }
    Ok(())
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in
        fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?
    {
        let path = entry?.path();
        if path.is_dir() {
            list(&path, files)?;
        } else if path
            .extension()
            .is_some_and(|end| end == "js" || end == "css")
        {
            files.push(path);
        }
    }
    Ok(())
}
