//! The error codes of Azure Storage that have to do with access, each with what it stands for.

/// One error code.
#[derive(Debug)]
pub(crate) struct CodeSpec {
    /// As Azure writes it.
    pub(crate) code: &'static str,
    /// The HTTP status that comes with it; 0 where several do.
    pub(crate) status: u16,
    /// The sentence that Azure puts beside it, see [`super::pattern`]; empty where none is published.
    pub(crate) message: &'static str,
    /// What it means when nothing more is known: a row of [`super::sentences::EXPLANATIONS`].
    pub(crate) explanation: &'static str,
    /// Whether the word alone tells that Azure Storage was the one that answered. The others are
    /// words of many services.
    pub(crate) is_telling: bool,
    pub(crate) source: &'static str,
}

const SAS_CODES: &str = "https://learn.microsoft.com/rest/api/storageservices/sas-error-codes";
const COMMON_CODES: &str =
    "https://learn.microsoft.com/rest/api/storageservices/common-rest-api-error-codes";
const BLOB_CODES: &str =
    "https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes";
const SHARED_KEY: &str =
    "https://learn.microsoft.com/azure/storage/common/shared-key-authorization-prevent";
const SECURE_TRANSFER: &str =
    "https://learn.microsoft.com/azure/storage/common/storage-require-secure-transfer";
const PUBLIC_ACCESS: &str =
    "https://learn.microsoft.com/azure/storage/blobs/anonymous-read-access-prevent";

macro_rules! codes {
    ($($code:literal $status:literal $explanation:literal $telling:literal $source:ident $message:literal;)*) => {
        /// Every code, sorted without regard to case.
        pub(crate) const CODES: &[CodeSpec] = &[$(CodeSpec {
            code: $code,
            status: $status,
            message: $message,
            explanation: $explanation,
            is_telling: $telling,
            source: $source,
        },)*];
    };
}

codes! {
    "AccountIsDisabled" 403 "account-disabled" true COMMON_CODES "The specified account is disabled";
    "AccountRequiresHttps" 400 "https-required" true SECURE_TRANSFER "The account being accessed does not support http";
    "AuthenticationFailed" 403 "not-authenticated" false COMMON_CODES "Server failed to authenticate the request";
    "AuthorizationFailure" 403 "firewall" true SAS_CODES "This request is not authorized to perform this operation";
    "AuthorizationPermissionMismatch" 403 "permission-missing" true SAS_CODES "This request is not authorized to perform this operation using this permission";
    "AuthorizationProtocolMismatch" 403 "protocol" true SAS_CODES "This request is not authorized to perform this operation using this protocol";
    "AuthorizationResourceTypeMismatch" 403 "resource-type" true SAS_CODES "This request is not authorized to perform this operation using this resource type";
    "AuthorizationServiceMismatch" 403 "service" true SAS_CODES "This request is not authorized to perform this operation using this service";
    "AuthorizationSourceIPMismatch" 403 "address" true SAS_CODES "This request is not authorized to perform this operation using this source IP {address}";
    "BlobNotFound" 404 "not-found" false BLOB_CODES "The specified blob does not exist";
    "ContainerNotFound" 404 "not-found" false BLOB_CODES "The specified container does not exist";
    "FeatureVersionMismatch" 409 "version-too-old" true SAS_CODES "Stored access policy contains a permission that is not supported by this version";
    "InsufficientAccountPermissions" 403 "account-limited" true COMMON_CODES "The account being accessed does not have sufficient permissions to execute this operation";
    "InvalidAuthenticationInfo" 400 "bad-header" true COMMON_CODES "The authentication information was not provided in the correct format. Verify the value of Authorization header";
    "InvalidHeaderValue" 400 "header-value" false SAS_CODES "The value for one of the HTTP headers is not in the correct format";
    "InvalidQueryParameterValue" 400 "query-value" false COMMON_CODES "Value for one of the query parameters specified in the request URI is invalid";
    "InvalidUri" 400 "broken-address" false COMMON_CODES "The requested URI does not represent any resource on the server";
    "KeyBasedAuthenticationNotPermitted" 403 "keys-switched-off" true SHARED_KEY "Key based authentication is not permitted on this storage account";
    "NoAuthenticationInformation" 401 "link-lost" true COMMON_CODES "Server failed to authenticate the request. Please refer to the information in the www-authenticate header";
    "PublicAccessNotPermitted" 409 "link-lost" true PUBLIC_ACCESS "Public access is not permitted on this storage account";
    "RequestForbiddenByContainerEncryptionPolicy" 403 "encryption-scope" true SAS_CODES "The request is forbidden by the container encryption policy";
    "ResourceNotFound" 404 "not-found" false COMMON_CODES "The specified resource does not exist";
    "UnauthorizedBlobOverwrite" 403 "overwrite" true BLOB_CODES "This request is not authorized to perform blob overwrites";
}

/// Finds a code in any case.
pub(super) fn find(word: &str) -> Option<&'static CodeSpec> {
    CODES
        .binary_search_by(|spec| {
            let known = spec.code.bytes().map(|letter| letter.to_ascii_lowercase());
            known.cmp(word.bytes().map(|letter| letter.to_ascii_lowercase()))
        })
        .ok()
        .and_then(|at| CODES.get(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::errors::sentences;

    #[test]
    fn the_table_is_sorted_sourced_and_explained() {
        let lower = |spec: &CodeSpec| spec.code.to_ascii_lowercase();
        assert!(
            CODES
                .windows(2)
                .all(|pair| lower(&pair[0]) < lower(&pair[1]))
        );
        for spec in CODES {
            assert!(spec.source.starts_with("https://"), "{}", spec.code);
            assert!(
                sentences::explanation(spec.explanation).is_some(),
                "{}",
                spec.code
            );
            assert!(spec.status == 0 || (400..500).contains(&spec.status));
        }
    }

    #[test]
    fn codes_are_found_in_any_case() {
        assert_eq!(
            find("authorizationsourceipmismatch").map(|spec| spec.code),
            Some("AuthorizationSourceIPMismatch")
        );
        // A code of Azure's management, not of its storage.
        assert!(find("AuthorizationFailed").is_none());
    }
}
