/** The rows of the anatomy: one for each parameter, and for what is none. */

import { clone, fill, list, page, part } from '../dom.js';
import { DOTS } from '../pieces.js';
import { bounded } from '../text.js';
import { moment } from './moment.js';

/**
 * @typedef {import('../pkg/sas_lens.js').Param} Param
 * @typedef {import('../pkg/sas_lens.js').Letter} Letter
 */

/** What the report puts in place of a secret. */
const REDACTED = '[redacted]';

const STANDINGS = Object.freeze({ ok: '', note: 'Note', warning: 'Warning', invalid: 'Not valid' });

/** So many permissions are explained without being asked. */
const FEW_LETTERS = 4;

/** How much of one value the table shows. */
const MOST = 240;

/**
 * @param {Param} param
 * @param {string} key its part
 */
export function row(param, key) {
  const made = clone('param');
  const { dataset } = part(made, 'param');
  dataset.key = key;
  dataset.standing = param.standing;
  fill(made, { standing: STANDINGS[param.standing], meaning: param.meaning.text });
  part(made, 'name').textContent = bounded(param.name, 80);
  part(made, 'title').append(param.key ? page(param.title, `reference/parameters.html#${param.key}`) : param.title);
  showValue(part(made, 'value'), param);
  if (param.standing === 'ok') part(made, 'standing').remove();
  if (param.moment) part(made, 'moment').append(moment(param.moment));
  else part(made, 'moment').remove();
  part(made, 'letter-fold').toggleAttribute('open', param.key === 'sp' && param.letters.length <= FEW_LETTERS);
  list(made, 'letters', param.letters, letter);
  return made;
}

/**
 * @typedef {object} Plain a part that is no parameter
 * @property {string} key
 * @property {string} title
 * @property {string} value
 * @property {string} meaning
 */

/**
 * @param {Plain} plain
 */
export function plainRow({ key, title, value, meaning }) {
  const made = clone('param');
  part(made, 'param').dataset.key = key;
  fill(made, { name: title, value, meaning });
  for (const name of ['title', 'standing', 'moment', 'letter-fold']) part(made, name).remove();
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
