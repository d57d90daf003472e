//! Scanning files inside a worker: what is found goes out in batches, as JSON, for the list.

use super::files::FileSource;
use super::options;
use crate::report::{Batch, Looked, NotRead};
use crate::scan::{
    Go, Hit, Progress, ReadSeek, RepositoryFiles, Sink, scan_repository, scan_source,
};
use std::io;
use wasm_bindgen::prelude::*;
use web_sys::File;

/// How many finds go out at a time.
const BATCH: usize = 256;

/// Reads a file with everything inside it. Works in a worker only.
///
/// `onBatch` is given JSON for the list's `add`; `onProgress` is given the bytes that were read, the
/// bytes that were unpacked and the entries that were opened, and answers `false` to leave the file.
/// `content` is what the file holds, where that was read before.
#[wasm_bindgen(js_name = scanFile)]
pub fn scan_file(
    file: &File,
    path: &str,
    #[wasm_bindgen(js_name = nowMillis)] now_millis: f64,
    #[wasm_bindgen(unchecked_param_type = "ScanSettings | undefined")] settings: &JsValue,
    #[wasm_bindgen(js_name = onBatch, unchecked_param_type = "(batch: string) => void")]
    on_batch: &js_sys::Function,
    #[wasm_bindgen(
        js_name = onProgress,
        unchecked_param_type = "(bytes: number, expanded: number, entries: number) => boolean"
    )]
    on_progress: &js_sys::Function,
    content: Option<Vec<u8>>,
) -> Result<(), JsValue> {
    let options = options::read_scan(now_millis, settings)?;
    let mut source = FileSource::new(file, content)?;
    Out::new(on_batch, on_progress).take(|out| scan_source(&mut source, path, &options, out))
}

/// Reads a Git repository with its history: `files` are all files of a `.git` folder or bare
/// repository, `paths` their paths in it. Works in a worker only; see [`scan_file`].
#[wasm_bindgen(js_name = scanRepository)]
pub fn scan_repository_files(
    files: Vec<File>,
    paths: Vec<String>,
    path: &str,
    #[wasm_bindgen(js_name = nowMillis)] now_millis: f64,
    #[wasm_bindgen(unchecked_param_type = "ScanSettings | undefined")] settings: &JsValue,
    #[wasm_bindgen(js_name = onBatch, unchecked_param_type = "(batch: string) => void")]
    on_batch: &js_sys::Function,
    #[wasm_bindgen(
        js_name = onProgress,
        unchecked_param_type = "(bytes: number, expanded: number, entries: number) => boolean"
    )]
    on_progress: &js_sys::Function,
) -> Result<(), JsValue> {
    let options = options::read_scan(now_millis, settings)?;
    let mut files = Files { files, paths };
    Out::new(on_batch, on_progress).take(|out| scan_repository(&mut files, path, &options, out))
}

/// Takes what is found, and sends it on.
struct Out<'f> {
    on_batch: &'f js_sys::Function,
    on_progress: &'f js_sys::Function,
    batch: Batch,
    /// What a call threw; the scan ends then.
    thrown: Option<JsValue>,
}

impl<'f> Out<'f> {
    fn new(on_batch: &'f js_sys::Function, on_progress: &'f js_sys::Function) -> Self {
        Self {
            on_batch,
            on_progress,
            batch: Batch::default(),
            thrown: None,
        }
    }

    /// Takes all that a scan finds, and sends the last of it on.
    fn take(mut self, scan: impl FnOnce(&mut Self) -> Looked) -> Result<(), JsValue> {
        let looked = scan(&mut self);
        self.batch.looked = Some(looked);
        self.send()
    }

    fn send_full(&mut self) {
        if self.batch.hits.len() + self.batch.not_read.len() >= BATCH
            && let Err(thrown) = self.send()
        {
            self.thrown = Some(thrown);
        }
    }

    fn send(&mut self) -> Result<(), JsValue> {
        if let Some(thrown) = self.thrown.take() {
            return Err(thrown);
        }
        let batch = std::mem::take(&mut self.batch);
        self.on_batch
            .call1(&JsValue::NULL, &batch_json(&batch).into())?;
        Ok(())
    }
}

/// Writes a batch as the list takes it.
pub(super) fn batch_json(batch: &Batch) -> String {
    // Lists, texts and numbers only: writing them cannot fail.
    serde_json::to_string(batch).unwrap_or_default()
}

impl Sink for Out<'_> {
    fn hit(&mut self, hit: Hit) {
        self.batch.hits.push(hit.into());
        self.send_full();
    }

    fn not_read(&mut self, not_read: NotRead) {
        self.batch.not_read.push(not_read);
        self.send_full();
    }

    fn progress(&mut self, progress: Progress) -> Go {
        // What was found counts, whatever becomes of the rest of the file.
        if !(self.batch.hits.is_empty() && self.batch.not_read.is_empty())
            && let Err(thrown) = self.send()
        {
            self.thrown = Some(thrown);
        }
        if self.thrown.is_some() {
            return Go::Stop;
        }
        let answer = self.on_progress.call3(
            &JsValue::NULL,
            &count(progress.bytes),
            &count(progress.expanded_bytes),
            &count(progress.entries),
        );
        match answer {
            Ok(answer) if answer == JsValue::FALSE => Go::SkipFile,
            Ok(_) => Go::On,
            Err(thrown) => {
                self.thrown = Some(thrown);
                Go::Stop
            }
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of bytes stay far below 2^53"
)]
fn count(count: u64) -> JsValue {
    JsValue::from_f64(count as f64)
}

/// The files of a repository, as the page was given them.
struct Files {
    files: Vec<File>,
    paths: Vec<String>,
}

impl RepositoryFiles for Files {
    fn paths(&self) -> Vec<String> {
        self.paths.clone()
    }

    fn open(&mut self, path: &str) -> io::Result<Box<dyn ReadSeek + '_>> {
        let place = self.paths.iter().position(|known| known == path);
        let file = place
            .and_then(|place| self.files.get(place))
            .ok_or(io::ErrorKind::NotFound)?;
        let source = FileSource::new(file, None).map_err(|_| io::ErrorKind::Other)?;
        Ok(Box::new(source))
    }
}
