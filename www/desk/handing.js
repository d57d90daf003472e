/** Passing a report on: to the clipboard or as a file, never with a secret in it. */

import { say } from './copying.js';
import { explained, listed } from './markdown.js';

/**
 * @typedef {import('../reading.js').Found} Found
 * @typedef {import('../view/link.js').Detail} Detail
 *
 * @typedef {import('../pkg/sas_lens.js').Report} Report
 *
 * @typedef {'markdown' | 'json'} Format
 *
 * @typedef {object} Shown what is on the screen at the moment
 * @property {() => Found | undefined} found
 * @property {() => Detail | undefined} detail
 */

/** The version of the report's shape, which a list shares. */
const SCHEMA = 1;

const FILES = Object.freeze(
  /** @type {const} */ ({
    markdown: { type: 'text/markdown', ending: 'md' },
    json: { type: 'application/json', ending: 'json' },
  }),
);

/** How long a downloaded file's address stays good. */
const KEPT_MILLIS = 10_000;

/**
 * Makes the buttons that pass a report on do so: those of the list, and those of one link.
 *
 * @param {Document} page
 * @param {Shown} shown
 */
export function wireHanding(page, { found, detail }) {
  page.addEventListener('click', async ({ target }) => {
    const button = target instanceof Element ? target.closest('button[data-format]') : null;
    if (!(button instanceof HTMLButtonElement)) return;
    const format = button.dataset.format === 'json' ? 'json' : 'markdown';
    const [list, one] = [found(), detail()];
    const text = button.closest('.ranking') ? list && listOf(list, format) : one && reportOf(one, format);
    if (!text) return;
    if (button.dataset.by !== 'copy') return download(text, format);
    try {
      await navigator.clipboard.writeText(text);
      say(button, 'Copied');
    } catch {
      download(text, format);
      say(button, 'Saved as a file');
    }
  });
}

/**
 * @param {Detail} detail
 * @param {Format} format
 * @returns {string}
 */
function reportOf({ report, token }, format) {
  return format === 'json' ? `${JSON.stringify(alone(report, token), null, 2)}\n` : explained(report, token);
}

/**
 * The report of one link: whoever passes it on does not pass on the others beside it.
 *
 * @param {Report} report
 * @param {number} index
 * @returns {Report}
 */
function alone(report, index) {
  if (report.tokens.length === 1) return report;
  const answers = report.serverErrors?.filter(({ token }) => token === index).map((answer) => ({ ...answer, token: 0 }));
  return {
    ...report,
    ...(answers && { serverErrors: answers }),
    tokens: report.tokens.slice(index, index + 1),
    ranking: [0],
    segments: report.segments.filter(({ token }) => token === index).map((segment) => ({ ...segment, token: 0 })),
    notes: [],
    skipped: [],
  };
}

/**
 * @param {Found} found
 * @param {Format} format
 * @returns {string}
 */
function listOf({ rows, notes, skipped, now }, format) {
  if (format === 'markdown') return listed(rows, { now, skipped });
  const at = new Date(now).toISOString();
  return `${JSON.stringify({ schema: SCHEMA, tool: { name: 'sas-lens' }, now: at, rows, notes, skipped }, null, 2)}\n`;
}

/**
 * Gives the reader a file. Its name says nothing about the link.
 *
 * @param {string} text
 * @param {Format} format
 */
function download(text, format) {
  const { type, ending } = FILES[format];
  const address = URL.createObjectURL(new Blob([text], { type }));
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = `sas-lens-report.${ending}`;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MILLIS);
}
