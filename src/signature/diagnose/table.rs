//! The mistakes that people and tools make when they sign.

use super::{Mistake, Variant, attempts, layout, letters, path, values};

/// Every mistake, the likelier first. A text that two of them lead to is told as the first.
pub(super) const VARIANTS: &[Variant] = &[
    Variant {
        mistake: Mistake {
            id: "other-version-lines",
            message: "It was signed with the lines of another version: {what}.",
            fix: "Sign the lines that the version in sv asks for, the empty ones too. They are listed here. Or let one of Microsoft's libraries make the link.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: layout::other_version,
    },
    Variant {
        mistake: Mistake {
            id: "line-break-at-end",
            message: "The text that was signed has {what}.",
            fix: "End the text with a line break for an account link, and without one for every other. Many shells add one by themselves.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: layout::line_break_at_end,
    },
    Variant {
        mistake: Mistake {
            id: "empty-lines-dropped",
            message: "Empty lines were left out of the text that was signed.",
            fix: "Keep a line for every field, also for the empty ones.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: layout::empty_lines_dropped,
    },
    Variant {
        mistake: Mistake {
            id: "line-break-form",
            message: "The lines of the text that was signed were joined with {what}.",
            fix: "Join the lines with a single line feed (the character 10).",
        },
        is_refused: true,
        leaves_original: false,
        attempts: layout::line_break_form,
    },
    Variant {
        mistake: Mistake {
            id: "table-name-case",
            message: "It was made by a client that did not write the table's name in small letters before signing.",
            fix: "Sign the table's name in small letters. Old versions of Microsoft's JavaScript library did not; newer ones do.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: path::table_name_case,
    },
    Variant {
        mistake: Mistake {
            id: "directory-slash",
            message: "It was signed for the directory {what}.",
            fix: "Sign the directory as it is listed here. Most of Microsoft's libraries do.",
        },
        is_refused: false,
        leaves_original: false,
        attempts: path::directory_slash,
    },
    Variant {
        mistake: Mistake {
            id: "trailing-slash",
            message: "It was signed for the path {what}. A slash at the end makes another path.",
            fix: "Sign the path exactly as it stands in the link.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: path::trailing_slash,
    },
    Variant {
        mistake: Mistake {
            id: "other-level",
            message: "It was signed for {what}, which is not what the link says it opens.",
            fix: "Sign the path of what sr names: the container for c, the whole path of the file for b. If sr or the path was changed since, put back what was signed.",
        },
        is_refused: true,
        leaves_original: true,
        attempts: path::other_level,
    },
    Variant {
        mistake: Mistake {
            id: "path-form",
            message: "The path was signed in another form: {what}.",
            fix: "Sign the path as it is listed here: service, account, container, then the path.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: path::other_form,
    },
    // Azure itself may read a backslash in either way: no source tells.
    Variant {
        mistake: Mistake {
            id: "path-backslash",
            message: "A backslash of the path was signed as it is. Microsoft's library for C# signs a slash in its place.",
            fix: "Name files with slashes alone, then nobody has to know.",
        },
        is_refused: false,
        leaves_original: false,
        attempts: path::backslash,
    },
    Variant {
        mistake: Mistake {
            id: "path-encoded",
            message: "The path was signed percent-encoded.",
            fix: "Sign the decoded path. Encode it only in the link.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: path::encoded,
    },
    Variant {
        mistake: Mistake {
            id: "path-decoded-twice",
            message: "The path was decoded twice before it was signed.",
            fix: "Decode the path once. A name may really hold a % sign.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: path::decoded_twice,
    },
    Variant {
        mistake: Mistake {
            id: "path-plus",
            message: "In the path, plus signs and blanks were mixed up before signing.",
            fix: "In a path, + is a plus sign and a blank is %20. Sign the name as it is.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: path::plus,
    },
    Variant {
        mistake: Mistake {
            id: "path-case",
            message: "It was signed for {what}. They differ in capital and small letters.",
            fix: "Write the path into the link as it was signed: with that spelling the link may still work. If the name is really spelled the other way, make a new link for it.",
        },
        is_refused: true,
        leaves_original: true,
        attempts: path::letter_case,
    },
    // The plain name is documented for requests with a key; for links neither name is.
    Variant {
        mistake: Mistake {
            id: "account-secondary",
            message: "It was signed for the account name {what}: that of the account's second copy.",
            fix: "Sign the plain name of the account, without -secondary. Requests with an account key do so too.",
        },
        is_refused: false,
        leaves_original: false,
        attempts: path::account_secondary,
    },
    Variant {
        mistake: Mistake {
            id: "account-name",
            message: "It was signed for the account name {what}.",
            fix: "Sign the plain name of the account in small letters.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: path::account_name,
    },
    Variant {
        mistake: Mistake {
            id: "resource-swapped",
            message: "It was signed for sr={what}. The link says something else.",
            fix: "Write the same value of sr into the link that was signed, or make a new link.",
        },
        is_refused: true,
        leaves_original: true,
        attempts: path::resource_swapped,
    },
    Variant {
        mistake: Mistake {
            id: "field-not-signed",
            message: "It was made without {what}. That was added to the link later, or left out when it was signed.",
            fix: "Make a new link with every field signed. A signed link cannot be edited.",
        },
        is_refused: true,
        leaves_original: true,
        attempts: values::left_out,
    },
    Variant {
        mistake: Mistake {
            id: "protocol-changed",
            message: "It was signed with other protocols than the link has: spr={what}.",
            fix: "Sign the protocols as they stand in the link, or make a new link.",
        },
        is_refused: true,
        leaves_original: true,
        attempts: values::protocol,
    },
    Variant {
        mistake: Mistake {
            id: "values-encoded",
            message: "Values were signed percent-encoded: {what}.",
            fix: "Sign the decoded values. Encode them only in the link.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: values::encoded,
    },
    Variant {
        mistake: Mistake {
            id: "values-decoded-twice",
            message: "Values were decoded twice before they were signed: {what}.",
            fix: "Decode values once. They may really hold a % sign.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: values::decoded_twice,
    },
    Variant {
        mistake: Mistake {
            id: "plus-read-as-blank",
            message: "A plus sign of the link was signed as a blank: {what}.",
            fix: "Write a blank as %20 and a plus sign as %2B in the link, so that nobody can mix them up.",
        },
        is_refused: false,
        leaves_original: false,
        attempts: values::plus_as_blank,
    },
    Variant {
        mistake: Mistake {
            id: "blank-and-plus-swapped",
            message: "Blanks and plus signs were mixed up before signing: {what}.",
            fix: "Sign the values with their blanks and plus signs as they are. Write them as %20 and %2B in the link.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: values::swapped,
    },
    Variant {
        mistake: Mistake {
            id: "date-form",
            message: "A date was signed in another form: {what}. Some tools rewrite dates.",
            fix: "Write dates with seconds and a Z, and the same way in the link and in the signed text.",
        },
        is_refused: true,
        leaves_original: true,
        attempts: values::date_form,
    },
    Variant {
        mistake: Mistake {
            id: "letters-order",
            message: "It was signed for the same permissions in another order: {what}.",
            fix: "Keep the letters of sp in the order that was signed, which for most links is racwdl.",
        },
        is_refused: true,
        leaves_original: true,
        attempts: letters::reordered,
    },
    Variant {
        mistake: Mistake {
            id: "letters-changed",
            message: "It was signed for other permissions than the link has: sp={what}.",
            fix: "Make a new link with the permissions that are wanted. A signed link cannot be edited.",
        },
        is_refused: true,
        leaves_original: true,
        attempts: letters::changed,
    },
    Variant {
        mistake: Mistake {
            id: "version-changed",
            message: "It was signed for another version than the link has: sv={what}.",
            fix: "Put the version back that was signed, or make a new link.",
        },
        is_refused: true,
        leaves_original: true,
        attempts: layout::version_changed,
    },
    Variant {
        mistake: Mistake {
            id: "required-values-not-signed",
            message: "The link names required headers or parameters, and {what}.",
            fix: "Sign each required header and parameter with its name and its value.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: values::required,
    },
    Variant {
        mistake: Mistake {
            id: "lines-of-another-kind",
            message: "It was signed with the lines of another kind of link: {what}.",
            fix: "Sign the lines that are listed here. Or let one of Microsoft's libraries make the link.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: layout::other_kind,
    },
    Variant {
        mistake: Mistake {
            id: "key-not-decoded",
            message: "The key's text was used as it is.",
            fix: "Decode the key from Base64 first. The bytes that come out are the key.",
        },
        is_refused: true,
        leaves_original: false,
        attempts: attempts::key_text,
    },
];
