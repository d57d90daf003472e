//! The mistakes that people make with links, each with where the ordinary report tells it.

/// One mistake.
#[derive(Debug)]
pub(crate) struct MistakeSpec {
    /// Its row in the list of mistakes that the corpus of answers follows.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "for readers of the table, and its test")
    )]
    pub(crate) number: u8,
    /// A stable name.
    pub(crate) id: &'static str,
    /// The sentence that names it as one of several possible causes.
    pub(crate) maybe: &'static str,
    /// The rules and repairs that tell it from the link alone, separated by spaces; empty where an
    /// answer of Azure's or a key is needed.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "for readers of the table, and its test")
    )]
    pub(crate) told_by: &'static str,
    /// Threads of people who made it.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "for readers of the table, and its test")
    )]
    pub(crate) sources: &'static [&'static str],
}

const TROUBLESHOOT: &str = "https://learn.microsoft.com/troubleshoot/azure/azure-storage/blobs/authentication/storage-troubleshoot-403-errors";
const DELEGATION_SAS: &str =
    "https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas";
const ACCOUNT_SAS: &str = "https://learn.microsoft.com/rest/api/storageservices/create-account-sas";
const SERVICE_SAS: &str = "https://learn.microsoft.com/rest/api/storageservices/create-service-sas";
const SHARED_KEY: &str =
    "https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key";

macro_rules! mistakes {
    ($($number:literal $id:literal $maybe:literal $told_by:literal [$($source:expr),*];)*) => {
        /// Every mistake, by number.
        pub(crate) const MISTAKES: &[MistakeSpec] = &[$(MistakeSpec {
            number: $number,
            id: $id,
            maybe: $maybe,
            told_by: $told_by,
            sources: &[$($source),*],
        },)*];
    };
}

