// Makes tokens with Microsoft's JavaScript libraries, one JSON object a line, the same ones for the
// same seed: node tokens.mjs COUNT SEED. Every line says what was put in, so that what is read can be
// compared with it, and what the library signed.

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as tables from '@azure/data-tables';
import * as blob from '@azure/storage-blob';
import * as lake from '@azure/storage-file-datalake';
import * as file from '@azure/storage-file-share';
import * as queue from '@azure/storage-queue';

const [count, seed] = process.argv.slice(2).map(Number);

const ACCOUNT = 'sastestacct';
// Invented: the bytes 0 to 63, and 255 down to 224.
const KEY = Buffer.from(Array.from({ length: 64 }, (_, at) => at)).toString('base64');
const DELEGATION_KEY = Buffer.from(Array.from({ length: 32 }, (_, at) => 255 - at)).toString('base64');

const VERSIONS = [
  '2015-04-05', '2015-07-08', '2015-12-11', '2016-05-31', '2017-04-17', '2017-07-29', '2017-11-09',
  '2018-03-28', '2018-06-17', '2018-11-09', '2019-02-02', '2019-07-07', '2019-10-10', '2019-12-12',
  '2020-02-10', '2020-04-08', '2020-06-12', '2020-08-04', '2020-10-02', '2020-12-06', '2021-02-12',
  '2021-04-10', '2021-06-08', '2021-08-06', '2021-10-04', '2021-12-02', '2022-11-02', '2023-01-03',
  '2023-05-03', '2023-08-03', '2023-11-03', '2024-02-04', '2024-05-04', '2024-08-04', '2024-11-04',
  '2025-01-05', '2025-05-05', '2025-07-05', '2025-11-05', '2026-02-06', '2026-04-06', '2026-06-06',
  '2026-10-06',
];

// mulberry32: small, and the same everywhere.
let state = seed >>> 0;
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
const below = (limit) => Math.floor(random() * limit);
const pick = (list) => list[below(list.length)];
const chance = (odds) => random() < odds;
/** A value in some of the cases, otherwise nothing. */
const maybe = (odds, make) => (chance(odds) ? make() : undefined);

// Characters that encoders and signers treat differently.
const LETTERS = [
  ...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'.repeat(2),
  ..."-_.~ +%&=?#!$'()*,;:@[]\"<>^`{}|",
  ...'éÅßøñçžłжйαωשלاب中文日本語한국🙂𝒳',
  'e\u0301', '%2F', '%25', '%20', '&amp;', '&sp=', '?sv=', '\u00a0', '\u3000',
];
const text = (least, most) =>
  Array.from({ length: least + below(most - least + 1) }, () => pick(LETTERS)).join('');

/** A name that a URL can hold without losing its end. */
const segment = () => {
  const name = text(1, 14);
  return name === '.' || name === '..' ? 'dots' : name;
};
const path = (deepest) => Array.from({ length: 1 + below(deepest) }, segment).join('/');
const container = () => pick(['photos', 'logs-2024', '$web', '$root', 'a0b', 'backups']);
const guid = () =>
  [8, 4, 4, 4, 12].map((length) => Array.from({ length }, () => pick('0123456789abcdef')).join('')).join('-');
const moment = (firstYear, years) => {
  const date = new Date(Date.UTC(firstYear + below(years), below(12), 1 + below(28)));
  if (chance(0.8)) date.setUTCSeconds(below(86400));
  return date;
};
const written = (date) => date?.toISOString().replace(/\.\d+Z$/, 'Z');
const address = () => Array.from({ length: 4 }, () => below(256)).join('.');
const ipRange = () => (chance(0.5) ? { start: address() } : { start: address(), end: address() });
const writtenRange = (range) => range && (range.end ? `${range.start}-${range.end}` : range.start);
const stamp = () => `${written(moment(2020, 8)).slice(0, -1)}.${String(below(10 ** 7)).padStart(7, '0')}Z`;
const protocol = () => pick(['https', 'https,http']);
/** Some of the letters of a text, at least one. */
const letters = (all) => [...all].filter(() => chance(0.5)).join('') || all[0];
/** A record of names and values, for required headers and parameters. */
const record = (names) =>
  Object.fromEntries(names.filter(() => chance(0.6)).map((name) => [name, text(0, 12)]));

