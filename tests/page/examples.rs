//! Every example button, and what must be seen of its answer: without scrolling, and without
//! anything that moves.

use super::{
    shift::{Shift, shift_after},
    support::{Result, visit},
};
use crate::util::{fake_signature, fill};

/// The examples: their button, the level, and what the sentence must say.
pub(super) const EXAMPLES: &[(&str, &str, &str)] = &[
    (
        "incident-2021",
        "Severe",
        "Anyone with this link can read, change and delete everything in the storage account robustnessws4285631339 until 6 October 2051.",
    ),
    (
        "incident-2020",
        "Expired",
        "anyone with this link could read all files (blobs) in the storage account",
    ),
    (
        "well-made",
        "Contained",
        "Anyone with this link can read the file",
    ),
    (
        "policy",
        "Decided on the server",
        "The rule is the stored access policy readers.",
    ),
    ("expired", "Expired", "This link stopped working on"),
    ("damaged", "Severe", "Anyone with this link can"),
];

/// A desktop and a phone.
const SIZES: &[(u32, u32)] = &[(1280, 720), (360, 640)];

/// What must be seen of an answer at once.
const FIRST: [&str; 3] = [".verdict__level", ".verdict__sentence", ".action__text"];

const STILL: Shift = Shift {
    late: 0.0,
    unasked: 0.0,
};

const LINK: &str = "https://contosoexample.blob.core.windows.net/backups?sv=2022-11-02&sr=c&sp=rwdl\
    &se=2099-06-30&sig={sig}";

#[test]
fn every_example_gets_its_verdict() -> Result {
    visit(async |page| {
        for (example, level, sentence) in EXAMPLES {
            page.show_example(example).await?;
            assert_eq!(page.text_of(".verdict__level").await?, *level, "{example}");
            let shown = page.text_of(".verdict__sentence").await?;
            assert!(shown.contains(sentence), "{example}: {shown}");
        }
        page.assert_quiet_console().await
    })
}

#[test]
fn verdict_consequence_and_first_action_need_no_scrolling_and_stand_still() -> Result {
    visit(async |page| {
        for &(width, height) in SIZES {
            page.resize(width, height).await?;
            for (example, ..) in EXAMPLES {
                let button = format!("[data-example=\"{example}\"]");
                let shift = shift_after(page, async |page| page.press_on(&button).await).await?;
                let hidden = page.out_of_view(&FIRST).await?;
                let where_ = format!("{example} at {width} by {height}");
                assert_eq!(hidden, [""; 0], "{where_} needs scrolling");
                assert_eq!(shift, STILL, "{where_} moves");
                page.open_anew().await?;
            }
        }
        Ok(())
    })
}

#[test]
fn a_pasted_answer_stands_still() -> Result {
    let link = fill(LINK, &fake_signature());
    visit(async |page| {
        let shift = shift_after(page, async |page| page.paste_by_keys(&link).await).await?;
        assert_eq!(shift, STILL);
        // Something that comes late is seen.
        page.open_anew().await?;
        let shift = shift_after(page, async |page| {
            page.paste_by_keys(&link).await?;
            let late = "setTimeout(() => document.querySelector('main').prepend(document.createElement('hr')), 500);";
            page.js(late, &[]).await.map(drop)
        })
        .await?;
        assert_ne!(shift, STILL);
        Ok(())
    })
}

#[test]
fn the_damaged_example_says_what_was_undone() -> Result {
    visit(async |page| {
        page.show_example("damaged").await?;
        let repairs = page.text_of("[data-part=\"repairs\"]").await?;
        for undone in ["HTML escaping", "plus signs", "Joined lines"] {
            assert!(repairs.contains(undone), "{undone}: {repairs}");
        }
        Ok(())
    })
}
