// A cursor that keys move over the points of a chart: what a pointer shows and zooms, without one.

import { make } from "./elements.js";
import { exact, number as format } from "./format.js";
import { formatDuration } from "./line-options.js";

const bigStep = 10;
const linesMax = 8;
const delay = 300;
const stepsMin = 2;

/**
 * @typedef {{from: number, to: number}} Steps
 * @typedef {{x: number, step: number, values: {run: number, point: number, value: number}[]}} Stop
 * @typedef {{toPixel: (x: number) => number, showTip: (run: string, point: number) => void, hideTip: () => void,
 *   zoom: (steps: Steps | null) => void}} Chart
 */

/**
 * Returns the places of the x axis at which lines have a point that is drawn.
 * @param {import("./metric-lines.js").Line[]} lines
 * @returns {Stop[]}
 */
export function toStops(lines) {
  /** @type {Map<number, Stop>} */
  const stops = new Map();
  lines.forEach(({ pairs, smooth, points }, run) => (smooth ?? pairs).forEach(([x, value], point) => {
    if (x === null || value === null) return;
    if (!stops.has(x)) stops.set(x, { x, step: points[point].step, values: [] });
    stops.get(x).values.push({ run, point, value });
  }));
  return [...stops.values()].sort((a, b) => a.x - b.x);
}

/**
 * Returns a part of a range of steps, or more than it, in which a step is at the same place; null for all steps.
 * @param {Steps} range
 * @param {Steps} all
 * @param {number} step
 * @param {number} factor
 */
export function zoomed({ from, to }, all, step, factor) {
  if (factor < 1 && (to - from) * factor < stepsMin) return from <= all.from && to >= all.to ? null : { from, to };
  const beyond = factor > 1 ? stepsMin : 0;
  const min = Math.round(step - (step - from) * factor) - beyond;
  const max = Math.round(step + (to - step) * factor) + beyond;
  return min <= all.from && max >= all.to ? null : { from: Math.max(min, all.from), to: Math.min(max, all.to) };
}

export class ChartCursor {
  /** @type {Stop[]} */ #stops = [];
  /** @type {Stop | null} */ #at = null;
  #runs = [];
  #view = null;
  #all = null;
  #range = null;
  #timer = 0;

  /**
   * @param {HTMLElement} host that has the focus
   * @param {HTMLElement} area of the x axis
   * @param {Chart} chart
   * @param {AbortSignal} signal ends it
   */
  constructor(host, area, chart, signal) {
    this.host = host;
    this.chart = chart;
    this.line = make("div", { className: "cursor", hidden: true });
    this.status = make("div", { className: "hidden", role: "status" });
    area.append(this.line);
    host.append(this.status);
    host.addEventListener("keydown", event => this.#onKey(event), { signal });
    host.addEventListener("blur", () => this.#leave(), { signal });
    signal.addEventListener("abort", () => clearTimeout(this.#timer));
  }

  /**
   * Takes over what was drawn; the cursor stays where it was, or next to it.
   * @param {import("./metric-lines.js").Run[]} runs
   * @param {import("./metric-lines.js").Line[]} lines of the runs, in their order
   * @param {import("./metric-lines.js").View} view
   * @param {Steps | null} all the steps of the chart without zoom
   * @param {Steps | null} range those to which it is zoomed; null for all
   */
  follow(runs, lines, view, all, range) {
    this.#runs = runs;
    this.#stops = toStops(lines);
    [this.#view, this.#all, this.#range] = [view, all, range ?? all];
    if (this.#at === null) return;
    const { x } = this.#at;
    const distance = stop => Math.abs(stop.x - x);
    this.#at = this.#stops.reduce((near, stop) => near !== null && distance(near) <= distance(stop) ? near : stop, null);
    this.show();
  }

  #onKey(event) {
    if (event.target !== this.host || event.ctrlKey || event.metaKey || event.altKey || this.#stops.length === 0) return;
    const at = this.#at === null ? -1 : this.#stops.indexOf(this.#at);
    const last = this.#stops.length - 1;
    const step = event.shiftKey ? bigStep : 1;
    const moves = {
      ArrowRight: at < 0 ? 0 : Math.min(at + step, last), ArrowLeft: at < 0 ? last : Math.max(at - step, 0), Home: 0, End: last,
    };
    if (moves[event.key] !== undefined) this.#move(moves[event.key]);
    else if (event.key === "+" || event.key === "=") this.#zoom(0.5);
    else if (event.key === "-") this.#zoom(2);
    else if (event.key === "0") this.chart.zoom(null);
    else if (event.key === "Escape") this.#leave();
    else return;
    event.preventDefault();
  }

  /** @param {number} index */
  #move(index) {
    this.#at = this.#stops[index];
    this.show();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => { if (this.#at !== null) this.status.textContent = this.#describe(this.#at); }, delay);
  }

  /** @param {number} factor */
  #zoom(factor) {
    if (this.#at === null || this.#all === null) return;
    this.chart.zoom(zoomed(this.#range, this.#all, this.#at.step, factor));
  }

  /** Shows the cursor at its place, which a new size of the chart changes. */
  show() {
    this.line.hidden = this.#at === null;
    if (this.#at === null) return;
    this.line.style.left = `${this.chart.toPixel(this.#at.x)}px`;
    const [{ run, point }] = this.#at.values;
    this.chart.showTip(this.#runs[run].id, point);
  }

  #leave() {
    clearTimeout(this.#timer);
    this.#at = null;
    this.status.textContent = "";
    this.show();
    this.chart.hideTip();
  }

  /** @param {Stop} stop */
  #describe({ x, step, values }) {
    const place = { step: "", time: `${formatDuration(x)}, `, wall: `${exact(x)}, ` }[this.#view.x]
      ?? `${this.#view.x.slice("metrics.".length)} ${format(x)}, `;
    const parts = values.slice(0, linesMax).map(({ run, value }) =>
      this.#runs.length === 1 ? format(value) : `${this.#runs[run].name} ${format(value)}`);
    if (values.length > linesMax) parts.push(`and ${values.length - linesMax} more`);
    return `${place}step ${step.toLocaleString("en")}: ${parts.join(", ")}`;
  }
}
