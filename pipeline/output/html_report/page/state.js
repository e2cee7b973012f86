"use strict";
// The figures of the page and what of them is chosen. Cases, areas, themes, scales and statements
// are known by their place in their list.

const report = JSON.parse(document.getElementById("report-data").textContent);

/** What the reader chose; null is everything. */
const chosen = { year: null, area: null, theme: null };

/** Whether everything is shown. */
const nothingChosen = () => chosen.year === null && chosen.area === null && chosen.theme === null;

/** The parts of a statement. */
const STATEMENT = { case: 0, field: 1, text: 2, theme: 3, second: 4 };

/** The parts of a scale's figures in one case. */
const CASE_SCORE = { case: 0, n: 1, mean: 2, answers: 3 };

/** The parts of a reason. */
const REASON = { case: 0, item: 1, score: 2, text: 3 };

const raises = (statement, theme) =>
  statement[STATEMENT.theme] === theme || statement[STATEMENT.second] === theme;

/** For each theme, the cases with a statement of it. */
const casesOfTheme = report.themes.map(() => new Set());
for (const statement of report.statements) {
  for (const theme of [statement[STATEMENT.theme], statement[STATEMENT.second]]) {
    if (theme !== null && statement[STATEMENT.case] !== null) {
      casesOfTheme[theme].add(statement[STATEMENT.case]);
    }
  }
}

/** Whether a case is among those selected. */
function selects(selection, index) {
  const one = report.cases[index];
  return (
    (selection.year === null || one.year === selection.year) &&
    (selection.area === null || one.area === selection.area) &&
    (selection.theme === null || casesOfTheme[selection.theme].has(index))
  );
}

/** The selected cases, in their order. */
const casesOf = (selection) => report.cases.map((_, index) => index).filter((index) => selects(selection, index));

/** A selection in words. */
function inWords(selection) {
  const parts = [];
  if (selection.year !== null) parts.push(`${selection.year}年度`);
  if (selection.area !== null) parts.push(report.areas[selection.area]);
  if (selection.theme !== null) parts.push(`「${report.themes[selection.theme].label}」が挙がった会議`);
  return parts.length > 0 ? parts.join("・") : "全体";
}

/** A case as people outside the centre may know it. */
function nameOfCase(index) {
  const { day, year, area } = report.cases[index];
  const when = day ?? (year === null ? "日付不明" : `${year}年度`);
  return `会議 ${index + 1}（${when}・${area === null ? "エリア不明" : report.areas[area]}）`;
}
