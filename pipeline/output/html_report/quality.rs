//! Quality of the scores (評価の質): how far they carry, what differs between groups, how people
//! answer.
//!
//! Input → output: tables → HTML that no script fills. It shows no group that is too small, nor
//! one that totals would tell, and nothing of single meetings or people.

use std::fmt::Write as _;

use super::markup;
use super::payload::Payload;
use super::rows::{Rows, Source};
use crate::analysis::{ScoreGroup, ShownScores};
use crate::output::report_page::{HIDDEN, SURE, shown};
use crate::output::tables::schema::{columns as column, tables};
use crate::output::wording::group_kind_name;

/// What a figure that is withheld for its n shows.
const TOO_FEW: &str = "n が少ない";
/// What there is no figure of.
const NONE: &str = "—";

/// What the section is made of.
struct Quality<'a> {
    source: &'a Source<'a>,
    payload: &'a Payload,
    groups: &'a ShownScores,
}

/// Writes the section.
pub(super) fn write(out: &mut String, source: &Source<'_>, payload: &Payload) {
    let quality = Quality { source, payload, groups: source.report.scores };
    out.push_str(
        "<section id=\"quality\" aria-labelledby=\"quality-title\"><h2 id=\"quality-title\">評価の質</h2>\
         <p class=\"lead\">評価の数値をどこまで頼ってよいかの目安です。絞り込みにかかわらず、全体についての値です。くわしくは 分析.xlsx の「信頼性」「群のちがい」「年度の変化」「回答のようす」にあります。</p>",
    );
    quality.reliability(out);
    quality.differences(out);
    quality.answering(out);
    out.push_str("</section>");
}

