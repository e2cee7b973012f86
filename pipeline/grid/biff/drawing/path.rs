//! Grid, BIFF: a free-form's path → whether it goes round something.
//!
//! Source: MS-ODRAW 2.3.6.6–2.3.6.8 (`shapePath`, `pVertices`, `pSegmentInfo`).
//! This module must not place anything.

/// A path may be open by one part in so many of its size and still go round.
const NEARLY: i64 = 5;

/// The size of an array's head.
const HEAD: usize = 6;

/// A free-form's path as stored.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Path<'a> {
    /// What its corners are joined by: 0 lines, 1 lines closed, 2 curves, 3 curves closed,
    /// 4 as its segments say.
    pub(super) form: Option<u32>,
    /// Array of corners.
    pub(super) vertices: &'a [u8],
    /// Array of segments.
    pub(super) segments: &'a [u8],
}

impl Path<'_> {
    /// Whether the path is closed, or nearly so as a circle drawn by hand is. One without any
    /// corners is taken for closed.
    pub(super) fn is_closed(&self) -> bool {
        let corners = corners(self.vertices);
        let (segments, _) = array(self.segments);
        segments.as_chunks().0.iter().any(|segment| closes(*segment))
            || corners.len() < 2
            || (segments.is_empty() && matches!(self.form, None | Some(1 | 3)))
            || ends_meet(&corners)
    }
}

/// Whether a segment closes its path: type 3 in the highest three bits.
const fn closes(segment: [u8; 2]) -> bool {
    u16::from_le_bytes(segment) >> 13 == 3
}

/// Whether a path ends about where it began.
fn ends_meet(corners: &[(i64, i64)]) -> bool {
    let across = |(least, most): (i64, i64), at: i64| (least.min(at), most.max(at));
    let none = (i64::MAX, i64::MIN);
    let (left, right) = corners.iter().map(|corner| corner.0).fold(none, across);
    let (top, bottom) = corners.iter().map(|corner| corner.1).fold(none, across);
    corners.first().zip(corners.last()).is_some_and(|(first, last)| {
        let gap = (first.0 - last.0).abs().max((first.1 - last.1).abs());
        gap * NEARLY <= (right - left).min(bottom - top)
    })
}

/// The length of an array behind a property table. Many programs state it without the array's
/// head, so it is counted from the head itself.
pub(super) fn array_length(stated: usize, rest: &[u8]) -> usize {
    match array_head(rest) {
        Some((count, size)) if count * size == stated && stated > 0 => stated + HEAD,
        _ => stated,
    }
}

/// An array's head: how many elements, room for how many, and the size of each.
fn array_head(value: &[u8]) -> Option<(usize, usize)> {
    let [count_low, count_high, _, _, size_low, size_high] = *value.first_chunk::<HEAD>()?;
    let size = match u16::from_le_bytes([size_low, size_high]) {
        // Defined as two numbers of two bytes each.
        0xFFF0 => 4,
        size => usize::from(size),
    };
    Some((usize::from(u16::from_le_bytes([count_low, count_high])), size))
}

/// The elements of an array, as many as there are, and the size of each.
fn array(value: &[u8]) -> (&[u8], usize) {
    let Some((count, size)) = array_head(value) else { return (&[], 0) };
    let elements = value.get(HEAD..).unwrap_or_default();
    (elements.get(..count * size).unwrap_or(elements), size)
}

fn corners(vertices: &[u8]) -> Vec<(i64, i64)> {
    let (elements, size) = array(vertices);
    match size {
        8 => elements
            .as_chunks()
            .0
            .iter()
            .map(|[a, b, c, d, e, f, g, h]| {
                let x = i32::from_le_bytes([*a, *b, *c, *d]);
                let y = i32::from_le_bytes([*e, *f, *g, *h]);
                (i64::from(x), i64::from(y))
            })
            .collect(),
        4 => elements
            .as_chunks()
            .0
            .iter()
            .map(|[a, b, c, d]| {
                let (x, y) = (i16::from_le_bytes([*a, *b]), i16::from_le_bytes([*c, *d]));
                (i64::from(x), i64::from(y))
            })
            .collect(),
        _ => Vec::new(),
    }
}
