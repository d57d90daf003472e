//! How fast files are read in the page's workers.

use super::figure;
use crate::page::support::{Files, Page, Result};
use serde_json::{Value, json};
use std::{env, fs, path::PathBuf};

/// Files of the measurement of many, and lines in each.
const MANY: usize = 1000;
const LINES: usize = 4000;

/// Puts a field for files on the page that nothing listens to.
const FIELD: &str = "
    document.querySelector('[data-part=\"measured\"]')?.remove();
    const field = Object.assign(document.createElement('input'), { type: 'file', multiple: true });
    field.dataset.part = 'measured';
    document.body.prepend(field);";

/// Only reads a file, and scans it, in the same worker; returns milliseconds of both.
const ONE: &str = "
    const [{ startWorker }, { partsOf }] = await Promise.all([import('/policy.js'), import('/workers.js')]);
    const [code, module] = await partsOf('scan');
    const own = `
      self.addEventListener('message', ({ data }) => {
        if (data.kind !== 'measure') return;
        const { file, now, runs } = data;
        const fastest = (work) => {
          let best = Infinity;
          for (let run = 0; run < runs; run += 1) {
            const start = performance.now();
            work();
            best = Math.min(best, performance.now() - start);
          }
          return best;
        };
        const reading = fastest(() => {
          const reader = new FileReaderSync();
          let seen = 0;
          for (let at = 0; at < file.size; at += 4 << 20) {
            seen += new Uint8Array(reader.readAsArrayBuffer(file.slice(at, at + (4 << 20))))[0];
          }
          return seen;
        });
        const scanning = fastest(() =>
          wasm_bindgen.scanFile(file, 'measured.log', now, undefined, () => undefined, () => true));
        const memory = wasm_bindgen.initSync().memory.buffer.byteLength;
        self.postMessage({ kind: 'measured', reading, scanning, memory });
      });`;
    const worker = startWorker(code + own);
    const measured = new Promise((resolve, reject) => {
      worker.addEventListener('message', ({ data }) => data.kind === 'measured' && resolve(data));
      worker.addEventListener('error', reject);
    });
    worker.postMessage({ kind: 'load', module });
    const [file] = document.querySelector('[data-part=\"measured\"]').files;
    const [now, runs] = args;
    worker.postMessage({ kind: 'measure', file, now, runs });
    const { reading, scanning, memory } = await measured;
    worker.terminate();
    return [file.size, reading, scanning, memory];";

/// Reads all files by a number of workers; returns milliseconds.
const BY_WORKERS: &str = "
    const [count, now] = args;
    const [{ startPool }, { partsOf }] = await Promise.all([import('/scan/pool.js'), import('/workers.js')]);
    Object.defineProperty(navigator, 'hardwareConcurrency', { value: count, configurable: true });
    const jobs = [...document.querySelector('[data-part=\"measured\"]').files]
      .map((file) => ({ path: file.name, files: [file], size: file.size }));
    const parts = await partsOf('scan');
    const start = performance.now();
    await new Promise((resolve, reject) => startPool(jobs, parts, { now, policy: undefined, mostMillis: 1e6 }, {
      onBatches: () => undefined,
      onBroken: reject,
      onEnd: (reason) => reason ? reject(reason) : resolve(),
    }));
    return performance.now() - start;";

/// Measures the logs that the native measurement wrote, and many files.
pub(super) async fn scanning(page: &Page, now_millis: i64) -> Result<Vec<Value>> {
    let mut figures = Vec::new();
    let mut logs: Vec<PathBuf> = fs::read_dir(env::var("SAS_LENS_LOGS")?)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    logs.sort();
    for log in logs {
        let name = log
            .file_stem()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        figures.extend(one(page, &log, &name, now_millis).await?);
    }
    figures.push(many(page, now_millis).await?);
    Ok(figures)
}

async fn one(page: &Page, log: &PathBuf, name: &str, now_millis: i64) -> Result<Vec<Value>> {
    page.js(FIELD, &[]).await?;
    page.choose("measured", &[log]).await?;
    let answer = page.js(ONE, &[json!(now_millis), json!(2)]).await?;
    let (size, reading, scanning, memory): (f64, f64, f64, f64) = serde_json::from_value(answer)?;
    let speed = |millis: f64| size / f64::from(1 << 20) / (millis / 1000.0);
    let must = if name.starts_with("ordinary") && size > 1e9 {
        "2.0 x"
    } else {
        ""
    };
    Ok(vec![
        figure(
            &format!("{name}, Chromium worker: scan / only read"),
            &format!("{:.0} / {:.0} MB/s", speed(scanning), speed(reading)),
            "",
        ),
        figure(
            &format!("{name}, Chromium worker: against only reading"),
            &format!("{:.2} x", scanning / reading),
            must,
        ),
        figure(
            &format!("{name}, Chromium worker: memory of the module"),
            &format!("{:.0} MB", memory / f64::from(1 << 20)),
            "256 MB",
        ),
    ])
}

async fn many(page: &Page, now_millis: i64) -> Result<Value> {
    let files = Files::new()?;
    let text = "2026-11-24T12:00:00Z INFO orders: request served in 12 ms, 200\n".repeat(LINES);
    let paths = (0..MANY)
        .map(|index| files.write(&format!("{index}.log"), &text))
        .collect::<Result<Vec<_>>>()?;
    page.js(FIELD, &[]).await?;
    page.choose("measured", &paths).await?;
    let mut times = [f64::INFINITY; 2];
    for _ in 0..3 {
        for (count, time) in [1, 2].into_iter().zip(&mut times) {
            let answer = page
                .js(BY_WORKERS, &[json!(count), json!(now_millis)])
                .await?;
            *time = time.min(answer.as_f64().ok_or("no number came back")?);
        }
    }
    let [one, two] = times;
    Ok(figure(
        "Two workers against one, 1,000 files",
        &format!("{:.2} x ({one:.0} / {two:.0} ms)", one / two),
        "at least 1.5 x",
    ))
}
