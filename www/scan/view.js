/**
 * The places on the page that show a scan: the list, one find in detail, the closing sentence, what
 * was not read.
 *
 * @typedef {import('./inventory.js').Inventory} Inventory
 * @typedef {import('./shapes.js').EntryRow} EntryRow
 */

import { furnish } from '../desk/desk.js';
import { button, having, make } from '../desk/build.js';
import * as desk from '../desk-client.js';
import { part } from '../dom.js';
import { announce, spoken } from '../status.js';
import { closing, nothingFound, notRead } from './closing.js';
import { PLACES, showEntry, whereItStands } from './entry.js';
import { exports } from './exports.js';
import { filters } from './filters.js';
import { findsList } from './list.js';
import { shownPath } from './told.js';
import { foundLine } from './words.js';

/** So many things that were not read are listed; the file that can be saved has all. */
const NOT_READ_MOST = 10_000;

/** Said until the closing sentence can be. */
const GROWING = 'The list grows while the scan goes on.';

const LIMITS_KEPT = 'No find is against the organisation’s limits, as far as it tells.';

/** @param {number} matching how many fit what the reader asked for */
const listedOf = (matching) => {
  if (matching === 0) return 'None of them fits what you chose above.';
  return matching === 1 ? '1 of them is listed.' : `${matching.toLocaleString('en')} of them are listed.`;
};

const at = (/** @type {string} */ name) => part(document, name);

/**
 * @param {Inventory} inventory
 * @param {number} now milliseconds since 1970
 * @param {import('./scan.js').Page} page
 * @param {import('./scan.js').Run} run
 * @param {boolean} hasLimits whether an organisation's limits were looked at
 */
