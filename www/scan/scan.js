/**
 * Scanning files: from what the browser hands over to the list of what stands in them. Nothing of it
 * outlives the next text, the next files or the visit.
 *
 * @typedef {import('../intake.js').Handed} Handed
 * @typedef {import('./inventory.js').Inventory} Inventory
 * @typedef {import('./entries.js').Gathered} Gathered
 *
 * @typedef {object} Scan
 * @property {() => void} end ends it and forgets what it found
 * @property {() => void} limitsChanged tells it that the organisation's limits are others now
 * @property {(deed: () => void) => boolean} holdsBack asks its reader before something is done that ends it;
 *   answers whether it asks, which it does where much would be lost
 *
 * @typedef {object} Page what the scan asks of the page
 * @property {() => void} again reads the same files anew
 * @property {(text: string) => void} busy says what is going on before there is anything to show
 * @property {() => void} clear
 * @property {(reason: import('../faults.js').Reason) => void} fail
 * @property {() => void} makeRoom
 * @property {(file: File) => Promise<boolean>} readText reads a small file as a text; answers whether
 *   there was anything to show
 * @property {(detail: import('../view/link.js').Detail) => void} show keeps what is shown now, so that
 *   it can be passed on
 */

import { button } from '../desk/build.js';
import { reasonOf, refusalOf } from '../faults.js';
import { limits } from '../limits.js';
import { counted } from '../text.js';
import { partsOf } from '../workers.js';
import { gather } from './entries.js';
import { openInventory } from './inventory.js';
import { startPool } from './pool.js';
import { progressPanel } from './progress.js';
import { filesOf, jobsOf } from './repositories.js';
import { told } from './told.js';
import { findsView } from './view.js';

/** A text of up to so many bytes is read like one that was pasted. */
const TEXT_MOST_BYTES = 64 * 1024;
/** A saved list says so in its first bytes. */
const HEAD_BYTES = 512;
/** A larger list cannot have been saved here. */
const SAVED_MOST_BYTES = 512 * 1024 * 1024;
const SAVED = /^\s*\{\s*"schema"\s*:[^]*?"sas-lens"[^]*?"entries"\s*:/;
const NO_TEXT = /[\u0000\ufffd]/;

/** How long one file may take. */
const FILE_MOST_MILLIS = 5 * 60 * 1000;
/** How often the page shows how far it is, and asks for what was found. */
const PROGRESS_MILLIS = 250;
const LIST_MILLIS = 800;

/** A list that took so long is not dropped without a question. */
const DEAR_MILLIS = 10_000;
const GOING_ON = 'A scan is going on, and what you gave now would end it.';
const DEAR = 'This list took a while to make and is kept nowhere. Reading what you gave now would drop it.';
const OVER = 'The scan is over. Reading what you gave now drops its list.';

const LIMITS_BEFORE = 'Your organisation’s limits have changed. This list is judged by those from before.';
const SAVED_BEFORE = 'A saved list keeps the verdicts and the limits that it was saved with. None of yours is applied to it.';

/**
 * Scans files, or opens a list that was saved.
 *
 * @param {Handed} handed
 * @param {Page} page
 * @returns {Scan}
 */
export function openFiles(handed, page) {
  /** @type {(() => void)[]} */
  const ends = [];
  const end = () => {
    run.isOver = true;
    for (const deed of ends.splice(0)) deed();
  };
  /** @type {Run} */
  const run = {
    isOver: false,
    ends,
    limitsChanged: () => {},
    holdsBack: () => false,
    fail: (error) => {
      if (run.isOver) return;
      end();
      page.fail(reasonOf(error));
    },
  };
  start(handed, page, run).catch(run.fail);
  return { end, limitsChanged: () => run.limitsChanged(), holdsBack: (deed) => run.holdsBack(deed) };
}

/** @typedef {{ isOver: boolean, ends: (() => void)[], fail: (error: unknown) => void } & Omit<Scan, 'end'>} Run */

/**
 * @param {Handed} handed
 * @param {Page} page
 * @param {Run} run
 */
async function start(handed, page, run) {
  const gathered = await gather(handed, (files) => {
    if (!run.isOver) page.busy(`Counting: ${counted(files, 'file')} so far…`);
  });
  if (run.isOver) return;
  const [first] = gathered.files;
  let refusal = '';
  if (first && gathered.names.length === 1 && gathered.folders === 0) {
    const opened = await reopened(first.file, page, run);
    if (opened === true || run.isOver) return;
    refusal = opened || '';
    if (!refusal && (await isText(first.file)) && (await page.readText(first.file))) return;
    if (run.isOver) return;
  }
  await scan(gathered, page, run, refusal);
}

/** @param {File} file */
async function isText(file) {
  if (file.size > TEXT_MOST_BYTES) return false;
  try {
    return !NO_TEXT.test(await file.text());
  } catch {
    // The scan says what is wrong with it.
    return false;
  }
}

/**
 * Opens a list that was saved, if a file is one.
 *
 * @param {File} file
 * @param {Page} page
 * @param {Run} run
 * @returns {Promise<boolean | string>} whether it is one, or why one cannot be opened
 */
async function reopened(file, page, run) {
  try {
    if (file.size > SAVED_MOST_BYTES || !SAVED.test(await file.slice(0, HEAD_BYTES).text())) return false;
    const inventory = await openInventory(Date.now(), await file.text());
    if (run.isOver) return inventory.end(), true;
    run.ends.push(inventory.end);
    page.makeRoom();
    const { asOf, breakingLimits } = await inventory.summary();
    if (run.isOver) return true;
    const view = findsView(inventory, Date.now(), page, run, breakingLimits > 0);
    view.says(`${file.name}, a list that was saved`, `As of ${asOf}. What has ended since is not marked.`);
    run.limitsChanged = () => view.remark(SAVED_BEFORE);
    if (limits() || breakingLimits > 0) view.remark(SAVED_BEFORE);
    await view.finish([]);
    return true;
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal) return `This begins like a list that was saved here, but is damaged or cut off, so it was searched like any other file. ${refusal}`;
    // One that is gone, or broke the worker: the scan says what is wrong with it.
    if (error instanceof DOMException || reasonOf(error) === 'fault') return false;
    throw error;
  }
}

