//! 分析/: the council's workbook says what the data say, and no file there names a person.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use calamine::{Reader, Xlsx, open_workbook};

use crate::support::{fixture, folder, rows, shared, torimatome};

fn run(home: &Path, inputs: &[PathBuf]) -> PathBuf {
    fs::write(home.join("passwords"), "kaigi2024\n").unwrap();
    let mut line = vec!["run".into(), "--out".into(), "out".into(), "--quiet".into()];
    line.extend(["--password-file".into(), "passwords".into()]);
    line.extend(inputs.iter().map(|path| path.display().to_string()));
    let ran = torimatome(home, &line);
    assert!([0, 3].contains(&ran.status), "{}", ran.stderr);
    home.join("out")
}

/// The texts of a sheet, row by row.
pub(crate) fn sheet(out: &Path, name: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = open_workbook(out.join("分析/会議資料.xlsx")).unwrap();
    let range = book.worksheet_range(name).unwrap();
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

/// Everything a file can show: the parts of a workbook, or the file itself.
pub(crate) fn shown(path: &Path) -> String {
    let bytes = fs::read(path).unwrap();
    let Ok(mut archive) = zip::ZipArchive::new(std::io::Cursor::new(&bytes)) else {
        return String::from_utf8_lossy(&bytes).into_owned();
    };
    let mut text = String::new();
    for index in 0..archive.len() {
        archive.by_index(index).unwrap().read_to_string(&mut text).unwrap_or_default();
    }
    text
}

/// All files under 分析/ with what they show.
pub(crate) fn analysis(out: &Path) -> Vec<(String, String)> {
    let entries = walkdir::WalkDir::new(out.join("分析")).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files.map(|file| (file.path().display().to_string(), shown(file.path()))).collect()
}

#[test]
fn the_list_says_what_the_tables_say() {
    let home = folder();
    let out = run(home.path(), &[fixture("sample")]);
    let list = sheet(&out, "地域課題一覧");
    let labels: BTreeSet<String> =
        rows(&out, "themes").into_iter().map(|theme| theme["label"].clone()).collect();
    let listed: Vec<&Vec<String>> =
        list.iter().skip_while(|row| row[1] != "地域課題").skip(1).collect();
    assert_eq!(listed.len(), labels.len());
    let cases = rows(&out, "cases").len();
    for row in listed {
        let label = row[1].trim_start_matches('●').trim_end_matches("［新］");
        assert!(labels.contains(label), "{label}");
        if row[2] == "各事例で 1 人だけの記述" {
            continue;
        }
        let (count, all) = row[2].split_once(" / ").unwrap();
        assert!(all.starts_with(&format!("{cases} 事例")), "{}", row[2]);
        // Counts under three are hidden.
        assert!(count == "＊" || count.parse::<u32>().unwrap() >= 3, "{count}");
        for part in row[3].split('、').chain(row[5].split('\n')).filter(|part| !part.is_empty()) {
            let count = part.split(' ').nth(1).unwrap().split('/').next().unwrap();
            assert!(!["1", "2"].contains(&count), "{part}");
        }
    }
}

#[test]
fn an_issue_that_recurs_has_its_three_sheets() {
    let home = folder();
    let out = run(home.path(), &[fixture("sample")]);
    let book: Xlsx<_> = open_workbook(out.join("分析/会議資料.xlsx")).unwrap();
    let names = book.sheet_names();
    assert_eq!(names.first().map(String::as_str), Some("地域課題一覧"));
    assert_eq!(names.last().map(String::as_str), Some("匿名化について"));
    assert_eq!((names.len() - 2) % 3, 0);
    let process = names.iter().find(|name| name.starts_with("整理票01")).unwrap();
    let cells: Vec<String> = sheet(&out, process).concat();
    for step in ["①地域の現状把握", "②環境的要因の抽出", "③目的・目標の設定", "④手法の選択"]
    {
        assert!(cells.iter().any(|cell| cell == step), "{step}");
    }
    assert_eq!(cells.iter().filter(|cell| cell.starts_with("【合意形成のプロセス】")).count(), 6);
    let facts = cells.iter().find(|cell| cell.contains("・挙げた事例: ")).unwrap();
    assert!(facts.contains("【声】\n「"), "{facts}");
    // Everything but the first step is left to people, and marked so.
    assert_eq!(cells.iter().filter(|cell| cell.starts_with("［会議で記入］")).count(), 5);
    let logic = names.iter().find(|name| name.starts_with("ロジック01")).unwrap();
    let cells: Vec<String> = sheet(&out, logic).concat();
    assert_eq!(cells.iter().filter(|cell| *cell == "［会議で記入］").count(), 15);
}

#[test]
fn the_same_input_gives_the_same_workbook() {
    let [one, other] = [folder(), folder()];
    let paths = [&one, &other].map(|home| run(home.path(), &[fixture("sample")]));
    let [one, other] = paths.map(|out| fs::read(out.join("分析/会議資料.xlsx")).unwrap());
    assert!(one == other);
}

/// Names of persons that a run read, as wholes and in parts of two characters or more.
fn names(out: &Path) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let people = rows(out, "participants").into_iter().map(|mut row| row.remove("label"));
    let providers = rows(out, "cases").into_iter().map(|mut row| row.remove("provider"));
    for label in people.chain(providers).flatten() {
        let name = label.split(['（', '(']).next().unwrap_or_default().replace('　', " ");
        names.extend(name.split(' ').map(str::to_owned));
        names.insert(name.replace(' ', ""));
    }
    names.retain(|name| name.chars().count() > 1);
    names
}

