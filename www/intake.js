/** Every way a text or files come in: paste, typing, the buttons, a drop. */

/**
 * @typedef {object} Handlers
 * @property {(text: string, how: 'given' | 'typed') => void} take a text to read; `given` in one go
 * @property {(handed: Handed) => void} open
 * @property {() => void} refused called when the browser did not open the folder that was chosen
 * @property {() => boolean} isReplaceable whether a paste replaces what the field holds
 */

/**
 * @typedef {object} Handed files, as a browser hands them over
 * @property {readonly File[]} [files]
 * @property {readonly FileSystemEntry[]} [entries] what was dropped, folders too
 * @property {FileSystemDirectoryHandle} [folder] what was chosen
 */

import { part } from './dom.js';

/** How long typing may pause before the text is read. */
const PAUSE_MILLIS = 150;
/** Longer texts never enter the field: a browser would lay them out for seconds. */
export const FIELD_MOST = 65_536;

/**
 * @param {Document} page
 * @param {Handlers} handlers
 */
export function wireIntake(page, { take, open, refused, isReplaceable }) {
  const form = part(page, 'form');
  const field = /** @type {HTMLTextAreaElement} */ (part(page, 'text'));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  /** What the browser is about to put into the field, when that is a paste. */
  let pasted = '';

  /**
   * @param {string} text
   * @param {'given' | 'typed'} how
   */
  const takeNow = (text, how) => {
    clearTimeout(pause);
    take(text, how);
  };

  page.addEventListener('paste', (event) => {
    if (isElsewhere(event.target)) return;
    const files = [...(event.clipboardData?.files ?? [])];
    const text = withoutNames(event.clipboardData?.getData('text/plain') ?? '', files);
    if (!text && files.length === 0) return;
    const fits = field.value.length + text.length <= FIELD_MOST;
    if (event.target === field && text && fits && !isReplaceable()) {
      pasted = text;
      return;
    }
    event.preventDefault();
    if (text) takeNow(text, 'given');
    else open({ files });
  });

  field.addEventListener('input', () => {
    const whole = pasted !== '' && field.value.trim() === pasted.trim();
    const pause_ = pasted === '' && field.value.length <= FIELD_MOST ? PAUSE_MILLIS : 0;
    pasted = '';
    clearTimeout(pause);
    if (pause_ > 0) pause = setTimeout(() => take(field.value, 'typed'), pause_);
    else take(field.value, whole ? 'given' : 'typed');
  });

  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    takeNow(field.value, 'given');
  });

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    takeNow(field.value, 'given');
  });

  wireChoosing(page, open, refused);
  wireDropping(page, field, takeNow, open);
}

/**
 * @param {Document} page
 * @param {Handlers['open']} open
 * @param {Handlers['refused']} refused
 */
function wireChoosing(page, open, refused) {
  for (const name of ['file', 'folder']) {
    const field = /** @type {HTMLInputElement} */ (part(page, name));
    field.addEventListener('change', () => {
      const files = [...(field.files ?? [])];
      field.value = '';
      if (files.length > 0) open({ files });
    });
  }
  part(page, 'open').addEventListener('click', () => part(page, 'file').click());
  const picker = /** @type {{ showDirectoryPicker?: () => Promise<FileSystemDirectoryHandle> }} */ (globalThis);
  // Where a browser has no other way, it speaks of uploading, which must not be believed.
  part(page, 'uploading').hidden = picker.showDirectoryPicker !== undefined;
  part(page, 'open-folder').addEventListener('click', async () => {
    if (!picker.showDirectoryPicker) return part(page, 'folder').click();
    try {
      open({ folder: await picker.showDirectoryPicker() });
    } catch {
      // A browser says the same when its reader thinks better of it as when it refuses the folder.
      refused();
    }
  });
}

/**
 * Some systems put the names of copied files beside them, which are not the text that is meant. Beside
 * a copied text, others put its picture.
 *
 * @param {string} text
 * @param {readonly File[]} files
 */
function withoutNames(text, files) {
  const names = new Set(files.map(({ name }) => name));
  return names.size > 0 && text.trim().split(/[\r\n]+/).every((line) => names.has(line)) ? '' : text;
}

/**
 * Whether something is put into a field of its own, such as a key.
 *
 * @param {EventTarget | null} target
 */
const isElsewhere = (target) => target instanceof Element && target.closest('[data-own]') !== null;

/**
 * @param {Document} page
 * @param {HTMLTextAreaElement} field
 * @param {Handlers['take']} take
 * @param {Handlers['open']} open
 */
function wireDropping(page, field, take, open) {
  const sign = part(page, 'drop');
  const hide = () => (sign.hidden = true);

  page.addEventListener('dragover', (event) => {
    const types = event.dataTransfer?.types ?? [];
    const isFile = types.includes('Files');
    const isText = types.includes('text/plain') && event.target !== field && !isElsewhere(event.target);
    if (!isFile && !isText) return;
    event.preventDefault();
    sign.hidden = false;
  });
  page.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) hide();
  });
  page.addEventListener('drop', (event) => {
    hide();
    if (event.defaultPrevented) return;
    const files = [...(event.dataTransfer?.files ?? [])];
    // They are gone once this event is over; what they name stays.
    const entries = [...(event.dataTransfer?.items ?? [])].map((item) => item.webkitGetAsEntry?.());
    const text = event.dataTransfer?.getData('text/plain') ?? '';
    const isOwn = event.target === field ? text.length < FIELD_MOST : isElsewhere(event.target);
    const isEdit = isOwn && files.length === 0;
    if (isEdit || (!text && files.length === 0)) return;
    event.preventDefault();
    if (files.length > 0) open({ files, entries: entries.filter((entry) => entry !== null && entry !== undefined) });
    else take(text, 'given');
  });
}
