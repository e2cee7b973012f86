//! Link: which case each 様式② belongs to, by hand or by the names round it.
//!
//! A 様式② says neither date nor centre. This module must not put a sheet anywhere on a guess:
//! what two cases fit equally is unlinked, and said so.

/// Links written in the project's configuration.
mod by_hand;

/// Links that follow from names of folders, files and sheets.
mod by_name;

pub(super) use by_hand::{links_by_hand, put_by_hand};
pub(super) use by_name::put_reflections;
