//! The command itself: the real binary, what it prints and how it ends.

use crate::support::{Ran, fixture, folder, torimatome};

/// Runs the program in an empty folder.
fn alone(arguments: &[&str]) -> Ran {
    torimatome(folder().path(), arguments)
}

/// Asserts exit status and that standard error is exactly this.
fn check_refused(arguments: &[&str], status: i32, message: &str) {
    let ran = alone(arguments);
    assert_eq!(ran.stderr, message, "{arguments:?}");
    assert_eq!(ran.status, status, "{arguments:?}");
    assert_eq!(ran.stdout, "", "{arguments:?}");
}

#[test]
fn help_speaks_both_languages() {
    let actions = ["", "run", "check", "inspect", "kwic", "init", "forms", "completions"];
    let pages = |language: &str| {
        actions
            .map(|action| {
                let mut line = vec!["--help", "--lang", language];
                line.extend((!action.is_empty()).then_some(action));
                line.sort_by_key(|word| *word == "--help");
                let ran = alone(&line);
                assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{line:?}");
                ran.stdout
            })
            .join("\n")
    };
    insta::assert_snapshot!("help_ja", pages("ja"));
    insta::assert_snapshot!("help_en", pages("en"));
}

#[test]
fn every_argument_is_explained_in_japanese() {
    let english = torimatome::cli::command(torimatome::diagnostic::Language::English);
    let japanese = torimatome::cli::command(torimatome::diagnostic::Language::Japanese);
    let sentences = |command: &clap::Command| -> Vec<String> {
        let of = |command: &clap::Command| {
            let about = command.get_about().map(ToString::to_string);
            let arguments = command
                .get_arguments()
                .map(|one| one.get_help().map(ToString::to_string).unwrap_or_default());
            about.into_iter().chain(arguments).collect::<Vec<_>>()
        };
        let mut all = of(command);
        all.extend(command.get_subcommands().flat_map(of));
        all
    };
    let (english, japanese) = (sentences(&english), sentences(&japanese));
    assert_eq!(english.len(), japanese.len());
    for (english, japanese) in english.iter().zip(&japanese) {
        assert!(!english.is_empty() && english.is_ascii(), "{english}");
        assert!(!japanese.is_empty() && !japanese.is_ascii(), "{english} → {japanese}");
    }
}

#[test]
fn wrong_usage_ends_with_2_and_says_why() {
    let more = "\n\n詳しくは --help を付けて実行してください。\n";
    let usage = "\n\n使い方: torimatome check [オプション] <入力>...";
    check_refused(
        &["chek"],
        2,
        &format!(
            "エラー: 「chek」というコマンドも、ファイルやフォルダーもありません\n  近いもの: \
             check\n\n使い方: torimatome [オプション] <コマンド>{more}"
        ),
    );
    check_refused(
        &["check", "--nope", "a"],
        2,
        &format!("エラー: 「--nope」という指定はありません{usage}{more}"),
    );
    check_refused(
        &["check", "--jobs", "0", "a"],
        2,
        &format!("エラー: 「--jobs <数>」に「0」は指定できません{more}"),
    );
    check_refused(
        &["--lang", "fr", "man"],
        2,
        &format!(
            "エラー: 「--lang <言語>」に「fr」は指定できません\n  指定できるもの: ja、en{more}"
        ),
    );
    let english = alone(&["check", "--lang=en"]);
    assert!(english.stderr.contains("required arguments were not provided"), "{}", english.stderr);
    assert_eq!(english.status, 2);
    assert_eq!(alone(&[]).status, 2);
}

#[test]
fn a_missing_input_ends_with_1() {
    let ran = alone(&["check", "どこにもない"]);
    assert!(ran.stderr.starts_with("エラー: 「どこにもない」が見つかりません。"), "{}", ran.stderr);
    assert_eq!(ran.status, 1);
    let ran = alone(&["check", "nowhere", "--lang", "en"]);
    assert!(ran.stderr.starts_with("error: nowhere: no such file"), "{}", ran.stderr);
}

