//! One signature on two links: it fits one text alone.

use super::facts::Facts;
use crate::signature::Context;
use crate::signature::text::StringToSign;
use crate::token::signature;

/// Whether both links carry one signature although different texts are signed for them. Then one of
/// them was changed after it was signed. What cannot be told does not count as different.
pub(super) fn is_shared_wrongly(first: &Facts<'_>, second: &Facts<'_>) -> bool {
    let of = |facts: &Facts<'_>| {
        let value = facts.token.value("sig").unwrap_or_default().to_owned();
        Some(value).filter(|value| signature::is_whole(value) && !signature::is_removed(value))
    };
    of(first).is_some_and(|own| of(second).as_ref() == Some(&own))
        && are_texts_different(first, second)
}

fn are_texts_different(first: &Facts<'_>, second: &Facts<'_>) -> bool {
    let text = |facts: &Facts<'_>| StringToSign::of(facts.token, &Context::default());
    let (Some(first), Some(second)) = (text(first), text(second)) else {
        return false;
    };
    if first.layout.id != second.layout.id {
        return true;
    }
    first.fields.iter().zip(&second.fields).any(|(one, other)| {
        let values = (one.value.as_deref(), other.value.as_deref());
        matches!(values, (Some(one), Some(other)) if plain(one) != plain(other))
    })
}

/// A value in the form in which Azure may read it: whether a plus sign is a blank, and whether a path
/// has its last slash, is not documented for every field.
fn plain(value: &str) -> String {
    value.trim_end_matches('/').replace('+', " ")
}
