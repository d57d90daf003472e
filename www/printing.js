/** Paper cannot be unfolded: what is folded opens for printing, and closes again after. */

/** @type {HTMLDetailsElement[]} */
let opened = [];

/** @param {Document} page */
export function wirePrinting(page) {
  addEventListener('beforeprint', () => {
    opened = [...page.querySelectorAll('details')].filter((fold) => !fold.open);
    for (const fold of opened) fold.open = true;
  });
  addEventListener('afterprint', () => {
    for (const fold of opened) fold.open = false;
    opened = [];
  });
}
