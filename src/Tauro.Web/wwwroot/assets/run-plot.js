// <run-plot data-type="parallel|scatter">: params and metrics of the runs of a search, and those selected by dragging
// or by their values.

import { colors, onTheme } from "./chart-library.js";
import { letterScale, make } from "./elements.js";
import { many, number as format } from "./format.js";
import { ParallelView } from "./parallel-view.js";
import { nameOf, toColumn } from "./plot-columns.js";
import { PlotFields } from "./plot-fields.js";
import { place } from "./plot-scale.js";
import { RunColumns } from "./run-columns.js";
import { show, toTable } from "./run-selection.js";
import { ScatterView } from "./scatter-view.js";

const views = { parallel: ParallelView, scatter: ScatterView };
const shades = 32;
const dragMin = 4;
const hoverMax = 8;
const remsOfAxis = 5;

/** Fewer lines are drawn while the selection is dragged, so that it follows the pointer. */
const draggedMax = 1_500;

class RunPlot extends HTMLElement {
  #abort = new AbortController();
  #runs = [];
  #columns = [];
  #color = null;
  #strokes = [];
  #view = null;
  #fields = null;
  #hovered = -1;
  #drag = null;
  #frame = 0;
  #shown = "";
  #resized = new ResizeObserver(() => this.#layout());

  connectedCallback() {
    this.start();
  }

  /** Begins with what the attributes say, which a navigation may have changed. */
  async start() {
    if (this.area?.isConnected && this.#shown === this.#attributes) return;
    this.disconnectedCallback();
    this.#shown = this.#attributes;
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    this.#build();
    try {
      const runs = new RunColumns(JSON.parse(this.dataset.search));
      signal.addEventListener("abort", () => runs.cancel());
      const axes = JSON.parse(this.dataset.axes);
      const color = this.dataset.color ? JSON.parse(this.dataset.color) : null;
      await runs.load([...axes, ...color ? [color] : []].map(nameOf));
      if (signal.aborted) return;
      this.#runs = runs.ids.map((id, row) => ({ run_id: id, name: runs.attributes.names[row] }));
      this.#columns = axes.map(axis => toColumn(runs, axis));
      this.#color = color ? toColumn(runs, color) : null;
      this.hasMore = runs.total > runs.ids.length;
      this.#fields = new PlotFields(this.#columns, () => {
        this.#paint();
        this.#select();
      });
      this.hint.before(this.#fields.element);
      this.#listen(signal);
      this.#resized.observe(this.area);
    } catch (error) {
      if (!signal.aborted) this.note.textContent = error.message;
    }
  }

  disconnectedCallback() {
    this.#abort.abort();
    this.#resized.disconnect();
    cancelAnimationFrame(this.#frame);
  }

  get #attributes() {
    return JSON.stringify(this.dataset);
  }

