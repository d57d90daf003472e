/**
 * The signature desk: takes keys, asks whether one of them made the signature, and forgets them.
 *
 * @typedef {import('./ask.js').Known} Known
 * @typedef {import('./ask.js').SignatureCheck} SignatureCheck
 * @typedef {import('./ask.js').SignatureNeed} SignatureNeed
 */

import { part } from '../dom.js';
import { announce, spoken } from '../status.js';
import { checkSignature, whatIsSigned } from './ask.js';
import { button, having, labelled, make } from './build.js';
import { signedFields } from './fields.js';

/** The sign and the words of each answer. */
const ANSWERS = Object.freeze(
  /** @type {const} */ ({
    genuine: ['✓', 'Genuine, made with {key}'],
    'genuine-with-mistake': ['!', 'Made with {key}, but not as Azure expects'],
    'not-these-keys': ['✕', 'Not made with these keys'],
    'needs-more': ['?', 'Not checked yet'],
    'cannot-be-checked': ['–', 'No key can tell'],
  }),
);

/** The keys that may have made a signature, as their owners call them. */
const KEYS = Object.freeze({
  account: ['key1', 'key2'],
  delegation: ['delegation key'],
  other: ['primary key', 'secondary key'],
});

/**
 * @param {object} about
 * @param {string} about.text
 * @param {number} about.token its index
 * @param {string} about.kind
 * @param {number} about.now milliseconds since 1970
 * @returns {HTMLElement}
 */
export function signatureDesk({ text, token, kind, now }) {
  const keys = KEYS[signer(kind)].map((label) => ({ label, field: secretField() }));
  /** @type {Map<string, { need: SignatureNeed, field: HTMLInputElement }>} */
  const known = new Map();
  const asked = make('p', 'desk__text');
  const others = make('div', 'desk__fields');
  const outcome = make('div', 'desk__outcome');
  const signed = make('div', '');

  /** @param {SignatureCheck} check */
  const show = ({ needs, stringToSign }) => {
    for (const need of needs) {
      if (need.kind === 'key' && need.name === '') asked.textContent = need.message.text;
      if (need.kind === 'key' || known.has(nameOf(need))) continue;
      const field = having(make('input', 'field__text'), { type: 'text' });
      known.set(nameOf(need), { need, field });
      others.append(labelled(field, TITLES[need.kind](need.name), need.message.text));
    }
    signed.replaceChildren(...(stringToSign ? [signedFields(stringToSign)] : []));
  };

  const check = async () => {
    const given = keys.filter(({ field }) => field.value.trim() !== '');
    const secrets = given.map(({ label, field }) => ({ label, value: new TextEncoder().encode(field.value) }));
    for (const { field } of keys) field.value = '';
    try {
      if (secrets.length === 0) {
        outcome.replaceChildren(make('p', 'desk__problem', 'Give at least one key.'));
        keys[0]?.field.focus();
        return;
      }
      const answer = await checkSignature(text, token, now, knownOf(known.values()), secrets);
      show(answer);
      outcome.replaceChildren(answered(answer, secrets.length));
    } catch {
      outcome.replaceChildren(make('p', 'desk__problem', 'The check could not be made. Reload the page and try again.'));
    } finally {
      announce(part(document, 'status'), spoken(outcome));
    }
  };

  const press = button('Check', check, 'button button--main');
  const made = make(
    'div',
    'desk',
    asked,
    make('p', 'field__hint', PROMISE),
    make('div', 'desk__fields', ...keys.map(({ label, field }) => labelled(field, label))),
    others,
    make('div', 'tools', press),
    outcome,
    signed,
  );
  made.addEventListener('keydown', ({ key, target }) => {
    if (key === 'Enter' && target instanceof HTMLInputElement) check();
  });
  // Before any key: what the signature covers, and what else has to be given.
  whatIsSigned(text, token, now, {}).then(
    (answer) => {
      show(answer);
      if (answer.answer !== 'cannot-be-checked') return;
      made.replaceChildren(answered(answer));
    },
    () => undefined,
  );
  return made;
}

const PROMISE =
  'A key stays in this page, is cleared from here once you check, and is in no report. What uses it ends with its answer.';

/**
 * Whose key signs a token.
 *
 * @param {string} kind
 * @returns {keyof typeof KEYS}
 */
function signer(kind) {
  if (kind.startsWith('storage-user-delegation')) return 'delegation';
  return kind.startsWith('storage-') ? 'account' : 'other';
}

/** What a missing thing is called. */
const TITLES = Object.freeze({
  account: () => 'Storage account',
  path: () => 'Path',
  header: (/** @type {string} */ name) => `Header ${name}`,
  query: (/** @type {string} */ name) => `Query parameter ${name}`,
  key: (/** @type {string} */ name) => name,
});

/** @param {SignatureNeed} need */
const nameOf = ({ kind, name }) => `${kind} ${name}`;

/**
 * @param {Iterable<{ need: SignatureNeed, field: HTMLInputElement }>} fields
 * @returns {Known}
 */
function knownOf(fields) {
  /** @type {{ account?: string, path?: string, headers: Record<string, string>, query: Record<string, string> }} */
  const known = { headers: {}, query: {} };
  for (const { need, field } of fields) {
    const { value } = field;
    if (value === '') continue;
    if (need.kind === 'header') known.headers[need.name] = value;
    else if (need.kind === 'query') known.query[need.name] = value;
    else if (need.kind !== 'key') known[need.kind] = value.trim();
  }
  return known;
}

/**
 * A field whose characters are not seen. Not one for passwords where it can be helped: browsers
 * offer to keep those.
 */
function secretField() {
  const isMasked = CSS.supports('-webkit-text-security', 'disc');
  return having(make('input', 'field__text field__text--secret'), { type: isMasked ? 'text' : 'password' });
}

/** In place of an answer's own sign and words, by the message that says more. */
const SPECIAL = Object.freeze(
  /** @type {Record<string, readonly [string, string]>} */ ({
    'signature/genuine-other-account': ['!', 'Made with {key}, given as the key of another account'],
  }),
);

/**
 * @param {SignatureCheck} check
 * @param {number} [given] how many keys
 */
function answered({ answer, message, key, variant, advice, needs }, given = 0) {
  const isOne = answer === 'not-these-keys' && given === 1 && !/keys$/.test(message.id);
  const [sign, word] = SPECIAL[message.id] ?? (isOne ? ['✕', 'Not made with this key'] : ANSWERS[answer]);
  const mark = having(make('span', 'desk__sign', sign), { 'aria-hidden': 'true' });
  const title = word.replace('{key}', key ?? 'this key');
  const made = make('div', 'desk__answer', make('h4', 'desk__title', mark, ` ${title}`), make('p', '', message.text));
  if (variant) {
    made.append(make('p', '', variant.message.text), make('p', 'desk__fix', variant.fix.text));
  }
  // What was given as a key and is none.
  const faults = needs.filter(({ kind, name }) => kind === 'key' && name !== '');
  made.append(...faults.map(({ message: { text } }) => make('p', 'desk__problem', text)));
  if (advice.length > 0) made.append(make('ul', 'remarks', ...advice.map(({ text }) => make('li', '', text))));
  return having(made, { 'data-answer': answer });
}
