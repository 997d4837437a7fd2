// The widths of columns, which a browser keeps for all experiments. They are no part of what a table shows.

const widthDefault = 144;
const keyOfWidths = "tauro-widths";

/**
 * @param {string} name such as "metrics.loss"
 * @returns {{name: string, kind: string, key: string, width: number}}
 */
export function toColumn(name) {
  const dot = name.indexOf(".");
  const widths = readWidths();
  return { name, kind: name.slice(0, dot), key: name.slice(dot + 1), width: widths[name] ?? widthDefault };
}

function readWidths() {
  try {
    return JSON.parse(localStorage.getItem(keyOfWidths)) ?? {};
  } catch {
    return {}; // no storage, or not ours
  }
}

/** Keeps the width of a column. */
export function keepWidth(column) {
  try {
    localStorage.setItem(keyOfWidths, JSON.stringify({ ...readWidths(), [column.name]: column.width }));
  } catch {
    // Without storage, widths last as long as the page.
  }
}
