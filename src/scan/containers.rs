//! Files that hold files: what they are known by, and how their entries are read.

mod ar;
mod bzip2;
mod gzip;
mod inflate;
mod lzma;
mod office;
mod pdf;
mod peek;
mod seven;
mod tar;
mod unread;
mod xz;
mod zip;
mod zstd;

#[cfg(test)]
mod testing;

use super::gauge::Room;
use super::trouble::Trouble;
use super::walk::{Leave, ReadSeek};
use super::{Limits, git};
pub(super) use peek::Peek;
use std::io::{self, Read};
pub(super) use zip::{find_appended, may_have_appended};

/// Bytes at the beginning of a file that tell what it is.
pub(super) const HEAD: usize = 1_100;

/// One way to hold files.
pub(super) struct Format {
    /// Whether bytes at the beginning of a file are its.
    pub(super) is: fn(&[u8]) -> bool,
    pub(super) open: Open,
    /// Where it is specified.
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of the table"))]
    source: &'static str,
}

/// Reads a format from front to back.
pub(super) type OpenStreamed = fn(&mut Peek<'_>, &mut dyn Visit) -> io::Result<()>;

/// Reads objects of a repository, each with where it stands in the history.
pub(super) type OpenObjects =
    fn(&mut dyn ReadSeek, &Limits, &mut dyn git::Take) -> Result<(), Leave>;

/// How a format is read. Every way hands what it finds to a [`Visit`]; it fails with the
/// [`Trouble`] that kept it from its end.
#[derive(Clone, Copy)]
pub(super) enum Open {
    /// From front to back.
    Streamed(OpenStreamed),
    /// From any place.
    Seeking {
        /// Begins anywhere, ends anywhere.
        open: fn(&mut dyn ReadSeek, &mut dyn Visit) -> io::Result<()>,
        /// What can be had of it from front to back, when it is too large to be held.
        streamed: Option<OpenStreamed>,
    },
    /// From any place, as objects of a repository.
    Objects(OpenObjects),
    /// Not at all; the words say what it is.
    Never(&'static str),
}

/// Takes what a format finds.
pub(super) trait Visit {
    /// Takes an entry with its content. An empty name is one that the format does not give.
    fn entry(&mut self, entry: Named<'_>, content: &mut dyn Read) -> io::Result<()>;

    /// Takes in another form what stood in the entry before and in the container's own bytes: what
    /// was found there is not told again.
    fn again(&mut self, entry: Named<'_>, content: &mut dyn Read) -> io::Result<()> {
        self.entry(entry, content)
    }

    /// Takes an entry that cannot be read.
    fn skipped(&mut self, name: &str, trouble: Trouble) -> io::Result<()>;

    /// Takes bytes that belong to the container itself, such as a text around what it holds, and
    /// where in it they begin.
    fn itself(&mut self, content: &mut dyn Read, begins: u64) -> io::Result<()>;

    /// Takes something wrong with the container that does not keep it from being read on.
    fn wrong(&mut self, trouble: Trouble);

    /// The memory that decoders may take.
    fn room(&self) -> Room;
}

/// An entry's name, and what its bytes are.
#[derive(Clone, Copy)]
pub(super) struct Named<'n> {
    pub(super) name: &'n str,
    /// Whether a decoder makes the bytes, so that they can be many more than the packed ones.
    pub(super) is_unpacked: bool,
}

impl<'n> Named<'n> {
    /// Bytes that a decoder makes.
    pub(super) fn unpacked(name: &'n str) -> Self {
        Self {
            name,
            is_unpacked: true,
        }
    }

    /// Bytes that stand in the container as they are.
    pub(super) fn stored(name: &'n str) -> Self {
        Self {
            name,
            is_unpacked: false,
        }
    }
}

/// Every format, in the order in which a file is held against them: those with the longest and
/// surest marks first. A format is added by its module and its row.
const FORMATS: &[Format] = &[
    Format {
        is: zip::is_zip,
        open: Open::Seeking {
            open: zip::open,
            streamed: Some(zip::open_streamed),
        },
        source: "https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT",
    },
    Format {
        is: gzip::is_gzip,
        open: Open::Streamed(gzip::open),
        source: "https://www.rfc-editor.org/rfc/rfc1952",
    },
    Format {
        is: xz::is_xz,
        open: Open::Streamed(xz::open),
        source: "https://tukaani.org/xz/xz-file-format.txt",
    },
    Format {
        is: seven::is_seven,
        open: Open::Seeking {
            open: seven::open,
            streamed: None,
        },
        source: "https://py7zr.readthedocs.io/en/latest/archive_format.html",
    },
    Format {
        is: zstd::is_zstd,
        open: Open::Streamed(zstd::open),
        source: "https://www.rfc-editor.org/rfc/rfc8878",
    },
    Format {
        is: bzip2::is_bzip2,
        open: Open::Streamed(bzip2::open),
        source: "https://sourceware.org/bzip2/manual/manual.html",
    },
    Format {
        is: tar::is_tar,
        open: Open::Streamed(tar::open),
        source: "https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html",
    },
    Format {
        is: ar::is_ar,
        open: Open::Streamed(ar::open),
        source: "https://man7.org/linux/man-pages/man5/deb.5.html",
    },
    Format {
        is: pdf::is_pdf,
        open: Open::Seeking {
            open: pdf::open,
            streamed: None,
        },
        source: "https://opensource.adobe.com/dc-acrobat-sdk-docs/pdfstandards/PDF32000_2008.pdf",
    },
    Format {
        is: office::is_compound,
        open: Open::Streamed(office::open),
        source: "https://learn.microsoft.com/openspecs/windows_protocols/ms-cfb",
    },
    Format {
        is: lzma::is_lzma,
        open: Open::Streamed(lzma::open),
        source: "https://www.7-zip.org/sdk.html",
    },
    Format {
        is: git::is_pack,
        open: Open::Objects(git::read_pack),
        source: "https://git-scm.com/docs/gitformat-pack",
    },
    Format {
        is: git::is_bundle,
        open: Open::Objects(git::read_bundle),
        source: "https://git-scm.com/docs/gitformat-bundle",
    },
    Format {
        is: git::is_loose_object,
        open: Open::Objects(git::read_loose_object),
        source: "https://git-scm.com/docs/gitformat-loose",
    },
    Format {
        is: unread::is_rar,
        open: Open::Never("It is a RAR archive."),
        source: "https://www.rarlab.com/technote.htm",
    },
    Format {
        is: unread::is_cabinet,
        open: Open::Never("It is a cabinet file."),
        source: "https://learn.microsoft.com/previous-versions/bb417343(v=msdn.10)",
    },
    Format {
        is: unread::is_lz4,
        open: Open::Never("It is an LZ4 frame."),
        source: "https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md",
    },
    Format {
        is: unread::is_lzip,
        open: Open::Never("It is an lzip file."),
        source: "https://www.nongnu.org/lzip/manual/lzip_manual.html",
    },
    Format {
        is: unread::is_compress,
        open: Open::Never("It was packed by compress."),
        source: "https://pubs.opengroup.org/onlinepubs/9799919799/utilities/compress.html",
    },
    Format {
        is: unread::is_rpm,
        open: Open::Never("It is an RPM package."),
        source: "https://rpm-software-management.github.io/rpm/manual/format_v4.html",
    },
    Format {
        is: unread::is_snappy,
        open: Open::Never("It is a Snappy stream."),
        source: "https://github.com/google/snappy/blob/main/framing_format.txt",
    },
    Format {
        is: unread::is_squashfs,
        open: Open::Never("It is a SquashFS image."),
        source: "https://docs.kernel.org/filesystems/squashfs.html",
    },
    Format {
        is: unread::is_wim,
        open: Open::Never("It is a Windows image."),
        source: "https://www.microsoft.com/download/details.aspx?id=13096",
    },
];

/// Reads a text of bytes that are one letter each: Latin-1.
fn latin(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// Returns the format of a file that begins with these bytes.
pub(super) fn sniff(head: &[u8]) -> Option<&'static Format> {
    FORMATS.iter().find(|format| (format.is)(head))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_says_where_it_is_specified() {
        for format in FORMATS {
            assert!(format.source.starts_with("https://"));
        }
    }

    #[test]
    fn text_and_nothing_are_no_format() {
        for text in ["", "P", "PK", "BZh is a text", "sig=", "<?xml", "{\"a\":1}"] {
            assert!(sniff(text.as_bytes()).is_none(), "{text}");
        }
    }
}
