//! Nothing leaves: every response carries the policy, and the browser enforces it.

use super::support::{Page, Result, Sink, visit};
use serde_json::json;

/// What every response must say, in lower case.
const HEADERS: &[&str] = &[
    "connection-allowlist: (response-origin)",
    "cross-origin-opener-policy: same-origin",
    "cross-origin-resource-policy: same-origin",
    "referrer-policy: no-referrer",
    "x-content-type-options: nosniff",
    "content-security-policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
     style-src 'self'; connect-src 'self'; img-src 'self' data:; worker-src blob:; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
     require-trusted-types-for 'script'; trusted-types sas-lens",
];

/// Every way known to us in which a script can make a browser talk to another origin. `args[0]` is
/// the other origin's address, `args[1]` its host and port.
const EXITS: &[(&str, &str)] = &[
    (
        "fetch",
        "await fetch(args[0], { mode: 'no-cors' }).catch(() => 0);",
    ),
    ("beacon", "navigator.sendBeacon(args[0], 'x');"),
    ("image", "new Image().src = args[0];"),
    ("socket", "new WebSocket(`ws://${args[1]}/`);"),
    ("event source", "new EventSource(args[0]);"),
    ("module", "await import(args[0]).catch(() => 0);"),
    (
        "style",
        "append('link', { rel: 'stylesheet', href: args[0] });",
    ),
    (
        "prefetch",
        "append('link', { rel: 'prefetch', href: args[0] });",
    ),
    (
        "preload",
        "append('link', { rel: 'preload', as: 'image', href: args[0] });",
    ),
    (
        "preconnect",
        "append('link', { rel: 'preconnect', href: args[0] });",
    ),
    ("frame", "append('iframe', { src: args[0] });"),
    ("media", "append('video', { src: args[0] });"),
    ("object", "append('object', { data: args[0] });"),
    (
        "form",
        "append('form', { action: args[0], method: 'post' }).submit();",
    ),
    (
        "ping",
        "append('a', { href: '#x', ping: args[0] }).click();",
    ),
    ("window", "window.open(args[0]);"),
    ("navigation", "setTimeout(() => location.assign(args[0]));"),
    (
        "refresh",
        "append('meta', { httpEquiv: 'refresh', content: `0;url=${args[0]}` });",
    ),
    (
        "WebRTC",
        "const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:${args[1]}` }] });
         peer.createDataChannel('x');
         await peer.setLocalDescription(await peer.createOffer());",
    ),
];

/// Puts an element into the document.
const APPEND: &str = "const append = (name, properties) => {
    const element = Object.assign(document.createElement(name), properties);
    document.body.append(element);
    return element;
  };";

#[test]
fn every_response_carries_the_policy() -> Result {
    visit(async |page| {
        for path in [
            "/",
            "/index.html",
            "/main.js",
            "/roles.css",
            "/style.css",
            "/reference/index.html",
            "/reference/rules/expired.html",
            "/pkg/sas_lens_bg.wasm",
            "/no",
        ] {
            let head = page.site.head_of(path)?;
            for header in HEADERS {
                assert!(
                    head.lines().any(|line| line == *header),
                    "{path} lacks {header}"
                );
            }
        }
        assert!(page.site.head_of("/no")?.starts_with("http/1.1 404"));
        Ok(())
    })
}

#[test]
fn nothing_reaches_another_origin_from_the_page() -> Result {
    visit(async |page| {
        let site = page.site.url().to_owned();
        for (name, script) in EXITS {
            let hits = hits_of(page, &site, script).await?;
            assert!(hits.is_empty(), "{name} reached another origin: {hits:?}");
        }
        Ok(())
    })
}

/// Without this, the test above might prove only that its attempts do not work.
#[test]
fn the_same_attempts_reach_another_origin_from_a_page_without_policy() -> Result {
    visit(async |page| {
        let unprotected = Sink::open()?;
        for (name, script) in EXITS {
            let hits = hits_of(page, &unprotected.url(), script).await?;
            assert!(!hits.is_empty(), "{name} does not work anywhere");
        }
        Ok(())
    })
}

