//! Mistakes in the canonical path.

use super::values::encode_component;
use super::{Attempt, Case};
use crate::params::Service;
use crate::params::resources::{self, Level};
use crate::signature::canon::Target;
use crate::token::percent;

/// Deeper paths are not looked at level by level.
const MOST_LEVELS: usize = 64;

fn target(case: &Case<'_>) -> Option<Target> {
    Target::of(
        case.token,
        case.context.account.as_deref(),
        case.context.path.as_deref(),
    )
}

/// The path that Azure expects.
fn canonical<'a>(case: &'a Case<'_>) -> Option<&'a str> {
    case.expected.field("canonical")
}

/// An attempt with another path.
fn with(case: &Case<'_>, path: &str, what: impl Into<String>) -> Option<Attempt> {
    case.with("canonical", path, what)
}

fn collect(attempts: impl IntoIterator<Item = Option<Attempt>>) -> Vec<Attempt> {
    attempts.into_iter().flatten().collect()
}

/// Everything before the container, with the slash behind it.
fn head(case: &Case<'_>, target: &Target) -> Option<String> {
    let account = target.account.as_deref()?;
    let path = canonical(case)?;
    let length = path.find(&format!("/{account}/"))? + account.len() + 2;
    path.get(..length).map(str::to_owned)
}

pub(super) fn table_name_case(case: &Case<'_>) -> Vec<Attempt> {
    let attempt = || {
        let target = target(case).filter(|target| target.service == Service::Table)?;
        let head = head(case, &target)?;
        let name = target.container.as_deref()?;
        with(case, &format!("{head}{name}"), name)
    };
    collect([attempt()])
}

fn slash(case: &Case<'_>) -> Option<Attempt> {
    let path = canonical(case)?;
    match path.strip_suffix('/') {
        Some(shorter) => with(case, shorter, shorter),
        None => with(case, &format!("{path}/"), format!("{path}/")),
    }
}

fn is_directory(case: &Case<'_>) -> bool {
    case.token.value("sr") == Some("d")
}

pub(super) fn directory_slash(case: &Case<'_>) -> Vec<Attempt> {
    if !is_directory(case) {
        return Vec::new();
    }
    // Microsoft's JavaScript library signs the root directory with two.
    let doubled = canonical(case)
        .filter(|path| path.ends_with('/'))
        .and_then(|path| with(case, &format!("{path}/"), format!("{path}/")));
    collect([slash(case), doubled])
}

pub(super) fn trailing_slash(case: &Case<'_>) -> Vec<Attempt> {
    collect([slash(case).filter(|_| !is_directory(case))])
}

/// The container, every directory on the way, the whole path, the container `$root`.
pub(super) fn other_level(case: &Case<'_>) -> Vec<Attempt> {
    let Some(target) = target(case) else {
        return Vec::new();
    };
    let (Some(head), Some(container)) = (head(case, &target), target.container.as_deref()) else {
        return Vec::new();
    };
    let what = target.service.container();
    let mut attempts = vec![with(
        case,
        &format!("{head}{container}"),
        format!("the whole {what}"),
    )];
    for depth in 1..=target.below.len().min(MOST_LEVELS) {
        let path = target.below.get(..depth).unwrap_or_default().join("/");
        attempts.push(with(
            case,
            &format!("{head}{container}/{path}"),
            format!("the path {path}"),
        ));
        attempts.push(with(
            case,
            &format!("{head}{path}"),
            format!("the path {path} alone"),
        ));
    }
    attempts.push(with(
        case,
        &format!("{head}$root/{container}"),
        format!("a file {container} of the container $root"),
    ));
    attempts.push(with(case, head.trim_end_matches('/'), "the account alone"));
    collect(attempts)
}

/// The names that may stand before the account.
const SERVICES: &[&str] = &["", "/blob", "/dfs", "/file", "/queue", "/table"];

