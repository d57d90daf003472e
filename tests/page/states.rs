//! The main states of the page, and how each is reached. What must hold in every one of them is
//! checked over this table: a new state is one more line.

use super::support::{Page, Result, VERDICT};
use crate::util::{fake_signature, fill};
use serde_json::json;

/// A state of the page.
pub(super) struct State {
    pub(super) name: &'static str,
    opened: Opened,
    steps: Vec<Step>,
}

/// How the page is opened.
#[derive(Clone, Copy, PartialEq)]
enum Opened {
    Usually,
    /// The first WebAssembly file does not arrive.
    WithoutCore,
    WithoutScripts,
}

enum Step {
    Example(&'static str),
    /// Pastes a text and waits for its verdict.
    Paste(String),
    /// Types into the field, where the text is read as it grows, and waits for the verdict.
    Type(String),
    Click(&'static str),
    /// Runs JavaScript.
    Run(&'static str),
    /// Waits until a JavaScript expression holds.
    Until(&'static str),
}
use Step::{Click, Example, Paste, Run, Type, Until};

/// Lets the worker never answer, so that the page stays busy.
const HOLD_WORKER: &str = "Worker.prototype.postMessage = () => {};";

/// A text that goes to the worker: longer than what the field takes.
const PASTE_LONG_TEXT: &str = "
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'The quick brown fox jumps over the lazy dog. '.repeat(2000));
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));";

/// Drops three files of which one is a picture of nothing.
const DROP_FILES: &str = "
    // One reader, so that finds come in the same order in every picture.
    Object.defineProperty(navigator, 'hardwareConcurrency', { value: 1, configurable: true });
    const sig = encodeURIComponent(btoa('not-a-real-signature-only-a-demo'));
    const link = (rest) => `https://contosoexample.blob.core.windows.net/${rest}&sig=${sig}`;
    const dataTransfer = new DataTransfer();
    const files = {
      'deploy.sh': `#!/bin/sh\\nazcopy copy . \"${link('backups?sv=2022-11-02&sr=c&sp=rwdl&se=2051-10-06')}\"\\n`,
      'app.env': `URL=${link('photos/a.png?sv=2022-11-02&sr=b&sp=r&se=2026-06-02&spr=https')}\\n`,
      'photo.bin': '\\0\\0\\0',
    };
    for (const [name, text] of Object.entries(files)) dataTransfer.items.add(new File([text], name));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));";

/// The same with nothing in them.
const DROP_EMPTY_FILES: &str = "
    const dataTransfer = new DataTransfer();
    for (const name of ['a.bin', 'b.bin']) dataTransfer.items.add(new File(['\\0\\0'], name));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));";

/// Lets no worker that reads files begin, so that the scan goes on for ever.
const HOLD_READERS: &str = "
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (message, ...rest) {
      if (message.kind !== 'read') postMessage.call(this, message, ...rest);
    };";

const IS_SCANNED: &str = "document.querySelector('.scan[data-over]')";

const DRAG: &str = "
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'links.txt', { type: 'text/plain' }));
    document.body.dispatchEvent(new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true }));";

const TWO_FRAMES: &str =
    "await new Promise((later) => requestAnimationFrame(() => requestAnimationFrame(later)));";

const OPEN_ALL: &str =
    "for (const details of document.querySelectorAll('details')) details.open = true;";

const IS_BUSY: &str = "document.querySelector('[data-part=\"busy\"]').checkVisibility()";

/// Opens a fold and waits until the desk has filled it.
const OPEN_REQUESTS: &str = "
    for (const fold of document.querySelectorAll('[data-outcome]')) fold.open = true;";
const OPEN_EVERY: &str = "document.querySelector('[data-part=\"every\"]').open = true;";
const OPEN_SIGNATURE: &str = "document.querySelector('[data-tool=signature]').open = true;";
const OPEN_COMPARE: &str = "document.querySelector('[data-tool=compare]').open = true;";
const OPEN_NARROW: &str = "document.querySelector('[data-tool=narrow]').open = true;";
const NARROW: &str = "
    const tool = document.querySelector('[data-tool=narrow]');
    tool.querySelector('.more').open = true;
    tool.querySelector('select').value = 'read-folder';
    tool.querySelector('select').dispatchEvent(new Event('change', { bubbles: true }));
    tool.querySelector('.more .field:not([hidden]) input').value = 'photos';
    tool.querySelector('.button--main').click();";
const OPEN_USAGE: &str = "document.querySelector('[data-tool=usage]').open = true;";
const OPEN_LIMITS: &str = "document.querySelector('[data-part=own-limits]').open = true;";

/// Gives the key that the vectors were signed with.
const CHECK_KEY: &str = "
    document.querySelector('[data-tool=signature] input').value
      = btoa(String.fromCharCode(...Array.from({ length: 64 }, (_, at) => at)));
    document.querySelector('[data-tool=signature] .button--main').click();";

