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
