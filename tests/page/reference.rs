//! The reference: every page is there, every link leads somewhere, the search finds, and all of it
//! works for everyone and from disk.

use super::support::{Page, Result, visit};
use fantoccini::key::Key;
use sas_lens::reference::rules;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};
use url::Url;

/// One page of each kind.
const KINDS: [&str; 6] = [
    "index.html",
    "verdict.html",
    "parameters.html",
    "permissions.html",
    "operations.html",
    "rules/full-account-control.html",
];

/// The site as it was built.
fn site() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("dist/site")
}

/// Returns every page of the reference, by its path in the site, with its text.
fn pages() -> Result<BTreeMap<String, String>> {
    let mut pages = BTreeMap::new();
    for folder in ["reference", "reference/rules"] {
        for entry in fs::read_dir(site().join(folder))? {
            let path = entry?.path();
            if path
                .extension()
                .is_some_and(|extension| extension == "html")
            {
                let name = path.strip_prefix(site())?.to_string_lossy().into_owned();
                pages.insert(name, fs::read_to_string(&path)?);
            }
        }
    }
    Ok(pages)
}

/// Returns the values of an attribute, as written.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    html.split(&format!(" {attribute}=\""))
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

#[test]
fn every_rule_has_a_page() -> Result {
    let pages = pages()?;
    for rule in rules() {
        let path = format!("reference/rules/{}.html", rule.id);
        let page = pages.get(&path).ok_or_else(|| format!("no {path}"))?;
        assert!(page.contains(&format!(">{}</code>", rule.id)), "{path}");
    }
    assert_eq!(pages.len(), rules().count() + 5);
    Ok(())
}

#[test]
fn no_link_inside_the_reference_is_dead() -> Result {
    let base = Url::parse("https://site.example/")?;
    let pages = pages()?;
    let mut followed = 0;
    for (name, html) in &pages {
        let from = base.join(name)?;
        for written in values(html, "href").into_iter().chain(values(html, "src")) {
            let target = from.join(written)?;
            if target.host_str() != base.host_str() {
                continue;
            }
            followed += 1;
            let path = target.path().trim_start_matches('/');
            assert!(site().join(path).is_file(), "{name} names {written}");
            let Some(anchor) = target.fragment() else {
                continue;
            };
            let there = pages.get(path).ok_or_else(|| format!("{written} leaves"))?;
            assert!(
                values(there, "id").contains(&anchor),
                "{name} names {written}, which has no such place"
            );
        }
    }
    assert!(followed > 2000, "only {followed} links");
    Ok(())
}

#[test]
fn every_page_is_quiet_and_fits_a_narrow_screen() -> Result {
    visit(async |page| {
        page.resize(320, 640).await?;
        for name in pages()?.keys() {
            page.client
                .goto(&format!("{}{name}", page.site.url()))
                .await?;
            assert!(fits(page).await?, "{name} needs sideways scrolling");
            page.assert_quiet_console()
                .await
                .map_err(|error| format!("{name}: {error}"))?;
        }
        Ok(())
    })
}

async fn fits(page: &Page) -> Result<bool> {
    let fits = "const { scrollWidth, clientWidth } = document.documentElement;
                return scrollWidth <= clientWidth;";
    Ok(page.js(fits, &[]).await? == true)
}

#[test]
fn every_kind_of_page_is_accessible_in_both_schemes() -> Result {
    visit(async |page| {
        for scheme in ["light", "dark"] {
            let feature = json!({ "name": "prefers-color-scheme", "value": scheme });
            page.devtools(
                "Emulation.setEmulatedMedia",
                json!({ "features": [feature] }),
            )
            .await?;
            for width in [1280, 360] {
                page.resize(width, 800).await?;
                for kind in KINDS {
                    open(page, kind).await?;
                    let faults = page.accessibility_faults().await?;
                    assert!(faults.is_empty(), "{kind}, {scheme}, {width}: {faults:#?}");
                }
            }
        }
        Ok(())
    })
}

