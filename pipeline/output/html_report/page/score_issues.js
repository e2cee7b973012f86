"use strict";
// 評価と課題: which issues go with lower or higher scores on which items, in a long table.

/** Pairs drawn; the table holds all. */
const PAIRS_DRAWN = 15;
/** Pairs of the table that are printed. */
const PAIRS_PRINTED = 40;
/** Largest q-value that is called more than chance. */
const FOUND = 0.05;

const scaleOfItem = new Map(report.scales.flatMap(({ item }, scale) => (item === null ? [] : [[item, scale]])));

function pairLines(pair) {
  const lines = [
    `${report.themes[pair.theme].label} × ${report.scales[scaleOfItem.get(pair.item)]?.label ?? pair.item}`,
    `差 ${fixed(pair.difference)}（記述がある会議 ${counted(pair.with)} 件、ほかの会議 ${counted(pair.without)} 件）`,
    `効果量 δ ${fixed(pair.effect)}、95%信頼区間 ${interval(pair)}`,
    pair.q === null ? "検定なし" : `q = ${fixed(pair.q, 3)}`,
  ];
  return pair.withheld ? [...lines, pair.withheld] : lines;
}

function pairChart(pairs) {
  const rows = pairs.map((_, place) => place);
  const ends = pairs.flatMap(({ low, high, effect }) => [low ?? effect, high ?? effect, 0]);
  return chart({
    label: "課題の記述がある会議とほかの会議の評価の差（クリフのδと95%信頼区間）",
    describe: (place) => pairLines(pairs[place]),
    act: (place) => openIssue(pairs[place].theme, EVERYTHING),
    plot: (width) => ({
      ...rowOptions(width, rows),
      x: { domain: [Math.min(...ends) - 0.1, Math.max(...ends) + 0.1], label: null, ticks: 5 },
      marks: [
        Plot.gridX({ className: "grid", ticks: 5 }),
        Plot.ruleX([0], { className: "zero" }),
        Plot.link(pairs.filter(({ low }) => low !== null), { x1: "low", x2: "high", y1: (pair) => pairs.indexOf(pair), y2: (pair) => pairs.indexOf(pair), dy: 9, strokeWidth: 3, stroke: "var(--accent)" }),
        Plot.dot(pairs, { x: "effect", y: (pair) => pairs.indexOf(pair), r: 5.5, dy: 9, fill: ({ q }) => (q !== null && q <= FOUND ? "var(--accent)" : "var(--page)"), stroke: "var(--accent)", strokeWidth: 2, className: "mark" }),
        rowLabels(rows, (place) => `${report.themes[pairs[place].theme].label} × ${report.scales[scaleOfItem.get(pairs[place].item)]?.label ?? pairs[place].item}`, width),
      ],
    }),
  });
}

/** Fills the section. */
function showScoreIssues(host) {
  if (report.score_issues.length === 0) return host.replaceChildren(paragraph("評価と課題を組み合わせた表がありません。会議の数が足りないか、評価または課題が読み取れませんでした。", "note"));
  const pairs = report.score_issues
    .filter(({ theme }) => chosen.theme === null || theme === chosen.theme)
    .sort((one, other) => (one.q ?? 2) - (other.q ?? 2) || Math.abs(other.effect ?? 0) - Math.abs(one.effect ?? 0) || one.theme - other.theme || one.item - other.item);
  const drawn = pairs.filter(({ effect }) => effect !== null).slice(0, PAIRS_DRAWN);
  const rows = pairs.map((pair) => [
    button(report.themes[pair.theme].label, () => openIssue(pair.theme, EVERYTHING), `${report.themes[pair.theme].label}の記述を開く`),
    report.scales[scaleOfItem.get(pair.item)]?.label ?? String(pair.item),
    counted(pair.with),
    counted(pair.without),
    fixed(pair.difference),
    fixed(pair.effect),
    interval(pair),
    pair.q === null ? "—" : fixed(pair.q, 3),
    pair.withheld ?? (pair.q !== null && pair.q <= FOUND ? "偶然では説明しにくい" : ""),
  ]);
  const kinds = (place) =>
    [pairs[place].withheld || pairs[place].effect === null ? "small-n" : "", place >= PAIRS_PRINTED ? "screen-only" : ""].join(" ").trim() || null;
  host.replaceChildren(
    paragraph("年度とエリアの絞り込みは、この表には働きません（会議を分けると件数が足りなくなるため）。課題の絞り込みは働きます。差は原因を示しません。", "lead"),
    drawn.length > 0 ? part("q の小さい組", paragraph(`q の小さい順に ${drawn.length} 組です。塗った点は q が ${FOUND} 以下です。`, "lead"), pairChart(drawn)) : "",
    part("すべての組", pairs.length > PAIRS_PRINTED ? paragraph(`紙には、${pairs.length} 組のうち q の小さい順に ${PAIRS_PRINTED} 組を載せています。`, "paper-only") : null, alternative(table("課題と評価の組", ["課題", "項目", "記述がある会議", "ほかの会議", "平均の差", "効果量 δ", "95%信頼区間", "q", "注"], rows, kinds))),
  );
}
