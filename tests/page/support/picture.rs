//! Pictures of the page, and the coarse grids by which they are compared.
//!
//! A grid holds the average colour of every square of 16 pixels. It is small enough to be kept with
//! the sources, and so blunt that the edges of letters, which differ from machine to machine, hardly
//! count.

use super::Result;
use base64::{Engine, engine::general_purpose::STANDARD};
use image::{
    DynamicImage, ImageFormat, Pixel, Rgb, RgbImage,
    codecs::png::{CompressionType, FilterType as PngFilter, PngEncoder},
    imageops::FilterType,
};
use std::{
    fs::{self, File},
    io::BufWriter,
    path::{Path, PathBuf},
};

/// The side of a cell in pixels.
const CELL: u32 = 16;
/// Grids are kept in colours that are this far apart, which makes their files much smaller.
const STEP: u8 = 8;

/// How far a cell may be from its reference, of 255, before it counts as different at all.
const LITTLE: u8 = 10;
/// How far no cell may be.
const MUCH: u8 = 32;
/// How many cells of a thousand may differ by more than a little.
const FEW_IN_THOUSAND: usize = 5;
/// How many rows of cells a picture may be longer or shorter.
const ROWS: u32 = 1;

const RED: Rgb<u8> = Rgb([214, 0, 40]);

/// Returns where a picture of that name goes: a file in `target/screenshots`.
pub(crate) fn path(name: &str) -> Result<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("screenshots");
    fs::create_dir_all(&folder)?;
    Ok(folder.join(format!("{name}.png")))
}

/// What a browser painted.
pub(crate) struct Picture {
    png: Vec<u8>,
    pixels: DynamicImage,
}

impl Picture {
    /// Reads what the browser hands over.
    pub(crate) fn from_base64(text: &str) -> Result<Self> {
        let png = STANDARD.decode(text).map_err(|error| error.to_string())?;
        let pixels = image::load_from_memory_with_format(&png, ImageFormat::Png)?;
        Ok(Self { png, pixels })
    }

    /// Writes a PNG file.
    pub(crate) fn write(&self, path: &Path) -> Result {
        Ok(fs::write(path, &self.png)?)
    }
}

/// The average colours of a picture's cells.
pub(crate) struct Grid(RgbImage);

impl Grid {
    /// Reduces a picture. What is left below its last whole row is not looked at.
    pub(crate) fn of(picture: &Picture) -> Self {
        let (width, height) = (picture.pixels.width(), picture.pixels.height());
        let (columns, rows) = (width.div_ceil(CELL), height / CELL);
        let whole = picture.pixels.crop_imm(0, 0, width, rows * CELL);
        Self(whole.thumbnail_exact(columns, rows).to_rgb8())
    }

    /// Reads a grid from a file, or nothing where there is none.
    pub(crate) fn read(path: &Path) -> Result<Option<Self>> {
        if !path.exists() {
            return Ok(None);
        }
        Ok(Some(Self(image::open(path)?.to_rgb8())))
    }

    /// Writes the grid to a file.
    pub(crate) fn write(&self, path: &Path) -> Result {
        let mut kept = self.0.clone();
        for part in kept.iter_mut() {
            *part = *part / STEP * STEP + STEP / 2;
        }
        let file = BufWriter::new(File::create(path)?);
        let encoder =
            PngEncoder::new_with_quality(file, CompressionType::Best, PngFilter::Adaptive);
        Ok(kept.write_with_encoder(encoder)?)
    }

    /// Writes the grid as large as the picture that it was made from.
    pub(crate) fn write_enlarged(&self, path: &Path) -> Result {
        let (width, height) = (self.0.width() * CELL, self.0.height() * CELL);
        let cells = DynamicImage::from(self.0.clone());
        Ok(cells
            .resize_exact(width, height, FilterType::Nearest)
            .save(path)?)
    }

    /// Returns the grid, pale, with the cells that differ from those of its reference in red.
    pub(crate) fn differences(&self, reference: &Self) -> Self {
        let mut marked = self.0.clone();
        for (column, row, cell) in marked.enumerate_pixels_mut() {
            let old = reference.0.get_pixel_checked(column, row);
            *cell = match old {
                Some(&old) if distance(*cell, old) <= LITTLE => cell.map(|part| part / 3 + 170),
                _ => RED,
            };
        }
        Self(marked)
    }

    /// Says how this grid differs from its reference by more than machines do; empty when it does
    /// not.
    pub(crate) fn unlike(&self, reference: &Self) -> String {
        let ((width, height), (old_width, old_height)) =
            (self.0.dimensions(), reference.0.dimensions());
        if width != old_width || height.abs_diff(old_height) > ROWS {
            let size = |width, height| format!("{} x {}", width * CELL, height * CELL);
            let (new, old) = (size(width, height), size(old_width, old_height));
            return format!("about {new} pixels large, was {old}");
        }
        let pairs = self.0.pixels().zip(reference.0.pixels());
        let distances: Vec<u8> = pairs.map(|(&new, &old)| distance(new, old)).collect();
        let over = |limit: u8| distances.iter().filter(|&&by| by > limit).count();
        let (little, much) = (over(LITTLE), over(MUCH));
        if much == 0 && little * 1000 <= distances.len() * FEW_IN_THOUSAND {
            return String::new();
        }
        let cells = distances.len();
        format!("{little} of {cells} cells differ, {much} of them by much")
    }
}

/// Returns how far two colours are apart in the channel in which they differ most.
fn distance(a: Rgb<u8>, b: Rgb<u8>) -> u8 {
    let apart = a.0.iter().zip(b.0).map(|(&a, b)| a.abs_diff(b));
    apart.max().unwrap_or_default()
}
