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
  const count = meetingsOf(chosen);
  const said = count === null ? `少ないため件数を示しません（${HIDDEN}）。` : `${count} 件`;
  document.getElementById("filter-state").replaceChildren(
    `${inWords(chosen)}：会議 ${said}（全体 ${counted(meetingsOf(EVERYTHING))} 件） `,
    button("記述を読む", () => openPlace(chosen), `${inWords(chosen)}の記述を読む`),
  );
}

function filter(name, options) {
  const select = document.getElementById(`filter-${name}`);
  select.append(element("option", { value: "" }, "すべて"), ...options.map(([value, label]) => element("option", { value: String(value) }, label)));
  select.addEventListener("change", () => {
    chosen[name] = select.value === "" ? null : Number(select.value);
    showAll();
  });
}

filter("year", report.years.map((_, year) => [year, yearName(year)]));
filter("area", report.areas.map((area, place) => [place, area]));
filter("theme", report.themes.map((theme, place) => [place, theme.label]));
const filters = document.getElementById("filters");
filters.addEventListener("submit", (event) => event.preventDefault());
filters.addEventListener("reset", () => {
  Object.assign(chosen, { year: null, area: null, theme: null });
  showAll();
});
showAll();
