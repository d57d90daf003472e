/**
 * A string-to-sign, field by field: each line has its number and its name, and an empty one is seen.
 *
 * @typedef {import('../pkg/sas_lens.js').ServerError} ServerError
 */

import { having, make } from './build.js';
import { row, table } from './table.js';

const LINE = Object.freeze({ title: 'Line', className: 'signed__line' });
const FIELD = Object.freeze({ title: 'Field', className: 'table__name', isHead: true });

/**
 * @param {wasm_bindgen.SignedText} text
 * @returns {HTMLElement}
 */
export function signedFields({ layout, fields }) {
  const columns = [LINE, FIELD, { title: 'Value' }];
  const rows = fields.map(({ name, key, value }, place) =>
    row(columns, [[String(place + 1)], named(name, key), [shown(value, 'not known yet')]]),
  );
  return table(`What the signature is made from, line by line: ${layout}`, columns, rows, 'signed');
}

/**
 * The same as a server has read it, beside what the link says where there is one.
 *
 * @param {NonNullable<ServerError['stringToSign']>} text
 * @param {boolean} [isDifferenceOnly] whether what is the same is left out
 * @returns {HTMLElement}
 */
export function comparedFields({ layout, fields }, isDifferenceOnly = false) {
  const isAlone = fields.every(({ ours }) => ours === undefined);
  const columns = [
    LINE,
    FIELD,
    { title: 'Azure read', label: isAlone ? undefined : 'Azure read' },
    ...(isAlone ? [] : [{ title: 'The link says', label: 'The link says' }, { title: 'Same?', className: 'signed__same' }]),
  ];
  const rows = fields.flatMap(({ name, key, server, ours, same }, place) => {
    if (same && isDifferenceOnly) return [];
    const cells = [[String(place + 1)], named(name, key), [shown(server, 'no such line')]];
    if (isAlone) return row(columns, cells);
    const made = row(columns, [...cells, [shown(ours, 'not known')], [same ? 'same' : 'differs']]);
    // Without columns, what is the same is told once.
    if (same) made.cells[2]?.setAttribute('data-label', 'Both');
    return having(made, { 'data-same': String(same) });
  });
  const title = isDifferenceOnly ? 'Where they differ' : `What Azure made the signature from, line by line: ${layout}`;
  return table(title, columns, rows, 'signed');
}

/**
 * Returns a name with the parameter that it stands for.
 *
 * @param {string} name
 * @param {string | undefined} key
 */
export const named = (name, key) => (key ? [name, ' ', make('code', 'key', key)] : [name]);

/**
 * Returns a value; one that is empty or absent is told in words.
 *
 * @param {string | undefined} value
 * @param {string} absent
 * @param {string} [empty]
 */
export function shown(value, absent, empty = 'empty line') {
  if (value === undefined) return make('span', 'signed__none', absent);
  if (value === '') return make('span', 'signed__none', empty);
  return having(make('code', '', value), { translate: 'no' });
}
