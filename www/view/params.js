/** The table of parameters, and what the address means. */

import { clone, element, fill, list, part } from '../dom.js';
import { DOTS } from '../pieces.js';
import { bounded } from '../text.js';
import { moment } from './moment.js';

/**
 * @typedef {import('../pkg/sas_lens.js').Param} Param
 * @typedef {import('../pkg/sas_lens.js').Letter} Letter
 */

const STANDINGS = Object.freeze({ ok: '', note: 'Note', warning: 'Warning', invalid: 'Not valid' });

/** What the report puts in place of a secret. */
const REDACTED = '[redacted]';

/** How much of one value the table shows. */
const MOST = 240;

/**
 * @param {import('../pkg/sas_lens.js').TokenReport} token
 * @returns {DocumentFragment}
 */
export function params({ params, kindMeaning, resource }) {
  const made = clone('params');
  fill(made, { caption: kindMeaning.text });
  list(made, 'rows', params, row);
  list(made, 'remarks', resource.remarks, (remark) => element('li', remark.text));
  return made;
}

/** @param {Param} param */
function row(param) {
  const made = clone('param');
  part(made, 'param').dataset.standing = param.standing;
  fill(made, {
    title: param.title,
    standing: STANDINGS[param.standing],
    meaning: param.meaning.text,
  });
  part(made, 'name').textContent = bounded(param.name, 80);
  showValue(part(made, 'value'), param);
  if (param.standing === 'ok') part(made, 'standing').remove();
  if (param.moment) part(made, 'moment').append(moment(param.moment));
  else part(made, 'moment').remove();
  list(made, 'letters', param.letters, letter);
  return made;
}

/**
 * @param {HTMLElement} holder
 * @param {Param} param
 */
function showValue(holder, { value, redacted }) {
  holder.textContent = value === '' ? '(empty)' : bounded(value, MOST);
  // A longer text may hide a secret inside it; that one says so itself.
  if (!redacted || value !== REDACTED) return;
  holder.textContent = DOTS;
  holder.setAttribute('role', 'img');
  holder.setAttribute('aria-label', 'hidden');
}

/** @param {Letter} shown */
function letter({ letter, name, meaning, effective }) {
  const made = clone('letter');
  part(made, 'letter').dataset.effective = String(effective);
  fill(made, { mark: letter, name, meaning: meaning.text });
  return made;
}
