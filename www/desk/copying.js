/** Copy buttons: the clipboard where it is allowed, else the text is selected for the reader. */

import { part } from '../dom.js';
import { announce } from '../status.js';

const SHOWN_MILLIS = 2500;

/**
 * Makes every button with `data-copy` copy the `data-copied` text beside it.
 *
 * @param {Document} page
 */
export function wireCopying(page) {
  page.addEventListener('click', async ({ target }) => {
    const button = target instanceof Element ? target.closest('button[data-copy]') : null;
    if (!(button instanceof HTMLButtonElement)) return;
    const copied = source(button);
    if (!copied) return;
    try {
      await navigator.clipboard.writeText(copied.textContent ?? '');
      say(button, 'Copied');
    } catch {
      getSelection()?.selectAllChildren(copied);
      say(button, 'Selected: press Ctrl+C');
    }
  });
}

/**
 * Returns the nearest text that shares a block with the button.
 *
 * @param {Element} button
 */
function source(button) {
  let block = button.parentElement;
  while (block && !block.querySelector('[data-copied]')) block = block.parentElement;
  return block?.querySelector('[data-copied]') ?? null;
}

/**
 * Lets a button say for a while what it did.
 *
 * @param {HTMLButtonElement} button
 * @param {string} word
 */
export function say(button, word) {
  const usual = (button.dataset.usual ??= button.textContent ?? '');
  // The buttons beside it stay where they are.
  button.style.minInlineSize = `${button.getBoundingClientRect().width}px`;
  announce(part(document, 'status'), word);
  button.textContent = word;
  setTimeout(() => (button.textContent = usual), SHOWN_MILLIS);
}
