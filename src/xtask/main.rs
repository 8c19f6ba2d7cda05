//! `cargo xtask`: the commands that build, serve, test and measure Leadlens. The only place that knows about tools.
//!
//! - `serve` builds the site and serves it on this machine.
//! - `test` runs every check there is, the last of them in real browsers.
//! - `dist` makes what a static host serves, and holds the size budgets.
//! - `bench` measures the engine, the page and the quiz against their peers.

mod arguments;
mod bench;
mod bundle;
mod debian;
mod dist;
mod minify;
mod page;
mod program;
mod quiz_pages;
mod run;
mod serve;
mod sizes;
mod small_std;
mod styles;
mod tally;
mod test;
mod tools;
mod wasm;
mod workspace;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask serve [--port N] [--open] [--release]
    Build the site and serve it on http://127.0.0.1:8080.
cargo xtask test [--browser chromium|firefox|webkit]... [--no-browser] [--release] [FILTER]
    Format, lints, native tests, then the built site in real browsers. With a filter: only the tests it names.
cargo xtask dist
    Release build into dist/, with the size of every file; fails over budget.
cargo xtask bench [--engine] [--page] [--quiz] [--native] [--rows N]
    Measure engine, page and quiz in headless Chromium against their peers; natively, engine and readers alone.";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    let outcome = match command.as_str() {
        "serve" => serve::run(&rest),
        "test" => test::run(&rest),
        "dist" => dist::run(&rest),
        "bench" => bench::run(&rest),
        "" | "help" | "-h" | "--help" => {
            println!("{USAGE}");
            Ok(true)
        }
        other => Err(anyhow::anyhow!("there is no command `{other}`\n\n{USAGE}")),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
