/** The buttons that pass a report on. */

import { say } from '../copy.js';
import { clone } from '../dom.js';
import { download } from '../handing.js';

/**
 * @param {(format: import('../handing.js').Format) => string} write makes the report when asked
 * @returns {DocumentFragment}
 */
export function handing(write) {
  const made = clone('handing');
  for (const button of made.querySelectorAll('button')) {
    const format = button.dataset.format === 'json' ? 'json' : 'markdown';
    const isCopy = button.dataset.by === 'copy';
    button.addEventListener('click', async () => {
      const text = write(format);
      if (!isCopy) return download(text, format);
      try {
        await navigator.clipboard.writeText(text);
        say(button, 'Copied');
      } catch {
        download(text, format);
        say(button, 'Saved as a file');
      }
    });
  }
  return made;
}
