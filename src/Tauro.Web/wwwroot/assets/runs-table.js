// The runs table with all runs of a view, of which only the visible cells are in the document.

import { RunColumns } from "./run-columns.js";
import { dragPlace, dragWidth } from "./column-drag.js";
import { openMenu } from "./column-menu.js";
import { withMoved } from "./column-order.js";
import { keepWidth, toColumn } from "./column-widths.js";
import { letterScale, make, navigate, setWidth } from "./elements.js";
import { many } from "./format.js";
import { RowSelection } from "./row-selection.js";
import { attributeCount, RunRows } from "./run-row.js";
import { findCell } from "./table-keys.js";
import { findColumns, findRows, placeRows } from "./visible-cells.js";

const rowHeight = 33 * letterScale();
const columnsAhead = 20;

/** @typedef {{name: string, kind: string, key: string, width: number}} Column */

class RunsTable extends HTMLElement {
  /** @type {RunColumns | null} */ #runs = null;
  /** @type {RunColumns | null} What is being loaded. */ #pending = null;
  /** @type {Column[]} */ #columns = [];
  #selected = new RowSelection();
  #active = { row: 0, column: 0 };
  #rendered = new Map();
  #range = "";
  /** @type {RunRows | null} */ #rows = null;
  #pinned = 0;
  #pinnedLeft = 0;
  #attributesWidth = 0;
  #search = "";
  #frame = 0;
  #resized = new ResizeObserver(() => this.#schedule());

