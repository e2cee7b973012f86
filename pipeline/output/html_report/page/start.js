"use strict";
// Filters, and the first drawing.

const SHOWN = [
  ["scores-body", showScores],
  ["issues-body", showIssues],
  ["score-issues-body", showScoreIssues],
];

function showAll() {
  hideTip();
  for (const [id, show] of SHOWN) {
    const host = document.getElementById(id);
    forgetCharts(host);
    show(host);
  }
  const count = casesOf(chosen).length;
  document.getElementById("filter-state").textContent = `${inWords(chosen)}：会議 ${report.cases.length} 件のうち ${count} 件を表示しています。`;
}

function filter(name, options) {
  const select = document.getElementById(`filter-${name}`);
  select.append(element("option", { value: "" }, "すべて"), ...options.map(([value, label]) => element("option", { value: String(value) }, label)));
  select.addEventListener("change", () => {
    chosen[name] = select.value === "" ? null : Number(select.value);
    showAll();
  });
}

filter("year", report.years.map((year) => [year, `${year}年度`]));
filter("area", report.areas.map((area, place) => [place, area]));
filter("theme", report.themes.map((theme, place) => [place, theme.label]));
const filters = document.getElementById("filters");
filters.addEventListener("submit", (event) => event.preventDefault());
filters.addEventListener("reset", () => {
  Object.assign(chosen, { year: null, area: null, theme: null });
  showAll();
});
showAll();
