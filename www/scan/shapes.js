/**
 * The shapes of what is found in files, as the list of finds gives them. Types only.
 *
 * @typedef {import('../pkg/sas_lens.js').Level} Level
 * @typedef {import('../pkg/sas_lens.js').Kind} Kind
 * @typedef {import('../pkg/sas_lens.js').Message} Message
 * @typedef {'certain' | 'likely' | 'redacted'} Certainty
 * @typedef {'sarif' | 'csv' | 'json' | 'markdown' | 'html'} Format
 * @typedef {'level' | 'ends' | 'account' | 'kind' | 'places' | 'file'} Sort
 *
 * @typedef {object} History
 * @property {string} object
 * @property {string} [commit]
 * @property {string} [path]
 * @property {string} [authorDate]
 * @property {boolean} [inHead]
 *
 * @typedef {object} Place
 * @property {string} file
 * @property {string[]} [inner]
 * @property {number} [line]
 * @property {number} [column]
 * @property {number} offset
 * @property {string[]} [carriers]
 * @property {History} [history]
 *
 * @typedef {object} EntryRow
 * @property {string} id
 * @property {Kind} kind
 * @property {Level} level
 * @property {string} title
 * @property {string} sentence
 * @property {string} state
 * @property {number} [ends] seconds since 1970
 * @property {string} [account]
 * @property {Certainty} certainty
 * @property {Place} place the first
 * @property {number} places how many there are
 *
 * @typedef {object} Entry
 * @property {EntryRow} row
 * @property {Message[]} because
 * @property {string} [fingerprint]
 * @property {{ name: string, value: string }[]} params
 * @property {Place[]} places those that were asked for
 *
 * @typedef {object} Filter
 * @property {Level[]} [levels]
 * @property {Kind[]} [kinds]
 * @property {Certainty[]} [certainty]
 * @property {string} [text]
 *
 * @typedef {object} Query
 * @property {Sort} [sort]
 * @property {boolean} [descending]
 * @property {Filter} [filter]
 * @property {number} [from]
 * @property {number} [count]
 *
 * @typedef {{ total: number, matching: number, rows: EntryRow[] }} Rows
 * @typedef {{ path: string, reason: string, text: string }} NotRead
 *
 * @typedef {object} Summary
 * @property {number} total
 * @property {string} text
 * @property {{ notRead: number }} looked
 * @property {NotRead[]} notRead
 *
 * @typedef {object} Inventory
 * @property {(batch: string) => void} add
 * @property {(query: Query) => Rows} rows
 * @property {(id: string, from: number, count: number) => Entry | undefined} entry
 * @property {(id: string) => string | undefined} text
 * @property {() => Summary} summary
 * @property {(format: Format, query: Query) => string} export
 * @property {() => void} free
 *
 * @typedef {{ new (now: number): Inventory, read(json: string): Inventory }} InventoryClass
 *
 * @typedef {{ name: 'start', now: number, json?: string } | { name: 'add', batches: readonly import('./messages.js').Batch[] }
 *   | { name: 'rows', query: Query } | { name: 'entry', id: string, from: number, count: number }
 *   | { name: 'text', id: string } | { name: 'summary' }
 *   | { name: 'export', format: Format, query: Query }} Deed
 */

export {};
