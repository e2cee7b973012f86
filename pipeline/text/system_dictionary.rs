//! System dictionary (IPADIC): the compiled sources of `dictionaries/ipadic`, in the binary.
//!
//! Input → output: nothing → lindera's dictionary. It reads no file and fetches nothing.

lindera_dictionary::embedded_dictionary!("/ipadic", Ipadic);

/// IPADIC's licence (利用許諾), which goes wherever its data goes.
///
/// Upstream's file ends in two stray bytes that are no text; they are left out here.
#[must_use]
pub fn licence() -> String {
    let bytes = include_bytes!("../../dictionaries/ipadic/COPYING.ipadic");
    String::from_utf8_lossy(bytes).trim_end_matches(['\u{FFFD}', '\n']).to_owned()
}
