//! What one walk has read, unpacked and holds, measured against its limits wherever bytes pass.

use super::trouble::Trouble;
use super::walk::Leave;
use super::{Go, Hit, Limits, Progress, Sink};
use crate::report::{NotRead, Reason};
use std::cell::{Cell, RefCell};
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

/// Bytes after which the sink is asked again whether the scan goes on.
const STEP: u64 = 64 << 10;

/// The counters of a walk, shared by every reader in it.
pub(crate) struct Gauge<'a> {
    sink: RefCell<&'a mut dyn Sink>,
    limits: Limits,
    progress: Cell<Progress>,
    /// Bytes of what was given.
    given: Cell<u64>,
    /// Bytes that came out of packed ones: what is held against `given`.
    unpacked: Cell<u64>,
    since_asked: Cell<u64>,
    leave: Cell<Option<Leave>>,
    /// Why it is left, until that is told.
    untold: Cell<Option<Reason>>,
    /// Whether a reader failed whose owner has not told it yet: what fails above it does so for that.
    broken: Cell<bool>,
    room: Room,
}

impl<'a> Gauge<'a> {
    pub(crate) fn new(limits: Limits, sink: &'a mut dyn Sink) -> Self {
        Self {
            sink: RefCell::new(sink),
            limits,
            progress: Cell::default(),
            given: Cell::default(),
            unpacked: Cell::default(),
            since_asked: Cell::default(),
            leave: Cell::default(),
            untold: Cell::default(),
            broken: Cell::default(),
            room: Room::of(limits.held_bytes),
        }
    }

    pub(crate) fn hit(&self, hit: Hit) {
        self.sink.borrow_mut().hit(hit);
    }

    pub(crate) fn not_read(&self, not_read: NotRead) {
        self.sink.borrow_mut().not_read(not_read);
    }

    pub(crate) fn progress(&self) -> Progress {
        self.progress.get()
    }

    pub(crate) fn room(&self) -> Room {
        self.room.clone()
    }

    pub(crate) fn leave(&self) -> Option<Leave> {
        self.leave.get()
    }

    /// Why the file is left, once.
    pub(crate) fn take_untold(&self) -> Option<Reason> {
        self.untold.take()
    }

    pub(crate) fn is_broken(&self) -> bool {
        self.broken.get()
    }

    pub(crate) fn mend(&self) {
        self.broken.set(false);
    }

    /// Goes on with the next thing behind what was left for a limit.
    pub(crate) fn come_back(&self) {
        if self.leave.get() == Some(Leave::File) {
            self.leave.set(None);
        }
    }

    /// Adds the size of something given to what expansion is measured by.
    pub(crate) fn give(&self, bytes: u64) {
        self.given.set(self.given.get().saturating_add(bytes));
    }

    /// Counts an entry.
    pub(crate) fn count_entry(&self) -> io::Result<()> {
        let mut progress = self.progress.get();
        progress.entries += 1;
        if progress.entries > self.limits.entries {
            return Err(self.stop(Leave::File, Some(Reason::TooManyEntries)));
        }
        self.progress.set(progress);
        self.ask()
    }

    pub(crate) fn count_given(&self, count: u64) -> io::Result<()> {
        let mut progress = self.progress.get();
        // What is read twice is not read more.
        progress.bytes = (progress.bytes + count).min(self.given.get());
        self.progress.set(progress);
        self.step(count)
    }

    fn count_expanded(&self, count: u64, is_unpacked: bool) -> io::Result<()> {
        let mut progress = self.progress.get();
        progress.expanded_bytes = progress.expanded_bytes.saturating_add(count);
        self.progress.set(progress);
        let mut is_too_much = progress.expanded_bytes > self.limits.expanded_bytes;
        if is_unpacked {
            let unpacked = self.unpacked.get().saturating_add(count);
            self.unpacked.set(unpacked);
            let given = self.given.get();
            is_too_much |= given > 0
                && unpacked > Limits::EXPANDED_ANYHOW
                && unpacked > given.saturating_mul(self.limits.ratio);
        }
        if is_too_much {
            return Err(self.stop(Leave::File, Some(Reason::ExpandsTooMuch)));
        }
        self.step(count)
    }

    /// Counts bytes towards the next time that the sink is asked.
    pub(crate) fn step(&self, count: u64) -> io::Result<()> {
        let since = self.since_asked.get() + count;
        self.since_asked.set(since);
        if since >= STEP {
            self.ask()
        } else {
            self.left()
        }
    }

    /// Asks the sink whether to go on.
    pub(crate) fn ask(&self) -> io::Result<()> {
        self.left()?;
        self.since_asked.set(0);
        let go = self.sink.borrow_mut().progress(self.progress.get());
        match go {
            Go::On => Ok(()),
            Go::SkipFile => Err(self.stop(Leave::File, Some(Reason::TookTooLong))),
            Go::Stop => Err(self.stop(Leave::Scan, None)),
        }
    }

    fn stop(&self, leave: Leave, reason: Option<Reason>) -> io::Error {
        self.leave.set(Some(leave));
        self.untold.set(reason);
        left_error()
    }

