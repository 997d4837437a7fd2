// Dragging over a chart selects a range of its x axis.

import { make } from "./elements.js";

const pixelsMin = 5;

/**
 * @param {HTMLElement} area
 * @param {(from: number, to: number) => void} select with pixels from the left of the area
 * @param {AbortSignal} signal ends it
 */
export function onDrag(area, select, signal) {
  /** @type {{start: number, box: HTMLElement | null} | null} */
  let drag = null;
  const at = event => {
    const { left, width } = area.getBoundingClientRect();
    return Math.min(Math.max(event.clientX - left, 0), width);
  };

  area.addEventListener("pointerdown", event => {
    if (event.button === 0 && event.pointerType !== "touch") drag = { start: at(event), box: null };
  }, { signal });
  area.addEventListener("pointermove", event => {
    // Released outside, where no event was seen.
    if (drag !== null && (event.buttons & 1) === 0) end(event);
    if (drag === null) return;
    const to = at(event);
    if (drag.box === null) {
      if (Math.abs(to - drag.start) < pixelsMin) return;
      drag.box = make("div", { className: "range" });
      area.append(drag.box);
      area.setPointerCapture(event.pointerId);
    }

    drag.box.style.left = `${Math.min(drag.start, to)}px`;
    drag.box.style.width = `${Math.abs(to - drag.start)}px`;
  }, { signal });
  const end = event => {
    if (drag?.box) {
      drag.box.remove();
      if (event.type === "pointerup") select(Math.min(drag.start, at(event)), Math.max(drag.start, at(event)));
    }

    drag = null;
  };
  area.addEventListener("pointerup", end, { signal });
  area.addEventListener("pointercancel", end, { signal });
}
