//! What the tests of repositories share: scans, tokens and what was found of them.

use crate::git::Repo;
use sas_lens::report::{Looked, NotRead, Place};
use sas_lens::scan::{
    Collected, ReadSeek, RepositoryFiles, ScanOptions, scan_repository, scan_source,
};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// The moment of the first commit of every repository here.
pub(super) const FIRST: &str = "2023-11-15T00:13:20+02:00";

pub(super) struct Folder(pub(super) PathBuf);

impl RepositoryFiles for Folder {
    fn paths(&self) -> Vec<String> {
        fn list(folder: &Path, before: &str, paths: &mut Vec<String>) {
            for entry in fs::read_dir(folder).unwrap() {
                let entry = entry.unwrap();
                let path = format!("{before}{}", entry.file_name().to_str().unwrap());
                if entry.file_type().unwrap().is_dir() {
                    list(&entry.path(), &format!("{path}/"), paths);
                } else {
                    paths.push(path);
                }
            }
        }
        let mut paths = Vec::new();
        list(&self.0, "", &mut paths);
        paths
    }

    fn open(&mut self, path: &str) -> io::Result<Box<dyn ReadSeek + '_>> {
        Ok(Box::new(File::open(self.0.join(path))?))
    }
}

/// What a scan found: the container that each token names, and its place.
pub(super) struct Seen {
    pub(super) tokens: Vec<(String, Place)>,
    pub(super) not_read: Vec<NotRead>,
    pub(super) looked: Looked,
}

/// A token that is told from others by the container it names.
pub(super) fn token(container: &str) -> String {
    format!(
        "https://contosoexample.blob.core.windows.net/{container}/a.txt?sv=2024-11-04&sr=c&sp=rl\
         &se=2030-01-01T00:00:00Z&sig=bm90LWEtcmVhbC1zaWduYXR1cmUtb25seS1hLWRlbW8%3D"
    )
}

pub(super) fn now() -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::from_timestamp(1_780_315_200, 0).unwrap()
}

/// Scans a file that lies without its repository.
pub(super) fn scan_file(path: &Path) -> Seen {
    let options = ScanOptions::new(sas_lens::Options::at(now()));
    let mut sink = Collected::default();
    let name = path.file_name().unwrap().to_str().unwrap();
    let looked = scan_source(&mut File::open(path).unwrap(), name, &options, &mut sink);
    Seen::of(sink, looked)
}

pub(super) fn scan(repo: &Repo) -> Seen {
    scan_with(repo, |_| {})
}

pub(super) fn scan_with(repo: &Repo, change: impl FnOnce(&mut ScanOptions)) -> Seen {
    let mut options = ScanOptions::new(sas_lens::Options::at(now()));
    change(&mut options);
    let mut sink = Collected::default();
    let mut files = Folder(repo.git_folder());
    let looked = scan_repository(&mut files, "repo/.git", &options, &mut sink);
    Seen::of(sink, looked)
}

impl Seen {
    pub(super) fn of(sink: Collected, looked: Looked) -> Self {
        let tokens = sink.hits.iter().map(|hit| {
            let container = hit.reveal().split('/').nth(3).unwrap_or_default();
            (container.to_owned(), hit.row.place.clone())
        });
        Self {
            tokens: tokens.collect(),
            not_read: sink.not_read,
            looked,
        }
    }

    /// The one place of a token.
    #[track_caller]
    pub(super) fn place(&self, container: &str) -> &Place {
        let places = self.places(container);
        assert_eq!(places.len(), 1, "{places:?}\n{:?}", self.not_read);
        places[0]
    }

    pub(super) fn places(&self, container: &str) -> Vec<&Place> {
        let own = self.tokens.iter().filter(|(own, _)| own == container);
        own.map(|(_, place)| place).collect()
    }

    #[track_caller]
    pub(super) fn all_was_read(&self) -> &Self {
        assert!(self.not_read.is_empty(), "{:?}", self.not_read);
        self
    }
}

#[track_caller]
pub(super) fn stands(place: &Place, commit: &str, path: &str, in_head: Option<bool>) {
    let history = place.history.as_ref().unwrap();
    assert_eq!(history.commit.as_deref(), Some(commit), "{place:?}");
    assert_eq!(history.path.as_deref(), Some(path));
    assert_eq!(history.in_head, in_head);
    assert_eq!(place.inner.first().map(String::as_str), Some(path));
}

/// A repository with a token in its first commit that the second removed, and one that stays.
pub(super) fn removed_and_kept() -> (Repo, String, String) {
    let mut repo = Repo::new();
    repo.write("config/app.env", format!("URL={}\n", token("removed")));
    let first = repo.commit("first");
    repo.write("config/app.env", "URL=\n");
    repo.write("kept.txt", token("kept"));
    let second = repo.commit("second");
    (repo, first, second)
}
