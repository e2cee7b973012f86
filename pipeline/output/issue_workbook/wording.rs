//! Wording (言い回し): claims and intervals in words, each with its numbers.

use crate::analysis::Interval;
use crate::analysis::theme_spread::{Association, GroupBy, ThemeGroup, ThemeTrend};

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

/// 【確認】第3エリア 14/14事例（全体24/56、2.3倍、q=0.001未満）.
pub(super) fn concentration(row: &ThemeGroup) -> Option<String> {
    let Association { cases, cases_of_group, cases_of_theme, cases_of_all, .. } = row.association;
    let tier = row.association.tier?;
    let group = match row.group_by {
        GroupBy::Area | GroupBy::Center => row.group.clone(),
        GroupBy::SchoolDistrict => format!("{}小学校区", row.group),
        GroupBy::FiscalYear => format!("{}年度", row.group),
    };
    Some(format!(
        "【{}】{group} {cases}/{cases_of_group}事例（全体{cases_of_theme}/{cases_of_all}、{:.1}倍、q={}）",
        tier.as_str(),
        row.association.lift?,
        probability(row.association.q?),
    ))
}

/// 【候補】年々増加 2019年度 3/60事例 → 2023年度 12/60事例（オッズ1.4倍/年、q=0.012）.
pub(super) fn trend(row: &ThemeTrend) -> Option<String> {
    let (first, last) = (row.years.first()?, row.years.last()?);
    let direction = if row.rises()? { "年々増加" } else { "年々減少" };
    Some(format!(
        "【{}】{direction} {}年度 {}/{}事例 → {}年度 {}/{}事例（オッズ{:.2}倍/年、q={}）",
        row.tier?.as_str(),
        first.year,
        first.with,
        first.all,
        last.year,
        last.with,
        last.all,
        row.trend?.odds_per_year,
        probability(row.q?),
    ))
}
