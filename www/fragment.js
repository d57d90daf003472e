/*
 * Runs before anything is painted, and before any other script: a classic script in the head, for
 * which the browser waits. A link may be handed over behind the # of this page's address. It is
 * taken out of the address bar and of the session's history at once, and kept until the page asks.
 */
(() => {
  let kept = '';

  const take = () => {
    const text = location.hash.slice(1);
    // A plain name is a place on this page.
    if (!/[=&?%/:]/.test(text)) return;
    history.replaceState(null, '', location.pathname + location.search);
    kept = text;
    dispatchEvent(new Event('handover'));
  };

  /** Gives what was handed over, once. */
  const handedOver = () => {
    const text = kept;
    kept = '';
    return text;
  };

  Object.defineProperty(globalThis, 'handedOver', { value: handedOver });
  addEventListener('hashchange', take);
  take();
})();
