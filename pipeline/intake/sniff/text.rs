//! Text formats: the first bytes → web page, XML, CSV or unknown.

use super::Foreign;

/// What bytes without any magic number are.
pub(super) fn sniff(head: &[u8]) -> Foreign {
    let Some(text) = as_text(head) else {
        return Foreign::Unknown;
    };
    let text = text.trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    let web = ["<html", "<!doctype html", "<table", "<head", "<body", "<meta", "<style"];
    if web.iter().any(|tag| text.starts_with(tag)) || text.starts_with("mime-version:") {
        return Foreign::Html;
    }
    if !text.starts_with('<') {
        return Foreign::Text;
    }
    if text.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        Foreign::SpreadsheetXml
    } else if text.contains("oasis:opendocument") && text.contains("opendocument.spreadsheet") {
        Foreign::FlatOds
    } else if text.contains("<html") || text.contains("<table") {
        Foreign::Html
    } else {
        Foreign::Xml
    }
}

/// The bytes as text with its ASCII part legible; `None` when they are no text.
fn as_text(head: &[u8]) -> Option<String> {
    let wide = |bytes: &[u8], word: fn([u8; 2]) -> u16| {
        let words: Vec<u16> =
            bytes.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(word).collect();
        String::from_utf16_lossy(&words)
    };
    match head {
        [0xFF, 0xFE, rest @ ..] => return Some(wide(rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => return Some(wide(rest, u16::from_be_bytes)),
        _ => {}
    }
    let control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B);
    let odd = head.iter().filter(|byte| control(byte)).count();
    // Shift_JIS and EUC-JP text has no control characters; a stray one is still text.
    (odd * 100 <= head.len()).then(|| String::from_utf8_lossy(head).into_owned())
}
