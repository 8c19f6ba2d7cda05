//! The files of the embed agree with each other: languages, versions, the published parts and properties.

#![expect(
    clippy::panic,
    reason = "a test says which file or text it did not find"
)]

use serde_json::Value;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};
use xtask::HeaderRules;

fn embed() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../src/embed")
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn json(name: &str) -> Value {
    serde_json::from_str(&text(&embed().join(name)))
        .unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// What stands between two texts.
fn between<'a>(all: &'a str, before: &str, after: &str) -> &'a str {
    all.split_once(before)
        .and_then(|(_, rest)| rest.split_once(after))
        .map_or_else(|| panic!("no {before}…{after}"), |(found, _)| found)
}

/// The words in braces of a text, in order of the alphabet.
fn places(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
        .collect()
}

#[test]
fn every_language_has_every_word() {
    let player = text(&embed().join("player.js"));
    let english: Vec<(&str, &str)> = between(&player, "const ENGLISH = {\n", "\n};")
        .lines()
        .map(|line| line.trim().split_once(": ").expect("a word to a line"))
        .collect();
    let mut languages = 0;
    for entry in fs::read_dir(embed().join("lang")).expect("there are languages") {
        let name = format!("lang/{}", entry.expect("an entry").file_name().display());
        let words = json(&name);
        let words = words.as_object().expect("an object");
        let names: BTreeSet<&str> = words.keys().map(String::as_str).collect();
        let expected: BTreeSet<&str> = english.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, expected, "{name}");
        for (word, said) in &english {
            let theirs = words.get(*word).and_then(Value::as_str).unwrap_or_default();
            assert!(!theirs.trim().is_empty(), "{name}: {word} is empty");
            assert_eq!(places(theirs), places(said), "{name}: {word}");
        }
        let tag = name
            .trim_start_matches("lang/")
            .trim_end_matches(".json")
            .to_owned();
        assert!(
            player.contains(&format!("\"{tag}\"")),
            "nothing fetches {name}"
        );
        languages += 1;
    }
    assert_eq!(languages, 6);
}

#[test]
fn pages_and_headers_name_the_same_policy() {
    let public = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../public");
    let rules = HeaderRules::of_folder(&public);
    for (page, addresses) in [
        ("index.html", ["/", "/index.html"]),
        ("quiz.html", ["/quiz", "/quiz.html"]),
    ] {
        let text = text(&public.join(page));
        let policy = between(
            &text,
            "http-equiv=\"Content-Security-Policy\" content=\"",
            "\"",
        );
        for address in addresses {
            let sent: Vec<String> = rules
                .for_path(address)
                .into_iter()
                .filter(|(name, _)| name == "Content-Security-Policy")
                .map(|(_, value)| value)
                .collect();
            assert_eq!(sent, [policy], "{address}");
        }
    }
    // Hosts that join what several patterns say would narrow these policies by one for all pages.
    let anywhere = rules.for_path("/elsewhere");
    assert!(
        anywhere
            .iter()
            .all(|(name, _)| name != "Content-Security-Policy"),
        "{anywhere:?}"
    );
}

#[test]
fn the_versions_are_one() {
    let script = text(&embed().join("leadlens.js"));
    let version = between(&script, "export const version = \"", "\"");
    assert_eq!(
        json("package/package.json").get("version"),
        Some(&Value::from(version))
    );
}

#[test]
fn what_is_published_is_there() {
    let manifest = json("package/custom-elements.json");
    let element = manifest
        .pointer("/modules/0/declarations/0")
        .expect("the element");
    let names = |member: &str| -> BTreeSet<String> {
        element
            .get(member)
            .and_then(Value::as_array)
            .expect("a list")
            .iter()
            .filter_map(|each| each.get("name").and_then(Value::as_str))
            .map(str::to_owned)
            .collect()
    };
    let scripts: String = [
        "player.js",
        "fields.js",
        "element.js",
        "frame-relay.js",
        "style.js",
    ]
    .map(|name| text(&embed().join(name)))
    .concat();
    for property in names("cssProperties") {
        assert!(
            scripts.contains(&format!("var({property}")),
            "nothing reads {property}"
        );
    }
    // Parts are written `make("p.hint"`. What is in the field for robots has none, and needs none: nobody sees it.
    let mut written: BTreeSet<String> = scripts
        .split("\"")
        .filter_map(|word| word.split_once('.'))
        .filter(|(tag, part)| {
            [
                "a", "button", "details", "div", "fieldset", "form", "h2", "h3", "iframe", "img",
                "input", "label", "legend", "li", "p", "span", "summary", "textarea", "ul",
            ]
            .contains(tag)
                && part
                    .chars()
                    .all(|each| each.is_ascii_lowercase() || each == '-' || each == ' ')
        })
        .map(|(_, part)| part.trim().to_owned())
        .collect();
    written.extend(["start", "question", "consent", "result"].map(str::to_owned));
    // Some are made by a function that knows the tag: `button("back"`.
    for maker in ["text(\"", "button(\"", "anchor(\"", "end(\""] {
        let calls = scripts.split(maker).skip(1);
        written.extend(calls.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())));
    }
    // A field that is typed into has its type for a part: `make("div.entry " + type`.
    assert!(scripts.contains("\"div.entry \" + type"));
    let types = text(&embed().join("package/leadlens.d.ts"));
    let typed = between(&types, "export type Question", ");").split("| {");
    written.extend(
        typed
            .filter(|each| {
                !["options", "yes_no", "scale"]
                    .iter()
                    .any(|choice| each.contains(choice))
            })
            .filter_map(|each| Some(each.split_once("type: \"")?.1.split_once('"')?.0.to_owned())),
    );
    assert!(
        written.contains("number"),
        "the types of questions are not found"
    );
    written.retain(|part| !part.is_empty());
    let published = names("cssParts");
    let missing: Vec<_> = written.difference(&published).collect();
    assert!(missing.is_empty(), "not published: {missing:?}");
    let gone: Vec<_> = published.difference(&written).collect();
    assert!(gone.is_empty(), "published, but not there: {gone:?}");
}
