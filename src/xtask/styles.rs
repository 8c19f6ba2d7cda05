//! One style sheet for the first screen instead of one per component: a page that waits for one file is painted sooner. And one for each
//! room that is fetched later.

use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Joins the style sheets that the built `index.html` links, in their order, into one file with a name that changes when any of
/// them does, and removes the parts.
///
/// # Errors
/// A file cannot be read or written, or the page links a sheet that is not there.
pub fn join(site: &Path) -> Result<()> {
    let index = site.join("index.html");
    let page = fs::read_to_string(&index)
        .with_context(|| format!("{} cannot be read", index.display()))?;
    let (page, sheets) = split(&page);
    if sheets.len() < 2 {
        return Ok(());
    }
    let mut joined = String::new();
    for sheet in &sheets {
        let path = site.join(sheet.trim_start_matches("./"));
        let text = fs::read_to_string(&path)
            .with_context(|| format!("{} cannot be read", path.display()))?;
        joined.push_str(&text);
        joined.push('\n');
        fs::remove_file(&path)?;
    }
    let name = format!("style-{:016x}.css", fingerprint(&joined));
    fs::write(site.join(&name), joined)?;
    fs::write(&index, page.replace(PLACEHOLDER, &name))?;
    Ok(())
}

/// Joins the style sheets in each folder of `styles`, such as `style/quiz`, in the order of their names, into a sheet of that folder's name
/// which the program fetches when it needs it; the built `index.html` says what each is called.
///
/// # Errors
/// A file cannot be read or written, or the page has no head.
pub fn add_later(styles: &Path, site: &Path) -> Result<()> {
    let index = site.join("index.html");
    let mut page = fs::read_to_string(&index)
        .with_context(|| format!("{} cannot be read", index.display()))?;
    for folder in sorted(styles)?.iter().filter(|path| path.is_dir()) {
        let room = folder
            .file_name()
            .and_then(|name| name.to_str())
            .with_context(|| format!("{} has no name", folder.display()))?;
        let mut joined = String::new();
        for sheet in sorted(folder)? {
            let text = fs::read_to_string(&sheet)
                .with_context(|| format!("{} cannot be read", sheet.display()))?;
            joined.push_str(&text);
            joined.push('\n');
        }
        let name = format!("{room}-{:016x}.css", fingerprint(&joined));
        fs::write(site.join(&name), joined)?;
        page = with_later(&page, room, &name).context("index.html has no </head>")?;
    }
    fs::write(&index, page)?;
    Ok(())
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let mut paths = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

/// The page with a line that says what a room's sheet is called; nothing is fetched for it.
fn with_later(page: &str, room: &str, name: &str) -> Option<String> {
    let (head, body) = page.split_once("</head>")?;
    let line = format!("<meta name=\"style-{room}\" content=\"./{name}\">");
    Some(format!("{head}{line}</head>{body}"))
}

const PLACEHOLDER: &str = "{{style}}";

/// The page with one link to [`PLACEHOLDER`] in place of the first style sheet and none in place of the others, and what they were.
fn split(page: &str) -> (String, Vec<String>) {
    let mut kept = String::with_capacity(page.len());
    let mut sheets = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find("<link") {
        let (before, tag_on) = rest.split_at(at);
        let end = tag_on.find('>').map_or(tag_on.len(), |end| end + 1);
        let (tag, after) = tag_on.split_at(end);
        kept.push_str(before);
        match href(tag).filter(|_| tag.contains("rel=\"stylesheet\"")) {
            Some(sheet) => {
                if sheets.is_empty() {
                    kept.push_str(&format!(
                        "<link rel=\"stylesheet\" href=\"./{PLACEHOLDER}\">"
                    ));
                }
                sheets.push(sheet.to_owned());
            }
            None => kept.push_str(tag),
        }
        rest = after;
    }
    kept.push_str(rest);
    (kept, sheets)
}

fn href(tag: &str) -> Option<&str> {
    let (_, value) = tag.split_once("href=\"")?;
    Some(value.split_once('"')?.0)
}

/// FNV-1a: names a text, guards nothing.
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::{split, with_later};

    #[test]
    fn sheets_of_rooms_are_named_and_not_fetched() {
        assert_eq!(
            with_later("<head><title>T</title></head><body>", "quiz", "quiz-1.css").unwrap(),
            "<head><title>T</title><meta name=\"style-quiz\" content=\"./quiz-1.css\"></head><body>"
        );
        assert_eq!(with_later("<p>", "quiz", "quiz-1.css"), None);
    }

    #[test]
    fn sheets_become_one_in_their_order() {
        let page = r#"<head><link rel="icon" href="./i.svg"/><link rel="stylesheet" href="./a-1.css" integrity="x"/> <link rel="stylesheet" href="./b-2.css"></head>"#;
        let (kept, sheets) = split(page);
        assert_eq!(sheets, ["./a-1.css", "./b-2.css"]);
        assert_eq!(
            kept,
            r#"<head><link rel="icon" href="./i.svg"/><link rel="stylesheet" href="./{{style}}"> </head>"#
        );
    }
}
