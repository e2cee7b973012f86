"use strict";
// 地域課題: ranked by the meetings that raise them, over years and areas, down to the statements.

/** Issues drawn; the table holds all. */
const ISSUES_DRAWN = 20;
/** Pairs of issues shown. */
const PAIRS_SHOWN = 15;

const issueLines = ({ theme, figures }) => {
  const lines = [report.themes[theme].label, `挙げた会議 ${figures.shown} 件（${percent(figures.share)}）`, `95%信頼区間 ${interval(figures, percent)}`];
  return figures.small ? [...lines, figures.small] : lines;
};

/** Whether an issue goes up or down, where that was tested. */
function trendWords({ trend }) {
  if (trend === null || trend.direction === "" || trend.q === null) return "—";
  return trend.tier === null ? "はっきりしない" : `${trend.direction}（${trend.tier}、q = ${fixed(trend.q, 3)}）`;
}

/** The issues of a year and an area, those of most meetings first, hidden ones last. */
function rankedIssues(selection) {
  return report.themes
    .map((_, theme) => ({ theme, figures: issueFigures(theme, selection) }))
    .filter(({ figures }) => figures.cases !== 0)
    .sort((one, other) => (other.figures.cases ?? 0) - (one.figures.cases ?? 0) || one.theme - other.theme);
}

function issueChart(rows) {
  const drawn = rows.filter(({ figures }) => figures.share !== null).slice(0, ISSUES_DRAWN);
  if (drawn.length === 0) return null;
  const names = drawn.map(({ theme }) => theme);
  const most = Math.min(1, Math.max(...drawn.map(({ figures }) => figures.high)) + 0.02);
  return chart({
    label: "地域課題を挙げた会議の割合と95%信頼区間",
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
          return `${report.themes[theme].label}　${figures.shown} 件${figures.small ? "（n が少ない）" : ""}`;
        }, width),
      ],
    }),
  });
}

function issueTable(rows, selection) {
  const whole = selection.year === null && selection.area === null;
  const cells = rows.map(({ theme, figures }) => {
    const { label, since, until, new: fresh, trend } = report.themes[theme];
    const statements = statementsOf({ ...selection, theme }).length;
    return [
      `${label}${fresh ? "（新しい課題）" : ""}`,
      figures.shown,
      percent(figures.share),
      interval(figures, percent),
      button(`${statements} 件`, () => openIssue(theme, selection), `${label}の記述 ${statements} 件を開く`),
      ...(whole ? [trendWords({ trend }), since === null ? "—" : `${since}年度`, until === null ? "—" : `${until}年度`] : []),
    ];
  });
  const head = ["課題", "挙げた会議", "割合", "95%信頼区間", "記述", ...(whole ? ["推移", "はじめ", "最近"] : [])];
  return table("地域課題と、挙げた会議", head, cells, (place) => (rows[place].figures.small || rows[place].figures.cases === null ? "small-n" : null));
}

/** Signs of a tier, which the words above the map explain. */
const TIER_MARKS = { 確認: "◎", 候補: "○" };

/** Issues against years or areas. */
function issueMap(caption, rows, groups) {
  const drawn = rows.slice(0, ISSUES_DRAWN);
  const cells = drawn.map(({ theme }) =>
    groups.map(({ label, selection }) => {
      const figures = issueFigures(theme, selection);
      const claim = claimAt.get(keyOf({ ...selection, theme }));
      const lines = [`${label} ${figures.shown}`, ...issueLines({ theme, figures })];
      if (claim !== undefined) lines.push(`${claim.tier}：偶然なら ${fixed(claim.expected, 1)} 件のところ ${counted(figures.cases)} 件（q = ${fixed(claim.q, 3)}）`);
      return { value: figures.share, text: figures.of === 0 ? "—" : figures.shown, lines, small: figures.small, mark: TIER_MARKS[claim?.tier] ?? "", act: () => openIssue(theme, selection) };
    }),
  );
  return heatMap(caption, "課題", groups.map(({ label }) => label), drawn.map(({ theme }) => report.themes[theme].label), cells);
}

