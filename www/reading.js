/**
 * Getting an answer for a text, wherever it is read: a short one on the page itself, at once; one
 * with many links as a list first; a long one or a file by the worker, which keeps it.
 *
 * @typedef {import('./pkg/sas_lens.js').Report} Report
 * @typedef {import('./pkg/sas_lens.js').Survey} Survey
 * @typedef {import('./pkg/sas_lens.js').SurveyRow} SurveyRow
 * @typedef {import('./view/link.js').Detail} Detail
 *
 * @typedef {object} Given
 * @property {string} name what the reader gave
 * @property {string} [remark] what else to say about it
 * @property {number} characters
 *
 * @typedef {object} Reading
 * @property {number} now the moment it speaks about, milliseconds since 1970
 * @property {string} [text] absent where the worker keeps it
 * @property {Report} [report] present where all of a text was explained at once
 *
 * @typedef {Given & Reading & Pick<Survey, 'rows' | 'notes' | 'skipped'>} Found
 */

import { analyze, survey } from './analyzer.js';
import { EXAMPLES } from './examples.js';
import { fault } from './faults.js';
import * as scanner from './scan-client.js';
import { rowsOf } from './view/ranking.js';

/** Above this, in UTF-16 units, links are listed first and explained when chosen. */
const REPORT_MOST = 8192;

/** How many links the scanner reads ahead: enough for a browser to make its code fast. */
const WARM_LINKS = 400;

/** Does ahead, when the page is idle, what would make the first answers slow. */
export function prepare() {
  // A browser compiles code as it is first used: let that not be the reader's text.
  const links = EXAMPLES.map(({ link }) => link(new Date()));
  const [example] = links;
  if (example) analyze(example, Date.now()).catch(() => undefined);
  const many = Array.from({ length: WARM_LINKS }, (_, line) => links[line % links.length]);
  scanner.warm(many.join('\n'), Date.now()).catch(() => undefined);
}

/**
 * Reads a text on the page.
 *
 * @param {string} text
 * @param {Given} given
 * @returns {Promise<Found>}
 * @throws {Error} from `fault`
 */
export async function readHere(text, given) {
  const now = Date.now();
  if (text.length > REPORT_MOST) return { ...given, now, text, ...(await survey(text, now)) };
  const report = await analyze(text, now);
  const { notes, skipped } = report;
  return { ...given, now, text, report, rows: rowsOf(report), notes, skipped };
}

/**
 * Reads a long text or a file in the worker.
 *
 * @param {string | File} source
 * @param {Omit<Given, 'characters'>} given
 * @param {(characters: number) => void} progress
 * @returns {Promise<Found>}
 * @throws {Error} from `fault`
 */
export async function readInWorker(source, given, progress) {
  const now = Date.now();
  const { rows, notes, skipped, characters } = await scanner.survey(source, now, progress);
  return { ...given, characters, now, rows, notes, skipped };
}

/**
 * Explains one row: from the whole report, or else from the row's own piece of the text.
 *
 * @param {SurveyRow} row
 * @param {Found} found
 * @returns {Promise<Detail>}
 * @throws {Error} from `fault`
 */
export async function explain({ index, location: { span } }, { now, text, report }) {
  if (text !== undefined && report) return { text, report, token: index };
  const { utf16Start: start, utf16End: end } = span;
  const piece = text?.slice(start, end);
  const answer =
    piece === undefined
      ? await scanner.report(start, end, now)
      : { text: piece, report: await analyze(piece, now) };
  const [token] = answer.report.ranking;
  if (token === undefined) throw fault('fault');
  return { text: answer.text, report: answer.report, token };
}
