/** Where a text stops being JSON. Browsers name that place in their own ways, or not at all. */

/** The next sign, name or value behind blanks. */
const TOKEN = /[ \t\r\n]*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|((?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])))/y;

/**
 * Finds the first character that JSON cannot have where it stands, in words.
 *
 * @param {string} text no JSON
 * @returns {string} such as `line 2, column 5`
 */
export function faultOf(text) {
  const at = faultAt(text);
  const before = text.slice(0, at).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

/** @param {string} text */
function faultAt(text) {
  /** What is open. @type {string[]} */
  const open = [];
  // What may come next: signs, 's' for a text, 'v' for a value of another kind.
  let next = '{[sv';
  let end = 0;
  for (;;) {
    TOKEN.lastIndex = end;
    const [token, sign, name] = TOKEN.exec(text) ?? [''];
    const kind = sign ?? (name === undefined ? 'v' : 's');
    if (token === '' || !next.includes(kind)) return end + (/^[ \t\r\n]*/.exec(text.slice(end))?.[0].length ?? 0);
    end += token.length;
    if (kind === '{' || kind === '[') open.push(kind);
    if (kind === '}' || kind === ']') open.pop();
    const isObject = open.at(-1) === '{';
    if (kind === '{') next = '}s';
    else if (kind === '[') next = ']{[sv';
    else if (kind === ':') next = '{[sv';
    else if (kind === ',') next = isObject ? 's' : '{[sv';
    else if (kind === 's' && isObject && next.includes('s') && !next.includes('v')) next = ':';
    else next = open.length === 0 ? '' : isObject ? ',}' : ',]';
  }
}
