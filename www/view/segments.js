/**
 * A link as stretches that answer to the rows of the table: told apart by colour and by the line
 * under them, so also without colour.
 *
 * @typedef {import('../anatomy.js').Run} Run
 */

import { pieces } from './pieces.js';

/**
 * @param {readonly Run[]} runs
 * @param {{ canFocus: boolean }} options `canFocus` where the arrow keys walk it
 * @returns {DocumentFragment}
 */
export function segments(runs, { canFocus }) {
  const made = document.createDocumentFragment();
  for (const run of runs) {
    // A long link breaks before a part where it can.
    if (made.hasChildNodes()) made.append(document.createElement('wbr'));
    made.append(segment(run, canFocus));
  }
  const first = made.querySelector('[tabindex]');
  first?.setAttribute('tabindex', '0');
  return made;
}

/**
 * @param {Run} run
 * @param {boolean} canFocus
 */
function segment({ key, group, start, end, pieces: shown }, canFocus) {
  const made = document.createElement('span');
  made.className = 'segment';
  made.dataset.key = key;
  made.dataset.group = group;
  made.dataset.start = String(start);
  made.dataset.end = String(end);
  made.append(pieces(shown));
  if (canFocus) {
    made.setAttribute('role', 'button');
    made.tabIndex = -1;
  }
  return made;
}
