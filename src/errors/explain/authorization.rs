//! Why Azure refused a request although nothing was wrong with the signature.

use super::{Case, Told};
use crate::access::network::{self, Addresses};
use crate::errors::codes::CodeSpec;
use crate::errors::{read, request};
use crate::params::grants;
use crate::params::{Family, Service};
use crate::report::is_guid;
use crate::token::family;

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

/// Says letters with their names: "read (r) and list (l)".
fn say_letters(letters: &str, service: Option<Service>) -> String {
    let names: Vec<String> = letters
        .chars()
        .map(|letter| match grants::letter_name(letter, service) {
            Some(name) => format!("{name} ({letter})"),
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

fn permission(case: &Case<'_>) -> Told {
    let Some(beside) = case.beside else {
        return Told::likely("permission-missing").also(&["signer-without-role"]);
    };
    let token = beside.token;
    let held = token.value("sp").unwrap_or_default();
    if let Some(policy) = token.value("si").filter(|_| held.is_empty()) {
        return Told::likely("permission-in-policy").with("policy", policy);
    }
    let service = token.kind.service();
    let letters = say_letters(held, service);
    let tried = request::tried(case.text, case.answer, token);
    if let Some(tried) = tried
        && !tried.letters.chars().any(|letter| held.contains(letter))
    {
        let needed: Vec<String> = tried
            .letters
            .chars()
            .map(|letter| say_letters(&letter.to_string(), service))
            .collect();
        return Told::surely("permission-tried")
            .with("what", tried.what)
            .with("needed", join(&needed, "or"))
            .with("letters", letters);
    }
    if case.is_delegated() {
        let signer = token.value("skoid").filter(|signer| is_guid(signer));
        let also: &[&str] = if tried.is_some() {
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
        is_certain: tried.is_none(),
        ..Told::likely("permission-known").with("letters", letters)
    }
}

fn resource_type(case: &Case<'_>) -> Told {
    let Some(beside) = case.beside.filter(|beside| beside.token.has("srt")) else {
        return Told::surely("resource-type");
    };
    let types = beside.token.value("srt").unwrap_or_default();
    let tried = request::tried(case.text, case.answer, beside.token);
    match tried.filter(|tried| !types.contains(tried.target.letter())) {
        Some(tried) => Told::surely("resource-type-known")
            .with("needed", tried.target.letter().to_string())
            .with("types", types),
        None => Told::surely("resource-type"),
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
    let is_policy = case
        .param("comp")
        .is_some_and(|comp| comp.eq_ignore_ascii_case("acl"));
    if is_policy {
        return Told::surely("no-link-may");
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