const COMPARE: &str = "
    document.querySelector('[data-tool=compare] textarea').value = 'https://contosoexample.blob.core.windows.net/\
      photos/a.txt?sv=2022-11-02&sr=b&sp=rt&se=2026-07-01&spr=https&sip=203.0.113.7&sig=bm90LWEtcmVhbC1zaWduYXR1cmUtb25seS1hLWRlbW8%3D'
      .replace(/\\s/g, '');
    document.querySelector('[data-tool=compare] .button--main').click();";

const REFUSE_LIMITS: &str = "
    document.querySelector('[data-part=own-limits] textarea').value = '{ \"longestLife\": 7 }';
    document.querySelector('[data-part=own-limits] .button--main').click();";

const SET_LIMITS: &str = "
    document.querySelector('[data-part=own-limits] textarea').value
      = '{ \"longestLifeHours\": 168, \"knownAccounts\": [\"contosoexample\"] }';
    document.querySelector('[data-part=own-limits] .button--main').click();";

const REVEAL: &str = "[data-part=\"reveal\"]";
const SECOND_ROW: &str = "[data-place=\"1\"]";

/// Every main state.
pub(super) fn states() -> Vec<State> {
    [of_links(), of_the_desk(), of_other_texts()]
        .into_iter()
        .flatten()
        .collect()
}

/// Before a link is read, and with one.
fn of_links() -> Vec<State> {
    vec![
        state("empty", []),
        state("dragging", [Run(DRAG)]),
        state("typing", [Type(filled(ONE_FILE))]),
        state("incident-2021", [Example("incident-2021")]),
        state("incident-2020", [Example("incident-2020")]),
        state("well-made", [Example("well-made")]),
        state("policy", [Example("policy")]),
        state("expired", [Example("expired")]),
        state("damaged", [Example("damaged")]),
        state(
            "editing",
            [Example("damaged"), Click("[data-part=\"edit\"]")],
        ),
        state("signature-shown", [Example("incident-2021"), Click(REVEAL)]),
        state(
            "commands",
            [Example("incident-2021"), Click(".commands__summary")],
        ),
        state("all-open", [Example("damaged"), Run(OPEN_ALL)]),
    ]
}

/// What comes after the first verdict.
fn of_the_desk() -> Vec<State> {
    vec![
        state(
            "requests",
            [
                Example("incident-2021"),
                Run(OPEN_REQUESTS),
                Until("document.querySelector('.request')"),
                Run("document.querySelector('.request').open = true;"),
            ],
        ),
        state(
            "every-request",
            [
                Example("incident-2020"),
                Run(OPEN_EVERY),
                Until("document.querySelector('.operation__answer')"),
            ],
        ),
        state(
            "signature-asked",
            [
                Paste(BOUND_TO_REQUEST.into()),
                Run(OPEN_SIGNATURE),
                Until("document.querySelectorAll('[data-tool=signature] .field').length > 2"),
            ],
        ),
        state(
            "signature-answered",
            [
                Paste(SIGNED_OTHERWISE.into()),
                Run(OPEN_SIGNATURE),
                Until("document.querySelector('[data-tool=signature] .signed')"),
                Run(CHECK_KEY),
                Until("document.querySelector('[data-tool=signature] .desk__answer')"),
            ],
        ),
        state(
            "compared",
            [
                Example("incident-2021"),
                Run(OPEN_COMPARE),
                Until("document.querySelector('[data-tool=compare] textarea')"),
                Run(COMPARE),
                Until("document.querySelector('[data-tool=compare] .table')"),
            ],
        ),
        state(
            "narrowed",
            [
                Paste(filled(ACCOUNT)),
                Run(OPEN_NARROW),
                Until("document.querySelector('[data-tool=narrow] .button--main')"),
                Run(NARROW),
                Until("document.querySelector('[data-tool=narrow] pre')"),
            ],
        ),
        state(
            "queries",
            [
                Example("incident-2021"),
                Run(OPEN_USAGE),
                Until("document.querySelector('[data-tool=usage] .copyable')"),
            ],
        ),
        state("server-answer", [Paste(SERVER_ANSWER.into())]),
        state(
            "server-answer-and-link",
            [
                Paste(format!("{SERVER_ANSWER}\n{ANSWERED_LINK}")),
                Until("document.querySelector('.detail .verdict')"),
            ],
        ),
        state(
            "limits-refused",
            [
                Until("document.querySelector('[data-part=own-limits] textarea')"),
                Run(OPEN_LIMITS),
                Run(REFUSE_LIMITS),
                Until("document.querySelector('.desk__problem')"),
            ],
        ),
        state(
            "limits-set",
            [
                Example("incident-2021"),
                Until("document.querySelector('[data-part=own-limits] textarea')"),
                Run(OPEN_LIMITS),
                Run(SET_LIMITS),
                Until("document.body.textContent.includes('Lives longer than is allowed')"),
            ],
        ),
    ]
}

