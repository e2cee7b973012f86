"use strict";
// 地域課題: ranked by the meetings that raised them, over years and areas, down to the statements.

/** Issues drawn; the table holds all. */
const ISSUES_DRAWN = 20;
/** Pairs of issues shown. */
const PAIRS_SHOWN = 15;

const issueLines = ({ theme, figures }) => {
  const lines = [report.themes[theme].label, `会議 ${figures.of} 件のうち ${figures.shown} 件（${percent(figures.share)}）`, `95%信頼区間 ${interval(figures, percent)}`];
  const { raised } = report.themes[theme];
  if (raised !== null && nothingChosen()) lines.push(`うち、2 人以上または様式③が挙げた会議 ${isHidden(raised) ? HIDDEN : raised} 件`);
  return figures.small ? [...lines, figures.small] : lines;
};

/** Whether an issue goes up or down, where that was tested. */
function trendWords({ trend }) {
  if (trend === null || trend.direction === "") return "—";
  return trend.tier === null ? "はっきりしない" : `${trend.direction}（${trend.tier}、q = ${fixed(trend.q, 3)}）`;
}

function rankedIssues() {
  return report.themes
    .map((_, theme) => ({ theme, figures: issueFigures(theme, chosen) }))
    .filter(({ figures }) => figures.cases > 0)
    .sort((one, other) => other.figures.cases - one.figures.cases || one.theme - other.theme);
}

function issueChart(rows) {
  const drawn = rows.filter(({ figures }) => figures.share !== null).slice(0, ISSUES_DRAWN);
  if (drawn.length === 0) return null;
  const names = drawn.map(({ theme }) => theme);
  const most = Math.min(1, Math.max(...drawn.map(({ figures }) => figures.high)) + 0.02);
  return chart({
    label: "地域課題が挙がった会議の割合と95%信頼区間",
    describe: (place) => issueLines(drawn[place]),
    act: (place) => openIssue(drawn[place].theme, chosen),
    plot: (width) => ({
      ...rowOptions(width, names),
      x: { domain: [0, most], label: null, tickFormat: percent, ticks: 5 },
      marks: [
        Plot.gridX({ className: "grid", ticks: 5 }),
        Plot.barX(drawn, { x1: 0, x2: ({ figures }) => figures.share, y: "theme", fill: ({ figures }) => (figures.small ? "var(--muted)" : "var(--bar)"), insetTop: rowHeight() - 20, insetBottom: 6, className: "mark" }),
        Plot.link(drawn, { x1: ({ figures }) => figures.low, x2: ({ figures }) => figures.high, y1: "theme", y2: "theme", dy: rowHeight() / 2 - 13, stroke: "currentColor", strokeWidth: 1.5 }),
        rowLabels(names, (theme) => {
          const { figures } = drawn.find((one) => one.theme === theme);
          return `${report.themes[theme].label}　${figures.shown}/${figures.of} 件${figures.small ? "（n が少ない）" : ""}`;
        }, width),
      ],
    }),
  });
}

function issueTable(rows) {
  const cells = rows.map(({ theme, figures }) => {
    const { label, first, last, new: fresh, raised, ...share } = report.themes[theme];
    const strict = raised === null ? "—" : isHidden(raised) ? HIDDEN : `${raised}（${percent(share.share)}、${interval(share, percent)}）`;
    const statements = statementsOf(theme, chosen).length;
    return [
      `${label}${fresh ? "（新しい課題）" : ""}`,
      `${figures.shown} / ${figures.of}`,
      percent(figures.share),
      interval(figures, percent),
      button(`${statements} 件`, () => openIssue(theme, chosen), `${label}の記述 ${statements} 件を開く`),
      ...(nothingChosen() ? [strict, trendWords(share)] : []),
      first ?? "—",
      last ?? "—",
    ];
  });
  return table("地域課題と、挙がった会議", ["課題", "会議", "割合", "95%信頼区間", "記述", ...(nothingChosen() ? ["2 人以上または③が挙げた会議", "推移"] : []), "はじめ", "最近"], cells, (place) => (rows[place].figures.small ? "small-n" : null));
}

const groupOf = new Map(report.theme_groups.map((group) => [`${group.theme}|${group.by}|${group.group}`, group]));

/** Signs of a tier, which the words above the map explain. */
const TIER_MARKS = { 確認: "◎", 候補: "○" };

