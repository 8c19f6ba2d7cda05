//! The two pages of `cargo xtask bench --quiz`: the quiz as it is released, and SurveyJS as its package brings it, every file compressed
//! as a host would send it.

use crate::{
    bundle::{Profile, Toolbox},
    minify, sizes, wasm,
    workspace::Workspace,
};
use anyhow::{Context, Result};
use std::{fs, path::Path};

/// What the peer's page loads: the minified files of its packages. The style sheet is the one without a typeface, which is the smallest.
const PEER: [(&str, &str); 3] = [
    (
        "survey-core/survey-core.fontless.min.css",
        "survey-core.css",
    ),
    ("survey-core/survey.core.min.js", "survey-core.js"),
    ("survey-js-ui/survey-js-ui.min.js", "survey-js-ui.js"),
];
/// What is fetched for the first question, of both.
const SERVED: [&str; 5] = ["html", "js", "css", "json", "wasm"];

/// Builds both into `out`, replacing what was there. Every file in it is what its name says, in brotli.
///
/// # Errors
/// The build fails, or the tests' npm files are not there.
pub fn prepare(workspace: &Workspace, toolbox: &Toolbox, out: &Path) -> Result<()> {
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    let embed = out.join("embed");
    wasm::embed(workspace, toolbox, Profile::Release, &embed)?;
    minify::join_embed(&embed)?;
    minify::folder(&embed)?;
    let peer = out.join("peer");
    fs::create_dir_all(&peer)?;
    for (from, to) in PEER {
        let from = workspace.tests().join("node_modules").join(from);
        fs::copy(&from, peer.join(to))
            .with_context(|| format!("{} cannot be read", from.display()))?;
    }
    let pages = workspace.tests().join("bench").join("quiz");
    for name in ["ours.html", "quiz.json", "peer.html", "peer.js"] {
        fs::copy(pages.join(name), out.join(name))?;
    }
    compress(out)
}

fn compress(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            compress(&path)?;
        } else if path
            .extension()
            .is_some_and(|end| SERVED.iter().any(|served| end == *served))
        {
            let bytes = fs::read(&path)?;
            fs::write(&path, sizes::brotli(&bytes)?)?;
        }
    }
    Ok(())
}
