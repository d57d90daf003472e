//! Tells what of a repository lies somewhere else.

use super::files::Files;
use super::take::{Found, Take};
use crate::report::Reason;
use crate::token::display::{short_name, shown};

/// The most that is read of a file that names a place.
const MOST: u64 = 1 << 16;

/// Files that name a folder in which other parts of the repository lie, and what those are.
///
/// Source: <https://git-scm.com/docs/gitrepository-layout>
const POINTERS: &[(&str, &str)] = &[
    (
        "commondir",
        "Its objects and branches are those of another repository",
    ),
    (
        "objects/info/alternates",
        "It borrows objects from another repository",
    ),
    (
        "objects/info/http-alternates",
        "It borrows objects from another repository",
    ),
];

/// Tells of what lies elsewhere.
pub(super) fn tell(files: &mut Files<'_>, take: &mut dyn Take) {
    for (path, what) in POINTERS {
        let Some(file) = files.find(path) else {
            continue;
        };
        let text = files.small(file, MOST).unwrap_or_default();
        for line in text.split(|byte| *byte == b'\n') {
            let line = String::from_utf8_lossy(line.trim_ascii());
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let text = format!(
                "{what}, {}, which was not read with it.",
                shown(&short_name(&line))
            );
            take.not_read(&of_file(path), Reason::Elsewhere, &text);
        }
    }
    if files
        .numbered()
        .any(|(_, path)| path.starts_with("reftable/"))
    {
        let text = "Its branches are kept as a reftable, whose packed parts are not read: which \
                    commits are of the history is not known, and its log was not read.";
        take.not_read(&of_file("reftable"), Reason::UnknownMethod, text);
    }
}

fn of_file(path: &str) -> Found {
    Found {
        file: path.to_owned(),
        ..Found::default()
    }
}

/// Says of a `.git` file, as worktrees and submodules have them, where the repository lies instead.
/// Absent when the file is none.
pub(crate) fn repository_elsewhere(content: &[u8]) -> Option<String> {
    let head = content.get(..content.len().min(4_096))?;
    let path = head
        .strip_prefix(b"gitdir:")?
        .split(|byte| *byte == b'\n')
        .next()?;
    let path = String::from_utf8_lossy(path.trim_ascii());
    let path = shown(&short_name(&path));
    Some(format!(
        "Its repository lies in another folder, {path}, and is read only where that is given."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_git_file_says_where_its_repository_lies() {
        let text = repository_elsewhere(b"gitdir: ../.git/modules/library\n").unwrap();
        assert!(text.contains("../.git/modules/library"), "{text}");
        assert!(repository_elsewhere(b"[core]\n").is_none());
    }
}
