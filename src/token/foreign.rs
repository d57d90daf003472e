//! Recognises what people paste that is not an Azure storage signature, and names it.

use super::{percent, redact};
use crate::params::hosts;
use crate::repair::marks;
use crate::report::Severity;

/// Something other than a storage signature.
pub(crate) struct ForeignSpec {
    pub(crate) kind: &'static str,
    pub(crate) title: &'static str,
    pub(crate) severity: Severity,
    pub(crate) message: &'static str,
    /// Whether a piece of text, percent-decoded as far as it goes, is of this kind.
    matches: fn(&Piece<'_>) -> bool,
}

#[cfg(feature = "full")]
impl ForeignSpec {
    /// Makes a kind that another module recognises.
    pub(crate) const fn told(
        kind: &'static str,
        title: &'static str,
        severity: Severity,
        message: &'static str,
    ) -> Self {
        Self {
            kind,
            title,
            severity,
            message,
            matches: |_| false,
        }
    }

    /// Whether the full build reads this kind as a token, by stricter tests than the ones here.
    pub(crate) fn is_read_elsewhere(&self) -> bool {
        matches!(
            self.kind,
            "api-management-sas"
                | "azure-maps-sas"
                | "cosmos-token"
                | "event-grid-sas"
                | "function-key"
                | "iot-hub-sas"
                | "logic-apps-callback"
                | "service-bus-sas"
                | "shared-access-key"
                | "storage-account-key"
        )
    }
}

/// A piece of text in the forms that the tests need.
struct Piece<'a> {
    text: &'a str,
    lower: String,
}

impl<'a> Piece<'a> {
    fn new(text: &'a str) -> Self {
        let mut lower = percent::decode_fully(text);
        lower.make_ascii_lowercase();
        Self { text, lower }
    }

    fn has(&self, needle: &str) -> bool {
        marks::find(&self.lower, needle).is_some()
    }

    /// Whether all of these stand as names of parameters, and not as the end of longer names.
    fn has_params(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.param(name).is_some())
    }

    /// The value of a parameter.
    fn param(&self, name: &str) -> Option<&str> {
        let is_start = |at: usize| {
            self.lower.get(..at).is_some_and(|before| {
                before.is_empty() || before.ends_with(['?', '&', ';', ' ', ',', '"'])
            })
        };
        let is_name = |at: &usize| {
            is_start(*at)
                && self
                    .lower
                    .get(at + name.len()..)
                    .is_some_and(|rest| rest.starts_with('='))
        };
        let at = self
            .lower
            .match_indices(name)
            .map(|(at, _)| at)
            .find(is_name)?;
        let value = self.lower.get(at + name.len() + 1..)?;
        Some(value.split(['&', ';', ' ', '"']).next().unwrap_or(value))
    }

    /// Whether the value of a parameter has the length of a signature.
    fn is_signed(&self, name: &str) -> bool {
        self.param(name).is_some_and(redact::is_secret_value)
    }

    fn has_all(&self, needles: &[&str]) -> bool {
        needles.iter().all(|needle| self.has(needle))
    }
}

