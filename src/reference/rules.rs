//! The rules, without their prose, which stands in their files.

#[cfg(feature = "full")]
use crate::products;
use crate::report::{Confidence, Severity};
use crate::rules::RULES;

/// One rule of the registry.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The folder of its file, below `src`.
    pub folder: &'static str,
    /// Its name in reports and addresses.
    pub id: &'static str,
    /// The fault in a few words.
    pub title: &'static str,
    /// How bad a finding is, unless the link makes it better or worse.
    pub severity: Severity,
    /// How sure a finding is, unless the link says otherwise.
    pub confidence: Confidence,
    /// Whether Azure should refuse a link with this fault.
    pub refuses: bool,
    /// What a finding says; `{…}` is filled in from the link.
    pub message: &'static str,
    /// What helps; the same.
    pub remedy: &'static str,
    /// Where its facts come from: addresses, or words.
    pub sources: &'static [&'static str],
}

impl Rule {
    /// Whether it is about the parameters of storage links, and not about other products.
    pub fn is_about_links(&self) -> bool {
        self.folder == LINKS
    }

    /// Returns the name of its file in its folder, whose docs are its prose.
    pub fn file_name(&self) -> String {
        format!("{}.rs", self.id.replace('-', "_"))
    }
}

/// The folder of the rules for storage links.
const LINKS: &str = "rules";

/// Returns every rule, sorted by id: those for storage links, then those for other products.
///
/// ```
/// let ids: Vec<&str> = sas_lens::reference::rules().map(|rule| rule.id).collect();
/// assert!(ids.contains(&"full-account-control") && ids.contains(&"key-itself"));
/// ```
pub fn rules() -> impl Iterator<Item = Rule> {
    let of_links = RULES.iter().map(|rule| Rule {
        folder: LINKS,
        id: rule.id,
        title: rule.title,
        severity: rule.severity,
        confidence: rule.confidence,
        refuses: rule.refuses,
        message: rule.message,
        remedy: rule.remedy,
        sources: rule.sources,
    });
    #[cfg(feature = "full")]
    let of_products = products::rules::RULES.iter().map(|rule| {
        let told = rule.told;
        Rule {
            folder: "products/rules",
            id: told.id,
            title: told.title,
            severity: told.severity,
            confidence: told.confidence,
            refuses: told.refuses,
            message: told.message,
            remedy: told.remedy,
            sources: told.sources,
        }
    });
    #[cfg(not(feature = "full"))]
    let of_products = std::iter::empty();
    of_links.chain(of_products)
}
