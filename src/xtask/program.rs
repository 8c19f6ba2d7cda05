//! The site's program: compiled, cut into parts, joined with its JavaScript, named after what is in it.
//!
//! The compiler makes one WebAssembly file with its relocations left in; [`wasm_split_cli_support`] cuts out of it what is
//! reached only through the functions marked `wasm_split`. The first screen loads without those parts.

use crate::{
    bundle::{Profile, Toolbox},
    run, small_std, wasm,
    workspace::{Workspace, cargo},
};
use anyhow::{Context, Result, anyhow};
use std::{
    fs,
    hash::{DefaultHasher, Hasher},
    path::{Path, PathBuf},
    process::Command,
};

/// What wasm-bindgen and the splitter call the files before their contents name them.
const MODULE: &str = "site.js";
const MAIN: &str = "site_bg.wasm";
const PARTS: &str = "parts.js";
/// Views of components are of one type: fewer functions are made of each.
const ERASED: &str = "--cfg erase_components";
/// What wasm-opt is told. The lowest kilobyte is the far end of the stack, which nothing points into.
const SMALLER: &[&str] = &[
    "-Oz",
    "--low-memory-unused",
    "--one-caller-inline-max-function-size=40",
];
/// Hand-written: what is left when the program stops.
const FAILURE: &str = "failure.js";

/// The names of the files that the page refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// Says so when the program stops.
    pub failure: String,
    /// Starts the program.
    pub start: String,
    /// The JavaScript modules it imports.
    pub modules: Vec<String>,
    /// The WebAssembly that the first screen needs.
    pub main: String,
}

/// Builds the program into `out`.
///
/// # Errors
/// A step fails; its own output says why.
pub fn build(
    workspace: &Workspace,
    toolbox: &Toolbox,
    profile: Profile,
    out: &Path,
) -> Result<Program> {
    let compiled = compile(workspace, profile)?;
    let folder = workspace.target.join("program");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let (main, parts) = cut(&compiled, &folder)?;
    let joined = folder.join("joined");
    wasm::bind(toolbox, &main, "site", profile, &joined)?;
    let main = joined.join(MAIN);
    if profile == Profile::Release {
        for wasm in parts.iter().chain([&main]) {
            wasm::optimise(toolbox, wasm, SMALLER)?;
        }
    }
    let mut files = Vec::new();
    let failure = workspace.root.join("src").join("site").join(FAILURE);
    for path in parts
        .iter()
        .chain([&main, &joined.join(MODULE), &folder.join(PARTS), &failure])
    {
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .with_context(|| format!("{} has no name", path.display()))?;
        let bytes = fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
        files.push((name.to_owned(), bytes));
    }
    let hash = hash(&mut files);
    for (name, bytes) in &files {
        let bytes = if name.ends_with(".js") {
            with_names(bytes, &files, &hash)?
        } else {
            bytes.clone()
        };
        fs::write(out.join(named(name, &hash)), bytes)?;
    }
    let program = Program {
        failure: named(FAILURE, &hash),
        start: named("start.js", &hash),
        modules: vec![named(MODULE, &hash), named(PARTS, &hash)],
        main: named(MAIN, &hash),
    };
    fs::write(out.join(&program.start), start(&program))?;
    Ok(program)
}

/// Compiles the site with its relocations left in, which the splitter reads.
fn compile(workspace: &Workspace, profile: Profile) -> Result<PathBuf> {
    let (cargo_profile, folder) = match profile {
        Profile::Release => ("release", "release"),
        Profile::Debug => ("dev", "debug"),
    };
    let mut command = Command::new(cargo());
    command.current_dir(&workspace.root).args([
        "rustc",
        "--quiet",
        "--package",
        "site",
        "--bin",
        "site",
        "--target",
        "wasm32-unknown-unknown",
        "--profile",
        cargo_profile,
    ]);
    if profile == Profile::Release {
        small_std::with(&mut command, ERASED)?;
    }
    run::must(command.args(["--", "-C", "link-arg=--emit-relocs"]))?;
    Ok(workspace
        .target
        .join("wasm32-unknown-unknown")
        .join(folder)
        .join("site.wasm"))
}

