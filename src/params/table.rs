//! Every query parameter of a storage signature, and the unsigned ones that travel with it.

/// What a parameter's value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Text,
    Date,
    Version,
    Guid,
    Letters,
    Address,
    Protocol,
    Signature,
    Number,
    Resource,
    Names,
}

/// Which families a parameter belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Families {
    pub(crate) account: bool,
    pub(crate) service: bool,
    pub(crate) delegation: bool,
}

const fn families(account: bool, service: bool, delegation: bool) -> Families {
    Families {
        account,
        service,
        delegation,
    }
}
const ALL: Families = families(true, true, true);
const ACCOUNT: Families = families(true, false, false);
const SERVICE: Families = families(false, true, false);
const SCOPED: Families = families(false, true, true);
const DELEGATION: Families = families(false, false, true);
/// Not part of the signature: such parameters say what a request does.
const UNSIGNED: Families = families(false, false, false);

/// One query parameter.
#[derive(Debug)]
pub(crate) struct ParamSpec {
    pub(crate) key: &'static str,
    /// The parameter in words, for someone who has never seen Azure.
    pub(crate) title: &'static str,
    pub(crate) shape: Shape,
    pub(crate) families: Families,
    /// The services it belongs to, as letters of `ss`.
    pub(crate) services: &'static str,
    /// The first service version that knows it, the earlier where sources differ.
    pub(crate) since: &'static str,
    pub(crate) source: &'static str,
}

impl ParamSpec {
    /// Names the parameter for people, its key beside: "Expiry (se)".
    pub(crate) fn say(&self) -> String {
        format!("{} ({})", self.title, self.key)
    }

    /// Whether the parameter is part of the signature, rather than of the request.
    pub(crate) fn is_signed_field(&self) -> bool {
        self.families != UNSIGNED
    }
}

const ACCOUNT_SAS: &str = "https://learn.microsoft.com/rest/api/storageservices/create-account-sas";
const SERVICE_SAS: &str = "https://learn.microsoft.com/rest/api/storageservices/create-service-sas";
const DELEGATION_SAS: &str =
    "https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas";
const VERSIONING: &str = "https://learn.microsoft.com/rest/api/storageservices/versioning-for-the-azure-storage-services";
const LIST_BLOBS: &str = "https://learn.microsoft.com/rest/api/storageservices/list-blobs";
const DATA_LAKE: &str =
    "https://learn.microsoft.com/rest/api/storageservices/data-lake-storage-gen2";
const GET_BLOB: &str = "https://learn.microsoft.com/rest/api/storageservices/get-blob";
const EMULATOR: &str = "Microsoft's retired storage emulator";

macro_rules! params {
    ($($key:literal $title:literal $shape:ident $families:ident $services:literal $since:literal $source:ident;)*) => {
        /// Every known parameter, sorted by key.
        pub(crate) const PARAMS: &[ParamSpec] = &[$(ParamSpec {
            key: $key,
            title: $title,
            shape: Shape::$shape,
            families: $families,
            services: $services,
            since: $since,
            source: $source,
        },)*];
    };
}

