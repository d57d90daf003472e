/**
 * One find in the list: how bad it is, what it opens, and where it stands.
 *
 * @typedef {import('./shapes.js').EntryRow} EntryRow
 */

import { having, make } from '../desk/build.js';
import { shape } from '../view/shape.js';
import { CERTAINTY, dayOf, historyHint, placeLine } from './words.js';

/**
 * Returns a row's frame, to be filled and filled again.
 *
 * @param {number} index its place in the list, from 0
 */
export function rowFrame(index) {
  const button = having(make('button', 'row find__row'), { type: 'button', tabindex: '-1', 'data-index': String(index) });
  return having(make('div', 'find', button), { role: 'listitem' });
}

/**
 * @param {HTMLElement} frame
 * @param {EntryRow | undefined} row nothing where it has not arrived
 */
export function fillRow(frame, row) {
  const button = /** @type {HTMLElement} */ (frame.firstElementChild);
  if (!row) {
    having(button, { 'data-level': 'none', 'data-id': '' });
    button.replaceChildren(make('span', 'row__level', '…'));
    return;
  }
  having(button, { 'data-level': row.level, 'data-id': row.id });
  button.replaceChildren(
    make('span', 'row__level', shape(row.level), make('span', '', row.title)),
    make('span', 'row__sentence find__sentence', row.sentence),
    where(row),
  );
}

/** @param {EntryRow} row */
function where({ account, ends, certainty, place, places }) {
  const facts = [
    account,
    ends === undefined ? 'no end of its own' : `ends ${dayOf(ends)}`,
    certainty === 'certain' ? '' : CERTAINTY[certainty].toLowerCase(),
    historyHint(place).toLowerCase(),
  ].filter(Boolean);
  const others = places - 1;
  const more = others > 0 ? ` and ${others.toLocaleString('en')} more ${others === 1 ? 'place' : 'places'}` : '';
  return make(
    'span',
    'row__where find__where',
    make('span', 'find__facts', facts.join(' · ')),
    make('span', 'find__place', having(make('code', 'find__path', placeLine(place)), { translate: 'no' }), make('span', 'find__more', more)),
  );
}
