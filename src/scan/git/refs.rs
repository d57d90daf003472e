//! Where the history begins to be followed from: branches, tags, what is checked out, and what the
//! logs remember.

use super::files::Files;
use super::hash::Id;

/// The most that is read of one file to find ids in it.
const MOST: u64 = 64 << 20;

/// How many references may name each other.
const LONGEST_CHAIN: usize = 5;

/// The objects that a repository names.
#[derive(Default)]
pub(super) struct Starts {
    /// The commit that is checked out.
    pub(super) head: Option<Id>,
    /// What branches, tags and worktrees name.
    pub(super) named: Vec<Id>,
    /// What only the logs and the last operations remember.
    pub(super) remembered: Vec<Id>,
}

/// Reads what a repository names.
pub(super) fn read(files: &mut Files<'_>, ordinary: &[u32]) -> Starts {
    let mut starts = Starts {
        head: head(files),
        ..Starts::default()
    };
    starts.named.extend(starts.head);
    for &file in ordinary {
        let path = files.path(file);
        let path = match path
            .strip_prefix("worktrees/")
            .and_then(|path| path.split_once('/'))
        {
            Some((_, path)) => path,
            None => path,
        };
        let is_named = path == "packed-refs" || path == "HEAD" || path.starts_with("refs/");
        let is_remembered = path.starts_with("logs/") || path.ends_with("_HEAD");
        if !is_named && !is_remembered {
            continue;
        }
        // What cannot be read is told when it is searched.
        let text = files.small(file, MOST).unwrap_or_default();
        if is_named {
            starts.named.extend(ids(&text));
        } else {
            starts.remembered.extend(ids(&text));
        }
    }
    starts
}

/// Every id that stands in a text.
fn ids(text: &[u8]) -> impl Iterator<Item = Id> + '_ {
    text.split(|byte| !byte.is_ascii_hexdigit())
        .filter_map(Id::from_hex)
        .filter(|id| !id.is_null())
}

/// Follows HEAD to the commit that it names.
fn head(files: &mut Files<'_>) -> Option<Id> {
    let mut name = "HEAD".to_owned();
    for _ in 0..LONGEST_CHAIN {
        let Some(file) = files.find(&name) else {
            return packed(files, &name);
        };
        let text = files.small(file, MOST).ok()?;
        let text = text.trim_ascii();
        let Some(target) = text.strip_prefix(b"ref:") else {
            return Id::from_hex(text);
        };
        name = String::from_utf8(target.trim_ascii().to_vec()).ok()?;
    }
    None
}

/// Finds a name among the packed references.
fn packed(files: &mut Files<'_>, name: &str) -> Option<Id> {
    let file = files.find("packed-refs")?;
    let text = files.small(file, MOST).ok()?;
    text.split(|byte| *byte == b'\n').find_map(|line| {
        let blank = line.iter().position(|byte| *byte == b' ')?;
        let (id, own) = line.split_at_checked(blank)?;
        if own.trim_ascii() == name.as_bytes() {
            Id::from_hex(id)
        } else {
            None
        }
    })
}
