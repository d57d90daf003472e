//! Which tokens each request is sent with: every letter alone, what letters do together, types,
//! services, versions, and tokens of other places. The list is fixed, so every run asks the same.

use super::server::Service;
use super::token::{Family, Resource, Token, VERSION};

/// Every letter of an account SAS.
const ACCOUNT: &str = "rwdxylacuptfi";
/// Every letter of a container's token, in the documented order.
const CONTAINER: &str = "racwdxyltfmeopi";
/// Every letter of a blob's token, in the documented order.
const BLOB: &str = "racwdxytmeopi";
const QUEUE: &str = "raup";
const TABLE: &str = "raud";

/// Letters that are asked for together: tags with a write, an upsert, and pairs of which one serves.
const PAIRS: [&str; 6] = ["wt", "ct", "au", "rl", "cd", "rp"];

/// Versions that mean something: of the layouts that are signed, and of what letters allow.
const VERSIONS: [&str; 10] = [
    "2015-04-05",
    "2017-04-17",
    "2017-07-29",
    "2018-11-09",
    "2019-12-12",
    "2020-02-10",
    "2020-12-06",
    "2025-07-05",
    "2026-04-06",
    "2026-06-06",
];
/// Those that the shorter run asks about.
const FEW_VERSIONS: [&str; 3] = ["2017-04-17", "2018-11-09", "2026-04-06"];
/// Letters whose meaning depends on the version.
const VERSIONED: [&str; 3] = ["r", "c", "d"];
/// Letters that came later, with the version before each.
const TOO_EARLY: [(&str, &str); 4] = [
    ("t", "2018-11-09"),
    ("f", "2018-11-09"),
    ("e", "2019-12-12"),
    ("y", "2018-11-09"),
];

/// How many tokens a run uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Size {
    /// The run of every test.
    Short,
    /// `cargo xtask test --full`.
    Full,
}

impl Size {
    /// Reads what `cargo xtask test` was asked for.
    pub(crate) fn wanted() -> Self {
        match std::env::var_os("SAS_LENS_FULL") {
            Some(_) => Self::Full,
            None => Self::Short,
        }
    }

    fn versions(self) -> &'static [&'static str] {
        match self {
            Self::Short => &FEW_VERSIONS,
            Self::Full => &VERSIONS,
        }
    }
}

/// Lists the tokens that requests of a service are sent with.
pub(crate) fn of(service: Service, size: Size) -> Vec<Token> {
    let mut tokens = account(service, size);
    match service {
        Service::Blob => {
            for resource in [Resource::Container, Resource::Blob, Resource::Snapshot] {
                tokens.extend(scoped(Family::Service(resource), size));
            }
            for resource in [Resource::Container, Resource::Blob] {
                tokens.extend(scoped(Family::UserDelegation(resource), size));
            }
            tokens.push(token(Family::Service(Resource::Directory), "racwdxlme"));
            tokens.push(token(
                Family::UserDelegation(Resource::Directory),
                "racwdxlme",
            ));
        }
        Service::Queue => tokens.extend(scoped(Family::Service(Resource::Queue), size)),
        Service::Table => tokens.extend(scoped(Family::Service(Resource::Table), size)),
    }
    tokens
}

/// The token that may do everything that an account SAS can.
pub(crate) fn full_account() -> Token {
    token(every_service(), ACCOUNT)
}

/// The token that may do everything that a container's token can.
pub(crate) fn full_container() -> Token {
    token(Family::Service(Resource::Container), CONTAINER)
}

fn every_service() -> Family {
    Family::Account {
        services: "bqt",
        types: "sco",
    }
}

