//! # What it finds
//!
//! An allowed address (`sip`) that exists only inside private networks: 10.x.x.x, 172.16 to 172.31,
//! 192.168.x.x or 127.x.x.x.
//!
//! # Why it matters
//!
//! Azure compares `sip` with the address that a request arrives from, and from the internet that is
//! never a private one. It is what people get who copy their address from `ipconfig`. Medium,
//! because the link is useless for most callers rather than dangerous. The storage emulator runs on
//! the caller's own machine, so the rule is silent for its links.
//!
//! # Example
//!
//! `&sip=192.168.1.20`
//!
//! # What to do
//!
//! Use the public address of the caller.
//!
//! # Sources
//!
//! "Create an account SAS"; issues of people whose private address did not match, and of callers
//! in the same Azure region, whose requests arrive from private addresses.

use super::{Context, Hit, Rule};
use crate::access::network::{self, Addresses};
use crate::params::hosts::HostForm;
use crate::report::{Confidence, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "private-address",
    title: "Allows only a private network address",
    severity: Severity::Medium,
    confidence: Confidence::Certain,
    refuses: false,
    message: "It works only for {addresses}. Requests from the internet never come from there: such addresses exist only inside private networks.",
    remedy: "Issue the link with the caller's public address. Callers inside the same Azure region come with a private address: leave sip out for those.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/create-account-sas",
        "https://github.com/MicrosoftDocs/azure-docs/issues/24334",
        "https://github.com/microsoft/AzureStorageExplorer/issues/4633",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let is_emulator = context
        .token
        .link
        .as_ref()
        .is_some_and(|link| link.reading.form == HostForm::Emulator);
    let Some(text) = context.token.in_force("sip").filter(|_| !is_emulator) else {
        return Vec::new();
    };
    let addresses = network::parse(text);
    match addresses {
        Addresses::Range { first, last } if addresses.is_private() && !addresses.is_reversed() => {
            let said = if first == last {
                first.to_string()
            } else {
                format!("{first} to {last}")
            };
            Hit::on(context.token, &["sip"])
                .with("addresses", said)
                .alone()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sip=192.168.1.20&sig={sig}",
        "?sv=2022-11-02&ss=b&srt=sco&sp=rl&se=2027-01-01T00:00:00Z&sip=10.0.0.1-10.0.0.9&sig={sig}",
        "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sip=127.0.0.1&sig={sig}",
    ],
    silent: &[
        // One past the end of the private block 172.16 to 172.31.
        "?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sip=172.32.0.1&sig={sig}",
        // Both ends are private, and most of what lies between is not.
        "?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sip=10.0.0.0-192.168.255.255&sig={sig}",
        // It runs backwards; another rule names that.
        "?sv=2022-11-02&sr=c&sp=rl&se=2027-01-01T00:00:00Z&sip=10.0.0.9-10.0.0.1&sig={sig}",
        // The emulator is reached from the same machine.
        "http://127.0.0.1:10000/devstoreaccount1/c/b?sv=2022-11-02&sr=b&sp=r&se=2027-01-01T00:00:00Z&sip=127.0.0.1&sig={sig}",
    ],
};
