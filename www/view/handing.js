/** The buttons that pass a report on. What writes it comes with the desk. */

import { say } from '../copy.js';
import { clone } from '../dom.js';
import { fetchRest } from '../later.js';

/**
 * @typedef {import('../later.js').Desk} Desk
 * @typedef {import('../desk/handing.js').Format} Format
 */

/**
 * @param {(desk: Desk, format: Format) => string} write makes the report when asked
 * @returns {DocumentFragment}
 */
export function handing(write) {
  const made = clone('handing');
  for (const button of made.querySelectorAll('button')) {
    const format = button.dataset.format === 'json' ? 'json' : 'markdown';
    const isCopy = button.dataset.by === 'copy';
    button.addEventListener('click', async () => {
      let desk;
      try {
        desk = await fetchRest();
      } catch {
        return say(button, 'Did not arrive: reload');
      }
      const text = write(desk, format);
      if (!isCopy) return desk.download(text, format);
      try {
        await navigator.clipboard.writeText(text);
        say(button, 'Copied');
      } catch {
        desk.download(text, format);
        say(button, 'Saved as a file');
      }
    });
  }
  return made;
}
