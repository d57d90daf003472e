/**
 * The worker: keeps one long text and answers questions about it, so that the page never holds or
 * shows it; keeps the list of what scans of files found; and answers what the page's smaller core
 * cannot. A classic script: the build puts the desk's glue, which declares `wasm_bindgen`, in front
 * of it, and the page starts the two as one blob.
 */
(() => {
  /**
   * @typedef {import('./messages.js').Request} Request
   * @typedef {import('./messages.js').Answer} Answer
   */

  /** How many rows go to the page at a time: one message of many would hold it up. */
  const STEP = 1000;

  /** What the page may call by name. */
  const CALLS = Object.freeze({
    analyze: wasm_bindgen.analyze,
    survey: wasm_bindgen.survey,
    checkSignature: wasm_bindgen.checkSignature,
    compare: wasm_bindgen.compare,
    narrow: wasm_bindgen.narrow,
    narrowTasks: wasm_bindgen.narrowTasks,
  });

  /** The text that was surveyed last. */
  let text = '';

  /** What scans of files found. */
  /** @type {wasm_bindgen.Inventory | undefined} */
  let inventory;

  /**
   * Does what is asked of the list of finds.
   *
   * @param {import('./messages.js').ListRequest} request
   */
  const list = ({ id, deed }) => {
    const post_ = (/** @type {unknown} */ value) => post({ id, kind: 'called', value });
    if (deed.name === 'start') {
      inventory?.free();
      const { Inventory } = wasm_bindgen;
      inventory = deed.json === undefined ? new Inventory(deed.now) : Inventory.read(deed.json);
      return post_(undefined);
    }
    if (!inventory) throw new Error('no list was started');
    switch (deed.name) {
      case 'add':
        for (const batch of deed.batches) inventory.add(new TextDecoder().decode(batch));
        return post_(undefined);
      case 'rows':
        return post_(inventory.rows(deed.query));
      case 'entry':
        return post_(inventory.entry(deed.id, deed.from, deed.count));
      case 'text':
        return post_(inventory.text(deed.id));
      case 'summary':
        return post_(inventory.summary());
      case 'notRead':
        return post_(inventory.notRead(deed.from, deed.count));
      case 'export': {
        const { name, mediaType, text, leftOut } = inventory.export(deed.format, deed.query);
        // A long text would hold the page up on its way; a blob is only named.
        return post_({ name, leftOut, blob: new Blob([text], { type: mediaType }) });
      }
    }
  };

  /** @param {Answer} answer */
  const post = (answer) => self.postMessage(answer);

  /** @param {{ id: number, now: number, policy?: wasm_bindgen.Policy }} request */
  const survey = ({ id, now, policy }) => {
    const characters = text.length;
    post({ id, kind: 'progress', characters });
    const { rows, notes, skipped } = wasm_bindgen.survey(text, now, { policy });
    for (let at = 0; at < rows.length; at += STEP) {
      post({ id, kind: 'rows', rows: rows.slice(at, at + STEP) });
    }
    post({ id, kind: 'survey', notes, skipped, characters });
  };

  /** @param {Request} request */
  const answer = (request) => {
    const { id } = request;
    switch (request.kind) {
      case 'load':
        wasm_bindgen.initSync({ module: request.module });
        return post({ id, kind: 'loaded' });
      case 'survey':
        text = request.text ?? text;
        return survey(request);
      case 'survey-file':
        text = wasm_bindgen.readText(request.file);
        return survey(request);
      case 'report': {
        const { start, end, now, policy } = request;
        const part = text.slice(start, end);
        const report = wasm_bindgen.analyze(part, now, { policy });
        return post({ id, kind: 'report', report, text: part });
      }
      case 'list':
        return list(request);
      case 'call': {
        const called = /** @type {(...args: readonly unknown[]) => unknown} */ (CALLS[request.name]);
        return post({ id, kind: 'called', value: called(...request.args) });
      }
      case 'check': {
        const decoder = new TextDecoder();
        const keys = request.keys.map(({ label, value }) => ({ label, value: decoder.decode(value) }));
        const value = wasm_bindgen.checkSignature(request.text, request.now, { ...request.options, keys });
        return post({ id, kind: 'called', value });
      }
    }
  };

  self.addEventListener('message', (/** @type {MessageEvent<Request>} */ { data }) => {
    try {
      answer(data);
    } catch (error) {
      // The core throws these for a setting that it does not take, with words of its own.
      const isRefused = error instanceof TypeError || error instanceof RangeError;
      const reason = error instanceof DOMException ? 'unreadable-file' : isRefused ? 'refused' : 'fault';
      post({ id: data.id, kind: 'failed', reason, why: isRefused ? error.message : undefined });
    }
  });
})();
