//! The platform's side: packages unpacked on a server of its own, and a record store.

use exchange::{PackageKind, pack_deck, read_deck};
use leadlens_tests::{Context, Page, Result, ensure};
use serde_json::{Value, json};
use std::{
    env, fs,
    io::{BufRead, BufReader, Cursor},
    path::{Path, PathBuf},
    process::{self, Child, Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
};
use xtask::{Extra, Mount, Server, programs};

const AROUND: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>A platform</title><link rel=\"icon\" href=\"data:,\"></head>\
    <body><iframe title=\"Cases\" width=\"800\" height=\"600\"></iframe><script type=\"module\" src=\"/lms/page.mjs\"></script></body></html>";
const BACK: &str = "<!doctype html><html lang=\"en\"><head><title>Back</title><link rel=\"icon\" href=\"data:,\"></head><body>Back</body></html>";

static COUNT: AtomicUsize = AtomicUsize::new(0);

fn deck() -> Value {
    json!({
        "format": "leadlens.deck/1", "id": "first-week", "title": "First week: <who> is a lead?", "lang": "en", "as_of": "2026-11-25",
        "rulebook": "house", "pass_mark": 0.6,
        "cases": [
            { "id": "ada & co", "text": "Ada is in our market and asked for a brochure.\n\nNobody has talked to her.", "answer": "lead", "explanation": "Interest was shown.\nNothing else is known." },
            { "id": "bo", "text": "<b>Bo</b> & \"Co\" answered twice, fits, and wants to talk.", "answer": "prospect" },
            { "id": "next", "text": "What next?", "answer": "Send <i>it</i>", "options": ["Send <i>it</i>", "Wait"], "explanation": "It was asked for." },
        ],
    })
}

/// A server with the packages; gone, files and all, when it is dropped.
pub struct Platform {
    server: Server,
    folder: PathBuf,
}

impl Platform {
    /// Packs the deck in each kind that has a player, and unpacks that where a platform would.
    ///
    /// # Errors
    /// Packing fails, or no port can be had.
    pub fn start(page: &Page) -> Result<Self> {
        let deck = read_deck(&deck())?;
        let mut packages = Vec::new();
        for (kind, name) in [
            (PackageKind::Scorm12, "scorm12"),
            (PackageKind::Scorm2004, "scorm2004"),
            (PackageKind::Cmi5, "cmi5"),
        ] {
            packages.push((name, pack_deck(&deck, kind)?.bytes));
        }
        Self::with(page, packages)
    }

    /// Unpacks packages where a platform would, each in a folder of its name.
    ///
    /// # Errors
    /// One cannot be unpacked, or no port can be had.
    pub fn with(page: &Page, packages: Vec<(&str, Vec<u8>)>) -> Result<Self> {
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = env::temp_dir().join(format!("leadlens-lms-{}-{number}", process::id()));
        for (name, bytes) in packages {
            let mut archive = zip::ZipArchive::new(Cursor::new(bytes))?;
            archive.extract(folder.join(name))?;
        }
        let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("lms");
        let modules = &page.site().modules;
        let mounts = vec![
            Mount::root(&folder).without_policy(),
            Mount::at("/lms/", &scripts),
            Mount::at("/again/", &modules.join("scorm-again").join("dist")),
        ];
        let axe = fs::read(modules.join("axe-core").join("axe.min.js"))?;
        let script = "text/javascript; charset=utf-8";
        let watch = include_bytes!("../../watch.js").to_vec();
        let extras = vec![
            extra("/platform.html", "text/html; charset=utf-8", AROUND.into()),
            extra("/back.html", "text/html; charset=utf-8", BACK.into()),
            extra("/__watch.js", script, watch),
            extra("/__axe.js", script, axe),
        ];
        let head = "<script src=\"/__watch.js\"></script>";
        let server = Server::start(0, mounts, extras, head)?;
        Ok(Self { server, folder })
    }

    /// Where a file of the platform is.
    pub fn url(&self, path: &str) -> String {
        format!("{}/{path}", self.server.origin())
    }

    /// Fails on any file that was asked for and is not there.
    pub fn nothing_was_missing(&self) -> Result<()> {
        let missing: Vec<String> = self
            .server
            .log()
            .into_iter()
            .filter(|request| request.status >= 400)
            .map(|request| request.path)
            .collect();
        ensure!(missing.is_empty(), "not there: {missing:?}");
        Ok(())
    }
}

impl Drop for Platform {
    fn drop(&mut self) {
        // What is left over is small and in a temporary folder.
        drop(fs::remove_dir_all(&self.folder));
    }
}

fn extra(path: &str, media_type: &str, body: Vec<u8>) -> Extra {
    Extra {
        path: path.to_owned(),
        media_type: media_type.to_owned(),
        body,
    }
}

/// A record store for cmi5 that checks what it gets (`lms/lrs.mjs`).
pub struct Store {
    process: Child,
    origin: String,
    sessions: Vec<String>,
}

impl Store {
    /// Starts it, with members of the launch data besides the usual ones.
    ///
    /// # Errors
    /// Node is missing, or it does not start.
    pub fn start(launch: &Value) -> Result<Self> {
        let node = programs::first(&["node"]).context("node was not found")?;
        let mut process = Command::new(node)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(["lms/lrs.mjs", &launch.to_string()])
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        let out = process.stdout.take().context("it has no output")?;
        BufReader::new(out).read_line(&mut line)?;
        let said: Value = serde_json::from_str(&line).context("the record store did not start")?;
        let sessions = said.get("sessions").and_then(Value::as_array);
        Ok(Self {
            process,
            origin: said
                .get("origin")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned(),
            sessions: sessions
                .into_iter()
                .flatten()
                .filter_map(|each| each.as_str().map(str::to_owned))
                .collect(),
        })
    }

    /// What stands behind the `?` of the player's address, for one session after the other; empty where there is none.
    pub fn session(&self, number: usize) -> &str {
        self.sessions.get(number).map_or("", String::as_str)
    }

    /// Where it tells what it got.
    pub fn report(&self) -> String {
        format!("{}/report", self.origin)
    }

    /// Ends it.
    ///
    /// # Errors
    /// It has ended by itself.
    pub fn end(&mut self) -> Result<()> {
        self.process.kill()?;
        self.process.wait()?;
        Ok(())
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        // A test that failed has not ended it.
        drop(self.process.kill());
    }
}
