//! A static web server as strict as the plainest host: a missing file is a 404, a file has its exact media type, and
//! nothing falls back to `index.html`. It answers on this machine only, and keeps a log that tests read.

use crate::{headers::HeaderRules, mime};
use std::{
    collections::HashSet,
    fs,
    io::{self, BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::{Component, Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

/// A folder served under a path.
#[derive(Debug, Clone)]
pub struct Mount {
    /// The path it is served under; starts and ends with `/`.
    pub prefix: String,
    /// The folder on disk.
    pub folder: PathBuf,
    /// Headers by path within the folder.
    pub rules: HeaderRules,
    /// Whether other origins may read it (`Access-Control-Allow-Origin: *`).
    pub cross_origin: bool,
    /// Whether pages go by their names without `.html`, and everybody is sent there, as some hosts do.
    pub short_names: bool,
}

impl Mount {
    /// The folder under `/`, with the headers its `_headers` file asks for, closed to other origins.
    pub fn root(folder: &Path) -> Self {
        Self::at("/", folder)
    }

    /// The folder under a prefix that starts and ends with `/`, otherwise as [`Mount::root`].
    pub fn at(prefix: &str, folder: &Path) -> Self {
        Self {
            prefix: prefix.to_owned(),
            folder: folder.to_owned(),
            rules: HeaderRules::of_folder(folder),
            cross_origin: false,
            short_names: false,
        }
    }

    /// Serves pages by their names without `.html`, and sends those who ask for more there.
    #[must_use]
    pub fn by_short_names(mut self) -> Self {
        self.short_names = true;
        self
    }

    /// Lets other origins read the files.
    #[must_use]
    pub fn for_other_origins(mut self) -> Self {
        self.cross_origin = true;
        self
    }

    /// Drops all headers of the mount, so that pages under it may do what they like (made-up host pages, the bench).
    #[must_use]
    pub fn without_policy(mut self) -> Self {
        self.rules = HeaderRules::default();
        self
    }
}

/// A response that comes from no file: what tests add beside the site.
#[derive(Debug, Clone)]
pub struct Extra {
    /// The exact path it is served under.
    pub path: String,
    /// Its media type.
    pub media_type: String,
    /// What is sent.
    pub body: Vec<u8>,
}

/// One request as it was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The path asked for, still percent-encoded, without the query.
    pub path: String,
    /// The status it got.
    pub status: u16,
}

#[derive(Debug, Default)]
struct Content {
    mounts: Vec<Mount>,
    extras: Vec<Extra>,
    /// Put at the start of every page's `<head>`.
    head: String,
    log: Mutex<Vec<Request>>,
}

/// A running server; it stops when dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    content: Arc<Content>,
    stop: Arc<AtomicBool>,
}

/// Ports already handed out in this process. A port is an origin, and an origin has its own kept data: a test that got
/// an earlier test's port would find that test's contacts.
static USED_PORTS: Mutex<Option<HashSet<u16>>> = Mutex::new(None);

impl Server {
    /// Serves the mounts on 127.0.0.1; port 0 takes a free port that this process has not used before. The longest
    /// fitting prefix wins. `head` is put at the start of every page's `<head>`.
    ///
    /// # Errors
    /// The port cannot be had, most often because something else answers on it.
    pub fn start(
        port: u16,
        mounts: Vec<Mount>,
        extras: Vec<Extra>,
        head: &str,
    ) -> io::Result<Self> {
        let listener = if port == 0 {
            unused_port()?
        } else {
            TcpListener::bind((Ipv4Addr::LOCALHOST, port))?
        };
        let address = listener.local_addr()?;
        let content = Arc::new(Content {
            mounts,
            extras,
            head: head.to_owned(),
            log: Mutex::default(),
        });
        let stop = Arc::new(AtomicBool::new(false));
        let (shared, stopped) = (Arc::clone(&content), Arc::clone(&stop));
        thread::spawn(move || {
            for stream in listener.incoming() {
                if stopped.load(Ordering::Relaxed) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                let content = Arc::clone(&shared);
                // A browser that goes away in the middle of an answer is no fault of ours.
                thread::spawn(move || drop(answer(stream, &content)));
            }
        });
        Ok(Self {
            address,
            content,
            stop,
        })
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Every request answered so far, in order of answering.
    pub fn log(&self) -> Vec<Request> {
        lock(&self.content.log).clone()
    }

    /// Waits until the process is ended.
    pub fn wait(&self) -> ! {
        loop {
            thread::sleep(Duration::from_secs(3600));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        // The listener wakes only for a connection.
        drop(TcpStream::connect_timeout(
            &self.address,
            Duration::from_millis(200),
        ));
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn unused_port() -> io::Result<TcpListener> {
    let mut refused = Vec::new();
    loop {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let port = listener.local_addr()?.port();
        if lock(&USED_PORTS).get_or_insert_default().insert(port) {
            return Ok(listener);
        }
        // Held until a fresh one is found, so that the system does not offer the same again.
        refused.push(listener);
    }
}

/// What is sent back for one request.
struct Response {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Response {
    fn plain(status: u16, text: &str) -> Self {
        Self {
            status,
            headers: vec![(
                "Content-Type".to_owned(),
                "text/plain; charset=utf-8".to_owned(),
            )],
            body: text.as_bytes().to_vec(),
        }
    }
}

fn answer(stream: TcpStream, content: &Content) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut lines = BufReader::new((&stream).take(64 * 1024));
    let mut first = String::new();
    lines.read_line(&mut first)?;
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line)? == 0 || line.trim().is_empty() {
            break;
        }
    }
    let mut words = first.split_whitespace();
    let (Some(method), Some(target)) = (words.next(), words.next()) else {
        return Ok(());
    };
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let response = match method {
        "GET" | "HEAD" => respond(path, content),
        _ => Response::plain(405, "Only GET and HEAD are answered here."),
    };
    lock(&content.log).push(Request {
        path: path.to_owned(),
        status: response.status,
    });

    let mut out = format!(
        "HTTP/1.1 {} {}\r\n",
        response.status,
        phrase(response.status)
    );
    for (name, value) in &response.headers {
        out.push_str(&format!("{name}: {value}\r\n"));
    }
    out.push_str(&format!(
        "Content-Length: {}\r\nConnection: close\r\n\r\n",
        response.body.len()
    ));
    let mut stream = &stream;
    stream.write_all(out.as_bytes())?;
    if method == "GET" {
        stream.write_all(&response.body)?;
    }
    stream.flush()
}

fn phrase(status: u16) -> &'static str {
    match status {
        200 => "OK",
        301 => "Moved Permanently",
        404 => "Not Found",
        405 => "Method Not Allowed",
        _ => "Error",
    }
}

fn respond(path: &str, content: &Content) -> Response {
    if let Some(extra) = content.extras.iter().find(|extra| extra.path == path) {
        return Response {
            status: 200,
            headers: vec![
                ("Content-Type".to_owned(), extra.media_type.clone()),
                ("Cache-Control".to_owned(), "no-store".to_owned()),
            ],
            body: extra.body.clone(),
        };
    }
    let missing = || Response::plain(404, "There is no such file.");
    let Some(decoded) = percent_decode(path) else {
        return missing();
    };
    let mount = content
        .mounts
        .iter()
        .filter(|mount| decoded.starts_with(&mount.prefix))
        .max_by_key(|mount| mount.prefix.len());
    let Some(mount) = mount else { return missing() };
    let within = decoded.strip_prefix(&mount.prefix).unwrap_or_default();
    let relative = Path::new(within);
    // Only plain names: no way up and out of the folder, and not the file that configures the host.
    if !relative
        .components()
        .all(|part| matches!(part, Component::Normal(_)))
        || within == "_headers"
    {
        return missing();
    }
    let mut file = mount.folder.join(relative);
    if mount.short_names {
        if let Some(short) = path.strip_suffix(".html").filter(|_| file.is_file()) {
            return moved(short.strip_suffix("index").unwrap_or(short).to_owned());
        }
        let page = file.with_extension("html");
        if relative.extension().is_none() && page.is_file() {
            file = page;
        }
    }
    if file.is_dir() {
        if !decoded.ends_with('/') {
            return moved(format!("{path}/"));
        }
        file.push("index.html");
    } else if decoded.ends_with('/') {
        return missing();
    }
    let Ok(mut body) = fs::read(&file) else {
        return missing();
    };
    let media_type = mime::of(&file);
    if media_type.starts_with("text/html") && !content.head.is_empty() {
        body = with_head(body, &content.head);
    }
    let mut headers = vec![
        ("Content-Type".to_owned(), media_type.to_owned()),
        ("X-Content-Type-Options".to_owned(), "nosniff".to_owned()),
        ("Cache-Control".to_owned(), "no-cache".to_owned()),
    ];
    for (name, value) in mount.rules.for_path(&format!("/{within}")) {
        headers.retain(|(earlier, _)| !earlier.eq_ignore_ascii_case(&name));
        headers.push((name, value));
    }
    if mount.cross_origin {
        headers.push(("Access-Control-Allow-Origin".to_owned(), "*".to_owned()));
    }
    Response {
        status: 200,
        headers,
        body,
    }
}

/// Sends whoever asks on to another path.
fn moved(to: String) -> Response {
    let mut moved = Response::plain(301, "");
    moved.headers.push(("Location".to_owned(), to));
    moved
}

/// Puts text right after the page's opening `<head>` tag, or before everything where there is none.
fn with_head(body: Vec<u8>, head: &str) -> Vec<u8> {
    let Ok(page) = String::from_utf8(body.clone()) else {
        return body;
    };
    let lower = page.to_ascii_lowercase();
    let after = lower
        .find("<head>")
        .map(|at| at + "<head>".len())
        .or_else(|| {
            lower
                .find("<head ")
                .and_then(|at| page.get(at..)?.find('>').map(|end| at + end + 1))
        })
        .unwrap_or(0);
    let (before, rest) = page.split_at(after);
    format!("{before}{head}{rest}").into_bytes()
}

fn percent_decode(path: &str) -> Option<String> {
    let mut bytes = path.bytes();
    let mut decoded = Vec::with_capacity(path.len());
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let digits = [bytes.next()?, bytes.next()?];
            let value = u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?;
            decoded.push(value);
        } else {
            decoded.push(byte);
        }
    }
    String::from_utf8(decoded)
        .ok()
        .filter(|text| !text.contains(['\0', '\\']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(server: &Server, request: &str) -> String {
        let mut stream = TcpStream::connect(server.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        text
    }

    fn folder(name: &str) -> PathBuf {
        let folder =
            std::env::temp_dir().join(format!("leadlens-server-{}-{name}", std::process::id()));
        fs::create_dir_all(folder.join("sub")).unwrap();
        fs::write(
            folder.join("index.html"),
            "<html><HEAD><title>home</title></head></html>",
        )
        .unwrap();
        fs::write(folder.join("sub/a b.js"), "1").unwrap();
        fs::write(folder.join("page.html"), "<p>").unwrap();
        fs::write(folder.join("_headers"), "/*\n  X-Test: yes\n").unwrap();
        folder
    }

    #[test]
    fn answers_strictly() {
        let folder = folder("strict");
        let mounts = vec![
            Mount::root(&folder),
            Mount::at("/deep/er/", &folder).for_other_origins(),
            Mount::at("/short/", &folder).by_short_names(),
        ];
        let server = Server::start(0, mounts, Vec::new(), "<i>").unwrap();
        for (path, status, part) in [
            ("/", 200, "<HEAD><i><title>"),
            ("/?a=1", 200, "X-Test: yes"),
            ("/deep/er/", 200, "Access-Control-Allow-Origin: *"),
            ("/short/", 200, "<HEAD><i><title>"),
            ("/short/index.html", 301, "Location: /short/\r\n"),
            ("/short/page.html", 301, "Location: /short/page\r\n"),
            ("/short/page", 200, "text/html"),
            ("/short/missing", 404, ""),
            ("/short/missing.html", 404, ""),
            ("/page", 404, ""),
            ("/sub/a%20b.js", 200, "text/javascript"),
            ("/sub", 301, "Location: /sub/"),
            ("/sub/", 404, ""),
            ("/deep/", 404, ""),
            ("/missing", 404, ""),
            ("/index.html/", 404, ""),
            ("/_headers", 404, ""),
            ("/../Cargo.toml", 404, ""),
            ("/%2e%2e/Cargo.toml", 404, ""),
            ("/%zz", 404, ""),
        ] {
            let text = ask(&server, &format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n"));
            assert!(
                text.starts_with(&format!("HTTP/1.1 {status} ")),
                "{path}: {text}"
            );
            assert!(text.contains(part), "{path}: {text}");
        }
        assert!(ask(&server, "POST / HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 405"));
        assert!(ask(&server, "HEAD / HTTP/1.1\r\n\r\n").ends_with("\r\n\r\n"));
        assert!(server.log().contains(&Request {
            path: "/missing".to_owned(),
            status: 404
        }));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_taken_port_is_refused() {
        let first = Server::start(0, Vec::new(), Vec::new(), "").unwrap();
        assert!(Server::start(first.port(), Vec::new(), Vec::new(), "").is_err());
    }
}
