//! 相関: which issues go with low scores on which items.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::comparisons::{self, Compared, Comparisons, Count, Found, Page};
use super::{AnalysisMaterial, RELATIONS};
use crate::analysis::{ScaleKind, ScoreIssue};
use crate::output::report_page::Looks;

const HEADINGS: [&str; 18] = [
    "項目",
    "くらべるもの",
    "地域課題",
    "記述がある会議",
    "ほかの会議",
    "ある会議の平均",
    "ほかの平均",
    "差",
    "差の区間 下",
    "差の区間 上",
    "効果量 g",
    "g の区間 下",
    "g の区間 上",
    "クリフの δ",
    "―",
    "p",
    "補正 p（q）",
    "判定",
];
/// What both sides are.
const SIDES: &str = "記述の有無";

/// Writes the sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    material: &AnalysisMaterial<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let found = comparisons(material);
    let note = format!(
        "地域課題の記述が一つ以上ある会議とほかの会議で、項目の会議平均をくらべたものです。差が負なら、課題の記述がある会議で評価が低いことを示します。\
         {}確かな順に並べ、灰色は確かではないものです。\
         関係があることは、原因であることを意味しません。{}",
        found.counted("関係", "Benjamini–Hochberg"),
        comparisons::on_paper(&found.rows)
    );
    let few = format!(
        "n が少ないため示さない組: {}（会議の数は data の score_issues にあります）",
        found.left_out
    );
    let page = Page {
        name: RELATIONS,
        title: "評価と地域課題",
        note: &note,
        headings: &HEADINGS,
        nothing: "評価か地域課題がないため、くらべていません。",
        left_out: &few,
    };
    comparisons::sheet(sheet, &page, &found, (material, looks))
}

/// The pairs of issues and items.
fn comparisons(material: &AnalysisMaterial<'_>) -> Comparisons {
    let shown = |one: &&ScoreIssue| {
        let scale = format!("item_{}", one.item.get());
        let sides = (one.n_with, one.n_without);
        material.shown_scores.tells_sides((&scale, &one.theme_id), sides)
    };
    let all = &material.scores.issues;
    let rows = all.iter().filter(shown).filter_map(|one| compared(material, one));
    let tested = all.iter().filter(|one| one.comparison.is_ok()).count();
    Comparisons::new(rows.collect(), all.len(), tested)
}

fn compared(material: &AnalysisMaterial<'_>, one: &ScoreIssue) -> Option<Compared> {
    let found = one.comparison.ok()?;
    let theme = material.themes.iter().find(|theme| theme.theme_id == one.theme_id)?;
    let scales = &material.scores.scales;
    let scale = scales.iter().find(|scale| scale.kind == ScaleKind::Item(one.item))?;
    Some(Compared {
        scale: material.short_name(scale),
        kind: SIDES.to_owned(),
        group: theme.label.clone(),
        meetings: [Count::Of(one.n_with), Count::Of(one.n_without)],
        means: one.mean_with.zip(one.mean_without),
        found: Ok(Found::from(found)),
    })
}
