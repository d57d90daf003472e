/**
 * The workers that read files, side by side. Small files go in lumps, so that ten thousand of them are
 * not ten thousand errands. A file that breaks its worker costs itself alone.
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
  const count = Math.max(1, Math.min(MOST_WORKERS, navigator.hardwareConcurrency || 1, jobs.length));
  const queue = queueOf(jobs, count);
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
    if (isOver || !hand.isIdle() || (isPaused && !queue.isEmpty())) return;
    const lump = queue.take(hand === hands.keys().next().value);
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
    /** Ends the workers at once; returns what was not read to its end, and how many bytes of it were. */
    stop: () => {
      const left = [...hands.keys()].flatMap((hand) => hand.left());
      const bytes = [...hands.keys()].reduce((sum, hand) => sum + hand.begun(), 0);
      end();
      return { left: [...left, ...queue.rest()], bytes };
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
 * What is still to be read. One worker begins with the largest, so that none is left over at the end; the
 * others with the smallest, among which settings and sources are: what stands there is shown first.
 *
 * @param {readonly Job[]} jobs
 * @param {number} workers how many share them
 */
function queueOf(jobs, workers) {
  const queue = [...jobs].sort((a, b) => b.size - a.size);
  /** Jobs of a worker that broke down over one of them: each goes alone. */
  /** @type {Job[]} */
  const suspects = [];
  /** What lies between the two is left. */
  let next = 0;
  let end = queue.length;

  return {
    rest: () => [...suspects, ...queue.slice(next, end)],
    isEmpty: () => suspects.length === 0 && next === end,
    /** @param {readonly Job[]} rest */
    putBack: (rest) => void suspects.push(...rest),
    /**
     * @param {boolean} isFirst whether it is the first worker that asks
     * @returns {readonly Job[]}
     */
    take: (isFirst) => {
      const alone = suspects.pop();
      if (alone) return [alone];
      const isLarge = isFirst && workers > 1;
      // The last ones are shared out, so that no worker stands by while another has many left.
      const most = Math.min(LUMP_FILES, Math.ceil((end - next) / (2 * workers)));
      /** @type {Job[]} */
      const lump = [];
      let bytes = 0;
      while (next < end && lump.length < most) {
        const job = /** @type {Job} */ (queue[isLarge ? next : end - 1]);
        bytes += job.size;
        if (lump.length > 0 && bytes > LUMP_BYTES) break;
        lump.push(job);
        if (isLarge) next += 1;
        else end -= 1;
      }
      return lump;
    },
  };
}

/** @param {readonly Job[]} jobs */
const sizeOf = (jobs) => jobs.reduce((sum, { size }) => sum + size, 0);
