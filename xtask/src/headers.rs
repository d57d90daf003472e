//! The headers of every response, in one table, and the forms in which hosts want them.
//!
//! `cargo xtask serve` sends this table, `_headers` and `staticwebapp.config.json` carry it to hosts,
//! and the `<meta>` policy of the page must say the same.

use anyhow::Result;
use serde_json::{Map, Value, json};
use std::{fs, path::Path};

/// The content policy, one directive per row.
const POLICY: &[(&str, &str)] = &[
    ("default-src", "'none'"),
    ("script-src", "'self' 'wasm-unsafe-eval'"),
    ("style-src", "'self'"),
    ("connect-src", "'self'"),
    // `data:` is the icon, which stands in the document and costs no request.
    ("img-src", "'self' data:"),
    // A worker from a file would not be bound by the `<meta>` policy; one from a blob is.
    ("worker-src", "blob:"),
    ("base-uri", "'none'"),
    ("form-action", "'none'"),
    (FRAME_ANCESTORS, "'none'"),
    ("require-trusted-types-for", "'script'"),
    ("trusted-types", "sas-lens"),
];

/// The directive that browsers ignore in `<meta>`.
/// <https://w3c.github.io/webappsec-csp/#meta-element>
const FRAME_ANCESTORS: &str = "frame-ancestors";

/// The other headers, sorted by name.
const HEADERS: &[(&str, &str)] = &[
    // File names carry no version: a new page must never meet an old module.
    ("Cache-Control", "no-cache"),
    // Closes what a content policy leaves open: navigation, `window.open`, WebRTC.
    // <https://github.com/WICG/connection-allowlists>
    ("Connection-Allowlist", "(response-origin)"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
];

/// Browser features that the page never uses, sorted; names that Chromium knows, because it warns
/// about others in the console.
const UNUSED_FEATURES: &[&str] = &[
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "keyboard-map",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "otp-credentials",
    "payment",
    "picture-in-picture",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "usb",
    "window-management",
    "xr-spatial-tracking",
];

/// Returns every header with its value.
pub(crate) fn all() -> Vec<(&'static str, String)> {
    let policies = [
        ("Content-Security-Policy", policy(|_| true)),
        ("Permissions-Policy", permissions()),
    ];
    let others = HEADERS
        .iter()
        .map(|&(name, value)| (name, value.to_owned()));
    policies.into_iter().chain(others).collect()
}

/// Returns the content policy that a document must carry in `<meta>`.
pub(crate) fn meta_policy() -> String {
    policy(|directive| directive != FRAME_ANCESTORS)
}

/// Writes the files from which common hosts take their headers.
pub(crate) fn write(site: &Path) -> Result<()> {
    fs::write(site.join("_headers"), netlify_form())?;
    fs::write(site.join("staticwebapp.config.json"), azure_form()?)?;
    Ok(())
}

fn policy(included: impl Fn(&str) -> bool) -> String {
    let rows = POLICY.iter().filter(|(directive, _)| included(directive));
    let directives: Vec<_> = rows
        .map(|(directive, value)| format!("{directive} {value}"))
        .collect();
    directives.join("; ")
}

fn permissions() -> String {
    let off = UNUSED_FEATURES
        .iter()
        .map(|feature| format!("{feature}=()"));
    let features: Vec<_> = off.chain(["clipboard-write=(self)".to_owned()]).collect();
    features.join(", ")
}

/// For Netlify and Cloudflare Pages. <https://developers.cloudflare.com/pages/configuration/headers/>
fn netlify_form() -> String {
    let lines = all()
        .into_iter()
        .map(|(name, value)| format!("  {name}: {value}\n"));
    std::iter::once("/*\n".to_owned()).chain(lines).collect()
}

/// For Azure Static Web Apps. <https://learn.microsoft.com/azure/static-web-apps/configuration>
fn azure_form() -> Result<String> {
    let headers = all()
        .into_iter()
        .map(|(name, value)| (name.to_owned(), Value::from(value)));
    let config = json!({
        "globalHeaders": headers.collect::<Map<_, _>>(),
        "mimeTypes": { ".wasm": "application/wasm" },
    });
    Ok(serde_json::to_string_pretty(&config)? + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_meta_policy_lacks_only_frame_ancestors() {
        let header = policy(|_| true);
        assert_eq!(
            header.replace("frame-ancestors 'none'; ", ""),
            meta_policy()
        );
        assert!(meta_policy().starts_with("default-src 'none'; script-src 'self'"));
    }

    #[test]
    fn tables_are_sorted() {
        assert!(HEADERS.is_sorted());
        assert!(UNUSED_FEATURES.is_sorted());
    }

    #[test]
    fn hosts_get_every_header() -> Result<()> {
        let config: Value = serde_json::from_str(&azure_form()?)?;
        for (name, value) in all() {
            assert!(netlify_form().contains(&format!("\n  {name}: {value}\n")));
            assert_eq!(
                config.pointer(&format!("/globalHeaders/{name}")),
                Some(&value.into())
            );
        }
        Ok(())
    }
}
