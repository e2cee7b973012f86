"use strict";
// What stands behind a number: the meetings and the statements, in a dialog.

const behind = document.getElementById("behind");
/** Texts shown before the reader asks for more. */
const TEXTS_SHOWN = 50;

document.getElementById("behind-close").addEventListener("click", () => behind.close());

function openBehind(title, ...content) {
  hideTip();
  document.getElementById("behind-title").textContent = title;
  document.getElementById("behind-body").replaceChildren(...content.flat());
  if (!behind.open) behind.showModal();
  behind.scrollTop = 0;
  document.getElementById("behind-title").focus();
}

function statementItem(place) {
  const statement = report.statements[place];
  const of = statement[STATEMENT.case];
  const from = `記述 ${place + 1}・${of === null ? "会議不明" : nameOfCase(of)}・${statement[STATEMENT.field]}`;
  const text = statement[STATEMENT.text] ?? "（文章は載せていません）";
  return element("li", {}, element("blockquote", {}, text), paragraph(from, "source"));
}

function reasonItem(place) {
  const reason = report.reasons[place];
  const score = reason[REASON.score] === null ? "評価なし" : `評価 ${reason[REASON.score]}`;
  return element("li", {}, element("blockquote", {}, reason[REASON.text]), paragraph(`${score}・${nameOfCase(reason[REASON.case])}`, "source"));
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

/** The statements of an issue in a selection. */
function openIssue(theme, selection) {
  const places = statementsOf(theme, selection);
  const { shown, of, small, ...rest } = issueFigures(theme, { ...selection, theme: null });
  openBehind(
    report.themes[theme].label,
    paragraph(`${inWords({ ...selection, theme: null })}：会議 ${of} 件のうち ${shown} 件（${percent(rest.share)}、95%信頼区間 ${interval(rest, percent)}）${small === null ? "" : `。${small}`}`),
    element("h3", {}, `記述（${places.length} 件）`),
    textList(places, statementItem),
  );
}

/** The statements of one meeting. */
function openCase(index) {
  const places = report.statements.flatMap((statement, place) => (statement[STATEMENT.case] === index ? [place] : []));
  openBehind(nameOfCase(index), element("h3", {}, `記述（${places.length} 件）`), textList(places, statementItem));
}

/** The meetings behind a scale's figures in a selection. */
function openScale(scale, selection) {
  const figures = scoreFigures(scale, selection);
  const rows = report.case_scores[scale].filter((row) => selects(selection, row[CASE_SCORE.case]));
  const cells = rows.map((row) => {
    const name = nameOfCase(row[CASE_SCORE.case]);
    return [
      button(name, () => openCase(row[CASE_SCORE.case]), `${name}の記述を開く`),
      row[CASE_SCORE.n] === null ? "平均のみ" : String(row[CASE_SCORE.n]),
      fixed(row[CASE_SCORE.mean]),
      row[CASE_SCORE.answers] === null ? "—" : row[CASE_SCORE.answers].join(" / "),
    ];
  });
  const reasons = report.reasons.flatMap((reason, place) =>
    reason[REASON.item] === report.scales[scale].item && selects(selection, reason[REASON.case]) ? [place] : [],
  );
  reasons.sort((one, other) => (report.reasons[one][REASON.score] ?? 6) - (report.reasons[other][REASON.score] ?? 6) || one - other);
  openBehind(
    report.scales[scale].wording,
    paragraph(`${inWords(selection)}：${scoreLines(figures).join("、")}`),
    table("もとの会議（押すと記述が開きます）", ["会議", "n", "平均", "1 / 2 / 3 / 4 / 5 の数"], cells),
    ...(reasons.length > 0 ? [element("h3", {}, `評価の理由（${reasons.length} 件、低い評価から）`), textList(reasons, reasonItem)].flat() : []),
  );
}
