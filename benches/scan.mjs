/**
 * How fast the scanner's WebAssembly reads files in Node, against only reading them.
 *
 * `node benches/scan.mjs <folder of the module> <folder of logs>` prints rows of JSON: what, how much,
 * and what it must be. `cargo xtask bench` runs it after the native measurement, which writes the logs.
 */
import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';

const [modules, logs] = process.argv.slice(2);

/** The runs of each measurement; the fastest counts. */
const RUNS = 3;
/** 24 November 2026, 12:00 UTC. */
const NOW_MILLIS = 1_795_521_600_000;
const STEP = 4 << 20;

const glue = fs.readFileSync(path.join(modules, 'scanner.js'), 'utf8');
vm.runInThisContext(`${glue}\n;globalThis.wasm_bindgen = wasm_bindgen;`);
const { wasm_bindgen } = globalThis;
wasm_bindgen.initSync({ module: fs.readFileSync(path.join(modules, 'scanner_bg.wasm')) });

/**
 * @param {string} file
 * @param {(piece: Uint8Array) => void} take
 */
function read(file, take) {
  const descriptor = fs.openSync(file, 'r');
  const buffer = new Uint8Array(STEP);
  for (;;) {
    const count = fs.readSync(descriptor, buffer);
    if (count === 0) break;
    take(buffer.subarray(0, count));
  }
  fs.closeSync(descriptor);
}

/** @param {string} file */
function scan(file) {
  const scanner = new wasm_bindgen.Scanner('measured.log', NOW_MILLIS, undefined);
  let hits = 0;
  const count = (/** @type {string} */ batch) => {
    hits += JSON.parse(batch).hits.length;
  };
  read(file, (piece) => count(scanner.push(piece)));
  count(scanner.finish());
  return hits;
}

/** @param {() => unknown} work */
function fastest(work) {
  let best = Infinity;
  for (let run = 0; run < RUNS; run += 1) {
    const start = performance.now();
    work();
    best = Math.min(best, performance.now() - start);
  }
  return best / 1000;
}

for (const name of fs.readdirSync(logs).sort()) {
  const file = path.join(logs, name);
  const megabytes = fs.statSync(file).size / (1 << 20);
  let hits = 0;
  const reading = fastest(() => read(file, () => undefined));
  const scanning = fastest(() => (hits = scan(file)));
  const what = `${path.basename(name, '.log')}, Node`;
  console.log(JSON.stringify([`${what}: scan, speed`, `${Math.round(megabytes / scanning)} MB/s, ${hits} finds`, '']));
  console.log(JSON.stringify([`${what}: against only reading`, `${(scanning / reading).toFixed(2)} x`, '']));
}
