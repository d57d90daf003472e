/** The link as it was given, masked until its reader asks for the signature. */

import { clone, part } from '../dom.js';
import { runsOf } from '../anatomy.js';
import { segments } from './segments.js';

/**
 * @typedef {object} Detail one token of a report, and the text the report was made from
 * @property {string} text
 * @property {import('../pkg/sas_lens.js').Report} report
 * @property {number} token an index into the report's tokens
 */

/**
 * @param {Detail} detail
 * @param {ParentNode} beside what else shows the link and reveals it too
 * @returns {DocumentFragment}
 */
export function link(detail, beside) {
  const { report, token } = detail;
  const made = clone('link');
  const shown = part(made, 'text');
  const reveal = part(made, 'reveal');
  const expand = part(made, 'expand');

  const draw = () => {
    const runs = runsOf(detail, isOn(reveal, 'pressed'));
    shown.replaceChildren(segments(runs, { canFocus: false }));
    beside.querySelector('[data-part="segments"]')?.replaceChildren(segments(runs, { canFocus: true }));
  };
  shown.append(segments(runsOf(detail, false), { canFocus: false }));
  const unfold = () => {
    toggle(expand, 'expanded');
    expand.textContent = isOn(expand, 'expanded') ? 'Show less' : 'Show all';
  };

  if (!report.tokens[token]?.params.some((param) => param.redacted)) reveal.remove();
  reveal.addEventListener('click', () => {
    toggle(reveal, 'pressed');
    // A signature that was asked for must not stay behind the fold of a long link.
    if (isOn(reveal, 'pressed') && !isOn(expand, 'expanded')) unfold();
    draw();
  });
  expand.addEventListener('click', unfold);
  new ResizeObserver(() => {
    const isCut = shown.scrollHeight > shown.clientHeight + 1;
    // Its place is kept: nothing may move below it once the verdict is in view.
    expand.dataset.needed = String(isCut || isOn(expand, 'expanded'));
  }).observe(shown);
  return made;
}

/**
 * @param {HTMLElement} button
 * @param {'pressed' | 'expanded'} state
 */
const isOn = (button, state) => button.getAttribute(`aria-${state}`) === 'true';

/**
 * @param {HTMLElement} button
 * @param {'pressed' | 'expanded'} state
 */
const toggle = (button, state) => button.setAttribute(`aria-${state}`, String(!isOn(button, state)));