/** Issues against years or areas. */
function issueMap(caption, rows, groups) {
  const drawn = rows.slice(0, ISSUES_DRAWN);
  const cells = drawn.map(({ theme }) =>
    groups.map(({ by, name, label, selection }) => {
      const figures = issueFigures(theme, selection);
      const known = selection.theme === null && (selection.year === null || selection.area === null) ? groupOf.get(`${theme}|${by}|${name}`) : undefined;
      const lines = issueLines({ theme, figures });
      if (known?.tier) lines.push(`${known.tier}：偶然なら ${fixed(known.expected, 1)} 件のところ ${known.cases} 件（q = ${fixed(known.q, 3)}）`);
      return { value: figures.share, text: `${figures.shown}/${figures.of}`, lines: [`${label} ${figures.shown}/${figures.of}`, ...lines], small: figures.small, mark: TIER_MARKS[known?.tier] ?? "", act: () => openIssue(theme, selection) };
    }),
  );
  return heatMap(caption, "課題", groups.map(({ label }) => label), drawn.map(({ theme }) => report.themes[theme].label), cells);
}

/** Issues that meetings raise together: those that are claimed, else the surest. */
function pairsPart() {
  if (report.theme_pairs.length === 0 || !nothingChosen()) return null;
  const sure = report.theme_pairs.filter(({ cases }) => !isHidden(cases)).sort((one, other) => (one.q ?? 2) - (other.q ?? 2) || other.cases - one.cases);
  const claimed = sure.filter(({ tier }) => tier !== null);
  const rows = (claimed.length > 0 ? claimed : sure).slice(0, PAIRS_SHOWN).map(({ theme, other, cases, expected, lift, q, tier }) => [
    `${report.themes[theme].label} と ${report.themes[other].label}`,
    button(`${cases} 件`, () => openIssue(theme, { ...chosen, theme: other }), `${report.themes[theme].label}と${report.themes[other].label}が挙がった ${cases} 件の会議の記述を開く`),
    fixed(expected, 1),
    fixed(lift),
    fixed(q, 3),
    tier ?? "はっきりしない",
  ]);
  return part("一緒に挙がる課題", table("一緒に挙がる課題の組", ["組", "会議", "偶然なら", "倍率", "q", "判定"], rows));
}

/** Fills the section. */
function showIssues(host) {
  if (report.themes.length === 0) return host.replaceChildren(paragraph("記述から地域課題を取り出せませんでした。自由記述の欄が読み取れなかったか、記入がありませんでした。", "note"));
  const rows = rankedIssues().filter(({ theme }) => theme !== chosen.theme);
  const own = chosen.theme === null ? null : element("p", {}, `「${report.themes[chosen.theme].label}」が挙がった会議で、一緒に挙がった課題です。`, button("この課題の記述を開く", () => openIssue(chosen.theme, chosen)));
  if (rows.length === 0) return host.replaceChildren(...[own, paragraph("選んだ範囲の会議では、課題が挙がっていません。", "note")].filter(Boolean));
  const years = report.years.filter((year) => chosen.year === null || year === chosen.year).map((year) => ({ by: "fiscal_year", name: String(year), label: `${year}年度`, selection: { ...chosen, year } }));
  const areas = report.areas.map((name, area) => ({ by: "area", name, label: name, selection: { ...chosen, area } })).filter(({ selection }) => chosen.area === null || selection.area === chosen.area);
  const tiers = report.theme_groups.some(({ tier }) => tier) ? "◎ は他より多いことが確かなもの（確認）、○ はその候補です。" : "";
  host.replaceChildren(
    ...[own].filter(Boolean),
    part("挙がった会議の多い課題", rows.length > ISSUES_DRAWN ? paragraph(`図は上位 ${ISSUES_DRAWN} 件です。表に ${rows.length} 件すべてがあります。`, "lead") : null, ...[issueChart(rows)].filter(Boolean), alternative(issueTable(rows))),
    part("年度ごとの推移", paragraph(`挙がった会議／会議の数です。濃いほど割合が高いことを示します。＊ は少ないため示さないものです。${tiers}`, "lead"), issueMap("課題と年度", rows, years)),
    part("エリアごとのちがい", areas.length > 0 ? issueMap("課題とエリア", rows, areas) : paragraph("エリアの分かる会議がありません。", "note")),
    ...[pairsPart()].filter(Boolean),
  );
}
