/**
 * Reading a text on the page itself. The only file that imports what Rust built.
 *
 * A fault in the core leaves its memory in doubt, so the instance is thrown away and a second one,
 * fetched ahead of time, takes over: nothing is requested after a text was read.
 *
 * @typedef {typeof import('./pkg/sas_lens.js')} Core
 * @typedef {import('./pkg/sas_lens.js').Report} Report
 * @typedef {import('./pkg/sas_lens.js').Survey} Survey
 */

import { fault, refusal } from './faults.js';
import { hostedLimits, limits, setLimits } from './limits.js';

const BINARY = new URL('./pkg/sas_lens_bg.wasm', import.meta.url);

/** The same glue under two addresses: two instances that share nothing. */
const GLUE = ['./pkg/sas_lens.js', './pkg/sas_lens.js?spare'];

/** @type {Promise<WebAssembly.Module> | undefined} */
let compiled;
/** @type {Promise<Core>[]} */
const waiting = [];
/** @type {Promise<Core> | undefined} */
let current;
/** @type {Promise<string> | undefined} */
let ready;

/**
 * Starts loading; safe to call again.
 *
 * @returns {Promise<string>} what was wrong with the limits that the page comes with, if anything;
 *   rejected when reading will not work
 */
export function load() {
  if (ready) return ready;
  compiled = fetch(BINARY).then(async (answer) => {
    if (!answer.ok) throw fault('unavailable');
    return WebAssembly.compile(await answer.arrayBuffer());
  });
  waiting.push(...GLUE.map((address) => /** @type {Promise<Core>} */ (import(address))));
  for (const glue of waiting) glue.catch(() => undefined);
  current = next();
  // Nothing is read before it is known which limits it is held to.
  const refusal = hostedLimits()
    .then(adopt)
    .then(() => '', (error) => (error instanceof Error ? error.message : String(error)));
  ready = current.then(() => refusal);
  ready.catch(() => undefined);
  return ready;
}

/**
 * Puts limits in force, in place of those before.
 *
 * @param {unknown} policy
 * @returns {Promise<void>}
 * @throws {Error} that says what is wrong with them and where; those before stay
 */
export async function adopt(policy) {
  const core = await current;
  const limits = /** @type {import('./limits.js').Policy | undefined} */ (policy);
  try {
    core?.analyze('', 0, { policy: limits });
  } catch (error) {
    throw refusal(String(error).replace(/^TypeError: options\./, ''));
  }
  setLimits(limits ?? undefined);
}

/**
 * Explains every signature in a text.
 *
 * @param {string} text
 * @param {number} now milliseconds since 1970
 * @returns {Promise<Report>}
 * @throws {Error} from `fault`
 */
export const analyze = (text, now) => ask((core) => core.analyze(text, now, { policy: limits() }));

/**
 * Lists the signatures of a text, worst first: quicker where there are many.
 *
 * @param {string} text
 * @param {number} now milliseconds since 1970
 * @returns {Promise<Survey>}
 * @throws {Error} from `fault`
 */
export const survey = (text, now) => ask((core) => core.survey(text, now, { policy: limits() }));

/**
 * @template T
 * @param {(core: Core) => T} question
 * @returns {Promise<T>}
 */
async function ask(question) {
  let core;
  try {
    await load();
    core = await current;
  } catch {
    throw fault('unavailable');
  }
  if (!core) throw fault('unavailable');
  try {
    return question(core);
  } catch {
    current = next();
    throw fault('fault');
  }
}

/** @returns {Promise<Core>} */
function next() {
  const started = start();
  started.catch(() => undefined);
  return started;
}

async function start() {
  const [module, core] = await Promise.all([compiled, waiting.shift()]);
  if (!module || !core) throw fault('unavailable');
  core.initSync({ module });
  return core;
}
