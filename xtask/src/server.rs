//! Serves the site on loopback, with the headers that hosts are told to send.

use crate::headers;
use anyhow::{Context, Result};
use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue},
    middleware::{self, Next},
    response::Response,
};
use std::{
    fs::File,
    io::Write,
    net::{Ipv4Addr, SocketAddr},
    path::Path,
    sync::Arc,
};
use tokio::{
    net::TcpListener,
    runtime::{Builder, Runtime},
};
use tower_http::services::ServeDir;

/// A server that works in the background until it is dropped.
pub(crate) struct Server {
    address: SocketAddr,
    _runtime: Runtime,
}

/// What every response needs.
struct Shared {
    headers: HeaderMap,
    /// Gets a line per request, such as `GET /main.js`, so that tests see what a worker asked for,
    /// which browsers do not report to the page's driver.
    log: Option<File>,
}

impl Server {
    /// Starts to serve a folder. Port 0 means any free one.
    pub(crate) fn start(site: &Path, port: u16, log: Option<File>) -> Result<Self> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()?;
        let listener = runtime
            .block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, port)))
            .with_context(|| format!("cannot listen on port {port}"))?;
        let address = listener.local_addr()?;
        let router = router(site, log)?;
        runtime.spawn(async move { axum::serve(listener, router).await });
        Ok(Self {
            address,
            _runtime: runtime,
        })
    }

    /// Returns the address of the page.
    pub(crate) fn url(&self) -> String {
        format!("http://{}/", self.address)
    }
}

fn router(site: &Path, log: Option<File>) -> Result<Router> {
    let headers = header_map()?;
    let shared = Arc::new(Shared { headers, log });
    Ok(Router::new()
        .fallback_service(ServeDir::new(site))
        .layer(middleware::from_fn_with_state(shared, respond)))
}

fn header_map() -> Result<HeaderMap> {
    let parsed = headers::all()
        .into_iter()
        .map(|(name, value)| Ok((HeaderName::try_from(name)?, HeaderValue::try_from(value)?)));
    parsed.collect()
}

async fn respond(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    if let Some(mut log) = shared.log.as_ref() {
        // One write per line: lines of several connections do not mix.
        let line = format!("{} {}\n", request.method(), request.uri());
        if let Err(error) = log.write_all(line.as_bytes()) {
            eprintln!("the request log fails: {error}");
        }
    }
    let mut response = next.run(request).await;
    response.headers_mut().extend(shared.headers.clone());
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        fs,
        io::{Read, Write},
        net::TcpStream,
    };

    /// Sends a request as written, past any client that would tidy it up.
    fn ask(server: &Server, request_line: &str) -> Result<String> {
        let mut stream = TcpStream::connect(server.address)?;
        write!(
            stream,
            "{request_line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    }

    fn site() -> Result<(tempfile::TempDir, Server)> {
        let folder = tempfile::tempdir()?;
        let site = folder.path().join("site");
        fs::create_dir(&site)?;
        fs::write(folder.path().join("secret.txt"), "secret")?;
        fs::write(site.join("index.html"), "<p>page")?;
        fs::write(site.join("main.js"), "1")?;
        fs::write(site.join("core_bg.wasm"), "2")?;
        let server = Server::start(&site, 0, None)?;
        Ok((folder, server))
    }

    #[test]
    fn every_response_carries_every_header() -> Result<()> {
        let (_folder, server) = site()?;
        for request in ["GET /", "GET /main.js", "GET /missing", "HEAD /", "POST /"] {
            let answer = ask(&server, request)?.to_ascii_lowercase();
            for (name, value) in headers::all() {
                let line = format!("\r\n{name}: {value}\r\n").to_ascii_lowercase();
                assert!(answer.contains(&line), "{request} lacks {name}");
            }
        }
        Ok(())
    }

    #[test]
    fn types_are_those_that_browsers_insist_on() -> Result<()> {
        let (_folder, server) = site()?;
        for (path, expected) in [
            ("/", "text/html"),
            ("/main.js", "text/javascript"),
            ("/core_bg.wasm", "application/wasm"),
        ] {
            let answer = ask(&server, &format!("GET {path}"))?;
            assert!(
                answer.contains(&format!("content-type: {expected}")),
                "{path}: {answer}"
            );
        }
        Ok(())
    }

    #[test]
    fn nothing_outside_the_folder_is_served() -> Result<()> {
        let (_folder, server) = site()?;
        for path in [
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/..%2fsecret.txt",
            "//etc/passwd",
        ] {
            let answer = ask(&server, &format!("GET {path}"))?;
            assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
        }
        Ok(())
    }

    #[test]
    fn head_has_no_body() -> Result<()> {
        let (_folder, server) = site()?;
        let answer = ask(&server, "HEAD /index.html")?;
        assert!(answer.starts_with("HTTP/1.1 200"));
        assert!(answer.ends_with("\r\n\r\n"));
        Ok(())
    }
}
