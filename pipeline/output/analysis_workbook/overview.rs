//! 概要: what a director reads in two minutes, with links to the rest.

use rust_xlsxwriter::{Url, Worksheet, XlsxError};

use super::figures::reason;
use super::{
    ANSWERING, AnalysisMaterial, CHANGES, DIFFERENCES, ISSUES, METHOD, OVERVIEW, PAIRS, READING,
    RELATIONS, RELIABILITY, SCORES, findings, pairs,
};
use crate::analysis::{ItemStat, ScaleKind, ScoreGroup};
use crate::output::report_page::{Looks, SURE, points, set_up, set_widths, shown};

const WIDTHS: [f64; 2] = [30.0, 96.0];
/// Issues that are named.
const NAMED: usize = 5;

/// Writes the page.
pub(super) fn write(
    sheet: &mut Worksheet,
    material: &AnalysisMaterial<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name(OVERVIEW)?;
    set_widths(sheet, &WIDTHS)?;
    let title = format!("分析の概要　{}", material.title);
    sheet.write_string_with_format(0, 0, title, &looks.title)?;
    let read: Vec<String> = material
        .read
        .iter()
        .map(|(name, count)| format!("{name} {}", shown(material.read_count(*count))))
        .collect();
    let rows = [
        ("読み取ったもの", read.join("、"), READING),
        ("総合の平均", total(material), SCORES),
        ("高い項目", items(material, true), SCORES),
        ("低い項目", items(material, false), SCORES),
        ("年度による変化", change(material), CHANGES),
        ("区分によるちがい", findings::differences(material), DIFFERENCES),
        ("信頼性", findings::reliability(material), RELIABILITY),
        ("回答のようす", findings::answering(material), ANSWERING),
        ("繰り返し挙がる地域課題", recurring(material), ISSUES),
        ("エリア・年度の特徴", claims(material), ISSUES),
        ("評価と地域課題", related(material), RELATIONS),
        ("一緒に挙がる地域課題", together(material), PAIRS),
        ("読むときの注意", caution(material), METHOD),
    ];
    for (row, (name, text, target)) in (2..).zip(&rows) {
        let url = Url::new(format!("internal:'{target}'!A1")).set_text(*name);
        sheet.write_url_with_format(row, 0, url, &looks.link)?;
        sheet.write_string_with_format(row, 1, text, &looks.text)?;
        sheet.set_row_height(row, points(text, WIDTHS[1]).max(20.0))?;
    }
    set_up(sheet, true, 1);
    Ok(())
}

/// The rows about everybody.
fn of_all<'a>(material: &'a AnalysisMaterial<'_>) -> impl Iterator<Item = &'a ItemStat> {
    material.scores.item_stats.iter().filter(|one| one.group_by == ScoreGroup::All)
}

fn total(material: &AnalysisMaterial<'_>) -> String {
    let Some(total) = of_all(material).find(|one| one.scale.kind == ScaleKind::Total) else {
        return "評価はありません。".to_owned();
    };
    let all = ScoreGroup::All.as_str();
    if !material.shown_scores.shows(all, all, &total.scale.name) {
        let least = material.policy.smallest_count;
        return format!("会議か人が {least} 未満のため、示しません。");
    }
    let Some(mean) = total.mean else { return "個々の評価がありません。".to_owned() };
    let interval = match total.interval {
        Ok(interval) => format!("95％区間 {:.2}〜{:.2}", interval.low, interval.high),
        Err(why) => reason(why, material.policy),
    };
    let (n, meetings) = (total.n.unwrap_or_default(), total.meetings);
    format!("{mean:.2}（5 点満点、のべ {n} 人、会議 {meetings} 回、{interval}）")
}

fn items(material: &AnalysisMaterial<'_>, highest: bool) -> String {
    let shown = material.shown_scores;
    let mut items: Vec<(f64, String)> = of_all(material)
        .filter(|one| matches!(one.scale.kind, ScaleKind::Item(_)) && one.small.is_none())
        .filter(|one| shown.shows(one.group_by.as_str(), &one.group, &one.scale.name))
        .filter_map(|one| Some((one.mean?, material.scale_name(&one.scale))))
        .collect();
    items.sort_by(|one, other| one.0.total_cmp(&other.0));
    if highest {
        items.reverse();
    }
    let shown = items.iter().take(3).map(|(mean, name)| format!("{name}（{mean:.2}）"));
    let shown: Vec<String> = shown.collect();
    if shown.is_empty() { super::figures::TOO_FEW.to_owned() } else { shown.join("\n") }
}

