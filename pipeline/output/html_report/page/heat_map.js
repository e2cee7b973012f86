"use strict";
// Heat maps: tables whose cells are shaded and pressed; the number stands in every cell.

/** Shades of a heat map. */
const SHADES = 5;

/** The shade of a value between two others, 1 to SHADES. */
const shade = (value, low, high) =>
  high > low ? 1 + Math.min(SHADES - 1, Math.floor(((value - low) / (high - low)) * SHADES)) : 3;

/** A cell that shows a value and opens what stands behind it. */
function heatCell({ value, text, lines, small, act, low, high, mark = "" }) {
  if (value === null || value === undefined) return element("td", { class: "empty" }, text ?? "—");
  const shown = button(`${text}${mark}`, act, lines.join("、"));
  shown.addEventListener("pointerenter", () => showTip(shown, lines));
  shown.addEventListener("pointerleave", hideTip);
  shown.addEventListener("focus", () => showTip(shown, lines));
  shown.addEventListener("blur", hideTip);
  return element("td", { class: small ? "heat small-n" : `heat heat-${shade(value, low, high)}` }, shown, small ? element("span", { class: "small-mark" }, "n が少ない") : null);
}

/** A heat map of rows against columns; `cells[row][column]` as heatCell takes them. */
function heatMap(caption, corner, columns, rows, cells) {
  const values = cells.flat().filter((cell) => !cell.small && cell.value !== null && cell.value !== undefined).map((cell) => cell.value);
  const range = { low: Math.min(...values), high: Math.max(...values) };
  const head = [corner, ...columns].map((title) => element("th", { scope: "col" }, title));
  const body = rows.map((row, place) => element("tr", {}, element("th", { scope: "row" }, row), cells[place].map((cell) => heatCell({ ...cell, ...range }))));
  const inner = element("table", { class: "heat-map" }, element("caption", {}, caption), element("thead", {}, element("tr", {}, head)), element("tbody", {}, body));
  return element("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": caption }, inner);
}

/** Domains and items against areas. */
function areaMap() {
  const areas = report.areas.map((_, area) => area).filter((area) => chosen.area === null || area === chosen.area);
  if (areas.length === 0) return paragraph("エリアの分かる会議がありません。", "note");
  const scales = scalesOf("domain", "total", "item");
  const cells = scales.map((scale) =>
    areas.map((area) => {
      const selection = { ...chosen, area };
      const figures = scoreFigures(scale, selection);
      const lines = [`${report.scales[scale].label} ${report.areas[area]}`, ...scoreLines(figures)];
      return { value: figures.mean, text: figures.none === undefined ? fixed(figures.mean) : meetingsOf(selection) === 0 ? "—" : HIDDEN, lines, small: figures.small, act: () => openScale(scale, selection) };
    }),
  );
  return [
    paragraph("濃いほど平均が高いことを示します。", "lead"),
    heatMap("エリアごとの平均", "領域・項目", areas.map((area) => report.areas[area]), scales.map((scale) => report.scales[scale].label), cells),
  ];
}

/** Domains against roles or experience, over everything. */
function peopleMap(by, title) {
  const own = peopleStats.filter((stat) => stat.by === by);
  const scales = scalesOf("domain", "total");
  const groups = [...new Set(own.filter(({ scale }) => scales.includes(scale)).map(({ group }) => group))];
  if (groups.length === 0 || !nothingChosen()) return null;
  const cells = groups.map((group) =>
    scales.map((scale) => {
      const stat = own.find((one) => one.scale === scale && one.group === group);
      if (stat === undefined) return { value: null };
      const lines = [`${group} ${report.scales[scale].label}`, ...scoreLines(stat)];
      return { value: stat.mean, text: fixed(stat.mean), lines, small: stat.small, act: () => openScale(scale, chosen) };
    }),
  );
  return heatMap(title, "区分", scales.map((scale) => report.scales[scale].label), groups, cells);
}
