//! A whole run, by the real binary over the bundled sample: what is written, where, and how it
//! ends when something is in the way.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use walkdir::WalkDir;

use crate::support::{Ran, fixture, folder, torimatome};

/// Content of every file below a folder, by path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = WalkDir::new(folder).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap();
            (path.replace('\\', "/"), fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// Copies a folder, its files in the order given by their names or the other way round.
fn copy(from: &Path, to: &Path, reversed: bool) {
    let mut all: Vec<_> = files(from).into_iter().collect();
    if reversed {
        all.reverse();
    }
    for (path, bytes) in all {
        let target = to.join(path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(target, bytes).unwrap();
    }
}

/// Runs over the sample, the results in `out` below the folder.
fn run_sample(home: &Path, more: &[&str]) -> Ran {
    let sample = fixture("sample");
    let mut line = vec!["run", sample.to_str().unwrap(), "--out", "out"];
    line.extend(more);
    torimatome(home, &line)
}

fn table(out: &Path, name: &str) -> Vec<csv::StringRecord> {
    let bytes = fs::read(out.join("data").join(format!("{name}.csv"))).unwrap();
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
    reader.records().map(Result::unwrap).collect()
}

#[test]
fn the_sample_becomes_summaries_and_tables() {
    let home = folder();
    let ran = run_sample(home.path(), &[]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""), "{}", ran.stderr);
    let out = home.path().join("out");
    let written: Vec<String> = files(&out).into_keys().collect();
    insta::assert_snapshot!("written", written.join("\n"));
    let cases = table(&out, "cases");
    let head: Vec<&str> = cases[0].iter().collect();
    let ids: Vec<String> =
        cases[1..].iter().map(|case| format!("{} {} {}", &case[0], &case[1], &case[2])).collect();
    insta::assert_snapshot!("cases", format!("{}\n{}", head.join(","), ids.join("\n")));
    assert_eq!(
        ran.stderr.lines().next(),
        Some("読み取ったもの: ファイル 27 件から、事例 10 件、参加者のべ 41 人")
    );
    assert_eq!(
        ran.stderr.lines().last().unwrap(),
        format!("結果: {}", out.canonicalize().unwrap().display())
    );
}

/// The interface: names and order of columns that other programs rely on.
#[test]
fn tables_have_the_columns_of_the_interface() {
    let home = folder();
    run_sample(home.path(), &[]);
    for (name, columns) in [
        (
            "cases",
            "case_id,fiscal_year,held_on,area,center,office,provider,client,age,sex,care_level,\
             school_district,title,reason,participants,sources",
        ),
        (
            "participants",
            "case_id,participant_id,label,role,sex,age_band,workplace,experience_years,\
             other_qualifications,employment,source_path,sheet",
        ),
        ("scores", "case_id,participant_id,item,score,raw,how,reason,source_path,sheet,cell"),
        ("case_means", "case_id,item,mean,n,origin"),
        ("case_fields", "case_id,field,value,source_path,sheet,cell"),
        (
            "statements",
            "statement_id,case_id,participant_id,field,text,theme_id,source_path,sheet,cell",
        ),
        ("themes", "theme_id,label,terms,statements,cases,areas,years,first_seen,last_seen"),
        ("terms", "term,pos,field,statements,cases"),
        (
            "item_stats",
            "scale,group_by,group,n,missing,mean,sd,median,n_1,n_2,n_3,n_4,n_5,ci_low,ci_high",
        ),
        ("score_issues", "theme_id,item,n_with,n_without,difference,effect,ci_low,ci_high,p,q"),
        ("reliability", "scale,n,items,alpha,alpha_low,alpha_high,omega,withheld"),
        ("diagnostics", "severity,code,source_path,sheet,cell,message,hint"),
        ("ledger", "source_path,sheet,cell,text,disposition,field"),
    ] {
        let rows = table(&home.path().join("out"), name);
        let head = rows[0].iter().collect::<Vec<_>>().join(",");
        assert!(head.starts_with(columns), "{name}: {head}");
        assert!(rows.len() > 1, "{name} has rows");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let home = folder();
    let [here, there] = [home.path().join("here"), home.path().join("there")];
    copy(&fixture("sample"), &here.join("in"), false);
    copy(&fixture("sample"), &there.join("in"), true);
    for (place, jobs) in [(&here, "1"), (&there, "4")] {
        let line = ["run", "in", "--out", "out", "--jobs", jobs, "--reproducible", "--quiet"];
        let ran = torimatome(place, &line);
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    }
    let [one, other] = [files(&here.join("out")), files(&there.join("out"))];
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (path, bytes) in &one {
        assert!(*bytes == other[path], "{path} differs");
    }
}

#[test]
fn only_run_json_holds_timings() {
    let home = folder();
    run_sample(home.path(), &[]);
    let first = files(&home.path().join("out"));
    run_sample(home.path(), &[]);
    let second = files(&home.path().join("out"));
    let differing: Vec<&String> =
        first.keys().filter(|path| first.get(*path) != second.get(*path)).collect();
    assert!(differing.iter().all(|path| *path == "run.json"), "{differing:?}");
    let record: serde_json::Value = serde_json::from_slice(&first["run.json"]).unwrap();
    assert_eq!(record["program"], "torimatome");
    assert_eq!(record["counts"]["cases"], 10);
    assert!(record["timings_ms"]["total"].is_number());
    let files = record["files"].as_array().unwrap();
    let outcomes: Vec<&str> = files.iter().map(|file| file["outcome"].as_str().unwrap()).collect();
    assert_eq!(files.len(), 29);
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == "used").count(), 25);
    for outcome in ["skipped_file", "unrecognised_sheet", "duplicate_file", "blank_form"] {
        assert!(outcomes.contains(&outcome), "{outcome}");
    }
    assert!(
        files
            .iter()
            .filter(|file| file["outcome"] == "used")
            .all(|file| { file["sha256"].as_str().is_some_and(|hash| hash.len() == 64) })
    );
}

