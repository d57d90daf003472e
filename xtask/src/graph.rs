//! Follows a document to every file that it loads before it can work.

use crate::html;
use anyhow::{Context, Result};
use regex::Regex;
use std::{
    collections::BTreeSet,
    fs,
    path::{Component, Path, PathBuf},
};

/// `import … from "x"`, `export … from "x"` and `import "x"`, at the start of a line. A type in a
/// comment, `{import("x").T}`, stands elsewhere.
const STATIC_IMPORT: &str =
    r#"(?m)^(?:import|export)\b(?:[\s\w$*{},]*?\bfrom)?\s*["']([^"']+)["']"#;

/// `import("x")` as a statement or an entry of a list: on a line of its own. A type in a comment,
/// `{import("x").T}`, stands elsewhere.
const DYNAMIC_IMPORT: &str = r#"(?m)^\s*(?:const \w+ = )?import\(["']([^"']+)["']\)[,;]$"#;

/// `@import "x"` and `@import url("x")`.
const STYLE_IMPORT: &str = r#"@import\s+(?:url\()?\s*["']([^"']+)["']"#;

/// What only a module may contain.
const MODULE_SYNTAX: &str = r"(?m)^(?:import|export)\b";

/// Returns the files of a site that load with the given ones, these among them.
///
/// Followed are scripts, styles, static imports and, beside each module that wasm-bindgen wrote, its
/// WebAssembly. Dynamic imports and workers come later and are not counted.
pub(crate) fn first_load(site: &Path, roots: &[&str]) -> Result<BTreeSet<PathBuf>> {
    let mut found = BTreeSet::new();
    let mut open: Vec<_> = roots.iter().map(PathBuf::from).collect();
    while let Some(path) = open.pop() {
        if found.contains(&path) {
            continue;
        }
        let names = names_in(&site.join(&path))?;
        open.extend(names.iter().filter_map(|name| resolve(&path, name)));
        open.extend(wasm_of(site, &path));
        found.insert(path);
    }
    Ok(found)
}

/// Returns the files that a module asks for when it runs, by names that it spells out.
pub(crate) fn asked_by(site: &Path, module: &str) -> Result<BTreeSet<PathBuf>> {
    let path = site.join(module);
    let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let names = names(DYNAMIC_IMPORT, &text)?;
    Ok(names
        .iter()
        .filter_map(|name| resolve(Path::new(module), name))
        .collect())
}

/// Tells whether a script can only be loaded as a module.
pub(crate) fn has_module_syntax(script: &str) -> Result<bool> {
    Ok(Regex::new(MODULE_SYNTAX)?.is_match(script))
}

/// Returns the files that a file names, as written.
fn names_in(path: &Path) -> Result<Vec<String>> {
    let extension = path.extension().and_then(|extension| extension.to_str());
    let read = || fs::read_to_string(path).with_context(|| format!("reading {}", path.display()));
    match extension {
        Some("html") => Ok(html::read(&read()?)?.files),
        Some("js") => names(STATIC_IMPORT, &read()?),
        Some("css") => names(STYLE_IMPORT, &read()?),
        _ => Ok(Vec::new()),
    }
}

/// Returns what the first group of a pattern matches in a text.
fn names(pattern: &str, text: &str) -> Result<Vec<String>> {
    let regex = Regex::new(pattern)?;
    let matches = regex.captures_iter(text).filter_map(|found| found.get(1));
    Ok(matches.map(|name| name.as_str().to_owned()).collect())
}

/// Returns the file of the site that a file means by a name; none for `data:` and other origins.
fn resolve(from: &Path, name: &str) -> Option<PathBuf> {
    let name = name.split(['?', '#']).next()?;
    if name.is_empty() || name.contains(':') || name.starts_with("//") {
        return None;
    }
    let joined = match name.strip_prefix('/') {
        Some(rooted) => PathBuf::from(rooted),
        None => from.parent()?.join(name),
    };
    let mut resolved = PathBuf::new();
    for component in joined.components() {
        match component {
            Component::ParentDir => _ = resolved.pop(),
            Component::Normal(part) => resolved.push(part),
            _ => {}
        }
    }
    Some(resolved)
}

/// Returns the WebAssembly that belongs to a module written by wasm-bindgen.
fn wasm_of(site: &Path, module: &Path) -> Option<PathBuf> {
    let stem = module.file_stem()?.to_str()?;
    let wasm = module.with_file_name(format!("{stem}_bg.wasm"));
    (module.extension()? == "js" && site.join(&wasm).exists()).then_some(wasm)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn static_imports_are_found_and_others_are_not() -> Result<()> {
        let text = "import { a } from './a.js';\nimport {\n  b,\n} from \"../b.js\";\nimport './c.js';\n\
                    export * from './d.js';\n/** @typedef {import('./types.js').T} T */\n\
                    const later = await import('./later.js');\nexport const name = 'x';\n";
        assert_eq!(
            names(STATIC_IMPORT, text)?,
            ["./a.js", "../b.js", "./c.js", "./d.js"]
        );
        Ok(())
    }

    #[test]
    fn dynamic_imports_are_those_that_run() -> Result<()> {
        let site = tempfile::tempdir()?;
        let text = "/** @typedef {typeof import('./types.js')} T */\n  const desk = import('./desk/desk.js');\n\
                    \x20   import('./desk/other.js'),\nimport './now.js';\nimport(address);\n";
        fs::write(site.path().join("later.js"), text)?;
        let found: Vec<_> = asked_by(site.path(), "later.js")?.into_iter().collect();
        assert_eq!(found, ["desk/desk.js", "desk/other.js"].map(PathBuf::from));
        Ok(())
    }

    #[test]
    fn names_resolve_as_a_browser_does() {
        let from = Path::new("view/verdict.js");
        assert_eq!(resolve(from, "../dom.js"), Some("dom.js".into()));
        assert_eq!(resolve(from, "./bar.js?v=1"), Some("view/bar.js".into()));
        assert_eq!(resolve(from, "/main.js"), Some("main.js".into()));
        assert_eq!(resolve(from, "data:image/svg+xml,x"), None);
        assert_eq!(resolve(from, "//elsewhere.example/x.js"), None);
    }

    #[test]
    fn everything_behind_a_document_is_found_once() -> Result<()> {
        let site = tempfile::tempdir()?;
        let write = |name: &str, text: &str| fs::write(site.path().join(name), text);
        write("index.html", "<script type=module src=main.js></script>")?;
        write("main.js", "import './core.js';\nimport './main.js';\n")?;
        write("core.js", "export {};\n")?;
        write("core_bg.wasm", "")?;
        write("other.js", "")?;
        let found: Vec<_> = first_load(site.path(), &["index.html"])?
            .into_iter()
            .collect();
        let expected = ["core.js", "core_bg.wasm", "index.html", "main.js"];
        assert_eq!(found, expected.map(PathBuf::from));
        Ok(())
    }
}
