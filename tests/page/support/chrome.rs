//! Chromium through ChromeDriver: how it is started, and the commands that only it knows.

use super::Result;
use fantoccini::{Client, ClientBuilder, wd::WebDriverCompatibleCommand};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::env;
use url::{ParseError, Url};

/// Quiet, without a sandbox (tests may run as root), and never on the network by itself. The driver
/// gives each session a profile of its own.
const ARGUMENTS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,720",
];

/// Starts a browser with logs of its console and network.
pub(crate) async fn start() -> Result<Client> {
    let mut options = json!({ "args": ARGUMENTS });
    if let (Ok(browser), Some(options)) = (env::var("SAS_LENS_BROWSER"), options.as_object_mut()) {
        options.insert("binary".to_owned(), browser.into());
    }
    let capabilities = json!({
        "goog:chromeOptions": options,
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
    });
    let driver = env::var("SAS_LENS_WEBDRIVER")?;
    let client = ClientBuilder::new(HttpConnector::new())
        .capabilities(serde_json::from_value(capabilities)?)
        .connect(&driver)
        .await?;
    Ok(client)
}

/// A command beyond the WebDriver standard.
/// <https://chromium.googlesource.com/chromium/src/+/main/chrome/test/chromedriver/>
#[derive(Debug)]
pub(crate) struct Command {
    path: &'static str,
    body: Value,
}

impl Command {
    /// Reads a log and empties it.
    pub(crate) fn log(kind: &str) -> Self {
        Self {
            path: "se/log",
            body: json!({ "type": kind }),
        }
    }

    /// Calls a method of the DevTools protocol.
    pub(crate) fn devtools(method: &str, params: &Value) -> Self {
        Self {
            path: "goog/cdp/execute",
            body: json!({ "cmd": method, "params": params }),
        }
    }
}

impl WebDriverCompatibleCommand for Command {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> std::result::Result<Url, ParseError> {
        base.join(&format!(
            "session/{}/{}",
            session.unwrap_or_default(),
            self.path
        ))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

/// Returns the entries of a console log as lines.
pub(crate) fn console_lines(entries: &Value) -> Vec<String> {
    let text = |entry: &Value, key: &str| entry.get(key)?.as_str().map(str::to_owned);
    let lines = entries
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            Some(format!(
                "{}: {}",
                text(entry, "level")?,
                text(entry, "message")?
            ))
        });
    lines.collect()
}

/// Returns the addresses that a network log says were asked for. `data:` and `blob:` are not among
/// them: they name what the page has already.
pub(crate) fn requested_addresses(entries: &Value) -> Vec<String> {
    let messages = entries.as_array().into_iter().flatten();
    let addresses = messages.filter_map(requested_address);
    addresses
        .filter(|address| !address.starts_with("data:") && !address.starts_with("blob:"))
        .collect()
}

fn requested_address(entry: &Value) -> Option<String> {
    let message: Value = serde_json::from_str(entry.get("message")?.as_str()?).ok()?;
    let message = message.get("message")?;
    if message.get("method")? != "Network.requestWillBeSent" {
        return None;
    }
    Some(message.pointer("/params/request/url")?.as_str()?.to_owned())
}
