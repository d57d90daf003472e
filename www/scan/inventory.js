/**
 * The page's side of the list of finds. The list lives in a worker of its own, where no fault in
 * explaining one link can take it along.
 *
 * @typedef {import('./shapes.js').Deed} Deed
 * @typedef {Awaited<ReturnType<typeof openInventory>>} Inventory
 */

import { another } from '../desk-client.js';

/**
 * @param {number} now the moment that verdicts speak about, milliseconds since 1970
 * @param {string} [json] a list that was saved
 * @throws {Error} from `fault` or `refusal`, when the saved list cannot be read
 */
export async function openInventory(now, json) {
  const hand = await another(() => undefined);

  /**
   * @template T
   * @param {Deed} deed
   * @param {Transferable[]} [transfer]
   * @returns {Promise<T>}
   */
  const ask = async (deed, transfer) => {
    const answer = await hand.ask({ id: 0, kind: 'list', deed }, { transfer });
    return /** @type {T} */ (/** @type {import('../messages.js').Called} */ (answer).value);
  };

  try {
    await ask({ name: 'start', now, json });
  } catch (error) {
    hand.end('stopped');
    throw error;
  }
  return {
    end: () => hand.end('stopped'),
    /** @param {readonly import('./messages.js').Batch[]} batches @returns {Promise<void>} */
    add: (batches) => ask({ name: 'add', batches }, batches.map(({ buffer }) => buffer)),
    /** @param {import('./shapes.js').Query} query @returns {Promise<import('./shapes.js').Rows>} */
    rows: (query) => ask({ name: 'rows', query }),
    /**
     * @param {string} id
     * @param {number} from the first place that is wanted
     * @param {number} count
     * @returns {Promise<import('./shapes.js').Entry | undefined>}
     */
    entry: (id, from, count) => ask({ name: 'entry', id, from, count }),
    /**
     * The token itself, with its secrets; nothing where the list was saved before.
     *
     * @param {string} id
     * @returns {Promise<string | undefined>}
     */
    text: (id) => ask({ name: 'text', id }),
    /** @returns {Promise<import('./shapes.js').Summary>} */
    summary: () => ask({ name: 'summary' }),
    /**
     * @param {number} from
     * @param {number} count
     * @returns {Promise<import('./shapes.js').NotRead[]>}
     */
    notRead: (from, count) => ask({ name: 'notRead', from, count }),
    /**
     * @param {import('./shapes.js').Format} format
     * @param {import('./shapes.js').Query} query
     * @returns {Promise<import('./shapes.js').Written>}
     */
    export: (format, query) => ask({ name: 'export', format, query }),
  };
}
