/**
 * The worker: keeps one long text and answers questions about it, so that the page never holds or
 * shows it. A classic script: the build puts the scanner's glue, which declares `wasm_bindgen`,
 * in front of it, and the page starts the two as one blob.
 */
(() => {
  /**
   * @typedef {import('./messages.js').Request} Request
   * @typedef {import('./messages.js').Answer} Answer
   */

  /** How many rows go to the page at a time: one message of many would hold it up. */
  const STEP = 1000;

  /** The text that was surveyed last. */
  let text = '';

  /** @param {Answer} answer */
  const post = (answer) => self.postMessage(answer);

  /**
   * @param {number} id
   * @param {number} now milliseconds since 1970
   */
  const survey = (id, now) => {
    const characters = text.length;
    post({ id, kind: 'progress', characters });
    const { rows, notes, skipped } = wasm_bindgen.survey(text, now);
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
        text = request.text;
        return survey(id, request.now);
      case 'survey-file':
        text = wasm_bindgen.readText(request.file);
        return survey(id, request.now);
      case 'report': {
        const part = text.slice(request.start, request.end);
        const report = wasm_bindgen.analyze(part, request.now);
        return post({ id, kind: 'report', report, text: part });
      }
    }
  };

  self.addEventListener('message', (/** @type {MessageEvent<Request>} */ { data }) => {
    try {
      answer(data);
    } catch (error) {
      const reason = error instanceof DOMException ? 'unreadable-file' : 'fault';
      post({ id: data.id, kind: 'failed', reason });
    }
  });
})();
