//! The verdict of a link that Azure refused as it was pasted: the level stays, the words say why.

use super::message::Message;
use super::verdict::{Judged, Standing};
use super::{Action, Impact, Level, State, Verdict};
use super::{actions, sentence};
use crate::token::Token;

/// How an action to stop such a token begins.
const IF_OUT: &str = "If others may have the intact link, stop it";

const FIND: (&str, &str) = (
    "action/find-intact",
    "Find the link as it was issued, and paste that here to judge it. Azure refused this copy, but the intact link may still work.",
);
const REASON: (&str, &str) = (
    "reason/refused",
    "Azure refused it as pasted. That lowers no level: the intact link may still work.",
);
const HOLDER: (&str, &str) = (
    "sentence/refused",
    "Azure refused this link as pasted. If accepted, {who} could {what} {until}.{more}",
);
const MALFORMED: (&str, &str) = (
    "sentence/refused-malformed",
    "Azure refused this link as pasted: {why}. Once mended, {who} could {what} {until}.{more}",
);
const POLICY: (&str, &str) = (
    "sentence/refused-policy",
    "Azure refused this link as pasted. If accepted, {who} could do what a rule on the server allows for {scope}. The rule is the stored access policy {policy}.",
);

/// Lists every template, for those who measure or translate them.
#[cfg(feature = "reference")]
pub(crate) fn templates() -> impl Iterator<Item = (String, &'static str)> {
    [FIND, REASON, HOLDER, MALFORMED, POLICY]
        .into_iter()
        .map(|(id, text)| (id.to_owned(), text))
}

/// Puts the words of a verdict under the condition that the link is accepted. What opens nothing, or
/// nothing any more, needs no such words.
pub(super) fn temper(verdict: &mut Verdict, token: &Token, judged: &Judged<'_>) {
    let opens = judged.standing == Standing::Readable && judged.impact != Impact::Nothing;
    if !opens || matches!(verdict.level, Level::Spent | Level::Unreadable) {
        return;
    }
    verdict.sentence = consequence(token, judged);
    verdict.actions = actions::begun(token, judged, verdict.level, IF_OUT);
    let find = Action {
        message: say(FIND, &[]),
        commands: Vec::new(),
    };
    verdict.actions.insert(0, find);
    verdict.reasons.push(say(REASON, &[]));
}

fn say((id, template): (&str, &str), args: &[(&str, &str)]) -> Message {
    Message::render(id, template, args)
}

fn consequence(token: &Token, judged: &Judged<'_>) -> Message {
    let who = sentence::who(token);
    if judged.impact == Impact::Unknown {
        let policy = token.value("si").unwrap_or_default();
        let scope = judged.scope.say();
        let args = [("who", who.as_str()), ("scope", &scope), ("policy", policy)];
        return say(POLICY, &args);
    }
    let deeds = sentence::deeds(judged.outcomes, judged.scope);
    let limit = sentence::within_role(token, " It never allows more than its signer may do.");
    let more = format!("{}{limit}", deeds.more("could"));
    let until = sentence::until(judged.window);
    let args = [
        ("who", who.as_str()),
        ("what", &deeds.what),
        ("until", &until),
        ("more", &more),
    ];
    if judged.state == State::Malformed {
        let [who, what, until, more] = args;
        return say(MALFORMED, &[("why", &judged.why), who, what, until, more]);
    }
    say(HOLDER, &args)
}
