//! Text that may be a secret: it prints as nothing but its length.

use std::fmt;

/// A decoded value. `Debug` never shows it, there is no `Display`, and it is not serialisable.
pub(crate) struct SecretText(String);

impl SecretText {
    pub(crate) fn new(text: String) -> Self {
        Self(text)
    }

    /// Returns the text, for reading; whoever shows it goes through `display` or `redact`.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "[{} bytes]", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_output_has_no_text() {
        assert_eq!(
            format!("{:?}", SecretText::new("hush".to_owned())),
            "[4 bytes]"
        );
    }
}
