//! 評価の質: what the section says is what the tables say, small groups are not on it, and it
//! says so when there is nothing.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use torimatome::analysis::theme_spread::CaseTables;
use torimatome::analysis::{ScoreGroup, ScoreRow, ShownScores};
use torimatome::config::FormSet;
use torimatome::output::html_report::{Report, html_report};
use torimatome::output::tables::{ColumnValues, Table};
use torimatome::privacy::PrivacyPolicy;

use super::browser::{Browser, LAPTOP};
use super::comparisons::table;
use super::{between, html, page, results};
use crate::support::rows;

/// The section of a page.
fn section(html: &str) -> &str {
    between(html, "<section id=\"quality\"", "</section>")[0]
}

/// The cells of a table of the section, row by row.
fn cells(html: &str, caption: &str) -> Vec<Vec<String>> {
    let caption = format!("<caption>{caption}</caption>");
    let table = between(section(html), &caption, "</table>")[0];
    let row = |row: &&str| {
        let cells = row.replace("</th>", "</td>").replace("<th scope=\"row\">", "<td>");
        between(&cells, "<td>", "</td>").into_iter().map(str::to_owned).collect()
    };
    between(table, "<tr", "</tr>").iter().skip(1).map(row).collect()
}

fn two(number: &str) -> String {
    number.parse::<f64>().map_or_else(|_| "—".to_owned(), |number| format!("{number:.2}"))
}

#[test]
fn figures_are_those_of_the_tables() {
    let html = html();
    let out = results().join("out");
    let found = cells(&html, "領域の信頼性");
    let wanted = rows(&out, "reliability");
    assert_eq!((found.len(), wanted.len()), (5, 5));
    for (cells, of) in found.iter().zip(&wanted) {
        assert_eq!(cells[1..4], [of["items"].clone(), of["n"].clone(), two(&of["alpha"])]);
        assert_eq!(cells[5], two(&of["omega"]));
        assert!(of["withheld"].is_empty() || cells[6] == of["withheld"]);
    }
    let found = cells(&html, "点の偏りと無回答");
    let wanted = rows(&out, "response_quality");
    assert_eq!((found.len(), wanted.len()), (21, 21));
    let percent = |share: &str| format!("{:.1}%", share.parse::<f64>().unwrap() * 100.0);
    for (cells, of) in found.iter().zip(&wanted) {
        assert_eq!(cells[1], of["n"]);
        assert_eq!(cells[2], percent(&of["missing_share"]));
        for (cell, name) in cells[3..5].iter().zip(["floor_share", "ceiling_share"]) {
            let [share, n] = [name, "n"].map(|name| of[name].parse::<f64>().unwrap());
            // One or two people who give one score to all items of a domain.
            let few = !of["scale"].starts_with("item_") && (0.5..2.5).contains(&(share * n));
            assert_eq!(*cell, if few { "＊".to_owned() } else { percent(&of[name]) });
        }
        assert_eq!(cells[5].contains("最高点"), of["ceiling_effect"] == "1");
    }
    let tests = ["score_difference", "score_change", "group_test", "score_trend"];
    let tested: usize = tests
        .iter()
        .map(|name| rows(&out, name).iter().filter(|of| !of["p_adjusted"].is_empty()).count())
        .sum();
    let text = section(&html);
    assert!(tested > 0 && text.contains(&format!("傾向をみた {tested} 組")), "{tested}");
    let straight = &rows(&out, "straight_lining")[0];
    assert!(text.contains(&format!("{} 人中 ", straight["n"])));
    assert!(html.contains("<a href=\"#quality\">評価の質</a>"));
    assert_eq!(html.matches("領域の信頼性</caption>").count(), 1);
}

