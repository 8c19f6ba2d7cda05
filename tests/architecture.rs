//! The arrows between the crates, held by reading the sources: site → exchange, store → model; embed → model. A crate
//! that wants a new dependency asks for it here, where a reviewer sees it.

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
};

type Outcome = Result<(), Box<dyn Error>>;

/// A crate: its name, its folder, and the dependencies it may have. Dependencies for its own tests are free, but for
/// the arrows.
struct Crate {
    name: &'static str,
    folder: &'static str,
    may_use: &'static [&'static str],
}

const CRATES: &[Crate] = &[
    Crate {
        name: "model",
        folder: "src/model",
        may_use: &[
            "hashbrown",
            "rustc-hash",
            "serde_json",
            // The functions of probability in reports on variants: MIT, and about 7 kB compressed in the part that shows them.
            "statrs",
            "thiserror",
        ],
    },
    Crate {
        name: "batch",
        folder: "src/batch",
        may_use: &["model"],
    },
    Crate {
        name: "exchange",
        folder: "src/exchange",
        may_use: &[
            "csv-core",
            "encoding_rs",
            "memchr",
            // Data in links is deflated; the store brings this library into the program anyway.
            "miniz_oxide",
            "model",
            "serde_json",
            "thiserror",
        ],
    },
    Crate {
        name: "store",
        folder: "src/store",
        may_use: &["crc", "miniz_oxide", "model", "serde_json", "thiserror"],
    },
    Crate {
        name: "site",
        folder: "src/site",
        may_use: &[
            "batch",
            "exchange",
            "gloo-storage",
            "js-sys",
            "leptos",
            "model",
            "serde_json",
            "store",
            "wasm-bindgen",
            "wasm-bindgen-futures",
            "web-sys",
        ],
    },
    Crate {
        name: "embed",
        folder: "src/embed",
        may_use: &["model"],
    },
    Crate {
        name: "xtask",
        folder: "src/xtask",
        may_use: &[
            "anyhow",
            "brotli",
            "flate2",
            "serde_json",
            // The service worker holds every file against its digest, which the browser can only make by a standard.
            "sha2",
            "wasm_split_cli_support",
        ],
    },
    Crate {
        name: "leadlens-tests",
        folder: "tests",
        may_use: &[
            "anyhow",
            "exchange",
            "miniz_oxide",
            "model",
            "serde",
            "serde_json",
            "store",
            "thirtyfour",
            "tokio",
            "xtask",
            // Unpacks what the exchange crate packs for learning platforms.
            "zip",
        ],
    },
    Crate {
        name: "bench",
        folder: "tests/bench",
        may_use: &[
            "batch",
            "exchange",
            "js-sys",
            "model",
            "serde_json",
            "wasm-bindgen",
            "web-sys",
        ],
    },
    Crate {
        name: "bench-native",
        folder: "tests/native",
        may_use: &["exchange", "model", "serde_json"],
    },
];

/// Crates of ours that others could import.
const OURS: &[&str] = &[
    "model", "batch", "exchange", "store", "site", "embed", "xtask",
];
/// The pure crates: no browser, and nothing that draws.
const PURE: &[&str] = &["model", "batch", "exchange", "store"];
const BROWSER: &[&str] = &[
    "leptos",
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "gloo_storage",
];

/// What the folder at the top may hold.
const TOP: &[&str] = &[
    ".cargo",
    ".ci",
    ".clippy.toml",
    ".config",
    ".gitattributes",
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "Trunk.toml",
    "deny.toml",
    "public",
    "rust-toolchain.toml",
    "rustfmt.toml",
    "src",
    "style",
    "tests",
];
/// What is made by building, and `git`'s own.
const MADE: &[&str] = &[".git", "dist", "node_modules", "target"];

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// All files under a folder, but what is made by building.
fn files(folder: &Path, found: &mut Vec<PathBuf>) -> Outcome {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        if MADE.iter().any(|made| name == *made) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            files(&entry.path(), found)?;
        } else {
            found.push(entry.path());
        }
    }
    Ok(())
}

/// The sources of a crate, without those of another crate that lies within.
fn sources(each: &Crate) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut found = Vec::new();
    files(&root().join(each.folder), &mut found)?;
    let within: Vec<PathBuf> = CRATES
        .iter()
        .filter(|other| other.folder.starts_with(&format!("{}/", each.folder)))
        .map(|other| root().join(other.folder))
        .collect();
    found.retain(|path| {
        path.extension().is_some_and(|extension| extension == "rs")
            && !within.iter().any(|folder| path.starts_with(folder))
    });
    Ok(found)
}

/// Whether code, its comments aside, names a crate at the start of a path: `name::` or `use name;`.
fn imports(source: &str, name: &str) -> bool {
    source
        .lines()
        .map(|line| line.split("//").next().unwrap_or(line))
        .any(|line| {
            line.match_indices(name).any(|(at, _)| {
                let before = line.get(..at).and_then(|text| text.chars().next_back());
                let after = line.get(at + name.len()..).unwrap_or_default();
                let starts_a_path =
                    !before.is_some_and(|each| each.is_alphanumeric() || "_:.\"".contains(each));
                let used = line
                    .trim_start()
                    .trim_start_matches("pub ")
                    .starts_with("use ");
                starts_a_path
                    && (after.starts_with("::") || used && after.starts_with([';', ' ', '}', ',']))
            })
        })
}

