/**
 * Building the page from templates: clone, then fill by text. No markup is ever made from a string.
 */

import { bounded } from './text.js';

/**
 * Returns a copy of a template's content.
 *
 * @param {string} id the template's id
 * @returns {DocumentFragment}
 */
export function clone(id) {
  const template = document.getElementById(id);
  if (!(template instanceof HTMLTemplateElement)) throw new Error(`no template ${id}`);
  return /** @type {DocumentFragment} */ (template.content.cloneNode(true));
}

/**
 * Returns the element that carries `data-part="name"`.
 *
 * @param {ParentNode} root where to look
 * @param {string} name
 * @returns {HTMLElement}
 */
export function part(root, name) {
  const found = root.querySelector(`[data-part="${name}"]`);
  if (!(found instanceof HTMLElement)) throw new Error(`no part ${name}`);
  return found;
}

/**
 * Writes texts into parts, each bounded and with invisible characters made visible.
 *
 * @param {ParentNode} root
 * @param {Record<string, string>} texts part name to text
 */
export function fill(root, texts) {
  for (const [name, text] of Object.entries(texts)) part(root, name).textContent = bounded(text);
}

/**
 * Fills a part with one item each, or removes its block when there is none.
 *
 * @template T
 * @param {ParentNode} root
 * @param {string} name the part that takes the items
 * @param {readonly T[]} items
 * @param {(item: T) => Node} make
 */
export function list(root, name, items, make) {
  const holder = part(root, name);
  if (items.length > 0) {
    holder.append(...items.map(make));
    return;
  }
  const block = holder.closest('[data-block]');
  (block instanceof HTMLElement && root.contains(block) ? block : holder).remove();
}

/**
 * Returns an element with a text, bounded.
 *
 * @param {string} tag
 * @param {string} text
 * @param {string} [className]
 * @returns {HTMLElement}
 */
export function element(tag, text, className) {
  const made = document.createElement(tag);
  made.textContent = bounded(text);
  if (className) made.className = className;
  return made;
}

/**
 * Returns a link to another page of this site. It opens beside this one: leaving would clear it.
 *
 * @param {string} text
 * @param {string} address relative, made from ids of ours
 * @returns {HTMLAnchorElement}
 */
export function page(text, address) {
  const made = document.createElement('a');
  made.href = address;
  made.target = '_blank';
  made.rel = 'noopener noreferrer';
  made.textContent = text;
  return made;
}
