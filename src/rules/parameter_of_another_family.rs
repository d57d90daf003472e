//! # What it finds
//!
//! A signed parameter that belongs to another kind of token or to another storage service, such as a
//! correlation id (`scid`) on a service SAS.
//!
//! # Why it matters
//!
//! This kind of token does not sign it, so it limits nothing and anyone may change it. Low, because
//! it is mostly left over from another link; it would be worse if its owner relied on it.
//!
//! # Example
//!
//! `?sr=b&sp=r&spk=customer-7&…`: a table's limit on a blob.
//!
//! # What to do
//!
//! Leave it out, or issue the kind of link that knows it.
//!
//! # Sources
//!
//! The parameter lists of "Create an account SAS", "Create a service SAS" and "Create a user
//! delegation SAS".

use super::{Context, Hit, Place, Rule};
use crate::params::table::ParamSpec;
use crate::params::{Family, Service};
use crate::report::{Confidence, Kind, Severity};
use crate::token::family::DELEGATION_KEYS;

/// Parameters in the wrong place that other rules name.
const NAMED_ELSEWHERE: [&str; 10] = [
    "rscc", "rscd", "rsce", "rscl", "rsct", "ses", "si", "sr", "srt", "ss",
];

pub(crate) static RULE: Rule = Rule {
    id: "parameter-of-another-family",
    title: "Parameter of another kind of link",
    severity: Severity::Low,
    confidence: Confidence::Likely,
    refuses: false,
    message: "{field} has no place in {kind}. It is not signed there, so it limits nothing.",
    remedy: "Issue the link again without it, or as the kind of link that has it.",
    sources: &[
        "https://learn.microsoft.com/rest/api/storageservices/create-account-sas",
        "https://learn.microsoft.com/rest/api/storageservices/create-service-sas",
        "https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas",
    ],
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    // What a table's user delegation SAS signs is not published.
    if context.token.kind == Kind::StorageUserDelegationTable {
        return Vec::new();
    }
    let Some(kind) = say_kind(context) else {
        return Vec::new();
    };
    let params = context.token.params.iter().enumerate();
    params
        .filter(|(_, param)| !param.is_repeat)
        .filter_map(|(at, param)| {
            let spec = param.spec.filter(|spec| is_stranger(spec, context))?;
            let field = spec.say();
            Some(
                Hit::at(Place::Param(at))
                    .with("field", field)
                    .with("kind", kind.as_str()),
            )
        })
        .collect()
}

fn is_stranger(spec: &ParamSpec, context: &Context<'_>) -> bool {
    let is_account = context.is_account();
    if !spec.is_signed_field() || NAMED_ELSEWHERE.contains(&spec.key) {
        return false;
    }
    if is_account && DELEGATION_KEYS.contains(&spec.key) || !is_account && spec.key == "sdd" {
        return false;
    }
    let fits_family = match context.token.family() {
        Family::Account => spec.families.account,
        Family::Service => spec.families.service,
        Family::UserDelegation => spec.families.delegation,
        Family::Unknown => true,
    };
    let services = context.token.services();
    let fits_service = services.is_empty()
        || services
            .iter()
            .any(|service| spec.services.contains(service.letter()));
    !fits_family || !fits_service
}

fn say_kind(context: &Context<'_>) -> Option<String> {
    let service = context.token.kind.service().map(Service::title);
    match (context.token.family(), service) {
        (Family::Account, _) => Some("an account SAS".to_owned()),
        (Family::Service, Some(service)) => Some(format!("a service SAS for {service}")),
        (Family::UserDelegation, Some(service)) => {
            Some(format!("a user delegation SAS for {service}"))
        }
        _ => None,
    }
}

#[cfg(test)]
pub(super) const EXAMPLES: super::testing::Examples = super::testing::Examples {
    fires: &[
        "?sv=2022-11-02&sr=b&sp=r&se=2027-01-01T00:00:00Z&spk=customer-7&sig={sig}",
        "?sv=2022-11-02&sr=c&sp=r&se=2027-01-01T00:00:00Z&scid=eeeeeeee-0000-0000-0000-000000000004&sig={sig}",
        "?sv=2022-11-02&ss=b&srt=o&sp=r&se=2027-01-01T00:00:00Z&sdd=2&sig={sig}",
        "?sv=2025-07-05&sp=r&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=q&skv=2025-07-05&saoid=eeeeeeee-0000-0000-0000-000000000004&sig={sig}",
    ],
    silent: &[
        "?sv=2022-11-02&tn=orders&sp=r&se=2027-01-01T00:00:00Z&spk=customer-7&sig={sig}",
        "?sv=2025-07-05&sr=c&sp=r&se=2026-06-02T00:00:00Z&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2026-06-01T00:00:00Z&ske=2026-06-03T00:00:00Z&sks=b&skv=2025-07-05&scid=eeeeeeee-0000-0000-0000-000000000004&sig={sig}",
        // A policy or a header override in the wrong place is for other rules.
        "?sv=2022-11-02&ss=b&srt=o&sp=r&se=2027-01-01T00:00:00Z&si=readers&rscd=attachment&sig={sig}",
        // Not signed anywhere: it says what to do, not what is allowed.
        "?sv=2022-11-02&ss=b&srt=c&sp=l&se=2027-01-01T00:00:00Z&restype=container&comp=list&sig={sig}",
    ],
};
