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
 * @property {boolean} [isFull] whether the report is the worker's, to which nothing can be added
 *
 * @typedef {Given & Reading & Pick<Survey, 'rows' | 'notes' | 'skipped'>} Found
 */

import { analyze, survey } from './analyzer.js';
import { EXAMPLES } from './examples.js';
import { fault, reasonOf } from './faults.js';
import * as scanner from './desk-client.js';
import { rowsOf } from './view/ranking.js';
import { isStorageSas } from './view/shape.js';

/** Above this, in UTF-16 units, links are listed first and explained when chosen. */
const REPORT_MOST = 8192;

/** What the page's smaller core does not know: the answer of a server that refused a request. */
const SERVER_ANSWER = /<code>|"code"|\berror\b|failed|string.?to.?sign|x-ms-request-id/i;

/** Up to so many links, a text is explained in full as a whole. */
const FEW_LINKS = 20;

/** How long an answer may wait for the worker's where that one may know more. */
const PATIENCE_MILLIS = 1500;

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
 * Reads a text on the page. Where the page's core may miss something, the worker is asked too, so
 * that nothing is called empty which only one of them can read.
 *
 * @param {string} text
 * @param {Given} given
 * @returns {Promise<Found>}
 * @throws {Error} from `fault`
 */
export async function readHere(text, given) {
  const now = Date.now();
  if (text.length > REPORT_MOST) {
    const found = await orElse(list(text, now, given), async () => ({ ...given, now, text, ...(await survey(text, now)) }));
    const fuller = hasFewLinks(found) && SERVER_ANSWER.test(text) ? await inTime(readFully(found)) : undefined;
    return fuller && answersIn(fuller).length > 0 ? fuller : found;
  }
  const report = await analyze(text, now);
  const found = foundIn(report, { ...given, now, text });
  if (!mayMiss(report, text)) return found;
  const fuller = hasFewLinks(found) ? readFully(found) : list(text, now, given);
  return (await inTime(fuller)) ?? found;
}

/**
 * Lists the links of a text by the worker.
 *
 * @param {string} text
 * @param {number} now
 * @param {Given} given
 * @returns {Promise<Found>}
 */
const list = async (text, now, given) => ({ ...given, now, text, ...(await scanner.list(text, now)) });

/**
 * Whether all of a text may be explained in full: of many links, that would be too much at once.
 *
 * @param {Found} found
 */
export const hasFewLinks = ({ rows }) => rows.length <= FEW_LINKS;

/**
 * Reads the text of a short answer again, by the worker.
 *
 * @param {Found} found
 * @returns {Promise<Found>}
 * @throws {Error} from `fault`
 */
export async function readFully(found) {
  const { text = '', now } = found;
  const report = await scanner.analyze(text, now);
  return foundIn(report, { ...found, isFull: true });
}

/**
 * Whether a fuller answer holds something that belongs above or beside what the first one showed.
 *
 * @param {Found} fuller
 * @param {Found} first
 */
export const isOther = (fuller, first) =>
  fuller.rows.length !== first.rows.length || answersIn(fuller).length !== answersIn(first).length;

/**
 * The answers of a server that stand in the text.
 *
 * @param {Found} found
 */
export const answersIn = ({ report }) => report?.serverErrors ?? [];

/**
 * @param {Report} report
 * @param {Given & Pick<Reading, 'now' | 'text' | 'isFull'>} about
 * @returns {Found}
 */
function foundIn(report, about) {
  const { notes, skipped } = report;
  return { ...about, report, rows: rowsOf(report), notes, skipped };
}

/**
 * @param {Report} report
 * @param {string} text
 */
const mayMiss = ({ tokens, notes }, text) => tokens.length === 0 || notes.length > 0 || SERVER_ANSWER.test(text);

/**
 * @template T
 * @param {Promise<T>} answer
 * @returns {Promise<T | undefined>} nothing when it fails or takes too long
 */
function inTime(answer) {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MILLIS));
  return Promise.race([answer.catch(() => undefined), late.then(() => undefined)]);
}

/**
 * @template T
 * @param {Promise<T>} answer
 * @param {() => Promise<T>} other asked when the first fails, but not when it was stopped
 * @returns {Promise<T>}
 */
const orElse = (answer, other) =>
  answer.catch((error) => {
    if (reasonOf(error) === 'stopped') throw error;
    return other();
  });

/**
 * Reads a text again that was read before: what it is held to has changed.
 *
 * @param {Found} found
 * @returns {Promise<Found>}
 * @throws {Error} from `fault`
 */
export function readAgain({ name, remark, characters, text }) {
  const given = { name, remark, characters };
  return text === undefined ? readInWorker(undefined, given, () => undefined) : readHere(text, given);
}

/**
 * Reads a long text or a file in the worker.
 *
 * @param {string | File | undefined} source nothing for the text that the worker keeps
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
export async function explain({ index, location: { span } }, { now, text, report, isFull }) {
  if (text !== undefined && report) return { text, report, token: index, isFull };
  const { utf16Start: start, utf16End: end } = span;
  const piece = text?.slice(start, end);
  const answer = piece === undefined ? await scanner.report(start, end, now) : await explainPiece(piece, now);
  const [token] = answer.report.ranking;
  if (token === undefined) throw fault('fault');
  return { isFull: true, ...answer, token };
}

/**
 * Explains in full what was explained by less: by the report of the whole text, or where that leaves
 * the requests out, by the link's own piece.
 *
 * @param {Detail} shown
 * @param {Found} found
 * @returns {Promise<Detail>}
 * @throws {Error} from `fault`
 */
export async function explainFully(shown, { report, isFull, now }) {
  const best = report && isFull ? { ...shown, report, isFull } : shown;
  const token = best.report.tokens[best.token];
  if (!token || (best.isFull && (token.access.operations || !isStorageSas(token.kind)))) return best;
  const { utf16Start, utf16End } = token.location.span;
  const text = shown.text.slice(utf16Start, utf16End);
  const piece = await scanner.analyze(text, now);
  return { text, report: piece, token: piece.ranking[0] ?? 0, isFull: true };
}

/**
 * @param {string} text
 * @param {number} now
 */
const explainPiece = (text, now) =>
  orElse(
    scanner.analyze(text, now).then((report) => ({ text, report, isFull: true })),
    async () => ({ text, report: await analyze(text, now), isFull: false }),
  );