params! {
    "action" "Data Lake action" Text UNSIGNED "b" "" DATA_LAKE;
    "api-version" "Protocol version" Version UNSIGNED "bfqt" "2014-02-14" VERSIONING;
    "blockid" "Block" Text UNSIGNED "b" "" GET_BLOB;
    "comp" "Request detail" Text UNSIGNED "bfqt" "" LIST_BLOBS;
    "delimiter" "Folder separator of a listing" Text UNSIGNED "b" "" LIST_BLOBS;
    "directory" "Directory of a listing" Text UNSIGNED "b" "" DATA_LAKE;
    "epk" "Last partition" Text SERVICE "t" "2012-02-12" SERVICE_SAS;
    "erk" "Last row" Text SERVICE "t" "2012-02-12" SERVICE_SAS;
    "include" "Extra details of a listing" Text UNSIGNED "bfq" "" LIST_BLOBS;
    "marker" "Page of a listing" Text UNSIGNED "bfq" "" LIST_BLOBS;
    "maxresults" "Page size of a listing" Text UNSIGNED "bfq" "" LIST_BLOBS;
    "prefix" "Name filter of a listing" Text UNSIGNED "bfq" "" LIST_BLOBS;
    "recursive" "Listing with subfolders" Text UNSIGNED "b" "" DATA_LAKE;
    "resource" "Data Lake resource" Text UNSIGNED "b" "" DATA_LAKE;
    "restype" "Request target" Text UNSIGNED "bfqt" "" LIST_BLOBS;
    "rscc" "Overridden Cache-Control" Text SCOPED "bf" "2013-08-15" SERVICE_SAS;
    "rscd" "Overridden Content-Disposition" Text SCOPED "bf" "2013-08-15" SERVICE_SAS;
    "rsce" "Overridden Content-Encoding" Text SCOPED "bf" "2013-08-15" SERVICE_SAS;
    "rscl" "Overridden Content-Language" Text SCOPED "bf" "2013-08-15" SERVICE_SAS;
    "rsct" "Overridden Content-Type" Text SCOPED "bf" "2013-08-15" SERVICE_SAS;
    "saoid" "User whose file rights are not checked" Guid DELEGATION "b" "2020-02-10" DELEGATION_SAS;
    "scid" "Correlation id" Guid DELEGATION "b" "2020-02-10" DELEGATION_SAS;
    "sdd" "Directory depth" Number SCOPED "b" "2020-02-10" SERVICE_SAS;
    "sduoid" "Only this user" Guid DELEGATION "bfq" "2025-07-05" DELEGATION_SAS;
    "se" "Expiry" Date ALL "bfqt" "" ACCOUNT_SAS;
    "sep" "Extra permission (internal)" Text UNSIGNED "bfqt" "" EMULATOR;
    "ses" "Encryption scope" Text ALL "b" "2020-12-06" SERVICE_SAS;
    "si" "Stored access policy" Text SERVICE "bfqt" "" SERVICE_SAS;
    "sig" "Signature" Signature ALL "bfqt" "" ACCOUNT_SAS;
    "sip" "Allowed IP addresses" Address ALL "bfqt" "2015-04-05" ACCOUNT_SAS;
    "sk" "Key name (internal)" Text UNSIGNED "bfqt" "" EMULATOR;
    "skdutid" "Tenant of that user" Guid DELEGATION "bfq" "2025-07-05" DELEGATION_SAS;
    "ske" "Delegation key expiry" Date DELEGATION "bfqt" "2018-11-09" DELEGATION_SAS;
    "skoid" "Who signed it" Guid DELEGATION "bfqt" "2018-11-09" DELEGATION_SAS;
    "sks" "Delegation key service" Letters DELEGATION "bfqt" "2018-11-09" DELEGATION_SAS;
    "skt" "Delegation key start" Date DELEGATION "bfqt" "2018-11-09" DELEGATION_SAS;
    "sktid" "Tenant of the signer" Guid DELEGATION "bfqt" "2018-11-09" DELEGATION_SAS;
    "skv" "Delegation key version" Version DELEGATION "bfqt" "2018-11-09" DELEGATION_SAS;
    "snapshot" "Snapshot" Text UNSIGNED "bf" "2018-11-09" GET_BLOB;
    "sp" "Permissions" Letters ALL "bfqt" "" ACCOUNT_SAS;
    "spk" "First partition" Text SERVICE "t" "2012-02-12" SERVICE_SAS;
    "spr" "Allowed protocols" Protocol ALL "bfqt" "2015-04-05" ACCOUNT_SAS;
    "sr" "What it opens" Resource SCOPED "bfq" "" SERVICE_SAS;
    "srh" "Required request headers" Names DELEGATION "b" "2026-04-06" DELEGATION_SAS;
    "srk" "First row" Text SERVICE "t" "2012-02-12" SERVICE_SAS;
    "srq" "Required query parameters" Names DELEGATION "b" "2026-04-06" DELEGATION_SAS;
    "srt" "Resource types" Letters ACCOUNT "bfqt" "2015-04-05" ACCOUNT_SAS;
    "ss" "Services" Letters ACCOUNT "bfqt" "2015-04-05" ACCOUNT_SAS;
    "st" "Start" Date ALL "bfqt" "" ACCOUNT_SAS;
    "suoid" "User whose file rights are checked" Guid DELEGATION "b" "2020-02-10" DELEGATION_SAS;
    "sv" "Service version" Version ALL "bfqt" "2012-02-12" VERSIONING;
    "timeout" "Request time-out" Number UNSIGNED "bfqt" "" LIST_BLOBS;
    "tn" "Table" Text SERVICE "t" "2012-02-12" SERVICE_SAS;
    "versionid" "Version" Text UNSIGNED "b" "2019-10-10" GET_BLOB;
}

