//! How files and entries are called in places: safe to show, and never used as paths.

use crate::report::Place;
use crate::token::display;

/// The longest name, in characters, that stands in a place.
const LONGEST_NAME: usize = 1_000;

/// What stands in a place for the name of an entry that has none.
const NO_NAME: &str = "(no name)";

/// Endings that say how the one file inside was packed, and what its own name ends with.
const PACKED: &[(&str, &str)] = &[
    (".bz2", ""),
    (".gz", ""),
    (".lzma", ""),
    (".tbz2", ".tar"),
    (".tgz", ".tar"),
    (".txz", ".tar"),
    (".tzst", ".tar"),
    (".xz", ""),
    (".zst", ""),
];

/// The file, with `!` before each path inside it.
pub(super) fn path_of(place: &Place) -> String {
    let mut path = place.file.clone();
    for inner in &place.inner {
        path.push('!');
        path.push_str(inner);
    }
    path
}

/// Whether a place is a file or folder of Git's own name.
pub(super) fn is_git(place: &Place) -> bool {
    let name = place.inner.last().unwrap_or(&place.file);
    name.rsplit(['/', '\\']).next() == Some(".git")
}

/// A name as it may be shown.
pub(super) fn shown_name(name: &str) -> String {
    display::shown_path(name, LONGEST_NAME)
}

/// The place of an entry. One without a name is called after the file that holds it.
pub(super) fn place_in(outer: &Place, name: &str) -> Place {
    let mut place = outer.clone();
    place.inner.push(if name.is_empty() {
        unpacked_name(outer)
    } else {
        shown_name(name)
    });
    place
}

/// The name of the one file that is packed at a place.
fn unpacked_name(place: &Place) -> String {
    let whole = place.inner.last().unwrap_or(&place.file);
    let name = whole.rsplit(['/', '\\']).next().unwrap_or_default();
    PACKED
        .iter()
        .find_map(|(ending, own)| {
            let at = name.len().checked_sub(ending.len())?;
            let (stem, end) = name.split_at_checked(at)?;
            (!stem.is_empty() && end.eq_ignore_ascii_case(ending)).then(|| format!("{stem}{own}"))
        })
        .unwrap_or_else(|| NO_NAME.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inside(file: &str) -> String {
        let place = Place {
            file: file.to_owned(),
            ..Place::default()
        };
        path_of(&place_in(&place, ""))
    }

    #[test]
    fn what_has_no_name_is_called_after_what_holds_it() {
        assert_eq!(inside("logs/a.log.gz"), "logs/a.log.gz!a.log");
        assert_eq!(inside("C:\\logs\\a.TGZ"), "C:\\logs\\a.TGZ!a.tar");
        assert_eq!(inside(".gz"), ".gz!(no name)");
        assert_eq!(inside("é"), "é!(no name)");
    }
}
