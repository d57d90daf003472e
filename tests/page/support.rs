//! A visit to the page: opens a browser, does what a test says, and looks at what happened.

mod chrome;
mod files;
mod look;
mod picture;
mod sink;
mod site;

pub(crate) use files::{Files, fake_link, fake_signature_of};
pub(crate) use look::{LOOKS, Look};
pub(crate) use picture::{Grid, Picture, path as picture_path};
pub(crate) use sink::Sink;
pub(crate) use site::Site;

use crate::util::now;
use chrome::Command;
use chrono::{DateTime, Utc};
use fantoccini::{
    Client, Locator,
    actions::{InputSource, KeyAction, KeyActions},
    key::Key,
};
use serde_json::{Value, json};
use std::{
    cell::Cell,
    env,
    error::Error,
    fs,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    path::PathBuf,
    thread,
    time::{Duration, Instant},
};

/// What a test returns: any error fails it.
pub(crate) type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// How long anything on the page may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(20);

/// Whether every size that an issue names is run: `cargo xtask test --full`.
pub(crate) fn is_full() -> bool {
    env::var_os("SAS_LENS_FULL").is_some()
}

/// What stands on top of every answer.
pub(crate) const VERDICT: &str = "[data-part=\"verdict\"]";

/// The page, in a browser of its own.
pub(crate) struct Page {
    /// The WebDriver session, for what has no method here.
    pub(crate) client: Client,
    /// The server behind the page.
    pub(crate) site: Site,
    /// Whether scripts run in the page.
    has_scripts: Cell<bool>,
}

/// Opens the page in a fresh browser and runs a test on it, at the moment that tests speak about.
/// The browser is closed however the test ends; when it fails, a screenshot and the console stay
/// behind.
pub(crate) fn visit(test: impl AsyncFnOnce(&Page) -> Result) -> Result {
    visit_at(Some(now()), test)
}

/// The same, at the moment that it is.
pub(crate) fn visit_in_real_time(test: impl AsyncFnOnce(&Page) -> Result) -> Result {
    visit_at(None, test)
}

fn visit_at(moment: Option<DateTime<Utc>>, test: impl AsyncFnOnce(&Page) -> Result) -> Result {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let page = runtime.block_on(Page::open(moment))?;
    let outcome = catch_unwind(AssertUnwindSafe(|| runtime.block_on(test(&page))));
    if !matches!(outcome, Ok(Ok(()))) {
        runtime.block_on(page.leave_evidence());
    }
    runtime.block_on(page.client.close())?;
    outcome.unwrap_or_else(|panic| resume_unwind(panic))
}

impl Page {
    async fn open(moment: Option<DateTime<Utc>>) -> Result<Self> {
        let site = Site::from_environment()?;
        let client = chrome::start().await?;
        let has_scripts = Cell::new(true);
        let page = Self {
            client,
            site,
            has_scripts,
        };
        if let Some(now) = moment {
            page.stop_the_clock(now).await?;
        }
        page.open_anew().await?;
        page.desk_arrived().await?;
        Ok(page)
    }

    /// Waits until all that comes later is there, as it is for someone who reads before pasting.
    pub(crate) async fn desk_arrived(&self) -> Result {
        self.wait_until("document.querySelector('[data-part=\"own-limits\"] textarea')")
            .await
    }

    /// Opens the page again, as if it had never been open.
    pub(crate) async fn open_anew(&self) -> Result {
        Ok(self.client.goto(self.site.url()).await?)
    }

