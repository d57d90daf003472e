/**
 * The words of what is found in files: kinds, certainty, reasons, places.
 *
 * @typedef {import('./shapes.js').Place} Place
 */

import { counted } from '../text.js';

/** Kinds that belong together, as a list is narrowed to them. */
export const KINDS = Object.freeze(
  /** @type {Readonly<Record<string, { title: string, kinds: readonly import('./shapes.js').Kind[] }>>} */ ({
    links: {
      title: 'Links to storage',
      kinds: [
        'storage-account',
        'storage-service-blob',
        'storage-service-file',
        'storage-service-queue',
        'storage-service-table',
        'storage-user-delegation-blob',
        'storage-user-delegation-file',
        'storage-user-delegation-queue',
        'storage-user-delegation-table',
        'storage-unknown',
      ],
    },
    keys: {
      title: 'Keys and connection strings',
      kinds: [
        'storage-connection-string',
        'storage-account-key',
        'service-bus-connection-string',
        'iot-connection-string',
        'cosmos-connection-string',
        'function-key',
        'azure-key',
      ],
    },
    others: {
      title: 'Tokens of other services',
      kinds: [
        'service-bus',
        'notification-hubs',
        'iot-hub',
        'iot-provisioning',
        'event-grid',
        'logic-apps',
        'api-management',
        'cosmos-master-token',
        'cosmos-resource-token',
        'cosmos-entra-token',
        'azure-maps',
      ],
    },
  }),
);

/** The levels in words, worst first. */
export const LEVELS = Object.freeze(
  /** @type {const} */ ({
    severe: 'Severe',
    elevated: 'Elevated',
    unknown: 'Decided on the server',
    unreadable: 'Cannot be read',
    contained: 'Contained',
    spent: 'Expired',
  }),
);

export const CERTAINTY = Object.freeze(
  /** @type {const} */ ({ certain: 'Certain', likely: 'Likely', redacted: 'Signature taken out' }),
);

/**
 * What a list comes to, as its title. A copy whose signature was taken out is no secret.
 *
 * @param {{ total: number, redacted: number }} counts
 */
export function foundLine({ total, redacted }) {
  if (total === 0) return 'Nothing found';
  if (redacted < total) return `${counted(total - redacted, 'secret')} found`;
  return `${redacted.toLocaleString('en')} found, ${redacted === 1 ? 'its signature' : 'their signatures'} taken out`;
}

/**
 * The level that a find is shown with. A copy without its signature opens nothing, whatever the whole link
 * does.
 *
 * @param {Pick<import('./shapes.js').EntryRow, 'certainty' | 'level'>} find
 */
export const levelOf = ({ certainty, level }) => (certainty === 'redacted' ? 'contained' : level);

/** Why something was not read, as the head of a group. */
export const REASONS = Object.freeze(
  /** @type {Readonly<Record<string, string>>} */ ({
    encrypted: 'Locked with a password',
    damaged: 'Damaged',
    truncated: 'Cut off before the end',
    'unknown-method': 'Packed in a way that is not read here',
    unreadable: 'Not given by the browser',
    elsewhere: 'Kept in another folder',
    vanished: 'No longer there',
    'took-too-long': 'Took too long',
    'too-deep': 'Packed too deep',
    'too-many-entries': 'Too many files in one',
    'expands-too-much': 'Grows too much when it is unpacked',
    'too-large-to-hold': 'Too large to be unpacked in memory',
    'too-long': 'A stretch that is too long',
    stopped: 'Not reached before the stop',
    fault: 'Failed by a fault of this page',
    unlisted: 'Counted only',
  }),
);

/** What a token may be wrapped in. */
const CARRIERS = Object.freeze(
  /** @type {Readonly<Record<string, string>>} */ ({
    joined: 'pieces that were put together',
    base64: 'Base64',
    base64url: 'Base64 for addresses',
    percent: 'percent escapes',
    html: 'HTML escapes',
    json: 'escapes of JSON',
    'c-escape': 'escapes of a program',
    shell: 'escapes of a shell',
    batch: 'escapes of a batch file',
    redirect: 'the address of a redirect',
    'quoted-printable': 'the escapes of mail',
    'utf-16le': 'UTF-16 text',
    'utf-16be': 'UTF-16 text',
    'utf-32le': 'UTF-32 text',
    'utf-32be': 'UTF-32 text',
  }),
);

/** @param {readonly string[]} carriers outermost first */
export const wrappedIn = (carriers) =>
  carriers.map((name) => CARRIERS[name] ?? name.replaceAll('-', ' ')).join(', and in that ');

/**
 * Where something stands, as one line: `file!inner:line`.
 *
 * @param {Place} place
 */
export function placeLine({ file, inner = [], line, offset }) {
  const path = [file, ...inner].join('!');
  return line === undefined ? `${path}, byte ${offset.toLocaleString('en')}` : `${path}:${line}`;
}

/**
 * A place in a repository's history without the name of the object or the pack, which only Git knows.
 *
 * @param {string} line
 */
export const withoutObject = (line) => line.replace(/\/objects\/(?:[0-9a-f]{2}\/[0-9a-f]{38,62}|pack\/[^!]*)(?=!)/u, '');

/**
 * What a repository's history says, where it says something that its reader may not expect.
 *
 * @param {boolean | undefined} inHead whether the files of today still have it
 */
export function historyHint(inHead) {
  if (inHead === undefined) return 'in the Git history';
  return inHead ? 'in the Git history and in the files of today' : 'not in the files of today, but in the Git history';
}

/**
 * A size as the closing sentence says it, cut and not rounded.
 *
 * @param {number} bytes
 */
export function sizeOf(bytes) {
  const units = ['byte', 'KB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let value = bytes;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  if (unit === 0) return counted(bytes, 'byte');
  return `${value < 10 ? (Math.floor(value * 10) / 10).toFixed(1) : Math.floor(value).toLocaleString('en')} ${units[unit]}`;
}
