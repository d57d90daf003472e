//! The server behind the page, and what it was asked for.

use super::Result;
use std::{
    cell::Cell,
    env, fs,
    io::{Read, Write},
    net::TcpStream,
};
use url::Url;

/// The site as served. Its address and log come from `cargo xtask test`.
pub(crate) struct Site {
    url: Url,
    log: String,
    /// How much of the log was read.
    read: Cell<usize>,
}

impl Site {
    pub(crate) fn from_environment() -> Result<Self> {
        let named = |name: &str| {
            env::var(name).map_err(|_| format!("{name} is not set; run `cargo xtask test`"))
        };
        let log = named("SAS_LENS_REQUESTS")?;
        let read = Cell::new(fs::read_to_string(&log)?.len());
        Ok(Self {
            url: named("SAS_LENS_SITE")?.parse()?,
            log,
            read,
        })
    }

    /// Returns the address of the page.
    pub(crate) fn url(&self) -> &str {
        self.url.as_str()
    }

    /// Returns what the server was asked for since the last call, by page and workers, such as
    /// `GET /main.js`.
    pub(crate) fn requests(&self) -> Result<Vec<String>> {
        let log = fs::read_to_string(&self.log)?;
        let new = log.get(self.read.get()..).unwrap_or_default();
        self.read.set(log.len());
        Ok(new.lines().map(str::to_owned).collect())
    }

    /// Fetches a path without a browser; returns status line and headers, in lower case.
    pub(crate) fn head_of(&self, path: &str) -> Result<String> {
        let host = self.url.authority();
        let mut stream = TcpStream::connect(host)?;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let answer = String::from_utf8_lossy(&answer);
        let head = answer.split("\r\n\r\n").next().unwrap_or_default();
        Ok(head.to_ascii_lowercase())
    }
}
