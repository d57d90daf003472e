/**
 * A worker that reads files: one file or repository at a time, each with everything inside it. A
 * classic script: the build puts the scanner's glue, which declares `wasm_bindgen`, in front of it,
 * and the page starts the two as one blob.
 */
(() => {
  self.addEventListener('message', ({ data }) => {
    if (data.kind === 'load') wasm_bindgen.initSync({ module: data.module });
  });
})();
