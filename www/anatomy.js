/**
 * The parts of a link: which characters of the input belong to which row of the table. Every
 * character belongs to exactly one part, so that the two can be walked side by side.
 *
 * @typedef {import('./pkg/sas_lens.js').Segment} Segment
 * @typedef {import('./pieces.js').Piece} Piece
 * @typedef {import('./pieces.js').Range} Range
 * @typedef {import('./view/link.js').Detail} Detail
 *
 * @typedef {keyof typeof GROUPS} Group
 * @typedef {{ key?: string }} Named a parameter, and the documented name it was read as
 *
 * @typedef {object} Run a stretch of the input that belongs to one part
 * @property {string} key the part: `address`, `path`, `param-0`, …
 * @property {Group} group
 * @property {number} start UTF-16 units of the input
 * @property {number} end one past the last unit
 * @property {readonly Piece[]} pieces what may be shown of it
 */

import { piecesOf } from './pieces.js';

/** What a part answers, and the parameters that answer it. */
export const GROUPS = Object.freeze({
  where: {
    title: 'Where',
    keys: ['address', 'path', 'sr', 'sdd', 'ss', 'srt', 'tn', 'spk', 'srk', 'epk', 'erk', 'snapshot', 'versionid'],
  },
  what: { title: 'What', keys: ['sp', 'si'] },
  when: { title: 'When', keys: ['st', 'se', 'skt', 'ske'] },
  limits: {
    title: 'Under which limits',
    keys: ['sip', 'spr', 'sduoid', 'skdutid', 'suoid', 'saoid', 'srh', 'srq', 'ses'],
  },
  proof: { title: 'Signed how', keys: ['sig', 'sv', 'skoid', 'sktid', 'sks', 'skv', 'scid'] },
  rest: { title: 'The rest', keys: /** @type {string[]} */ ([]) },
});

/** So many parameters that Azure does not know have a row each. */
const MOST_OTHERS = 40;

/** The parts that are no parameter, by the kind of their segments. */
const PLAIN = Object.freeze(
  /** @type {const} */ ({
    text: 'around',
    carrier: 'carrier',
    scheme: 'address',
    'user-info': 'address',
    host: 'address',
    path: 'path',
    fragment: 'fragment',
  }),
);

/**
 * Returns the stretches of the whole input, in order and without gaps.
 *
 * @param {Detail} detail
 * @param {boolean} reveal whether secrets are shown
 * @returns {Run[]}
 */
export function runsOf({ text, report, token }, reveal) {
  const params = report.tokens[token]?.params ?? [];
  const keys = keysOf(report.segments, token, params);
  /** @type {Range & { key: string } | undefined} */
  let open;
  /** @type {(Range & { key: string })[]} */
  const ranges = [];
  report.segments.forEach(({ span }, index) => {
    const key = keys[index] ?? 'around';
    if (open?.key === key) open.end = span.utf16End;
    else ranges.push((open = { key, start: span.utf16Start, end: span.utf16End }));
  });
  return ranges.map((range) => ({
    ...range,
    group: groupOf(range.key, params),
    pieces: piecesOf(text, report, { token, range, reveal }),
  }));
}

/**
 * Returns the parts that a range of the input touches, in order.
 *
 * @param {Detail} detail
 * @param {Range} range
 * @returns {string[]}
 */
export function keysAt({ report, token }, { start, end }) {
  const keys = keysOf(report.segments, token, report.tokens[token]?.params ?? []);
  const touched = report.segments.flatMap(({ span }, index) =>
    span.utf16Start < end && start < span.utf16End ? [keys[index] ?? 'around'] : [],
  );
  return [...new Set(touched)];
}

/**
 * Returns what a part answers.
 *
 * @param {string} key
 * @param {readonly Named[]} params
 * @returns {Group}
 */
export function groupOf(key, params) {
  const name = key.startsWith('param-') ? params[Number(key.slice(6))]?.key : key;
  const entries = /** @type {[Group, { keys: readonly string[] }][]} */ (Object.entries(GROUPS));
  return entries.find(([, { keys }]) => name !== undefined && keys.includes(name))?.[0] ?? 'rest';
}

/**
 * Returns the part of each parameter. Azure's own have one each; of the others, so have the first.
 *
 * @param {readonly Named[]} params
 * @returns {string[]}
 */
export function keysOfParams(params) {
  let others = 0;
  return params.map(({ key }, index) => {
    if (key === undefined) others += 1;
    return key === undefined && others > MOST_OTHERS ? 'more' : `param-${index}`;
  });
}

/**
 * Returns the part of each segment. A separator belongs to what follows it.
 *
 * @param {readonly Segment[]} segments
 * @param {number} token
 * @param {readonly Named[]} params the token's parameters
 * @returns {string[]}
 */
function keysOf(segments, token, params) {
  const ofParams = keysOfParams(params);
  /** @type {string[]} */
  const keys = [];
  for (let index = segments.length - 1; index >= 0; index -= 1) {
    const segment = /** @type {Segment} */ (segments[index]);
    const isOurs = segment.token === token;
    if (!isOurs) keys[index] = 'around';
    else if (segment.param !== undefined) keys[index] = ofParams[segment.param] ?? 'more';
    else if (segment.kind in PLAIN) keys[index] = PLAIN[/** @type {keyof typeof PLAIN} */ (segment.kind)];
    else keys[index] = segments[index + 1]?.token === token ? (keys[index + 1] ?? 'around') : '';
  }
  // A separator at the very end belongs to what stands before it.
  keys.forEach((key, index) => {
    if (key === '') keys[index] = keys[index - 1] ?? 'around';
  });
  return keys;
}