/**
 * @param {Gathered} gathered
 * @param {Page} page
 * @param {Run} run
 * @param {string} remark what else is to be said of what was given
 */
async function scan(gathered, page, run, remark) {
  const now = Date.now();
  const [parts, inventory] = await Promise.all([partsOf('scan'), openInventory(now)]);
  if (run.isOver) return inventory.end();
  run.ends.push(inventory.end);
  const start = performance.now();
  const jobs = jobsOf(gathered.files);
  const repositories = jobs.filter(({ paths }) => paths).length;
  const total = { files: filesOf(jobs), bytes: jobs.reduce((sum, { size }) => sum + size, 0) };
  page.makeRoom();
  const view = findsView(inventory, now, page, run, limits() !== undefined);
  const hold = holding(view, run);
  run.limitsChanged = () => view.remark(LIMITS_BEFORE, button('Read the files again', page.again));

  const store = storeOf(inventory, run.fail);
  for (const { path, why } of gathered.refused) store.put([told([path], why)]);
  /** @type {import('./pool.js').Pool | undefined} */
  let pool;

  const finish = async (isStopped = false) => {
    clearInterval(ticking);
    clearInterval(listing);
    await store.settled();
    if (run.isOver) return;
    const isDear = performance.now() - start > DEAR_MILLIS;
    panel.finish(givenLine(gathered, repositories), isStopped);
    const hasList = await view.finish([remark, ...remarksOf(gathered)].filter(Boolean));
    if (!run.isOver) hold(hasList, isDear);
  };
  const panel = progressPanel(total, {
    pause: () => pool?.pause(),
    goOn: () => pool?.goOn(),
    stop: () => {
      // So that the figures are those of the same moment.
      if (pool) panel.update(pool.progress());
      const { left, bytes } = pool?.stop() ?? { left: [], bytes: 0 };
      if (left.length > 0) store.put([told(left.map(({ path }) => path), 'stopped', bytes)]);
      finish(true).catch(run.fail);
    },
    clear: page.clear,
  });
  view.holds(panel.root);
  const tick = () => {
    if (!run.isOver && pool) panel.update(pool.progress());
  };
  const ticking = setInterval(() => requestAnimationFrame(tick), PROGRESS_MILLIS);
  const listing = setInterval(() => store.isChanged() && view.refresh(), LIST_MILLIS);
  run.ends.push(() => (clearInterval(ticking), clearInterval(listing)));
  if (jobs.length === 0) return finish();
  const settings = { now, policy: limits(), mostMillis: FILE_MOST_MILLIS };
  pool = startPool(jobs, parts, settings, {
    onBatches: store.put,
    onBroken: ({ path }, why) => store.put([told([path], why)]),
    onEnd: (reason) => {
      if (reason) return run.fail(new Error(reason, { cause: reason === 'refused' ? 'fault' : reason }));
      finish().catch(run.fail);
    },
  });
  run.ends.push(() => void pool?.stop());
}

