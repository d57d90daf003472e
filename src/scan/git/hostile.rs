//! Packs, bundles and objects that lie, made by hand: all that is told, nothing hangs.

use super::RepositoryFiles;
use super::alone::{is_bundle, is_loose_object, read_bundle, read_loose_object, read_pack};
use super::hash::{Hash, Id};
use super::testing::{Kept, Made, pack, prefix, prepend, zlib};
use crate::report::Reason;
use crate::scan::{Limits, ReadSeek};
use std::collections::BTreeMap;
use std::io::{self, Cursor};

fn read(bytes: &[u8]) -> Kept {
    read_within(bytes, Limits::default())
}

fn read_within(bytes: &[u8], limits: Limits) -> Kept {
    let mut kept = Kept::default();
    read_pack(&mut Cursor::new(bytes), &limits, &mut kept).unwrap_or_default();
    kept
}

fn id_of(kind: &str, content: &[u8]) -> Id {
    let mut hasher = Hash::Sha1.hasher(kind, content.len() as u64);
    hasher.update(content);
    hasher.finish()
}

/// A repository of files in memory.
struct Memory(BTreeMap<String, Vec<u8>>);

impl RepositoryFiles for Memory {
    fn paths(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }

    fn open(&mut self, path: &str) -> io::Result<Box<dyn ReadSeek + '_>> {
        let bytes = self.0.get(path).ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(Cursor::new(bytes)))
    }
}

/// A pack with an index whose ids are whatever the test says.
fn indexed(packed: &[u8], objects: &[(u64, [u8; 20])]) -> Memory {
    let mut ids: Vec<_> = objects.iter().map(|(offset, id)| (*id, *offset)).collect();
    ids.sort_unstable();
    let mut index = vec![0xff, b't', b'O', b'c', 0, 0, 0, 2];
    for first in 0..=255_u8 {
        let below = ids.iter().filter(|(id, _)| id[0] <= first).count();
        index.extend(u32::try_from(below).unwrap().to_be_bytes());
    }
    index.extend(ids.iter().flat_map(|(id, _)| *id));
    index.extend(ids.iter().flat_map(|_| [0; 4]));
    for (_, offset) in &ids {
        index.extend(u32::try_from(*offset).unwrap().to_be_bytes());
    }
    index.extend(&packed[packed.len() - 20..]);
    index.extend([0; 20]);
    Memory(BTreeMap::from([
        ("HEAD".to_owned(), b"ref: refs/heads/main\n".to_vec()),
        ("objects/pack/pack-1.pack".to_owned(), packed.to_vec()),
        ("objects/pack/pack-1.idx".to_owned(), index),
    ]))
}

fn read_repository(mut files: Memory) -> Kept {
    let mut kept = Kept::default();
    super::repository::read(&mut files, &Limits::default(), 0, &mut kept).unwrap();
    kept
}

#[test]
fn an_object_that_builds_on_itself_is_told() {
    let changes = prepend(5, b"text in the changes ");
    let own = [7; 20];
    let packed = pack(1, &[Made::Named(&own, &changes)]);
    let kept = read_repository(indexed(&packed, &[(12, own)]));
    assert!(kept.told()[0].contains("changes to an object that is not here"));
    assert!(
        kept.texts()
            .iter()
            .any(|text| text.contains("text in the changes"))
    );
}

#[test]
fn objects_that_build_on_each_other_in_a_ring_are_told() {
    let changes = prepend(5, b"more ");
    let ids: [[u8; 20]; 3] = [[1; 20], [2; 20], [3; 20]];
    let objects = [1, 2, 0].map(|base: usize| Made::Named(&ids[base], &changes));
    let packed = pack(3, &objects);
    let each = (packed.len() as u64 - 32) / 3;
    let offsets = [(12, ids[0]), (12 + each, ids[1]), (12 + 2 * each, ids[2])];
    let kept = read_repository(indexed(&packed, &offsets));
    assert_eq!(kept.not_read.len(), 3, "{:?}", kept.told());
}

#[test]
fn a_base_before_the_pack_is_told() {
    for distance in [0, 1, 12, 13, 1_000, u64::MAX >> 8] {
        let packed = pack(1, &[Made::Before(distance, &prepend(5, b"x "))]);
        let kept = read(&packed);
        assert_eq!(kept.not_read.len(), 1, "{distance}: {:?}", kept.told());
    }
}

#[test]
fn a_size_that_lies_is_told() {
    let mut long = prefix(3, 1 << 40);
    long.extend(zlib(b"short"));
    let mut short = prefix(3, 2);
    short.extend(zlib(b"longer than two"));
    for raw in [long, short] {
        let kept = read(&pack(1, &[Made::Raw(&raw)]));
        assert!(
            kept.told()[0].contains("bytes were not read"),
            "{:?}",
            kept.told()
        );
    }
}