#[test]
fn a_wrong_configuration_stops_before_reading() {
    let config = fixture("config/unknown_key.toml");
    let config = config.to_str().unwrap();
    let ran = alone(&["check", ".", "--config", config]);
    let start = "エラー: 設定が正しくないため、何も読まずに止まりました。\n";
    assert!(ran.stderr.starts_with(start), "{}", ran.stderr);
    assert!(ran.stderr.contains("unknown_key.toml 9 行目（areas.centres）"), "{}", ran.stderr);
    assert_eq!((ran.status, ran.stdout.as_str()), (1, ""));
    let ran = alone(&["check", ".", "--config", config, "--lang", "en"]);
    assert!(ran.stderr.contains("unknown_key.toml line 9 (areas.centres)"), "{}", ran.stderr);
}

#[test]
fn a_configuration_beside_the_data_is_used() {
    let data = folder();
    std::fs::write(data.path().join("torimatome.toml"), "version = 1\n").unwrap();
    let ran = torimatome(folder().path(), &["check", data.path().to_str().unwrap()]);
    assert!(ran.stderr.contains("torimatome.toml: 「title」がありません"), "{}", ran.stderr);
    assert_eq!(ran.status, 1);
}

#[test]
fn forms_writes_blank_forms_and_keeps_what_is_there() {
    let home = folder();
    let ran = torimatome(home.path(), &["forms", "配布"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let mut names: Vec<String> = std::fs::read_dir(home.path().join("配布"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "様式①_事例検討シート.xlsx",
            "様式②_振り返りシート.xlsx",
            "様式③-1_振り返りとりまとめシート.xlsx",
            "様式③-2_とりまとめシート.xlsx",
        ]
    );
    assert!(names.iter().all(|name| ran.stderr.contains(name)), "{}", ran.stderr);
    let checked = torimatome(home.path(), &["check", "配布", "--lang", "en"]);
    assert!(checked.stderr.contains("blank"), "{}", checked.stderr);

    let kept = home.path().join("配布/様式②_振り返りシート.xlsx");
    std::fs::write(&kept, "mine").unwrap();
    let again = torimatome(home.path(), &["forms", "配布"]);
    assert_eq!(again.status, 1);
    assert!(again.stderr.contains("様式②_振り返りシート.xlsx"), "{}", again.stderr);
    assert_eq!(std::fs::read(&kept).unwrap(), b"mine");
    assert_eq!(torimatome(home.path(), &["forms", "配布", "--force"]).status, 0);
    assert!(std::fs::read(&kept).unwrap().len() > 1000);
}

#[test]
fn forms_lists_what_can_be_read() {
    let home = folder();
    let ran = torimatome(home.path(), &["forms", "--list"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    assert!(ran.stdout.contains("itami_reflection\t様式② 振り返りシート\n"), "{}", ran.stdout);
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0, "nothing is written");
}

#[test]
fn init_writes_a_file_that_works_and_keeps_it() {
    let home = folder();
    let ran = torimatome(home.path(), &["init"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("torimatome.toml」を作りました。"), "{}", ran.stderr);
    assert_eq!(torimatome(home.path(), &["check", "."]).status, 0);
    let again = torimatome(home.path(), &["init"]);
    assert_eq!(again.status, 1);
    assert!(again.stderr.contains("--force"), "{}", again.stderr);
    assert_eq!(torimatome(home.path(), &["init", "--force"]).status, 0);
}

#[test]
fn check_names_what_cannot_be_used() {
    let data = folder();
    std::fs::write(data.path().join("壊れた.xlsx"), b"PK\x03\x04 and no more").unwrap();
    let ran = torimatome(data.path(), &["check", "."]);
    assert_eq!(ran.status, 3);
    assert!(ran.stdout.starts_with("エラー: 壊れた.xlsx: "), "{}", ran.stdout);
    assert!(ran.stderr.contains("開けないファイル 1 件: 壊れた.xlsx"), "{}", ran.stderr);
    let quiet = torimatome(data.path(), &["check", ".", "--quiet"]);
    assert_eq!((quiet.status, quiet.stderr.as_str()), (3, ""));
    let english = torimatome(data.path(), &["check", ".", "--lang", "en"]);
    assert!(english.stderr.contains("1 files that cannot be opened: 壊れた.xlsx"));
    let json = torimatome(data.path(), &["check", ".", "--json"]);
    let value: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(value["files"], 1);
    assert_eq!(value["diagnostics"][0]["code"], "unreadable_file");
    assert_eq!(value["diagnostics"][0]["severity"], "error");
    assert_eq!(value["diagnostics"][0]["source_path"], "壊れた.xlsx");
    assert_eq!((json.status, json.stderr.as_str()), (3, ""));
}

#[test]
fn inspect_shows_each_field_with_its_cell() {
    let book = fixture("sample").join("2023年度/2023-09-13_第2エリア/230913_支援会議.xlsx");
    let shown = torimatome(folder().path(), &["inspect", book.to_str().unwrap()]);
    assert_eq!((shown.status, shown.stderr.as_str()), (0, ""));
    for line in [
        "シート「様式①」",
        "  B2     held_on = 令和5年9月13日（水）",
        "シート「様式②(1)」",
        "  様式: itami_reflection（16項目、確信度 1.00）",
        "  D8     item_1 = 4 [mark]",
    ] {
        assert!(shown.stdout.lines().any(|found| found == line), "{line}\n{}", shown.stdout);
    }
    let json = torimatome(folder().path(), &["inspect", book.to_str().unwrap(), "--json"]);
    let value: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(value["format"], "xlsx");
    assert_eq!(value["sheets"].as_array().unwrap().len(), 5);
    assert_eq!(value["sheets"][1]["form"]["id"], "itami_reflection");
    let fields = value["sheets"][1]["fields"].as_array().unwrap();
    let item = fields.iter().find(|field| field["field"] == "item_1").unwrap();
    assert_eq!(item["cell"], "D8");
    assert_eq!(item["option"], "4");
    assert_eq!(item["how"], "mark");
}

#[test]
fn inspect_shows_every_cell_of_a_sheet_that_is_no_form() {
    let book = fixture("sample").join("2023年度/出席者名簿.xlsx");
    let shown = torimatome(folder().path(), &["inspect", book.to_str().unwrap()]);
    assert!(shown.stdout.contains("  どの様式とも認められません。\n"), "{}", shown.stdout);
    assert!(
        shown.stdout.contains("  どの項目にも当たらないセルや図形 7 件:\n"),
        "{}",
        shown.stdout
    );
    assert!(shown.stdout.ends_with("  B4     ケアセンターあさひ\n"), "{}", shown.stdout);
    assert_eq!(shown.status, 0);
}

#[test]
fn completions_and_man_page_know_every_action() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = alone(&["completions", shell]);
        assert_eq!(ran.status, 0);
        for word in ["inspect", "check", "licences", "password-file"] {
            assert!(ran.stdout.contains(word), "{word} in {shell}");
        }
    }
    let man = alone(&["man", "--lang", "en"]).stdout;
    assert!(man.contains(".SH INSPECT") && man.contains("password\\-file"), "{man}");
}

#[test]
fn licences_carry_the_dictionary_s_notice() {
    let text = alone(&["licences"]).stdout;
    for phrase in
        ["MIT License", "Apache License", "Nara Institute of Science", "ICOT Free Software"]
    {
        assert!(text.contains(phrase), "{phrase}");
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_error() {
    let program = env!("CARGO_BIN_EXE_torimatome");
    let line = format!("{program} licences | head -n 1; exit ${{PIPESTATUS[0]}}");
    let ran = std::process::Command::new("bash").args(["-c", &line]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&ran.stderr), "");
    assert_eq!(ran.status.code(), Some(0));
}
