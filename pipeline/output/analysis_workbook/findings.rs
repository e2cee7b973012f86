//! One honest sentence on each sheet about how far the scores carry, for 概要.

use super::AnalysisMaterial;
use super::comparisons::{Compared, Comparisons};
use super::reliability::CONSISTENT;
use super::straight::shown_straight;
use crate::analysis::{ResponseQuality, ScaleKind, ScoreGroup};
use crate::output::report_page::{SURE, shown};

/// Findings that are named.
const NAMED: usize = 3;

/// How far the domains' items go together.
pub(super) fn reliability(material: &AnalysisMaterial<'_>) -> String {
    let of = &material.scores.reliability;
    let known = of.iter().filter_map(|one| Some((one, one.alpha.ok()?)));
    let (domains, total): (Vec<_>, Vec<_>) = known.partition(|(one, _)| one.scale.is_domain());
    let all = of.iter().filter(|one| one.scale.is_domain()).count();
    if domains.is_empty() && total.is_empty() {
        return "n が少ないため、信頼性は示していません。".to_owned();
    }
    let consistent = domains.iter().filter(|(_, alpha)| alpha.value >= CONSISTENT).count();
    let of_domains = if domains.is_empty() {
        "n が少ないため、領域の α は示していません。".to_owned()
    } else {
        let names: Vec<String> = domains
            .iter()
            .filter(|(_, alpha)| alpha.value < CONSISTENT)
            .map(|(one, alpha)| format!("{} {:.2}", one.scale.name, alpha.value))
            .collect();
        let low = if names.is_empty() {
            String::new()
        } else {
            format!(
                "目安に満たない領域は平均を読むときに注意してください（{}）。",
                names.join("、")
            )
        };
        format!(
            "{all} 領域のうち α を示せるのは {}、目安の 0.7 以上は {consistent} です。{low}",
            domains.len()
        )
    };
    let of_total = total.first().map_or(String::new(), |(one, alpha)| {
        let interval = alpha.meetings_interval.unwrap_or(alpha.interval);
        format!(
            "全項目の α は {:.2}（95％区間 {:.2}〜{:.2}、n={}）。",
            alpha.value,
            interval.low,
            interval.high,
            shown(material.policy.shown(one.n))
        )
    });
    format!("{of_domains}{of_total}")
}

/// What differs between groups.
pub(super) fn differences(material: &AnalysisMaterial<'_>) -> String {
    compared(&super::differences::comparisons(material), "区分のちがい")
}

/// What changed between years.
pub(super) fn changes(material: &AnalysisMaterial<'_>) -> String {
    compared(&super::changes::comparisons(material), "年度の変化")
}

/// The surest of some comparisons, and how many were tested.
fn compared(found: &Comparisons, what: &str) -> String {
    let (tested, sure, unseen) = (found.tested, found.sure(), found.unseen());
    if tested == 0 {
        return format!("n が少ないため、{what}は調べていません。");
    }
    if unseen == tested {
        return format!(
            "調べた {tested} 組は、どれも会議・人が少ない区分を含むため、{what}を示しません。"
        );
    }
    let of = if unseen == 0 {
        format!("調べた {tested} 組")
    } else {
        format!("調べた {tested} 組から、会議・人が少ない区分を含む {unseen} 組を除いた組")
    };
    if sure == 0 {
        return format!("{of}に、確かな{what}（補正 p≦{SURE}）はありません。");
    }
    // Those with a size say more than that some group differs.
    let mut named: Vec<&Compared> = found.rows.iter().filter(|row| row.sure()).collect();
    named.sort_by_key(|row| row.found.is_ok_and(|found| found.difference.is_none()));
    let named = named.into_iter().take(NAMED).filter_map(|row| {
        let found = row.found.ok()?;
        let size = found.difference.map_or(String::new(), |(size, _)| format!("{size:+.2} 点、"));
        Some(format!(
            "{}・{}「{}」（{size}補正 p={:.3}）",
            row.kind, row.group, row.scale, found.adjusted
        ))
    });
    let named: Vec<String> = named.collect();
    format!("{of}のうち {sure} 組が確かです。\n{}", named.join("\n"))
}

/// Where answers crowd or are missing.
pub(super) fn answering(material: &AnalysisMaterial<'_>) -> String {
    let groups = material.shown_scores;
    let all = ScoreGroup::All.as_str();
    let shows = |one: &&ResponseQuality| groups.shows(all, all, &one.scale.name);
    let items: Vec<&ResponseQuality> = material
        .scores
        .quality
        .iter()
        .filter(|one| matches!(one.scale.kind, ScaleKind::Item(_)) && one.asked > 0)
        .filter(shows)
        .collect();
    let judged = items.iter().filter_map(|one| one.crowded.ok());
    let (ceiling, floor, known) = judged.fold((0, 0, 0), |(ceiling, floor, known), ends| {
        (ceiling + u32::from(ends.ceiling), floor + u32::from(ends.floor), known + 1)
    });
    if items.is_empty() {
        return "示せる回答がありません。".to_owned();
    }
    let ends = if known == 0 {
        "n が少ないため、点の偏りは判定していません。".to_owned()
    } else {
        format!(
            "判定できる {known} 項目のうち、最高点に偏る（15％超）のは {ceiling}、最低点に偏るのは {floor} です。"
        )
    };
    let most = items.iter().filter_map(|one| Some((one.missing_share?, one)));
    let most = most.max_by(|one, other| one.0.total_cmp(&other.0)).filter(|most| most.0 > 0.0);
    let missing = most.map_or("無回答はありません。".to_owned(), |(share, one)| {
        let name = material.scale_name(&one.scale);
        format!("無回答がもっとも多いのは「{name}」（{:.1}％）。", share * 100.0)
    });
    let straight =
        shown_straight(material).into_iter().find(|(_, of, _)| of.group_by == ScoreGroup::All);
    let straight = straight.map_or(String::new(), |(_, of, straight)| match straight {
        Some(straight) => format!("すべて同じ点の人は {} 人中 {straight} 人。", of.n),
        None => "すべて同じ点の人は少ないため、数を示しません。".to_owned(),
    });
    format!("{ends}{missing}{straight}")
}