const shared = new blob.StorageSharedKeyCredential(ACCOUNT, KEY);
const named = new tables.AzureNamedKeyCredential(ACCOUNT, KEY);

/** What every kind has in common, and what it becomes in the query. */
function base(version, permissions) {
  const values = {
    version,
    permissions,
    startsOn: maybe(0.5, () => moment(2015, 10)),
    expiresOn: moment(2026, 40),
    ipRange: maybe(0.4, ipRange),
    protocol: maybe(0.6, protocol),
  };
  const params = {
    sv: version,
    sp: permissions.toString(),
    st: written(values.startsOn),
    se: written(values.expiresOn),
    sip: writtenRange(values.ipRange),
    spr: values.protocol,
  };
  return { values, params };
}

/** Moves what a policy on the server may hold out of the token. */
function policy({ values, params }, odds) {
  if (!chance(odds)) return;
  values.identifier = params.si = text(1, 64).slice(0, 64).toWellFormed();
  if (chance(0.4)) {
    values.permissions = params.sp = undefined;
  }
  if (chance(0.4)) {
    values.expiresOn = params.se = undefined;
  }
}

const HEADERS = {
  cacheControl: 'rscc',
  contentDisposition: 'rscd',
  contentEncoding: 'rsce',
  contentLanguage: 'rscl',
  contentType: 'rsct',
};
function responseHeaders({ values, params }, make = () => text(1, 20)) {
  for (const [name, key] of Object.entries(HEADERS)) {
    if (chance(0.3)) values[name] = params[key] = make();
  }
}
/**
 * A value that may stand at the very end of a link. No reader of pasted text can tell whether a `)`, a
 * full stop or a single quote there belongs to the link, so it holds none that could be taken for its end.
 */
const last = () => `${text(0, 20).replaceAll("'", '')}x`;

/** A delegation key, and what it becomes in the query. */
function delegation({ values, params }, service, version) {
  const key = {
    signedObjectId: guid(),
    signedTenantId: guid(),
    signedStartsOn: moment(2020, 8),
    signedExpiresOn: moment(2028, 8),
    signedService: service,
    signedVersion: pick(VERSIONS.slice(9)),
    value: DELEGATION_KEY,
  };
  if (version >= '2025-07-05') {
    values.delegatedUserObjectId = params.sduoid = maybe(0.5, guid);
    key.signedDelegatedUserTenantId = params.skdutid = maybe(0.4, guid);
  }
  Object.assign(params, {
    skoid: key.signedObjectId,
    sktid: key.signedTenantId,
    skt: written(key.signedStartsOn),
    ske: written(key.signedExpiresOn),
    sks: service,
    skv: key.signedVersion,
  });
  return key;
}

/** Headers and query parameters that a request has to carry. */
function required({ values, params }, given, version) {
  if (version < '2026-04-06') return;
  const headers = record(['x-ms-client-request-id', 'X-Ms-Version', 'If-Match', 'x-custom']);
  const queries = record(['comp', 'prefix', 'delimiter', 'my-own', 'Größe']);
  if (Object.keys(headers).length > 0) {
    values.requestHeaders = given.headers = headers;
    params.srh = Object.keys(headers).join(',');
  }
  if (Object.keys(queries).length > 0) {
    values.requestQueryParameters = given.queries = queries;
    params.srq = Object.keys(queries).join(',');
  }
}

const from = (version) => VERSIONS.filter((known) => known >= version);

/** The letters that a version knows. */
function lettersFor(all, version) {
  const since = { i: '2020-08-04', x: '2019-10-10', y: '2019-10-10', t: '2019-12-12', f: '2021-04-10', m: '2020-02-10', e: '2020-02-10', o: '2020-02-10' };
  return letters([...all].filter((letter) => version >= (since[letter] ?? '')).join(''));
}