pub(super) fn other_form(case: &Case<'_>) -> Vec<Attempt> {
    let (Some(target), Some(expected)) = (target(case), canonical(case)) else {
        return Vec::new();
    };
    let Some(account) = target.account.as_deref() else {
        return Vec::new();
    };
    let Some(at) = expected.find(&format!("/{account}/")) else {
        return Vec::new();
    };
    let from_account = expected.get(at..).unwrap_or_default();
    let rest = from_account.get(1 + account.len()..).unwrap_or_default();
    let mut attempts: Vec<Option<Attempt>> = SERVICES
        .iter()
        .map(|service| {
            let what = if service.is_empty() {
                "without the service before the account".to_owned()
            } else {
                format!("with {service} before the account")
            };
            with(case, &format!("{service}{from_account}"), what)
        })
        .collect();
    let doubled = format!("/{account}{from_account}");
    let service = expected.get(..at).unwrap_or_default();
    attempts.push(with(
        case,
        &format!("{service}{doubled}"),
        "with the account twice",
    ));
    attempts.push(with(
        case,
        &doubled,
        "with the account twice and without the service",
    ));
    attempts.push(with(
        case,
        expected.trim_start_matches('/'),
        "without the slash at its start",
    ));
    attempts.push(with(
        case,
        &format!("/{expected}"),
        "with two slashes at its start",
    ));
    attempts.push(with(case, rest, "without service and account"));
    attempts.push(with(
        case,
        rest.trim_start_matches('/'),
        "without service and account",
    ));
    let container = format!(
        "{service}/{account}/{}",
        target.container.as_deref().unwrap_or_default()
    );
    let below = expected
        .strip_prefix(&format!("{container}/"))
        .unwrap_or_default();
    if !below.is_empty() {
        attempts.push(with(
            case,
            &format!("{container}//{below}"),
            "with two slashes before the name",
        ));
        attempts.push(with(
            case,
            &format!("{container}{below}"),
            "without a slash before the name",
        ));
    }
    if let Some(link) = &case.token.link {
        let scheme = format!("https://{}{rest}", link.host);
        attempts.push(with(case, &scheme, "as a whole address"));
        attempts.push(with(
            case,
            &scheme.replacen("https:", "http:", 1),
            "as a whole address",
        ));
    }
    collect(attempts)
}

pub(super) fn backslash(case: &Case<'_>) -> Vec<Attempt> {
    let attempt = || {
        let path = target(case)?.with_backslashes()?;
        with(case, &path.canonical(case.token.version())?, "")
    };
    collect([attempt()])
}

pub(super) fn encoded(case: &Case<'_>) -> Vec<Attempt> {
    let Some(expected) = canonical(case) else {
        return Vec::new();
    };
    let encoded: Vec<String> = expected.split('/').map(encode_component).collect();
    let encoded = encoded.join("/");
    let mut attempts = vec![
        with(case, &encoded, ""),
        with(case, &encoded.replace("%20", "+"), ""),
        with(case, &lower_escapes(&encoded), ""),
        with(case, &expected.replace(' ', "%20"), ""),
        // The whole name in one, its slashes too.
        with(case, &encode_component(expected), ""),
    ];
    let raw = || {
        let head = head(case, &target(case)?)?;
        with(case, &format!("{head}{}", written(case)?), "")
    };
    attempts.push(raw());
    collect(attempts)
}

/// The path behind the account as it stands in the link.
fn written<'a>(case: &'a Case<'_>) -> Option<&'a str> {
    let link = case.token.link.as_ref().filter(|link| link.is_in_text)?;
    let raw = case.token.mapped.as_str().get(link.path_range.clone())?;
    let raw = raw.trim_start_matches('/');
    if link.reading.form.is_path_style() {
        return raw.split_once('/').map(|(_, rest)| rest);
    }
    Some(raw)
}

/// The escapes in small letters, as .NET writes them.
fn lower_escapes(text: &str) -> String {
    let mut rest = 0;
    text.chars()
        .map(|letter| {
            if letter == '%' {
                rest = 2;
                return letter;
            }
            if rest > 0 {
                rest -= 1;
                return letter.to_ascii_lowercase();
            }
            letter
        })
        .collect()
}

