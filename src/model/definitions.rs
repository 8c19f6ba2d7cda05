//! Where a workspace gets its rulebooks from.

use crate::rulebook::Rulebook;
use serde_json::Value;

/// The published rulebook with this id.
pub(crate) fn published(_id: &str) -> Option<&'static Rulebook> {
    None
}

/// Reads a rulebook; the error says in one sentence what is wrong.
pub(crate) fn parse(_json: &Value) -> Result<Rulebook, String> {
    Err("rulebooks cannot be read yet".to_owned())
}
