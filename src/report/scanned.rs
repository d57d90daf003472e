//! What a scan says of one token: the same verdict as the report's, in one row.

use super::build::{Ruled, Studied};
use super::params;
use super::{Certainty, HitParam, HitRow, Message, Place, products};
use crate::analyze::Options;
use crate::products::{Product, reading};
use crate::report::build::Secrets;
use crate::token::{Token, display, signature};

/// What the finder knows of a token.
pub(crate) struct Evidence {
    pub(crate) id: String,
    pub(crate) certainty: Certainty,
    pub(crate) because: Vec<Message>,
    pub(crate) place: Place,
}

/// Makes the row of a storage token.
pub(crate) fn of_token(token: &Token, options: &Options, evidence: Evidence) -> HitRow {
    let ruled = Studied::new(token, options).ruled();
    let text = token.mapped.as_str();
    let params = token
        .params
        .iter()
        .map(|param| {
            let raw = text.get(param.value.clone()).unwrap_or_default();
            let written = if param.lumped > 0 {
                "…"
            } else {
                &param.written
            };
            HitParam {
                name: param
                    .key()
                    .map_or_else(|| display::shown(written), str::to_owned),
                value: shown(raw, param.decoded.expose(), param.is_secret()),
            }
        })
        .collect();
    HitRow {
        fingerprint: token.value("sig").and_then(signature::fingerprint),
        ..row(token.kind, ruled, params, evidence)
    }
}

/// Makes the row of another product's token or key. `weigh` is told whether its signature is none.
pub(crate) fn of_product(
    product: &Product,
    options: &Options,
    weigh: impl FnOnce(bool) -> Option<Evidence>,
) -> Option<HitRow> {
    let judged = reading::judge(product, options.now, &options.policy);
    let evidence = weigh(judged.reading.has_bad_signature())?;
    let params = product
        .fields
        .iter()
        .map(|field| HitParam {
            name: if field.spec.key.is_empty() {
                display::shown(&field.written)
            } else {
                field.spec.key.to_owned()
            },
            value: shown(
                field.raw.expose(),
                field.decoded.expose(),
                field.is_secret(),
            ),
        })
        .collect();
    Some(row(product.kind, products::ruled(judged), params, evidence))
}

fn shown(raw: &str, decoded: &str, is_secret: bool) -> String {
    params::Shown::of(raw, decoded, is_secret, Secrets::Redacted).value
}

fn row(kind: super::Kind, ruled: Ruled, params: Vec<HitParam>, evidence: Evidence) -> HitRow {
    HitRow {
        id: evidence.id,
        kind,
        level: ruled.level,
        title: ruled.title,
        sentence: ruled.sentence,
        state: ruled.state,
        impact: ruled.impact,
        ends: ruled.ends,
        account: ruled.account,
        certainty: evidence.certainty,
        because: evidence.because,
        fingerprint: None,
        broken_limits: ruled
            .broken_limits
            .into_iter()
            .map(|(rule, title)| Message::render(format!("rule/{rule}"), title, &[]))
            .collect(),
        params,
        place: evidence.place,
    }
}
