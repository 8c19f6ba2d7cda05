//! Crates that become WebAssembly without trunk: the embed, whose hand-written ES module `leadlens.js` stands in front
//! of a small engine, and the bench.

use crate::{
    bundle::{Profile, Toolbox},
    run, small_std,
    workspace::{Workspace, cargo},
};
use anyhow::{Context, Result};
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// WebAssembly features the compiler uses; stripping removes the section that would tell wasm-opt.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-multivalue",
    "--enable-simd",
    "--enable-reference-types",
];

/// What makes the engine smallest as hosts send it, compressed.
const SMALLEST: &[&str] = &[
    "-Oz",
    "--converge",
    // Functions with one caller stay by themselves, all but the smallest go into their callers: alike code then stays alike.
    "--one-caller-inline-max-function-size=0",
    "--always-inline-max-function-size=5",
    "--coalesce-locals-learning",
    // The lowest kilobyte is the far end of the stack, which nothing points into.
    "--low-memory-unused",
    // No processor that runs browsers needs to be told how data is aligned.
    "--dealign",
    // What has like names does like things.
    "--reorder-functions-by-name",
];

/// Builds the embed into `out`: `engine.wasm` from the crate, which speaks with `leadlens.js` without wasm-bindgen; the scripts, the
/// frame's page, the languages and the rulebooks; and what makes the folder an npm package. Does nothing as long as
/// `src/embed/leadlens.js` does not exist.
///
/// # Errors
/// A step fails; its own output says why.
pub fn embed(workspace: &Workspace, toolbox: &Toolbox, profile: Profile, out: &Path) -> Result<()> {
    let source = workspace.root.join("src").join("embed");
    if !source.join("leadlens.js").is_file() {
        println!("The embed is left out: src/embed/leadlens.js does not exist yet.");
        return Ok(());
    }
    // What an earlier build left there might be of the other profile.
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    fs::create_dir_all(out)?;
    copy_files(&source, out, &["js", "css", "html"])?;
    copy_files(&source.join("lang"), &out.join("lang"), &["json"])?;
    copy_files(&source.join("package"), out, &["json", "ts", "md"])?;
    write_rulebooks(workspace, out)?;
    let engine = out.join("engine.wasm");
    fs::copy(build(workspace, "embed", "embed", profile)?, &engine)?;
    if profile == Profile::Release {
        optimise(toolbox, &engine, SMALLEST)?;
    }
    Ok(())
}

/// Copies the files of a folder whose names end like this; folders in it stay.
fn copy_files(from: &Path, to: &Path, endings: &[&str]) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("{} cannot be read", from.display()))? {
        let path = entry?.path();
        let wanted = path
            .extension()
            .is_some_and(|extension| endings.iter().any(|ending| extension == *ending));
        if let (true, Some(name)) = (wanted, path.file_name()) {
            fs::copy(&path, to.join(name))?;
        }
    }
    Ok(())
}

/// The published rulebooks in the order in which they are offered; a test holds that it is the model's.
const RULEBOOKS: [&str; 7] = [
    "dynamic-states",
    "qualify-first",
    "criteria-and-intent",
    "ideal-customer-profile",
    "conversation",
    "marketing-to-sales",
    "house",
];

/// What of a rulebook only people read, so that it can stay away while a visitor waits for the first question.
const FOR_PEOPLE: [&str; 4] = ["summary", "source", "stale_after_days", "playbook"];

/// The published rulebooks without white space: all as one JSON list, and each by itself for quizzes, with what the engine needs of it.
fn write_rulebooks(workspace: &Workspace, out: &Path) -> Result<()> {
    fs::create_dir_all(out.join("rulebooks"))?;
    let folder = workspace.root.join("src").join("model").join("rulebooks");
    let mut all = Vec::new();
    for id in RULEBOOKS {
        let path = folder.join(format!("{id}.json"));
        let text = fs::read_to_string(&path)
            .with_context(|| format!("{} cannot be read", path.display()))?;
        let json: Value = serde_json::from_str(&text)
            .with_context(|| format!("{} is no JSON", path.display()))?;
        all.push(json.clone());
        fs::write(
            out.join("rulebooks").join(format!("{id}.json")),
            for_quizzes(json).to_string(),
        )?;
    }
    fs::write(out.join("rulebooks.json"), Value::Array(all).to_string())?;
    Ok(())
}

