/** The headline where no token was found, or where something of ours broke. */

import { plainVerdict } from './verdict.js';
import { counted } from '../text.js';

/**
 * @typedef {import('../pkg/sas_lens.js').Note} Note
 * @typedef {import('../pkg/sas_lens.js').Skipped} Skipped
 */

/** How a leak of something else is put: severity to level. */
const LEVELS = Object.freeze(
  /** @type {const} */ ({
    critical: 'severe',
    high: 'severe',
    medium: 'elevated',
    low: 'unknown',
    info: 'none',
    good: 'none',
  }),
);

/** @typedef {import('../faults.js').Reason} Problem */

/** @type {Readonly<Record<Problem, { title: string, sentence: string, help: string }>>} */
const PROBLEMS = Object.freeze({
  unavailable: {
    title: 'This page could not start',
    sentence: 'The part that reads links did not load, or this browser does not let it run.',
    help: 'It needs WebAssembly. Reload the page; if that does not help, WebAssembly may be turned off here (some hardened browsers do that), or the connection broke while the page loaded.',
  },
  fault: {
    title: 'That went wrong on our side',
    sentence: 'The page met a fault of its own while it read the text. The text was not sent anywhere.',
    help: 'Try again, or reload the page. If it happens again with the same text, tell us what kind of text it was, never the text itself.',
  },
  'unreadable-file': {
    title: 'The file could not be read',
    sentence: 'The browser did not give the page the file’s content.',
    help: 'It may have been moved, or may need rights that the browser does not have. Choose it again.',
  },
  stopped: {
    title: 'Stopped',
    sentence: 'The search was stopped before it ended, so nothing can be said about the text.',
    help: 'The text was dropped from memory. Paste it or open the file again to start over.',
  },
});

/**
 * @param {{ notes: readonly Note[], skipped: readonly Skipped[], characters: number }} found the
 *   first note, if any, becomes the headline
 * @returns {DocumentFragment}
 */
export function withoutToken({ notes: [first], skipped, characters }) {
  if (first) {
    return plainVerdict({ level: LEVELS[first.severity], title: first.title, sentence: first.message.text });
  }
  return plainVerdict({
    level: 'none',
    title: 'No signature found',
    sentence: `Nothing in ${characters === 1 ? 'this' : 'these'} ${counted(characters, 'character')} looks like an Azure shared access signature${skipped.length > 0 ? ', but not all of it could be read' : ''}.`,
    help: 'A shared access signature is the part of a link after the question mark, such as sv=…&sp=…&se=…&sig=…. Copy the whole link, with everything behind the question mark.',
  });
}

/**
 * @param {Problem} problem
 * @returns {DocumentFragment}
 */
export function failure(problem) {
  return plainVerdict({ level: 'unreadable', ...PROBLEMS[problem] });
}
