//! The addresses that `sip` allows.

use std::net::Ipv4Addr;

/// What a value of `sip` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Addresses {
    /// One address, or an inclusive range.
    Range { first: Ipv4Addr, last: Ipv4Addr },
    /// Not in the documented grammar: IPv6, a CIDR block, a list, or no address at all.
    Undocumented(NotAddress),
}

/// Why a value of `sip` cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotAddress {
    Ipv6,
    Cidr,
    List,
    Other,
}

impl NotAddress {
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Ipv6 => "an IPv6 address",
            Self::Cidr => "a block of addresses (CIDR)",
            Self::List => "a list",
            Self::Other => "no address",
        }
    }
}

/// Reads a value of `sip`: one IPv4 address, or two joined by `-`.
///
/// Source: <https://learn.microsoft.com/rest/api/storageservices/create-account-sas>
pub(crate) fn parse(text: &str) -> Addresses {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    match (first.parse(), last.parse()) {
        (Ok(first), Ok(last)) => Addresses::Range { first, last },
        _ => Addresses::Undocumented(why_not(text)),
    }
}

/// Reads an organisation's range: as `sip`, or a block such as `203.0.113.0/24`; nothing for a block
/// that starts in its middle.
pub(crate) fn parse_block(text: &str) -> Option<Addresses> {
    let Some((first, bits)) = text.split_once('/') else {
        return Some(parse(text)).filter(|range| range.count().is_some());
    };
    let first: Ipv4Addr = first.parse().ok()?;
    let bits: u32 = bits.parse().ok().filter(|bits| *bits <= 32)?;
    let rest = u32::MAX.checked_shr(bits).unwrap_or_default();
    (u32::from(first) & rest == 0).then(|| Addresses::Range {
        first,
        last: Ipv4Addr::from(u32::from(first) | rest),
    })
}

fn why_not(text: &str) -> NotAddress {
    if text.contains(',') || text.contains(';') {
        NotAddress::List
    } else if text.contains('/') {
        NotAddress::Cidr
    } else if text.contains(':') {
        NotAddress::Ipv6
    } else {
        NotAddress::Other
    }
}

impl Addresses {
    /// How many addresses are allowed; none for a reversed range, unknown for what is not documented.
    pub(crate) fn count(self) -> Option<u64> {
        match self {
            Self::Range { first, last } => {
                let (first, last) = (u64::from(u32::from(first)), u64::from(u32::from(last)));
                Some((last + 1).saturating_sub(first))
            }
            Self::Undocumented(_) => None,
        }
    }

    /// Whether only addresses are allowed that no request from the internet comes from.
    pub(crate) fn is_private(self) -> bool {
        match self {
            Self::Range { first, last } => PRIVATE.iter().any(|(block, bits)| {
                let within = |address: Ipv4Addr| {
                    (u32::from(address) ^ u32::from(*block)) >> (32 - bits) == 0
                };
                within(first) && within(last)
            }),
            Self::Undocumented(_) => false,
        }
    }

    /// Whether every address of another range is also one of this; never for what cannot be read, or
    /// holds no address.
    pub(crate) fn contains(self, other: Self) -> bool {
        match (self, other) {
            (
                Self::Range { first, last },
                Self::Range {
                    first: other_first,
                    last: other_last,
                },
            ) => first <= other_first && other_first <= other_last && other_last <= last,
            _ => false,
        }
    }

    /// Whether the range ends before it starts.
    pub(crate) fn is_reversed(self) -> bool {
        self.count() == Some(0)
    }
}

/// Blocks that no request from the internet comes from: RFC 1918 and loopback.
const PRIVATE: [(Ipv4Addr, u32); 4] = [
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_inclusive() {
        assert_eq!(parse("198.51.100.10-198.51.100.20").count(), Some(11));
        assert_eq!(parse("203.0.113.7").count(), Some(1));
        assert_eq!(parse("0.0.0.0-255.255.255.255").count(), Some(1 << 32));
        assert!(parse("203.0.113.9-203.0.113.7").is_reversed());
        assert!(parse("10.0.0.1-10.0.0.9").is_private());
        assert!(parse("172.31.255.255").is_private() && !parse("172.32.0.0").is_private());
        // Both ends are private, and most of what lies between is not.
        assert!(!parse("10.0.0.0-192.168.255.255").is_private());
    }

    #[test]
    fn blocks_are_ranges() {
        let block = |text: &str| parse_block(text).and_then(Addresses::count);
        assert_eq!(block("203.0.113.0/24"), Some(256));
        assert_eq!(block("203.0.113.7/32"), Some(1));
        assert_eq!(block("0.0.0.0/0"), Some(1 << 32));
        assert_eq!(block("203.0.113.7-203.0.113.9"), Some(3));
        for wrong in [
            "203.0.113.7/24",
            "203.0.113.0/33",
            "203.0.113.0/",
            "::/0",
            "x",
        ] {
            assert_eq!(parse_block(wrong), None, "{wrong}");
        }
        let office = parse("203.0.113.0-203.0.113.255");
        assert!(office.contains(parse("203.0.113.255")) && office.contains(office));
        assert!(!office.contains(parse("203.0.112.255-203.0.113.9")));
        assert!(!office.contains(parse("203.0.113.9-203.0.113.7")));
        assert!(!office.contains(parse("203.0.113.0/25")));
    }

    #[test]
    fn other_grammars_are_named() {
        assert_eq!(
            parse("2001:db8::1"),
            Addresses::Undocumented(NotAddress::Ipv6)
        );
        assert_eq!(
            parse("10.0.0.0/8"),
            Addresses::Undocumented(NotAddress::Cidr)
        );
        assert_eq!(
            parse("1.2.3.4,5.6.7.8"),
            Addresses::Undocumented(NotAddress::List)
        );
        assert_eq!(parse("office"), Addresses::Undocumented(NotAddress::Other));
    }
}