const library = createRequire(import.meta.url);
/** The function behind a public one: it also tells the string-to-sign. */
async function internal(name, module) {
  const root = dirname(library.resolve(`${name}/package.json`));
  return import(pathToFileURL(join(root, 'dist/esm', module)));
}
const inner = {
  account: (await internal('@azure/storage-blob', 'sas/AccountSASSignatureValues.js')).generateAccountSASQueryParametersInternal,
  blob: (await internal('@azure/storage-blob', 'sas/BlobSASSignatureValues.js')).generateBlobSASQueryParametersInternal,
  lake: (await internal('@azure/storage-file-datalake', 'sas/DataLakeSASSignatureValues.js')).generateDataLakeSASQueryParametersInternal,
  file: (await internal('@azure/storage-file-share', 'FileSASSignatureValues.js')).generateFileSASQueryParametersInternal,
  queue: (await internal('@azure/storage-queue', 'QueueSASSignatureValues.js')).generateQueueSASQueryParametersInternal,
};

/** The endpoint of a service: mostly Azure's, at times the secondary one's or the emulator's. */
function endpoint(service) {
  const form = below(12);
  if (form === 0) return `https://${ACCOUNT}-secondary.${service}.core.windows.net`;
  if (form === 1 && service !== 'dfs' && service !== 'file') {
    const port = { blob: 10000, queue: 10001, table: 10002 }[service];
    return `http://127.0.0.1:${port}/${ACCOUNT}`;
  }
  if (form === 2) return `https://${ACCOUNT}.${service}.core.chinacloudapi.cn`;
  if (form === 3) return `https://${ACCOUNT}.z0${below(10)}.${service}.storage.azure.net`;
  return `https://${ACCOUNT}.${service}.core.windows.net`;
}

function accountToken() {
  const version = pick(VERSIONS);
  const permissions = blob.AccountSASPermissions.parse(lettersFor('rwdxylacuptfi', version));
  const made = base(version, permissions);
  const services = blob.AccountSASServices.parse(letters('btqf')).toString();
  const types = blob.AccountSASResourceTypes.parse(letters('sco')).toString();
  Object.assign(made.values, { services, resourceTypes: types });
  Object.assign(made.params, { ss: services, srt: types });
  if (version >= '2020-12-06') {
    made.values.encryptionScope = made.params.ses = maybe(0.3, () => text(1, 20));
  }
  const service = { b: 'blob', t: 'table', q: 'queue', f: 'file' }[services[0]];
  const token = blob.generateAccountSASQueryParameters({ ...made.values }, shared);
  const { stringToSign } = inner.account({ ...made.values }, shared);
  return { kind: 'storage-account', url: `${endpoint(service)}/`, token, stringToSign, params: made.params };
}

/** An object with a member for each letter, as the table library wants it. */
const flags = (chosen, names) =>
  Object.fromEntries([...chosen].map((letter) => [names[letter], true]));

/**
 * The table library writes account tokens too. It knows nothing of the line that came with 2020-12-06,
 * and writes another version only when it is told to: Azure refuses what comes out.
 */
function tableAccountToken() {
  const version = pick(VERSIONS);
  const made = base(version, letters('rwdlau'));
  const resourceTypes = letters('sco');
  Object.assign(made.params, { ss: 't', srt: resourceTypes });
  const names = { r: 'query', w: 'write', d: 'delete', l: 'list', a: 'add', u: 'update' };
  const token = tables.generateAccountSas(named, {
    ...made.values,
    permissions: flags(made.params.sp, names),
    resourceTypes,
    services: { table: true },
  });
  const mistake = version >= '2020-12-06' ? 'other-version-lines' : undefined;
  return { kind: 'storage-account', url: `${endpoint('table')}/`, token, mistake, params: made.params };
}

