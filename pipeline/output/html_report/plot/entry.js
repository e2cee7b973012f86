// The parts of Observable Plot that the page uses; rebuild.sh makes plot.min.js of them.
export { axisX, barX, dot, gridX, gridY, line, link, plot, ruleX, ruleY, text } from "@observablehq/plot";
