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
