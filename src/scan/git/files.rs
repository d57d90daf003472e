//! Reads a repository's files by number, in blocks, from any place, one after the other.

use super::RepositoryFiles;
use super::recent::Recent;
use crate::scan::ReadSeek;
use std::io::{self, BufRead, Read, SeekFrom};
use std::rc::Rc;

/// Bytes that are read at a time.
const BLOCK: u64 = 64 << 10;

/// Bytes of blocks that are kept.
const KEPT: u64 = 16 << 20;

/// The files of a repository, by their number.
pub(super) struct Files<'f> {
    source: &'f mut dyn RepositoryFiles,
    paths: Vec<String>,
    blocks: Recent<(u32, u64)>,
    /// Bytes read so far.
    pub(super) read: u64,
}

impl<'f> Files<'f> {
    pub(super) fn new(source: &'f mut dyn RepositoryFiles) -> Self {
        let mut paths = source.paths();
        paths.sort_unstable();
        Self {
            source,
            paths,
            blocks: Recent::new(KEPT),
            read: 0,
        }
    }

    /// Every file with its number, by their paths' order.
    pub(super) fn numbered(&self) -> impl Iterator<Item = (u32, &str)> {
        (0..).zip(self.paths.iter().map(String::as_str))
    }

    pub(super) fn path(&self, file: u32) -> &str {
        usize::try_from(file)
            .ok()
            .and_then(|file| self.paths.get(file))
            .map_or("", String::as_str)
    }

    /// The number of the file with a path.
    pub(super) fn find(&self, path: &str) -> Option<u32> {
        let at = self.paths.binary_search_by(|own| own.as_str().cmp(path));
        u32::try_from(at.ok()?).ok()
    }

    /// Hands the files back, for one whose paths begin otherwise.
    pub(super) fn source(&mut self) -> &mut dyn RepositoryFiles {
        self.source
    }

    pub(super) fn open(&mut self, file: u32) -> io::Result<Box<dyn ReadSeek + '_>> {
        let path = usize::try_from(file)
            .ok()
            .and_then(|file| self.paths.get(file))
            .ok_or(io::ErrorKind::NotFound)?;
        self.source.open(path)
    }

    pub(super) fn length(&mut self, file: u32) -> io::Result<u64> {
        self.open(file)?.seek(SeekFrom::End(0))
    }

    /// Reads a file from a place to its end.
    pub(super) fn at(&mut self, file: u32, at: u64) -> Bytes<'_, 'f> {
        Bytes {
            files: self,
            file,
            at,
            block: Rc::from([]),
            from: 0,
        }
    }

    /// Reads a small file; of a larger one, the beginning.
    pub(super) fn small(&mut self, file: u32, most: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.open(file)?.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn block(&mut self, file: u32, number: u64) -> io::Result<Rc<[u8]>> {
        if let Some(block) = self.blocks.get((file, number)) {
            return Ok(block);
        }
        let mut bytes = Vec::new();
        let mut opened = self.open(file)?;
        opened.seek(SeekFrom::Start(number.saturating_mul(BLOCK)))?;
        opened.take(BLOCK).read_to_end(&mut bytes)?;
        self.read += bytes.len() as u64;
        let block = Rc::from(bytes);
        self.blocks.put((file, number), &block);
        Ok(block)
    }
}

/// A file from some place on.
pub(super) struct Bytes<'b, 'f> {
    files: &'b mut Files<'f>,
    file: u32,
    at: u64,
    block: Rc<[u8]>,
    from: usize,
}

impl Bytes<'_, '_> {
    /// Where it is in the file.
    pub(super) fn position(&self) -> u64 {
        self.at
    }
}

impl Read for Bytes<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Bytes<'_, '_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.from >= self.block.len() {
            self.block = self.files.block(self.file, self.at / BLOCK)?;
            self.from = usize::try_from(self.at % BLOCK).unwrap_or(usize::MAX);
        }
        Ok(self.block.get(self.from..).unwrap_or_default())
    }

    fn consume(&mut self, count: usize) {
        self.from += count;
        self.at += count as u64;
    }
}

/// The repository in a folder of another one.
pub(super) struct Within<'w> {
    pub(super) outer: &'w mut dyn RepositoryFiles,
    /// With the slash at its end.
    pub(super) folder: String,
}

impl RepositoryFiles for Within<'_> {
    fn paths(&self) -> Vec<String> {
        let own = |path: String| path.strip_prefix(&self.folder).map(str::to_owned);
        self.outer.paths().into_iter().filter_map(own).collect()
    }

    fn open(&mut self, path: &str) -> io::Result<Box<dyn ReadSeek + '_>> {
        self.outer.open(&format!("{}{path}", self.folder))
    }
}

/// One file without its repository.
pub(super) struct Alone<'a>(pub(super) &'a mut dyn ReadSeek);

impl RepositoryFiles for Alone<'_> {
    fn paths(&self) -> Vec<String> {
        vec![String::new()]
    }

    fn open(&mut self, _: &str) -> io::Result<Box<dyn ReadSeek + '_>> {
        Ok(Box::new(&mut *self.0))
    }
}
