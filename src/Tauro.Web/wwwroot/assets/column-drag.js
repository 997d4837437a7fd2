// Dragging column headers: the right edge changes the width of a column, the rest its place.

const widthMin = 60;
const distanceMin = 6;
const edge = 40;

/**
 * Follows a pointer until it is released.
 * @param {number} pointer
 * @param {(event: PointerEvent) => void} move
 * @param {(isDropped: boolean) => void} end false if the key Escape or the browser has ended it
 */
function follow(pointer, move, end) {
  const ended = new AbortController();
  const options = { signal: ended.signal, capture: true };
  const finish = isDropped => {
    ended.abort();
    end(isDropped);
  };
  const on = (name, act) =>
    addEventListener(name, event => event.pointerId === pointer && act(event), options);
  on("pointermove", move);
  on("pointerup", () => finish(true));
  on("pointercancel", () => finish(false));
  addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    finish(false);
    const released = new AbortController();
    for (const name of ["pointerup", "pointercancel"]) {
      addEventListener(name, () => {
        released.abort();
        preventClick();
      }, { capture: true, signal: released.signal });
    }
  }, options);
}

/**
 * Changes the width of a column.
 * @param {PointerEvent} event that began it
 * @param {{width: number}} column
 * @param {() => void} change called with each new width
 * @param {() => void} end
 */
export function dragWidth(event, column, change, end) {
  event.preventDefault();
  const [start, width] = [event.clientX, column.width];
  const set = value => {
    column.width = Math.max(widthMin, value);
    change();
  };
  follow(event.pointerId, moved => set(width + moved.clientX - start), isDropped => {
    if (!isDropped) set(width);
    end();
  });
}

/**
 * Moves a column, with a mark where it will be. Fingers scroll the table instead.
 * @param {PointerEvent} event that began it
 * @param {HTMLElement} head
 * @param {HTMLElement[]} heads those of all columns in order
 * @param {(to: number) => void} drop with the place among the other columns
 */
export function dragPlace(event, head, heads, drop) {
  if (event.button !== 0 || event.pointerType === "touch") return;
  const scroll = head.closest(".scroll");
  const others = heads.filter(other => other !== head);
  const from = heads.indexOf(head);
  const start = event.clientX;
  let to = null;
  const mark = isMarked => {
    scroll.classList.toggle("moving", isMarked);
    head.classList.toggle("moved", isMarked);
    for (const other of others) other.classList.remove("drop-before", "drop-after");
    if (!isMarked || to === from) return;
    if (to < others.length) others[to].classList.add("drop-before");
    else others.at(-1).classList.add("drop-after");
  };
  follow(event.pointerId, ({ clientX }) => {
    if (to === null && Math.abs(clientX - start) < distanceMin) return;
    const { left, right } = scroll.getBoundingClientRect();
    if (clientX < left + edge) scroll.scrollLeft -= edge;
    if (clientX > right - edge) scroll.scrollLeft += edge;
    // The pinned columns come first: others may be under them.
    const next = others.findIndex(other => {
      const place = other.getBoundingClientRect();
      return clientX < (place.left + place.right) / 2;
    });
    to = next < 0 ? others.length : next;
    getSelection().removeAllRanges();
    mark(true);
  }, isDropped => {
    if (to === null) return;
    mark(false);
    if (!isDropped) return;
    preventClick();
    if (to !== from) drop(to);
  });
}

/** The pointer that is released may be on a link. */
function preventClick() {
  const prevent = event => {
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener("click", prevent, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", prevent, { capture: true }));
}
