/** Building the desk's own parts, which have no templates: elements, classes, texts. No markup is made from a string. */

import { visible } from '../text.js';

/**
 * Returns an element with what it holds. Texts are shown whole, with invisible characters named.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} className
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children.map((child) => (typeof child === 'string' ? visible(child) : child)));
  return made;
}

/**
 * Sets attributes; one that is `undefined` is left out.
 *
 * @template {Element} Made
 * @param {Made} made
 * @param {Record<string, string | undefined>} attributes
 * @returns {Made}
 */
export function having(made, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) made.setAttribute(name, value);
  }
  return made;
}

/**
 * Returns a button.
 *
 * @param {string} text
 * @param {() => void} press
 * @param {string} [className]
 */
export function button(text, press, className = 'button button--small') {
  const made = make('button', className, text);
  made.type = 'button';
  made.addEventListener('click', press);
  return made;
}

let lastId = 0;

/**
 * Returns a label and a field of the reader's own, which no browser remembers and no paste into the
 * page replaces.
 *
 * @template {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Field
 * @param {Field} field
 * @param {string} label
 * @param {string} [hint]
 */
export function labelled(field, label, hint) {
  lastId += 1;
  field.id = `desk-field-${lastId}`;
  having(field, {
    autocomplete: 'off',
    autocapitalize: 'off',
    autocorrect: 'off',
    spellcheck: 'false',
    translate: 'no',
    writingsuggestions: 'false',
  });
  const name = make('label', 'field__label', label);
  name.htmlFor = field.id;
  const made = having(make('div', 'field', name), { 'data-own': '' });
  if (hint) {
    const told = having(make('p', 'field__hint', hint), { id: `${field.id}-hint` });
    field.setAttribute('aria-describedby', told.id);
    made.append(told);
  }
  made.append(field);
  return made;
}

/** @param {readonly (readonly [string, string])[]} options value and title */
export function select(options) {
  const made = make('select', 'field__text');
  for (const [value, title] of options) made.append(having(make('option', '', title), { value }));
  return made;
}

/**
 * Returns a command or a query with a button that copies it.
 *
 * @param {string} title what it is, for those who do not see it
 * @param {string} text
 */
export function copyable(title, text) {
  const shown = having(make('pre', 'command__text'), {
    tabindex: '0',
    'aria-label': title,
    'data-copied': '',
    translate: 'no',
  });
  shown.textContent = text;
  const copy = having(make('button', 'button button--small copyable__button', 'Copy'), { type: 'button', 'data-copy': '' });
  return make('div', 'copyable', shown, copy);
}