#[test]
fn the_search_finds_by_title_id_letter_and_words_inside() -> Result {
    visit(async |page| {
        open(page, "index.html").await?;
        let before = page.client.current_url().await?;
        page.network().await?;
        page.site.requests()?;

        let first = async |query: &str| -> Result<String> {
            let hits = search(page, query).await?;
            Ok(hits.first().cloned().unwrap_or_default())
        };
        assert_eq!(first("allowed protocols").await?, "parameters.html#spr");
        assert_eq!(
            first("full-account-control").await?,
            "rules/full-account-control.html"
        );
        assert_eq!(first("SE").await?, "parameters.html#se");
        assert_eq!(first("y").await?, "permissions.html#y");
        assert_eq!(first("contained").await?, "verdict.html#contained");

        // Stands only inside the page of that rule, neither in its title nor in its id.
        let hits = search(page, "ipconfig").await?;
        assert_eq!(hits, ["rules/private-address.html"]);
        // Several words need not stand together.
        assert!(search(page, "incident 2023").await?.len() > 1);

        assert!(search(page, "nosuchword").await?.is_empty());
        assert_eq!(said(page).await?, "Nothing found for that word.");
        // The stop words of a question are not counted.
        search(page, "what does nosuchword mean").await?;
        assert_eq!(said(page).await?, "Nothing found for that word.");
        search(page, "nosuchword either").await?;
        assert_eq!(
            said(page).await?,
            "Nothing found for those words. Try fewer."
        );
        search(page, "ipconfig").await?;
        assert_eq!(said(page).await?, "One entry found");

        // The query stays where it was typed.
        assert_eq!(page.client.current_url().await?, before);
        page.assert_no_requests().await
    })
}

/// What people ask, with what must come first of all.
const QUESTIONS: &[(&str, &str)] = &[
    ("what does sr mean", "parameters.html#sr"),
    ("What's the sp?", "parameters.html#sp"),
    ("sr=b", "parameters.html#sr"),
    ("parameter st", "parameters.html#st"),
    ("api version", "parameters.html#api-version"),
    ("how long", "parameters.html#se"),
    ("when does it expire", "parameters.html#se"),
    ("lifetime", "parameters.html#se"),
    ("longer than a year", "rules/lives-over-a-year.html"),
    ("delete blob", "permissions.html#d"),
    ("account SAS", "rules/account-wide-token.html"),
    ("a", "permissions.html#a"),
    ("permission a", "permissions.html#a"),
    ("what does i mean", "permissions.html#i"),
    ("hns", "parameters.html#sdd"),
    ("hierarchical namespace", "parameters.html#sdd"),
    ("ADLS", "parameters.html#sdd"),
    ("data lake", "parameters.html#sdd"),
    ("how to revoke a link", "rules/no-revocation-alone.html"),
    ("rotate", "rules/no-revocation-alone.html"),
    ("stop", "rules/no-revocation-alone.html"),
    ("kill", "rules/no-revocation-alone.html"),
    ("CORS", "permissions.html#w"),
    ("mime type", "parameters.html#rsct"),
    ("ip", "parameters.html#sip"),
    ("firewall", "parameters.html#sip"),
    ("https", "parameters.html#spr"),
    ("TLS", "parameters.html#spr"),
    ("acl", "rules/ownership-changeable.html"),
    ("POSIX", "rules/ownership-changeable.html"),
    ("soft delete", "rules/recovery-copies-deletable.html"),
    ("versioning", "rules/recovery-copies-deletable.html"),
];

#[test]
fn the_search_answers_questions_in_the_words_of_those_who_ask() -> Result {
    visit(async |page| {
        open(page, "index.html").await?;
        for &(query, expected) in QUESTIONS {
            let hits = search(page, query).await?;
            assert_eq!(hits.first().map(String::as_str), Some(expected), "{query}");
        }
        Ok(())
    })
}

#[test]
fn what_holds_every_word_comes_before_what_holds_some() -> Result {
    visit(async |page| {
        open(page, "index.html").await?;
        // That page holds both words, though neither where it counts; the parameter is one of them.
        let hits = search(page, "ipconfig sip").await?;
        assert_eq!(
            hits.first().map(String::as_str),
            Some("rules/private-address.html")
        );
        assert_eq!(hits.get(1).map(String::as_str), Some("parameters.html#sip"));
        // A word that nothing holds does not hide what the others say.
        let hits = search(page, "expiry nosuchword").await?;
        assert_eq!(hits.first().map(String::as_str), Some("parameters.html#se"));
        // But a word inside a page is too little to go by.
        assert!(search(page, "ipconfig nosuchword").await?.is_empty());
        Ok(())
    })
}

#[test]
fn a_lone_letter_finds_what_is_called_so_and_nothing_else() -> Result {
    visit(async |page| {
        open(page, "index.html").await?;
        assert_eq!(search(page, "y").await?, ["permissions.html#y"]);
        assert_eq!(search(page, "r").await?, ["permissions.html#r"]);
        assert!(search(page, "<b>").await?.is_empty());
        assert_eq!(said(page).await?, "Nothing found for that word.");
        Ok(())
    })
}