#[test]
fn more_objects_than_there_are_is_told() {
    let kept = read(&pack(u32::MAX, &[Made::Whole(3, b"hello")]));
    assert_eq!(kept.texts(), ["hello"]);
    assert_eq!(kept.not_read.len(), 1, "{:?}", kept.told());
}

#[test]
fn fewer_objects_than_there_are_is_told() {
    let packed = pack(1, &[Made::Whole(3, b"hello"), Made::Whole(3, b"hidden")]);
    assert!(read(&packed).told()[0].contains("bytes behind its last object"));
}

#[test]
fn a_long_chain_is_followed_without_recursion() {
    let changes: Vec<_> = (0..3_000).map(|before| prepend(5 + before, b"x")).collect();
    let mut bytes = pack(3_001, &[Made::Whole(3, b"hello")]);
    bytes.truncate(bytes.len() - 20);
    let mut distance = bytes.len() - 12;
    for changes in &changes {
        let one = pack(1, &[Made::Before(distance as u64, changes)]);
        let own = &one[12..one.len() - 20];
        bytes.extend(own);
        distance = own.len();
    }
    bytes.extend([0; 20]);
    let kept = read(&bytes);
    assert!(kept.told().is_empty(), "{:?}", kept.told());
    assert_eq!(kept.contents.len(), 3_001);
    assert!(
        kept.contents
            .iter()
            .all(|(found, _)| found.history.is_some())
    );
}

#[test]
fn commits_that_are_each_others_parents_are_read() {
    let ids: [[u8; 20]; 2] = [[1; 20], [2; 20]];
    let commit = |parent: usize| {
        let parent = Id::new(&ids[parent]);
        format!("tree {parent}\nparent {parent}\nauthor A <a> 1 +0000\n\nmessage")
    };
    let (one, two) = (commit(1), commit(0));
    let packed = pack(
        2,
        &[
            Made::Whole(1, one.as_bytes()),
            Made::Whole(1, two.as_bytes()),
        ],
    );
    let each = (packed.len() as u64 - 32) / 2;
    let kept = read_repository(indexed(&packed, &[(12, ids[0]), (12 + each, ids[1])]));
    assert_eq!(kept.texts().len(), 3);
}

#[test]
fn a_tree_that_holds_itself_is_walked_once() {
    let id = [9; 20];
    let mut tree = b"40000 folder\0".to_vec();
    tree.extend(id);
    tree.extend(b"100644 file with a name as long as one that could hold a token = yes\0");
    tree.extend(id);
    let commit = format!("tree {}\nauthor A <a> 1 +0000\n\nmessage", Id::new(&id));
    let objects = [Made::Whole(2, &tree), Made::Whole(1, commit.as_bytes())];
    let packed = pack(2, &objects);
    let second = 12 + pack(1, &objects[..1]).len() as u64 - 32;
    let kept = read_repository(indexed(&packed, &[(12, id), (second, [1; 20])]));
    assert_eq!(kept.names.len(), 1);
    assert!(kept.told().is_empty(), "{:?}", kept.told());
}

#[test]
fn a_tree_with_a_wrong_entry_is_told() {
    let tree = b"100644 a\0not twenty bytes";
    let kept = read(&pack(1, &[Made::Whole(2, tree)]));
    assert!(kept.told()[0].contains("entries"), "{:?}", kept.told());
}

#[test]
fn an_index_for_another_pack_is_not_believed() {
    let packed = pack(1, &[Made::Whole(3, b"hello")]);
    let mut files = indexed(&packed, &[(12, [1; 20])]);
    let index = files.0.get_mut("objects/pack/pack-1.idx").unwrap();
    let at = index.len() - 30;
    index[at] ^= 1;
    let kept = read_repository(files);
    let hello = kept
        .contents
        .iter()
        .find(|(_, bytes)| bytes == b"hello")
        .unwrap();
    let history = hello.0.history.as_ref().unwrap();
    assert_eq!(history.object, id_of("blob", b"hello").to_string());
}

#[test]
fn any_damage_to_a_pack_or_its_index_is_survived() {
    let base = b"hello";
    let packed = pack(
        2,
        &[
            Made::Whole(3, base),
            Made::Named(id_of("blob", base).bytes(), &prepend(5, b"x ")),
        ],
    );
    for at in 0..packed.len() {
        for change in [1, 0x10, 0x80, 0xff] {
            let mut damaged = packed.clone();
            damaged[at] ^= change;
            read(&damaged);
            let second = 12 + pack(1, &[Made::Whole(3, base)]).len() as u64 - 32;
            let mut files = indexed(&damaged, &[(12, [1; 20]), (second, [2; 20])]);
            let index = files.0.get_mut("objects/pack/pack-1.idx").unwrap();
            let at = index.len() - 1 - at % index.len();
            index[at] ^= change;
            read_repository(files);
        }
        read(&packed[..at]);
    }
}

