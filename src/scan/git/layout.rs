//! Which file of a repository is what.

use super::files::Files;
use super::hash::{Hash, Id};

/// The most that is read of a repository's configuration to know its hash.
const MOST_CONFIG: u64 = 1 << 20;

/// The files of a repository, sorted by what they are.
#[derive(Default)]
pub(super) struct Layout {
    pub(super) packs: Vec<u32>,
    /// Objects in files of their own, with the ids that their paths say.
    pub(super) loose: Vec<(u32, Id)>,
    /// Indexes of packs that are here; what stands in them is read with the packs.
    pub(super) indexes: Vec<u32>,
    /// Everything that is a file like others.
    pub(super) ordinary: Vec<u32>,
    /// Folders of other repositories, with the slash at their ends.
    pub(super) nested: Vec<String>,
}

impl Layout {
    pub(super) fn of(files: &Files<'_>) -> Self {
        let mut layout = Self {
            nested: nested(files),
            ..Self::default()
        };
        for (number, path) in files.numbered() {
            if layout.nested.iter().any(|folder| path.starts_with(folder)) {
                continue;
            }
            if let Some(id) = loose_id(path) {
                layout.loose.push((number, id));
            } else if is_in_packs(path, ".pack") {
                layout.packs.push(number);
            } else if is_in_packs(path, ".idx") && files.find(&pack_of(path)).is_some() {
                layout.indexes.push(number);
            } else {
                layout.ordinary.push(number);
            }
        }
        layout
    }
}

/// Finds the outermost folders that hold a repository of their own, such as `modules/library/`.
fn nested(files: &Files<'_>) -> Vec<String> {
    let mut folders: Vec<String> = Vec::new();
    let mut objects = None;
    for (_, path) in files.numbered() {
        // Sorted by their paths, a folder's `objects/` come some time after its `HEAD`.
        if let Some((folder, _)) = path.split_once("/objects/") {
            if objects == Some(folder) {
                continue;
            }
            objects = Some(folder);
            let is_new = !folders.iter().any(|outer| path.starts_with(outer));
            if is_new && files.find(&format!("{folder}/HEAD")).is_some() {
                folders.push(format!("{folder}/"));
            }
        }
    }
    folders
}

/// The id of a loose object by its path: `objects/ab/cdef…`.
fn loose_id(path: &str) -> Option<Id> {
    let (first, rest) = path.strip_prefix("objects/")?.split_once('/')?;
    if first.len() != 2 {
        return None;
    }
    Id::from_hex(format!("{first}{rest}").as_bytes())
}

fn is_in_packs(path: &str, ending: &str) -> bool {
    path.strip_prefix("objects/pack/")
        .is_some_and(|name| name.ends_with(ending))
}

fn pack_of(index: &str) -> String {
    format!("{}.pack", index.trim_end_matches(".idx"))
}

/// The path of the index that belongs to a pack.
pub(super) fn index_of(pack: &str) -> String {
    format!("{}.idx", pack.trim_end_matches(".pack"))
}

/// The hash that a repository's configuration names.
pub(super) fn hash(files: &mut Files<'_>) -> Hash {
    let config = files.find("config");
    let text = config.and_then(|file| files.small(file, MOST_CONFIG).ok());
    let text = text.unwrap_or_default().to_ascii_lowercase();
    let names_sha256 = |line: &[u8]| {
        line.trim_ascii_start().starts_with(b"objectformat")
            && line.trim_ascii_end().ends_with(b"sha256")
    };
    if text.split(|byte| *byte == b'\n').any(names_sha256) {
        Hash::Sha256
    } else {
        Hash::Sha1
    }
}
