//! The tools a build needs beside Rust and Node.js: found at a fitting version, or installed with a line that says
//! what, why and about how long. Installed tools go to the user's cache, where the next checkout finds them.

use crate::{
    run,
    workspace::{Workspace, cargo},
};
use anyhow::{Context, Result, bail};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};
use xtask::programs;

/// The version of trunk that the build was made with; 0.22 needs a newer compiler.
const TRUNK: &str = "0.21.14";
/// The version of the npm package that brings wasm-opt.
const BINARYEN: &str = "132.0.0";
/// The version of the npm package esbuild, and what a version that fits begins with.
const ESBUILD: &str = "0.28.2";
const ESBUILD_FITS: &str = "0.28.";
/// wasm-opt before this one does not know everything the compiler emits (Debian's is 108).
const OLDEST_WASM_OPT: u32 = 120;

/// A program at a fitting version.
#[derive(Debug, Clone)]
pub struct Tool {
    /// Where it is.
    pub path: PathBuf,
}

/// Trunk 0.21.
///
/// # Errors
/// It is missing and cannot be installed.
pub fn trunk() -> Result<Tool> {
    let find = || {
        find(
            "trunk",
            |text| Some(text.strip_prefix("trunk ")?.to_owned()),
            |version| version.starts_with("0.21."),
        )
    };
    if let Some(tool) = find() {
        return Ok(tool);
    }
    announce(
        &format!("trunk {TRUNK}"),
        "it bundles the site",
        "5 minutes",
    );
    // Its release profile asks for whole-program optimisation, which doubles the wait for nothing we would notice.
    cargo_install(
        &["trunk", "--version", TRUNK],
        &[
            ("CARGO_PROFILE_RELEASE_LTO", "off"),
            ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
            ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
        ],
    )?;
    find().context("trunk was installed but cannot be found")
}

/// wasm-bindgen's command line, at exactly the version of the crate in `Cargo.lock`: the two speak a private format.
///
/// # Errors
/// It is missing and cannot be installed.
pub fn wasm_bindgen(workspace: &Workspace) -> Result<Tool> {
    let wanted = workspace.locked_version("wasm-bindgen")?;
    let find = || {
        find(
            "wasm-bindgen",
            |text| text.split_whitespace().nth(1).map(str::to_owned),
            |version| version == wanted,
        )
    };
    if let Some(tool) = find() {
        return Ok(tool);
    }
    announce(
        &format!("wasm-bindgen-cli {wanted}"),
        "it joins WebAssembly and JavaScript",
        "4 minutes",
    );
    cargo_install(&["wasm-bindgen-cli", "--version", &wanted], &[])?;
    find().context("wasm-bindgen was installed but cannot be found")
}

/// wasm-opt. Its version is the bare number, such as `132`.
///
/// # Errors
/// It is missing and cannot be installed.
pub fn wasm_opt() -> Result<Tool> {
    // "wasm-opt version 132 (version_132)"
    let find = || {
        find(
            "wasm-opt",
            |text| text.split_whitespace().nth(2).map(str::to_owned),
            |version| {
                version
                    .parse::<u32>()
                    .is_ok_and(|number| number >= OLDEST_WASM_OPT)
            },
        )
    };
    if let Some(tool) = find() {
        return Ok(tool);
    }
    announce(
        &format!("wasm-opt (npm package binaryen {BINARYEN})"),
        "it makes WebAssembly smaller",
        "1 minute",
    );
    npm_install(&format!("binaryen@{BINARYEN}"))?;
    find().context("wasm-opt was installed but cannot be found")
}

/// esbuild, which makes scripts and style sheets smaller.
///
/// # Errors
/// It is missing and cannot be installed.
pub fn esbuild() -> Result<Tool> {
    let find = || {
        find(
            "esbuild",
            |text| Some(text.to_owned()),
            |version| version.starts_with(ESBUILD_FITS),
        )
    };
    if let Some(tool) = find() {
        return Ok(tool);
    }
    announce(
        &format!("esbuild {ESBUILD}"),
        "it makes scripts and style sheets smaller",
        "1 minute",
    );
    npm_install(&format!("esbuild@{ESBUILD}"))?;
    find().context("esbuild was installed but cannot be found")
}

/// geckodriver, which drives Firefox.
///
/// # Errors
/// It is missing and cannot be installed.
pub fn geckodriver() -> Result<Tool> {
    let find = || {
        find(
            "geckodriver",
            |text| text.split_whitespace().nth(1).map(str::to_owned),
            |version| !version.is_empty(),
        )
    };
    if let Some(tool) = find() {
        return Ok(tool);
    }
    announce("geckodriver", "it drives Firefox in the tests", "2 minutes");
    // Unoptimised: it passes messages on, and the build takes half as long.
    cargo_install(&["geckodriver", "--debug"], &[])?;
    find().context("geckodriver was installed but cannot be found")
}

