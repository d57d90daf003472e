/**
 * The desk: what can be done with a link beyond the first verdict. It arrives when the page is idle
 * and fills the places that the page keeps for it, so that nothing moves.
 *
 * @typedef {import('../view/link.js').Detail} Detail
 * @typedef {import('../reading.js').Found} Found
 */

import { lazily } from './lazily.js';
import { everyOperation } from './operations.js';
import { requests } from './requests.js';

/**
 * Fills the places of one link's detail.
 *
 * @param {HTMLElement} holder what shows the detail
 * @param {Detail} detail from the worker
 */
export function furnish(holder, { report, token: index }) {
  const token = report.tokens[index];
  if (!token) return;
  const operations = token.access.operations ?? [];
  for (const fold of folds(holder, '[data-outcome]')) {
    const { outcome = '' } = fold.dataset;
    const behind = operations.filter(({ outcomes, answer }) => answer !== 'denied' && outcomes.includes(outcome));
    lazily(fold, () => requests(behind));
  }
  for (const fold of folds(holder, '[data-part="every"]')) lazily(fold, () => everyOperation(operations));
}

/**
 * Shows the answers of a server that stand in a text.
 *
 * @param {Found} found
 * @returns {DocumentFragment}
 */
export function answers(found) {
  return document.createDocumentFragment();
}

/**
 * @param {HTMLElement} holder
 * @param {string} selector
 * @returns {NodeListOf<HTMLDetailsElement>}
 */
const folds = (holder, selector) => holder.querySelectorAll(`details${selector}`);