/// Other texts, and what goes wrong.
fn of_other_texts() -> Vec<State> {
    vec![
        state("service-bus", [Paste(SERVICE_BUS.into())]),
        state("unreadable", [Paste(filled(INCOMPLETE))]),
        state("long-link", [Paste(long_link())]),
        state(
            "long-link-shown",
            [Paste(long_link()), Click("[data-part=\"expand\"]")],
        ),
        state("hostile", [Paste(filled(HOSTILE))]),
        state("list", [Paste(many_links())]),
        state(
            "chosen",
            [
                Paste(many_links()),
                Click(SECOND_ROW),
                Until("document.activeElement.matches('[data-part=\"place\"]')"),
            ],
        ),
        state("links-with-notes", [Paste(links_with_notes())]),
        state("account-key", [Paste(filled(ACCOUNT_KEY))]),
        state(
            "unsigned",
            [Paste(
                "https://contosoexample.blob.core.windows.net/c/a.txt".into(),
            )],
        ),
        state(
            "nothing-found",
            [Paste("A text that holds no link.".into())],
        ),
        state(
            "busy",
            [Run(HOLD_WORKER), Run(PASTE_LONG_TEXT), Until(IS_BUSY)],
        ),
        state(
            "stopped",
            [
                Run(HOLD_WORKER),
                Run(PASTE_LONG_TEXT),
                Until(IS_BUSY),
                Click("[data-part=\"stop\"]"),
            ],
        ),
        state("scanned", [Run(DROP_FILES), Until(IS_SCANNED)]),
        state(
            "scanned-find",
            [
                Run(DROP_FILES),
                Until(IS_SCANNED),
                Click(".find__row"),
                Until("document.querySelector('.standing')"),
            ],
        ),
        state(
            "scan-stopped",
            [
                Run(HOLD_READERS),
                Run(DROP_FILES),
                Until("document.querySelector('[data-deed=\"stop\"]')"),
                Click("[data-deed=\"stop\"]"),
                Until(IS_SCANNED),
            ],
        ),
        state("scan-empty", [Run(DROP_EMPTY_FILES), Until(IS_SCANNED)]),
        state("core-unavailable", []).opened(Opened::WithoutCore),
        state("scripts-off", []).opened(Opened::WithoutScripts),
    ]
}

const ONE_FILE: &str = "https://contosoexample.blob.core.windows.net/reports/q1.csv?sv=2022-11-02\
    &sr=b&sp=r&se=2026-06-30&spr=https&sig={sig}";

/// Signed with the letters in another order, by the key of the vectors.
const SIGNED_OTHERWISE: &str = "https://sastestacct.blob.core.windows.net/photos?sv=2022-11-02\
    &se=2030-01-02T03%3A04%3A05Z&sr=c&sp=lr&sig=cRbIx5hHSaui2mPzbshp1xKy4GdrisBX1S4Zi%2BOnEVU%3D";

/// Works only together with two headers and two query parameters.
const BOUND_TO_REQUEST: &str = "https://sastestacct.blob.core.windows.net/photos/a.txt?sv=2026-04-06\
    &se=2030-01-02T03%3A04%3A05Z&skoid=11111111-2222-3333-4444-555555555555\
    &sktid=66666666-7777-8888-9999-aaaaaaaaaaaa&skt=2029-12-30T00%3A00%3A00Z\
    &ske=2030-01-05T00%3A00%3A00Z&sks=b&skv=2022-11-02&sr=b&sp=r&srh=x-ms-foo%2Cx-ms-bar\
    &srq=alpha%2Cbeta&sig=PjulgnPQUMTCU9CAESHSxyApC2nNS6pdC7b6TlA0g18%3D";

/// What Azure answers to a link that was signed for another path.
const SERVER_ANSWER: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error>\
    <Code>AuthenticationFailed</Code><Message>Server failed to authenticate the request.\n\
    RequestId:0e2b6e2b-301e-0012-3456-7890ab000000\nTime:2026-06-01T12:00:00.0000000Z</Message>\
    <AuthenticationErrorDetail>Signature did not match. String to sign used was r\n\n\
    2030-01-02T03:04:05Z\n/blob/sastestacct/photos/b.txt\n\n\n\n2022-11-02\nb\n\n\n\n\n\n\n\
    </AuthenticationErrorDetail></Error>";

const SERVICE_BUS: &str = "SharedAccessSignature sr=sb%3A%2F%2Fcontoso.servicebus.windows.net%2Forders\
    &sig=gpMju6cyAlSbQhlDBQqHvFDlY%2B%2Fu78KOldXw9Q0pPJk%3D&se=1893553445&skn=SendRule";