/// Cuts a compiled program: what the first screen needs, and the parts.
fn cut(compiled: &Path, folder: &Path) -> Result<(PathBuf, Vec<PathBuf>)> {
    let input =
        fs::read(compiled).with_context(|| format!("{} cannot be read", compiled.display()))?;
    let main = folder.join("main.wasm");
    let module = format!("./{MODULE}");
    let link = format!("./{PARTS}");
    let mut options = wasm_split_cli_support::Options::new(&input);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.main_module = &module;
    options.link_name = &link;
    let split = wasm_split_cli_support::transform(options)
        .map_err(|error| anyhow!("the program cannot be cut into parts: {error:#}"))?;
    let mut parts = split.split_modules;
    parts.sort();
    Ok((main, parts))
}

/// A short name for what is in these files; the order they come in does not matter.
fn hash(files: &mut [(String, Vec<u8>)]) -> String {
    files.sort();
    let mut hasher = DefaultHasher::new();
    for (name, bytes) in files {
        hasher.write(name.as_bytes());
        hasher.write_usize(bytes.len());
        hasher.write(bytes);
    }
    format!("{:016x}", hasher.finish())
}

/// A file's name with the hash of the whole program, so that browsers may keep it for good and versions never mix:
/// `split_import.wasm` becomes `import-HASH.wasm`.
fn named(name: &str, hash: &str) -> String {
    let name = name.strip_prefix("split_").unwrap_or(name);
    match name.strip_suffix("_bg.wasm") {
        Some(stem) => format!("{stem}-{hash}_bg.wasm"),
        None => match name.rsplit_once('.') {
            Some((stem, ending)) => format!("{}-{hash}.{ending}", stem.replace('_', "-")),
            None => format!("{name}-{hash}"),
        },
    }
}

/// Where scripts name the file they fetch. The names under which WebAssembly asks for its imports stay.
const NAMED_IN: [(&str, &str); 4] = [
    ("from \"./", "\""),
    ("from './", "'"),
    ("new URL(\"./", "\""),
    ("new URL('", "'"),
];

/// A script in which the other files go by their new names.
fn with_names(script: &[u8], files: &[(String, Vec<u8>)], hash: &str) -> Result<Vec<u8>> {
    let mut text = String::from_utf8(script.to_vec()).context("a script is not UTF-8")?;
    for (name, _) in files {
        for (before, after) in NAMED_IN {
            text = text.replace(
                &format!("{before}{name}{after}"),
                &format!("{before}{}{after}", named(name, hash)),
            );
        }
    }
    Ok(text.into_bytes())
}

/// The script that starts the program. The page says on `window` when it runs.
fn start(program: &Program) -> String {
    let [module, ..] = program.modules.as_slice() else {
        return String::new();
    };
    format!(
        "import init, * as bindings from './{module}';\n\
         await init({{ module_or_path: new URL('./{}', import.meta.url) }});\n\
         window.wasmBindings = bindings;\n",
        program.main
    )
}

#[cfg(test)]
mod tests {
    use super::{hash, named, with_names};

    #[test]
    fn every_file_is_named_after_the_whole_program() {
        for (name, expected) in [
            ("site.js", "site-12ab.js"),
            ("site_bg.wasm", "site-12ab_bg.wasm"),
            ("split_import.wasm", "import-12ab.wasm"),
            ("chunk_4.wasm", "chunk-4-12ab.wasm"),
        ] {
            assert_eq!(named(name, "12ab"), expected);
        }
    }

    #[test]
    fn scripts_call_the_others_by_their_new_names() {
        let files = ["site.js", "parts.js", "split_panel.wasm"].map(|n| (n.to_owned(), Vec::new()));
        let script = b"import { initSync } from \"./site.js\";\nimport * as a from './parts.js'\nnew URL(\"./split_panel.wasm\", b)\n{ \"./parts.js\": a }";
        let named = with_names(script, &files, "0f").unwrap();
        assert_eq!(
            String::from_utf8(named).unwrap(),
            "import { initSync } from \"./site-0f.js\";\nimport * as a from './parts-0f.js'\nnew URL(\"./panel-0f.wasm\", b)\n{ \"./parts.js\": a }"
        );
    }

    #[test]
    fn another_byte_anywhere_is_another_program() {
        let of = |files: [(&str, &str); 2]| {
            hash(&mut files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())))
        };
        let before = of([("a", "1"), ("b", "2")]);
        assert_eq!(before, of([("b", "2"), ("a", "1")]));
        assert_ne!(before, of([("a", "1"), ("b", "3")]));
        assert_ne!(before, of([("a", "12"), ("b", "")]));
    }
}
