//! Takes the comments out of a script: a third of its weight, which every visitor would carry. The
//! code stays as it is written, line by line, so that it can be compared with its source.

use anyhow::{Result, ensure};

/// Returns a script without the comments that have lines of their own. Those beside code stay.
///
/// # Errors
///
/// When a comment might stand inside a template literal, where it is text.
pub(crate) fn removed(script: &str) -> Result<String> {
    let mut kept = String::with_capacity(script.len());
    let mut is_inside = false;
    for line in script.lines() {
        let text = line.trim();
        let is_comment = is_inside || text.starts_with("//") || text.starts_with("/*");
        if !is_comment {
            if !text.is_empty() {
                kept.push_str(line);
                kept.push('\n');
            }
            continue;
        }
        let marks = kept.matches('`').count() - kept.matches("\\`").count();
        ensure!(
            marks.is_multiple_of(2),
            "a comment in a template literal: {text}"
        );
        let is_block = is_inside || text.starts_with("/*");
        match text.split_once("*/").filter(|_| is_block) {
            // Code stands behind it, such as a value whose type it tells.
            Some((_, rest)) if !rest.trim().is_empty() => {
                kept.push_str(line);
                kept.push('\n');
                is_inside = false;
            }
            Some(_) => is_inside = false,
            None => is_inside = is_block,
        }
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_with_lines_of_their_own_are_gone_and_code_stays() -> Result<()> {
        let script = "/** What it is. */\n\n/**\n * @param {string} a\n */\nexport const f = (a) => {\n  \
                      // why\n  const b = /** @type {B} */ (a); // beside\n  /** @type {C} */ (b).go('/* x */');\n\
                      \x20 return 'http://x' + b;\n};\n";
        let expected = "export const f = (a) => {\n  const b = /** @type {B} */ (a); // beside\n  \
                        /** @type {C} */ (b).go('/* x */');\n  return 'http://x' + b;\n};\n";
        assert_eq!(removed(script)?, expected);
        Ok(())
    }

    #[test]
    fn what_looks_like_a_comment_in_a_text_is_refused() {
        assert!(removed("const query = `\n// not a comment\n`;\n").is_err());
        assert!(removed("const a = `x`;\n// a comment\nconst b = `y`;\n").is_ok());
    }
}