impl Quality<'_> {
    /// A scale's name for people.
    fn scale<'a>(&'a self, name: &'a str) -> &'a str {
        let found = self.payload.scales.iter().find(|scale| scale.name == name);
        found.map_or(name, |scale| scale.label.as_str())
    }

    /// A count of people or meetings, hidden when it is small.
    fn count(&self, rows: Rows<'_>, name: &str, row: usize) -> String {
        let policy = self.source.report.policy;
        count(rows, name, row).map_or_else(String::new, |count| shown(policy.shown(count)))
    }

    /// How far the items of a domain measure one thing.
    fn reliability(&self, out: &mut String) {
        out.push_str("<h3>領域の信頼性</h3>");
        let rows = self.source.table(tables::RELIABILITY);
        if (0..rows.len()).all(|row| count(rows, column::N, row).unwrap_or_default() == 0) {
            out.push_str("<p>全項目に答えた人がいないため、示しません。</p>");
            return;
        }
        out.push_str("<p>領域の項目が同じものを測っているかの目安です（α：クロンバックの α、ω：マクドナルドの ω。1 に近いほど一貫し、0.7 以上が目安です）。区間は会議を引き直したもので、n は全項目に答えた人です。</p>");
        let cells = |row| {
            let scale = rows.text(column::SCALE, row).unwrap_or_default();
            let hidden = self.count(rows, column::N, row) == HIDDEN;
            let why = |name| rows.text(name, row).filter(|reason| !reason.is_empty());
            let of_omega = why(column::OMEGA_WITHHELD).map(|reason| format!("ω：{reason}"));
            let reason = why(column::WITHHELD).map(str::to_owned).or(of_omega);
            let cells = vec![
                self.scale(scale).to_owned(),
                rows.integer(column::ITEMS, row).unwrap_or_default().to_string(),
                self.count(rows, column::N, row),
                number(rows, column::ALPHA, row),
                interval(rows, (column::ALPHA_MEETINGS_LOW, column::ALPHA_MEETINGS_HIGH), row),
                number(rows, column::OMEGA, row),
                // The reason names n.
                if hidden { TOO_FEW.to_owned() } else { reason.unwrap_or_default() },
            ];
            (rows.float(column::ALPHA, row).is_none(), cells)
        };
        let cells: Vec<_> = (0..rows.len()).map(cells).collect();
        let head = ["領域", "項目", "n", "α", "95%信頼区間", "ω", "注"];
        markup::graded_table(out, "領域の信頼性", &head, &cells);
    }

    /// What differs for certain, between groups and between years.
    fn differences(&self, out: &mut String) {
        out.push_str("<h3>区分と年度によるちがい</h3>");
        let tests = self.tests();
        if tests.is_empty() {
            out.push_str("<p>n が少ないため、区分や年度のちがいは調べていません（両側に 5 会議以上、傾向は 3 年度・10 会議以上で調べます）。</p>");
            return;
        }
        let unseen = tests.iter().filter(|(_, cells)| cells.is_none()).count();
        let left_out = match unseen {
            0 => String::new(),
            unseen => {
                format!("（うち {unseen} 組は、人か会議の少ない区分を含むため示しません）")
            }
        };
        let sure = tests.iter().filter(|(p, _)| *p <= SURE);
        let mut sure: Vec<(f64, Vec<String>)> =
            sure.filter_map(|(p, cells)| Some((*p, cells.clone()?))).collect();
        let _ = write!(
            out,
            "<p>エリア・開催包括・役割・ケアマネ経験の区分をほかの区分と、年度を前の年度とくらべ、全年度の傾向をみた {} 組{left_out}について、示せる組のうち偶然では説明しにくいもの（Holm 法で、示さない組も数えて補正した p ≦ {SURE}）は {} 組です。ちがいがあることは、その区分が原因であることを意味しません。</p>",
            tests.len(),
            sure.len()
        );
        // Stable: equals stay in the order of the tables.
        sure.sort_by(|one, other| one.0.total_cmp(&other.0));
        let cells: Vec<_> = sure.into_iter().map(|(_, cells)| (false, cells)).collect();
        if !cells.is_empty() {
            let head =
                ["尺度", "区分", "相手", "差（点）", "95%信頼区間", "効果量", "補正 p", "会議"];
            markup::graded_table(out, "確かなちがい", &head, &cells);
        }
    }

    /// The adjusted p of every test that was made, with its cells where it may be shown.
    fn tests(&self) -> Vec<(f64, Option<Vec<String>>)> {
        let mut tests = Vec::new();
        let mut add = |name: &str, cells: &dyn Fn(Rows<'_>, usize) -> Option<Vec<String>>| {
            let rows = self.source.table(name);
            let known = (0..rows.len())
                .filter_map(|row| Some((rows.float(column::P_ADJUSTED, row)?, cells(rows, row))));
            tests.extend(known);
        };
        let of_groups = [column::MEETINGS, column::MEETINGS_OF_OTHERS];
        add(tables::SCORE_DIFFERENCE, &|rows, row| self.compared(rows, of_groups, row));
        let of_years = [column::MEETINGS_TO, column::MEETINGS_FROM];
        add(tables::SCORE_CHANGE, &|rows, row| self.compared(rows, of_years, row));
        add(tables::GROUP_TEST, &|rows, row| self.group_test(rows, row));
        add(tables::SCORE_TREND, &|rows, row| self.trend(rows, row));
        tests
    }

    /// The cells of one comparison; `None` when one of its groups may not be shown.
    fn compared(&self, rows: Rows<'_>, sides: [&str; 2], row: usize) -> Option<Vec<String>> {
        let scale = rows.text(column::SCALE, row)?;
        let year = |name| rows.integer(name, row).map(|year| year.to_string());
        let (group, other) = if let Some(by) = rows.text(column::GROUP_BY, row) {
            let group = rows.text(column::GROUP, row)?;
            self.groups.shows(by, group, scale).then_some(())?;
            (format!("{}：{group}", kind(by)), "ほかの区分".to_owned())
        } else {
            let (to, from) = (year(column::TO_YEAR)?, year(column::FROM_YEAR)?);
            let by = ScoreGroup::FiscalYear.as_str();
            let both = [&to, &from].map(|year| self.groups.shows(by, year, scale));
            both.into_iter().all(|shown| shown).then_some(())?;
            (format!("{to}年度"), format!("{from}年度"))
        };
        let meetings = sides.map(|name| self.count(rows, name, row));
        if meetings.iter().any(|count| count == HIDDEN) {
            return None;
        }
        Some(vec![
            self.scale(scale).to_owned(),
            group,
            other,
            format!("{:+.2}", rows.float(column::DIFFERENCE, row)?),
            interval(rows, (column::DIFFERENCE_LOW, column::DIFFERENCE_HIGH), row),
            format!("g {}", number(rows, column::HEDGES_G, row)),
            format!("{:.3}", rows.float(column::P_ADJUSTED, row)?),
            meetings.join(" / "),
        ])
    }

    /// The cells of a test of all groups of a kind; its meetings would tell those of groups that
    /// it leaves out.
    fn group_test(&self, rows: Rows<'_>, row: usize) -> Option<Vec<String>> {
        let by = rows.text(column::GROUP_BY, row).filter(|by| self.groups.shows_any(by))?;
        let scale = self.scale(rows.text(column::SCALE, row)?).to_owned();
        let [group, other] = [format!("{}：すべて", kind(by)), "たがいに".to_owned()];
        let effect = format!("ε² {}", number(rows, column::EPSILON_SQUARED, row));
        let p = format!("{:.3}", rows.float(column::P_ADJUSTED, row)?);
        let [none, nothing, unsaid] = [NONE; 3].map(str::to_owned);
        Some(vec![scale, group, other, none, nothing, effect, p, unsaid])
    }

    /// The cells of a trend over all years.
    fn trend(&self, rows: Rows<'_>, row: usize) -> Option<Vec<String>> {
        let meetings = self.count(rows, column::MEETINGS, row);
        if meetings == HIDDEN {
            return None;
        }
        Some(vec![
            self.scale(rows.text(column::SCALE, row)?).to_owned(),
            "全年度の傾向".to_owned(),
            "1 年あたり".to_owned(),
            format!("{:+.2}", rows.float(column::SLOPE, row)?),
            interval(rows, (column::SLOPE_LOW, column::SLOPE_HIGH), row),
            format!("τ {}", number(rows, column::TAU, row)),
            format!("{:.3}", rows.float(column::P_ADJUSTED, row)?),
            meetings,
        ])
    }

    /// Ends of the scale, answers left out, one score throughout.
    fn answering(&self, out: &mut String) {
        out.push_str("<h3>回答のようす</h3>");
        let rows = self.source.table(tables::RESPONSE_QUALITY);
        let asked = |row: &usize| count(rows, column::ASKED, *row).unwrap_or_default() > 0;
        let all = ScoreGroup::All.as_str();
        let shows = |row: &usize| {
            let scale = rows.text(column::SCALE, *row).unwrap_or_default();
            self.groups.shows(all, all, scale)
        };
        let known: Vec<usize> = (0..rows.len()).filter(asked).filter(shows).collect();
        if known.is_empty() {
            out.push_str("<p>示せる回答がありません。</p>");
            return;
        }
        out.push_str("<p>最低点（1）や最高点（5）が 15% を超えると、そこから先のちがいが見えにくくなります（床効果・天井効果、50 件以上で判定）。無回答は、記入のないもの、一つに読めないものです。");
        self.straight(out);
        out.push_str("</p>");
        let end = |name, row| rows.integer(name, row) == Some(1);
        let cells = |row: usize| {
            let withheld = rows.text(column::WITHHELD, row).filter(|why| !why.is_empty());
            let crowded = match (end(column::FLOOR_EFFECT, row), end(column::CEILING_EFFECT, row)) {
                (true, true) => "最低点・最高点に偏る",
                (true, false) => "最低点に偏る",
                (false, true) => "最高点に偏る",
                (false, false) => withheld.unwrap_or_default(),
            };
            let cells = vec![
                self.scale(rows.text(column::SCALE, row).unwrap_or_default()).to_owned(),
                rows.integer(column::N, row).unwrap_or_default().to_string(),
                percent(rows, column::MISSING_SHARE, row),
                self.end(rows, column::FLOOR_SHARE, row),
                self.end(rows, column::CEILING_SHARE, row),
                crowded.to_owned(),
            ];
            (withheld.is_some(), cells)
        };
        let cells: Vec<_> = known.into_iter().map(cells).collect();
        let head = ["尺度", "n", "無回答", "最低点", "最高点", "注"];
        markup::graded_table(out, "点の偏りと無回答", &head, &cells);
    }

    /// The share of scores at one end. Of a domain or the total, those are people who give one
    /// score to all its items: a few of them are hidden.
    fn end(&self, rows: Rows<'_>, name: &str, row: usize) -> String {
        let n = count(rows, column::N, row).unwrap_or_default();
        let people = rows.float(name, row).unwrap_or_default() * f64::from(n);
        let least = f64::from(self.source.report.policy.smallest_count);
        let item = rows.text(column::SCALE, row).is_some_and(|scale| scale.starts_with("item_"));
        // Half a person is none, or what a division leaves of one.
        if !item && people > 0.5 && people < least - 0.5 {
            return HIDDEN.to_owned();
        }
        percent(rows, name, row)
    }

    /// How many of everybody give one score to everything.
    fn straight(&self, out: &mut String) {
        let rows = self.source.table(tables::STRAIGHT_LINING);
        let all = |row: &usize| rows.text(column::GROUP_BY, *row) == Some(ScoreGroup::All.as_str());
        if let Some(row) = (0..rows.len()).find(all) {
            let _ = write!(
                out,
                "答えがすべて同じ点の人は、{} 人中 {} 人です。",
                self.count(rows, column::N, row),
                self.count(rows, column::STRAIGHT, row)
            );
        }
    }
}

fn count(rows: Rows<'_>, name: &str, row: usize) -> Option<u32> {
    rows.integer(name, row).and_then(|count| u32::try_from(count).ok())
}

fn number(rows: Rows<'_>, name: &str, row: usize) -> String {
    rows.float(name, row).map_or_else(|| NONE.to_owned(), |value| format!("{value:.2}"))
}

fn percent(rows: Rows<'_>, name: &str, row: usize) -> String {
    rows.float(name, row).map_or_else(|| NONE.to_owned(), |share| format!("{:.1}%", share * 100.0))
}

fn interval(rows: Rows<'_>, (low, high): (&str, &str), row: usize) -> String {
    match rows.float(low, row) {
        Some(_) => format!("{}〜{}", number(rows, low, row), number(rows, high, row)),
        None => NONE.to_owned(),
    }
}

/// A kind of group in words.
fn kind(by: &str) -> &str {
    let name = ScoreGroup::named(by).map(group_kind_name);
    name.filter(|name| !name.is_empty()).unwrap_or(by)
}