#[test]
fn inputs_are_left_as_they_were() {
    let home = folder();
    copy(&fixture("sample"), &home.path().join("in"), false);
    let before = files(&home.path().join("in"));
    torimatome(home.path(), &["run", "in"]);
    assert_eq!(files(&home.path().join("in")), before);
    let mut names: Vec<_> =
        fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["in", "とりまとめ結果"]);
}

#[test]
fn a_dropped_folder_is_run_beside_itself() {
    let home = folder();
    let elsewhere = folder();
    let data = home.path().join("様式");
    copy(&fixture("sample"), &data, false);
    let ran = torimatome(elsewhere.path(), &[&data]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(home.path().join("とりまとめ結果/run.json").is_file());
    let two = torimatome(elsewhere.path(), &[data.join("2022年度"), data.join("2023年度")]);
    assert_eq!(two.status, 0, "{}", two.stderr);
    assert!(data.join("とりまとめ結果/run.json").is_file());
}

#[test]
fn errors_in_the_findings_end_with_3() {
    let home = folder();
    copy(&fixture("sample"), &home.path().join("in"), false);
    fs::write(home.path().join("in/壊れた.xlsx"), b"PK\x03\x04").unwrap();
    let ran = torimatome(home.path(), &["run", "in", "--json"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (3, ""));
    let summary: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(summary["cases"], 10);
    assert!(summary["out"].as_str().unwrap().ends_with("とりまとめ結果"));
    let codes = summary["diagnostics"].as_array().unwrap().iter().map(|one| &one["code"]);
    assert!(codes.into_iter().any(|code| code == "unreadable_file"));
}

#[test]
fn nothing_to_read_writes_nothing_and_ends_with_1() {
    let home = folder();
    run_sample(home.path(), &[]);
    let before = files(&home.path().join("out"));
    let empty = home.path().join("empty");
    fs::create_dir(&empty).unwrap();
    fs::write(empty.join("メモ.txt"), "x").unwrap();
    let ran = torimatome(home.path(), &["run", "empty", "--out", "out"]);
    assert_eq!(ran.status, 1);
    assert!(
        ran.stderr.ends_with("読み取れる様式が一つもなかったので、結果は書き出していません。\n")
    );
    assert!(ran.stderr.contains("メモ.txt"), "{}", ran.stderr);
    assert_eq!(files(&home.path().join("out")), before);
}

#[test]
fn a_folder_of_somebody_else_is_never_replaced() {
    let home = folder();
    fs::create_dir(home.path().join("out")).unwrap();
    fs::write(home.path().join("out/大切.txt"), "x").unwrap();
    let ran = run_sample(home.path(), &[]);
    assert_eq!(ran.status, 1);
    assert!(ran.stderr.starts_with("エラー: 結果の保存先「"), "{}", ran.stderr);
    assert_eq!(files(&home.path().join("out")).len(), 1);
}

#[test]
fn settings_among_the_inputs_are_no_forms() {
    let home = folder();
    copy(&fixture("sample"), &home.path().join("in"), false);
    torimatome(home.path(), &["run", "in", "--out", "first"]);
    torimatome(home.path(), &["init", "in"]);
    fs::copy(home.path().join("first/確認.xlsx"), home.path().join("in/確認.xlsx")).unwrap();
    let ran = torimatome(home.path(), &["run", "in", "--out", "second"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let findings = |out: &str| table(&home.path().join(out), "diagnostics");
    assert_eq!(findings("first"), findings("second"));
    let record = fs::read(home.path().join("second/run.json")).unwrap();
    let record: serde_json::Value = serde_json::from_slice(&record).unwrap();
    assert_eq!(record["configuration"]["file"], "torimatome.toml");
}

#[test]
fn blank_forms_are_read_as_blank() {
    let home = folder();
    assert_eq!(torimatome(home.path(), &["forms", "白紙"]).status, 0);
    let check = torimatome(home.path(), &["check", "白紙", "--json"]);
    let summary: serde_json::Value = serde_json::from_str(&check.stdout).unwrap();
    let findings = summary["diagnostics"].as_array().unwrap();
    let codes: Vec<&str> = findings.iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["blank_form"; 4]);
}