const ANSWERED_LINK: &str = "https://sastestacct.blob.core.windows.net/photos/a.txt?sv=2022-11-02\
    &se=2030-01-02T03%3A04%3A05Z&sr=b&sp=r&sig=cRbIx5hHSaui2mPzbshp1xKy4GdrisBX1S4Zi%2BOnEVU%3D";

const INCOMPLETE: &str = "https://contosoexample.blob.core.windows.net/c1/x.txt?sv=2022-11-02\
    &sp=rwdl&se=2051-06-02T00:00:00Z&sig={sig}";

const HOSTILE: &str = "https://contosoexample.blob.core.windows.net/%E2%80%AEgpj.exe/\
    %3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E?sv=2022-11-02&sr=b&sp=r%3Cb%3E&se=2099-01-01\
    &si=%E2%80%AE%D7%A9%D7%9C%D7%95%D7%9D&sip=%22%3E%3Csvg%20onload%3Dalert(1)%3E\
    &foo=%00%07%1B[31m&sig={sig}";

const ACCOUNT_KEY: &str = "DefaultEndpointsProtocol=https;AccountName=contosoexample;\
    AccountKey={key};EndpointSuffix=core.windows.net";

const ACCOUNT: &str = "https://contosoexample.blob.core.windows.net/?sv=2022-11-02&ss=b&srt=sco\
    &sp=rwdl&se=2099-01-01&sig={sig}";

const POLICY: &str =
    "https://contosoexample.blob.core.windows.net/logs?sv=2022-11-02&sr=c&si=readers&sig={sig}";

fn filled(text: &str) -> String {
    fill(text, &fake_signature())
}

/// A link with all that may be long: path, unknown parameters, values.
fn long_link() -> String {
    let path = "a-folder-with-a-long-name/".repeat(20);
    let unknown =
        "&x-unknown=and-its-value-value-value-value-value-value-value-value-value-value".repeat(20);
    filled(&format!(
        "https://contosoexample.blob.core.windows.net/logs/{path}file.txt?sv=2022-11-02&sr=b&sp=r&se=2099-01-01{unknown}&sig={{sig}}"
    ))
}

/// More links than a list shows at once.
fn many_links() -> String {
    let kinds = [ONE_FILE, ACCOUNT, POLICY, INCOMPLETE].map(filled);
    let lines: Vec<_> = kinds.iter().cycle().take(120).map(String::as_str).collect();
    lines.join("\n")
}

fn links_with_notes() -> String {
    let jwt =
        "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiJub3QtYS1yZWFsLXRva2VuIn0.c2lnbmF0dXJl";
    filled(&format!(
        "{ONE_FILE}\n{ACCOUNT}\n{ACCOUNT_KEY}\nBearer {jwt}\n"
    ))
}

fn state<const COUNT: usize>(name: &'static str, steps: [Step; COUNT]) -> State {
    State {
        name,
        opened: Opened::Usually,
        steps: steps.into(),
    }
}

impl State {
    fn opened(self, opened: Opened) -> Self {
        Self { opened, ..self }
    }

    /// Opens the page anew and brings it into this state.
    pub(super) async fn show(&self, page: &Page) -> Result {
        let blocked: &[&str] = match self.opened {
            Opened::WithoutCore => &["*/sas_lens_bg.wasm"],
            Opened::Usually | Opened::WithoutScripts => &[],
        };
        page.devtools("Network.setBlockedURLs", json!({ "urls": blocked }))
            .await?;
        page.allow_scripts(self.opened != Opened::WithoutScripts)
            .await?;
        page.open_anew().await?;
        match self.opened {
            Opened::Usually => {
                page.wait_until("!document.querySelector('[data-part=\"starting\"]')")
                    .await?;
            }
            Opened::WithoutCore => {
                page.wait_until(&format!("document.querySelector('{VERDICT}')"))
                    .await?;
            }
            Opened::WithoutScripts => {}
        }
        for step in &self.steps {
            step.take(page).await?;
            // A person's next step would come after the page has drawn itself.
            page.js(TWO_FRAMES, &[]).await?;
        }
        Ok(())
    }
}

impl Step {
    async fn take(&self, page: &Page) -> Result {
        match self {
            Example(id) => page.show_example(id).await,
            Paste(text) => page.show_verdict(text).await,
            Type(text) => {
                let script = "
                    const field = document.querySelector('textarea');
                    field.focus();
                    field.value = args[0];
                    field.dispatchEvent(new InputEvent('input', { inputType: 'insertText', bubbles: true }));";
                page.verdict_after(async |page| {
                    page.js(script, &[text.as_str().into()]).await.map(drop)
                })
                .await
            }
            Click(selector) => page.click(selector).await,
            Run(script) => page.js(script, &[]).await.map(drop),
            Until(condition) => page.wait_until(condition).await,
        }
    }
}
