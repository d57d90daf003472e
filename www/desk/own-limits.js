/** The organisation's limits, given by hand: pasted or chosen as a file, kept in memory only. */

import { adopt } from '../analyzer.js';
import { part } from '../dom.js';
import { limits } from '../limits.js';
import { announce } from '../status.js';
import { button, having, labelled, make } from './build.js';

/**
 * Fills the page's place for them.
 *
 * @param {HTMLDetailsElement} fold
 * @param {() => void} changed called when others are in force
 */
export function ownLimits(fold, changed) {
  const field = having(make('textarea', 'editor__text'), { rows: '8' });
  const problem = having(make('p', 'desk__problem'), { id: 'limits-problem' });
  const file = having(make('input', ''), { type: 'file', accept: '.json,application/json', hidden: '', 'aria-label': 'File with limits' });

  /** @param {string} text */
  const say = (text) => {
    problem.textContent = text;
    problem.hidden = text === '';
    field.setAttribute('aria-invalid', String(text !== ''));
    announce(part(document, 'status'), text);
  };
  const show = () => {
    const inForce = limits();
    fold.dataset.inForce = String(inForce !== undefined);
    part(fold, 'limits-state').textContent = inForce ? ': in force' : '';
    field.value = inForce ? JSON.stringify(inForce, null, 2) : '';
    remove.hidden = !inForce;
  };

  /** @param {string} text */
  const use = async (text) => {
    try {
      const policy = text.trim() === '' ? undefined : JSON.parse(text);
      await adopt(policy);
    } catch (error) {
      return say(`These limits were not taken. ${error instanceof Error ? error.message : error}`);
    }
    show();
    say('');
    announce(part(document, 'status'), limits() ? 'The limits are in force.' : 'No limits are in force.');
    changed();
  };
  const remove = button('Remove', () => use(''), 'button');

  file.addEventListener('change', async () => {
    const [chosen] = file.files ?? [];
    file.value = '';
    if (!chosen) return;
    field.value = await chosen.text();
    use(field.value);
  });

  const written = labelled(field, 'The limits, as JSON', 'Kept in memory only. Whoever hosts this page can put them into its file policy.json.');
  field.setAttribute('aria-describedby', `${field.getAttribute('aria-describedby')} ${problem.id}`);
  const tools = make(
    'div',
    'tools',
    button('Use these limits', () => use(field.value), 'button button--main'),
    button('Choose a file…', () => file.click(), 'button'),
    remove,
    file,
  );
  const summary = fold.querySelector('summary');
  fold.replaceChildren(...(summary ? [summary] : []), make('div', 'desk', written, problem, tools));
  show();
  say('');
}
