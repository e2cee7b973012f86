//! Overview (あらまし): what was read, and the main findings in words, each with its n.
//!
//! Input → output: the page's figures → HTML. A finding is said only as far as its n carries.

use std::fmt::Write as _;

use super::markup::Escaped;
use super::payload::{Payload, ScaleEntry, ScoreIssue, ScoreTrend, Stat, StatGroup, ThemeCount};
use super::rows::Source;
use crate::output::report_page::shown;
use crate::output::tables::schema::{columns as column, tables};

/// Largest q-value of a finding in words: of such findings 5 in 100 are expected to be false.
const FOUND: f64 = 0.05;

/// Writes the page's head and first section.
pub(super) fn write(out: &mut String, source: &Source<'_>, payload: &Payload) {
    let _ = write!(
        out,
        "<a class=\"skip\" href=\"#main\">本文へ移る</a>\
         <header class=\"page-head\"><p class=\"city\">{}</p><h1>分析報告</h1><p>{}</p></header>\
         <nav aria-label=\"目次\"><ul><li><a href=\"#overview\">あらまし</a></li>\
         <li><a href=\"#scores\">評価</a></li><li><a href=\"#issues\">地域課題</a></li>\
         <li><a href=\"#score-issues\">評価と課題</a></li>\
         <li><a href=\"#quality\">評価の質</a></li><li><a href=\"#reading\">読み取りの状況</a></li>\
         <li><a href=\"#methods\">方法</a></li></ul></nav>\
         <main id=\"main\" tabindex=\"-1\">\
         <section id=\"overview\" aria-labelledby=\"overview-title\"><h2 id=\"overview-title\">あらまし</h2>",
        Escaped(source.report.title),
        Escaped(&span(source, payload)),
    );
    counts(out, source);
    out.push_str("<h3>おもな結果</h3><ol class=\"findings\">");
    for finding in findings(payload) {
        let _ = write!(out, "<li>{}</li>", Escaped(&finding));
    }
    out.push_str("</ol></section>");
}

/// The years and areas of the page.
fn span(source: &Source<'_>, payload: &Payload) -> String {
    let years = match (payload.years.first(), payload.years.last()) {
        (Some(first), Some(last)) if first == last => format!("{first}年度"),
        (Some(first), Some(last)) => format!("{first}〜{last}年度"),
        _ => "年度不明".to_owned(),
    };
    let cases = shown(source.report.shown.all.of(None, None));
    format!("{years}・{}エリア・会議 {cases} 件", payload.areas.len())
}

fn counts(out: &mut String, source: &Source<'_>) {
    let participants = source.table(tables::PARTICIPANTS);
    let sheets = participants.len();
    let scores = source.table(tables::SCORES);
    let read =
        (0..scores.len()).filter(|row| scores.integer(column::SCORE, *row).is_some()).count();
    out.push_str("<dl class=\"counts\">");
    let policy = source.report.policy;
    for (name, count, unit) in [
        ("会議（事例）", source.cases.len(), "件"),
        ("振り返りの様式②", sheets, "枚"),
        ("読み取れた評価", read, "件"),
        ("記述", source.statements.len(), "件"),
        ("挙がった地域課題", source.themes.len(), "種類"),
    ] {
        let count = shown(policy.shown(u32::try_from(count).unwrap_or(u32::MAX)));
        let _ = write!(out, "<div><dt>{name}</dt><dd>{count}<span>{unit}</span></dd></div>");
    }
    out.push_str("</dl>");
}

fn findings(payload: &Payload) -> Vec<String> {
    vec![about_scores(payload), about_change(payload), about_issues(payload), about_both(payload)]
}

/// The items with the lowest and the highest mean, of those whose n carries.
fn about_scores(payload: &Payload) -> String {
    let carried =
        |stat: &&Stat| stat.of == StatGroup::ALL && stat.small.is_none() && stat.low.is_some();
    let mut items: Vec<(&ScaleEntry, &Stat, f64)> = payload
        .stats
        .iter()
        .filter(carried)
        .filter_map(|stat| Some((payload.scales.get(stat.scale)?, stat, stat.mean?)))
        .filter(|(scale, ..)| scale.kind == "item")
        .collect();
    // Stable: among equal means, the order of the form.
    items.sort_by(|one, other| one.2.total_cmp(&other.2));
    let (Some((lowest, low, _)), Some((highest, high, _))) = (items.first(), items.last()) else {
        return "評価：n が少ないため、項目どうしを比べていません。".to_owned();
    };
    format!(
        "評価：平均がもっとも低い項目は「{}」で {}、もっとも高い項目は「{}」で {} です。",
        lowest.label,
        mean(low),
        highest.label,
        mean(high)
    )
}