  #build() {
    // All runs, the selected ones with the axes, and the one that is pointed at: each is painted without the others.
    [this.base, this.top, this.light] = [make("canvas"), make("canvas"), make("canvas")];
    this.area = make("div", { className: "area" }, this.base, this.top, this.light);
    // On a narrow screen, axes would be too close to each other.
    if (this.dataset.type === "parallel")
      this.area.style.minWidth = `${JSON.parse(this.dataset.axes).length * remsOfAxis}rem`;
    this.note = make("p", { className: "faint", textContent: "Loading the runs …" });
    this.hint = make("p", { className: "hint", role: "status" });
    this.selection = make("div");
    this.#hovered = -1;
    this.replaceChildren(this.note, make("div", { className: "scroll", tabIndex: 0, role: "region", ariaLabel: "Plot" }, this.area), this.hint, this.selection);
  }

  #listen(signal) {
    onTheme(() => this.#layout(), signal);
    const at = event => {
      const { left, top } = this.area.getBoundingClientRect();
      const scale = letterScale();
      return { x: (event.clientX - left) / scale, y: (event.clientY - top) / scale };
    };
    this.area.addEventListener("pointerdown", event => {
      if (event.button !== 0) return;
      this.#drag = { start: at(event), moved: false };
      this.#view.begin(this.#drag.start.x);
      this.area.setPointerCapture(event.pointerId);
    }, { signal });
    this.area.addEventListener("pointermove", event => {
      const point = at(event);
      if (this.#drag === null) return this.#hover(point);
      const { start } = this.#drag;
      this.#drag.moved ||= Math.hypot(point.x - start.x, point.y - start.y) >= dragMin;
      if (!this.#drag.moved) return;
      this.#view.drag(start, point);
      this.#paint();
    }, { signal });
    const end = event => {
      if (this.#drag === null) return;
      if (!this.#drag.moved && event.type === "pointerup") this.#view.clear();
      this.#drag = null;
      this.#paint();
      this.#select();
    };
    this.area.addEventListener("pointerup", end, { signal });
    this.area.addEventListener("pointercancel", end, { signal });
    this.area.addEventListener("pointerleave", () => this.#hover(null), { signal });
  }

  /** Draws everything again, for another size or theme; what was dragged is in pixels, so it ends. */
  #layout() {
    const { clientWidth: width, clientHeight: height } = this.area;
    if (width === 0) return;
    const began = performance.now();
    const scale = letterScale();
    this.#view = new views[this.dataset.type](this.#columns, width / scale, height / scale);
    for (const canvas of [this.base, this.top, this.light]) {
      [canvas.width, canvas.height] = [width * devicePixelRatio, height * devicePixelRatio];
      canvas.getContext("2d").scale(devicePixelRatio * scale, devicePixelRatio * scale);
    }

    this.#strokes = this.#shade();
    const context = this.base.getContext("2d");
    context.globalAlpha = this.#view.opacity(this.#runs.length);
    let incomplete = 0;
    for (let i = 0; i < this.#runs.length; i++) {
      if (!this.#view.isComplete(i)) incomplete++;
      context.strokeStyle = this.#strokes[i];
      this.#view.drawRun(context, i);
    }

    context.getImageData(0, 0, 1, 1); // waits until it is drawn
    this.dataset.milliseconds = String(Math.round(performance.now() - began));
    this.#describe(incomplete);
    this.#paint();
    this.#light();
    this.#select();
    this.dataset.ready = "";
  }

  /** @param {number} incomplete the number of runs that do not have a place on every axis */
  #describe(incomplete) {
    const runs = many(this.#runs.length, "run");
    const parts = [this.hasMore ? `The first ${runs}` : runs];
    if (incomplete > 0) parts.push(`${incomplete.toLocaleString("en")} without a value on each axis`);
    if (this.#color) {
      const { min, max } = place(this.#color, 0, 1);
      const { key } = this.#color.axis;
      if (min <= max) parts.push(`color: ${key} from ${format(min)} (blue) to ${format(max)} (orange)`);
    }

    this.note.textContent = parts.join(", ");
    this.area.setAttribute("role", "img");
    const axes = this.#columns.map(({ axis }) => axis.key).join(", ");
    this.area.setAttribute("aria-label", `${this.dataset.type} plot of ${axes}: ${this.note.textContent}`);
  }

  /** Returns the color of each run. */
  #shade() {
    const [low, high, quiet] = colors("--run-0", "--run-1", "--quiet");
    if (this.#color === null) return this.#runs.map(() => low);
    const [from, to] = [low, high].map(color => color.match(/[\d.]+/g).map(Number));
    const palette = Array.from({ length: shades }, (_, i) =>
      `rgb(${[0, 1, 2].map(part => Math.round(from[part] + (to[part] - from[part]) * i / (shades - 1))).join(" ")})`);
    const { places } = place(this.#color, 0, shades - 1);
    return Array.from(places, at => Number.isNaN(at) ? quiet : palette[Math.round(at)]);
  }

  get #hasSelection() {
    return this.#view.hasBrush || this.#fields.hasChoice;
  }

  #selected() {
    if (!this.#hasSelection) return [];
    return Array.from(this.#runs.keys()).filter(i => this.#view.isSelected(i) && this.#fields.isSelected(i));
  }

  #dim() {
    this.base.classList.toggle("dim", this.#hasSelection || this.#hovered >= 0);
  }

  /** Paints the axes and what is selected, in the next frame. */
  #paint() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      const [text, quiet, accent, surface] = colors("--text", "--quiet", "--accent", "--surface");
      const context = this.top.getContext("2d");
      context.clearRect(0, 0, this.top.width, this.top.height);
      this.#dim();
      const selected = this.#selected();
      const every = this.#drag === null ? 1 : Math.ceil(selected.length / draggedMax);
      context.globalAlpha = Math.min(0.9, 2 * this.#view.opacity(selected.length));
      for (let i = 0; i < selected.length; i += every) {
        context.strokeStyle = this.#strokes[selected[i]];
        this.#view.drawRun(context, selected[i]);
      }

      context.globalAlpha = 1;
      context.font = `12px ${getComputedStyle(this).fontFamily}`;
      this.#view.drawAxes(context, { text, quiet, accent, surface });
      if (this.#drag !== null) this.hint.textContent = many(selected.length, "run");
    });
  }

  /** Paints the run that is pointed at: the others stay as they are. */
  #light() {
    const context = this.light.getContext("2d");
    context.clearRect(0, 0, this.light.width, this.light.height);
    this.#dim();
    if (this.#hovered < 0) return;
    [context.strokeStyle] = colors("--text");
    context.lineWidth = 2.5;
    this.#view.drawRun(context, this.#hovered);
  }

  /** @param {{x: number, y: number} | null} point */
  #hover(point) {
    let [nearest, distance] = [-1, hoverMax];
    for (let i = 0; point !== null && i < this.#runs.length; i++) {
      const found = this.#view.distance(i, point);
      if (found < distance) [nearest, distance] = [i, found];
    }

    if (nearest === this.#hovered) return;
    this.#hovered = nearest;
    this.hint.textContent = nearest < 0 ? "" : `${this.#runs[nearest].name}: ${this.#columns
      .map(({ axis, values }) => `${axis.key} ${show(values[nearest])}`).join(", ")}`;
    this.#light();
  }

  #select() {
    this.selection.replaceChildren();
    this.hint.textContent = "";
    if (!this.#hasSelection) return;
    const selected = this.#selected();
    this.hint.textContent = many(selected.length, "run");
    this.selection.append(toTable(this.#runs, selected, this.#columns, this.dataset.table));
  }
}

customElements.define("run-plot", RunPlot);

// A navigation within the site keeps the element, but replaces what is in it.
globalThis.Blazor?.addEventListener("enhancedload", () => {
  for (const plot of document.querySelectorAll("run-plot")) plot.start();
});
