//! What a refused request wanted: from its method and address, as far as they stand beside the
//! answer.

use super::find::Answer;
use crate::params::Service;
use crate::params::grants::Target;
use crate::repair::marks::{find_ignore_case, starts_with_ignore_case};
use crate::token::{Token, family};

/// What was tried.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tried {
    /// To follow "may not".
    pub(super) what: &'static str,
    /// Any one of these permissions is enough.
    pub(super) letters: &'static str,
    pub(super) target: Target,
}

/// A kind of request.
struct Need {
    /// Separated by spaces; empty for any.
    methods: &'static str,
    comp: &'static str,
    what: &'static str,
    letters: &'static str,
}

/// What requests to Blob Storage and Azure Files need, the first that fits counts.
/// Source: the operation tables of
/// <https://learn.microsoft.com/rest/api/storageservices/create-account-sas> and
/// <https://learn.microsoft.com/rest/api/storageservices/create-service-sas>
const NEEDS: &[Need] = &[
    Need {
        methods: "",
        comp: "list",
        what: "list what is there",
        letters: "l",
    },
    Need {
        methods: "",
        comp: "tags",
        what: "read or change tags",
        letters: "t",
    },
    Need {
        methods: "GET HEAD",
        comp: "",
        what: "read",
        letters: "r",
    },
    Need {
        methods: "GET HEAD",
        comp: "metadata",
        what: "read",
        letters: "r",
    },
    Need {
        methods: "PUT",
        comp: "appendblock",
        what: "add to a file",
        letters: "aw",
    },
    Need {
        methods: "PUT",
        comp: "",
        what: "upload",
        letters: "cw",
    },
    Need {
        methods: "PUT",
        comp: "block",
        what: "upload",
        letters: "cw",
    },
    Need {
        methods: "PUT",
        comp: "blocklist",
        what: "upload",
        letters: "cw",
    },
    Need {
        methods: "PUT",
        comp: "metadata",
        what: "change metadata",
        letters: "w",
    },
    Need {
        methods: "PUT",
        comp: "properties",
        what: "change properties",
        letters: "w",
    },
    Need {
        methods: "DELETE",
        comp: "",
        what: "delete",
        letters: "d",
    },
];

/// Tells what the request beside an answer wanted.
pub(super) fn tried(text: &str, answer: &Answer, token: &Token) -> Option<Tried> {
    let link = token.link.as_ref()?;
    let is_known = matches!(
        family::host_service(Some(link)),
        Some(Service::Blob | Service::File)
    );
    if !is_known {
        return None;
    }
    let is_data_lake_list = token.value("resource") == Some("filesystem");
    let comp = match token.value("comp").unwrap_or_default() {
        "" if is_data_lake_list => "list",
        comp => comp,
    };
    let method = method(text, answer, token);
    let need = NEEDS.iter().find(|need| {
        let fits = need.methods.is_empty()
            || method.is_some_and(|method| need.methods.split(' ').any(|known| known == method));
        fits && comp.eq_ignore_ascii_case(need.comp)
    })?;
    let names_container = token.has("restype") || comp == "list";
    let target = match link.segments.len() {
        0 => Target::Service,
        1 if names_container => Target::Container,
        _ if comp == "list" => Target::Container,
        _ => Target::Object,
    };
    // Whole containers need other letters than files.
    if comp != "list" && target != Target::Object {
        return None;
    }
    Some(Tried {
        what: need.what,
        letters: need.letters,
        target,
    })
}

const METHODS: [&str; 7] = ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "MERGE"];

/// How far from the link a method is looked for.
const NEAR: usize = 2000;

/// Finds the method: in front of the link, or as a property of the request that an SDK prints.
fn method(text: &str, answer: &Answer, token: &Token) -> Option<&'static str> {
    let start = token.stretch.0 as usize;
    let from = text.floor_char_boundary(start.saturating_sub(80));
    let before = text.get(from..start)?;
    let line = before.rsplit(['\n', ';', '|']).next().unwrap_or(before);
    let by_word = METHODS.into_iter().find(|method| {
        line.split(|letter: char| !letter.is_ascii_alphabetic())
            .any(|word| word == *method)
    });
    by_word.or_else(|| {
        let from = start.min(answer.range.start).saturating_sub(NEAR);
        let to = (start.max(answer.range.end) + NEAR).min(text.len());
        let around = text.get(text.floor_char_boundary(from)..text.floor_char_boundary(to))?;
        let at = find_ignore_case(around, "method")? + "method".len();
        let value = around
            .get(at..)?
            .trim_start_matches(['"', '\\', '\'', ':', ' ', '=']);
        METHODS
            .into_iter()
            .find(|method| starts_with_ignore_case(value, method))
    })
}
