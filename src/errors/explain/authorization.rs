//! Why Azure refused a request although nothing was wrong with the signature.

use super::{Case, Told};
use crate::access::network::{self, Addresses};
use crate::access::operations::answer::{Holder, Why};
use crate::access::operations::{Need, OperationSpec};
use crate::access::scope::Scope;
use crate::errors::codes::CodeSpec;
use crate::errors::{read, request};
use crate::params::grants;
use crate::params::{Family, Service};
use crate::report::{Answer, is_guid};
use crate::token::{Token, family};

pub(super) fn by_code(case: &Case<'_>, code: &'static CodeSpec) -> Told {
    match code.explanation {
        "permission-missing" => permission(case),
        "overwrite" => {
            let told = Told::surely("overwrite");
            if case.is_delegated() {
                told.also(&["signer-without-role"])
            } else {
                told
            }
        }
        "resource-type" => resource_type(case),
        "service" => service(case),
        "address" => address(case),
        "firewall" => firewall(case),
        "link-lost" => Told::surely("link-lost").also(&["shell-damage", "glued-wrongly"]),
        "not-found" if case.has_rule("container-link-opens-nothing") => {
            Told::likely("container-as-file")
        }
        "query-value" => match read::element(case.text, case.answer, "QueryParameterName") {
            Some(name) => Told::surely("query-value-named").with("name", name),
            None => Told::surely("query-value"),
        },
        explanation @ ("not-found" | "broken-address" | "header-value" | "version-too-old") => {
            Told::likely(explanation)
        }
        explanation => Told::surely(explanation),
    }
}

/// Says letters with their names: "r (read) and l (list)".
fn say_letters(letters: &str, service: Option<Service>) -> String {
    let names: Vec<String> = letters
        .chars()
        .filter(|letter| *letter != '&')
        .map(|letter| match grants::letter_name(letter, service) {
            Some(name) => format!("{letter} ({name})"),
            None => letter.to_string(),
        })
        .collect();
    join(&names, "and")
}

