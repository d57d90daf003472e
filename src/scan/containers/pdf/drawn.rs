//! The text that a PDF stream draws: its strings put together, so that a link that was torn for the
//! distance of its letters is whole.

use std::io::{self, Read};

/// The longest text that is put together.
const LONGEST: usize = 4 << 20;

/// A distance, in thousandths of a letter's height, from which letters stand apart as words do.
const WORD_GAP: f32 = -180.0;

/// Numbers before an operator that are kept: a matrix has six.
const OPERANDS: usize = 6;

/// Passes a stream on as it is, and keeps what it draws.
pub(super) struct Drawn<R> {
    source: R,
    state: State,
    text: Vec<u8>,
    is_whole: bool,
    numbers: Vec<f32>,
    word: Vec<u8>,
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
            text: Vec::new(),
            is_whole: true,
            numbers: Vec::new(),
            word: Vec::new(),
            is_array: false,
            line: None,
        }
    }

    /// Returns the text, and whether it is all.
    pub(super) fn into_text(self) -> (Vec<u8>, bool) {
        (self.text, self.is_whole)
    }

    fn draw(&mut self, byte: u8) {
        if self.text.len() < LONGEST {
            self.text.push(byte);
        } else {
            self.is_whole = false;
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
            || matches!(byte, b'*' | b'\'' | b'"' | b'.' | b'-' | b'+');
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
                self.numbers.clear();
            }
        }
    }

    /// Breaks the line where the text goes on at another height: section 9.4.2.
    fn operator(&mut self, word: &[u8]) {
        let last = self.numbers.last().copied();
        match word {
            b"T*" | b"'" | b"\"" => self.apart(b'\n'),
            b"Td" | b"TD" if last.is_some_and(|down| down.abs() > f32::EPSILON) => {
                self.apart(b'\n')
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

    fn apart(&mut self, by: u8) {
        if self
            .text
            .last()
            .is_some_and(|last| !last.is_ascii_whitespace())
        {
            self.draw(by);
        }
    }
}

impl<R: Read> Read for Drawn<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(out)?;
        for byte in out.get(..count).unwrap_or_default() {
            self.take(*byte);
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(stream: &str) -> String {
        let mut drawn = Drawn::new(stream.as_bytes());
        io::copy(&mut drawn, &mut io::sink()).unwrap();
        String::from_utf8(drawn.into_text().0).unwrap()
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
    }
}
