/**
 * What comes after the first verdict could be given: the desk, with all that it shows, and what scans
 * files. It is asked for in one go, when the page is idle or else right before the first text is
 * read, and never again: nothing is requested once a text was read.
 *
 * @typedef {typeof import('./desk/desk.js') & typeof import('./scan/scan.js')} Desk
 */

import { prefetch } from './workers.js';

/** @type {Promise<Desk> | undefined} */
let asked;

/**
 * Asks for everything, once.
 *
 * @returns {Promise<Desk>} rejected when a part does not arrive
 */
export function fetchRest() {
  if (asked) return asked;
  prefetch('desk');
  prefetch('scan');
  addStyles();
  const desk = import('./desk/desk.js');
  const scan = import('./scan/scan.js');
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
    import('./scan/closing.js'),
    import('./scan/entries.js'),
    import('./scan/entry.js'),
    import('./scan/exports.js'),
    import('./scan/filters.js'),
    import('./scan/hand.js'),
    import('./scan/inventory.js'),
    import('./scan/list.js'),
    import('./scan/pool.js'),
    import('./scan/progress.js'),
    import('./scan/repositories.js'),
    import('./scan/row.js'),
    import('./scan/told.js'),
    import('./scan/view.js'),
    import('./scan/words.js'),
  ];
  asked = Promise.all([desk, scan, ...parts]).then(([desk, scan]) => ({ ...desk, ...scan }));
  asked.catch(() => undefined);
  return asked;
}

function addStyles() {
  for (const path of ['./desk/desk.css', './scan/scan.css']) {
    const styles = document.createElement('link');
    styles.rel = 'stylesheet';
    styles.href = new URL(path, import.meta.url).href;
    document.head.append(styles);
  }
}
