//! `<leadlens-quiz>` on other people's pages, from another origin than the widget's, most of them with a strict policy.

mod changed;
pub(crate) mod host;
mod looks;
mod origin;
mod play;
mod refused;
mod sent;
pub(crate) mod visitor;
mod without;

use leadlens_tests::{Site, Test};

/// The table of this folder; empty as long as the embed is not part of the site.
pub fn tests(site: &Site) -> Vec<Test> {
    if !site.has_embed() {
        return Vec::new();
    }
    let files = [
        play::tests,
        origin::tests,
        sent::tests,
        without::tests,
        looks::tests,
        refused::tests,
        changed::tests,
    ];
    files.into_iter().flat_map(|tests| tests()).collect()
}
