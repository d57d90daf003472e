//! Takes what a container hands out, and walks on into it.

use super::super::containers::{Named, Visit};
use super::super::gauge::{Counts, Meter, Room, left_error};
use super::super::trouble::Trouble;
use super::Walk;
use super::names::place_in;
use crate::report::Place;
use std::io::{self, Read};
use std::rc::Rc;

/// Takes what a container hands out.
pub(super) struct Visitor<'v, 'a> {
    pub(super) walk: &'v mut Walk<'a>,
    pub(super) place: &'v Place,
}

impl Visit for Visitor<'_, '_> {
    fn entry(&mut self, entry: Named<'_>, content: &mut dyn Read) -> io::Result<()> {
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
        self.walk
            .text(self.place, content, begins)
            .map_err(|_| left_error())
    }

    fn wrong(&mut self, trouble: Trouble) {
        self.walk.tell(self.place, &trouble);
    }

    fn room(&self) -> Room {
        self.walk.gauge.room()
    }
}
