//! What an opened file really is, and what is said when it is no workbook.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use tempfile::TempDir;
use torimatome::diagnostic::{Checked, Code, Diagnostic, Severity};
use torimatome::intake::{
    self, FileFormat, FoundFile, IntakeOptions, Limits, Passwords, SourceFile,
};

fn open_bytes(name: &str, bytes: &[u8]) -> Result<Checked<SourceFile>, Diagnostic> {
    open_within(name, bytes, &Limits::default())
}

fn open_within(
    name: &str,
    bytes: &[u8],
    limits: &Limits,
) -> Result<Checked<SourceFile>, Diagnostic> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let found = intake::find(&[path], &IntakeOptions::default()).unwrap();
    intake::open(&found.value[0], &Passwords::default(), limits)
}

/// An archive of these parts.
fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A compound file with these streams.
fn compound(streams: &[&str]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    for name in streams {
        file.create_stream(Path::new(name)).unwrap().write_all(b"content").unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

fn xlsx() -> Vec<u8> {
    archive(&[("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook/>")])
}

#[test]
fn the_format_comes_from_the_content() {
    let ods = archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", "<x/>"),
    ]);
    let xlsb = archive(&[("[Content_Types].xml", "<Types/>"), ("xl/workbook.bin", "")]);
    for (name, bytes, format) in [
        ("a.xlsx", xlsx(), FileFormat::Xlsx),
        ("a.xlsm", xlsx(), FileFormat::Xlsx),
        ("a.xlsb", xlsb, FileFormat::Xlsb),
        ("a.ods", ods, FileFormat::Ods),
        ("a.xls", compound(&["Workbook"]), FileFormat::Xls),
        ("a.xls", compound(&["Book"]), FileFormat::Xls),
        ("a.xls", vec![9, 8, 16, 0, 0, 6, 5, 0], FileFormat::Xls),
    ] {
        let opened = open_bytes(name, &bytes).unwrap();
        assert_eq!(opened.value.format, format, "{name}");
        assert_eq!(&*opened.value.bytes, bytes);
        assert_eq!(opened.diagnostics, []);
    }
}

#[test]
fn a_name_of_another_format_is_said() {
    let opened = open_bytes("古い.xlsx", &compound(&["Workbook"])).unwrap();
    assert_eq!(opened.value.format, FileFormat::Xls);
    assert_eq!(opened.diagnostics[0].code, Code::FormatMismatch);
    assert!(opened.diagnostics[0].message.japanese.contains(".xls形式"));
}

#[test]
fn the_hash_is_of_the_bytes_on_disk() {
    // Derivation: `printf '\t\010\020\000' | sha256sum`.
    let opened = open_bytes("a.xls", &[9, 8, 16, 0]).unwrap();
    assert_eq!(
        opened.value.sha256,
        "926f10b4ae124f61f3cb070ee0ea08a4eace2af751902f96ad16175413fe1d59"
    );
}

#[test]
fn what_only_pretends_to_be_a_workbook_says_what_it_is() {
    let docx = archive(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", "")]);
    let xml = "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>\
               <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>";
    let (sjis_csv, _, _) = encoding_rs::SHIFT_JIS.encode("氏名,評価\r\n山田,4\r\n");
    for (bytes, word) in [
        (b"".as_slice(), "0バイト"),
        (&[0; 600], "すべて0"),
        (b"<html><table></table></html>", "HTML"),
        ("\u{feff}<!DOCTYPE html><html>".as_bytes(), "HTML"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "HTML"),
        (xml.as_bytes(), "2003"),
        (&sjis_csv, "CSV"),
        (b"%PDF-1.7\n", "PDF"),
        (b"{\\rtf1\\ansi", "リッチテキスト"),
        (b"\x89PNG\r\n\x1a\n", "画像"),
        (&docx, "Word"),
        (&compound(&["WordDocument"]), "Word"),
        (&compound(&["PowerPoint Document"]), "PowerPoint"),
        (&archive(&[("a.txt", "a")]), "圧縮"),
        (&xlsx()[..60], "途中で切れた"),
        (&compound(&["Catalog"]), "壊れたブック"),
        (b"\x05user\x00\x00\x00", "ブックではないデータ"),
    ] {
        let refused = open_bytes("様式②.xlsx", bytes).unwrap_err();
        assert_eq!(refused.code, Code::UnreadableFile);
        assert_eq!(refused.severity, Severity::Error);
        assert!(refused.message.japanese.contains(word), "{word}: {}", refused.message.japanese);
        assert_eq!(refused.location.source_path.as_str(), "様式②.xlsx");
        assert!(!refused.hint.japanese.is_empty());
    }
}

#[test]
fn a_package_protected_in_an_unknown_way_is_named_with_a_way_out() {
    let bytes = compound(&["EncryptionInfo", "EncryptedPackage"]);
    let refused = open_bytes("秘密.xlsx", &bytes).unwrap_err();
    assert_eq!(refused.code, Code::EncryptedFile);
    assert!(refused.hint.japanese.contains("パスワードを外し"));
}

#[test]
fn a_file_above_the_limit_is_not_read() {
    let limits = Limits { file_bytes: 10, ..Limits::default() };
    let refused = open_within("a.xlsx", &xlsx(), &limits).unwrap_err();
    assert_eq!(refused.code, Code::LimitExceeded);
    assert!(refused.hint.japanese.contains("file_mib"));
}

#[test]
fn a_file_that_vanished_is_named() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.xlsx");
    fs::write(&path, xlsx()).unwrap();
    let found: Vec<FoundFile> =
        intake::find(std::slice::from_ref(&path), &IntakeOptions::default()).unwrap().value;
    fs::remove_file(&path).unwrap();
    let refused = intake::open(&found[0], &Passwords::default(), &Limits::default()).unwrap_err();
    assert_eq!(refused.code, Code::FileUnavailable);
}

