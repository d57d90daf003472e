//! The page works for everyone, in every state: axe finds nothing, nothing needs a wide screen or a
//! steady hand, every stop of the Tab key is seen, and nothing moves for those who ask for rest.

use super::{
    states::{State, states},
    support::{LOOKS, Page, Result, is_full, visit},
};
use fantoccini::key::Key;

/// A desktop, a phone, and the same desktop zoomed to 400 %.
const SIZES: [(u32, u32); 3] = [(1280, 720), (360, 640), (320, 256)];

/// Light, dark and forced colours, as places in [`LOOKS`]. Paper has no focus and no targets.
const ON_SCREEN: usize = 3;

/// Longer than any walk through the page by Tab.
const MOST_STOPS: usize = 300;

/// What can be told by looking at the elements. `args[0]` is the smallest side of a target.
const LOOK_AROUND: &str = "
    const [least] = args;
    const isSeen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const all = (selector) => [...document.querySelectorAll(selector)].filter(isSeen);
    const named = (element) => `${element.localName} ${element.textContent.trim().slice(0, 40)}`;
    const faults = [];

    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) faults.push(`needs sideways scrolling: ${scrollWidth} pixels`);

    const headings = all('h1, h2, h3, h4, h5, h6');
    const levels = headings.map(({ localName }) => Number(localName[1]));
    if (levels.filter((level) => level === 1).length !== 1) faults.push('not one h1');
    levels.forEach((level, place) => {
      if (level > (levels[place - 1] ?? 0) + 1) faults.push(`skips a level: ${named(headings[place])}`);
    });

    // WCAG 2.5.8: large enough, or alone within a circle of that size, or within a sentence.
    const targets = all('a[href], button, input, select, textarea, summary, [tabindex=\"0\"], [role=button]');
    const boxes = targets.map((target) => target.getBoundingClientRect());
    const isSmall = ({ width, height }) => width < least - 0.1 || height < least - 0.1;
    const middle = ({ left, top, width, height }) => [left + width / 2, top + height / 2];
    const isAlone = (box, place) => boxes.every((other, at) => {
      if (at === place || targets[at].contains(targets[place]) || targets[place].contains(targets[at])) return true;
      const [x, y] = middle(box);
      const [otherX, otherY] = middle(other);
      const toBox = Math.hypot(
        Math.max(other.left - x, 0, x - other.right),
        Math.max(other.top - y, 0, y - other.bottom),
      );
      const toCircle = Math.hypot(otherX - x, otherY - y);
      return toBox >= least / 2 && (!isSmall(other) || toCircle >= least);
    });
    const isInSentence = (target) => getComputedStyle(target).display === 'inline'
      && target.parentElement.textContent.trim() !== target.textContent.trim();
    targets.forEach((target, place) => {
      const box = boxes[place];
      if (!isSmall(box) || isInSentence(target) || isAlone(box, place)) return;
      faults.push(`${Math.round(box.width)} x ${Math.round(box.height)} pixels small: ${named(target)}`);
    });

    for (const animation of document.getAnimations()) {
      if (animation.playState === 'running') faults.push(`moves: ${named(animation.effect.target)}`);
    }
    const live = document.querySelectorAll('[aria-live], [role=status], [role=alert], [role=log], [role=timer], [role=marquee], output');
    if (live.length !== 1) faults.push(`${live.length} live regions`);
    return faults;";

/// Puts the focus where a visit begins.
const TO_THE_START: &str = "
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
    window.stops = [];";

/// Looks at what has the focus; returns nothing at the end of a walk.
const LOOK_AT_FOCUS: &str = "
    const here = document.activeElement;
    if (!here || here === document.body || stops.includes(here)) return null;
    const named = (element) => `${element.localName} ${element.textContent.trim().slice(0, 40)}`;
    const faults = [];

    const { outlineStyle, outlineWidth } = getComputedStyle(here);
    if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) faults.push(`no ring of focus: ${named(here)}`);

    const points = [...here.getClientRects()].flatMap(({ left, top, right, bottom }) => {
      const [x, y] = [Math.max(left, 0), Math.max(top, 0)];
      const [width, height] = [Math.min(right, innerWidth) - x, Math.min(bottom, innerHeight) - y];
      if (width <= 0 || height <= 0) return [];
      return [0.5, 0.1, 0.9].map((share) => document.elementFromPoint(x + width * share, y + height * share));
    });
    if (!points.some((hit) => here.contains(hit))) faults.push(`has the focus and is not seen: ${named(here)}`);

    const before = stops.at(-1);
    if (before) {
      const [was, is] = [before.getBoundingClientRect(), here.getBoundingClientRect()];
      const isLater = before.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING;
      const isUp = is.bottom <= was.top && is.left <= was.left;
      if (!isLater || isUp) faults.push(`out of order: ${named(before)}, then ${named(here)}`);
    }
    stops.push(here);
    return faults;";

