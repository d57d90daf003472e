//! What a page test finds around it: the site as served, a driver, and their addresses.

use crate::{
    browser::Browser, driver::Driver, npm, project::Project, server::Server, site, wasm::Effort,
};
use anyhow::Result;
use std::{path::PathBuf, process::Command};
use tempfile::NamedTempFile;

/// A served site and a driver, until this value is dropped.
pub(crate) struct Stage {
    server: Server,
    driver: Driver,
    requests: NamedTempFile,
    browser: PathBuf,
    axe: PathBuf,
}

impl Stage {
    /// Builds the site and starts everything.
    pub(crate) fn set(project: &Project, browser: &Browser) -> Result<Self> {
        site::build(project, Effort::Release)?;
        let requests = NamedTempFile::new()?;
        Ok(Self {
            server: Server::start(&project.site(), 0, Some(requests.reopen()?))?,
            driver: Driver::start(browser)?,
            requests,
            browser: browser.browser.clone(),
            axe: npm::axe(project),
        })
    }

    /// Tells a test program where everything is.
    pub(crate) fn prepare<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env("SAS_LENS_SITE", self.server.url())
            .env("SAS_LENS_WEBDRIVER", self.driver.url())
            .env("SAS_LENS_BROWSER", &self.browser)
            .env("SAS_LENS_REQUESTS", self.requests.path())
            .env("SAS_LENS_AXE", &self.axe)
    }
}
