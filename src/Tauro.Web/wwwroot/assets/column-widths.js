// The widths of columns, which a browser keeps for all experiments, without the scale of letters. They are no part of
// what a table shows.

import { letterScale } from "./elements.js";

const widthDefault = 144;
const keyOfWidths = "tauro-widths";

/**
 * @param {string} name such as "metrics.loss"
 * @returns {{name: string, kind: string, key: string, width: number}}
 */
export function toColumn(name) {
  const dot = name.indexOf(".");
  const widths = readWidths();
  return { name, kind: name.slice(0, dot), key: name.slice(dot + 1), width: (widths[name] ?? widthDefault) * letterScale() };
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
    localStorage.setItem(keyOfWidths, JSON.stringify({ ...readWidths(), [column.name]: column.width / letterScale() }));
  } catch {
    // Without storage, widths last as long as the page.
  }
}
