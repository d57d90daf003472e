/** How far the scan is: files, bytes, speed, what is left; and the buttons that hold it. */

import { button, having, make } from '../desk/build.js';
import { announce } from '../status.js';
import { part } from '../dom.js';
import { counted } from '../text.js';
import { sizeOf } from './words.js';
import { shownPath } from './told.js';

/** The speed is that of the last seconds. */
const SPEED_MILLIS = 6000;
/** How often it is said aloud. */
const SAID_MILLIS = 10_000;
/** Nothing is said of what is left before the speed is known. */
const UNSURE_MILLIS = 2500;

const GOING = 'Looking through what you gave';
const PAUSING = 'Pausing: files that were begun are read to their end';
const PAUSED = 'Paused';

/**
 * @typedef {{ files: number, bytes: number, current: string }} State nothing is current while none is read
 *
 * @param {{ files: number, bytes: number }} total
 * @param {{ pause: () => void, goOn: () => void, stop: () => void, clear: () => void }} deeds
 */
export function progressPanel(total, { pause, goOn, stop, clear }) {
  const title = having(make('p', 'scanning__title', GOING), { tabindex: '-1' });
  const bar = having(make('progress', 'scanning__bar'), { 'aria-label': 'How much was read', max: '1', value: '0' });
  const numbers = make('p', 'scanning__numbers');
  const current = having(make('code', 'scanning__file'), { translate: 'no' });
  const line = make('p', 'scanning__current', current);
  let isPaused = false;
  const hold = button('Pause', () => {
    isPaused = !isPaused;
    hold.textContent = isPaused ? 'Go on' : 'Pause';
    title.textContent = isPaused ? PAUSING : GOING;
    marks.length = 0;
    if (isPaused) pause();
    else goOn();
  });
  const halt = having(button('Stop', () => stop()), { 'data-deed': 'stop' });
  const again = having(button('Clear', () => clear()), { hidden: '', 'data-deed': 'clear' });
  having(hold, { 'data-deed': 'pause' });
  const root = having(
    make('div', 'scanning', title, make('div', 'tools scanning__tools', hold, halt, again), bar, numbers, line),
    { role: 'group', 'aria-label': 'The scan' },
  );

  /** Moments and the bytes that were read by then. */
  /** @type {[number, number][]} */
  const marks = [];
  const start = performance.now();
  let saidAt = start;

  /** @type {State} */
  let last = { files: 0, bytes: 0, current: '' };

  /** @param {State} state */
  const update = (state) => {
    const { files, bytes, current: path } = state;
    last = state;
    if (isPaused) title.textContent = path === '' ? PAUSED : PAUSING;
    const moment = performance.now();
    marks.push([moment, bytes]);
    while ((marks[0]?.[0] ?? moment) < moment - SPEED_MILLIS) marks.shift();
    bar.value = share(files, bytes, total);
    const speed = speedOf(marks);
    const facts = [
      `${files.toLocaleString('en')} of ${counted(total.files, 'file')}`,
      `${sizeOf(bytes)} of ${sizeOf(total.bytes)}`,
      !isPaused && speed > 0 ? `${sizeOf(speed)} a second` : '',
      !isPaused && moment - start > UNSURE_MILLIS ? leftOf((total.bytes - bytes) / speed) : '',
    ];
    numbers.textContent = facts.filter(Boolean).join(' · ');
    current.textContent = shownPath(path);
    if (moment - saidAt < SAID_MILLIS) return;
    saidAt = moment;
    announce(part(document, 'status'), `${Math.floor(100 * bar.value)} percent read.`);
  };

  return {
    root,
    update,
    /**
     * @param {string} text what was looked through, by name
     * @param {boolean} isStopped
     */
    finish: (text, isStopped) => {
      title.textContent = text;
      const { files, bytes } = isStopped ? last : total;
      bar.value = share(files, bytes, total);
      const seconds = Math.max(1, Math.round((performance.now() - start) / 1000));
      const time = counted(seconds, 'second');
      // How many files there are, the title says.
      const facts = isStopped
        ? [`${files.toLocaleString('en')} of ${counted(total.files, 'file')}`, sizeOf(bytes), `stopped after ${time}`]
        : [sizeOf(bytes), time];
      numbers.textContent = facts.join(' · ');
      // What moved up now would move under the reader's pointer.
      line.replaceChildren('In memory until you clear or leave.');
      const hadFocus = [hold, halt].some((gone) => gone === document.activeElement);
      for (const gone of [hold, halt]) gone.remove();
      again.hidden = false;
      // Not to what is there now: another press would clear it all.
      if (hadFocus) title.focus({ preventScroll: true });
    },
  };
}

/**
 * @param {number} files
 * @param {number} bytes
 * @param {{ files: number, bytes: number }} total
 */
const share = (files, bytes, total) =>
  Math.min(1, total.bytes > 0 ? bytes / total.bytes : files / Math.max(1, total.files));

/** @param {readonly [number, number][]} marks */
function speedOf(marks) {
  const [first, last] = [marks[0], marks.at(-1)];
  if (!first || !last || last[0] - first[0] < 500) return 0;
  return (1000 * (last[1] - first[1])) / (last[0] - first[0]);
}

/** @param {number} seconds */
function leftOf(seconds) {
  if (!Number.isFinite(seconds)) return '';
  if (seconds < 10) return 'a few seconds left';
  if (seconds < 90) return `about ${Math.round(seconds / 10) * 10} seconds left`;
  if (seconds < 5400) return `about ${counted(Math.round(seconds / 60), 'minute')} left`;
  return `about ${counted(Math.round(seconds / 3600), 'hour')} left`;
}