fn for_quizzes(mut rulebook: Value) -> Value {
    if let Some(members) = rulebook.as_object_mut() {
        members.retain(|name, _| !FOR_PEOPLE.contains(&name.as_str()));
    }
    let criteria = rulebook.get_mut("criteria").and_then(Value::as_object_mut);
    for criterion in criteria.into_iter().flat_map(|all| all.values_mut()) {
        if let Some(members) = criterion.as_object_mut() {
            members.remove("question");
        }
    }
    rulebook
}

/// A crate that becomes `NAME.js` and `NAME_bg.wasm`.
#[derive(Debug, Clone, Copy)]
pub struct Module {
    /// The crate.
    pub package: &'static str,
    /// The cargo profile of its release build.
    pub release_profile: &'static str,
    /// What wasm-opt is told to aim for in a release build.
    pub optimisation: &'static str,
    /// What the files are called.
    pub name: &'static str,
}

/// Compiles a crate to WebAssembly and joins it with its JavaScript, in `out`. A release build then goes through
/// wasm-opt.
///
/// # Errors
/// A step fails; its own output says why.
pub fn compile(
    workspace: &Workspace,
    toolbox: &Toolbox,
    module: Module,
    profile: Profile,
    out: &Path,
) -> Result<()> {
    let Module {
        package,
        release_profile,
        optimisation,
        name,
    } = module;
    let compiled = build(workspace, package, release_profile, profile)?;
    bind(toolbox, &compiled, name, profile, out)?;
    if profile == Profile::Release {
        optimise(
            toolbox,
            &out.join(format!("{name}_bg.wasm")),
            &[optimisation],
        )?;
    }
    Ok(())
}

/// Compiles a crate to WebAssembly, and says where it is.
fn build(
    workspace: &Workspace,
    package: &str,
    release_profile: &str,
    profile: Profile,
) -> Result<PathBuf> {
    let (cargo_profile, folder) = if profile == Profile::Release {
        (release_profile, release_profile)
    } else {
        ("dev", "debug")
    };
    let mut command = Command::new(cargo());
    command.current_dir(&workspace.root).args([
        "build",
        "--quiet",
        "--lib",
        "--package",
        package,
        "--target",
        "wasm32-unknown-unknown",
        "--profile",
        cargo_profile,
    ]);
    if profile == Profile::Release {
        small_std::with(&mut command, "")?;
    }
    run::must(&mut command)?;
    Ok(workspace
        .target
        .join("wasm32-unknown-unknown")
        .join(folder)
        .join(format!("{package}.wasm")))
}

/// Joins compiled WebAssembly with its JavaScript: `NAME.js` and `NAME_bg.wasm` in `out`.
///
/// # Errors
/// wasm-bindgen fails; its own output says why.
pub fn bind(
    toolbox: &Toolbox,
    compiled: &Path,
    name: &str,
    profile: Profile,
    out: &Path,
) -> Result<()> {
    let mut bindgen = Command::new(&toolbox.wasm_bindgen.path);
    bindgen
        .args([
            "--target",
            "web",
            "--no-typescript",
            // Parts that are cut off later ask for these.
            "--keep-lld-exports",
            "--out-name",
            name,
            "--out-dir",
        ])
        .arg(out);
    if profile == Profile::Release {
        bindgen.arg("--remove-producers-section");
        if !names_stay() {
            bindgen.arg("--remove-name-section");
        }
    }
    run::must(bindgen.arg(compiled))
}

/// Makes a WebAssembly file smaller or quicker, as told.
///
/// # Errors
/// wasm-opt fails; its own output says why.
pub fn optimise(toolbox: &Toolbox, wasm: &Path, aims: &[&str]) -> Result<()> {
    let optimised = wasm.with_extension("wasm.optimised");
    run::must(
        Command::new(&toolbox.wasm_opt.path)
            .args(aims)
            .args([
                if names_stay() { "-g" } else { "--strip-debug" },
                "--strip-producers",
            ])
            .args(FEATURES)
            .arg(wasm)
            .arg("-o")
            .arg(&optimised),
    )?;
    fs::rename(optimised, wasm)?;
    Ok(())
}

/// Whether functions keep their names, as a CPU profile of a release build wants them: with `LEADLENS_NAMES` in the environment.
fn names_stay() -> bool {
    std::env::var_os("LEADLENS_NAMES").is_some()
}
