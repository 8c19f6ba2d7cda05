//! The end-to-end tests. `cargo xtask test` builds the site and runs this; by hand:
//! `cargo run -p leadlens-tests --bin e2e -- --site target/site --out target [--browser NAME]... [FILTER]`.

mod any_page;
mod crashed;
mod embed;
mod endpoint;
mod everyone;
mod harness;
mod hosted;
mod hostile;
mod import;
mod kept;
mod learn_class;
mod learn_cost;
mod learn_course;
mod learn_desk;
mod learn_drill;
mod learn_lesson;
mod learn_present;
mod learn_taking;
mod lms;
mod offline;
mod package;
mod parts;
mod quiz;
mod quiz_room;
mod room;
mod script_interface;
mod triage;

use leadlens_tests::{Browser, Context, Result, Runner, Settings, Site};
use std::{path::PathBuf, process::ExitCode};

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<bool> {
    let mut words = std::env::args().skip(1);
    let (mut site, mut out, mut browsers, mut filter) = (None, None, Vec::new(), None);
    while let Some(word) = words.next() {
        let mut value = || {
            words
                .next()
                .with_context(|| format!("`{word}` needs a value"))
        };
        match word.as_str() {
            "--site" => site = Some(PathBuf::from(value()?)),
            "--out" => out = Some(PathBuf::from(value()?)),
            "--browser" => browsers.push(value()?.parse()?),
            _ => filter = Some(word),
        }
    }
    if browsers.is_empty() {
        browsers = Browser::ALL.to_vec();
    }
    let site = Site::in_folder(site.context("`--site FOLDER` is missing")?)?;
    let mut tests = harness::tests();
    tests.extend(any_page::tests());
    tests.extend(parts::tests());
    tests.extend(embed::tests(&site));
    tests.extend(triage::tests());
    tests.extend(import::tests());
    tests.extend(hostile::tests());
    tests.extend(crashed::tests());
    tests.extend(kept::tests());
    tests.extend(offline::tests(&site));
    tests.extend(everyone::tests());
    tests.extend(script_interface::tests(&site));
    tests.extend(quiz::tests(&site));
    tests.extend(quiz_room::tests(&site));
    tests.extend(hosted::tests(&site));
    tests.extend(package::tests(&site));
    tests.extend(learn_drill::tests());
    tests.extend(learn_course::tests());
    tests.extend(learn_class::tests());
    tests.extend(lms::tests());
    tests.extend(learn_lesson::tests());
    tests.extend(learn_taking::tests());
    tests.extend(learn_desk::tests());
    tests.extend(learn_cost::tests());
    tests.extend(learn_present::tests());
    let settings = Settings {
        site,
        browsers,
        filter,
        out: out.context("`--out FOLDER` is missing")?,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let (_, failed) = runtime.block_on(Runner::new(settings, tests).run());
    Ok(failed == 0)
}
