//! What a token points at, as far as the link says.

use super::Resource;
use super::message::Message;
use super::messages::message;
use crate::access::scope::Scope;
use crate::params::hosts::HostForm;
use crate::token::Token;
use crate::token::display::shown;

pub(super) fn of(token: &Token, scope: &Scope) -> Resource {
    let link = token.link.as_ref();
    Resource {
        level: scope.id.to_owned(),
        covers: shown(&scope.say()),
        service: link
            .and_then(|link| link.reading.service)
            .map(str::to_owned),
        cloud: link.and_then(|link| link.reading.cloud).map(str::to_owned),
        host_form: link.map(|link| link.reading.form.id().to_owned()),
        host: link
            .map(|link| shown(&link.host))
            .filter(|host| !host.is_empty()),
        account: scope.account.as_deref().map(shown),
        container: scope.container.as_deref().map(shown),
        path: scope.path.as_deref().map(shown),
        remarks: remarks(token),
    }
}

fn remarks(token: &Token) -> Vec<Message> {
    let Some(link) = token.link.as_ref() else {
        return vec![message("resource/no-host", &[])];
    };
    let host = link.host.as_str();
    let by_form = match link.reading.form {
        HostForm::Standard | HostForm::Routing | HostForm::DnsZone => None,
        HostForm::Secondary => Some(message("resource/secondary", &[])),
        HostForm::Website => Some(message("resource/website", &[])),
        HostForm::PrivateLink => Some(message("resource/private-link", &[])),
        HostForm::ManagedDisk => Some(message("resource/managed-disk", &[])),
        HostForm::Emulator => Some(message("resource/emulator", &[])),
        HostForm::PathStyle => Some(message("resource/path-style", &[("host", host)])),
        HostForm::Custom => Some(message("resource/custom-host", &[("host", host)])),
    };
    let is_closed = link.reading.is_closed();
    by_form
        .into_iter()
        .chain(is_closed.then(|| message("resource/germany", &[])))
        .collect()
}
