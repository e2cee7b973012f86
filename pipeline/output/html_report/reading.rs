//! Reading (読み取りの状況): what was read and what a person should look at, counted.
//!
//! Input → output: tables → HTML. It shows counts only: places hold the names of files.

use std::collections::BTreeMap;

use super::markup;
use super::rows::{Rows, Source};
use crate::diagnostic::{Code, Severity};
use crate::output::report_page::HIDDEN;
use crate::output::tables::schema::{columns as column, tables};

/// Writes the section.
pub(super) fn write(out: &mut String, source: &Source<'_>) {
    out.push_str(
        "<section id=\"reading\" aria-labelledby=\"reading-title\"><h2 id=\"reading-title\">読み取りの状況</h2>\
         <p>ファイルとセルの場所は、内部用の data/diagnostics.csv と 確認.xlsx にあります。このページには人の名前が入りうる場所を載せません。</p>",
    );
    let years = by_year(source);
    let head = ["年度", "会議", "様式②", "読み取れた評価", "読み取れない・空欄", "記述"];
    markup::table(out, "年度ごとに読み取った件数", &head, &years);
    let ways = ways(source.table(tables::SCORES));
    markup::table(out, "評価の記入のしかた", &["記入のしかた", "件数"], &ways);
    let findings = findings(source.table(tables::DIAGNOSTICS));
    if findings.is_empty() {
        out.push_str("<p>確認が必要な点はありません。</p>");
    } else {
        markup::table(out, "確認が必要な点", &["内容", "重さ", "件数"], &findings);
    }
    out.push_str("</section>");
}

/// Counts of one year.
#[derive(Default)]
struct YearCounts {
    cases: usize,
    participants: usize,
    scored: usize,
    unscored: usize,
    statements: usize,
}

fn by_year(source: &Source<'_>) -> Vec<Vec<String>> {
    let cases = source.cases;
    let mut year_of: BTreeMap<&str, Option<i64>> = BTreeMap::new();
    let mut years: BTreeMap<Option<i64>, YearCounts> = BTreeMap::new();
    for row in 0..cases.len() {
        let year = cases.integer(column::FISCAL_YEAR, row);
        years.entry(year).or_default().cases += 1;
        if let Some(id) = cases.text(column::CASE_ID, row) {
            year_of.insert(id, year);
        }
    }
    let year = |rows: Rows<'_>, row| {
        rows.text(column::CASE_ID, row).and_then(|id| year_of.get(id).copied()).flatten()
    };
    let participants = source.table(tables::PARTICIPANTS);
    for row in 0..participants.len() {
        years.entry(year(participants, row)).or_default().participants += 1;
    }
    let scores = source.table(tables::SCORES);
    for row in 0..scores.len() {
        let counts = years.entry(year(scores, row)).or_default();
        match scores.integer(column::SCORE, row) {
            Some(_) => counts.scored += 1,
            None => counts.unscored += 1,
        }
    }
    for row in 0..source.statements.len() {
        years.entry(year(source.statements, row)).or_default().statements += 1;
    }
    let cells = |(year, of): (Option<i64>, YearCounts)| {
        let name = year.map_or_else(|| "不明".to_owned(), |year| format!("{year}年度"));
        let shown = match year.map(i32::try_from) {
            Some(Ok(year)) => source.report.shown.all.of(Some(year), None),
            Some(Err(_)) => None,
            None => source.report.shown.all.of_unknown_year(),
        };
        let counts = [of.cases, of.participants, of.scored, of.unscored, of.statements];
        let cell = |count: usize| shown.map_or_else(|| HIDDEN.to_owned(), |_| count.to_string());
        [name].into_iter().chain(counts.map(cell)).collect()
    };
    years.into_iter().map(cells).collect()
}

fn ways(scores: Rows<'_>) -> Vec<Vec<String>> {
    let mut ways: BTreeMap<&str, usize> = BTreeMap::new();
    for row in 0..scores.len() {
        *ways.entry(scores.text(column::HOW, row).unwrap_or_default()).or_default() += 1;
    }
    ranked(ways.into_iter().map(|(how, count)| (count, vec![way(how).to_owned()])).collect())
}

/// How a score was entered, in words.
fn way(how: &str) -> &str {
    match how {
        "" => "記入なし・読み取れない",
        "typed" => "数字の入力",
        "circled_digit" => "丸数字",
        "oval" => "図形の丸",
        "emphasis" => "太字・下線・色",
        "filled_cell" => "セルの塗り",
        "mark" => "○・✓ などの文字",
        other => other,
    }
}

fn findings(diagnostics: Rows<'_>) -> Vec<Vec<String>> {
    let mut kinds: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for row in 0..diagnostics.len() {
        let of = |name| diagnostics.text(name, row).unwrap_or_default();
        *kinds.entry((of(column::SEVERITY), of(column::CODE))).or_default() += 1;
    }
    let cells = |((severity, code), count): ((&str, &str), usize)| {
        (count, vec![finding(code).to_owned(), weight(severity).to_owned()])
    };
    ranked(kinds.into_iter().map(cells).collect())
}

/// A severity in words.
fn weight(severity: &str) -> &'static str {
    if severity == Severity::Error.as_str() {
        "エラー"
    } else if severity == Severity::Warning.as_str() {
        "注意"
    } else {
        "お知らせ"
    }
}

/// A kind of finding in words; a kind that is not named here keeps its code.
fn finding(code: &str) -> &str {
    let names = [
        (Code::UnreadableFile, "開けないファイル"),
        (Code::EncryptedFile, "パスワードが必要なファイル"),
        (Code::UnrecognisedSheet, "どの様式とも分からないシート"),
        (Code::AmbiguousForm, "二つの様式に当てはまるシート"),
        (Code::BlankForm, "記入のない様式"),
        (Code::DuplicateFile, "同じ内容のファイル"),
        (Code::CaseUnlinked, "事例が決められないシート"),
        (Code::Conflict, "様式どうしで食い違う値"),
        (Code::DateUnreadable, "読み取れない日付"),
        (Code::ValueUnreadable, "読み取れない値"),
        (Code::ScoreAmbiguous, "二通りに読める評価"),
        (Code::ScoreOutOfRange, "1〜5 の外の評価"),
        (Code::UnreadCell, "どの欄でもないセル"),
        (Code::FormatMismatch, "名前と中身の形式が違うファイル"),
        (Code::LimitExceeded, "読み取りの上限を超えたもの"),
        (Code::HiddenContent, "隠れた行・列・シート"),
        (Code::SkippedFile, "様式ではないファイル"),
        (Code::ChoiceAmbiguous, "二通りに読める選択"),
        (Code::FileUnavailable, "読み取り中に変わったファイル"),
        (Code::ReviewUnused, "使われなかった確認の答え"),
    ];
    names.iter().find(|(known, _)| known.as_str() == code).map_or(code, |(_, name)| name)
}

/// Rows with their counts behind them, the largest first; equal ones in their order.
fn ranked(mut rows: Vec<(usize, Vec<String>)>) -> Vec<Vec<String>> {
    rows.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    rows.into_iter()
        .map(|(count, mut cells)| {
            cells.push(count.to_string());
            cells
        })
        .collect()
}
