"use strict";
// 地域課題: ranked by the meetings that raised them, over years and areas, down to the statements.

/** Issues drawn; the table holds all. */
const ISSUES_DRAWN = 20;

const issueLines = ({ theme, figures }) => {
  const lines = [report.themes[theme].label, `会議 ${figures.of} 件のうち ${figures.cases} 件（${percent(figures.share)}）`, `95%信頼区間 ${interval(figures, percent)}`];
  return figures.small ? [...lines, figures.small] : lines;
};

function rankedIssues() {
  return report.themes
    .map((_, theme) => ({ theme, figures: issueFigures(theme, chosen) }))
    .filter(({ figures }) => figures.cases > 0)
    .sort((one, other) => other.figures.cases - one.figures.cases || one.theme - other.theme);
}

function issueChart(rows) {
  const drawn = rows.slice(0, ISSUES_DRAWN);
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
          return `${report.themes[theme].label}　${figures.cases}/${figures.of} 件${figures.small ? "（n が少ない）" : ""}`;
        }, width),
      ],
    }),
  });
}

function issueTable(rows) {
  const cells = rows.map(({ theme, figures }) => {
    const { label, first, last, new: fresh } = report.themes[theme];
    const statements = statementsOf(theme, chosen).length;
    return [
      `${label}${fresh ? "（新しい課題）" : ""}`,
      `${figures.cases} / ${figures.of}`,
      percent(figures.share),
      interval(figures, percent),
      button(`${statements} 件`, () => openIssue(theme, chosen), `${label}の記述 ${statements} 件を開く`),
      first ?? "—",
      last ?? "—",
    ];
  });
  return table("地域課題と、挙がった会議", ["課題", "会議", "割合", "95%信頼区間", "記述", "はじめ", "最近"], cells, (place) => (rows[place].figures.small ? "small-n" : null));
}

const groupOf = new Map(report.theme_groups.map((group) => [`${group.theme}|${group.by}|${group.group}`, group]));

/** Signs of a tier, which the words above the map explain. */
const TIER_MARKS = { 確認: " ◎", 候補: " ○" };

/** Issues against years or areas. */
function issueMap(caption, rows, groups) {
  const drawn = rows.slice(0, ISSUES_DRAWN);
  const cells = drawn.map(({ theme }) =>
    groups.map(({ by, name, label, selection }) => {
      const figures = issueFigures(theme, selection);
      const known = selection.theme === null && (selection.year === null || selection.area === null) ? groupOf.get(`${theme}|${by}|${name}`) : undefined;
      const lines = issueLines({ theme, figures });
      if (known?.tier) lines.push(`${known.tier}：偶然なら ${fixed(known.expected, 1)} 件のところ ${known.cases} 件（q = ${fixed(known.q, 3)}）`);
      return { value: figures.share, text: `${figures.cases}/${figures.of}`, lines: [`${label} ${figures.cases}/${figures.of}`, ...lines], small: figures.small, mark: TIER_MARKS[known?.tier] ?? "", act: () => openIssue(theme, selection) };
    }),
  );
  return heatMap(caption, "課題", groups.map(({ label }) => label), drawn.map(({ theme }) => report.themes[theme].label), cells);
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
    part("挙がった会議の多い課題", rows.length > ISSUES_DRAWN ? paragraph(`図は上位 ${ISSUES_DRAWN} 件です。表に ${rows.length} 件すべてがあります。`, "lead") : null, issueChart(rows), alternative(issueTable(rows))),
    part("年度ごとの推移", paragraph(`挙がった会議／会議の数です。濃いほど割合が高いことを示します。${tiers}`, "lead"), issueMap("課題と年度", rows, years)),
    part("エリアごとのちがい", areas.length > 0 ? issueMap("課題とエリア", rows, areas) : paragraph("エリアの分かる会議がありません。", "note")),
  );
}
