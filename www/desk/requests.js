/**
 * The requests behind an outcome: what the holder would send, as a line for `curl`, the signature
 * left out.
 *
 * @typedef {import('../pkg/sas_lens.js').Operation} Operation
 */

import { copyable, make } from './build.js';

/**
 * @param {readonly Operation[]} operations those that are allowed, or perhaps
 * @returns {HTMLElement}
 */
export function requests(operations) {
  if (operations.length === 0) return make('p', 'late', 'No single request does this.');
  return make('ul', 'requests', ...operations.map(request));
}

/** @param {Operation} operation */
function request({ name, answer, reason, request }) {
  const made = make('li', 'request', make('span', 'request__name', name));
  if (answer === 'unknown') made.append(' ', make('span', 'request__doubt', `Perhaps: ${reason.text}`));
  if (request) made.append(copyable(`Request: ${name}`, request.curl));
  return made;
}
