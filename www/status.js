/** The one live region: a short verdict, once for each text. */

import { bounded } from './text.js';

/** How much is read out at most. */
const MOST = 200;
/** Long enough for the region to be seen empty, so that the same words are said again. */
const SOON_MILLIS = 120;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/**
 * Says a text once nothing newer has come up for a while.
 *
 * @param {HTMLElement} region
 * @param {string} text
 * @param {number} [delay] milliseconds
 */
export function announce(region, text, delay = SOON_MILLIS) {
  clearTimeout(timer);
  region.textContent = '';
  if (!text) return;
  timer = setTimeout(() => {
    region.textContent = bounded(text, MOST);
  }, delay);
}
