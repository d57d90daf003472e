/**
 * The page's side of the desk worker: starts it, asks it, ends it.
 *
 * @typedef {import('./messages.js').Request} Request
 * @typedef {import('./messages.js').Answer} Answer
 * @typedef {import('./messages.js').Report} Report
 * @typedef {import('./messages.js').ReportAnswer} ReportAnswer
 * @typedef {import('./messages.js').Rows['rows']} Rows
 * @typedef {import('./messages.js').SurveyEnd & { rows: Rows }} Listed
 *
 * @typedef {object} Waiting a request that was not answered yet
 * @property {(answer: Answer | Listed) => void} resolve
 * @property {(error: Error) => void} reject
 * @property {(characters: number) => void} [progress]
 * @property {Rows} rows what came ahead of the answer
 *
 * @typedef {ReturnType<typeof hire>} Hand
 */

import { fault, refusal } from './faults.js';
import { limits } from './limits.js';
import { startWorker } from './policy.js';
import { partsOf } from './workers.js';

/** @type {Hand | undefined} */
let hand;
/** Grows with every stop, so that a request still on its way to the worker is dropped. */
let stops = 0;
/** Whether the worker was given something of the reader's. */
let isInUse = false;
/** Whether the worker keeps a text to answer questions about it. */
let isKeeping = false;

/**
 * Starts the worker ahead and lets it read something: a browser makes code fast as it is used.
 *
 * @param {string} text nothing of the reader's
 * @param {number} now milliseconds since 1970
 */
export async function warm(text, now) {
  const { ask } = await ready();
  if (!isInUse) await ask({ id: 0, kind: 'survey', text, now, policy: limits() });
}

/**
 * Hands over a text or a file, which the worker keeps, and lists its signatures.
 *
 * @param {string | File | undefined} source nothing for the text that it keeps already
 * @param {number} now milliseconds since 1970
 * @param {(characters: number) => void} [progress] called when the text was read
 * @returns {Promise<Listed>}
 * @throws {Error} from `fault`
 */
export async function survey(source, now, progress) {
  isInUse = true;
  isKeeping = true;
  const { ask } = await ready();
  const policy = limits();
  const answer = await ask(
    source instanceof File
      ? { id: 0, kind: 'survey-file', file: source, now, policy }
      : { id: 0, kind: 'survey', text: source, now, policy },
    { progress },
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
  const { ask } = await ready();
  const answer = await ask({ id: 0, kind: 'report', start, end, now, policy: limits() });
  return /** @type {ReportAnswer} */ (answer);
}

/**
 * Explains every signature in a text, in full: the page's own core knows less.
 *
 * @param {string} text
 * @param {number} now milliseconds since 1970
 * @returns {Promise<Report>}
 * @throws {Error} from `fault`
 */
export const analyze = (text, now) => call('analyze', [text, now, { policy: limits() }]);

/**
 * Lists the signatures of a text that the page keeps.
 *
 * @param {string} text
 * @param {number} now milliseconds since 1970
 * @returns {Promise<import('./messages.js').Survey>}
 * @throws {Error} from `fault`
 */
export const list = (text, now) => call('survey', [text, now, { policy: limits() }]);

/**
 * Calls one of the core's functions that the worker lets through.
 *
 * @template {import('./messages.js').Call} Name
 * @param {Name} name
 * @param {Parameters<typeof wasm_bindgen[Name]>} args
 * @returns {Promise<ReturnType<typeof wasm_bindgen[Name]>>}
 * @throws {Error} from `fault`
 */
export async function call(name, args) {
  isInUse = true;
  const { ask } = await ready();
  const { value } = /** @type {import('./messages.js').Called} */ (await ask({ id: 0, kind: 'call', name, args }));
  return /** @type {ReturnType<typeof wasm_bindgen[Name]>} */ (value);
}

/** Drops what the worker is about, for a new text. One that is idle and keeps none may stay. */
export function stop() {
  stops += 1;
  if (isKeeping || hand?.isBusy()) end();
}

/** Ends the worker and, with it, all that it was ever given. */
export function end() {
  stops += 1;
  if (isInUse) hand?.end('stopped');
}

/**
 * @returns {Promise<Hand>}
 * @throws {Error} from `fault`
 */
async function ready() {
  if (hand) return hand;
  const before = stops;
  const loaded = await partsOf('desk');
  if (before !== stops) throw fault('stopped');
  hand ??= hire(loaded, () => {
    hand = undefined;
    isInUse = false;
    isKeeping = false;
  });
  return hand;
}

/**
 * Starts a worker for one question, which may hold a secret, and ends it with the answer.
 *
 * @template T
 * @param {(hand: Hand) => Promise<T>} question
 * @returns {Promise<T>}
 * @throws {Error} from `fault`
 */
export async function once(question) {
  const own = await another(() => undefined);
  try {
    return await question(own);
  } finally {
    own.end('stopped');
  }
}

/**
 * Starts a worker beside the page's own. Whoever asked for it ends it.
 *
 * @param {() => void} onEnd called once it has ended
 * @returns {Promise<Hand>}
 * @throws {Error} from `fault`
 */
export const another = async (onEnd) => hire(await partsOf('desk'), onEnd);

/**
 * Starts a worker. What it is asked before it is loaded waits in its queue.
 *
 * @param {import('./workers.js').Parts} parts
 * @param {() => void} onEnd called once it has ended
 */
function hire([code, module], onEnd) {
  const worker = startWorker(code);
  /** @type {Map<number, Waiting>} */
  const waiting = new Map();
  let lastId = 0;

  /**
   * @param {Request} request its id is set here
   * @param {{ progress?: (characters: number) => void, transfer?: Transferable[] }} [how]
   * @returns {Promise<Answer | Listed>}
   */
  const ask = (request, { progress, transfer = [] } = {}) => {
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject, progress, rows: [] });
      worker.postMessage({ ...request, id }, transfer);
    });
  };

  /** @param {'unavailable' | 'fault' | 'stopped'} reason */
  const end = (reason) => {
    worker.terminate();
    for (const { reject } of waiting.values()) reject(fault(reason));
    waiting.clear();
    onEnd();
  };

  /** @param {Answer} answer */
  const settle = (answer) => {
    const asked = waiting.get(answer.id);
    if (!asked) return;
    if (answer.kind === 'progress') return asked.progress?.(answer.characters);
    if (answer.kind === 'rows') return void asked.rows.push(...answer.rows);
    waiting.delete(answer.id);
    if (answer.kind === 'survey') return asked.resolve({ ...answer, rows: asked.rows });
    if (answer.kind !== 'failed') return asked.resolve(answer);
    asked.reject(answer.reason === 'refused' ? refusal(answer.why ?? '') : fault(answer.reason));
    // After a fault the scanner's memory is in doubt.
    if (answer.reason === 'fault') end('fault');
  };

  worker.addEventListener('message', ({ data }) => settle(data));
  worker.addEventListener('error', () => end('unavailable'));
  ask({ id: 0, kind: 'load', module }).catch(() => undefined);
  return { ask, end, isBusy: () => waiting.size > 0 };
}
