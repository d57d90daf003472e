//! What makes two finds the same token, wherever and however wrapped they stand.

use super::confidence;
use crate::products::Product;
use crate::token::{Token, redact, signature};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Bytes of the hash that an id shows: 32 hex digits.
const BYTES: usize = 16;

/// Returns the id of a storage token: of its signature when that is whole, otherwise of what else it
/// says, its parameters in any order.
pub(super) fn of_token(token: &Token) -> String {
    let signature = token.value("sig").unwrap_or_default();
    let is_removed = confidence::is_taken_out(token);
    if signature::is_whole(signature) && !is_removed {
        return hash(&[signature]);
    }
    let (host, path) = token.link.as_ref().map_or(("", String::new()), |link| {
        (link.host.as_str(), link.segments.join("/"))
    });
    let mut params: Vec<String> = token
        .params
        .iter()
        .filter(|param| !(is_removed && param.key() == Some("sig")))
        .map(|param| format!("{}={}", param.written, param.decoded.expose()))
        .collect();
    params.sort_unstable();
    let parts: Vec<&str> = [host, path.as_str()]
        .into_iter()
        .chain(params.iter().map(String::as_str))
        .collect();
    hash(&parts)
}

/// Returns the id of another product's token or key: of its secret, or of all else that it says when that
/// was taken out.
pub(super) fn of_product(product: &Product) -> String {
    if let Some(secret) = secret(product).filter(|secret| !confidence::is_mask(secret)) {
        return hash(&[secret]);
    }
    let place = product.link.as_ref().map_or_else(String::new, |link| {
        format!("{}/{}", link.host, link.segments.join("/"))
    });
    let mut fields: Vec<String> = product
        .fields
        .iter()
        .filter(|field| !field.is_inside && !field.is_secret())
        .map(|field| format!("{}={}", field.written, field.decoded.expose()))
        .collect();
    fields.sort_unstable();
    let kind = format!("{:?}", product.kind);
    let parts: Vec<&str> = [kind.as_str(), place.as_str()]
        .into_iter()
        .chain(fields.iter().map(String::as_str))
        .collect();
    hash(&parts)
}

/// The longest secret of a product.
pub(super) fn secret(product: &Product) -> Option<&str> {
    product
        .fields
        .iter()
        .filter(|field| !field.is_inside && field.is_secret())
        .map(|field| field.decoded.expose())
        .filter(|value| !value.is_empty() && *value != redact::REDACTED)
        .max_by_key(|value| value.len())
}

fn hash(parts: &[&str]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part.as_bytes());
        // Ends each part: no character that a parameter holds unescaped.
        digest.update([0]);
    }
    let mut id = String::with_capacity(BYTES * 2);
    for byte in digest.finalize().iter().take(BYTES) {
        let _ = write!(id, "{byte:02x}");
    }
    id
}
