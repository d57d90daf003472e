//! What Azure's answers mean: one row for each explanation, in plain words.

/// One explanation.
#[derive(Debug)]
pub(crate) struct Explanation {
    pub(crate) id: &'static str,
    /// The mistake behind it: a row of [`super::mistakes::MISTAKES`]; empty when it is none of them.
    pub(crate) mistake: &'static str,
    /// What Azure thought of the link's signature.
    pub(crate) signature: Signature,
    /// The fault in a few words.
    pub(crate) title: &'static str,
    /// Why Azure refused; `{…}` are arguments.
    pub(crate) cause: &'static str,
    /// What to do: rows of [`super::fixes::FIXES`], separated by spaces.
    pub(crate) fixes: &'static str,
}

/// What an answer says about a link as it was pasted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Signature {
    /// Azure did not accept it: whoever has this copy can do nothing with it.
    Refused,
    /// Azure accepted it, and refused one request: others may pass.
    Accepted,
    /// Nothing: the fault is the request's, its time's or the account's, or another link was sent.
    Unsaid,
}

macro_rules! explanations {
    ($($id:literal $mistake:literal $signature:ident $title:literal $cause:literal $fixes:literal;)*) => {
        /// Every explanation, sorted by id.
        pub(crate) const EXPLANATIONS: &[Explanation] = &[$(Explanation {
            id: $id,
            mistake: $mistake,
            signature: Signature::$signature,
            title: $title,
            cause: $cause,
            fixes: $fixes,
        },)*];
    };
}

