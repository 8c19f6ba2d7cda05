//! How many bytes people fetch, and whether that is still within what was promised.

use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};
use std::{
    collections::BTreeSet,
    fs,
    io::Write,
    path::{Path, PathBuf},
};

/// Brotli bytes of `embed/` but `frame*`: what a stranger's page pays.
const EMBED_BUDGET: usize = 60_000;
/// Brotli bytes of what a quiz fetches before its first question: the engine, the script, and the largest rulebook.
const FIRST_QUESTION_BUDGET: usize = 60_000;
/// Brotli bytes of all that the first screen needs: what `index.html` refers to, and what that imports.
const FIRST_LOAD_BUDGET: usize = 300_000;

/// One file's size, as it lies and as hosts send it.
#[derive(Debug, Clone)]
struct Size {
    path: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Prints the table of sizes of a release build and says whether all budgets hold.
///
/// # Errors
/// A file cannot be read, or the page refers to one that is not there.
pub fn report(site: &Path) -> Result<bool> {
    let mut files = Vec::new();
    list(site, site, &mut files)?;
    files.sort();
    let first_load = first_load(site)?;
    let mut sizes = Vec::new();
    for path in &files {
        sizes.push(measure(site, path)?);
    }
    println!(
        "{:<52} {:>10} {:>10} {:>10}",
        "file", "raw", "gzip", "brotli"
    );
    for size in &sizes {
        println!(
            "{:<52} {:>10} {:>10} {:>10}",
            size.path, size.raw, size.gzip, size.brotli
        );
    }
    println!();
    let first = group("first load", &sizes, FIRST_LOAD_BUDGET, |path| {
        first_load.contains(path)
    });
    let later = sizes
        .iter()
        .filter(|size| size.path.ends_with(".wasm") && !size.path.contains('/'))
        .filter(|size| !first_load.contains(&size.path));
    println!(
        "{:<52} {:>32}",
        format!("parts that follow: {} files", later.clone().count()),
        later.map(|size| size.brotli).sum::<usize>()
    );
    let embed = group("embed", &sizes, EMBED_BUDGET, is_embed);
    let largest = sizes
        .iter()
        .filter(|size| size.path.starts_with("embed/rulebooks/"))
        .max_by_key(|size| size.brotli)
        .map(|size| size.path.as_str());
    let question = group("first question", &sizes, FIRST_QUESTION_BUDGET, |path| {
        ["embed/engine.wasm", "embed/leadlens.js"].contains(&path) || Some(path) == largest
    });
    Ok(first && embed && question)
}

/// Prints one group's sum; whether it is within budget.
fn group(name: &str, sizes: &[Size], budget: usize, belongs: impl Fn(&str) -> bool) -> bool {
    let members: Vec<&Size> = sizes.iter().filter(|size| belongs(&size.path)).collect();
    let sum = |of: fn(&Size) -> usize| members.iter().map(|size| of(size)).sum::<usize>();
    let brotli = sum(|size| size.brotli);
    let verdict = if brotli <= budget { "within" } else { "OVER" };
    println!(
        "{:<52} {:>10} {:>10} {:>10}  {verdict} the budget of {budget}",
        format!("{name}: {} files", members.len()),
        sum(|size| size.raw),
        sum(|size| size.gzip),
        brotli,
    );
    brotli <= budget
}

fn is_embed(path: &str) -> bool {
    path.strip_prefix("embed/").is_some_and(|name| {
        !name.starts_with("frame")
            && [".js", ".wasm", ".css"]
                .iter()
                .any(|end| name.ends_with(end))
    })
}

/// The files a browser fetches for `index.html`: what the page refers to, and what those scripts import.
fn first_load(site: &Path) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::from(["index.html".to_owned()]);
    let page = fs::read_to_string(site.join("index.html")).context("index.html cannot be read")?;
    let mut waiting: Vec<String> = references(&page)
        .into_iter()
        .map(|link| plain(&link))
        .collect();
    while let Some(path) = waiting.pop() {
        if !found.insert(path.clone()) {
            continue;
        }
        let file = site.join(&path);
        if !path.ends_with(".js") {
            fs::metadata(&file)
                .with_context(|| format!("the page refers to {path}, which is not there"))?;
            continue;
        }
        let script = fs::read_to_string(&file)
            .with_context(|| format!("the page refers to {path}, which is not there"))?;
        let folder = Path::new(&path).parent().unwrap_or(Path::new(""));
        for import in imports(&script) {
            waiting.push(joined(folder, &import));
        }
    }
    Ok(found)
}