pub(super) fn decoded_twice(case: &Case<'_>) -> Vec<Attempt> {
    let Some(expected) = canonical(case).filter(|path| percent::has_escape(path)) else {
        return Vec::new();
    };
    collect([with(case, &percent::decode(expected), "")])
}

pub(super) fn plus(case: &Case<'_>) -> Vec<Attempt> {
    let Some(expected) = canonical(case) else {
        return Vec::new();
    };
    collect([
        with(case, &expected.replace('+', " "), ""),
        with(case, &expected.replace(' ', "+"), ""),
    ])
}

pub(super) fn letter_case(case: &Case<'_>) -> Vec<Attempt> {
    let Some(expected) = canonical(case) else {
        return Vec::new();
    };
    let lower = expected.to_ascii_lowercase();
    let upper = expected.to_ascii_uppercase();
    // Upper-case all through, or behind the service and the account.
    let head = target(case).and_then(|target| head(case, &target));
    let tail = head.map(|head| {
        let tail = expected.get(head.len()..).unwrap_or_default();
        format!("{head}{}", tail.to_ascii_uppercase())
    });
    collect([
        with(case, &lower, lower.clone()),
        with(case, &upper, upper.clone()),
        tail.and_then(|tail| with(case, &tail, tail.clone())),
    ])
}

pub(super) fn account_name(case: &Case<'_>) -> Vec<Attempt> {
    let Some(account) = account(case) else {
        return Vec::new();
    };
    let mut names = vec![account.to_ascii_uppercase()];
    if let Some(link) = &case.token.link {
        names.push(link.host.clone());
        names.extend(link.host.split('.').next().map(str::to_owned));
        names.extend(link.account.clone());
    }
    with_accounts(case, &account, &names)
}

pub(super) fn account_secondary(case: &Case<'_>) -> Vec<Attempt> {
    let Some(account) = account(case) else {
        return Vec::new();
    };
    with_accounts(case, &account, &[format!("{account}-secondary")])
}

/// The account whose name is signed.
fn account(case: &Case<'_>) -> Option<String> {
    let by_target = target(case).and_then(|target| target.account);
    by_target.or_else(|| case.expected.field("account").map(str::to_owned))
}

/// Attempts with other names in place of the account's.
fn with_accounts(case: &Case<'_>, account: &str, names: &[String]) -> Vec<Attempt> {
    let attempts = names.iter().flat_map(|name| {
        let path = canonical(case)
            .map(|path| path.replacen(&format!("/{account}/"), &format!("/{name}/"), 1));
        [
            path.and_then(|path| with(case, &path, name.as_str())),
            case.with("account", name, name.as_str()),
        ]
    });
    collect(attempts)
}

/// Another `sr`, with the path that was expected and with the one that goes with it.
pub(super) fn resource_swapped(case: &Case<'_>) -> Vec<Attempt> {
    let Some(target) = target(case) else {
        return Vec::new();
    };
    let (Some(head), Some(container)) = (head(case, &target), target.container.as_deref()) else {
        return Vec::new();
    };
    let whole = format!("{head}{container}/{}", target.below.join("/"));
    let own = case.expected.field("sr").unwrap_or_default();
    let mut attempts = Vec::new();
    for spec in resources::RESOURCES.iter().filter(|spec| spec.value != own) {
        attempts.push(case.with("sr", spec.value, spec.value));
        let path = match spec.level {
            Level::Container => format!("{head}{container}"),
            _ => whole.trim_end_matches('/').to_owned(),
        };
        let mut fields = case.expected.clone();
        let changed = || {
            spec.value.clone_into(fields.field_mut("sr")?);
            *fields.field_mut("canonical")? = path;
            Attempt::of(&fields, spec.value)
        };
        attempts.push({ changed }());
    }
    collect(attempts)
}
