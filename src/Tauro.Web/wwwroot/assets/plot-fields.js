// Fields that select runs of a plot by their values, for those who do not drag.

import { make } from "./elements.js";

const namesMax = 500;

export class PlotFields {
  /** What the values of a run must fulfil, for the axes with a choice. @type {((run: number) => boolean)[]} */
  #conditions = [];
  #fields;

  /**
   * @param {import("./plot-columns.js").Column[]} columns
   * @param {() => void} changed
   */
  constructor(columns, changed) {
    this.#fields = columns.map(column => column.isNumeric ? numberFields(column) : nameField(column));
    const form = make("form", { className: "controls" }, ...this.#fields.map(({ element }) => element),
      make("button", { type: "reset", textContent: "Clear" }));
    const update = () => {
      this.#conditions = this.#fields.map(({ read }) => read()).filter(condition => condition !== null);
      changed();
    };
    form.addEventListener("change", update);
    form.addEventListener("submit", event => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(update)); // The fields are empty after the event.
    this.element = make("details", { className: "picker" }, make("summary", { textContent: "Select by values" }), form);
  }

  get hasChoice() {
    return this.#conditions.length > 0;
  }

  /** @param {number} run */
  isSelected(run) {
    return this.#conditions.every(condition => condition(run));
  }
}

/** @param {import("./plot-columns.js").Column} column */
function numberFields({ axis: { key }, values }) {
  const [from, to] = ["from", "to"].map(bound =>
    make("input", { type: "number", step: "any", ariaLabel: `${key} ${bound}` }));
  return {
    element: make("span", { className: "field" }, `${key} from`, from, "to", to),
    read: () => {
      const [min, max] = [Number(from.value || -Infinity), Number(to.value || Infinity)];
      if (min === -Infinity && max === Infinity) return null;
      return run => values[run] !== null && values[run] >= min && values[run] <= max;
    },
  };
}

/** @param {import("./plot-columns.js").Column} column */
function nameField({ axis: { key }, values }) {
  const names = [...new Set(values.filter(value => value !== null))].sort().slice(0, namesMax);
  const choice = make("select", { ariaLabel: key }, make("option", { value: "", textContent: "any" }),
    ...names.map((name, i) => make("option", { value: String(i), textContent: name.slice(0, 200) })));
  return {
    element: make("span", { className: "field" }, key, choice),
    read: () => choice.value === "" ? null : run => values[run] === names[Number(choice.value)],
  };
}
