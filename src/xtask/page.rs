//! The built `index.html`: what it fetches besides its style sheets.

use crate::program::Program;
use anyhow::{Context, Result, bail};
use std::{fs, path::Path};

/// Makes the page start a program and fetch it at once. All scripts are files: a policy without `'unsafe-inline'` forbids
/// scripts inside pages.
///
/// # Errors
/// The page cannot be read or written, or holds a script inside.
pub fn add_program(site: &Path, program: &Program) -> Result<()> {
    let index = site.join("index.html");
    let page = fs::read_to_string(&index)
        .with_context(|| format!("{} cannot be read", index.display()))?;
    fs::write(&index, with_program(&page, program)?)?;
    Ok(())
}

fn with_program(page: &str, program: &Program) -> Result<String> {
    if page.contains("<script") {
        bail!("index.html holds a script; the build adds the one that starts the program");
    }
    let mut links = String::new();
    for module in &program.modules {
        links.push_str(&format!(
            "    <link rel=\"modulepreload\" href=\"./{module}\" />\n"
        ));
    }
    links.push_str(&format!(
        "    <link rel=\"preload\" href=\"./{}\" as=\"fetch\" type=\"application/wasm\" crossorigin />\n    \
         <script src=\"./{}\"></script>\n    \
         <script type=\"module\" src=\"./{}\"></script>\n  ",
        program.main, program.failure, program.start
    ));
    let (head, body) = page
        .split_once("</head>")
        .context("index.html has no </head>")?;
    Ok(format!("{}\n{links}</head>{body}", head.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::with_program;
    use crate::program::Program;

    fn program() -> Program {
        Program {
            failure: "failure-1.js".into(),
            start: "start-1.js".into(),
            modules: vec!["site-1.js".into(), "parts-1.js".into()],
            main: "site-1_bg.wasm".into(),
        }
    }

    #[test]
    fn the_page_fetches_and_starts_the_program() {
        assert_eq!(
            with_program(
                "<head>\n    <title>T</title>\n\n\n  </head><body>",
                &program()
            )
            .unwrap(),
            "<head>\n    <title>T</title>\n    \
             <link rel=\"modulepreload\" href=\"./site-1.js\" />\n    \
             <link rel=\"modulepreload\" href=\"./parts-1.js\" />\n    \
             <link rel=\"preload\" href=\"./site-1_bg.wasm\" as=\"fetch\" type=\"application/wasm\" crossorigin />\n    \
             <script src=\"./failure-1.js\"></script>\n    \
             <script type=\"module\" src=\"./start-1.js\"></script>\n  </head><body>"
        );
    }

    #[test]
    fn scripts_inside_are_refused() {
        for page in ["<p>", "<head><script>alert()</script></head>"] {
            assert!(with_program(page, &program()).is_err(), "{page}");
        }
    }
}
