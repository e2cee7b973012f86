//! Files under a password: which open, with what inside, and what is said of the others.

use std::fs;
use std::io::{Cursor, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use calamine::Reader;
use rayon::prelude::*;
use tempfile::TempDir;
use torimatome::diagnostic::{Checked, Code, Diagnostic};
use torimatome::intake::{self, IntakeOptions, Limits, Passwords, SourceFile};

use crate::support::{fixture, shared};

const SECRET: &str = "ひみつ2023";
const PROTECTED: [&str; 4] =
    ["protected_agile.xlsx", "protected.xls", "protected.ods", "protected_whole.ods"];

fn passwords(lines: &str) -> Passwords {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("passwords.txt");
    fs::write(&path, lines).unwrap();
    Passwords::from_file(&path).unwrap()
}

fn open_within(
    path: &Path,
    passwords: &Passwords,
    limits: &Limits,
) -> Result<Checked<SourceFile>, Diagnostic> {
    let found = intake::find(&[path.to_path_buf()], &IntakeOptions::default()).unwrap();
    intake::open(&found.value[0], passwords, limits)
}

fn open(path: &Path, passwords: &Passwords) -> Result<Checked<SourceFile>, Diagnostic> {
    open_within(path, passwords, &Limits::default())
}

/// Every value of the first sheet, read by a library that knows no passwords.
fn first_sheet(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut book = calamine::open_workbook_auto_from_rs(Cursor::new(bytes.to_vec())).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

/// A protected fixture with some bytes of one of its streams changed.
fn changed(stream: &str, at: u64, bytes: &[u8]) -> (TempDir, std::path::PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.xlsx");
    fs::copy(fixture("intake/protected_agile.xlsx"), &path).unwrap();
    let mut file = cfb::open_rw(&path).unwrap();
    let mut stream = file.open_stream(stream).unwrap();
    stream.seek(SeekFrom::Start(at)).unwrap();
    stream.write_all(bytes).unwrap();
    stream.flush().unwrap();
    (folder, path)
}

/// A protected fixture with a part of its XML description replaced by one of equal length.
fn redescribed(from: &str, to: &str) -> (TempDir, std::path::PathBuf) {
    let mut file = cfb::open(fixture("intake/protected_agile.xlsx")).unwrap();
    let mut info = Vec::new();
    file.open_stream("EncryptionInfo").unwrap().read_to_end(&mut info).unwrap();
    let text = String::from_utf8_lossy(&info[8..]).into_owned();
    assert_eq!(from.len(), to.len());
    assert!(text.contains(from), "{text}");
    changed("EncryptionInfo", 8, text.replace(from, to).as_bytes())
}

#[test]
fn every_scheme_opens_with_a_password_of_the_list() {
    for name in PROTECTED {
        let opened =
            open(&fixture("intake").join(name), &passwords(&format!("ちがう\n{SECRET}\n")))
                .unwrap();
        let sheet = first_sheet(&opened.value.bytes);
        assert_eq!(sheet[0], ["評価票", "4"], "{name}");
        assert_eq!(opened.diagnostics, [], "{name}");
    }
}

#[test]
fn a_password_file_may_begin_with_a_byte_order_mark_and_end_lines_as_windows_does() {
    let list = passwords(&format!("\u{feff}{SECRET}\r\n"));
    assert!(open(&fixture("intake/protected.xls"), &list).is_ok());
}

#[test]
fn without_a_fitting_password_the_way_out_is_told() {
    for name in PROTECTED {
        for (list, word) in [(Passwords::default(), "開けません"), (passwords("x"), "指定の")]
        {
            let refused = open(&fixture("intake").join(name), &list).unwrap_err();
            assert_eq!(refused.code, Code::EncryptedFile, "{name}");
            assert!(refused.message.japanese.contains(word), "{name}");
            assert!(refused.hint.japanese.contains("--password-file"), "{name}");
        }
    }
}

#[test]
fn a_person_is_asked_again_after_a_slip_and_never_twice_for_one_password() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let list = Passwords::default().with_prompt(Box::new(move |_| {
        let question = count.fetch_add(1, Ordering::SeqCst);
        Some(if question == 0 { "slip" } else { SECRET }.to_owned())
    }));
    for name in PROTECTED {
        assert!(open(&fixture("intake").join(name), &list).is_ok(), "{name}");
    }
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}

#[test]
fn a_person_who_goes_on_without_is_asked_once_for_a_file() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let list = Passwords::default().with_prompt(Box::new(move |path| {
        assert_eq!(path.as_str(), "protected.xls");
        count.fetch_add(1, Ordering::SeqCst);
        None
    }));
    let refused = open(&fixture("intake/protected.xls"), &list).unwrap_err();
    assert_eq!(refused.code, Code::EncryptedFile);
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

#[test]
fn passwords_never_show() {
    let list = passwords(SECRET);
    assert!(!format!("{list:?} {list:#?}").contains(SECRET));
    let refused = open(&fixture("intake/protected.xls"), &passwords("ばれると困る")).unwrap_err();
    assert!(!format!("{refused:?}").contains("困る"));
}

#[test]
fn a_changed_byte_breaks_the_seal() {
    let (_folder, path) = changed("EncryptedPackage", 3000, &[0xAA; 4]);
    let refused = open(&path, &passwords(SECRET)).unwrap_err();
    assert_eq!(refused.code, Code::UnreadableFile);
    assert!(refused.message.japanese.contains("書き換え"), "{}", refused.message.japanese);
}

#[test]
fn odd_descriptions_are_refused_with_their_reason() {
    for (from, to, code) in [
        ("ChainingModeCBC", "ChainingModeXYZ", Code::EncryptedFile),
        ("cipherAlgorithm=\"AES\"", "cipherAlgorithm=\"FOO\"", Code::EncryptedFile),
        ("hashAlgorithm=\"SHA512\"", "hashAlgorithm=\"SHA999\"", Code::EncryptedFile),
        ("keyBits=\"256\"", "keyBits=\"111\"", Code::EncryptedFile),
        ("blockSize=\"16\"", "blockSize=\"00\"", Code::UnreadableFile),
        ("spinCount=\"100000\"", "spinCount=\"-00001\"", Code::UnreadableFile),
        ("</encryption>", "</encryptiom>", Code::UnreadableFile),
    ] {
        let (_folder, path) = redescribed(from, to);
        let refused = open(&path, &passwords(SECRET)).unwrap_err();
        assert_eq!(refused.code, code, "{to}: {}", refused.message.english);
    }
}

#[test]
fn a_file_that_asks_for_endless_hashing_is_refused() {
    let (_folder, path) = redescribed("spinCount=\"100000\"", "spinCount=\"999999\"");
    let limits = Limits { key_rounds: 500_000, ..Limits::default() };
    let refused = open_within(&path, &passwords(SECRET), &limits).unwrap_err();
    assert_eq!(refused.code, Code::LimitExceeded);
    assert!(refused.hint.japanese.contains("key_rounds"));
    for name in ["protected.ods", "protected_whole.ods"] {
        let limits = Limits { key_rounds: 1000, ..Limits::default() };
        let path = fixture("intake").join(name);
        let refused = open_within(&path, &passwords(SECRET), &limits).unwrap_err();
        assert_eq!(refused.code, Code::LimitExceeded, "{name}");
    }
}

#[test]
fn a_protected_ods_that_inflates_beyond_the_limit_is_refused() {
    let limits = Limits { inflated_bytes: 1000, ..Limits::default() };
    for name in ["protected.ods", "protected_whole.ods"] {
        let path = fixture("intake").join(name);
        let refused = open_within(&path, &passwords(SECRET), &limits).unwrap_err();
        assert_eq!(refused.code, Code::LimitExceeded, "{name}");
    }
}

#[test]
fn every_file_of_the_peers_opens_with_its_password() {
    let Some(folder) = shared("peers/hostile") else { return };
    let table = fs::read_to_string(folder.join("EXPECTED.tsv")).unwrap();
    let rows: Vec<Vec<&str>> = table.lines().skip(1).map(|row| row.split('\t').collect()).collect();
    let opened = rows.par_iter().filter(|row| opens_as_expected(&folder, row)).count();
    println!("{opened} protected files of peers opened");
    assert!(opened > 50);
}

/// Opens one file of the peers' table; `false` when it says nothing about a password.
fn opens_as_expected(folder: &Path, row: &[&str]) -> bool {
    let (file, password, expected) = (row[0], row[3], row[4]);
    let by_default = file.ends_with("/pwtest.xls");
    if password.is_empty() && !by_default {
        return false;
    }
    let source = open(&folder.join(file), &passwords(password))
        .unwrap_or_else(|refused| panic!("{file}: {}", refused.message.english));
    let sheet = first_sheet(&source.value.bytes);
    if let Some((_, text)) = expected.split_once("A1 = \"") {
        assert_eq!(sheet[0][0], text.split('"').next().unwrap(), "{file}");
    }
    if let Some((_, plain)) = expected.split_once("outputs/") {
        let plain = fs::read(folder.join("msoffcrypto/tests/outputs").join(plain)).unwrap();
        assert_eq!(sheet, first_sheet(&plain), "{file}");
    }
    true
}

#[test]
fn the_protected_sample_opens() {
    let Some(folder) = shared("samples/wide/2023年度") else { return };
    let path = folder.join("パスワード付き.xlsx");
    let opened = open(&path, &passwords("kaigi2024")).unwrap();
    assert!(!first_sheet(&opened.value.bytes).is_empty());
    assert_eq!(open(&path, &passwords("kaigi2023")).unwrap_err().code, Code::EncryptedFile);
}
