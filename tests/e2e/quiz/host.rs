//! Other people's pages: the fixtures, served under a policy, with the widget from another origin.

use leadlens_tests::{Page, Result};
use std::{
    fs,
    path::{Path, PathBuf},
};
use xtask::{Extra, HeaderRules, Mount, Server};

/// What a page may load beside its own files, as its policy says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Policy {
    /// Whatever it likes.
    None,
    /// The widget's origin, and WebAssembly.
    Strict,
    /// The widget's origin, but no WebAssembly.
    NoWebAssembly,
    /// The widget's origin, but neither WebAssembly nor frames.
    NoFrame,
}

/// Serves the pages of `fixtures/quiz` from an origin of their own, and opens one.
pub(crate) async fn host(page: &Page, path: &str, policy: Policy) -> Result<Server> {
    host_with(page, path, policy, &page.origin()).await
}

/// As [`host`], with the widget from any origin.
pub(crate) async fn host_with(
    page: &Page,
    path: &str,
    policy: Policy,
    widget: &str,
) -> Result<Server> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/quiz");
    let wasm = if policy == Policy::Strict {
        " 'wasm-unsafe-eval'"
    } else {
        ""
    };
    let frame = if policy == Policy::NoFrame {
        "'none'"
    } else {
        widget
    };
    let mut mount = Mount::root(&folder).without_policy();
    if policy != Policy::None {
        mount.rules = HeaderRules::parse(&format!(
            "/*\n  Content-Security-Policy: default-src 'none'; script-src 'self' {widget}{wasm}; connect-src 'self' {widget}; \
             frame-src {frame}; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'\n"
        ));
    }
    let script = |path: &str, body: Vec<u8>| Extra {
        path: path.to_owned(),
        media_type: "text/javascript; charset=utf-8".to_owned(),
        body,
    };
    let server = Server::start(
        0,
        vec![mount],
        vec![
            script("/__watch.js", include_bytes!("../../watch.js").to_vec()),
            script(
                "/__axe.js",
                fs::read(page.site().modules.join("axe-core/axe.min.js"))?,
            ),
        ],
        &format!(
            "<script src=\"/__watch.js\"></script><script type=\"module\" src=\"{widget}/embed/leadlens.js\"></script>"
        ),
    )?;
    page.open_url(&format!("{}/{path}", server.origin()))
        .await?;
    Ok(server)
}

/// A host of the widget whose engine is this, with the pages of the fixtures on it.
pub(crate) fn host_of_widget(page: &Page, engine: Extra) -> Result<Server> {
    host_of_folder(&page.site().folder.join("embed"), vec![engine])
}

/// A host of a widget without an engine, with the pages of the fixtures on it.
pub(crate) fn host_without_engine(page: &Page) -> Result<Server> {
    let folder = page
        .session()
        .profile
        .join(format!("widget-{}", page.server().port()));
    fs::create_dir_all(&folder)?;
    let embed = page.site().folder.join("embed");
    for each in fs::read_dir(&embed)? {
        let each = each?;
        if each.file_type()?.is_file() && each.file_name() != "engine.wasm" {
            fs::copy(each.path(), folder.join(each.file_name()))?;
        }
    }
    host_of_folder(&folder, Vec::new())
}

fn host_of_folder(embed: &Path, mut extras: Vec<Extra>) -> Result<Server> {
    extras.push(Extra {
        path: "/__watch.js".to_owned(),
        media_type: "text/javascript; charset=utf-8".to_owned(),
        body: include_bytes!("../../watch.js").to_vec(),
    });
    let fixtures = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/quiz");
    Ok(Server::start(
        0,
        vec![
            Mount::at("/embed/", embed)
                .without_policy()
                .for_other_origins(),
            Mount::root(&fixtures).without_policy(),
        ],
        extras,
        "<script src=\"/__watch.js\"></script><script type=\"module\" src=\"/embed/leadlens.js\"></script>",
    )?)
}
