// The selected runs of a table, most of which may not be in the document.

export class RowSelection {
  #ids = new Set();
  #last = -1;

  get ids() { return [...this.#ids]; }
  get size() { return this.#ids.size; }

  /** @param {string} id */
  has(id) {
    return this.#ids.has(id);
  }

  /** @param {string} id */
  add(id) {
    this.#ids.add(id);
  }

  /** Selects these runs and no others. @param {string[]} ids */
  set(ids) {
    this.#ids = new Set(ids);
  }

  /** Keeps those that are in a new table. @param {string[]} ids of its rows */
  keep(ids) {
    this.#ids = this.#ids.intersection(new Set(ids));
    this.#last = -1;
  }

  /**
   * Selects a row if it is not selected, and the other way round.
   * @param {string[]} ids of all rows
   * @param {number} row
   * @param {boolean} isRange whether the rows from the last one on become the same
   */
  toggle(ids, row, isRange) {
    const isOn = !this.#ids.has(ids[row]);
    const last = isRange && this.#last >= 0 ? this.#last : row;
    for (let i = Math.min(row, last); i <= Math.max(row, last); i++)
      isOn ? this.#ids.add(ids[i]) : this.#ids.delete(ids[i]);
    this.#last = row;
  }
}
