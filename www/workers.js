/**
 * The code of the workers: fetched once, before any text or file is read, and compiled here, so that
 * every worker of a kind gets the code that the last one made fast.
 *
 * @typedef {[string, WebAssembly.Module]} Parts a worker's script and its module
 */

import { fault } from './faults.js';

const PARTS = Object.freeze({
  desk: ['./pkg/desk-worker.js', './pkg/desk_bg.wasm'],
  scan: ['./pkg/scan-worker.js', './pkg/scanner_bg.wasm'],
});

/** @type {Map<string, Promise<Parts>>} */
const fetched = new Map();

/**
 * Fetches a worker's parts; what fails is not asked for again.
 *
 * @param {keyof typeof PARTS} kind
 * @returns {Promise<Parts>}
 */
export function prefetch(kind) {
  const before = fetched.get(kind);
  if (before) return before;
  const [script = '', module = ''] = PARTS[kind];
  const parts = Promise.all([
    get(script).then((answer) => answer.text()),
    get(module).then(async (answer) => WebAssembly.compile(await answer.arrayBuffer())),
  ]);
  parts.catch(() => undefined);
  fetched.set(kind, parts);
  return parts;
}

/**
 * @param {keyof typeof PARTS} kind
 * @returns {Promise<Parts>}
 * @throws {Error} from `fault`
 */
export async function partsOf(kind) {
  try {
    return await prefetch(kind);
  } catch {
    throw fault('unavailable');
  }
}

/** @param {string} path */
async function get(path) {
  const answer = await fetch(new URL(path, import.meta.url));
  if (!answer.ok) throw fault('unavailable');
  return answer;
}