  connectedCallback() {
    this.addEventListener("keydown", event => this.#onKey(event));
    this.addEventListener("click", event => this.#onClick(event));
    this.addEventListener("pointerdown", event => this.#onDrag(event));
    this.refresh();
  }

  disconnectedCallback() {
    this.#release();
  }

  get #scroll() { return this.querySelector(".scroll"); }
  get #body() { return this.querySelector("tbody"); }

  /** Takes over what the server has rendered. */
  async refresh() {
    const search = this.dataset.search;
    if (!search) return this.#release();
    const first = [...this.querySelectorAll("tbody input")].map(input => input.value);
    // Rows are not those of before when the page has changed something, or something has changed meanwhile.
    const version = this.dataset.version;
    this.#columns = JSON.parse(this.dataset.columns).map(toColumn);
    this.#pinned = Number(this.dataset.pinned);
    if (this.#pending !== null && this.#search === search + version) return;
    const isSame = this.#runs !== null && this.#search === search + version
      && first.every((id, row) => this.#runs.ids[row] === id);
    if (isSame) return this.#takeOver();
    this.#release();
    this.#search = search + version;
    const runs = this.#pending = new RunColumns(JSON.parse(search));
    try {
      await runs.load(this.#columns.map(column => column.name));
      if (runs !== this.#pending) return;
      this.#pending = null;
      this.#runs = runs;
      this.#active = { row: 0, column: 0 };
      this.#selected.keep(runs.ids);
      this.#takeOver();
    } catch (error) {
      // The page of the server stays; it has its own links to the next ones.
      if (runs !== this.#pending) return;
      this.#pending = null;
      this.#say(`All runs can't be shown at once: ${error.message}`);
    }
  }

  /** Leaves the table to the server. */
  #release() {
    this.#pending?.cancel();
    this.#runs?.cancel();
    this.#pending = this.#runs = null;
    this.#rendered.clear();
    this.#resized.disconnect();
    if (this.#scroll) this.#scroll.onscroll = null;
    delete this.dataset.ready;
  }

  #takeOver() {
    const table = this.querySelector("table");
    table.setAttribute("role", "grid");
    table.setAttribute("aria-rowcount", String(this.#runs.ids.length + 1));
    table.setAttribute("aria-colcount", String(attributeCount + this.#columns.length));
    table.setAttribute("aria-multiselectable", "true");
    this.#rows = new RunRows(
      this.#runs, this.#columns, JSON.parse(this.dataset.baseline ?? "{}"), this.dataset.baselineRun);
    this.#scroll.tabIndex = -1;
    this.#scroll.onscroll = () => this.#schedule();
    this.#resized.disconnect();
    this.#resized.observe(this.#scroll);
    this.#renderHead();
    // Those that were selected before there were all runs.
    for (const box of this.querySelectorAll("tbody input[name=run_id]:checked")) this.#selected.add(box.value);
    this.#redraw();
    this.#selectionChanged();
    const { total, ids } = this.#runs;
    this.#say(total > ids.length
      ? `the first ${ids.length.toLocaleString("en")} of ${many(total, "run")}`
      : many(total, "run"));
    const pager = this.closest("form")?.querySelector(".pager");
    if (pager) pager.hidden = true;
    this.dataset.ready = "";
  }

  #say(message) {
    const count = document.querySelector("[data-count]");
    if (count) count.textContent = message;
  }

  #renderHead() {
    const pick = this.querySelector("thead .pick");
    const box = make("input", { type: "checkbox", ariaLabel: "Select all runs" });
    box.dataset.all = "";
    pick.replaceChildren(box);
    const all = [...this.querySelectorAll("thead th")];
    this.#attributesWidth = all.slice(0, attributeCount).reduce((sum, head) => sum + head.offsetWidth, pick.offsetWidth);
    const heads = all.slice(attributeCount);
    heads.forEach((head, index) => {
      const column = this.#columns[index];
      setWidth(head, column.width);
      head.dataset.column = String(index);
      head.querySelector("a").draggable = false;
      head.querySelectorAll("button, .grip").forEach(old => old.remove());
      const menu = make("button", { type: "button", className: "quiet", textContent: "⋮", ariaHasPopup: "menu", ariaLabel: `Column ${column.name}` });
      menu.dataset.menu = "";
      head.append(menu, make("span", { className: "grip", ariaHidden: "true" }));
    });
    this.#pinnedLeft = pick.offsetWidth + this.querySelector("thead th").offsetWidth;
    this.#freeze(heads);
  }

  /** Pinned columns are next to the name, at the place where they are while nothing is scrolled. */
  #freeze(cells) {
    let left = this.#pinnedLeft;
    for (let index = 0; index < this.#pinned && index < cells.length; index++) {
      cells[index].classList.add("pinned");
      cells[index].style.left = `${left}px`;
      left += this.#columns[index].width;
    }
  }

  #schedule() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      if (this.#runs) this.#draw();
    });
  }

  #redraw() {
    this.#range = "";
    this.#draw();
  }

  // Positions are read before anything is changed: without its rows, the table would scroll back to its top.
  #draw() {
    const count = this.#runs.ids.length;
    const { first, from, to } = findRows(this.#scroll, count, rowHeight);
    const columns = findColumns(this.#scroll, this.#columns, this.#attributesWidth, this.#pinned);
    const hadFocus = this.#body.contains(document.activeElement);
    const shown = [...this.#columns.slice(0, columns.pinned), ...this.#columns.slice(columns.from, columns.to)]
      .map(column => column.name);
    if (shown.some(name => this.#runs.isMissing(name))) this.#ensure(columns);
    const range = `${columns.from}-${columns.to}`;
    if (this.#range === "") {
      this.#rendered.clear();
      this.#body.replaceChildren();
    }
    const isMoved = this.#range !== range;
    this.#range = range;

    for (const [row, element] of this.#rendered) {
      if (row >= from && row < to) continue;
      element.remove();
      this.#rendered.delete(row);
    }
    const rows = [];
    for (let row = from; row < to; row++) {
      const known = this.#rendered.get(row);
      if (!known) this.#rendered.set(row, this.#makeRow(row, columns));
      else if (isMoved) this.#rows.move(known, columns);
      rows.push(this.#rendered.get(row));
    }
    placeRows(this.#body, rows, from * rowHeight, (count - to) * rowHeight);
    const active = this.#find(this.#active);
    active?.setAttribute("tabindex", "0");
    if (hadFocus && !this.#body.contains(document.activeElement)) active?.focus({ preventScroll: true });
    // The key Tab leads into the table wherever it is scrolled to.
    if (!active) this.#rendered.get(first)?.querySelector("[data-cell]")?.setAttribute("tabindex", "0");
  }

  /** Loads columns, and some on both sides of them, so that they are there when they are scrolled to. */
  async #ensure({ pinned, from, to }) {
    const runs = this.#runs;
    const names = [
      ...this.#columns.slice(0, pinned), ...this.#columns.slice(Math.max(0, from - columnsAhead), to + columnsAhead),
    ].map(column => column.name);
    try {
      await runs.ensure(names);
      if (runs !== this.#runs) return;
      const loaded = new Set(names);
      for (const line of this.#rendered.values()) this.#rows.fill(line, loaded);
    } catch (error) {
      if (runs === this.#runs) this.#say(error.message);
    }
  }

  #makeRow(row, columns) {
    const line = this.#rows.make(row, columns);
    const isSelected = this.#selected.has(this.#runs.ids[row]);
    line.querySelector("input").checked = isSelected;
    if (isSelected) line.ariaSelected = "true";
    this.#freeze([...line.querySelectorAll("[data-cell]")].slice(attributeCount));
    return line;
  }

  #onClick(event) {
    const target = event.target;
    if (target.dataset.all !== undefined) {
      this.#selected.set(target.checked ? this.#runs.ids : []);
      this.#selectionChanged();
    } else if (target.matches("tbody tr[data-row] input[type=checkbox]")) {
      this.#select(Number(target.closest("tr").dataset.row), event.shiftKey);
    } else if (target.dataset.menu !== undefined) {
      openMenu(target, this.#columns, Number(target.closest("th").dataset.column), this.#pinned);
    }
  }

  #select(row, isRange) {
    this.#selected.toggle(this.#runs.ids, row, isRange);
    this.#selectionChanged();
  }

  /** The form sends the selected runs, of which most may not be in the document. */
  #selectionChanged() {
    let fields = this.querySelector(".selected");
    if (!fields) this.append(fields = make("div", { className: "selected", hidden: true }));
    fields.replaceChildren(...this.#selected.ids.map(id => make("input", { type: "hidden", name: "run_id", value: id })));
    for (const [row, element] of this.#rendered) {
      const isSelected = this.#selected.has(this.#runs.ids[row]);
      element.querySelector("input").checked = isSelected;
      if (isSelected) element.ariaSelected = "true"; else element.removeAttribute("aria-selected");
    }
    const all = this.querySelector("[data-all]");
    all.checked = this.#selected.size === this.#runs.ids.length;
    all.indeterminate = this.#selected.size > 0 && !all.checked;
    this.dispatchEvent(new CustomEvent("runs-selected", { bubbles: true, detail: this.#selected.ids }));
  }

  #onKey(event) {
    if (!event.target.matches?.("tbody [data-cell]")) return;
    const page = Math.floor(this.#scroll.clientHeight / rowHeight) - 1;
    const last = { row: this.#runs.ids.length - 1, column: attributeCount + this.#columns.length - 1 };
    this.#active = { row: Number(event.target.closest("tr").dataset.row), column: Number(event.target.dataset.cell) };
    const cell = findCell(event, this.#active, last, page);
    if (cell !== null) this.#focus(cell);
    else if (event.key === " ") this.#select(this.#active.row, event.shiftKey);
    else if (event.key === "Enter") this.#rendered.get(this.#active.row)?.querySelector("a").click();
    else return;
    event.preventDefault();
  }

  #focus({ row, column }) {
    this.#find(this.#active)?.setAttribute("tabindex", "-1");
    this.#active = { row, column };
    const top = row * rowHeight;
    const head = this.querySelector("thead").offsetHeight;
    const { scrollTop, clientHeight } = this.#scroll;
    if (top < scrollTop) this.#scroll.scrollTop = top;
    else if (top + rowHeight + head > scrollTop + clientHeight) this.#scroll.scrollTop = top + rowHeight + head - clientHeight;
    if (column >= attributeCount && !this.#find(this.#active)) {
      const width = this.#columns.slice(0, column - attributeCount).reduce((sum, { width }) => sum + width, 0);
      this.#scroll.scrollLeft = width;
    }
    this.#draw();
    const cell = this.#find(this.#active);
    cell?.setAttribute("tabindex", "0");
    cell?.focus({ preventScroll: false });
  }

  #find({ row, column }) {
    return this.#rendered.get(row)?.querySelector(`[data-cell="${column}"]`);
  }

  #onDrag(event) {
    const head = event.target.closest?.("thead th[data-column]");
    if (!head || this.#runs === null || event.target.dataset.menu !== undefined) return;
    const index = Number(head.dataset.column);
    const column = this.#columns[index];
    if (!event.target.matches(".grip")) {
      const names = this.#columns.map(({ name }) => name);
      const heads = [...this.querySelectorAll("thead th[data-column]")];
      dragPlace(event, head, heads, to => navigate(withMoved(names, this.#pinned, index, to)));
      return;
    }

    dragWidth(event, column, () => {
      this.#renderHead();
      this.#range = "";
      this.#schedule();
    }, () => keepWidth(column));
  }
}

customElements.define("runs-table", RunsTable);

// After a navigation within the site, the server's rows are in the place of ours.
globalThis.Blazor?.addEventListener("enhancedload", () => {
  for (const table of document.querySelectorAll("runs-table")) table.refresh();
});
