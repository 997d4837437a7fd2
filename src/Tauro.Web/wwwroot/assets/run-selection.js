// The table of the runs that are selected in a plot.

import { number as format } from "./format.js";

const rowsMax = 100;
const chartsMax = 50;

/** @param {string} name @param {{[name: string]: string}} attributes @param {...(Node | string)} children */
function create(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** @param {number | string | null} value */
export function show(value) {
  return value === null ? "–" : typeof value === "number" ? format(value) : value.slice(0, 200);
}

/** @param {any[]} runs @param {string} table */
function links(runs, table) {
  const ids = runs.slice(0, rowsMax).map(run => run.run_id);
  const list = ids.map(id => `run_id=${encodeURIComponent(id)}`);
  const filter = `attributes.run_id IN (${ids.map(id => `'${id.replaceAll("'", "''")}'`).join(", ")})`;
  return create("p", { class: "actions" },
    create("a", { href: `compare?${list.join("&")}` }, "Compare"),
    create("a", { href: `${table}?q=${encodeURIComponent(filter)}` }, "Show in the table of runs"),
    create("a", { href: `${table}/charts?${list.slice(0, chartsMax).join("&")}` }, "Charts"));
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
  const title = `${selected.length.toLocaleString("en")} of ${runs.length.toLocaleString("en")} runs selected`;
  const section = create("section", { class: "card" }, create("h2", {}, title));
  if (shown.length === 0) return section;
  if (selected.length > rowsMax) section.append(create("p", { class: "faint" }, `The first ${rowsMax}:`));
  const head = create("tr", {}, create("th", { scope: "col" }, "Run"),
    ...columns.map(({ axis }) => create("th", { scope: "col", class: "number" }, axis.key)));
  const rows = shown.map(i => create("tr", {},
    create("th", { scope: "row" }, create("a", { href: `runs/${encodeURIComponent(runs[i].run_id)}` }, runs[i].name)),
    ...columns.map(({ values }) => create("td", { class: "number" }, show(values[i])))));
  const region = { class: "scroll", tabindex: "0", role: "region", "aria-label": "Selected runs" };
  section.append(
    links(shown.map(i => runs[i]), table),
    create("div", region, create("table", { class: "runs" },
      create("thead", {}, head), create("tbody", {}, ...rows))));
  return section;
}
