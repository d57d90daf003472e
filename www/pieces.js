/**
 * Cuts an input into the pieces that may be shown. Secrets become dots, long runs become counts:
 * what this returns is all of the input that ever reaches the screen.
 *
 * @typedef {import('./pkg/sas_lens.js').Report} Report
 * @typedef {import('./pkg/sas_lens.js').Segment} Segment
 *
 * @typedef {object} Range UTF-16 units of the input, the end exclusive
 * @property {number} start
 * @property {number} end
 *
 * @typedef {object} Piece
 * @property {Segment['kind']} kind
 * @property {'plain' | 'secret' | 'left-out'} form
 * @property {string} shown
 * @property {Segment} segment
 */

import { counted, head, visible } from './text.js';

export const DOTS = '••••••••';

/** How much of one input is shown at most. */
const BUDGET = 4000;

/** How much of one segment is shown at most. Text around a link is not ours to repeat. */
const MOST = { text: 80, carrier: 120, path: 300, fragment: 80, name: 80, value: 240, host: 260 };

/** Runs that may be keys: long, unbroken, of mixed letters and digits; and JSON web tokens. */
const OPAQUE = /[A-Za-z0-9+_=%-]{40,}|eyJ[\w-]{8,}(?:\.[\w-]+){0,2}/g;

/**
 * Returns the pieces of a token and what stands right beside it, or of a range.
 *
 * @param {string} text the input
 * @param {Report} report its report
 * @param {{ token?: number, range?: Range, reveal?: boolean }} wanted
 * @returns {Piece[]}
 */
export function piecesOf(text, report, { token, range, reveal = false }) {
  const { start, end } = range ?? { start: 0, end: text.length };
  /** @type {Piece[]} */
  const pieces = [];
  let left = BUDGET;
  let omitted = 0;

  report.segments.forEach((segment, index) => {
    const from = Math.max(start, segment.span.utf16Start);
    const to = Math.min(end, segment.span.utf16End);
    if (from >= to) return;
    if (left <= 0 || (token !== undefined && !isNear(report.segments, index, token))) {
      omitted += to - from;
      return;
    }
    if (omitted > 0) pieces.push(leftOut(segment, omitted));
    omitted = 0;
    const piece = pieceOf(text.slice(from, to), segment, report, reveal);
    left -= piece.shown.length;
    pieces.push(piece);
  });
  const last = report.segments.at(-1);
  if (omitted > 0 && last) pieces.push(leftOut(last, omitted));
  return pieces;
}

/**
 * @param {string} written the segment's characters
 * @param {Segment} segment
 * @param {Report} report
 * @param {boolean} reveal
 * @returns {Piece}
 */
function pieceOf(written, segment, report, reveal) {
  const { kind } = segment;
  const most = kind in MOST ? MOST[/** @type {keyof typeof MOST} */ (kind)] : 80;
  const loose = kind === 'text' || kind === 'carrier' || kind === 'path' || kind === 'host' || kind === 'fragment';
  if (!reveal && isSecret(segment, report)) return hidden(segment);
  if (loose && report.notes.some((note) => overlap(note.span, segment.span))) {
    return hidden(segment);
  }
  const safe = loose ? withoutKeys(written) : written;
  if (safe.length <= most) return { kind, form: 'plain', shown: visible(safe), segment };
  if (kind === 'text') return leftOut(segment, written.length);
  const shown = `${visible(head(safe, most - 40))}… (${counted(written.length, 'character')})`;
  return { kind, form: 'plain', shown, segment };
}

/**
 * Whether a segment belongs to the token or stands directly before or after it.
 *
 * @param {readonly Segment[]} segments
 * @param {number} index
 * @param {number} token
 */
function isNear(segments, index, token) {
  const here = segments[index]?.token;
  if (here !== undefined) return here === token;
  return segments[index - 1]?.token === token || segments[index + 1]?.token === token;
}

/**
 * Whether a segment holds a secret, as far as the report says.
 *
 * @param {Segment} segment
 * @param {Report} report
 */
function isSecret({ kind, token, param }, report) {
  if (kind === 'user-info') return true;
  const found = report.tokens[token ?? -1]?.params[param ?? -1];
  if (!found) return false;
  return kind === 'name' ? found.nameRedacted : kind === 'value' && found.redacted;
}

/**
 * Returns a text with dots in place of what may be a key.
 *
 * @param {string} text
 */
export const withoutKeys = (text) => text.replace(OPAQUE, (run) => (isMixed(run) ? DOTS : run));

/** @param {string} run */
const isMixed = (run) => /\d/.test(run) && /[a-z]/.test(run) && /[A-Z]/.test(run);

/**
 * @param {Segment['span']} a
 * @param {Segment['span']} b
 */
const overlap = (a, b) => a.utf16Start < b.utf16End && b.utf16Start < a.utf16End;

/**
 * @param {Segment} segment
 * @returns {Piece}
 */
const hidden = (segment) => ({ kind: segment.kind, form: 'secret', shown: DOTS, segment });

/**
 * @param {Segment} segment
 * @param {number} length
 * @returns {Piece}
 */
function leftOut(segment, length) {
  return { kind: 'text', form: 'left-out', shown: `… ${counted(length, 'character')} …`, segment };
}
