//! The values of `sr`, and the service versions.

use super::given;
use crate::params::resources::RESOURCES;
use crate::params::versions::VERSIONS;

/// One value of `sr`.
#[derive(Clone, Debug)]
pub struct Resource {
    /// The value.
    pub value: &'static str,
    /// What it stands for in a few words.
    pub title: &'static str,
    /// What a link with it opens.
    pub meaning: &'static str,
    /// The service's name.
    pub service: &'static str,
    /// The permission letters that may stand beside it, in the order in which they are written.
    pub letters: &'static str,
    /// The service version it came with, where it was not there from the start.
    pub since: Option<&'static str>,
    /// Where the facts come from.
    pub source: &'static str,
}

/// Returns every value of `sr`, sorted.
///
/// ```
/// let values: Vec<&str> = sas_lens::reference::resources().map(|resource| resource.value).collect();
/// assert_eq!(values, ["b", "bs", "bv", "c", "d", "f", "q", "s"]);
/// ```
pub fn resources() -> impl Iterator<Item = Resource> {
    RESOURCES.iter().map(|spec| Resource {
        value: spec.value,
        title: spec.title,
        meaning: spec.meaning,
        service: spec.service.title(),
        letters: spec.letters,
        since: given(spec.since),
        source: spec.source,
    })
}

/// Returns every published service version, oldest first.
///
/// ```
/// assert!(sas_lens::reference::versions().is_sorted());
/// ```
pub fn versions() -> &'static [&'static str] {
    VERSIONS
}
