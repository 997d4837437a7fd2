// ECharts, and the colors of the style sheet.

/** @type {Promise<any> | null} */
let library = null;

/** Loads ECharts with the first chart that is seen. */
export function load() {
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

/**
 * Returns the colors of tokens of the style sheet.
 * @param {string[]} names
 */
export function colors(...names) {
  const probe = document.createElement("span");
  document.body.append(probe);
  const found = names.map(name => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  });
  probe.remove();
  return found;
}

const system = matchMedia("(prefers-color-scheme: dark)");

/**
 * Calls a function whenever the theme changes, until the signal ends it.
 * @param {() => void} redraw
 * @param {AbortSignal} signal
 */
export function onTheme(redraw, signal) {
  addEventListener("tauro-theme", redraw, { signal });
  system.addEventListener("change", redraw, { signal });
}
