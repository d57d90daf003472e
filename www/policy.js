/**
 * The one Trusted Types policy. A worker's address is the only thing this page ever turns into
 * running code, and only an address made here, from code the page itself loaded, is let through.
 *
 * @typedef {{ createPolicy(name: string, rules: { createScriptURL(url: string): string }):
 *   { createScriptURL(url: string): unknown } }} PolicyFactory
 */

/** The address admitted now: set just before a worker starts, cleared right after. */
let admitted = '';

const factory = /** @type {{ trustedTypes?: PolicyFactory }} */ (globalThis).trustedTypes;

const policy = factory?.createPolicy('sas-lens', {
  createScriptURL(url) {
    if (admitted === '' || url !== admitted) throw new TypeError('not an address of this page');
    return url;
  },
});

/**
 * Starts a classic worker from source text. A worker made from a blob stays under the page's
 * content policy; one loaded from a file would not.
 *
 * @param {string} source the worker's code
 * @returns {Worker}
 */
export function startWorker(source) {
  const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  admitted = address;
  try {
    // `Worker` takes the trusted address; TypeScript's library knows strings only.
    const trusted = /** @type {string} */ (policy ? policy.createScriptURL(address) : address);
    const worker = new Worker(trusted);
    worker.addEventListener('message', () => URL.revokeObjectURL(address), { once: true });
    return worker;
  } finally {
    admitted = '';
  }
}
