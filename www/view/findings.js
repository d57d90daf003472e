/** Why: the reasons for the level, then each finding with the characters that cause it. */

import { clone, element, fill, list, part } from '../dom.js';
import { piecesOf } from '../pieces.js';
import { pieces } from './pieces.js';
import { SEVERITY_WORDS, meter } from './shape.js';

/**
 * @typedef {import('../pkg/sas_lens.js').Finding} Finding
 * @typedef {import('../pkg/sas_lens.js').Span} Span
 * @typedef {import('./link.js').Detail} Detail
 */

const CONFIDENCE = Object.freeze({ certain: '', likely: 'likely', possible: 'possible' });

/** How many places of one finding are quoted. */
const QUOTES = 6;

/**
 * @param {Detail} detail
 * @returns {DocumentFragment}
 */
export function findings(detail) {
  const made = clone('findings');
  const token = detail.report.tokens[detail.token];
  list(made, 'reasons', token?.verdict.reasons ?? [], (reason) => element('li', reason.text));
  list(made, 'findings', token?.findings ?? [], (found) => finding(found, detail));
  return made;
}

/**
 * @param {Finding} found
 * @param {Detail} detail
 */
function finding(found, { text, report, token }) {
  const made = clone('finding');
  part(made, 'finding').dataset.severity = found.severity;
  part(made, 'meter').append(meter());
  fill(made, {
    severity: SEVERITY_WORDS[found.severity],
    confidence: CONFIDENCE[found.confidence],
    title: found.title,
    message: found.message.text,
    remedy: found.remedy.text,
  });
  if (found.confidence === 'certain') part(made, 'confidence').remove();
  if (!found.remedy.text) part(made, 'remedy').remove();
  const whole = report.tokens[token]?.location.span;
  const places = distinct(found.spans).slice(0, QUOTES);
  list(made, 'quotes', places, (span) =>
    isWhole(span, whole) ? element('span', 'Concerns the link as a whole', 'quote quote--whole') : quote(text, report, span),
  );
  list(made, 'sources', found.sources, source);
  return made;
}

/**
 * The characters at fault, as they stand in the input.
 *
 * @param {string} text
 * @param {Detail['report']} report
 * @param {Span} span
 */
function quote(text, report, { utf16Start: start, utf16End: end }) {
  const made = element('code', '', 'quote');
  made.append(pieces(piecesOf(text, report, { range: { start, end } })));
  return made;
}

/**
 * @param {Span} span
 * @param {Span} [whole]
 */
const isWhole = (span, whole) =>
  whole !== undefined && span.utf16Start <= whole.utf16Start && span.utf16End >= whole.utf16End;

/**
 * A source is a link when it is a plain web address, and words otherwise.
 *
 * @param {string} text
 */
export function source(text) {
  const item = document.createElement('li');
  if (!/^https:\/\/[^\s]+$/.test(text)) {
    item.textContent = text;
    return item;
  }
  const anchor = document.createElement('a');
  anchor.href = text;
  anchor.rel = 'noopener noreferrer';
  anchor.textContent = shortened(new URL(text));
  item.append(anchor);
  return item;
}

/** @param {URL} address */
function shortened({ hostname, pathname }) {
  const names = pathname.split('/').filter(Boolean);
  const last = names.slice(-1).map((name) => (name.length > 40 ? `${name.slice(0, 36)}…` : name));
  return [hostname, ...(names.length > 1 ? ['…'] : []), ...last].join('/');
}

/** @param {readonly Span[]} spans */
function distinct(spans) {
  const seen = new Map(spans.map((span) => [`${span.utf16Start}-${span.utf16End}`, span]));
  return [...seen.values()].filter((span) => span.utf16End > span.utf16Start);
}
