//! What every workbook of ours begins and can fail with.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

/// A workbook could not be put together.
#[derive(Debug, thiserror::Error)]
#[error("a workbook cannot be written: {0}")]
pub struct WorkbookError(String);

impl From<XlsxError> for WorkbookError {
    fn from(error: XlsxError) -> Self {
        Self(error.to_string())
    }
}

/// An empty workbook that carries a fixed date, so that the same input gives the same bytes.
pub(super) fn new_workbook(properties: DocProperties) -> Result<Workbook, XlsxError> {
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties.set_creation_datetime(&created));
    Ok(workbook)
}