#[test]
fn axe_finds_nothing_in_any_state() -> Result {
    in_every_state(&async |page, state, place| {
        let mut faults = Vec::new();
        // axe needs them; a page that was opened without stays as it is, but for its own style.
        page.allow_scripts(true).await?;
        for (size, look) in pairs() {
            // In turn; together the states are seen in every pair many times.
            let is_its_turn = (place + size) % SIZES.len() == look;
            if !(is_full() || is_its_turn && (place + look) % 2 == 0) {
                continue;
            }
            see(page, size, look).await?;
            let found = page.accessibility_faults().await?;
            faults.extend(found.iter().map(|fault| told(state, size, look, fault)));
        }
        Ok(faults)
    })
}

#[test]
fn every_state_fits_every_screen_hand_and_temper() -> Result {
    in_every_state(&async |page, state, _| {
        let mut faults = Vec::new();
        for (size, look) in pairs() {
            // Colours change no sizes, but forced ones bring borders.
            if look == 1 && !is_full() {
                continue;
            }
            see(page, size, look).await?;
            let found = strings(&page.js(LOOK_AROUND, &[24.into()]).await?);
            faults.extend(found.iter().map(|fault| told(state, size, look, fault)));
        }
        Ok(faults)
    })
}

#[test]
fn every_stop_of_the_tab_key_is_seen_and_in_reading_order() -> Result {
    in_every_state(&async |page, state, place| {
        let mut faults = Vec::new();
        for (size, look) in pairs() {
            let is_its_turn =
                place % SIZES.len() == size && place % ON_SCREEN == (look + size) % ON_SCREEN;
            if !is_full() && !is_its_turn {
                continue;
            }
            see(page, size, look).await?;
            page.js(TO_THE_START, &[]).await?;
            for _ in 0..MOST_STOPS {
                page.press(&[Key::Tab.into()]).await?;
                let found = page.js(LOOK_AT_FOCUS, &[]).await?;
                if found.is_null() {
                    break;
                }
                let found = strings(&found);
                faults.extend(found.iter().map(|fault| told(state, size, look, fault)));
            }
        }
        Ok(faults)
    })
}

/// Without this, the tests above might not see what they are made to see.
#[test]
fn the_checks_see_what_they_look_for() -> Result {
    visit(async |page| {
        let spoil = "
            const wide = document.createElement('div');
            wide.style.inlineSize = '2000px';
            wide.append(document.createElement('h4'), document.createElement('output'));
            document.body.append(wide);
            for (const button of document.querySelectorAll('.tools button')) {
              button.style.cssText = 'min-block-size: 0; block-size: 10px; inline-size: 10px; padding: 0; overflow: hidden';
            }
            document.querySelector('.tools').style.gap = '0';
            document.querySelector('.masthead__link').style.outline = 'none';
            document.querySelector('.example').style.outline = 'none';
            document.querySelector('h1').animate({ opacity: [0.5, 1] }, { duration: 1000, iterations: Infinity });";
        page.js(spoil, &[]).await?;
        let found = strings(&page.js(LOOK_AROUND, &[24.into()]).await?).join("\n");
        for fault in [
            "sideways",
            "skips a level",
            "small",
            "moves",
            "2 live regions",
        ] {
            assert!(found.contains(fault), "{fault} was not seen: {found}");
        }
        let cover = "
            const cover = document.createElement('div');
            cover.style.cssText = 'position: fixed; inset: 0';
            document.body.append(cover);";
        page.js(TO_THE_START, &[]).await?;
        page.js(cover, &[]).await?;
        page.press(&[Key::Tab.into()]).await?;
        let found = strings(&page.js(LOOK_AT_FOCUS, &[]).await?).join("\n");
        for fault in ["no ring of focus", "is not seen"] {
            assert!(found.contains(fault), "{fault} was not seen: {found}");
        }
        Ok(())
    })
}

/// Shows every state and fails with all faults that a check returns.
fn in_every_state(check: &impl AsyncFn(&Page, &State, usize) -> Result<Vec<String>>) -> Result {
    visit(async |page| {
        let mut faults = Vec::new();
        for (place, state) in states().iter().enumerate() {
            state.show(page).await?;
            faults.extend(check(page, state, place).await?);
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        Ok(())
    })
}

fn pairs() -> impl Iterator<Item = (usize, usize)> {
    (0..SIZES.len()).flat_map(|size| (0..ON_SCREEN).map(move |look| (size, look)))
}

async fn see(page: &Page, size: usize, look: usize) -> Result {
    let (width, height) = SIZES[size];
    page.resize(width, height).await?;
    page.emulate(LOOKS[look].1).await
}

fn told(state: &State, size: usize, look: usize, fault: &str) -> String {
    let (width, height) = SIZES[size];
    format!(
        "{}, {width} x {height}, {}: {fault}",
        state.name, LOOKS[look].0
    )
}

fn strings(value: &serde_json::Value) -> Vec<String> {
    let texts = value.as_array().into_iter().flatten();
    texts
        .filter_map(|text| Some(text.as_str()?.to_owned()))
        .collect()
}
