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

  /** The text that was surveyed last. */
  let text = '';

  /** @param {Answer} answer */
  const post = (answer) => self.postMessage(answer);

  /**
   * @param {number} id
   * @param {number} now milliseconds since 1970
   */
  const survey = (id, now) => {
    post({ id, kind: 'progress', characters: text.length });
    post({ id, kind: 'survey', survey: wasm_bindgen.survey(text, now), characters: text.length });
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
