/**
 * The desk: what can be done with a link beyond the first verdict. It arrives when the page is idle
 * and fills the places that the page keeps for it, so that nothing moves.
 *
 * @typedef {import('../view/link.js').Detail} Detail
 * @typedef {import('../reading.js').Found} Found
 */

import { part } from '../dom.js';
import { answersIn } from '../reading.js';
import { answersView } from './answers.js';
import { compareDesk } from './compare.js';
import { wireCopying } from './copying.js';
import { wireHanding } from './handing.js';
import { lazily } from './lazily.js';
import { wireLinking } from './linking.js';
import { narrowDesk } from './narrow.js';
import { everyOperation } from './operations.js';
import { ownLimits } from './own-limits.js';
import { requestsBehind } from './requests.js';
import { signatureDesk } from './signature.js';
import { queries } from './usage.js';

/**
 * Makes the page's own controls work that need not be there for the first verdict.
 *
 * @param {Document} page
 * @param {import('./handing.js').Shown & { limitsChanged: () => void }} about
 */
export function wire(page, { limitsChanged, ...shown }) {
  wireCopying(page);
  wireLinking(part(page, 'page'));
  wireHanding(page, shown);
  ownLimits(/** @type {HTMLDetailsElement} */ (part(page, 'own-limits')), limitsChanged);
}

/**
 * Fills the places of one link's detail.
 *
 * @param {HTMLElement} holder what shows the detail
 * @param {Detail} detail from the worker
 */
export function furnish(holder, { text, report, token: index }) {
  const token = report.tokens[index];
  if (!token) return;
  const { kind, usage, location, access, resource } = token;
  const now = Date.parse(report.now);
  const operations = access.operations ?? [];
  for (const fold of folds(holder, '[data-outcome]')) {
    const { outcome = '' } = fold.dataset;
    lazily(fold, () => requestsBehind(outcome, operations));
  }
  const { utf16Start, utf16End } = location.span;
  const own = text.slice(utf16Start, utf16End);
  const places = {
    '[data-part="every"]': () => everyOperation(operations),
    '[data-tool="signature"]': () => signatureDesk({ text, token: index, kind, now }),
    '[data-tool="compare"]': () => compareDesk(own, now),
    '[data-tool="narrow"]': () => narrowDesk({ text: own, now, hasAccount: resource.account !== undefined }),
  };
  for (const [place, make] of Object.entries(places)) {
    for (const fold of folds(holder, place)) lazily(fold, make);
  }
  for (const fold of folds(holder, '[data-tool="usage"]')) if (usage) fold.append(queries(usage));
}

/**
 * Shows the answers of a server that stand in a text.
 *
 * @param {Found} found
 * @returns {DocumentFragment}
 */
export const answers = (found) => answersView(answersIn(found));

/**
 * @param {HTMLElement} holder
 * @param {string} selector
 * @returns {NodeListOf<HTMLDetailsElement>}
 */
const folds = (holder, selector) => holder.querySelectorAll(`details${selector}`);