/** Issues that meetings raise together: those that are claimed, else the surest. */
function pairsPart(theme) {
  const own = report.theme_pairs.filter((pair) => theme === null || pair.theme === theme || pair.other === theme);
  const sure = own.sort((one, other) => (one.q ?? 2) - (other.q ?? 2) || other.cases - one.cases);
  const claimed = sure.filter(({ tier }) => tier !== null);
  const rows = (claimed.length > 0 && theme === null ? claimed : sure).slice(0, PAIRS_SHOWN).map(({ theme: one, other, cases, expected, lift, q, tier }) => [
    `${report.themes[one].label} と ${report.themes[other].label}`,
    `${cases} 件`,
    fixed(expected, 1),
    fixed(lift),
    fixed(q, 3),
    tier ?? "はっきりしない",
  ]);
  return rows.length === 0 ? null : part("一緒に挙がる課題", table("一緒に挙がる課題の組", ["組", "両方を挙げた会議", "偶然なら", "倍率", "q", "判定"], rows));
}

/** The maps of some issues over years and areas. */
function issueMaps(rows) {
  const { year: ownYear, area: ownArea } = chosen;
  const years = report.years.map((_, year) => year).filter((year) => ownYear === null || year === ownYear).map((year) => ({ label: yearName(year), selection: { year, area: ownArea } }));
  const areas = report.areas.map((label, area) => ({ label, selection: { year: ownYear, area } })).filter(({ selection }) => ownArea === null || selection.area === ownArea);
  const tiers = report.theme_claims.length > 0 ? "◎ は他より多いことが確かなもの（確認）、○ はその候補です。" : "";
  const hidden = `${HIDDEN} は ${report.rules.smallest_count} 件に満たないもの、または満たないものが引き算で分からないように伏せたものです。`;
  return [
    part("年度ごとの推移", paragraph(`挙げた会議／記述のある会議の数です。濃いほど割合が高いことを示します。${hidden}${tiers}`, "lead"), issueMap("課題と年度", rows, years)),
    part("エリアごとのちがい", areas.length > 0 ? issueMap("課題とエリア", rows, areas) : paragraph("エリアの分かる会議がありません。", "note")),
  ];
}

/** One issue, when it is chosen. */
function showIssue(host, theme) {
  const figures = issueFigures(theme, chosen);
  host.replaceChildren(
    ...[
      element("p", {}, `${issueLines({ theme, figures }).join("、")}。`, button("この課題の記述と、あわせて求められた資源を開く", () => openIssue(theme, chosen))),
      ...issueMaps([{ theme, figures }]),
      pairsPart(theme),
    ].filter(Boolean),
  );
}

/** Fills the section. */
function showIssues(host) {
  if (report.themes.length === 0) return host.replaceChildren(paragraph("記述から地域課題を取り出せませんでした。自由記述の欄が読み取れなかったか、記入がありませんでした。", "note"));
  if (chosen.theme !== null) return showIssue(host, chosen.theme);
  const rows = rankedIssues(chosen);
  if (rows.length === 0) return host.replaceChildren(paragraph("選んだ範囲の会議では、課題が挙がっていません。", "note"));
  const many = rows.length > ISSUES_DRAWN ? `図は上位 ${ISSUES_DRAWN} 件までです。表に ${rows.length} 件すべてがあります。` : "";
  host.replaceChildren(
    part("挙げた会議の多い課題", paragraph(`「挙げた会議」は、参加者 2 人以上、または様式③が挙げた会議です。${many}`, "lead"), issueChart(rows) ?? paragraph("会議が少ないため、図には示しません。", "note"), alternative(issueTable(rows, chosen))),
    ...issueMaps(rows),
    ...[nothingChosen() ? pairsPart(null) : null].filter(Boolean),
  );
}
