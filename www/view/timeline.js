/**
 * The life of a link as a line, to scale: thirty years are drawn as thirty years. Beside it the same
 * moments as text.
 *
 * @typedef {import('../pkg/sas_lens.js').TokenReport} TokenReport
 * @typedef {import('../pkg/sas_lens.js').Moment} Moment
 *
 * @typedef {object} Mark a moment with its name
 * @property {string} name
 * @property {'start' | 'now' | 'end' | 'key-start' | 'key-end' | 'written-end'} role
 * @property {Moment | undefined} moment absent for now
 * @property {number} at seconds since 1970
 */

import { clone, element, fill, list, part } from '../dom.js';
import { moment } from './moment.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365.25 * DAY;

/** How long a step of the line may be, and what it is called. */
const STEPS = Object.freeze(
  /** @type {const} */ ([
    [MINUTE, 'one minute'],
    [5 * MINUTE, 'five minutes'],
    [15 * MINUTE, 'a quarter of an hour'],
    [HOUR, 'one hour'],
    [6 * HOUR, 'six hours'],
    [DAY, 'one day'],
    [7 * DAY, 'one week'],
    [YEAR / 12, 'one month'],
    [YEAR / 4, 'three months'],
    [YEAR, 'one year'],
    [10 * YEAR, 'ten years'],
    [100 * YEAR, 'a hundred years'],
    [1000 * YEAR, 'a thousand years'],
  ]),
);

/** More steps than this cannot be told apart on a phone. */
const MOST_STEPS = 40;

/** Up to this length of the line, its labels tell the time of day. */
const CLOCK_UP_TO = 60 * DAY;

/** How wide a letter of a label is at most, in em: labels stay within the line. */
const LETTER_EM = 0.62;

/** A life shorter than this, in per cent of the line, is a hairline. */
const HAIRLINE = 0.4;

/**
 * @param {TokenReport} token
 * @param {number} now milliseconds since 1970
 * @returns {DocumentFragment}
 */
export function timeline(token, now) {
  const { validity } = token;
  const made = clone('timeline');
  const marks = marksOf(token, now / 1000);
  fill(made, { summary: validity.summary.text });
  if (validity.end) draw(made, token, marks);
  else part(made, 'picture').remove();
  list(made, 'moments', marks, ({ name, role, moment: when, at }) => {
    const item = element('li', '', 'moments__item');
    item.dataset.role = role;
    item.dataset.at = String(at);
    item.append(element('span', name, 'moments__name'), ' ', when ? moment(when) : 'the moment you asked');
    return item;
  });
  return made;
}

/**
 * @param {TokenReport} token
 * @param {number} now seconds since 1970
 * @returns {Mark[]}
 */
function marksOf({ validity: { start, end, keyStart, keyEnd }, params }, now) {
  const written = params.find(({ key }) => key === 'se')?.moment;
  const isCut = written && end && written.epochSeconds > end.epochSeconds;
  /** @type {[string, Mark['role'], Moment | undefined][]} */
  const named = [
    ['Starts', 'start', start],
    ['Ends', 'end', end],
    ['End as written', 'written-end', isCut ? written : undefined],
    ['Delegation key from', 'key-start', keyStart],
    ['Delegation key until', 'key-end', keyEnd],
  ];
  const marks = named.flatMap(([name, role, when]) =>
    when ? [{ name, role, moment: when, at: when.epochSeconds }] : [],
  );
  return [...marks, { name: 'Now', role: /** @type {const} */ ('now'), moment: undefined, at: now }].sort(
    (a, b) => a.at - b.at,
  );
}

/**
 * @param {ParentNode} made
 * @param {TokenReport} token
 * @param {readonly Mark[]} marks in order of time
 */
