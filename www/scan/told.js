/**
 * What the page itself knows was not read, in the form in which the scanner tells it.
 *
 * @typedef {'unreadable' | 'vanished' | 'stopped' | 'fault' | 'took-too-long' | 'unlisted'} Reason
 */

import { withoutKeys } from '../pieces.js';
import { counted, visible } from '../text.js';

/** So many are named one by one; the rest are counted. */
const NAMED = 50_000;

/** @type {Readonly<Record<Exclude<Reason, 'unlisted'>, string>>} */
const SENTENCES = Object.freeze({
  unreadable: 'The browser did not let the page read it.',
  vanished: 'It is no longer where it was.',
  stopped: 'The scan was stopped before it was read to its end.',
  fault: 'Reading it failed through a fault of this page.',
  'took-too-long': 'It took too long, so it was left.',
});

/**
 * A path as it may be shown: what looks like a key in it does not.
 *
 * @param {string} path
 */
export const shownPath = (path) => visible(withoutKeys(path));

/**
 * Returns a batch for the list that says what was not read.
 *
 * @param {readonly string[]} paths
 * @param {Exclude<Reason, 'unlisted'>} reason
 * @param {number} [bytes] how much of them was read all the same
 * @returns {import('./messages.js').Batch}
 */
export function told(paths, reason, bytes = 0) {
  const text = SENTENCES[reason];
  /** @type {{ path: string, reason: Reason, text: string }[]} */
  const notRead = paths.slice(0, NAMED).map((path) => ({ path: shownPath(path), reason, text }));
  const rest = paths.length - NAMED;
  if (rest > 0) notRead.push({ path: '', reason: 'unlisted', text: `${counted(rest, 'more file')} like these. ${text}` });
  const looked = { files: 0, bytes, entries: 0, expandedBytes: 0, notRead: paths.length };
  return new TextEncoder().encode(JSON.stringify({ hits: [], notRead, looked }));
}

/**
 * Why a browser gave no file.
 *
 * @param {unknown} error
 * @returns {'unreadable' | 'vanished'}
 */
export const whyNot = (error) =>
  error instanceof DOMException && error.name === 'NotFoundError' ? 'vanished' : 'unreadable';
