/**
 * The shapes of what is found in files, as the list of finds gives them, and what the list is asked.
 * Types only.
 *
 * @typedef {wasm_bindgen.Certainty} Certainty
 * @typedef {wasm_bindgen.Entry} Entry
 * @typedef {wasm_bindgen.EntryRow} EntryRow
 * @typedef {wasm_bindgen.Filter} Filter
 * @typedef {wasm_bindgen.Format} Format
 * @typedef {wasm_bindgen.History} History
 * @typedef {wasm_bindgen.Kind} Kind
 * @typedef {wasm_bindgen.NotRead} NotRead
 * @typedef {wasm_bindgen.Place} Place
 * @typedef {wasm_bindgen.Query} Query
 * @typedef {wasm_bindgen.Rows} Rows
 * @typedef {wasm_bindgen.Summary} Summary
 *
 * @typedef {{ name: string, leftOut: string[], blob: Blob }} Written an export; the page gets no more than
 *   the handle of its text
 *
 * @typedef {{ name: 'start', now: number, json?: string }
 *   | { name: 'add', batches: readonly import('./messages.js').Batch[] }
 *   | { name: 'rows', query: Query } | { name: 'entry', id: string, from: number, count: number }
 *   | { name: 'text', id: string } | { name: 'summary' } | { name: 'notRead', from: number, count: number }
 *   | { name: 'export', format: Format, query: Query }} Deed
 */

export {};
