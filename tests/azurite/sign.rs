//! What authorises a request that no token can send: the account's key, and a signed-in user.

use super::client::Request;
use super::server::Service;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The emulator's account and key: public, the same everywhere.
/// <https://learn.microsoft.com/azure/storage/common/storage-connect-azurite>
pub(crate) const ACCOUNT: &str = "devstoreaccount1";
const KEY: &str =
    "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

/// The principal and tenant of the delegation key: plainly invented.
const OBJECT: &str = "11111111-2222-3333-4444-555555555555";
const TENANT: &str = "66666666-7777-8888-9999-000000000000";

/// Lets the account's key authorise a request, for what no token is allowed.
/// <https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key>
pub(crate) fn with_shared_key(request: Request) -> Request {
    const DATE: &str = "x-ms-date";
    // Azurite does not compare it with its clock.
    let date = "Mon, 01 Jun 2026 12:00:00 GMT".to_owned();
    let resource = format!("/{ACCOUNT}/{ACCOUNT}{}", request.path);
    let mut parameters = request.query.clone();
    parameters.sort_unstable();
    let (scheme, text) = if request.service == Service::Table {
        let query = joined(&parameters, '?', '=');
        ("SharedKeyLite", format!("{date}\n{resource}{query}"))
    } else {
        let query = joined(&parameters, '\n', ':');
        let length = match request.body.len() {
            0 => String::new(),
            length => length.to_string(),
        };
        let method = request.method;
        let text =
            format!("{method}\n\n\n{length}\n\n\n\n\n\n\n\n\n{DATE}:{date}\n{resource}{query}");
        ("SharedKey", text)
    };
    let mut mac = Hmac::<Sha256>::new_from_slice(&STANDARD.decode(KEY).unwrap()).unwrap();
    mac.update(text.as_bytes());
    let signature = STANDARD.encode(mac.finalize().into_bytes());
    request
        .header(DATE, date)
        .header("authorization", format!("{scheme} {ACCOUNT}:{signature}"))
}

/// Writes parameters as they are signed.
fn joined(parameters: &[(&str, String)], before: char, between: char) -> String {
    parameters
        .iter()
        .flat_map(|(name, value)| [before.to_string(), format!("{name}{between}{value}")])
        .collect()
}

/// Lets a bearer token authorise a request: `--oauth basic` reads its claims and no signature.
pub(crate) fn with_bearer(request: Request, now: i64) -> Request {
    let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
    let claims = format!(
        r#"{{"aud":"https://storage.azure.com","iss":"https://sts.windows.net/{TENANT}/","iat":{start},"nbf":{start},"exp":{end},"oid":"{OBJECT}","tid":"{TENANT}"}}"#,
        start = now - 3600,
        end = now + 3600,
    );
    let token = format!(
        "{}.{}.{}",
        part(r#"{"alg":"RS256","typ":"JWT"}"#),
        part(&claims),
        part("no signature")
    );
    request.header("authorization", format!("Bearer {token}"))
}