#[test]
fn no_file_of_the_samples_names_a_person() {
    let mut corpora = vec![vec![fixture("sample")]];
    corpora.extend(shared("samples/small").map(|path| vec![path]));
    corpora.extend(shared("samples/wide").map(|path| vec![path]));
    for inputs in corpora {
        let home = folder();
        let out = run(home.path(), &inputs);
        let place = |case: &BTreeMap<String, String>| {
            ["area", "center", "school_district"].map(|column| case[column].clone()).concat()
        };
        let places: String = rows(&out, "cases").iter().map(place).collect();
        let names: BTreeSet<String> =
            names(&out).into_iter().filter(|name| !places.contains(name.as_str())).collect();
        println!("{} names looked for", names.len());
        let mut found = BTreeSet::new();
        for (path, text) in analysis(&out) {
            let in_text = names.iter().filter(|name| text.contains(name.as_str()));
            found.extend(in_text.map(|name| format!("{name} in {path}")));
        }
        assert!(found.is_empty(), "{found:?}");
    }
}

/// A form of the bundled sample, names planted in its free text by a library that is not ours.
#[test]
fn a_hostile_form_is_cleared_too() {
    let home = folder();
    let input = home.path().join("in");
    for entry in walkdir::WalkDir::new(fixture("sample")).into_iter().map(Result::unwrap) {
        let to = input.join(entry.path().strip_prefix(fixture("sample")).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(to).unwrap();
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
    let out = run(home.path(), std::slice::from_ref(&input));
    let read = rows(&out, "statements");
    let editable = |row: &&BTreeMap<String, String>| {
        Path::new(&row["source_path"]).extension().is_some_and(|ending| ending == "xlsx")
            && row["field"] == "participant_insight"
    };
    let row = read.iter().find(editable).unwrap();
    let planted = "・高嶋千賀子さんの薬が飲めていない（090-1234-5678）\n\
        ・さくら薬局の中村薬剤師に薬の管理を頼みたい\n\
        ・Ａ氏は昭和12年3月4日生まれで薬の飲み忘れが多い\n\
        ・伊丹市千僧1丁目2-3の佐藤様は服薬管理が困難\n\
        ・</script><img src=x onerror=alert(1)>薬の飲み残し";
    let script = "import openpyxl, sys\n\
        path, sheet, cell, text = sys.argv[1:]\n\
        book = openpyxl.load_workbook('in/' + path)\n\
        book[sheet][cell] = text\n\
        book.save('in/' + path)\n";
    let filled = std::process::Command::new("python3")
        .args(["-c", script, &row["source_path"], &row["sheet"], &row["cell"], planted])
        .current_dir(home.path())
        .output();
    match filled {
        Ok(output) if output.status.success() => {}
        Ok(output) => {
            let told = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(told.contains("No module named"), "{told}");
            return println!("passed over: no openpyxl");
        }
        Err(_) => return println!("passed over: no python3"),
    }
    let out = run(home.path(), &[input]);
    let read = rows(&out, "statements");
    assert!(read.iter().any(|row| row["text"].contains("千賀子")), "the planted form is read");
    for (path, text) in analysis(&out) {
        for name in
            ["千賀子", "090-1234", "さくら薬局", "中村薬剤師", "昭和12年", "佐藤様", "千僧1丁目"]
        {
            assert!(!text.contains(name), "{name} in {path}");
        }
        assert!(!text.contains("<img src=x"), "{path}");
    }
}
