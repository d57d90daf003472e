/**
 * What a server said when it refused a request: why, what to do, and what it made of the link.
 *
 * @typedef {import('../pkg/sas_lens.js').ServerError} ServerError
 */

import { plainVerdict } from '../view/verdict.js';
import { make } from './build.js';
import { comparedFields } from './fields.js';

/**
 * @param {readonly ServerError[]} answers
 * @returns {DocumentFragment}
 */
export function answersView(answers) {
  const made = document.createDocumentFragment();
  for (const answer of answers) made.append(answerView(answer));
  return made;
}

/** @param {ServerError} answer */
function answerView({ title, cause, certain, fixes, details, stringToSign }) {
  const sentence = certain ? cause.text : `Most likely: ${cause.text}`;
  const made = make('div', 'answer', plainVerdict({ level: 'none', title, sentence }));
  if (fixes.length > 0) {
    const steps = fixes.map(({ text }) => make('li', 'action', make('p', 'action__text', text)));
    made.append(section('What to do about it', make('ol', 'actions', ...steps)));
  }
  if (details.length > 0 || stringToSign) {
    const body = make('div', 'section__body');
    if (details.length > 0) body.append(make('dl', 'answer__details', ...details.flatMap(detail)));
    if (stringToSign?.lineBreaksLost) {
      body.append(make('p', 'late', 'The line breaks of the string-to-sign were lost on the way. Where they stood is worked out from the link.'));
    }
    if (stringToSign) body.append(comparedFields(stringToSign));
    made.append(section('What the server said', body));
  }
  return made;
}

/**
 * @param {string} title
 * @param {Node} body
 */
const section = (title, body) => make('section', 'section', make('h2', 'section__title', title), body);

/** @param {ServerError['details'][number]} detail */
const detail = ({ name, value }) => [make('dt', '', name), make('dd', '', make('code', '', value))];