/// What a page fetches by itself: scripts, style sheets, preloads and its icon.
fn references(page: &str) -> Vec<String> {
    let tags = page
        .split('<')
        .filter_map(|part| part.split_once('>').map(|(tag, _)| tag));
    let mut found = Vec::new();
    for tag in tags {
        let link = if tag.starts_with("script") {
            attribute(tag, "src")
        } else if tag.starts_with("link") {
            let fetched = attribute(tag, "rel").is_some_and(|rel| {
                rel.split_whitespace().any(|word| {
                    ["stylesheet", "modulepreload", "preload", "icon", "manifest"].contains(&word)
                })
            });
            if fetched {
                attribute(tag, "href")
            } else {
                None
            }
        } else {
            None
        };
        found.extend(link.filter(|link| !link.starts_with("data:") && !link.contains("://")));
    }
    found
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let rest = tag.split_once(&format!(" {name}="))?.1;
    let quote = rest
        .chars()
        .next()
        .filter(|first| ['"', '\''].contains(first));
    match quote {
        Some(quote) => rest.get(1..)?.split(quote).next().map(str::to_owned),
        None => rest.split_whitespace().next().map(str::to_owned),
    }
}

/// Relative modules a script imports when it is loaded: the texts after `from` and `import`, minified or not.
fn imports(script: &str) -> Vec<String> {
    let quotes = script.match_indices(['"', '\'']);
    quotes
        .filter_map(|(at, quote)| {
            let (before, rest) = script.split_at_checked(at)?;
            let before = before.trim_end();
            let imported = before.ends_with("from") || before.ends_with("import");
            let path = rest.get(1..)?.split(quote).next()?;
            (imported && path.starts_with('.')).then(|| path.to_owned())
        })
        .collect()
}

/// A path without what leads to the same folder.
fn plain(path: &str) -> String {
    joined(Path::new(""), path.split(['?', '#']).next().unwrap_or(path))
}

fn joined(folder: &Path, path: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    for part in folder.join(path).to_string_lossy().split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name.to_owned()),
        }
    }
    parts.join("/")
}

fn list(root: &Path, folder: &Path, files: &mut Vec<String>) -> Result<()> {
    for entry in
        fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?
    {
        let path: PathBuf = entry?.path();
        if path.is_dir() {
            list(root, &path, files)?;
        } else {
            files.push(
                path.strip_prefix(root)?
                    .to_string_lossy()
                    .replace('\\', "/"),
            );
        }
    }
    Ok(())
}

fn measure(site: &Path, path: &str) -> Result<Size> {
    let bytes = fs::read(site.join(path)).with_context(|| format!("{path} cannot be read"))?;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&bytes)?;
    Ok(Size {
        path: path.to_owned(),
        raw: bytes.len(),
        gzip: gzip.finish()?.len(),
        brotli: brotli(&bytes)?.len(),
    })
}

/// The bytes as hosts that compress well send them.
///
/// # Errors
/// The encoder fails.
pub fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &*bytes, &mut out, &settings)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_what_it_fetches() {
        let page = "<link rel=\"stylesheet\" href=\"./a.css?1\"><link rel=canonical href=\"x.html\">\
            <link rel=\"modulepreload\" crossorigin href=\"./b.js\"><a href=\"c.html\">\
            <script type=\"module\" src='./d.js'></script><link rel=\"icon\" href=\"data:,\">";
        let found: Vec<String> = references(page).iter().map(|link| plain(link)).collect();
        assert_eq!(found, ["a.css", "b.js", "d.js"]);
    }

    #[test]
    fn a_script_names_what_it_imports() {
        let script = "import { a } from './snippets/x.js';\nimport init, * as b from \"../y.js\";\nimport './z.js'\n\
            const lazy = import('./later.js');\nexport { c } from './w.js';\nimport d from 'bare';\
            import*as e from\"./v.js\";import\"./u.js\";const f=new URL(\"./t.wasm\");";
        let found: Vec<String> = imports(script)
            .iter()
            .map(|path| joined(Path::new("deep"), path))
            .collect();
        assert_eq!(
            found,
            [
                "deep/snippets/x.js",
                "y.js",
                "deep/z.js",
                "deep/w.js",
                "deep/v.js",
                "deep/u.js"
            ]
        );
    }

    #[test]
    fn the_frame_is_not_counted_with_the_embed() {
        for (path, counted) in [
            ("embed/leadlens.js", true),
            ("embed/engine.wasm", true),
            ("embed/frame.html", false),
            ("embed/frame.js", false),
            ("embed/demo.html", false),
            ("site.js", false),
        ] {
            assert_eq!(is_embed(path), counted, "{path}");
        }
    }
}