/// Opens a page, tries one exit and returns what arrived at the other end.
async fn hits_of(page: &Page, address: &str, script: &str) -> Result<Vec<String>> {
    let sink = Sink::open()?;
    page.client.goto(address).await?;
    let attempt = format!("{APPEND} try {{ {script} }} catch {{ /* refused, as it should be */ }}");
    page.js(&attempt, &[sink.url().into(), sink.host().into()])
        .await?;
    Ok(sink.hits().await)
}

#[test]
fn nothing_reaches_another_origin_from_a_worker() -> Result {
    visit(async |page| {
        let sink = Sink::open()?;
        let script = "
            const { startWorker } = await import('/policy.js');
            const worker = startWorker(`
              const outcome = (attempt) => attempt.then(() => 'reached', () => 'refused');
              const attempts = [
                fetch('${args[0]}'),
                fetch('${args[0]}', { mode: 'no-cors' }),
                new Promise((resolve, reject) => resolve(importScripts('${args[0]}'))),
                new Promise((resolve, reject) => {
                  Object.assign(new WebSocket('ws://${args[1]}/'), { onopen: resolve, onerror: reject });
                }),
              ];
              Promise.all(attempts.map(outcome)).then(postMessage);
            `);
            return new Promise((resolve, reject) => {
              worker.onmessage = ({ data }) => resolve(data);
              worker.onerror = ({ message }) => reject(new Error(message));
            });";
        let outcomes = page
            .js(script, &[sink.url().into(), sink.host().into()])
            .await?;
        assert_eq!(
            outcomes,
            json!(["refused", "refused", "refused", "refused"])
        );
        assert_eq!(sink.hits().await, [""; 0]);
        Ok(())
    })
}

#[test]
fn no_string_becomes_code() -> Result {
    visit(async |page| {
        let script = "
            const refused = (attempt) => {
              try {
                attempt();
                return false;
              } catch {
                return true;
              }
            };
            const div = document.createElement('div');
            return Object.entries({
              worker: () => new Worker('x.js'),
              blob: () => new Worker(URL.createObjectURL(new Blob(['1']))),
              html: () => { div.innerHTML = '<b>x</b>'; },
              emptyHtml: () => { div.innerHTML = ''; },
              adjacent: () => div.insertAdjacentHTML('beforeend', '<b>x</b>'),
              script: () => { document.createElement('script').src = 'data:,1'; },
              policy: () => trustedTypes.createPolicy('other', {}),
              secondPolicy: () => trustedTypes.createPolicy('sas-lens', {}),
              code: () => new Function('1'),
            }).filter(([, attempt]) => !refused(attempt)).map(([name]) => name);";
        assert_eq!(page.js(script, &[]).await?, json!([]));
        Ok(())
    })
}

#[test]
fn the_page_loads_without_a_word_in_the_console() -> Result {
    visit(async |page| {
        page.wait_until("document.readyState === 'complete'")
            .await?;
        page.assert_quiet_console().await?;
        for address in page.network().await? {
            let own = address.starts_with(page.site.url());
            assert!(own, "{address} is not ours");
        }
        Ok(())
    })
}

#[test]
fn nothing_is_requested_after_a_paste() -> Result {
    visit(async |page| {
        // The last files come when the page is idle.
        let desk = "performance.getEntriesByType('resource')
            .some(({ name, responseEnd }) => name.endsWith('desk_bg.wasm') && responseEnd > 0)";
        page.wait_until(desk).await?;
        assert!(
            !page.network().await?.is_empty(),
            "the log of the browser is blind"
        );
        assert!(
            !page.site.requests()?.is_empty(),
            "the log of the server is blind"
        );

        let link = "https://contosoexample.blob.core.windows.net/a?sr=b&sp=r&se=2027-01-01&sv=2022-11-02&\
                    sig=bm90LWEtcmVhbC1zaWduYXR1cmUtb25seS1hLWRlbW8%3D";
        page.verdict_after(async |page| page.paste_by_keys(link).await)
            .await?;
        let many = vec![link; 2000].join("\n");
        page.paste(&many).await?;
        let listed = "document.querySelector('[data-part=\"result-list\"]').childElementCount > 0";
        page.wait_until(listed).await?;
        page.assert_no_requests().await?;
        page.assert_quiet_console().await
    })
}
