//! A WebDriver server that ends with its browsers.

use crate::{browser::Browser, process::Running};
use anyhow::{Context, Result};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, TcpStream},
    process::{Command, Stdio},
    time::Duration,
};

/// A running ChromeDriver.
pub(crate) struct Driver {
    port: u16,
    _process: Running,
}

impl Driver {
    /// Starts ChromeDriver on a port that it chooses.
    pub(crate) fn start(browser: &Browser) -> Result<Self> {
        let mut command = Command::new(&browser.driver);
        let mut process = Running::start(command.arg("--port=0").stdout(Stdio::piped()))?;
        let mut lines = BufReader::new(process.take_stdout()?).lines();
        let port = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| port_in(&line))
            .context("chromedriver ended before it named its port")?;
        // Goes on reading, so that the driver never waits for us.
        std::thread::spawn(move || lines.for_each(drop));
        Ok(Self {
            port,
            _process: process,
        })
    }

    /// Returns the address for WebDriver clients.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Asks the driver to close its browsers and end.
    fn shut_down(&self) -> Result<()> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        write!(
            stream,
            "GET /shutdown HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        )?;
        stream.read_to_end(&mut Vec::new())?;
        Ok(())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Killing the driver alone would leave the browsers of a test that was cut short.
        if let Err(error) = self.shut_down() {
            eprintln!("chromedriver did not shut down by itself: {error}");
        }
    }
}

/// Reads `ChromeDriver was started successfully on port 40001.`
fn port_in(line: &str) -> Option<u16> {
    line.trim_end_matches('.')
        .rsplit_once("successfully on port ")?
        .1
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_the_greeting() {
        let greeting = "ChromeDriver was started successfully on port 40001.";
        assert_eq!(port_in(greeting), Some(40001));
        assert_eq!(port_in("Starting ChromeDriver 156.0 on port 0"), None);
    }
}
