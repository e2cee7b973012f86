"use strict";
// Charts: a drawing by Observable Plot → one stop of the Tab key whose marks the arrow keys reach,
// with a tip that shows what the pointer or the focus is on.

const tip = document.getElementById("tip");
const charts = [];
/** Width of what is printed on A4 between its margins, in CSS pixels. */
const PAPER_WIDTH = 660;

function showTip(mark, lines) {
  tip.replaceChildren(...lines.map((line) => element("div", {}, line)));
  tip.hidden = false;
  const at = mark.getBoundingClientRect();
  const left = at.left + at.width / 2 - tip.offsetWidth / 2;
  const above = at.top - tip.offsetHeight - 8;
  tip.style.left = `${Math.max(4, Math.min(left, document.documentElement.clientWidth - tip.offsetWidth - 4))}px`;
  tip.style.top = `${above < 4 ? at.bottom + 8 : above}px`;
}

function hideTip() {
  tip.hidden = true;
}

/** Makes the marks of a drawing reachable. */
function connect(svg, { describe, act }) {
  // Plot brings a style of its own, which the policy would refuse; figures.css has its rules.
  svg.querySelector("style")?.remove();
  svg.setAttribute("role", "group");
  for (const group of svg.children) {
    group.removeAttribute("aria-label");
    if (group.querySelector(".mark") === null && !group.matches(".mark")) group.setAttribute("aria-hidden", "true");
  }
  const marks = [...svg.querySelectorAll(".mark > *")];
  const hold = (mark) => marks.forEach((one) => one.setAttribute("tabindex", one === mark ? "0" : "-1"));
  marks.forEach((mark, place) => {
    const lines = describe(mark.__data__);
    mark.setAttribute("role", act === undefined ? "img" : "button");
    mark.setAttribute("aria-label", lines.join("、"));
    mark.setAttribute("tabindex", place === 0 ? "0" : "-1");
    mark.addEventListener("pointerenter", () => showTip(mark, lines));
    mark.addEventListener("pointerleave", hideTip);
    mark.addEventListener("focus", () => showTip(mark, lines));
    mark.addEventListener("blur", hideTip);
    mark.addEventListener("click", () => act?.(mark.__data__));
    mark.addEventListener("keydown", (event) => {
      const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -place, End: marks.length - 1 - place };
      if (event.key in steps) {
        const next = marks[Math.max(0, Math.min(marks.length - 1, place + steps[event.key]))];
        hold(next);
        next.focus();
      } else if (event.key === "Enter" || event.key === " ") {
        act?.(mark.__data__);
      } else if (event.key === "Escape") {
        hideTip();
        return;
      } else {
        return;
      }
      event.preventDefault();
    });
  });
}

function draw(one, width) {
  const svg = Plot.plot({ ariaLabel: one.label, ...one.plot(width) });
  connect(svg, one);
  one.host.replaceChildren(svg);
  one.width = width;
}

const watcher = new ResizeObserver((entries) => {
  for (const { target, contentRect } of entries) {
    const one = charts.find((chart) => chart.host === target);
    const width = Math.round(contentRect.width);
    if (one !== undefined && width > 0 && width !== one.width && !printing) draw(one, width);
  }
});

let printing = false;

/** A chart that is drawn anew for every width; `plot(width)` gives Plot's options. */
function chart(specification) {
  const host = element("div", { class: "chart" });
  const one = { ...specification, host, width: 0 };
  charts.push(one);
  watcher.observe(host);
  return host;
}

/** Forgets the charts below an element that is about to be emptied. */
function forgetCharts(parent) {
  for (let place = charts.length - 1; place >= 0; place -= 1) {
    if (parent.contains(charts[place].host)) {
      watcher.unobserve(charts[place].host);
      charts.splice(place, 1);
    }
  }
}

/** On paper, charts take its width and tables stand open. */
function beforePrint() {
  printing = true;
  hideTip();
  for (const one of charts) draw(one, one.share ? Math.floor((PAPER_WIDTH - 24 * (one.share - 1)) / one.share) : PAPER_WIDTH);
  for (const details of document.querySelectorAll("details.alternative:not([open])")) {
    details.dataset.closed = "true";
    details.open = true;
  }
}

function afterPrint() {
  printing = false;
  for (const details of document.querySelectorAll("details[data-closed]")) {
    delete details.dataset.closed;
    details.open = false;
  }
  for (const one of charts) if (one.host.clientWidth > 0) draw(one, one.host.clientWidth);
}

addEventListener("beforeprint", beforePrint);
addEventListener("afterprint", afterPrint);