/// The names under the tables of a manifest whose heading ends with one of these.
fn dependencies(manifest: &str, tables: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut inside = false;
    for line in manifest.lines().map(str::trim) {
        if let Some(heading) = line
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            let last = heading.rsplit_once('.').map_or(heading, |(_, last)| last);
            inside = tables.contains(&last);
            // `[dependencies.web-sys]`
            if let Some((before, name)) = heading.rsplit_once('.')
                && tables.contains(&before.rsplit('.').next().unwrap_or(before))
            {
                found.push(name.to_owned());
            }
        } else if inside
            && let Some(name) = line.split(['.', '=', ' ']).next()
            && !name.is_empty()
            && !name.starts_with('#')
        {
            found.push(name.to_owned());
        }
    }
    found
}

#[test]
fn no_crate_grew_a_dependency_nobody_allowed() -> Outcome {
    for each in CRATES {
        let manifest = fs::read_to_string(root().join(each.folder).join("Cargo.toml"))?;
        for name in dependencies(&manifest, &["dependencies", "build-dependencies"]) {
            assert!(
                each.may_use.contains(&name.as_str()),
                "{} depends on {name}; if it should, say so in tests/architecture.rs",
                each.name
            );
        }
        for name in dependencies(&manifest, &["dev-dependencies"]) {
            let against = OURS.contains(&name.as_str()) && !each.may_use.contains(&name.as_str());
            assert!(
                !against,
                "{}'s tests depend on {name}, against the arrows",
                each.name
            );
        }
    }
    Ok(())
}

#[test]
fn every_crate_is_in_the_table() -> Outcome {
    let workspace = fs::read_to_string(root().join("Cargo.toml"))?;
    let members = workspace
        .lines()
        .find_map(|line| line.strip_prefix("members = ["))
        .ok_or("the workspace lists its members on one line")?;
    for folder in members
        .split('"')
        .filter(|part| part.contains(char::is_alphabetic))
    {
        assert!(
            CRATES.iter().any(|each| each.folder == folder),
            "{folder} is not in the table"
        );
    }
    Ok(())
}

#[test]
fn imports_follow_the_arrows() -> Outcome {
    for each in CRATES {
        let mut forbidden: Vec<&str> = OURS
            .iter()
            .copied()
            .filter(|other| *other != each.name && !each.may_use.contains(other))
            .collect();
        let sources = sources(each)?;
        // A module of the crate's own may be called as another crate; such a name cannot mean that crate, which its
        // manifest would have to name. The pure crates keep their distance even in names.
        if PURE.contains(&each.name) {
            forbidden.extend(BROWSER);
        } else {
            forbidden.retain(|name| {
                !sources
                    .iter()
                    .any(|path| path.file_stem().is_some_and(|stem| stem == *name))
            });
        }
        assert!(!sources.is_empty(), "{} has no sources", each.name);
        for path in sources {
            let source = fs::read_to_string(&path)?;
            for name in &forbidden {
                assert!(
                    !imports(&source, name),
                    "{} imports {name}, against the arrows",
                    path.display()
                );
            }
        }
    }
    Ok(())
}

#[test]
fn nothing_names_a_registry_host_or_a_home_folder() -> Outcome {
    // Put together here, so that this file does not hold what it forbids.
    let forbidden = [
        concat!("registry.npm", "js.org"),
        concat!("static.crates", ".io"),
        concat!("index.crates", ".io"),
        concat!("deb.debian", ".org"),
        concat!("files.python", "hosted.org"),
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("/Use", "rs/"),
        concat!("/wo", "rk/"),
    ];
    let mut found = Vec::new();
    files(root(), &mut found)?;
    let texts = [
        "rs", "toml", "js", "css", "html", "md", "json", "svg", "lock", "yml", "yaml", "sh",
        "npmrc",
    ];
    let mut read = 0;
    for path in found {
        let named = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        let extension = named.rsplit('.').next().unwrap_or_default();
        if !texts.contains(&extension) {
            continue;
        }
        let text = String::from_utf8_lossy(&fs::read(&path)?).into_owned();
        for part in forbidden {
            assert!(!text.contains(part), "{} names {part}", path.display());
        }
        read += 1;
    }
    assert!(read > 50, "only {read} files were read");
    Ok(())
}

#[test]
fn the_top_level_is_as_designed() -> Outcome {
    for entry in fs::read_dir(root())? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        assert!(
            TOP.contains(&name.as_str()) || MADE.contains(&name.as_str()),
            "{name} lies at the top level, which has its fixed list"
        );
    }
    Ok(())
}

#[test]
fn the_checks_see_what_they_look_for() {
    for (source, name, expected) in [
        ("use site::app;", "site", true),
        ("    let a = web_sys::window();", "web_sys", true),
        ("pub use model;", "model", true),
        ("use {model::Table, store::Space};", "store", true),
        ("// see site::app", "site", false),
        ("use crate::store::Space;", "store", false),
        ("let website = off_site::x();", "site", false),
        ("let store = Store::new();", "store", false),
        ("let text = \"store::x\";", "store", false),
    ] {
        assert_eq!(imports(source, name), expected, "{source}");
    }
    let manifest = "[package]\nname = \"x\"\n[dependencies]\na.workspace = true\nb = { path = \"c\" }\n# d\n\
        [dependencies.e]\nversion = \"1\"\n[target.'cfg(x)'.dependencies]\nf = \"1\"\n[dev-dependencies]\ng = \"1\"\n";
    assert_eq!(
        dependencies(manifest, &["dependencies"]),
        ["a", "b", "e", "f"]
    );
    assert_eq!(dependencies(manifest, &["dev-dependencies"]), ["g"]);
}
