/**
 * Saving the list, without a secret in it.
 *
 * @typedef {import('./shapes.js').Format} Format
 */

import { button, make } from '../desk/build.js';
import { say } from '../desk/copying.js';

/** How long a saved file's address stays good. */
const KEPT_MILLIS = 10_000;

/** @type {readonly (readonly [Format, string, string, string])[]} */
const FORMATS = Object.freeze([
  ['sarif', 'SARIF', 'sarif', 'application/sarif+json'],
  ['csv', 'CSV', 'csv', 'text/csv'],
  ['json', 'JSON', 'json', 'application/json'],
  ['markdown', 'Markdown', 'md', 'text/markdown'],
  ['html', 'HTML', 'html', 'text/html'],
]);

/**
 * @param {(format: Format) => Promise<string>} write
 * @returns {HTMLElement}
 */
export function exports(write) {
  const buttons = FORMATS.map(([format, title, ending, type]) => {
    const made = button(title, async () => {
      try {
        save(await write(format), ending, type);
        say(made, 'Saved');
      } catch {
        say(made, 'Not saved');
      }
    });
    made.dataset.export = format;
    made.setAttribute('aria-label', `Save as ${title}`);
    return made;
  });
  return make(
    'div',
    'handing',
    make('p', 'handing__label', 'Save what is listed, without the secrets in it. A list saved as JSON can be opened here again:'),
    make('div', 'tools', ...buttons),
  );
}

/**
 * Gives the reader a file. Its name tells the day and nothing of what was found.
 *
 * @param {string} text
 * @param {string} ending
 * @param {string} type
 */
function save(text, ending, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = `sas-lens-${new Date().toISOString().slice(0, 10)}.${ending}`;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MILLIS);
}
