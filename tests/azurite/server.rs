//! Azurite, started for these tests alone: on loopback, on free ports, with nothing on disk, and gone
//! when the value is dropped.

use rcgen::generate_simple_self_signed;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The services that Azurite has, with the word for each in its messages.
const SERVICES: [(Service, &str); 3] = [
    (Service::Blob, "Blob"),
    (Service::Queue, "Queue"),
    (Service::Table, "Table"),
];

/// How long Azurite may take to say that it listens.
const PATIENCE: Duration = Duration::from_mins(1);

/// A service that Azurite stands in for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Service {
    Blob,
    Queue,
    Table,
}

impl Service {
    /// The word in host names and in what is signed.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Blob => "blob",
            Self::Queue => "queue",
            Self::Table => "table",
        }
    }
}

/// A running Azurite.
pub(crate) struct Server {
    child: Child,
    /// Addresses such as `https://127.0.0.1:12345`, in the order of [`SERVICES`].
    addresses: [String; 3],
    /// The certificate that it shows, in PEM.
    pub(crate) certificate: String,
    _folder: TempDir,
}

impl Server {
    /// Starts Azurite and waits until its three services listen.
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let made = generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
        let certificate = made.cert.pem();
        let certificate_file = folder.path().join("certificate.pem");
        let key_file = folder.path().join("key.pem");
        std::fs::write(&certificate_file, &certificate).unwrap();
        std::fs::write(&key_file, made.signing_key.serialize_pem()).unwrap();

        let mut child = Command::new("node")
            .arg(program())
            // `tests/package.json` does not even install the telemetry, nor drivers of databases:
            // it puts a small library that Azurite has anyway in their places.
            .args(["--silent", "--disableTelemetry", "--inMemoryPersistence"])
            .args(["--skipApiVersionCheck", "--oauth", "basic"])
            .args(["--blobHost", "127.0.0.1", "--blobPort", "0"])
            .args(["--queueHost", "127.0.0.1", "--queuePort", "0"])
            .args(["--tableHost", "127.0.0.1", "--tablePort", "0"])
            .arg("--cert")
            .arg(&certificate_file)
            .arg("--key")
            .arg(&key_file)
            // It also asks itself, to see whether the source of a copy may be read.
            .env("NODE_EXTRA_CA_CERTS", &certificate_file)
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Node.js runs Azurite; `cargo xtask test` sets it up");
        let lines = read_lines(&mut child);
        // From here on the value is dropped, and the child with it, whatever goes wrong.
        let mut server = Self {
            child,
            addresses: Default::default(),
            certificate,
            _folder: folder,
        };
        server.wait(&lines);
        server
    }

    /// Returns the address of a service.
    pub(crate) fn address(&self, service: Service) -> &str {
        let at = SERVICES.iter().position(|(known, _)| *known == service);
        &self.addresses[at.unwrap()]
    }

    /// Reads what Azurite prints until each service has said where it listens.
    fn wait(&mut self, lines: &Receiver<String>) {
        let deadline = Instant::now() + PATIENCE;
        while self.addresses.iter().any(String::is_empty) {
            let left = deadline.saturating_duration_since(Instant::now());
            let line = lines
                .recv_timeout(left)
                .expect("Azurite says where it listens");
            for (at, (_, word)) in SERVICES.iter().enumerate() {
                let said = format!("Azurite {word} service is successfully listening at ");
                if let Some(address) = line.strip_prefix(&said) {
                    address.trim().clone_into(&mut self.addresses[at]);
                }
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Both fail only when Azurite has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Hands over what a program prints, line by line, for as long as it runs: a full pipe would stop it.
fn read_lines(child: &mut Child) -> Receiver<String> {
    let output = child.stdout.take().unwrap();
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            // Nobody listens any more once the start is over.
            let _ = sender.send(line);
        }
    });
    receiver
}

fn program() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/node_modules/azurite/dist/src/azurite.js")
}
