//! Which fields are signed, and in which order: one table for every family, service and version.

use crate::params::{Family, Service};

/// How well a layout is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Evidence {
    /// Microsoft's libraries write it.
    Library,
    /// Microsoft's documents describe it; no library writes it any more.
    Documents,
    /// Concluded from the layouts before and after it.
    Inferred,
}

/// The fields that a kind of signature covers, from a version on.
#[derive(Debug)]
pub(crate) struct Layout {
    pub(crate) id: &'static str,
    pub(crate) family: Family,
    /// `None` for the account SAS, which is for several services.
    pub(crate) service: Option<Service>,
    /// The first service version that signs so; empty for tokens without `sv`.
    pub(crate) since: &'static str,
    /// The keys of the signed parameters, in order, between what no parameter holds: see [`Made`].
    /// Each stands in a line of its own, the empty ones too.
    pub(crate) fields: &'static str,
    pub(crate) evidence: Evidence,
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "for readers of the table, and its test")
    )]
    pub(crate) source: &'static str,
}

impl Layout {
    /// Lists the names of the fields in order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.fields.split(' ')
    }
}

/// A field that is made from several things.
#[derive(Debug)]
pub(crate) struct Made {
    /// Its name in [`Layout::fields`].
    pub(crate) name: &'static str,
    /// The same in words.
    pub(crate) title: &'static str,
}

/// The fields that are no parameters of the query.
pub(crate) const MADE: &[Made] = &[
    Made {
        name: "account",
        title: "Account",
    },
    Made {
        name: "canonical",
        title: "Signed path (canonicalized resource)",
    },
    // The account SAS ends in a line feed. Fields are joined with one, so an empty field stands last.
    Made {
        name: "end",
        title: "Line break at the end",
    },
    Made {
        name: "headers",
        title: "Required request headers and their values",
    },
    Made {
        name: "queries",
        title: "Required query parameters and their values",
    },
    Made {
        name: "time",
        title: "Snapshot or version",
    },
];

/// Finds a field that is no parameter.
pub(crate) fn made(name: &str) -> Option<&'static Made> {
    MADE.iter().find(|made| made.name == name)
}

const ACCOUNT_SAS: &str = "https://learn.microsoft.com/rest/api/storageservices/create-account-sas";
const SERVICE_SAS: &str = "https://learn.microsoft.com/rest/api/storageservices/create-service-sas";
const JS_BLOB: &str = "https://github.com/Azure/azure-sdk-for-js/blob/main/sdk/storage/storage-blob/src/sas/BlobSASSignatureValues.ts";
const JS_FILE: &str = "https://github.com/Azure/azure-sdk-for-js/blob/main/sdk/storage/storage-file-share/src/FileSASSignatureValues.ts";
const JS_QUEUE: &str = "https://github.com/Azure/azure-sdk-for-js/blob/main/sdk/storage/storage-queue/src/QueueSASSignatureValues.ts";
const JS_TABLE: &str = "https://github.com/Azure/azure-sdk-for-js/blob/main/sdk/tables/data-tables/src/sas/tableSasSignatureValues.ts";
const OLD_JS: &str = "https://www.npmjs.com/package/azure-storage/v/0.4.4";

macro_rules! layouts {
    ($($id:literal $family:ident $service:tt $since:literal $evidence:ident $source:ident $fields:literal;)*) => {
        /// Every layout, the versions of each kind in order.
        pub(crate) const LAYOUTS: &[Layout] = &[$(Layout {
            id: $id,
            family: Family::$family,
            service: layouts!(@service $service),
            since: $since,
            fields: $fields,
            evidence: Evidence::$evidence,
            source: $source,
        },)*];
    };
    (@service Any) => { None };
    (@service $service:ident) => { Some(Service::$service) };
}

