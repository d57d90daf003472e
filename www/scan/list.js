/**
 * The list of finds. However long it is, only what is in view is on the page. It stays as it is under
 * the reader's pointer and focus while more is found.
 *
 * @typedef {import('./shapes.js').EntryRow} EntryRow
 * @typedef {import('./shapes.js').Query} Query
 * @typedef {ReturnType<typeof findsList>} List
 */

import { button, having, make } from '../desk/build.js';
import { counted } from '../text.js';
import { fillRow, rowFrame } from './row.js';

/** So many rows are asked for together. */
const PAGE = 50;
/** So many rows stand ready above and below what is in view. */
const AHEAD = 6;
/** A longer box is more than some browsers can lay out. */
const MOST_ROWS = 100_000;
/** So many rows are printed. */
const MOST_PRINTED = 200;
/** The height of a row before the first one was measured. */
const GUESS_PIXELS = 88;

/**
 * @param {{
 *   rows: (query: Query) => Promise<import('./shapes.js').Rows>,
 *   choose: (row: EntryRow) => void,
 *   changed: (counts: import('./shapes.js').Rows) => void,
 *   isReading: () => boolean,
 * }} about `choose` opens a row; `changed` is told how many there are; `isReading` tells whether one is
 *   open, which must not be moved
 */