mistakes! {
    1 "plus-became-space" "A + in the signature may have become a space on the way."
        "plus-signs literal-plus-in-signature"
        ["https://github.com/nteract/papermill/issues/447", "https://github.com/Azure/api-management-policy-snippets/issues/122", "https://github.com/Azure/azure-sdk-for-java/issues/6844"];
    2 "encoded-twice" "The link may have been percent-encoded twice."
        "percent-encoded-twice"
        ["https://github.com/Azure/azure-cli/issues/26151", "https://github.com/Azure/azure-cli/issues/9072"];
    3 "expired" "The link may have expired."
        "expired"
        ["https://github.com/microsoft/AzureStorageExplorer/issues/3163"];
    4 "starts-in-future" "The link may not have been valid yet."
        "not-yet-valid"
        ["https://github.com/Azure/azure-storage-ruby/issues/217"];
    5 "another-layout" "The text to sign may have been built as for another version, for example without the line for ses."
        ""
        ["https://github.com/hashicorp/terraform-provider-azurerm/issues/17558", "https://github.com/hashicorp/terraform-provider-azurerm/issues/18007"];
    6 "letters-out-of-order" "The permissions may stand in another order than Azure wants."
        "letters-out-of-order"
        ["https://github.com/Azure/azure-sdk-for-python/issues/13099"];
    7 "resource-type-missing" "The resource types (srt) may be too few."
        "cannot-list grants-nothing"
        ["https://github.com/microsoft/AzureStorageExplorer/issues/6203", "https://github.com/Azure/azure-storage-azcopy/issues/952"];
    8 "permission-missing" "A permission may be missing."
        ""
        ["https://github.com/microsoft/azure-pipelines-tasks/issues/9498"];
    9 "wrong-level" "The link may have been made for another level."
        "wrong-level-link"
        ["https://github.com/Azure/azure-sdk-for-net/issues/18108"];
    10 "container-as-file" "The address may lack restype=container&comp=list."
        "container-link-opens-nothing"
        ["https://github.com/microsoft/AzureTRE/issues/2897"];
    11 "glued-wrongly" "A question mark may stand in the wrong place, or the path behind the signature."
        "question-marks wrong-level-link"
        ["https://github.com/Azure/azure-sdk-for-net/issues/19619", "https://github.com/microsoft/AzureStorageExplorer/issues/5648", "https://github.com/Azure/azure-sdk-for-go/issues/22846"];
    12 "another-path" "The link may have been signed for another path."
        ""
        ["https://github.com/Azure/azure-sdk-for-python/issues/7525", "https://github.com/Azure/azure-cli/issues/6601"];
    13 "shell-damage" "A command line may have cut the link, or changed its % and $ signs."
        "missing-parameter malformed-date batch-percent wrong-level-link"
        ["https://github.com/Azure/azure-storage-azcopy/issues/265", "https://github.com/Azure/azure-storage-azcopy/issues/1106"];
    14 "copy-damage" "Copying may have changed characters of the link."
        "html-escapes json-escapes invisible-characters line-breaks blanks quoted-printable"
        [SERVICE_SAS];
    15 "date-rewritten" "A tool may have rewritten a date of the link."
        "time-without-seconds"
        ["https://github.com/Azure/azure-storage-azcopy/issues/384", "https://github.com/Azure/azure-storage-azcopy/issues/122"];
    16 "signer-without-role" "The signer may lack a role for the data."
        "unknown/role"
        ["https://github.com/Azure/azure-cli/issues/12935", "https://github.com/Azure/azure-sdk-for-net/issues/12986"];
    17 "outlives-key" "The short-lived key that signed the link may have ended before the link."
        "outlives-delegation-key delegation-key-too-long outside-key-window"
        [DELEGATION_SAS];
    18 "policy-mistake" "The rule on the server (stored access policy) may be missing, or state what the link states too."
        "terms-in-policy-and-token policy-on-wrong-family unknown/policy"
        ["https://github.com/Azure/azure-sdk-for-net/issues/8840"];
    19 "address-limit" "The link may be limited to another network address."
        "private-address"
        ["https://github.com/MicrosoftDocs/azure-docs/issues/24334", "https://github.com/microsoft/AzureStorageExplorer/issues/4633"];
    20 "terms-missing" "The expiry or the permissions may be missing."
        "missing-parameter"
        ["https://github.com/Azure/azure-cli/issues/10935"];
    21 "wrong-key" "The key that signed the link may have been replaced, or belong to another account."
        ""
        [TROUBLESHOOT];
    22 "cut-short" "The end of the signature may have been cut off."
        "malformed-signature"
        [SERVICE_SAS];
    23 "wrong-service" "The link may be for another service of the account."
        "service-mismatch"
        [ACCOUNT_SAS];
    24 "slash-in-signature" "A tool may have stumbled over a bare / in the signature."
        "literal-slash-in-signature"
        ["https://github.com/Azure/azure-cli/issues/12291"];
    25 "no-version-too-long" "The link may have lost its version (sv)."
        "legacy-lives-over-an-hour"
        ["https://stackoverflow.com/questions/12268320"];
    26 "firewall" "The account's firewall may keep the caller out."
        ""
        [TROUBLESHOOT];
    27 "header-beside-link" "The request may carry an Authorization header beside the link."
        ""
        [SHARED_KEY];
}

/// Finds a mistake by its id.
pub(super) fn find(id: &str) -> Option<&'static MistakeSpec> {
    MISTAKES.iter().find(|spec| spec.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repair::undo;
    use crate::rules::RULES;

    #[test]
    fn the_table_is_complete_and_sourced() {
        let numbers: Vec<u8> = MISTAKES.iter().map(|spec| spec.number).collect();
        assert_eq!(numbers, (1..=27).collect::<Vec<u8>>());
        for spec in MISTAKES {
            let is_page = |source: &&str| source.starts_with("https://");
            assert!(!spec.sources.is_empty() && spec.sources.iter().all(is_page));
        }
    }

    #[test]
    fn what_tells_a_mistake_exists() {
        for spec in MISTAKES {
            for id in spec.told_by.split(' ').filter(|id| !id.is_empty()) {
                let is_rule = RULES.iter().any(|rule| rule.id == id);
                let is_known = id.starts_with("unknown/");
                assert!(is_rule || is_known || undo::find(id).is_some(), "{id}");
            }
        }
    }
}
