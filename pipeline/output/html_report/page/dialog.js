"use strict";
// What stands behind a number: its parts and the statements, in a dialog.

const behind = document.getElementById("behind");
/** Texts shown before the reader asks for more. */
const TEXTS_SHOWN = 50;

document.getElementById("behind-close").addEventListener("click", () => behind.close());

function openBehind(title, ...content) {
  hideTip();
  document.getElementById("behind-title").textContent = title;
  document.getElementById("behind-body").replaceChildren(...content.flat().filter((one) => one !== null));
  if (!behind.open) behind.showModal();
  behind.scrollTop = 0;
  document.getElementById("behind-title").focus();
}

function statementItem(place) {
  const statement = report.statements[place];
  const { theme, second, year, area } = STATEMENT;
  const issues = [statement[theme], statement[second]].filter((one) => one !== null).map((one) => report.themes[one].label);
  const from = [placeInWords(statement[year], statement[area]), statement[STATEMENT.field], ...issues.map((label) => `課題「${label}」`), `記述 ${statement[STATEMENT.reference]}`];
  return element("li", {}, element("blockquote", {}, statement[STATEMENT.text]), paragraph(from.join("／"), "source"));
}

function reasonItem(place) {
  const reason = report.reasons[place];
  const score = reason[REASON.score] === null ? "評価なし" : `評価 ${reason[REASON.score]}`;
  const from = [score, placeInWords(reason[REASON.year], reason[REASON.area]), `理由 ${reason[REASON.reference]}`];
  return element("li", {}, element("blockquote", {}, reason[REASON.text]), paragraph(from.join("／"), "source"));
}

/** Places of statements, or of reasons, as a list that grows when asked. */
function textList(places, item) {
  if (places.length === 0) return paragraph("記述はありません。");
  const list = element("ol", { class: "statements" });
  const more = button("", () => grow());
  const grow = () => {
    const shown = list.children.length;
    list.append(...places.slice(shown, shown + TEXTS_SHOWN).map(item));
    const left = places.length - list.children.length;
    more.textContent = `さらに表示（残り ${left} 件）`;
    more.hidden = left === 0;
  };
  grow();
  return [list, more];
}

/** The statements of some places: those whose text is in the page, and how many others there are. */
function statementList(places) {
  const told = places.filter((place) => report.statements[place][STATEMENT.text] !== null);
  const rest = places.length - told.length;
  if (rest === 0) return [textList(places, statementItem)].flat();
  const left = paragraph(`ほかに ${rest} 件の記述があります（文章は載せていません）。`, "source");
  return told.length > 0 ? [textList(told, statementItem), left].flat() : [left];
}

/** What texts of a part leave out. */
const partNote = (selection) =>
  selection.year === null && selection.area === null ? null : paragraph("件数の少ないところの記述は年度やエリアを伏せているため、ここには入りません。すべての記述は、絞り込まずに開くと出ます。", "source");

/** The statements of a year and an area. */
function openPlace(selection) {
  const places = statementsOf(selection);
  openBehind(inWords(selection), partNote(selection), element("h3", {}, `記述（${places.length} 件）`), ...statementList(places));
}

/** What goes with an issue, as a table; nothing where there is none. */
function company(theme, title, rows, what) {
  const own = rows.filter((row) => row.theme === theme);
  if (own.length === 0) return [];
  const cells = own.map(({ other, name, cases, expected, lift, q, tier }) => [other === null ? name : report.themes[other].label, String(cases), fixed(expected, 1), fixed(lift), fixed(q, 3), tier ?? "はっきりしない"]);
  return [table(title, [what, "会議", "偶然なら", "倍率", "q", "判定"], cells, (place) => (own[place].tier === null ? "small-n" : null))];
}

/** An issue in a selection: its numbers, what goes with it, its statements. */
function openIssue(theme, { year, area }) {
  const selection = { year, area, theme };
  const places = statementsOf(selection);
  const { shown, small, ...rest } = issueFigures(theme, selection);
  const whole = year === null && area === null;
  openBehind(
    report.themes[theme].label,
    paragraph(`${inWords({ year, area, theme: null })}：挙げた会議 ${shown} 件（${percent(rest.share)}、95%信頼区間 ${interval(rest, percent)}）${small === null ? "" : `。${small}`}`),
    ...(whole ? company(theme, "あわせて求められた資源", report.resources, "資源") : []),
    ...(whole ? company(theme, "利用者の状況", report.circumstances, "状況") : []),
    element("h3", {}, `記述（${places.length} 件）`),
    partNote(selection),
    rest.cases === null && whole ? paragraph("会議が少ないため、この課題の記述は課題の名前を付けずに載せています。", "source") : null,
    ...statementList(places),
  );
}

/** A scale's figures in the parts of a selection, where they may be shown. */
function partsOf(scale, selection) {
  const years = selection.year === null ? report.years.map((_, year) => ({ ...selection, year })) : [];
  const areas = selection.area === null ? report.areas.map((_, area) => ({ ...selection, area })) : [];
  const rows = [];
  for (const part of [...years, ...areas]) {
    const figures = scoreFigures(scale, part);
    if (figures.none === undefined) rows.push({ part, figures });
  }
  return rows;
}

/** A scale's figures in a selection, their parts, and the reasons that participants gave. */
function openScale(scale, selection) {
  const parts = partsOf(scale, selection);
  const cells = parts.map(({ part, figures }) => [
    button(inWords(part), () => openScale(scale, part)),
    String(figures.n ?? "—"),
    fixed(figures.mean),
    interval(figures),
    counted(figures.meetings),
    figures.small ?? figures.withheld ?? "",
  ]);
  const reasons = report.reasons.flatMap((reason, place) => {
    const own = reason[REASON.item] === report.scales[scale].item && selection.theme === null;
    return own && within(selection, reason[REASON.year], reason[REASON.area]) ? [place] : [];
  });
  reasons.sort((one, other) => (report.reasons[one][REASON.score] ?? 6) - (report.reasons[other][REASON.score] ?? 6) || one - other);
  const texts = statementsOf(selection);
  openBehind(
    report.scales[scale].wording,
    paragraph(`${inWords(selection)}：${scoreLines(scoreFigures(scale, selection)).join("、")}`),
    cells.length > 0 ? table("年度・エリアごと（押すとその内訳が開きます）", ["年度・エリア", "n", "平均", "95%信頼区間", "会議", "注"], cells, (place) => (parts[place].figures.small ? "small-n" : null)) : null,
    ...(reasons.length > 0 ? [element("h3", {}, `評価の理由（${reasons.length} 件、低い評価から）`), partNote(selection), textList(reasons, reasonItem)].flat() : []),
    element("h3", {}, "この範囲の記述"),
    element("p", {}, button(`記述 ${texts.length} 件を開く`, () => openPlace(selection))),
  );
}
