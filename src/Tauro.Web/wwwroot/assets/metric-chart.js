// <metric-chart data-run="…" data-metric="…">: the history of a metric, reduced by the server.

const pointsMax = 1000;
const refresh = 2000;

/** @type {Promise<any> | null} */
let library = null;

/** Loads ECharts with the first chart that is seen. */
function load() {
  return library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = document.querySelector("[data-echarts]").dataset.echarts;
    script.onload = () => resolve(window.echarts);
    script.onerror = () => {
      library = null; // the next chart tries again
      reject(new Error("The chart library could not be loaded."));
    };
    document.head.append(script);
  });
}

/** @param {string} name of a token of the style sheet */
function token(name) {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const color = getComputedStyle(probe).color;
  probe.remove();
  return color;
}

/**
 * Returns the points of a sample as pairs of step and value. What is not a finite number is a gap.
 * @param {{points: {step: number, value: number | string}[]}} sample
 */
export function toPairs(sample) {
  return sample.points.map(point => [point.step, typeof point.value === "number" ? point.value : null]);
}

/**
 * Says how the line was reduced.
 * @param {{points: {value: number | string}[], steps_per_bucket: number, is_exact: boolean}} sample
 */
export function describe(sample) {
  const gaps = sample.points.filter(point => typeof point.value !== "number").length;
  const points = sample.is_exact
    ? `${sample.points.length} ${sample.points.length === 1 ? "point" : "points"}`
    : `least, greatest and last of each ${sample.steps_per_bucket} steps`;
  return gaps === 0 ? points : `${points}, ${gaps} not finite`;
}

class MetricChart extends HTMLElement {
  #chart = null;
  #sample = null;
  #isVisible = false;
  #isStarted = false;
  #timer = 0;
  #seen = new IntersectionObserver(entries => this.#see(entries.at(-1).isIntersecting), { rootMargin: "200px" });
  #resized = new ResizeObserver(() => this.#chart?.resize());
  #redraw = () => this.#sample && this.#draw(this.#sample);
  #system = matchMedia("(prefers-color-scheme: dark)");

  connectedCallback() {
    this.#seen.observe(this);
    addEventListener("tauro-theme", this.#redraw);
    this.#system.addEventListener("change", this.#redraw);
  }

  disconnectedCallback() {
    this.#seen.disconnect();
    this.#resized.disconnect();
    removeEventListener("tauro-theme", this.#redraw);
    this.#system.removeEventListener("change", this.#redraw);
    clearTimeout(this.#timer);
    this.#chart?.dispose();
    this.#chart = null;
    this.#isStarted = false;
  }

  #see(isVisible) {
    this.#isVisible = isVisible;
    if (isVisible && !this.#isStarted) {
      this.#isStarted = true;
      this.#start();
    }
  }

  async #start() {
    try {
      const echarts = await load();
      if (!this.isConnected) return;
      this.replaceChildren();
      const canvas = document.createElement("div");
      canvas.style.height = "100%";
      this.append(canvas);
      this.#chart = echarts.init(canvas, null, { renderer: "canvas" });
      this.#resized.observe(this);
      await this.#update();
    } catch (error) {
      this.textContent = error.message;
    }
  }

  async #update() {
    const { run, metric } = this.dataset;
    try {
      if (this.#sample === null || (this.#isVisible && !document.hidden)) {
        const response = await fetch(
          `api/v1/runs/${encodeURIComponent(run)}/metrics/sample?key=${encodeURIComponent(metric)}&max_points=${pointsMax}`);
        const body = await response.json();
        if (!this.#chart) return;
        if (!response.ok) throw new Error(body.detail);
        this.#sample = body;
        this.#draw(body);
      }
    } catch (error) {
      if (this.#sample === null) throw error;
      this.#note(`${describe(this.#sample)}, not updated: ${error.message}`);
    } finally {
      // A live run: its page says so until it is loaded again.
      if (this.isConnected && this.dataset.live !== undefined)
        this.#timer = setTimeout(() => this.#update(), refresh);
    }
  }

  #draw(sample) {
    const pairs = toPairs(sample);
    const quiet = token("--quiet");
    this.#chart.setOption({
      animation: false,
      aria: { enabled: true },
      grid: { left: 8, right: 12, top: 12, bottom: 22, containLabel: true },
      tooltip: { trigger: "axis", renderMode: "richText", confine: true },
      xAxis: { type: "value", min: "dataMin", max: "dataMax", axisLabel: { color: quiet, hideOverlap: true, showMaxLabel: false }, splitLine: { show: false } },
      yAxis: { type: "value", scale: true, axisLabel: { color: quiet }, splitLine: { lineStyle: { color: token("--line") } } },
      series: [{
        type: pairs.length === 1 ? "scatter" : "line", data: pairs, showSymbol: pairs.length < 2, name: this.dataset.metric,
        lineStyle: { width: 1.5 }, color: token("--accent"), connectNulls: false,
      }],
    });
    this.#note(describe(sample));
  }

  #note(text) {
    let note = this.querySelector(".fidelity");
    if (!note) {
      note = document.createElement("span");
      note.className = "fidelity";
      this.append(note);
    }
    note.textContent = text;
  }
}

customElements.define("metric-chart", MetricChart);
