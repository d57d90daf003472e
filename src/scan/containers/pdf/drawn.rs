//! The text that a PDF stream draws: its strings put together, so that a link that was torn for the
//! distance of its letters is whole.

use std::io::{self, Read};
use std::ops::Range;

/// The longest text that is put together.
const LONGEST: usize = 4 << 20;

/// A distance, in thousandths of a letter's height, from which letters stand apart as words do.
const WORD_GAP: f32 = -180.0;

/// Numbers before an operator that are kept: a matrix has six.
const OPERANDS: usize = 6;

/// The most fonts of a stream that are told apart.
const MOST_FONTS: usize = 64;

/// The most of a stream that is kept as it is, when it may be a table of glyphs.
const LONGEST_TABLE: usize = 1 << 20;

/// Within so many bytes a table says that it is one.
const TABLE_WITHIN: usize = 512;
const TABLE: &[u8] = b"begincmap";

/// What a stream draws.
#[derive(Default)]
pub(super) struct Drawing {
    /// Its strings, with blanks and line ends between them.
    pub(super) text: Vec<u8>,
    /// Where the strings stand in the text. Those that touch and are of one font are one.
    pub(super) strings: Vec<Shown>,
    /// Whether that is all.
    pub(super) is_whole: bool,
    /// Whether a font was named: what is no drawing, such as a font, names none.
    pub(super) has_fonts: bool,
}

/// What a stream held.
pub(super) enum Content {
    /// A table from the numbers of glyphs to letters, as it stands.
    Table(Vec<u8>),
    Drawing(Drawing),
}

/// A string in a drawing.
pub(super) struct Shown {
    /// The font's place among those of the stream.
    pub(super) font: usize,
    pub(super) range: Range<usize>,
}

impl Drawing {
    fn truncate(&mut self, length: usize) {
        self.text.truncate(length);
        while self
            .strings
            .last()
            .is_some_and(|last| last.range.start >= length)
        {
            self.strings.pop();
        }
        if let Some(last) = self.strings.last_mut() {
            last.range.end = last.range.end.min(length);
        }
    }

    /// Whether its strings hold what is no letter in any text, so that they are numbers of glyphs.
    pub(super) fn has_glyphs(&self) -> bool {
        let is_no_letter = |byte: &u8| byte.is_ascii_control() && !byte.is_ascii_whitespace();
        self.has_fonts && self.text.iter().any(is_no_letter)
    }
}

/// Passes a stream on as it is, and keeps what it draws.
pub(super) struct Drawn<R> {
    source: R,
    state: State,
    drawing: Drawing,
    /// The names of the fonts, and which is in use.
    fonts: Vec<Vec<u8>>,
    font: usize,
    numbers: Vec<f32>,
    /// The word that is being read, and whether a slash stood before it; the name read last.
    word: Vec<u8>,
    is_name: bool,
    name: Vec<u8>,
    /// How much was drawn when the last operator ended.
    before: usize,
    /// What the stream begins with, and all of it as long as it may be a table.
    start: Vec<u8>,
    is_array: bool,
    /// Where the line stands on which was drawn last.
    line: Option<f32>,
}

#[derive(Clone, Copy)]
enum State {
    Between,
    /// In a string, with so many open brackets in it.
    Literal(u32),
    Escape(u32),
    /// In an escape in octal: its value so far and how many digits.
    Octal(u32, u16, u8),
    /// In a string in hex, behind the first digit of a byte or not.
    Hex(Option<u8>),
    Comment,
}

impl<R: Read> Drawn<R> {
    pub(super) fn new(source: R) -> Self {
        Self {
            source,
            state: State::Between,
            drawing: Drawing {
                is_whole: true,
                ..Drawing::default()
            },
            fonts: Vec::new(),
            font: 0,
            numbers: Vec::new(),
            word: Vec::new(),
            is_name: false,
            name: Vec::new(),
            before: 0,
            start: Vec::new(),
            is_array: false,
            line: None,
        }
    }

