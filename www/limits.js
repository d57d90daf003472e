/**
 * The organisation's own limits in force: those that whoever hosts the page put beside it, or those
 * that the reader gave. In memory only.
 *
 * @typedef {import('./pkg/sas_lens.js').Policy} Policy
 */

/** Published without a limit: whoever hosts the page writes the organisation's into it. */
const HOSTED = new URL('./policy.json', import.meta.url);

/** @type {Policy | undefined} */
let inForce;

/** @returns {Policy | undefined} nothing where no limits are set */
export const limits = () => inForce;

/**
 * @param {Policy | undefined} policy one that the core has accepted
 */
export function setLimits(policy) {
  inForce = policy;
}

/**
 * Fetches the limits that the page comes with.
 *
 * @returns {Promise<Policy | undefined>} not checked yet; nothing where there are none
 * @throws {Error} when what is there is no JSON, or does not arrive
 */
export async function hostedLimits() {
  const answer = await fetch(HOSTED);
  if (answer.status === 404) return undefined;
  if (!answer.ok) throw new Error(`the site answered ${answer.status}`);
  const policy = await answer.json();
  return hasLimits(policy) ? policy : undefined;
}

/**
 * Whether there is anything in it beside the address of its schema. What is no object is refused later.
 *
 * @param {unknown} policy
 */
export const hasLimits = (policy) =>
  typeof policy !== 'object' || policy === null || Array.isArray(policy) || Object.keys(policy).some((key) => key !== '$schema');
