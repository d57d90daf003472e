/**
 * What narrows the list and what orders it.
 *
 * @typedef {import('./shapes.js').Query} Query
 * @typedef {import('./shapes.js').Filter} Filter
 */

import { having, labelled, make, select } from '../desk/build.js';
import { CERTAINTY, KINDS, LEVELS } from './words.js';

/** How long typing may pause before the list follows. */
const PAUSE_MILLIS = 200;

const ORDERS = Object.freeze(
  /** @type {const} */ ([
    ['level', 'Worst first'],
    ['ends', 'Ends soonest'],
    ['ends-last', 'Ends last'],
    ['places', 'In most places'],
    ['account', 'By account'],
    ['kind', 'By kind'],
    ['file', 'By file'],
  ]),
);

/** @type {Readonly<Record<string, Pick<Query, 'sort' | 'descending'>>>} */
const SORTS = Object.freeze({
  level: { sort: 'level', descending: false },
  ends: { sort: 'ends', descending: false },
  'ends-last': { sort: 'ends', descending: true },
  places: { sort: 'places', descending: true },
  account: { sort: 'account', descending: false },
  kind: { sort: 'kind', descending: false },
  file: { sort: 'file', descending: false },
});

/**
 * @param {boolean} hasLimits whether an organisation's limits were looked at
 * @param {(query: Query) => void} changed
 * @returns {{ root: HTMLElement, query: () => Query }}
 */
export function filters(hasLimits, changed) {
  const text = having(make('input', 'field__text'), { type: 'search' });
  const order = select(ORDERS);
  const level = select([['', 'Every level'], ...Object.entries(LEVELS)]);
  const kind = select([['', 'Every kind'], ...Object.entries(KINDS).map(([id, { title }]) => /** @type {const} */ ([id, title]))]);
  const certainty = select([['', 'Certain or not'], ['certain', CERTAINTY.certain], ['likely', CERTAINTY.likely], ['redacted', 'Taken out']]);
  const limits = select([['', 'Kept or not'], ['broken', 'Broken']]);

  /** @returns {Query} */
  const query = () => {
    const filter = /** @type {Filter} */ ({
      ...(level.value && { levels: [level.value] }),
      ...(kind.value && { kinds: KINDS[kind.value]?.kinds }),
      ...(certainty.value && { certainty: [certainty.value] }),
      ...(limits.value && { breaksLimits: true }),
      ...(text.value.trim() && { text: text.value.trim() }),
    });
    return { ...SORTS[order.value], filter };
  };

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  text.addEventListener('input', () => {
    clearTimeout(pause);
    pause = setTimeout(() => changed(query()), PAUSE_MILLIS);
  });
  for (const field of [order, level, kind, certainty, limits]) field.addEventListener('change', () => changed(query()));

  const fields = make(
    'div',
    'filters__fields',
    labelled(text, 'Search account, kind, file'),
    labelled(order, 'Order'),
    labelled(level, 'Level'),
    labelled(kind, 'Kind'),
    labelled(certainty, 'Certainty'),
    ...(hasLimits ? [labelled(limits, 'Limits')] : []),
  );
  const root = make('details', 'more filters', make('summary', 'more__summary', 'Search, order, narrow'), fields);
  root.open = matchMedia('(min-width: 40rem)').matches;
  return { root: having(root, { 'data-screen': '' }), query };
}
