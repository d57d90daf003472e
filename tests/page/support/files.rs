//! Real files in a folder of their own, and the ways in which a person gives them to the page.

use super::{Page, Result};
use crate::util::encode;
use base64::{Engine, engine::general_purpose::STANDARD};
use fantoccini::Locator;
use serde_json::json;
use std::{
    fs,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// A folder for the files of a test; it goes with this value.
pub(crate) struct Files {
    folder: TempDir,
}

impl Files {
    pub(crate) fn new() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        Ok(Self { folder })
    }

    /// Writes a file, with the folders above it.
    pub(crate) fn write(&self, name: &str, text: &str) -> Result<PathBuf> {
        let path = self.path(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&path, text)?;
        Ok(path)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// The signature of [`fake_link`]: Base64 of 32 bytes that say what they are. One for each container,
/// since the same signature is the same token.
pub(crate) fn fake_signature_of(container: &str) -> String {
    STANDARD.encode(format!(
        "{:-<32.32}",
        format!("not-a-real-signature-{container}")
    ))
}

/// A link to a container of the invented account.
pub(crate) fn fake_link(container: &str) -> String {
    let signature = encode(&fake_signature_of(container));
    format!(
        "https://contosoexample.blob.core.windows.net/{container}?sv=2022-11-02&sr=c&sp=rwdl&se=2099-01-01&sig={signature}"
    )
}

impl Page {
    /// Drops files and folders on the page, as a person does with a mouse.
    pub(crate) async fn drop_paths(&self, paths: &[impl AsRef<Path>]) -> Result {
        let files: Vec<_> = paths
            .iter()
            .map(|path| path.as_ref().to_string_lossy())
            .collect();
        let data = json!({ "items": [], "files": files, "dragOperationsMask": 1 });
        for kind in ["dragEnter", "dragOver", "drop"] {
            let event = json!({ "type": kind, "x": 200, "y": 200, "data": data });
            self.devtools("Input.dispatchDragEvent", event).await?;
        }
        Ok(())
    }

    /// Chooses files, or a folder, as the browser's own dialog would.
    pub(crate) async fn choose(&self, field: &str, paths: &[impl AsRef<Path>]) -> Result {
        let field = self
            .client
            .find(Locator::Css(&format!("input[data-part=\"{field}\"]")))
            .await?;
        let lines: Vec<_> = paths
            .iter()
            .map(|path| path.as_ref().to_string_lossy())
            .collect();
        Ok(field.send_keys(&lines.join("\n")).await?)
    }

    /// Waits until a scan has come to its closing sentence.
    pub(crate) async fn scan_ended(&self) -> Result {
        self.wait_until("document.querySelector('.scan[data-over]')")
            .await
    }
}
