//! What people who work with Azure call things for which the reference has other words. The search
//! of the overview finds the entries by these too.

/// Other words for an entry.
struct Synonym {
    /// Words and phrases, with commas between them.
    said: &'static str,
    /// The id of the entry that they mean first of all: a key, a letter or the id of a rule.
    entry: &'static str,
    /// The ids of others that they lead to as well.
    also: &'static [&'static str],
}

/// Sorted by entry.
const SYNONYMS: &[Synonym] = &[
    Synonym {
        said: "account sas, account level, storage account",
        entry: "account-wide-token",
        also: &["srt", "ss"],
    },
    Synonym {
        said: "deleting, remove, erase",
        entry: "d",
        also: &["whole-containers-deletable", "y"],
    },
    Synonym {
        said: "legal hold, retention policy, worm",
        entry: "i",
        also: &["retention-changeable"],
    },
    Synonym {
        said: "revoke, revocation, rotate, key rotation, regenerate, stop, kill, invalidate, cancel",
        entry: "no-revocation-alone",
        also: &["account-wide-token", "si", "sig"],
    },
    Synonym {
        said: "acl, posix, access control list, chmod, chown, set permissions",
        entry: "ownership-changeable",
        also: &["o", "p", "saoid", "suoid"],
    },
    Synonym {
        said: "soft delete, soft deleted, undelete, versioning, restore, recovery",
        entry: "recovery-copies-deletable",
        also: &["snapshot", "versionid", "x", "y"],
    },
    Synonym {
        said: "mime, mime type, media type, content type",
        entry: "rsct",
        also: &["response-type-overridden"],
    },
    Synonym {
        said: "hns, hierarchical namespace, adls, adls gen2, data lake, real folders, subfolder",
        entry: "sdd",
        also: &[
            "action",
            "directory-depth-missing",
            "m",
            "o",
            "ownership-changeable",
            "p",
            "resource",
        ],
    },
    Synonym {
        said: "expire, expires, expiration, lifetime, how long, ttl, time to live, validity, valid until",
        entry: "se",
        also: &[
            "expired",
            "lives-over-a-week",
            "lives-over-a-year",
            "lives-over-an-hour",
            "lives-over-ten-years",
        ],
    },
    Synonym {
        said: "ip, ip address, ip range, cidr, firewall, allow list, whitelist",
        entry: "sip",
        also: &[
            "address-range-too-wide",
            "any-network-address",
            "private-address",
        ],
    },
    Synonym {
        said: "https, https only, tls, ssl, encryption in transit",
        entry: "spr",
        also: &["plain-http-allowed", "sent-in-clear"],
    },
    Synonym {
        said: "cors, cross origin, service properties",
        entry: "w",
        also: &["account-wide-token"],
    },
];

/// Returns the other names of an entry.
pub(super) fn names(id: &str) -> Option<String> {
    join(|synonym| synonym.entry == id)
}

/// Returns what an entry is also found by.
pub(super) fn keys(id: &str) -> Option<String> {
    join(|synonym| synonym.also.contains(&id))
}

fn join(is_wanted: impl Fn(&Synonym) -> bool) -> Option<String> {
    let rows = SYNONYMS.iter().filter(|synonym| is_wanted(synonym));
    let said: Vec<&str> = rows.map(|synonym| synonym.said).collect();
    (!said.is_empty()).then(|| said.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use sas_lens::reference::{letters, rules, topics};
    use std::collections::BTreeSet;

    #[test]
    fn rows_are_sorted_and_lead_to_entries() {
        let rules = rules().map(|rule| rule.id.to_owned());
        let letters = letters()
            .into_iter()
            .map(|letter| letter.letter.to_string());
        let parameters = topics().into_iter().flat_map(|topic| topic.parameters);
        let keys = parameters.map(|parameter| parameter.key.to_owned());
        let known: BTreeSet<String> = rules.chain(letters).chain(keys).collect();
        for Synonym { entry, also, .. } in SYNONYMS {
            assert!(also.is_sorted(), "{entry}");
            assert!(!also.contains(entry), "{entry} leads to itself twice");
            for id in also.iter().chain([entry]) {
                assert!(known.contains(*id), "{id}");
            }
        }
        assert!(SYNONYMS.is_sorted_by(|one, next| one.entry < next.entry));
    }

    #[test]
    fn no_two_entries_share_a_name() {
        let mut seen = BTreeSet::new();
        for name in SYNONYMS.iter().flat_map(|row| row.said.split(", ")) {
            assert!(seen.insert(name), "{name}");
        }
    }
}
