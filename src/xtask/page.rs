//! The built `index.html`, made fit for a strict content security policy.

use anyhow::{Context, Result, bail};
use std::{fs, path::Path};

/// The script that starts the program, moved out of the page into a file of its own: a policy without `'unsafe-inline'`
/// forbids scripts inside pages, and trunk writes one.
///
/// # Errors
/// The page cannot be read or written, or holds another script inside.
pub fn move_start_script(site: &Path) -> Result<()> {
    let index = site.join("index.html");
    let page = fs::read_to_string(&index)
        .with_context(|| format!("{} cannot be read", index.display()))?;
    let (page, script) = split(&page)?;
    let name = start_name(&script)?;
    fs::write(site.join(&name), script)?;
    fs::write(&index, page.replace(PLACEHOLDER, &name))?;
    Ok(())
}

const PLACEHOLDER: &str = "{{start}}";

/// The page with its inline module script replaced by a reference to [`PLACEHOLDER`], and that script's text.
fn split(page: &str) -> Result<(String, String)> {
    let mut kept = String::with_capacity(page.len());
    let mut script = None;
    let mut rest = page;
    while let Some(at) = rest.find("<script") {
        let (before, tag_on) = rest.split_at(at);
        kept.push_str(before);
        let (tag, body_on) = tag_on
            .split_once('>')
            .context("index.html: a <script> tag is not closed")?;
        let (body, after) = body_on
            .split_once("</script>")
            .context("index.html: </script> is missing")?;
        if tag.contains("src=") || tag.contains("json") {
            kept.push_str(&format!("{tag}>{body}</script>"));
        } else if tag.contains("type=\"module\"") && script.is_none() {
            kept.push_str(&format!(
                "<script type=\"module\" src=\"./{PLACEHOLDER}\"></script>"
            ));
            script = Some(format!("{}\n", body.trim()));
        } else {
            bail!(
                "index.html holds a script inside the page, which a strict policy forbids: move it to a file\n{body}"
            );
        }
        rest = after;
    }
    kept.push_str(rest);
    Ok((
        kept,
        script.context("index.html starts no program: trunk wrote no module script")?,
    ))
}

/// A name that changes when the program does, so that hosts may let browsers keep it for good: `site-HASH.js` is
/// started by `start-HASH.js`.
fn start_name(script: &str) -> Result<String> {
    let program = script
        .split(['\'', '"'])
        .find(|part| part.ends_with(".js"))
        .and_then(|path| path.rsplit('/').next())
        .context("index.html: the start script imports no program")?;
    Ok(match program.split_once('-') {
        Some((_, hash)) => format!("start-{hash}"),
        None => format!("start-{program}"),
    })
}

#[cfg(test)]
mod tests {
    use super::{split, start_name};

    const PAGE: &str = "<head><script src=\"./a.js\"></script><link></head><body>\
        <script type=\"module\">\nimport init from './site-12ab.js';\n</script></body>";

    #[test]
    fn the_module_moves_and_the_rest_stays() {
        let (page, script) = split(PAGE).unwrap();
        assert_eq!(
            page,
            "<head><script src=\"./a.js\"></script><link></head><body>\
             <script type=\"module\" src=\"./{{start}}\"></script></body>"
        );
        assert_eq!(script, "import init from './site-12ab.js';\n");
        assert_eq!(start_name(&script).unwrap(), "start-12ab.js");
    }

    #[test]
    fn other_inline_scripts_are_refused() {
        for page in [
            "<p>",
            "<script>alert()</script>",
            &PAGE.replace("<link>", "<script>1</script>"),
        ] {
            assert!(split(page).is_err(), "{page}");
        }
    }
}