    /// Returns what it was.
    pub(super) fn finish(self) -> Content {
        if is_table(&self.start) {
            Content::Table(self.start)
        } else {
            Content::Drawing(self.drawing)
        }
    }

    fn draw(&mut self, byte: u8) {
        let Drawing { text, strings, .. } = &mut self.drawing;
        let at = text.len();
        if at >= LONGEST {
            self.drawing.is_whole = false;
            return;
        }
        text.push(byte);
        match strings.last_mut() {
            Some(last) if last.range.end == at && last.font == self.font => last.range.end += 1,
            _ => strings.push(Shown {
                font: self.font,
                range: at..at + 1,
            }),
        }
    }

    /// Keeps the start of a stream, and the whole of a table.
    fn keep(&mut self, bytes: &[u8]) {
        let is_wanted = self.start.len() < TABLE_WITHIN || is_table(&self.start);
        let room = LONGEST_TABLE - self.start.len().min(LONGEST_TABLE);
        if is_wanted {
            let kept = bytes.get(..bytes.len().min(room)).unwrap_or_default();
            self.start.extend_from_slice(kept);
        }
    }

    fn take(&mut self, byte: u8) {
        self.state = match self.state {
            State::Between => self.between(byte),
            State::Literal(depth) => self.literal(byte, depth),
            State::Escape(depth) => self.escape(byte, depth),
            State::Octal(depth, value, count) => {
                if count < 3 && matches!(byte, b'0'..=b'7') {
                    State::Octal(depth, value * 8 + u16::from(byte - b'0'), count + 1)
                } else {
                    let [_, low] = value.to_be_bytes();
                    self.draw(low);
                    self.literal(byte, depth)
                }
            }
            State::Hex(first) => self.hex(byte, first),
            State::Comment if matches!(byte, b'\n' | b'\r') => State::Between,
            State::Comment => State::Comment,
        };
    }

    fn literal(&mut self, byte: u8, depth: u32) -> State {
        match byte {
            b'\\' => State::Escape(depth),
            b')' if depth == 0 => State::Between,
            _ => {
                self.draw(byte);
                State::Literal(match byte {
                    b'(' => depth.saturating_add(1),
                    b')' => depth - 1,
                    _ => depth,
                })
            }
        }
    }

    /// PDF 32000-1:2008, table 3.
    fn escape(&mut self, byte: u8, depth: u32) -> State {
        let drawn = match byte {
            b'0'..=b'7' => return State::Octal(depth, u16::from(byte - b'0'), 1),
            // A line that goes on.
            b'\n' | b'\r' => return State::Literal(depth),
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            other => other,
        };
        self.draw(drawn);
        State::Literal(depth)
    }

    fn hex(&mut self, byte: u8, first: Option<u8>) -> State {
        let digit = char::from(byte)
            .to_digit(16)
            .and_then(|digit| u8::try_from(digit).ok());
        match (byte, digit, first) {
            (b'<', _, None) => State::Between,
            (b'>', ..) => {
                if let Some(high) = first {
                    self.draw(high << 4);
                }
                State::Between
            }
            (_, Some(low), Some(high)) => {
                self.draw(high << 4 | low);
                State::Hex(None)
            }
            (_, Some(high), None) => State::Hex(Some(high)),
            _ => State::Hex(first),
        }
    }

    fn between(&mut self, byte: u8) -> State {
        let is_word = byte.is_ascii_alphanumeric()
            || matches!(byte, b'*' | b'\'' | b'"' | b'.' | b'-' | b'+' | b'_');
        if is_word {
            if self.word.len() < 32 {
                self.word.push(byte);
            }
            return State::Between;
        }
        self.word_ends();
        match byte {
            b'(' => return State::Literal(0),
            b'<' => return State::Hex(None),
            b'%' => return State::Comment,
            b'/' => self.is_name = true,
            b'[' => self.is_array = true,
            b']' => self.is_array = false,
            _ => {}
        }
        State::Between
    }

