/**
 * Paper cannot be unfolded, and cannot be cleared: what is folded opens for printing and closes again
 * after, except what is meant for the screen; and a signature that was shown is hidden.
 */

import { mask } from './view/link.js';

/** @type {HTMLDetailsElement[]} */
let opened = [];

/** @param {Document} page */
export function wirePrinting(page) {
  addEventListener('beforeprint', () => {
    mask(page);
    opened = [...page.querySelectorAll('details')].filter((fold) => !fold.open && !fold.closest('[data-screen]'));
    for (const fold of opened) fold.open = true;
  });
  addEventListener('afterprint', () => {
    for (const fold of opened) fold.open = false;
    opened = [];
  });
}
