//! Another origin, which listens for anything that escapes from the page.

use super::Result;
use std::{
    io::{Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream, UdpSocket},
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::Duration,
};

/// Listens on a port of its own, TCP and UDP, and lets every origin read its answers.
pub(crate) struct Sink {
    address: SocketAddr,
    hits: Arc<Mutex<Vec<String>>>,
}

impl Sink {
    /// Starts to listen.
    pub(crate) fn open() -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let datagrams = UdpSocket::bind(address)?;
        let sink = Self {
            address,
            hits: Arc::default(),
        };
        let (web, udp) = (Arc::clone(&sink.hits), Arc::clone(&sink.hits));
        // Both threads end with the test program.
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let hits = Arc::clone(&web);
                // A connection alone counts: the choice of a port can carry data too.
                note(&hits, "a connection".to_owned());
                thread::spawn(move || answer(stream, &hits));
            }
        });
        thread::spawn(move || {
            while let Ok((length, _)) = datagrams.recv_from(&mut [0; 2048]) {
                note(&udp, format!("{length} bytes by UDP"));
            }
        });
        Ok(sink)
    }

    /// Returns the sink's address, such as `http://127.0.0.1:40000/`.
    pub(crate) fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Returns the host and port.
    pub(crate) fn host(&self) -> String {
        self.address.to_string()
    }

    /// Returns everything that arrived so far, after leaving time for more to arrive.
    pub(crate) async fn hits(&self) -> Vec<String> {
        tokio::time::sleep(Duration::from_millis(300)).await;
        self.hits
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

fn answer(mut stream: TcpStream, hits: &Mutex<Vec<String>>) {
    let mut request = [0; 4096];
    let length = stream.read(&mut request).unwrap_or_default();
    let text = String::from_utf8_lossy(request.get(..length).unwrap_or_default()).into_owned();
    if let Some(line) = text.lines().next() {
        note(hits, line.to_owned());
    }
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nAccess-Control-Allow-Origin: *\r\n\
                Content-Length: 0\r\n\r\n";
    // The page may have gone.
    let _ = stream.write_all(head.as_bytes());
}

fn note(hits: &Mutex<Vec<String>>, hit: String) {
    hits.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(hit);
}
