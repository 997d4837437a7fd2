// What a page can do only in the browser: copying, the theme, and the links that MLflow's clients print.

import { make } from "./elements.js";

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
function findPage(fragment) {
  const path = fragment.replace(/^#/, "");
  for (const [pattern, page] of mlflowRoutes) {
    const match = pattern.exec(path);
    if (match) return page(...match.slice(1));
  }
  return null;
}

/** Opens our page for a link of MLflow's UI. */
function follow() {
  const page = findPage(location.hash);
  if (page !== null && location.pathname === new URL(document.baseURI).pathname) location.replace(page);
}

follow();
addEventListener("hashchange", follow);

/**
 * Copies a text, also where the page is not secure and so has no clipboard.
 * @param {string} text
 */
async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = make("textarea", { value: text, className: "hidden" });
  document.body.append(area);
  area.select();
  const isCopied = document.execCommand("copy");
  area.remove();
  if (!isCopied) throw new Error("The browser does not allow it.");
}

const [copied, notCopied] = ["Copied", "Not copied"];

/** @param {HTMLButtonElement} button with the text to copy */
async function copyFrom(button) {
  const label = button.textContent;
  if (label === copied || label === notCopied) return;
  try {
    await copy(button.dataset.copy);
    button.textContent = copied;
  } catch {
    button.textContent = notCopied;
  }
  setTimeout(() => {
    // Another page may have the button by now.
    if (button.textContent === copied || button.textContent === notCopied) button.textContent = label;
  }, 1500);
}

const themes = ["light", "dark", "contrast"];

/** Shows the next theme, of which high contrast is one. */
function changeTheme() {
  const root = document.documentElement;
  const current = root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  root.dataset.theme = themes[(themes.indexOf(current) + 1) % themes.length];
  const path = new URL(document.baseURI).pathname.replace(/(.)\/$/, "$1");
  document.cookie = `tauro-theme=${root.dataset.theme};path=${path};max-age=31536000;samesite=lax`;
  dispatchEvent(new Event("tauro-theme"));
}

/** Whether a key writes into an element. @param {EventTarget | null} target */
const isWritten = target => target?.closest?.("input, textarea, select") != null;

document.addEventListener("keydown", event => {
  const keysAreOn = document.documentElement.dataset.characterKeys !== "off";
  if (keysAreOn && event.key === "?" && !event.ctrlKey && !event.metaKey && !event.altKey && !isWritten(event.target))
    document.getElementById("keys").togglePopover();
});

// A list is narrowed while its form to search in all of it is filled in.
document.addEventListener("input", event => {
  const list = event.target.dataset?.narrow;
  if (!list) return;
  const part = event.target.value.toLowerCase();
  for (const item of document.querySelectorAll(list)) item.hidden = !item.title.toLowerCase().includes(part);
});

// The page of such a link is after the "#", which no server sees: the browser takes it along when the form redirects.
document.addEventListener("submit", event => {
  const form = event.target;
  if (form.dataset.keepFragment !== undefined) form.setAttribute("action", form.getAttribute("action").split("#")[0] + location.hash);
});

document.addEventListener("click", event => {
  const button = event.target.closest?.("button");
  if (button?.dataset.copy !== undefined) copyFrom(button);
  if (button?.dataset.themeToggle !== undefined) changeTheme();
});

/** Runs the modules that the page names. One that has run is not run again. */
function runModules() {
  return Promise.all([...document.querySelectorAll("link[data-module]")].map(link => import(link.href)));
}

let shownLink = "";

/** Shows the link of the page where the links are in one line, which is longer than a phone is wide. */
function showActiveLink() {
  const line = document.querySelector(".rail-links");
  const link = line?.querySelector(".active");
  if (!link || link.href === shownLink) return;
  shownLink = link.href;
  line.scrollLeft = link.offsetLeft - (line.clientWidth - link.offsetWidth) / 2;
}

runModules();
showActiveLink();
globalThis.Blazor?.addEventListener("enhancedload", () => {
  showActiveLink();
  // Modules that do not fit those of the first page are of another version of Tauro: all of the page is loaded again.
  runModules().catch(() => location.reload());
});
