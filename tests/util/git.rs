//! Repositories that tests make with the `git` command, the same on every machine.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use tempfile::TempDir;

/// The moment of the first commit; each later one is made 1,000 seconds after the one before.
const FIRST: u64 = 1_700_000_000;

/// A repository in a folder of its own.
pub(crate) struct Repo {
    folder: TempDir,
    commits: u64,
}

impl Repo {
    pub(crate) fn new() -> Self {
        Self::with(&[])
    }

    /// Makes one with further words for `git init`.
    pub(crate) fn with(words: &[&str]) -> Self {
        let repo = Self {
            folder: tempfile::tempdir().unwrap(),
            commits: 0,
        };
        let mut all = vec!["init", "--quiet", "--initial-branch=main"];
        all.extend(words);
        repo.git(&all);
        repo
    }

    /// Runs git in the folder; returns what it prints.
    #[track_caller]
    pub(crate) fn git(&self, words: &[&str]) -> String {
        self.git_with(words, b"")
    }

    /// Runs git with what it reads.
    #[track_caller]
    pub(crate) fn git_with(&self, words: &[&str], input: &[u8]) -> String {
        let date = format!("{} +0200", FIRST + 1_000 * self.commits);
        let mut command = Command::new("git");
        command
            .current_dir(self.folder.path())
            .args(["-c", "gc.auto=0", "-c", "maintenance.auto=false"])
            .args(["-c", "protocol.file.allow=always", "-c", "pack.threads=1"])
            .args(words)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.folder.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_AUTHOR_DATE", &date)
            .env("GIT_COMMITTER_DATE", &date);
        for who in ["AUTHOR", "COMMITTER"] {
            command
                .env(format!("GIT_{who}_NAME"), "Test")
                .env(format!("GIT_{who}_EMAIL"), "test@contosoexample.test");
        }
        let (reader, mut writer) = std::io::pipe().unwrap();
        let input = input.to_vec();
        let writing = std::thread::spawn(move || std::io::Write::write_all(&mut writer, &input));
        let output = command.stdin(reader).output().unwrap();
        drop(command);
        writing.join().unwrap().unwrap();
        assert!(
            output.status.success(),
            "git {words:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.folder.path().join(path)).unwrap();
    }

    /// Commits everything in the folder; returns the commit's id.
    #[track_caller]
    pub(crate) fn commit(&mut self, message: &str) -> String {
        self.git(&["add", "--all"]);
        self.commit_with(&["--message", message])
    }

    /// Commits with the words given; returns the commit's id.
    #[track_caller]
    pub(crate) fn commit_with(&mut self, words: &[&str]) -> String {
        let mut all = vec!["commit", "--quiet", "--allow-empty"];
        all.extend(words);
        self.git(&all);
        self.commits += 1;
        self.git(&["rev-parse", "HEAD"])
    }

    /// The folder that the files are in.
    pub(crate) fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// The folder that the objects and branches are in.
    pub(crate) fn git_folder(&self) -> PathBuf {
        let inner = self.folder.path().join(".git");
        if inner.is_dir() { inner } else { self.folder() }
    }

    /// The paths of all packs.
    pub(crate) fn packs(&self) -> Vec<PathBuf> {
        let packs = fs::read_dir(self.git_folder().join("objects/pack")).unwrap();
        let packs = packs.map(|entry| entry.unwrap().path());
        packs
            .filter(|path| path.extension().is_some_and(|ending| ending == "pack"))
            .collect()
    }

    /// Packs everything as tightly as git can; no object stays in a file of its own.
    pub(crate) fn pack(&self) {
        self.git(&["gc", "--quiet", "--aggressive", "--prune=now"]);
    }
}
