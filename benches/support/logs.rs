//! Files to measure with: the same bytes in every run.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// What a file is like.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// Lines of a web server, of a program and of JSON; a link in every ten thousand.
    Ordinary,
    /// Every line holds another link.
    Dense,
    /// Bytes without an order.
    Random,
}

impl Kind {
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Ordinary => "Ordinary log",
            Self::Dense => "Log with a link in every line",
            Self::Random => "Random bytes",
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Ordinary => "ordinary",
            Self::Dense => "dense",
            Self::Random => "random",
        }
    }
}

/// Writes a file of a size, unless it is there already.
pub(crate) fn write(folder: &Path, kind: Kind, bytes: u64) -> io::Result<PathBuf> {
    let path = folder.join(format!("{}-{bytes}.log", kind.name()));
    if fs::metadata(&path).is_ok_and(|there| there.len() == bytes) {
        return Ok(path);
    }
    let mut out = BufWriter::with_capacity(1 << 20, File::create(&path)?);
    produce(kind, bytes, &mut |piece| out.write_all(piece))?;
    out.flush()?;
    Ok(path)
}

/// Makes the same in memory.
pub(crate) fn text(kind: Kind, bytes: u64) -> Vec<u8> {
    let mut text = Vec::new();
    // Writing to memory cannot fail.
    let _ = produce(kind, bytes, &mut |piece| {
        text.extend_from_slice(piece);
        Ok(())
    });
    text
}

/// A cheap generator of numbers; the same ones in every run.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}

fn produce(kind: Kind, bytes: u64, out: &mut dyn FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    let mut left = usize::try_from(bytes).unwrap_or(usize::MAX);
    let mut line = 0;
    while left > 0 {
        let piece = match kind {
            Kind::Random => (0..512)
                .flat_map(|_| numbers.next().to_le_bytes())
                .collect(),
            Kind::Ordinary => ordinary(line, &mut numbers).into_bytes(),
            Kind::Dense => (link(&mut numbers) + "\n").into_bytes(),
        };
        line += 1;
        let piece = piece.get(..left).unwrap_or(&piece);
        out(piece)?;
        left -= piece.len();
    }
    Ok(())
}

/// How many lines of an ordinary log there are to a link.
const LINES_TO_A_LINK: u64 = 10_000;

/// Writes a line as programs do; in some stand names and words that a signature has as well.
fn ordinary(line: u64, numbers: &mut Numbers) -> String {
    if line % LINES_TO_A_LINK == LINES_TO_A_LINK - 1 {
        return format!("2026-11-24 12:00:00 GET {}\n", link(numbers));
    }
    let (one, two) = (numbers.next(), numbers.next());
    let (day, second) = (one % 28 + 1, two % 60);
    match line % 8 {
        0 | 1 => format!(
            "203.0.113.{} - - [{day:02}/Nov/2026:12:10:{second:02} +0000] \"GET /assets/design/{one:x}.js?v={two:x} HTTP/1.1\" 200 {} \"-\" \"Mozilla/5.0 (X11; Linux x86_64)\"\n",
            one % 256,
            two % 100_000,
        ),
        2 => format!(
            "2026-11-{day:02}T12:10:{second:02}.{:03}Z INFO  orders: signal received, assigned worker {} to session={two:016x}\n",
            one % 1000,
            two % 64,
        ),
        3 => format!(
            "{{\"time\":\"2026-11-{day:02}T12:10:{second:02}Z\",\"level\":\"debug\",\"trace\":\"{one:016x}{two:016x}\",\"message\":\"signature of build {one:x} verified\"}}\n"
        ),
        4 => format!(
            "\tat com.example.orders.Service.process(Service.java:{}) ~[orders-1.{}.jar:?]\n",
            one % 900,
            two % 10,
        ),
        5 => format!(
            "GET https://example.com/api/v2/items?se={}&sp={}&page={} 304 in {} ms\n",
            one % 900,
            two % 9,
            one % 50,
            two % 400,
        ),
        6 => format!("integrity sha256-{}\n", base64(one, two)),
        _ => format!("metric http_requests_total{{code=\"200\",path=\"/items\"}} {one} {two}\n"),
    }
}

/// A link that no other line has. Its signature is made of counters: nothing opens with it.
fn link(numbers: &mut Numbers) -> String {
    let signature = base64(numbers.next(), numbers.next());
    format!(
        "https://contosoexample.blob.core.windows.net/logs/{}.txt?sv=2024-11-04&sr=b&sp=r\
         &se=2027-01-01T00%3A00%3A00Z&spr=https&sig={}",
        numbers.next() % 10_000,
        signature
            .replace('+', "%2B")
            .replace('/', "%2F")
            .replace('=', "%3D"),
    )
}

/// Base64 of 32 bytes.
fn base64(one: u64, two: u64) -> String {
    let mut numbers = Numbers(one ^ two.rotate_left(17) | 1);
    let bytes: Vec<u8> = (0..4).flat_map(|_| numbers.next().to_le_bytes()).collect();
    STANDARD.encode(bytes)
}
