// A row of the runs table.

import * as format from "./format.js";
import { make } from "./elements.js";

/** The columns that every run has: name, status, start and duration. */
export const attributeCount = 4;
const valueMax = 200;

/**
 * @typedef {{name: string, kind: string, width: number}} Column
 * @typedef {{pinned: number, from: number, to: number}} Range the columns that are in the document: the first ones, which
 *   are pinned, and a part of the others
 */

/** Makes the rows of runs, with the cells that are in view. */
export class RunRows {
  #runs;
  #columns;
  #baseline;
  #baselineRun;

  /**
   * @param {import("./run-columns.js").RunColumns} runs
   * @param {Column[]} columns all columns
   * @param {Record<string, number>} baseline the metrics of the run with which the others are compared
   * @param {string | undefined} baselineRun that run
   */
  constructor(runs, columns, baseline, baselineRun) {
    this.#runs = runs;
    this.#columns = columns;
    this.#baseline = baseline;
    this.#baselineRun = baselineRun;
  }

  /**
   * Makes the row of a run.
   * @param {number} row
   * @param {Range} range
   */
  make(row, range) {
    const { ids, attributes } = this.#runs;
    const line = make("tr", { ariaRowIndex: String(row + 2) });
    line.dataset.row = String(row);
    if (ids[row] === this.#baselineRun) line.className = "baseline";
    const name = attributes.names[row];
    const head = make("th", { className: "name", scope: "row", title: name });
    head.append(make("a", { href: `runs/${encodeURIComponent(ids[row])}`, textContent: name, tabIndex: -1 }));
    const [word, look] = format.status(attributes.statuses[row]);
    const started = attributes.start_times[row];
    const ended = attributes.end_times[row] ?? (attributes.statuses[row] === "RUNNING" ? Date.now() : NaN);
    const cells = [
      head,
      make("td", {}, make("span", { className: `chip ${look}`, textContent: word })),
      make("td", { title: format.exact(started), textContent: format.ago(started) }),
      make("td", { className: "number", textContent: format.duration(ended - started) }),
    ];
    cells.forEach((cell, index) => place(cell, index));
    for (let index = 0; index < range.pinned; index++) cells.push(this.#cell(row, index));
    const box = make("input", { type: "checkbox", tabIndex: -1, ariaLabel: `Select ${name}` });
    line.append(make("td", { className: "pick" }, box), ...cells, make("td", { className: "gap", ariaHidden: "true" }));
    this.move(line, range);
    return line;
  }

  /**
   * Changes the cells of a row that are in the document. Those that stay are not touched.
   * @param {HTMLTableRowElement} line
   * @param {Range} range
   */
  move(line, range) {
    const row = Number(line.dataset.row);
    const gap = line.querySelector(".gap");
    const skipped = range.from - range.pinned;
    gap.hidden = skipped === 0;
    gap.colSpan = Math.max(1, skipped);
    while (gap.nextSibling && columnOf(gap.nextSibling) < range.from) gap.nextSibling.remove();
    while (line.lastChild !== gap && columnOf(line.lastChild) >= range.to) line.lastChild.remove();
    if (range.from >= range.to) return;
    if (line.lastChild === gap) line.append(this.#cell(row, range.from));
    for (let index = columnOf(gap.nextSibling) - 1; index >= range.from; index--) gap.after(this.#cell(row, index));
    for (let index = columnOf(line.lastChild) + 1; index < range.to; index++) line.append(this.#cell(row, index));
  }

  /**
   * Shows the values of columns, which have been loaded since the row was made.
   * @param {HTMLTableRowElement} line
   * @param {Set<string>} names
   */
  fill(line, names) {
    const row = Number(line.dataset.row);
    for (const cell of line.querySelectorAll("[data-cell]")) {
      const index = columnOf(cell);
      if (index >= 0 && names.has(this.#columns[index].name)) this.#fill(cell, row, index);
    }
  }

  #cell(row, index) {
    const { kind } = this.#columns[index];
    const cell = place(make("td", { className: kind === "metrics" ? "number" : "text" }), index + attributeCount);
    this.#fill(cell, row, index);
    return cell;
  }

  #fill(cell, row, index) {
    const { name, kind } = this.#columns[index];
    const value = this.#runs.get(name)?.[row] ?? null;
    if (value === null) {
      cell.textContent = "–";
      return;
    }
    cell.title = String(value);
    cell.textContent = kind === "metrics" ? format.number(value) : String(value).slice(0, valueMax);
    if (this.#baseline[name] !== undefined && this.#runs.ids[row] !== this.#baselineRun)
      cell.append(make("span", { className: "delta", textContent: format.delta(value, this.#baseline[name]) }));
  }
}

function place(cell, column) {
  cell.ariaColIndex = String(column + 1);
  cell.dataset.cell = String(column);
  cell.tabIndex = -1;
  return cell;
}

/** The column of a cell; negative for an attribute. */
const columnOf = cell => Number(cell.dataset.cell) - attributeCount;
