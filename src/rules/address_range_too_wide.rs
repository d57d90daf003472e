//! # What it finds
//!
//! A range of allowed addresses (`sip`) with more than 256 addresses.
//!
//! # Why it matters
//!
//! A range so wide covers far more than one caller or one office, so it stops few who have a copy.
//! The range 0.0.0.0 to 255.255.255.255 stops nobody, and looks like a limit to whoever reads the
//! link. Medium, because the people who issued it believed in a limit that is hardly there. The
//! number is a choice of this tool: 256 addresses are the usual size of one small network.
//!
//! # Example
//!
//! `&sip=0.0.0.0-255.255.255.255`
//!
//! # What to do
//!
//! Name the one address of the caller, or the few that its network really uses.
//!
//! # Sources
//!
//! "Create an account SAS" (field `signedIp`); the best practices for SAS.

use super::{Context, Hit, Rule};
use crate::access::network::{self, Addresses};
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "address-range-too-wide",
    title: "Allows a very wide range of addresses",
    severity: Severity::Medium,
    confidence: Confidence::Certain,
    refuses: false,
    message: "The allowed addresses run from {first} to {last}. {judgement}.",
    remedy: "Issue the link for the few addresses that its callers really have.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/create-account-sas",
        "https://learn.microsoft.com/azure/storage/common/storage-sas-overview#best-practices-when-using-sas",
    ],
    check,
};

const MOST_ADDRESSES: u64 = 256;
const ALL_ADDRESSES: u64 = 1 << 32;

fn check(context: &Context<'_>) -> Vec<Hit> {
    let Some(addresses) = context.token.in_force("sip").map(network::parse) else {
        return Vec::new();
    };
    match (addresses, addresses.count()) {
        (Addresses::Range { first, last }, Some(count)) if count > MOST_ADDRESSES => {
            Hit::on(context.token, &["sip"])
                .with("first", first.to_string())
                .with("last", last.to_string())
                .with("judgement", judge(count))
                .alone()
        }
        _ => Vec::new(),
    }
}

fn judge(count: u64) -> String {
    if count == ALL_ADDRESSES {
        "That is every address there is, so this limits nothing".to_owned()
    } else {
        format!("Those are {count} addresses, far more than one caller or office has")
    }
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sip=0.0.0.0-255.255.255.255&sig={sig}",
        // One more than 256.
        "?sv=2022-11-02&ss=b&srt=sco&sp=rl&se=2027-01-01T00:00:00Z&sip=203.0.113.0-203.0.114.0&sig={sig}",
    ],
    silent: &[
        // 256 addresses, both ends included.
        "?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sip=203.0.113.0-203.0.113.255&sig={sig}",
        // A block is not in the grammar, however large: another rule names it.
        "?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sip=203.0.0.0/8&sig={sig}",
        // Backwards it holds no address at all.
        "?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sip=255.255.255.255-0.0.0.0&sig={sig}",
    ],
};
