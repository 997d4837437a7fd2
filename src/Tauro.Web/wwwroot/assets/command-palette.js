// Ctrl+K: goes to any page, experiment, run or model by a part of its name. The page /search is the same for those
// without JavaScript.

import { make, navigate } from "./elements.js";
import { requireSession } from "./fetch-json.js";
import { containing, quote } from "./filter-grammar.js";

const delay = 120;
const promptTag = "mlflow.prompt.is_prompt";
const folders = { Experiment: "experiments", Model: "models", Prompt: "prompts", Run: "runs" };

class CommandPalette extends HTMLElement {
  #dialog; #input; #list;
  #timer = 0;
  /** What was searched last. */ #found = Promise.resolve();
  #cancel = new AbortController();

  connectedCallback() {
    if (this.#dialog) return;
    this.#input = make("input", {
      type: "text", placeholder: "Go to a page, an experiment, a run or a model …", autocomplete: "off", spellcheck: false, ariaLabel: "Go to",
      role: "combobox", ariaExpanded: "true", ariaAutoComplete: "list",
    });
    this.#input.setAttribute("aria-controls", "palette-list");
    this.#list = make("ul", { id: "palette-list", role: "listbox", ariaLabel: "Results" });
    this.#dialog = make("dialog", { className: "palette", ariaLabel: "Go to" }, this.#input, this.#list);
    this.append(this.#dialog);
    this.#input.addEventListener("input", () => this.#schedule());
    this.#dialog.addEventListener("keydown", event => this.#onKey(event));
    this.#dialog.addEventListener("close", () => {
      clearTimeout(this.#timer);
      this.#cancel.abort();
    });
    this.#list.addEventListener("click", event => this.#open(event.target.closest("li")));
    addEventListener("keydown", event => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        this.show();
      }
    });
    document.addEventListener("click", event => {
      if (!event.target.closest?.("[data-palette]")) return;
      event.preventDefault();
      this.show();
    }, { capture: true });
  }

  show() {
    if (this.#dialog.open) return;
    this.#input.value = "";
    this.#found = Promise.resolve();
    this.#show(this.#pages(""));
    this.#dialog.showModal();
    this.#input.focus();
  }

  #pages(part) {
    const links = [...document.querySelectorAll(".rail nav a, .rail-end a")];
    return links.filter(link => link.textContent.toLowerCase().includes(part.toLowerCase()))
      .map(link => ({ kind: "Page", name: link.textContent.trim(), url: link.getAttribute("href") }));
  }

  #schedule() {
    clearTimeout(this.#timer);
    this.#found = new Promise(resolve => {
      this.#timer = setTimeout(() => resolve(this.#search(this.#input.value.trim())), delay);
    });
  }

  async #search(part) {
    this.#cancel.abort();
    const cancel = this.#cancel = new AbortController();
    const pages = this.#pages(part);
    if (!part) return this.#show(pages);
    const filter = `name ILIKE ${containing(part)}`;
    const read = async (kind, path, body, id) => {
      const response = await fetch(path, body
        ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal: cancel.signal }
        : { signal: cancel.signal });
      requireSession(response);
      const { items } = response.ok ? await response.json() : { items: [] };
      return items.map(item => {
        // Prompts are models with a tag.
        const of = kind === "Model" && item.tags?.[promptTag] !== undefined ? "Prompt" : kind;
        return { kind: of, name: item.name, url: `${folders[of]}/${encodeURIComponent(item[id])}` };
      });
    };
    try {
      const found = await Promise.all([
        read("Experiment", "api/v1/experiments/search", { filter, max_results: 6 }, "experiment_id"),
        read("Model", `api/v1/models?max_results=6&filter=${encodeURIComponent(filter)}`, null, "name"),
        read("Run", "api/v1/runs/search",
          { filter: `${filter} OR run_id = ${quote(part)}`, max_results: 8, fields: ["attributes"] }, "run_id"),
      ]);
      if (!cancel.signal.aborted) this.#show([...pages, ...found.flat()]);
    } catch (error) {
      if (error.name !== "AbortError") this.#show(pages);
    }
  }

  #show(items) {
    this.#list.replaceChildren(...items.map((item, index) => {
      const kind = make("span", { className: "kind faint", textContent: item.kind });
      const line = make("li", { id: `palette-${index}`, role: "option" }, kind, item.name);
      line.dataset.url = item.url;
      return line;
    }));
    if (items.length === 0) this.#list.append(make("li", { textContent: "Nothing has this in its name.", className: "faint" }));
    this.#select(0);
  }

  #select(index) {
    const lines = [...this.#list.querySelectorAll("[role=option]")];
    const at = lines.length === 0 ? -1 : (index + lines.length) % lines.length;
    lines.forEach((line, position) => line.setAttribute("aria-selected", String(position === at)));
    lines[at]?.scrollIntoView({ block: "nearest" });
    if (at >= 0) this.#input.setAttribute("aria-activedescendant", lines[at].id);
    else this.#input.removeAttribute("aria-activedescendant");
  }

  #onKey(event) {
    const lines = [...this.#list.querySelectorAll("[role=option]")];
    const at = lines.findIndex(line => line.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") this.#select(at + 1);
    else if (event.key === "ArrowUp") this.#select(at - 1);
    else if (event.key === "Enter") this.#found.then(() => this.#open(this.#list.querySelector("[aria-selected=true]")));
    else return;
    event.preventDefault();
  }

  #open(line) {
    if (!line?.dataset.url) return;
    this.#dialog.close();
    navigate(line.dataset.url);
  }
}

customElements.define("command-palette", CommandPalette);
