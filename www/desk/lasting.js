/**
 * For how long something is needed: one of the usual times, a number of hours or days, or until a day
 * is over where its reader is.
 *
 * @typedef {{ hours: number } | { until: string }} Lasting what a need says of it
 */

import { counted } from '../text.js';
import { having, labelled, make, select } from './build.js';

const HOUR = 3_600_000;

/** The usual times, in hours. */
const LIVES = Object.freeze(
  /** @type {const} */ ([
    [1, 'one hour'],
    [8, 'a working day (8 hours)'],
    [24, 'one day'],
    [168, 'one week'],
    [720, '30 days'],
  ]),
);

/** What is asked for by a number: its unit, and how many hours that has. */
const UNITS = Object.freeze(/** @type {const} */ ({ hours: 1, days: 24 }));

/** Ten years, the most that a need may take. */
const MOST_HOURS = 87_660;

/**
 * @param {number} now milliseconds since 1970
 * @returns {{ fields: HTMLElement[], read: () => Lasting, ask: () => void }} `read` throws an `Error`
 *   that says what is wrong, and `ask` then goes to the field that it is about
 */
export function lasting(now) {
  const life = select([
    ...LIVES.map(([hours, title]) => /** @type {const} */ ([String(hours), title])),
    ['hours', 'another number of hours'],
    ['days', 'another number of days'],
    ['until', 'until the end of a day'],
  ]);
  const count = having(make('input', 'field__text'), { type: 'number', min: '1', step: '1', inputmode: 'numeric' });
  const day = having(make('input', 'field__text'), { type: 'date', min: dateOf(now), max: dateOf(now + MOST_HOURS * HOUR) });
  const counts = labelled(count, 'How many?');
  const days = labelled(day, 'Until the end of which day?', 'Where you are.');
  const hint = days.querySelector('.field__hint');

  const read = () => {
    if (life.value === 'until') return { until: written(endOf(day, now)) };
    if (life.value === 'hours' || life.value === 'days') return { hours: hoursOf(count, life.value) };
    return { hours: Number(life.value) };
  };
  const fit = () => {
    counts.hidden = life.value !== 'hours' && life.value !== 'days';
    days.hidden = life.value !== 'until';
  };
  const tell = () => {
    if (!hint) return;
    try {
      hint.textContent = `Where you are. That is until ${inUtc(endOf(day, now))}.`;
    } catch (error) {
      hint.textContent = day.value === '' || !(error instanceof Error) ? 'Where you are.' : error.message;
    }
  };
  const ask = () => [count, day].find((field) => field.closest('.field:not([hidden])'))?.focus();
  life.addEventListener('change', fit);
  day.addEventListener('input', tell);
  fit();
  return { fields: [labelled(life, 'For how long?'), counts, days], read, ask };
}

/**
 * @param {HTMLInputElement} field
 * @param {keyof typeof UNITS} unit
 */
function hoursOf(field, unit) {
  const most = Math.floor(MOST_HOURS / UNITS[unit]);
  const given = field.valueAsNumber;
  if (!Number.isInteger(given) || given < 1 || given > most) {
    throw new Error(`Give a whole number of ${unit}, from 1 to ${most.toLocaleString('en')}.`);
  }
  return given * UNITS[unit];
}

/**
 * @param {HTMLInputElement} field
 * @param {number} now
 * @returns {Date} the first moment after the day
 */
function endOf(field, now) {
  const [year = NaN, month = NaN, day = NaN] = field.value.split('-').map(Number);
  const end = new Date(year, month - 1, day + 1);
  if (Number.isNaN(end.getTime())) throw new Error('Give a whole date: day, month and year.');
  if (end.getTime() <= now) throw new Error('That day is over. Choose today or a later day.');
  const left = end.getTime() - now;
  if (left > MOST_HOURS * HOUR) throw new Error(`Choose a day within the next ${counted(10, 'year')}.`);
  return end;
}

/**
 * @param {number} moment
 * @returns {string} the day it lies in where the reader is, as a date field writes it
 */
function dateOf(moment) {
  const date = new Date(moment);
  const two = (/** @type {number} */ part) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** @param {Date} moment as Azure writes it */
const written = (moment) => moment.toISOString().replace(/\.\d+/, '');

/** @param {Date} moment */
const inUtc = (moment) =>
  `${moment.toLocaleString('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
  })} UTC`;
