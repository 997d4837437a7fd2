// The menu of a column: what it does is a link, so that the address stays the only state of the table.

let menu = null;

/**
 * Opens the menu of a column.
 * @param {HTMLElement} button the button of the column's head
 * @param {{name: string, kind: string, key: string}[]} columns all columns in order, the pinned ones first
 * @param {number} index the column
 * @param {number} pinned how many columns are pinned
 */
export function openMenu(button, columns, index, pinned) {
  menu?.remove();
  const names = columns.map(column => column.name);
  const { name, kind, key } = columns[index];
  const isPinned = index < pinned;
  const others = names.filter(other => other !== name);
  const pins = names.slice(0, pinned);
  const filterName = /^\w+$/.test(key) ? name : `${kind}.\`${key.replaceAll("`", "``")}\``;
  const items = [
    ["Sort ascending", withSort(filterName)],
    ["Sort descending", withSort(`${filterName} DESC`)],
    isPinned
      ? ["Unpin", withColumns(names, pins.filter(pin => pin !== name))]
      : ["Pin", withColumns(names, [...pins, name])],
    index > 0 && ["Move left", withColumns(swap(names, index, index - 1), swap(names, index, index - 1).slice(0, pinned))],
    index < names.length - 1
      && ["Move right", withColumns(swap(names, index, index + 1), swap(names, index, index + 1).slice(0, pinned))],
    kind !== "metrics" && ["Group by this", withGroup(name)],
    others.length > 0 && ["Hide", withColumns(others, pins.filter(pin => pin !== name))],
  ].filter(Boolean);

  menu = document.createElement("div");
  menu.className = "column-menu";
  menu.popover = "auto";
  for (const [label, href] of items) {
    const link = document.createElement("a");
    link.textContent = label;
    link.href = href;
    link.addEventListener("click", () => menu.hidePopover());
    menu.append(link);
  }
  menu.addEventListener("keydown", event => moveFocus(event));
  button.after(menu);
  menu.showPopover();
  const place = button.getBoundingClientRect();
  menu.style.top = `${place.bottom + 4}px`;
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

function change(edit) {
  const url = new URL(location.href);
  url.searchParams.delete("page");
  edit(url.searchParams);
  return url.href;
}

const withSort = sort => change(query => query.set("sort", sort));
const withGroup = group => change(query => query.set("group", group));

const withColumns = (names, pins) => change(query => {
  for (const parameter of ["col", "pin", "differ"]) query.delete(parameter);
  for (const name of names) query.append("col", name);
  for (const pin of pins) query.append("pin", pin);
});

function swap(names, one, other) {
  const swapped = [...names];
  [swapped[one], swapped[other]] = [swapped[other], swapped[one]];
  return swapped;
}
