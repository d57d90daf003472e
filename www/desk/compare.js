/**
 * A second link beside the first: what it adds and takes away, outcomes first, then parameter by
 * parameter.
 *
 * @typedef {import('../pkg/sas_lens.js').Outcome} Outcome
 * @typedef {import('../pkg/sas_lens.js').Message} Message
 * @typedef {wasm_bindgen.Comparison} Comparison
 */

import { part } from '../dom.js';
import { analyze } from '../desk-client.js';
import { announce, spoken } from '../status.js';
import { link } from '../view/link.js';
import { compare } from './ask.js';
import { button, having, labelled, make } from './build.js';
import { named, shown } from './fields.js';
import { row, table } from './table.js';

/** The sign of each direction. */
const SIGNS = Object.freeze({ same: '=', narrower: '−', wider: '+', different: '±', 'cannot-tell': '?' });

/**
 * @param {string} first the link that is shown
 * @param {number} now milliseconds since 1970
 * @returns {HTMLElement}
 */
export function compareDesk(first, now) {
  const field = having(make('textarea', 'editor__text'), { rows: '3' });
  const editor = make('div', 'desk__fields', labelled(field, 'The second link', 'The first is the link above.'));
  const other = make('div', 'desk__link');
  const outcome = make('div', 'desk__outcome');
  const made = make('div', 'desk', editor, other, outcome);

  const read = async () => {
    const second = field.value;
    if (second.trim() === '') return field.focus();
    try {
      const [comparison, report] = await Promise.all([compare(first, second, now), analyze(second, now)]);
      const [token] = report.ranking;
      if (token === undefined) {
        outcome.replaceChildren(make('p', 'desk__answer', 'No signature was found in that text.'));
      } else {
        field.value = '';
        editor.hidden = true;
        const again = button('Another link…', startOver);
        other.replaceChildren(make('p', 'field__label', 'The second link'), link({ text: second, report, token }, other), again);
        outcome.replaceChildren(compared(comparison));
        // The field is gone: stay in its place.
        again.focus({ preventScroll: true });
      }
    } catch {
      outcome.replaceChildren(make('p', 'desk__answer', 'The links could not be compared. Reload the page and try again.'));
    }
    announce(part(document, 'status'), spoken(outcome));
  };
  const startOver = () => {
    other.replaceChildren();
    outcome.replaceChildren();
    editor.hidden = false;
    field.focus();
  };

  editor.append(make('div', 'tools', button('Compare', read, 'button button--main')));
  field.addEventListener('paste', () => setTimeout(read));
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    read();
  });
  return made;
}

/** @param {Comparison} comparison */
function compared(comparison) {
  const { params, notes } = comparison;
  const made = difference(comparison);
  const [doubts, granted] = [notes.filter(isDoubt), notes.filter((note) => !isDoubt(note))];
  made.firstElementChild?.append(...doubts.map(({ text }) => make('p', 'desk__problem', text)));
  if (params.length > 0) made.append(parts(params));
  if (granted.length > 0) made.append(make('h5', 'desk__subtitle', 'What was taken for granted'), remarks(granted));
  return made;
}

/**
 * Whether a note says that a link cannot be what it seems.
 *
 * @param {Message} note
 */
const isDoubt = ({ id }) => id === 'compare/one-signature';

/**
 * What one link allows and the other does not.
 *
 * @param {Comparison} comparison
 * @returns {HTMLElement}
 */
export function difference({ direction, sentence, adds, removes, keeps, limits }) {
  const sign = having(make('span', 'desk__sign', SIGNS[direction]), { 'aria-hidden': 'true' });
  const made = make('div', 'desk__stack', make('div', 'desk__answer', make('h4', 'desk__title', sign, ` ${sentence.text}`)));
  /** @param {string} title @param {readonly Outcome[]} outcomes */
  const group = (title, outcomes) =>
    outcomes.length > 0 ? [make('h5', 'desk__subtitle', title), remarks(outcomes.map(({ message }) => message))] : [];
  made.append(...group('What the second link adds', adds), ...group('What the second link takes away', removes));
  if (limits.length > 0) made.append(make('h5', 'desk__subtitle', 'Within which limits'), remarks(limits));
  if (keeps.length > 0) {
    const kept = remarks(keeps.map(({ message }) => message));
    made.append(make('details', 'more', make('summary', 'more__summary', 'What both allow'), kept));
  }
  return made;
}

/** @param {readonly Message[]} messages */
const remarks = (messages) => make('ul', 'remarks', ...messages.map(({ text }) => make('li', '', text)));

/** @param {Comparison['params']} params */
function parts(params) {
  const columns = [
    { title: 'Part', className: 'table__name', isHead: true },
    { title: 'First link', label: 'First link' },
    { title: 'Second link', label: 'Second link' },
    { title: 'What that changes' },
  ];
  const rows = params.map(({ key, title, before, after, change }) =>
    row(columns, [named(title, key), [shown(before, 'absent', 'empty')], [shown(after, 'absent', 'empty')], [change.text]]),
  );
  return table('Part by part', columns, rows);
}
