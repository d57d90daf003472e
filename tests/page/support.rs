//! A visit to the page: opens a browser, does what a test says, and looks at what happened.

mod chrome;
mod sink;
mod site;

pub(crate) use sink::Sink;
pub(crate) use site::Site;

use chrome::Command;
use fantoccini::{
    Client,
    actions::{InputSource, KeyAction, KeyActions},
    key::Key,
};
use serde_json::{Value, json};
use std::{
    error::Error,
    fs,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

/// What a test returns: any error fails it.
pub(crate) type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// How long anything on the page may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(20);

/// The page, in a browser of its own.
pub(crate) struct Page {
    /// The WebDriver session, for what has no method here.
    pub(crate) client: Client,
    /// The server behind the page.
    pub(crate) site: Site,
}

/// Opens the page in a fresh browser and runs a test on it. The browser is closed however the test
/// ends; when it fails, a screenshot and the console stay behind.
pub(crate) fn visit(test: impl AsyncFnOnce(&Page) -> Result) -> Result {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let page = runtime.block_on(Page::open())?;
    let outcome = catch_unwind(AssertUnwindSafe(|| runtime.block_on(test(&page))));
    if !matches!(outcome, Ok(Ok(()))) {
        runtime.block_on(page.leave_evidence());
    }
    runtime.block_on(page.client.close())?;
    outcome.unwrap_or_else(|panic| resume_unwind(panic))
}

impl Page {
    async fn open() -> Result<Self> {
        let site = Site::from_environment()?;
        let client = chrome::start().await?;
        client.goto(site.url()).await?;
        Ok(Self { client, site })
    }

    /// Runs JavaScript in the page and returns what it returns. The script is the body of an async
    /// function; `args` holds the arguments. It starts after the driver's call, during which the
    /// browser would let code be made from strings.
    ///
    /// # Errors
    ///
    /// When the script throws.
    pub(crate) async fn js(&self, script: &str, args: &[Value]) -> Result<Value> {
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

    /// Asks the browser's own debugger, for what WebDriver has no words for.
    pub(crate) async fn devtools(&self, method: &str, params: Value) -> Result<Value> {
        Ok(self
            .client
            .issue_cmd(Command::devtools(method, &params))
            .await?)
    }

    /// Writes a picture of the viewport to `target/screenshots`.
    pub(crate) async fn screenshot(&self, name: &str) -> Result<PathBuf> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("screenshots");
        fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{name}.png"));
        fs::write(&path, self.client.screenshot().await?)?;
        Ok(path)
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
        let axe = fs::read_to_string(std::env::var("SAS_LENS_AXE")?)?;
        // Given to the driver and not to the page, whose policy would refuse it.
        self.client.execute(&axe, Vec::new()).await?;
        let script = "
            const { violations } = await axe.run();
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
