//! System dictionary (IPADIC): the compiled sources of `dictionaries/ipadic`, in the binary.
//!
//! Input → output: nothing → lindera's dictionary. It reads no file and fetches nothing.

lindera_dictionary::embedded_dictionary!("/ipadic", Ipadic);
