/** The signs and words of a level, a severity and a harm. */

import { clone } from '../dom.js';

/**
 * @param {import('../pkg/sas_lens.js').Level | 'none'} level
 * @returns {DocumentFragment}
 */
export const shape = (level) => clone(`shape-${level}`);

/** @returns {DocumentFragment} */
export const meter = () => clone('meter');

/** What stands for each severity, worst first. */
export const SEVERITY_WORDS = Object.freeze({
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  info: 'To know',
  good: 'Good',
});

/** What an outcome is good for, in a word. */
export const HARMS = Object.freeze({
  destroy: 'Destroy',
  change: 'Change',
  add: 'Add',
  read: 'Read',
  list: 'List',
});

/** What an attacker would do, and the outcomes that serve it. */
export const GOALS = Object.freeze([
  { title: 'Destroy', ids: 'delete-containers delete-data delete-versions purge-deleted consume-messages'.split(' ') },
  { title: 'Plant', ids: 'replace-data change-data move-data append-data add-data add-entries create-containers'.split(' ') },
  { title: 'Extend access', ids: 'change-rights change-owners'.split(' ') },
  { title: 'Hide traces', ids: 'change-settings change-legal-holds change-container-metadata change-tags'.split(' ') },
  { title: 'Read', ids: 'read-data list-containers list-tables list-items find-by-tags find-by-tags-anywhere read-properties read-settings read-access-lists'.split(' ') },
]);

/** @typedef {import('../pkg/sas_lens.js').Note} Note */

/**
 * @param {readonly Note[]} notes
 * @returns {Note[]}
 */
export function worstFirst(notes) {
  const order = Object.keys(SEVERITY_WORDS);
  return [...notes].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}
