//! `cargo xtask dist`: what a static host serves, in `dist/`, with its sizes.

use crate::{
    arguments::Arguments,
    bundle::{self, Profile},
    sizes,
    workspace::Workspace,
};
use anyhow::Result;

/// Builds, prints the sizes, and says whether the budgets hold.
///
/// # Errors
/// The build fails.
pub fn run(words: &[String]) -> Result<bool> {
    Arguments::new(words).end()?;
    let workspace = Workspace::find()?;
    let out = workspace.root.join("dist");
    bundle::build(&workspace, Profile::Release, &out)?;
    sizes::report(&out)
}
