//! Grid, BIFF: the records of an `OfficeArt` tree, which are not BIFF records.
//!
//! Input → output: bytes → headers and bodies. This module must not know what any record means.

use crate::grid::biff::fault::Fault;

/// One record of the tree.
#[derive(Debug, Clone, Copy)]
pub(super) struct Art<'a> {
    /// What it is.
    pub(super) kind: u16,
    /// A number whose meaning depends on the kind: a shape's form, how many properties follow.
    pub(super) instance: u16,
    /// Its bytes.
    pub(super) body: &'a [u8],
    /// Where it ends, counted from the tree's beginning.
    pub(super) end: usize,
}

impl<'a> Art<'a> {
    /// The records inside, one after another.
    pub(super) const fn children(&self) -> ArtRecords<'a> {
        ArtRecords { rest: self.body, position: self.end - self.body.len() }
    }
}

/// Records beside each other.
#[derive(Debug, Clone)]
pub(super) struct ArtRecords<'a> {
    rest: &'a [u8],
    position: usize,
}

impl<'a> ArtRecords<'a> {
    /// The records at the top of a tree.
    pub(super) const fn of(tree: &'a [u8]) -> Self {
        Self { rest: tree, position: 0 }
    }
}

impl<'a> Iterator for ArtRecords<'a> {
    type Item = Result<Art<'a>, Fault>;

    /// The next record; after one that is longer than what holds it there is none.
    fn next(&mut self) -> Option<Self::Item> {
        let (head, rest) = self.rest.split_first_chunk::<8>()?;
        let [low, high, kind_low, kind_high, a, b, c, d] = *head;
        let kind = u16::from_le_bytes([kind_low, kind_high]);
        let length = usize::try_from(u32::from_le_bytes([a, b, c, d])).unwrap_or(usize::MAX);
        let Some((body, rest)) = rest.split_at_checked(length) else {
            self.rest = &[];
            return Some(Err(Fault::ArtPastEnd(kind)));
        };
        self.rest = rest;
        self.position += head.len() + length;
        let instance = u16::from_le_bytes([low, high]) >> 4;
        Some(Ok(Art { kind, instance, body, end: self.position }))
    }
}
