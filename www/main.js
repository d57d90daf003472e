/**
 * The page's entry: the one state, and what happens when a text comes in. Reading is the analyzer's
 * and the worker's work, showing is the views'.
 *
 * @typedef {import('./pkg/sas_lens.js').SurveyRow} SurveyRow
 * @typedef {import('./show.js').Found} Found
 */

import { analyze, load } from './analyzer.js';
import { wireCopying } from './copy.js';
import { part } from './dom.js';
import { EXAMPLES } from './examples.js';
import { fault, reasonOf } from './faults.js';
import { FIELD_MOST, wireIntake } from './intake.js';
import * as scanner from './scan-client.js';
import { bringIntoView, showBusy, showDetail, showEditor, showEmpty, showFound, showProblem } from './show.js';
import { counted } from './text.js';
import { rowsOf } from './view/ranking.js';

/** Above this, reading a text as one string would ask too much of a browser. */
const FILE_MOST_BYTES = 256 * 1024 * 1024;

const field = /** @type {HTMLTextAreaElement} */ (part(document, 'text'));

const state = {
  /** Counts what came in, so that a late answer to an older text is dropped. */
  turn: 0,
  /** The short text that is shown; empty when the worker holds the text. */
  text: '',
  /** Whether the text is one of ours. */
  isExample: false,
  /** @type {Found | undefined} */
  found: undefined,
};

/** @param {boolean} isExample */
function begin(isExample = false) {
  scanner.stop();
  state.turn += 1;
  state.text = '';
  state.isExample = isExample;
  state.found = undefined;
  return state.turn;
}

/**
 * Reads a text and shows what it gives away.
 *
 * @param {string} text
 * @param {'given' | 'typed' | 'example'} how
 */
async function take(text, how) {
  if (text.length > FIELD_MOST) return takeLong(text, 'Your text');
  const turn = begin(how === 'example');
  state.text = text;
  if (field.value !== text) field.value = text;
  if (text.trim() === '') return showEmpty({ keepFocus: true });
  const isTyping = how === 'typed';
  const given = { name: how === 'example' ? 'An example' : 'Your text', characters: text.length };
  try {
    const now = Date.now();
    const report = await analyze(text, now);
    if (turn !== state.turn) return;
    const { notes, skipped } = report;
    state.found = { ...given, now, rows: rowsOf(report), notes, skipped, short: { text, report } };
    showFound(state.found, { isTyping, choose });
  } catch (error) {
    if (turn === state.turn) showProblem(reasonOf(error), isTyping ? undefined : given);
  }
}

/**
 * Hands a long text or a file to the worker, which keeps it.
 *
 * @param {string | File} source
 * @param {string} name what to call it
 * @param {string} [remark] what else there is to say about it
 */
async function takeLong(source, name, remark = '') {
  const turn = begin();
  field.value = '';
  const size = typeof source === 'string' ? source.length : source.size;
  const unit = typeof source === 'string' ? 'character' : 'byte';
  showBusy(`Reading ${name}, ${counted(size, unit)}…`);
  try {
    const now = Date.now();
    const { survey, characters } = await scanner.survey(source, now, (read) => {
      if (turn === state.turn) showBusy(`Looking through ${counted(read, 'character')}…`);
    });
    if (turn !== state.turn) return;
    const { rows, notes, skipped } = survey;
    state.found = { name, remark, characters, now, rows, notes, skipped };
    showFound(state.found, { isTyping: false, choose });
    await choose(0);
    bringIntoView();
  } catch (error) {
    if (turn === state.turn) showProblem(reasonOf(error));
  }
}

/**
 * Shows one row's detail; asks the worker for it when the text is there.
 *
 * @param {number} place the row's place in the list
 * @param {{ focus?: boolean }} [options] whether the reader asked for it
 */
async function choose(place, { focus = false } = {}) {
  const { found, turn } = state;
  const row = found?.rows[place];
  if (!found || !row) return;
  if (found.short) return showDetail({ ...found.short, token: row.index }, found, place, focus);
  try {
    const { utf16Start, utf16End } = row.location.span;
    const { text, report } = await scanner.report(utf16Start, utf16End, found.now);
    if (turn !== state.turn) return;
    const [token] = report.ranking;
    if (token === undefined) throw fault('fault');
    showDetail({ text, report, token }, found, place, focus);
  } catch (error) {
    if (turn === state.turn) showProblem(reasonOf(error));
  }
}

/** @param {readonly File[]} files */
function open(files) {
  const [file] = files;
  if (!file) return;
  if (file.size > FILE_MOST_BYTES) {
    begin();
    return showProblem('too-big');
  }
  const remark = files.length > 1 ? `Only the first of ${counted(files.length, 'file')} was read.` : '';
  takeLong(file, file.name, remark);
}

/** @param {{ keepFocus?: boolean }} [options] */
function clear(options) {
  begin();
  field.value = '';
  showEmpty(options);
}

wireIntake(document, { take, open, isReplaceable: () => state.isExample && field.value === state.text });
wireCopying(document);
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
// Nothing outlives the visit: not in the page that a browser keeps for its Back button either.
addEventListener('pagehide', () => clear({ keepFocus: true }));
addEventListener('pageshow', ({ persisted }) => persisted && clear({ keepFocus: true }));

part(document, 'starting').remove();
load().catch(() => state.turn === 0 && showProblem('unavailable'));
const whenIdle = globalThis.requestIdleCallback ?? ((/** @type {() => void} */ run) => setTimeout(run, 500));
whenIdle(() => void scanner.prefetch().catch(() => undefined));
if (field.value) take(field.value, 'given');