fn account(service: Service, size: Size) -> Vec<Token> {
    let (services, others) = match service {
        Service::Blob => ("b", "fqt"),
        Service::Queue => ("q", "bft"),
        Service::Table => ("t", "bfq"),
    };
    let of = |services, types| Family::Account { services, types };
    let own = of(services, "sco");
    let mut tokens: Vec<_> = singles(ACCOUNT).map(|letter| token(own, &letter)).collect();
    tokens.extend(PAIRS.map(|pair| token(own, pair)));
    for types in ["s", "c", "o", "sc", "so", "co"] {
        tokens.push(token(of(services, types), ACCOUNT));
    }
    tokens.push(token(of(others, "sco"), ACCOUNT));
    tokens.push(token(of("btqf", "sco"), ACCOUNT));
    for version in size.versions() {
        tokens.extend(VERSIONED.map(|letter| token(own, letter).at(version)));
    }
    if size == Size::Full {
        for types in ["s", "c", "o"] {
            let family = of(services, types);
            tokens.extend(singles(ACCOUNT).map(|letter| token(family, &letter)));
        }
        tokens.extend(all_but_one(ACCOUNT).map(|letters| token(own, &letters)));
        // Letters that account tokens are not made with.
        tokens.extend(["m", "e", "o"].map(|letter| token(own, letter)));
    }
    tokens.extend(TOO_EARLY.map(|(letter, version)| token(own, letter).at(version)));
    tokens
}

/// Tokens of a resource.
fn scoped(family: Family, size: Size) -> Vec<Token> {
    let (letters, few, oldest) = match family {
        Family::Service(Resource::Queue) => (QUEUE, QUEUE, "2015-04-05"),
        Family::Service(Resource::Table) => (TABLE, TABLE, "2015-04-05"),
        Family::Service(Resource::Container) => (CONTAINER, CONTAINER, "2015-04-05"),
        Family::Service(Resource::Snapshot) => (BLOB, BLOB, "2018-11-09"),
        Family::UserDelegation(Resource::Container) => (CONTAINER, "racwdl", "2018-11-09"),
        Family::UserDelegation(_) => (BLOB, "rwd", "2018-11-09"),
        _ => (BLOB, "racwdte", "2015-04-05"),
    };
    let alone = if size == Size::Full { letters } else { few };
    let mut tokens: Vec<_> = singles(alone)
        .map(|letter| token(family, &letter))
        .collect();
    tokens.push(token(family, letters));
    tokens.push(Token {
        elsewhere: true,
        ..token(family, letters)
    });
    let is_known = |letters_of: &str| letters_of.chars().all(|letter| letters.contains(letter));
    if size == Size::Full {
        tokens.extend(all_but_one(letters).map(|letters| token(family, &letters)));
    }
    if size == Size::Full || family == Family::Service(Resource::Container) {
        let early = TOO_EARLY.iter().filter(|(letter, _)| is_known(letter));
        tokens.extend(early.map(|(letter, version)| token(family, letter).at(version)));
    }
    if letters.len() <= TABLE.len() {
        tokens.extend(pairs(letters).map(|pair| token(family, &pair)));
    } else {
        let together = PAIRS.iter().filter(|pair| is_known(pair));
        tokens.extend(together.map(|pair| token(family, pair)));
    }
    for version in size.versions().iter().filter(|version| **version >= oldest) {
        let versioned = VERSIONED.iter().filter(|letter| is_known(letter));
        tokens.extend(versioned.map(|letter| token(family, letter).at(version)));
    }
    tokens
}

fn token(family: Family, letters: &str) -> Token {
    Token {
        family,
        letters: letters.to_owned(),
        version: VERSION,
        elsewhere: false,
    }
}

fn singles(letters: &str) -> impl Iterator<Item = String> {
    letters.chars().map(String::from)
}

fn pairs(letters: &str) -> impl Iterator<Item = String> {
    letters.char_indices().flat_map(move |(at, first)| {
        letters[at + 1..]
            .chars()
            .map(move |second| format!("{first}{second}"))
    })
}

fn all_but_one(letters: &str) -> impl Iterator<Item = String> {
    letters
        .chars()
        .map(move |left_out| letters.replace(left_out, ""))
}
