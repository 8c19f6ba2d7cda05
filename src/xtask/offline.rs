//! The service worker of a built site: which files it keeps, and which version they are together.
//!
//! The worker itself is `src/site/service-worker.js`; here its version and its list of files are put in.

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

const TEMPLATE: &str = include_str!("../site/service-worker.js");
/// What of the template gives way to the version and to the list.
const NO_VERSION: &str = "const VERSION = \"none\";";
const NO_FILES: &str = "const FILES = {};";
/// What the worker is called, at the site's root. The name stays: browsers ask for it again under this one.
const WORKER: &str = "sw.js";
/// Configures the host and is not served. It counts for the version, since pages are kept with the headers they came with.
const HEADERS: &str = "_headers";
const START: &str = "index.html";

/// Files of the site that no page of it fetches: the worker, which browsers keep themselves, the picture in the README, and what makes
/// `embed/` a package. Everything else is kept, also what a page needs only when something goes wrong.
const LEFT_OUT: [&str; 7] = [
    WORKER,
    "leadlens.png",
    "embed/README.md",
    "embed/custom-elements.json",
    "embed/leadlens.d.ts",
    "embed/package.json",
    "embed/quiz.schema.json",
];

/// Writes the service worker of a site that is built otherwise, in place of an older one, and says where.
///
/// # Errors
/// A file cannot be read or written, has a name that would be another one in an address, or there is no start page.
pub fn write(site: &Path) -> Result<PathBuf> {
    let mut files = Vec::new();
    list(site, site, &mut files)?;
    let script = with_files(TEMPLATE, &files)?;
    let path = site.join(WORKER);
    fs::write(&path, script).with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(path)
}

/// The template with what these files (path, bytes) are.
fn with_files(template: &str, files: &[(String, Vec<u8>)]) -> Result<String> {
    let mut headers = None;
    let mut kept = BTreeMap::new();
    for (path, bytes) in files {
        if path == HEADERS {
            headers = Some(hex(bytes));
        } else if !LEFT_OUT.contains(&path.as_str()) {
            if !path.bytes().all(is_plain) {
                bail!("{path} has characters in its name that mean something else in an address");
            }
            kept.insert(path.as_str(), hex(bytes));
        }
    }
    if !kept.contains_key(START) {
        bail!("the site has no {START}");
    }
    let list = serde_json::to_string_pretty(&kept)?;
    let facts = serde_json::to_string(&(template, &headers, &kept))?;
    let version = hex(facts.as_bytes());
    let version = version.get(..16).unwrap_or_default();
    let script = put(
        template,
        NO_VERSION,
        &format!("const VERSION = \"{version}\";"),
    )?;
    put(&script, NO_FILES, &format!("const FILES = {list};"))
}

/// A text with one line of it replaced.
fn put(text: &str, line: &str, by: &str) -> Result<String> {
    let (before, after) = text
        .split_once(line)
        .with_context(|| format!("the service worker's template has no line `{line}`"))?;
    Ok(format!("{before}{by}{after}"))
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"._-/".contains(&byte)
}

/// SHA-256 in hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// All files of a folder and those below it: paths from the root with `/`, and bytes.
fn list(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) -> Result<()> {
    for entry in
        fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?
    {
        let path = entry?.path();
        if path.is_dir() {
            list(root, &path, files)?;
        } else {
            let name = path
                .strip_prefix(root)?
                .to_string_lossy()
                .replace('\\', "/");
            let bytes =
                fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
            files.push((name, bytes));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{TEMPLATE, hex, put, with_files};

    const SITE: [(&str, &str); 7] = [
        ("index.html", "<p>"),
        ("site-0123456789abcdef.js", "1"),
        ("embed/lang/de.json", "{}"),
        ("embed/package.json", "{}"),
        ("leadlens.png", "picture"),
        ("sw.js", "of the build before"),
        ("_headers", "/*"),
    ];

    fn script(files: &[(&str, &str)]) -> String {
        let files: Vec<(String, Vec<u8>)> = files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
            .collect();
        with_files(TEMPLATE, &files).unwrap()
    }

    /// The value of a constant, read as JSON.
    fn constant(script: &str, name: &str) -> serde_json::Value {
        let (_, rest) = script.split_once(&format!("const {name} = ")).unwrap();
        let (value, _) = rest.split_once(";\n").unwrap();
        serde_json::from_str(value).unwrap()
    }

    #[test]
    fn what_the_pages_need_is_listed_with_its_digest() {
        let files = constant(&script(&SITE), "FILES");
        let names: Vec<&String> = files.as_object().unwrap().keys().collect();
        assert_eq!(
            names,
            [
                "embed/lang/de.json",
                "index.html",
                "site-0123456789abcdef.js"
            ]
        );
        // What sha256sum says of "1".
        assert_eq!(
            files["site-0123456789abcdef.js"],
            "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"
        );
    }

    #[test]
    fn another_byte_anywhere_is_another_version() {
        let version = |files: &[(&str, &str)]| constant(&script(files), "VERSION");
        let before = version(&SITE);
        assert_eq!(before.as_str().unwrap().len(), 16);
        let mut turned = SITE;
        turned.reverse();
        assert_eq!(version(&turned), before, "the order does not matter");
        for (path, text, changes) in [
            ("index.html", "<p> ", true),
            ("site-0123456789abcdef.js", "2", true),
            ("embed/lang/de.json", "", true),
            ("_headers", "/ *", true),
            ("embed/package.json", "{ }", false),
            ("leadlens.png", "another", false),
            ("sw.js", "of this build", false),
        ] {
            let mut changed = SITE;
            for file in &mut changed {
                if file.0 == path {
                    file.1 = text;
                }
            }
            assert_eq!(version(&changed) != before, changes, "{path}");
        }
        let mut renamed = SITE;
        renamed[1].0 = "site-0123456789abcdee.js";
        assert_ne!(version(&renamed), before);
        let mut more = SITE.to_vec();
        more.push(("learn.css", ""));
        assert_ne!(version(&more), before);
        assert_ne!(version(&[("index.html", "<p>")]), before);
    }

    #[test]
    fn the_worker_itself_belongs_to_the_version() {
        let files = [("index.html".to_owned(), Vec::new())];
        let version = |template: &str| {
            constant(&with_files(template, &files).unwrap(), "VERSION").to_string()
        };
        assert_ne!(version(TEMPLATE), version(&format!("{TEMPLATE}\n")));
    }

    #[test]
    fn what_cannot_be_kept_is_refused() {
        let refused = |path: &str| {
            let start = ("index.html".to_owned(), Vec::new());
            with_files(TEMPLATE, &[start, (path.to_owned(), Vec::new())]).is_err()
        };
        for (path, expected) in [
            ("a-b_c/d.e", false),
            ("a b.js", true),
            ("a#b.js", true),
            ("a?b.js", true),
            ("a%20b.js", true),
            ("é.js", true),
        ] {
            assert_eq!(refused(path), expected, "{path}");
        }
        assert!(with_files(TEMPLATE, &[("a.html".to_owned(), Vec::new())]).is_err());
        assert!(
            with_files(
                "const FILES = {};",
                &[("index.html".to_owned(), Vec::new())]
            )
            .is_err()
        );
        assert_eq!(put("a\nb\nc", "b", "x").unwrap(), "a\nx\nc");
        assert_eq!(hex(b"").len(), 64);
    }
}
