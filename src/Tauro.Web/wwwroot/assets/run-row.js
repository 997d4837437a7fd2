// A row of the runs table.

import * as format from "./format.js";
import { make, setWidth } from "./elements.js";

/** The columns that every run has: name, status, start and duration. */
export const attributeCount = 4;
const valueMax = 200;

/**
 * Makes the row of a run.
 * @param {import("./run-columns.js").RunColumns} runs
 * @param {number} row
 * @param {{name: string, kind: string, width: number}[]} columns all columns
 * @param {{pinned: number, from: number, to: number}} range the columns that are in the document: the first ones that are
 *   pinned, and a part of the others
 * @param {Record<string, number>} baseline the metrics of the run with which the others are compared
 * @param {string | undefined} baselineRun that run
 */
export function makeRow(runs, row, columns, range, baseline, baselineRun) {
  const { ids, attributes } = runs;
  const line = make("tr", { ariaRowIndex: String(row + 2) });
  line.dataset.row = String(row);
  const isBaseline = ids[row] === baselineRun;
  if (isBaseline) line.className = "baseline";
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
  const column = index => {
    const cell = makeCell(runs.get(columns[index].name)?.[row] ?? null, columns[index], isBaseline ? {} : baseline);
    return place(cell, index + attributeCount);
  };
  for (let index = 0; index < range.pinned; index++) cells.push(column(index));
  const hidden = range.from - range.pinned;
  if (hidden > 0) cells.push(make("td", { className: "gap", colSpan: hidden, ariaHidden: "true" }));
  for (let index = range.from; index < range.to; index++) cells.push(column(index));
  const box = make("input", { type: "checkbox", tabIndex: -1, ariaLabel: `Select ${name}` });
  line.append(make("td", { className: "pick" }, box), ...cells);
  return line;
}

function place(cell, column) {
  cell.ariaColIndex = String(column + 1);
  cell.dataset.cell = String(column);
  cell.tabIndex = -1;
  return cell;
}

function makeCell(value, { name, kind, width }, baseline) {
  const cell = make("td", { className: kind === "metrics" ? "number" : "text" });
  setWidth(cell, width);
  if (value === null) {
    cell.textContent = "–";
    return cell;
  }
  cell.title = String(value);
  cell.textContent = kind === "metrics" ? format.number(value) : String(value).slice(0, valueMax);
  if (baseline[name] !== undefined)
    cell.append(make("span", { className: "delta", textContent: format.delta(value, baseline[name]) }));
  return cell;
}
