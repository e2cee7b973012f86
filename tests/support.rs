//! Where tests find what is not part of the checkout.

use std::path::PathBuf;

/// A path in the shared folder: `TORIMATOME_SHARED`, or `../shared` beside the checkout.
///
/// `None`, and a word about it, when the folder is not there: such tests pass over.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let root = std::env::var_os("TORIMATOME_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let found = root.join(path);
    if found.exists() {
        return Some(found);
    }
    println!("passed over: no shared {path}");
    None
}
