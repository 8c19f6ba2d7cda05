//! A driver process: the program between the tests and one kind of browser.

use crate::Browser;
use anyhow::{Context, Result, bail};
use std::{
    fs::{self, File},
    io::Read,
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};
use xtask::programs;

/// A running driver; ended, with the screen it draws on, when dropped.
#[derive(Debug)]
pub struct Driver {
    /// Which browser it drives.
    pub browser: Browser,
    /// `http://127.0.0.1:PORT`.
    pub url: String,
    process: Child,
    screen: Option<Screen>,
}

impl Driver {
    /// Starts the driver of a browser and waits until it answers. `scratch` is a folder for its log and settings.
    ///
    /// # Errors
    /// The driver is not installed, or does not answer.
    pub async fn start(browser: Browser, scratch: &Path) -> Result<Self> {
        fs::create_dir_all(scratch)?;
        let port = free_port()?;
        let mut command = Command::new(browser.driver()?);
        let mut screen = None;
        match browser {
            Browser::Chromium => command.arg(format!("--port={port}")),
            // Without an address of its own for each, two of them fight over one port for events.
            Browser::Firefox => command.args([
                "--port",
                &port.to_string(),
                "--websocket-port",
                &free_port()?.to_string(),
            ]),
            Browser::WebKit => {
                let started = Screen::start()?;
                command.env("DISPLAY", &started.display);
                command.env_remove("WAYLAND_DISPLAY");
                command.env("XDG_CONFIG_HOME", small_toolbar(scratch)?);
                screen = Some(started);
                command.arg(format!("--port={port}"))
            }
        };
        let log = File::create(scratch.join("driver.log"))?;
        let process = in_own_group(&mut command)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .with_context(|| format!("the driver of {browser} cannot be started"))?;
        let driver = Self {
            browser,
            url: format!("http://127.0.0.1:{port}"),
            process,
            screen,
        };
        for _ in 0..600 {
            if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
                return Ok(driver);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        bail!(
            "the driver of {browser} does not answer; its log is {}",
            scratch.join("driver.log").display()
        )
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        end_group(&mut self.process);
        self.screen = None;
    }
}

/// A screen nobody sees: WebKit's browser has no headless mode.
#[derive(Debug)]
struct Screen {
    display: String,
    process: Child,
}

impl Screen {
    fn start() -> Result<Self> {
        let program = programs::first(&["Xvfb"]).context("Xvfb was not found on PATH")?;
        let mut process = in_own_group(&mut Command::new(program))
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1600x1200x24",
                "-nolisten",
                "tcp",
            ])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("Xvfb cannot be started")?;
        // It writes its number and a line end once it is ready.
        let mut number = String::new();
        let mut out = process.stdout.take().context("Xvfb has no output")?;
        let mut byte = [0];
        while out.read(&mut byte)? == 1 && byte != [b'\n'] {
            number.push(char::from(byte[0]));
        }
        Ok(Self {
            display: format!(":{}", number.trim()),
            process,
        })
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        end_group(&mut self.process);
    }
}

/// Settings under which the toolbar of WebKit's browser takes next to no room; otherwise the window cannot be as
/// narrow as a phone.
fn small_toolbar(scratch: &Path) -> Result<PathBuf> {
    let folder = scratch.join("config");
    fs::create_dir_all(folder.join("gtk-3.0"))?;
    fs::write(
        folder.join("gtk-3.0").join("gtk.css"),
        "* { min-width: 0; min-height: 0; padding: 0; margin: 0; border-width: 0; font-size: 6px; }\n",
    )?;
    Ok(folder)
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port())
}

/// Puts a process into a group of its own, so that it can be ended with all that it started and nothing else.
fn in_own_group(command: &mut Command) -> &mut Command {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    command
}

fn end_group(process: &mut Child) {
    if cfg!(unix) {
        // The group's number is the process's; a minus before it means all of it.
        drop(
            Command::new("kill")
                .args(["-KILL", "--", &format!("-{}", process.id())])
                .stderr(Stdio::null())
                .status(),
        );
    }
    drop(process.kill());
    drop(process.wait());
}