#[test]
fn a_thin_pack_is_searched_as_far_as_it_goes() {
    let kept = read(&pack(
        1,
        &[Made::Named(&[5; 20], &prepend(5, b"sig=inside "))],
    ));
    assert_eq!(kept.not_read.len(), 1);
    assert!(kept.texts()[0].contains("sig=inside"));
    assert_eq!(kept.contents[0].0.history, None);
}

#[test]
fn changes_too_large_to_hold_are_told_and_searched() {
    let base = vec![b'a'; 5_000];
    let distance = pack(1, &[Made::Whole(3, &base)]).len() as u64 - 32;
    let changes = prepend(5_000, b"sig=inside ");
    let packed = pack(
        2,
        &[Made::Whole(3, &base), Made::Before(distance, &changes)],
    );
    assert_eq!(read(&packed).contents[1].1.len(), 5_011);
    let limits = Limits {
        held_bytes: 4_000,
        ..Limits::default()
    };
    let kept = read_within(&packed, limits);
    assert!(
        kept.not_read
            .iter()
            .any(|(_, reason, _)| *reason == Reason::TooLargeToHold)
    );
    assert_eq!(kept.contents[0].1.len(), 5_000);
    assert!(kept.texts().iter().any(|text| text.contains("sig=inside")));
}

#[test]
fn a_reading_that_takes_too_long_can_be_left() {
    let mut kept = Kept {
        patience: Some(3),
        ..Kept::default()
    };
    let objects: Vec<_> = (0..9).map(|_| Made::Whole(3, b"hello")).collect();
    let packed = pack(9, &objects);
    let left = read_pack(&mut Cursor::new(packed), &Limits::default(), &mut kept);
    assert!(left.is_err());
    assert_eq!(kept.asked, 4);
}

#[test]
fn a_pack_alone_tells_where_its_own_commits_put_things() {
    let blob = b"hello";
    let mut tree = b"100644 a.txt\0".to_vec();
    tree.extend(id_of("blob", blob).bytes());
    let root = id_of("tree", &tree);
    let commit = format!("tree {root}\nauthor A <a> 1700000000 +0100\n\nmessage");
    let packed = pack(
        3,
        &[
            Made::Whole(3, blob),
            Made::Whole(2, &tree),
            Made::Whole(1, commit.as_bytes()),
        ],
    );
    let kept = read(&packed);
    let (found, _) = kept
        .contents
        .iter()
        .find(|(_, bytes)| bytes == blob)
        .unwrap();
    assert_eq!((found.file.as_str(), found.object.as_str()), ("", "a.txt"));
    let history = found.history.clone().unwrap();
    let id = id_of("commit", commit.as_bytes()).to_string();
    assert_eq!(history.commit, Some(id.clone()));
    assert_eq!(
        history.author_date.as_deref(),
        Some("2023-11-14T23:13:20+01:00")
    );
    assert_eq!(history.in_head, None);

    let mut bundle = format!("# v2 git bundle\n{id} refs/heads/main\n{id} HEAD\n\n").into_bytes();
    assert!(is_bundle(&bundle));
    bundle.extend(&packed);
    let mut kept = Kept::default();
    read_bundle(&mut Cursor::new(bundle), &Limits::default(), &mut kept).unwrap();
    let (found, _) = kept
        .contents
        .iter()
        .find(|(_, bytes)| bytes == blob)
        .unwrap();
    assert_eq!(found.history.as_ref().unwrap().in_head, Some(true));
    assert!(
        kept.texts()
            .iter()
            .any(|text| text.contains("refs/heads/main"))
    );
    assert!(kept.told().is_empty(), "{:?}", kept.told());
}

#[test]
fn a_bundle_whose_list_has_no_end_is_told() {
    let mut kept = Kept::default();
    let bundle = Cursor::new(b"# v3 git bundle\n@object-format=sha256\nx".to_vec());
    read_bundle(&mut { bundle }, &Limits::default(), &mut kept).unwrap();
    assert_eq!(kept.not_read.len(), 1);
}

#[test]
fn an_object_alone_is_read() {
    let packed = zlib(b"blob 5\0hello");
    assert!(is_loose_object(&packed));
    assert!(!is_loose_object(&zlib(b"hello")) && !is_loose_object(b"x\x9c"));
    let mut kept = Kept::default();
    read_loose_object(&mut Cursor::new(&packed), &Limits::default(), &mut kept).unwrap();
    let (found, bytes) = &kept.contents[0];
    assert_eq!(bytes, b"hello");
    let history = found.history.as_ref().unwrap();
    assert_eq!(history.object, id_of("blob", b"hello").to_string());
    let mut kept = Kept::default();
    let lies = zlib(b"blob 6\0hello");
    read_loose_object(&mut Cursor::new(&lies), &Limits::default(), &mut kept).unwrap();
    assert_eq!(
        (kept.not_read.len(), kept.texts()),
        (1, vec!["hello".to_owned()])
    );
}
