/**
 * What the desk asks the worker.
 *
 * @typedef {wasm_bindgen.SignatureCheck} SignatureCheck
 * @typedef {wasm_bindgen.SignatureNeed} SignatureNeed
 *
 * @typedef {object} Secret
 * @property {string} label what its owner calls it
 * @property {Uint8Array} value
 *
 * @typedef {object} Known what the link does not say, and its signature depends on
 * @property {string} [account]
 * @property {string} [path]
 * @property {Record<string, string>} [headers]
 * @property {Record<string, string>} [query]
 */

import { limits } from '../limits.js';
import { call, once } from '../desk-client.js';

/**
 * Sets a second link beside a first.
 *
 * @param {string} first
 * @param {string} second
 * @param {number} now milliseconds since 1970
 * @returns {Promise<wasm_bindgen.Comparison>}
 * @throws {Error} from `fault`
 */
export const compare = (first, second, now) => call('compare', [first, second, now, { policy: limits() }]);

/**
 * Lists what a link can be needed for.
 *
 * @param {string} text
 * @param {number} now milliseconds since 1970
 * @returns {Promise<wasm_bindgen.TaskAbout[]>}
 * @throws {Error} from `fault`
 */
export const tasksOf = (text, now) => call('narrowTasks', [text, now, { policy: limits() }]);

/**
 * Proposes the least link for a need.
 *
 * @param {string} text
 * @param {number} now milliseconds since 1970
 * @param {wasm_bindgen.Need} need
 * @returns {Promise<wasm_bindgen.Proposal>}
 * @throws {Error} from `fault`, or from `refusal`
 */
export const narrow = (text, now, need) => call('narrow', [text, now, need, { policy: limits() }]);

/**
 * Says what a signature is made from, and what has to be given before it can be checked.
 *
 * @param {string} text
 * @param {number} token its index
 * @param {number} now milliseconds since 1970
 * @param {Known} known
 * @returns {Promise<SignatureCheck>}
 * @throws {Error} from `fault`
 */
export const whatIsSigned = (text, token, now, known) => call('checkSignature', [text, now, { token, keys: [], ...known }]);

/**
 * Checks a signature with keys. A worker of its own does it and ends with the answer; the keys are
 * handed over, not copied.
 *
 * @param {string} text
 * @param {number} token its index
 * @param {number} now milliseconds since 1970
 * @param {Known} known
 * @param {readonly Secret[]} keys gone afterwards
 * @returns {Promise<SignatureCheck>}
 * @throws {Error} from `fault`
 */
export async function checkSignature(text, token, now, known, keys) {
  const answer = await once(({ ask }) =>
    ask(
      { id: 0, kind: 'check', text, now, options: { token, ...known }, keys },
      { transfer: keys.map(({ value }) => value.buffer) },
    ),
  );
  return /** @type {SignatureCheck} */ (/** @type {import('../messages.js').Called} */ (answer).value);
}
