/**
 * The workers that read files, side by side. The largest file goes first; small ones go in lumps, so
 * that ten thousand of them are not ten thousand errands. A file that breaks its worker costs itself
 * alone.
 *
 * @typedef {import('./messages.js').Job} Job
 * @typedef {import('./hand.js').Settings} Settings
 *
 * @typedef {object} Handlers
 * @property {(batches: import('./messages.js').Batch[]) => void} onBatches
 * @property {(job: Job, why: 'fault' | 'took-too-long') => void} onBroken
 * @property {(reason?: 'unavailable' | 'refused') => void} onEnd called once; with a reason when it
 *   cannot go on
 *
 * @typedef {ReturnType<typeof startPool>} Pool
 */

import { hire } from './hand.js';
import { filesOf } from './repositories.js';

/** More workers than this only wait for the disk. */
const MOST_WORKERS = 4;

/** Files go together up to so many bytes, and up to so many files. */
const LUMP_BYTES = 4 * 1024 * 1024;
const LUMP_FILES = 200;

/** Where memory is short a worker may not start; so often, another is tried. */
const MOST_UNSTARTED = 8;

/** How often a worker is looked after that may hang. */
const LOOK_MILLIS = 5000;

/**
 * @param {readonly Job[]} jobs
 * @param {import('../workers.js').Parts} parts
 * @param {Settings} settings
 * @param {Handlers} handlers
 */
export function startPool(jobs, parts, settings, { onBatches, onBroken, onEnd }) {
  const queue = queueOf(jobs);
  const count = Math.max(1, Math.min(MOST_WORKERS, navigator.hardwareConcurrency || 1, jobs.length));
  const done = { files: 0, bytes: 0 };
  /** What each worker was given last. */
  /** @type {Map<import('./hand.js').Hand, readonly Job[]>} */
  const hands = new Map();
  let isPaused = false;
  let isOver = false;
  /** Whether this browser starts such workers at all, and how often one did not start since. */
  let hasStarted = false;
  let unstarted = 0;

  const end = () => {
    isOver = true;
    clearInterval(watch);
    for (const hand of hands.keys()) hand.end();
    hands.clear();
  };
  /** @param {'unavailable' | 'refused'} [reason] */
  const finish = (reason) => {
    end();
    onEnd(reason);
  };
  const isAtRest = () => [...hands.keys()].every((hand) => hand.isIdle());

  /** @param {readonly Job[]} read */
  const note = (read) => {
    done.files += filesOf(read);
    done.bytes += sizeOf(read);
  };

  /** @param {import('./hand.js').Hand} hand */
  const serve = (hand) => {
    if (isOver || isPaused || !hand.isIdle()) return;
    const lump = queue.take(count);
    hands.set(hand, lump);
    if (lump.length > 0) hand.give(lump);
    else if (isAtRest()) finish();
  };

  const employ = () => {
    const hand = hire(parts, settings, {
      onLoaded: () => void (hasStarted = true),
      onBatches,
      onDone: () => {
        note(hands.get(hand) ?? []);
        hands.set(hand, []);
        serve(hand);
      },
      onLost: ({ broken, rest, why }) => {
        const given = hands.get(hand) ?? [];
        hands.delete(hand);
        if (isOver) return;
        unstarted += why === 'unavailable' ? 1 : 0;
        const isHopeless = why === 'unavailable' && (!hasStarted || unstarted > MOST_UNSTARTED);
        if (isHopeless || why === 'refused') return finish(why);
        note(given.slice(0, given.length - rest.length));
        if (broken && why !== 'unavailable') onBroken(broken, why);
        queue.putBack(rest);
        serve(employ());
      },
    });
    hands.set(hand, []);
    return hand;
  };

  const watch = setInterval(() => [...hands.keys()].forEach((hand) => hand.look()), LOOK_MILLIS);
  for (const hand of Array.from({ length: count }, employ)) serve(hand);

  return {
    /** Lets the workers finish what they have, and then wait. */
    pause: () => void (isPaused = true),
    goOn: () => {
      isPaused = false;
      for (const hand of [...hands.keys()]) serve(hand);
    },
    isAtRest,
    /** Ends the workers at once; returns what was not read to its end. */
    stop: () => {
      const left = [...hands.keys()].flatMap((hand) => hand.left());
      end();
      return [...left, ...queue.rest()];
    },
    /** How many files and bytes are read, and what is being read. */
    progress: () => {
      const read = [...hands.keys()].map((hand) => hand.read());
      return {
        files: done.files + read.reduce((sum, { files }) => sum + files, 0),
        bytes: done.bytes + read.reduce((sum, { bytes }) => sum + bytes, 0),
        current: [...hands.keys()].map((hand) => hand.current()?.path).find(Boolean) ?? '',
      };
    },
  };
}

/**
 * What is still to be read.
 *
 * @param {readonly Job[]} jobs
 */
function queueOf(jobs) {
  const queue = [...jobs].sort((a, b) => b.size - a.size);
  /** Jobs of a worker that broke down over one of them: each goes alone. */
  /** @type {Job[]} */
  const suspects = [];
  let next = 0;

  return {
    rest: () => [...suspects, ...queue.slice(next)],
    /** @param {readonly Job[]} rest */
    putBack: (rest) => void suspects.push(...rest),
    /**
     * @param {number} workers how many share what is left
     * @returns {readonly Job[]}
     */
    take: (workers) => {
      const alone = suspects.pop();
      if (alone) return [alone];
      const from = next;
      // The last ones are shared out, so that no worker stands by while another has many left.
      const most = Math.min(LUMP_FILES, Math.ceil((queue.length - from) / (2 * workers)));
      let bytes = 0;
      while (next < queue.length && next - from < most) {
        bytes += queue[next]?.size ?? 0;
        if (next > from && bytes > LUMP_BYTES) break;
        next += 1;
      }
      return queue.slice(from, next);
    },
  };
}

/** @param {readonly Job[]} jobs */
const sizeOf = (jobs) => jobs.reduce((sum, { size }) => sum + size, 0);
