// Pointing at a run, in a chart or in the table of runs, highlights it in all of them.

const name = "tauro-run";

/**
 * Highlights a run everywhere.
 * @param {string | null} id null for none
 */
export function highlight(id) {
  document.dispatchEvent(new CustomEvent(name, { detail: id }));
}

/**
 * Calls a function whenever another run is highlighted, until the signal ends it.
 * @param {(id: string | null) => void} show
 * @param {AbortSignal} signal
 */
export function onHighlight(show, signal) {
  document.addEventListener(name, event => show(event.detail), { signal });
}

const rowOf = element => element?.closest?.("[data-run-row]")?.dataset.runRow ?? null;

// Moving from cell to cell of a row changes nothing.
for (const [begin, end] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  document.addEventListener(begin, event => {
    const row = rowOf(event.target);
    if (row !== null && row !== rowOf(event.relatedTarget)) highlight(row);
  });
  document.addEventListener(end, event => {
    const row = rowOf(event.target);
    if (row !== null && row !== rowOf(event.relatedTarget)) highlight(null);
  });
}

document.addEventListener(name, event => {
  for (const row of document.querySelectorAll("[data-run-row]"))
    row.classList.toggle("lit", row.dataset.runRow === event.detail);
});
