//! Takes what a container hands out, and walks on into it.

use super::super::containers::{Named, Visit};
use super::super::gauge::{Counts, Meter, Room, left_error};
use super::super::trouble::Trouble;
use super::Walk;
use super::heard::Ids;
use super::names::place_in;
use crate::report::Place;
use std::io::{self, Read};
use std::rc::Rc;

/// Takes what a container hands out.
pub(super) struct Visitor<'v, 'a> {
    walk: &'v mut Walk<'a>,
    place: &'v Place,
    /// What was found in the container's own bytes.
    own: Ids,
}

impl<'v, 'a> Visitor<'v, 'a> {
    pub(super) fn new(walk: &'v mut Walk<'a>, place: &'v Place) -> Self {
        Self {
            walk,
            place,
            own: Ids::default(),
        }
    }
}

impl Visit for Visitor<'_, '_> {
    fn entry(&mut self, entry: Named<'_>, content: &mut dyn Read) -> io::Result<()> {
        self.walk.heard.take();
        let gauge = Rc::clone(&self.walk.gauge);
        gauge.count_entry()?;
        let place = place_in(self.place, entry.name);
        self.walk.name(&place, entry.name);
        let counts = if entry.is_unpacked {
            Counts::Unpacked
        } else {
            Counts::Stored
        };
        let mut meter = Meter::new(content, &gauge, counts);
        let result = self.walk.stream(&place, &mut meter);
        self.walk.settle(&place, meter.trouble.take());
        result.map_err(|_| left_error())
    }

    fn again(&mut self, entry: Named<'_>, content: &mut dyn Read) -> io::Result<()> {
        let known = vec![Rc::clone(&self.own), self.walk.heard.take()];
        let before = self.walk.heard.set_known(known);
        let result = self.entry(entry, content);
        self.walk.heard.set_known(before);
        result
    }

    fn skipped(&mut self, name: &str, trouble: Trouble) -> io::Result<()> {
        self.walk.gauge.count_entry()?;
        let place = place_in(self.place, name);
        self.walk.name(&place, name);
        // What a reader below keeps from being read is told once, by its owner.
        if !self.walk.gauge.is_broken() {
            self.walk.tell(&place, &trouble);
        }
        Ok(())
    }

    fn itself(&mut self, content: &mut dyn Read, begins: u64) -> io::Result<()> {
        self.walk.heard.take();
        let gauge = Rc::clone(&self.walk.gauge);
        let mut meter = Meter::new(content, &gauge, Counts::Itself);
        let result = self.walk.text(self.place, &mut meter, begins);
        self.own = self.walk.heard.take();
        result.map_err(|_| left_error())?;
        let Some(trouble) = meter.trouble.take() else {
            return Ok(());
        };
        // The container tells it, and what comes of it.
        gauge.mend();
        Err(trouble.into())
    }

    fn wrong(&mut self, trouble: Trouble) {
        self.walk.tell(self.place, &trouble);
    }

    fn room(&self) -> Room {
        self.walk.gauge.room()
    }
}