fn change(material: &AnalysisMaterial<'_>) -> String {
    let total = material.scores.trends.iter().find(|one| one.scale.kind == ScaleKind::Total);
    let trend = match total.map(|total| &total.trend) {
        Some(Ok(trend)) => {
            let interval = trend.slope_interval;
            let sure = if trend.adjusted <= SURE {
                "変化があるといえます"
            } else {
                "変化があるとはいえません"
            };
            format!(
                "総合は 1 年に {:+.2} 点（95％区間 {:+.2}〜{:+.2}、補正 p={:.3}）。{sure}。",
                trend.slope, interval.low, interval.high, trend.adjusted
            )
        }
        Some(Err(why)) => format!("総合の傾向: {}", reason(*why, material.policy)),
        None => super::figures::TOO_FEW.to_owned(),
    };
    format!("{trend}\n{}", findings::changes(material))
}

fn recurring(material: &AnalysisMaterial<'_>) -> String {
    let of = material.themes.iter().zip(&material.spread.summaries);
    let mut recurring: Vec<(u32, &str)> = of
        .filter(|(_, summary)| {
            summary.recurring && summary.raised >= material.policy.smallest_count
        })
        .map(|(theme, summary)| (summary.raised, theme.label.as_str()))
        .collect();
    recurring.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(other.1)));
    let all = material.spread.cases;
    let named = recurring.iter().take(NAMED);
    let named: Vec<String> =
        named.map(|(cases, label)| format!("{label}（{cases} / {all} 事例）")).collect();
    if named.is_empty() { "ありません。".to_owned() } else { named.join("\n") }
}

fn claims(material: &AnalysisMaterial<'_>) -> String {
    let label = |theme: usize| material.themes.get(theme).map_or("", |theme| theme.label.as_str());
    let mut claims = Vec::new();
    for trend in &material.spread.trends {
        let (Some(tier), Some(rises)) = (trend.tier, trend.rises()) else { continue };
        let way = if rises { "増えている" } else { "減っている" };
        claims.push(format!("「{}」が年々{way}（{}）", label(trend.theme), tier.as_str()));
    }
    for group in &material.spread.groups {
        let Some(tier) = group.association.tier else { continue };
        if group.group_by == crate::analysis::theme_spread::GroupBy::Area {
            let theme = label(group.theme);
            claims.push(format!("{}に「{theme}」が多い（{}）", group.group, tier.as_str()));
        }
    }
    if claims.is_empty() {
        "確かにいえるものはありません。".to_owned()
    } else {
        claims.join("\n")
    }
}

fn related(material: &AnalysisMaterial<'_>) -> String {
    let found = material.scores.issues.iter().filter_map(|one| {
        let scale = format!("item_{}", one.item.get());
        let sides = (one.n_with, one.n_without);
        if !material.shown_scores.tells_sides((&scale, &one.theme_id), sides) {
            return None;
        }
        let comparison = one.comparison.as_ref().ok().filter(|found| found.adjusted <= SURE)?;
        let theme = material.themes.iter().find(|theme| theme.theme_id == one.theme_id)?;
        let way = if comparison.difference < 0.0 { "低い" } else { "高い" };
        Some(format!(
            "「{}」の記述がある会議では項目 {} が{way}（{:+.2} 点、q={:.3}）",
            theme.label,
            one.item.get(),
            comparison.difference,
            comparison.adjusted
        ))
    });
    let found: Vec<String> = found.take(NAMED).collect();
    if found.is_empty() {
        "確かにいえる関係はありません。".to_owned()
    } else {
        found.join("\n")
    }
}

/// The pairs of issues that are surely raised together.
fn together(material: &AnalysisMaterial<'_>) -> String {
    let sure: Vec<String> = pairs::pairs(material)
        .into_iter()
        .filter_map(|pair| {
            let label = |theme: usize| Some(&material.themes.get(theme)?.label);
            let (one, other) = (label(pair.theme)?, label(pair.other)?);
            let tier = pair.association.tier?.as_str();
            Some(format!("「{one}」と「{other}」（{} 事例、{tier}）", pair.association.cases))
        })
        .take(NAMED)
        .collect();
    if sure.is_empty() {
        "確かにいえる組はありません。".to_owned()
    } else {
        sure.join("\n")
    }
}

fn caution(material: &AnalysisMaterial<'_>) -> String {
    format!(
        "関係があることは、原因であることを意味しません。灰色の数字は n が少なく、目安にとどまります。\
         {} 未満の事例数・人数は示していません。",
        material.policy.smallest_count
    )
}
