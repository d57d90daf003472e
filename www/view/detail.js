/** Everything about one token, in the order in which it matters: consequence, remedy, cause, anatomy. */

import { access } from './access.js';
import { actions } from './actions.js';
import { fingerprint, unknowns } from './extras.js';
import { findings } from './findings.js';
import { params } from './params.js';
import { verdict } from './verdict.js';

/**
 * @param {import('./link.js').Detail} detail
 * @returns {DocumentFragment}
 */
export function detail(detail) {
  const made = document.createDocumentFragment();
  const token = detail.report.tokens[detail.token];
  if (!token) return made;
  made.append(
    verdict(token),
    actions(token.verdict.actions),
    findings(detail),
    params(token),
    access(token),
    unknowns(token),
    fingerprint(token),
  );
  return made;
}
