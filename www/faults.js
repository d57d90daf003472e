/**
 * What can go wrong on our side. An error carries one of these reasons and never the text that
 * was being read.
 *
 * @typedef {'unavailable' | 'fault' | 'unreadable-file' | 'stopped'} Reason
 */

/**
 * @param {Reason} reason
 * @returns {Error}
 */
export function fault(reason) {
  return new Error(reason, { cause: reason });
}

/**
 * An error of what the page asked for, in words of ours that name the place.
 *
 * @param {string} why
 */
export const refusal = (why) => new Error(why, { cause: 'refused' });

/**
 * @param {unknown} error
 * @returns {string} nothing for a fault of another kind
 */
export const refusalOf = (error) => (error instanceof Error && error.cause === 'refused' ? error.message : '');

/**
 * @param {unknown} error
 * @returns {Reason}
 */
export function reasonOf(error) {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause === 'unavailable' || cause === 'unreadable-file' || cause === 'stopped' ? cause : 'fault';
}
