//! Wording of the grid: what could not be read of a workbook's bytes.
//!
//! Input → output: a finding of a grid reader → a [`Diagnostic`]. It must not decide anything.

use std::sync::Arc;

use super::{Code, Diagnostic, Location, Severity, Wording};
use crate::units::SourcePath;

/// The file cannot be read as the workbook its first bytes promise.
///
/// `detail` is a technical clause in English that says where reading ended.
#[must_use]
pub fn unreadable(source_path: &SourcePath, detail: &str) -> Diagnostic {
    Diagnostic {
        location: Location::file(source_path.clone()),
        severity: Severity::Error,
        code: Code::UnreadableFile,
        message: Wording::new(
            format!(
                "ブックとして読み取れませんでした（{detail}）。Excelで開ける正常なブックが必要です。"
            ),
            format!("cannot be read as a workbook ({detail}); expected a workbook Excel can open"),
        ),
        hint: Wording::new(
            "Excelで開いて「名前を付けて保存」で保存し直すか、元のファイルを入手し直してください。",
            "open it in Excel and save it again, or get the original file anew",
        ),
    }
}

/// A part of a workbook is damaged; the rest was read.
///
/// `detail` is a technical clause in English that says what was found.
#[must_use]
pub fn damaged(location: Location, detail: &str) -> Diagnostic {
    Diagnostic {
        location,
        severity: Severity::Warning,
        code: Code::UnreadableFile,
        message: Wording::new(
            format!(
                "一部が壊れていて読み取れませんでした（{detail}）。ほかの部分は読み取りました。"
            ),
            format!("a part is damaged and was left out ({detail}); the rest was read"),
        ),
        hint: Wording::new(
            "Excelで開き、欠けているところがないか確かめて、保存し直してください。",
            "open it in Excel, check that nothing is missing, and save it again",
        ),
    }
}

/// A limit on what a workbook may demand, as the grid's readers meet it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bound {
    /// Entries of an archive.
    ArchiveEntries,
    /// Bytes inflated in all.
    InflatedBytes,
    /// Bytes of one part of an archive.
    PartBytes,
    /// Nesting of XML elements.
    XmlDepth,
    /// Cells of the workbook.
    Cells,
    /// Sheets of the workbook.
    Sheets,
    /// Shapes of one sheet.
    Shapes,
    /// Merged ranges of one sheet.
    Merges,
    /// Characters of one text.
    TextChars,
    /// Characters of all cells of the workbook.
    WorkbookChars,
    /// Memory of the process that reads the file.
    Memory,
}

impl Bound {
    /// What is counted, in Japanese and in English, and the limit's key in the configuration.
    const fn counted(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::ArchiveEntries => {
                ("ファイル内の部品の数", "parts in the archive", "archive_entries")
            }
            Self::InflatedBytes => ("展開後の大きさ", "inflated data", "inflated_mib"),
            Self::PartBytes => ("部品1つの展開後の大きさ", "inflated data of one part", "part_mib"),
            Self::XmlDepth => ("XMLの入れ子の深さ", "levels of nested XML", "xml_depth"),
            Self::Cells => ("セルの数", "cells", "cells"),
            Self::Sheets => ("シートの数", "sheets", "sheets"),
            Self::Shapes => ("1シートの図形の数", "drawn shapes on one sheet", "shapes"),
            Self::Merges => ("1シートの結合セルの数", "merged ranges on one sheet", "merges"),
            Self::TextChars => ("1つの文字列の文字数", "characters of one text", "text_chars"),
            Self::WorkbookChars => {
                ("全セルの文字数の合計", "characters in all cells", "workbook_chars")
            }
            Self::Memory => ("読み込みに使うメモリー", "memory", "memory_mib"),
        }
    }

    /// A limit with its unit, as a person reads it.
    fn shown(self, limit: u64) -> String {
        match self {
            Self::InflatedBytes | Self::PartBytes | Self::Memory => format!("{} MiB", limit >> 20),
            _ => limit.to_string(),
        }
    }
}

/// A limit on untrusted input was reached, and the file was given up.
#[must_use]
pub fn limit_exceeded(source_path: &SourcePath, bound: Bound, limit: u64) -> Diagnostic {
    let (japanese, english, key) = bound.counted();
    let limit = bound.shown(limit);
    Diagnostic {
        location: Location::file(source_path.clone()),
        severity: Severity::Error,
        code: Code::LimitExceeded,
        message: Wording::new(
            format!(
                "{japanese}が上限（{limit}）を超えているため、このファイルは読み取りませんでした。"
            ),
            format!("more {english} than the limit of {limit} allows; the file was not read"),
        ),
        hint: super::intake::limit_hint(key),
    }
}

/// A sheet's drawing cannot be read, so that its shapes and form controls are missing.
///
/// `detail` is a technical clause in English that says where reading ended.
#[must_use]
pub fn shapes_unreadable(source_path: &SourcePath, sheet: &Arc<str>, detail: &str) -> Diagnostic {
    Diagnostic {
        location: Location {
            source_path: source_path.clone(),
            sheet: Some(Arc::clone(sheet)),
            cell: None,
        },
        severity: Severity::Warning,
        code: Code::UnreadableFile,
        message: Wording::new(
            format!(
                "シートの図形（楕円やチェックボックスなど）を読み取れませんでした（{detail}）。"
            ),
            format!("the sheet's shapes and form controls cannot be read ({detail})"),
        ),
        hint: Wording::new(
            "図形で付けた印がある場合は、Excelで開いて保存し直してから、もう一度実行してください。",
            "if answers are marked by shapes, open the file in Excel, save it again and rerun",
        ),
    }
}
