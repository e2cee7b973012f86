//! Pagination: row heights and what belongs together → the rows that start a printed page.
//!
//! A label stays with what it labels. Breaks are reckoned on slightly less than the paper, so
//! that a program with other fonts never breaks in between as well.

/// Of a page, how much is counted on.
const USABLE_HEIGHT: f64 = 0.97;

/// Points in an inch.
const INCH: f64 = 72.0;

/// The part of a sheet that one page shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct PageBody {
    /// Its height, in points of the sheet.
    pub(crate) points: f64,
    /// What the rows repeated on every page take of it, in points of the sheet.
    pub(crate) repeated: f64,
}

impl PageBody {
    /// The body of a paper in points, less margins in inches, when the sheet's width is fitted
    /// to it.
    pub(crate) fn fitted(
        (paper_width, paper_height): (f64, f64),
        (side, top, bottom): (f64, f64, f64),
        sheet_width: f64,
        repeated: f64,
    ) -> Self {
        let width = paper_width - 2.0 * side * INCH;
        let height = paper_height - (top + bottom) * INCH;
        // Programs scale by whole percents.
        let scale = (width / sheet_width * 100.0).floor().clamp(10.0, 100.0) / 100.0;
        Self { points: height / scale * USABLE_HEIGHT, repeated }
    }
}

/// The rows that start a page, the first page apart.
///
/// Input:  heights in points; for each row, whether it stays with the next; rows that must
/// start a page.
pub(crate) fn page_starts(
    heights: &[f64],
    stays_with_next: &[bool],
    forced: &[u32],
    body: PageBody,
) -> Vec<u32> {
    let mut starts = Vec::new();
    let mut start = 0;
    let mut used = 0.0;
    let mut room = body.points;
    for (row, height) in heights.iter().enumerate() {
        let number = u32::try_from(row).unwrap_or(u32::MAX);
        let is_forced = forced.contains(&number) && row > start;
        if is_forced || (used + height > room && row > start) {
            start = if is_forced { row } else { together(row, start, stays_with_next) };
            starts.push(u32::try_from(start).unwrap_or(u32::MAX));
            used = heights.get(start..row).map_or(0.0, |rows| rows.iter().sum());
            room = body.points - body.repeated;
        }
        used += height;
    }
    starts
}

/// The first row of those that stay together with `row`, if it is not the page's own first.
fn together(row: usize, start: usize, stays_with_next: &[bool]) -> usize {
    let before = stays_with_next.get(start..row).unwrap_or_default();
    let staying = before.iter().rev().take_while(|stays| **stays).count();
    if row - staying > start { row - staying } else { row }
}

#[cfg(test)]
mod tests {
    use super::{PageBody, page_starts};

    const BODY: PageBody = PageBody { points: 100.0, repeated: 20.0 };

    #[test]
    fn pages_end_before_the_row_that_does_not_fit() {
        let heights = [40.0, 40.0, 40.0, 40.0, 1.0];
        // The second page has 80 points: 40 + 40, and no more.
        assert_eq!(page_starts(&heights, &[false; 5], &[], BODY), [2, 4]);
    }

    #[test]
    fn labels_go_over_with_what_they_label() {
        let heights = [60.0, 20.0, 40.0];
        assert_eq!(page_starts(&heights, &[false, true, false], &[], BODY), [1]);
        assert_eq!(page_starts(&heights, &[true, true, false], &[], BODY), [2]);
    }

    #[test]
    fn forced_rows_start_a_page() {
        assert_eq!(page_starts(&[10.0, 10.0, 10.0], &[false; 3], &[1], BODY), [1]);
        assert_eq!(page_starts(&[10.0], &[false], &[0], BODY), [0_u32; 0]);
    }

    #[test]
    fn the_scale_is_that_of_the_width() {
        let body = PageBody::fitted((1172.0, 844.0), (0.5, 0.5, 0.5), 2200.0, 0.0);
        // 1172 - 72 = 1100 points of width: 50 %; 844 - 72 = 772 points of height.
        assert!((body.points - 772.0 * 2.0 * super::USABLE_HEIGHT).abs() < 1e-9);
    }
}
