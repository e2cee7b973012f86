//! Wording (言い回し): claims and intervals in words, each with its numbers.

use crate::analysis::Interval;
use crate::analysis::theme_spread::{GroupBy, ShownTables, ThemeGroup, ThemeTrend};
use crate::output::report_page::shown as counted;

/// 44～69%.
pub(super) fn interval(interval: Option<Interval>) -> String {
    interval.map_or_else(String::new, |ends| {
        format!("{:.0}～{:.0}%", ends.low * 100.0, ends.high * 100.0)
    })
}

/// A probability: 0.012, or that it is smaller than can be shown.
pub(super) fn probability(p: f64) -> String {
    if p < 0.001 { "0.001未満".to_owned() } else { format!("{p:.3}") }
}

/// 【確認】第3エリア 14/14事例（全体24/56、2.3倍、q=0.001未満）; of a centre or a district, which
/// are many and small, no counts.
pub(super) fn concentration(row: &ThemeGroup, shown: &ShownTables) -> Option<String> {
    let tier = row.association.tier?.as_str();
    let q = probability(row.association.q?);
    let (name, place) = match row.group_by {
        GroupBy::Area => (row.group.clone(), Some((None, Some(row.group.as_str())))),
        GroupBy::FiscalYear => (format!("{}年度", row.group), Some((row.group.parse().ok(), None))),
        GroupBy::Center => (row.group.clone(), None),
        GroupBy::SchoolDistrict => (format!("{}小学校区", row.group), None),
    };
    let raised = shown.raised.get(row.theme)?;
    let counts = place.and_then(|(year, area)| {
        let (cases, all) = (raised.of(None, None)?, shown.speaking.of(None, None)?);
        Some((raised.of(year, area)?, shown.speaking.of(year, area)?, cases, all))
    });
    Some(match counts {
        Some((cases, of_group, of_theme, all)) => format!(
            "【{tier}】{name} {cases}/{of_group}事例（全体{of_theme}/{all}、{:.1}倍、q={q}）",
            row.association.lift?
        ),
        None => format!("【{tier}】{name}に多い（q={q}）"),
    })
}

/// 【候補】年々増加 2019年度 3/60事例 → 2023年度 12/60事例（オッズ1.4倍/年、q=0.012）.
pub(super) fn trend(row: &ThemeTrend, shown: &ShownTables) -> Option<String> {
    let direction = if row.rises()? { "年々増加" } else { "年々減少" };
    let raised = shown.raised.get(row.theme)?;
    let of_year = |year: i32| {
        let cases = counted(raised.of(Some(year), None));
        format!("{year}年度 {cases}/{}事例", counted(shown.speaking.of(Some(year), None)))
    };
    Some(format!(
        "【{}】{direction} {} → {}（オッズ{:.2}倍/年、q={}）",
        row.tier?.as_str(),
        of_year(row.years.first()?.year),
        of_year(row.years.last()?.year),
        row.trend?.odds_per_year,
        probability(row.q?),
    ))
}