#[test]
fn titles_come_before_words_inside() -> Result {
    visit(async |page| {
        open(page, "index.html").await?;
        search(page, "delete").await?;
        let script = "return [...document.querySelectorAll('.hit__title')]
            .map(({ textContent }) => textContent.toLowerCase().includes('delete'));";
        let in_title: Vec<bool> = serde_json::from_value(page.js(script, &[]).await?)?;
        assert!(in_title.contains(&true) && in_title.contains(&false));
        assert!(
            in_title.is_sorted_by(|one, next| one >= next),
            "{in_title:?}"
        );
        Ok(())
    })
}

#[test]
fn the_search_works_by_keyboard_alone() -> Result {
    visit(async |page| {
        open(page, "index.html").await?;
        page.press(&['/']).await?;
        assert_eq!(focused(page).await?, "query");
        for letter in "expiry".chars() {
            page.press(&[letter]).await?;
        }
        assert_eq!(
            value(page).await?,
            "expiry",
            "the slash opens, and is not typed"
        );

        page.press(&[Key::Down.into()]).await?;
        assert_eq!(focused(page).await?, "parameters.html#se");
        page.press(&[Key::Up.into()]).await?;
        assert_eq!(focused(page).await?, "query");

        page.press(&[Key::Escape.into()]).await?;
        assert_eq!(value(page).await?, "");
        assert_eq!(page.js(STANDS, &[]).await?, true);

        for letter in "expiry".chars() {
            page.press(&[letter]).await?;
        }
        page.press(&[Key::Enter.into()]).await?;
        page.wait_until("location.href.endsWith('/reference/parameters.html#se')")
            .await?;
        page.assert_quiet_console().await
    })
}

#[test]
fn without_scripts_the_whole_list_stands() -> Result {
    visit(async |page| {
        page.devtools(
            "Emulation.setScriptExecutionDisabled",
            json!({ "value": true }),
        )
        .await?;
        page.client
            .goto(&format!("{}reference/index.html", page.site.url()))
            .await?;
        page.devtools(
            "Emulation.setScriptExecutionDisabled",
            json!({ "value": false }),
        )
        .await?;
        let is_shown = "return document.querySelector('[data-part=\"search\"]').checkVisibility();";
        assert_eq!(page.js(is_shown, &[]).await?, false);
        assert_eq!(page.js(STANDS, &[]).await?, true);
        Ok(())
    })
}

#[test]
fn the_pages_work_from_disk() -> Result {
    visit(async |page| {
        let index = Url::from_file_path(site().join("reference/index.html"));
        page.client
            .goto(index.map_err(|()| "no path")?.as_str())
            .await?;
        // The style sheet was loaded, and the script, though the policy is in force.
        let styled = "return getComputedStyle(document.body).display === 'flex';";
        assert_eq!(page.js(styled, &[]).await?, true);
        assert_eq!(
            search(page, "ipconfig").await?,
            ["rules/private-address.html"]
        );

        page.js("document.querySelector('.hit').click();", &[])
            .await?;
        page.wait_until("document.querySelector('h1')?.textContent.includes('private')")
            .await?;
        assert!(page.client.current_url().await?.scheme() == "file");
        page.js(
            "document.querySelector('a[href$=\"parameters.html#sip\"]').click();",
            &[],
        )
        .await?;
        page.wait_until("document.querySelector('#sip')").await?;
        page.assert_quiet_console().await
    })
}

/// Whether the list of all entries is seen.
const STANDS: &str = "return document.querySelector('[data-part=\"catalogue\"]').checkVisibility()
    && document.querySelectorAll('[data-entry]').length > 100;";

/// Opens a page of the reference as served.
async fn open(page: &Page, path: &str) -> Result {
    let address = format!("{}reference/{path}", page.site.url());
    page.client.goto(&address).await?;
    Ok(())
}

/// Types a query and returns where the hits lead, in their order.
async fn search(page: &Page, query: &str) -> Result<Vec<String>> {
    let script = "
        const box = document.querySelector('#query');
        box.value = args[0];
        box.dispatchEvent(new InputEvent('input', { bubbles: true }));
        return [...document.querySelectorAll('.hit')].map((hit) => hit.getAttribute('href'));";
    Ok(serde_json::from_value(
        page.js(script, &[query.into()]).await?,
    )?)
}

/// Returns what the status says.
async fn said(page: &Page) -> Result<Value> {
    page.js(
        "return document.querySelector('[role=\"status\"]').textContent;",
        &[],
    )
    .await
}

/// Returns what has the focus: its id, or where it leads.
async fn focused(page: &Page) -> Result<Value> {
    let script = "const focused = document.activeElement;
        return focused.id || focused.getAttribute('href');";
    page.js(script, &[]).await
}

/// Returns what stands in the search box.
async fn value(page: &Page) -> Result<Value> {
    page.js("return document.querySelector('#query').value;", &[])
        .await
}
