// The lines of a chart: samples of the histories of a metric, as the server has reduced them.

import { fetchJson } from "./fetch-json.js";
import { many } from "./format.js";

const pointsMax = 1000;

// Many charts of many runs would keep all connections busy, and a click would wait for them.
const requestsMax = 4;
const waiting = [];
let sending = 0;

/** @template T @param {() => Promise<T>} send @returns {Promise<T>} */
async function inTurn(send) {
  if (sending >= requestsMax) await new Promise(resolve => waiting.push(resolve));
  sending++;
  try {
    return await send();
  } finally {
    sending--;
    waiting.shift()?.();
  }
}

/**
 * @typedef {{step: number, timestamp: number, value: number | string}} Point
 * @typedef {{points: Point[], steps_per_bucket: number, is_exact: boolean, smoothed?: (number | string)[]}} Sample
 * @typedef {{id: string, name: string, start: number, live: boolean, color: number, dash: number}} Run
 * @typedef {{x: string, isLogX: boolean, isLogY: boolean, smoothing: number, from?: string, to?: string}} View
 * @typedef {{pairs: [number | null, number | null][], smooth: [number | null, number | null][] | null,
 *   points: Point[], notFinite: number, notPositive: number, sample: Sample}} Line
 */

/**
 * @param {string} run
 * @param {string} key
 * @param {{from?: string | number, to?: string | number, smoothing?: number}} range
 * @param {AbortSignal} signal
 * @returns {Promise<Sample>}
 */
function fetchSample(run, key, { from, to, smoothing }, signal) {
  const query = new URLSearchParams({ key, max_points: String(pointsMax) });
  if (from !== undefined && from !== null) query.set("min_step", String(from));
  if (to !== undefined && to !== null) query.set("max_step", String(to));
  if (smoothing) query.set("smoothing", String(smoothing));
  return inTurn(() => fetchJson(`api/v1/runs/${encodeURIComponent(run)}/metrics/sample?${query}`, { signal }));
}

/**
 * Fetches the line of a run.
 * @param {Run} run
 * @param {string} key
 * @param {View} view
 * @param {AbortSignal} signal
 */
export async function fetchLine(run, key, view, signal) {
  const other = view.x.startsWith("metrics.") ? view.x.slice("metrics.".length) : null;
  const [sample, xSample] = await Promise.all([
    fetchSample(run.id, key, view, signal),
    other === null ? null : fetchSample(run.id, other, { from: view.from, to: view.to }, signal),
  ]);
  return toLine(sample, findX(run, view.x, xSample), view);
}

/**
 * Returns a function from a point to its place on the x axis; null for none. Another metric counts with its latest
 * value at the step of the point or before.
 * @param {Run} run
 * @param {string} x
 * @param {Sample | null} xSample
 * @returns {(point: Point) => number | null}
 */
export function findX(run, x, xSample) {
  if (x === "time") return point => (point.timestamp - run.start) / 1000;
  if (x === "wall") return point => point.timestamp;
  if (xSample === null) return point => point.step;
  let next = 0;
  let latest = null;
  return point => {
    for (; next < xSample.points.length && xSample.points[next].step <= point.step; next++)
      latest = finite(xSample.points[next].value);
    return latest;
  };
}

/** @param {number | string | null} value */
function finite(value) {
  return typeof value === "number" ? value : null;
}

/**
 * Returns the points of a sample as pairs. What is not a finite number, or not positive on a logarithmic axis, is a
 * gap.
 * @param {Sample} sample
 * @param {(point: Point) => number | null} findX
 * @param {View} view
 * @returns {Line}
 */
export function toLine(sample, findX, view) {
  let notFinite = 0;
  let notPositive = 0;
  const isLogX = view.isLogX && view.x !== "wall";
  const draw = (value, isLog) => value !== null && isLog && value <= 0 ? null : value;
  const xs = sample.points.map(findX);
  const pairs = sample.points.map((point, i) => {
    const value = finite(point.value);
    if (value === null) notFinite++;
    const pair = [draw(xs[i], isLogX), draw(value, view.isLogY)];
    if ((xs[i] !== null && pair[0] === null) || (value !== null && pair[1] === null)) notPositive++;
    return pair;
  });
  const smooth = sample.smoothed
    ? sample.smoothed.map((value, i) => [pairs[i][0], draw(finite(value), view.isLogY)])
    : null;
  return { pairs, smooth, points: sample.points, notFinite, notPositive, sample };
}

/**
 * Says how the lines were reduced, and what of them is not drawn.
 * @param {Line[]} lines
 */
export function describe(lines) {
  const sum = count => lines.reduce((total, line) => total + count(line), 0);
  const points = sum(line => line.points.length);
  const drawn = many(points, "point");
  const reduced = lines.filter(line => !line.sample.is_exact);
  const parts = [drawn];
  // What is short comes first: the line under a chart may be cut off.
  const notFinite = sum(line => line.notFinite);
  const notPositive = sum(line => line.notPositive);
  if (notFinite > 0) parts.push(`${notFinite} not finite`);
  if (notPositive > 0) parts.push(`${notPositive} ≤ 0 not drawn`);
  if (reduced.length > 0) {
    const steps = Math.max(...reduced.map(({ points }) => points.at(-1).step - points[0].step + 1));
    const width = Math.max(...reduced.map(line => line.sample.steps_per_bucket));
    parts[0] = `${steps.toLocaleString("en")} steps → ${drawn}`;
    parts.push(`least, greatest and last of each ${width.toLocaleString("en")} steps kept`);
  }

  return parts.join(", ");
}

/**
 * Returns the least and the greatest step of the points that are drawn in a range of x; null if there are none.
 * @param {Line[]} lines
 * @param {number} min
 * @param {number} max
 */
export function stepsBetween(lines, min, max) {
  let [from, to] = [Infinity, -Infinity];
  for (const line of lines) {
    line.points.forEach((point, i) => {
      const x = line.pairs[i][0];
      if (x === null || x < min || x > max) return;
      from = Math.min(from, point.step);
      to = Math.max(to, point.step);
    });
  }

  return from <= to ? { from, to } : null;
}