/// Finds a parameter by its exact key.
pub(crate) fn find(key: &str) -> Option<&'static ParamSpec> {
    PARAMS
        .binary_search_by(|spec| spec.key.cmp(key))
        .ok()
        .and_then(|at| PARAMS.get(at))
}

/// Finds a parameter by its key in any case.
pub(crate) fn find_any_case(name: &str) -> Option<&'static ParamSpec> {
    if name.len() > 16 {
        return None;
    }
    let is_lower = !name.bytes().any(|letter| letter.is_ascii_uppercase());
    if is_lower {
        find(name)
    } else {
        find(&name.to_ascii_lowercase())
    }
}

/// Finds the signed parameter that a misspelt name was probably meant to be. Two-letter keys are
/// too close to each other for that, so only a doubled or swapped letter counts there.
pub(crate) fn find_similar(name: &str) -> Option<&'static ParamSpec> {
    if name.len() < 3 || name.len() > 12 {
        return None;
    }
    let name = name.to_ascii_lowercase();
    PARAMS
        .iter()
        .filter(|spec| spec.is_signed_field() || spec.key == "restype")
        .find(|spec| is_slip(&name, spec.key))
}

/// The long names that people write instead of a key.
const LONG_NAMES: &[(&str, &str)] = &[
    ("expires", "se"),
    ("expiry", "se"),
    ("permission", "sp"),
    ("permissions", "sp"),
    ("signature", "sig"),
    ("start", "st"),
    ("version", "sv"),
];

fn is_slip(name: &str, key: &str) -> bool {
    if LONG_NAMES.contains(&(name, key)) {
        return true;
    }
    let (name, key) = (name.as_bytes(), key.as_bytes());
    if name.len() == key.len() {
        return name.len() > 2 && is_swap(name, key);
    }
    let doubled = |at: usize| at > 0 && name.get(at) == name.get(at - 1);
    name.len() == key.len() + 1
        && (0..name.len()).any(|at| {
            let without = name
                .iter()
                .enumerate()
                .filter(|(index, _)| *index != at)
                .map(|(_, letter)| letter);
            without.eq(key) && (doubled(at) || key.len() > 3)
        })
}

fn is_swap(name: &[u8], key: &[u8]) -> bool {
    let differs: Vec<usize> = name
        .iter()
        .zip(key)
        .enumerate()
        .filter(|(_, (a, b))| a != b)
        .map(|(at, _)| at)
        .collect();
    match differs.as_slice() {
        [first, second] => {
            second - first == 1
                && name.get(*first) == key.get(*second)
                && name.get(*second) == key.get(*first)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_unique_and_sourced() {
        assert!(PARAMS.windows(2).all(|pair| pair[0].key < pair[1].key));
        assert!(
            PARAMS
                .iter()
                .all(|spec| !spec.source.is_empty() && !spec.title.is_empty())
        );
        assert!(PARAMS.iter().all(|spec| !spec.services.is_empty()));
    }

    #[test]
    fn slips_find_the_meant_parameter() {
        assert_eq!(find_similar("sgi").map(|spec| spec.key), Some("sig"));
        assert_eq!(find_similar("sigg").map(|spec| spec.key), Some("sig"));
        assert_eq!(find_similar("signature").map(|spec| spec.key), Some("sig"));
        assert!(find_similar("sx").is_none());
    }
}
