/**
 * One worker that reads files: what it is about, how far it is, and what is to be done again when it
 * ends before its time.
 *
 * @typedef {import('./messages.js').Job} Job
 * @typedef {import('./messages.js').FromReader} FromReader
 *
 * @typedef {object} Settings
 * @property {number} now milliseconds since 1970
 * @property {unknown} policy an organisation's own limits
 * @property {number} mostMillis how long one file may take
 *
 * @typedef {object} Lost what was left when a worker broke down
 * @property {Job | undefined} broken the file that broke it, when that is known
 * @property {readonly Job[]} rest what it had not begun
 * @property {'fault' | 'refused' | 'unavailable' | 'took-too-long'} why
 *
 * @typedef {object} Handlers
 * @property {(batches: import('./messages.js').Batch[]) => void} onBatches
 * @property {() => void} onLoaded
 * @property {() => void} onDone it has nothing left to do
 * @property {(lost: Lost) => void} onLost it has ended
 *
 * @typedef {ReturnType<typeof hire>} Hand
 */

import { startWorker } from '../policy.js';
import { filesOf } from './repositories.js';

/** A worker that says nothing for so long beyond a file's limit hangs. */
const PATIENCE_MILLIS = 20_000;

/**
 * @param {import('../workers.js').Parts} parts
 * @param {Settings} settings
 * @param {Handlers} handlers
 */
export function hire([code, module], settings, { onLoaded, onBatches, onDone, onLost }) {
  const worker = startWorker(code);
  /** @type {readonly Job[]} */
  let jobs = [];
  let at = 0;
  let bytes = 0;
  let isLoaded = false;
  let heardAt = performance.now();

  const end = () => worker.terminate();

  /**
   * @param {Lost['why']} why
   * @param {boolean} isKnown whether it is certain which file it was
   */
  const lose = (why, isKnown) => {
    end();
    const isAlone = isLoaded && jobs.length - at === 1;
    const broken = isKnown || isAlone ? jobs[at] : undefined;
    onLost({ broken, rest: jobs.slice(broken ? at + 1 : at), why });
    jobs = [];
  };

  /** @param {FromReader} message */
  const hear = (message) => {
    heardAt = performance.now();
    if (message.kind === 'loaded') {
      isLoaded = true;
      onLoaded();
    }
    if (message.kind === 'batches') onBatches(message.batches);
    if (message.kind === 'at') ({ at, bytes } = message);
    if (message.kind === 'failed') {
      at = message.at;
      lose(message.isRefused ? 'refused' : 'fault', true);
    }
    if (message.kind === 'done') {
      jobs = [];
      onDone();
    }
  };

  worker.addEventListener('message', ({ data }) => hear(data));
  worker.addEventListener('error', () => lose(isLoaded ? 'fault' : 'unavailable', false));
  worker.postMessage({ kind: 'load', module });

  return {
    end,
    isIdle: () => jobs.length === 0,
    /** What it has not read to its end. */
    left: () => jobs.slice(at),
    /** How many bytes are read of the file that it reads now. */
    begun: () => Math.min(bytes, jobs[at]?.size ?? 0),
    /** The file that it reads now. */
    current: () => jobs[at],
    /** How many files and bytes of what it was given are read. */
    read: () => ({
      files: filesOf(jobs.slice(0, at)),
      bytes: jobs.slice(0, at).reduce((sum, { size }) => sum + size, 0) + Math.min(bytes, jobs[at]?.size ?? 0),
    }),
    /** Ends it when it hangs. */
    look: () => {
      const isSilent = performance.now() - heardAt > settings.mostMillis + PATIENCE_MILLIS;
      // Where several are read together it may be any of them.
      if (jobs.length > 0 && isSilent) lose('took-too-long', false);
    },
    /** @param {readonly Job[]} lump */
    give: (lump) => {
      jobs = lump;
      at = 0;
      bytes = 0;
      heardAt = performance.now();
      worker.postMessage({ kind: 'read', jobs, ...settings });
    },
  };
}
