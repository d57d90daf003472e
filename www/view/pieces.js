/**
 * The pieces of an input as spans: names, values and joints told apart by weight and underline.
 *
 * @typedef {import('../pieces.js').Piece} Piece
 */

/**
 * @param {readonly Piece[]} pieces
 * @returns {DocumentFragment}
 */
export function pieces(pieces) {
  const made = document.createDocumentFragment();
  for (const piece of pieces) {
    // A long link breaks before a `?` or `&` where it can.
    if (piece.kind === 'separator' && piece.shown !== '=') made.append(document.createElement('wbr'));
    made.append(span(piece));
  }
  return made;
}

/** @param {Piece} piece */
function span({ kind, form, shown, segment }) {
  const made = document.createElement('span');
  made.className = `piece piece--${kind}`;
  made.dataset.form = form;
  made.textContent = shown;
  if (segment.param !== undefined && form !== 'left-out') made.dataset.param = String(segment.param);
  if (form === 'secret') {
    made.setAttribute('role', 'img');
    made.setAttribute('aria-label', 'hidden');
  }
  return made;
}
