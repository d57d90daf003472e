/**
 * The page's entry: the one state, and what happens when a text comes in. Reading is done by
 * `reading.js`, showing by `show.js` and the views.
 */

import { load } from './analyzer.js';
import { part } from './dom.js';
import { EXAMPLES } from './examples.js';
import { reasonOf } from './faults.js';
import { FIELD_MOST, wireIntake } from './intake.js';
import { fetchRest } from './later.js';
import { wirePrinting } from './printing.js';
import { answersIn, explain, explainFully, hasFewLinks, isOther, prepare, readAgain, readFully, readHere, readInWorker } from './reading.js';
import * as scanner from './desk-client.js';
import { bringIntoView, showBusy, showDetail, showEditor, showEmpty, showFiles, showFolderHint, showFound, showProblem, showRefusal } from './show.js';
import { counted } from './text.js';

/** How long a page that may not be seen is waited for. */
const UNSEEN_MILLIS = 100;

/** How a text came in, as it is named above it. */
const ORIGINS = Object.freeze({
  given: { name: 'Your text' },
  typed: { name: 'Your text' },
  example: { name: 'An example' },
  'handed-over': {
    name: 'From the address of this page',
    remark: 'It was taken out of the address bar. Your browser’s own history may still keep it.',
  },
});

const field = /** @type {HTMLTextAreaElement} */ (part(document, 'text'));

const state = {
  /** Counts what came in, so that a late answer to an older text is dropped. */
  turn: 0,
  /** The example in the field, which a paste replaces; empty when the text is the reader's own. */
  example: '',
  /** @type {import('./reading.js').Found | undefined} */
  found: undefined,
  /** @type {import('./view/link.js').Detail | undefined} */
  shown: undefined,
  /** @type {import('./scan/scan.js').Scan | undefined} the files that are shown, if any */
  scan: undefined,
};

/** Forgets what was there before, in the worker too. Nothing is requested from here on. */
function begin() {
  fetchRest();
  scanner.stop();
  state.scan?.end();
  state.scan = undefined;
  state.turn += 1;
  state.example = '';
  state.found = undefined;
  state.shown = undefined;
  return state.turn;
}

/**
 * Reads a text and shows what it gives away.
 *
 * @param {string} text
 * @param {keyof typeof ORIGINS} how
 */
async function take(text, how) {
  if (text.length > FIELD_MOST) return takeLong(text, ORIGINS[how]);
  const turn = begin();
  const isTyping = how === 'typed';
  const given = { ...ORIGINS[how], characters: text.length };
  if (how === 'example') state.example = text;
  if (field.value !== text) field.value = text;
  if (text.trim() === '') return showEmpty({ keepFocus: true });
  try {
    const found = await readHere(text, given);
    if (turn === state.turn) await show(found, { isTyping });
  } catch (error) {
    if (turn === state.turn) showProblem(reasonOf(error), isTyping ? undefined : given);
  }
}

/**
 * Hands a long text to the worker, which keeps it: the field never sees it.
 *
 * @param {string} source
 * @param {{ name: string, remark?: string }} given
 */
async function takeLong(source, given) {
  const turn = begin();
  field.value = '';
  showBusy(`Reading ${counted(source.length, 'character')}…`);
  try {
    const found = await readInWorker(source, given, (characters) => {
      if (turn === state.turn) showBusy(`Looking through ${counted(characters, 'character')}…`);
    });
    if (turn === state.turn) await show(found);
  } catch (error) {
    if (turn === state.turn) showProblem(reasonOf(error));
  }
}

/**
 * @param {import('./reading.js').Found} found
 * @param {{ isTyping?: boolean, stays?: boolean }} [how] `stays` where the reader is busy elsewhere
 */
async function show(found, { isTyping = false, stays = false } = {}) {
  state.found = found;
  // Only the worker finds them, and the desk came with it.
  const answers = answersIn(found).length > 0 ? (await fetchRest()).answers(found) : undefined;
  if (found !== state.found) return;
  showFound(found, { isTyping, isSilent: stays, choose: (place) => choose(place, true), answers });
  await choose(0, false);
  if (!isTyping && !stays && found === state.found) bringIntoView();
}

/**
 * Shows one row's detail.
 *
 * @param {number} place the row's place in the list
 * @param {boolean} goThere whether the reader asked for it
 */
async function choose(place, goThere) {
  const { found } = state;
  const row = found?.rows[place];
  if (!found) return;
  try {
    const detail = row && (await explain(row, found));
    if (found !== state.found) return;
    state.shown = detail;
    if (detail) showDetail(detail, found, place, goThere);
    complete(found, detail).catch(() => undefined);
  } catch (error) {
    if (found === state.found) showProblem(reasonOf(error));
  }
}

