/** The one live region: a short verdict, once for each text. */

import { head, visible } from './text.js';

/** How much is read out at most: two long sentences. */
const MOST = 320;
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
    region.textContent = visible(shortened(text));
  }, delay);
}

/**
 * What an answer says first, as sentences: its title and the paragraph behind it.
 *
 * @param {ParentNode} answer
 * @returns {string}
 */
export function spoken(answer) {
  const [title, ...paragraphs] = answer.querySelectorAll('h2, h4, p');
  return [title, paragraphs[0]].map(wordsOf).filter(Boolean).join(' ');
}

/** @param {Element | undefined} block */
function wordsOf(block) {
  const isHeard = (/** @type {Node} */ node) => !(node instanceof Element && node.matches('[aria-hidden]'));
  const nodes = [...(block?.childNodes ?? [])].filter(isHeard);
  const words = nodes.map(({ textContent }) => textContent).join('').replace(/\s+/g, ' ').trim();
  return words === '' || /[.!?]$/.test(words) ? words : `${words}.`;
}

/**
 * The first sentences of a text that is too long to be read out.
 *
 * @param {string} text
 */
function shortened(text) {
  if (text.length <= MOST) return text;
  const start = head(text, MOST);
  const end = start.lastIndexOf('. ');
  return end > 0 ? start.slice(0, end + 1) : `${start}…`;
}
