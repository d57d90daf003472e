/**
 * Files out of whatever a browser hands over: chosen files, a chosen folder, or what was dropped,
 * folders with all that lies in them.
 *
 * @typedef {import('./repositories.js').Given} Given
 * @typedef {import('../intake.js').Handed} Handed
 *
 * @typedef {object} Gathered
 * @property {Given[]} files
 * @property {{ path: string, why: 'unreadable' | 'vanished' }[]} refused what the browser did not give
 * @property {string[]} names what was handed over, by name
 * @property {number} folders how many of them are folders
 */

import { whyNot } from './told.js';

/** How many are asked for at a time. */
const AT_ONCE = 32;

/**
 * @param {Handed} handed
 * @param {(files: number) => void} onCount called now and then
 * @returns {Promise<Gathered>}
 */
export async function gather({ files = [], entries = [], folder }, onCount) {
  /** @type {Gathered} */
  const gathered = { files: [], refused: [], names: [], folders: 0 };
  const walk = walker(gathered, onCount);
  if (folder) {
    gathered.names.push(folder.name);
    gathered.folders += 1;
    await walk([() => openFolder(folder, folder.name, gathered)]);
    return gathered;
  }
  if (entries.length > 0) {
    gathered.names.push(...entries.map(({ name }) => name));
    gathered.folders += entries.filter(({ isDirectory }) => isDirectory).length;
    await walk(entries.map((entry) => () => openEntry(entry, entry.name, gathered)));
    return gathered;
  }
  for (const file of files) gathered.files.push({ path: file.webkitRelativePath || file.name, file });
  const tops = new Set(files.flatMap(({ webkitRelativePath: path }) => (path ? [path.split('/', 1)[0] ?? ''] : [])));
  gathered.folders = tops.size;
  gathered.names.push(...tops, ...files.filter((file) => !file.webkitRelativePath).map(({ name }) => name));
  return gathered;
}

/** @typedef {() => Promise<Step[]>} Step opens one thing; returns how to open what lies in it */

/**
 * Opens things some at a time, until nothing is left.
 *
 * @param {Gathered} gathered
 * @param {(files: number) => void} onCount
 */
function walker({ files }, onCount) {
  /** @param {readonly Step[]} first */
  return async (first) => {
    const open = [...first].reverse();
    while (open.length > 0) {
      const some = open.splice(-AT_ONCE).reverse();
      const inside = await Promise.all(some.map((step) => step()));
      for (const steps of inside.reverse()) for (const step of steps.reverse()) open.push(step);
      onCount(files.length);
    }
  };
}

/**
 * Opens what was dropped.
 *
 * @param {FileSystemEntry} entry
 * @param {string} path
 * @param {Gathered} gathered
 * @returns {Promise<Step[]>}
 */
async function openEntry(entry, path, gathered) {
  try {
    if (!entry.isDirectory) {
      const { file } = /** @type {FileSystemFileEntry} */ (entry);
      gathered.files.push({ path, file: await new Promise((resolve, reject) => file.call(entry, resolve, reject)) });
      return [];
    }
    const inside = await entriesIn(/** @type {FileSystemDirectoryEntry} */ (entry));
    return inside.map((inner) => () => openEntry(inner, `${path}/${inner.name}`, gathered));
  } catch (error) {
    gathered.refused.push({ path, why: whyNot(error) });
    return [];
  }
}

/**
 * Reads a folder to its end: a browser gives a hundred entries at a time.
 *
 * @param {FileSystemDirectoryEntry} folder
 */
async function entriesIn(folder) {
  const reader = folder.createReader();
  /** @type {FileSystemEntry[]} */
  const all = [];
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

/**
 * Opens a chosen folder.
 *
 * @param {FileSystemDirectoryHandle} folder
 * @param {string} path
 * @param {Gathered} gathered
 * @returns {Promise<Step[]>}
 */
async function openFolder(folder, path, gathered) {
  /** @type {Step[]} */
  const steps = [];
  try {
    // TypeScript's library does not know that a folder can be walked.
    const { values } = /** @type {{ values(): AsyncIterable<FileSystemHandle> }} */ (/** @type {unknown} */ (folder));
    for await (const handle of values.call(folder)) {
      const inner = `${path}/${handle.name}`;
      if (handle.kind === 'file') {
        steps.push(() => openFile(/** @type {FileSystemFileHandle} */ (handle), inner, gathered));
      } else steps.push(() => openFolder(/** @type {FileSystemDirectoryHandle} */ (handle), inner, gathered));
    }
  } catch (error) {
    gathered.refused.push({ path, why: whyNot(error) });
  }
  return steps;
}

/**
 * @param {FileSystemFileHandle} handle
 * @param {string} path
 * @param {Gathered} gathered
 * @returns {Promise<Step[]>}
 */
async function openFile(handle, path, gathered) {
  try {
    gathered.files.push({ path, file: await handle.getFile() });
  } catch (error) {
    gathered.refused.push({ path, why: whyNot(error) });
  }
  return [];
}
