/**
 * What travels between the page and the workers that read files. Types only.
 *
 * @typedef {object} Job a file, or a repository with all files of its `.git` folder
 * @property {string} path as it is shown
 * @property {File[]} files
 * @property {string[]} [paths] for a repository: the files' paths in it
 * @property {number} size in bytes
 *
 * @typedef {object} LoadReader
 * @property {'load'} kind
 * @property {WebAssembly.Module} module
 *
 * @typedef {object} Read reads some files, one after the other
 * @property {'read'} kind
 * @property {readonly Job[]} jobs
 * @property {number} now milliseconds since 1970
 * @property {unknown} policy an organisation's own limits
 * @property {number} mostMillis how long one file may take
 *
 * @typedef {LoadReader | Read} ToReader
 *
 * @typedef {object} ReaderLoaded
 * @property {'loaded'} kind
 *
 * @typedef {Uint8Array<ArrayBuffer>} Batch JSON for the list, as UTF-8; it holds secrets, and the page never looks
 *   into it
 *
 * @typedef {object} Batches
 * @property {'batches'} kind
 * @property {Batch[]} batches
 *
 * @typedef {object} At how far it is
 * @property {'at'} kind
 * @property {number} at the place of the job that is being read
 * @property {number} bytes how much of it was read
 *
 * @typedef {object} Done all that was asked for was read
 * @property {'done'} kind
 *
 * @typedef {object} ReadFailed
 * @property {'failed'} kind
 * @property {number} at the place of the job that could not be read
 * @property {boolean} isRefused whether a setting was refused
 *
 * @typedef {ReaderLoaded | Batches | At | Done | ReadFailed} FromReader
 *
 * @typedef {(bytes: number, expanded: number, entries: number) => boolean} OnProgress
 *
 * @typedef {object} Core the scanner's own functions
 * @property {(how: { module: WebAssembly.Module }) => void} initSync
 * @property {(file: File, path: string, now: number, settings: unknown,
 *   onBatch: (batch: string) => void, onProgress: OnProgress, content?: Uint8Array) => void} scanFile
 * @property {(files: File[], paths: string[], path: string, now: number, settings: unknown,
 *   onBatch: (batch: string) => void, onProgress: OnProgress) => void} scanRepository
 */

export {};
