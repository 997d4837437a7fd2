// What a page can do only in the browser: copying, the theme, and the links that MLflow's clients print.

/** The routes behind the "#" of MLflow's UI, and our pages. */
const mlflowRoutes = [
  [/^\/experiments\/([^/?]+)\/runs\/([^/?]+)/, (_, run) => `runs/${run}`],
  [/^\/experiments\/([^/?]+)/, experiment => `experiments/${experiment}`],
  [/^\/models\/([^/?]+)\/versions\/([^/?]+)/, (model, version) => `models/${model}/versions/${version}`],
  [/^\/models\/([^/?]+)/, model => `models/${model}`],
  [/^\/models\/?$/, () => "models"],
];

/**
 * Returns the page for a fragment of MLflow's UI; null if it is none.
 * @param {string} fragment such as "#/experiments/1/runs/abc"
 */
export function findPage(fragment) {
  const path = fragment.replace(/^#/, "");
  for (const [pattern, page] of mlflowRoutes) {
    const match = pattern.exec(path);
    if (match) return page(...match.slice(1));
  }
  return null;
}

const page = findPage(location.hash);
if (page !== null && location.pathname === new URL(document.baseURI).pathname) location.replace(page);

document.addEventListener("click", async event => {
  const button = event.target.closest?.("button");
  if (button?.dataset.copy !== undefined) {
    await navigator.clipboard.writeText(button.dataset.copy);
    const text = button.textContent;
    button.textContent = "Copied";
    setTimeout(() => button.textContent = text, 1500);
  }
  if (button?.dataset.themeToggle !== undefined) {
    const root = document.documentElement;
    const isDark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = isDark ? "light" : "dark";
    const path = new URL(document.baseURI).pathname;
    document.cookie = `tauro-theme=${root.dataset.theme};path=${path};max-age=31536000;samesite=lax`;
  }
});
