// Values as people read them: the same as Format.cs writes on the server.

const nothing = "–";
const digits = 6;

/**
 * A metric with six digits.
 * @param {number | string | null | undefined} value NaN and infinities are strings, as in JSON
 */
export function number(value) {
  if (value === null || value === undefined) return nothing;
  const parsed = Number(value);
  if (Number.isNaN(parsed)) return "NaN";
  if (!Number.isFinite(parsed)) return parsed > 0 ? "∞" : "−∞";
  if (parsed === 0) return "0";
  const size = Math.abs(parsed);
  if (size >= 1e7 || size < 1e-4)
    return parsed.toExponential(4).replace(/\.?0+e/, "e").replace("e+", "e");
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  return String(Number(parsed.toFixed(Math.min(decimals, 10))));
}

/** A number of things, such as "1,000 runs". @param {number} count @param {string} noun */
export const many = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

/** The difference to a baseline, with its sign. */
export function delta(value, baseline) {
  const difference = Number(value) - Number(baseline);
  if (difference === 0) return "±0";
  return difference > 0 ? `+${number(difference)}` : number(difference).replace("-", "−");
}

/** @param {number} milliseconds */
export function duration(milliseconds) {
  if (!(milliseconds >= 0)) return nothing;
  const seconds = milliseconds / 1000;
  const [minutes, hours, days] = [Math.floor(seconds / 60), Math.floor(seconds / 3600), Math.floor(seconds / 86400)];
  if (days >= 1) return `${days}d ${hours % 24}h`;
  if (hours >= 1) return `${hours}h ${minutes % 60}m`;
  if (minutes >= 1) return `${minutes}m ${Math.floor(seconds % 60)}s`;
  return `${Number(seconds.toFixed(1))}s`;
}

// What a client sent may be beyond the range of a date.
const isTime = time => Math.abs(time) <= 253_402_300_799_999;

/** @param {number} time Unix milliseconds */
export function ago(time, now = Date.now()) {
  if (!isTime(time)) return nothing;
  const seconds = (now - time) / 1000;
  if (seconds <= -60) return "in the future";
  if (seconds < 60) return "just now";
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ago`;
  if (seconds < 30 * 86400) return `${Math.floor(seconds / 86400)} d ago`;
  return new Date(time).toISOString().slice(0, 10);
}

/** @param {number} time Unix milliseconds */
export const exact = time => !isTime(time) ? nothing : `${new Date(time).toISOString().slice(0, 19).replace("T", " ")} UTC`;

const statuses = {
  RUNNING: ["Running", "busy"], SCHEDULED: ["Scheduled", ""], COMPLETED: ["Finished", "good"],
  FAILED: ["Failed", "bad"], KILLED: ["Killed", "warn"],
};

/** The words and the look of the status of a run. */
export const status = name => statuses[name] ?? [name, ""];
