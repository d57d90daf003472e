/**
 * Puts views into the page's places and decides what is visible, where the focus goes and what is
 * said. Holds no state of its own: what is shown is the state.
 *
 * @typedef {import('./reading.js').Found} Found
 * @typedef {import('./reading.js').Given} Given
 * @typedef {import('./view/link.js').Detail} Detail
 */

import { clone, part } from './dom.js';
import { announce, spoken } from './status.js';
import { bounded, counted } from './text.js';
import { detail } from './view/detail.js';
import { notes, skipped } from './view/extras.js';
import { failure, withoutToken } from './view/headline.js';
import { link, mask } from './view/link.js';
import { focusRow, markChosen, placeIn, ranking } from './view/ranking.js';
import { thingOf, worstFirst } from './view/shape.js';

/** Pauses before a verdict on typed text is read out. */
const TYPED_MILLIS = 900;
/** What is over sooner than this need not be said. */
const BUSY_MILLIS = 800;

const at = (/** @type {string} */ name) => part(document, name);

/** @param {'empty' | 'editing' | 'given' | 'busy' | 'files'} mode */
function setMode(mode) {
  const intake = at('intake');
  const hadFocus = intake.contains(document.activeElement);
  at('page').dataset.mode = mode;
  at('lead').hidden = mode !== 'empty';
  at('form').hidden = mode !== 'empty' && mode !== 'editing';
  at('given').hidden = mode !== 'given';
  at('busy').hidden = mode !== 'busy';
  at('files').hidden = mode !== 'files';
  at('folder-hint').hidden = true;
  at('page').setAttribute('aria-busy', String(mode === 'busy'));
  // The focused control was hidden: stay in the same place.
  if (hadFocus && !isVisible(document.activeElement)) intake.focus({ preventScroll: true });
}

/**
 * Says what is wrong with the limits that the page comes with.
 *
 * @param {string} why nothing where they are in order
 */
export function showRefusal(why) {
  at('refusal').hidden = why === '';
  at('refusal-why').textContent = bounded(why);
}

/** @param {Element | null} element */
const isVisible = (element) => element?.checkVisibility() ?? false;

/** Empties fields that are shown no longer: a key or a link may have been typed there. */
function forgetFields() {
  for (const field of at('result').querySelectorAll('textarea, input')) {
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.value = '';
  }
}

function clearResult() {
  forgetFields();
  for (const name of ['result-head', 'result-list', 'result-detail', 'result-rest', 'given-link', 'files']) {
    at(name).replaceChildren();
  }
  at('result').hidden = true;
}

/** @param {{ keepFocus?: boolean }} [options] */
export function showEmpty({ keepFocus = false } = {}) {
  clearResult();
  setMode('empty');
  announce(at('status'), '');
  if (keepFocus) return;
  scrollTo(0, 0);
  at('text').focus();
}

/** Shows the field again, with the text as it is, above the result. */
export function showEditor() {
  mask(document);
  setMode('editing');
  scrollTo(0, 0);
  at('text').focus();
}

/** @param {string} text what is going on */
export function showBusy(text) {
  clearResult();
  at('busy-text').textContent = text;
  setMode('busy');
  announce(at('status'), text, BUSY_MILLIS);
}

/** Makes room for a scan of files, which fills it. */
export function showFiles() {
  clearResult();
  at('result').hidden = false;
  setMode('files');
}

/** Says what else can be done where the browser gave no folder. */
export function showFolderHint() {
  at('folder-hint').hidden = false;
  announce(at('status'), at('folder-hint').textContent ?? '');
}

/**
 * @param {import('./view/headline.js').Problem} problem
 * @param {Given} [given] what stays, masked, until it is edited
 */
export function showProblem(problem, given) {
  clearResult();
  at('result-head').append(failure(problem));
  at('result').hidden = false;
  if (given) showGiven(given, true);
  setMode(given ? 'given' : 'editing');
  announce(at('status'), spoken(at('result-head')));
}

/**
 * @param {Found} found
 * @param {{ isTyping: boolean, isSilent: boolean, choose: (place: number) => void, answers?: Node | undefined }} how
 *   `choose` opens a row's detail; `answers` shows what a server said
 */
export function showFound(found, { isTyping, isSilent, choose, answers }) {
  clearResult();
  const { rows } = found;
  const isHere = found.text !== undefined;
  const [first] = rows;
  const known = worstFirst(found.notes);
  const isBare = !first && !answers;
  const isNothing = isBare && known.length === 0;
  if (answers) at('result-head').append(answers);
  if (isBare) at('result-head').append(withoutToken({ ...found, notes: known }));
  if (rows.length > 1) {
    at('result-list').append(ranking(rows, choose));
    part(at('result-list'), 'handing').append(clone('handing'));
  }
  at('result-rest').append(notes(isBare ? known.slice(1) : known), skipped(found.skipped));
  at('result').hidden = false;
  showGiven(found, isHere);
  // What came with a remark keeps it in view.
  setMode(isTyping || (isNothing && isHere && !found.remark) ? 'editing' : 'given');
  // The example that was chosen is now far below: the next Tab goes on from the top.
  if (document.activeElement?.closest('.examples')) at('intake').focus({ preventScroll: true });

  if (isSilent) return;
  const isHead = answers || !first;
  const said = isHead ? spoken(at('result-head')) : `${first.title}. ${first.sentence}`;
  const count = rows.length > 1 ? `${counted(rows.length, thingOf(rows))} found. ` : '';
  announce(at('status'), count + said, isTyping ? TYPED_MILLIS : undefined);
}

/**
 * @param {Given} given
 * @param {boolean} isHere whether the page itself holds the text
 */
function showGiven({ name, remark, characters }, isHere) {
  const kept = isHere ? '' : ', kept in memory, not shown';
  at('given-label').textContent = name;
  at('given-size').textContent = [`${counted(characters, 'character')}${kept}.`, remark].filter(Boolean).join(' ');
  at('edit').hidden = !isHere;
}

/**
 * @param {Detail} shown
 * @param {Found} found
 * @param {number} place its row's place in the list
 * @param {boolean} goThere whether the focus moves to it
 */
export function showDetail(shown, { rows }, place, goThere) {
  const holder = at('result-detail');
  forgetFields();
  holder.replaceChildren(detail(shown));
  if (rows.length === 1) at('given-link').replaceChildren(link(shown, holder));
  else {
    const goBack = () => focusRow(at('result-list'), place);
    holder.prepend(placeIn(rows.length, place, goBack), link(shown, holder));
  }
  markChosen(at('result-list'), place);
  if (!goThere || rows.length === 1) return;
  part(holder, 'place').focus({ preventScroll: true });
  part(holder, 'place').scrollIntoView({ block: 'start', behavior: 'instant' });
}

/**
 * Scrolls so that the verdict and the first thing to do, or the list, are seen: from the page's top
 * where that is possible.
 */
export function bringIntoView() {
  const many = document.querySelector('.ranking');
  const head = many ?? document.querySelector('[data-part="verdict"]');
  const last = many ?? document.querySelector('.action__text') ?? head;
  if (!head || !last) return scrollTo(0, 0);
  const below = last.getBoundingClientRect().bottom + scrollY > innerHeight;
  if (below) head.scrollIntoView({ block: 'start', behavior: 'instant' });
  else scrollTo({ top: 0, behavior: 'instant' });
}
