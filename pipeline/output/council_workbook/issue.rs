//! An issue as the council sees it: counts with their n, small ones hidden; claims in words.

use super::CouncilMaterial;
use crate::analysis::Interval;
use crate::analysis::quotation::Quotation;
use crate::analysis::recurring_issue::{Theme, ThemeOrigin};
use crate::analysis::theme_spread::{GroupBy, ResourceKind, ThemeResource};
use crate::output::report_page::{HIDDEN, shown};
use crate::privacy::ShownCases;

/// Fewer cases than this carry no share.
const LEAST_FOR_SHARE: u32 = 10;
/// Resources that are named for each issue.
const RESOURCES: usize = 5;

/// An issue with everything that is said of it.
pub(super) struct CouncilIssue<'a> {
    pub(super) label: &'a str,
    pub(super) is_new: bool,
    pub(super) recurring: bool,
    /// Cases that raise it; `None` when hidden.
    pub(super) cases: Option<u32>,
    /// All cases with statements.
    pub(super) all: u32,
    /// Share of all cases with its interval; `None` when hidden or n is small.
    pub(super) share: Option<(f64, Interval)>,
    /// The fiscal year it was first heard in; a day would point at one meeting.
    pub(super) since: Option<i32>,
    /// Cases of each area, of all its cases.
    pub(super) areas: Vec<(&'a str, Option<u32>, Option<u32>)>,
    /// Cases of each fiscal year, of all its cases.
    pub(super) years: Vec<(i32, Option<u32>, Option<u32>)>,
    /// What the tests allow to be said, with the numbers.
    pub(super) claims: Vec<String>,
    pub(super) quotations: &'a [Quotation],
    /// Resources asked for along with it, with cases.
    pub(super) resources: Vec<(String, Option<u32>)>,
}

/// All issues: those that recur first, then by cases.
pub(super) fn issues<'a>(material: &CouncilMaterial<'a>) -> Vec<CouncilIssue<'a>> {
    let mut order: Vec<usize> = (0..material.themes.len()).collect();
    let summary = |theme: usize| material.spread.summaries.get(theme);
    order.sort_by_key(|theme| {
        let recurring = summary(*theme).is_some_and(|summary| summary.recurring);
        let raised = summary(*theme).map_or(0, |summary| summary.raised);
        (!recurring, std::cmp::Reverse(raised), *theme)
    });
    order.into_iter().filter_map(|theme| issue(material, theme)).collect()
}

fn issue<'a>(material: &CouncilMaterial<'a>, number: usize) -> Option<CouncilIssue<'a>> {
    let (spread, counts) = (material.spread, material.shown.raised.get(number)?);
    let theme: &Theme = material.themes.get(number)?;
    let summary = spread.summaries.get(number)?;
    let cases = counts.of(None, None);
    let voiced = material.shown.voiced.get(number).and_then(|of| of.of(None, None));
    let share = cases
        .filter(|_| spread.cases >= LEAST_FOR_SHARE)
        .and_then(|_| Some((summary.share?, summary.interval?)));
    Some(CouncilIssue {
        label: &theme.label,
        is_new: theme.origin == ThemeOrigin::New,
        recurring: summary.recurring,
        cases,
        all: spread.cases,
        share,
        since: theme.years.first().copied().filter(|_| voiced.is_some()),
        areas: areas(material, counts),
        years: years(material, counts),
        claims: claims(material, number, counts),
        quotations: material.quotations.get(number).map_or(&[], Vec::as_slice),
        resources: resources(material, number),
    })
}

/// The areas with cases, in the order of their names.
fn areas<'a>(
    material: &CouncilMaterial<'a>,
    counts: &ShownCases,
) -> Vec<(&'a str, Option<u32>, Option<u32>)> {
    let groups = material.spread.cases_by_group.keys();
    let names = groups.filter(|(by, _)| *by == GroupBy::Area).map(|(_, name)| name.as_str());
    let of = |area| {
        let all = material.shown.speaking.of(None, Some(area));
        (area, counts.of(None, Some(area)), all)
    };
    names.map(of).collect()
}

fn years(
    material: &CouncilMaterial<'_>,
    counts: &ShownCases,
) -> Vec<(i32, Option<u32>, Option<u32>)> {
    let known = material.spread.trends.first().map(|trend| &trend.years);
    let of = |year: i32| {
        (year, counts.of(Some(year), None), material.shown.speaking.of(Some(year), None))
    };
    known.into_iter().flatten().map(|one| of(one.year)).collect()
}

