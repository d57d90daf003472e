//! Searches what is not opened as a container: text, names, and what is left of a container.

use super::{Input, Leave, PIECE, Walk};
use crate::report::Place;
use crate::scan::Scanner;
use crate::scan::hits::{Find, Packed};
use std::io::{self, Cursor, Read};

/// What a token that stands in a name is wrapped in.
const IN_NAME: &str = "name";

impl Walk<'_> {
    /// Searches bytes as they are. `begins` is where they stand in the place.
    pub(super) fn text(
        &mut self,
        place: &Place,
        source: &mut dyn Read,
        begins: u64,
    ) -> Result<(), Leave> {
        let mut scanner = Scanner::at(place.clone(), self.options);
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.resize(PIECE, 0);
        let mut finds = Vec::new();
        let result = loop {
            match source.read(&mut buffer) {
                Ok(0) => break Ok(()),
                Ok(count) => {
                    let piece = buffer.get(..count).unwrap_or_default();
                    scanner.push_all(piece, &mut |find| finds.push(find));
                    if let Err(leave) = self.finds(place, finds.drain(..), begins) {
                        break Err(leave);
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => break self.ended(place, &error),
            }
        };
        self.buffer = buffer;
        scanner.finish_all(&mut |find| finds.push(find));
        if result.is_err() {
            finds.retain(|find| matches!(find, Find::Hit(_)));
        }
        result.and(self.finds(place, finds.drain(..), begins))
    }

    /// Takes what was met in a text that stands in the place from `begins` on.
    pub(super) fn finds(
        &mut self,
        place: &Place,
        finds: impl Iterator<Item = Find>,
        begins: u64,
    ) -> Result<(), Leave> {
        for find in finds {
            match find {
                Find::Hit(hit) if !self.heard.is_new(&hit.row.id) => {}
                Find::Hit(mut hit) => {
                    if begins > 0 {
                        let place = &mut hit.row.place;
                        place.offset += begins;
                        (place.line, place.column) = (None, None);
                    }
                    self.gauge.hit(*hit);
                }
                Find::NotRead(unread) => {
                    let text = format!("{} (Byte {}.)", unread.text, unread.offset + begins);
                    self.not_read(place, unread.reason, &text);
                }
                Find::Packed(packed) => self.packed(place, packed, begins)?,
            }
        }
        Ok(())
    }

    /// Opens a container that was wrapped in an encoding.
    pub(super) fn packed(
        &mut self,
        place: &Place,
        packed: Packed,
        begins: u64,
    ) -> Result<(), Leave> {
        let held = self.gauge.room().take(packed.bytes.len() as u64);
        if let Err(trouble) = held {
            self.tell(place, &trouble);
            return Ok(());
        }
        let mut place = place.clone();
        let carriers = packed.carriers.join(", ");
        let byte = packed.offset + begins;
        place.inner.push(format!("({carriers} at byte {byte})"));
        place.carriers.extend(packed.carriers);
        let mut bytes = Cursor::new(packed.bytes);
        self.content(&place, Input::Seekable(&mut bytes))
    }

    /// Searches a name: downloads keep the query in it.
    pub(crate) fn name(&mut self, place: &Place, name: &str) {
        let mut finds = Vec::new();
        let mut scanner = Scanner::at(place.clone(), self.options);
        scanner.push_all(name.as_bytes(), &mut |find| finds.push(find));
        scanner.finish_all(&mut |find| finds.push(find));
        for find in finds {
            if let Find::Hit(mut hit) = find {
                let place = &mut hit.row.place;
                (place.line, place.column) = (None, None);
                place.carriers.insert(0, IN_NAME.to_owned());
                self.gauge.hit(*hit);
            }
        }
    }
}
