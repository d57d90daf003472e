/**
 * The requests behind an outcome: what the holder would send, each with a line for `curl`, the
 * signature left out.
 *
 * @typedef {import('../pkg/sas_lens.js').Operation} Operation
 */

import { counted } from '../text.js';
import { copyable, make } from './build.js';

/** How many requests are listed before the reader asks for the rest. */
const AT_ONCE = 8;

/**
 * @param {string} outcome its id
 * @param {readonly Operation[]} operations all of the link's
 * @returns {HTMLElement}
 */
export function requestsBehind(outcome, operations) {
  const behind = operations.filter(({ answer, outcomes }) => answer !== 'denied' && outcomes.includes(outcome));
  if (behind.length === 0) return make('p', 'late', 'No single request does this.');
  const sorted = [...behind].sort((a, b) => Number(isDoubtful(a)) - Number(isDoubtful(b)));
  const rest = sorted.slice(AT_ONCE);
  const made = make('div', 'requests', ...sorted.slice(0, AT_ONCE).map(request));
  if (rest.length > 0) {
    const more = make('summary', 'more__summary', `And ${counted(rest.length, 'more request')}`);
    made.append(make('details', 'more', more, ...rest.map(request)));
  }
  return made;
}

/** @param {Operation} operation */
const isDoubtful = ({ answer }) => answer === 'unknown';

/** @param {Operation} operation */
function request(operation) {
  const { name, reason, note, request: sent } = operation;
  const head = make('span', '', isDoubtful(operation) ? 'Perhaps ' : '', make('strong', 'request__name', name));
  if (sent) head.append(' ', make('code', 'request__line', `${sent.method} ${sent.path}`));
  const told = make('p', 'request__reason', [reason.text, note?.text].filter(Boolean).join(' '));
  const made = make('details', 'fold request', make('summary', 'fold__head', head), told);
  if (sent) made.append(copyable(`Request: ${name}`, sent.curl));
  return made;
}
