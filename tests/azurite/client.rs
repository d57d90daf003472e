//! Requests to Azurite, and what comes back.

use super::server::{Server, Service};
use super::sign::ACCOUNT;
use std::sync::Arc;
use std::time::Duration;
use ureq::Agent;
use ureq::http::{HeaderMap, Method, Request as HttpRequest};
use ureq::tls::{Certificate, RootCerts, TlsConfig};

/// One request, without what authorises it.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) service: Service,
    pub(crate) method: &'static str,
    /// The path behind the account, with its first `/`; percent-encoded.
    pub(crate) path: String,
    /// Names and values, percent-encoded.
    pub(crate) query: Vec<(&'static str, String)>,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: String,
    /// Whether it goes to the account's second, read-only place.
    secondary: bool,
}

impl Request {
    pub(crate) fn new(service: Service, method: &'static str, path: impl Into<String>) -> Self {
        Self {
            service,
            method,
            path: path.into(),
            query: Vec::new(),
            headers: Vec::new(),
            body: String::new(),
            secondary: false,
        }
    }

    pub(crate) fn secondary(mut self) -> Self {
        self.secondary = true;
        self
    }

    pub(crate) fn query(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.query.push((name, value.into()));
        self
    }

    pub(crate) fn queries(self, query: &[(&'static str, &'static str)]) -> Self {
        query
            .iter()
            .fold(self, |request, (name, value)| request.query(name, *value))
    }

    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(crate) fn body(mut self, body: impl Into<String>) -> Self {
        self.body = body.into();
        self
    }

    /// Returns path and query, with a token behind the request's own parameters.
    pub(crate) fn target(&self, token: &str) -> String {
        let own = self
            .query
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        let pieces: Vec<_> = own
            .chain((!token.is_empty()).then(|| token.to_owned()))
            .collect();
        if pieces.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{}", self.path, pieces.join("&"))
        }
    }
}

/// What Azurite answered.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    /// The error code, such as `AuthorizationPermissionMismatch`.
    pub(crate) code: Option<String>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Response {
    /// Returns a header, or nothing where it is missing.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// Returns the text of the first XML element of a name.
    pub(crate) fn element(&self, name: &str) -> &str {
        let (_, rest) = self
            .body
            .split_once(&format!("<{name}>"))
            .unwrap_or_else(|| panic!("no <{name}> in {self:?}"));
        rest.split('<').next().unwrap()
    }
}

/// Connections to the one Azurite, kept open between requests.
#[derive(Clone)]
pub(crate) struct Client {
    agent: Agent,
    addresses: [String; 3],
}

impl Client {
    /// Trusts this server's certificate and no other.
    pub(crate) fn new(server: &Server) -> Self {
        let certificate = Certificate::from_pem(server.certificate.as_bytes()).unwrap();
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::Specific(Arc::new(vec![certificate])))
            .build();
        let agent = Agent::config_builder()
            .tls_config(tls)
            .https_only(true)
            .proxy(None)
            .max_redirects(0)
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .timeout_global(Some(Duration::from_secs(30)))
            .build()
            .new_agent();
        let address = |service| server.address(service).to_owned();
        Self {
            agent,
            addresses: [Service::Blob, Service::Queue, Service::Table].map(address),
        }
    }

    /// Returns the whole address of a request.
    pub(crate) fn address(&self, request: &Request, token: &str) -> String {
        let address = &self.addresses[request.service as usize];
        let suffix = if request.secondary { "-secondary" } else { "" };
        format!("{address}/{ACCOUNT}{suffix}{}", request.target(token))
    }

    /// Sends a request with a token behind its own parameters; none for what a header authorises.
    pub(crate) fn send(&self, request: &Request, token: &str) -> Response {
        let mut http = HttpRequest::builder()
            .method(Method::from_bytes(request.method.as_bytes()).unwrap())
            .uri(self.address(request, token));
        for (name, value) in &request.headers {
            http = http.header(*name, value);
        }
        let is_without_body = match request.method {
            "GET" | "HEAD" => true,
            "DELETE" => request.body.is_empty(),
            _ => false,
        };
        let sent = if is_without_body {
            self.agent.run(http.body(()).unwrap())
        } else {
            self.agent.run(http.body(request.body.as_bytes()).unwrap())
        };
        let mut answer = sent.unwrap_or_else(|error| panic!("{request:?}: {error}"));
        let body = answer.body_mut().read_to_string().unwrap();
        let headers = answer.headers().clone();
        let mut response = Response {
            status: answer.status().as_u16(),
            code: None,
            headers,
            body,
        };
        response.code = code(&response);
        response
    }
}

/// Finds the error code: in its header, or in the body, as XML or JSON.
fn code(response: &Response) -> Option<String> {
    let header = response.header("x-ms-error-code");
    let between = |start: &str, end: &str| {
        let (_, rest) = response.body.split_once(start)?;
        rest.split_once(end).map(|(code, _)| code.to_owned())
    };
    match header {
        "" if response.status < 400 => None,
        "" => between("<Code>", "</Code>")
            .or_else(|| between("<code>", "</code>"))
            .or_else(|| between("\"code\":\"", "\"")),
        code => Some(code.to_owned()),
    }
}
