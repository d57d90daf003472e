/**
 * What a server said when it refused a request: why, what to do, and what it made of the link.
 *
 * @typedef {import('../pkg/sas_lens.js').ServerError} ServerError
 * @typedef {import('../pkg/sas_lens.js').Message} Message
 */

import { plainVerdict } from '../view/verdict.js';
import { make } from './build.js';
import { comparedFields } from './fields.js';

/** Said where the cause is a guess, if the best one. */
const NOT_PROVEN = 'This is the most likely cause. What was pasted does not prove it.';

/**
 * @param {readonly ServerError[]} answers
 * @returns {DocumentFragment}
 */
export function answersView(answers) {
  const made = document.createDocumentFragment();
  made.append(...answers.map(answerView));
  return made;
}

/** @param {ServerError} answer */
function answerView(answer) {
  const { title, cause, certain, fixes, alternatives } = answer;
  const verdict = plainVerdict({ level: 'none', title, sentence: cause.text, help: certain ? '' : NOT_PROVEN });
  const made = make('div', 'answer', verdict);
  if (fixes.length > 0) {
    const steps = fixes.map(({ text }) => make('li', 'action', make('p', 'action__text', text)));
    made.append(section('What to do about it', make('ol', 'actions section__body', ...steps)));
  }
  if (alternatives.length > 0) made.append(section('What else it may be', remarks(alternatives)));
  made.append(section('What the server said', said(answer)));
  return made;
}

/** @param {ServerError} answer */
function said({ code, status, details, remarks: noticed, stringToSign }) {
  const made = make('div', 'section__body');
  const answered = [status, code].filter(Boolean).join(' ');
  const shown = [...(answered ? [{ name: 'Answer', value: answered }] : []), ...details];
  made.append(make('dl', 'answer__details', ...shown.flatMap(detail)));
  if (noticed.length > 0) made.append(remarks(noticed));
  if (stringToSign) made.append(...compared(stringToSign));
  return made;
}

/**
 * What differs at once, all of it in a fold.
 *
 * @param {NonNullable<ServerError['stringToSign']>} text
 */
function compared(text) {
  const { fields } = text;
  const all = make('details', 'more', make('summary', 'more__summary', 'All that Azure signed, line by line'), comparedFields(text));
  const isDifferent = fields.some(({ same, ours }) => !same && ours !== undefined);
  return isDifferent ? [comparedFields(text, true), all] : [all];
}

/** @param {readonly Message[]} messages */
const remarks = (messages) => make('ul', 'remarks section__body', ...messages.map(({ text }) => make('li', '', text)));

/**
 * @param {string} title
 * @param {Node} body
 */
const section = (title, body) => make('section', 'section', make('h2', 'section__title', title), body);

/** @param {ServerError['details'][number]} detail */
const detail = ({ name, value }) => [make('dt', '', name), make('dd', '', make('code', '', value))];
