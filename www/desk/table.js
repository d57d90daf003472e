/**
 * Tables that become blocks where there is no room for columns, and are still read as tables: the
 * roles are written out, since a browser takes them from the look.
 */

import { having, make } from './build.js';

/**
 * @typedef {object} Column
 * @property {string} title
 * @property {string} [label] what stands before its cells in a narrow table; nothing if they speak for themselves
 * @property {string} [className]
 * @property {boolean} [isHead] whether it names its row
 */

/**
 * @param {Node | string} title
 * @param {readonly Column[]} columns
 * @param {readonly HTMLElement[]} rows from `row`
 * @param {string} [className]
 */
export function table(title, columns, rows, className = '') {
  const heads = columns.map(({ title }) => having(make('th', '', title), { role: 'columnheader', scope: 'col' }));
  const made = make(
    'table',
    `table ${className}`.trim(),
    make('caption', 'table__title', title),
    having(make('thead', '', having(make('tr', '', ...heads), { role: 'row' })), { role: 'rowgroup' }),
    having(make('tbody', '', ...rows), { role: 'rowgroup' }),
  );
  return having(made, { role: 'table' });
}

/**
 * @param {readonly Column[]} columns
 * @param {readonly (readonly (Node | string)[])[]} cells what each cell holds
 */
export function row(columns, cells) {
  const made = columns.map(({ label, className = '', isHead }, place) => {
    const cell = make(isHead ? 'th' : 'td', className, ...(cells[place] ?? []));
    const roles = isHead ? { role: 'rowheader', scope: 'row' } : { role: 'cell' };
    return having(cell, { ...roles, 'data-label': label });
  });
  return having(make('tr', 'table__row', ...made), { role: 'row' });
}
