//! The rules: one file each, and the one registry.
//!
//! Adding a rule touches two files: its own, and this one (a `mod` line and a registry line, both
//! sorted). Everything else is derived.

mod hit;
#[cfg(test)]
mod testing;

pub(crate) use hit::{Hit, Place};

use crate::access::effective::Effective;
use crate::access::scope::Scope;
use crate::access::window::Window;
use crate::params::Family;
use crate::policy::Policy;
use crate::report::{Confidence, Severity};
use crate::token::Token;

mod account_wide_token;
mod address_range_too_wide;
mod any_network_address;
mod bound_to_request;
mod bound_to_user;
mod cannot_list;
mod container_link_opens_nothing;
mod contradictory_family;
mod delegation_key_too_long;
mod depth_without_directory;
mod directory_depth_missing;
mod duplicate_parameter;
mod empty_parameter;
mod empty_table_range;
mod encryption_scope_set;
mod encryption_scope_too_early;
mod expired;
mod expiry_not_after_start;
mod family_not_allowed;
mod full_account_control;
mod grants_nothing;
mod internal_parameter;
mod key_service_mismatch;
mod legacy_lives_over_an_hour;
mod letter_not_allowed_here;
mod letter_repeated;
mod letters_out_of_order;
mod limits_not_checkable;
mod literal_plus_in_signature;
mod literal_slash_in_signature;
mod lives_longer_than_allowed;
mod lives_over_a_week;
mod lives_over_a_year;
mod lives_over_an_hour;
mod lives_over_ten_years;
mod malformed_date;
mod malformed_guid;
mod malformed_signature;
mod missing_parameter;
mod misspelt_parameter;
mod newer_letter_than_version;
mod no_revocation_alone;
mod no_start_time;
mod not_yet_valid;
mod outdated_version;
mod outlives_delegation_key;
mod outside_directory;
mod outside_key_window;
mod outside_required_addresses;
mod ownership_changeable;
mod parameter_newer_than_version;
mod parameter_not_lower_case;
mod parameter_of_another_family;
mod permission_forbidden;
mod plain_http_allowed;
mod policy_on_wrong_family;
mod private_address;
mod protocol_not_allowed;
mod recovery_copies_deletable;
mod resource_newer_than_version;
mod response_header_not_covered;
mod response_type_overridden;
mod retention_changeable;
mod reversed_address_range;
mod row_without_partition;
mod sensitive_container;
mod sent_in_clear;
mod service_mismatch;
mod signature_removed;
mod target_not_named;
mod tenant_without_user;
mod terms_in_policy_and_token;
mod time_without_seconds;
mod two_acl_users;
mod undocumented_address;
mod unknown_account;
mod unknown_letter;
mod unknown_parameter;
mod unknown_resource;
mod version_too_old_for_family;
mod version_unknown;
mod website_can_be_defaced;
mod well_made;
mod whole_containers_deletable;
mod wrong_level_link;

/// What a rule may look at: the token, and what was worked out about it. No clock: now is in the
/// window.
pub(crate) struct Context<'a> {
    pub(crate) token: &'a Token,
    pub(crate) scope: &'a Scope,
    pub(crate) window: &'a Window,
    pub(crate) effective: &'a Effective,
    /// The organisation's own limits.
    pub(crate) policy: &'a Policy,
}

impl Context<'_> {
    pub(crate) fn is_account(&self) -> bool {
        self.token.family() == Family::Account
    }

    pub(crate) fn is_service(&self) -> bool {
        self.token.family() == Family::Service
    }

    pub(crate) fn is_delegation(&self) -> bool {
        self.token.family() == Family::UserDelegation
    }

    /// Whether a letter-set parameter (`sp`, `ss`, `srt`) holds all the given letters.
    pub(crate) fn holds(&self, key: &str, letters: &str) -> bool {
        self.token
            .value(key)
            .is_some_and(|value| letters.chars().all(|letter| value.contains(letter)))
    }
}

/// One rule. Its `//!` docs carry the headings *What it finds*, *Why it matters*, *Example*, *What
/// to do* and *Sources*.
pub(crate) struct Rule {
    /// Kebab-case, equal to the file's name; never changes once released.
    pub(crate) id: &'static str,
    /// The fault in a few words.
    pub(crate) title: &'static str,
    pub(crate) severity: Severity,
    pub(crate) confidence: Confidence,
    /// Whether a hit means that Azure should refuse the token as written.
    pub(crate) refuses: bool,
    /// What is wrong, in one or two sentences; `{…}` are arguments of the hit.
    pub(crate) message: &'static str,
    /// What to do, as an instruction; the same arguments.
    pub(crate) remedy: &'static str,
    pub(crate) sources: &'static [&'static str],
    /// Pure: looks, and says where.
    pub(crate) check: fn(&Context<'_>) -> Vec<Hit>,
}

macro_rules! registry {
    ($($module:ident,)*) => {
        /// Every rule, sorted by id.
        pub(crate) const RULES: &[&Rule] = &[$(&$module::RULE,)*];

        #[cfg(test)]
        const EXAMPLES: &[(&Rule, testing::Examples)] = &[$((&$module::RULE, $module::EXAMPLES),)*];
    };
}

registry! {
    account_wide_token,
    address_range_too_wide,
    any_network_address,
    bound_to_request,
    bound_to_user,
    cannot_list,
    container_link_opens_nothing,
    contradictory_family,
    delegation_key_too_long,
    depth_without_directory,
    directory_depth_missing,
    duplicate_parameter,
    empty_parameter,
    empty_table_range,
    encryption_scope_set,
    encryption_scope_too_early,
    expired,
    expiry_not_after_start,
    family_not_allowed,
    full_account_control,
    grants_nothing,
    internal_parameter,
    key_service_mismatch,
    legacy_lives_over_an_hour,
    letter_not_allowed_here,
    letter_repeated,
    letters_out_of_order,
    limits_not_checkable,
    literal_plus_in_signature,
    literal_slash_in_signature,
    lives_longer_than_allowed,
    lives_over_a_week,
    lives_over_a_year,
    lives_over_an_hour,
    lives_over_ten_years,
    malformed_date,
    malformed_guid,
    malformed_signature,
    missing_parameter,
    misspelt_parameter,
    newer_letter_than_version,
    no_revocation_alone,
    no_start_time,
    not_yet_valid,
    outdated_version,
    outlives_delegation_key,
    outside_directory,
    outside_key_window,
    outside_required_addresses,
    ownership_changeable,
    parameter_newer_than_version,
    parameter_not_lower_case,
    parameter_of_another_family,
    permission_forbidden,
    plain_http_allowed,
    policy_on_wrong_family,
    private_address,
    protocol_not_allowed,
    recovery_copies_deletable,
    resource_newer_than_version,
    response_header_not_covered,
    response_type_overridden,
    retention_changeable,
    reversed_address_range,
    row_without_partition,
    sensitive_container,
    sent_in_clear,
    service_mismatch,
    signature_removed,
    target_not_named,
    tenant_without_user,
    terms_in_policy_and_token,
    time_without_seconds,
    two_acl_users,
    undocumented_address,
    unknown_account,
    unknown_letter,
    unknown_parameter,
    unknown_resource,
    version_too_old_for_family,
    version_unknown,
    website_can_be_defaced,
    well_made,
    whole_containers_deletable,
    wrong_level_link,
}