explanations! {
    "account-disabled" "" Unsaid "The account is switched off"
        "Azure has disabled this storage account, most often together with its subscription. No link to it works until it is enabled again."
        "ask-owner";
    "account-limited" "" Unsaid "The account does not allow this now"
        "The account as a whole may not do this at present. The link has no part in that."
        "ask-owner";
    "address" "address-limit" Accepted "Used from an address that is not allowed"
        "The signature was accepted, but the link may be used from certain network addresses only (sip). The request came from another one{from}."
        "public-address no-address-in-region";
    "address-private" "address-limit" Accepted "Limited to a private address"
        "The signature was accepted, but the link may be used only from {allowed}, which exists inside a private network. The request came from elsewhere{from}."
        "public-address no-address-in-region";
    "address-region" "address-limit" Accepted "Used from inside the Azure region"
        "The signature was accepted, but the request came from {from}, a private address. Callers in the same Azure region arrive like that. The link allows only {allowed}."
        "no-address-in-region";
    "bad-header" "" Unsaid "The Authorization header cannot be read"
        "Azure could not read the request's Authorization header. A link needs no such header."
        "remove-header";
    "body-missing" "" Unsaid "The status alone does not say why"
        "The status {status} says only that the request was refused. The reason stands in the body of the answer: its Code, and often a sentence named AuthenticationErrorDetail."
        "get-body paste-answer";
    "broken-address" "glued-wrongly" Unsaid "Address that leads nowhere"
        "Azure could not make sense of the address. Often its path and its parameters were put together wrongly."
        "one-mark check-names";
    "container-as-file" "container-as-file" Unsaid "Container link opened like a file"
        "Azure took the container's name for the name of a file (blob) in the container $root, because the address does not ask for a list."
        "restype";
    "copy-damage" "copy-damage" Refused "Damaged on the way"
        "The link was damaged when it was copied, and had to be mended to be read here. As it was sent, Azure could not find its parameters."
        "copy-again";
    "cut-short" "cut-short" Refused "Damaged signature"
        "The signature in the link is not a whole one. Most likely its end was cut off when it was copied."
        "copy-again";
    "date-damaged" "shell-damage" Refused "Damaged date"
        "A date in the link lost its colons: a Windows batch file takes %3 out of each %3A."
        "quote-shell copy-again";
    "date-rewritten" "date-rewritten" Unsaid "A tool rewrote a date"
        "The link says {ours}, but Azure was asked with {server}. A tool on the way wrote the date anew. Its very text was signed, so the signature no longer fits."
        "dates-seconds update-tool";
    "date-unreadable" "" Refused "Date that cannot be read"
        "A date in the link is not in a form that Azure accepts: {value}."
        "dates-seconds copy-again";
    "empty-parameter" "" Refused "Parameter without a value"
        "The parameter {field} stands in the link without a value. Azure refuses that, even where the parameter could be left out."
        "drop-empty copy-again";
    "emulator" "" Unsaid "Refused by a storage emulator"
        "So answers a storage emulator that did not accept the request. It does not say why; its debug log shows the text that it signed."
        "emulator-log";
    "encoded-twice" "encoded-twice" Refused "Encoded twice"
        "The link was percent-encoded twice: it has %25 where a single % should be. Azure decodes it once only, so the values come out wrong."
        "decode-once";
    "encryption-scope" "" Unsaid "The encryption scope does not fit"
        "The container insists on its own encryption scope. The link (ses) or the request asks for another one."
        "scope";
    "ends-before-it-starts" "" Unsaid "Ends before it starts"
        "The link ends on {expiry} and starts on {start}, so there is no moment at which it works."
        "new-link";
    "ends-before-it-starts-plain" "" Unsaid "Ends before it starts"
        "The link's expiry is not later than its start. When it names no start, Azure takes the moment of the request: then the link has expired."
        "new-link";
    "expired" "expired" Unsaid "Expired"
        "The link ended on {expiry}. When it was used, Azure's clock said {current}: {late} too late."
        "new-link";
    "expired-by-now" "expired" Unsaid "Expired"
        "The link ended on {expiry}. If the answer came after that, this is the reason."
        "new-link";
    "expired-without-start" "expired" Unsaid "Expired"
        "The link had expired: it ended on {expiry}. It names no start, so Azure took the moment of the request, {start}. That is why the answer speaks of a start."
        "new-link";
    "firewall" "firewall" Unsaid "Kept out by the account"
        "The answer names no fault of the link itself. Most often the account's firewall or a private endpoint keeps the caller out. It can also be something that no link may do, such as changing access policies."
        "network no-policy-by-link";
    "header" "header-beside-link" Unsaid "Another signature was sent"
        "The signature that does not fit is the one of an Authorization header. What Azure signed are the headers of the request, not the parameters of a link."
        "remove-header header-key";
    "header-value" "" Unsaid "Header that Azure does not take"
        "A header of the request has a value that Azure does not take. With a link, that can be an encryption scope other than the link's own (ses)."
        "scope";
    "https-required" "" Unsaid "The account wants HTTPS"
        "The request came over plain HTTP. The account takes only HTTPS."
        "https";
    "key-ended" "outlives-key" Unsaid "The signing key has ended"
        "The short-lived key that signed the link (delegation key) ended on {expiry}. Azure's clock said {current}. No link outlives its key, whatever its own expiry says."
        "key-again";
    "key-not-yet" "starts-in-future" Unsaid "The signing key is not valid yet"
        "The short-lived key that signed the link (delegation key) starts on {start}. Azure's clock said {current}, {early} before that."
        "key-back set-clock";
    "keys-switched-off" "wrong-key" Unsaid "Account keys are switched off"
        "The account accepts nothing that was signed with an account key. That ends every link that was signed with one."
        "delegated-link allow-keys";
    "letters-out-of-order" "letters-out-of-order" Refused "Permissions out of order"
        "The permissions are written as sp={letters}. Azure wants them in a fixed order, and refuses others."
        "order";
    "link-lost" "" Unsaid "The link's parameters got lost"
        "Azure saw no signature and took the request for an anonymous one. What stands behind the ? of the link was lost or cut on the way."
        "quote-shell one-mark copy-again";
    "mismatch" "" Refused "The signature does not fit"
        "Azure worked the signature out again and got another one. So the link was changed after it was signed, was signed for something else, or was signed with another key."
        "copy-again check-key";
    "mismatch-field" "" Unsaid "Azure signed another text"
        "Azure signed another text than this link stands for. They differ first in {field}: Azure has {server}, and the link has {ours}."
        "copy-again";
    "mismatch-key" "wrong-key" Refused "The text is right, the signature is not"
        "Azure signed the very text that this link stands for, and got another signature. So another key signed the link, the key was replaced since, or the signature was damaged."
        "check-key new-link-key";
    "mismatch-path" "another-path" Unsaid "Signed for another path"
        "Azure was asked for {server}, and the link stands for {ours}. A link works only for the very path that was signed."
        "sign-path level-address";
    "mismatch-path-odd" "another-path" Refused "The path looks wrong"
        "Azure looked at the path {server}. It {oddity}, which is rarely what was signed."
        "sign-path";
    "no-link-may" "" Unsaid "No link may do this"
        "No link of any kind can do what was tried: {what}."
        "sign-in";
    "no-version-too-long" "no-version-too-long" Refused "Too long for a link without a version"
        "A link without a version (sv) and without a rule on the server (stored access policy) may run for one hour at most. This one runs longer."
        "copy-again newer-version";
    "not-authenticated" "" Refused "Azure did not accept the signature"
        "Azure refused the signature, its times or its form. This part of the answer does not say which."
        "paste-whole copy-again";
    "not-found" "" Unsaid "Nothing is there"
        "Azure found nothing under this address. Either a name is wrong, or the signature was lost and the request counted as anonymous."
        "check-names quote-shell";
    "not-well-formed" "" Refused "A value cannot be read"
        "A date, the signature or another value of the link is not in a form that Azure can read. Often a + in the signature had become a space."
        "encode-plus copy-again";
    "not-yet-valid" "starts-in-future" Unsaid "Not valid yet"
        "The link was used before its start."
        "start-back set-clock";
    "not-yet-valid-hours" "starts-in-future" Unsaid "Not valid yet"
        "The link starts on {start}. Azure's clock said {current}, {early} before that. A whole number of hours: probably a local time was written with a Z behind it."
        "local-time start-back";
    "not-yet-valid-known" "starts-in-future" Unsaid "Not valid yet"
        "The link starts on {start}. Azure's clock said {current}, {early} before that."
        "start-back check-time";
    "not-yet-valid-skew" "starts-in-future" Unsaid "Not valid yet"
        "The link starts on {start}. Azure's clock said {current}, {early} before that. So little is a difference between two clocks."
        "start-back set-clock";
    "outside-key-window" "outlives-key" Unsaid "The signing key was not valid"
        "The short-lived key that signed the link (delegation key) was not valid when it was used."
        "key-again";
    "outside-window" "expired" Unsaid "Used outside its time"
        "The link was used before its start or after its end."
        "new-link";
    "overwrite" "permission-missing" Unsaid "May create, but not overwrite"
        "Something of that name exists already. The link may create new files (c), but not overwrite any (w)."
        "add-write";
    "parameter-cut" "shell-damage" Refused "Cut by a command line"
        "Azure did not find the parameter {field}. The link ends early: on a command line without quotes, the first & ends it."
        "quote-shell copy-again";
    "parameter-glued" "glued-wrongly" Refused "Question mark in the wrong place"
        "Azure did not find the parameter {field}. A question mark stands in the wrong place, so the name of a parameter was not read as such."
        "one-mark";
    "parameter-lost" "" Unsaid "A parameter was lost on the way"
        "The link here has the parameter {field}, but Azure did not see it. A second ?, a command line or a program that took the link apart can be the reason."
        "one-mark quote-shell";
    "parameter-missing" "" Refused "Incomplete link"
        "Azure did not find the parameter {field} in the link."
        "one-mark quote-shell copy-again";
    "parameter-not-issued" "terms-missing" Refused "Expiry or permissions are missing"
        "Azure did not find the parameter {field}. The link names no rule on the server (stored access policy) that could hold it."
        "add-terms copy-again";
    "path-behind" "glued-wrongly" Refused "The path stands behind the signature"
        "The path stands behind the signature, so Azure took it for a part of that. It belongs in front of the ?."
        "one-mark";
    "permission-in-policy" "permission-missing" Accepted "A permission is missing"
        "The signature was accepted. The permissions stand in a rule on the server (the stored access policy {policy}), and do not cover what was tried."
        "policy-look";
    "permission-known" "permission-missing" Accepted "A permission is missing"
        "The signature was accepted, but the link does not allow what was tried. Its permissions are {letters}."
        "add-letters";
    "permission-missing" "permission-missing" Accepted "A permission is missing"
        "The signature was accepted, but the link's permissions (sp) do not cover what was tried."
        "add-letters";
    "permission-of-another-kind" "wrong-level" Accepted "Link for another level"
        "The signature was accepted, but no link of this kind can do what was tried: {what}. Only a link for the whole account (account SAS) can."
        "level-account-all";
    "permission-tried" "permission-missing" Accepted "A permission is missing"
        "The signature was accepted, but the link does not allow the request: {what}. That needs {needed}, and the link's permissions are {letters}."
        "add-letter";
    "plus-became-space" "plus-became-space" Refused "A + became a space"
        "The signature in the link has a space where a + should be. Some program read the + as a space."
        "encode-plus";
    "plus-in-danger" "plus-became-space" Refused "A + may have become a space"
        "The signature in the link holds a bare +. If a program on the way read it as a space, Azure got another signature."
        "encode-plus";
    "policy-missing" "policy-mistake" Unsaid "The rule on the server is missing"
        "The link depends on a rule on the server (stored access policy). Azure found none of that name: it was deleted or renamed, or is less than 30 seconds old."
        "policy-look";
    "policy-missing-named" "policy-mistake" Unsaid "The rule on the server is missing"
        "The link depends on a rule on the server, the stored access policy {policy}. Azure found none of that name: it was deleted or renamed, or is less than 30 seconds old."
        "policy-look";
    "protocol" "" Unsaid "HTTPS only"
        "The link may be used over HTTPS only (spr=https), and the request came over plain HTTP."
        "https";
    "query-value" "" Unsaid "Parameter that Azure does not take"
        "A parameter in the address has a value that Azure does not take."
        "one-mark check-names";
    "query-value-named" "" Unsaid "Parameter that Azure does not take"
        "The parameter {name} in the address has a value that Azure does not take."
        "one-mark check-names";
    "resource-type" "resource-type-missing" Accepted "A resource type is missing"
        "The signature was accepted, but the link's resource types (srt) do not cover what was tried. A list of containers needs s, a list of files needs c, and the files themselves need o."
        "srt";
    "resource-type-known" "resource-type-missing" Accepted "A resource type is missing"
        "The signature was accepted, but the request ({what}) needs the resource type {needed}. The link's resource types are srt={types}."
        "srt";
    "service" "wrong-service" Accepted "Link for another service"
        "The signature was accepted, but the link's services (ss) do not include the one that was asked."
        "ss";
    "service-known" "wrong-service" Accepted "Link for another service"
        "The signature was accepted, but the link is for {services} (ss={letters}), and was used with {host}."
        "ss";
    "signer-without-role" "signer-without-role" Accepted "The signer may not do this"
        "The signature was accepted. A link that was signed in someone's name never allows more than the signer may do. The signer {signer} most likely lacks a role for the data."
        "role-data role-delegator role-wait";
    "terms-nowhere" "policy-mistake" Unsaid "Expiry or permissions are missing"
        "Neither the link nor its rule on the server (stored access policy) states the expiry and the permissions."
        "add-terms policy-look";
    "terms-twice" "policy-mistake" Unsaid "Stated twice"
        "The link and its rule on the server (stored access policy) both state the same thing, such as the expiry. Each may stand in one of them only."
        "policy-once policy-look";
    "unknown" "" Unsaid "Unknown code"
        "Azure answered {code}. This page has no explanation for it."
        "look-up-code";
    "version-refused" "" Refused "Version that Azure does not take"
        "The link's service version (sv) was damaged, or is too old for what the link holds."
        "copy-again newer-version";
    "version-too-old" "" Unsaid "Too new for its version"
        "The request, or a rule on the server (stored access policy), uses something that its version does not know yet."
        "newer-version";
    "wrong-level" "wrong-level" Unsaid "Link for another level"
        "The link was signed for one level, such as a file or a container. The address asked for something on another one, such as the whole account."
        "level-address level-account";
    "wrong-level-known" "wrong-level" Unsaid "Link for another level"
        "The link was signed for {covers}. The address asked for something on another level."
        "level-address level-account";
}

