// Requests to the API.

/**
 * Opens the page again if the session has ended: the server leads to the sign-in, and then back.
 * @param {Response} response
 */
export function requireSession(response) {
  if (response.status === 401) location.reload();
}

/**
 * Fetches JSON of the API.
 * @param {string} path relative to the base of all pages
 * @param {RequestInit} options
 */
export async function fetchJson(path, options) {
  const response = await fetch(path, options);
  requireSession(response);
  const body = await response.json();
  if (!response.ok) throw new Error(body.detail);
  return body;
}
