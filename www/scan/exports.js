/**
 * Saving the list, without a secret in it.
 *
 * @typedef {import('./shapes.js').Format} Format
 * @typedef {import('./shapes.js').Written} Written
 */

import { button, having, make } from '../desk/build.js';
import { say } from '../desk/copying.js';

/** How long a saved file's address stays good. */
const KEPT_MILLIS = 10_000;

const FORMATS = Object.freeze(
  /** @type {const} */ ({ sarif: 'SARIF', csv: 'CSV', json: 'JSON', markdown: 'Markdown', html: 'HTML' }),
);

/**
 * @param {(format: Format) => Promise<Written>} write
 * @returns {HTMLElement}
 */
export function exports(write) {
  const told = make('p', 'handing__label');
  const buttons = Object.entries(FORMATS).map(([format, title]) => {
    const made = button(title, async () => {
      try {
        const file = await write(/** @type {Format} */ (format));
        save(file);
        told.textContent = file.leftOut.join(' ');
        say(made, 'Saved');
      } catch {
        say(made, 'Not saved');
      }
    });
    return having(made, { 'data-export': format, 'aria-label': `Save as ${title}` });
  });
  return make(
    'div',
    'handing',
    make('p', 'handing__label', 'Save what is listed, without the secrets in it. A list saved as JSON can be opened here again:'),
    make('div', 'tools', ...buttons),
    told,
  );
}

/**
 * Gives the reader a file. Its name tells the day and nothing of what was found.
 *
 * @param {Written} file
 */
function save({ name, blob }) {
  const address = URL.createObjectURL(blob);
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MILLIS);
}
