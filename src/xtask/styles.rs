//! One style sheet for the page instead of one per component: a page that waits for one file is painted sooner.

use anyhow::{Context, Result};
use std::{fs, path::Path};

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
    use super::split;

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