    /// Runs JavaScript in the page and returns what it returns. The script is the body of an async
    /// function; `args` holds the arguments. It starts after the driver's call, during which the
    /// browser would let code be made from strings. Where the page's scripts are off no timer runs,
    /// and the script may not wait for anything.
    ///
    /// # Errors
    ///
    /// When the script throws.
    pub(crate) async fn js(&self, script: &str, args: &[Value]) -> Result<Value> {
        if !self.has_scripts.get() {
            let plain = format!("const args = arguments; {script}");
            return Ok(self.client.execute(&plain, args.to_vec()).await?);
        }
        let wrapped = format!(
            "const done = arguments[arguments.length - 1];
             const args = Array.prototype.slice.call(arguments, 0, -1);
             const started = new Promise((start) => setTimeout(start));
             started.then(async () => {{ {script} }}).then(
               (value) => done({{ value: value ?? null }}),
               (error) => done({{ error: String(error) }}));"
        );
        let answer = self.client.execute_async(&wrapped, args.to_vec()).await?;
        match answer.get("error").and_then(Value::as_str) {
            Some(error) => Err(error.into()),
            None => Ok(answer.get("value").cloned().unwrap_or_default()),
        }
    }

    /// Waits until a JavaScript expression holds.
    pub(crate) async fn wait_until(&self, condition: &str) -> Result {
        let start = Instant::now();
        while self
            .js(&format!("return Boolean({condition});"), &[])
            .await?
            != true
        {
            if start.elapsed() > PATIENCE {
                return Err(format!("waited in vain for: {condition}").into());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }

    /// Does something and waits for the verdict that follows it, which may be the first one or come
    /// in the place of another.
    pub(crate) async fn verdict_after(&self, deed: impl AsyncFnOnce(&Self) -> Result) -> Result {
        let mark = format!("document.querySelector('{VERDICT}')?.setAttribute('data-old', '')");
        self.js(&mark, &[]).await?;
        deed(self).await?;
        self.wait_until(&format!(
            "document.querySelector('{VERDICT}:not([data-old])')"
        ))
        .await
    }

    /// Pastes a text into the page, empty or not, and waits for its verdict.
    pub(crate) async fn show_verdict(&self, text: &str) -> Result {
        self.verdict_after(async |page| {
            page.click("[data-part=\"clear\"]").await?;
            page.paste(text).await
        })
        .await
    }

    /// Presses the button of an example and waits for its verdict.
    pub(crate) async fn show_example(&self, id: &str) -> Result {
        self.verdict_after(async |page| page.click(&format!("[data-example=\"{id}\"]")).await)
            .await
    }

    /// Clicks on the first element that a selector finds, wherever it is.
    pub(crate) async fn click(&self, selector: &str) -> Result {
        let script = "document.querySelector(args[0]).click();";
        self.js(script, &[selector.into()]).await?;
        Ok(())
    }

    /// Clicks on an element with the mouse, as a person does.
    pub(crate) async fn press_on(&self, selector: &str) -> Result {
        let element = self.client.find(Locator::Css(selector)).await?;
        Ok(element.click().await?)
    }

    /// Returns those of some selectors whose first element is not wholly in view.
    pub(crate) async fn out_of_view(&self, selectors: &[&str]) -> Result<Vec<String>> {
        let script = "
            return args[0].filter((selector) => {
              const box = document.querySelector(selector)?.getBoundingClientRect();
              return !box || box.top < 0 || box.bottom > innerHeight;
            });";
        let hidden = self.js(script, &[json!(selectors)]).await?;
        Ok(serde_json::from_value(hidden)?)
    }

    /// Returns the text of the first element that a selector finds; empty when there is none.
    pub(crate) async fn text_of(&self, selector: &str) -> Result<String> {
        let script = "return document.querySelector(args[0])?.textContent.trim() ?? '';";
        let found = self.js(script, &[selector.into()]).await?;
        Ok(found.as_str().unwrap_or_default().to_owned())
    }

    /// Dispatches a paste on whatever has the focus, and inserts the text as a browser does where
    /// the page lets it. Quicker than keys, and for texts of any size.
    pub(crate) async fn paste(&self, text: &str) -> Result {
        let script = "
            const target = document.activeElement ?? document.body;
            const clipboardData = new DataTransfer();
            clipboardData.setData('text/plain', args[0]);
            const paste = { clipboardData, bubbles: true, cancelable: true, composed: true };
            const isLeftToBrowser = target.dispatchEvent(new ClipboardEvent('paste', paste));
            if (!isLeftToBrowser || !(target instanceof HTMLTextAreaElement)) return;
            target.setRangeText(args[0], target.selectionStart, target.selectionEnd, 'end');
            const inputType = 'insertFromPaste';
            target.dispatchEvent(new InputEvent('input', { inputType, bubbles: true }));";
        self.js(script, &[text.into()]).await?;
        Ok(())
    }

    /// Puts a text on the clipboard and presses Ctrl+V, as a person does.
    pub(crate) async fn paste_by_keys(&self, text: &str) -> Result {
        let write = json!({
            "expression": format!("navigator.clipboard.writeText({})", json!(text)),
            "awaitPromise": true,
            // Only what a person does may write to the clipboard.
            "userGesture": true,
        });
        let answer = self.devtools("Runtime.evaluate", write).await?;
        if let Some(refusal) = answer.get("exceptionDetails") {
            return Err(refusal.to_string().into());
        }
        self.press(&[Key::Control.into(), 'v']).await
    }

    /// Drops a text on the page.
    pub(crate) async fn drop_text(&self, text: &str) -> Result {
        self.drop(
            "dataTransfer.setData('text/plain', args[0]);",
            &[text.into()],
        )
        .await
    }

    /// Drops a text file on the page.
    pub(crate) async fn drop_file(&self, name: &str, text: &str) -> Result {
        let add = "dataTransfer.items.add(new File([args[0]], args[1], { type: 'text/plain' }));";
        self.drop(add, &[text.into(), name.into()]).await
    }

    async fn drop(&self, fill: &str, args: &[Value]) -> Result {
        let script = format!(
            "const dataTransfer = new DataTransfer();
             {fill}
             for (const type of ['dragenter', 'dragover', 'drop']) {{
               document.body.dispatchEvent(new DragEvent(type, {{ dataTransfer, bubbles: true, cancelable: true }}));
             }}"
        );
        self.js(&script, args).await?;
        Ok(())
    }

    /// Holds down keys in the given order and lets go of them in the opposite one.
    pub(crate) async fn press(&self, keys: &[char]) -> Result {
        let down = keys.iter().map(|&value| KeyAction::Down { value });
        let up = keys.iter().rev().map(|&value| KeyAction::Up { value });
        let actions = down
            .chain(up)
            .fold(KeyActions::new("keys".into()), InputSource::then);
        self.client.perform_actions(actions).await?;
        Ok(())
    }

    /// Sets the size of the viewport, also below what a window allows.
    pub(crate) async fn resize(&self, width: u32, height: u32) -> Result {
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", size)
            .await?;
        Ok(())
    }

    /// Lets the page run scripts or not, from when it is next opened.
    pub(crate) async fn allow_scripts(&self, is_allowed: bool) -> Result {
        self.has_scripts.set(is_allowed);
        self.devtools(
            "Emulation.setScriptExecutionDisabled",
            json!({ "value": !is_allowed }),
        )
        .await?;
        Ok(())
    }

    /// Asks the browser's own debugger, for what WebDriver has no words for.
    pub(crate) async fn devtools(&self, method: &str, params: Value) -> Result<Value> {
        Ok(self
            .client
            .issue_cmd(Command::devtools(method, &params))
            .await?)
    }

    /// Writes a picture of the viewport to `target/screenshots`.
    pub(crate) async fn screenshot(&self, name: &str) -> Result<PathBuf> {
        let path = picture::path(name)?;
        fs::write(&path, self.client.screenshot().await?)?;
        Ok(path)
    }

    /// Takes a picture of the whole page, down to a certain depth.
    pub(crate) async fn picture(&self, most: u32) -> Result<Picture> {
        let metrics = self.devtools("Page.getLayoutMetrics", json!({})).await?;
        let size = |name: &str| metrics.pointer(&format!("/cssContentSize/{name}")).cloned();
        let height = size("height").and_then(|height| height.as_f64());
        let clip = json!({
            "x": 0, "y": 0, "scale": 1,
            "width": size("width"), "height": height.map(|height| height.min(most.into())),
        });
        let wanted = json!({
            "format": "png", "captureBeyondViewport": true, "optimizeForSpeed": true, "clip": clip,
        });
        let answer = self.devtools("Page.captureScreenshot", wanted).await?;
        Picture::from_base64(answer["data"].as_str().unwrap_or_default())
    }

    /// Returns the font that the browser took for an element's own text.
    pub(crate) async fn font_of(&self, selector: &str) -> Result<String> {
        for domain in ["DOM.enable", "CSS.enable"] {
            self.devtools(domain, json!({})).await?;
        }
        let document = self.devtools("DOM.getDocument", json!({})).await?;
        let query = json!({ "nodeId": document["root"]["nodeId"], "selector": selector });
        let node = self.devtools("DOM.querySelector", query).await?;
        let fonts = self.devtools("CSS.getPlatformFontsForNode", node).await?;
        let name = fonts.pointer("/fonts/0/familyName");
        Ok(name.and_then(Value::as_str).unwrap_or("no font").to_owned())
    }

    /// Returns what the console got since the last call.
    pub(crate) async fn console(&self) -> Result<Vec<String>> {
        let entries = self.client.issue_cmd(Command::log("browser")).await?;
        Ok(chrome::console_lines(&entries))
    }

    /// Fails when the console got anything since the last call.
    pub(crate) async fn assert_quiet_console(&self) -> Result {
        let lines = self.console().await?;
        if lines.is_empty() {
            return Ok(());
        }
        Err(format!("the console is not quiet:\n{}", lines.join("\n")).into())
    }

    /// Returns the addresses that the page asked for since the last call, as the browser's network
    /// panel shows them. A worker's requests are not among them: see [`Site::requests`].
    pub(crate) async fn network(&self) -> Result<Vec<String>> {
        let entries = self.client.issue_cmd(Command::log("performance")).await?;
        Ok(chrome::requested_addresses(&entries))
    }

    /// Fails when anything was asked for since the last calls of [`Page::network`] and
    /// [`Site::requests`].
    pub(crate) async fn assert_no_requests(&self) -> Result {
        let mut seen = self.network().await?;
        seen.extend(self.site.requests()?);
        if seen.is_empty() {
            return Ok(());
        }
        Err(format!("requests were made:\n{}", seen.join("\n")).into())
    }

    /// Returns what the accessibility checker axe finds wrong, one line each.
    pub(crate) async fn accessibility_faults(&self) -> Result<Vec<String>> {
        let axe = fs::read_to_string(env::var("SAS_LENS_AXE")?)?;
        // Given to the driver and not to the page, whose policy would refuse it.
        self.client.execute(&axe, Vec::new()).await?;
        let script = "
            // Forced colours are the system's, and axe would judge by the page's own.
            const isOurs = !matchMedia('(forced-colors: active)').matches;
            const rules = { 'color-contrast': { enabled: isOurs } };
            const { violations } = await axe.run({ resultTypes: ['violations'], rules });
            return violations.flatMap(({ id, nodes }) =>
              nodes.map(({ target }) => `${id}: ${target.join(' ')}`));";
        Ok(serde_json::from_value(self.js(script, &[]).await?)?)
    }

    /// Tells more where it can; the failure itself is what counts.
    #[expect(clippy::print_stderr, reason = "shown with the failure")]
    async fn leave_evidence(&self) {
        let thread = thread::current();
        let name = thread.name().unwrap_or("page").replace("::", "-");
        if let Ok(path) = self.screenshot(&name).await {
            eprintln!("a picture of it: {}", path.display());
        }
        for line in self.console().await.unwrap_or_default() {
            eprintln!("console: {line}");
        }
    }
}
