//! What Azure writes behind the code `AuthenticationFailed`, each sentence with what it stands for.

/// One sentence of an `AuthenticationErrorDetail`.
#[derive(Debug)]
pub(crate) struct DetailSpec {
    pub(crate) id: &'static str,
    /// See [`super::pattern`].
    pub(crate) pattern: &'static str,
    /// What it means when nothing more is known: a row of [`super::sentences::EXPLANATIONS`].
    pub(crate) explanation: &'static str,
    pub(crate) seen: Seen,
    pub(crate) source: &'static str,
}

/// Where a sentence was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    /// In answers of the live service that people published, or in Microsoft's documents.
    Live,
    /// Only in the retired emulator, which was made of the service's own code.
    Emulator,
}

const TROUBLESHOOT: &str = "https://learn.microsoft.com/troubleshoot/azure/azure-storage/blobs/authentication/storage-troubleshoot-403-errors";
const TERRAFORM: &str = "https://github.com/hashicorp/terraform-provider-azurerm/issues/18007";
const TIME_FRAME: &str = "https://github.com/Azure/azure-sdk-for-net/issues/43073";
const KEY_TIME_FRAME: &str = "https://github.com/jdaymude/xbox2local/issues/29";
const SPEED_TEST: &str = "https://github.com/blrchen/azure-speed-test/issues/12";
const WELL_FORMED: &str = "https://github.com/Azure/azure-cli/issues/9771";
const MANDATORY: &str = "https://github.com/microsoft/AzureStorageExplorer/issues/5648";
const LEVEL: &str = "https://github.com/Azure/azure-sdk-for-net/issues/18108";
const ONE_HOUR: &str = "https://stackoverflow.com/questions/12268320";
const EMULATOR: &str = "Microsoft's retired storage emulator";

macro_rules! details {
    ($($id:literal $explanation:literal $seen:ident $source:ident $pattern:literal;)*) => {
        /// Every sentence, sorted by id. Of two that begin alike, the longer match counts.
        pub(crate) const DETAILS: &[DetailSpec] = &[$(DetailSpec {
            id: $id,
            pattern: $pattern,
            explanation: $explanation,
            seen: Seen::$seen,
            source: $source,
        },)*];
    };
}

details! {
    "empty" "empty-parameter" Emulator EMULATOR "{field} is optional but cannot be empty";
    "expiry-before-start" "ends-before-it-starts" Live TROUBLESHOOT "Signed expiry time [{expiry}] has to be after signed start time [{start}]";
    "expiry-before-start-older" "ends-before-it-starts" Live SPEED_TEST "Signed expiry time [{expiry}] must be after signed start time [{start}]";
    "expiry-nowhere" "terms-nowhere" Emulator EMULATOR "Signed expiry must be specified in signature or SAS identifier";
    "header-mismatch" "header" Live TROUBLESHOOT "The MAC signature found in the HTTP request '{mac}' is not the same as any computed signature. Server used following string to sign:";
    "header-mismatch-short" "header" Live TROUBLESHOOT "The MAC signature found in the HTTP request '{mac}' is not the same as any computed signature";
    "key-time-frame" "outside-key-window" Live KEY_TIME_FRAME "Signature not valid in the specified key time frame: Key start [{start}] - Key expiry [{expiry}] - Current [{current}]";
    "level" "wrong-level" Live LEVEL "The specified signed resource is not allowed for the this resource level";
    "level-mended" "wrong-level" Live TROUBLESHOOT "The specified signed resource is not allowed for this resource level";
    "mandatory" "parameter-missing" Live MANDATORY "{field} is mandatory. Cannot be empty";
    "mismatch" "mismatch" Live TERRAFORM "Signature did not match. String to sign used was";
    "mismatch-short" "mismatch" Live TERRAFORM "Signature did not match";
    "not-well-formed" "not-well-formed" Live WELL_FORMED "Signature fields not well formed";
    "one-hour" "no-version-too-long" Live ONE_HOUR "Access without signed identifier cannot have time window more than 1 hour";
    "permission-nowhere" "terms-nowhere" Emulator EMULATOR "Signed permission must be specified in signature or SAS identifier";
    "policy-and-link" "terms-twice" Emulator EMULATOR "Access policy fields can be associated with signature or SAS identifier but not both";
    "policy-missing" "policy-missing" Emulator EMULATOR "SAS identifier cannot be found for specified signed identifier";
    "signature-size" "cut-short" Emulator EMULATOR "Signature size is invalid";
    "start-ahead" "not-yet-valid" Emulator EMULATOR "Start time is after the current time";
    "time-frame" "outside-window" Live TIME_FRAME "Signature not valid in the specified time frame: Start [{start}] - Expiry [{expiry}] - Current [{current}]";
    "time-frame-short" "outside-window" Live TIME_FRAME "Signature not valid in the specified time frame";
    "version" "version-refused" Emulator EMULATOR "sv is either not in the correct format or is not equal or later than version {version}";
    "version-form" "version-refused" Live TROUBLESHOOT "SAS field 'sv' is not well formed";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::errors::sentences;

    #[test]
    fn the_table_is_sorted_sourced_and_explained() {
        assert!(DETAILS.windows(2).all(|pair| pair[0].id < pair[1].id));
        for spec in DETAILS {
            let is_page = spec.source.starts_with("https://");
            assert_eq!(is_page, spec.seen == Seen::Live, "{}", spec.id);
            assert!(
                sentences::explanation(spec.explanation).is_some(),
                "{}",
                spec.id
            );
        }
    }
}
