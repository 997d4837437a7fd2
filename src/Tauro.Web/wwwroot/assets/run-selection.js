// The table of the runs that are selected in a plot.

import { make } from "./elements.js";
import { quote } from "./filter-grammar.js";
import { many, number as format } from "./format.js";

const rowsMax = 100;
const chartsMax = 50;

/** @param {number | string | null} value */
export function show(value) {
  return value === null ? "–" : typeof value === "number" ? format(value) : value.slice(0, 200);
}

/** @param {any[]} runs @param {string} table */
function links(runs, table) {
  const ids = runs.slice(0, rowsMax).map(run => run.run_id);
  const list = ids.map(id => `run_id=${encodeURIComponent(id)}`);
  const filter = `attributes.run_id IN (${ids.map(quote).join(", ")})`;
  return make("p", { className: "actions" },
    make("a", { href: `compare?${list.join("&")}` }, "Compare"),
    make("a", { href: `${table}?q=${encodeURIComponent(filter)}` }, "Show in the table of runs"),
    make("a", { href: `${table}/charts?${list.slice(0, chartsMax).join("&")}` }, "Charts"));
}

/**
 * Returns the selected runs as a table, with links to other views of them.
 * @param {any[]} runs
 * @param {number[]} selected numbers of runs
 * @param {import("./plot-columns.js").Column[]} columns
 * @param {string} table the address of the table of runs
 */
export function toTable(runs, selected, columns, table) {
  const shown = selected.slice(0, rowsMax);
  const title = `${selected.length.toLocaleString("en")} of ${many(runs.length, "run")} selected`;
  const section = make("section", { className: "card" }, make("h2", {}, title));
  if (shown.length === 0) return section;
  if (selected.length > rowsMax) section.append(make("p", { className: "faint" }, `The first ${rowsMax}:`));
  const head = make("tr", {}, make("th", { scope: "col" }, "Run"),
    ...columns.map(({ axis }) => make("th", { scope: "col", className: "number" }, axis.key)));
  const rows = shown.map(i => make("tr", {},
    make("th", { scope: "row" }, make("a", { href: `runs/${encodeURIComponent(runs[i].run_id)}` }, runs[i].name)),
    ...columns.map(({ values }) => make("td", { className: "number" }, show(values[i])))));
  const region = { className: "scroll", tabIndex: 0, role: "region", ariaLabel: "Selected runs" };
  section.append(
    links(shown.map(i => runs[i]), table),
    make("div", region, make("table", { className: "runs" },
      make("thead", {}, head), make("tbody", {}, ...rows))));
  return section;
}