/**
 * Keeps what would be lost from being ended by an oversight: another paste or drop, or leaving.
 *
 * @param {ReturnType<typeof findsView>} view
 * @param {Run} run
 * @returns {(hasList: boolean, isDear: boolean) => void} tells that the scan is over
 */
function holding(view, run) {
  let why = GOING_ON;
  /** @type {(() => void) | undefined} what was held back and has no answer yet */
  let waiting;
  const stay = (/** @type {Event} */ event) => event.preventDefault();
  const leave = () => removeEventListener('beforeunload', stay);
  addEventListener('beforeunload', stay);
  run.ends.push(leave);
  /** @param {string} text @param {() => void} deed */
  const ask = (text, deed) => {
    waiting = deed;
    view.ask(text, deed, () => (waiting = undefined));
  };
  run.holdsBack = (deed) => {
    if (why === '' || run.isOver) return false;
    ask(why, deed);
    return true;
  };
  return (hasList, isDear) => {
    why = hasList && isDear ? DEAR : '';
    if (why === '') leave();
    if (waiting && hasList) ask(OVER, waiting);
    else waiting?.();
  };
}

/**
 * Takes what workers find to the list, in order, and as much at a time as has come.
 *
 * @param {Inventory} inventory
 * @param {(error: unknown) => void} fail
 */
function storeOf(inventory, fail) {
  /** @type {import('./messages.js').Batch[]} */
  let waiting = [];
  /** @type {Promise<void> | undefined} */
  let storing;
  let isChanged = false;

  const storeAll = async () => {
    while (waiting.length > 0) {
      const batches = waiting;
      waiting = [];
      await inventory.add(batches);
      isChanged = true;
    }
    storing = undefined;
  };
  return {
    /** @param {readonly import('./messages.js').Batch[]} batches */
    put: (batches) => {
      waiting.push(...batches);
      storing ??= storeAll();
      storing.catch(fail);
    },
    settled: async () => storing,
    /** Whether anything came since this was asked last. */
    isChanged: () => {
      const answer = isChanged;
      isChanged = false;
      return answer;
    },
  };
}

/**
 * @param {Gathered} gathered
 * @param {number} repositories
 */
function givenLine({ names, folders, files }, repositories) {
  const [only] = names;
  const loose = names.length - folders;
  const kinds = [
    folders > 0 ? counted(folders, 'folder') : '',
    loose > 0 ? counted(loose, 'file') : '',
  ].filter(Boolean);
  const what = names.length === 1 && only ? only : kinds.join(' and ');
  const inside = folders > 0 ? `, ${counted(files.length, 'file')} in all` : '';
  const git = repositories > 0 ? `, with ${repositories === 1 ? 'a Git repository' : `${repositories} Git repositories`}` : '';
  return `${what}${inside}${git}`;
}

/**
 * What the page knows of what was given and the list does not.
 *
 * @param {Gathered} gathered
 */
function remarksOf({ folders, files }) {
  const isHidden = (/** @type {string} */ path) => /(?:^|\/)\.[^/]/.test(path);
  if (folders === 0 || files.some(({ path }) => isHidden(path))) return [];
  return ['No hidden files were seen, such as .git or .env: either there are none, or the browser left them out.'];
}
