//! Running other programs.

use anyhow::{Context, Result, bail};
use std::{
    io::{self, BufRead, BufReader, Read, Write},
    process::{Command, Stdio},
    thread,
};

/// Runs a program that must succeed, its output going where ours goes.
///
/// # Errors
/// It cannot be started or ends with failure.
pub fn must(command: &mut Command) -> Result<()> {
    let name = name(command);
    let status = command
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("`{name}` cannot be started"))?;
    if !status.success() {
        bail!("`{name}` ended with {status}");
    }
    Ok(())
}

/// Runs a program that must succeed, showing its output only if it fails.
///
/// # Errors
/// As [`must`].
pub fn quietly(command: &mut Command) -> Result<()> {
    output(command).map(drop)
}

/// What a program that must succeed prints.
///
/// # Errors
/// It cannot be started or ends with failure; the message then carries what it printed as errors.
pub fn output(command: &mut Command) -> Result<String> {
    let name = name(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("`{name}` cannot be started"))?;
    if !output.status.success() {
        bail!(
            "`{name}` ended with {}\n{}{}",
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a program, passing its output on as it comes, and keeps a copy to read afterwards.
///
/// # Errors
/// It cannot be started. Its failure is no error here: it is the first part of what is given back.
pub fn watched(command: &mut Command) -> Result<(bool, String)> {
    let name = name(command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{name}` cannot be started"))?;
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let out = thread::spawn(move || {
        out.map(|pipe| copy_lines(pipe, io::stdout()))
            .unwrap_or_default()
    });
    let err = thread::spawn(move || {
        err.map(|pipe| copy_lines(pipe, io::stderr()))
            .unwrap_or_default()
    });
    let status = child.wait().with_context(|| format!("`{name}` was lost"))?;
    let text = out.join().unwrap_or_default() + &err.join().unwrap_or_default();
    Ok((status.success(), text))
}

fn copy_lines(from: impl Read, mut to: impl Write) -> String {
    let mut copy = String::new();
    let mut from = BufReader::new(from);
    let mut line = Vec::new();
    while from
        .read_until(b'\n', &mut line)
        .is_ok_and(|length| length > 0)
    {
        // Our own output being closed is no reason to stop the program that is being watched.
        drop(to.write_all(&line).and_then(|()| to.flush()));
        copy.push_str(&String::from_utf8_lossy(&line));
        line.clear();
    }
    copy
}

/// The program and its first words, for messages.
fn name(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let mut words = vec![
        program
            .file_name()
            .unwrap_or(command.get_program())
            .to_string_lossy()
            .into_owned(),
    ];
    words.extend(
        command
            .get_args()
            .take(4)
            .map(|word| word.to_string_lossy().into_owned()),
    );
    words.join(" ")
}
