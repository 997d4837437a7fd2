// Completes the fields of a filter while it is written: metrics, params, tags and attributes of the experiment's runs.

import { make } from "./elements.js";
import { quoteField } from "./filter-grammar.js";

const itemsMax = 12;
const attributes = ["run_name", "run_id", "status", "user_id", "start_time", "end_time", "duration", "parent_run_id"];
const word = /\w*\.`[^`]*$|[\p{L}\p{N}_.:/-]*$/u;

const list = make("ul", { id: "filter-fields", role: "listbox", className: "completion", hidden: true });
/** @type {Map<string, Promise<string[]>>} */
const fieldsOf = new Map();
/** @type {HTMLInputElement | null} */
let input = null;

/** All fields of an experiment, those of most runs first. */
function findFields(experiment) {
  if (!fieldsOf.has(experiment))
    fieldsOf.set(experiment, readFields(experiment).catch(() => {
      fieldsOf.delete(experiment);
      return attributes;
    }));
  return fieldsOf.get(experiment);
}

async function readFields(experiment) {
  const response = await fetch("api/v1/runs/keys", {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ experiment_ids: [experiment] }),
  });
  if (!response.ok) throw new Error(response.statusText);
  const { keys } = await response.json();
  return [...keys.map(key => quoteField(key.field)), ...attributes];
}

async function suggest() {
  const target = input;
  const typed = word.exec(target.value.slice(0, target.selectionStart))[0].toLowerCase();
  const inString = (target.value.slice(0, target.selectionStart).match(/'/g) ?? []).length % 2 === 1;
  const fields = typed.length === 0 || inString ? [] : await findFields(target.dataset.filterOf);
  if (target !== document.activeElement) return;
  const plain = typed.replaceAll("`", "");
  const matching = fields.filter(field => field.replaceAll("`", "").toLowerCase().includes(plain) && field.toLowerCase() !== typed)
    .sort((one, other) => Number(other.toLowerCase().startsWith(typed)) - Number(one.toLowerCase().startsWith(typed)))
    .slice(0, itemsMax);
  list.replaceChildren(...matching.map((field, index) =>
    make("li", { id: `filter-field-${index}`, role: "option", textContent: field })));
  list.hidden = matching.length === 0;
  target.setAttribute("aria-expanded", String(!list.hidden));
  select(-1);
}

const selected = () => [...list.children].findIndex(item => item.ariaSelected === "true");

function select(index) {
  [...list.children].forEach((item, position) => item.ariaSelected = String(position === index));
  if (index >= 0) input.setAttribute("aria-activedescendant", list.children[index].id);
  else input?.removeAttribute("aria-activedescendant");
}

function accept(item) {
  const before = input.value.slice(0, input.selectionStart).replace(word, () => item.textContent);
  const after = input.value.slice(input.selectionStart);
  input.value = `${before} ${after.trimStart()}`;
  input.setSelectionRange(before.length + 1, before.length + 1);
  close();
}

function close() {
  list.hidden = true;
  input?.setAttribute("aria-expanded", "false");
  input?.removeAttribute("aria-activedescendant");
}

document.addEventListener("focusin", event => {
  if (!event.target.matches?.("[data-filter-of]")) return;
  input = event.target;
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]])
    input.setAttribute(name, value);
  input.after(list);
});

document.addEventListener("focusout", event => {
  if (event.target === input) close();
});

document.addEventListener("input", event => {
  if (event.target === input) suggest();
});

document.addEventListener("keydown", event => {
  if (event.target !== input || list.hidden) return;
  const count = list.children.length;
  const at = selected();
  if (event.key === "ArrowDown") select((at + 1) % count);
  else if (event.key === "ArrowUp") select((at - 1 + count) % count);
  else if (event.key === "Escape") close();
  else if ((event.key === "Enter" || event.key === "Tab") && at >= 0) accept(list.children[at]);
  else return;
  event.preventDefault();
});

// Before the input loses the focus.
list.addEventListener("pointerdown", event => {
  event.preventDefault();
  const item = event.target.closest("li");
  if (item) accept(item);
});
