// Keys that move the focus in a table.

const clamp = (value, last) => Math.max(0, Math.min(last, value));

/**
 * Returns the cell to which a key leads; null if it is another key.
 * @param {KeyboardEvent} event
 * @param {{row: number, column: number}} from
 * @param {{row: number, column: number}} last the last cell
 * @param {number} page the number of rows that Page Up and Page Down move by
 */
export function findCell({ key, ctrlKey }, { row, column }, last, page) {
  const to = {
    ArrowDown: [row + 1, column], ArrowUp: [row - 1, column], ArrowRight: [row, column + 1], ArrowLeft: [row, column - 1],
    PageDown: [row + page, column], PageUp: [row - page, column],
    Home: [ctrlKey ? 0 : row, 0], End: [ctrlKey ? last.row : row, last.column],
  }[key];
  return to === undefined ? null : { row: clamp(to[0], last.row), column: clamp(to[1], last.column) };
}
