// Lines as options of ECharts.

import { colors } from "./chart-library.js";
import { letterScale } from "./elements.js";
import { number as format } from "./format.js";

const dashes = ["solid", [6, 4], [2, 3], [8, 3, 2, 3]];
const linesOfTooltipMax = 15;

/** A tooltip is as wide as a chart at most: the value comes after the name. */
const nameMax = 24;

/** @param {number} seconds */
export function formatDuration(seconds) {
  const size = Math.abs(seconds);
  if (size >= 86400) return `${Number((seconds / 86400).toFixed(1))} d`;
  if (size >= 3600) return `${Number((seconds / 3600).toFixed(1))} h`;
  return size >= 60 ? `${Number((seconds / 60).toFixed(1))} min` : `${Number(seconds.toFixed(1))} s`;
}

/** @param {string} color */
const axisLabel = color => ({ color, fontSize: 12 * letterScale() });

/**
 * @param {import("./metric-lines.js").View} view
 * @param {string} quiet the color of labels
 */
function xAxis(view, quiet) {
  const isLog = view.isLogX && view.x !== "wall";
  const label = { ...axisLabel(quiet), hideOverlap: true, showMaxLabel: false };
  if (view.x === "time") label.formatter = formatDuration;
  return {
    type: view.x === "wall" ? "time" : isLog ? "log" : "value",
    min: isLog ? undefined : "dataMin", max: isLog ? undefined : "dataMax", axisLabel: label,
    axisPointer: view.x === "time" ? { label: { formatter: ({ value }) => formatDuration(value) } } : {},
    splitLine: { show: false },
  };
}

/**
 * @param {import("./metric-lines.js").Run[]} runs
 * @param {import("./metric-lines.js").Line[]} lines in the order of the runs
 * @param {import("./metric-lines.js").View} view
 */
export function toOptions(runs, lines, view) {
  const [quiet, rule, ...palette] = colors("--quiet", "--line", ...runs.map(run => `--run-${run.color}`));
  const series = [];
  runs.forEach((run, i) => {
    const { pairs, smooth } = lines[i];
    const isPoint = pairs.length === 1;
    const common = {
      name: run.name.length > nameMax ? `${run.name.slice(0, nameMax)}…` : run.name, color: palette[i], triggerLineEvent: true, connectNulls: false, animation: false,
      showSymbol: isPoint, symbolSize: 7,
    };
    series.push({
      ...common, id: `${run.id}/main`, type: isPoint ? "scatter" : "line", data: smooth ?? pairs, z: 3,
      lineStyle: { width: 1.6, type: dashes[run.dash] },
      emphasis: { focus: "series", lineStyle: { width: 3 } }, blur: { lineStyle: { opacity: 0.15 } },
    });
    // The raw values stay in view, faintly.
    if (smooth && !isPoint) {
      series.push({
        ...common, id: `${run.id}/raw`, type: "line", data: pairs, z: 2, silent: true, tooltip: { show: false },
        lineStyle: { width: 1, opacity: 0.25 }, emphasis: { disabled: true }, blur: { lineStyle: { opacity: 0.05 } },
      });
    }
  });
  return {
    animation: false,
    aria: { enabled: true },
    grid: { left: 8, right: 12, top: 12, bottom: 4, containLabel: true },
    tooltip: {
      trigger: runs.length > linesOfTooltipMax ? "item" : "axis", renderMode: "richText", confine: true,
      textStyle: { fontSize: 14 * letterScale() }, axisPointer: { animation: false }, transitionDuration: 0,
      order: "valueDesc", valueFormatter: value => typeof value === "number" ? format(value) : "–",
    },
    xAxis: xAxis(view, quiet),
    yAxis: {
      type: view.isLogY ? "log" : "value", scale: true, axisLabel: axisLabel(quiet),
      splitLine: { lineStyle: { color: rule } },
    },
    series,
  };
}
