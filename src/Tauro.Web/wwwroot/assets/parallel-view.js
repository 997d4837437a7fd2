// Parallel coordinates: an axis for each column, and a line through them for each run.

import { place } from "./plot-scale.js";

const margin = { top: 34, bottom: 14, side: 60 };
const brushWidth = 16;

/** @param {CanvasRenderingContext2D} context @param {string} label @param {number} width */
export function shorten(context, label, width) {
  if (context.measureText(label).width <= width) return label;
  let end = label.length;
  while (end > 1 && context.measureText(`${label.slice(0, end)}…`).width > width) end--;
  return `${label.slice(0, end)}…`;
}

export class ParallelView {
  /** The selected range of pixels of each axis. @type {Map<number, [number, number]>} */
  #brushes = new Map();
  #dragged = 0;

  /**
   * @param {import("./plot-columns.js").Column[]} columns
   * @param {number} width
   * @param {number} height
   */
  constructor(columns, width, height) {
    this.columns = columns;
    this.gap = (width - 2 * margin.side) / (columns.length - 1);
    this.xs = columns.map((_, i) => margin.side + i * this.gap);
    [this.top, this.bottom] = [margin.top, height - margin.bottom];
    this.axes = columns.map(column => place(column, this.bottom, this.top));
  }

  get hasBrush() {
    return this.#brushes.size > 0;
  }

  /** Returns the opacity with which the overlap of so many lines shows where most are. @param {number} runs */
  opacity(runs) {
    return Math.min(Math.max(300 / runs, 0.06), 0.7);
  }

  /** Whether a run has a place on every axis. @param {number} run */
  isComplete(run) {
    return this.axes.every(({ places }) => !Number.isNaN(places[run]));
  }

  /** @param {CanvasRenderingContext2D} context @param {number} run */
  drawRun(context, run) {
    context.beginPath();
    let isFirst = true;
    for (let i = 0; i < this.xs.length; i++) {
      const y = this.axes[i].places[run];
      if (Number.isNaN(y)) continue;
      if (isFirst) context.moveTo(this.xs[i], y);
      else context.lineTo(this.xs[i], y);
      isFirst = false;
    }

    context.stroke();
  }

  /** @param {CanvasRenderingContext2D} context @param {{[name: string]: string}} colors */
  drawAxes(context, colors) {
    this.axes.forEach(({ ticks }, i) => {
      const x = this.xs[i];
      context.fillStyle = context.strokeStyle = colors.quiet;
      context.beginPath();
      context.moveTo(x, this.top);
      context.lineTo(x, this.bottom);
      context.stroke();
      context.textAlign = "left";
      for (const { at, label } of ticks) {
        context.fillRect(x, at - 0.5, 4, 1);
        const name = shorten(context, label, Math.min(this.gap - 12, 90));
        context.strokeStyle = colors.surface; // readable on top of lines
        context.lineWidth = 3;
        context.strokeText(name, x + 6, at + 4);
        context.lineWidth = 1;
        context.fillText(name, x + 6, at + 4);
      }

      context.fillStyle = colors.text;
      context.textAlign = "center";
      context.fillText(shorten(context, this.columns[i].axis.key, this.gap - 8), x, 18);
    });
    context.fillStyle = colors.accent;
    for (const [axis, [from, to]] of this.#brushes) {
      context.globalAlpha = 0.3;
      context.fillRect(this.xs[axis] - brushWidth / 2, from, brushWidth, to - from);
      context.globalAlpha = 1;
    }
  }

  /** @param {number} x */
  begin(x) {
    this.#dragged = Math.min(Math.max(Math.round((x - this.xs[0]) / this.gap), 0), this.xs.length - 1);
  }

  /** @param {{y: number}} start @param {{y: number}} end */
  drag(start, end) {
    this.#brushes.set(this.#dragged, [Math.min(start.y, end.y), Math.max(start.y, end.y)]);
  }

  clear() {
    this.#brushes.delete(this.#dragged);
  }

  /** @param {number} run */
  isSelected(run) {
    for (const [axis, [from, to]] of this.#brushes) {
      const at = this.axes[axis].places[run];
      if (!(at >= from && at <= to)) return false;
    }

    return true;
  }

  /** Returns the distance of a run from a point in pixels. @param {number} run @param {{x: number, y: number}} point */
  distance(run, { x, y }) {
    const left = Math.min(Math.max(Math.floor((x - this.xs[0]) / this.gap), 0), this.xs.length - 2);
    const [from, to] = [this.axes[left].places[run], this.axes[left + 1].places[run]];
    return Math.abs(from + (to - from) * ((x - this.xs[left]) / this.gap) - y);
  }
}
