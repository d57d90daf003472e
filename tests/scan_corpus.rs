//! The generated corpus: every family of token in every carrier in every container, and what only
//! looks like a token in all of them. The reduced size takes turns; `SAS_LENS_FULL` takes all.

#![cfg(feature = "scan")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

#[path = "util/archives.rs"]
mod archives;
#[path = "util/carriers.rs"]
mod carriers;
mod util;

use archives::ZipEntry;
use carriers::{CARRIERS, Carrier};
use sas_lens::Options;
use sas_lens::report::{Certainty, HitRow};
use sas_lens::scan::{Collected, ScanOptions, scan_source};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::io::Cursor;
use std::path::Path;
use std::{env, fs};
use util::{fill, now, read};

/// A token of some family, as people have it.
struct Family {
    name: String,
    text: String,
    /// What is found where it stands plain and alone.
    ids: BTreeSet<String>,
}

/// Puts one file into a container.
struct Container {
    name: &'static str,
    wrap: fn(&str, &[u8]) -> Vec<u8>,
}

const CONTAINERS: &[Container] = &[
    Container {
        name: "zip-stored",
        wrap: |name, content| archives::zip(&[ZipEntry::stored(name, content)]),
    },
    Container {
        name: "zip-deflated",
        wrap: |name, content| archives::zip(&[ZipEntry::deflated(name, content)]),
    },
    Container {
        name: "tar",
        wrap: |name, content| archives::tar(&[(name, content)]),
    },
    Container {
        name: "gzip",
        wrap: archives::gzipped,
    },
    Container {
        name: "bzip2",
        wrap: |_, content| archives::bzipped(content),
    },
    Container {
        name: "xz",
        wrap: |_, content| archives::xzipped(content),
    },
    Container {
        name: "lzma",
        wrap: |_, content| archives::lzma(content),
    },
    Container {
        name: "zstd",
        wrap: |_, content| archives::zstandard(content),
    },
    Container {
        name: "7z",
        wrap: |name, content| archives::seven(&[(name, content)]),
    },
    Container {
        name: "git-object",
        wrap: |_, content| {
            let head = format!("blob {}\0", content.len());
            archives::zlibbed(&[head.as_bytes(), content].concat())
        },
    },
];

fn is_full() -> bool {
    env::var_os("SAS_LENS_FULL").is_some()
}

fn scan(bytes: &[u8]) -> Collected {
    let options = ScanOptions::new(Options::at(now()));
    let mut found = Collected::default();
    scan_source(&mut Cursor::new(bytes), "file", &options, &mut found);
    found
}

fn rows(found: &Collected) -> impl Iterator<Item = &HitRow> {
    found.hits.iter().map(|hit| &hit.row)
}

fn ids(found: &Collected) -> BTreeSet<String> {
    rows(found).map(|row| row.id.clone()).collect()
}

#[derive(Deserialize)]
struct Product {
    name: String,
    input: String,
    kind: Option<String>,
}

/// A token that one of Microsoft's libraries made.
#[derive(Deserialize)]
struct Vector {
    name: String,
    service: String,
    path: String,
    query: String,
}

/// Every family: tokens of Microsoft's libraries, and of every other product one of each kind.
fn families() -> Vec<Family> {
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    let vectors = read("vectors.jsonl");
    for line in vectors.lines() {
        let Ok(vector) = serde_json::from_str::<Vector>(line) else {
            continue;
        };
        let Vector {
            name,
            service,
            path,
            query,
        } = vector;
        let path: String = path.split('/').map(encoded).collect::<Vec<_>>().join("/");
        let link = format!("https://contosoexample.{service}.core.windows.net{path}?{query}");
        texts.insert(name, link);
    }
    let products: Vec<Product> = serde_json::from_str(&read("products.json")).unwrap();
    let mut kinds = BTreeSet::new();
    for product in products {
        let Some(kind) = product.kind else { continue };
        // Everyone knows the one; the other is a key only where nothing stands around it.
        let is_special = ["the emulator's key", "a key alone"].contains(&product.name.as_str());
        if is_special || !kinds.insert(kind.clone()) {
            continue;
        }
        texts.insert(kind, fill(&product.input, &util::fake_signature()));
    }
    texts
        .into_iter()
        .map(|(name, text)| {
            let ids = ids(&scan(text.as_bytes()));
            Family { name, text, ids }
        })
        .collect()
}

