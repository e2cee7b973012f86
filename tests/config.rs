//! Configuration: what a file says, and how its mistakes are named.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use torimatome::config::{LinkTarget, Paper, ProjectConfig, ReportOptions, project};
use torimatome::diagnostic::Language;
use torimatome::intake::Limits;
use torimatome::units::SourcePath;

fn fixture(name: &str) -> PathBuf {
    Path::new("fixtures/config").join(name)
}

#[test]
fn the_manual_s_own_city_needs_no_file() {
    let config = ProjectConfig::built_in().unwrap();
    assert_eq!(config.title, "伊丹市ケアマネジメント支援会議");
    let names: Vec<&str> = config.areas.iter().map(|area| area.name.as_str()).collect();
    assert_eq!(names, ["第1エリア", "第2エリア", "第3エリア", "第4エリア"]);
    assert_eq!(config.areas.iter().map(|area| area.districts.len()).sum::<usize>(), 17);
    assert_eq!(config.areas.iter().map(|area| area.centers.len()).sum::<usize>(), 9);
    // The template states the defaults, so that `init` changes nothing.
    assert_eq!(config.limits, Limits::default());
    assert_eq!(config.report, ReportOptions::default());
    assert!(config.forms.built_in.is_none() && config.forms.extra.is_empty());
    assert!(config.links.is_empty());
}

#[test]
fn a_city_says_everything_in_its_file() {
    let config = ProjectConfig::load(&fixture("city.toml")).unwrap();
    assert_eq!(config.title, "みどり市事例検討会");
    assert_eq!(config.areas[0].centers, ["あさひ"]);
    assert_eq!(config.areas[1].districts, Vec::<String>::new());
    assert_eq!(config.forms.built_in.unwrap()[0].value, "itami_reflection");
    assert_eq!(config.forms.extra[0].value, fixture("forms"));
    assert_eq!(config.forms.extra[0].place.line, Some(15));
    assert_eq!(config.report.paper, Paper::A4);
    assert_eq!(config.limits.file_bytes, 2 << 20);
    assert_eq!(config.limits.seconds, 5);
    assert_eq!(config.limits.cells, Limits::default().cells);
}

