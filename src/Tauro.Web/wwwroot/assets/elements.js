// Elements of the document.

/** Creates an element with properties and children. */
export function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

/** Gives a cell a fixed width in pixels. */
export function setWidth(cell, width) {
  cell.style.minWidth = cell.style.maxWidth = cell.style.width = `${width}px`;
}

/** Returns by how much letters are larger than with the default font size of browsers. */
export function letterScale() {
  return parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
}

/** Opens a page of the site, without loading what stays the same. */
export function navigate(address) {
  if (globalThis.Blazor?.navigateTo) Blazor.navigateTo(address);
  else location.href = address;
}
