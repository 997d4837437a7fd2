// <metric-chart data-metric="…">: a metric of the runs that [data-runs] around it has, drawn as its [data-view] says.

import { ChartCursor } from "./chart-cursor.js";
import { load, onTheme } from "./chart-library.js";
import { onDrag } from "./drag-range.js";
import { make } from "./elements.js";
import { toOptions } from "./line-options.js";
import { describe, fetchLine, stepsBetween } from "./metric-lines.js";
import { highlight, onHighlight } from "./run-highlight.js";

const refresh = 2000;
const mountsMax = 24;

/** The charts that are drawn, the one that came into view first is the first. @type {Set<MetricChart>} */
const mounted = new Set();

const seen = new IntersectionObserver(
  entries => entries.forEach(entry => entry.target.see(entry.isIntersecting)), { rootMargin: "200px" });

class MetricChart extends HTMLElement {
  #chart = null;
  /** @type {ChartCursor | null} */
  #cursor = null;
  /** @type {AbortController | null} */
  #mount = null;
  /** @type {Map<string, import("./metric-lines.js").Line>} */
  #lines = new Map();
  #runs = [];
  /** The run of each series. @type {string[]} */
  #series = [];
  #view = null;
  #zoom = null;
  /** The steps that are drawn without zoom. */
  #all = null;
  #isVisible = false;
  #timer = 0;
  #request = 0;
  #resized = new ResizeObserver(() => {
    this.#chart?.resize();
    this.#cursor?.show();
  });

  connectedCallback() {
    load().catch(() => {}); // A chart that is seen says so.
    // Keys are for the cursor, not for the reading mode of a screen reader.
    [this.tabIndex, this.role, this.ariaLabel] = [0, "application", `Chart of ${this.dataset.metric}, arrow keys read its points`];
    seen.observe(this);
  }

  disconnectedCallback() {
    seen.unobserve(this);
    this.unmount();
  }

  /** The chart of ECharts; null while it is not drawn. */
  get chart() {
    return this.#chart;
  }

  see(isVisible) {
    this.#isVisible = isVisible;
    if (!isVisible || this.#mount !== null) return;
    for (const chart of mounted)
      if (mounted.size >= mountsMax && !chart.#isVisible) chart.unmount();
    mounted.add(this);
    this.#start(this.#mount = new AbortController());
  }

  unmount() {
    this.#mount?.abort();
    clearTimeout(this.#timer);
    this.#resized.disconnect();
    this.#chart?.dispose();
    this.#chart = this.#cursor = this.#mount = null;
    this.#lines.clear();
    this.replaceChildren();
    delete this.dataset.ready;
    mounted.delete(this);
  }

  /** @param {AbortController} mount */
  async #start(mount) {
    const { signal } = mount;
    try {
      const echarts = await load();
      if (signal.aborted) return;
      this.#read();
      const canvas = make("div", { className: "canvas" });
      this.replaceChildren(canvas);
      this.#chart = echarts.init(canvas, null, { renderer: "canvas" });
      this.#resized.observe(this);
      this.#listen(canvas, signal);
      await this.#update();
    } catch (error) {
      if (!signal.aborted) this.#note(error.message);
    }
  }

  #read() {
    const { runs, view } = this.closest("[data-runs]").dataset;
    const all = JSON.parse(runs);
    this.#runs = this.dataset.in === undefined ? all : this.dataset.in.split(",").map(i => all[i]);
    this.#view = JSON.parse(view);
  }

  /**
   * @param {HTMLElement} canvas
   * @param {AbortSignal} signal
   */
  #listen(canvas, signal) {
    onTheme(() => this.#draw(), signal);
    onHighlight(id => this.#highlight(id), signal);
    this.#chart.on("mouseover", { componentType: "series" }, event => highlight(this.#series[event.seriesIndex]));
    this.#chart.on("mouseout", { componentType: "series" }, () => highlight(null));
    onDrag(canvas, (from, to) => {
      const [min, max] = [from, to].map(pixel => this.#chart.convertFromPixel({ xAxisIndex: 0 }, pixel));
      const steps = this.#view.x === "step"
        ? { from: Math.ceil(min), to: Math.floor(max) }
        : stepsBetween([...this.#lines.values()], min, max);
      if (steps !== null && steps.from <= steps.to) this.#zoomTo(steps);
    }, signal);
    canvas.addEventListener("dblclick", () => this.#zoomTo(null), { signal });
    this.#cursor = new ChartCursor(this, canvas, {
      toPixel: x => this.#chart.convertToPixel({ xAxisIndex: 0 }, x),
      showTip: (run, dataIndex) => this.#chart.dispatchAction(
        { type: "showTip", seriesIndex: this.#series.indexOf(run), dataIndex }),
      hideTip: () => {
        this.#chart.dispatchAction({ type: "hideTip" });
        this.#chart.dispatchAction({ type: "updateAxisPointer", currTrigger: "leave" });
      },
      zoom: steps => this.#zoomTo(steps),
    }, signal);
  }

  /** @param {{from: number, to: number} | null} steps null for the entire history */
  #zoomTo(steps) {
    if (steps?.from === this.#zoom?.from && steps?.to === this.#zoom?.to) return;
    this.#zoom = steps;
    this.#lines.clear();
    this.#update().catch(error => this.#note(error.message));
  }

  async #update() {
    const signal = this.#mount.signal;
    const request = ++this.#request;
    clearTimeout(this.#timer);
    const began = performance.now();
    const isFirst = this.#lines.size === 0;
    try {
      if (isFirst || (this.#isVisible && !document.hidden)) {
        const view = { ...this.#view, ...this.#zoom };
        const wanted = this.#runs.filter(run => isFirst || run.live);
        const fetched = await Promise.all(wanted.map(run => fetchLine(run, this.dataset.metric, view, signal)));
        if (signal.aborted || request !== this.#request) return;
        wanted.forEach((run, i) => this.#lines.set(run.id, fetched[i]));
        this.#draw();
      }
    } catch (error) {
      if (signal.aborted || request !== this.#request) return;
      if (isFirst) throw error;
      this.#note(`${this.#describe()}, not updated: ${error.message}`);
    } finally {
      // A live run: its page says so until it is loaded again. A slow history is asked for less often.
      if (this.#runs.some(run => run.live) && !signal.aborted && request === this.#request) {
        const pause = Math.max(refresh, 10 * (performance.now() - began));
        this.#timer = setTimeout(() => this.#update(), pause);
      }
    }
  }

  #draw() {
    const runs = this.#runs.filter(run => this.#lines.has(run.id));
    if (runs.length === 0) return;
    const lines = runs.map(run => this.#lines.get(run.id));
    const options = toOptions(runs, lines, this.#view);
    this.#series = options.series.map(series => series.id.slice(0, series.id.lastIndexOf("/")));
    this.#chart.setOption(options, { replaceMerge: ["series"] });
    if (this.#zoom === null) this.#all = stepsBetween(lines, -Infinity, Infinity);
    this.#cursor.follow(runs, lines, this.#view, this.#all, this.#zoom);
    this.#note(this.#describe());
    this.dataset.ready = "";
  }

  #describe() {
    return describe([...this.#lines.values()]);
  }

  /** @param {string | null} id */
  #highlight(id) {
    if (!this.#runs.some(run => run.id === id)) id = null;
    if (id === null) delete this.dataset.lit;
    else this.dataset.lit = id;
    this.#chart?.dispatchAction({ type: "downplay" });
    if (id !== null) this.#chart?.dispatchAction({ type: "highlight", seriesId: `${id}/main` });
  }

  /** @param {string} message */
  #note(message) {
    let note = this.querySelector(".fidelity");
    if (!note) this.append(note = make("div", { className: "fidelity" }, make("span")));
    note.firstChild.textContent = note.title = message;
    const reset = note.querySelector("button");
    if (this.#zoom === null) reset?.remove();
    else if (!reset)
      note.append(make("button", {
        type: "button", className: "quiet", textContent: "Reset zoom", onclick: () => {
          this.#zoomTo(null);
          this.focus({ preventScroll: true }); // The button is removed.
        },
      }));
  }
}

customElements.define("metric-chart", MetricChart);