fn mean(stat: &Stat) -> String {
    let (Some(mean), Some(low), Some(high)) = (stat.mean, stat.low, stat.high) else {
        return String::new();
    };
    let (n, meetings) = (stat.n.unwrap_or_default(), stat.meetings.unwrap_or_default());
    format!("{mean:.2}（95%信頼区間 {low:.2}〜{high:.2}、回答 {n} 件、会議 {meetings} 件）")
}

/// The domain that surely goes up or down over the years.
fn about_change(payload: &Payload) -> String {
    let tested = payload.score_trends.iter().filter(|trend| trend.p.is_some()).count();
    if tested == 0 {
        return "推移：年度を比べられるだけの会議がありません。".to_owned();
    }
    let known = |trend: &&ScoreTrend| trend.p.is_some_and(|p| p <= FOUND);
    let wide = |trend: &&ScoreTrend| {
        payload.scales.get(trend.scale).is_some_and(|scale| scale.kind != "item")
    };
    let surest = payload
        .score_trends
        .iter()
        .filter(known)
        .filter(wide)
        .min_by(|one, other| one.p.unwrap_or(1.0).total_cmp(&other.p.unwrap_or(1.0)));
    surest.and_then(|trend| change(payload, trend)).unwrap_or_else(|| {
        "推移：領域と全項目の平均に、偶然では説明しにくい年度ごとの上がり下がりはありません。"
            .to_owned()
    })
}

fn change(payload: &Payload, trend: &ScoreTrend) -> Option<String> {
    let slope = trend.slope?;
    let direction = if slope < 0.0 { "下がって" } else { "上がって" };
    Some(format!(
        "推移：「{}」の平均は 1 年におよそ {:.2} {direction}います（95%信頼区間 {:.2}〜{:.2}、{} 年度、会議 {} 件、補正した p = {:.3}）。",
        payload.scales.get(trend.scale)?.wording,
        slope.abs(),
        trend.low?,
        trend.high?,
        trend.years?,
        trend.meetings?,
        trend.p?,
    ))
}

/// The issues that most meetings raise.
fn about_issues(payload: &Payload) -> String {
    if payload.themes.is_empty() {
        return "地域課題：記述から課題を取り出せませんでした。".to_owned();
    }
    let whole = |count: &&ThemeCount| count.1.is_none() && count.2.is_none();
    let mut ranked: Vec<(&str, u32, u32)> = (payload.theme_counts.iter().filter(whole))
        .filter_map(|count| Some((payload.themes.get(count.0)?.label.as_str(), count.3?, count.4?)))
        .filter(|(_, cases, _)| *cases > 0)
        .collect();
    // Stable: among equal counts, the order of the table.
    ranked.sort_by_key(|(_, cases, _)| std::cmp::Reverse(*cases));
    let mut ranked = ranked.into_iter();
    let Some((first, cases, of)) = ranked.next() else {
        return "地域課題：課題ごとの会議は少ないため、件数を示しません。".to_owned();
    };
    let next: Vec<String> =
        ranked.take(2).map(|(label, cases, _)| format!("「{label}」（{cases} 件）")).collect();
    let next = if next.is_empty() {
        String::new()
    } else {
        format!("次に{}が続きます。", next.join("、"))
    };
    format!(
        "地域課題：もっとも多くの会議が挙げたのは「{first}」で、記述のある会議 {of} 件のうち {cases} 件です。{next}"
    )
}

/// The issue and item that go together most surely.
fn about_both(payload: &Payload) -> String {
    let tested = payload.score_issues.iter().filter(|one| one.q.is_some()).count();
    if tested == 0 {
        return "評価と課題：組み合わせて調べられるだけの件数がありません。".to_owned();
    }
    let found = payload.score_issues.iter().filter(|one| one.q.is_some_and(|q| q <= FOUND));
    let surest = found.min_by(|one, other| {
        one.q.unwrap_or(1.0).total_cmp(&other.q.unwrap_or(1.0)).then(one.item.cmp(&other.item))
    });
    surest.and_then(|one| association(payload, one)).unwrap_or_else(|| {
        format!("評価と課題：調べた {tested} 組のうち、偶然では説明しにくいもの（q ≦ {FOUND}）はありません。")
    })
}

fn association(payload: &Payload, one: &ScoreIssue) -> Option<String> {
    let theme = payload.themes.get(one.theme)?;
    let item = |scale: &&ScaleEntry| scale.item.map(i64::from) == Some(one.item);
    let item = payload.scales.iter().find(item)?;
    let difference = one.difference?;
    let direction = if difference < 0.0 { "低い" } else { "高い" };
    Some(format!(
        "評価と課題：「{}」の記述がある会議（{} 件）は、ほかの会議（{} 件）より「{}」の平均が {:.2} {direction}（q = {:.3}）。原因を示すものではありません。",
        theme.label,
        one.with?,
        one.without?,
        item.label,
        difference.abs(),
        one.q?,
    ))
}
