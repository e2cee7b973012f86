"use strict";
// Figures of a scale or an issue in a selection of cases: from the tables where they hold that
// selection, else counted from its cases.

const statOf = new Map(report.stats.map((stat) => [`${stat.scale}|${stat.by}|${stat.group}`, stat]));

/** The table's row for a selection; undefined where the tables do not go that far. */
function statOfSelection(scale, { year, area, theme }) {
  if (theme !== null || (year !== null && area !== null)) return undefined;
  if (year !== null) return statOf.get(`${scale}|fiscal_year|${year}`);
  if (area !== null) return statOf.get(`${scale}|area|${report.areas[area]}`);
  return statOf.get(`${scale}|all|all`);
}

const smallText = (what, n, least) => `n が少ない（${what} ${n} 件、${least} 件以上で示します）`;

/** Figures that were counted, by scale and selection: their draws take a while. */
const counted = new Map();

/** A scale in a selection: mean, interval, answers, n, and why it is small, if it is. */
function scoreFigures(scale, selection) {
  const stat = statOfSelection(scale, selection);
  if (stat !== undefined) {
    return { ...stat, meanOfMeetings: stat.mean_of_meetings, meetingsWithMean: stat.meetings_with_mean };
  }
  const key = [scale, selection.year, selection.area, selection.theme].join("|");
  if (!counted.has(key)) counted.set(key, countedFigures(scale, selection));
  return counted.get(key);
}

function countedFigures(scale, selection) {
  const rows = report.case_scores[scale].filter((row) => selects(selection, row[CASE_SCORE.case]));
  const scored = rows.filter((row) => row[CASE_SCORE.n] > 0 && row[CASE_SCORE.mean] !== null);
  const meetings = scored.map((row) => ({ n: row[CASE_SCORE.n], sum: row[CASE_SCORE.n] * row[CASE_SCORE.mean] }));
  const n = meetings.reduce((total, meeting) => total + meeting.n, 0);
  const sum = meetings.reduce((total, meeting) => total + meeting.sum, 0);
  const answers = [0, 0, 0, 0, 0];
  for (const row of scored) {
    row[CASE_SCORE.answers]?.forEach((count, place) => (answers[place] += count));
  }
  const means = rows.map((row) => row[CASE_SCORE.mean]).filter((mean) => mean !== null);
  const enough = meetings.length >= report.rules.meetings;
  let small = null;
  if (n < report.rules.answers) small = smallText("回答", n, report.rules.answers);
  else if (!enough) small = smallText("会議", meetings.length, report.rules.meetings);
  return {
    n,
    mean: n > 0 ? sum / n : null,
    answers: n > 0 ? answers : null,
    meetings: meetings.length,
    small,
    ...(enough ? meetingInterval(meetings) : { low: null, high: null }),
    meanOfMeetings: means.length > 0 ? means.reduce((total, mean) => total + mean, 0) / means.length : null,
    meetingsWithMean: means.length,
  };
}

/** What stands for a count of cases that is too small to be shown. */
const HIDDEN = "＊";

/** Whether a count of cases is hidden, by the city's policy. */
const isHidden = (cases) => cases < report.rules.smallest_count && !(cases === 0 && report.rules.show_zero);

/** An issue in a selection: cases that raise it, of how many, share and interval; small ones hidden. */
function issueFigures(theme, selection) {
  const cases = casesOf(selection);
  const hits = cases.filter((index) => casesOfTheme[theme].has(index));
  const of = cases.length;
  const small = of < report.rules.meetings ? smallText("会議", of, report.rules.meetings) : null;
  if (isHidden(hits.length)) return { cases: hits.length, shown: HIDDEN, of, share: null, small, low: null, high: null };
  return { cases: hits.length, shown: String(hits.length), of, share: of > 0 ? hits.length / of : null, small, ...wilson(hits.length, of) };
}

/** The statements of an issue in a selection, by place. */
function statementsOf(theme, selection) {
  const places = [];
  report.statements.forEach((statement, place) => {
    const of = statement[STATEMENT.case];
    if (of !== null && raises(statement, theme) && selects(selection, of)) places.push(place);
  });
  return places;
}

const fixed = (number, digits = 2) => (number === null || number === undefined ? "—" : number.toFixed(digits));
const percent = (share) => (share === null || share === undefined ? "—" : `${Math.round(share * 100)}%`);
const interval = ({ low, high }, format = fixed) =>
  low === null || low === undefined ? "区間なし" : `${format(low)}〜${format(high)}`;
