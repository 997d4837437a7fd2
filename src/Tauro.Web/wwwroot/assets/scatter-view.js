// A scatter plot: a point for each run.

import { shorten } from "./parallel-view.js";
import { place } from "./plot-scale.js";

const margin = { top: 24, right: 24, bottom: 44, left: 84 };
const radius = 3;

export class ScatterView {
  /** The selected corners. @type {[number, number, number, number] | null} */
  #brush = null;

  /**
   * @param {import("./plot-columns.js").Column[]} columns
   * @param {number} width
   * @param {number} height
   */
  constructor([x, y], width, height) {
    [this.x, this.y] = [x, y];
    [this.right, this.bottom] = [width - margin.right, height - margin.bottom];
    this.xAxis = place(x, margin.left, this.right);
    this.yAxis = place(y, this.bottom, margin.top);
  }

  get hasBrush() {
    return this.#brush !== null;
  }

  /** @param {number} runs */
  opacity(runs) {
    return runs > 500 ? 0.4 : 0.8;
  }

  /** @param {number} run */
  isComplete(run) {
    return !Number.isNaN(this.xAxis.places[run]) && !Number.isNaN(this.yAxis.places[run]);
  }

  /** @param {CanvasRenderingContext2D} context @param {number} run */
  drawRun(context, run) {
    if (!this.isComplete(run)) return;
    context.beginPath();
    context.arc(this.xAxis.places[run], this.yAxis.places[run], radius, 0, 2 * Math.PI);
    context.fillStyle = context.strokeStyle;
    context.fill();
  }

  /** @param {CanvasRenderingContext2D} context @param {{[name: string]: string}} colors */
  drawAxes(context, colors) {
    context.strokeStyle = context.fillStyle = colors.quiet;
    context.beginPath();
    context.moveTo(margin.left, margin.top);
    context.lineTo(margin.left, this.bottom);
    context.lineTo(this.right, this.bottom);
    context.stroke();
    context.textAlign = "center";
    for (const { at, label } of this.xAxis.ticks) {
      context.fillRect(at - 0.5, this.bottom, 1, 4);
      context.fillText(shorten(context, label, 80), at, this.bottom + 17);
    }

    context.textAlign = "right";
    for (const { at, label } of this.yAxis.ticks) {
      context.fillRect(margin.left - 4, at - 0.5, 4, 1);
      context.fillText(shorten(context, label, margin.left - 12), margin.left - 8, at + 4);
    }

    context.fillStyle = colors.text;
    context.textAlign = "center";
    context.fillText(this.x.axis.key, (margin.left + this.right) / 2, this.bottom + 36);
    context.textAlign = "left";
    context.fillText(this.y.axis.key, 8, 14);
    if (this.#brush === null) return;
    const [left, top, right, bottom] = this.#brush;
    context.fillStyle = colors.accent;
    context.globalAlpha = 0.15;
    context.fillRect(left, top, right - left, bottom - top);
    context.globalAlpha = 1;
  }

  begin() {
  }

  /** @param {{x: number, y: number}} start @param {{x: number, y: number}} end */
  drag(start, end) {
    this.#brush = [
      Math.min(start.x, end.x), Math.min(start.y, end.y), Math.max(start.x, end.x), Math.max(start.y, end.y),
    ];
  }

  clear() {
    this.#brush = null;
  }

  /** @param {number} run */
  isSelected(run) {
    if (this.#brush === null) return true;
    const [left, top, right, bottom] = this.#brush;
    const [x, y] = [this.xAxis.places[run], this.yAxis.places[run]];
    return x >= left && x <= right && y >= top && y <= bottom;
  }

  /** Returns the distance of a run from a point in pixels. @param {number} run @param {{x: number, y: number}} point */
  distance(run, { x, y }) {
    return Math.hypot(this.xAxis.places[run] - x, this.yAxis.places[run] - y);
  }
}
