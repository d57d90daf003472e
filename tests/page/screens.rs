//! What the page looks like in every state: pictures in `target/screenshots` to be looked at, each
//! compared with a grid of its colours, so that no change goes unseen.
//!
//! `cargo xtask test --accept-screens` takes the page as it looks now for right.

use super::{
    states::{State, states},
    support::{Grid, LOOKS, Look, Page, Result, is_full, picture_path, visit},
};
use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
};

/// A phone, a tablet and a desktop.
const SIZES: [(u32, u32); 3] = [(360, 640), (768, 1024), (1280, 720)];

/// What is further down is not in the pictures.
const DEEPEST: u32 = 4000;

const ADVICE: &str = "Look at target/screenshots: NAME.png is new, NAME-reference.png what it was, \
    NAME-difference.png marks what differs. `cargo xtask test --accept-screens` accepts all.";

#[test]
fn every_picture_is_like_its_reference() -> Result {
    visit(async |page| {
        let accepted = Accepted::open(page).await?;
        page.devtools(
            "Emulation.setScrollbarsHidden",
            serde_json::json!({ "hidden": true }),
        )
        .await?;
        let mut unlike = Vec::new();
        for (place, state) in states().iter().enumerate() {
            for (at, &size) in SIZES.iter().enumerate() {
                // Where there is little room some things are shown from the start in another way.
                page.resize(size.0, size.1).await?;
                let [(_, light), ..] = LOOKS;
                page.emulate(light).await?;
                state.show(page).await?;
                // It blinks, and would be in some pictures only.
                page.js(
                    "document.activeElement.style.caretColor = 'transparent'",
                    &[],
                )
                .await?;
                for look in wanted(place, at) {
                    let (name, fault) = look_at(page, state, size, look, &accepted).await?;
                    if !fault.is_empty() {
                        unlike.push(format!("{name}: {fault}"));
                    }
                }
            }
        }
        assert!(
            unlike.is_empty(),
            "{} pictures are not like their references:\n{}\n{}{ADVICE}",
            unlike.len(),
            unlike.join("\n"),
            accepted.other_fonts(),
        );
        Ok(())
    })
}

#[test]
fn every_reference_belongs_to_a_picture_and_every_picture_has_one() -> Result {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder()).map_err(|_| format!("no references. {ADVICE}"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        found.extend(name.strip_suffix(".png").map(str::to_owned));
    }
    let mut wanted = BTreeSet::new();
    for state in states() {
        for (width, _) in SIZES {
            wanted.extend(LOOKS.map(|(look, _)| name(&state, width, look)));
        }
    }
    let differences: Vec<_> = found.symmetric_difference(&wanted).collect();
    assert!(
        differences.is_empty(),
        "missing or left over; `cargo xtask test --accept-screens` writes them anew: {differences:?}"
    );
    Ok(())
}

/// In which looks a state is pictured in a size, both by their place: each state in every size, and
/// each size in every look. Paper comes last: it hides the field, which loses the focus.
fn wanted(state: usize, size: usize) -> Vec<(&'static str, Look)> {
    let is_all = is_full() || is_accepting();
    let looks = LOOKS.into_iter().enumerate();
    let wanted = looks.filter(|(look, _)| is_all || (state + size) % LOOKS.len() == *look);
    wanted.map(|(_, look)| look).collect()
}

/// Takes a picture and returns its name and what is wrong with it, if anything.
async fn look_at(
    page: &Page,
    state: &State,
    (width, _): (u32, u32),
    (look_name, look): (&str, Look),
    accepted: &Accepted,
) -> Result<(String, String)> {
    let name = name(state, width, look_name);
    page.emulate(look).await?;
    let picture = page.picture(DEEPEST).await?;
    picture.write(&picture_path(&name)?)?;
    let grid = Grid::of(&picture);
    let reference = folder().join(format!("{name}.png"));
    if accepted.is_now {
        grid.write(&reference)?;
        return Ok((name, String::new()));
    }
    let Some(reference) = Grid::read(&reference)? else {
        return Ok((name, "it has no reference".to_owned()));
    };
    let fault = grid.unlike(&reference);
    if !fault.is_empty() {
        reference.write_enlarged(&picture_path(&format!("{name}-reference"))?)?;
        let differences = picture_path(&format!("{name}-difference"))?;
        grid.differences(&reference).write_enlarged(&differences)?;
    }
    Ok((name, fault))
}

fn name(state: &State, width: u32, look: &str) -> String {
    format!("{}-{width}-{look}", state.name)
}

/// The references: grids, and the fonts that they were made with.
struct Accepted {
    /// Whether this run makes them.
    is_now: bool,
    fonts: String,
    fonts_here: String,
}

impl Accepted {
    async fn open(page: &Page) -> Result<Self> {
        let fonts_here = fonts(page).await?;
        let path = folder().join("fonts.txt");
        let is_now = is_accepting();
        if is_now {
            fs::create_dir_all(folder())?;
            for entry in fs::read_dir(folder())? {
                fs::remove_file(entry?.path())?;
            }
            fs::write(&path, &fonts_here)?;
        }
        Ok(Self {
            is_now,
            fonts: fs::read_to_string(&path).map_err(|_| format!("no references. {ADVICE}"))?,
            fonts_here,
        })
    }

    /// Says so when this machine has other fonts.
    fn other_fonts(&self) -> String {
        let (then, here) = (self.fonts.trim(), self.fonts_here.trim());
        if then == here {
            return String::new();
        }
        format!(
            "This machine has other fonts than the references, which explains it:\n{here}, not\n{then}.\n"
        )
    }
}

/// Returns the font that the page is rendered in here, and how wide a text and a code are in it.
async fn fonts(page: &Page) -> Result<String> {
    let script = "
        const paper = new OffscreenCanvas(1, 1).getContext('2d');
        return ['body', 'textarea'].map((name) => {
          paper.font = `100px ${getComputedStyle(document.querySelector(name)).fontFamily}`;
          return Math.round(paper.measureText('What does this link give away?').width);
        }).join(' and ');";
    let widths = page.js(script, &[]).await?;
    let family = page.font_of("h1").await?;
    Ok(format!(
        "{family}, text and code {} units wide\n",
        widths.as_str().unwrap_or_default()
    ))
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/page/screens")
}

/// Whether this run's pictures become the references.
fn is_accepting() -> bool {
    env::var_os("SAS_LENS_ACCEPT_SCREENS").is_some()
}
