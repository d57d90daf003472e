/** The judgement: the level by word and outline, and one sentence in large type. */

import { clone, element, fill, list, page, part } from '../dom.js';
import { counted } from '../text.js';
import { shape } from './shape.js';

/**
 * @param {import('../pkg/sas_lens.js').TokenReport} token
 * @returns {DocumentFragment}
 */
export function verdict({ verdict: { level, title, sentence }, repairs }) {
  const made = clone('verdict');
  part(made, 'verdict').dataset.level = level;
  part(made, 'shape').append(shape(level));
  fill(made, { title, sentence: sentence.text });
  part(made, 'more').append(page('How this level is found', `reference/verdict.html#${level}`));
  fill(made, { 'mended-count': `Mended before it was read, in ${counted(repairs.length, 'way')}` });
  if (matchMedia('(min-width: 40rem)').matches) part(made, 'mended').setAttribute('open', '');
  list(made, 'repairs', repairs, ({ message }) => element('li', message.text));
  return made;
}

/**
 * A headline where there is no token to judge.
 *
 * @param {{ level: import('../pkg/sas_lens.js').Level | 'none', title: string, sentence: string, help?: string }} text
 * @returns {DocumentFragment}
 */
export function plainVerdict({ level, title, sentence, help = '' }) {
  const made = clone('plain-verdict');
  part(made, 'verdict').dataset.level = level;
  part(made, 'shape').append(shape(level));
  fill(made, { title, sentence, help });
  if (!help) part(made, 'help').remove();
  return made;
}
