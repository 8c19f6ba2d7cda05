//! `cargo xtask serve`: build, then serve on this machine.

use crate::{
    arguments::Arguments,
    bundle::{self, Profile},
    workspace::Workspace,
};
use anyhow::{Result, bail};
use std::{net::TcpListener, process::Command};
use xtask::{Mount, Server};

/// Builds the site and serves it until it is stopped.
///
/// # Errors
/// The port is taken, or the build fails.
pub fn run(words: &[String]) -> Result<bool> {
    let mut arguments = Arguments::new(words);
    let port: u16 = arguments.number("--port")?.unwrap_or(8080);
    let open = arguments.flag("--open");
    let profile = if arguments.flag("--release") {
        Profile::Release
    } else {
        Profile::Debug
    };
    arguments.end()?;
    // Asked before the build, which takes minutes the first time.
    if let Err(error) = TcpListener::bind(("127.0.0.1", port)) {
        bail!(
            "port {port} cannot be used ({error}); stop what answers there, or choose another: cargo xtask serve --port {}",
            port.saturating_add(1)
        );
    }
    let workspace = Workspace::find()?;
    let out = workspace.site();
    println!("Building the site ...");
    bundle::build(&workspace, profile, &out)?;
    let server = Server::start(port, vec![Mount::root(&out)], Vec::new(), "")?;
    let address = format!("{}/", server.origin());
    println!(
        "Leadlens is at {address}  (Ctrl-C stops it; run this again after a change, and an open page offers the new version)"
    );
    if open {
        open_in_browser(&address);
    }
    server.wait()
}

/// Asks the desktop to show the page; where it cannot, the printed address is enough.
fn open_in_browser(address: &str) {
    let (program, words): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/C", "start"])
    } else {
        ("xdg-open", &[])
    };
    if Command::new(program)
        .args(words)
        .arg(address)
        .spawn()
        .is_err()
    {
        println!("No browser could be opened from here; open the address yourself.");
    }
}