/**
 * Adds what the worker knows beyond the page's own core. Where it does not answer, what is shown
 * says so itself.
 *
 * @param {import('./reading.js').Found} found
 * @param {import('./view/link.js').Detail | undefined} shown
 */
async function complete(found, shown) {
  const isSeen = () => found === state.found && shown === state.shown;
  const desk = await fetchRest();
  await painted();
  if (!isSeen()) return;
  if (found.report && !found.isFull && hasFewLinks(found)) {
    const fuller = await readFully(found);
    if (!isSeen()) return;
    if (isOther(fuller, found)) return show(fuller);
    Object.assign(found, fuller);
  }
  if (!shown) return;
  const full = await explainFully(shown, found);
  if (!isSeen()) return;
  // What is on the screen was made from less; what is passed on is made from this.
  state.shown = full;
  desk.furnish(part(document, 'result-detail'), full);
}

/** Waits until what is shown was drawn: the worker would take time from that. A page in the back draws nothing. */
const painted = () =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, UNSEEN_MILLIS);
  });

/** Judges what is shown again, by other limits. */
async function judgeAgain() {
  const { found } = state;
  if (!found) return state.scan?.limitsChanged();
  try {
    const judged = await readAgain(found);
    if (found === state.found) await show(judged, { stays: true });
  } catch (error) {
    if (found === state.found) showProblem(reasonOf(error));
  }
}

/**
 * Hands files over to what scans them, which comes with the desk.
 *
 * @param {import('./intake.js').Handed} handed
 */
async function open(handed) {
  const turn = begin();
  field.value = '';
  showBusy('Looking at what you gave…');
  try {
    const desk = await fetchRest();
    if (turn !== state.turn) return;
    state.scan = desk.openFiles(handed, {
      again: () => void open(handed),
      busy: showBusy,
      clear,
      fail: showProblem,
      makeRoom: showFiles,
      readText,
      show: (detail) => (state.shown = detail),
    });
  } catch {
    if (turn === state.turn) showProblem('unavailable');
  }
}

/**
 * Reads a small file as a text and shows what it gives away.
 *
 * @param {File} file
 * @returns {Promise<boolean>} whether there was anything to show
 */
async function readText(file) {
  const { turn } = state;
  const found = await readInWorker(file, { name: file.name }, () => undefined);
  if (turn !== state.turn) return true;
  if (found.rows.length === 0 && found.notes.length === 0) return false;
  await show(found);
  return true;
}

/** @param {{ keepFocus?: boolean }} [options] */
function clear(options) {
  begin();
  scanner.end();
  field.value = '';
  showEmpty(options);
}

/**
 * Lets a scan that would be missed ask its reader first.
 *
 * @template {readonly unknown[]} Given
 * @param {(...given: Given) => unknown} deed
 * @returns {(...given: Given) => void}
 */
const held = (deed) => (...given) => {
  const go = () => void deed(...given);
  if (!state.scan?.holdsBack(go)) go();
};

/** Reads the link that came behind the # of the page's address, if any. */
function takeHandedOver() {
  // Set by fragment.js, which ran before everything else.
  const { handedOver } = /** @type {{ handedOver?: () => string }} */ (/** @type {unknown} */ (globalThis));
  const text = handedOver?.() ?? '';
  if (text) held(take)(text, 'handed-over');
  return text !== '';
}

const isReplaceable = () => state.example !== '' && field.value === state.example;
wireIntake(document, { take: held(take), open: held(open), refused: showFolderHint, isReplaceable });
wirePrinting(document);
for (const name of ['clear', 'clear-text']) part(document, name).addEventListener('click', () => clear());
part(document, 'edit').addEventListener('click', () => showEditor());
part(document, 'stop').addEventListener('click', () => {
  begin();
  showProblem('stopped');
});
for (const { id, link } of EXAMPLES) {
  const button = document.querySelector(`[data-example="${id}"]`);
  button?.addEventListener('click', () => take(link(new Date()), 'example'));
}
// Nothing outlives the visit, not even in the page that a browser keeps for its Back button.
addEventListener('pagehide', () => clear({ keepFocus: true }));
addEventListener('pageshow', ({ persisted }) => persisted && clear({ keepFocus: true }));

part(document, 'starting').remove();
load().then(showRefusal, () => state.turn === 0 && showProblem('unavailable'));
const whenIdle = globalThis.requestIdleCallback ?? ((/** @type {() => void} */ run) => setTimeout(run, 500));
const desk = { found: () => state.found, detail: () => state.shown, limitsChanged: judgeAgain };
whenIdle(() => {
  prepare();
  Promise.all([fetchRest(), load()]).then(([{ wire }]) => wire(document, desk)).catch(() => undefined);
});
if (!takeHandedOver() && field.value) take(field.value, 'given');
addEventListener('handover', takeHandedOver);
