// The menu of a column: what it does is a link, so that the address stays the only state of the table.

import { withColumns, withGroup, withMoved, withSort } from "./column-order.js";
import { make } from "./elements.js";
import { quoteField } from "./filter-grammar.js";

let menu = null;

/**
 * Opens the menu of a column.
 * @param {HTMLElement} button the button of the column's head
 * @param {{name: string, kind: string}[]} columns all columns in order, the pinned ones first
 * @param {number} index the column
 * @param {number} pinned how many columns are pinned
 */
export function openMenu(button, columns, index, pinned) {
  menu?.remove();
  const names = columns.map(column => column.name);
  const { name, kind } = columns[index];
  const others = names.filter(other => other !== name);
  const pins = names.slice(0, pinned);
  const otherPins = pins.filter(pin => pin !== name);
  const items = [
    ["Sort ascending", withSort(quoteField(name))],
    ["Sort descending", withSort(`${quoteField(name)} DESC`)],
    index < pinned ? ["Unpin", withColumns(names, otherPins)] : ["Pin", withColumns(names, [...pins, name])],
    index > 0 && ["Move left", withMoved(names, pinned, index, index - 1)],
    index < names.length - 1 && ["Move right", withMoved(names, pinned, index, index + 1)],
    kind !== "metrics" && ["Group by this", withGroup(name)],
    others.length > 0 && ["Hide", withColumns(others, otherPins)],
  ].filter(Boolean);

  menu = make("div", { className: "column-menu", popover: "auto" },
    ...items.map(([textContent, href]) => make("a", { textContent, href, onclick: () => menu.hidePopover() })));
  menu.addEventListener("keydown", event => moveFocus(event));
  button.after(menu);
  menu.showPopover();
  const place = button.getBoundingClientRect();
  menu.style.top = `${Math.max(8, Math.min(place.bottom + 4, innerHeight - menu.offsetHeight - 8))}px`;
  menu.style.left = `${Math.max(8, Math.min(place.left, innerWidth - menu.offsetWidth - 8))}px`;
  menu.firstChild.focus();
}

function moveFocus(event) {
  const links = [...menu.children];
  const at = links.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
  if (to === undefined) return;
  links[(to + links.length) % links.length].focus();
  event.preventDefault();
}
