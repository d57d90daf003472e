/**
 * A report as Markdown, for a ticket or a wiki. Made from reports, in which secrets are replaced;
 * every value of the link's writer stands in a code span, where markup has no meaning.
 *
 * @typedef {import('../pkg/sas_lens.js').Report} Report
 * @typedef {import('../pkg/sas_lens.js').Operation} Operation
 * @typedef {import('../pkg/sas_lens.js').TokenReport} TokenReport
 * @typedef {import('../pkg/sas_lens.js').SurveyRow} SurveyRow
 */

import { GOALS, SEVERITY_WORDS, isStorageSas, thingOf, wordsFor } from '../view/shape.js';
import { bounded, counted } from '../text.js';

/** How many links of a list are written out. */
const MOST_ROWS = 1000;

/** How many requests are named for one goal. */
const MOST_REQUESTS = 8;

/**
 * Explains one link.
 *
 * @param {Report} report
 * @param {number} index the link's index in the report
 * @returns {string}
 */
export function explained(report, index) {
  const token = report.tokens[index];
  if (!token) return '';
  const { verdict, findings, params, access, validity, fingerprint, kindMeaning } = token;
  const { thing } = wordsFor(token.kind);
  const named = isStorageSas(token.kind) ? 'shared access link' : thing;
  return joined([
    `# ${plain(verdict.title)}: what a ${named} gives away`,
    plain(verdict.sentence.text),
    `As of ${plain(report.now)}. ${plain(kindMeaning.text)} ${plain(validity.summary.text)}`,
    '## What to do now',
    ...verdict.actions.map(({ message }, place) => `${place + 1}. ${plain(message.text)}`),
    '## Why',
    ...verdict.reasons.map(({ text }) => `- ${plain(text)}`),
    ...findings.map(
      ({ severity, title, message, remedy }) =>
        `- **${SEVERITY_WORDS[severity]}: ${plain(title)}.** ${plain([message.text, remedy.text].join(' ').trim())}`,
    ),
    '## What the holder can do',
    ...access.outcomes.map(({ message }) => `- ${plain(message.text)}`),
    ...access.limits.map(({ text }) => `- ${plain(text)}`),
    ...requests(access.operations ?? []),
    `## The ${thing}, part by part`,
    table(['Part', 'Value', 'What it means'], [
      ...(token.resource.host ? [['address', code(token.resource.host), plain(token.resource.covers)]] : []),
      ...params.map(({ name, value, meaning }) => [code(name), code(value), plain(meaning.text)]),
    ]),
    `## What the ${thing} cannot tell`,
    ...verdict.unknowns.map(({ text }) => `- ${plain(text)}`),
    ...(fingerprint ? ['## Find its use in the logs', `\`AuthenticationHash\` is ${code(fingerprint)}.`] : []),
    footer(report.tool),
  ]);
}

/**
 * The requests that are allowed, by what an attacker would send them for.
 *
 * @param {readonly Operation[]} operations
 */
function requests(operations) {
  const lines = Object.entries(GOALS).flatMap(([goal, title]) => {
    if (goal === 'other') return [];
    const own = operations.filter((operation) => operation.goal === goal && operation.answer === 'allowed');
    const names = [...new Set(own.map(({ name }) => name))];
    const rest = names.length - MOST_REQUESTS;
    const named = names.slice(0, MOST_REQUESTS).map(plain).join('; ');
    return named ? [`- **${title}**: ${named}${rest > 0 ? `; and ${rest} more` : ''}`] : [];
  });
  return lines.length > 0 ? ['## The requests behind that', ...lines] : [];
}

/**
 * Lists many links, worst first.
 *
 * @param {readonly SurveyRow[]} rows
 * @param {{ now: number, skipped: readonly unknown[] }} about
 * @returns {string}
 */
export function listed(rows, { now, skipped }) {
  const shown = rows.slice(0, MOST_ROWS);
  const rest = rows.length - shown.length;
  return joined([
    `# ${counted(rows.length, rows.every(({ kind }) => isStorageSas(kind)) ? 'shared access link' : thingOf(rows))}, worst first`,
    `As of ${new Date(now).toISOString()}.`,
    table(['Level', 'What the holder can do', 'Account', 'Place'], [
      ...shown.map(({ title, sentence, account = '', location: { line, column } }) => [
        plain(title),
        plain(sentence),
        account ? code(account) : '',
        `line ${line}, column ${column}`,
      ]),
    ]),
    ...(rest > 0 ? [`And ${counted(rest, `more ${thingOf(rows)}`)}; the JSON has them all.`] : []),
    ...(skipped.length > 0 ? [`${counted(skipped.length, 'place')} of the text could not be read.`] : []),
    footer({ name: 'sas-lens' }),
  ]);
}

/** @param {{ name: string, version?: string }} tool */
const footer = ({ name, version = '' }) => `Made by ${[name, version].join(' ').trim()}. Signatures and keys are left out.`;

/**
 * Puts blocks under each other: list items close together, all else apart.
 *
 * @param {readonly string[]} blocks
 */
function joined(blocks) {
  const isItem = (/** @type {string} */ block) => /^(?:- |\d+\. )/.test(block);
  return blocks.reduce((text, block, place) => {
    const before = blocks[place - 1];
    if (before === undefined) return block;
    return `${text}${isItem(before) && isItem(block) ? '\n' : '\n\n'}${block}`;
  }, '') + '\n';
}

/**
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
function table(head, rows) {
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/**
 * A sentence of ours, which may quote the link: nothing in it is markup, an address to follow, or
 * the name of somebody to notify. Renderers disagree about escapes; what starts an address or a name
 * stands in a code span, which all of them respect.
 *
 * @param {string} text
 */
const plain = (text) =>
  bounded(text)
    .replaceAll('&', '&amp;')
    .replaceAll('|', '¦')
    .replace(/[\\`*_{}[\]<>~!]/g, '\\$&')
    .replace(/@|#|:\/\/|\bwww\.|\bmailto:|\bxmpp:/gi, '`$&`');

/**
 * A value of the link, as code that no backtick in it can end.
 *
 * @param {string} text
 */
function code(text) {
  // No way to write a bar in a table's code is understood by every renderer.
  const shown = bounded(text === '' ? '(empty)' : text, 240).replaceAll('|', '¦');
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const gap = longest > 0 ? ' ' : '';
  return `${fence}${gap}${shown}${gap}${fence}`;
}
