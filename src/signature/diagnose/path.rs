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
        let upper = name.to_ascii_uppercase();
        Some([name, upper.as_str()].map(|name| with(case, &format!("{head}{name}"), name)))
    };
    collect(attempt().into_iter().flatten())
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
    // Where `sr` is not signed, another value of it shows in the path alone.
    let is_other_resource = target.level != Level::Container && case.expected.field("sr").is_none();
    let what = match target.service {
        Service::Blob if is_other_resource => format!("the whole {what}, as for sr=c"),
        Service::File if is_other_resource => format!("the whole {what}, as for sr=s"),
        _ => format!("the whole {what}"),
    };
    let mut attempts = vec![with(case, &format!("{head}{container}"), what)];
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
    attempts.push(with(
        case,
        &expected.to_ascii_uppercase(),
        "in capital letters all through",
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

/// Other capital and small letters behind the account: all of them, those of the container, and those
/// of one segment more.
pub(super) fn letter_case(case: &Case<'_>) -> Vec<Attempt> {
    let spelled = || {
        // Azure does not tell the case of a table's name apart.
        let target = target(case).filter(|target| target.service != Service::Table)?;
        let head = head(case, &target)?;
        let asked = canonical(case)?.get(head.len()..)?;
        let what = |signed: &str| format!("{signed}, but the link asks for {asked}");
        let attempt = |signed: String| with(case, &format!("{head}{signed}"), what(&signed));
        let mut attempts = vec![
            attempt(asked.to_ascii_lowercase()),
            attempt(asked.to_ascii_uppercase()),
        ];
        let mut segments: Vec<String> = asked.split('/').map(str::to_owned).collect();
        // The names of containers are always small.
        segments.first_mut()?.make_ascii_lowercase();
        attempts.push(attempt(segments.join("/")));
        for at in 1..segments.len().min(MOST_LEVELS) {
            let segment = segments.get(at)?.clone();
            for other in spellings(&segment) {
                segments.get_mut(at)?.clone_from(&other);
                attempts.push(attempt(segments.join("/")));
            }
            *segments.get_mut(at)? = segment;
        }
        Some(attempts)
    };
    collect(spelled().unwrap_or_default())
}

/// A name in small letters, in capital ones, and with one capital at its start.
fn spellings(name: &str) -> [String; 3] {
    let lower = name.to_ascii_lowercase();
    let mut title = lower.clone();
    if let Some(first) = title.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    [lower, name.to_ascii_uppercase(), title]
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

/// Another `sr`, with the path that was expected and with those that can go with it.
pub(super) fn resource_swapped(case: &Case<'_>) -> Vec<Attempt> {
    let Some(target) = target(case) else {
        return Vec::new();
    };
    let (Some(head), Some(expected)) = (head(case, &target), canonical(case)) else {
        return Vec::new();
    };
    let own = case.expected.field("sr").unwrap_or_default();
    let mut attempts = Vec::new();
    for spec in resources::RESOURCES.iter().filter(|spec| spec.value != own) {
        let mut paths = vec![expected.to_owned()];
        let own_paths = paths_of(&target, spec.level);
        paths.extend(own_paths.iter().map(|path| format!("{head}{path}")));
        for path in paths {
            let named = path.strip_prefix(&head).unwrap_or(&path);
            let what = format!("{} and the path {named}", spec.value);
            let mut fields = case.expected.clone();
            let changed = || {
                spec.value.clone_into(fields.field_mut("sr")?);
                // Only snapshots and versions have a moment.
                if !matches!(spec.value, "bs" | "bv")
                    && let Some(time) = fields.field_mut("time")
                {
                    time.clear();
                }
                *fields.field_mut("canonical")? = path;
                Attempt::of(&fields, what)
            };
            attempts.push({ changed }());
        }
    }
    collect(attempts)
}

/// The paths behind the account that a link can be signed for at a level, of those that its address
/// leads by.
fn paths_of(target: &Target, level: Level) -> Vec<String> {
    let Some(container) = target.container.as_deref() else {
        return Vec::new();
    };
    let below = |depth: usize| target.below.get(..depth).unwrap_or_default().join("/");
    let depths = 1..=target.below.len().min(MOST_LEVELS);
    let under = |depth: usize| format!("{container}/{}", below(depth));
    match level {
        Level::Container => {
            // A single segment is a container, or a file of the container `$root`.
            let single = (container == "$root").then(|| below(1));
            std::iter::once(container.to_owned())
                .chain(single)
                .collect()
        }
        Level::Directory => std::iter::once(format!("{container}/"))
            .chain(depths.map(under))
            .collect(),
        _ if target.below.is_empty() => vec![format!("$root/{container}")],
        // The whole path, or what it was before something was added to it.
        _ => depths.rev().map(under).collect(),
    }
}
