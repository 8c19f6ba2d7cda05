//! Keeping the workspace in the browser: [`kept::Kept`] holds the keeper, [`opening`] reads, [`saving`] writes, [`tabs`] sees to
//! it that one tab writes at a time, and the rest shows all that.

mod asides;
mod banner;
mod data;
mod delete;
mod download;
mod kept;
mod listen;
mod local_space;
mod lock;
mod notice;
mod opening;
mod replace;
mod save_file;
mod saving;
mod size;
mod status;
mod tabs;

pub use banner::KeepBanner;
pub use download::{download, download_bytes, file_name};
pub use kept::Kept;
pub use status::KeepStatus;

use crate::session::Session;
use leptos::prelude::*;

/// Opens what was kept and keeps every change from then on.
pub fn start(session: Session) {
    let kept = Kept::new(session);
    provide_context(kept);
    session.opening.set(true);
    session.watch(move |_, change| kept.changed(change));
    listen::listen(kept);
    leptos::task::spawn_local(kept.open());
}

/// Opens the dialog about the data. Only from within components of the page.
pub fn data_dialog(session: Session) -> RwSignal<bool> {
    kept(session).dialog
}

/// The keeper of this page; one that keeps nothing, should it not have been started. Only from within components of the page.
pub fn kept(session: Session) -> Kept {
    use_context().unwrap_or_else(|| Kept::new(session))
}