/// The compiler's WebAssembly target.
///
/// # Errors
/// It is missing and there is no rustup to add it.
pub fn wasm_target() -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let installed =
        run::output(Command::new(rustc()).args(["--print", "target-libdir", "--target", TARGET]))
            .is_ok_and(|folder| Path::new(folder.trim()).is_dir());
    if installed {
        return Ok(());
    }
    announce(
        &format!("the compiler's target {TARGET}"),
        "the site and the embed are WebAssembly",
        "1 minute",
    );
    run::must(Command::new("rustup").args(["target", "add", TARGET])).with_context(|| {
        format!("the compiler has no {TARGET} target and rustup could not add it; install that target and run this again")
    })
}

/// The sources of the standard library, which release builds compile anew.
///
/// # Errors
/// They are missing and there is no rustup to add them.
pub fn library_sources() -> Result<()> {
    let sources = || -> Result<bool> {
        let root = run::output(Command::new(rustc()).args(["--print", "sysroot"]))?;
        let lock = "lib/rustlib/src/rust/library/Cargo.lock";
        Ok(Path::new(root.trim()).join(lock).is_file())
    };
    if sources()? {
        return Ok(());
    }
    announce(
        "the sources of Rust's standard library (rust-src)",
        "a release build compiles it for size",
        "1 minute",
    );
    run::must(Command::new("rustup").args(["component", "add", "rust-src"])).context(
        "rustup could not add the component rust-src, which a release build needs; install it and run this again",
    )?;
    if !sources()? {
        bail!("rust-src was installed but its sources are not where the compiler looks for them");
    }
    Ok(())
}

/// The npm files of the tests, at the versions of `tests/package-lock.json`.
///
/// # Errors
/// npm is missing or fails.
pub fn npm_files(workspace: &Workspace) -> Result<()> {
    let folder = workspace.tests();
    let lock = folder.join("package-lock.json");
    let seal = folder.join("node_modules").join(".leadlens-lock");
    let wanted = fs::read(&lock).with_context(|| format!("{} cannot be read", lock.display()))?;
    if fs::read(&seal).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    announce(
        "the tests' npm files",
        "axe checks accessibility, PapaParse, uDSV and SurveyJS are the bench's peers, Vite builds a page with the packed quiz, scorm-again is a learning platform",
        "1 minute",
    );
    run::must(npm()?.current_dir(&folder).args([
        "ci",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
    ]))?;
    fs::write(&seal, wanted)?;
    Ok(())
}

/// Whether cargo-nextest is there; it is used if it is, and not missed if it is not.
pub fn has_nextest() -> bool {
    Command::new(cargo())
        .args(["nextest", "--version"])
        .output()
        .is_ok_and(|output| output.status.success())
}

fn rustc() -> PathBuf {
    env::var_os("RUSTC").map_or_else(|| PathBuf::from("rustc"), PathBuf::from)
}

fn cache() -> Result<PathBuf> {
    programs::cache_folder()
        .context("there is no home folder to install tools into; set LEADLENS_TOOLS to a folder")
}

/// Installs an npm package beside those that are there.
fn npm_install(package: &str) -> Result<()> {
    let folder = cache()?.join("npm");
    fs::create_dir_all(&folder)?;
    run::must(npm()?.current_dir(&folder).args([
        "install",
        "--no-audit",
        "--no-fund",
        "--prefix",
        ".",
        package,
    ]))
}

fn npm() -> Result<Command> {
    match programs::first(&["npm"]) {
        Some(path) => Ok(Command::new(path)),
        None => bail!("npm was not found; install Node.js 20 or newer, which brings it"),
    }
}

/// The first program of this name whose version fits.
fn find(
    name: &str,
    version_in: impl Fn(&str) -> Option<String>,
    fits: impl Fn(&str) -> bool,
) -> Option<Tool> {
    programs::all(name).into_iter().find_map(|path| {
        let output = Command::new(&path).arg("--version").output().ok()?;
        let text = String::from_utf8_lossy(&output.stdout);
        let version = version_in(text.trim())?;
        fits(&version).then_some(Tool { path })
    })
}

fn announce(what: &str, why: &str, how_long: &str) {
    println!("Installing {what}: {why}. This takes about {how_long} on two cores, once.");
}

fn cargo_install(words: &[&str], settings: &[(&str, &str)]) -> Result<()> {
    let cache = cache()?;
    fs::create_dir_all(&cache)?;
    // From the cache folder and without the caller's target folder: the tool is no part of this workspace.
    run::must(
        Command::new(cargo())
            .current_dir(&cache)
            .env_remove("CARGO_TARGET_DIR")
            .env_remove("RUSTFLAGS")
            .envs(settings.iter().copied())
            .args(["install", "--quiet", "--locked", "--root"])
            .arg(&cache)
            .args(words),
    )
}
