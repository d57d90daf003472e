/** Everything about one token, in the order in which it matters: consequence, remedy, cause, anatomy. */

import { access } from './access.js';
import { actions } from './actions.js';
import { anatomy } from './anatomy.js';
import { tools, unknowns } from './extras.js';
import { findings } from './findings.js';
import { timeline } from './timeline.js';
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
    timeline(token, Date.parse(detail.report.now)),
    access(token),
    anatomy(detail),
    unknowns(token),
    tools(token),
  );
  return made;
}
