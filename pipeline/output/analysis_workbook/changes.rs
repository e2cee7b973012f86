//! 年度の変化: from one year to another, and over all years.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::comparisons::{self, Compared, Comparisons, Count, Found, Page};
use super::{AnalysisMaterial, CHANGES};
use crate::analysis::{ScoreChange, ScoreGroup, ScoreTrend};
use crate::output::report_page::Looks;

const HEADINGS: [&str; 18] = [
    "尺度",
    "くらべ方",
    "年度",
    "会議（後）",
    "会議（前）",
    "平均（後）",
    "平均（前）",
    "差・1 年の変化",
    "区間 下",
    "区間 上",
    "効果量 g",
    "g の区間 下",
    "g の区間 上",
    "クリフの δ",
    "Kendall の τ",
    "p",
    "補正 p",
    "判定",
];

/// Writes the sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    material: &AnalysisMaterial<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let found = comparisons(material);
    let note = format!(
        "会議の平均を年度でくらべたものです。{}\
         二つの年度の差の p は会議の入れかえによります。「全年度の傾向」の差の欄は 1 年あたりの変化、会議の欄は全年度の会議の数で、3 年度・10 会議以上あるときに示します。\
         灰色は確かではないもの、n が少ないものです。年度ごとに事例も人も替わるので、変化の原因は分かりません。{}",
        found.counted("変化", "Holm"),
        comparisons::on_paper(&found.rows)
    );
    let hidden = format!(
        "会議・人が {} 未満の年度と、合計から分かってしまう年度は示しません（示さない行: {}）。",
        material.policy.smallest_count, found.left_out
    );
    let page = Page {
        name: CHANGES,
        title: "年度の変化",
        note: &note,
        headings: &HEADINGS,
        nothing: "評価か年度がないため、くらべていません。",
        left_out: &hidden,
    };
    comparisons::sheet(sheet, &page, &found, (material, looks))
}

/// Years against years, and trends.
pub(super) fn comparisons(material: &AnalysisMaterial<'_>) -> Comparisons {
    let groups = material.shown_scores;
    let shows = |year: i32, one: &ScoreChange| {
        groups.shows(ScoreGroup::FiscalYear.as_str(), &year.to_string(), &one.scale.name)
    };
    let known: Vec<&ScoreTrend> =
        material.scores.trends.iter().filter(|one| one.meetings > 0).collect();
    let trends = known.iter().filter(|one| material.policy.shown(one.meetings).is_some());
    let trends = trends.map(|one| trend(material, one));
    let all = &material.scores.changes;
    let changes = all.iter().filter(|one| shows(one.from_year, one) && shows(one.to_year, one));
    let changes = changes.map(|one| change(material, one));
    let tested = all.iter().filter(|one| one.comparison.is_ok()).count()
        + known.iter().filter(|one| one.trend.is_ok()).count();
    Comparisons::new(trends.chain(changes).collect(), known.len() + all.len(), tested)
}

fn change(material: &AnalysisMaterial<'_>, one: &ScoreChange) -> Compared {
    Compared {
        scale: material.short_name(&one.scale),
        kind: "年度の差".to_owned(),
        group: format!("{}年度 → {}年度", one.from_year, one.to_year),
        meetings: [Count::Of(one.meetings_to), Count::Of(one.meetings_from)],
        means: Some((one.mean_to, one.mean_from)),
        found: one.comparison.map(Found::from),
    }
}

fn trend(material: &AnalysisMaterial<'_>, one: &ScoreTrend) -> Compared {
    let years = match (one.first_year, one.last_year) {
        (Some(first), Some(last)) if first != last => format!("{first}〜{last}年度"),
        (Some(only), _) => format!("{only}年度"),
        _ => "年度不明".to_owned(),
    };
    Compared {
        scale: material.short_name(&one.scale),
        kind: "全年度の傾向".to_owned(),
        group: years,
        meetings: [Count::Of(one.meetings), Count::None],
        means: None,
        found: one.trend.map(|trend| Found {
            difference: Some((trend.slope, trend.slope_interval)),
            hedges_g: None,
            cliffs_delta: None,
            other: Some(trend.tau),
            p: trend.p,
            adjusted: trend.adjusted,
        }),
    }
}
