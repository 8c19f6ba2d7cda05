//! The embed: a hand-written ES module, `leadlens.js`, in front of a small WebAssembly engine.

use crate::{
    bundle::{Profile, Toolbox},
    run,
    workspace::{Workspace, cargo},
};
use anyhow::Result;
use std::{fs, path::Path, process::Command};

/// WebAssembly features the compiler uses; stripping removes the section that would tell wasm-opt.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-multivalue",
    "--enable-reference-types",
];

/// Builds the embed into `out`: `leadlens.js` and style sheets as they are in `src/embed`, `engine.js` and
/// `engine_bg.wasm` from the crate. Does nothing as long as `src/embed/leadlens.js` does not exist.
///
/// # Errors
/// A step fails; its own output says why.
pub fn build(workspace: &Workspace, toolbox: &Toolbox, profile: Profile, out: &Path) -> Result<()> {
    let source = workspace.root.join("src").join("embed");
    if !source.join("leadlens.js").is_file() {
        println!("The embed is left out: src/embed/leadlens.js does not exist yet.");
        return Ok(());
    }
    fs::create_dir_all(out)?;
    for entry in fs::read_dir(&source)? {
        let path = entry?.path();
        let wanted = path
            .extension()
            .is_some_and(|extension| extension == "js" || extension == "css");
        if let (true, Some(name)) = (wanted, path.file_name()) {
            fs::copy(&path, out.join(name))?;
        }
    }
    wasm(
        workspace, toolbox, "embed", "embed", profile, "-Oz", "engine", out,
    )
}

/// Compiles a crate to WebAssembly and joins it with its JavaScript: `NAME.js`, `NAME_bg.wasm` in `out`. A release
/// build uses the named cargo profile and then wasm-opt.
///
/// # Errors
/// A step fails; its own output says why.
#[expect(
    clippy::too_many_arguments,
    reason = "one call of three tools, each with its setting"
)]
pub fn wasm(
    workspace: &Workspace,
    toolbox: &Toolbox,
    package: &str,
    release_profile: &str,
    profile: Profile,
    optimisation: &str,
    name: &str,
    out: &Path,
) -> Result<()> {
    let cargo_profile = if profile == Profile::Release {
        release_profile
    } else {
        "dev"
    };
    run::must(Command::new(cargo()).current_dir(&workspace.root).args([
        "build",
        "--quiet",
        "--lib",
        "--package",
        package,
        "--target",
        "wasm32-unknown-unknown",
        "--profile",
        cargo_profile,
    ]))?;
    let folder = if profile == Profile::Release {
        release_profile
    } else {
        "debug"
    };
    let compiled = workspace
        .target
        .join("wasm32-unknown-unknown")
        .join(folder)
        .join(format!("{package}.wasm"));
    let mut bindgen = Command::new(&toolbox.wasm_bindgen.path);
    bindgen
        .args([
            "--target",
            "web",
            "--no-typescript",
            "--out-name",
            name,
            "--out-dir",
        ])
        .arg(out);
    if profile == Profile::Release {
        bindgen.args(["--remove-name-section", "--remove-producers-section"]);
    }
    run::must(bindgen.arg(compiled))?;
    if profile == Profile::Release {
        let joined = out.join(format!("{name}_bg.wasm"));
        let smaller = out.join(format!("{name}_bg.wasm.smaller"));
        run::must(
            Command::new(&toolbox.wasm_opt.path)
                .arg(optimisation)
                .args(FEATURES)
                .arg(&joined)
                .arg("-o")
                .arg(&smaller),
        )?;
        fs::rename(smaller, joined)?;
    }
    Ok(())
}
