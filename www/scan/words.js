/**
 * The words of what is found in files: kinds, certainty, reasons, places.
 *
 * @typedef {import('./shapes.js').Place} Place
 */

import { counted } from '../text.js';

/** What each kind is called in a list. */
export const KINDS = Object.freeze(
  /** @type {const} */ ({
    'storage-account': 'Storage: whole account',
    'storage-service-blob': 'Storage: blobs',
    'storage-service-file': 'Storage: file share',
    'storage-service-queue': 'Storage: queue',
    'storage-service-table': 'Storage: table',
    'storage-user-delegation-blob': 'Storage: blobs, by a user',
    'storage-user-delegation-file': 'Storage: file share, by a user',
    'storage-user-delegation-queue': 'Storage: queue, by a user',
    'storage-user-delegation-table': 'Storage: table, by a user',
    'storage-unknown': 'Storage: kind unclear',
    'storage-connection-string': 'Storage connection string',
    'storage-account-key': 'Storage account key',
    'service-bus': 'Service Bus or Event Hubs',
    'notification-hubs': 'Notification Hubs',
    'service-bus-connection-string': 'Service Bus connection string',
    'iot-hub': 'IoT Hub',
    'iot-provisioning': 'IoT provisioning',
    'iot-connection-string': 'IoT connection string',
    'event-grid': 'Event Grid',
    'logic-apps': 'Logic Apps',
    'api-management': 'API Management',
    'cosmos-master-token': 'Cosmos DB: key token',
    'cosmos-resource-token': 'Cosmos DB: one resource',
    'cosmos-entra-token': 'Cosmos DB: a user’s token',
    'cosmos-connection-string': 'Cosmos DB connection string',
    'azure-maps': 'Azure Maps',
    'function-key': 'Function key',
    'azure-key': 'Azure key',
  }),
);

/** The levels in words, worst first. */
export const LEVELS = Object.freeze(
  /** @type {const} */ ({
    severe: 'Severe',
    elevated: 'Elevated',
    unknown: 'Unknown',
    unreadable: 'Unreadable',
    contained: 'Contained',
    spent: 'Expired',
  }),
);

export const CERTAINTY = Object.freeze(
  /** @type {const} */ ({ certain: 'Certain', likely: 'Likely', redacted: 'Signature taken out' }),
);

/** Why something was not read, as the head of a group. */
export const REASONS = Object.freeze(
  /** @type {Readonly<Record<string, string>>} */ ({
    encrypted: 'Locked with a password',
    damaged: 'Damaged',
    truncated: 'Cut off before the end',
    'unknown-method': 'Packed in a way that is not read here',
    unreadable: 'Not given by the browser',
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
    base64: 'Base64',
    base64url: 'Base64 for addresses',
    percent: 'percent escapes',
    'html-entities': 'HTML escapes',
    'json-string': 'a JSON text',
    utf16: 'UTF-16 text',
    'utf-16': 'UTF-16 text',
    utf32: 'UTF-32 text',
    hex: 'hexadecimal',
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
 * What a repository's history says, where it says something that its reader may not expect.
 *
 * @param {Place} place
 * @returns {string}
 */
export function historyHint({ history }) {
  if (!history) return '';
  if (history.inHead === false) return 'Removed since, still in the history';
  return history.inHead ? 'In the history, and in the files of today' : 'In the history';
}

/** @param {number} bytes */
export function sizeOf(bytes) {
  const units = ['byte', 'KB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let value = bytes;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  if (unit === 0) return counted(bytes, 'byte');
  return `${value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en')} ${units[unit]}`;
}

/** @param {number} seconds since 1970 */
export const dayOf = (seconds) => {
  const when = new Date(seconds * 1000);
  return Number.isNaN(when.getTime()) ? '' : when.toISOString().slice(0, 10);
};
