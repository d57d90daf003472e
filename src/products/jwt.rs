//! JSON Web Tokens: three parts in Base64, of which the first two are JSON.
//!
//! Only read, never checked: whoever made a token can write anything into it.
//!
//! Source: <https://www.rfc-editor.org/rfc/rfc7519>

use super::lex;
use chrono::{DateTime, Utc};
use serde_json::{Map, Value};
use std::ops::Range;

/// A longer token than any that Azure issues is not read.
const LONGEST: usize = 64 << 10;

/// A token, with the places of its parts.
pub(super) struct Jwt {
    pub(super) range: Range<usize>,
    pub(super) parts: [Range<usize>; 3],
    pub(super) claims: Map<String, Value>,
}

impl Jwt {
    /// Finds the first token in a text.
    pub(super) fn find(text: &str) -> Option<Self> {
        lex::name_starts(text, "eyJ").find_map(|start| Self::at(text, start))
    }

    fn at(text: &str, start: usize) -> Option<Self> {
        let is_letter = |letter: u8| {
            letter.is_ascii_alphanumeric() || matches!(letter, b'-' | b'_' | b'.' | b'=')
        };
        let length = text
            .get(start..)?
            .bytes()
            .take_while(|letter| is_letter(*letter))
            .take(LONGEST)
            .count();
        let token = text.get(start..start + length)?.trim_end_matches('.');
        let mut ends = token.match_indices('.').map(|(at, _)| start + at);
        let (first, second) = (ends.next()?, ends.next()?);
        if ends.next().is_some() {
            return None;
        }
        let end = start + token.len();
        let object = |range: Range<usize>| -> Option<Map<String, Value>> {
            let bytes = lex::base64_url(text.get(range)?)?;
            match serde_json::from_slice(&bytes).ok()? {
                Value::Object(object) => Some(object),
                _ => None,
            }
        };
        let header = object(start..first)?;
        header.get("alg").filter(|alg| alg.is_string())?;
        Some(Self {
            range: start..end,
            parts: [start..first, first + 1..second, second + 1..end],
            claims: object(first + 1..second)?,
        })
    }

    /// A claim as text.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.claims
            .get(name)?
            .as_str()
            .filter(|text| !text.is_empty())
    }

    /// A claim that counts seconds.
    pub(super) fn moment(&self, name: &str) -> Option<DateTime<Utc>> {
        moment(self.claims.get(name)?)
    }

    /// Who issued it, when that is Microsoft Entra.
    pub(super) fn is_entra(&self) -> bool {
        const ISSUERS: [&str; 5] = [
            "https://sts.windows.net/",
            "https://login.microsoftonline.com/",
            "https://login.microsoftonline.us/",
            "https://login.partner.microsoftonline.cn/",
            "https://sts.chinacloudapi.cn/",
        ];
        self.text("iss")
            .is_some_and(|issuer| ISSUERS.iter().any(|known| issuer.starts_with(known)))
    }
}

/// Reads seconds since 1970.
pub(super) fn moment(claim: &Value) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(claim.as_i64()?, 0)
}

/// A claim as people read it.
pub(super) fn say(claim: &Value) -> String {
    match claim {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_told_from_other_dotted_texts() {
        let text = "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJub2JvZHkiLCJleHAiOjE4OTM1NTM0NDV9.c2ln.";
        let jwt = Jwt::find(text).unwrap();
        assert_eq!(&text[jwt.parts[2].clone()], "c2ln");
        assert_eq!(jwt.text("sub"), Some("nobody"));
        assert_eq!(
            jwt.moment("exp").map(|at| at.timestamp()),
            Some(1_893_553_445)
        );
        for other in [
            "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0",
            "eyJhbGciOiJub25lIn0.not-json.c2ln",
            "eyJ.eyJ.eyJ",
            "eyJhIjoxfQ.eyJzdWIiOiJ4In0.c2ln",
            "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.a.b.c",
        ] {
            assert!(Jwt::find(other).is_none(), "{other}");
        }
    }
}
