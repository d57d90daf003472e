/** Filling what is folded only once its reader opens it. */

/**
 * @param {HTMLDetailsElement} fold all but its summary is replaced
 * @param {() => Node} make called when it is first open
 */
export function lazily(fold, make) {
  let isFilled = false;
  const fillNow = () => {
    if (!fold.open || isFilled) return;
    isFilled = true;
    const summary = fold.querySelector('summary');
    fold.replaceChildren(...(summary ? [summary] : []), make());
  };
  fold.addEventListener('toggle', fillNow);
  fillNow();
}
