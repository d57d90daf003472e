/** The organisation's limits, given by hand: pasted or chosen as a file, kept in memory only. */

import { adopt } from '../analyzer.js';
import { page, part } from '../dom.js';
import { hasLimits, limits } from '../limits.js';
import { announce } from '../status.js';
import { button, having, labelled, make } from './build.js';
import { faultOf } from './json-fault.js';

const EXAMPLE = '{ "longestLifeHours": 168, "knownAccounts": ["contosoexample"] }';

/**
 * @param {string} text
 * @returns {unknown}
 */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`They are no valid JSON: see ${faultOf(text)}.`);
  }
}

/**
 * Fills the page's place for them.
 *
 * @param {HTMLDetailsElement} fold
 * @param {() => void} changed called when others are in force
 */
export function ownLimits(fold, changed) {
  const field = having(make('textarea', 'editor__text'), { rows: '8', placeholder: EXAMPLE });
  const said = having(make('p', ''), { id: 'limits-said' });
  const file = having(make('input', ''), { type: 'file', accept: '.json,application/json', hidden: '', 'aria-label': 'File with limits' });

  /**
   * @param {string} text
   * @param {boolean} [isRefused]
   */
  const say = (text, isRefused = false) => {
    said.textContent = text;
    said.className = isRefused ? 'desk__problem' : 'field__hint';
    field.setAttribute('aria-invalid', String(isRefused));
    announce(part(document, 'status'), text);
  };
  const show = () => {
    const inForce = limits();
    part(fold, 'limits-state').textContent = inForce ? ': in force' : '';
    field.value = inForce ? JSON.stringify(inForce, null, 2) : '';
    // A button that goes takes the focus with it.
    if (!inForce && document.activeElement === remove) field.focus();
    remove.hidden = !inForce;
  };

  /** @param {string} text */
  const use = async (text) => {
    try {
      const policy = text.trim() === '' ? undefined : parsed(text);
      await adopt(hasLimits(policy) ? policy : undefined);
    } catch (error) {
      return say(`These limits were not taken. ${error instanceof Error ? error.message : error}`, true);
    }
    show();
    say(limits() ? 'These limits are in force. A link was judged again at once; a list of files says what it was judged by.' : 'No limits are in force.');
    changed();
  };
  const remove = button('Remove', () => use(''), 'button');

  /** @param {File | undefined} chosen */
  const open = async (chosen) => {
    if (!chosen) return;
    field.value = await chosen.text();
    use(field.value);
  };
  file.addEventListener('change', () => {
    const [chosen] = file.files ?? [];
    file.value = '';
    open(chosen);
  });
  fold.addEventListener('drop', (event) => {
    const [dropped] = event.dataTransfer?.files ?? [];
    if (!dropped) return;
    // Elsewhere on the page it would be read for links.
    event.preventDefault();
    open(dropped);
  });

  const written = labelled(field, 'The limits, as JSON', 'Kept in memory only. Whoever hosts this page can put them into its file policy.json.');
  field.setAttribute('aria-describedby', `${field.getAttribute('aria-describedby')} ${said.id}`);
  const tools = make(
    'div',
    'tools',
    button('Use these limits', () => use(field.value), 'button button--main'),
    button('Choose a file…', () => file.click(), 'button'),
    remove,
    file,
  );
  const summary = fold.querySelector('summary');
  fold.replaceChildren(...(summary ? [summary] : []), make('div', 'desk', written, said, tools, make('p', 'field__hint', page('All settings there are, as a schema', 'policy.schema.json'))));
  show();
}
