//! Release builds compile the standard library anew, for size and without words for panics: what people load is a tenth
//! smaller for it.
//!
//! Cargo calls that unstable, so `RUSTC_BOOTSTRAP` lets this compiler do it; nothing else of ours is unstable, and debug
//! builds, lints and native tests go without. By our lints our code has no panics to speak of; should one come all the same,
//! the program traps and `failure.js` says so.

use crate::tools;
use anyhow::Result;
use std::process::Command;

/// What the compiler is told for the browser in any build; `.cargo/config.toml` says the same, and is overridden here.
const BROWSER: &str = "-C target-feature=+simd128";
/// No words for panics, and no places in the source either.
const WORDLESS: &str =
    "-Z unstable-options -C panic=immediate-abort -Z location-detail=none -Z fmt-debug=none";

/// Lets a `cargo build` or `cargo rustc` for the browser compile the standard library, with these flags besides. The switches
/// go before any `--`.
///
/// # Errors
/// The library's sources are missing and cannot be installed.
pub fn with(command: &mut Command, flags: &str) -> Result<()> {
    tools::library_sources()?;
    command
        .env("RUSTC_BOOTSTRAP", "1")
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
            format!("{BROWSER} {WORDLESS} {flags}"),
        )
        .args([
            "-Z",
            "build-std=std,panic_abort",
            "-Z",
            "build-std-features=optimize_for_size",
            // Copying and comparing bytes is in there.
            "--config",
            "profile.release.package.compiler_builtins.opt-level=3",
        ]);
    Ok(())
}