#[test]
fn it_is_reached_from_the_contents() {
    let Some(mut browser) = Browser::start() else { return };
    browser.open(&page(), LAPTOP, false);
    browser.value("document.querySelector('nav a[href=\"#quality\"]').click()");
    assert_eq!(browser.text("location.hash"), "#quality");
    let top =
        browser.value("Math.abs(document.getElementById('quality').getBoundingClientRect().top)");
    assert!(top.as_f64().unwrap() < 200.0, "{top}");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

const STATS: [&str; 6] = ["scale", "group_by", "group", "n", "meetings", "meetings_with_mean"];
const COMPARED: [&str; 5] =
    ["difference", "difference_low", "difference_high", "hedges_g", "p_adjusted"];

/// Areas and years of `[meetings]`, each surely different.
fn compared(areas: &[(&str, i64)], years: &[(i64, i64)]) -> Vec<Table> {
    let all: i64 = areas.iter().map(|(_, meetings)| meetings).sum();
    let mut stats = vec![json!(["total", "all", "all", all * 5, all, all])];
    for (area, n) in areas {
        stats.push(json!(["total", "area", area, n * 5, n, n]));
    }
    for (year, n) in years {
        stats.push(json!(["total", "fiscal_year", year.to_string(), n * 5, n, n]));
    }
    let found = [json!(0.5), json!(0.2), json!(0.8), json!(1.25), json!(0.01)];
    let with = |cells: Value| {
        Value::Array(cells.as_array().unwrap().iter().cloned().chain(found.clone()).collect())
    };
    let differences: Vec<Value> =
        areas.iter().map(|(area, n)| with(json!(["total", "area", area, n, all - n]))).collect();
    let changes: Vec<Value> = years
        .windows(2)
        .map(|pair| with(json!(["total", pair[0].0, pair[1].0, pair[0].1, pair[1].1])))
        .collect();
    let names = |own: [&'static str; 5]| [own, COMPARED].concat();
    let of_groups = names(["scale", "group_by", "group", "meetings", "meetings_of_others"]);
    let of_years = names(["scale", "from_year", "to_year", "meetings_from", "meetings_to"]);
    vec![
        table("item_stats", &STATS, &stats),
        table("score_difference", &of_groups, &differences),
        table("score_change", &of_years, &changes),
    ]
}

/// The rows of `item_stats` among some tables.
fn score_rows(tables: &[Table]) -> Vec<ScoreRow<'_>> {
    let Some(table) = tables.iter().find(|table| table.name == "item_stats") else {
        return Vec::new();
    };
    let column =
        |name: &str| &table.columns.iter().find(|column| column.name == name).unwrap().values;
    let text = |name: &str, row: usize| match column(name) {
        ColumnValues::Text(texts) => texts[row].as_deref().unwrap(),
        _ => panic!("{name} is no text"),
    };
    let number = |name: &str, row: usize| match column(name) {
        ColumnValues::Integer(numbers) => u32::try_from(numbers[row].unwrap_or(0)).unwrap(),
        _ => 0,
    };
    let row = |row| ScoreRow {
        scale: text("scale", row),
        by: ScoreGroup::named(text("group_by", row)).unwrap(),
        group: text("group", row),
        people: number("n", row),
        meetings: number("meetings", row),
        meetings_with_mean: number("meetings_with_mean", row),
    };
    (0..table.rows).map(row).collect()
}

fn made(tables: &[Table], policy: PrivacyPolicy) -> String {
    let forms = FormSet::built_in().unwrap();
    let shown = CaseTables::default().shown(policy);
    let scores = ShownScores::new(score_rows(tables), (&[], &shown), policy);
    let report = Report {
        title: "試験市",
        tables,
        labels: &[],
        hidden_terms: &BTreeSet::new(),
        items: forms.forms.iter().find_map(|form| form.items.as_deref()),
        areas: &["東", "西", "南"],
        mask: None,
        told: &|_| true,
        shown: &shown,
        scores: &scores,
        policy,
        dictionary: "なし",
    };
    String::from_utf8(html_report(&report).unwrap()).unwrap()
}

#[test]
fn what_is_sure_is_shown_with_its_effect() {
    let tables = compared(&[("東", 9), ("西", 8)], &[(2022, 8), (2023, 9)]);
    let html = made(&tables, PrivacyPolicy::default());
    assert!(
        section(&html).contains("傾向をみた 3 組について")
            && section(&html).contains("は 3 組です")
    );
    let rows = cells(&html, "確かなちがい");
    let numbers = ["+0.50", "0.20〜0.80", "g 1.25", "0.010"];
    let row = |group: &str, other: &str, meetings: &str| {
        let texts = ["全項目", group, other].into_iter().chain(numbers).chain([meetings]);
        texts.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(
        rows,
        [
            row("エリア：東", "ほかの区分", "9 / 8"),
            row("エリア：西", "ほかの区分", "8 / 9"),
            row("2023年度", "2022年度", "9 / 8"),
        ]
    );
}

/// A trend is a difference too; one of few meetings is counted and not shown.
#[test]
fn a_sure_trend_is_shown_with_its_slope() {
    let columns = ["scale", "meetings", "tau", "slope", "slope_low", "slope_high", "p_adjusted"];
    let trends = [
        json!(["total", 40, -0.3, -0.05, -0.09, -0.01, 0.02]),
        json!(["item_1", 40, 0.1, 0.01, -0.02, 0.04, 0.4]),
        json!(["item_2", 2, 0.5, 0.2, 0.1, 0.3, 0.01]),
    ];
    let html = made(&[table("score_trend", &columns, &trends)], PrivacyPolicy::default());
    let said = section(&html);
    assert!(said.contains("傾向をみた 3 組（うち 1 組は") && said.contains("は 1 組です"));
    let row = ["全項目", "全年度の傾向", "1 年あたり", "-0.05", "-0.09〜-0.01", "τ -0.30", "0.020"];
    assert_eq!(cells(&html, "確かなちがい"), [[&row[..], &["40"]].concat()]);
}

#[test]
fn small_groups_are_not_shown() {
    let tables = compared(&[("東", 9), ("西", 8), ("南", 2)], &[(2022, 2), (2023, 17)]);
    let html = made(&tables, PrivacyPolicy::default());
    // 南 is small, and with 西 shown the total would tell; 2022 is small.
    let rows = cells(&html, "確かなちがい");
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0][1], "エリア：東");
    assert!(section(&html).contains("傾向をみた 4 組（うち 3 組は"));
    assert!(section(&html).contains("は 1 組です"));
    assert!(!section(&html).contains('南') && !section(&html).contains("2022年度"));
    let html = made(&tables, PrivacyPolicy::GUIDELINE);
    assert!(!section(&html).contains("確かなちがい") && !section(&html).contains('東'));
}

#[test]
fn without_scores_it_says_so() {
    let html = made(&[], PrivacyPolicy::default());
    for said in [
        "全項目に答えた人がいないため、示しません。",
        "n が少ないため、区分や年度のちがいは調べていません",
        "示せる回答がありません。",
    ] {
        assert!(section(&html).contains(said), "{said}");
    }
    assert!(!section(&html).contains("<table"));
}

#[test]
fn a_hidden_n_is_not_told_by_its_reason() {
    let reason = "n が少ない（回答 2 件、30 件以上で示します）";
    let columns = ["scale", "n", "items", "alpha", "withheld"];
    let rows = [json!(["total", 2, 16, null, reason]), json!(["total", 20, 16, null, reason])];
    let html = made(&[table("reliability", &columns, &rows)], PrivacyPolicy::default());
    let rows = cells(&html, "領域の信頼性");
    assert_eq!([&rows[0][2], &rows[0][6]], ["＊", "n が少ない"]);
    assert_eq!([&rows[1][2], &rows[1][6]], ["20", reason]);
    assert_eq!(section(&html).matches("class=\"small-n\"").count(), 2);
}
