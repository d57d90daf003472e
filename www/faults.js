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
 * @param {unknown} error
 * @returns {Reason}
 */
export function reasonOf(error) {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause === 'unavailable' || cause === 'unreadable-file' || cause === 'stopped' ? cause : 'fault';
}