    fn word_ends(&mut self) {
        if self.word.is_empty() {
            return;
        }
        let word = std::mem::take(&mut self.word);
        if std::mem::take(&mut self.is_name) {
            self.name = word;
            return;
        }
        let number = std::str::from_utf8(&word)
            .ok()
            .and_then(|word| word.parse::<f32>().ok());
        match number {
            Some(gap) if self.is_array => {
                if gap < WORD_GAP {
                    self.apart(b' ');
                }
            }
            Some(number) => {
                if self.numbers.len() == OPERANDS {
                    self.numbers.remove(0);
                }
                self.numbers.push(number);
            }
            None => {
                self.operator(&word);
                self.before = self.drawing.text.len();
                self.numbers.clear();
            }
        }
    }

    /// Breaks the line where the text goes on at another height: section 9.4.2.
    fn operator(&mut self, word: &[u8]) {
        let last = self.numbers.last().copied();
        match word {
            // Their strings describe what is drawn.
            b"BDC" | b"DP" => self.drawing.truncate(self.before),
            b"Tf" if last.is_some() && !self.name.is_empty() => self.font(),
            b"T*" | b"'" | b"\"" => self.apart(b'\n'),
            b"Td" | b"TD" if last.is_some_and(|down| down.abs() > f32::EPSILON) => {
                self.apart(b'\n');
            }
            b"Tm" => {
                if self.line != last {
                    self.apart(b'\n');
                }
                self.line = last;
            }
            _ => {}
        }
    }

    /// Takes the font whose name was read last.
    fn font(&mut self) {
        self.drawing.has_fonts = true;
        let known = self.fonts.iter().position(|name| *name == self.name);
        self.font = known.unwrap_or(self.fonts.len()).min(MOST_FONTS);
        if known.is_none() && self.fonts.len() < MOST_FONTS {
            self.fonts.push(self.name.clone());
        }
    }

    fn apart(&mut self, by: u8) {
        let Drawing { text, strings, .. } = &mut self.drawing;
        let is_behind_string = strings
            .last()
            .is_some_and(|last| last.range.end == text.len());
        if is_behind_string && text.len() < LONGEST {
            text.push(by);
        }
    }
}

impl<R: Read> Read for Drawn<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(out)?;
        let bytes = out.get(..count).unwrap_or_default();
        self.keep(bytes);
        for byte in bytes {
            self.take(*byte);
        }
        Ok(count)
    }
}

fn is_table(start: &[u8]) -> bool {
    let start = start.get(..start.len().min(TABLE_WITHIN)).unwrap_or(start);
    memchr::memmem::find(start, TABLE).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(stream: &str) -> String {
        let mut drawn = Drawn::new(stream.as_bytes());
        io::copy(&mut drawn, &mut io::sink()).unwrap();
        String::from_utf8(drawn.drawing.text).unwrap()
    }

    #[test]
    fn pieces_of_a_word_are_joined_and_words_stand_apart() {
        assert_eq!(
            drawn("BT [(htt) 12 (ps:)-3.5(//x) -250 (and)] TJ ET"),
            "https://x and"
        );
        assert_eq!(
            drawn("(a) Tj 5 0 Td (b) Tj 0 -12 Td (c) Tj T* (d)Tj"),
            "ab\nc\nd"
        );
        assert_eq!(
            drawn("1 0 0 1 5 700 Tm (a) Tj 1 0 0 1 9 700 Tm (b) Tj"),
            "ab"
        );
    }

    #[test]
    fn escapes_and_hex_are_read() {
        assert_eq!(drawn(r"(a\(b\)\\ \101\n(c)) Tj"), "a(b)\\ A\n(c)");
        assert_eq!(drawn("<48 65 6C6C 6F> Tj <</A 1>> (x)Tj"), "Hellox");
        assert_eq!(drawn("(a\\\nb) Tj % (no)\n(c) Tj"), "abc");
        assert_eq!(
            drawn("(o) Tj /Span<</ActualText (ff)>> BDC (\x01) Tj EMC"),
            "o\x01"
        );
    }
}