/// Every kind, most decisive first: the first that matches names the piece.
pub(crate) const FOREIGN: &[ForeignSpec] = &[
    ForeignSpec {
        kind: "azure-maps-sas",
        title: "Azure Maps token",
        severity: Severity::Medium,
        message: "This is an Azure Maps token. It is not for Azure Storage, and this page does not decode it yet.",
        matches: |piece| piece.has("jwt-sas "),
    },
    ForeignSpec {
        kind: "aws-presigned-url",
        title: "AWS S3 presigned link",
        severity: Severity::Medium,
        message: "This is an Amazon S3 presigned link, not an Azure one. Whoever has it can make the one request that it was signed for, for seven days at most. Ask the owner of the AWS account.",
        matches: |piece| {
            piece.has("x-amz-signature=") || piece.has_all(&["awsaccesskeyid=", "signature="])
        },
    },
    ForeignSpec {
        kind: "google-signed-url",
        title: "Google Cloud signed link",
        severity: Severity::Medium,
        message: "This is a Google Cloud Storage signed link, not an Azure one. Whoever has it can make the one request that it was signed for, until it expires. Ask the owner of the Google Cloud project.",
        matches: |piece| {
            piece.has("x-goog-signature=") || piece.has_all(&["googleaccessid=", "signature="])
        },
    },
    ForeignSpec {
        kind: "storage-account-key",
        title: "Storage account key",
        severity: Severity::Critical,
        message: "This holds a storage account key. That is far worse than any link: the key opens everything in the account, has no expiry, and can sign new links. If it leaked, move apps to the account's other key and replace (regenerate) this one now.",
        matches: is_account_key,
    },
    ForeignSpec {
        kind: "shared-access-key",
        title: "Shared access key in a connection string",
        severity: Severity::Critical,
        message: "This connection string holds a shared access key of another Azure service (Service Bus, Event Hubs, Relay or IoT Hub). A key has no expiry and can sign new tokens. If it leaked, replace (regenerate) that key now.",
        matches: |piece| piece.param("sharedaccesskey").is_some_and(is_key_like),
    },
    ForeignSpec {
        kind: "cosmos-token",
        title: "Cosmos DB token",
        severity: Severity::Medium,
        message: "This is a Cosmos DB authorisation token. It is not for Azure Storage, and this page does not decode it yet.",
        matches: |piece| piece.has_params(&["type", "sig"]) && piece.param("ver") == Some("1.0"),
    },
    ForeignSpec {
        kind: "api-management-sas",
        title: "API Management token",
        severity: Severity::High,
        message: "This is an access token for an API Management service. It is not for Azure Storage, and this page does not decode it yet.",
        matches: |piece| piece.has_params(&["uid", "ex"]) && piece.is_signed("sn"),
    },
    ForeignSpec {
        kind: "iot-hub-sas",
        title: "IoT Hub token",
        severity: Severity::Medium,
        message: "This is a token for an Azure IoT hub or for device provisioning. It is not for Azure Storage, and this page does not decode it yet.",
        matches: |piece| {
            is_messaging_sas(piece) && (piece.has(".azure-devices") || piece.has("/registrations/"))
        },
    },
    ForeignSpec {
        kind: "service-bus-sas",
        title: "Service Bus or Event Hubs token",
        severity: Severity::Medium,
        message: "This is a token for Azure Service Bus, Event Hubs, Relay or Notification Hubs. It is not for Azure Storage, and this page does not decode it yet.",
        matches: is_messaging_sas,
    },
    ForeignSpec {
        kind: "event-grid-sas",
        title: "Event Grid token",
        severity: Severity::Medium,
        message: "This is a token for publishing to an Event Grid topic. It is not for Azure Storage, and this page does not decode it yet.",
        matches: |piece| piece.has_all(&["r=http", "&e="]) && piece.is_signed("s"),
    },
    ForeignSpec {
        kind: "logic-apps-callback",
        title: "Logic Apps or Power Automate callback link",
        severity: Severity::High,
        message: "This is a callback link of Azure Logic Apps or Power Automate. Whoever has it can start that workflow, and by default it never expires. It is not for Azure Storage, and this page does not decode it yet.",
        matches: |piece| {
            piece.param("sv") == Some("1.0") && piece.has_params(&["sig"])
                || piece.has_all(&["/triggers/", "sp=/triggers/", "sig="])
        },
    },
    ForeignSpec {
        kind: "function-key",
        title: "Azure Functions key",
        severity: Severity::High,
        message: "This holds a key of an Azure Functions app. A key has no expiry. It is not for Azure Storage, and this page does not decode it.",
        matches: |piece| {
            piece.param("code").is_some_and(|code| code.len() >= 40)
                && piece.has(".azurewebsites.net")
                && !piece.has_params(&["state"])
                || piece.has("x-functions-key")
        },
    },
    ForeignSpec {
        kind: "jwt",
        title: "JSON Web Token",
        severity: Severity::Medium,
        message: "This is a JSON Web Token (JWT), such as a sign-in token, not a storage link. Its holder can act as someone until it expires, usually within hours. A JWT viewer that runs offline can show what it holds.",
        matches: |piece| is_jwt(piece.text),
    },
    ForeignSpec {
        kind: "unsigned-storage-link",
        title: "Storage link without a signature",
        severity: Severity::Info,
        message: "This link points at Azure Storage and carries no signature. It works only where public access is on, or for someone who signs in or has a key. If it should have had a signature, that was lost on the way.",
        matches: is_unsigned_storage_link,
    },
];

/// The same piece when nothing names it but its length: it could be several things.
pub(crate) const BARE_SECRET: ForeignSpec = ForeignSpec {
    kind: "bare-signature",
    title: "A lone signature or key",
    severity: Severity::Medium,
    message: "This has the length of a signature, or of a key of another Azure service. A signature alone is useless, but a key is a full secret. Treat it as a secret.",
    matches: |_| false,
};

/// Names a piece of text.
pub(crate) fn recognise(text: &str) -> Option<&'static ForeignSpec> {
    name(&Piece::new(text))
}

/// Names a piece of text that is a storage account key before it is anything else.
#[cfg(not(feature = "full"))]
pub(crate) fn recognise_account_key(text: &str) -> Option<&'static ForeignSpec> {
    let piece = Piece::new(text);
    // Most pieces are none, and this one look is quicker than the table.
    is_account_key(&piece)
        .then(|| name(&piece))?
        .filter(|spec| spec.kind == "storage-account-key")
}

