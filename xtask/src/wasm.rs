//! Compiles the core to WebAssembly, three times, and lets wasm-bindgen write the JavaScript around it.
//!
//! wasm-bindgen is used as a library: its version follows `Cargo.lock`, and nothing is installed.

use crate::{process, project::Project, staging::Staging};
use anyhow::{Context, Result};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};
use wasm_bindgen_cli_support::Bindgen;

const TARGET: &str = "wasm32-unknown-unknown";

/// One build of the core.
pub(crate) struct Variant {
    /// The name of the files.
    name: &'static str,
    /// The cargo profile.
    profile: &'static str,
    /// The crate's features.
    features: &'static str,
    /// What rustc is asked for beyond the profile.
    rustc: &'static [&'static str],
    /// How the JavaScript is loaded.
    shape: Shape,
}

enum Shape {
    /// An ES module.
    Module,
    /// A classic script that sets the global `wasm_bindgen`. Chromium starts no module worker from
    /// a `blob:` made on a `file:` page, so the worker's script is a classic one everywhere.
    Classic,
}

/// The build that the page loads first: the smallest.
const PAGE: Variant = Variant {
    name: "sas_lens",
    profile: "page",
    features: "",
    // One fingerprint needs no unrolled SHA-256: 7 KB less.
    rustc: &["--cfg=sha2_backend_soft=\"compact\""],
    shape: Shape::Module,
};

/// The build that the desk's worker runs: everything about one text, and the list of finds.
const DESK: Variant = Variant {
    name: "desk",
    profile: "page",
    features: "exports",
    // Nobody waits for its SHA-2: 5 KB less. More is put in line than LLVM would where size is all: some
    // 28 KB more, and a sixth faster with ten thousand links.
    rustc: &[
        "--cfg=sha2_backend_soft=\"compact\"",
        "-Cllvm-args=--inline-threshold=60",
    ],
    shape: Shape::Classic,
};

/// The build that reads files, in workers: the fastest.
const SCANNER: Variant = Variant {
    name: "scanner",
    profile: "scanner",
    features: "scan",
    // Less is put in line than LLVM would by itself: 14 KB less, and no slower.
    rustc: &[
        "-Ctarget-feature=+simd128",
        "-Cllvm-args=--inline-threshold=150",
    ],
    shape: Shape::Classic,
};

/// How much time the compiler may take.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effort {
    /// Quick to build, checks inside the code, panics that say why.
    Debug,
    /// What is published.
    Release,
}

/// Builds every variant into the project's `pkg` folder.
pub(crate) fn build(project: &Project, effort: Effort) -> Result<()> {
    add_target()?;
    let staging = Staging::new(project)?;
    for variant in [PAGE, DESK, SCANNER] {
        let wasm = compile(project, &variant, effort)?;
        bind(&variant, effort, &wasm, staging.path())
            .with_context(|| format!("wasm-bindgen on {}", wasm.display()))?;
    }
    staging.replace(&project.pkg())
}

/// Makes sure that the compiler can write WebAssembly.
fn add_target() -> Result<()> {
    let sysroot = process::output(Command::new("rustc").args(["--print", "sysroot"]))?;
    let installed = Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET);
    if installed.exists() {
        return Ok(());
    }
    process::run(Command::new("rustup").args(["target", "add", TARGET])).with_context(|| {
        format!(
            "Rust's standard library for {TARGET} is missing. With rustup (https://rustup.rs) it \
             is added by `rustup target add {TARGET}`; otherwise install it the way Rust was"
        )
    })
}

fn compile(project: &Project, variant: &Variant, effort: Effort) -> Result<PathBuf> {
    let (profile, folder) = match effort {
        Effort::Debug => ("dev", "debug"),
        Effort::Release => (variant.profile, variant.profile),
    };
    process::run(
        process::cargo(project)
            .args(["build", "--quiet", "--package", "sas-lens", "--lib"])
            .args(["--target", TARGET, "--profile", profile])
            .args(["--no-default-features", "--features", variant.features])
            .env("CARGO_ENCODED_RUSTFLAGS", rustc_flags(variant)),
    )?;
    Ok(project
        .target
        .join(TARGET)
        .join(folder)
        .join("sas_lens.wasm"))
}

/// Returns the flags in cargo's encoding; they replace any that the machine has set, so that the
/// same sources give the same bytes everywhere.
fn rustc_flags(variant: &Variant) -> String {
    let own = variant.rustc.iter().map(|&flag| flag.to_owned());
    own.chain(path_remaps()).collect::<Vec<_>>().join("\u{1f}")
}

/// Takes this machine's folders out of the panic messages that end up in the module.
fn path_remaps() -> Vec<String> {
    let Some(home) = cargo_home() else {
        return Vec::new();
    };
    let registries = fs::read_dir(home.join("registry/src"))
        .into_iter()
        .flatten();
    let mut remaps: Vec<_> = registries
        .flatten()
        .map(|entry| format!("--remap-path-prefix={}=crates", entry.path().display()))
        .collect();
    remaps.sort();
    remaps
}

fn cargo_home() -> Option<PathBuf> {
    let named = env::var_os("CARGO_HOME").map(PathBuf::from);
    named.or_else(|| env::home_dir().map(|home| home.join(".cargo")))
}

fn bind(variant: &Variant, effort: Effort, wasm: &Path, out: &Path) -> Result<()> {
    let debug = effort == Effort::Debug;
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(wasm)
        .out_name(variant.name)
        .typescript(true)
        .keep_debug(debug)
        .remove_name_section(!debug)
        .remove_producers_section(true)
        // The callers name the address of the module: no guessing, no surprise fetch.
        .omit_default_module_path(true);
    match variant.shape {
        Shape::Module => bindgen.web(true)?,
        Shape::Classic => bindgen.no_modules(true)?,
    };
    bindgen.generate(out)
}
