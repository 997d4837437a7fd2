// Where columns are. The address has it, so that a link shows the same table.

function change(edit) {
  const url = new URL(location.href);
  url.searchParams.delete("page");
  edit(url.searchParams);
  return url.href;
}

export const withSort = sort => change(query => query.set("sort", sort));
export const withGroup = group => change(query => query.set("group", group));

/**
 * Returns the address of the table with these columns.
 * @param {string[]} names
 * @param {string[]} pins those of them that are pinned, which come first
 */
export const withColumns = (names, pins) => change(query => {
  for (const parameter of ["col", "pin", "differ"]) query.delete(parameter);
  for (const name of names) query.append("col", name);
  for (const pin of pins) query.append("pin", pin);
});

/**
 * Returns the address of the table with a column at another place. Among pinned columns it is pinned, elsewhere it is not.
 * @param {string[]} names of all columns in order, the pinned ones first
 * @param {number} pinned how many columns are pinned
 * @param {number} from the place of the column
 * @param {number} to its place among the others
 */
export function withMoved(names, pinned, from, to) {
  const wasPinned = from < pinned;
  const others = pinned - (wasPinned ? 1 : 0);
  const isPinned = to < others || (to === others && wasPinned);
  const moved = names.toSpliced(from, 1).toSpliced(to, 0, names[from]);
  return withColumns(moved, moved.slice(0, others + (isPinned ? 1 : 0)));
}
