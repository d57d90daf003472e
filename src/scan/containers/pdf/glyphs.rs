//! Text that a PDF writes by the numbers of glyphs, and the tables that say which letters they are.
//!
//! Which table belongs to which font stands in objects that may be packed, damaged or missing. So a
//! font is known by its glyphs: every table that has all of them is tried.
//!
//! Source: PDF 32000-1:2008, sections 9.7.5 and 9.10.3.

use super::drawn::Drawing;
use std::collections::{BTreeMap, BTreeSet};

/// The most letters that all tables of a file may list.
const MOST_LETTERS: usize = 400_000;

/// The most bytes of text that are kept until all tables are known.
const MOST_TEXT: usize = 8 << 20;

/// The most tables that are tried for one font.
const MOST_TRIED: usize = 4;

/// The most tables that are kept.
const MOST_TABLES: usize = 64;

/// Words of a table.
const CHARACTERS: &str = "beginbfchar";
const RANGES: &str = "beginbfrange";

/// A table from the numbers of glyphs to letters.
struct Table {
    /// Bytes of each number.
    width: usize,
    letters: BTreeMap<u16, String>,
}

impl Table {
    /// Reads a table; nothing when the stream holds none.
    fn read(stream: &[u8], most: usize) -> Option<Self> {
        let text = String::from_utf8_lossy(stream);
        let mut table = Self {
            width: 0,
            letters: BTreeMap::new(),
        };
        for (is_range, block) in blocks(&text) {
            let mut codes = codes(block);
            while table.letters.len() < most
                && let Some(Code::One(first)) = codes.next()
            {
                if is_range {
                    table.range(first, &mut codes, most)?;
                } else if let Some(Code::One(letters)) = codes.next() {
                    table.set(first, number(first)?, letters_of(letters, 0));
                }
            }
        }
        (!table.letters.is_empty()).then_some(table)
    }

    /// Reads what stands behind the first number of a range.
    fn range<'t>(
        &mut self,
        first: &str,
        codes: &mut impl Iterator<Item = Code<'t>>,
        most: usize,
    ) -> Option<()> {
        let Some(Code::One(last)) = codes.next() else {
            return None;
        };
        let numbers = (number(first)?..=number(last)?).take(most - self.letters.len().min(most));
        match codes.next()? {
            Code::One(letters) => {
                for (step, glyph) in (0..).zip(numbers) {
                    self.set(first, glyph, letters_of(letters, step));
                }
            }
            Code::List(several) => {
                for (glyph, letters) in numbers.zip(hex_strings(several)) {
                    self.set(first, glyph, letters_of(letters, 0));
                }
            }
        }
        Some(())
    }

    fn set(&mut self, written: &str, glyph: u16, letters: String) {
        self.width = self.width.max(written.trim().len().div_ceil(2)).clamp(1, 2);
        self.letters.insert(glyph, letters);
    }

    /// Of a font's glyphs by the width of their numbers, those that it would have by this table.
    fn glyphs<'s>(&self, [narrow, wide]: &'s [BTreeSet<u16>; 2]) -> &'s BTreeSet<u16> {
        if self.width == 1 { narrow } else { wide }
    }

    /// Whether it makes other letters of a font's glyphs than another table does.
    fn differs(&self, other: &Self, sets: &[BTreeSet<u16>; 2]) -> bool {
        let mut glyphs = self.glyphs(sets).iter();
        self.width != other.width
            || glyphs.any(|glyph| self.letters.get(glyph) != other.letters.get(glyph))
    }
}

enum Code<'t> {
    /// The digits of a number.
    One(&'t str),
    /// What stands between square brackets.
    List(&'t str),
}

/// The parts of a table: whether each lists ranges, and what stands in it.
fn blocks(text: &str) -> impl Iterator<Item = (bool, &str)> {
    text.match_indices("beginbf").filter_map(|(at, _)| {
        let rest = text.get(at..)?;
        let is_range = rest.starts_with(RANGES);
        let word = if is_range { RANGES } else { CHARACTERS };
        let block = rest.strip_prefix(word)?;
        Some((is_range, block.split("endbf").next()?))
    })
}

fn codes(block: &str) -> impl Iterator<Item = Code<'_>> {
    let mut rest = block;
    std::iter::from_fn(move || {
        let at = rest.find(['<', '['])?;
        let is_list = rest.get(at..)?.starts_with('[');
        let (inside, behind) = rest
            .get(at + 1..)?
            .split_once(if is_list { ']' } else { '>' })?;
        rest = behind;
        Some(if is_list {
            Code::List(inside)
        } else {
            Code::One(inside)
        })
    })
}