function draw(made, { validity }, marks) {
  const first = marks[0]?.at ?? 0;
  const last = marks.at(-1)?.at ?? 0;
  const length = Math.max(last - first, MINUTE);
  const place = (/** @type {number} */ at) => ((at - first) / length) * 100;
  const at = (/** @type {Mark['role']} */ role) => marks.find((mark) => mark.role === role)?.at;

  const picture = part(made, 'picture');
  const [step, name] = STEPS.find(([seconds]) => length / seconds <= MOST_STEPS) ?? STEPS[STEPS.length - 1] ?? [length, ''];
  const now = at('now') ?? last;
  const end = at('end') ?? last;
  const begin = Math.min(at('start') ?? at('key-start') ?? Math.min(now, end), end);
  const used = Math.min(Math.max(now, begin), end);

  bar(picture, 'track', 0, 100);
  bar(picture, 'used', place(begin), place(used));
  bar(picture, 'left', place(used), place(end));
  const [keyStart, keyEnd] = [at('key-start'), at('key-end')];
  if (keyStart !== undefined && keyEnd !== undefined) bar(picture, 'key', place(keyStart), place(keyEnd));
  for (const tick of ticks(first, last, step)) bar(picture, 'tick', place(tick), place(tick));
  for (const mark of marks) {
    if (mark.role === 'key-start' || mark.role === 'key-end') continue;
    const pin = bar(picture, 'pin', place(mark.at), place(mark.at));
    pin.dataset.role = mark.role;
    pin.dataset.at = String(mark.at);
  }
  label(picture, 'now', 'Now', place(now));
  const { starts, ends } = labels(validity, length);
  if (starts) label(picture, 'start', starts, place(at('start') ?? first));
  label(picture, 'end', ends, place(end));
  // Labels with a clock, or near each other, stand in two rows.
  const isNear = place(end) - place(begin) < 40 || length <= CLOCK_UP_TO;
  picture.dataset.rows = starts && isNear ? '2' : '1';
  const isHair = place(end) - place(begin) < HAIRLINE;
  const hair = isHair ? ' At this scale its life is too short to be seen.' : '';
  const { life = '', lifeFromNow } = validity;
  const lasts = life && `${life} ${lifeFromNow ? 'from now' : 'in all'}. `;
  fill(made, { scale: `${lasts}Each step of the line is ${name}.${hair}` });
  picture.setAttribute('aria-label', `Time line, to scale. ${validity.summary.text}`);
}

/**
 * Returns the borders of the steps: at full years, days or hours where the step is one.
 *
 * @param {number} first
 * @param {number} last
 * @param {number} step seconds
 */
function ticks(first, last, step) {
  const found = [];
  for (let at = Math.ceil(first / step) * step; at < last; at += step) {
    if (at > first) found.push(at);
  }
  return found.slice(0, MOST_STEPS + 1);
}

/**
 * The labels of the two ends, as short as the scale allows: the day, or the clock too.
 *
 * @param {TokenReport['validity']} validity
 * @param {number} length seconds on the whole line
 */
function labels({ start, end }, length) {
  const [from, until] = [start?.text ?? '', end?.text ?? ''];
  const day = (/** @type {string} */ text) => text.split(', ')[0] ?? text;
  const isShort = length > CLOCK_UP_TO && day(from) !== day(until);
  const said = isShort ? day : (/** @type {string} */ text) => text;
  return { starts: from && `from ${said(from)}`, ends: until && `until ${said(until)}` };
}

/**
 * @param {HTMLElement} picture
 * @param {string} name
 * @param {number} from per cent
 * @param {number} to per cent
 */
function bar(picture, name, from, to) {
  const made = element('span', '', `timeline__${name}`);
  made.style.insetInlineStart = `${from}%`;
  if (to > from) made.style.inlineSize = `${to - from}%`;
  picture.append(made);
  return made;
}

/**
 * @param {HTMLElement} picture
 * @param {string} role
 * @param {string} text
 * @param {number} at per cent
 */
function label(picture, role, text, at) {
  const made = element('span', text, 'timeline__label');
  made.dataset.role = role;
  const width = `${(text.length * LETTER_EM).toFixed(1)}em`;
  const within = (/** @type {number} */ place) => `max(0px, min(${place}%, 100% - ${width}))`;
  if (at > 50) made.style.insetInlineEnd = within(100 - at);
  else made.style.insetInlineStart = within(at);
  picture.append(made);
}
