/** A moment in time: as UTC, on the reader's own clock, and seen from now. */

/**
 * @param {import('../pkg/sas_lens.js').Moment} moment
 * @returns {HTMLTimeElement}
 */
export function moment({ utc, text, relative, epochSeconds }) {
  const made = document.createElement('time');
  made.dateTime = utc;
  made.append(line(text, 'moment__utc'), ' ', line(relative, 'moment__relative'));
  const local = onReadersClock(epochSeconds);
  if (local) made.append(' ', line(local, 'moment__local'));
  return made;
}

/**
 * Returns nothing where the reader's clock shows UTC.
 *
 * @param {number} epochSeconds
 * @returns {string}
 */
function onReadersClock(epochSeconds) {
  const when = new Date(epochSeconds * 1000);
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  if (Number.isNaN(when.getTime()) || timeZone === 'UTC' || timeZone === 'Etc/UTC') return '';
  const local = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  return `${local.format(when)} your time (${timeZone.replaceAll('_', ' ')})`;
}

/**
 * @param {string} text
 * @param {string} className
 */
function line(text, className) {
  const made = document.createElement('span');
  made.className = className;
  made.textContent = text;
  return made;
}
