//! 群のちがい: areas, centres, roles and bands of experience, each against the others.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::comparisons::{self, Compared, Comparisons, Count, Found, Page};
use super::{AnalysisMaterial, DIFFERENCES};
use crate::analysis::ShownScores;
use crate::analysis::{GroupTest, ScoreDifference};
use crate::output::report_page::Looks;
use crate::output::wording::group_kind_name;

const HEADINGS: [&str; 18] = [
    "尺度",
    "区分の種類",
    "区分",
    "会議",
    "ほかの会議",
    "平均",
    "ほかの平均",
    "差",
    "差の区間 下",
    "差の区間 上",
    "効果量 g",
    "g の区間 下",
    "g の区間 上",
    "クリフの δ",
    "ε²",
    "p",
    "補正 p",
    "判定",
];
/// What a row about all groups of a kind is called.
const ALL_GROUPS: &str = "すべての区分（どれかがちがうか）";

/// Writes the sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    material: &AnalysisMaterial<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let found = comparisons(material);
    let note = format!(
        "区分ごとに、ほかの区分ぜんぶとくらべたものです。{}\
         エリアは会議の平均どうし、役割と経験は同じ会議の中の差（会議の数が n）をくらべます。\
         「すべての区分」は Kruskal–Wallis 検定で、5 回以上会議のある区分どうしをくらべます。灰色は確かではないもの、n が少ないものです。\
         ちがいがあることは、その区分が原因であることを意味しません。{}",
        found.counted("ちがい", "Holm"),
        comparisons::on_paper(&found.rows)
    );
    let hidden = format!(
        "会議・人が {} 未満の区分と、合計から分かってしまう区分は示しません（示さない行: {}）。開催包括はエリアの内訳で会議が少ないので示しません（data の score_difference にあります）。",
        material.policy.smallest_count, found.left_out
    );
    let page = Page {
        name: DIFFERENCES,
        title: "群のちがい（エリア・役割・ケアマネ経験）",
        note: &note,
        headings: &HEADINGS,
        nothing: "評価か区分がないため、くらべていません。",
        left_out: &hidden,
    };
    comparisons::sheet(sheet, &page, &found, (material, looks))
}

/// Groups against the others, and tests of all groups of a kind.
pub(super) fn comparisons(material: &AnalysisMaterial<'_>) -> Comparisons {
    let shown = material.shown_scores;
    let differences = &material.scores.differences;
    let has_groups = |one: &&GroupTest| differences.iter().any(|row| row.group_by == one.group_by);
    let known: Vec<&GroupTest> = material.scores.group_tests.iter().filter(has_groups).collect();
    let tests = known.iter().filter(|one| shown.shows_any(one.group_by.as_str()));
    let tests = tests.map(|one| test(material, one));
    let shown = differences.iter().filter(|one| may_show(material, one, shown));
    let shown = shown.map(|one| difference(material, one));
    let tested = differences.iter().filter(|one| one.comparison.is_ok()).count()
        + known.iter().filter(|one| one.test.is_ok()).count();
    Comparisons::new(tests.chain(shown).collect(), known.len() + differences.len(), tested)
}

fn may_show(material: &AnalysisMaterial<'_>, one: &ScoreDifference, shown: &ShownScores) -> bool {
    let least = material.policy.smallest_count.max(1);
    one.meetings.min(one.meetings_of_others) >= least
        && shown.shows(one.group_by.as_str(), &one.group, &one.scale.name)
}

fn test(material: &AnalysisMaterial<'_>, one: &GroupTest) -> Compared {
    // The groups that the test leaves out are small: with the meetings of all groups known, the
    // number of those it takes would tell how small.
    let same = |row: &&ScoreDifference| row.group_by == one.group_by && row.scale == one.scale;
    let all = material.scores.differences.iter().find(same);
    let all = all.map_or(0, |row| row.meetings + row.meetings_of_others);
    let rest = all.saturating_sub(one.meetings);
    let told = rest > 0 && rest < material.policy.smallest_count
        || material.policy.shown(one.meetings).is_none();
    Compared {
        scale: material.short_name(&one.scale),
        kind: group_kind_name(one.group_by).to_owned(),
        group: ALL_GROUPS.to_owned(),
        meetings: [if told { Count::Hidden } else { Count::Of(one.meetings) }, Count::None],
        means: None,
        found: one.test.map(|test| Found {
            difference: None,
            hedges_g: None,
            cliffs_delta: None,
            other: Some(test.epsilon_squared),
            p: test.p,
            adjusted: test.adjusted,
        }),
    }
}

fn difference(material: &AnalysisMaterial<'_>, one: &ScoreDifference) -> Compared {
    Compared {
        scale: material.short_name(&one.scale),
        kind: group_kind_name(one.group_by).to_owned(),
        group: one.group.clone(),
        meetings: [Count::Of(one.meetings), Count::Of(one.meetings_of_others)],
        means: one.mean.zip(one.mean_of_others),
        found: one.comparison.map(Found::from),
    }
}
