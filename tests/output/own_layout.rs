//! Layouts as data: another city's own, and what is said of one that cannot be written.

use std::path::{Path, PathBuf};

use torimatome::config::form_layout::FormLayout;
use torimatome::config::toml_document::TomlDocument;
use torimatome::config::{FormChoice, FormSet, LayoutSet, ProjectConfig};
use torimatome::diagnostic::Language;
use torimatome::forms::FormKind;
use torimatome::output::written_forms::summary_workbooks;
use torimatome::records::CaseRecord;

use super::cases::{headed_case, participant, statements, style, with_means};
use super::only;
use super::reread::{assert_same_case, reread_with};
use crate::support::fixture;

/// A configuration that adds some files of the fixtures.
fn choice(extra: &[&str]) -> FormChoice {
    let folder = crate::support::folder();
    let file = folder.path().join("torimatome.toml");
    let paths: Vec<PathBuf> = extra.iter().map(|path| fixture(path)).collect();
    let usual = Path::new(env!("CARGO_MANIFEST_DIR")).join("config/torimatome.toml");
    let usual = std::fs::read_to_string(usual).unwrap();
    let own = usual.replace("\n[forms]\n", &format!("\n[forms]\nextra = {paths:?}\n"));
    std::fs::write(&file, own).unwrap();
    ProjectConfig::load(&file).unwrap().forms
}

/// A case of the second city: ten items, and the boxes that its form has.
fn ten_item_case() -> CaseRecord {
    let mut case = headed_case(12);
    case.participants =
        (0..3).map(|number| participant(number, 10, |item| item != 4 || number > 0)).collect();
    case.statements = statements(2);
    case.statements
        .retain(|it| !["care_management_issue", "needed_resource"].contains(&it.field.as_str()));
    with_means(case)
}

#[test]
fn another_city_is_written_by_its_layout_alone() {
    let choice = choice(&["forms/second_city", "output/midori_case_summary.toml"]);
    let forms = choice.form_set().unwrap();
    let layouts = choice.layout_set(&forms).unwrap();
    assert_eq!(layouts.of(FormKind::CaseSummary).unwrap().form, "midori_case_summary");
    let case = ten_item_case();
    let files = summary_workbooks(std::slice::from_ref(&case), &layouts, &style()).unwrap();
    let records = reread_with(only(&files, "様式③-1"), &forms);
    assert_eq!(records.len(), 1);
    assert_same_case(&records[0], &case);
}

#[test]
fn another_citys_items_are_written_in_the_usual_layout_too() {
    let choice = choice(&["forms/second_city"]);
    let forms = choice.form_set().unwrap();
    let layouts = choice.layout_set(&forms).unwrap();
    let layout = layouts.of(FormKind::CaseSummary).unwrap();
    assert_eq!(layout.form, "itami_case_summary");
    assert_eq!(layout.items.as_ref().unwrap().id.as_ref(), "midori_items");
    let case = ten_item_case();
    let files = summary_workbooks(std::slice::from_ref(&case), &layouts, &style()).unwrap();
    let text = super::dumped::dump(only(&files, "様式③-1"));
    let wording = &layout.items.as_ref().unwrap().items[&case.means[9].item].summary_wording;
    assert!(text.contains(&format!("K13 String(\"{wording}\")")), "{text}");
    assert!(text.contains("L11 String(\"合計\")"), "ten items end in column K: {text}");
    assert!(
        text.contains("K11 String(\"これからについて\")")
            || text.contains("I11 String(\"これからについて\")")
    );
}

/// The layout of a text, or what is wrong with it.
fn read(text: &str) -> Result<FormLayout, String> {
    let forms = FormSet::built_in().unwrap();
    let document = TomlDocument::new(Path::new("体裁.toml"), text);
    LayoutSet::from_documents(&[document], &forms)
        .map(|set| set.iter().next().unwrap().clone())
        .map_err(|error| error.text(Language::Japanese))
}

const HEAD: &str = "version = 1\nkind = \"layout\"\nform = \"itami_case_summary\"\nfile = \"a\"\nsheet = \"a\"\nfont_points = 10\ncolumns = [10, 10]\n";

#[test]
fn mistakes_in_a_layout_name_file_line_and_key() {
    assert_eq!(read(HEAD).unwrap().columns.len(), 2);
    let with = |rest: &str| read(&format!("{HEAD}{rest}")).unwrap_err();
    let mut said = String::new();
    for rest in [
        "[[block]]\nrows = [[{ text = \"a\", columns = 3 }]]",
        "[[block]]\nrows = [[{ text = \"a\", rows = 2 }]]",
        "[[block]]\nrows = [[{ text = \"a\", field = \"age\" }]]",
        "[[block]]\nrows = [[{ field = \"shoe_size\" }]]",
        "[[block]]\nrows = [[{ txet = \"a\" }]]",
        "[[block]]\npage_break = true",
        "[[block]]\n[block.participants]\nblank_rows = 1\nmean = \"まんなか\"\nanswers = \"回答数\"\nnote = \"※\"",
        "[[block]]\n[block.reflection_items]\nleft = [1]\nright = [99]\nprompt = \"\"\nrefusal = \"\"",
    ] {
        said.push_str(&with(rest));
        said.push('\n');
    }
    for (from, to) in [
        ("version = 1", "version = 2"),
        ("\"layout\"", "\"layuot\""),
        ("itami_case_summary", "nowhere"),
        ("font_points = 10", "font_points = 100"),
        ("[10, 10]", "[10, 0]"),
    ] {
        said.push_str(&read(&HEAD.replace(from, to)).unwrap_err());
        said.push('\n');
    }
    insta::assert_snapshot!(said);
}

#[test]
fn every_form_has_a_layout_with_a_place_for_each_of_its_fields() {
    let forms = FormSet::built_in().unwrap();
    let layouts = LayoutSet::built_in(&forms).unwrap();
    for form in &forms.forms {
        let layout = layouts.of(form.kind).unwrap();
        let written = format!("{:?}", layout.blocks);
        let outside = form.fields.iter().map(|field| field.id.to_string());
        let of_tables = form.tables.iter().flat_map(|table| {
            table.columns.iter().map(|column| format!("{}_{}", table.id, column.id))
        });
        for id in outside.chain(of_tables) {
            let column = id.strip_prefix("cases_").unwrap_or(&id);
            // 様式③-2 as printed has no place for the centre; participants are a block of their own.
            let elsewhere = ["center", "participants_label"].contains(&column);
            let has = written.contains(&format!("Field(\"{column}\")"));
            assert!(has || elsewhere, "{} has no place for {id}", layout.form);
        }
    }
}
