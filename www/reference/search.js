/**
 * The search of the overview: filters its entries as one types. A classic script, because modules
 * do not load from `file://`. It keeps the query nowhere.
 */
(() => {
  /**
   * @typedef {object} Entry
   * @property {string} title in lower case
   * @property {string} id a key, a letter or a name
   * @property {string[]} words of what the entry leads to
   * @property {HTMLElement} line
   */

  /** How well an entry fits, best first. */
  const RANKS = Object.freeze({ ID: 0, TITLE: 1, TITLE_WORD: 2, WORD: 3 });

  /** @param {string} name */
  const part = (name) => {
    const found = document.querySelector(`[data-part="${name}"]`);
    if (!(found instanceof HTMLElement)) throw new Error(`no part ${name}`);
    return found;
  };

  const field = () => {
    const found = document.querySelector('#query');
    if (!(found instanceof HTMLInputElement)) throw new Error('no search box');
    return found;
  };

  const hits = part('hits');
  const status = part('status');
  const catalogue = part('catalogue');
  const box = field();

  /** @param {string} text */
  const wordsOf = (text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);

  /** @type {Entry[]} */
  const entries = [];
  for (const line of document.querySelectorAll('[data-entry]')) {
    if (!(line instanceof HTMLElement)) continue;
    const { id = '', words = '' } = line.dataset;
    const title = line.querySelector('.line__title')?.textContent ?? '';
    entries.push({ title: title.toLowerCase(), id, words: words.split(' '), line });
  }

  /**
   * How well an entry fits a query; none when one of the query's words is nowhere in it.
   *
   * @param {Entry} entry
   * @param {string} query
   * @param {string[]} asked
   */
  function rank({ title, id, words }, query, asked) {
    if (id === query) return RANKS.ID;
    if (title.startsWith(query)) return RANKS.TITLE;
    const named = [...wordsOf(title), ...wordsOf(id)];
    /** @param {string[]} all */
    const hold = (all) => asked.every((word) => all.some((one) => one.startsWith(word)));
    if (hold(named)) return RANKS.TITLE_WORD;
    return hold([...named, ...words]) ? RANKS.WORD : undefined;
  }

  /** @param {string} query */
  function find(query) {
    const asked = wordsOf(query);
    if (asked.length === 0) return [];
    const found = entries.flatMap((entry) => {
      const place = rank(entry, query, asked);
      return place === undefined ? [] : [{ place, entry }];
    });
    // The sort is stable: within a rank, entries keep the order of the list.
    return found.sort((one, other) => one.place - other.place).map(({ entry }) => entry);
  }

  /** @param {Entry} entry */
  function hit({ line }) {
    const item = document.createElement('li');
    const link = document.createElement('a');
    const kind = document.createElement('span');
    const title = document.createElement('span');
    link.className = 'hit';
    link.href = line.querySelector('a')?.getAttribute('href') ?? '';
    kind.className = 'hit__kind';
    kind.textContent = line.dataset.kind ?? '';
    title.className = 'hit__title';
    const code = line.querySelector('code');
    if (code) title.append(code.cloneNode(true));
    title.append(line.querySelector('.line__title')?.textContent ?? '');
    link.append(kind, title);
    item.append(link);
    return item;
  }

  function show() {
    const query = box.value.trim().toLowerCase();
    const found = find(query);
    const isAsked = wordsOf(query).length > 0;
    hits.replaceChildren(...found.map(hit));
    hits.hidden = found.length === 0;
    catalogue.hidden = isAsked;
    status.textContent = isAsked ? count(found.length) : '';
  }

  /** @param {number} number */
  function count(number) {
    if (number === 0) return 'Nothing found. Try a single word.';
    return number === 1 ? 'One entry found' : `${number} entries found`;
  }

  /** Moves the focus through the hits; up from the first leads back to the box. */
  function move(/** @type {number} */ by) {
    const links = [...hits.querySelectorAll('a')];
    const at = links.findIndex((link) => link === document.activeElement);
    const next = at + by;
    (next < 0 ? box : links[Math.min(next, links.length - 1)] ?? box).focus();
  }

  const isIn = (/** @type {EventTarget | null} */ target) =>
    target === box || (target instanceof Node && hits.contains(target));

  box.addEventListener('input', show);

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === '/' && event.target !== box) {
      event.preventDefault();
      box.focus();
      box.select();
    } else if (event.key === 'Enter' && event.target === box) {
      hits.querySelector('a')?.click();
    } else if (event.key === 'Escape' && isIn(event.target)) {
      box.value = '';
      box.focus();
      show();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && isIn(event.target)) {
      event.preventDefault();
      move(event.key === 'ArrowDown' ? 1 : -1);
    }
  });

  part('search').hidden = false;
  // A browser may bring the text back when one returns to the page.
  show();
})();