/// Sentences for what may be claimed, each with its tier and numbers.
fn claims(material: &CouncilMaterial<'_>, theme: usize, counts: &ShownCases) -> Vec<String> {
    let spread = material.spread;
    let mut claims = Vec::new();
    let trend = spread.trends.get(theme);
    if let Some((trend, tier)) = trend.and_then(|trend| Some((trend, trend.tier?))) {
        let way = if trend.rises() == Some(true) { "増えている" } else { "減っている" };
        let cases = shown(counts.of(None, None));
        let numbers = format!("{cases} 事例、q={}", probability(trend.q));
        claims.push(format!("年々{way}（{}: {numbers}）", tier.as_str()));
    }
    for group in spread.groups.iter().filter(|group| group.theme == theme) {
        let (Some(tier), GroupBy::Area) = (group.association.tier, group.group_by) else {
            continue;
        };
        let cases = counts.of(None, Some(&group.group));
        let of = material.shown.speaking.of(None, Some(&group.group));
        // What chance would bring, beside q, would tell what is hidden.
        let chance = cases
            .map_or_else(String::new, |_| format!("、偶然なら {:.1}", group.association.expected));
        claims.push(format!(
            "{}に多い（{}: {} 事例中 {}{chance}、q={}）",
            group.group,
            tier.as_str(),
            shown(of),
            shown(cases),
            probability(group.association.q)
        ));
    }
    claims
}

fn probability(value: Option<f64>) -> String {
    match value {
        Some(value) if value < 0.001 => "0.001 未満".to_owned(),
        Some(value) => format!("{value:.3}"),
        None => "－".to_owned(),
    }
}

/// What is asked for along with an issue more often than otherwise, the least likely by chance
/// first.
fn resources(material: &CouncilMaterial<'_>, theme: usize) -> Vec<(String, Option<u32>)> {
    let asked = material.spread.resources.iter();
    let mut asked: Vec<&ThemeResource> = asked
        .filter(|one| one.theme == theme && one.kind == ResourceKind::Term)
        .filter(|one| one.association.lift.is_some_and(|lift| lift > 1.0))
        .collect();
    asked.sort_by(|one, other| {
        let chance = one.association.p.total_cmp(&other.association.p);
        chance.then_with(|| one.term.cmp(&other.term))
    });
    let shown =
        |one: &ThemeResource| (one.term.clone(), material.policy.shown(one.association.cases));
    asked.into_iter().take(RESOURCES).map(shown).collect()
}

impl CouncilIssue<'_> {
    /// 12 / 40 事例（30％、95％区間 18〜45％）; one voice in each case makes none.
    pub(super) fn extent(&self) -> String {
        if self.cases == Some(0) {
            return "各事例で 1 人だけの記述".to_owned();
        }
        let share = self.share.map_or_else(
            || if self.cases.is_none() { String::new() } else { "（n が少ない）".to_owned() },
            |(share, interval)| {
                let percent = |part: f64| (part * 100.0).round();
                let (low, high) = (percent(interval.low), percent(interval.high));
                format!("（{}％、95％区間 {low}〜{high}％）", percent(share))
            },
        );
        format!("{} / {} 事例{share}", shown(self.cases), self.all)
    }

    /// 第1エリア 3/10、第2エリア ＊/8.
    pub(super) fn where_raised(&self) -> String {
        let parts = self.areas.iter().filter(|(_, cases, _)| *cases != Some(0));
        let parts: Vec<String> = parts
            .map(|(area, cases, all)| format!("{area} {}/{}", shown(*cases), shown(*all)))
            .collect();
        parts.join("、")
    }

    /// 2021年度 3/10、2022年度 5/12.
    pub(super) fn by_year(&self) -> String {
        let part = |(year, cases, all): &(i32, Option<u32>, Option<u32>)| {
            format!("{year}年度 {}/{}", shown(*cases), shown(*all))
        };
        self.years.iter().map(part).collect::<Vec<_>>().join("、")
    }

    /// 「…」 one below the other; those nobody looked at are marked.
    pub(super) fn quoted(&self, most: usize) -> String {
        let line = |quotation: &Quotation| {
            let mark = if quotation.checked { "" } else { "［未確認］" };
            format!("「{}」{mark}", quotation.text)
        };
        self.quotations.iter().take(most).map(line).collect::<Vec<_>>().join("\n")
    }

    /// 薬剤師（4 事例）、見守り（＊）.
    pub(super) fn asked_for(&self) -> String {
        let part = |(name, cases): &(String, Option<u32>)| match cases {
            Some(cases) => format!("{name}（{cases} 事例）"),
            None => format!("{name}（{HIDDEN}）"),
        };
        self.resources.iter().map(part).collect::<Vec<_>>().join("、")
    }

    /// A name that a sheet's tab takes: numbered, short, without signs Excel refuses.
    pub(super) fn tab(&self, kind: &str, number: usize) -> String {
        let refused =
            |letter: &char| !matches!(letter, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'');
        let label: String = self.label.chars().filter(refused).take(14).collect();
        format!("{kind}{number:02} {label}")
    }
}
