/**
 * One find in the list: how bad it is, what it opens, and where it stands.
 *
 * @typedef {import('./shapes.js').EntryRow} EntryRow
 */

import { having, make } from '../desk/build.js';
import { shape } from '../view/shape.js';
import { CERTAINTY, historyHint, levelOf, withoutObject } from './words.js';

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
  const level = levelOf(row);
  having(button, { 'data-level': level, 'data-id': row.id });
  button.replaceChildren(
    make('span', 'row__level', shape(level), make('span', '', row.title)),
    make('span', 'row__sentence find__sentence', row.sentence),
    where(row),
  );
}

/**
 * A path that gives way in its folders, never in its file and line.
 *
 * @param {string} place
 */
function path(place) {
  const [, folders = '', name = ''] = /^(.*[/!])?(.*)$/su.exec(place) ?? [];
  return having(make('code', 'find__path', make('span', 'find__folders', folders), make('span', 'find__file', name)), { translate: 'no' });
}

/** @param {number} others how many places there are beside the first */
const moreOf = (others) =>
  make('span', 'find__more', `and ${others.toLocaleString('en')} more`, make('span', 'find__word', others === 1 ? ' place' : ' places'));

/** @param {EntryRow} row */
function where({ account, brokenLimits, endsWords, certainty, place, places, inHistory, inHead, kindWords }) {
  const facts = [
    // What a reader may not expect stands where it is not cut off.
    inHistory ? historyHint(inHead) : '',
    brokenLimits > 0 ? 'against the limits' : '',
    certainty === 'certain' ? '' : CERTAINTY[certainty].toLowerCase(),
    account ?? kindWords,
    endsWords === undefined ? 'names no end' : `ends ${endsWords}`,
  ].filter(Boolean);
  const others = places - 1;
  return make(
    'span',
    'row__where find__where',
    make('span', 'find__facts', facts.join(' · ')),
    make('span', 'find__place', path(inHistory ? withoutObject(place) : place), ...(others > 0 ? [moreOf(others)] : [])),
  );
}