layouts! {
    "account-2015-04-05" Account Any "2015-04-05" Library ACCOUNT_SAS "account sp ss srt st se sip spr sv end";
    "account-2020-12-06" Account Any "2020-12-06" Library ACCOUNT_SAS "account sp ss srt st se sip spr sv ses end";

    "blob-without-version" Service Blob "" Documents SERVICE_SAS "sp st se canonical si";
    "blob-2012-02-12" Service Blob "2012-02-12" Documents SERVICE_SAS "sp st se canonical si sv";
    "blob-2013-08-15" Service Blob "2013-08-15" Library OLD_JS "sp st se canonical si sv rscc rscd rsce rscl rsct";
    "blob-2015-04-05" Service Blob "2015-04-05" Library JS_BLOB "sp st se canonical si sip spr sv rscc rscd rsce rscl rsct";
    "blob-2018-11-09" Service Blob "2018-11-09" Library JS_BLOB "sp st se canonical si sip spr sv sr time rscc rscd rsce rscl rsct";
    "blob-2020-12-06" Service Blob "2020-12-06" Library JS_BLOB "sp st se canonical si sip spr sv sr time ses rscc rscd rsce rscl rsct";

    "file-2015-02-21" Service File "2015-02-21" Library OLD_JS "sp st se canonical si sv rscc rscd rsce rscl rsct";
    "file-2015-04-05" Service File "2015-04-05" Library JS_FILE "sp st se canonical si sip spr sv rscc rscd rsce rscl rsct";

    "queue-2012-02-12" Service Queue "2012-02-12" Inferred SERVICE_SAS "sp st se canonical si sv";
    "queue-2013-08-15" Service Queue "2013-08-15" Library OLD_JS "sp st se canonical si sv";
    "queue-2015-04-05" Service Queue "2015-04-05" Library JS_QUEUE "sp st se canonical si sip spr sv";

    "table-2012-02-12" Service Table "2012-02-12" Inferred SERVICE_SAS "sp st se canonical si sv spk srk epk erk";
    "table-2013-08-15" Service Table "2013-08-15" Library OLD_JS "sp st se canonical si sv spk srk epk erk";
    "table-2015-04-05" Service Table "2015-04-05" Library JS_TABLE "sp st se canonical si sip spr sv spk srk epk erk";

    "blob-user-delegation-2018-11-09" UserDelegation Blob "2018-11-09" Library JS_BLOB "sp st se canonical skoid sktid skt ske sks skv sip spr sv sr time rscc rscd rsce rscl rsct";
    "blob-user-delegation-2020-02-10" UserDelegation Blob "2020-02-10" Library JS_BLOB "sp st se canonical skoid sktid skt ske sks skv saoid suoid scid sip spr sv sr time rscc rscd rsce rscl rsct";
    "blob-user-delegation-2020-12-06" UserDelegation Blob "2020-12-06" Library JS_BLOB "sp st se canonical skoid sktid skt ske sks skv saoid suoid scid sip spr sv sr time ses rscc rscd rsce rscl rsct";
    "blob-user-delegation-2025-07-05" UserDelegation Blob "2025-07-05" Library JS_BLOB "sp st se canonical skoid sktid skt ske sks skv saoid suoid scid skdutid sduoid sip spr sv sr time ses rscc rscd rsce rscl rsct";
    "blob-user-delegation-2026-04-06" UserDelegation Blob "2026-04-06" Library JS_BLOB "sp st se canonical skoid sktid skt ske sks skv saoid suoid scid skdutid sduoid sip spr sv sr time ses headers queries rscc rscd rsce rscl rsct";

    "file-user-delegation-2025-07-05" UserDelegation File "2025-07-05" Library JS_FILE "sp st se canonical skoid sktid skt ske sks skv skdutid sduoid sip spr sv rscc rscd rsce rscl rsct";

    "queue-user-delegation-2025-07-05" UserDelegation Queue "2025-07-05" Library JS_QUEUE "sp st se canonical skoid sktid skt ske sks skv skdutid sduoid sip spr sv";
}

/// Finds the layout of a version: the newest one that is not newer. `None` where no layout is
/// published, such as a user delegation SAS for tables.
pub(crate) fn find(
    family: Family,
    service: Option<Service>,
    version: &str,
) -> Option<&'static Layout> {
    of_kind(family, service)
        .filter(|layout| layout.since <= version)
        .last()
}

/// Lists the layouts of a kind, oldest first.
pub(crate) fn of_kind(
    family: Family,
    service: Option<Service>,
) -> impl Iterator<Item = &'static Layout> {
    let service = service.filter(|_| family != Family::Account);
    LAYOUTS
        .iter()
        .filter(move |layout| layout.family == family && layout.service == service)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::{table, versions};
    use std::collections::BTreeSet;

    #[test]
    fn every_row_is_sourced_unique_and_in_order() {
        let ids: BTreeSet<&str> = LAYOUTS.iter().map(|layout| layout.id).collect();
        assert_eq!(ids.len(), LAYOUTS.len());
        for layout in LAYOUTS {
            assert!(layout.source.starts_with("https://"), "{}", layout.id);
            assert!(
                layout.since.is_empty() || versions::is_known(layout.since),
                "{}",
                layout.id
            );
            assert!(
                layout.since.is_empty() || layout.id.ends_with(layout.since),
                "{}",
                layout.id
            );
            let kind: Vec<&str> = of_kind(layout.family, layout.service)
                .map(|layout| layout.since)
                .collect();
            assert!(kind.windows(2).all(|pair| pair[0] < pair[1]), "{kind:?}");
        }
    }

    #[test]
    fn every_field_is_a_signed_parameter_of_that_kind_or_made() {
        for layout in LAYOUTS {
            let names: BTreeSet<&str> = layout.names().collect();
            assert_eq!(names.len(), layout.names().count(), "{}", layout.id);
            for name in layout.names().filter(|name| made(name).is_none()) {
                let spec = table::find(name).unwrap();
                assert!(spec.is_signed_field() && name != "sig", "{name}");
                let fits = match layout.family {
                    Family::Account => spec.families.account,
                    Family::Service => spec.families.service,
                    Family::UserDelegation => spec.families.delegation,
                    Family::Unknown => false,
                };
                assert!(fits, "{}: {name}", layout.id);
            }
            let ends = layout.names().any(|name| name == "end");
            assert_eq!(ends, layout.family == Family::Account, "{}", layout.id);
        }
    }

    #[test]
    fn a_version_finds_the_newest_layout_that_is_not_newer() {
        let blob =
            |version| find(Family::Service, Some(Service::Blob), version).map(|layout| layout.id);
        assert_eq!(blob(""), Some("blob-without-version"));
        assert_eq!(blob("2020-12-05"), Some("blob-2018-11-09"));
        assert_eq!(blob("2020-12-06"), Some("blob-2020-12-06"));
        assert_eq!(blob("2099-01-01"), Some("blob-2020-12-06"));
        let table = find(Family::UserDelegation, Some(Service::Table), "2026-10-06");
        assert!(table.is_none());
        assert!(find(Family::Account, None, "2014-02-14").is_none());
    }
}
