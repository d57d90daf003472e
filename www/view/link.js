/** The link as it was given, masked until its reader asks for the signature. */

import { clone, part } from '../dom.js';
import { runsOf } from '../anatomy.js';
import { segments } from './segments.js';
import { wordsFor } from './shape.js';

/**
 * @typedef {object} Detail one token of a report, and the text the report was made from
 * @property {string} text
 * @property {import('../pkg/sas_lens.js').Report} report
 * @property {number} token an index into the report's tokens
 * @property {boolean} [isFull] whether the report is the worker's, to which nothing can be added
 */

/**
 * @param {Detail} detail
 * @param {ParentNode} beside what else shows the link and reveals it too
 * @returns {DocumentFragment}
 */
export function link(detail, beside) {
  const made = clone('link');
  const shown = part(made, 'text');
  const reveal = part(made, 'reveal');
  const expand = part(made, 'expand');

  let isShown = false;
  const draw = () => {
    const runs = runsOf(detail, isShown);
    const own = runs.filter(({ key }) => key !== 'around');
    shown.replaceChildren(segments(own, { canFocus: false }));
    return runs;
  };
  const hasSecret = draw().some(({ pieces }) => pieces.some(({ form }) => form === 'secret'));
  const isUnfolded = () => expand.getAttribute('aria-expanded') === 'true';
  const fit = () => {
    const isCut = shown.scrollHeight > shown.clientHeight + 1;
    // Its place is kept: nothing may move below it once the verdict is in view.
    expand.dataset.needed = String(isCut || isUnfolded());
  };
  const unfold = () => {
    expand.setAttribute('aria-expanded', String(!isUnfolded()));
    expand.textContent = isUnfolded() ? 'Show less' : 'Show all';
    fit();
  };

  const token = detail.report.tokens[detail.token];
  const secret = token ? wordsFor(token.kind).secret : '';
  const name = () => {
    reveal.textContent = `${isShown ? 'Hide' : 'Show'} ${secret}`;
  };
  name();
  if (!hasSecret) reveal.remove();
  reveal.addEventListener('click', () => {
    isShown = !isShown;
    name();
    reveal.toggleAttribute('data-shown', isShown);
    const runs = draw();
    beside.querySelector('[data-part="segments"]')?.replaceChildren(segments(runs, { canFocus: true }));
    // A signature that was asked for must not stay behind the fold of a long link.
    if (isShown && !isUnfolded()) unfold();
  });
  expand.addEventListener('click', unfold);
  new ResizeObserver(fit).observe(shown);
  return made;
}

/**
 * Hides what was asked for.
 *
 * @param {ParentNode} page
 */
export function mask(page) {
  for (const button of page.querySelectorAll('[data-part="reveal"][data-shown]')) {
    if (button instanceof HTMLElement) button.click();
  }
}
