// The cells of a long table that are in the document: those in view, and some beyond.

import { make } from "./elements.js";

const rowsBeyond = 6;
const columnsBeyond = 2;

/**
 * @param {HTMLElement} scroll
 * @param {number} count
 * @param {number} height of a row
 */
export function findRows({ scrollTop, clientHeight }, count, height) {
  const first = Math.floor(scrollTop / height);
  return {
    first, from: Math.max(0, first - rowsBeyond),
    to: Math.min(count, Math.ceil((scrollTop + clientHeight) / height) + rowsBeyond),
  };
}

/**
 * @param {HTMLElement} scroll
 * @param {{width: number}[]} columns
 * @param {number} left where the first column is
 * @param {number} pinned the number of columns that are always there
 */
export function findColumns({ scrollLeft, clientWidth }, columns, left, pinned) {
  let [from, to] = [columns.length, columns.length];
  for (let index = 0; index < columns.length; index++) {
    if (left + columns[index].width > scrollLeft && from > index) from = index;
    if (left > scrollLeft + clientWidth) {
      to = index;
      break;
    }
    left += columns[index].width;
  }
  return { pinned, from: Math.max(pinned, from - columnsBeyond), to: Math.min(columns.length, to + columnsBeyond) };
}

/**
 * Puts rows between the space of those before and after them. Rows that stay are not touched, so that focus and pointer
 * stay where they are.
 * @param {HTMLElement} body
 * @param {HTMLElement[]} rows
 * @param {number} above the height of the rows before
 * @param {number} below the height of the rows after
 */
export function placeRows(body, rows, above, below) {
  const [before, after] = [spacer(body, "before", above), spacer(body, "after", below)];
  if (body.firstChild !== before) body.prepend(before);
  let previous = before;
  for (const row of rows) {
    if (previous.nextSibling !== row) previous.after(row);
    previous = row;
  }
  if (previous.nextSibling !== after) previous.after(after);
}

function spacer(body, name, height) {
  const row = body.querySelector(`tr[data-${name}]`) ?? make("tr", { ariaHidden: "true" });
  row.dataset[name] = "";
  row.style.height = `${height}px`;
  return row;
}
