"use strict";
// Figures of a scale or an issue in a selection: from the tables. What they do not hold is hidden,
// or there is none.

/** What stands for a count that is too small to be shown. */
const HIDDEN = "＊";

const keyOf = ({ year, area, theme }) => [year, area, theme].map((part) => part ?? "").join("|");

const statOf = new Map();
/** Rows of roles and bands of experience. */
const peopleStats = [];
for (const stat of report.stats) {
  if (stat.by === undefined) statOf.set(`${stat.scale}|${keyOf(stat)}`, stat);
  else peopleStats.push(stat);
}

const meetingsAt = new Map(report.meetings.map(([year, area, cases]) => [keyOf({ year, area, theme: null }), cases]));
const countAt = new Map(report.theme_counts.map(([theme, year, area, ...count]) => [keyOf({ year, area, theme }), count]));
const claimAt = new Map(report.theme_claims.map((claim) => [keyOf(claim), claim]));

/** Meetings of a selection; null when hidden. */
function meetingsOf(selection) {
  if (selection.theme === null) return meetingsAt.get(keyOf(selection)) ?? null;
  return countAt.get(keyOf(selection))?.[0] ?? null;
}

const smallText = (what, n, least) => `n が少ない（${what} ${n} 件、${least} 件以上で示します）`;

/** Why a selection has no figures. */
function whyNone(selection) {
  if (meetingsOf(selection) === 0) return "あてはまる会議がありません";
  if (selection.theme !== null && selection.year !== null && selection.area !== null) return "課題・年度・エリアを一度に選ぶと件数が少なくなるため、評価は示しません";
  return "会議が少ないか、個々の評価が残っていないため、示しません";
}

/** A scale in a selection: mean, interval, answers, n, and why it is small or missing. */
function scoreFigures(scale, selection) {
  const stat = statOf.get(`${scale}|${keyOf(selection)}`);
  if (stat === undefined) return { n: null, mean: null, low: null, high: null, answers: null, meetings: null, small: null, withheld: null, meanOfMeetings: null, meetingsWithMean: null, none: whyNone(selection) };
  return { ...stat, meanOfMeetings: stat.mean_of_meetings, meetingsWithMean: stat.meetings_with_mean };
}

/** An issue in a year and an area: meetings that raise it, of how many, share and interval. */
function issueFigures(theme, { year, area }) {
  const [cases, of, low, high] = countAt.get(keyOf({ year, area, theme })) ?? [null, null, null, null];
  const small = of !== null && of < report.rules.meetings ? smallText("会議", of, report.rules.meetings) : null;
  const share = cases !== null && of ? cases / of : null;
  return { cases, of, share, low, high, small, shown: `${counted(cases)}/${counted(of)}` };
}

/** A count, or the sign of a hidden one. */
const counted = (count) => (count === null || count === undefined ? HIDDEN : String(count));

const fixed = (number, digits = 2) => (number === null || number === undefined ? "—" : number.toFixed(digits));
const percent = (share) => (share === null || share === undefined ? "—" : `${Math.round(share * 100)}%`);
const interval = ({ low, high }, format = fixed) =>
  low === null || low === undefined ? "区間なし" : `${format(low)}〜${format(high)}`;

/** The statements of a selection, by place; of an issue where it has one. */
function statementsOf(selection) {
  const places = [];
  report.statements.forEach((statement, place) => {
    const own = selection.theme === null || raises(statement, selection.theme);
    if (own && within(selection, statement[STATEMENT.year], statement[STATEMENT.area])) places.push(place);
  });
  return places;
}