fn join(names: &[String], word: &str) -> String {
    match names {
        [] => "none".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

/// A request that can be named, and whether the link allows it.
struct Asked {
    /// What it can have been.
    name: String,
    operation: &'static OperationSpec,
    need: Need,
    /// Why it is denied, when all operations that it can have been are.
    denied: Option<Why>,
}

/// More names than these say nothing.
const MOST_NAMES: usize = 3;

/// Asks whether the link allows what was tried, when that can be told.
fn ask(case: &Case<'_>) -> Option<Asked> {
    let token = case.beside?.token;
    let tried = request::tried(case.text, case.answer, token);
    let operation = *tried.first()?;
    // Rows of one request differ in what they need; the first needs least.
    let is_one = tried.iter().all(|other| other.method == operation.method);
    let mut names: Vec<String> = Vec::new();
    for other in &tried {
        let name = other.name.split(',').next().unwrap_or_default();
        if !names.iter().any(|known| known == name) && (names.is_empty() || !is_one) {
            names.push(name.to_owned());
        }
    }
    if names.len() > MOST_NAMES {
        return None;
    }
    let scope = Scope::of(token);
    let holder = Holder::new(token, &scope);
    let rulings: Vec<_> = tried.iter().map(|tried| holder.ask(tried)).collect();
    let is_denied = rulings.iter().all(|ruling| ruling.answer == Answer::Denied);
    let same_need = tried
        .iter()
        .all(|other| holder.need(other) == holder.need(operation));
    (is_one || same_need).then(|| Asked {
        name: join(&names, "or"),
        operation,
        need: holder.need(operation),
        denied: rulings
            .first()
            .map(|ruling| ruling.why)
            .filter(|_| is_denied),
    })
}

impl Asked {
    /// What is enough for it: "c (create) or w (write)".
    fn needed(&self, token: &Token) -> Option<String> {
        let Need::Letters(alternatives) = &self.need else {
            return None;
        };
        let service = self.operation.storage_service();
        let names: Vec<String> = alternatives
            .iter()
            .filter(|alternative| alternative.is_in_force(token) && alternative.is_settled)
            .map(|alternative| say_letters(alternative.letters, service))
            .collect();
        (!names.is_empty()).then(|| join(&names, "or"))
    }
}

fn permission(case: &Case<'_>) -> Told {
    let Some(beside) = case.beside else {
        return Told::likely("permission-missing").also(&["signer-without-role"]);
    };
    let token = beside.token;
    let held = token.value("sp").unwrap_or_default();
    if let Some(policy) = token.value("si").filter(|_| held.is_empty()) {
        return Told::likely("permission-in-policy").with("policy", policy);
    }
    let letters = say_letters(held, token.kind.service());
    let asked = ask(case);
    let missing = asked
        .as_ref()
        .filter(|asked| matches!(asked.denied, Some(Why::Letters)))
        .and_then(|asked| Some((asked.name.clone(), asked.needed(token)?)));
    if let Some((what, needed)) = missing {
        return Told::surely("permission-tried")
            .with("what", what)
            .with("needed", needed)
            .with("letters", letters);
    }
    if let Some(asked) = asked
        .as_ref()
        .filter(|asked| matches!(asked.denied, Some(Why::AccountOnly)))
    {
        return Told::surely("permission-of-another-kind").with("what", asked.name.clone());
    }
    if case.is_delegated() {
        let signer = token.value("skoid").filter(|signer| is_guid(signer));
        let also: &[&str] = if asked.is_some() {
            &[]
        } else {
            &["permission-missing"]
        };
        return Told::likely("signer-without-role")
            .with("signer", signer.unwrap_or("(not named)"))
            .also(also);
    }
    // The signature is good and the key opens everything: only the letters are left.
    Told {
        is_certain: asked.is_none(),
        ..Told::likely("permission-known").with("letters", letters)
    }
}

fn resource_type(case: &Case<'_>) -> Told {
    let types = case.param("srt").unwrap_or_default();
    match ask(case).map(|asked| (asked.name, asked.denied)) {
        Some((what, Some(Why::Type(needed)))) => Told::surely("resource-type-known")
            .with("what", what)
            .with("needed", needed.to_string())
            .with("types", types),
        _ => Told::surely("resource-type"),
    }
}

fn service(case: &Case<'_>) -> Told {
    let known = case.beside.and_then(|beside| {
        let letters = beside.token.value("ss")?;
        let host = family::host_service(beside.token.link.as_ref())?;
        let names: Vec<String> = beside
            .token
            .services()
            .iter()
            .map(|service| service.title().to_owned())
            .collect();
        (!letters.contains(host.letter()) && !names.is_empty()).then(|| {
            Told::surely("service-known")
                .with("services", join(&names, "and"))
                .with("letters", letters)
                .with("host", host.title())
        })
    });
    known.unwrap_or_else(|| Told::surely("service"))
}

fn address(case: &Case<'_>) -> Told {
    let caller = case
        .said("address")
        .filter(|address| address.parse::<std::net::IpAddr>().is_ok());
    let from = caller.map_or_else(String::new, |address| format!(": {address}"));
    let Some(allowed) = case.param("sip") else {
        return Told::surely("address").with("from", from);
    };
    let is_private = |text: &str| matches!(network::parse(text), addresses @ Addresses::Range { .. } if addresses.is_private());
    match caller {
        Some(address) if is_private(address) && !is_private(allowed) => {
            Told::surely("address-region")
                .with("from", address)
                .with("allowed", allowed)
        }
        _ if is_private(allowed) => Told::surely("address-private")
            .with("allowed", allowed)
            .with("from", from),
        _ => Told::surely("address").with("from", from),
    }
}

fn firewall(case: &Case<'_>) -> Told {
    if case.answer.is_mixed {
        return Told::likely("emulator").also(&["expired", "wrong-key", "permission-missing"]);
    }
    if let Some(asked) = ask(case).filter(|asked| matches!(asked.denied, Some(Why::NoKind))) {
        return Told::surely("no-link-may").with("what", asked.name.clone());
    }
    let mut told = Told::likely("firewall");
    if case
        .beside
        .is_some_and(|beside| beside.token.family() == Family::Unknown)
    {
        told.also.push("shell-damage");
    }
    told
}