function blobToken(isDelegated) {
  const version = pick(from(isDelegated ? '2018-11-09' : '2015-04-05'));
  const forms = ['b', 'b', 'c'];
  if (version >= '2018-11-09') forms.push('bs');
  if (version >= '2019-10-10') forms.push('bv');
  if (version >= '2020-02-10') forms.push('d');
  const form = pick(forms);
  const all = form === 'c' ? 'racwdxltmeiyf' : 'racwdxtmeiy';
  const parse = form === 'c' ? blob.ContainerSASPermissions : blob.BlobSASPermissions;
  const made = base(version, parse.parse(lettersFor(all, version)));
  const given = {};
  const { values, params } = made;
  const host = endpoint('blob');
  values.containerName = container();
  params.sr = form;
  let url = new blob.ContainerClient(`${host}/${values.containerName}`);
  if (form !== 'c') {
    values.blobName = path(4).replaceAll('\\', '/');
    url = url.getBlobClient(values.blobName);
  }
  url = url.url;
  if (form === 'bs') url += `?snapshot=${(values.snapshotTime = params.snapshot = stamp())}`;
  if (form === 'bv') url += `?versionid=${(values.versionId = params.versionid = stamp())}`;
  if (form === 'd') {
    values.isDirectory = true;
    params.sdd = String(values.blobName.split('/').length);
    // What is used lies below the directory.
    if (chance(0.5)) url += `/${encodeURIComponent(segment())}`;
  }
  responseHeaders(made);
  if (version >= '2020-12-06') values.encryptionScope = params.ses = maybe(0.3, () => text(1, 20));
  let key = shared;
  if (isDelegated) {
    key = delegation(made, 'b', version);
    if (version >= '2020-02-10') {
      values.preauthorizedAgentObjectId = params.saoid = maybe(0.3, guid);
      values.correlationId = params.scid = maybe(0.3, guid);
    }
    required(made, given, version);
  } else {
    policy(made, 0.3);
  }
  const account = isDelegated ? ACCOUNT : undefined;
  const token = blob.generateBlobSASQueryParameters({ ...values }, key, account);
  const { stringToSign } = inner.blob({ ...values }, key, account);
  return { kind: `storage-${isDelegated ? 'user-delegation' : 'service'}-blob`, url, token, stringToSign, params, ...given };
}

function lakeToken(isDelegated) {
  const version = pick(from(isDelegated ? '2018-11-09' : '2015-04-05'));
  const forms = ['b', 'c'];
  if (version >= '2020-02-10') forms.push('d', 'd');
  const form = pick(forms);
  const [parse, all] = {
    b: [lake.DataLakeSASPermissions, 'racwdmeop'],
    c: [lake.FileSystemSASPermissions, 'racwdlmeop'],
    d: [lake.DirectorySASPermissions, 'racwdlmeop'],
  }[form];
  const chosen = lettersFor(all, version).replace(/[op]/g, version >= '2020-02-10' ? '$&' : '') || 'r';
  const made = base(version, parse.parse(chosen));
  const given = {};
  const { values, params } = made;
  const system = new lake.DataLakeFileSystemClient(`${endpoint('dfs')}/filesystem`);
  values.fileSystemName = 'filesystem';
  params.sr = form;
  let { url } = system;
  if (form !== 'c') {
    values.pathName = path(4).replaceAll('\\', '/');
    url = system.getFileClient(values.pathName).url;
  }
  if (form === 'd') {
    values.isDirectory = true;
    params.sdd = String(values.pathName.split('/').length);
    if (chance(0.5)) url += `/${encodeURIComponent(segment())}`;
  }
  responseHeaders(made, last);
  if (version >= '2020-12-06') values.encryptionScope = params.ses = maybe(0.3, () => text(1, 20));
  let key = new lake.StorageSharedKeyCredential(ACCOUNT, KEY);
  if (isDelegated) {
    key = delegation(made, 'b', version);
    if (version >= '2020-02-10') {
      if (chance(0.5)) values.preauthorizedAgentObjectId = params.saoid = guid();
      else values.agentObjectId = params.suoid = guid();
      values.correlationId = params.scid = maybe(0.3, guid);
    }
    required(made, given, version);
  } else {
    policy(made, 0.3);
  }
  const account = isDelegated ? ACCOUNT : undefined;
  const token = lake.generateDataLakeSASQueryParameters({ ...values }, key, account);
  const { stringToSign } = inner.lake({ ...values }, key, account);
  return { kind: `storage-${isDelegated ? 'user-delegation' : 'service'}-blob`, url, token, stringToSign, params, ...given };
}

