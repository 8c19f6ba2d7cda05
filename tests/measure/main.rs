//! Takes the bench's measurements in headless Chromium and prints them. `cargo xtask bench` builds what is measured
//! and runs this: `measure [--rows N] [--bench FOLDER] [--site FOLDER] [--quiz FOLDER] [--runs N]
//! [--profile FOLDER]`.

mod blocks;
mod engine;
mod profile;
mod quiz;
mod room;
mod table;

use anyhow::{Context, Result};
use std::{path::PathBuf, process::ExitCode};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let mut words = std::env::args().skip(1);
    let (mut rows, mut bench, mut site, mut quiz) = (1_000_000, None, None, None);
    let mut way = room::Way {
        runs: 5,
        profile: None,
    };
    while let Some(word) = words.next() {
        let value = words
            .next()
            .with_context(|| format!("`{word}` needs a value"))?;
        match word.as_str() {
            "--rows" => rows = value.parse().context("--rows takes a number")?,
            "--bench" => bench = Some(PathBuf::from(value)),
            "--site" => site = Some(PathBuf::from(value)),
            "--quiz" => quiz = Some(PathBuf::from(value)),
            "--runs" => way.runs = value.parse().context("--runs takes a number")?,
            "--profile" => way.profile = Some(PathBuf::from(value)),
            _ => anyhow::bail!("there is no option `{word}` here"),
        }
    }
    let scratch = std::env::temp_dir().join(format!("leadlens-bench-{}", std::process::id()));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?;
    let outcome = runtime.block_on(async {
        if let Some(folder) = bench {
            engine::measure(&folder, rows, &scratch).await?;
        }
        if let Some(folder) = site {
            room::measure(folder, &scratch, &way).await?;
        }
        if let Some(folder) = quiz {
            quiz::measure(&folder, &scratch).await?;
        }
        Ok(())
    });
    drop(std::fs::remove_dir_all(&scratch));
    outcome
}
