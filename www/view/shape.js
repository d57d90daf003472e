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

/** What an attacker would use an outcome for. */
export const GOALS = Object.freeze({
  destroy: 'Destroy',
  'plant-files': 'Plant data',
  'extend-access': 'Extend access',
  'hide-traces': 'Hide traces',
  'read-everything': 'Read',
  other: 'Other',
});

/**
 * Whether a token is a shared access signature of Azure Storage, of which each request is known.
 *
 * @param {import('../pkg/sas_lens.js').Kind} kind
 */
export const isStorageSas = (kind) => kind === 'storage-account' || /^storage-(service|user|unknown)/.test(kind);

/** What a token is called, and the secret in it that can be shown; the first that fits a kind. */
const WORDS = Object.freeze(
  /** @type {const} */ ([
    [/-key$/, 'key', 'key'],
    [/-string$/, 'connection string', 'key'],
    [/^logic-apps$/, 'link', 'signature'],
    [/^cosmos-entra/, 'token', 'token'],
    [/^storage-/, 'link', 'signature'],
    [/^/, 'token', 'signature'],
  ]),
);

/**
 * @param {import('../pkg/sas_lens.js').Kind} kind
 * @returns {{ thing: string, secret: string }}
 */
export function wordsFor(kind) {
  const [, thing = '', secret = ''] = WORDS.find(([pattern]) => pattern.test(kind)) ?? [];
  return { thing, secret };
}

/**
 * What several tokens are called: one of them, for `counted`.
 *
 * @param {readonly { kind: import('../pkg/sas_lens.js').Kind }[]} rows
 */
export function thingOf(rows) {
  const things = new Set(rows.map(({ kind }) => wordsFor(kind).thing));
  const [only = ''] = things;
  return things.size === 1 ? only : 'secret';
}

/** @typedef {import('../pkg/sas_lens.js').Note} Note */

/**
 * @param {readonly Note[]} notes
 * @returns {Note[]}
 */
export function worstFirst(notes) {
  const order = Object.keys(SEVERITY_WORDS);
  return [...notes].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}
