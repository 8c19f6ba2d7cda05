//! Somebody's endpoint: takes what is posted, from any origin, and answers as it is told.

use leadlens_tests::{Result, bail};
use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

/// A running endpoint. It runs until the tests end.
#[derive(Debug)]
pub struct Endpoint {
    port: u16,
    received: Arc<Mutex<Vec<String>>>,
}

impl Endpoint {
    /// Answers the first POST with the first status and so on, and all later ones with the last.
    ///
    /// # Errors
    /// No port can be had.
    pub fn start(statuses: &[u16]) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let port = listener.local_addr()?.port();
        let received = Arc::new(Mutex::new(Vec::new()));
        let (all, statuses) = (Arc::clone(&received), statuses.to_vec());
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A browser that goes away in the middle is no fault of ours.
                drop(answer(stream, &all, &statuses));
            }
        });
        Ok(Self { port, received })
    }

    /// Where it is.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/in", self.port)
    }

    /// Waits until so many requests were posted; gives each as it came, with its head.
    ///
    /// # Errors
    /// They do not come.
    pub async fn received(&self, count: usize) -> Result<Vec<String>> {
        let start = Instant::now();
        loop {
            let all = self
                .received
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone();
            if all.len() >= count {
                return Ok(all);
            }
            if start.elapsed() > Duration::from_secs(20) {
                bail!("{} of {count} results came", all.len());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

fn answer(mut stream: TcpStream, all: &Mutex<Vec<String>>, statuses: &[u16]) -> Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    let mut bytes = Vec::new();
    let mut some = [0; 4096];
    while !complete(&bytes) {
        let count = stream.read(&mut some)?;
        if count == 0 {
            return Ok(());
        }
        bytes.extend_from_slice(some.get(..count).unwrap_or(&[]));
    }
    let request = String::from_utf8_lossy(&bytes).into_owned();
    let mut status = 204;
    if request.starts_with("POST") {
        let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
        status = statuses
            .get(all.len())
            .or(statuses.last())
            .copied()
            .unwrap_or(200);
        all.push(request);
    }
    write!(
        stream,
        "HTTP/1.1 {status} -\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Headers: content-type\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    )?;
    Ok(())
}

/// Whether the head and as many bytes as it promises are there.
fn complete(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let promised = head
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, value)| value.trim().parse::<usize>().ok())
        .unwrap_or(0);
    body.len() >= promised
}