#[test]
fn forms_are_chosen_by_id_and_added_by_file() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("torimatome.toml");
    let ids = |forms: &str| {
        let text = format!("version = 1\ntitle = \"市\"\nareas = []\n[forms]\n{forms}\n");
        std::fs::write(&file, text).unwrap();
        let set = ProjectConfig::load(&file).unwrap().forms.form_set();
        set.map(|set| set.forms.iter().map(|form| form.id.to_string()).collect::<Vec<_>>())
    };
    assert_eq!(ids("").unwrap().len(), 4);
    assert_eq!(ids(r#"built_in = ["itami_reflection"]"#).unwrap(), ["itami_reflection"]);
    let unknown = ids(r#"built_in = ["itami_reflexion"]"#).unwrap_err().text(Language::Japanese);
    assert!(unknown.contains("5 行目（forms.built_in）: 「itami_reflexion」"), "{unknown}");
    let missing = ids(r#"extra = ["様式"]"#).unwrap_err().text(Language::Japanese);
    assert!(missing.contains("5 行目（forms.extra）: 様式定義「"), "{missing}");
    std::fs::create_dir(home.path().join("様式")).unwrap();
    let empty = ids(r#"extra = ["様式"]"#).unwrap_err().text(Language::English);
    assert!(empty.contains("holds no .toml file"), "{empty}");
    let own = std::fs::read_to_string("config/forms/itami_case_sheet.toml").unwrap();
    let own = own.replace("id = \"itami_case_sheet\"", "id = \"ours\"");
    std::fs::write(home.path().join("様式/事例.toml"), own).unwrap();
    let chosen = "built_in = [\"itami_reflection\"]\nextra = [\"様式\"]";
    assert_eq!(ids(chosen).unwrap(), ["itami_reflection", "ours"]);
}

#[test]
fn fiscal_years_begin_in_the_month_given() {
    let day = |year, month| NaiveDate::from_ymd_opt(year, month, 1).unwrap();
    let manual = ProjectConfig::built_in().unwrap();
    assert_eq!(manual.fiscal_year(day(2024, 1)), 2023);
    assert_eq!(manual.fiscal_year(day(2024, 3)), 2023);
    assert_eq!(manual.fiscal_year(day(2024, 4)), 2024);
    let city = ProjectConfig::load(&fixture("city.toml")).unwrap();
    assert_eq!(city.fiscal_year(day(2024, 9)), 2023);
    assert_eq!(city.fiscal_year(day(2024, 10)), 2024);
}

#[test]
fn links_cover_files_folders_and_sheets() {
    let links = ProjectConfig::load(&fixture("city.toml")).unwrap().links;
    let covers = |link: usize, file: &str, sheet| links[link].covers(&SourcePath::new(file), sheet);
    // The pattern holds a decomposed が, the file a composed one, and the other way round.
    assert!(covers(0, "2023年度/佐が.xlsx", "Sheet1"));
    assert!(covers(0, "2023年度/か\u{3099}.xlsx", "Sheet1"));
    assert!(!covers(0, "2023年度/佐が.xlsx", "別紙"));
    assert!(!covers(0, "2023年度/下/佐が.xlsx", "Sheet1"));
    assert!(covers(1, "2023年度/あとから/下/a.xls", "何でも"));
    assert!(!covers(1, "2023年度/あとからの分/a.xls", "何でも"));
    let LinkTarget::Meeting { held_on, center } = &links[0].target else { panic!("no meeting") };
    assert_eq!(Some(*held_on), NaiveDate::from_ymd_opt(2023, 7, 19));
    assert_eq!(center.as_deref(), Some("あさひ"));
    let LinkTarget::SameCaseAs(other) = &links[1].target else { panic!("no other file") };
    assert!(other.covers(&SourcePath::new("2023年度/0719/様式①.xlsx")));
    assert!(!other.covers(&SourcePath::new("2023年度/0720/様式①.xlsx")));
    assert_eq!(links[1].place.line, Some(23));
}

#[test]
fn every_mistake_names_file_line_and_key() {
    let refusals = [
        "unknown_section.toml",
        "unknown_key.toml",
        "unknown_paper.toml",
        "missing_areas.toml",
        "duplicate_key.toml",
        "open_quote.toml",
        "wrong_type.toml",
        "impossible_values.toml",
        "no_such_file.toml",
    ]
    .map(|name| {
        let error = ProjectConfig::load(&fixture(name)).unwrap_err();
        format!("{}\n{}\n", error.text(Language::Japanese), error.text(Language::English))
    });
    insta::assert_snapshot!(refusals.join("\n"));
}

#[test]
fn init_never_writes_over_a_file_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let file = project::init(folder.path(), false).unwrap();
    assert_eq!(ProjectConfig::load(&file).unwrap().areas.len(), 4);
    std::fs::write(&file, "mine").unwrap();
    let refused = project::init(folder.path(), false).unwrap_err();
    assert!(refused.text(Language::Japanese).contains("--force"));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    project::init(folder.path(), true).unwrap();
    assert!(ProjectConfig::load(&file).is_ok());
}

#[test]
fn the_file_is_found_beside_the_data_or_in_the_current_folder() {
    let root = tempfile::tempdir().unwrap();
    let [data, other, current] = ["data", "other", "current"].map(|name| {
        let folder = root.path().join(name);
        std::fs::create_dir(&folder).unwrap();
        folder
    });
    let workbook = data.join("a.xlsx");
    std::fs::write(&workbook, "").unwrap();
    let inputs = [workbook, data.clone(), other.clone()];
    assert_eq!(project::find(&inputs, &current).unwrap(), None);
    let fallback = project::init(&current, false).unwrap();
    assert_eq!(project::find(&inputs, &current).unwrap(), Some(fallback));
    let beside = project::init(&data, false).unwrap();
    assert_eq!(project::find(&inputs, &current).unwrap(), Some(beside));
    project::init(&other, false).unwrap();
    assert!(project::find(&inputs, &current).is_err());
}
