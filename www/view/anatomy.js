/** The anatomy: the link in stretches, and a table with a row for each. */

import { GROUPS, groupOf, keysOfParams, runsOf } from '../anatomy.js';
import { clone, element, fill, list, part } from '../dom.js';
import { plainRow, row } from './params.js';
import { segments } from './segments.js';
import { isStorageSas, wordsFor } from './shape.js';

/**
 * @typedef {import('./link.js').Detail} Detail
 * @typedef {import('../pkg/sas_lens.js').TokenReport} TokenReport
 */

/**
 * @param {Detail} detail
 * @returns {DocumentFragment}
 */
export function anatomy(detail) {
  const made = clone('anatomy');
  const token = detail.report.tokens[detail.token];
  if (!token) return document.createDocumentFragment();
  const runs = runsOf(detail, false);
  part(made, 'segments').append(segments(runs, { canFocus: true }));
  fill(made, { caption: token.kindMeaning.text, thing: wordsFor(token.kind).thing });

  const keys = new Set(runs.map(({ key }) => key));
  const known = plainRows(token).filter(({ key }) => keys.has(key));
  const before = known.filter(({ key }) => key === 'address' || key === 'path');
  const rows = [
    ...before.map(plainRow),
    ...keysOfParams(token.params).flatMap((key, index) => {
      const param = token.params[index];
      return param && key !== 'more' ? [row(param, key)] : [];
    }),
    ...known.filter((shown) => !before.includes(shown)).map(plainRow),
  ];
  part(made, 'rows').append(...rows);
  for (const shown of part(made, 'rows').children) {
    if (shown instanceof HTMLElement) shown.dataset.group = groupOf(shown.dataset.key ?? '', token.params);
  }
  // One stop for Tab; the arrow keys go on from there.
  part(made, 'rows').querySelector('button')?.setAttribute('tabindex', '0');
  const groups = new Set(runs.map(({ group }) => group));
  const legend = Object.entries(GROUPS).filter(([group]) => groups.has(/** @type {keyof typeof GROUPS} */ (group)));
  list(made, 'legend', legend, ([group, { title }]) => {
    const item = element('li', title, 'legend__item');
    item.dataset.group = group;
    return item;
  });
  list(made, 'remarks', token.resource.remarks, (remark) => element('li', remark.text));
  return made;
}

/**
 * The rows of what is no parameter.
 *
 * @param {TokenReport} token
 * @returns {import('./params.js').Plain[]}
 */
function plainRows({ kind, resource: { host = '', account, container, path, covers } }) {
  const { thing } = wordsFor(kind);
  const isStorage = isStorageSas(kind);
  const ofStorage = account ? `It belongs to the storage account ${account}.` : 'It does not name the storage account.';
  const owner = isStorage ? ofStorage : 'The host that takes the request.';
  const reach = isStorage ? `The signature covers ${covers}.` : `It is for ${covers}.`;
  const place = [container, path].filter((name) => name !== undefined);
  return [
    { key: 'address', title: 'Address', value: host, meaning: owner },
    { key: 'path', title: 'Path', value: place.join('/') || '/', meaning: reach },
    { key: 'more', title: 'More', value: '', meaning: 'More parameters that Azure does not document.' },
    { key: 'fragment', title: 'Fragment', value: '', meaning: 'A browser keeps what follows # to itself; Azure never sees it.' },
    { key: 'carrier', title: 'Wrapping', value: '', meaning: `What the ${thing} was wrapped in. It was taken off before reading.` },
    { key: 'around', title: 'Around it', value: '', meaning: `Text that is no part of this ${thing}.` },
  ];
}