fn name(piece: &Piece<'_>) -> Option<&'static ForeignSpec> {
    FOREIGN
        .iter()
        .find(|spec| (spec.matches)(piece))
        .or_else(|| is_bare_secret(piece.text).then_some(&BARE_SECRET))
}

/// Whether a piece is another product's signature, although its parameters look like storage's.
pub(crate) fn is_other_signature(text: &str) -> bool {
    recognise(text).is_some_and(|spec| {
        !matches!(
            spec.kind,
            "unsigned-storage-link"
                | "storage-account-key"
                | "jwt"
                | "bare-signature"
                | "function-key"
        )
    })
}

fn is_account_key(piece: &Piece<'_>) -> bool {
    if piece.param("accountkey").is_some_and(is_key_like) {
        return true;
    }
    // Alone, or behind a link and a semicolon, as some tools write it.
    let last = piece.text.trim().rsplit(';').next().unwrap_or_default();
    last.len() == 88 && last.ends_with("==") && redact::is_secret_value(last)
}

/// Whether a value has the length and letters of a key, rather than those of a placeholder.
fn is_key_like(value: &str) -> bool {
    value.len() >= 40
        && value.bytes().all(|letter| {
            letter.is_ascii_alphanumeric() || matches!(letter, b'+' | b'/' | b'=' | b'-' | b'_')
        })
}

/// A signature or key with nothing around it, or with no more than a signature's name.
fn is_bare_secret(text: &str) -> bool {
    let unmarked = text.trim_start_matches(['?', '&']);
    let text = match unmarked.split_at_checked(4) {
        Some((name, value)) if name.eq_ignore_ascii_case("sig=") => value,
        _ => text,
    };
    text.len() >= 43 && text.ends_with(['=', 'D', 'd']) && redact::is_secret_value(text)
}

/// `sr` is a resource address and `se` counts seconds: never a storage signature.
fn is_messaging_sas(piece: &Piece<'_>) -> bool {
    let digits_after = |start: usize| {
        piece
            .lower
            .bytes()
            .skip(start)
            .take_while(u8::is_ascii_digit)
            .count()
    };
    let counts_seconds = ["&se=", "?se=", " se=", ",se="]
        .iter()
        .filter_map(|needle| piece.lower.find(needle).map(|at| at + needle.len()))
        .chain(piece.lower.starts_with("se=").then_some(3))
        .any(|start| (9..=11).contains(&digits_after(start)));
    piece.has("sr=") && piece.has("sig=") && (counts_seconds || piece.has("skn="))
}

fn is_jwt(text: &str) -> bool {
    let bare = text.trim();
    bare.len() > 30
        && bare.starts_with("eyJ")
        && bare.split('.').count() == 3
        && bare.bytes().all(|letter| {
            letter.is_ascii_alphanumeric() || matches!(letter, b'-' | b'_' | b'.' | b'=')
        })
}

/// A link to storage in which not even a damaged signature can hide: no name of one is in it.
fn is_unsigned_storage_link(piece: &Piece<'_>) -> bool {
    let is_storage =
        super::link::parse(piece.text).is_some_and(|link| hosts::is_storage_host(&link.host));
    is_storage
        && !["sig=", "sv=", "se=", "sp="]
            .iter()
            .any(|name| piece.has(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_kind(text: &str, kind: &str) {
        assert_eq!(recognise(text).map(|spec| spec.kind), Some(kind), "{text}");
    }

    #[test]
    fn other_vendors_links_are_named() {
        assert_kind(
            "https://b.s3.amazonaws.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=00ff",
            "aws-presigned-url",
        );
        assert_kind(
            "https://storage.googleapis.com/b/o?X-Goog-Signature=00ff",
            "google-signed-url",
        );
        assert_kind("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2lnbmF0dXJl", "jwt");
        assert_kind(
            "https://contosoexample.blob.core.windows.net/c/b.txt",
            "unsigned-storage-link",
        );
        assert_kind(
            "sig=bm90LWEtcmVhbC1zaWduYXR1cmUtb25seS1hLWRlbW8%3D",
            "bare-signature",
        );
        assert_kind(
            "&sig=bm90LWEtcmVhbC1zaWduYXR1cmUtb25seS1hLWRlbW8=",
            "bare-signature",
        );
    }

    #[test]
    fn other_azure_signatures_are_named() {
        assert_kind(
            "sr=sb%3A%2F%2Fcontoso.servicebus.windows.net%2Forders&sig=x&se=1893553445&skn=SendRule",
            "service-bus-sas",
        );
        assert_kind(
            "sr=contosohub.azure-devices.net%2Fdevices%2Fdevice1&sig=x&se=1893553445",
            "iot-hub-sas",
        );
        assert_kind(
            "https://prod-01.westeurope.logic.azure.com/workflows/0/triggers/manual/paths/invoke?sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=x",
            "logic-apps-callback",
        );
    }

    #[test]
    fn a_storage_link_with_a_signature_is_not_foreign() {
        assert!(recognise("sv=2020-08-04&se=2030-01-01&sr=c&sp=r&sig=x").is_none());
    }
}