/// Finds an explanation by its id.
pub(super) fn explanation(id: &str) -> Option<&'static Explanation> {
    EXPLANATIONS
        .binary_search_by(|row| row.id.cmp(id))
        .ok()
        .and_then(|at| EXPLANATIONS.get(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::errors::fixes::{self, FIXES};
    use crate::errors::mistakes;

    #[test]
    fn the_table_is_sorted_and_its_references_hold() {
        assert!(EXPLANATIONS.windows(2).all(|pair| pair[0].id < pair[1].id));
        for row in EXPLANATIONS {
            let has_mistake = row.mistake.is_empty() || mistakes::find(row.mistake).is_some();
            assert!(has_mistake, "{}: {}", row.id, row.mistake);
            if row.cause.contains("signature was accepted") {
                assert_eq!(row.signature, Signature::Accepted, "{}", row.id);
            }
            for fix in row.fixes.split(' ') {
                assert!(fixes::find(FIXES, fix).is_some(), "{}: {fix}", row.id);
            }
        }
    }

    #[test]
    fn every_fix_is_used() {
        let extra = ["paste-link", "ses-line"];
        for (id, _) in FIXES {
            let is_used = EXPLANATIONS
                .iter()
                .any(|row| row.fixes.split(' ').any(|fix| fix == *id));
            assert!(is_used || extra.contains(id), "{id}");
        }
    }
}
