/**
 * What comes after the first verdict could be given: the desk, with all that it shows, and the
 * scanner. It is asked for in one go, when the page is idle or else right before the first text is
 * read, and never again: nothing is requested once a text was read.
 *
 * @typedef {typeof import('./desk/desk.js')} Desk
 */

import { prefetch } from './desk-client.js';

/** @type {Promise<Desk> | undefined} */
let asked;

/**
 * Asks for everything, once.
 *
 * @returns {Promise<Desk>} rejected when a part does not arrive
 */
export function fetchRest() {
  if (asked) return asked;
  prefetch();
  addStyles();
  const desk = import('./desk/desk.js');
  // Each by its own name: what one imports would be asked for only after it has arrived.
  const parts = [
    import('./desk/answers.js'),
    import('./desk/ask.js'),
    import('./desk/build.js'),
    import('./desk/compare.js'),
    import('./desk/copying.js'),
    import('./desk/fields.js'),
    import('./desk/handing.js'),
    import('./desk/json-fault.js'),
    import('./desk/lasting.js'),
    import('./desk/lazily.js'),
    import('./desk/linking.js'),
    import('./desk/markdown.js'),
    import('./desk/narrow.js'),
    import('./desk/operations.js'),
    import('./desk/own-limits.js'),
    import('./desk/requests.js'),
    import('./desk/signature.js'),
    import('./desk/table.js'),
    import('./desk/usage.js'),
  ];
  asked = Promise.all([desk, ...parts]).then(([desk]) => desk);
  asked.catch(() => undefined);
  return asked;
}

function addStyles() {
  const styles = document.createElement('link');
  styles.rel = 'stylesheet';
  styles.href = new URL('./desk/desk.css', import.meta.url).href;
  document.head.append(styles);
}
