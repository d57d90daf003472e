//! Damage to the signature itself: what it still shows is compared with what it should be.

use super::Mistake;

/// One kind of damage.
pub(super) struct Damage {
    pub(super) mistake: Mistake,
    /// Whether a damaged signature is what became of a right one.
    matches: fn(damaged: &str, right: &str) -> bool,
}

/// The fewest characters from which a signature is known: by accident they fit once in 10^14 tries.
const FEWEST: usize = 8;

/// Every kind of damage.
pub(super) const DAMAGES: &[Damage] = &[
    Damage {
        mistake: Mistake {
            id: "signature-url-safe",
            message: "The signature is written with - and _ where + and / belong, or without the = at its end.",
            fix: "Write the signature in plain Base64, with + as %2B, / as %2F and = as %3D in the link.",
        },
        matches: |damaged, right| {
            let plain = damaged.replace('-', "+").replace('_', "/");
            plain.trim_end_matches('=') == right.trim_end_matches('=')
        },
    },
    Damage {
        mistake: Mistake {
            id: "signature-case",
            message: "The letters of the signature were changed from capital to small ones, or the other way.",
            fix: "Copy the link again from where it came from. A tool on the way changed its letters.",
        },
        matches: |damaged, right| damaged.eq_ignore_ascii_case(right),
    },
    Damage {
        mistake: Mistake {
            id: "signature-cut",
            message: "A part of the signature is missing.",
            fix: "Copy the whole link again.",
        },
        matches: |damaged, right| {
            let damaged = damaged.trim_end_matches(['=', '.', '…']);
            damaged.len() >= FEWEST
                && (right.starts_with(damaged) || right.trim_end_matches('=').ends_with(damaged))
        },
    },
    Damage {
        mistake: Mistake {
            id: "signature-extended",
            message: "Something was added to the signature.",
            fix: "Remove what stands around the signature, or copy the link again.",
        },
        matches: |damaged, right| damaged.contains(right),
    },
];

/// Names what happened to a signature on its way.
pub(in super::super) fn damage(damaged: &str, right: &str) -> Option<&'static Mistake> {
    DAMAGES
        .iter()
        .find(|damage| (damage.matches)(damaged, right))
        .map(|damage| &damage.mistake)
}