fn hex_strings(list: &str) -> impl Iterator<Item = &str> {
    codes(list).filter_map(|code| match code {
        Code::One(digits) => Some(digits),
        Code::List(_) => None,
    })
}

fn number(digits: &str) -> Option<u16> {
    u16::from_str_radix(digits.trim(), 16).ok()
}

/// Reads letters in UTF-16, the last of them so many further.
fn letters_of(digits: &str, further: u16) -> String {
    let digits: Vec<u16> = digits
        .chars()
        .filter_map(|digit| digit.to_digit(16))
        .filter_map(|digit| u16::try_from(digit).ok())
        .collect();
    let mut units: Vec<u16> = digits
        .chunks(4)
        .map(|unit| unit.iter().fold(0, |unit, digit| unit << 4 | digit))
        .collect();
    if let Some(last) = units.last_mut() {
        *last = last.wrapping_add(further);
    }
    let mut letters = String::new();
    for letter in char::decode_utf16(units) {
        let letter = letter.unwrap_or(char::REPLACEMENT_CHARACTER);
        match LIGATURES.iter().find(|(ligature, _)| *ligature == letter) {
            Some((_, apart)) => letters.push_str(apart),
            None => letters.push(letter),
        }
    }
    letters
}

/// Letters that fonts draw as one.
const LIGATURES: &[(char, &str)] = &[
    ('\u{FB00}', "ff"),
    ('\u{FB01}', "fi"),
    ('\u{FB02}', "fl"),
    ('\u{FB03}', "ffi"),
    ('\u{FB04}', "ffl"),
    ('\u{FB05}', "st"),
    ('\u{FB06}', "st"),
];

/// What a stream draws by the numbers of glyphs.
struct Held {
    name: String,
    drawing: Drawing,
}

/// The glyphs of a file and its tables.
#[derive(Default)]
pub(super) struct Glyphs {
    held: Vec<Held>,
    bytes: usize,
    tables: Vec<Table>,
    letters: usize,
    /// Whether something was let go.
    is_cut: bool,
}

/// What became of the glyphs.
pub(super) struct Letters {
    /// The streams' names and their texts.
    pub(super) texts: Vec<(String, String)>,
    /// Whether some stayed glyphs.
    pub(super) has_unread: bool,
}

impl Glyphs {
    /// Keeps a table, if a stream holds one.
    pub(super) fn table(&mut self, stream: &[u8]) {
        if self.tables.len() == MOST_TABLES {
            self.is_cut = true;
            return;
        }
        let most = MOST_LETTERS.saturating_sub(self.letters);
        if let Some(table) = Table::read(stream, most) {
            self.letters += table.letters.len();
            self.tables.push(table);
        }
    }

    /// Keeps what a stream draws, if glyphs are among it.
    pub(super) fn drawing(&mut self, name: &str, drawing: Drawing) {
        if !drawing.has_glyphs() {
            return;
        }
        if self.bytes + drawing.text.len() > MOST_TEXT {
            self.is_cut = true;
            return;
        }
        self.bytes += drawing.text.len();
        self.held.push(Held {
            name: name.to_owned(),
            drawing,
        });
    }

    /// Reads all, once the tables are known.
    pub(super) fn read(self) -> Letters {
        let mut read = Letters {
            texts: Vec::new(),
            has_unread: self.is_cut,
        };
        for Held { name, drawing } in &self.held {
            let tables = self.tables_by_font(drawing);
            read.has_unread |= tables.values().any(Vec::is_empty);
            let most = tables.values().map(Vec::len).max().unwrap_or_default();
            for turn in 0..most {
                read.texts
                    .push((name.clone(), written(drawing, &tables, turn)));
            }
        }
        read
    }

