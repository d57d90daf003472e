/** Why: the reasons for the level, then each finding with the characters that cause it. */

import { keysAt } from '../anatomy.js';
import { clone, element, fill, list, page, part } from '../dom.js';
import { piecesOf } from '../pieces.js';
import { pieces } from './pieces.js';
import { SEVERITY_WORDS, meter, wordsFor } from './shape.js';

/**
 * @typedef {import('../pkg/sas_lens.js').Finding} Finding
 * @typedef {import('../pkg/sas_lens.js').Span} Span
 * @typedef {import('../pkg/sas_lens.js').TokenReport} TokenReport
 * @typedef {import('./link.js').Detail} Detail
 */

const CONFIDENCE = Object.freeze({ certain: '', likely: 'likely', possible: 'possible' });

/** Severities whose findings are folded up. */
const MINOR = Object.freeze(['low', 'info', 'good']);

/** How many places of one finding are quoted. */
const QUOTES = 6;

/**
 * @param {Detail} detail
 * @returns {DocumentFragment}
 */
export function findings(detail) {
  const made = clone('findings');
  const token = detail.report.tokens[detail.token];
  if (!token) return made;
  list(made, 'reasons', token.verdict.reasons, (reason) => element('li', reason.text));
  list(made, 'findings', token.findings, (found) => finding(found, detail, token));
  return made;
}

/**
 * @param {Finding} found
 * @param {Detail} detail
 * @param {TokenReport} token
 */
function finding(found, detail, { kind, location }) {
  const made = clone('finding');
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
  part(made, 'more').append(page('More on this, with sources', `reference/rules/${found.rule}.html`));
  const places = distinct(found.spans).slice(0, QUOTES);
  const parts = places.filter((span) => !isWhole(span, location.span));
  const { dataset } = part(made, 'finding');
  dataset.severity = found.severity;
  part(made, 'fold').toggleAttribute('open', !MINOR.includes(found.severity));
  dataset.keys = parts.flatMap((span) => keysAt(detail, rangeOf(span))).join(' ');
  list(made, 'quotes', places, (span) =>
    parts.includes(span) ? quote(detail, rangeOf(span)) : element('span', `Concerns the ${wordsFor(kind).thing} as a whole`, 'quote--whole'),
  );
  return made;
}

/**
 * The characters at fault, as they stand in the input; a click goes to them in the link.
 *
 * @param {Detail} detail
 * @param {import('../pieces.js').Range} range
 */
function quote(detail, range) {
  const made = element('button', '', 'quote');
  made.setAttribute('type', 'button');
  made.dataset.key = keysAt(detail, range)[0] ?? '';
  const code = element('code', '');
  code.append(pieces(piecesOf(detail.text, detail.report, { range })));
  made.append(code);
  return made;
}

/** @param {Span} span */
const rangeOf = ({ utf16Start: start, utf16End: end }) => ({ start, end });

/**
 * @param {Span} span
 * @param {Span} whole
 */
const isWhole = (span, whole) => span.utf16Start <= whole.utf16Start && span.utf16End >= whole.utf16End;

/** @param {readonly Span[]} spans */
function distinct(spans) {
  const seen = new Map(spans.map((span) => [`${span.utf16Start}-${span.utf16End}`, span]));
  return [...seen.values()].filter((span) => span.utf16End > span.utf16Start);
}
