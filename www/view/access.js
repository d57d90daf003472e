/** What the holder can do, what narrows it, and what only looks allowed. */

import { clone, element, fill, list, part } from '../dom.js';
import { counted } from '../text.js';
import { grid } from './grid.js';
import { GOALS, isStorageSas } from './shape.js';

/** @typedef {import('../pkg/sas_lens.js').Outcome} Outcome */

/** How many outcomes of one goal are shown before the reader asks for the rest. */
const AT_ONCE = 2;

/**
 * @param {import('../pkg/sas_lens.js').TokenReport} token
 * @returns {DocumentFragment}
 */
export function access(token) {
  const { summary, outcomes, limits, nearMisses, cells } = token.access;
  const made = clone('access');
  const title = token.state === 'expired' ? 'What the holder could do' : 'What the holder can do';
  fill(made, { title, summary: summary.text });
  if (cells.length > 0) part(made, 'grid').append(grid(token));
  else part(made, 'grid').remove();
  const show = isStorageSas(token.kind) ? outcome : plainOutcome;
  for (const [goal, title] of Object.entries(GOALS)) {
    const reached = outcomes.filter((outcome) => outcome.goal === goal);
    if (reached.length > 0) part(made, 'goals').append(group(title, reached, show));
  }
  if (show === plainOutcome) for (const name of ['hint', 'every']) part(made, name).remove();
  list(made, 'limits', limits, (limit) => element('li', limit.text));
  list(made, 'near-misses', nearMisses, (miss) => element('li', miss.text));
  return made;
}

/**
 * @param {string} title what an attacker would do
 * @param {readonly Outcome[]} outcomes worst first
 * @param {(outcome: Outcome) => Node} show
 */
function group(title, outcomes, show) {
  const made = clone('goal');
  const rest = outcomes.slice(AT_ONCE);
  fill(made, { title, 'rest-count': `And ${counted(rest.length, 'lesser thing')}` });
  list(made, 'outcomes', outcomes.slice(0, AT_ONCE), show);
  list(made, 'rest', rest, show);
  return made;
}

/** @param {Outcome} shown */
const plainOutcome = ({ message }) => element('li', message.text);

/** @param {Outcome} shown */
function outcome({ id, message, letters, certain }) {
  const made = clone('outcome');
  part(made, 'outcome').dataset.outcome = id;
  const because = letters ? `${letters.length > 1 ? 'letters' : 'letter'} ${[...letters].join(', ')}` : '';
  const doubt = certain ? '' : 'no source settles this';
  fill(made, { message: message.text, letters: [because, doubt].filter(Boolean).join('; ') });
  return made;
}
