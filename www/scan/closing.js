/**
 * What is said at the end: what was looked at, what was not read, and what that does not prove.
 *
 * @typedef {import('./shapes.js').NotRead} NotRead
 */

import { button, having, make } from '../desk/build.js';
import { lazily } from '../desk/lazily.js';
import { plainVerdict } from '../view/verdict.js';
import { REASONS } from './words.js';

/** So many of a group are listed at a time. */
const STEP = 200;

const NOT_PROVEN =
  'It looked for links with a signature, connection strings and keys of Azure. A secret in pictures, in pieces, or behind a password is not found so, nor one of another company.';

/**
 * The headline where nothing was found.
 *
 * @param {readonly string[]} sentences what was looked at, and what else there is to say
 * @param {{ isWhole: boolean }} how whether all of it was read
 * @returns {DocumentFragment}
 */
export const nothingFound = ([found = '', looked = '', ...rest], { isWhole }) =>
  plainVerdict({
    level: 'none',
    title: isWhole ? 'Nothing found' : 'Nothing found in what could be read',
    sentence: `${found} ${looked}`,
    help: [...rest, NOT_PROVEN].join(' '),
  });

/**
 * What is said above the list.
 *
 * @param {readonly string[]} sentences
 */
export const closing = (sentences) => make('div', 'closing', ...sentences.map((text) => make('p', '', text)));

/**
 * What was not read, by reason.
 *
 * @param {readonly NotRead[]} all
 * @param {number} count how many there are, also those that are not named
 * @returns {HTMLElement | undefined}
 */
export function notRead(all, count) {
  if (all.length === 0) return undefined;
  const folds = [...grouped(all)].map(([reason, some]) => group(reason, some));
  return make(
    'section',
    'section unread',
    make('h2', 'section__title', `Not read, or not to the end (${count.toLocaleString('en')})`),
    make('div', 'section__body', ...folds),
  );
}

/** @param {readonly NotRead[]} all */
function grouped(all) {
  /** @type {Map<string, NotRead[]>} */
  const groups = new Map();
  for (const one of all) {
    const group = groups.get(one.reason);
    if (group) group.push(one);
    else groups.set(one.reason, [one]);
  }
  return groups;
}

/**
 * @param {string} reason
 * @param {readonly NotRead[]} all
 */
function group(reason, all) {
  const title = `${REASONS[reason] ?? reason}: ${all.length.toLocaleString('en')}`;
  const fold = having(make('details', 'more unread__group', make('summary', 'more__summary', title)), { 'data-reason': reason });
  lazily(fold, () => {
    const list = make('ul', 'unread__list');
    const more = button('', () => grow());
    const grow = () => {
      const from = list.childElementCount;
      list.append(...all.slice(from, from + STEP).map(item));
      const left = all.length - list.childElementCount;
      more.hidden = left <= 0;
      more.textContent = `Show ${Math.min(left, STEP).toLocaleString('en')} more`;
    };
    grow();
    return make('div', 'unread__body', list, more);
  });
  return fold;
}

/** @param {NotRead} one */
const item = ({ path, text }) =>
  make('li', '', ...(path ? [having(make('code', 'unread__path', path), { translate: 'no' }), ' '] : []), make('span', '', text));
