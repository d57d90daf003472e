/**
 * Who used the link: queries for the log tables, and what to look for in what they find.
 *
 * @typedef {import('../pkg/sas_lens.js').TokenReport} TokenReport
 */

import { copyable, make } from './build.js';

/**
 * @param {NonNullable<TokenReport['usage']>} usage
 * @returns {HTMLElement}
 */
export function queries({ queries, tells }) {
  const made = make('div', 'desk');
  for (const { title, table, text } of queries) {
    const head = make('h4', 'desk__subtitle', title, ' ', make('code', 'key', table));
    made.append(make('div', '', head, copyable(`Query: ${title}`, text)));
  }
  if (tells.length > 0) {
    const heard = make('ul', 'remarks', ...tells.map(({ text }) => make('li', '', text)));
    made.append(make('div', '', make('h4', 'desk__subtitle', 'What to look for'), heard));
  }
  return made;
}