/// A compound file of this many sectors, every one of which claims to be a table of tables.
fn table_bomb(sectors: u32) -> Vec<u8> {
    let mut bytes = compound(&["Workbook"])[..512].to_vec();
    bytes[26..28].copy_from_slice(&3_u16.to_le_bytes());
    bytes[30..32].copy_from_slice(&9_u16.to_le_bytes());
    bytes[68..72].copy_from_slice(&1_u32.to_le_bytes());
    bytes[72..76].copy_from_slice(&(sectors - 1).to_le_bytes());
    for sector in 0..sectors {
        let next = if sector + 1 == sectors { 0xFFFF_FFFE } else { sector + 1 };
        bytes.extend([0; 508]);
        bytes.extend(next.to_le_bytes());
    }
    bytes
}

#[test]
fn a_compound_file_whose_tables_outgrow_it_is_refused_at_once() {
    let began = std::time::Instant::now();
    // Believed, these 16 MiB would become 2 GiB.
    let refused = open_bytes("a.xls", &table_bomb(32 << 10)).unwrap_err();
    assert_eq!(refused.code, Code::UnreadableFile);
    assert!(began.elapsed().as_secs() < 2, "{:?}", began.elapsed());
}

#[test]
fn an_archive_with_too_many_entries_is_refused_before_its_directory_is_read() {
    let names: Vec<String> = (0..200).map(|number| format!("xl/{number}")).collect();
    let parts: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    let limits = Limits { archive_entries: 100, ..Limits::default() };
    let refused = open_within("a.xlsx", &archive(&parts), &limits).unwrap_err();
    assert_eq!(refused.code, Code::LimitExceeded);
    assert!(refused.hint.japanese.contains("archive_entries"));
}

#[test]
fn a_file_that_is_written_to_while_it_is_read_is_named() {
    use std::sync::atomic::{AtomicBool, Ordering};

    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.xls");
    let mut start = vec![0; 40 << 20];
    start[..4].copy_from_slice(&[9, 8, 16, 0]);
    fs::write(&path, start).unwrap();
    let found = intake::find(std::slice::from_ref(&path), &IntakeOptions::default()).unwrap().value;
    let done = AtomicBool::new(false);
    let refused = std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut file = fs::OpenOptions::new().append(true).open(&path).unwrap();
            while !done.load(Ordering::Relaxed) {
                file.write_all(&[0; 16]).unwrap();
                std::thread::sleep(std::time::Duration::from_micros(50));
            }
        });
        // Let the other thread begin; reading 40 MiB takes longer than one of its pauses.
        std::thread::sleep(std::time::Duration::from_millis(20));
        let refused = intake::open(&found[0], &Passwords::default(), &Limits::default());
        done.store(true, Ordering::Relaxed);
        refused.unwrap_err()
    });
    assert_eq!(refused.code, Code::FileUnavailable);
    assert!(refused.message.japanese.contains("書き換え"), "{}", refused.message.japanese);
}
