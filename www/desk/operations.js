/**
 * Every request that Azure Storage knows: allowed or not by this link, and why, service by service.
 *
 * @typedef {import('../pkg/sas_lens.js').Operation} Operation
 * @typedef {Operation['answer']} Answer
 */

import { part } from '../dom.js';
import { announce } from '../status.js';
import { counted } from '../text.js';
import { having, labelled, make } from './build.js';
import { row, table } from './table.js';

const SERVICES = Object.freeze(
  /** @type {const} */ ({
    blob: 'Blobs',
    dfs: 'Folders and files in blobs (Data Lake)',
    file: 'File shares',
    queue: 'Queues',
    table: 'Tables',
    account: 'The account itself',
  }),
);

/** The sign and the word of each answer. */
const ANSWERS = Object.freeze(
  /** @type {const} */ ({
    allowed: ['✓', 'Allowed'],
    denied: ['✕', 'Denied'],
    unknown: ['?', 'Not known'],
  }),
);

const COLUMNS = Object.freeze([
  { title: 'Answer', className: 'operation__answer' },
  { title: 'Request', className: 'operation__name', isHead: true },
  { title: 'Why' },
]);

/** Typing pauses so long before the number of what is shown is read out. */
const TYPED_MILLIS = 900;

/**
 * @param {readonly Operation[]} operations
 * @returns {HTMLElement}
 */
export function everyOperation(operations) {
  const search = having(make('input', 'field__text'), { type: 'search' });
  const made = make('div', 'every');
  const choices = answerChoices(operations);
  const count = make('p', 'every__count');
  made.append(make('div', 'every__filter', labelled(search, 'Filter by name, path or reason'), choices.made), count);

  const groups = Object.entries(SERVICES).map(([service, title]) => {
    const own = operations.filter((operation) => operation.service === service);
    return group(title, own);
  });
  made.append(...groups.flatMap((shown) => (shown ? [shown.made] : [])));

  const filter = (/** @type {number} */ delay) => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const answer = choices.chosen();
    let shown = 0;
    for (const each of groups) shown += each?.filter(words, answer) ?? 0;
    count.textContent = `${shown.toLocaleString('en')} of ${counted(operations.length, 'request')}`;
    if (delay > 0) announce(part(document, 'status'), `${counted(shown, 'request')} shown`, delay);
  };
  search.addEventListener('input', () => filter(TYPED_MILLIS));
  choices.made.addEventListener('change', () => filter(1));
  filter(0);
  return made;
}

/**
 * The choice of an answer, with how many there are of each.
 *
 * @param {readonly Operation[]} operations
 */
function answerChoices(operations) {
  const made = make('fieldset', 'choices', make('legend', 'field__label', 'Show'));
  const count = (/** @type {string} */ answer) => operations.filter((operation) => operation.answer === answer).length;
  /** @type {[string, string, number][]} */
  const rows = [
    ['', 'All', operations.length],
    ...Object.entries(ANSWERS).map(([answer, [, word]]) => /** @type {[string, string, number]} */ ([answer, word, count(answer)])),
  ];
  for (const [value, word, number] of rows) {
    if (number === 0) continue;
    const radio = having(make('input', ''), { type: 'radio', name: 'desk-answer', value });
    radio.checked = value === '';
    made.append(make('label', 'choice', radio, ` ${word} `, make('span', 'choice__count', String(number))));
  }
  const chosen = () => made.querySelector('input:checked')?.getAttribute('value') ?? '';
  return { made, chosen };
}

/**
 * @param {string} title
 * @param {readonly Operation[]} operations those of one service
 */
function group(title, operations) {
  if (operations.length === 0) return undefined;
  const allowed = operations.filter(({ answer }) => answer === 'allowed').length;
  const rows = operations.map((operation) => ({ operation, text: textOf(operation), made: line(operation) }));
  const count = make('span', 'operations__count', `${allowed} of ${operations.length} allowed`);
  const made = table(make('span', '', title, ' ', count), COLUMNS, rows.map(({ made }) => made), 'operations');

  /**
   * @param {readonly string[]} words
   * @param {string} answer
   * @returns {number} how many are left
   */
  const filter = (words, answer) => {
    let left = 0;
    for (const { operation, text, made } of rows) {
      const fits = (answer === '' || operation.answer === answer) && words.every((word) => text.includes(word));
      made.hidden = !fits;
      if (fits) left += 1;
    }
    made.hidden = left === 0;
    return left;
  };
  return { made, filter };
}

/** @param {Operation} operation */
const textOf = ({ name, request, reason, note, letters }) =>
  [name, request?.method, request?.path, reason.text, note?.text, letters].join(' ').toLowerCase();

/** @param {Operation} operation */
function line({ name, answer, reason, note, decidedBy, request }) {
  const [sign, word] = ANSWERS[answer];
  const mark = having(make('span', 'operation__sign', sign), { 'aria-hidden': 'true' });
  const sent = request ? [' ', make('code', 'operation__path', `${request.method} ${request.path}`)] : [];
  const keys = decidedBy.flatMap((key) => [' ', make('code', 'key', key)]);
  return having(row(COLUMNS, [[mark, ` ${word}`], [name, ...sent], [[reason.text, note?.text].filter(Boolean).join(' '), ...keys]]), { 'data-answer': answer });
}
