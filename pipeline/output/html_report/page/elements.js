"use strict";
// Elements from text: everything that comes from the data goes in as text, never as HTML.

/** An element with attributes and children; texts become text nodes, null is left out. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "onclick") made.addEventListener("click", value);
    else if (value !== null && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null));
  return made;
}

const paragraph = (text, kind = null) => element("p", { class: kind }, text);
const button = (text, onclick, label = null) =>
  element("button", { type: "button", class: "plain", "aria-label": label, onclick }, text);

/** A table in a box that scrolls on narrow screens; a row's first cell is its heading. */
function table(caption, head, rows, classOf = () => null) {
  const body = rows.map((cells, place) =>
    element(
      "tr",
      { class: classOf(place) },
      cells.map((cell, column) => (column === 0 ? element("th", { scope: "row" }, cell) : element("td", {}, cell))),
    ),
  );
  const inner = element(
    "table",
    {},
    element("caption", {}, caption),
    element("thead", {}, element("tr", {}, head.map((title) => element("th", { scope: "col" }, title)))),
    element("tbody", {}, body),
  );
  return element("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": caption }, inner);
}

/** A table that stands behind a chart. */
const alternative = (content) =>
  element("details", { class: "alternative" }, element("summary", {}, "表で見る"), content);

/** A heading with what stands below it. */
const part = (title, ...children) => element("div", { class: "part" }, element("h3", {}, title), ...children);
