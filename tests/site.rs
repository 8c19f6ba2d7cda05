//! The built site as the tests serve it.

use anyhow::{Context, Result, ensure};
use std::{fs, path::PathBuf};
use xtask::{Extra, Mount, Server};

/// Where the sub-path copy of the site is served: deep, so that any path from the root would miss it.
pub const SUB_PATH: &str = "/some/deep/path/";

/// Where the built site and the tests' npm files are.
#[derive(Debug, Clone)]
pub struct Site {
    /// The folder a static host would serve.
    pub folder: PathBuf,
    /// `tests/node_modules`.
    pub modules: PathBuf,
}

impl Site {
    /// The site in this folder.
    ///
    /// # Errors
    /// It has not been built, or the npm files are not installed.
    pub fn in_folder(folder: PathBuf) -> Result<Self> {
        ensure!(
            folder.join("index.html").is_file(),
            "{} holds no built site; `cargo xtask test` builds it",
            folder.display()
        );
        let modules = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("node_modules");
        ensure!(
            modules.is_dir(),
            "the tests' npm files are not installed; `cargo xtask test` installs them"
        );
        Ok(Self { folder, modules })
    }

    /// Whether the embed has been built into the site.
    pub fn has_embed(&self) -> bool {
        self.folder.join("embed").join("leadlens.js").is_file()
    }

    /// Serves the site at the root and under [`SUB_PATH`] of a new origin, every page watched for errors. What watches them makes
    /// their start page another than the service worker takes, so that every page here comes from this server; only the tests of
    /// being offline have a site whose worker is whole.
    ///
    /// # Errors
    /// No port can be had, or axe is not installed.
    pub fn serve(&self) -> Result<Server> {
        let axe = self.modules.join("axe-core").join("axe.min.js");
        let script = |path: &str, body: Vec<u8>| Extra {
            path: path.to_owned(),
            media_type: "text/javascript; charset=utf-8".to_owned(),
            body,
        };
        let extras = vec![
            script("/__watch.js", include_bytes!("watch.js").to_vec()),
            script(
                "/__generate.js",
                include_bytes!("bench/generate.js").to_vec(),
            ),
            script(
                "/__axe.js",
                fs::read(&axe).with_context(|| format!("{} cannot be read", axe.display()))?,
            ),
            // What a test throws through the driver is hidden from the page; only its own scripts' errors are seen.
            script(
                "/__wrong.js",
                b"Promise.reject(new Error('rejected on purpose')); throw new Error('thrown on purpose');".to_vec(),
            ),
            // A module whose only function is `unreachable`.
            script(
                "/__trap.js",
                b"const bytes = new Uint8Array([0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,7,5,1,1,97,0,0,10,5,1,3,0,0,11]);\
                  const { instance } = await WebAssembly.instantiate(bytes);\
                  setTimeout(() => instance.exports.a());".to_vec(),
            ),
            Extra {
                path: "/__blank.html".to_owned(),
                media_type: "text/html; charset=utf-8".to_owned(),
                body: b"<!doctype html><title>blank</title><link rel=icon href=data:,>".to_vec(),
            },
        ];
        let mounts = vec![Mount::root(&self.folder), Mount::at(SUB_PATH, &self.folder)];
        Ok(Server::start(
            0,
            mounts,
            extras,
            "<script src=\"/__watch.js\"></script>",
        )?)
    }

    /// Serves made-up pages of a stranger's site, from an origin of their own and without any policy.
    ///
    /// # Errors
    /// No port can be had.
    pub fn serve_stranger(&self, pages: &[(&str, String)]) -> Result<Server> {
        let mut extras = vec![Extra {
            path: "/__watch.js".to_owned(),
            media_type: "text/javascript; charset=utf-8".to_owned(),
            body: include_bytes!("watch.js").to_vec(),
        }];
        extras.extend(pages.iter().map(|(path, body)| Extra {
            path: (*path).to_owned(),
            media_type: "text/html; charset=utf-8".to_owned(),
            body: body.clone().into_bytes(),
        }));
        Ok(Server::start(0, Vec::new(), extras, "")?)
    }
}
