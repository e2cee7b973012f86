"use strict";
// The figures of the page and what of them is chosen. Years, areas, themes and scales are known by
// their place in their list; no meeting is in the page.

const report = JSON.parse(document.getElementById("report-data").textContent);

/** What the reader chose; null is everything. */
const chosen = { year: null, area: null, theme: null };

/** Everything. */
const EVERYTHING = { year: null, area: null, theme: null };

/** Whether everything is shown. */
const nothingChosen = () => chosen.year === null && chosen.area === null && chosen.theme === null;

/** The parts of a statement. */
const STATEMENT = { text: 0, field: 1, theme: 2, second: 3, year: 4, area: 5, reference: 6 };

/** The parts of a reason. */
const REASON = { text: 0, item: 1, score: 2, year: 3, area: 4, reference: 5 };

const raises = (statement, theme) =>
  statement[STATEMENT.theme] === theme || statement[STATEMENT.second] === theme;

const yearName = (year) => `${report.years[year]}年度`;

/** A selection in words. */
function inWords(selection) {
  const parts = [];
  if (selection.year !== null) parts.push(yearName(selection.year));
  if (selection.area !== null) parts.push(report.areas[selection.area]);
  if (selection.theme !== null) parts.push(`「${report.themes[selection.theme].label}」を挙げた会議`);
  return parts.length > 0 ? parts.join("・") : "全体";
}

/** When and where a text was written, as far as it may be said. */
function placeInWords(year, area) {
  if (year === null && area === null) return "年度とエリアは伏せています";
  return [year === null ? "年度は伏せています" : yearName(year), area === null ? "エリアは伏せているか不明" : report.areas[area]].join("・");
}

/** Whether a text is of a selection, as far as it says when and where it was written. */
const within = (selection, year, area) =>
  (selection.year === null || selection.year === year) && (selection.area === null || selection.area === area);
