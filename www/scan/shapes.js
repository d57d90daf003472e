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
 * @property {string} kindWords
 * @property {Level} level
 * @property {string} title
 * @property {string} sentence
 * @property {string} [endsWords]
 * @property {string} [account]
 * @property {Certainty} certainty
 * @property {string} place the first: `file!inner:line`
 * @property {number} places how many there are
 * @property {boolean} inHistory
 * @property {boolean} [inHead]
 *
 * @typedef {object} Entry
 * @property {Level} level
 * @property {string} title
 * @property {string} sentence
 * @property {Certainty} certainty
 * @property {Message[]} because
 * @property {{ name: string, value: string }[]} params
 * @property {number} placeCount how many places there are
 * @property {number} listedPlaces how many of them are listed; the others were counted only
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
 * @property {number} tokens
 * @property {number} notRead how many things were not read
 * @property {Message[]} closing
 *
 * @typedef {{ name: string, mediaType: string, text: string, leftOut: string[] }} Export a file to be saved;
 *   `leftOut` says what the format had no room for
 *
 * @typedef {object} Inventory
 * @property {(batch: string) => void} add
 * @property {(query: Query) => Rows} rows
 * @property {(id: string, from: number, count: number) => Entry | undefined} entry
 * @property {(id: string) => string | undefined} text
 * @property {() => Summary} summary
 * @property {(from: number, count: number) => NotRead[]} notRead
 * @property {(format: Format, query: Query) => Export} export
 * @property {() => void} free
 *
 * @typedef {{ new (now: number): Inventory, read(json: string): Inventory }} InventoryClass
 *
 * @typedef {{ name: 'start', now: number, json?: string }
 *   | { name: 'add', batches: readonly import('./messages.js').Batch[] }
 *   | { name: 'rows', query: Query } | { name: 'entry', id: string, from: number, count: number }
 *   | { name: 'text', id: string } | { name: 'summary' } | { name: 'notRead', from: number, count: number }
 *   | { name: 'export', format: Format, query: Query }} Deed
 */

export {};
