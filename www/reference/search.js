/**
 * The search of the overview: filters its entries as one types. A classic script, because modules
 * do not load from `file://`. It keeps the query nowhere.
 */
(() => {
  /**
   * @typedef {object} Entry
   * @property {HTMLElement} line
   * @property {string} id a key, a letter or a name, in lower case
   * @property {string[]} names what it is called, each name as its words with a space between
   * @property {string[]} title the words of its title
   * @property {string[]} idWords
   * @property {string[]} keys words that others use for it
   * @property {string[]} summary words of its short form
   * @property {string[]} page words of what it leads to
   */

  /**
   * @typedef {object} Fit
   * @property {Entry} entry
   * @property {boolean} hasAll whether every word stands somewhere in it
   * @property {number} worth the sum over the words
   * @property {number} share of its title that was asked for
   */

  /** What a word is worth by where it stands in an entry. */
  const WORTH = Object.freeze({ NAME: 16, TITLE: 8, TITLE_START: 6, KEY: 4, SUMMARY: 2, PAGE: 1 });

  /** Words of questions, which tell nothing; the last line is what all entries are about. */
  const STOP_WORDS = new Set(
    `a about all am an and any are as at be been but by can could did do does explain for from had
    has have how i if in into is it its may me mean meaning means might my of on or our please shall
    should so than that the their them then there these they this those to us was we were what when
    where which who whose why will with would you your
    azure link links sas token tokens url`.split(/\s+/),
  );

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

  /**
   * The words of a text. The end of “what’s” is none.
   *
   * @param {string} text
   */
  const wordsOf = (text) =>
    text.toLowerCase()
      .replace(/(\p{L})['’]\p{L}+/gu, '$1')
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean);

  /**
   * The words without stop words, unless nothing else is left.
   *
   * @param {string[]} words
   */
  function telling(words) {
    const left = words.filter((word) => !STOP_WORDS.has(word));
    return left.length > 0 ? left : words;
  }

  /** @type {Entry[]} */
  const entries = [];
  for (const line of document.querySelectorAll('[data-entry]')) {
    if (!(line instanceof HTMLElement)) continue;
    const { id = '', kind = '', names = '', keys = '', summary = '', words = '' } = line.dataset;
    const title = line.querySelector('.line__title')?.textContent ?? '';
    const called = [id, `${kind} ${id}`, title, ...names.split(',')];
    entries.push({
      line,
      id: id.toLowerCase(),
      names: called.map((name) => wordsOf(name).join(' ')),
      title: wordsOf(title),
      idWords: wordsOf(id),
      keys: wordsOf(`${names} ${keys}`),
      summary: summary.split(' '),
      page: words.split(' '),
    });
  }

  /**
   * What a word is worth in an entry, by the best place where it stands; 0 when it is nowhere.
   *
   * @param {Entry} entry
   * @param {string} word
   * @returns {number}
   */
  function worth({ id, title, idWords, keys, summary, page }, word) {
    if (id === word) return WORTH.NAME;
    // A lone letter is a permission; as the start of a word it would fit nearly everything.
    if (word.length === 1) return 0;
    const starts = (/** @type {string} */ one) => one.startsWith(word);
    // Two letters begin a word on nearly every page; there they have to be the word.
    const fits = (/** @type {string} */ one) => (word.length > 2 ? starts(one) : one === word);
    if (title.includes(word) || idWords.includes(word)) return WORTH.TITLE;
    if (title.some(starts) || idWords.some(starts)) return WORTH.TITLE_START;
    if (keys.some(fits)) return WORTH.KEY;
    if (summary.some(fits)) return WORTH.SUMMARY;
    return page.some(fits) ? WORTH.PAGE : 0;
  }

  /**
   * How well an entry fits, if it does: it holds every word, or some of them where it counts.
   *
   * @param {Entry} entry
   * @param {string[]} words as typed
   * @param {string[]} asked the telling ones
   * @returns {Fit[]}
   */
  function fit(entry, words, asked) {
    const isNamed = [words, asked].some((all) => entry.names.includes(all.join(' ')));
    const worths = asked.map((word) => (isNamed ? WORTH.NAME : worth(entry, word)));
    const hasAll = !worths.includes(0);
    if (!hasAll && Math.max(...worths) < WORTH.KEY) return [];
    const title = telling(entry.title);
    const inTitle = title.filter((one) => asked.some((word) => one.startsWith(word)));
    return [{
      entry,
      hasAll,
      worth: worths.reduce((sum, one) => sum + one, 0),
      share: inTitle.length / title.length,
    }];
  }

  /**
   * The entries that fit, best first. The sort is stable: equals keep the order of the list.
   *
   * @param {string[]} words
   */
  function find(words) {
    const asked = telling(words);
    return entries
      .flatMap((entry) => fit(entry, words, asked))
      .sort((one, other) => (
        Number(other.hasAll) - Number(one.hasAll)
        || other.worth - one.worth
        || other.share - one.share
      ))
      .map(({ entry }) => entry);
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
    const words = wordsOf(box.value);
    const isAsked = words.length > 0;
    const found = isAsked ? find(words) : [];
    hits.replaceChildren(...found.map(hit));
    hits.hidden = found.length === 0;
    catalogue.hidden = isAsked;
    status.textContent = isAsked ? count(found.length, telling(words).length) : '';
  }

  /**
   * @param {number} found
   * @param {number} asked
   */
  function count(found, asked) {
    if (found > 0) return found === 1 ? 'One entry found' : `${found} entries found`;
    return asked === 1
      ? 'Nothing found for that word.'
      : 'Nothing found for those words. Try fewer.';
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
