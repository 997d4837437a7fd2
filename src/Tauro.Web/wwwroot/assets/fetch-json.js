// Requests to the API.

/**
 * Fetches JSON of the API.
 * @param {string} path relative to the base of all pages
 * @param {RequestInit} options
 */
export async function fetchJson(path, options) {
  const response = await fetch(path, options);
  const body = await response.json();
  if (!response.ok) throw new Error(body.detail);
  return body;
}
