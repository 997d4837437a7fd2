// The params and metrics of many runs, as columns of a plot.

/**
 * @typedef {{kind: string, key: string, isLog: boolean, isFlipped?: boolean}} Axis
 * @typedef {{axis: Axis, values: (number | string | null)[], isNumeric: boolean}} Column
 */

const notFinite = /^\s*[+-]?(nan|inf|infinity|∞)\s*$/i;

/** The name of the column of an axis. @param {Axis} axis */
export const nameOf = axis => `${axis.kind}.${axis.key}`;

/**
 * Returns the values of the runs. A param is numeric if all of its values are. What is not finite is no value.
 * @param {import("./run-columns.js").RunColumns} runs
 * @param {Axis} axis
 * @returns {Column}
 */
export function toColumn(runs, axis) {
  const all = runs.get(nameOf(axis));
  const values = runs.ids.map((_, row) => all[row] ?? null);
  if (axis.kind === "metrics")
    return { axis, isNumeric: true, values: values.map(value => typeof value === "number" ? value : null) };

  const isNumeric = values.every(value => value === null || notFinite.test(value)
    || (value.trim() !== "" && !Number.isNaN(Number(value))));
  const toNumber = value => value !== null && Number.isFinite(Number(value)) ? Number(value) : null;
  return { axis, isNumeric, values: isNumeric ? values.map(toNumber) : values };
}
