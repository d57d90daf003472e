/**
 * A worker that reads files: a handful at a time, each with everything inside it. A classic script:
 * the build puts the scanner's glue, which declares `wasm_bindgen`, in front of it, and the page
 * starts the two as one blob.
 */
(() => {
  /**
   * @typedef {import('./scan/messages.js').ToReader} ToReader
   * @typedef {import('./scan/messages.js').FromReader} FromReader
   * @typedef {import('./scan/messages.js').Job} Job
   */

  /** How often the page hears how far a file is. */
  const STEP_MILLIS = 100;
  /** So much is held at a time of files that are read together. */
  const TOGETHER_BYTES = 4 * 1024 * 1024;
  const MARK_BYTES = 16;

  // The glue that types are checked with is the desk's: the scanner's has other functions.
  const core = /** @type {import('./scan/messages.js').Core} */ (/** @type {unknown} */ (wasm_bindgen));

  // Types know it in workers only, and these files are read as the page's.
  const { FileReaderSync: Reader } = /** @type {{ FileReaderSync: new () => { readAsArrayBuffer(blob: Blob): ArrayBuffer } }} */ (/** @type {unknown} */ (self));

  /** Batches that were not sent yet: of many small files, they go together. As bytes, they pass the
   * page without being copied there. */
  /** @type {Uint8Array<ArrayBuffer>[]} */
  let batches = [];
  const encoder = new TextEncoder();

  /** @param {FromReader} message */
  const post = (message, transfer = /** @type {Transferable[]} */ ([])) => self.postMessage(message, { transfer });

  const flush = () => {
    if (batches.length > 0) post({ kind: 'batches', batches }, batches.map(({ buffer }) => buffer));
    batches = [];
  };

  /**
   * Reads some files, one after the other.
   *
   * @param {Extract<ToReader, { kind: 'read' }>} asked
   */
  const read = ({ jobs, now, policy, mostMillis }) => {
    let said = performance.now();
    let at = 0;
    const contents = readTogether(jobs);
    /** @param {number} bytes */
    const say = (bytes) => {
      said = performance.now();
      flush();
      post({ kind: 'at', at, bytes });
    };
    try {
      for (; at < jobs.length; at += 1) {
        const job = /** @type {Job} */ (jobs[at]);
        const start = performance.now();
        if (start - said > STEP_MILLIS || at === 0) say(0);
        /** @param {number} bytes */
        const onProgress = (bytes) => {
          const moment = performance.now();
          if (moment - said > STEP_MILLIS) say(bytes);
          return moment - start < mostMillis;
        };
        readOne(job, now, { policy }, onProgress, contents.get(job));
      }
      flush();
      post({ kind: 'done' });
    } catch (error) {
      // What was found before the fault counts. The core's memory is in doubt: the page ends this.
      flush();
      const isRefused = error instanceof TypeError || error instanceof RangeError;
      post({ kind: 'failed', at, isRefused });
    }
  };

  /**
   * Reads small files in one go: a browser takes its time for each question, not for each byte. Where one
   * is refused or has changed, none is read here.
   *
   * @param {readonly Job[]} jobs
   * @returns {Map<Job, Uint8Array>}
   */
  const readTogether = (jobs) => {
    /** @type {Map<Job, Uint8Array>} */
    const contents = new Map();
    // An empty file says whether it is still there only when it is read alone.
    const small = jobs.filter(({ paths, size }) => !paths && size > 0);
    if (small.length < 2 || small.reduce((sum, { size }) => sum + size, 0) > TOGETHER_BYTES) return contents;
    // Between the files, so that one that has grown or shrunk meanwhile does not pass for its neighbour.
    const mark = crypto.getRandomValues(new Uint8Array(MARK_BYTES));
    const parts = small.flatMap(({ files }) => [...files, mark]);
    try {
      const bytes = new Uint8Array(new Reader().readAsArrayBuffer(new Blob(parts)));
      let from = 0;
      for (const { size } of small) {
        from += size;
        if (!mark.every((byte, at) => bytes[from + at] === byte)) return contents;
        from += MARK_BYTES;
      }
      if (from !== bytes.length) return contents;
      from = 0;
      for (const job of small) {
        contents.set(job, bytes.subarray(from, from + job.size));
        from += job.size + MARK_BYTES;
      }
    } catch {
      // Each is asked for by itself, and the one that is refused is told.
    }
    return contents;
  };

  /**
   * @param {Job} job
   * @param {number} now
   * @param {{ policy?: unknown }} settings
   * @param {(bytes: number) => boolean} onProgress
   * @param {Uint8Array | undefined} content what it holds, where that was read
   */
  const readOne = ({ path, files, paths }, now, settings, onProgress, content) => {
    const onBatch = (/** @type {string} */ batch) => void batches.push(encoder.encode(batch));
    const [file] = files;
    if (paths) core.scanRepository(files, paths, path, now, settings, onBatch, onProgress);
    else if (file) core.scanFile(file, path, now, settings, onBatch, onProgress, content);
  };

  self.addEventListener('message', (/** @type {MessageEvent<ToReader>} */ { data }) => {
    if (data.kind === 'read') return read(data);
    core.initSync({ module: data.module });
    post({ kind: 'loaded' });
  });
})();
