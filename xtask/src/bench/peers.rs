//! Other programs that look for secrets, on the same files in the same run.

use anyhow::{Context, Result};
use serde_json::Value;
use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// A program, how it is asked to look through a folder, and how its answer is counted.
struct Peer {
    name: &'static str,
    /// Its arguments; `{}` is the folder.
    arguments: &'static [&'static str],
    count: fn(&str) -> usize,
}

/// Sorted by name.
const PEERS: &[Peer] = &[
    Peer {
        name: "detect-secrets",
        arguments: &["scan", "--all-files", "{}"],
        count: |answer| {
            let json: Value = serde_json::from_str(answer).unwrap_or_default();
            let files = json.get("results").and_then(Value::as_object);
            files.map_or(0, |files| {
                files
                    .values()
                    .map(|finds| finds.as_array().map_or(0, Vec::len))
                    .sum()
            })
        },
    },
    Peer {
        name: "gitleaks",
        arguments: &["dir", "--no-banner", "--verbose", "{}"],
        count: |answer| answer.matches("RuleID:").count(),
    },
    Peer {
        name: "kingfisher",
        arguments: &["scan", "--no-validate", "--format", "jsonl", "{}"],
        count: |answer| answer.lines().filter(|line| line.starts_with('{')).count(),
    },
    // A literal that stands in every plain token, and nothing else: how fast searching can be.
    Peer {
        name: "rg",
        arguments: &[
            "--no-ignore",
            "--hidden",
            "--text",
            "--threads=1",
            "--count",
            "--no-filename",
            "--fixed-strings",
            "sig=",
            "{}",
        ],
        count: |answer| {
            answer
                .lines()
                .filter_map(|line| line.parse::<usize>().ok())
                .sum()
        },
    },
    Peer {
        name: "ripsecrets",
        arguments: &["{}"],
        count: |answer| answer.lines().count(),
    },
    Peer {
        name: "trufflehog",
        arguments: &[
            "filesystem",
            "--json",
            "--no-verification",
            "--no-update",
            "{}",
        ],
        count: |answer| {
            answer
                .lines()
                .filter(|line| line.contains("DetectorName"))
                .count()
        },
    },
];

/// What a program took and found.
pub(super) struct Measured {
    pub(super) name: String,
    pub(super) time: Duration,
    pub(super) finds: usize,
}

/// Lets every program that is named, or else every one that is installed, look through a folder.
pub(super) fn measure(folder: &Path, named: &[String]) -> Result<Vec<Measured>> {
    let wanted = PEERS
        .iter()
        .filter(|peer| named.is_empty() || named.iter().any(|name| name == peer.name));
    let mut measured = Vec::new();
    for peer in wanted {
        let Some(program) = find(peer.name) else {
            if !named.is_empty() {
                anyhow::bail!("{} is not on the path", peer.name);
            }
            continue;
        };
        measured.push(run(peer, &program, folder)?);
    }
    Ok(measured)
}

fn run(peer: &Peer, program: &Path, folder: &Path) -> Result<Measured> {
    let folder = folder.display().to_string();
    let arguments = peer
        .arguments
        .iter()
        .map(|argument| argument.replace("{}", &folder));
    let start = Instant::now();
    // Many end with a code of their own when they find something.
    let output = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .with_context(|| format!("running {}", peer.name))?;
    Ok(Measured {
        name: peer.name.to_owned(),
        time: start.elapsed(),
        finds: (peer.count)(&String::from_utf8_lossy(&output.stdout)),
    })
}

fn find(name: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}
