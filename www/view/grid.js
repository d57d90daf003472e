/**
 * Where a link reaches: services by what they hold, each cell with the worst that can be done there
 * and the letters that allow it. A table, so that it reads as it looks.
 *
 * @typedef {import('../pkg/sas_lens.js').TokenReport} TokenReport
 */

import { clone, element, fill, part } from '../dom.js';
import { HARMS } from './shape.js';

const SERVICES = Object.freeze(
  /** @type {const} */ ([
    ['blob', 'Blobs', 'files of any kind'],
    ['file', 'Files', 'network shares'],
    ['queue', 'Queues', 'messages'],
    ['table', 'Tables', 'rows of data'],
  ]),
);

const TARGETS = Object.freeze(/** @type {const} */ (['service', 'container', 'object']));

/**
 * @param {TokenReport} token
 * @returns {DocumentFragment}
 */
export function grid({ kind, resource, access: { cells } }) {
  const made = clone('grid');
  const reach = kind === 'storage-account' ? 'In the whole account' : `In one ${resource.level}`;
  fill(made, { caption: `${reach}: the worst that is possible at each place, and the letters that allow it.` });
  for (const [id, title, what] of SERVICES) {
    const row = element('tr', '');
    const head = element('th', title);
    head.setAttribute('scope', 'row');
    head.append(element('span', what, 'grid__what'));
    row.append(head);
    for (const target of TARGETS) {
      const cell = cells.find((cell) => cell.service === id && cell.target === target);
      row.append(square(cell));
    }
    part(made, 'rows').append(row);
  }
  return made;
}

/** @param {TokenReport['access']['cells'][number] | undefined} cell */
function square(cell) {
  const made = element('td', '', 'grid__cell');
  if (!cell) {
    made.append(element('span', 'nothing', 'grid__none'));
    return made;
  }
  made.dataset.harm = cell.harm;
  made.append(element('strong', HARMS[cell.harm], 'grid__harm'), ' ', element('code', cell.letters, 'grid__letters'));
  if (!cell.certain) made.append(' ', element('span', 'perhaps', 'grid__doubt'));
  return made;
}
