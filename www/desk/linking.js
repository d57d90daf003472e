/**
 * Walks a link and its table side by side: what is pointed at or focused on one side is marked on
 * every other.
 *
 * A part is named by `data-key` on its stretch and on its row; a finding carries the parts it speaks
 * about in `data-keys`.
 */

/** Where the arrow keys go within the link. */
const ALONG = Object.freeze({ ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 });

/** @param {HTMLElement} page the part of the page that shows a link */
export function wireLinking(page) {
  const markAt = (/** @type {EventTarget | null} */ target) => mark(page, keysAround(target));

  page.addEventListener('pointerover', ({ target }) => markAt(keysAround(target).length > 0 ? target : document.activeElement));
  page.addEventListener('pointerleave', () => markAt(document.activeElement));
  page.addEventListener('focusin', ({ target }) => markAt(target));
  page.addEventListener('focusout', ({ relatedTarget }) => markAt(relatedTarget));
  page.addEventListener('click', ({ target }) => {
    const from = control(target);
    if (from) cross(page, from);
  });
  page.addEventListener('keydown', (event) => {
    const from = control(event.target);
    if (from) walk(page, from, event);
  });
}

/**
 * @param {HTMLElement} page
 * @param {readonly string[]} keys
 */
function mark(page, keys) {
  for (const old of page.querySelectorAll('[data-marked]')) {
    if (old instanceof HTMLElement && !keys.includes(old.dataset.key ?? '')) delete old.dataset.marked;
  }
  for (const key of keys) {
    for (const found of page.querySelectorAll(`[data-key="${key}"]`)) {
      if (found instanceof HTMLElement) found.dataset.marked = '';
    }
  }
}

/**
 * @param {EventTarget | null} target
 * @returns {string[]}
 */
function keysAround(target) {
  const holder = target instanceof Element ? target.closest('[data-key], [data-keys]') : null;
  if (!(holder instanceof HTMLElement)) return [];
  const { key, keys } = holder.dataset;
  return key !== undefined ? [key] : (keys ?? '').split(' ').filter(Boolean);
}

/**
 * The focusable thing that stands for a part: a stretch, a row's name, a quote.
 *
 * @param {EventTarget | null} target
 */
function control(target) {
  const found = target instanceof Element ? target.closest('.segment[role], .param__name-button, .quote[data-key]') : null;
  return found instanceof HTMLElement ? found : null;
}

/**
 * Goes to the same part on the other side: from a row or a quote to the link, from the link to the row.
 *
 * @param {HTMLElement} page
 * @param {HTMLElement} from
 */
function cross(page, from) {
  const [key] = keysAround(from);
  const isStretch = from.classList.contains('segment');
  const side = isStretch ? `[data-key="${key}"] .param__name-button` : `.segment[role][data-key="${key}"]`;
  focus(page.querySelector(side));
}

/**
 * @param {HTMLElement} page
 * @param {HTMLElement} from
 * @param {KeyboardEvent} event
 */
function walk(page, from, event) {
  const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
  if (altKey || ctrlKey || metaKey || shiftKey) return;
  if (from.classList.contains('segment') && (key === 'Enter' || key === ' ')) {
    event.preventDefault();
    return cross(page, from);
  }
  const step = key in ALONG ? ALONG[/** @type {keyof typeof ALONG} */ (key)] : 0;
  const isEnd = key === 'Home' || key === 'End';
  if ((step === 0 && !isEnd) || from.classList.contains('quote')) return;
  const side = from.classList.contains('segment') ? '.segment[role]' : '.param__name-button';
  const all = [...page.querySelectorAll(side)];
  const to = isEnd ? all.at(key === 'Home' ? 0 : -1) : all[all.indexOf(from) + step];
  if (!to) return;
  event.preventDefault();
  // One stop for Tab on each side: the place where the reader was last.
  from.tabIndex = -1;
  focus(to);
}

/** @param {Element | null | undefined} element */
function focus(element) {
  if (!(element instanceof HTMLElement)) return;
  const { parentElement } = element;
  const side = element.classList.contains('segment') ? parentElement : element.closest('tbody');
  for (const other of side?.querySelectorAll('[tabindex="0"]') ?? []) other.setAttribute('tabindex', '-1');
  element.tabIndex = 0;
  element.focus();
}
