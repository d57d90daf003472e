/**
 * Making any text safe to show: bounded in length, and with nothing invisible in it.
 */

/** How many characters of one text are shown at most. */
const MOST = 1200;

/** Controls, zero-width characters and direction marks: they hide text or turn it around. */
const INVISIBLE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u034f\u115f\u1160\u2800\u3164\ufe00-\ufe0f\uffa0\u{e0000}-\u{e0fff}]/gu;

/**
 * Returns the text with invisible characters named and line breaks marked.
 *
 * @param {string} text
 * @returns {string}
 */
export function visible(text) {
  return text
    .replace(/\r\n?|\n/g, '↵')
    .replace(INVISIBLE, (mark) => {
      const code = mark.codePointAt(0) ?? 0;
      return code === 9 ? '⇥' : `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
    });
}

/**
 * Returns the first `length` UTF-16 units, never half a character.
 *
 * @param {string} text
 * @param {number} length
 * @returns {string}
 */
export function head(text, length) {
  const last = text.charCodeAt(length - 1);
  const splits = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, splits ? length - 1 : length);
}

/**
 * Returns the text for showing: whole when short, else its beginning and its length.
 *
 * @param {string} text
 * @param {number} [most] how many characters to show
 * @returns {string}
 */
export function bounded(text, most = MOST) {
  if (text.length <= most) return visible(text);
  return `${visible(head(text, most))}… (${counted(text.length, 'character')})`;
}

/**
 * Returns a number with its noun: "1 link", "10,000 links".
 *
 * @param {number} number
 * @param {string} noun in the singular
 * @returns {string}
 */
export function counted(number, noun) {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}