    /// The tables that have all glyphs of a font, for each font of a drawing.
    fn tables_by_font(&self, drawing: &Drawing) -> BTreeMap<usize, Vec<&Table>> {
        // By the width of numbers: the glyphs that a font would have.
        let mut glyphs: BTreeMap<usize, [BTreeSet<u16>; 2]> = BTreeMap::new();
        for shown in &drawing.strings {
            let string = drawing.text.get(shown.range.clone()).unwrap_or_default();
            for (width, set) in (1..).zip(glyphs.entry(shown.font).or_default()) {
                set.extend(numbers(string, width));
            }
        }
        let fits = |table: &&Table, sets: &[BTreeSet<u16>; 2]| {
            let mut glyphs = table.glyphs(sets).iter();
            glyphs.all(|glyph| table.letters.contains_key(glyph))
        };
        glyphs
            .into_iter()
            .map(|(font, sets)| {
                let mut tables: Vec<&Table> = Vec::new();
                for table in self.tables.iter().filter(|table| fits(table, &sets)) {
                    let is_new = tables.iter().all(|known| known.differs(table, &sets));
                    if is_new && tables.len() < MOST_TRIED {
                        tables.push(table);
                    }
                }
                (font, tables)
            })
            .collect()
    }
}

/// The numbers of glyphs that a string is made of.
fn numbers(string: &[u8], width: usize) -> impl Iterator<Item = u16> {
    string.chunks(width).map(|glyph| {
        let bytes = glyph.iter().map(|byte| u16::from(*byte));
        bytes.fold(0, |number, byte| number << 8 | byte)
    })
}

/// Writes a drawing by each font's table of one turn. What has none then was written before.
fn written(drawing: &Drawing, tables: &BTreeMap<usize, Vec<&Table>>, turn: usize) -> String {
    let mut text = String::new();
    let mut behind = 0;
    for shown in &drawing.strings {
        let between = drawing.text.get(behind..shown.range.start);
        text.push_str(&String::from_utf8_lossy(between.unwrap_or_default()));
        behind = shown.range.end;
        let string = drawing.text.get(shown.range.clone()).unwrap_or_default();
        match tables.get(&shown.font).and_then(|tables| tables.get(turn)) {
            Some(table) => {
                let glyphs = numbers(string, table.width);
                text.extend(
                    glyphs
                        .filter_map(|glyph| table.letters.get(&glyph))
                        .map(String::as_str),
                );
            }
            None => text.push('\n'),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
        2 beginbfchar <0003> <0020> <00AF> <00660069> <00B0> <FB03> endbfchar\n\
        2 beginbfrange <0024> <0026> <0041> <0044> <0045> [<0061> <0062>] endbfrange endcmap";

    #[test]
    fn a_table_lists_letters_and_ranges() {
        let table = Table::read(TABLE.as_bytes(), 100).unwrap();
        let of = |glyph: u16| table.letters.get(&glyph).map(String::as_str);
        assert_eq!((table.width, of(3), of(0xAF)), (2, Some(" "), Some("fi")));
        assert_eq!(
            [0x24, 0x26, 0x45].map(of),
            [Some("A"), Some("C"), Some("b")]
        );
        assert_eq!((of(0xB0), of(0x27)), (Some("ffi"), None));
        assert!(Table::read(b"no table <01> <02>", 100).is_none());
        assert_eq!(Table::read(TABLE.as_bytes(), 1).unwrap().letters.len(), 1);
    }

    #[test]
    fn a_hostile_table_is_read_as_far_as_it_goes() {
        for text in [
            "beginbfrange <0000> <FFFF> <0041> endbfrange",
            "beginbfrange <FFFF> <0000> <0041>",
            "beginbfchar <",
            "beginbfrange <1> [",
            "beginbfchar <> <> <123456> <0041>",
        ] {
            let _ = Table::read(text.as_bytes(), 1000);
        }
    }
}