    fn left(&self) -> io::Result<()> {
        match self.leave.get() {
            Some(_) => Err(left_error()),
            None => Ok(()),
        }
    }
}

/// What a reader says once the walk leaves; the gauge knows why.
pub(crate) fn left_error() -> io::Error {
    io::Error::other("the walk leaves")
}

/// How many bytes may still be held in memory.
#[derive(Clone)]
pub(crate) struct Room(Rc<Cell<u64>>);

/// Bytes that are held; dropping it gives them back.
pub(crate) struct Held {
    room: Room,
    bytes: u64,
}

impl Room {
    pub(crate) fn of(bytes: u64) -> Self {
        Self(Rc::new(Cell::new(bytes)))
    }

    pub(crate) fn left(&self) -> u64 {
        self.0.get()
    }

    /// Takes room for something.
    pub(crate) fn take(&self, bytes: u64) -> Result<Held, Trouble> {
        let left = self.0.get();
        let Some(rest) = left.checked_sub(bytes) else {
            return Err(Trouble::new(Reason::TooLargeToHold));
        };
        self.0.set(rest);
        Ok(Held {
            room: self.clone(),
            bytes,
        })
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let left = self.room.0.get();
        self.room.0.set(left.saturating_add(self.bytes));
    }
}

/// What the bytes of a reader count as.
#[derive(Clone, Copy)]
pub(crate) enum Counts {
    /// Bytes of the given file.
    Given,
    /// Bytes inside it, as they stand in their container.
    Stored,
    /// Bytes inside it that a decoder made.
    Unpacked,
}

/// A reader whose bytes are counted, and whose first failure is kept for its owner to tell.
pub(crate) struct Meter<'m, 'a, R: ?Sized> {
    inner: &'m mut R,
    gauge: Rc<Gauge<'a>>,
    counts: Counts,
    /// Whether it failed: decoders that are read again after that can go round for ever.
    has_failed: bool,
    pub(crate) trouble: Option<Trouble>,
}

impl<'m, 'a, R: ?Sized> Meter<'m, 'a, R> {
    pub(crate) fn new(inner: &'m mut R, gauge: &Rc<Gauge<'a>>, counts: Counts) -> Self {
        Self {
            inner,
            gauge: Rc::clone(gauge),
            counts,
            has_failed: false,
            trouble: None,
        }
    }

    fn failed(&mut self, error: io::Error) -> io::Error {
        self.has_failed = true;
        if self.gauge.leave().is_some() || self.gauge.is_broken() {
            return error;
        }
        self.gauge.broken.set(true);
        self.trouble = Some(match self.counts {
            Counts::Given => Trouble::new(match error.kind() {
                io::ErrorKind::NotFound => Reason::Vanished,
                _ => Reason::Unreadable,
            }),
            Counts::Stored | Counts::Unpacked => Trouble::of(&error),
        });
        error
    }
}

impl<R: Read + ?Sized> Read for Meter<'_, '_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.gauge.left()?;
        if self.has_failed {
            let trouble = self.trouble.clone();
            return Err(trouble.map_or_else(left_error, io::Error::from));
        }
        let count = loop {
            match self.inner.read(buffer) {
                Ok(count) => break count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.failed(error)),
            }
        };
        match self.counts {
            Counts::Given => self.gauge.count_given(count as u64)?,
            Counts::Stored => self.gauge.count_expanded(count as u64, false)?,
            Counts::Unpacked => self.gauge.count_expanded(count as u64, true)?,
        }
        Ok(count)
    }
}

impl<R: Seek + ?Sized> Seek for Meter<'_, '_, R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::Collected;

    /// How much of something that unpacks to so many times its size is read.
    fn unpacked_of(given: u64, ratio: u64) -> u64 {
        let mut sink = Collected::default();
        let gauge = Gauge::new(Limits::default(), &mut sink);
        gauge.give(given);
        let mut unpacked = 0;
        while unpacked < given * ratio {
            if gauge.count_expanded(STEP, true).is_err() {
                assert_eq!(gauge.take_untold(), Some(Reason::ExpandsTooMuch));
                break;
            }
            unpacked += STEP;
        }
        unpacked
    }

    #[test]
    fn what_deflate_can_do_is_read_and_no_more() {
        let megabyte = 1 << 20;
        assert_eq!(unpacked_of(megabyte, 1_032), 1_032 * megabyte);
        assert!(unpacked_of(megabyte, 5_000) <= 1_100 * megabyte);
        assert!(unpacked_of(1_000, 100_000) >= 100_000_000);
        assert!(unpacked_of(1_000, 1_000_000) <= Limits::EXPANDED_ANYHOW);
    }

    #[test]
    fn bytes_as_they_stand_are_held_against_no_ratio() {
        let mut sink = Collected::default();
        let gauge = Gauge::new(Limits::default(), &mut sink);
        gauge.give(1);
        gauge.count_expanded(1 << 30, false).unwrap();
    }

    #[test]
    fn room_is_given_back() {
        let room = Room::of(10);
        let held = room.take(8).unwrap();
        assert_eq!(room.take(3).err().unwrap().reason, Reason::TooLargeToHold);
        drop(held);
        assert_eq!(room.left(), 10);
    }
}
