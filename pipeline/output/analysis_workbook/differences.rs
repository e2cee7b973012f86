//! 群のちがい: areas, centres, roles and bands of experience, each against the others.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::comparisons::{self, Compared, Count, Found, tested};
use super::frame::{FIRST_ROW, Frame, begin};
use super::{AnalysisMaterial, DIFFERENCES};
use crate::analysis::ShownScores;
use crate::analysis::{GroupTest, ScoreDifference, ScoreGroup};
use crate::output::report_page::{Looks, set_up};

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
/// Kinds in words.
const KINDS: [(ScoreGroup, &str); 4] = [
    (ScoreGroup::Area, "エリア"),
    (ScoreGroup::Center, "開催包括"),
    (ScoreGroup::Role, "役割"),
    (ScoreGroup::Experience, "ケアマネ経験"),
];

/// Writes the sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    material: &AnalysisMaterial<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let (rows, left_out) = rows(material);
    let (tested, sure) = tested(&rows);
    let note = format!(
        "区分ごとに、ほかの区分ぜんぶとくらべたものです。調べた組は {tested}、確かなちがい（Holm 法で補正した p が {} 以下）は {sure} です。\
         エリアと開催包括は会議の平均どうし、役割と経験は同じ会議の中の差（会議の数が n）をくらべます。\
         「すべての区分」は Kruskal–Wallis 検定で、5 回以上会議のある区分どうしをくらべます。灰色は確かではないもの、n が少ないものです。\
         ちがいがあることは、その区分が原因であることを意味しません。{}",
        comparisons::SURE,
        comparisons::on_paper(&rows)
    );
    let frame = Frame {
        name: DIFFERENCES,
        title: "群のちがい（エリア・役割・ケアマネ経験）",
        note: &note,
        widths: &comparisons::WIDTHS,
    };
    begin(sheet, &frame, looks)?;
    set_up(sheet, true, 0);
    if rows.is_empty() && left_out == 0 {
        sheet.write_string(FIRST_ROW, 0, "評価か区分がないため、くらべていません。")?;
        return Ok(());
    }
    let below = comparisons::write(sheet, FIRST_ROW, (&HEADINGS, &rows), (material, looks))?;
    let hidden = format!(
        "会議・人が {} 未満の区分と、合計から分かってしまう区分は示しません（示さない行: {left_out}）。開催包括はエリアの内訳で会議が少ないので示しません（data の score_difference にあります）。",
        material.policy.smallest_count
    );
    sheet.write_string(below + 1, 0, hidden)?;
    Ok(())
}

/// What is shown, the sure ones first, and how many rows are left out.
pub(super) fn rows(material: &AnalysisMaterial<'_>) -> (Vec<Compared>, usize) {
    let shown = material.shown_scores;
    let differences = &material.scores.differences;
    let has_groups = |one: &&GroupTest| differences.iter().any(|row| row.group_by == one.group_by);
    let known: Vec<&GroupTest> = material.scores.group_tests.iter().filter(has_groups).collect();
    let tests = known.iter().filter(|one| shown.shows_any(one.group_by.as_str()));
    let tests = tests.map(|one| test(material, one));
    let shown = differences.iter().filter(|one| may_show(material, one, shown));
    let shown = shown.map(|one| difference(material, one));
    let mut rows: Vec<Compared> = tests.chain(shown).collect();
    let left_out = known.len() + differences.len() - rows.len();
    comparisons::sort(&mut rows);
    (rows, left_out)
}

fn may_show(material: &AnalysisMaterial<'_>, one: &ScoreDifference, shown: &ShownScores) -> bool {
    let least = material.policy.smallest_count.max(1);
    one.meetings.min(one.meetings_of_others) >= least
        && shown.shows(one.group_by.as_str(), &one.group, &one.scale.name)
}

fn kind(by: ScoreGroup) -> String {
    KINDS.iter().find(|(known, _)| *known == by).map_or("", |(_, name)| name).to_owned()
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
        kind: kind(one.group_by),
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
        kind: kind(one.group_by),
        group: one.group.clone(),
        meetings: [Count::Of(one.meetings), Count::Of(one.meetings_of_others)],
        means: one.mean.zip(one.mean_of_others),
        found: one.comparison.map(Found::from),
    }
}
