"use strict";
// 評価: the distribution and mean of each item, domains over the years, areas side by side.

const LEVELS = [1, 2, 3, 4, 5];
const scalesOf = (...kinds) =>
  report.scales.map((_, scale) => scale).filter((scale) => kinds.includes(report.scales[scale].kind));

/** Figures in words, one line each. */
function scoreLines({ n, mean, low, high, meetings, small, withheld, none }) {
  if (none !== undefined) return [none];
  if (mean === null || n === null || n === undefined) return ["個々の評価が残っていません"];
  const lines = [`平均 ${fixed(mean)}`, `95%信頼区間 ${interval({ low, high })}`, `n = ${n}（会議 ${meetings} 件）`];
  const reason = small ?? withheld;
  return reason ? [...lines, reason] : lines;
}

const faded = (figures) => (figures.small ? 0.4 : 1);

/** A label cut to what fits a width, for rows of charts. */
function fitted(text, width) {
  const most = Math.floor(width / 13.5);
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1))}…`;
}

/** Height of a row with its label; on paper, twenty of them fit on a page with their heading. */
const rowHeight = () => (printing ? 36 : 42);

/** Rows with labels above their marks: what all charts of items and issues share. */
const rowOptions = (width, rows, label) => ({
  width,
  height: rows.length * rowHeight() + 40,
  marginLeft: 16,
  marginRight: 18,
  marginTop: 6,
  marginBottom: 34,
  y: { type: "band", domain: rows, axis: null, padding: 0 },
});

const rowLabels = (rows, textOf, width) =>
  Plot.text(rows, { y: (row) => row, text: (row) => fitted(textOf(row), width), frameAnchor: "left", textAnchor: "start", dy: -10, stroke: "var(--page)", fill: "currentColor", strokeWidth: 4, className: "row-label" });

/** Where each level lies when the middle of 3 is zero. */
function segmentsOf(scale, figures) {
  const total = figures.answers.reduce((sum, count) => sum + count, 0);
  let end = -(figures.answers[0] + figures.answers[1] + figures.answers[2] / 2) / total;
  return LEVELS.map((level) => {
    const start = end;
    const count = figures.answers[level - 1];
    end += count / total;
    return { scale, figures, level, count, share: count / total, start, end };
  });
}

function distributionChart(rows) {
  const segments = rows.filter(({ figures }) => figures.answers).flatMap(({ scale, figures }) => segmentsOf(scale, figures));
  const names = rows.map(({ scale }) => scale);
  const share = (value) => `${Math.round(Math.abs(value) * 100)}%`;
  const reach = (sign) => Math.max(0.2, Math.ceil(Math.max(...segments.map(({ start, end }) => sign * (sign < 0 ? start : end))) * 5) / 5);
  return chart({
    label: "項目ごとの評価の分布。左ほど低い評価、右ほど高い評価",
    describe: (place) => {
      const { scale, figures, level, count, share: part } = segments[place];
      return [report.scales[scale].label, `評価 ${level}：${count} 件（${percent(part)}）`, ...scoreLines(figures)];
    },
    act: (place) => openScale(segments[place].scale, chosen),
    plot: (width) => ({
      ...rowOptions(width, names),
      x: { domain: [-reach(-1), reach(1)], tickFormat: share, label: null, ticks: 6 },
      marks: [
        Plot.gridX({ className: "grid", ticks: 6 }),
        Plot.barX(segments, { x1: "start", x2: "end", y: "scale", fill: ({ level }) => `var(--level-${level})`, fillOpacity: ({ figures }) => faded(figures), insetTop: rowHeight() - 20, insetBottom: 4, className: "mark" }),
        Plot.text(segments.filter((one) => one.share * width > 70), { x: ({ start, end }) => (start + end) / 2, y: "scale", text: ({ share: part }) => percent(part), fill: ({ level, figures }) => (figures.small ? "currentColor" : `var(--on-level-${level})`), dy: rowHeight() / 2 - 12, className: "segment-label" }),
        Plot.ruleX([0], { className: "zero" }),
        rowLabels(names, (scale) => `${report.scales[scale].label}${scoreFigures(scale, chosen).small ? "（n が少ない）" : ""}`, width),
      ],
    }),
  });
}

function meanChart(rows) {
  const known = rows.filter(({ figures }) => figures.mean !== null && figures.mean !== undefined);
  const names = rows.map(({ scale }) => scale);
  return chart({
    label: "項目ごとの平均と95%信頼区間",
    describe: (place) => [report.scales[known[place].scale].label, ...scoreLines(known[place].figures)],
    act: (place) => openScale(known[place].scale, chosen),
    plot: (width) => ({
      ...rowOptions(width, names),
      x: { domain: [1, 5], ticks: 5, label: null, tickFormat: String },
      marks: [
        Plot.gridX({ className: "grid", ticks: 5 }),
        Plot.link(known.filter(({ figures }) => figures.low !== null), { x1: ({ figures }) => figures.low, x2: ({ figures }) => figures.high, y1: "scale", y2: "scale", strokeWidth: 3, strokeOpacity: ({ figures }) => faded(figures), dy: 9, stroke: "var(--accent)" }),
        Plot.dot(known, { x: ({ figures }) => figures.mean, y: "scale", r: 5.5, dy: 9, fill: ({ figures }) => (figures.small ? "var(--muted)" : "var(--accent)"), stroke: "var(--page)", className: "mark" }),
        rowLabels(names, (scale) => {
          const figures = scoreFigures(scale, chosen);
          const { item, label } = report.scales[scale];
          return `${item ?? label}　${fixed(figures.mean)}［${interval(figures)}］n=${figures.n ?? "—"}`;
        }, width),
      ],
    }),
  });
}

const legend = () =>
  element("ul", { class: "legend", "aria-label": "凡例" }, LEVELS.map((level) => element("li", {}, element("span", { class: `swatch level-${level}`, "aria-hidden": "true" }), `評価 ${level}${level === 5 ? "（高い）" : level === 1 ? "（低い）" : ""}`)));

function scoreTable(rows) {
  const head = ["項目", "n", "平均", "95%信頼区間", "会議", "1", "2", "3", "4", "5", "会議平均の平均", "注"];
  const cells = rows.map(({ scale, figures }) => [
    button(report.scales[scale].label, () => openScale(scale, chosen), `${report.scales[scale].label}：内訳と理由を開く`),
    String(figures.n ?? "—"),
    fixed(figures.mean),
    interval(figures),
    counted(figures.meetings),
    ...LEVELS.map((level) => String(figures.answers?.[level - 1] ?? "—")),
    figures.meetingsWithMean > 0 ? `${fixed(figures.meanOfMeetings)}（${figures.meetingsWithMean} 件）` : "—",
    figures.none ?? figures.small ?? figures.withheld ?? "",
  ]);
  return table("項目・領域ごとの評価", head, cells, (place) => (rows[place].figures.small ? "small-n" : null));
}

/** One domain over the years. */
function trendChart(scale, all) {
  const points = all.filter((point) => point.scale === scale);
  const ends = all.flatMap(({ figures }) => [figures.low ?? figures.mean, figures.high ?? figures.mean]);
  const low = Math.max(1, Math.floor((Math.min(...ends) - 0.05) * 5) / 5);
  const high = Math.min(5, Math.ceil((Math.max(...ends) + 0.1) * 5) / 5);
  const host = chart({
    label: `${report.scales[scale].label}の年度ごとの平均`,
    share: 2,
    describe: (place) => [`${report.scales[scale].label} ${yearName(points[place].year)}`, ...scoreLines(points[place].figures)],
    act: (place) => openScale(scale, { ...chosen, year: points[place].year }),
    plot: (width) => ({
      width,
      height: 190,
      marginLeft: 34,
      marginRight: 14,
      marginTop: 12,
      marginBottom: 28,
      x: { type: "point", domain: report.years.map((_, year) => year), label: null, tickFormat: (year) => String(report.years[year]), padding: 0.4 },
      y: { domain: [low, high], ticks: 4, label: null, tickFormat: (value) => value.toFixed(1) },
      marks: [
        Plot.gridY({ className: "grid", ticks: 4 }),
        Plot.line(points, { x: "year", y: ({ figures }) => figures.mean, stroke: "var(--accent)", strokeOpacity: 0.5, strokeWidth: 1.5 }),
        Plot.ruleX(points.filter(({ figures }) => figures.low !== null), { x: "year", y1: ({ figures }) => figures.low, y2: ({ figures }) => figures.high, stroke: "var(--accent)", strokeWidth: 3 }),
        Plot.dot(points, { x: "year", y: ({ figures }) => figures.mean, r: 5.5, fill: ({ figures }) => (figures.small ? "var(--muted)" : "var(--accent)"), stroke: "var(--page)", className: "mark" }),
        Plot.text(points, { x: "year", y: ({ figures }) => figures.high ?? figures.mean, text: ({ figures }) => fixed(figures.mean), dy: -11, stroke: "var(--page)", fill: "currentColor", strokeWidth: 4, className: "segment-label" }),
      ],
    }),
  });
  return element("figure", {}, element("figcaption", {}, report.scales[scale].label), host);
}

function trends() {
  const scales = scalesOf("domain", "total");
  const years = chosen.year === null ? report.years.map((_, year) => year) : [chosen.year];
  const points = scales
    .flatMap((scale) => years.map((year) => ({ scale, year, figures: scoreFigures(scale, { ...chosen, year }) })))
    .filter(({ figures }) => figures.mean !== null && figures.n > 0);
  if (points.length === 0) return paragraph("年度ごとに示せる評価がありません。", "note");
  const rows = points.map(({ scale, year, figures }) => [report.scales[scale].label, yearName(year), fixed(figures.mean), interval(figures), String(figures.n), String(figures.meetings), figures.small ?? ""]);
  const tests = report.score_trends.filter((trend) => scales.includes(trend.scale)).map(({ scale, years: n, meetings, slope, low, high, tau, p, withheld }) => [report.scales[scale].label, String(n ?? "—"), String(meetings ?? "—"), fixed(slope, 3), interval({ low, high }, (value) => fixed(value, 3)), fixed(tau), fixed(p, 3), withheld ?? ""]);
  return [
    paragraph("縦軸は 1〜5 のうち値のある範囲です。縦の線は 95% 信頼区間、灰色の点は n が少ないものです。", "lead"),
    element("div", { class: "panels" }, scales.filter((scale) => points.some((point) => point.scale === scale)).map((scale) => trendChart(scale, points))),
    alternative(table("領域ごとの年度の推移", ["領域", "年度", "平均", "95%信頼区間", "n", "会議", "注"], rows, (place) => (points[place].figures.small ? "small-n" : null))),
    tests.length > 0 && nothingChosen() ? table("年度の推移の検定（会議の平均）", ["領域", "年度の数", "会議", "1 年の変化", "95%信頼区間", "τ", "補正した p", "注"], tests) : "",
  ];
}

/** Fills the section. */
function showScores(host) {
  if (report.stats.length === 0) return host.replaceChildren(paragraph("評価の統計がありません。評価の欄がある様式が読み取れなかったか、評価の記入がありませんでした。", "note"));
  const all = scalesOf("item", "domain", "total").map((scale) => ({ scale, figures: scoreFigures(scale, chosen) }));
  const items = all.filter(({ scale, figures }) => report.scales[scale].kind === "item" && (figures.answers || figures.mean));
  const charts = items.length === 0
    ? paragraph(`${whyNone(chosen)}。`, "note")
    : element("div", { class: "pair" }, element("figure", {}, element("figcaption", {}, "評価の分布"), legend(), distributionChart(items)), element("figure", {}, element("figcaption", {}, "平均と 95% 信頼区間"), meanChart(items)));
  host.replaceChildren(
    part("項目ごとの分布と平均", charts, alternative(scoreTable(all))),
    part("領域の推移", trends()),
    part("エリアごとの平均", areaMap()),
    ...[peopleMap("role", "役割ごとの平均"), peopleMap("experience", "ケアマネ経験ごとの平均")].filter(Boolean),
  );
}
