/**
 * The page's side of the scan worker: starts it, asks it, stops it.
 *
 * @typedef {import('./messages.js').Request} Request
 * @typedef {import('./messages.js').Answer} Answer
 * @typedef {import('./messages.js').ReportAnswer} ReportAnswer
 * @typedef {import('./messages.js').Rows['rows']} Rows
 * @typedef {import('./messages.js').SurveyEnd & { rows: Rows }} Listed
 *
 * @typedef {object} Waiting a request that was not answered yet
 * @property {(answer: Answer | Listed) => void} resolve
 * @property {(error: Error) => void} reject
 * @property {(characters: number) => void} [progress]
 * @property {Rows} rows what came ahead of the answer
 */

import { fault } from './faults.js';
import { startWorker } from './policy.js';

const CODE = new URL('./pkg/scan-worker.js', import.meta.url);
const BINARY = new URL('./pkg/scanner_bg.wasm', import.meta.url);

/** @type {Promise<[string, WebAssembly.Module]> | undefined} */
let parts;
/** @type {Worker | undefined} */
let worker;
/** @type {Map<number, Waiting>} */
const waiting = new Map();
let lastId = 0;
/** Grows with every stop, so that a request still on its way to the worker is dropped. */
let stops = 0;
/** Whether the worker was given something of the reader's. */
let isInUse = false;

/**
 * Fetches the scanner, once: when the page is idle, and always before a file is opened. It is
 * compiled here, so that every worker gets the code that the last one made fast.
 */
function prefetch() {
  parts ??= Promise.all([
    fetched(CODE).then((answer) => answer.text()),
    fetched(BINARY).then(async (answer) => WebAssembly.compile(await answer.arrayBuffer())),
  ]);
  parts.catch(() => (parts = undefined));
  return parts;
}

/**
 * Starts the worker ahead and lets it read something: a browser makes code fast as it is used.
 *
 * @param {string} text nothing of the reader's
 * @param {number} now milliseconds since 1970
 */
export async function warm(text, now) {
  await ready();
  if (!isInUse) await ask({ id: 0, kind: 'survey', text, now });
}

/**
 * Hands over a text or a file, which the worker keeps, and lists its signatures.
 *
 * @param {string | File} source
 * @param {number} now milliseconds since 1970
 * @param {(characters: number) => void} progress called when the text was read
 * @returns {Promise<Listed>}
 * @throws {Error} from `fault`
 */
export async function survey(source, now, progress) {
  isInUse = true;
  await ready();
  const answer = await ask(
    typeof source === 'string'
      ? { id: 0, kind: 'survey', text: source, now }
      : { id: 0, kind: 'survey-file', file: source, now },
    progress,
  );
  return /** @type {Listed} */ (answer);
}

/**
 * Explains a part of the text that the worker keeps.
 *
 * @param {number} start first UTF-16 unit
 * @param {number} end one past the last UTF-16 unit
 * @param {number} now milliseconds since 1970
 * @returns {Promise<ReportAnswer>}
 * @throws {Error} from `fault`
 */
export async function report(start, end, now) {
  await ready();
  const answer = await ask({ id: 0, kind: 'report', start, end, now });
  return /** @type {ReportAnswer} */ (answer);
}

/** Ends the worker and, with it, the text that it keeps; one that keeps nothing may stay. */
export function stop() {
  stops += 1;
  if (isInUse) discard('stopped');
}

async function ready() {
  if (worker) return;
  const before = stops;
  let loaded;
  try {
    loaded = await prefetch();
  } catch {
    throw fault('unavailable');
  }
  if (before !== stops) throw fault('stopped');
  if (worker) return;
  const [code, module] = loaded;
  const started = startWorker(code);
  worker = started;
  started.addEventListener('message', ({ data }) => settle(data));
  started.addEventListener('error', () => {
    if (worker === started) discard('unavailable');
  });
  await ask({ id: 0, kind: 'load', module });
}

/**
 * @param {Request} request its id is set here
 * @param {(characters: number) => void} [progress]
 * @returns {Promise<Answer | Listed>}
 */
function ask(request, progress) {
  lastId += 1;
  const id = lastId;
  return new Promise((resolve, reject) => {
    if (!worker) return reject(fault('stopped'));
    waiting.set(id, { resolve, reject, progress, rows: [] });
    worker.postMessage({ ...request, id });
  });
}

/** @param {Answer} answer */
function settle(answer) {
  const asked = waiting.get(answer.id);
  if (!asked) return;
  if (answer.kind === 'progress') return asked.progress?.(answer.characters);
  if (answer.kind === 'rows') return void asked.rows.push(...answer.rows);
  waiting.delete(answer.id);
  if (answer.kind === 'survey') return asked.resolve({ ...answer, rows: asked.rows });
  if (answer.kind !== 'failed') return asked.resolve(answer);
  asked.reject(fault(answer.reason));
  // After a fault the scanner's memory is in doubt.
  if (answer.reason === 'fault') discard('fault');
}

/** @param {'unavailable' | 'fault' | 'stopped'} reason */
function discard(reason) {
  worker?.terminate();
  worker = undefined;
  isInUse = false;
  for (const { reject } of waiting.values()) reject(fault(reason));
  waiting.clear();
}

/** @param {URL} address */
async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw fault('unavailable');
  return answer;
}