export function findsView(inventory, now, page, run, hasLimits) {
  const title = make('h2', 'ranking__title', 'Nothing found so far');
  const shown = make('p', 'ranking__text');
  let isOver = false;
  let opened = 0;
  /** The id of the find that is open. */
  let shownId = '';

  const list = findsList({
    rows: inventory.rows,
    choose: (row) => open(row).catch(() => undefined),
    changed: ({ total, redacted, matching }) => {
      title.textContent = `${foundLine({ total, redacted })}${isOver ? '' : ' so far'}`;
      shown.textContent = matching === total ? '' : listedOf(matching);
      body.hidden = total === 0;
    },
    isReading: () => at('result-detail').childElementCount > 0,
  });
  const narrowing = filters(hasLimits, async (query) => {
    await list.ask(query);
    announce(at('status'), shown.textContent || title.textContent || '');
  });
  const saving = exports((format) => inventory.export(format, narrowing.query()));
  const body = having(make('div', 'ranking__body', narrowing.root, shown, list.root, saving), { hidden: '' });
  const said = closing([GROWING]);
  const remark = having(make('div', 'notice scan__remark'), { hidden: '' });
  const question = having(make('div', 'notice scan__question'), { hidden: '', role: 'group', 'aria-label': 'A question' });
  const root = make('section', 'ranking scan', title, remark, said, body);
  // Beside the list, which is hidden when nothing was found.
  at('result-list').replaceChildren(question, root);
  run.ends.push(list.end, () => at('result-list').replaceChildren());

  /** @param {string} id @returns {(from: number) => Promise<import('./shapes.js').Place[]>} */
  const moreOf = (id) => async (from) => (await inventory.entry(id, from, PLACES))?.places ?? [];

  /** Names the places that were found since the open find was shown. */
  const renewPlaces = async () => {
    const entry = shownId ? await inventory.entry(shownId, 0, PLACES) : undefined;
    const before = at('result-detail').querySelector('.standing');
    if (!entry || !before || before.contains(document.activeElement)) return;
    before.replaceWith(whereItStands(entry, moreOf(shownId)));
  };

  /**
   * Shows one find in full.
   *
   * @param {EntryRow} row
   */
  const open = async (row) => {
    opened += 1;
    const mine = opened;
    const [entry, text] = await Promise.all([inventory.entry(row.id, 0, PLACES), inventory.text(row.id)]);
    const report = text === undefined ? undefined : await desk.analyze(text, now).catch(() => undefined);
    if (run.isOver || mine !== opened || !entry) return;
    const token = report?.ranking[0];
    const detail = text !== undefined && report && token !== undefined ? { text, report, token, isFull: true } : undefined;
    const holder = at('result-detail');
    shownId = row.id;
    showEntry({ entry, detail, isSaved: text === undefined, goBack: () => list.focusChosen(), more: moreOf(row.id) }, holder);
    if (detail) {
      page.show(detail);
      furnish(holder, detail);
    }
    part(holder, 'place').focus({ preventScroll: true });
    part(holder, 'place').scrollIntoView({ block: 'start', behavior: 'instant' });
  };

  const goBack = (/** @type {KeyboardEvent} */ event) => {
    const isFolded = event.target instanceof Element && event.target.closest('[data-own]');
    if (event.key !== 'Escape' || event.defaultPrevented || isFolded) return;
    list.focusChosen();
  };
  at('result-detail').addEventListener('keydown', goBack);
  run.ends.push(() => at('result-detail').removeEventListener('keydown', goBack));
  list.ask(narrowing.query()).catch(() => undefined);

  return {
    /** @param {HTMLElement} panel what shows how far the scan is */
    holds: (panel) => at('files').replaceChildren(panel),
    /**
     * @param {string} text what the list comes from
     * @param {string} asOf of when it is
     */
    says: (text, asOf) =>
      at('files').replaceChildren(
        make(
          'div',
          'scanning',
          make('p', 'scanning__title', shownPath(text)),
          make('div', 'tools scanning__tools', button('Clear', () => page.clear())),
          make('p', 'scanning__numbers', asOf),
        ),
      ),
    /**
     * Says something about the list as a whole.
     *
     * @param {string} text
     * @param {HTMLElement[]} tools
     */
    remark: (text, ...tools) => {
      remark.replaceChildren(make('p', '', text), ...tools);
      remark.hidden = false;
      announce(at('status'), text);
    },
    /**
     * Asks before something is done that ends all this.
     *
     * @param {string} text
     * @param {() => void} deed
     * @param {() => void} refrain
     */
    ask: (text, deed, refrain) => {
      const keep = button('Keep this', () => {
        question.hidden = true;
        refrain();
        title.tabIndex = -1;
        title.focus();
      });
      question.replaceChildren(make('p', '', text), make('div', 'tools', button('Read what I gave', deed), keep));
      question.hidden = false;
      keep.focus();
      question.scrollIntoView({ block: 'nearest', behavior: 'instant' });
      announce(at('status'), text);
    },
    refresh: () => void list.refresh().catch(() => undefined),
    /**
     * Says what the scan came to.
     *
     * @param {readonly string[]} remarks
     * @returns {Promise<boolean>} whether there is a list
     */
    finish: async (remarks) => {
      isOver = true;
      const summary = await inventory.summary();
      if (run.isOver) return false;
      await Promise.all([list.settle(), list.refresh()]);
      if (run.isOver) return false;
      await renewPlaces();
      if (run.isOver) return false;
      const { tokens } = summary;
      const isWhole = summary.notRead === 0;
      const kept = hasLimits && tokens > 0 && summary.breakingLimits === 0 ? [LIMITS_KEPT] : [];
      const sentences = [...summary.closing.map(({ text }) => text), ...kept, ...remarks];
      if (tokens === 0) {
        root.hidden = true;
        at('result-head').replaceChildren(nothingFound(sentences, { isWhole }));
      } else {
        const redacted = summary.certainty.find(({ certainty }) => certainty === 'redacted')?.count ?? 0;
        title.textContent = foundLine({ total: tokens, redacted });
        const { length } = summary.closing;
        said.replaceWith(closing([sentences.slice(0, length).join(' '), ...kept, ...remarks]));
      }
      const unread = notRead(await inventory.notRead(0, NOT_READ_MOST), summary.notRead);
      if (run.isOver) return false;
      at('result-rest').replaceChildren(...(unread ? [unread] : []));
      root.dataset.over = '';
      // The title says what the first sentence does.
      announce(at('status'), tokens === 0 ? spoken(at('result-head')) : [`${title.textContent}.`, ...sentences.slice(1)].join(' '));
      return tokens > 0;
    },
  };
}
