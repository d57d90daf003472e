/** Several links at once: the most dangerous first, each one a button that opens its detail. */

import { clone, fill, part } from '../dom.js';
import { counted } from '../text.js';
import { shape, thingOf } from './shape.js';

/**
 * @typedef {import('../pkg/sas_lens.js').SurveyRow} SurveyRow
 * @typedef {import('../pkg/sas_lens.js').Report} Report
 */

/** So many rows stand open; more scroll in a box of their own. */
const FEW = 10;

/** How many rows are added at a time. */
const STEP = 100;

/**
 * @param {readonly SurveyRow[]} rows
 * @param {(place: number) => void} choose called with a row's place in the list
 * @returns {DocumentFragment}
 */
export function ranking(rows, choose) {
  const made = clone('ranking');
  const holder = part(made, 'rows');
  holder.toggleAttribute('data-long', rows.length > FEW);
  const more = part(made, 'more');
  fill(made, { title: `${counted(rows.length, thingOf(rows))} found, worst first`, summary: tally(rows) });

  const grow = () => {
    const from = holder.childElementCount;
    const added = rows.slice(from, from + STEP).map((row, index) => item(row, from + index));
    holder.append(...added);
    const rest = rows.length - holder.childElementCount;
    more.hidden = rest <= 0;
    more.textContent = rest > STEP ? `Show ${STEP} more of ${rest.toLocaleString('en')}` : `Show the other ${rest}`;
    return from;
  };
  grow();
  more.addEventListener('click', () => button(holder, grow())?.focus());
  holder.addEventListener('click', ({ target }) => {
    const chosen = target instanceof Element ? target.closest('button') : null;
    if (chosen) choose(Number(chosen.dataset.place));
  });
  holder.addEventListener('keydown', (event) => move(event, holder));
  return made;
}

/**
 * Marks the row whose detail is shown.
 *
 * @param {ParentNode} root
 * @param {number} place
 */
export function markChosen(root, place) {
  for (const row of root.querySelectorAll('button[data-place]')) {
    if (row instanceof HTMLElement && row.dataset.place === String(place)) {
      row.setAttribute('aria-current', 'true');
    } else row.removeAttribute('aria-current');
  }
}

/**
 * Goes back to a row.
 *
 * @param {ParentNode} root
 * @param {number} place
 */
export function focusRow(root, place) {
  const row = root.querySelector(`button[data-place="${place}"]`);
  if (row instanceof HTMLElement) row.focus();
}

/**
 * The head of a row's detail.
 *
 * @param {number} count how many rows there are
 * @param {number} place
 * @param {() => void} goBack
 * @returns {DocumentFragment}
 */
export function placeIn(count, place, goBack) {
  const made = clone('detail-head');
  fill(made, { place: `Number ${(place + 1).toLocaleString('en')} of ${count.toLocaleString('en')}` });
  part(made, 'back').addEventListener('click', goBack);
  return made;
}

/**
 * Returns the rows of a short text's report, in the shape that a survey has.
 *
 * @param {Report} report
 * @returns {SurveyRow[]}
 */
export function rowsOf({ ranking, tokens }) {
  return ranking.flatMap((index) => {
    const token = tokens[index];
    if (!token) return [];
    const { verdict, kind, state, resource, location } = token;
    const { level, title, sentence } = verdict;
    return { index, level, title, sentence: sentence.text, kind, state, account: resource.account, location };
  });
}

/**
 * @param {SurveyRow} row
 * @param {number} place
 */
function item({ level, title, sentence, account, location }, place) {
  const made = clone('row');
  const row = part(made, 'row');
  row.dataset.level = level;
  row.dataset.place = String(place);
  part(made, 'shape').append(shape(level));
  const where = `line ${location.line.toLocaleString('en')}, column ${location.column.toLocaleString('en')}`;
  fill(made, { title, sentence, where: account ? `${account}, ${where}` : where });
  return made;
}

/** @param {readonly SurveyRow[]} rows */
function tally(rows) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { title } of rows) counts.set(title, (counts.get(title) ?? 0) + 1);
  return [...counts].map(([title, count]) => `${count.toLocaleString('en')} ${title.toLowerCase()}`).join(', ');
}

/**
 * Arrow keys, Home and End go from row to row.
 *
 * @param {KeyboardEvent} event
 * @param {HTMLElement} holder
 */
function move(event, holder) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const at = [...holder.children].findIndex((row) => row.contains(document.activeElement));
  const last = holder.childElementCount - 1;
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last }[event.key];
  if (to === undefined || at < 0) return;
  event.preventDefault();
  button(holder, Math.max(0, Math.min(last, to)))?.focus();
}

/**
 * @param {HTMLElement} holder
 * @param {number} place
 */
const button = (holder, place) => holder.children[place]?.querySelector('button');