function fileToken(isDelegated) {
  const version = pick(from(isDelegated ? '2025-07-05' : '2015-04-05'));
  const form = pick(['f', 'f', 's']);
  const parse = form === 'f' ? file.FileSASPermissions : file.ShareSASPermissions;
  const made = base(version, parse.parse(letters(form === 'f' ? 'rcwd' : 'rcwdl')));
  const { values, params } = made;
  const share = new file.ShareClient(`${endpoint('file')}/share1`);
  values.shareName = 'share1';
  params.sr = form;
  let { url } = share;
  if (form === 'f') {
    values.filePath = path(4);
    const names = values.filePath.split('/');
    const name = names.pop();
    let directory = share.rootDirectoryClient;
    for (const one of names) directory = directory.getDirectoryClient(one);
    url = directory.getFileClient(name).url;
  }
  responseHeaders(made, last);
  let key = new file.StorageSharedKeyCredential(ACCOUNT, KEY);
  if (isDelegated) key = delegation(made, 'f', version);
  else policy(made, 0.3);
  const account = isDelegated ? ACCOUNT : undefined;
  const token = file.generateFileSASQueryParameters({ ...values }, key, account);
  const { stringToSign } = inner.file({ ...values }, key, account);
  return { kind: `storage-${isDelegated ? 'user-delegation' : 'service'}-file`, url, token, stringToSign, params };
}

function queueToken(isDelegated) {
  const version = pick(from(isDelegated ? '2025-07-05' : '2015-04-05'));
  const made = base(version, queue.QueueSASPermissions.parse(letters('raup')));
  const { values, params } = made;
  values.queueName = 'orders-2024';
  let url = `${endpoint('queue')}/orders-2024`;
  if (chance(0.3)) url += '/messages';
  let key = new queue.StorageSharedKeyCredential(ACCOUNT, KEY);
  if (isDelegated) {
    key = delegation(made, 'q', version);
    params.sr = 'q';
  } else {
    policy(made, 0.3);
  }
  const account = isDelegated ? ACCOUNT : undefined;
  const token = queue.generateQueueSASQueryParameters({ ...values }, key, account);
  const { stringToSign } = inner.queue({ ...values }, key, account);
  return { kind: `storage-${isDelegated ? 'user-delegation' : 'service'}-queue`, url, token, stringToSign, params };
}

function tableToken() {
  const version = pick(VERSIONS);
  const made = base(version, letters('raud'));
  const { values, params } = made;
  const name = pick(['Employees', 'orders', 'T2024', 'MixedCaseTable']);
  params.tn = name;
  const names = { r: 'query', a: 'add', u: 'update', d: 'delete' };
  values.permissions = flags(params.sp, names);
  if (chance(0.5)) {
    values.startPartitionKey = params.spk = last();
    values.startRowKey = params.srk = maybe(0.5, last);
  }
  if (chance(0.5)) {
    values.endPartitionKey = params.epk = last();
    values.endRowKey = params.erk = maybe(0.5, last);
  }
  values.identifier = params.si = maybe(0.2, () => text(1, 30));
  let url = `${endpoint('table')}/${name}`;
  if (chance(0.3)) url += "(PartitionKey='a',RowKey='b')";
  return { kind: 'storage-service-table', url, token: tables.generateTableSas(name, named, values), params };
}

const MAKERS = [
  accountToken,
  tableAccountToken,
  () => blobToken(false),
  () => blobToken(false),
  () => blobToken(true),
  () => blobToken(true),
  () => lakeToken(false),
  () => lakeToken(true),
  () => fileToken(false),
  () => fileToken(true),
  () => queueToken(false),
  () => queueToken(true),
  tableToken,
];

let lines = '';
for (let at = 0; at < count; at += 1) {
  const { kind, url, token, stringToSign, params, headers, queries, mistake } = MAKERS[at % MAKERS.length]();
  lines += `${JSON.stringify({
    name: `js ${at}`,
    kind,
    link: `${url}${url.includes('?') ? '&' : '?'}${token}`,
    key: kind.includes('user-delegation') ? DELEGATION_KEY : KEY,
    params,
    stringToSign,
    headers,
    queries,
    mistake,
  })}\n`;
}
process.stdout.write(lines);
