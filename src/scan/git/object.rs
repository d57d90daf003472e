//! What stands inside objects: commits, tags and trees, and the four kinds there are.

use super::hash::Id;
use chrono::{DateTime, FixedOffset, SecondsFormat};

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Commit,
    Tree,
    Blob,
    Tag,
}

/// Each kind with its name and its number in packs.
///
/// Source: <https://git-scm.com/docs/pack-format#_object_types>
const KINDS: &[(Kind, &str, u8)] = &[
    (Kind::Commit, "commit", 1),
    (Kind::Tree, "tree", 2),
    (Kind::Blob, "blob", 3),
    (Kind::Tag, "tag", 4),
];

impl Kind {
    pub(super) fn name(self) -> &'static str {
        let row = KINDS.iter().find(|(kind, ..)| *kind == self);
        row.map_or("object", |(_, name, _)| name)
    }

    pub(super) fn from_name(name: &[u8]) -> Option<Self> {
        let row = KINDS.iter().find(|(_, known, _)| known.as_bytes() == name);
        row.map(|(kind, ..)| *kind)
    }

    pub(super) fn from_number(number: u8) -> Option<Self> {
        let row = KINDS.iter().find(|(.., known)| *known == number);
        row.map(|(kind, ..)| *kind)
    }
}

/// What leads from a commit or a tag to other objects.
///
/// Source: <https://git-scm.com/docs/user-manual#examining-the-data>
#[derive(Debug, Default)]
pub(super) struct Header {
    pub(super) tree: Option<Id>,
    pub(super) parents: Vec<Id>,
    /// What a tag names.
    pub(super) object: Option<Id>,
    pub(super) authored: Option<Moment>,
    pub(super) committed: Option<Moment>,
}

/// A moment with the offset of whoever wrote it down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) seconds: i64,
    /// Seconds east of UTC.
    east: i32,
}

impl Header {
    /// Reads the lines before the message. What is no header of these is passed over.
    pub(super) fn parse(content: &[u8]) -> Self {
        let mut header = Self::default();
        for line in content.split(|byte| *byte == b'\n') {
            if line.is_empty() {
                break;
            }
            let at = line.iter().position(|byte| *byte == b' ');
            let Some((name, value)) = at.and_then(|at| line.split_at_checked(at)) else {
                continue;
            };
            let value = value.trim_ascii();
            match name {
                b"tree" if header.tree.is_none() => header.tree = Id::from_hex(value),
                b"parent" => header.parents.extend(Id::from_hex(value)),
                b"object" if header.object.is_none() => header.object = Id::from_hex(value),
                b"author" if header.authored.is_none() => header.authored = Moment::parse(value),
                b"committer" if header.committed.is_none() => {
                    header.committed = Moment::parse(value);
                }
                _ => {}
            }
        }
        header
    }
}

impl Moment {
    /// Reads what stands behind a name and address: `1700000000 +0530`.
    fn parse(value: &[u8]) -> Option<Self> {
        let mut words = value.rsplit(|byte| *byte == b' ');
        let zone = std::str::from_utf8(words.next()?).ok()?;
        let seconds = std::str::from_utf8(words.next()?).ok()?.parse().ok()?;
        let number: i32 = zone.parse().ok()?;
        let east = (number / 100 * 60 + number % 100).checked_mul(60)?;
        Some(Self { seconds, east })
    }

    /// The moment by RFC 3339; in UTC when its offset is none that clocks have.
    pub(super) fn rfc3339(self) -> Option<String> {
        let moment = DateTime::from_timestamp(self.seconds, 0)?;
        let offset = FixedOffset::east_opt(self.east).or(FixedOffset::east_opt(0))?;
        let local = moment.with_timezone(&offset);
        Some(local.to_rfc3339_opts(SecondsFormat::Secs, false))
    }
}

/// One entry of a tree.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TreeEntry<'t> {
    pub(super) mode: &'t [u8],
    pub(super) name: &'t [u8],
    pub(super) id: &'t [u8],
}

impl TreeEntry<'_> {
    /// Whether it names a commit of another repository.
    pub(super) fn is_submodule(&self) -> bool {
        self.mode == b"160000"
    }

    /// Whether it names another tree.
    pub(super) fn is_tree(&self) -> bool {
        matches!(self.mode, b"40000" | b"040000")
    }
}

/// Iterates over a tree's entries, up to the first that is none.
pub(super) struct TreeEntries<'t> {
    left: &'t [u8],
    hash_length: usize,
}

impl<'t> TreeEntries<'t> {
    pub(super) fn new(content: &'t [u8], hash_length: usize) -> Self {
        Self {
            left: content,
            hash_length,
        }
    }

    /// Whether all of the tree was read.
    pub(super) fn is_whole(&self) -> bool {
        self.left.is_empty()
    }
}

impl<'t> Iterator for TreeEntries<'t> {
    type Item = TreeEntry<'t>;

    fn next(&mut self) -> Option<Self::Item> {
        let blank = memchr::memchr(b' ', self.left)?;
        let (mode, rest) = self.left.split_at_checked(blank)?;
        let rest = rest.get(1..)?;
        let end = memchr::memchr(0, rest)?;
        let (name, rest) = rest.split_at_checked(end)?;
        let (id, rest) = rest.get(1..)?.split_at_checked(self.hash_length)?;
        self.left = rest;
        Some(TreeEntry { mode, name, id })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";

    #[test]
    fn a_commit_names_its_tree_parents_and_moments() {
        let text = format!(
            "tree {ID}\nparent {ID}\nparent {ID}\nauthor A B <a@b> 1700000000 +0530\n\
             committer C <c@d> 1700000001 -0800\ngpgsig x\n tree y\n\nparent {ID}\n"
        );
        let header = Header::parse(text.as_bytes());
        assert_eq!(header.tree.unwrap().to_string(), ID);
        assert_eq!(header.parents.len(), 2);
        let authored = header.authored.unwrap().rfc3339().unwrap();
        assert_eq!(authored, "2023-11-15T03:43:20+05:30");
        let committed = header.committed.unwrap().rfc3339().unwrap();
        assert_eq!(committed, "2023-11-14T14:13:21-08:00");
    }

    #[test]
    fn absurd_moments_are_survived() {
        let of = |text: &str| Moment::parse(text.as_bytes()).and_then(Moment::rfc3339);
        let utc = Some("1970-01-01T00:00:01+00:00".to_owned());
        assert_eq!(of("A <a> 1 +99999"), utc);
        assert_eq!(of("A <a> 9223372036854775807 +0000"), None);
        assert_eq!(of("A <a> 1 +2147483647"), None);
        assert_eq!(of("1"), None);
    }

    #[test]
    fn a_tree_ends_at_its_first_wrong_entry() {
        let mut tree = b"100644 a\0".to_vec();
        tree.extend([7; 20]);
        tree.extend(b"9\0");
        let mut entries = TreeEntries::new(&tree, 20);
        assert_eq!(entries.next().unwrap().name, b"a");
        assert!(entries.next().is_none() && !entries.is_whole());
    }
}
