// From values to pixels.

import { number as format } from "./format.js";

const ticksWanted = 6;
const namesMax = 30;

/** @param {number} min @param {number} max */
function linearTicks(min, max) {
  const rough = (max - min) / ticksWanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map(factor => factor * power).find(candidate => candidate >= rough);
  const ticks = [];
  for (let i = Math.ceil(min / step); i * step <= max && ticks.length < 50; i++) ticks.push(i * step);
  return ticks;
}

/** @param {number} min @param {number} max */
function logTicks(min, max) {
  const [first, last] = [Math.ceil(Math.log10(min)), Math.floor(Math.log10(max))];
  if (last - first < 1) return [min, max];
  const every = Math.ceil((last - first + 1) / ticksWanted);
  const ticks = [];
  for (let power = first; power <= last; power += every) ticks.push(10 ** power);
  return ticks;
}

/**
 * Places the values of a column between two pixels. A value that is missing, or not positive on a logarithmic axis, has
 * no place: NaN.
 * @param {import("./plot-columns.js").Column} column
 * @param {number} from
 * @param {number} to
 */
export function place({ axis, values, isNumeric }, from, to) {
  if (axis.isFlipped) [from, to] = [to, from];
  if (!isNumeric) {
    const names = [...new Set(values.filter(value => value !== null))].sort();
    const part = i => names.length === 1 ? 0.5 : i / (names.length - 1);
    const at = new Map(names.map((name, i) => [name, from + (to - from) * part(i)]));
    const every = Math.ceil(names.length / namesMax);
    return {
      places: Float32Array.from(values, value => value === null ? NaN : at.get(value)),
      ticks: names.filter((_, i) => i % every === 0).map(name => ({ at: at.get(name), label: name })),
    };
  }

  const { isLog } = axis;
  let [min, max] = [Infinity, -Infinity];
  for (const value of values) {
    if (value === null || (isLog && value <= 0)) continue;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }

  const scale = isLog ? Math.log10 : value => value;
  const toPixel = value => max > min
    ? from + (to - from) * ((scale(value) - scale(min)) / (scale(max) - scale(min)))
    : (from + to) / 2;
  const ticks = min > max ? [] : min === max ? [min] : isLog ? logTicks(min, max) : linearTicks(min, max);
  return {
    places: Float32Array.from(values, value => value === null || (isLog && value <= 0) ? NaN : toPixel(value)),
    ticks: ticks.map(tick => ({ at: toPixel(tick), label: format(Number(tick.toPrecision(12))) })),
    min, max,
  };
}
