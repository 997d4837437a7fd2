// How filters quote names and values: the same as FilterText and RunColumn do on the server.

/**
 * Returns a field as a filter has it: a key with other characters than letters, digits and _ is in backticks.
 * @param {string} field such as "metrics.train/loss"
 */
export function quoteField(field) {
  const dot = field.indexOf(".");
  const key = field.slice(dot + 1);
  return /^\w+$/.test(key) ? field : `${field.slice(0, dot)}.\`${key.replaceAll("`", "``")}\``;
}

/** @param {string} value */
export const quote = value => `'${value.replaceAll("'", "''")}'`;

/** Returns a pattern of ILIKE for what has a part of a name. @param {string} part */
export const containing = part => quote(`%${part.replace(/[\\%_]/g, "\\$&")}%`);
