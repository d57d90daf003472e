/** What follows the anatomy: what cannot be known, tools, other secrets, what was not read. */

import { clone, element, fill, list, part } from '../dom.js';
import { SEVERITY_WORDS, isStorageSas, meter, wordsFor } from './shape.js';

/**
 * @typedef {import('../pkg/sas_lens.js').Kind} Kind
 * @typedef {import('../pkg/sas_lens.js').Note} Note
 * @typedef {import('../pkg/sas_lens.js').Skipped} Skipped
 */

/** How many notes or skipped places are listed. */
const MOST = 100;

/**
 * @param {import('../pkg/sas_lens.js').TokenReport} token
 * @returns {DocumentFragment}
 */
export function unknowns({ kind, verdict }) {
  const made = clone('unknowns');
  fill(made, { thing: wordsFor(kind).thing });
  list(made, 'unknowns', verdict.unknowns, (unknown) => element('li', unknown.text));
  return made;
}

/** Which tokens a tool is for. */
const OFFERED = Object.freeze({
  /** @param {Kind} kind */
  signature: (kind) => !/-(key|string)$/.test(kind),
  compare: isStorageSas,
  narrow: isStorageSas,
  /** @param {Kind} _ @param {string} [fingerprint] */
  usage: (_, fingerprint) => Boolean(fingerprint),
});

/**
 * The desk's places, which it fills once it has arrived: nothing moves then.
 *
 * @param {import('../pkg/sas_lens.js').TokenReport} token
 * @returns {DocumentFragment}
 */
export function tools({ kind, fingerprint }) {
  const made = clone('tools');
  fill(made, { thing: wordsFor(kind).thing });
  const folds = [...made.querySelectorAll('details')];
  const late = part(made, 'late');
  for (const fold of folds.slice(1, 3)) fold.append(late.cloneNode(true));
  if (fingerprint) fill(made, { fingerprint });
  for (const fold of folds) {
    const { tool } = fold.dataset;
    const isOffered = OFFERED[/** @type {keyof typeof OFFERED} */ (tool)](kind, fingerprint);
    if (!isOffered) fold.remove();
  }
  return made.querySelector('details') ? made : document.createDocumentFragment();
}

/**
 * @param {readonly Note[]} notes
 * @returns {DocumentFragment}
 */
export function notes(notes) {
  const made = clone('notes');
  list(made, 'notes', notes.slice(0, MOST), note);
  return made;
}

/** @param {Note} shown */
function note({ title, message, severity }) {
  const made = clone('note');
  part(made, 'finding').dataset.severity = severity;
  part(made, 'meter').append(meter());
  fill(made, { severity: SEVERITY_WORDS[severity], title, message: message.text });
  return made;
}

/**
 * @param {readonly Skipped[]} skipped
 * @returns {DocumentFragment}
 */
export function skipped(skipped) {
  const made = clone('skipped');
  const rest = skipped.length - MOST;
  list(made, 'skipped', skipped.slice(0, MOST), ({ message }) => element('li', message.text));
  if (rest > 0) part(made, 'skipped').append(element('li', `… and ${rest.toLocaleString('en')} more`));
  return made;
}