export function findsList({ rows, choose, changed, isReading }) {
  const sizer = having(make('div', 'finds__all'), { role: 'list', 'aria-label': 'What was found' });
  const box = make('div', 'finds__box', sizer);
  const news = make('p', 'finds__news');
  const rest = having(make('p', 'finds__rest'), { hidden: '' });
  const root = make('div', 'finds', news, box, rest);

  /** @type {Query} */
  let query = {};
  /** @type {Map<number, EntryRow>} */
  let known = new Map();
  /** @type {Map<number, HTMLElement>} */
  const frames = new Map();
  /** What each frame shows. */
  /** @type {WeakMap<HTMLElement, EntryRow | undefined>} */
  const filled = new WeakMap();
  /** @type {Map<number, Promise<void>>} */
  let asked = new Map();
  let version = 0;
  let total = 0;
  let places = 0;
  let length = 0;
  let height = GUESS_PIXELS;
  /** Asking for the height costs a layout: it is done when the box changes. */
  let isMeasured = false;
  /** The row that the Tab key reaches. */
  let active = 0;
  let chosen = '';

  const holdsFocus = () => sizer.contains(document.activeElement);
  const isHeld = () => isReading() || holdsFocus() || box.matches(':hover') || box.scrollTop > 0;

  /**
   * Fetches the page that a row is on.
   *
   * @param {number} page
   */
  const fetchPage = (page) => {
    const before = asked.get(page);
    if (before) return before;
    const mine = version;
    const answer = rows({ ...query, from: page * PAGE, count: PAGE }).then((got) => {
      if (mine !== version) return;
      got.rows.forEach((row, at) => known.set(page * PAGE + at, row));
      draw();
    });
    asked.set(page, answer);
    answer.catch(() => asked.delete(page));
    return answer;
  };

  /** @returns {[number, number]} the rows in view, and some around them */
  const inView = () => {
    const first = Math.floor(box.scrollTop / height) - AHEAD;
    const last = Math.ceil((box.scrollTop + box.clientHeight) / height) + AHEAD;
    return [Math.max(0, first), Math.min(length, Math.max(last, first + 2 * AHEAD))];
  };

  const draw = () => {
    sizer.style.blockSize = `${length * height}px`;
    const [from, to] = inView();
    const wanted = new Set(Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at));
    // Whoever scrolls away from the row that has the focus finds it again.
    if (holdsFocus() && active < length) wanted.add(active);
    for (const [index, frame] of frames) {
      if (wanted.has(index)) continue;
      frame.remove();
      frames.delete(index);
    }
    const order = [...wanted].sort((a, b) => a - b);
    order.forEach((index) => place(index));
    const reached = wanted.has(active) ? active : (order[Math.min(AHEAD, order.length - 1)] ?? 0);
    for (const [index, frame] of frames) frame.firstElementChild?.setAttribute('tabindex', index === reached ? '0' : '-1');
    for (let page = Math.floor(from / PAGE); page * PAGE < to; page += 1) fetchPage(page).catch(() => undefined);
    if (!isMeasured) measure();
  };

  /** @param {number} index */
  const place = (index) => {
    const row = known.get(index);
    const frame = frames.get(index) ?? rowFrame(index);
    if (!frames.has(index)) {
      frames.set(index, frame);
      const later = [...sizer.children].find((other) => Number(/** @type {HTMLElement} */ (other.firstElementChild).dataset.index) > index);
      sizer.insertBefore(frame, later ?? null);
    }
    frame.style.insetBlockStart = `${index * height}px`;
    having(frame, { 'aria-setsize': String(length), 'aria-posinset': String(index + 1) });
    const button = /** @type {HTMLElement} */ (frame.firstElementChild);
    if (!filled.has(frame) || filled.get(frame) !== row) fillRow(frame, row);
    filled.set(frame, row);
    button.toggleAttribute('aria-current', false);
    if (row && row.id === chosen) button.setAttribute('aria-current', 'true');
  };

  const measure = () => {
    const [first] = frames.values();
    const measured = first?.offsetHeight ?? 0;
    isMeasured = measured > 0;
    if (!isMeasured || measured === height) return;
    height = measured;
    draw();
  };

  /** @param {number} index */
  const show = (index) => {
    const [top, bottom] = [index * height, (index + 1) * height];
    if (top < box.scrollTop) box.scrollTop = top;
    else if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight;
  };

  /** @param {number} index */
  const focus = (index) => {
    if (length === 0) return;
    active = Math.max(0, Math.min(length - 1, index));
    show(active);
    draw();
    if (!frames.has(active)) place(active);
    const target = frames.get(active)?.firstElementChild;
    if (target instanceof HTMLElement) target.focus({ preventScroll: true });
    draw();
  };

  /**
   * Asks for what there is, in the order of now.
   *
   * @param {boolean} toTop
   */
  const renew = async (toTop) => {
    version += 1;
    const mine = version;
    const page = toTop ? 0 : Math.floor(inView()[0] / PAGE);
    const got = await rows({ ...query, from: page * PAGE, count: PAGE });
    if (mine !== version) return;
    known = new Map(got.rows.map((row, at) => [page * PAGE + at, row]));
    asked = new Map([[page, Promise.resolve()]]);
    ({ total, places } = got);
    length = Math.min(got.matching, MOST_ROWS);
    news.replaceChildren();
    rest.hidden = got.matching <= MOST_ROWS;
    rest.textContent = `The first ${counted(MOST_ROWS, 'row')} can be seen here. Narrow the list to see the others, or save it.`;
    box.hidden = length === 0;
    if (toTop) {
      box.scrollTop = 0;
      active = 0;
    }
    // First, since what is hidden cannot be measured.
    changed(got);
    draw();
  };

  /** Shows what was found meanwhile, or says that there is more where that would move what is read. */
  const refresh = async () => {
    if (!isHeld() || length === 0) return renew(false);
    const got = await rows({ ...query, from: 0, count: 0 });
    const more = got.total - total;
    if (more <= 0 && got.places === places) return;
    const sort = button('Show them', async () => {
      await renew(true);
      focus(0);
    });
    const what = more > 0 ? `${more.toLocaleString('en')} new. ` : 'More places were found. ';
    news.replaceChildren(make('span', '', what), sort);
  };

  /** What paper gets, which cannot be scrolled: it has to be there before it is asked for. */
  /** @type {readonly EntryRow[]} */
  let forPaper = [];
  const paper = make('div', 'finds__paper');
  const keepForPaper = async () => {
    const got = await rows({ ...query, from: 0, count: MOST_PRINTED });
    forPaper = got.rows;
  };
  const print = () => {
    const printed = forPaper.map((row, index) => {
      const frame = rowFrame(index);
      fillRow(frame, row);
      return frame;
    });
    const left = length - printed.length;
    const more = left > 0 ? [make('p', 'finds__rest', `And ${left.toLocaleString('en')} more. Saved as HTML, all of them can be printed.`)] : [];
    paper.replaceChildren(...printed, ...more);
    root.append(paper);
  };
  const unprint = () => paper.remove();
  addEventListener('beforeprint', print);
  addEventListener('afterprint', unprint);

  /** @param {KeyboardEvent} event */
  const move = (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const page = Math.max(1, Math.floor(box.clientHeight / height) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    const step = steps[/** @type {keyof typeof steps} */ (event.key)];
    if (step === undefined) return;
    event.preventDefault();
    focus(active + step);
  };

  let isDrawing = false;
  box.addEventListener('scroll', () => {
    if (isDrawing) return;
    isDrawing = true;
    requestAnimationFrame(() => {
      isDrawing = false;
      draw();
    });
  });
  sizer.addEventListener('keydown', move);
  sizer.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement && target.dataset.index) active = Number(target.dataset.index);
  });
  sizer.addEventListener('click', ({ target }) => {
    const at = target instanceof Element ? target.closest('button')?.dataset.index : undefined;
    const row = known.get(Number(at));
    if (!row) return;
    active = Number(at);
    chosen = row.id;
    draw();
    choose(row);
  });
  new ResizeObserver(() => {
    measure();
    draw();
  }).observe(box);

  return {
    root,
    refresh,
    /** Nothing more will be found. */
    settle: async () => {
      root.dataset.over = '';
      await keepForPaper();
    },
    /** Takes the list off paper again, and leaves it be. */
    end: () => {
      removeEventListener('beforeprint', print);
      removeEventListener('afterprint', unprint);
    },
    /** Goes back to the row that was opened. */
    focusChosen: () => {
      focus(active);
      document.activeElement?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
    },
    /**
     * Shows what a question answers, from the top.
     *
     * @param {Query} asked
     */
    ask: (asked) => {
      query = asked;
      const isOver = root.dataset.over !== undefined;
      return Promise.all([renew(true), isOver && keepForPaper()]);
    },
  };
}