/// A path's part as a link has it.
fn encoded(part: &str) -> String {
    let mut out = String::new();
    for byte in part.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The families for a turn: in the reduced size, some.
fn turn(families: &[Family], turn: usize) -> impl Iterator<Item = &Family> {
    let step = if is_full() { 1 } else { 12 };
    families.iter().skip(turn % step).step_by(step)
}

fn wrapped(family: &Family, carrier: Option<&Carrier>) -> Vec<u8> {
    let text = match carrier {
        Some(carrier) => (carrier.wrap)(family.text.as_bytes()),
        None => family.text.clone().into_bytes(),
    };
    [b"before\n ", text.as_slice(), b" \nbehind\n"].concat()
}

#[test]
fn every_family_is_found_plain() {
    let families = families();
    assert!(families.len() > 70, "only {} families", families.len());
    for family in &families {
        assert!(!family.ids.is_empty(), "{}: {}", family.name, family.text);
    }
}

#[test]
fn every_family_is_found_in_every_carrier_in_every_container() {
    let families = families();
    let mut problems = Vec::new();
    let mut count = 0;
    for (one, container) in CONTAINERS.iter().enumerate() {
        let carriers = CARRIERS.iter().map(Some).chain([None]);
        for (two, carrier) in carriers.enumerate() {
            for family in turn(&families, one + two * 5) {
                let bytes = (container.wrap)("inner.txt", &wrapped(family, carrier));
                let found = scan(&bytes);
                count += 1;
                let carrier = carrier.map_or("plain", |carrier| carrier.name);
                let what = format!("{} in {carrier} in {}", family.name, container.name);
                if !family.ids.is_subset(&ids(&found)) {
                    problems.push(format!("{what}: {:?}", found.not_read));
                }
                if rows(&found).any(|row| row.place.inner.is_empty()) {
                    problems.push(format!("{what}: no inner path"));
                }
            }
        }
    }
    assert!(count > 500, "only {count}");
    assert!(
        problems.is_empty(),
        "{} of {count}\n{}",
        problems.len(),
        problems.join("\n")
    );
}

#[test]
fn every_container_is_opened_in_every_container() {
    let families = families();
    for (one, outer) in CONTAINERS.iter().enumerate() {
        for (two, inner) in CONTAINERS.iter().enumerate() {
            let family = &families[(one * CONTAINERS.len() + two) % families.len()];
            let text = wrapped(family, CARRIERS.get(two % (CARRIERS.len() + 1)));
            let bytes = (outer.wrap)("outer.bin", &(inner.wrap)("inner.txt", &text));
            let found = scan(&bytes);
            let what = format!("{} in {} in {}", family.name, inner.name, outer.name);
            assert!(family.ids.is_subset(&ids(&found)), "{what}: {found:?}");
            assert!(rows(&found).all(|row| row.place.inner.len() >= 2), "{what}");
        }
    }
}

#[test]
fn every_container_is_opened_in_every_carrier_of_bytes() {
    let families = families();
    let of_bytes = CARRIERS
        .iter()
        .filter(|carrier| carrier.name.starts_with("base64"));
    for (one, carrier) in of_bytes.enumerate() {
        for (two, container) in CONTAINERS.iter().enumerate() {
            // An object of Git or an LZMA stream has no mark that Base64 would show.
            if ["git-object", "lzma", "tar"].contains(&container.name) {
                continue;
            }
            let family = &families[one * 7 + two];
            let packed = (container.wrap)("inner.txt", &wrapped(family, None));
            let bytes = [b"data: ", (carrier.wrap)(&packed).as_slice(), b"\nend\n"].concat();
            let found = scan(&bytes);
            let what = format!("{} in {} in {}", family.name, container.name, carrier.name);
            assert!(family.ids.is_subset(&ids(&found)), "{what}: {found:?}");
        }
    }
}

#[derive(Deserialize)]
struct NearMiss {
    name: String,
    text: String,
}

#[test]
fn what_only_looks_like_a_token_is_none_in_any_carrier_or_container() {
    let near_misses: Vec<NearMiss> = serde_json::from_str(&read("near-misses.json")).unwrap();
    for NearMiss { name, text } in &near_misses {
        let plain = format!("before\n{text}\nbehind\n").into_bytes();
        let carried = CARRIERS
            .iter()
            .map(|carrier| (carrier.name, (carrier.wrap)(&plain)));
        let contained = CONTAINERS
            .iter()
            .map(|container| (container.name, (container.wrap)("inner.txt", &plain)));
        for (what, bytes) in carried.chain(contained).chain([("plain", plain.clone())]) {
            let found = scan(&bytes);
            assert!(found.hits.is_empty(), "{name} in {what}: {:#?}", found.hits);
        }
    }
}

#[test]
fn a_signature_that_was_taken_out_is_told_and_is_no_whole_token() {
    for family in families() {
        let at = ["sig=", "&s="].iter().find_map(|name| {
            let at = family.text.find(name)? + name.len();
            family.text.contains("blob.core").then_some(at)
        });
        let Some(at) = at else { continue };
        let rest = family.text[at..]
            .find('&')
            .map_or("", |end| &family.text[at + end..]);
        let text = format!("{}REDACTED{rest}", &family.text[..at]);
        for row in rows(&scan(text.as_bytes())) {
            assert_eq!(row.certainty, Certainty::Redacted, "{}", family.name);
            assert!(row.fingerprint.is_none());
        }
    }
}

/// Not a test: writes the corpus as files, for other programs to look through.
#[test]
#[ignore = "`cargo xtask bench` runs it"]
fn write() {
    let folder = env::var_os("SAS_LENS_CORPUS").unwrap();
    let folder = Path::new(&folder);
    fs::create_dir_all(folder).unwrap();
    for family in families() {
        for carrier in CARRIERS.iter().map(Some).chain([None]) {
            let name = carrier.map_or("plain", |carrier| carrier.name);
            let path = folder.join(format!("{}-{name}.txt", family.name));
            fs::write(path, wrapped(&family, carrier)).unwrap();
        }
        for container in CONTAINERS {
            let path = folder.join(format!("{}.{}", family.name, container.name));
            let bytes = (container.wrap)("inner.txt", &wrapped(&family, None));
            fs::write(path, bytes).unwrap();
        }
    }
}
