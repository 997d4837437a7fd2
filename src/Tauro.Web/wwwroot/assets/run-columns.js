// The runs of a view as columns, as the runs table and plots of many runs need them.

import { fetchJson } from "./fetch-json.js";

// What is in view comes first, and a response is decoded between two frames.
const fieldsAtOnce = 12;

/**
 * @typedef {object} Search the runs, as POST /api/v1/runs/table takes them
 * @typedef {{names: string[], statuses: string[], start_times: number[], end_times: (number | null)[]}} Attributes
 */

export class RunColumns {
  /** @type {string[]} */ ids = [];
  /** @type {Attributes | null} */ attributes = null;
  total = 0;
  #search;
  #index = new Map();
  #values = new Map();
  #loading = new Map();
  #cancel = new AbortController();

  /** @param {Search} search */
  constructor(search) {
    this.#search = search;
  }

  /** Loads the runs and the first columns. */
  async load(columns) {
    const first = columns.slice(0, fieldsAtOnce);
    const table = await this.#request(["attributes", ...first]);
    this.ids = table.run_ids;
    const names = table.attributes.names.map((name, row) => name.trim() || this.ids[row]);
    this.attributes = { ...table.attributes, names };
    this.total = table.total_count;
    this.#index = new Map(this.ids.map((id, row) => [id, row]));
    this.#keep(table, first);
  }

  /** The values of a column, one for each run; undefined until it is loaded. */
  get(column) {
    return this.#values.get(column);
  }

  /** Whether a column is neither loaded nor being loaded. */
  isMissing(column) {
    return !this.#values.has(column) && !this.#loading.has(column);
  }

  /** Loads those of some columns that are not loaded yet. */
  async ensure(columns) {
    const missing = columns.filter(column => this.isMissing(column));
    for (let start = 0; start < missing.length; start += fieldsAtOnce) {
      const some = missing.slice(start, start + fieldsAtOnce);
      const loading = this.#request(some).then(table => this.#keep(table, some));
      for (const column of some) this.#loading.set(column, loading);
    }
    try {
      await Promise.all(columns.map(column => this.#loading.get(column)));
    } finally {
      for (const column of columns) this.#loading.delete(column);
    }
  }

  /** Ends what is being loaded. */
  cancel() {
    this.#cancel.abort();
  }

  #request(fields) {
    return fetchJson("api/v1/runs/table", {
      method: "POST", headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...this.#search, fields }), signal: this.#cancel.signal,
    });
  }

  // Runs may have come and gone since the first request: values belong to ids, not to positions.
  #keep(table, columns) {
    const rows = table.run_ids.map(id => this.#index.get(id));
    const isSame = rows.length === this.ids.length && rows.every((row, position) => row === position);
    for (const column of columns) {
      const dot = column.indexOf(".");
      const values = table[column.slice(0, dot)][column.slice(dot + 1)] ?? [];
      if (isSame) {
        this.#values.set(column, values);
        continue;
      }
      const moved = new Array(this.ids.length).fill(null);
      rows.forEach((row, position) => {
        if (row !== undefined) moved[row] = values[position] ?? null;
      });
      this.#values.set(column, moved);
    }
  }
}
