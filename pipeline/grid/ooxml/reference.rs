//! OOXML: references as parts write them (`B3`, `A1:C2`) → addresses.
//!
//! Read for every cell, so without making text of it as [`CellAddress::parse`] does.

use crate::units::{CellAddress, CellRange};

/// A cell's address; `None` when the text is none or lies outside of any sheet.
pub(crate) fn cell(text: &str) -> Option<CellAddress> {
    let mut column = 0_u32;
    let mut row = 0_u32;
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' if row == 0 => column = column * 26 + u32::from(byte - b'A') + 1,
            b'a'..=b'z' if row == 0 => column = column * 26 + u32::from(byte - b'a') + 1,
            b'0'..=b'9' if column > 0 => row = row * 10 + u32::from(byte - b'0'),
            b'$' => {}
            _ => return None,
        }
        if column > 1 << 14 || row > 1 << 20 {
            return None;
        }
    }
    Some(CellAddress::new(row.checked_sub(1)?, column.checked_sub(1)?))
}

/// A range of one or more cells.
pub(crate) fn range(text: &str) -> Option<CellRange> {
    match text.split_once(':') {
        Some((first, last)) => Some(CellRange::new(cell(first)?, cell(last)?)),
        None => cell(text).map(CellRange::cell),
    }
}

#[cfg(test)]
mod tests {
    use super::{cell, range};
    use crate::units::{CellAddress, CellRange};

    #[test]
    fn references_are_read_up_to_the_last_cell() {
        assert_eq!(cell("XFD1048576"), Some(CellAddress::new(1_048_575, 16_383)));
        assert_eq!(cell("$b$3"), Some(CellAddress::new(2, 1)));
        for none in ["", "A", "1", "A0", "XFE1", "A1048577", "A1B", "あ1", "AAAAAAAAAAAAAAAA1"] {
            assert_eq!(cell(none), None, "{none}");
        }
        let corner = CellRange::new(CellAddress::new(0, 0), CellAddress::new(1, 2));
        assert_eq!(range("C2:A1"), Some(corner));
    }
}
