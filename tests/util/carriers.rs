//! Wraps text the way files, mails and programs do.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

/// A way to wrap text.
#[derive(Clone, Copy)]
pub(crate) struct Carrier {
    /// What a scan calls it.
    pub(crate) name: &'static str,
    pub(crate) wrap: fn(&[u8]) -> Vec<u8>,
}

/// Every carrier that can be put around any text, also around itself.
pub(crate) const CARRIERS: &[Carrier] = &[
    Carrier {
        name: "base64",
        wrap: |text| STANDARD.encode(text).into_bytes(),
    },
    Carrier {
        name: "base64",
        wrap: |text| mime_base64(text),
    },
    Carrier {
        name: "base64url",
        wrap: |text| URL_SAFE_NO_PAD.encode(text).into_bytes(),
    },
    Carrier {
        name: "utf-16le",
        wrap: |text| wide(text, 2, true),
    },
    Carrier {
        name: "utf-16be",
        wrap: |text| wide(text, 2, false),
    },
    Carrier {
        name: "utf-32le",
        wrap: |text| wide(text, 4, true),
    },
    Carrier {
        name: "utf-32be",
        wrap: |text| wide(text, 4, false),
    },
    Carrier {
        name: "percent",
        wrap: |text| escape(text, |byte| format!("%{byte:02X}")),
    },
    Carrier {
        name: "c-escape",
        wrap: |text| escape(text, |byte| format!("\\x{byte:02x}")),
    },
    Carrier {
        name: "json",
        wrap: |text| escape(text, |byte| format!("\\u{byte:04x}")),
    },
    Carrier {
        name: "html",
        wrap: |text| escape(text, |byte| format!("&#{byte};")),
    },
    Carrier {
        name: "html",
        wrap: |text| escape(text, |byte| format!("&#x{byte:x};")),
    },
];

/// Base64 in lines of 76, as mails have it.
pub(crate) fn mime_base64(text: &[u8]) -> Vec<u8> {
    let encoded = STANDARD.encode(text).into_bytes();
    encoded.chunks(76).collect::<Vec<_>>().join(&b"\r\n"[..])
}

/// UTF-16 or UTF-32, without a mark at its start.
pub(crate) fn wide(text: &[u8], width: usize, is_little: bool) -> Vec<u8> {
    let text = String::from_utf8_lossy(text);
    text.chars()
        .flat_map(|character| {
            let code = u32::from(character);
            if is_little {
                code.to_le_bytes()[..width].to_vec()
            } else {
                code.to_be_bytes()[4 - width..].to_vec()
            }
        })
        .collect()
}

/// Every byte as an escape.
pub(crate) fn escape(text: &[u8], one: impl Fn(u8) -> String) -> Vec<u8> {
    text.iter()
        .map(|byte| one(*byte))
        .collect::<String>()
        .into_bytes()
}

/// Percent-encodes what a value of a query cannot hold.
pub(crate) fn percent(text: &[u8]) -> Vec<u8> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    text.iter()
        .map(|byte| {
            if is_plain(*byte) {
                char::from(*byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect::<String>()
        .into_bytes()
}

/// Quoted-printable in lines of 76.
pub(crate) fn quoted_printable(text: &[u8]) -> Vec<u8> {
    let mut lines = Vec::new();
    let mut length = 0;
    for byte in text {
        let piece = if *byte == b'=' || !(byte.is_ascii_graphic() || *byte == b' ') {
            format!("={byte:02X}")
        } else {
            char::from(*byte).to_string()
        };
        if length + piece.len() > 75 {
            lines.extend_from_slice(b"=\r\n");
            length = 0;
        }
        length += piece.len();
        lines.extend_from_slice(piece.as_bytes());
    }
    lines
}

/// A JSON string, with `&` as `\u0026` the way .NET writes it.
pub(crate) fn json(text: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(text);
    let escaped = serde_json::to_string(&text).unwrap();
    escaped
        .trim_matches('"')
        .replace('&', "\\u0026")
        .replace('+', "\\u002B")
        .into_bytes()
}

/// HTML text.
pub(crate) fn html(text: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(text);
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .into_bytes()
}
