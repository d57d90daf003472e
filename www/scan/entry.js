/**
 * One find in full: what it opens, as for a link that was pasted, and where it stands.
 *
 * @typedef {import('./shapes.js').Entry} Entry
 * @typedef {import('./shapes.js').Place} Place
 * @typedef {import('../view/link.js').Detail} Detail
 */

import { button, having, make } from '../desk/build.js';
import { row, table } from '../desk/table.js';
import { clone, fill, part } from '../dom.js';
import { detail as detailView } from '../view/detail.js';
import { link } from '../view/link.js';
import { plainVerdict } from '../view/verdict.js';
import { counted } from '../text.js';
import { CERTAINTY, historyHint, levelOf, placeLine, withoutObject, wrappedIn } from './words.js';

/** So many places are listed at a time. */
export const PLACES = 50;

const SAVED =
  'Signatures and keys are not in a saved list. Scan the files again for all that can be said of this one.';
const TAKEN_OUT =
  'The signature was taken out of this copy, so it opens nothing. What follows is about the whole link: do it if that stands, or stood, somewhere else.';
const UNEXPLAINED = 'The page met a fault of its own when it was to say more about this one.';

/**
 * @param {{
 *   entry: Entry,
 *   detail: Detail | undefined,
 *   isSaved: boolean,
 *   goBack: () => void,
 *   more: (from: number) => Promise<Place[]>,
 * }} about `detail` is absent where the list was saved before, which holds no signatures, and where it
 *   could not be explained; `more` fetches further places
 * @param {HTMLElement} holder what shows it
 */
export function showEntry({ entry, detail, isSaved, goBack, more }, holder) {
  const head = clone('detail-head');
  const [first] = entry.places;
  if (first) fill(head, { place: `In ${first.history ? withoutObject(placeLine(first)) : placeLine(first)}` });
  part(head, 'back').addEventListener('click', goBack);
  const standing = whereItStands(entry, more);
  const remarks = entry.certainty === 'redacted' ? [make('div', 'notice', make('p', '', TAKEN_OUT))] : [];
  if (!detail) {
    const { brokenLimits = [], title, sentence } = entry;
    const limits = brokenLimits.length > 0 ? `Against the organisation’s limits: ${brokenLimits.map(({ text }) => text).join('; ')}. ` : '';
    const told = plainVerdict({ level: levelOf(entry), title, sentence, help: limits + (isSaved ? SAVED : UNEXPLAINED) });
    holder.replaceChildren(head, ...remarks, told, standing, params(entry));
    return;
  }
  holder.replaceChildren(detailView(detail));
  const why = holder.querySelectorAll(':scope > .section')[1];
  holder.insertBefore(standing, why ?? null);
  holder.prepend(head, link(detail, holder), ...remarks);
}

/**
 * @param {Entry} entry
 * @param {(from: number) => Promise<Place[]>} more
 */
export function whereItStands({ placeCount, listedPlaces, certainty, because, places }, more) {
  const list = make('ul', 'places', ...places.map(placeItem));
  const next = button('', async () => {
    const from = list.childElementCount;
    const got = await more(from);
    list.append(...got.map(placeItem));
    tell();
    const first = list.children[from];
    if (first instanceof HTMLElement) having(first, { tabindex: '-1' }).focus();
  });
  const tell = () => {
    const left = listedPlaces - list.childElementCount;
    next.hidden = left <= 0;
    next.textContent = `Show ${Math.min(left, PLACES).toLocaleString('en')} more of ${counted(placeCount, 'place')}`;
  };
  tell();
  const unlisted = placeCount - listedPlaces;
  const rest = unlisted > 0 ? make('p', 'place__told', `${counted(unlisted, 'more place')} ${unlisted === 1 ? 'was' : 'were'} counted and not kept.`) : '';
  const reasons = because.map(({ text }) => make('li', '', text));
  return make(
    'section',
    'section standing',
    make('h2', 'section__title', 'Where it stands'),
    make(
      'div',
      'section__body',
      make('div', 'standing__places', list, next, rest),
      make('div', 'standing__certainty', make('p', '', make('strong', '', CERTAINTY[certainty]), '. Why we think so:'), make('ul', 'remarks', ...reasons)),
    ),
  );
}

/** @param {Place} place */
function placeItem(place) {
  const { history, carriers = [], column } = place;
  const told = [
    column === undefined ? '' : `column ${column.toLocaleString('en')}`,
    carriers.length > 0 ? `inside ${wrappedIn(carriers)}` : '',
    history ? historyHint(history.inHead) : '',
  ].filter(Boolean);
  const made = make('li', 'place', having(make('code', 'place__line', placeLine(place)), { translate: 'no' }));
  if (told.length > 0) made.append(make('span', 'place__told', told.join(' · ')));
  if (history) made.append(commit(history));
  return made;
}

/** @param {import('./shapes.js').History} history */
function commit({ commit, path, authorDate, object }) {
  const told = commit ? ['First in commit ', having(make('code', '', commit.slice(0, 12)), { title: commit })] : ['In object ', having(make('code', '', object.slice(0, 12)), { title: object })];
  if (path) told.push(', as ', make('code', '', path));
  if (authorDate) told.push(`, ${authorDate.slice(0, 10)}`);
  return make('span', 'place__told', ...told);
}

/** @param {Entry} entry */
function params({ params }) {
  if (params.length === 0) return '';
  const columns = [{ title: 'Part', isHead: true, className: 'table__name' }, { title: 'Value' }];
  const rows = params.map(({ name, value }) => row(columns, [[make('code', '', name)], [make('code', '', value)]]));
  return make('section', 'section', make('h2', 'section__title', 'Its parts'), make('div', 'section__body', table('As they were found', columns, rows)));
}
